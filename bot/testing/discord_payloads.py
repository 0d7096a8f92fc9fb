"""What Discord sends about people, servers and messages, as far as a bot of our kind looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

EPHEMERAL, LOADING, SUPPRESS_EMBEDS, V2 = 1 << 6, 1 << 7, 1 << 2, 1 << 15
VIEW_CHANNEL, MANAGE_SERVER, EVERYTHING_USUAL = 1 << 10, 1 << 5, (1 << 10) | (1 << 11) | (1 << 16)
APPLICATION, BOT = 1001, 1002
PUBLIC_THREAD, PRIVATE_THREAD = 11, 12


def now() -> str:
    """This moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


def person(number: int) -> dict[str, Any]:
    """A user, or the bot itself."""
    bot = number == BOT
    return {
        "id": str(number),
        "username": "dateline" if bot else f"person{number}",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
        "flags": 0,
    }


def member(number: int, *, user: bool = True, roles: Sequence[int] = ()) -> dict[str, Any]:
    """A user as a member of the server. user: whether Discord tells the user with it."""
    data: dict[str, Any] = {
        "roles": [str(role) for role in roles],
        "joined_at": now(),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
    }
    return data | ({"user": person(number)} if user else {})


def role(number: int, name: str) -> dict[str, Any]:
    """A role of the server; @everyone has the server's number."""
    return {
        "id": str(number),
        "name": name,
        "permissions": str(EVERYTHING_USUAL),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild(number: int) -> dict[str, Any]:
    """A server without channels, told whole."""
    return {
        "id": str(number),
        "name": "Newsroom",
        "owner_id": "500",
        "icon": None,
        "roles": [role(number, "@everyone")],
        "channels": [],
        "threads": [],
        "members": [member(BOT)],
        "member_count": 1,
        "emojis": [],
        "stickers": [],
        "features": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "afk_timeout": 300,
        "joined_at": now(),
        "large": False,
        "unavailable": False,
    }


def application() -> dict[str, Any]:
    """The bot's application."""
    return {
        "id": str(APPLICATION),
        "name": "Dateline",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "flags": 0,
        "owner": person(500),
        "team": None,
        "rpc_origins": [],
        "hook": True,
        "approximate_guild_count": 1,
    }


def message(channel: int, number: int, author: dict[str, Any]) -> dict[str, Any]:
    """A message without words."""
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": author,
        "content": "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
    }


def channel(
    number: int, server: str, name: str, *, kind: int = 0, parent: int | None = None
) -> dict[str, Any]:
    """A channel that everybody sees, or a thread of the bot's."""
    data: dict[str, Any] = {
        "id": str(number),
        "type": kind,
        "name": name,
        "position": 0,
        "guild_id": server,
        "permission_overwrites": [],
        "parent_id": str(parent) if parent else None,
    }
    if kind in {PUBLIC_THREAD, PRIVATE_THREAD}:
        meta = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": now(), "locked": False}
        data |= {"owner_id": str(BOT), "thread_metadata": meta, "message_count": 0, "member_count": 1}
    return data
