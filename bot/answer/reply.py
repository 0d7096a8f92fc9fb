"""Reads a model's reply while it is still being written: each sentence as soon as its last brace has arrived."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_SENTENCES = 20
MAX_SENTENCE_CHARS = 800
MAX_REPLY_CHARS = 40_000  # more is no short answer; the rest is not read
_THINKS, _THOUGHT = "<think>", "</think>"


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

    Anything before the first list (a fence, a greeting, thinking aloud between think marks) is passed over; an element
    that is not a sentence is skipped. found_list: the reply has the right form so far. ended: nothing more will be read, because the
    list was closed or enough has been read. closed: the list was closed.
    """

    found_list: bool = False
    ended: bool = False
    closed: bool = False
    _text: str = ""
    _at: int = 0
    _count: int = 0
    _decoder: json.JSONDecoder = field(default_factory=json.JSONDecoder)

    def feed(self, piece: str) -> list[WrittenSentence]:
        """The sentences that `piece` completes."""
        if self.ended:
            return []
        self._text += piece[: MAX_REPLY_CHARS - len(self._text)]
        self._pass_over_thinking()
        complete = self._complete()
        self.closed = self.closed or self._count >= MAX_SENTENCES
        self.ended = self.closed or len(self._text) >= MAX_REPLY_CHARS
        return complete

    def _pass_over_thinking(self) -> None:
        """Models behind a server that does not part their thinking from their words begin with it, however long."""
        if self.found_list or not self._text.lstrip().startswith(_THINKS):
            return
        end = self._text.find(_THOUGHT)
        self._text = self._text[end + len(_THOUGHT) :] if end >= 0 else _THINKS + self._text[-len(_THOUGHT) :]

    def _complete(self) -> list[WrittenSentence]:
        if not self.found_list:
            start = self._text.find("[", max(0, self._text.find('"sentences"')))
            if '"sentences"' not in self._text or start < 0:
                return []
            self.found_list, self._at = True, start + 1
        return self._elements()

    def _elements(self) -> list[WrittenSentence]:
        complete: list[WrittenSentence] = []
        while not self.closed and self._count < MAX_SENTENCES:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n,":
                self._at += 1
            if self._at >= len(self._text):
                break
            if self._text[self._at] == "]":
                self.closed = True
                break
            if self._text[self._at] == "{" and self._text.find("}", self._at) < 0:
                break  # its end has not been written
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
