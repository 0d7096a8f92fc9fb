"""What Slack sends, as its reference describes it; ids and words are made up."""

from __future__ import annotations

import json
from typing import Any

from bot.testing.fake_slack import BOT_ID, BOT_USER, TEAM

CHANNEL, PRIVATE, SHARED, DIRECT = "C0DESK", "C0BOARD", "C0CONNECT", "D0ANNA"
ANNA, GUEST = "U0ANNA", "U0GUEST"
ASKED = "1754470001.000100"

Payload = dict[str, Any]

NAMED: Payload = {"id": ANNA, "name": "anna", "team_id": TEAM}
KNOWN: Payload = {"id": ANNA, "username": "anna", "team_id": TEAM}
USER: Payload = {**NAMED, **KNOWN}
_VIEW: Payload = {
    "type": "modal",
    "team_id": TEAM,
    "app_id": "A0DATELINE",
    "bot_id": BOT_ID,
    "app_installed_team_id": TEAM,
    "title": {"type": "plain_text", "text": "Ask Dateline"},
    "blocks": [],
    "close": None,
    "submit": None,
    "hash": "h",
    "root_view_id": "V0001",
    "previous_view_id": None,
    "clear_on_close": False,
    "notify_on_close": False,
    "private_metadata": "",
    "external_id": "",
}


def event(
    inner: Payload,
    *,
    event_id: str = "Ev0001",
    team: str | None = TEAM,
    enterprise: str | None = None,
    org: bool = False,
    shared: bool = False,
    outer_team: str | None = None,
) -> Payload:
    """The wrapping of an event."""
    return {
        "type": "event_callback",
        "token": "verification",
        "team_id": outer_team or team,
        "api_app_id": "A0DATELINE",
        "event": inner,
        "event_id": event_id,
        "event_time": 1_754_470_001,
        "is_ext_shared_channel": shared,
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": team,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": org,
            }
        ],
    }


def said(
    text: str = f"<@{BOT_USER}> who met whom?",
    *,
    kind: str = "app_mention",
    channel: str = CHANNEL,
    channel_type: str | None = None,
    user: str = ANNA,
    ts: str = ASKED,
    thread: str | None = None,
    team: str = TEAM,
    **more: Any,
) -> Payload:
    """A message; `kind` "message" or "app_mention"."""
    inner: Payload = {
        "type": kind,
        "user": user,
        "text": text,
        "ts": ts,
        "channel": channel,
        "team": team,
        "event_ts": ts,
        "client_msg_id": f"id-{ts}",
        **more,
    }
    if kind == "message":
        inner["channel_type"] = channel_type or "channel"
    if thread:
        inner["thread_ts"] = thread
    return inner


def changed(text: str, *, before: str = "who met whom?", ts: str = ASKED, edited: bool = True) -> Payload:
    """A message that was changed, by its author or by Slack."""
    now = said(text, kind="message", ts=ts)
    if edited:
        now["edited"] = {"user": ANNA, "ts": "1754470005.000000"}
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": CHANNEL,
        "channel_type": "channel",
        "ts": "1754470005.000100",
        "event_ts": "1754470005.000100",
        "message": now,
        "previous_message": said(before, kind="message", ts=ts),
    }


