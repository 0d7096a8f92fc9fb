"""Which facts are one meeting, and the history they make."""

from __future__ import annotations

from bot.ledger.apart import tell_apart
from bot.ledger.resolve import resolve
from bot.model.facts import MeetingStatus
from bot.model.records import MeetingRecord, ToldFact
from tests.unit.ledger.telling import meeting, told


def records(*items: ToldFact) -> list[MeetingRecord]:
    """The meeting records of `items`."""
    return [record for record in resolve(items) if isinstance(record, MeetingRecord)]


def steps(record: MeetingRecord) -> list[tuple[str, str | None, str | None]]:
    """Status, days and article of each step."""
    return [(str(s.status), s.when.words if s.when else None, s.article) for s in record.history]


def test_five_outlets_tell_of_one_meeting() -> None:
    """A meeting told five times is one record with five facts and one step."""
    facts = [
        meeting(
            told(f"{outlet}-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04", place="Varn"
        )
        for outlet in ("Harbor", "Gazette", "Courier", "Ledger", "Dispatch")
    ]

    (record,) = records(*facts)

    assert len(record.facts) == record.origins == 5
    assert steps(record) == [("held", "2026-03-04", "Courier-1")]


def test_a_summit_of_twenty_is_one_record_however_few_an_outlet_names() -> None:
    """Outlets shorten the list of participants; the record keeps the fullest one."""
    many = ", ".join(
        f"{first} {last}"
        for first in ("Ana", "Bo", "Cy", "Di")
        for last in ("Lind", "Kral", "Rusu", "Stan", "Vogt")
    )
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), many, "held", "2026-03-04", place="Varn"),
        meeting(
            told("Gazette-1", "2026-03-05"),
            ", ".join(many.split(", ")[:8]),
            "held",
            "2026-03-04",
            place="Varn",
        ),
    ]

    (record,) = records(*facts)

    assert len(record.participants) == 20


def test_a_pair_and_a_round_of_one_day_are_two_when_one_article_tells_both() -> None:
    """After the talks of two, a larger round sat down: the same host on the same day, but two meetings."""
    both = told("Harbor-1", "2026-03-05")
    facts = [
        meeting(both, "Ana Lovrek, Milan Petras", "held", "2026-03-04", place="Varn"),
        meeting(
            both, "Ana Lovrek, Milan Petras, Josef Lind, Freya Nordahl", "held", "2026-03-04", place="Varn"
        ),
        meeting(
            told("Gazette-1", "2026-03-02"), "Milan Petras, Ana Lovrek", "planned", "2026-03-04", place="Varn"
        ),
    ]

    pair, round_ = sorted(records(*facts), key=lambda r: len(r.participants))

    assert steps(pair) == [("planned", "2026-03-04", "Gazette-1"), ("held", "2026-03-04", "Harbor-1")]
    assert steps(round_) == [("held", "2026-03-04", "Harbor-1")]


def test_a_state_stands_for_the_one_who_speaks_for_it() -> None:
    """ "The envoy will travel to Russia" is told of the meeting with Russia's president."""
    facts = [
        meeting(told("Harbor-1", "2026-03-01"), "Josef Lind, Russia", "planned", None, place="Russia"),
        meeting(
            told("Gazette-1", "2026-03-05"),
            "Josef Lind, Vladimir Putin",
            "held",
            "2026-03-04",
            place="Kremlin",
        ),
    ]

    (record,) = records(*facts)

    assert [p.party.name for p in record.participants] == ["Josef Lind", "Vladimir Putin"]


def test_two_people_of_one_surname_stay_two() -> None:
    """Nobody is merged on a shared name alone."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Lena Marek", "held", "2026-03-04"),
        meeting(told("Gazette-1", "2026-03-05"), "Ana Lovrek, Pavel Marek", "held", "2026-03-04"),
    ]

    assert len(records(*facts)) == 2


def test_hoped_for_then_planned_then_held_is_one_history() -> None:
    """The story of a summit: each article that changes something adds one step."""
    facts = [
        meeting(told("Harbor-1", "2026-03-01"), "Ana Lovrek, Milan Petras", "possible", None),
        meeting(
            told("Gazette-1", "2026-03-03"), "Ana Lovrek, Milan Petras", "planned", "2026-03-09/2026-03-15"
        ),
        meeting(
            told("Harbor-2", "2026-03-06"), "Ana Lovrek, Milan Petras", "planned", "2026-03-12", place="Varn"
        ),
        meeting(
            told("Courier-1", "2026-03-07"), "Ana Lovrek, Milan Petras", "planned", "2026-03-12", place="Varn"
        ),
        meeting(
            told("Harbor-3", "2026-03-13"), "Ana Lovrek, Milan Petras", "held", "2026-03-12", place="Varn"
        ),
    ]

    (record,) = records(*facts)

    assert steps(record) == [
        ("possible", None, "Harbor-1"),
        ("planned", "2026-03-09/2026-03-15", "Gazette-1"),
        ("planned", "2026-03-12", "Harbor-2"),
        ("held", "2026-03-12", "Harbor-3"),
    ]


def test_a_later_meeting_is_not_the_one_the_article_has_just_told() -> None:
    """An invitation to a second meeting must not become part of the first, even in other outlets' words."""
    by = told("Harbor-1", "2026-03-05")
    first, second = (
        meeting(by, "Ana Lovrek, Milan Petras", "planned", "2026-03-12", place="Varn"),
        meeting(by, "Ana Lovrek, Milan Petras", "requested", None, place="Moscow"),
    )
    apart = tell_apart([first.fact, second.fact])
    facts = [ToldFact(fact=fact, told=by) for fact in apart]  # type: ignore[arg-type]
    facts.append(meeting(told("Gazette-1", "2026-03-13"), "Ana Lovrek, Milan Petras", "held", "2026-03-12"))

    assert sorted(len(record.facts) for record in records(*facts)) == [1, 2]


