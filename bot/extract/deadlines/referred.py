"""Days told by reference: "by then", "until that day", "before the licence lapses", "by the end of the truce"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines.due import REFERRED
from bot.extract.deadlines.line import DAY, Line, read_line
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind
from bot.model.text import Span
from bot.model.when import Anchor, When

_THEN = re.compile(
    r"\b(?:by|before|until|till)\s+(?P<ref>then|that (?:date|day|time)|the same (?:date|day))\b",
    re.IGNORECASE,
)
_TERM = r"(?:truce|ceasefire|standstill|licen[cs]e|permit|concession|contract|lease|mandate|waiver|moratorium|offer|agreement|pause|order|injunction|window|period|term)"
_ITS_END = re.compile(
    rf"\b(?:by|before|until|till)\s+(?P<ref>(?:the )?(?:end|expiry|expiration|close) of (?:the|its|their|his|her|this|that) (?:[a-z-]+ )?(?P<noun>{_TERM}))\b(?! of)"
    rf"|\b(?:before|until)\s+(?P<ref2>(?:the|its|their|his|her|this|that) (?:[a-z-]+ )?(?P<noun2>{_TERM}) (?:lapses?|expires?|ends?|runs? out|closes?|is up))\b",
    re.IGNORECASE,
)
REACH = 2
"""How many sentences back "then" may point."""


def referring_line(document: Document, index: int, tellings: Sequence[Telling]) -> Line | None:
    """The sentence with its references marked as the days they stand for; None when it has none that can be told.

    tellings: what the article's sentences tell in so many words.
    """
    line = read_line(document, index)
    found: list[tuple[int, int, When]] = []
    for match in _THEN.finditer(line.marked):
        day = _last_told(line, match.start(), tellings)
        if day is not None:
            found.append((*match.span("ref"), day))
    for match in _ITS_END.finditer(line.marked):
        group, noun = ("ref", match["noun"]) if match["ref"] else ("ref2", match["noun2"])
        day = _end_of(noun.lower(), tellings, document)
        if day is not None:
            found.append((*match.span(group), day))
    if not found:
        return None
    marked, whens = line.marked, list(line.whens)
    for start, end, day in found:
        assert day.day is not None
        span = Span(line.span.start + start, line.span.start + end)
        if any(w.span.overlaps(span) for w in whens):
            continue
        anchor = Anchor(day=day.day, words=day.words, span=day.span)
        whens.append(replace(day, words=span.of(document.text), span=span, rule=REFERRED, anchor=anchor))
        marked = marked[:start] + DAY * (end - start) + marked[end:]
    return replace(line, marked=marked, whens=tuple(sorted(whens, key=lambda w: w.span)))


def refers(telling: Telling) -> bool:
    """Whether the telling takes its day from a reference."""
    return telling.due is not None and telling.due.rule == REFERRED


def _last_told(line: Line, position: int, tellings: Sequence[Telling]) -> When | None:
    """The day told last before a place, as the due of some telling not more than two sentences back."""
    at = line.span.start + position
    near = [
        t.due
        for t in tellings
        if t.due is not None
        and t.due.day is not None
        and t.due.span.end <= at
        and 0 <= line.index - t.line <= REACH
    ]
    return max(near, key=lambda when: when.span.end, default=None)


def _end_of(noun: str, tellings: Sequence[Telling], document: Document) -> When | None:
    """The one day on which the thing is told to end."""
    days = {
        t.due.day: t.due
        for t in tellings
        if t.due is not None
        and t.due.day is not None
        and t.kind is DeadlineKind.EXPIRY
        and t.rule != "was_to_expire"
        and (t.head == noun or noun in document.words(t.quote).lower().split())
    }
    return next(iter(days.values())) if len(days) == 1 else None
