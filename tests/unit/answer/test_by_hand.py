"""What a person edited is told as that person's word, never as what an article says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answer.extractive import write
from bot.answer.finish import gate_answer
from bot.ledger.resolve import resolve
from bot.model.answers import Briefing, Sentence, SentenceKind
from bot.model.chat import Length
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.ids import CorrectionId, MemberId
from bot.model.records import Correction, CorrectionKind, ToldFact
from tests.unit.answer.record_samples import DUE, FIRST, MET
from tests.unit.answer.stories import evidence_on, told_of

NOW = datetime(2025, 8, 7, 12, tzinfo=UTC)


def answer(question: str, *corrections: Correction) -> tuple[Sentence, ...]:
    """What is said to a question about the first story once these corrections were made."""
    facts: tuple[Meeting | Deadline, ...] = (MET, DUE)
    told = [ToldFact(fact=fact, told=told_of(FIRST)) for fact in facts]
    given = evidence_on(question, (FIRST,), facts=facts, records=resolve(told, corrections), now=NOW)
    given = replace(given, corrections=corrections)
    found = write(given, now=NOW, zone="UTC", length=Length.SHORT)
    found = gate_answer(found, given, now=NOW, zone="UTC")
    assert isinstance(found, Briefing)
    return found.sentences


def edit(fact: Fact, slot: str, value: str) -> Correction:
    return Correction(
        id=CorrectionId(f"c-{slot}"),
        kind=CorrectionKind.EDIT,
        author=MemberId("U1"),
        made=NOW,
        facts=(fact.id,),
        slot=slot,
        value=value,
    )


@pytest.mark.parametrize(
    ("question", "correction", "shown"),
    [
        ("When is Lind's deadline for Estovia?", edit(DUE, "due", "2025-08-20"), "Wednesday 20 August 2025"),
        ("Where did Lind meet Marsh?", edit(MET, "place", "Halden"), "in Halden"),
        ("Did Lind meet Marsh?", edit(MET, "status", "cancelled"), "the meeting was cancelled"),
    ],
)
def test_an_edited_record_is_told_as_a_persons_word(
    question: str, correction: Correction, shown: str
) -> None:
    """Its quotes do not bear it out, so it must not look as if they did."""
    told = [one for one in answer(question, correction) if shown in one.text]

    assert [one.kind for one in told] == [SentenceKind.CORRECTION]
    assert f"By hand: {correction.slot} “{correction.value}”" in told[0].text


def test_no_article_is_said_to_deny_what_a_person_called_off() -> None:
    """ "No, by these words" needs words that say no."""
    said = " ".join(one.text for one in answer("Did Lind meet Marsh?", edit(MET, "status", "cancelled")))

    assert "No, by these words" not in said
    assert "Yes, by these words" not in said


def test_what_nobody_edited_is_told_as_the_articles_say() -> None:
    """A record that was only put together by hand says nothing but what is printed."""
    merged = Correction(
        id=CorrectionId("c1"),
        kind=CorrectionKind.MERGE,
        author=MemberId("U1"),
        made=NOW,
        facts=(DUE.id,),
    )

    assert all(one.kind is not SentenceKind.CORRECTION for one in answer("When is the deadline?", merged))
