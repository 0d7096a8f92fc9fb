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

FILE = Path(__file__).parents[2] / "data" / "digests" / "stories.jsonl"
STORIES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


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


@pytest.mark.parametrize("story", STORIES, ids=[story["name"] for story in STORIES])
async def test_a_story_that_goes_on_is_an_update(sqlite_url: str, story: dict[str, Any]) -> None:
    """In corporate news, courts, strikes, licences and diplomacy; the words that make the news are among the citations."""
    digest = await second_day(sqlite_url, story)

    updates = [
        citation.quote.text
        for line in digest.lines
        if line.item.label is Label.UPDATE
        for sentence in line.sentences
        for citation in sentence.citations
    ]
    if story["update"] is None:
        assert updates == []
        assert not any(
            line.item.label is Label.NEW for line in digest.lines if "until" in str(line.sentences)
        )
    else:
        assert any(words in story["update"] or story["update"] in words for words in updates), updates
