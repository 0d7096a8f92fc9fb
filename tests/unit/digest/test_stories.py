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
from bot.news import Digest, Window
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, asker

FOLDER = Path(__file__).parents[2] / "data" / "digests"
STORIES, MORE = (
    [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    for name in ("stories.jsonl", "more-stories.jsonl")
)


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


async def test_of_more_stories_most_updates_are_seen_and_what_is_known_is_not_told_again(
    tmp_path: Path,
) -> None:
    """In other styles, written before the rules were: some facts are not read, so the shares are less than one."""
    seen: list[str] = []
    again: list[str] = []
    lost: list[str] = []
    for number, story in enumerate(MORE):
        digest = await second_day(f"sqlite:///{tmp_path / f'{number}.sqlite3'}", story)
        told = quotes(digest, Label.NEW, Label.UPDATE)
        if story["update"] is not None and holds(quotes(digest, Label.UPDATE), story["update"]):
            seen.append(story["name"])
        if any(holds(told, words) for words in story["silent"]):
            again.append(story["name"])
        if story["new"] is not None and not holds(quotes(digest, Label.NEW), story["new"]):
            lost.append(story["name"])

    assert len(seen) >= 0.75 * sum(story["update"] is not None for story in MORE), seen
    assert len(again) <= 2, again
    assert lost == []
