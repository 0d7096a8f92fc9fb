"""The check on facts: nothing is stored whose quote, party or day the revision does not bear out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.extract.check import Dropped, Reason, check_fact
from bot.extract.deadlines import find_deadlines
from bot.extract.document import Document
from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Event,
    Fact,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
    Producer,
    Statement,
    StatementKind,
)
from bot.model.ids import FactId, RevisionId
from bot.model.text import Quote, Span
from bot.text.parties import party_from_name
from tests.unit.extract.deadline_cases import document

TEXT = (
    "Kenya gave Uganda 30 days on Tuesday to settle the bill or face a ban on its coffee.\n\n"
    "The two governments will discuss it in Nairobi on 20 March. Uganda denied that it owed anything.\n\n"
    "Subscribe now for 1 April."
)
JUNK = "Subscribe now for 1 April."
NOBODY = Party(key="person:ida quist", name="Ida Quist", kind=PartyKind.PERSON)


def _document() -> Document:
    return document(TEXT, "2026-03-11", junk=JUNK)


def _deadline() -> Deadline:
    return find_deadlines(_document())[0]


def _quote(words: str) -> Quote:
    at = TEXT.index(words)
    return Quote(revision=RevisionId("revision-1"), span=Span(at, at + len(words)), text=words)


def _meeting(words: str, status: MeetingStatus, producer: Producer = Producer.MODEL) -> Meeting:
    fact = _deadline()
    return Meeting(
        id=FactId("m"),
        article=fact.article,
        revision=fact.revision,
        quotes=(_quote(words),),
        producer=producer,
        participants=(
            Participant(party=party_from_name("Kenya")),
            Participant(party=party_from_name("Uganda")),
        ),
        status=status,
    )


def _statement(speaker: str, kind: StatementKind) -> Statement:
    fact = _deadline()
    return Statement(
        id=FactId("s"),
        article=fact.article,
        revision=fact.revision,
        quotes=(_quote("Uganda denied that it owed anything."),),
        producer=Producer.MODEL,
        speaker=party_from_name(speaker),
        cue="denied",
        content=_quote("it owed anything"),
        kind=kind,
    )


def test_what_our_rules_read_passes_as_it_is() -> None:
    """The check reads the same words with the same arithmetic, so a sound fact is not touched."""
    fact = _deadline()

    assert check_fact(fact, _document()) == fact


def test_checking_twice_equals_checking_once() -> None:
    """What was stored can be checked again and stays."""
    once = check_fact(replace(_deadline(), setter=NOBODY), _document())

    assert not isinstance(once, Dropped)
    assert check_fact(once, _document()) == once


def test_a_quote_that_is_not_in_the_text_is_dropped() -> None:
    """A receipt that cannot be found is no receipt."""
    quote = replace(_deadline().quote, text=_deadline().quote.text.replace("Kenya", "Ghana"))

    checked = check_fact(replace(_deadline(), quotes=(quote,)), _document())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.QUOTE_NOT_EXACT


def test_a_quote_from_boilerplate_is_dropped() -> None:
    """Banners are no part of the article."""
    checked = check_fact(replace(_deadline(), quotes=(_quote(JUNK),)), _document())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.BOILERPLATE


def test_a_fact_of_another_revision_is_dropped() -> None:
    """Offsets count in one revision only."""
    other = RevisionId("revision-2")
    quotes = tuple(replace(q, revision=other) for q in _deadline().quotes)

    checked = check_fact(replace(_deadline(), revision=other, quotes=quotes), _document())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.OTHER_REVISION


def test_a_setter_that_nothing_names_is_emptied() -> None:
    """A wrong setter is worse than none."""
    checked = check_fact(replace(_deadline(), setter=NOBODY), _document())

    assert isinstance(checked, Deadline)
    assert checked.setter is None
    assert checked.addressee == _deadline().addressee
    assert all(basis.field != "setter" for basis in checked.basis)


def test_a_day_that_counts_differently_stays_open() -> None:
    """Code counts days: the words are kept, the day is not."""
    due = _deadline().due
    assert due is not None
    assert due.day is not None
    later = due.day + timedelta(days=1)

    checked = check_fact(replace(_deadline(), due=replace(due, earliest=later, latest=later)), _document())

    assert isinstance(checked, Deadline)
    assert checked.due is not None
    assert checked.due.words == due.words
    assert checked.due.day is None
    assert checked.due.open_reason


def test_a_day_counted_from_a_day_nobody_named_stays_open() -> None:
    """The starting point of a count is checked as well as the count."""
    due = _deadline().due
    assert due is not None
    assert due.anchor is not None
    moved = replace(due.anchor, day=date(2026, 3, 1))
    day = date(2026, 3, 31)

    checked = check_fact(
        replace(_deadline(), due=replace(due, anchor=moved, earliest=day, latest=day)), _document()
    )

    assert isinstance(checked, Deadline)
    assert checked.due is not None
    assert checked.due.day is None


def test_a_time_whose_words_are_elsewhere_is_left_out() -> None:
    """A day from another sentence does not date this one."""
    far = next(w for w in _document().whens if w.words == "20 March")

    checked = check_fact(replace(_deadline(), due=far), _document())

    assert isinstance(checked, Deadline)
    assert checked.due is None


def test_a_meeting_that_is_planned_is_not_held() -> None:
    """Planned is not held, whatever a model wrote."""
    fact = _meeting("The two governments will discuss it in Nairobi on 20 March.", MeetingStatus.HELD)

    checked = check_fact(fact, _document(), own=())

    assert isinstance(checked, (Meeting, Dropped))
    assert not (isinstance(checked, Meeting) and checked.status is MeetingStatus.HELD)


def test_a_meeting_without_a_named_participant_is_dropped() -> None:
    """Someone has to be there."""
    fact = replace(
        _meeting("Kenya gave Uganda 30 days", MeetingStatus.HELD), participants=(Participant(party=NOBODY),)
    )

    checked = check_fact(fact, _document(), own=())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.NO_PARTY


def test_a_denial_is_stored_as_a_denial() -> None:
    """No upgrade from denied to said."""
    checked = check_fact(_statement("Uganda", StatementKind.SAID), _document(), own=())

    assert isinstance(checked, Statement)
    assert checked.kind is StatementKind.DENIED


def test_a_statement_of_someone_else_is_dropped() -> None:
    """A claim keeps its speaker."""
    checked = check_fact(_statement("Kenya", StatementKind.DENIED), _document(), own=())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.SPEAKER_NOT_NAMED


def test_an_event_that_has_not_happened_is_dropped() -> None:
    """Plans and threats are no events."""
    fact = _deadline()
    event = Event(
        id=FactId("e"),
        article=fact.article,
        revision=fact.revision,
        quotes=(_quote("The two governments will discuss it in Nairobi on 20 March."),),
        producer=Producer.MODEL,
        what="will discuss it",
    )

    checked = check_fact(event, _document(), own=())

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.NOT_HAPPENED


def test_swapped_roles_are_not_stored() -> None:
    """Who set it for whom is read again from the words."""
    fact = _deadline()
    swapped: Fact = replace(fact, setter=fact.addressee, addressee=fact.setter, producer=Producer.MODEL)

    checked = check_fact(swapped, _document())

    assert isinstance(checked, Deadline)
    assert checked.setter is None
    assert checked.addressee is None


def test_a_threat_does_not_become_a_day_in_force() -> None:
    """Proposed shown as fixed is the one error that must never happen."""
    text = "Kenya threatened to impose a ban on Ugandan coffee from 1 May."
    found = find_deadlines(document(text, "2026-03-11"))[0]

    checked = check_fact(
        replace(found, status=DeadlineStatus.SET, producer=Producer.MODEL), document(text, "2026-03-11")
    )

    assert isinstance(checked, Deadline)
    assert checked.status is DeadlineStatus.PROPOSED


def _as_set(text: str) -> Fact | Dropped:
    """What the check makes of our rules' reading of `text`, had they called its day fixed."""
    doc = document("Chad gave Mali until 30 April to answer. " + text, "2026-03-11")
    model = find_deadlines(doc)[0]
    start = doc.text.index(text)
    due = next(when for when in doc.whens if when.span.start >= start)
    quote = doc.quote(Span(start, due.span.end))
    fact = replace(
        model, quotes=(quote,), due=due, setter=None, addressee=None, basis=(), status=DeadlineStatus.SET
    )
    return check_fact(fact, doc)


def test_what_our_rules_call_fixed_is_proposed_where_the_clause_only_considers_it() -> None:
    """A rule that overlooks "is considering" must not store a plan as a fact."""
    checked = _as_set("Norway is considering a ban on trawling from 1 May.")

    assert isinstance(checked, Deadline)
    assert checked.status is DeadlineStatus.PROPOSED


def test_a_deadline_that_its_clause_denies_is_not_stored() -> None:
    """A denial must reach the store as nothing, whichever producer read it."""
    checked = _as_set("Norway denied that it had set a deadline of 1 May.")

    assert isinstance(checked, Dropped)
    assert checked.reason is Reason.STATUS_NOT_TOLD


def test_a_fixed_day_after_another_clause_that_doubts_stays_fixed() -> None:
    """Doubt in one clause says nothing about the day in the next."""
    checked = _as_set("Norway might sue, but the ban applies from 1 May.")

    assert isinstance(checked, Deadline)
    assert checked.status is DeadlineStatus.SET
