"""A chat platform in memory, honest about what it was sent, with failures on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.model.chat import Place, Reply


@dataclass(slots=True)
class MemoryPlatform:
    """A `bot.ports.Platform` that keeps what it was sent.

    posts: (place, reply, key) of every message, in order; a message's reference is its number there. statuses: what
    was shown and cleared. before, after: called around each post with its key; what they raise happens to the caller,
    `after` once the message is there.
    """

    name: str = "memory"
    posts: list[tuple[Place, Reply, str]] = field(default_factory=list)
    statuses: list[tuple[Place, str | None]] = field(default_factory=list)
    before: Callable[[str], None] = lambda key: None
    after: Callable[[str], None] = lambda key: None

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """See `bot.ports.Platform`."""
        self.before(key)
        self.posts.append((place, reply, key))
        self.after(key)
        return str(len(self.posts) - 1)

    async def find_post(self, place: Place, key: str) -> str | None:
        """See `bot.ports.Platform`."""
        return next((str(i) for i, (_, _, one) in enumerate(self.posts) if one == key), None)

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """See `bot.ports.Platform`."""
        number = int(reference)
        where, _, key = self.posts[number]
        self.posts[number] = (where, reply, key)

    async def show_status(self, place: Place, words: str | None) -> None:
        """See `bot.ports.Platform`."""
        self.statuses.append((place, words))
