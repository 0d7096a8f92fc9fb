"""Questions that name the outlets whose reports are to answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answer.extractive import write
from bot.model.answers import Abstention, Answer, Briefing
from bot.model.chat import Length
from tests.unit.answer.stories import Story, evidence_on

NOW = datetime(2026, 3, 20, tzinfo=UTC)


def story(name: str, outlet: str, day: int, title: str, text: str) -> Story:
    return Story(
        id=name, outlet=outlet, title=title, published=datetime(2026, 3, day, 9, tzinfo=UTC), text=text
    )


LAUNCH = story(
    "launch", "The Byte Post", 2, "Velmar unveils a planner",
    "Velmar Corp on Monday unveiled Compass, an assistant that plans journeys. Its chief executive, Ines Halvard, said "
    "that Compass was free of charge. The company is based in Orsund.",
)  # fmt: skip
TRIAL = story(
    "trial", "Harbor Wire", 5, "Trial of Velmar opens",
    "The trial of Velmar Corp for abuse of its market opened in Orsund on Thursday. The company denies that it paid "
    "airlines to leave its rivals out.",
)  # fmt: skip
PAYMENTS = story(
    "payments", "Ledger Daily", 12, "Court hears of payments",
    "A former manager told the court on Thursday that the firm had paid two airlines 40 million crowns. The airlines did "
    "not comment.",
)  # fmt: skip
REGATTA = story(
    "regatta", "Harbor Wire", 9, "Regatta called off",
    "The harbour regatta was called off on Monday because of a storm, its director Paul Ekberg said.",
)  # fmt: skip
ALL = (LAUNCH, TRIAL, PAYMENTS, REGATTA)


def answer(question: str) -> Answer:
    return write(evidence_on(question, ALL, now=NOW), now=NOW, zone="UTC", length=Length.SHORT)


def told(question: str) -> Briefing:
    found = answer(question)
    assert isinstance(found, Briefing), found
    return found


def test_the_one_that_two_reports_are_about() -> None:
    """No single article holds the answer; each part keeps its receipt."""
    found = told(
        "Which company, whose assistant was reported on by The Byte Post, is on trial according to Harbor Wire?"
    )

    assert found.sentences[0].text == "Both reports name Velmar Corp."
    assert [c.told.outlet for c in found.sentences[0].citations] == ["The Byte Post", "Harbor Wire"]
    assert all("Velmar Corp" in c.quote.text for c in found.sentences[0].citations)


def test_no_one_is_made_up_when_reports_are_about_different_ones() -> None:
    """Two answers to two halves are no answer to the whole."""
    found = answer(
        "Which director, quoted by Harbor Wire on the regatta, unveiled an assistant according to The Byte Post?"
    )

    assert isinstance(found, Abstention)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "Was the Harbor Wire report on the trial published before the Ledger Daily report on the payments?",
            "Yes: ",
        ),
        (
            "Was the Harbor Wire report on the trial published after the Ledger Daily report on the payments?",
            "No: ",
        ),
    ],
)
def test_which_report_was_printed_first(question: str, verdict: str) -> None:
    """From the days of the articles, both of which are said."""
    lead = told(question).sentences[0]

    assert (
        lead.text
        == f"{verdict}Harbor Wire printed it on Thursday 5 March 2026, Ledger Daily on Thursday 12 March 2026."
    )
    assert len(lead.citations) == 2


def test_only_the_named_outlet_answers() -> None:
    """What another printed is not what this one says."""
    found = told("What was called off, according to Harbor Wire?")

    assert {c.told.outlet for s in found.sentences for c in s.citations} == {"Harbor Wire"}


@pytest.mark.parametrize(
    "question",
    ["Does Ledger Daily report that the regatta was called off?", "According to The Byte Post, why was the regatta called off?"],
)  # fmt: skip
def test_an_outlet_that_does_not_tell_it_answers_nothing(question: str) -> None:
    """Another outlet's report must not be put into its mouth."""
    assert isinstance(answer(question), Abstention)


def test_only_the_report_of_the_named_day_answers() -> None:
    """An outlet prints much; the question names one report."""
    assert isinstance(
        answer("What was called off, according to the Harbor Wire report published on 5 March 2026?"),
        Abstention,
    )
    assert isinstance(
        answer("What was called off, according to the Harbor Wire report published on 9 March 2026?"),
        Briefing,
    )
