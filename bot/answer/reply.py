"""Reads a model's reply while it is still being written: each sentence as soon as its last brace has arrived."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_SENTENCES = 20
MAX_SENTENCE_CHARS = 800


class WrittenSentence(BaseModel):
    """One sentence of the reply with the numbers of the cards it rests on."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    text: str = Field(min_length=1, max_length=MAX_SENTENCE_CHARS)
    cards: tuple[int, ...] = Field(strict=False)


REPLY_SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "cards"],
                "properties": {
                    "text": {"type": "string"},
                    "cards": {"type": "array", "items": {"type": "integer"}},
                },
            },
        }
    },
}


@dataclass(slots=True)
class ReplyReader:
    """Fed with pieces of a reply, gives back the sentences that are complete.

    Anything before the first list (a fence, a greeting, thinking aloud) is passed over; an element that is not a
    sentence is skipped. `found_list` tells whether the reply had the right form at all.
    """

    found_list: bool = False
    _text: str = ""
    _at: int = 0
    _count: int = 0
    _ended: bool = False
    _decoder: json.JSONDecoder = field(default_factory=json.JSONDecoder)

    def feed(self, piece: str) -> list[WrittenSentence]:
        """The sentences that `piece` completes."""
        self._text += piece
        if not self.found_list:
            start = self._text.find("[", max(0, self._text.find('"sentences"')))
            if '"sentences"' not in self._text or start < 0:
                return []
            self.found_list, self._at = True, start + 1
        return self._elements()

    def _elements(self) -> list[WrittenSentence]:
        complete: list[WrittenSentence] = []
        while not self._ended and self._count < MAX_SENTENCES:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n,":
                self._at += 1
            if self._at >= len(self._text):
                break
            if self._text[self._at] == "]":
                self._ended = True
                break
            try:
                element, self._at = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                break  # not complete yet
            self._count += 1
            try:
                complete.append(WrittenSentence.model_validate(element))
            except ValidationError:
                continue
        return complete
