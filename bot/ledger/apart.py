"""One article, several meetings of the same people: what keeps the vague ones away from the dated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.ledger.actors import actors_of
from bot.ledger.windows import FIXED_DAYS, Window, shift, window_of
from bot.model.facts import Fact, Meeting


def tell_apart(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of one revision, each vague meeting with the days of its article's other meetings of those people.

    "They meet on Friday; a later meeting in Russia is wished for": the later one is not that of Friday, whatever other
    articles tell.
    """
    dated = [
        (m, w) for m in facts if isinstance(m, Meeting) and (w := window_of(m.when)) and w.days <= FIXED_DAYS
    ]
    return tuple(_with_days(fact, dated) if isinstance(fact, Meeting) else fact for fact in facts)


def _with_days(meeting: Meeting, dated: Sequence[tuple[Meeting, Window]]) -> Meeting:
    window = window_of(meeting.when)
    if window is not None and window.days == 1:
        return meeting
    days: set[date] = set(meeting.apart_from)
    for other, when in dated:
        finer = window is None or when.days < window.days
        if other is not meeting and finer and _share_people(meeting, other):
            days.update(shift(when.first, n) for n in range(when.days))
    return replace(meeting, apart_from=tuple(sorted(days)))


def _share_people(a: Meeting, b: Meeting) -> bool:
    """Whether all named participants of one are, or are spoken for, in the other."""
    named = [sorted((x for x in actors_of(m) if x.named), key=lambda x: x.key) for m in (a, b)]
    few, many = sorted(named, key=len)
    return bool(few) and all(any(x.key == y.key or x.speaks_for(y) for y in many) for x in few)
