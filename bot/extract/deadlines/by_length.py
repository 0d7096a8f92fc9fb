"""The old day of a move that is told by its length and its new day: "for another year, until 17 March 2027"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.line import DAY, LENGTH, is_length, read_line
from bot.extract.deadlines.patterns import rx
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, When

_BY_SO_MUCH = rx(
    rf"\b(?:by|for)\s(?:(?:an?|another|the|its|additional|further|extra|full)\s)*(?P<by>{LENGTH}+),?\s(?:or\s|that is,?\s)?(?:until|till|to|through)\s(?:the end of\s)?{DAY}"
)


def reckoned_old_day(document: Document, telling: Telling) -> When | None:
    """The new day of `telling` less the length by which its sentence says it moved."""
    due = telling.due
    if due is None or due.day is None or telling.status not in MOVED or telling.rule != "moved":
        return None
    line = read_line(document, telling.line)
    for match in _BY_SO_MUCH.finditer(line.marked):
        length = next(iter(line.whens_at(match.start("by"), match.end("by"))), None)
        told = line.whens_at(match.end() - 1, match.end())
        if length is None or not is_length(length) or not any(w.span == due.span for w in told):
            continue
        anchor = Anchor(day=due.day, words=due.words, span=due.span)
        later = telling.status is DeadlineStatus.EXTENDED
        old = counted(length, anchor, calendar=document.calendar, back=later)
        # six months before 30 September may be the 30th or the 31st of March
        unsure = _ends_a_month(due.day) and (old.day is None or not _ends_a_month(old.day))
        return None if unsure or old.day is None else old
    return None


def day_before_shift(
    document: Document, told: Telling, moves: Sequence[Telling]
) -> tuple[When, Telling] | None:
    """The old day of a new one told soon after a move by months or years, and that move: "put it off by a year. Firms would have to comply from 30 May"."""
    due, published = told.due, document.published
    if due is None or due.day is None or published is None or told.kind not in _DATED_KINDS:
        return None
    if _NEW.search(document.words(document.sentences[told.line])) is None:
        return None
    anchor = Anchor(day=due.day, words=due.words, span=due.span)
    for move in moves:
        if move.due is None or not 0 < told.line - move.line <= _REACH:
            continue
        back = move.status is not DeadlineStatus.BROUGHT_FORWARD
        old = counted(move.due, anchor, calendar=document.calendar, back=back)
        if old.day is not None and (old.day - published).days >= -_JUST_OVER:
            return old, move
    return None


def moves_by_length(tellings: Sequence[Telling]) -> list[Telling]:
    """The moves that say only by how many months or years."""
    return [
        t
        for t in tellings
        if t.rule == "moved"
        and t.due is not None
        and t.due.iso() is None
        and _LONG.search(t.due.words) is not None
    ]


_DATED_KINDS = (DeadlineKind.DEADLINE, DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY)
_NEW = re.compile(r"\b(?:now|new|would|will|instead)\b", re.IGNORECASE)
_LONG = re.compile(r"\b(?:months?|years?)\b", re.IGNORECASE)
_REACH = 2  # sentences behind the move
_JUST_OVER = 31  # days: what is put off has not long been over


def _ends_a_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
