"""What the product page promises about one article, word for word, on the day, long after, and without a date."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest

from bot.model.answers import Abstention
from bot.model.facts import Fact
from tests.unit.answer.readings import ask, read, text_of
from tests.unit.answer.stories import Story

ARTICLE = Path(__file__).parents[4] / "shared" / "articles" / "putin-witkoff-talks.txt"
ON_THE_DAY = datetime(2025, 8, 6, 20, tzinfo=UTC)
LONG_AFTER = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article lies beside the project, not in it")


@lru_cache(maxsize=2)
def _story(dated: bool) -> tuple[Story, tuple[Fact, ...]]:
    title, _, text = ARTICLE.read_text(encoding="utf-8").partition("\n")
    published = datetime(2025, 8, 6, 18, tzinfo=UTC) if dated else None
    story = Story(id="talks", outlet="The Tribune", title=title, published=published, text=text)
    return story, read(story)


def told(question: str, now: datetime = ON_THE_DAY, *, dated: bool = True) -> str:
    story, facts = _story(dated)
    return text_of(ask(question, (story,), facts, now=now))


@pytest.mark.parametrize("question", ["What deadline applies to Russia?", "When does the deadline expire?"])
def test_the_deadline_on_the_day_comes_with_the_days_left(question: str) -> None:
    """The setter, whom it binds, what they must do, the day, how far off, and what follows."""
    found = told(question)

    for words in ("Donald Trump", "Russia", "agree to peace in Ukraine", "new sanctions"):
        assert words in found
    assert "is Friday 8 August 2025, in 2 days" in found


@pytest.mark.parametrize("question", ["What deadline applies to Russia?", "When does the deadline expire?"])
def test_the_deadline_long_after_says_that_nothing_is_stored_about_it(question: str) -> None:
    """A day that has passed is told as past, and silence is not filled."""
    found = told(question, LONG_AFTER)

    assert "was Friday 8 August 2025" in found
    assert "that day has passed, and no stored article says what followed" in found


def test_without_a_date_of_publication_no_calendar_day_is_given_and_the_remedy_is_named() -> None:
    """No guess from the day of ingest."""
    found = told("What deadline applies to Russia?", LONG_AFTER, dated=False)

    assert "the article carries no date, so no calendar day can be given" in found
    assert "--published" in found
    assert "2025" not in found


def test_who_met_putin_is_told_with_days_and_length() -> None:
    """Both meetings, the vaguely dated one as vague as it is."""
    found = told("Who met Putin?")

    assert "Steve Witkoff" in found
    assert "Wednesday 6 August 2025 for around three hours" in found
    assert "Alexander Lukashenko" in found
    assert "Monday 28 July 2025 to Sunday 3 August 2025" in found


def test_who_greeted_whom_is_told_without_a_day_that_nobody_gives() -> None:
    """ "Earlier" is no day."""
    found = told("Who greeted Witkoff on arrival?")

    assert "Kirill Dmitriev" in found
    assert "a park near the Kremlin" in found
    assert "August" not in found


def test_a_summit_that_is_asked_for_is_neither_planned_nor_held() -> None:
    """No upgrade."""
    found = told("Is a leaders' summit planned?")

    assert "not agreed" in found
    assert "chief of staff" in found
    assert not found.startswith("Yes")


def test_what_might_be_proposed_keeps_its_might_and_its_reporters() -> None:
    """No yes where the article says "might"."""
    found = told("Did the Kremlin propose a moratorium on air strikes?")

    assert not found.startswith("Yes")
    assert found.startswith("abstained") or ("might propose" in found and "Bloomberg" in found)


def test_statements_keep_their_speaker() -> None:
    """A claim is shown as a claim."""
    found = told("What does the Kremlin say about threats to penalise countries that trade with Russia?")

    assert "Kremlin says" in found
    assert "illegal" in found


@pytest.mark.parametrize("now", [ON_THE_DAY, LONG_AFTER])
@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    "question",
    [
        "Where exactly did the talks take place?",
        "Where did Witkoff and Putin meet?",
        "What did Russia offer?",
        "Were sanctions imposed?",
    ],
)
def test_what_the_article_does_not_tell_is_not_answered(question: str, now: datetime, dated: bool) -> None:
    """Sharing the words of the question is no answer to it."""
    assert told(question, now, dated=dated).startswith("abstained")


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    "question",
    [
        "What is Tribune Premium?",
        "What exclusive insights are unlocked?",
        "Who is the envoy?",
        "Who met Putin?",
        "When does the deadline expire?",
        "What benefits do members get?",
    ],
)
def test_nothing_of_the_banner_is_ever_shown(question: str, dated: bool) -> None:
    """An advertisement is no news."""
    story, facts = _story(dated)
    answer = ask(question, (story,), facts, now=ON_THE_DAY)
    shown = text_of(answer)
    if isinstance(answer, Abstention):
        shown = " ".join(sentence.text for sentence in answer.nearest)

    for words in ("Unlock", "Exclusive", "Premium", "Benefits", "Expert Analysis"):
        assert words not in shown
