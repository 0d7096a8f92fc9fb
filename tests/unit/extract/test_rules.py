"""All rules together on one article, through the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.extract.rules import extract_facts
from bot.model.facts import Event, Meeting, MeetingStatus
from bot.model.ids import ArticleId
from bot.model.text import Span
from tests.unit.extract.revisions import article, revision

SHARED_ARTICLE = Path(__file__).parents[4] / "shared" / "articles" / "putin-witkoff-talks.txt"
BANNER = "Unlock Exclusive Insights"


def _meetings(text: str, **more: str) -> dict[frozenset[str], Meeting]:
    start = text.find(BANNER)
    end = text.find("US envoy Steve", start) if start >= 0 else start
    junk = (Span(start, end),) if start >= 0 else ()
    facts = extract_facts(article(), revision(text, boilerplate=junk, **more))
    return {
        frozenset(p.party.name for p in fact.participants): fact
        for fact in facts
        if isinstance(fact, Meeting)
    }


@pytest.mark.skipif(not SHARED_ARTICLE.exists(), reason="the article lies beside the project, not in it")
def test_the_article_of_the_product_page_gives_its_table() -> None:
    """The example everyone should keep in mind must come out by general rules."""
    found = _meetings(SHARED_ARTICLE.read_text(encoding="utf-8"), published="2025-08-06T22:00:00+05:30")

    talks = found[frozenset({"Steve Witkoff", "Vladimir Putin"})]
    assert talks.status is MeetingStatus.HELD
    assert talks.when is not None
    assert talks.when.iso() == "2025-08-06"
    assert talks.duration == "around three hours"
    greeting = found[frozenset({"Steve Witkoff", "Kirill Dmitriev"})]
    assert greeting.status is MeetingStatus.HELD
    assert greeting.when is None
    assert greeting.place == "a park near the Kremlin"
    earlier = found[frozenset({"Alexander Lukashenko", "Vladimir Putin"})]
    assert earlier.status is MeetingStatus.HELD
    assert earlier.when is not None
    assert earlier.when.iso() == "2025-W31"
    [summit] = [meeting for meeting in found.values() if meeting.status is not MeetingStatus.HELD]
    assert summit.status is MeetingStatus.REQUESTED
    assert summit.form == "summit"
    assert len(found) == 4
    assert not any(BANNER in quote.text for meeting in found.values() for quote in meeting.quotes)


def test_a_summit_that_is_only_required_is_requested() -> None:
    """A demand is neither planned nor held, and it keeps its speaker."""
    [meeting] = _meetings(
        "The premier's chief of staff, Olga Lind, said that a full ceasefire and a leaders' summit were required."
    ).values()

    assert meeting.status is MeetingStatus.REQUESTED
    assert meeting.said_by is not None
    assert meeting.said_by.name == "Olga Lind"


def test_extracting_twice_gives_the_same_facts() -> None:
    """Re-extraction keeps the ids of what did not change, so that posts that used a fact still find it."""
    text = "Carlos Mendez met Sofia Petrova in Geneva on Tuesday. Norway signed a treaty with Chad on Monday."

    once = extract_facts(article(), revision(text))
    again = extract_facts(article(), revision(text))

    assert once == again
    assert any(isinstance(fact, Meeting) for fact in once)
    assert any(isinstance(fact, Event) for fact in once)


def test_a_revision_of_another_article_is_refused() -> None:
    """Facts carry the article they come from; a mix-up must not pass."""
    other = article().__class__(
        id=ArticleId("art_2"),
        workspace=article().workspace,
        audience=None,
        outlet=None,
        url=None,
        origin=ArticleId("art_2"),
    )

    with pytest.raises(ValueError, match="belongs to"):
        extract_facts(other, revision("Nothing."))


def test_the_banner_of_a_page_gives_no_fact() -> None:
    """Boilerplate is never quoted."""
    text = "Unlock: Carlos Mendez met Sofia Petrova. The weather stayed dry."
    junk = (Span(0, text.index("The weather")),)

    assert extract_facts(article(), revision(text, boilerplate=junk)) == ()
