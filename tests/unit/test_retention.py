"""What an operator promised to forget is forgotten, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.model.ids import ArticleId, MemberId
from bot.model.posts import ASKED, Act
from bot.model.text import Scope
from bot.ports import ModelCall, Purpose, Usage
from bot.retention import Forgotten, Keep, Retention
from bot.storage.sources import SqlSourceStore
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
TALKS = "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday."
OTHER = "OSLO (Ledger) - Norway gave Denmark until October 5 to repair the cable."


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        await room.ingest(TALKS, outlet="The Ledger")
        await room.ingest(OTHER, outlet="Memo", channel="C9")
        await room.say("Who met Anna Kovar?")
        room.now += timedelta(days=40)
        await room.ingest(OTHER.replace("cable", "pier"), outlet="The Ledger")
        await room.say("Who met Anna Kovar?", key="again")
        yield room


def retention(room: Newsroom, keep: Keep) -> Retention:
    async def forget(article: ArticleId, scope: Scope) -> None:
        await room.service.forget(article, asker(channel=scope.channel))

    return Retention(
        store=room.store,
        jobs=room.store.jobs,
        posts=room.store.posts,
        sources=SqlSourceStore(room.store.engines),
        spends=room.store.spends,
        forget=forget,
        keep=keep,
    )


async def test_keeping_everything_works_on_a_leap_day(sqlite_url: str) -> None:
    """Nothing is forgotten, and `dateline serve` starts on 29 February."""
    leap_day = datetime(2028, 2, 29, 12, tzinfo=UTC)
    async with Newsroom.open(sqlite_url, now=leap_day) as room:
        await room.ingest(TALKS, outlet="The Ledger")

        done = await retention(room, Keep(articles=None, posts=400, jobs=30)).run(leap_day)

        assert done.articles == 0
        assert len(await room.service.articles(asker())) == 1


async def test_old_articles_posts_and_work_go_and_new_ones_stay(room: Newsroom) -> None:
    """Articles of closed rooms too; what they told is told no more."""
    act = Act(member=MemberId("U1"), what="good", about="p", at=START)
    await room.store.posts.add_act(TEAM, act)

    call = ModelCall(
        at=START,
        purpose=Purpose.ANSWER,
        about="p",
        model="m",
        usage=Usage(input_tokens=9, output_tokens=1),
        cost=Decimal(2),
    )
    await room.store.spends.add_calls(TEAM, [call, replace(call, at=room.now)])

    done = await retention(room, Keep(articles=30, posts=30, jobs=30)).run(room.now)

    assert (done.articles, done.posts, done.acts, done.calls) == (2, 1, 1, 1)
    assert done.jobs > 0
    for channel in (None, "C9"):
        [told] = await room.service.articles(asker(channel=channel))
        assert told.known > START + timedelta(days=30)
    assert len(await room.store.posts.find_posts(TEAM)) == 1
    assert await room.service.records("meeting", asker()) == ()


async def test_that_somebody_asked_is_forgotten_after_a_day(room: Newsroom) -> None:
    """It is counted for an hour, and is nobody's business afterwards."""
    for hours in (1, 30):
        act = Act(member=MemberId("U1"), what=ASKED, about="e", at=room.now - timedelta(hours=hours))
        await room.store.posts.add_act(TEAM, act)

    assert (await retention(room, Keep()).run(room.now)).acts == 1
    assert len(await room.store.posts.list_acts(TEAM, what=ASKED)) == 1


async def test_articles_are_kept_for_good_unless_asked(room: Newsroom) -> None:
    """An archive is what most people want."""
    done = await retention(room, Keep()).run(room.now + timedelta(days=9_000))

    assert done.articles == 0
    assert len(await room.service.articles(asker())) == 2


async def test_it_runs_once_a_day(room: Newsroom) -> None:
    """It is looked at every hour, and a clock that is set back does not make it run again and again."""
    daily = retention(room, Keep(jobs=3))
    ran = [await daily.tick(room.now + timedelta(hours=hour)) for hour in (0, 1, 23, 24, 25, 20, 48)]

    assert ran == [1, 0, 0, 1, 0, 0, 1]
    assert await daily.run(room.now) == Forgotten()
