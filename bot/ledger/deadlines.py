"""Which deadline facts speak of one real deadline.

Facts with a due day are linked in pairs: the same day, a moved day with its old one, or a day that outlets tell
differently, when the parties do not contradict and the requirement is alike. Between two articles each fact is linked to
the one it fits best. Facts without a day then join the dated deadline they fit best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from bot.ledger.duties import (
    MEMORY_DAYS,
    Duty,
    closeness,
    elaborates,
    is_rewording,
    may_be_one_duty,
    may_belong_to,
    party_keys,
    same_duty,
)
from bot.ledger.groups import Groups
from bot.ledger.ready import Ready
from bot.ledger.windows import SLIP_DAYS, Window, shift
from bot.model.facts import Deadline
from bot.model.records import ToldFact

_Edge = tuple[float, Duty, Duty]


def group_deadlines(items: Sequence[ToldFact]) -> tuple[tuple[ToldFact, ...], ...]:
    """The facts of `items` that are deadlines, one tuple for each real deadline, earliest known fact first."""
    duties = sorted(map_duties(items), key=lambda d: d.order)
    groups = Groups(duties)
    edges = _edges(duties)
    best = _best_by_article(edges)
    for score, a, b in edges:
        if score >= best[a, b.item.told.revision] and score >= best[b, a.item.told.revision]:
            groups.link(a, b)
    left = _join_vague(duties, groups)
    _join_undated(left, groups)
    _join_within(duties, groups)
    _join_rewordings(duties, groups)
    return tuple(tuple(d.item for d in group) for group in groups.all())


def map_duties(items: Iterable[ToldFact]) -> list[Duty]:
    """The deadlines among `items`, ready for comparison."""
    return [_DUTIES.of(item, item.fact) for item in items if isinstance(item.fact, Deadline)]


_DUTIES = Ready(Duty)


def _edges(duties: Sequence[Duty]) -> list[_Edge]:
    """Every two facts that may be one deadline, with how strongly they fit."""
    by_day: dict[date, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.exact and duty.due is not None:
            for day in _days(duty.due):
                by_day[day].append(duty)
    edges: dict[tuple[int, int], _Edge] = {}
    for duty in duties:
        if not duty.exact or duty.due is None:
            continue
        slack = Window(shift(duty.due.first, -SLIP_DAYS), shift(duty.due.last, SLIP_DAYS))
        days = [*_days(slack), *(_days(duty.old) if duty.old and duty.old.days <= 31 else ())]
        for other in {id(d): d for day in days for d in by_day.get(day, ())}.values():
            first, second = (duty, other) if duty.order < other.order else (other, duty)
            if first is not second and (id(first), id(second)) not in edges:
                score = same_duty(first, second)
                if score > 0:
                    edges[id(first), id(second)] = (score, first, second)
    return list(edges.values())


def _best_by_article(edges: Sequence[_Edge]) -> dict[tuple[Duty, str], float]:
    """The best fit that each fact has in each other text, itself counted against the other facts of its own text."""
    best: dict[tuple[Duty, str], float] = defaultdict(float)
    for score, a, b in edges:
        for one, other in ((a, b), (b, a)):
            key = one, other.item.told.revision
            best[key] = max(best[key], score)
    return best


def _days(window: Window) -> list[date]:
    return [shift(window.first, n) for n in range(min(window.days, 40))]


def _join_vague(duties: Sequence[Duty], groups: Groups[Duty]) -> list[Duty]:
    """Join facts that tell no day of their own to the deadline they fit best; those that found none."""
    exact = [d for d in duties if d.exact]
    by_party: dict[str, list[Duty]] = defaultdict(list)
    for duty in exact:
        for key in party_keys(duty):
            by_party[key].append(duty)
    left: list[Duty] = []
    homes: list[tuple[Duty, Duty]] = []
    for duty in duties:
        if not duty.belongs:
            continue
        near = {id(d): d for key in party_keys(duty) for d in by_party.get(key, ())}.values()
        fits = [d for d in near if d is not duty and may_belong_to(duty, d)]
        if fits:
            homes.append((duty, min(fits, key=lambda d: closeness(duty, d))))
        elif not duty.exact:
            left.append(duty)
    for duty, home in homes:
        groups.link(duty, home)
    return left


def _join_undated(left: Sequence[Duty], groups: Groups[Duty]) -> None:
    by_party: dict[str, list[Duty]] = defaultdict(list)
    for duty in left:
        for key in party_keys(duty):
            by_party[key].append(duty)
    for alike in by_party.values():
        for i, a in enumerate(alike):
            for b in alike[i + 1 :]:
                if (b.told - a.told).days > MEMORY_DAYS + 31:
                    break
                if may_be_one_duty(a, b):
                    groups.link(a, b)


def _join_within(duties: Sequence[Duty], groups: Groups[Duty]) -> None:
    """A move told without its day, and the new day in the next sentence."""
    by_text: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_text[duty.deadline.revision].append(duty)
    for members in by_text.values():
        for later in members:
            for earlier in members:
                if elaborates(later, earlier):
                    groups.link(earlier, later)


def _join_rewordings(duties: Sequence[Duty], groups: Groups[Duty]) -> None:
    """A correction: the sentence of an earlier revision with another day."""
    by_text: dict[tuple[str, int], list[Duty]] = defaultdict(list)
    for duty in duties:
        by_text[duty.deadline.article, duty.item.told.number].append(duty)
    for (article, number), members in by_text.items():
        for later in by_text.get((article, number + 1), ()):
            for earlier in members:
                if is_rewording(earlier, later):
                    groups.link(earlier, later)
