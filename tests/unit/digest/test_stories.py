"""Small stories of our own, from the articles to the digest: what goes on is an update, what is only told again is nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.model.chat import Length
from bot.model.news import Label
from bot.model.text import Scope
from bot.news import Digest
from bot.said import Window
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, asker

FOLDER = Path(__file__).parents[2] / "data" / "digests"
STORIES, MORE, TURNS = (
    [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    for name in ("stories.jsonl", "more-stories.jsonl", "turns.jsonl")
)


# each known miss, and why; a story that comes right must leave this list
MISSED = {
    "a sentence on the history of a dispute": "a threat told without its condition is read as set",
    "a visit is put off without a new day": "who opens something is in no record",
}


def cases(stories: list[dict[str, Any]]) -> list[Any]:
    """The stories as parameters, known misses as strict expected failures."""
    return [
        pytest.param(
            story,
            id=story["name"],
            marks=[pytest.mark.xfail(reason=MISSED[story["name"]], strict=True)]
            if story["name"] in MISSED
            else [],
        )
        for story in stories
    ]


async def second_day(url: str, story: dict[str, Any]) -> Digest:
    """The digest of the second day, for a channel that had one on the first."""
    store = await SqlStore.open(url)
    service = BriefingService(store=store)
    since = until = datetime(2025, 1, 1, tzinfo=UTC)
    for day, words in zip(story["days"], (story["first"], story["second"]), strict=True):
        now = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        since, until = until, now + timedelta(hours=6)
        await service.ingest({"text": words, "outlet": f"Paper of {day}", "published": day}, asker(), now=now)
    window = Window(since=since, until=until, zone="UTC")
    digest = await service.news.digest(Scope(workspace=TEAM), window, length=Length.FULL)
    await store.close()
    return digest


def quotes(digest: Digest, *labels: Label) -> list[str]:
    """What is cited under these labels."""
    return [
        citation.quote.text
        for line in digest.lines
        if line.item.label in labels
        for sentence in line.sentences
        for citation in sentence.citations
    ]


def holds(told: list[str], words: str) -> bool:
    """Whether a quote tells these words, or a part of them."""
    return any(words in one or one in words for one in told)


@pytest.mark.parametrize("story", STORIES, ids=[story["name"] for story in STORIES])
async def test_a_story_that_goes_on_is_an_update(sqlite_url: str, story: dict[str, Any]) -> None:
    """In corporate news, courts, strikes, licences and diplomacy; the words that make the news are among the citations."""
    digest = await second_day(sqlite_url, story)

    updates = quotes(digest, Label.UPDATE)
    if story["update"] is None:
        assert updates == []
        assert not any(
            line.item.label is Label.NEW for line in digest.lines if "until" in str(line.sentences)
        )
    else:
        assert any(words in story["update"] or story["update"] in words for words in updates), updates


@pytest.mark.parametrize("story", cases(MORE))
async def test_more_stories_in_other_styles(sqlite_url: str, story: dict[str, Any]) -> None:
    """What goes on is an update, what is known is not told again, what is really new is new."""
    digest = await second_day(sqlite_url, story)

    told = quotes(digest, Label.NEW, Label.UPDATE)
    assert story["update"] is None or holds(quotes(digest, Label.UPDATE), story["update"])
    assert not any(holds(told, words) for words in story["silent"])
    assert story["new"] is None or holds(quotes(digest, Label.NEW), story["new"])


@pytest.mark.parametrize("story", cases(TURNS))
async def test_what_became_of_a_plan_is_told_and_the_plan_is_not_told_again(
    sqlite_url: str, story: dict[str, Any]
) -> None:
    """A deed that was planned is an update in the article's own words; what only speaks of the plan is none."""
    digest = await second_day(sqlite_url, story)

    updates = quotes(digest, Label.UPDATE)
    assert holds(updates, story["update"]) if story["update"] else not updates
    assert not any(holds(quotes(digest, Label.NEW), words) for words in story["silent"])
