"""When schedules fall due, in zones of every habit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.schedule import merged, moment_of, next_due, occurrences_due
from bot.model.ids import ChannelId, WorkspaceId
from bot.model.jobs import Occurrence, Schedule

DAY = timedelta(days=1)


def schedule(at: time, zone: str, since: datetime, days: tuple[int, ...] = tuple(range(7))) -> Schedule:
    return Schedule(
        workspace=WorkspaceId("T"),
        channel=ChannelId("C"),
        kind="digest",
        at=at,
        zone=zone,
        since=since,
        days=days,
    )


# first local day, number of days, zone: both hemispheres, a half-hour shift, a change at midnight, left-out days
YEARS = [
    (date(2024, 12, 1), "Europe/Brussels"),
    (date(2024, 12, 1), "America/New_York"),
    (date(2024, 12, 1), "Australia/Lord_Howe"),
    (date(2018, 1, 1), "America/Sao_Paulo"),
    (date(2011, 6, 1), "Pacific/Apia"),
    (date(1993, 1, 1), "Pacific/Kwajalein"),
    (date(2024, 1, 1), "Asia/Kathmandu"),
]
LEFT_OUT = {"Pacific/Apia": date(2011, 12, 30), "Pacific/Kwajalein": date(1993, 8, 21)}


@pytest.mark.parametrize(("first", "zone"), YEARS)
@pytest.mark.parametrize("at", [time(9, 0), time(0, 0), time(1, 45), time(2, 15), time(23, 45)])
def test_400_days_bring_every_slot_once_at_its_local_time(first: date, zone: str, at: time) -> None:
    """A digest that comes twice, an hour off or not at all is noticed by everybody."""
    place = ZoneInfo(zone)
    begin = datetime.combine(first, time(0), tzinfo=place).astimezone(UTC) - timedelta(seconds=1)
    every = schedule(at, zone, begin)

    last: date | None = None
    fired: list[Occurrence] = []
    now = begin
    while now < begin + 400 * DAY:
        due = occurrences_due(every, last, now)
        assert len(due) <= 1
        for occurrence in due:
            assert now - occurrence.due < timedelta(minutes=61)
            fired.append(occurrence)
            last = occurrence.day
        now += timedelta(minutes=61)

    left_out = LEFT_OUT.get(zone)
    wanted = [day for day in (first + n * DAY for n in range(402)) if day != left_out]
    days = [occurrence.day for occurrence in fired]
    assert days == wanted[: len(days)]
    assert len(days) >= 399
    for occurrence in fired:
        shown = occurrence.due.astimezone(place)
        jumped = shown.replace(tzinfo=None) - datetime.combine(occurrence.day, at)
        assert timedelta(0) <= jumped <= timedelta(hours=1)
        if jumped:  # only where the clock jumped over the wall time
            assert _does_not_exist(occurrence.day, at, place)


def _does_not_exist(day: date, at: time, place: ZoneInfo) -> bool:
    there = datetime.combine(day, at, tzinfo=place)
    return there.astimezone(UTC).astimezone(place).replace(tzinfo=None) != there.replace(tzinfo=None)


def test_an_hour_that_comes_twice_means_the_first() -> None:
    """Half past one on the autumn day: croniter fires twice in 110 zones."""
    assert moment_of(date(2025, 11, 2), time(1, 30), "America/New_York") == datetime(
        2025, 11, 2, 5, 30, tzinfo=UTC
    )
    every = schedule(time(1, 30), "America/New_York", datetime(2025, 11, 1, tzinfo=UTC))
    after_both = datetime(2025, 11, 2, 12, tzinfo=UTC)
    assert [o.day for o in occurrences_due(every, date(2025, 11, 1), after_both)] == [date(2025, 11, 2)]


def test_an_hour_that_does_not_come_is_late_by_the_jump() -> None:
    """Half past two on the spring day must not be lost."""
    due = moment_of(date(2025, 3, 30), time(2, 30), "Europe/Brussels")
    assert due == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert due.astimezone(ZoneInfo("Europe/Brussels")).time() == time(3, 30)


def test_a_day_that_was_left_out_has_no_slot() -> None:
    """Samoa went from 29 to 31 December 2011; its 30th would fall together with the 31st."""
    assert moment_of(date(2011, 12, 30), time(9), "Pacific/Apia") is None
    assert moment_of(date(2011, 12, 31), time(9), "Pacific/Apia") is not None
    assert moment_of(date(1993, 8, 21), time(9), "Pacific/Kwajalein") is None


def test_a_downtime_brings_one_occurrence_that_names_the_days_it_stands_for() -> None:
    """Five digests at once after a long weekend would be noise; dated as one day it would be a lie."""
    every = schedule(time(9), "UTC", datetime(2025, 8, 1, tzinfo=UTC), days=(0, 1, 2, 3, 4))
    due = occurrences_due(every, date(2025, 8, 5), datetime(2025, 8, 11, 9, 0, 1, tzinfo=UTC))

    one = merged(due)

    assert one == Occurrence(
        day=date(2025, 8, 11),
        due=datetime(2025, 8, 11, 9, tzinfo=UTC),
        missed=(date(2025, 8, 6), date(2025, 8, 7), date(2025, 8, 8)),
    )
    assert merged(()) is None


def test_nothing_is_due_from_before_the_schedule_began() -> None:
    """A digest set up at noon for nine o'clock begins tomorrow."""
    every = schedule(time(9), "UTC", datetime(2025, 8, 6, 12, tzinfo=UTC))
    assert occurrences_due(every, None, datetime(2025, 8, 6, 23, tzinfo=UTC)) == ()
    assert [o.day for o in occurrences_due(every, None, datetime(2025, 8, 7, 9, tzinfo=UTC))] == [
        date(2025, 8, 7)
    ]
    assert next_due(every, None, datetime(2025, 8, 6, 12, tzinfo=UTC)).day == date(2025, 8, 7)


def test_moving_a_channel_to_another_zone_does_not_repeat_its_day() -> None:
    """The key is the local date: the digest of the 6th went out already."""
    moved = schedule(time(9), "America/New_York", datetime(2025, 8, 1, tzinfo=UTC))
    assert occurrences_due(moved, date(2025, 8, 6), datetime(2025, 8, 6, 20, tzinfo=UTC)) == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    day=st.dates(date(1975, 1, 3), date(2036, 12, 1)),
    at=st.times().map(lambda t: t.replace(microsecond=0)),
    zone=st.sampled_from(
        ["Africa/Casablanca", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza", "Europe/Dublin"]
    ),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s))),
)
def test_the_next_slot_is_the_one_that_then_falls_due(
    day: date, at: time, zone: str, days: tuple[int, ...]
) -> None:
    """What `dateline schedules` promises is what happens."""
    now = datetime.combine(day, time(12), tzinfo=UTC)
    some = schedule(at, zone, now - DAY, days)
    coming = next_due(some, None, now)

    assert now <= coming.due <= now + 9 * DAY
    due = [o for o in occurrences_due(some, None, coming.due) if o.due >= now]
    assert due == [coming]


@pytest.mark.parametrize("days", [(), (7,), (1, 0), (1, 1)])
def test_weekdays_are_checked(days: tuple[int, ...]) -> None:
    """A schedule that exists can fall due."""
    with pytest.raises(ValueError, match="weekdays"):
        schedule(time(9), "UTC", datetime(2025, 1, 1, tzinfo=UTC), days)
