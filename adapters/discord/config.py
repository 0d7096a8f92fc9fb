"""What an operator decides about the Discord bot."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordConfig:
    """token: of the bot; never logged.

    message_content: the MESSAGE_CONTENT intent is granted: threads go on without a mention, and shared links are seen.
    shards: how many gateway connections; None or 0 for as many as Discord recommends (one, up to about 2,500 servers).
    home_server: id of the server whose articles its members may ask about in direct messages; None for none.
    zone: IANA name of the zone in which "today" is counted; Discord does not tell a member's.
    plain: write plain text instead of Components V2.
    """

    token: str = field(repr=False)
    message_content: bool = False
    shards: int | None = None
    home_server: int | None = None
    zone: str = "UTC"
    plain: bool = False
