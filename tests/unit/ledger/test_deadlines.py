"""Which facts are one deadline, and the chain of days they make."""

from __future__ import annotations

from dataclasses import replace

from bot.ledger.resolve import resolve
from bot.model.facts import Deadline, DeadlineStatus
from bot.model.records import DeadlineRecord, ToldFact
from tests.unit.ledger.telling import deadline, told

FILE = "file a safety report"


def records(*items: ToldFact) -> list[DeadlineRecord]:
    """The deadline records of `items`."""
    return [record for record in resolve(items) if isinstance(record, DeadlineRecord)]


def steps(record: DeadlineRecord) -> list[tuple[str, str | None, str | None]]:
    """Status, due day and article of each step."""
    return [(str(s.status), s.due.words if s.due else None, s.article) for s in record.history]


def test_set_extended_twice_brought_forward_and_met() -> None:
    """The whole life of a deadline in five articles."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01"),
        deadline(told("Gazette-1", "2026-03-20"), FILE, "2026-05-01", "extended", previous="2026-04-01"),
        deadline(told("Harbor-2", "2026-04-20"), FILE, "2026-06-01", "extended", previous="2026-05-01"),
        deadline(
            told("Courier-1", "2026-05-10"), FILE, "2026-05-20", "brought_forward", previous="2026-06-01"
        ),
        deadline(told("Harbor-3", "2026-05-19"), FILE, "2026-05-20", "met"),
    ]

    (record,) = records(*facts)

    assert [step[:2] for step in steps(record)] == [
        ("set", "2026-04-01"),
        ("extended", "2026-05-01"),
        ("extended", "2026-06-01"),
        ("brought_forward", "2026-05-20"),
        ("met", "2026-05-20"),
    ]
    assert record.status is DeadlineStatus.MET


def test_a_proposal_moves_no_day() -> None:
    """The ministry offers six more weeks: until it grants them, the old day is in force."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01"),
        deadline(told("Gazette-1", "2026-03-20"), FILE, "2026-05-15", "proposed", previous="2026-04-01"),
    ]

    (record,) = records(*facts)

    assert [step[0] for step in steps(record)] == ["set", "proposed"]
    assert record.due is not None
    assert (record.status, record.due.words) == (DeadlineStatus.SET, "2026-04-01")


def test_a_withdrawn_proposal_leaves_the_day_in_force() -> None:
    """Taking back the offer does not take back the deadline."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01"),
        deadline(told("Gazette-1", "2026-03-20"), FILE, "2026-05-15", "proposed", previous="2026-04-01"),
        deadline(told("Harbor-2", "2026-03-25"), FILE, None, "withdrawn"),
    ]

    (record,) = records(*facts)

    assert steps(record)[-1][:2] == ("withdrawn", "2026-05-15")
    assert record.status is DeadlineStatus.SET


def test_a_day_gone_by_passes_nothing() -> None:
    """Only an article makes a deadline passed; the ledger does not read the clock."""
    (record,) = records(deadline(told("Harbor-1", "2020-03-01"), FILE, "2020-04-01"))

    assert record.status is DeadlineStatus.SET


def test_a_repeated_day_adds_nothing() -> None:
    """An article that only repeats the day in force is no step."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01"),
        deadline(told("Gazette-1", "2026-03-05"), "send in the report on safety", "2026-04-01"),
        deadline(told("Courier-1", "2026-03-09"), FILE, None),
    ]

    (record,) = records(*facts)

    assert len(record.facts) == 3
    assert len(record.history) == 1


def test_large_and_small_firms_have_their_own_days() -> None:
    """The same duty binds two groups from two days; a proposal may give one the other's day."""
    law = told("Harbor-1", "2026-03-01")
    offer = told("Gazette-1", "2026-03-20")
    facts = [
        deadline(law, FILE, "2026-12-30", addressee="large companies", kind="effective"),
        deadline(law, FILE, "2027-06-30", addressee="micro and small enterprises", kind="effective"),
        deadline(
            offer,
            FILE,
            "2027-06-30",
            "proposed",
            addressee="larger firms",
            previous="2026-12-30",
            kind="effective",
        ),
        deadline(
            told("Courier-1", "2026-04-02"),
            FILE,
            "2027-06-30",
            addressee="the smallest firms",
            kind="effective",
        ),
    ]

    large, small = records(*facts)

    assert [step[1] for step in steps(large)] == ["2026-12-30", "2027-06-30"]
    assert len(small.facts) == 2


def test_two_measures_of_one_day_stay_two() -> None:
    """A tariff and a ban that start together, on the same country, are two deadlines."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), "an additional tariff on steel", "2026-04-01", kind="effective",
                 setter="United States", addressee="China"),
        deadline(told("Gazette-1", "2026-03-02"), "a ban on software exports", "2026-04-01", kind="effective",
                 setter="United States", addressee="China"),
    ]  # fmt: skip

    assert len(records(*facts)) == 2


def test_an_ultimatum_is_one_however_its_demand_is_worded() -> None:
    """Same setter, same addressee, same day: reaching peace and ceasing fire are one demand."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), "agree to peace", "2026-04-01", setter="Donald Trump", addressee="Russia"),
        deadline(told("Gazette-1", "2026-03-20"), "a ceasefire", "2026-04-01", "passed", setter="Donald Trump",
                 addressee="Russia"),
    ]  # fmt: skip

    (record,) = records(*facts)

    assert record.status is DeadlineStatus.PASSED


