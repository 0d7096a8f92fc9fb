"""What leaves the answer room: gated, with the other side of a dispute and the newer state of what moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.answer.extractive.said import cite_fact
from bot.answer.finish import gate_answer
from bot.answer.phrases import quoted
from bot.model.answers import Abstention, Answer, Briefing, Evidence, Sentence, SentenceKind
from bot.model.facts import DeadlineStatus, Fact, MeetingStatus
from bot.model.records import Conflict, ConflictValue
from tests.unit.answer.record_samples import DUE, FIRST, MET, MOVED, SECOND, deadline, meeting, records_of
from tests.unit.answer.stories import Story, evidence_on

NOW = datetime(2025, 8, 9, 12, tzinfo=UTC)
STORIES = (FIRST, SECOND)


def evidence(*facts: Fact, stories: tuple[Story, ...] = STORIES) -> Evidence:
    return evidence_on("When is the deadline?", stories, facts=facts, records=records_of(*facts), now=NOW)


def finished(given: Evidence, *sentences: Sentence) -> Answer:
    answer = Briefing(sentences=sentences, coverage=given.coverage)
    return gate_answer(answer, given, now=NOW, zone="UTC")


def claim(text: str, fact: Fact, given: Evidence) -> Sentence:
    return Sentence(text=text, citations=cite_fact(fact, given), facts=(fact.id,))


def test_a_sentence_that_says_too_much_gives_way_to_the_words_of_its_fact() -> None:
    """The reader still learns what the article tells."""
    given = evidence(MET)
    found = finished(given, claim("Ada Lind met Ivo Marsh in Torvik for nine hours.", MET, given))

    assert isinstance(found, Briefing)
    assert [s.text for s in found.sentences] == [f"In the article's words: {quoted(MET.quote.text)}"]


def test_a_day_that_has_moved_is_followed_by_the_day_that_holds() -> None:
    """An old article's words are no lie, but alone they mislead."""
    given = evidence(DUE, MOVED)
    found = finished(given, claim(quoted(DUE.quote.text), DUE, given))

    assert isinstance(found, Briefing)
    assert len(found.sentences) == 2
    assert "15 August 2025" in found.sentences[1].text


def test_a_day_that_still_holds_stands_alone() -> None:
    """Nothing is added where nothing is missing."""
    given = evidence(DUE)
    found = finished(given, claim(quoted(DUE.quote.text), DUE, given))

    assert isinstance(found, Briefing)
    assert len(found.sentences) == 1


def disputed() -> Evidence:
    """Two accounts of where one meeting was."""
    other = meeting(SECOND, "She spoke with Marsh by phone on Thursday", MeetingStatus.HELD, *_who())
    given = evidence(MET, other)
    record = next(r for r in given.records if MET.id in r.facts)
    values = (
        ConflictValue(value="Torvik", facts=(MET.id,), articles=(MET.article,)),
        ConflictValue(value="by phone", facts=(other.id,), articles=(other.article,)),
    )
    told = replace(record, facts=(MET.id, other.id), conflicts=(Conflict(slot="place", values=values),))
    return replace(given, records=(told,))


def _who() -> tuple:  # type: ignore[type-arg]
    return tuple(one.party for one in MET.participants)


def test_a_disputed_value_brings_the_other_account_with_it() -> None:
    """Facts that disagree are shown side by side, never one alone."""
    given = disputed()
    found = finished(given, claim(quoted(MET.quote.text), MET, given))

    assert isinstance(found, Briefing)
    text = " ".join(s.text for s in found.sentences)
    assert "Coast Daily" in text
    assert "by phone" in text


def test_a_dispute_about_something_else_is_not_dragged_in() -> None:
    """Who asks how long it took need not hear that the place is disputed."""
    given = disputed()
    found = finished(given, claim("Ada Lind met Ivo Marsh.", MET, given))

    assert isinstance(found, Briefing)
    assert len(found.sentences) == 1


def test_words_of_an_earlier_revision_are_marked() -> None:
    """A quote that the article no longer prints says so."""
    given = evidence(MET)
    told = {name: replace(one, superseded=True) for name, one in given.told.items()}
    given = replace(given, told=told)
    found = finished(given, claim(quoted(MET.quote.text), MET, given))

    assert isinstance(found, Briefing)
    assert found.sentences[-1].kind is SentenceKind.NOTE
    assert "changed since" in found.sentences[-1].text


def test_an_answer_of_which_nothing_passes_becomes_an_abstention() -> None:
    """No claim without a receipt, not even as a last resort."""
    given = evidence(MET)
    stranger = deadline(SECOND, "Lind on Friday gave Estovia until 15 August", DeadlineStatus.SET, None)
    invented = Sentence(
        text="Ada Lind resigned on Sunday.", citations=cite_fact(MET, given), facts=(stranger.id,)
    )

    assert isinstance(finished(given, invented), Abstention)
