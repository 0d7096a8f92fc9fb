"""Which disagreements stand, and who tells which side."""

from __future__ import annotations

import pytest

from bot.ledger.conflicts import namesake_conflicts
from bot.ledger.lengths import minutes_in
from bot.ledger.resolve import resolve
from bot.ledger.viewing import show
from bot.model.records import MeetingRecord, ToldFact
from tests.unit.ledger.telling import deadline, meeting, told

PAIR = "Ana Lovrek, Milan Petras"


def conflicts(*items: ToldFact) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Slot and (value, articles) of every conflict."""
    return [
        (c.slot, [(v.value, list(v.articles)) for v in c.values])
        for record in resolve(items)
        for c in record.conflicts
    ]


def held(article: str, day: str, duration: str | None = None, **slots: str) -> ToldFact:
    """The meeting of 4 March as `article` tells it."""
    return meeting(
        told(article, day), PAIR, "held", slots.pop("on", "2026-03-04"), duration=duration, **slots
    )  # type: ignore[arg-type]


def test_two_lengths_of_one_meeting_stand_side_by_side() -> None:
    """Neither outlet took its figure back."""
    found = conflicts(
        held("Harbor-1", "2026-03-05", "nearly three hours"), held("Gazette-1", "2026-03-06", "two hours")
    )

    assert found == [("duration", [("nearly three hours", ["Harbor-1"]), ("two hours", ["Gazette-1"])])]


def test_an_outlet_that_corrects_itself_is_no_conflict() -> None:
    """The later revision replaces what it corrects."""
    first = meeting(
        told("Harbor-1", "2026-03-05", superseded=True), PAIR, "held", "2026-03-04", duration="two hours"
    )
    second = meeting(
        told("Harbor-1", "2026-03-05", number=2), PAIR, "held", "2026-03-04", duration="three hours"
    )

    assert conflicts(first, second) == []


def test_a_follow_up_of_the_same_outlet_is_no_second_voice() -> None:
    """Its later word counts."""
    assert (
        conflicts(held("Harbor-1", "2026-03-05", "two hours"), held("Harbor-2", "2026-03-06", "four hours"))
        == []
    )


def test_a_wire_copy_is_no_second_voice() -> None:
    """A copy that was cut or misprinted is not another reporter."""
    copy = meeting(
        told("Courier-1", "2026-03-06", origin="Harbor-1"), PAIR, "held", "2026-03-04", duration="four hours"
    )

    assert conflicts(held("Harbor-1", "2026-03-05", "two hours"), copy) == []


def test_nearly_three_hours_is_three_hours() -> None:
    """Round figures are not a disagreement."""
    assert (
        conflicts(
            held("Harbor-1", "2026-03-05", "nearly 3 hours"), held("Gazette-1", "2026-03-05", "three hours")
        )
        == []
    )


def test_outlets_that_differ_by_a_day_disagree_about_one_meeting() -> None:
    """Both report after the event, at one place, and neither tells of two meetings."""
    found = conflicts(
        held("Courier-1", "2026-03-06", place="Varn", on="2026-03-04"),
        held("Gazette-1", "2026-03-06", place="Varn", on="2026-03-05"),
    )

    assert found == [("date", [("2026-03-04", ["Courier-1"]), ("2026-03-05", ["Gazette-1"])])]


def test_talks_on_two_days_are_no_disagreement() -> None:
    """Monday's session was told on Monday; Tuesday's report speaks of the next one."""
    facts = [
        held("Harbor-1", "2026-03-04", place="Varn", on="2026-03-04"),
        held("Gazette-1", "2026-03-05", place="Varn", on="2026-03-05"),
    ]

    assert conflicts(*facts) == []
    assert len(resolve(facts)) == 2


def test_two_due_days_told_together_disagree() -> None:
    """One outlet writes 30 July, another 31 July, and no one says that it moved."""
    found = conflicts(
        deadline(told("Harbor-1", "2026-07-01"), "file a safety report", "2026-07-31"),
        deadline(told("Gazette-1", "2026-07-02"), "file a safety report", "2026-07-30"),
    )

    assert found == [("due", [("2026-07-31", ["Harbor-1"]), ("2026-07-30", ["Gazette-1"])])]


def test_a_moved_day_is_no_disagreement() -> None:
    """The extension names the day it moves."""
    assert (
        conflicts(
            deadline(told("Harbor-1", "2026-07-01"), "file a safety report", "2026-07-30"),
            deadline(told("Gazette-1", "2026-07-02"), "file a safety report", "2026-08-30", "extended",
                     previous="2026-07-30"),
        )
        == []
    )  # fmt: skip


def test_whom_an_ultimatum_binds_can_be_in_dispute() -> None:
    """Most say Russia, one says Russia and Ukraine."""
    found = conflicts(
        deadline(told("Harbor-1", "2026-07-01"), "agree to peace", "2026-07-31", setter="Donald Trump", addressee="Russia"),
        deadline(told("Gazette-1", "2026-07-02"), "agree to a peace", "2026-07-31", setter="United States",
                 addressee="Russia and Ukraine"),
    )  # fmt: skip

    assert found == [("addressee", [("Russia", ["Harbor-1"]), ("Russia and Ukraine", ["Gazette-1"])])]


def test_a_surname_that_two_people_bear_is_shown_as_an_open_question() -> None:
    """The records stay two; whoever shows one can show the other."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Lena Marek", "held", "2026-03-04"),
        meeting(told("Gazette-1", "2026-03-05"), "Ana Lovrek, Pavel Marek", "held", "2026-03-04"),
    ]
    records = [record for record in resolve(facts) if isinstance(record, MeetingRecord)]

    (conflict,) = namesake_conflicts(records, {item.fact.id: item for item in facts})

    assert sorted(value.value for value in conflict.values) == ["Lena Marek", "Pavel Marek"]
    assert [record.conflicts for record in show(facts)] == [(conflict,), (conflict,)]
    assert not any(record.conflicts for record in records)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("about two and a half hours", 150),
        ("nearly three hours", 180),
        ("an hour and 40 minutes", 100),
        ("some 40 minutes", 40),
        ("half an hour", 30),
        ("a quarter of an hour", 15),
        ("an hour and a half", 90),
        ("nineteen hours", 1140),
        ("two days", 2880),
        ("a while", None),
        ("", None),
    ],
)
def test_durations_are_read(words: str, minutes: float | None) -> None:
    """Told lengths are compared in minutes."""
    assert minutes_in(words) == minutes
