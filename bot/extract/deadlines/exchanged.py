"""Two days in one sentence of which one takes the place of the other: "amended from 30 April to 31 July"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, Line
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import direction, nearest_weekday
from bot.model.facts import IN_FORCE, DeadlineStatus
from bot.model.text import Span
from bot.model.when import When

_CHANGES = rf"(?:{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY}|amend(?:s|ed|ing)?|alter(?:s|ed|ing)?|adjust(?:s|ed|ing)?|slid(?:es?)?|bump(?:s|ed)?|switch(?:es|ed)?)"
_WHICH = r"(?:(?:the|its|an?|their)\s)?(?:(?:original|previous|current|initial|earlier|new|planned)\s)?(?:(?:date|deadline|end|start)\sof\s)?"
_FROM_TO = rx(
    rf"\b(?P<verb>{_CHANGES})(?![\w-])(?P<gap>[^;:{DAY}]{{0,80}}?)\bfrom\s{_WHICH}(?P<prev>{DAYS}),?\s(?:to|until|till)\s{_WHICH}(?P<due>{DAYS})"
)
_TO_FROM = rx(
    rf"\b(?P<verb>{_CHANGES})(?![\w-])(?P<gap>[^;:{DAY}]{{0,80}}?)\b(?:to|until|till)\s{_WHICH}(?P<due>{DAYS}),?\sfrom\s{_WHICH}(?P<prev>{DAYS})"
)
_FROM_A_DAY = rx(rf"\bfrom\s[^;:,{DAY}]{{0,40}}{DAY}")
_OPEN = (Standing.OPEN, Standing.REFUSED, Standing.SUPPOSED)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A day that another takes the place of; verb: where the verb that says so begins in the marked sentence."""

    old: When
    new: When
    verb: int
    end: int


def with_exchanged_days(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence, those of either day of an exchange as one, with the new day and the old one."""
    result = list(tellings)
    if not result or _FROM_A_DAY.search(line.marked) is None:
        return result
    for pair in _exchanges(line):
        spans = (pair.new.span, pair.old.span)
        found = [
            t
            for t in result
            if any(w is not None and w.span.overlaps(s) for w in (t.due, t.previous) for s in spans)
        ]
        if not found:
            continue
        told = next((t for t in found if t.due is not None and t.due.span == pair.new.span), found[0])
        result = [
            _exchanged(line, told, pair) if t is told else t for t in result if t is told or t not in found
        ]
    return result


def _exchanges(line: Line) -> Iterator[_Exchange]:
    for match in (*_FROM_TO.finditer(line.marked), *_TO_FROM.finditer(line.marked)):
        published = line.document.published
        old = nearest_weekday(due_at(line, match.start("prev"), match.end("prev")), published)
        new = due_at(line, match.start("due"), match.end("due"))
        if old is not None and new is not None and direction(new, old) is not None:
            yield _Exchange(old, new, match.start("verb"), match.end())


def _exchanged(line: Line, telling: Telling, pair: _Exchange) -> Telling:
    end = max(telling.quote.end, line.span.start + pair.end)
    status = telling.status
    if standing_at(line.marked, pair.verb) in _OPEN:
        status = DeadlineStatus.PROPOSED
    elif status in IN_FORCE:
        status = direction(pair.new, pair.old) or status
    return replace(
        telling, due=pair.new, previous=pair.old, status=status, quote=Span(telling.quote.start, end)
    )
