"""What tellings of one deadline make of it together: its status, its days, its parties."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus
from bot.model.when import When

GENERIC = frozenset(
    "deadline ultimatum cut-off cutoff limit date dates target threat extension reprieve".split()
)
"""Words that name any deadline."""
_OUTCOMES = frozenset(
    (DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED, DeadlineStatus.WITHDRAWN)
)


def is_open_move(telling: Telling) -> bool:
    """Whether it says by how much something moved, but not from which day."""
    return telling.rule == "moved" and telling.due is not None and telling.due.iso() is None


def merged(old: Telling, new: Telling, text: str) -> Telling:
    """`old` with what `new` adds: an outcome, a missing role, the day, the old day."""
    previous = old.previous or new.previous
    if new.rule == "was_to_expire":
        moved = DeadlineStatus.EXTENDED if old.status is DeadlineStatus.SET else old.status
        return replace(old, previous=previous or new.due, status=moved)
    return replace(
        old,
        status=_status(old, new, text),
        kind=new.kind
        if old.kind is not DeadlineKind.DEADLINE and new.kind is DeadlineKind.DEADLINE and new.head in GENERIC
        else old.kind,
        due=_finer(old.due, new.due),
        previous=previous,
        setter=(new.setter or old.setter)
        if is_open_move(new)
        else (old.setter or _other_than(new.setter, old.addressee)),
        addressee=old.addressee or _other_than(new.addressee, old.setter),
        requirement=old.requirement or new.requirement,
        consequence=old.consequence or new.consequence,
    )


def _finer(old: When | None, new: When | None) -> When | None:
    """The first of the days, or the one within the month that the other tells."""
    if old is None or new is None or old.day is not None or old.iso() is None or new.day is None:
        return new if old is None else old
    within = old.earliest is not None and old.latest is not None and old.earliest <= new.day <= old.latest
    return new if within else old


def _other_than(named: Named | None, taken: Named | None) -> Named | None:
    """`named`, unless the deadline has that party in its other role already."""
    return None if named is not None and taken is not None and named.party.key == taken.party.key else named


def day_of(telling: Telling) -> str | None:
    """Its due day as ISO 8601 has it, None where it has none."""
    return None if telling.due is None else telling.due.iso()


def _status(old: Telling, new: Telling, text: str) -> DeadlineStatus:
    if new.rule == "stands":
        return old.status
    if DeadlineStatus.MISSED in (old.status, new.status):
        return DeadlineStatus.MISSED
    if old.status in _OUTCOMES and old.status is not DeadlineStatus.PASSED:
        return old.status
    if new.status in _OUTCOMES:
        return new.status
    if old.status in _OUTCOMES:
        return old.status
    if {old.status, new.status} <= MOVED | {DeadlineStatus.SET} and old.status is not new.status:
        return old.status if old.status in MOVED else new.status
    if (
        old.due is not None
        and new.due is not None
        and {old.kind, new.kind} == {DeadlineKind.DEADLINE, DeadlineKind.EFFECTIVE}
    ):
        return old.status if old.kind is DeadlineKind.DEADLINE else new.status
    if _is_moved_to(old, new, text):
        return old.status
    if old.status in MOVED and new.status is DeadlineStatus.PROPOSED and not day_of(new):
        return old.status  # "has extended it, and might extend it again"
    presumed = {one.status: one.rule for one in (old, new)}
    if (
        presumed.get(DeadlineStatus.PROPOSED) == "expire"
        and presumed.get(DeadlineStatus.SET) == "dated_limit"
    ):
        return DeadlineStatus.SET  # "could run out of money on Thursday ... the 21 March deadline"
    if DeadlineStatus.PROPOSED in (old.status, new.status):
        return (
            DeadlineStatus.PROPOSED
            if not (old.status is DeadlineStatus.SET and new.due is None)
            else old.status
        )
    if new.status in MOVED:
        return new.status
    return old.status


_DONE = re.compile(r"(?:(?:has|have|had|was|were|been)\s)*\w*(?:ed|put|set)\b", re.IGNORECASE)
_FROM_THEN = ("effect", "expire", "until", "clause.future_begin")


def _is_moved_to(old: Telling, new: Telling, text: str) -> bool:
    """ "Has postponed the ban to 26 January ... before it would take effect from 26 January": moved, and told from its new day on."""
    moved = old.status in MOVED and old.rule == "moved" and _DONE.match(old.trigger.of(text)) is not None
    return moved and new.status is DeadlineStatus.PROPOSED and new.rule in _FROM_THEN
