"""What exists in a Discord of ours: a server, channels, people, messages, and interactions that wait for an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.testing.discord_payloads import (
    BOT,
    EVERYTHING_USUAL,
    LOADING,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    VIEW_CHANNEL,
    channel,
    role,
)

_EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """How a request goes wrong.

    status: answered with this status and an error body of `code`. retry_after_s: for 429. via: 429 comes from Discord
    itself and not from the guard before it. cut: the connection is cut, "before" or "after" the request was done.
    delay_s: wait first; with status 200 and no cut the request is then done as usual.
    """

    status: int = 200
    code: int = 0
    message: str = "scripted failure"
    retry_after_s: float = 0.05
    via: bool = True
    cut: str | None = None
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. path: without the API's prefix. body: JSON, or None. files: names and texts sent along.
    status: how it was answered; None when the connection was cut."""

    method: str
    path: str
    body: Any
    files: tuple[tuple[str, str], ...]
    status: int | None


@dataclass(slots=True)
class Held:
    """An interaction and how far it was answered. original: the message that answers it."""

    payload: dict[str, Any]
    answered: bool = False
    expired: bool = False
    original: dict[str, Any] | None = None


@dataclass
class World:
    """What exists, what was asked, and what is to go wrong.

    sent: what was posted, by channel, oldest first; ephemeral messages are in `whispers`. commands: as last synced.
    choices, modals: what interactions were answered with. identify_with: closes sockets that identify with this code.
    shards: how many Discord recommends. pace: messages and edits that a channel takes in five seconds, None for no end.
    """

    rest_url: str = ""
    gateway_url: str = ""
    requests: list[Asked] = field(default_factory=list)
    sent: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    whispers: list[dict[str, Any]] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    choices: list[list[dict[str, Any]]] = field(default_factory=list)
    modals: list[dict[str, Any]] = field(default_factory=list)
    identify_with: int | None = None
    bad_token: bool = False
    shards: int = 1
    pace: int | None = None
    guild: dict[str, Any] = field(default_factory=dict)
    interactions: dict[str, Held] = field(default_factory=dict)
    seen: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    direct: dict[int, int] = field(default_factory=dict)
    failures: list[tuple[str, re.Pattern[str], list[Fails]]] = field(default_factory=list)
    last_id: int = 0

    def fail(self, method: str, path: str, *how: Fails) -> None:
        """Let the next requests to paths that match go wrong, one after the other."""
        self.failures.append((method, re.compile(path), list(how)))

    def asked(self, method: str, path: str) -> list[Asked]:
        """The requests so far to paths that match."""
        return [one for one in self.requests if one.method == method and re.search(path, one.path)]

    def new_id(self) -> int:
        """A fresh snowflake, later than all before."""
        now = int(datetime.now(UTC).timestamp() * 1000 - _EPOCH_MS) << 22
        self.last_id = max(self.last_id + 1, now)
        return self.last_id

    def add_channel(
        self, name: str, *, private: bool = False, kind: int = 0, parent: int | None = None
    ) -> int:
        """A channel of the server; a private one is hidden from @everyone. kind: 11 and 12 are threads."""
        number = self.new_id()
        data = channel(number, self.guild["id"], name, kind=kind, parent=parent)
        if private:
            hidden = {"id": self.guild["id"], "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
            data["permission_overwrites"] = [hidden]
        self.put_channel(data)
        return number

    def put_channel(self, data: dict[str, Any]) -> None:
        """Let a channel or a thread exist."""
        threads = data["type"] in {PUBLIC_THREAD, PRIVATE_THREAD}
        self.guild["threads" if threads else "channels"].append(data)
        self.sent.setdefault(int(data["id"]), [])

    def find_channel(self, number: int) -> dict[str, Any] | None:
        """A channel or thread of the server, or None."""
        known = [*self.guild["channels"], *self.guild["threads"]]
        return next((one for one in known if one["id"] == str(number)), None)

    def partial_channel(self, number: int, *, direct: bool) -> dict[str, Any]:
        """A channel as an interaction tells it."""
        if direct:
            return {"id": str(number), "type": 1, "last_message_id": None, "flags": 0}
        base = self.find_channel(number) or {"id": str(number), "type": 0, "name": "elsewhere", "position": 0}
        return {**base, "permissions": str(EVERYTHING_USUAL)}

    def add_member(self, member: int) -> None:
        """Somebody who is in the server."""
        self.members.add(member)

    def add_role(self, number: int, name: str) -> None:
        """A role of the server; who connects from now on knows it."""
        self.guild["roles"].append(role(number, name))

    def find(self, message: int) -> dict[str, Any] | None:
        """A message by its id, or None."""
        everywhere = [*self.whispers, *(one for room in self.sent.values() for one in room)]
        return next((one for one in everywhere if one["id"] == str(message)), None)

    def ours(self, channel: int) -> list[dict[str, Any]]:
        """The bot's messages in a channel, without those that still wait for their words."""
        return [
            one
            for one in self.sent.get(channel, [])
            if one["author"]["id"] == str(BOT) and not one["flags"] & LOADING
        ]

    def expire(self, token: str) -> None:
        """The fifteen minutes of this interaction are over."""
        self.interactions[token].expired = True

    def original(self, token: str) -> dict[str, Any] | None:
        """The message that answers an interaction, or None."""
        return self.interactions[token].original