def deleted(ts: str = ASKED) -> Payload:
    """A message that was deleted."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": CHANNEL,
        "channel_type": "channel",
        "ts": "1754470006.000100",
        "event_ts": "1754470006.000100",
        "deleted_ts": ts,
        "previous_message": said(kind="message", ts=ts),
    }


def command(name: str = "/met", text: str = "Petrova", *, ticket: str | None = None, **more: Any) -> Payload:
    """A slash command; Slack sends it as a form."""
    return {
        "command": name,
        "text": text,
        "team_id": TEAM,
        "team_domain": "home",
        "channel_id": CHANNEL,
        "channel_name": "desk",
        "user_id": ANNA,
        "user_name": "anna",
        "token": "verification",
        "api_app_id": "A0DATELINE",
        "is_enterprise_install": "false",
        "response_url": ticket or "https://hooks.slack.com/commands/1",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
        **more,
    }


def press(
    action_id: str = "dateline:sources",
    value: str = "p_1",
    *,
    ts: str = "1754470002.000200",
    action_ts: str = "1754470009.000300",
    private: bool = False,
    ticket: str = "https://hooks.slack.com/actions/1",
) -> Payload:
    """A press of a button."""
    action: Payload = {
        "type": "button",
        "action_id": action_id,
        "block_id": "b.1",
        "value": value,
        "text": {"type": "plain_text", "text": "Sources"},
        "action_ts": action_ts,
    }
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": USER,
        "api_app_id": "A0DATELINE",
        "trigger_id": "13345224609.738474920.1",
        "response_url": ticket,
        "channel": {"id": CHANNEL, "name": "desk"},
        "container": {
            "type": "message",
            "message_ts": ts,
            "thread_ts": ASKED,
            "channel_id": CHANNEL,
            "is_ephemeral": private,
        },
        "message": {"type": "message", "ts": ts, "thread_ts": ASKED, "text": "…"},
        "token": "verification",
        "actions": [action],
    }


def shortcut(callback: str = "dateline_brief", text: str = "Read <https://herald.example/talks>") -> Payload:
    """A message shortcut."""
    return {
        "type": "message_action",
        "callback_id": callback,
        "action_ts": "1754470010.000000",
        "trigger_id": "13345224609.738474920.2",
        "response_url": "https://hooks.slack.com/app/1",
        "token": "verification",
        "team": {"id": TEAM, "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": USER,
        "channel": {"id": CHANNEL, "name": "desk"},
        "message_ts": ASKED,
        "message": said(text, kind="message"),
    }


def global_shortcut() -> Payload:
    """The shortcut that opens the modal."""
    return {
        "type": "shortcut",
        "callback_id": "dateline_ask",
        "action_ts": "1754470010.000000",
        "trigger_id": "13345224609.738474920.3",
        "token": "verification",
        "team": {"id": TEAM, "domain": "home"},
        "user": KNOWN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def submission(text: str = "Who met Petrova?", *, ticket: str | None = None) -> Payload:
    """The modal, sent off; with a response address when a channel was chosen in it."""
    urls = [{"channel_id": CHANNEL, "response_url": ticket, "block_id": "where", "action_id": "channel"}]
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "home"},
        "user": NAMED,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": "13345224609.738474920.4",
        "token": "verification",
        "api_app_id": "A0DATELINE",
        "view": {
            **_VIEW,
            "id": "V0001",
            "callback_id": "dateline_ask",
            "state": {"values": {"question": {"words": {"type": "plain_text_input", "value": text}}}},
        },
        "response_urls": urls if ticket else [],
    }


def reasoned(text: str, pressed: dict[str, str], *, kind: str = "view_submission") -> Payload:
    """The form behind "Not right", sent off or closed."""
    values = {"reason": {"words": {"type": "plain_text_input", "value": text}}}
    more = {"trigger_id": "1.2.3"} if kind == "view_submission" else {"is_cleared": False}
    return {
        **more,
        "type": kind,
        "team": {"id": TEAM, "domain": "home"},
        "user": NAMED,
        "enterprise": None,
        "is_enterprise_install": False,
        "token": "verification",
        "api_app_id": "A0DATELINE",
        "view": {
            **_VIEW,
            "id": "V0002",
            "callback_id": "dateline_reason",
            "private_metadata": json.dumps(pressed),
            "state": {"values": values if kind == "view_submission" else {}},
        },
    }


def channel_chosen(channel: str = CHANNEL) -> Payload:
    """An admin chose a channel on the Home tab."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "home"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": KNOWN,
        "token": "verification",
        "api_app_id": "A0DATELINE",
        "trigger_id": "1.2.4",
        "container": {"type": "view", "view_id": "V0000"},
        "actions": [
            {
                "type": "conversations_select",
                "action_id": "dateline:settings",
                "block_id": "b.9",
                "action_ts": "1754470010.000000",
                "selected_conversation": channel,
            }
        ],
    }


def settings_sent(values: dict[str, Payload], channel: str = CHANNEL) -> Payload:
    """The form of a channel's settings, sent: what stands in each field."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "home"},
        "user": NAMED,
        "enterprise": None,
        "is_enterprise_install": False,
        "token": "verification",
        "api_app_id": "A0DATELINE",
        "trigger_id": "1.2.5",
        "view": {
            **_VIEW,
            "id": "V0003",
            "callback_id": "dateline_settings",
            "private_metadata": json.dumps({"channel": channel}),
            "state": {"values": {name: {"value": value} for name, value in values.items()}},
        },
    }


def stopped(*, channel: str = CHANNEL, thread: str = ASKED) -> Payload:
    """Somebody pressed Stop."""
    return {
        "type": "agent_session_stopped",
        "channel": channel,
        "thread_ts": thread,
        "user": ANNA,
        "streaming_message_ts": [],
        "event_ts": thread,
    }


def home_opened(tab: str = "home") -> Payload:
    """Somebody opened our Home tab, or our messages."""
    return {"type": "app_home_opened", "user": ANNA, "channel": DIRECT, "tab": tab, "event_ts": ASKED}
