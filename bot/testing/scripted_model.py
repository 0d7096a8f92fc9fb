"""A language model in this process that says what a test tells it to, sentence by sentence."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bot.ports import ModelRequest, Piece, Usage


async def _at_once(number: int) -> None:
    """No pause between sentences."""


@dataclass(slots=True, kw_only=True)
class ScriptedModel:
    """A `bot.ports.ChatModel`.

    sentences: the words and the numbers of the cards they rest on. before: awaited ahead of each sentence with its
    number, counted from 0, and once more ahead of the end; a test holds the model there, or has it fail. asked: what it
    was asked.
    """

    sentences: Sequence[tuple[str, tuple[int, ...]]]
    before: Callable[[int], Awaitable[None]] = _at_once
    asked: list[ModelRequest] = field(default_factory=list)
    name: str = "scripted"

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        """See `bot.ports.ChatModel`."""
        self.asked.append(request)
        yield Piece(text='{"sentences": [')
        for number, (text, cards) in enumerate(self.sentences):
            await self.before(number)
            comma = "," if number else ""
            yield Piece(text=comma + json.dumps({"text": text, "cards": list(cards)}))
        await self.before(len(self.sentences))
        yield Piece(text="]}")
        yield Piece(usage=Usage(input_tokens=10, output_tokens=10))
