"""One sentence as the deadline frames see it: same length, times masked, quotation marks straightened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.extract.document import Document, trimmed
from bot.model.facts import Mention
from bot.model.text import Span
from bot.model.when import When, WhenKind

DAY = "\ue000"
LENGTH = "\ue001"

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\n": " ", DAY: " ", LENGTH: " "}
)
_LEADING = re.compile(
    r"(?:by|until|till|before|within|in|from|on|since|for|(?:no|not) later than|at|as of|starting|beginning|after|through|to)\s+"
    r"(?:the next\s+)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:hours?|days?|weeks?|fortnights?|months?|quarters?|years?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence and its marked twin.

    marked: the sentence with every calendar time replaced by `DAY` and every length of time by `LENGTH`, character
        for character, so that positions in it are positions in the sentence.
    whens: the time expressions of the sentence; positions count in the revision.
    """

    document: Document
    index: int
    span: Span
    marked: str
    whens: tuple[When, ...]

    def place(self, start: int, end: int) -> Span:
        """The span of the revision at `[start, end)` of the sentence, without white space at its ends."""
        return trimmed(self.document.text, Span(self.span.start + start, self.span.start + end))

    def words(self, start: int, end: int) -> str:
        """The exact words at `[start, end)` of the sentence."""
        return self.document.text[self.span.start + start : self.span.start + end]

    def whens_at(self, start: int, end: int) -> tuple[When, ...]:
        """The time expressions that share characters with `[start, end)` of the sentence."""
        asked = Span(self.span.start + start, self.span.start + end)
        return tuple(when for when in self.whens if when.span.overlaps(asked))

    def mentions_at(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin inside `[start, end)` of the sentence."""
        return self.document.mentions_in(Span(self.span.start + start, self.span.start + end))


def read_line(document: Document, index: int) -> Line:
    """The sentence number `index` of the document, marked."""
    span = document.sentences[index]
    marked = list(span.of(document.text).translate(_STRAIGHT))
    whens = tuple(when for when in document.whens_in(span) if when.kind is not WhenKind.SET)
    for when in whens:
        start = when.span.start - span.start
        lead = _LEADING.match(when.words)
        first = start + (lead.end() if lead and lead.end() < len(when.words) else 0)
        last = min(when.span.end - span.start, len(marked))
        sign = LENGTH if is_length(when) else DAY
        for position in range(first, last):
            marked[position] = sign
    return Line(document=document, index=index, span=span, marked="".join(marked), whens=whens)


def is_length(when: When) -> bool:
    """Whether the words give a length of time that still has to be counted from somewhere ("50 days")."""
    return when.kind is WhenKind.DURATION or (not when.resolved and _bare_count(when.words))


def _bare_count(words: str) -> bool:
    return bool(_COUNTED.search(words)) and not re.search(
        r"\b(?:from|after|before|of|this|next|last)\b", words
    )
