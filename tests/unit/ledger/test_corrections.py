"""What people change in records, how it shows, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InputError
from bot.ledger.corrections import check_edit, check_fits
from bot.ledger.resolve import resolve
from bot.model.facts import DeadlineStatus, MeetingStatus
from bot.model.ids import CorrectionId, MemberId
from bot.model.records import Correction, CorrectionKind, DeadlineRecord, MeetingRecord, ToldFact
from tests.unit.ledger.shelf import Shelf
from tests.unit.ledger.telling import deadline, meeting, told

A = meeting(
    told("Harbor-1", "2026-03-05"), "Ana Lovrek, Milan Petras", "held", "2026-03-04", duration="two hours"
)
B = meeting(
    told("Gazette-1", "2026-03-06"), "Ana Lovrek, Milan Petras", "held", "2026-03-04", duration="five hours"
)
C = meeting(told("Courier-1", "2026-03-19"), "Ana Lovrek, Milan Petras", "held", "2026-03-18")
D = deadline(told("Courier-2", "2026-03-19"), "file", due="2026-04-01")


def correction(
    kind: str, *items: ToldFact, slot: str | None = None, value: str | None = None, undone: bool = False
) -> Correction:
    """A change made on 20 March."""
    made = datetime(2026, 3, 20, 9, tzinfo=UTC)
    return Correction(
        id=CorrectionId(f"c-{kind}-{slot}"),
        kind=CorrectionKind(kind),
        author=MemberId("editor"),
        made=made,
        facts=tuple(item.fact.id for item in items),
        slot=slot,
        value=value,
        undone=made if undone else None,
    )


def test_a_merge_makes_one_record_and_says_who_did() -> None:
    """Two facts that a person knows to be one meeting."""
    (record,) = resolve([A, B, C], [correction("merge", A, C)])

    assert len(record.facts) == 3
    assert record.corrections == ("c-merge-None",)


def test_a_record_follows_its_facts_tellers_and_corrections() -> None:
    """Records are kept as they were worked out; whatever they are made from makes another."""
    (before,) = resolve([A, B])
    (edited,) = resolve([A, B], [correction("edit", A, slot="place", value="Torvik")])
    (undone,) = resolve([A, B], [correction("edit", A, slot="place", value="Torvik", undone=True)])
    later = replace(A, told=replace(A.told, known=A.told.known + timedelta(days=9)))
    (moved,) = resolve([later, B])
    (again,) = resolve([A, B])

    places = [r.place for r in (before, edited, undone) if isinstance(r, MeetingRecord)]
    assert places == [None, "Torvik", None]
    assert moved.known > before.known
    assert again == before


def test_a_split_takes_facts_off_into_a_record_of_their_own() -> None:
    """One outlet spoke of another meeting of that day."""
    records = resolve([A, B], [correction("split", B)])

    assert [record.facts for record in records] == [(A.fact.id,), (B.fact.id,)]


def test_a_dismissed_fact_is_in_no_record() -> None:
    """A fact that was never in the article's sense."""
    (record,) = resolve([A, B], [correction("dismiss", B)])

    assert record.facts == (A.fact.id,)
    assert record.conflicts == ()


def test_an_edited_state_is_a_step_without_words_and_with_an_author() -> None:
    """A person's word is never shown as if an article had printed it."""
    (record,) = resolve([A], [correction("edit", A, slot="status", value="cancelled")])

    assert record.status is MeetingStatus.CANCELLED
    assert record.history[-1].fact is None
    assert record.history[-1].correction == "c-edit-status"


def test_an_edited_day_stands_until_an_article_tells_a_newer_state() -> None:
    """Later news outranks a correction as it outranks earlier news."""
    first = deadline(told("Harbor-1", "2026-03-01"), "file a safety report", "2026-04-01")
    later = deadline(
        told("Gazette-1", "2026-03-28"),
        "file a safety report",
        "2026-05-01",
        "extended",
        previous="2026-04-01",
    )
    edit = correction("edit", first, slot="due", value="2026-04-03")

    (before,) = resolve([first], [edit])
    (after,) = resolve([first, later], [edit])

    assert isinstance(before, DeadlineRecord)
    assert isinstance(after, DeadlineRecord)
    assert before.due is not None
    assert after.due is not None
    assert before.due.words == "2026-04-03"
    assert (after.status, after.due.words) == (DeadlineStatus.EXTENDED, "2026-05-01")


def test_an_edit_settles_the_conflict_about_its_slot() -> None:
    """Somebody looked it up: the record need not show both lengths any more."""
    (record,) = resolve([A, B], [correction("edit", A, slot="duration", value="three hours")])

    assert isinstance(record, MeetingRecord)
    assert record.duration == "three hours"
    assert record.conflicts == ()


def test_what_is_taken_back_leaves_no_trace() -> None:
    """Undo must give the very records that were there before."""
    for kind in ("merge", "split", "dismiss"):
        assert resolve([A, B, C], [correction(kind, A, C, undone=True)]) == resolve([A, B, C])


def test_nonsense_in_an_edit_changes_nothing() -> None:
    """Corrections are stored for good; one that cannot be read must not break every rebuild."""
    edits = [
        correction("edit", A, slot=slot, value=value)
        for slot, value in [("status", "lost"), ("date", "soon"), ("x", "y")]
    ]
    (plain,) = resolve([A])

    (record,) = resolve([A], edits)

    assert isinstance(record, MeetingRecord)
    assert isinstance(plain, MeetingRecord)
    assert (record.status, record.when, record.history) == (plain.status, plain.when, plain.history)


@pytest.mark.parametrize(
    ("slot", "value"),
    [("status", "lost"), ("due", "soon"), ("colour", "red"), ("mode", "by boat"), ("date", "2026-13-01")],
)
def test_nonsense_is_refused_when_it_is_made(slot: str, value: str) -> None:
    """The person hears at once what can be edited, and to what."""
    with pytest.raises(InputError):
        check_edit(slot, value)


def test_corrections_reach_stored_records_and_leave_them_again() -> None:
    """The store must end where a rebuild ends, after the change and after the undo."""
    shelf = Shelf()
    for item in (A, B, C):
        shelf.add([item])
    changes = [correction("split", B), correction("edit", A, slot="place", value="Varn")]

    shelf.correct(changes)
    assert shelf.all() == resolve([A, B, C], changes)

    shelf.correct([])
    assert shelf.all() == resolve([A, B, C])


@pytest.mark.parametrize(
    ("told", "slot", "value"),
    [
        (A, "due", "2025-08-08"),
        (A, "status", "extended"),
        (D, "place", "Torvik"),
        (D, "status", "held"),
    ],
)
def test_an_edit_that_changes_nothing_is_refused(told: ToldFact, slot: str, value: str) -> None:
    """Who edits a slot that the record does not have must hear it, and not "corrected"."""
    with pytest.raises(InputError, match=r"choose one of"):
        check_fits(CorrectionKind.EDIT, (told.fact,), slot, value)


def test_a_meeting_and_a_deadline_are_never_one() -> None:
    """Nothing would come of it."""
    with pytest.raises(InputError, match="cannot be one"):
        check_fits(CorrectionKind.MERGE, (A.fact, D.fact), None, None)