def test_an_extension_without_the_old_day_finds_its_deadline() -> None:
    """ "The deadline was extended to June" names no old day."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01"),
        deadline(told("Gazette-1", "2026-03-20"), FILE, "2026-06-01", "extended"),
    ]

    (record,) = records(*facts)

    assert [step[:2] for step in steps(record)] == [("set", "2026-04-01"), ("extended", "2026-06-01")]


def test_opposite_duties_of_two_parties_stay_two() -> None:
    """Each side freezes its duties until the same day: two promises."""
    by = told("Harbor-1", "2026-03-01")
    facts = [
        deadline(by, "duties stay frozen", "2026-06-01", setter="China", addressee="United States", kind="expiry"),
        deadline(by, "tariffs stay frozen", "2026-06-01", setter="United States", addressee="China", kind="expiry"),
        deadline(told("Gazette-1", "2026-03-03"), "tariffs stay frozen", "2026-06-01", setter="Donald Trump",
                 addressee="China", kind="expiry"),
    ]  # fmt: skip

    assert sorted(len(record.facts) for record in records(*facts)) == [1, 2]


def test_an_undated_article_gives_a_deadline_of_its_own() -> None:
    """Without a day of publication "within 21 days" has no day; it is kept, and found again when told again."""
    facts = [
        deadline(told("Harbor-1", "2026-03-01"), "submit a bid for the ferry", None),
        deadline(told("Gazette-1", "2026-03-05"), "submit its bid for the ferry line", None),
        deadline(told("Courier-1", "2026-03-05"), "publish the timetable", None),
    ]

    assert sorted(len(record.facts) for record in records(*facts)) == [1, 2]


def test_an_offer_is_one_whomever_it_is_told_to_bind() -> None:
    """Outlets say that it is for the holders, for the company, or nothing at all; its days are one chain."""
    facts = [
        deadline(
            told("Exchange-1", "2026-01-12"), None, "2026-02-27", setter=None, addressee="holders",
            quote="Holders may tender their shares until 17:00 on 27 February 2026",
        ),
        deadline(
            told("Harbor-1", "2026-02-26"), None, "2026-03-13", "extended", previous="2026-02-27", kind="expiry",
            setter="Ministry of Ports", addressee="Sella Ferries", quote="prolonged its bid for Sella Ferries to March 13 from February 27",
        ),
    ]  # fmt: skip

    (record,) = records(*facts)

    assert [step[1] for step in steps(record)] == ["2026-02-27", "2026-03-13"]


def test_two_of_a_numbered_series_stay_two() -> None:
    """Permit 9 takes the place of permit 7; neither is the other."""
    facts = [
        deadline(told("Notice-1", "2026-06-01"), None, "2026-07-01", kind="expiry", quote="permit 7 runs until 1 July"),
        deadline(told("Market-1", "2026-06-24"), None, "2026-07-01", kind="expiry", quote="permit 9 runs until 1 July"),
    ]  # fmt: skip

    assert len(records(*facts)) == 2


def test_a_promise_put_off_moves_no_day_of_a_law() -> None:
    """ "A delay was announced in September" by a body that also moves the day of a law is another matter."""
    facts = [
        deadline(told("Notice-1", "2025-06-01"), None, "2025-12-30", kind="effective", quote="large firms comply from 30 December"),
        deadline(
            told("Notice-2", "2025-12-23"), None, "2026-10-31", "extended", kind="commitment", quote="large firms recall that a delay was announced"
        ),
    ]  # fmt: skip

    assert len(records(*facts)) == 2


def test_a_move_from_its_very_day_needs_no_agreed_addressee() -> None:
    """Whom an acceptance day binds is told loosely; the day from which it was moved is not."""
    accept = "send in acceptances by post"
    set_then = deadline(told("Harbor-1", "2026-03-01"), accept, "2026-04-01", addressee="Alder Holdings")
    moved = {
        day: deadline(
            told("Gazette-1", "2026-03-31"),
            accept,
            "2026-04-21",
            "extended",
            previous=day,
            addressee="Birch Shipping",
        )
        for day in ("2026-04-01", "2026-03-20")
    }

    assert len(records(set_then, moved["2026-04-01"])) == 1
    assert len(records(set_then, moved["2026-03-20"])) == 2


def test_a_day_that_was_called_off_is_in_force_again_only_where_that_is_told() -> None:
    """An old notice that is printed once more brings nothing back; a court that restores the order does."""
    first = deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-01")
    stopped = deadline(told("Gazette-1", "2026-03-05"), FILE, "2026-04-01", "withdrawn")
    again = told("Courier-1", "2026-03-09")
    words = "the order is back in force: file a safety report by 1 April"

    (printed,) = records(first, stopped, deadline(again, FILE, "2026-04-01"))
    (restored,) = records(first, stopped, deadline(again, FILE, "2026-04-01", quote=words))

    assert printed.status is DeadlineStatus.WITHDRAWN
    assert [step[0] for step in steps(restored)] == ["set", "withdrawn", "set"]


def test_the_end_of_the_month_is_no_other_day_than_one_of_its_last() -> None:
    """ "By the end of April" tells the 29th less exactly."""
    first = deadline(told("Harbor-1", "2026-03-01"), FILE, "2026-04-29")
    loose = deadline(told("Gazette-1", "2026-03-05"), FILE, "2026-04-30")
    assert isinstance(loose.fact, Deadline)
    due = loose.fact.due
    assert due is not None
    fact = replace(loose.fact, due=replace(due, words="the end of April"))

    (record,) = records(first, ToldFact(fact=fact, told=loose.told))

    assert len(record.history) == 1
    assert record.conflicts == ()
