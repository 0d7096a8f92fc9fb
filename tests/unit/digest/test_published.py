"""A subscribed calendar follows the records: its events keep their names, count up, and are cancelled, never just gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.published import HandedOut, publish
from bot.model.facts import DeadlineStatus
from bot.model.records import ToldFact
from tests.unit.digest.bridge import deadline, entries, on, records, told

NOW = datetime(2025, 8, 10, 12, tzinfo=UTC)
SEPTEMBER, OCTOBER = on(date(2025, 9, 30)), on(date(2025, 10, 31))
SET = deadline(told("ledger", 4), SEPTEMBER)
EXTENDED = deadline(told("post", 6), OCTOBER, DeadlineStatus.EXTENDED, previous_due=SEPTEMBER)
LIFTED = deadline(told("star", 8), OCTOBER, DeadlineStatus.WITHDRAWN)
Held = dict[str, HandedOut]


def hand_out(facts: list[ToldFact], held: Held, *, day: int = 0) -> tuple[bytes, Held]:
    listed = [(record, entries(facts)) for record in records(facts, 31)] if facts else []
    return publish(listed, held, now=NOW + timedelta(days=day), name="C1")


def events(data: bytes) -> list[tuple[str, int, str, Any]]:
    """Uid, SEQUENCE, STATUS and start of each event, as two libraries read them alike."""
    ours = [
        (str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"]), one.decoded("DTSTART"))
        for one in icalendar.Calendar.from_ical(data).walk("VEVENT")
    ]
    read = vobject.readOne(data.decode())
    theirs = [
        (one.uid.value, int(one.sequence.value), one.status.value, one.dtstart.value)
        for one in getattr(read, "vevent_list", [])
    ]
    assert ours == theirs
    return ours


def test_the_same_records_are_handed_out_as_the_same_bytes() -> None:
    """Programs that ask again learn from the tag that nothing changed, and no stamp pretends otherwise."""
    first, held = hand_out([SET], {})
    again, held_again = hand_out([SET], held, day=5)

    assert first == again
    assert held == held_again


def test_a_deadline_that_moves_counts_up_and_one_that_is_lifted_is_cancelled() -> None:
    """One entry in people's calendars, on the day that holds."""
    [first], held = _one(hand_out([SET], {}))
    [second], held = _one(hand_out([SET, EXTENDED], held, day=1))
    [third], _ = _one(hand_out([SET, EXTENDED, LIFTED], held, day=2))

    assert first[0] == second[0] == third[0]
    assert first[1] < second[1] < third[1]
    assert [first[2], second[2], third[2]] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert (first[3], second[3]) == (date(2025, 9, 30), date(2025, 10, 31))


def test_a_move_that_a_person_takes_back_counts_up_as_well() -> None:
    """The history is shorter again, and yet calendars must follow."""
    [moved], held = _one(hand_out([SET, EXTENDED], {}))
    [back], _ = _one(hand_out([SET], held, day=1))

    assert back[3] == date(2025, 9, 30)
    assert back[1] > moved[1]


def test_what_is_no_longer_told_is_cancelled_once_and_may_return() -> None:
    """A dismissed deadline that only disappeared would stay in people's calendars for ever."""
    [there], held = _one(hand_out([SET], {}))
    [gone], held = _one(hand_out([], held, day=1))
    [still], held = _one(hand_out([], held, day=2))
    [returned], held = _one(hand_out([SET], held, day=3))

    assert (gone[2], gone[1]) == ("CANCELLED", there[1] + 1)
    assert still == gone
    assert (returned[2], returned[1]) == ("CONFIRMED", gone[1] + 1)
    assert hand_out([], held, day=365)[1] == {}


def test_a_timed_deadline_is_read_alike_on_both_sides_of_clock_changes() -> None:
    """In spring and in autumn, north and south."""
    zones = ("Europe/Vienna", "Australia/Lord_Howe", "America/Santiago")
    days = (date(2026, 3, 29), date(2026, 4, 5), date(2026, 9, 6), date(2026, 10, 4), date(2026, 10, 25))
    told_at = [
        deadline(
            told(f"paper{n}", 4), on(day, time=time(17), zone=zone, zone_words="local"), requirement=f"do {n}"
        )
        for n, (zone, day) in enumerate((zone, day + timedelta(d)) for zone in zones for day in days for d in (-1, 0, 1))
    ]  # fmt: skip
    for fact in told_at:
        [event], held = _one(hand_out([fact], {}))
        [again], _ = _one(hand_out([fact], held, day=9))

        assert event == again
        assert event[3].utcoffset() == timedelta()


@settings(max_examples=40, derandomize=True, deadline=None)
@given(days=st.lists(st.sets(st.sampled_from([0, 1, 2])), min_size=1, max_size=6))
def test_whatever_happens_no_event_ever_counts_down_or_changes_uncounted(days: list[set[int]]) -> None:
    """The one law that calendar programs rely on."""
    facts = [SET, EXTENDED, LIFTED]
    held: Held = {}
    seen: dict[str, tuple[int, Any]] = {}
    for day, chosen in enumerate(days):
        data, held = hand_out([facts[n] for n in sorted(chosen)], held, day=day)
        for uid, sequence, status, start in events(data):
            before = seen.get(uid)
            if before is not None:
                assert sequence >= before[0]
                assert (sequence > before[0]) or before[1] == (status, start)
            seen[uid] = (sequence, (status, start))


def _one(handed_out: tuple[bytes, Held]) -> tuple[list[tuple[str, int, str, Any]], Held]:
    data, held = handed_out
    return events(data), held
