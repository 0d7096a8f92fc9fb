"""Answers from records: states, days and how far off they are, histories, lists, false premises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import write
from bot.answer.gate import check_sentence
from bot.model.answers import Abstention, Answer, Briefing, Evidence
from bot.model.chat import Length
from bot.model.facts import Fact
from tests.unit.answer.record_samples import (
    CALLED,
    DUE,
    FIRST,
    MET,
    MOVED,
    OFF,
    SECOND,
    TO_MEET,
    WANTED,
    records_of,
)
from tests.unit.answer.stories import Story, evidence_on

ON_THE_DAY = datetime(2025, 8, 6, 12, tzinfo=UTC)
TWO_DAYS_ON = datetime(2025, 8, 8, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE, BOTH = (FIRST,), (FIRST, SECOND)
EARLY, ALL = (MET, WANTED, TO_MEET, DUE), (MET, WANTED, TO_MEET, DUE, OFF, CALLED, MOVED)


def evidence(question: str, stories: tuple[Story, ...], facts: tuple[Fact, ...], now: datetime) -> Evidence:
    return evidence_on(question, stories, now=now, facts=facts, records=records_of(*facts))


def answer(question: str, stories: tuple[Story, ...], facts: tuple[Fact, ...], now: datetime) -> Answer:
    return write(evidence(question, stories, facts, now), now=now, zone="UTC", length=Length.SHORT)


def words(found: Answer) -> str:
    assert isinstance(found, Briefing), found
    return " ".join(sentence.text for sentence in found.sentences)


def test_a_deadline_ahead_is_told_with_the_days_left() -> None:
    """The reader wants the day and how soon it is."""
    found = words(answer("When is Lind's deadline for Estovia?", ONE, EARLY, ON_THE_DAY))

    assert "Friday 8 August 2025, in 2 days" in found
    assert "Ada Lind" in found
    assert "lift the grain ban" in found


def test_a_deadline_behind_says_that_nothing_is_told_of_what_followed() -> None:
    """Silence about the outcome is said, not filled in."""
    found = words(answer("When is Lind's deadline for Estovia?", ONE, EARLY, LATER))

    assert "was Friday 8 August 2025; that day has passed, and no stored article says what followed" in found


def test_a_moved_deadline_is_told_as_it_stands_now() -> None:
    """The old day is not mixed in."""
    found = words(answer("When is Lind's deadline for Estovia?", BOTH, ALL, TWO_DAYS_ON))

    assert "Friday 15 August 2025" in found
    assert "8 August 2025" not in found.replace("15 August", "")


def test_a_deadline_that_ran_out_is_no_new_one() -> None:
    """Asked whether another was set, the first and only one is no yes."""
    question = "Did Lind set a new deadline for Estovia to lift the grain ban?"
    first = answer(question, ONE, EARLY, LATER)
    moved = answer(question, BOTH, ALL, LATER)

    assert not isinstance(first, Briefing) or "set by" not in words(first)
    assert "Friday 15 August 2025" in words(moved)


def test_how_often_it_moved_comes_with_the_days() -> None:
    """A count without its days cannot be checked."""
    found = words(answer("How often was Lind's deadline for Estovia moved?", BOTH, ALL, TWO_DAYS_ON))

    assert "moved once: it was Friday 8 August 2025, then Friday 15 August 2025" in found


def test_who_met_whom_when_where_and_how_long() -> None:
    """One sentence of a desk officer."""
    found = words(answer("Where did Lind and Marsh meet?", ONE, EARLY, ON_THE_DAY))

    assert "Ada Lind (envoy) and Ivo Marsh met on Wednesday 6 August 2025 in Torvik for three hours" in found


def test_a_call_is_no_meeting_in_person_and_the_other_way_round() -> None:
    """ "Who met Marsh" does not ask for calls."""
    met = words(answer("Who met Marsh between 1 and 9 August 2025?", BOTH, ALL, TWO_DAYS_ON))
    called = words(answer("Which phone calls between Lind and Marsh are reported?", BOTH, ALL, TWO_DAYS_ON))

    assert "in Torvik" in met
    assert "by phone" not in met
    assert "by phone on Thursday 7 August 2025" in called
    assert "Torvik" not in called


def test_a_list_leaves_out_what_did_not_take_place() -> None:
    """Asked for is not held."""
    assert "Eva Roos" not in words(answer("Who met Marsh in August 2025?", BOTH, ALL, TWO_DAYS_ON))


def test_a_planned_meeting_is_told_as_planned_and_a_cancelled_one_as_cancelled() -> None:
    """The state changes with what was told last."""
    before = words(answer("When will Roos and Lind meet?", ONE, EARLY, ON_THE_DAY))
    after = words(answer("Did Roos and Lind meet?", BOTH, ALL, TWO_DAYS_ON))

    assert "are to meet on Tuesday 12 August 2025" in before
    assert after.startswith("No, by these words")
    assert "cancelled" in after


def test_a_meeting_that_is_only_asked_for_is_not_said_to_have_been_held() -> None:
    """Whether they met is not told."""
    assert isinstance(answer("Did Roos meet Marsh?", ONE, EARLY, ON_THE_DAY), Abstention)


def test_a_false_premise_is_named() -> None:
    """ "Why was it cancelled" of a meeting that was held."""
    found = words(answer("Why did Lind cancel the meeting with Marsh?", ONE, EARLY, ON_THE_DAY))

    assert found.startswith("No stored article says that this meeting was cancelled.")
    assert "met on Wednesday 6 August 2025" in found


def test_what_comes_after_the_newest_article_is_not_told() -> None:
    """The future is not in the archive."""
    found = answer("What happened to the deadline after 20 August 2025?", BOTH, ALL, TWO_DAYS_ON)

    assert isinstance(found, Abstention)


@pytest.mark.parametrize(
    "question",
    [
        "When is Lind's deadline for Estovia?",
        "Who set the deadline for Estovia?",
        "Where did Lind and Marsh meet?",
        "How long did Lind and Marsh talk?",
        "Who met Marsh in August 2025?",
        "Which phone calls between Lind and Marsh are reported?",
        "How often was Lind's deadline for Estovia moved?",
        "Did Roos and Lind meet?",
        "Has the deadline been extended?",
        "What must Estovia do?",
    ],
)
@pytest.mark.parametrize("now", [TWO_DAYS_ON, LATER])
def test_the_gate_lets_every_sentence_through(question: str, now: datetime) -> None:
    """The reference writer claims nothing that its quotes do not bear out."""
    given = evidence(question, BOTH, ALL, now)
    found = write(given, now=now, zone="UTC", length=Length.FULL)

    assert isinstance(found, Briefing), question
    for sentence in found.sentences:
        verdict = check_sentence(sentence, given, now=now, zone="UTC")
        assert verdict.ok, (sentence.text, verdict.reasons)


def test_sentences_name_their_record_and_facts() -> None:
    """A later change must find the posts to correct."""
    found = answer("When is Lind's deadline for Estovia?", ONE, EARLY, ON_THE_DAY)

    assert isinstance(found, Briefing)
    assert found.sentences[0].record is not None
    assert DUE.id in found.sentences[0].facts
