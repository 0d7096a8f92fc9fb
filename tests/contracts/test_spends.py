"""What language models cost and replied: the promises of `bot.ports.SpendStore` and of kept replies, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.errors import NotFoundError
from bot.llm.meter import Meter, Prices
from bot.model.ids import ArticleId
from bot.ports import ModelCall, Purpose, SpendStore, Usage
from bot.storage.store import SqlStore
from tests.contracts.making import EVERYONE, HOME, OTHER, tell_alone

NOW = datetime(2025, 8, 31, 23, 30, tzinfo=UTC)
PRICES = Prices(input=Decimal("0.15"), output=Decimal("0.60"))


@pytest.fixture
async def archive(database_url: str) -> AsyncIterator[SqlStore]:
    """A store on either database."""
    store = await SqlStore.open(database_url)
    yield store
    await store.close()


def usage(asked: int, written: int, *, thinking: int = 0, estimated: bool = False) -> Usage:
    return Usage(input_tokens=asked, output_tokens=written, reasoning_tokens=thinking, estimated=estimated)


def call(
    about: str = "answer-1", *, purpose: Purpose = Purpose.ANSWER, at: datetime = NOW, **tokens: int
) -> ModelCall:
    counted = usage(tokens.get("asked", 700), tokens.get("written", 100), thinking=tokens.get("thinking", 0))
    return ModelCall(at=at, purpose=purpose, about=about, model="m", usage=counted, cost=PRICES.cost(counted))


def test_thinking_is_paid_as_output() -> None:
    """It is part of the output tokens already; counted twice it would double the bill."""
    assert PRICES.cost(usage(1_000_000, 500_000, thinking=400_000)) == Decimal("0.45")
    assert PRICES.cost(usage(1, 0)) == Decimal("0.000000")
    assert Prices().cost(usage(10**9, 10**9)) == 0


async def test_old_calls_go_and_the_sums_of_their_month_stay(archive: SqlStore) -> None:
    """The bill of a year ago can still be looked up, its thousands of lines cannot; a call at the moment itself stays."""
    await archive.spends.add_calls(HOME, [call(), call("answer-2", at=NOW + timedelta(days=40))])
    await archive.spends.add_calls(OTHER, [call("theirs", at=NOW - timedelta(seconds=1))])

    assert await archive.spends.forget_calls(NOW) == 1
    assert await archive.spends.forget_calls(NOW + timedelta(days=40)) == 1

    assert [one.about for one in await archive.spends.list_calls(HOME)] == ["answer-2"]
    [month] = await archive.spends.month(HOME, NOW)
    assert month.calls == 1


async def test_calls_come_back_as_they_were_kept(archive: SqlStore) -> None:
    """Per answer: the call and its repair share a name."""
    calls = [
        call(thinking=60),
        call(purpose=Purpose.REPAIR, asked=300),
        call("answer-2", at=NOW + timedelta(seconds=1)),
    ]
    for one in calls:
        await archive.spends.add_calls(HOME, [one])

    assert await archive.spends.list_calls(HOME) == tuple(reversed(calls))
    assert await archive.spends.list_calls(HOME, limit=1) == (calls[2],)
    assert await archive.spends.list_calls(OTHER) == ()


async def test_a_month_adds_up_by_purpose_and_ends_in_utc(archive: SqlStore) -> None:
    """Endpoints bill by UTC; the last evening of a month west of it is theirs of the next."""
    store: SpendStore = archive.spends
    await store.add_calls(HOME, [call(), call(), call(purpose=Purpose.REPAIR)])
    await store.add_calls(HOME, [call(at=NOW + timedelta(hours=1))])
    await store.add_calls(OTHER, [call()])

    answers, repairs = await store.month(HOME, NOW)

    assert (answers.purpose, answers.calls, answers.usage.input_tokens) == (Purpose.ANSWER, 2, 1400)
    assert answers.cost == 2 * call().cost
    assert (repairs.purpose, repairs.calls) == (Purpose.REPAIR, 1)
    [september] = await store.month(HOME, NOW + timedelta(hours=1))
    assert september.calls == 1
    assert await store.month(HOME, NOW - timedelta(days=40)) == ()


async def test_many_at_once_lose_nothing(archive: SqlStore) -> None:
    """A cap that forgets calls made in the same moment does not hold."""
    await asyncio.gather(*(archive.spends.add_calls(HOME, [call(f"answer-{n}")]) for n in range(20)))

    [month] = await archive.spends.month(HOME, NOW)
    assert month.calls == 20


async def test_a_cap_is_per_workspace_and_per_month(archive: SqlStore) -> None:
    """What one team spends takes nothing from another, and a new month begins at nothing."""
    meter = Meter(store=archive.spends, prices=PRICES, cap=2 * call().cost)
    for _ in range(2):
        assert await meter.allows(HOME, NOW)
        await meter.note(HOME, [(Purpose.ANSWER, usage(700, 100))], about="a", model="m", now=NOW)

    assert not await meter.allows(HOME, NOW)
    assert await meter.allows(OTHER, NOW)
    assert await meter.allows(HOME, NOW + timedelta(hours=1))
    assert await Meter(store=archive.spends, prices=PRICES).allows(HOME, NOW)


async def test_a_reply_is_kept_under_what_was_asked_and_goes_with_its_text(archive: SqlStore) -> None:
    """Asked once; and nothing of an erased article stays behind."""
    told = await tell_alone(archive, "a", "Ferry talks.")
    async with archive.writing(HOME) as writer:
        await writer.put_reply(told.id, "extract:1:m:abc", '{"facts": []}')
        await writer.put_reply(told.id, "extract:1:m:abc", "said again")

    assert await archive.find_reply(HOME, "extract:1:m:abc") == '{"facts": []}'
    assert await archive.find_reply(OTHER, "extract:1:m:abc") is None
    assert await archive.find_reply(HOME, "extract:2:m:abc") is None
    async with archive.writing(HOME) as writer:
        await writer.delete_article(ArticleId("a"))
    assert await archive.find_reply(HOME, "extract:1:m:abc") is None
    with pytest.raises(NotFoundError):
        await archive.get_article(EVERYONE, ArticleId("a"))
