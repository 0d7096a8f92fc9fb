"""The app manifest: what an operator pastes into Slack to create the app, for the chosen mode and address."""

from __future__ import annotations

from typing import Any

from adapters.slack.config import Mode
from adapters.slack.presses import ASK_VIEW, SHORTCUTS
from adapters.slack.views import PROMPTS
from bot.errors import ConfigError

BOT_SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "users:read",
)
BOT_EVENTS = (
    "agent_session_stopped",
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
_COMMANDS = (
    ("/brief", "What is known about a person, a body, a topic or an article", "[name, topic or link]"),
    ("/met", "Who met whom, and when", "[names] since [day]"),
    ("/deadlines", "What is due, with countdown", "[names]"),
    ("/verify", "Was this printed, by whom, when?", '"words"'),
    (
        "/digest",
        "A daily digest for this channel",
        "on 08:30 Europe/Vienna about [names] | change 09:00 | preview | pause | show [day] | off",
    ),
    ("/watch", "Be told of news here, at once or in the digest", "[names] | deadlines [name] | off [name]"),
    ("/feeds", "What this place follows by itself", "add [link] | page [link] | remove [link]"),
    ("/calendar", "Deadlines in your calendar program", "[names] | off"),
    ("/changes", "What edits of an article changed", "[link]"),
    ("/log", "What was posted here unasked or not, and why", "[link]"),
)
_SHORTCUT_NAMES = {"dateline_brief": "Brief this", "dateline_verify": "Verify this"}


def manifest(mode: Mode, public_url: str | None = None) -> dict[str, Any]:
    """The manifest as JSON. ConfigError when HTTP mode has no public address to name."""
    base = (public_url or "").rstrip("/")
    if mode is Mode.HTTP and not base.startswith("https://"):
        raise ConfigError("HTTP mode needs public_url, an https address under which Slack reaches Dateline")
    events = f"{base}/slack/events" if mode is Mode.HTTP else None
    oauth: dict[str, Any] = {"scopes": {"bot": list(BOT_SCOPES)}}
    if base:
        oauth["redirect_urls"] = [f"{base}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Dateline",
            "description": "Cited briefings on meetings and deadlines, from the articles your team follows",
            "background_color": "#1d3557",
        },
        "features": _features(events),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": _with_url({"bot_events": list(BOT_EVENTS)}, events),
            "interactivity": _with_url({"is_enabled": True}, events),
            "org_deploy_enabled": True,
            "socket_mode_enabled": mode is Mode.SOCKET,
            "token_rotation_enabled": False,
        },
    }


def _features(events: str | None) -> dict[str, Any]:
    commands = [
        {"command": name, "description": words, "usage_hint": hint, "should_escape": True}
        for name, words, hint in _COMMANDS
    ]
    shortcuts = [
        {
            "name": _SHORTCUT_NAMES[callback],
            "type": "message",
            "callback_id": callback,
            "description": f"/{command} with this message",
        }
        for callback, command in SHORTCUTS.items()
    ]
    ask = {
        "name": "Ask Dateline",
        "type": "global",
        "callback_id": ASK_VIEW,
        "description": "Ask a question about the stored articles",
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Dateline", "always_online": True},
        "agent_view": {
            "agent_description": "Answers questions about meetings and deadlines from your team's articles, each "
            "sentence with its source.",
            "suggested_prompts": [dict(prompt) for prompt in PROMPTS],
        },
        "slash_commands": [_with_url(command, events) for command in commands],
        "shortcuts": [*shortcuts, ask],
    }


def _with_url(what: dict[str, Any], events: str | None) -> dict[str, Any]:
    """With the address that Slack calls; Socket Mode has none."""
    if events is None:
        return what
    name = "url" if "command" in what else "request_url"
    return {**what, name: events}
