"""A chat platform in memory, honest about what it was sent, with failures on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.model.answers import Sentence
from bot.model.chat import Notice, Place, Reply, Requester
from bot.ports import LiveAnswer


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


@dataclass(slots=True)
class LiveMemoryPlatform(MemoryPlatform):
    """A memory platform on which answers can be read while they are written, as `bot.ports.LivePlatform`.

    told: what was said to be under way, in order. grown: how many sentences stood in the message each time it grew.
    opens: whether a live answer is taken at all. opening, showing, closing: called at each step with its key; what they
    raise happens to the caller, `opening` once the message is there.
    """

    told: list[str] = field(default_factory=list)
    grown: list[int] = field(default_factory=list)
    opens: bool = True
    opening: Callable[[str], None] = lambda key: None
    showing: Callable[[str], None] = lambda key: None
    closing: Callable[[str], None] = lambda key: None

    async def open_live(self, place: Place, requester: Requester, key: str, words: str) -> LiveAnswer | None:
        """See `bot.ports.LivePlatform`."""
        if not self.opens:
            return None
        self.posts.append((place, Reply(body=Notice(text=words)), key))
        self.told.append(words)
        self.opening(key)
        return _MemoryLive(self, str(len(self.posts) - 1), place, key)


@dataclass(slots=True)
class _MemoryLive:
    platform: LiveMemoryPlatform
    reference: str
    place: Place
    key: str

    async def tell(self, words: str) -> None:
        self.platform.told.append(words)

    async def show(self, sentences: Sequence[Sentence]) -> None:
        self.platform.grown.append(len(sentences))
        self.platform.showing(self.key)

    async def close(self, reply: Reply) -> None:
        self.platform.closing(self.key)
        await self.platform.update(self.place, self.reference, reply)
