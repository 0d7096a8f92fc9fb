"""When a schedule falls due: a local wall time in an IANA zone, once on each of its local days.

A wall time that occurs twice on a day (clocks go back) means the first; one that does not occur (clocks go forward)
means the moment that an unchanged clock would show, so it is late by the jump. A local day that does not exist at
all, as when Samoa left out 30 December 2011, has no slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.jobs import Occurrence, Schedule

_DAY = timedelta(days=1)


def occurrences_due(schedule: Schedule, last: date | None, now: datetime) -> tuple[Occurrence, ...]:
    """The slots after local day `last` (None: since the schedule began) that are due at `now`, the oldest first."""
    found = []
    for day, due in _slots(schedule, last, now):
        if due > now:
            break
        if due >= schedule.since:
            found.append(Occurrence(day=day, due=due))
    return tuple(found)


def merged(due: tuple[Occurrence, ...]) -> Occurrence | None:
    """One occurrence for several that came together after a downtime: the latest, naming the days it stands for."""
    if not due:
        return None
    *missed, latest = due
    return Occurrence(day=latest.day, due=latest.due, missed=tuple(o.day for o in missed))


def next_due(schedule: Schedule, last: date | None, now: datetime) -> Occurrence:
    """The first slot after local day `last` that is not due before `now`."""
    after = max(filter(None, (last, _local_day(schedule, now) - 2 * _DAY)))
    for day, due in _slots(schedule, after, now):
        if due >= now and due >= schedule.since:
            return Occurrence(day=day, due=due)
    raise AssertionError("a week always holds one of its days")


def moment_of(day: date, at: time, zone: str) -> datetime | None:
    """The moment, in UTC, of a wall time on a local day; None when there is no such day in the zone."""
    place = ZoneInfo(zone)
    moment = datetime.combine(day, at.replace(fold=0), tzinfo=place).astimezone(UTC)
    if moment.astimezone(place).date() == day or any(_exists(day, clock, place) for clock in _CLOCKS):
        return moment
    return None


_CLOCKS = (time(0), time(12), time(23, 59, 59))


def _exists(day: date, clock: time, zone: ZoneInfo) -> bool:
    there = datetime.combine(day, clock, tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).date() == day


def _slots(schedule: Schedule, last: date | None, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The schedule's slots after `last`, in order, with no end."""
    begin = _local_day(schedule, schedule.since)
    day = begin if last is None else max(begin, last + _DAY)
    while True:
        if day.weekday() in schedule.days:
            due = moment_of(day, schedule.at, schedule.zone)
            if due is not None:
                yield day, due
        day += _DAY


def _local_day(schedule: Schedule, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(schedule.zone)).date()
