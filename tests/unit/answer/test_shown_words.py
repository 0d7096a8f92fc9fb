"""What the lines of answers and briefs say of themselves: what runs out, which articles are meant, days that are none."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.answer.brief import brief, on_subject
from bot.model.answers import Briefing
from bot.model.facts import Fact
from tests.unit.answer.readings import ask, evidence_read, read, text_of
from tests.unit.answer.stories import Story

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def story(name: str, text: str) -> Story:
    return Story(
        id=name, outlet=f"{name} Post", title=None, published=datetime(2026, 3, 10, 9, tzinfo=UTC), text=text
    )


GRAIN = story(
    "grain",
    "Ruritania and Karsa praised the grain deal on Monday. The deal expires on 30 June, the Karsan foreign ministry said.",
)
BANKS = story(
    "banks", "Norlin Bank and Brent Bank agreed a deal on Monday. Their merger agreement expires on 1 June."
)
TALKS = story(
    "talks",
    "The envoys of Ruritania and Karsa spoke of grain. Recent talks between Ruritania and Karsa were held in Torvik.",
)
STORIES = (GRAIN, BANKS, TALKS)
FACTS: tuple[Fact, ...] = tuple(fact for one in STORIES for fact in read(one))


def test_an_expiry_says_what_expires() -> None:
    """In the article's words, found before "the deal"; the gate lets them pass."""
    told = text_of(ask("When does the grain deal expire?", STORIES, FACTS, now=NOW))
    assert "(“the grain deal”) is Tuesday 30 June 2026, in 111 days" in told


def test_a_brief_tells_of_its_subject_only() -> None:
    """The deal of two banks shares a word with the grain deal and nothing else."""
    evidence = evidence_read("grain deal", STORIES, FACTS, now=NOW)

    found = brief(on_subject(evidence), headline="grain deal", now=NOW, zone="UTC")

    assert isinstance(found, Briefing)
    told = " ".join(sentence.text for sentence in found.all_sentences)
    assert "30 June 2026" in told
    assert "1 June" not in told
    assert found.note == "1 article, 1 outlet, 1 origin"


def test_a_subject_that_no_article_holds_whole_keeps_what_was_found() -> None:
    """Better something near, cited, than nothing."""
    evidence = evidence_read("grain deal and wool", STORIES, FACTS, now=NOW)

    assert on_subject(evidence) == evidence


def test_a_time_that_names_no_day_is_not_shown_as_one() -> None:
    """ "Recent" in brackets says nothing."""
    told = text_of(
        ask("Did Ruritania and Karsa hold talks in Torvik?", (TALKS,), tuple(read(TALKS)), now=NOW)
    )

    assert "Recent”)" not in told