def test_week_precision_meets_day_precision() -> None:
    """ "Last week" and "on Wednesday 4 March" are told of one meeting; the finer day stays."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04"),
        meeting(told("Gazette-1", "2026-03-10"), "Ana Lovrek, Milan Petras", "held", "2026-03-02/2026-03-08"),
    ]

    (record,) = records(*facts)

    assert steps(record) == [("held", "2026-03-04", "Harbor-1")]


def test_a_vague_fact_never_joins_two_dated_meetings() -> None:
    """ "They met this month" fits both meetings of the month and must not make them one."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04"),
        meeting(told("Harbor-2", "2026-03-19"), "Ana Lovrek, Milan Petras", "held", "2026-03-18"),
        meeting(told("Gazette-1", "2026-03-30"), "Ana Lovrek, Milan Petras", "held", "2026-03-01/2026-03-31"),
    ]

    assert sorted(len(record.facts) for record in records(*facts)) == [1, 2]


def test_a_call_is_not_the_visit_of_the_same_day() -> None:
    """They telephoned before he came: two meetings of one pair on one day."""
    facts = [
        meeting(
            told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04", mode="phone"
        ),
        meeting(told("Gazette-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04"),
    ]

    assert len(records(*facts)) == 2


def test_a_postponed_meeting_keeps_its_record() -> None:
    """Moved from Wednesday to Friday: one meeting with two days in its history."""
    facts = [
        meeting(told("Harbor-1", "2026-03-01"), "Ana Lovrek, Milan Petras", "planned", "2026-03-04"),
        meeting(
            told("Gazette-1", "2026-03-03"),
            "Ana Lovrek, Milan Petras",
            "postponed",
            "2026-03-06",
            previous="2026-03-04",
        ),
        meeting(told("Harbor-2", "2026-03-06"), "Ana Lovrek, Milan Petras", "held", "2026-03-06"),
    ]

    (record,) = records(*facts)

    assert [step[:2] for step in steps(record)] == [
        ("planned", "2026-03-04"),
        ("postponed", "2026-03-06"),
        ("held", "2026-03-06"),
    ]


def test_a_correction_by_the_same_outlet_is_a_step() -> None:
    """The day was wrong in the first version: the record moves, and says when."""
    quote = "Ana Lovrek received Milan Petras at the mill in Varn"
    facts = [
        meeting(
            told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-03", quote=quote
        ),
        meeting(
            told("Harbor-1", "2026-03-05", number=2),
            "Ana Lovrek, Milan Petras",
            "held",
            "2026-03-04",
            quote=quote,
        ),
    ]

    (record,) = records(*facts)

    assert [step[1] for step in steps(record)] == ["2026-03-03", "2026-03-04"]
    assert record.conflicts == ()


def test_old_plans_told_again_do_not_undo_what_was_held() -> None:
    """A background piece that still speaks of the plan must not turn "held" back."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04"),
        meeting(told("Gazette-1", "2026-03-06"), "Ana Lovrek, Milan Petras", "planned", "2026-03-04"),
    ]

    (record,) = records(*facts)

    assert record.status is MeetingStatus.HELD
    assert len(record.history) == 1


def test_held_then_denied_shows_both() -> None:
    """A denial by another outlet ends the history, and the disagreement stands beside it."""
    facts = [
        meeting(told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04"),
        meeting(told("Gazette-1", "2026-03-06"), "Ana Lovrek, Milan Petras", "denied", "2026-03-04"),
    ]

    (record,) = records(*facts)

    assert [step[0] for step in steps(record)] == ["held", "denied"]
    assert [conflict.slot for conflict in record.conflicts] == ["status"]


def test_wishes_a_season_apart_are_two_stories() -> None:
    """Nobody spoke of a meeting for months: the next wish is a new one."""
    facts = [
        meeting(told("Harbor-1", "2026-01-05"), "Ana Lovrek, Milan Petras", "possible", None),
        meeting(told("Harbor-2", "2026-01-25"), "Ana Lovrek, Milan Petras", "requested", None),
        meeting(told("Gazette-1", "2026-08-06"), "Ana Lovrek, Milan Petras", "possible", None),
    ]

    assert [len(record.facts) for record in records(*facts)] == [2, 1]


def test_the_step_knows_when_it_was_so_and_when_we_learned_it() -> None:
    """Two times on everything: the day of the meeting, and the moment an article reached us."""
    fact = meeting(told("Harbor-1", "2026-03-09"), "Ana Lovrek, Milan Petras", "held", "2026-03-04")

    (record,) = records(fact)

    assert record.history[0].valid is not None
    assert record.history[0].valid.isoformat() == "2026-03-04"
    assert record.history[0].known == fact.told.known == record.known == record.updated
