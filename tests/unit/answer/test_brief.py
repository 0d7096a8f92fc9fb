"""Briefs of an article and of a matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answer.brief import brief, statement_sentence
from bot.model.answers import Abstention, Briefing, SentenceKind
from bot.model.chat import Length
from bot.model.facts import Statement, StatementKind
from bot.model.ids import ArticleId, FactId, RevisionId
from tests.unit.answer.record_samples import (
    DUE,
    FIRST,
    LIND,
    MET,
    MOVED,
    OFF,
    SECOND,
    TO_MEET,
    WANTED,
    records_of,
)
from tests.unit.answer.stories import OFFER, Story, evidence_on, quote_of

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
LATER = datetime(2025, 9, 1, tzinfo=UTC)
FACTS = (MET, WANTED, TO_MEET, DUE)
SAID = Statement(
    id=FactId("s-1"),
    article=ArticleId(FIRST.id),
    revision=RevisionId(f"r-{FIRST.id}"),
    quotes=(quote_of(FIRST, "Estovia must lift the grain ban by Friday, Lind said"),),
    speaker=LIND,
    cue="said",
    content=quote_of(FIRST, "Estovia must lift the grain ban by Friday"),
    kind=StatementKind.SAID,
)


def parts(found: Briefing) -> dict[str, str]:
    return {section.heading: " ".join(s.text for s in section.sentences) for section in found.sections}


def test_a_brief_has_meetings_deadlines_and_statements() -> None:
    """What a desk officer would put on one page."""
    given = evidence_on("brief", (FIRST,), now=NOW, facts=(*FACTS, SAID), records=records_of(*FACTS))

    found = brief(given, headline=None, now=NOW, zone="UTC")

    assert isinstance(found, Briefing)
    assert found.headline == "Lind gives Estovia until Friday"
    assert "met on Wednesday 6 August 2025 in Torvik" in parts(found)["Meetings"]
    assert "Friday 8 August 2025, in 2 days" in parts(found)["Deadlines"]
    assert "Ada Lind said: “Estovia must lift the grain ban by Friday”" in parts(found)["Statements"]
    assert found.sentences[0].text.startswith("“Envoy Ada Lind met Ivo Marsh")


def test_every_claim_of_a_brief_is_cited() -> None:
    """Sections are no exception."""
    given = evidence_on(
        "brief", (FIRST, SECOND), now=NOW, facts=(*FACTS, OFF, MOVED), records=records_of(*FACTS, OFF, MOVED)
    )

    found = brief(given, headline="Grain ban", now=NOW, zone="UTC", length=Length.FULL)

    assert isinstance(found, Briefing)
    assert all(s.citations for s in found.all_sentences if s.kind is SentenceKind.CLAIM)
    assert found.note == "2 articles, 2 outlets, 2 origins"


def test_a_deadline_behind_us_is_told_as_such() -> None:
    """Silence about what followed is said."""
    given = evidence_on(
        "brief", (FIRST, SECOND), now=LATER, facts=(DUE, MOVED), records=records_of(DUE, MOVED)
    )

    found = brief(given, headline=None, now=LATER, zone="UTC")

    assert isinstance(found, Briefing)
    assert "that day has passed, and no stored article says what followed" in parts(found)["Deadlines"]


def test_what_the_articles_leave_open_is_listed() -> None:
    """An open question is part of the state of things."""
    given = evidence_on("brief", OFFER, now=LATER)

    found = brief(given, headline=None, now=LATER, zone="UTC")

    assert isinstance(found, Briefing)
    assert "It was not clear who would run the creamery" in parts(found)["Open questions"]


def test_a_meeting_whose_day_has_passed_without_a_report_is_an_open_question() -> None:
    """Planned is not held, not even afterwards."""
    given = evidence_on("brief", (FIRST,), now=LATER, facts=(TO_MEET,), records=records_of(TO_MEET))

    found = brief(given, headline=None, now=LATER, zone="UTC")

    assert isinstance(found, Briefing)
    assert "no stored article says whether they did" in parts(found)["Open questions"]


def test_nothing_to_brief_on_is_an_abstention() -> None:
    """An empty page would look like an answer."""
    given = replace(evidence_on("brief", (), now=NOW), revisions=())

    assert isinstance(brief(given, headline=None, now=NOW, zone="UTC"), Abstention)


def test_a_statement_that_nobody_visible_told_is_left_out() -> None:
    """No sentence without a receipt."""
    given = evidence_on("brief", (), now=NOW)

    assert statement_sentence(SAID, given) is None


@pytest.mark.parametrize(
    ("words", "cue", "content", "told"),
    [
        (
            "Ada Lind called the ruling a win",
            "called",
            "the ruling a win",
            "Ada Lind called “the ruling a win”",
        ),
        (
            "Ada Lind ordered them out, rejecting the plea",
            "rejecting",
            "the plea",
            "Ada Lind rejected “the plea”",
        ),
        (
            "Ada Lind left, warning the talks may fail",
            "warning",
            "the talks may fail",
            "Ada Lind warned: “the talks may fail”",
        ),
        ("Ada Lind left, denying the theft", "denying", "the theft", "Ada Lind denied “the theft”"),
        (
            "Ada Lind told aides the talks may fail",
            "told",
            "the talks may fail",
            "Ada Lind said: “the talks may fail”",
        ),
    ],
)
def test_a_cue_that_hangs_on_another_verb_stands_on_its_own(
    words: str, cue: str, content: str, told: str
) -> None:
    """ "Lind rejecting: “the plea”" is no sentence, and "said" is not what "called" means."""
    story = Story(id="cue", outlet="The Harbour Post", title=None, published=NOW, text=f"{words}.")
    denies = cue == "denying"
    fact = replace(
        SAID,
        article=ArticleId("cue"),
        revision=RevisionId("r-cue"),
        quotes=(quote_of(story, words),),
        cue=cue,
        content=quote_of(story, content),
        kind=StatementKind.DENIED if denies else StatementKind.SAID,
    )

    sentence = statement_sentence(fact, evidence_on("brief", (story,), now=NOW, facts=(fact,)))

    assert sentence is not None
    assert sentence.text == told
