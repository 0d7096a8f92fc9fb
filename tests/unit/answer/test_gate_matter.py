"""The gate on what a sentence is about: meetings, outcomes and days that its facts do not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answer.gate import ReasonCode, check_sentence
from bot.model.answers import Citation
from bot.model.facts import Fact, Meeting, MeetingStatus, Participant
from bot.model.ids import FactId
from bot.model.text import Quote, Span
from tests.unit.answer.gate_samples import (
    COMMON,
    DEADLINE,
    EVIDENCE,
    FACTS,
    GIVEN,
    MARSH,
    MEETING,
    NOW,
    QUILL,
    TOLD,
    VISIT,
    day,
    sentence,
)


def told_by(words: str, fact: Fact) -> Fact:
    """`fact` with other quotes; the gate compares words with the evidence, not with a stored text."""
    quote = Quote(revision=COMMON["revision"], span=Span(0, len(words)), text=words)  # type: ignore[arg-type]
    return replace(fact, quotes=(quote,))


def codes(text: str, fact: Fact) -> frozenset[ReasonCode]:
    evidence = replace(
        EVIDENCE, facts=(*(f for f in FACTS if f.id != fact.id), fact), told={**EVIDENCE.told, fact.id: TOLD}
    )
    whole = sentence(text, fact)
    cited = tuple(Citation(quote=quote, told=TOLD, fact=fact.id) for quote in fact.quotes)
    return check_sentence(replace(whole, citations=cited), evidence, now=NOW, zone="UTC").codes


DENIED = told_by(
    "The palace denied that Quill and Marsh had met.",
    Meeting(
        id=FactId("f_denied"),
        quotes=MEETING.quotes,
        participants=(Participant(party=QUILL), Participant(party=MARSH)),
        status=MeetingStatus.DENIED,
        **COMMON,  # type: ignore[arg-type]
    ),
)
MOVED = replace(
    told_by("Marsh must lift the grain ban by 8 August, not by 1 August as first announced.", DEADLINE),
    previous_due=replace(day("Friday", date(2025, 8, 1)), words="1 August"),
)


@pytest.mark.parametrize(
    "text",
    [
        "A meeting of Berta Quill and Ivo Marsh is denied.",
        "The palace denies a meeting of Berta Quill and Ivo Marsh.",
        "Berta Quill and Ivo Marsh did not meet, the palace says.",
    ],
)
def test_a_denial_may_stand_at_the_end(text: str) -> None:
    """ "is denied" denies what stands before it."""
    assert codes(text, DENIED) == frozenset()


def test_what_is_denied_is_not_told_as_done() -> None:
    """Leniency about the place of a denial must not lose it."""
    assert ReasonCode.MODALITY in codes("Berta Quill and Ivo Marsh met.", DENIED)


@pytest.mark.parametrize(
    "word", ["agreed to lift", "refused to lift", "promised to lift", "was invited to lift"]
)
def test_a_demand_has_no_outcome(word: str) -> None:
    """ "must lift" says nothing about what the other side did."""
    assert codes(f"Marsh {word} the grain ban by Friday.", DEADLINE)
    assert codes("Marsh must lift the grain ban by Friday.", DEADLINE) == frozenset()


def test_a_deadline_bears_out_no_meeting() -> None:
    """Both may name the same people; a reader would take the wrong receipt for the right one."""
    deadline = told_by("Norvania gave Estovia until Friday to answer.", GIVEN)

    assert ReasonCode.COVERAGE in codes("Norvania and Estovia plan to meet on Friday.", deadline)


def test_a_replaced_day_is_told_as_replaced() -> None:
    """The day in force is the one that people act on."""
    assert codes("Due: lift the grain ban, Friday 8 August 2025.", MOVED) == frozenset()
    assert ReasonCode.DATE in codes("Due: lift the grain ban, Friday 1 August 2025.", MOVED)
    assert (
        codes("Marsh must lift the grain ban by 8 August 2025, previously by 1 August 2025.", MOVED)
        == frozenset()
    )


def test_an_announced_meeting_is_not_made_unsure() -> None:
    """Too little is as wrong as too much."""
    assert ReasonCode.MODALITY in codes("Chancellor Quill might visit King Rede next week.", VISIT)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (
            "The rate falls from 20% to 10% for grain of Estovia.",
            "The rate falls from 20% to 20% for grain of Estovia.",
        ),
        ("The ban ends on 30 December 2026 for Estovia.", "The ban ends on 30 December 2126 for Estovia."),
        ("The talks are on 10 May and last 90 minutes.", "The talks are on 90 May and last 10 minutes."),
        ("Answers are due within 21 days of one call.", "Answers are due within 1 day of one call."),
        ("3. Estovia lifts the ban on grain.", "6. Estovia lifts the ban on grain."),
    ],
)
def test_figures_of_a_quote_do_not_change_places(quote: str, text: str) -> None:
    """Every figure is told somewhere, and the sentence is still wrong."""
    fact = told_by(quote, GIVEN)

    assert codes(text, fact) & {ReasonCode.NUMBER, ReasonCode.DATE}
    assert not codes(quote, fact) & {ReasonCode.NUMBER, ReasonCode.DATE}
