"""Feeds are followed from a chat, and the place that asked for one is told once when it has died."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.desk.feeds import DEAD_JOB, ChannelFeeds, DeadFeeds, jobs_when_dead
from bot.ingest.fetch import Page
from bot.model.chat import Notice
from bot.model.sources import Source
from bot.sources import Sources
from bot.storage.sources import SqlSourceStore
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
FEED = "https://news.example/rss"
BODY = b"<rss version='2.0'><channel><title>Harbour News</title><item><title>A</title><link>https://news.example/a</link></item></channel></rss>"


@dataclass
class OneFeed:
    """Answers every address with one feed."""

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        return Page(url=url, body=BODY, media_type="application/rss+xml")


async def nothing(*_given: Any, **_named: Any) -> Any:
    raise AssertionError("no article is read here")


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        kept = SqlSourceStore(room.store.engines)
        sources = Sources(store=kept, fetcher=OneFeed(), read=nothing, take=nothing, clock=lambda: room.now)
        room.desk.orders.feeds = ChannelFeeds(
            channels=room.desk.channels, posts=room.store.posts, sources=sources
        )
        yield room


def said(room: Newsroom) -> str:
    body = room.platform.posts[-1][1].body
    assert isinstance(body, Notice)
    return body.text


async def source(room: Newsroom) -> Source:
    [found] = await SqlSourceStore(room.store.engines).list_sources(TEAM)
    return found


async def test_a_feed_is_followed_listed_and_dropped_in_a_chat(room: Newsroom) -> None:
    """Without a terminal, by whoever may add articles here."""
    await room.say(f"feeds add <{FEED}>")
    assert said(room) == f"Following Harbour News ({FEED})."
    await room.say(f"feeds add {FEED}")
    assert "followed already" in said(room)
    await room.say("feeds")
    assert f"• Harbour News ({FEED}) – every 30 minutes" in said(room)
    await room.say("settings ingest admins", requester=asker(admin=True))
    await room.say(f"feeds remove {FEED}")
    assert "only admins" in said(room).casefold()
    await room.say(f"feeds remove {FEED}", requester=asker(admin=True))
    assert "No longer following" in said(room)
    await room.say("feeds")
    assert "Nothing is followed here" in said(room)


async def test_a_private_channels_feed_is_its_own(room: Newsroom) -> None:
    """What a closed room follows is nobody else's business."""
    await room.say(f"feeds add {FEED}", channel="C9", requester=asker(channel="C9"))
    assert (await source(room)).audience == "C9"
    await room.say("feeds")
    assert "Nothing is followed here" in said(room)


async def die(room: Newsroom, at: datetime) -> None:
    """The feed has not answered for days; the poll that notices it adds the job, as `Sources` does."""
    kept = SqlSourceStore(room.store.engines)
    dead = replace(
        await source(room), dead=True, error="news.example answered 500", failing_since=at, polled=at
    )
    await kept.keep(TEAM, sources=[dead], jobs=jobs_when_dead(dead))
    room.now = max(room.now, at) + timedelta(seconds=2)
    handler = DeadFeeds(desk=room.desk, posts=room.store.posts, sources=kept, clock=lambda: room.now)
    worker = room.worker()
    worker._handlers[DEAD_JOB] = handler.handle
    for _ in range(3):
        room.now += timedelta(seconds=2)
        await worker.run_due()


async def test_a_dead_feed_is_told_once_where_it_was_asked_for(room: Newsroom) -> None:
    """Once for each death: after it lived again, a second one is told too."""
    await room.say(f"feeds add {FEED}", channel="C7")
    for at in (START + timedelta(days=4), START + timedelta(days=4), START + timedelta(days=40)):
        await die(room, at)

    told = room.sent("A feed has died")
    assert [place.channel for place, _ in told] == ["C7", "C7"]
    assert isinstance(told[0][1].body, Notice)
    assert "news.example answered 500" in told[0][1].body.text
    await room.say("log", channel="C7")
    assert "told that it has died" in said(room)


async def test_a_feed_of_the_terminal_is_logged_only(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody in a chat asked for it."""
    await room.say(f"feeds add {FEED}")
    await room.store.posts.put_choice(TEAM, f"source:{(await source(room)).id}", "told", None)
    await die(room, START + timedelta(days=4))

    assert room.sent("A feed has died") == []
    assert f"feed {FEED} has died" in caplog.text
