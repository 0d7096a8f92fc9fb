"""Which stored facts a new or removed one can touch: the border inside which records are worked out anew.

How a record changes when a fact comes or goes is decided by links between two facts, so whatever a fact can change is
in the records of the facts it can be linked to. The caller looks three times:

1. find what stands under `neighbour_keys` of the changed facts;
2. keep those that `touched` names;
3. load the whole records of these, resolve them together with the new facts, and put the records back.

When facts were removed, the same is done once more for the facts that stood in one record with them: these may now be
linked elsewhere. See docs/decisions/0004-ledger-neighbourhoods.md for why this is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from bot.ledger.deadlines import map_duties
from bot.ledger.duties import Duty, closeness, elaborates, may_be_one_duty, may_belong_to, same_duty
from bot.ledger.duties import is_rewording as is_reworded_duty
from bot.ledger.meetings import distance, map_sightings, thread_keys
from bot.ledger.sightings import (
    Sighting,
    alike_in_mode,
    is_rewording,
    likeness,
    may_be_one_wish,
    may_stand_for,
)
from bot.model.ids import FactId
from bot.model.records import ToldFact


def touched(changed: Sequence[ToldFact], found: Sequence[ToldFact]) -> tuple[FactId, ...]:
    """Facts of `found` whose record may differ once `changed` facts are there, or are gone; sorted.

    found: what stands under a key of one of `changed`.
    """
    new = {item.fact.id for item in changed}
    others = [item for item in found if item.fact.id not in new]
    names = _touched_meetings(map_sightings(changed), map_sightings(others))
    names |= _touched_deadlines(map_duties(changed), map_duties(others))
    return tuple(sorted(names))


def _touched_meetings(changed: Sequence[Sighting], others: Sequence[Sighting]) -> set[FactId]:
    homes = _Homes([*changed, *others])
    homeless = [one for one in changed if one.day is None and homes.nearest(one) is None]
    names = {
        other.meeting.id
        for other in others
        for one in changed
        if _may_be_linked(one, other) or homes.may_join(other, one)
    }
    names |= {home.meeting.id for one in changed if (home := homes.nearest(one)) is not None}
    names |= {
        other.meeting.id
        for other in others
        for one in homeless
        if may_be_one_wish(one, other) and homes.nearest(other) is None
    }
    return names


def _may_be_linked(a: Sighting, b: Sighting) -> bool:
    """Whether two facts can be linked whatever else is told."""
    if (_on_day(a, b.moved_from) or _on_day(b, a.moved_from)) and (likeness(a, b) or likeness(b, a)):
        return True
    if a.day is not None and b.day is not None:
        if a.day == b.day and alike_in_mode(a, b) and (a.who == b.who or likeness(a, b) or likeness(b, a)):
            return True
        if abs((a.day - b.day).days) <= 1 and a.who == b.who:
            return True
    return is_rewording(a, b)


def _on_day(sighting: Sighting, day: date | None) -> bool:
    return day is not None and sighting.day == day


class _Homes:
    """The meetings that vague facts among `sightings` find."""

    def __init__(self, sightings: Sequence[Sighting]) -> None:
        self._nearest: dict[Sighting, Sighting | None] = {}
        self._by_thread: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            if sighting.window is not None:
                for key in thread_keys(sighting):
                    self._by_thread[key].append(sighting)

    def may_join(self, vague: Sighting, exact: Sighting) -> bool:
        """Whether `exact` is what `vague` joins, or joined before it was removed."""
        return may_stand_for(vague, exact) and self.nearest(vague) is exact

    def nearest(self, vague: Sighting) -> Sighting | None:
        """What `vague` joins; None when it finds nothing."""
        if vague not in self._nearest:
            near = {id(s): s for key in thread_keys(vague) for s in self._by_thread.get(key, ())}.values()
            fits = [s for s in near if may_stand_for(vague, s)]
            self._nearest[vague] = min(fits, key=lambda s: distance(vague, s)) if fits else None
        return self._nearest[vague]


def _touched_deadlines(changed: Sequence[Duty], others: Sequence[Duty]) -> set[FactId]:
    return {
        other.deadline.id
        for other in others
        for one in changed
        if same_duty(one, other) > 0
        or may_belong_to(one, other)
        or may_be_one_duty(one, other)
        or is_reworded_duty(one, other)
        or elaborates(one, other)
        or elaborates(other, one)
        or _may_change_sides(other, one, others)
    }


def _may_change_sides(vague: Duty, exact: Duty, others: Sequence[Duty]) -> bool:
    """Whether `vague` may join `exact`, or may have joined it, rather than one that fits better."""
    if not may_belong_to(vague, exact):
        return False
    fit = closeness(vague, exact)
    return not any(may_belong_to(vague, d) and closeness(vague, d) < fit for d in others)
