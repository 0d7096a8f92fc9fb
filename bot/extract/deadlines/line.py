"""One sentence as the deadline frames see it: same length, times masked, quotation marks straightened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.extract.deadlines import lexicon as words
from bot.extract.document import Document, trimmed
from bot.model.facts import Mention
from bot.model.text import Span
from bot.model.when import When, WhenKind
from bot.text.when import tag

DAY = "\ue000"
LENGTH = "\ue001"
LINES_KEPT = 256  # marked sentences in memory: each is asked for by several rules while its article is read

_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\n": " ", DAY: " ", LENGTH: " "}
)
_TO_LIMIT = re.compile(rf"\b(?:before|ahead of)\b.*\b(?:{words.LIMIT})\b", re.IGNORECASE)
_LAST_DAY = re.compile(r"(?:the )?(?:last|final|latest) (?:day|date)", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until)\s+", re.IGNORECASE)
_MOVES = re.compile(
    rf"\b(?:{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY}|deferral|postponement|prolongation)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:by|until|till|before|within|in|from|on|since|for|(?:no|not) later than|at|as of|starting|beginning|after|through|to)\s+"
    r"(?:the next\s+)?",
    re.IGNORECASE,
)
_ANCHORED = re.compile(r"\b(?:from|after|before|of|this|next|last)\b", re.IGNORECASE)
_HOUR_OF = re.compile(
    r"\b(?:the )?(?:(?:close|end|start|opening) of (?:business|trading|play|the day|the working day|office hours|work)(?: on)?|sunset|sunrise|dawn|dusk|nightfall|lunchtime|daybreak)(?: on)? $",
    re.IGNORECASE,
)
""" "by [the close of business on] Thursday": part of the time."""
_SEASONAL = re.compile(
    r" (?:recess|break|holidays?|vacation|session|season|term|timetable|sale|harvest|elections?|budget)\b"
)
_ORDINAL = re.compile(r"(?:by |on |from |until |before |in )?the \d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s(?:[A-Z]|floor|anniversary|birthday|time|place|century|round|amendment|edition)")
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
        return self.document.words(Span(self.span.start + start, self.span.start + end))

    def whens_at(self, start: int, end: int) -> tuple[When, ...]:
        """The time expressions that share characters with `[start, end)` of the sentence."""
        asked = Span(self.span.start + start, self.span.start + end)
        return tuple(when for when in self.whens if when.span.overlaps(asked))

    def mentions_at(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin inside `[start, end)` of the sentence."""
        return self.document.mentions_in(Span(self.span.start + start, self.span.start + end))


@lru_cache(maxsize=LINES_KEPT)
def read_line(document: Document, index: int) -> Line:
    """The sentence number `index` of the document, marked."""
    span = document.sentences[index]
    marked = list(span.of(document.text).translate(_STRAIGHT))
    whens = _usable(document, span)
    for when in whens:
        start = when.span.start - span.start
        lead = _LEADING.match(when.words)
        first = start + (lead.end() if lead and lead.end() < len(when.words) else 0)
        last = min(when.span.end - span.start, len(marked))
        sign = LENGTH if is_length(when) else DAY
        hour = _HOUR_OF.search("".join(marked[:first]))
        if hour is not None and sign == DAY:
            first = hour.start()
        if sign == LENGTH:
            last = min(last, start + core_end(when))
        for position in range(first, last):
            marked[position] = sign
    return Line(document=document, index=index, span=span, marked="".join(marked), whens=whens)


def _usable(document: Document, span: Span) -> tuple[When, ...]:
    """The times of the sentence that can date something; "from 31 March to 30 April" is two days where something moves."""
    found: list[When] = []
    for when in document.whens_in(span):
        if (
            when.kind is WhenKind.SET
            or (when.value or "").endswith("_REF")
            or _LAST_DAY.fullmatch(when.words)
            or _is_modifier(document, when)
            or _is_number_of(document, when)
        ):
            continue
        before = document.text[max(span.start, when.span.start - 120) : when.span.start]
        ends = _ends(document, when) if _MOVES.search(before) else ()
        found += ends or (when,)
    return tuple(found)


def _is_modifier(document: Document, when: When) -> bool:
    """Whether a season only says which recess or session is meant ("before the summer recess")."""
    return re.search(r"\d", when.words) is None and _SEASONAL.match(document.text, when.span.end) is not None


def _is_number_of(document: Document, when: When) -> bool:
    """Whether an ordinal numbers a body or a clause ("by the 9th Circuit", "under the 14th Amendment")."""
    return (
        _ORDINAL.fullmatch(when.words) is not None
        and _NUMBERED.match(document.text, when.span.end) is not None
    )


def _ends(document: Document, when: When) -> tuple[When, ...]:
    match = _TO.search(when.words)
    if match is None:
        return ()
    pieces = ((0, match.start()), (match.end(), len(when.words)))
    read = [tag(when.words[start:end], published=document.published) for start, end in pieces]
    if any(len(times) != 1 for times in read):
        return ()
    moved = []
    for (start, _), (time,) in zip(pieces, read, strict=True):
        at = when.span.start + start
        moved.append(replace(time, span=Span(at + time.span.start, at + time.span.end)))
    return tuple(moved)


def is_length(when: When) -> bool:
    """Whether the words give a length of time that still has to be counted from somewhere ("50 days")."""
    if when.kind is WhenKind.DURATION or when.rule.startswith("shift.in.working_days"):
        return True
    if _TO_LIMIT.search(when.words) or when.words.lower().endswith((" on", " before", " ahead")):
        return _COUNTED.search(when.words) is not None
    return not when.resolved and _COUNTED.search(when.words) is not None and not _ANCHORED.search(when.words)


def core_end(when: When) -> int:
    """Where the bare length ends in the words of a time ("two days" of "two days before the expiry")."""
    match = _COUNTED.search(when.words)
    return match.end() if match else len(when.words)
