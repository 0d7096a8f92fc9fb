"""What a member is told when something cannot be done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.digest_orders import DIGEST_HELP
from bot.desk.orders import read_order
from bot.desk.replies import reply_to_error
from bot.errors import BotError, InputError
from bot.model.chat import Notice
from bot.model.ids import FactId
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)


def told(error: BotError) -> str:
    body = reply_to_error(error).body
    assert isinstance(body, Notice)
    return body.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (DIGEST_HELP, "Try: digest on 08:30"),
        ("which day? Such as: digest show 2025-08-06", "Which day? Such as:"),
        ("settings of articles; there are none of 'x'", "Settings of articles;"),
        ("a time is 00:00 to 23:59, got 25:00", "A time is 00:00 to 23:59, got 25:00."),
    ],
)
def test_what_to_write_is_shown_as_it_is_written(words: str, shown: str) -> None:
    """ "Digest on 08:30 ..." with a capital and a full stop reads as something that was done."""
    assert told(InputError(words)).startswith(shown)


@pytest.mark.parametrize(("name", "rest"), [("settings", "frobnicate"), ("feeds", "burn"), ("correct", "")])
def test_an_order_that_is_not_understood_shows_how_it_is_written(name: str, rest: str) -> None:
    """The commands stand there to be copied."""
    with pytest.raises(InputError) as raised:
        read_order(name, rest)

    assert told(raised.value).startswith(f"Try: {name}")


async def test_where_nothing_is_fetched_a_member_reads_what_to_do_instead(sqlite_url: str) -> None:
    """ "I could not fetch that address" would be tried again and again."""
    store = await SqlStore.open(sqlite_url)

    with pytest.raises(BotError) as raised:
        await BriefingService(store=store).ingest_text_or_link("https://a.example/1", asker(), now=NOW)

    assert told(raised.value) == "Fetching is switched off here; paste the article's text instead."
    await store.close()


async def test_a_fact_that_is_not_there_is_told_without_a_shell(sqlite_url: str) -> None:
    """A member of a chat finds the names of facts under an answer."""
    store = await SqlStore.open(sqlite_url)

    with pytest.raises(BotError) as raised:
        await BriefingService(store=store).explain(FactId("fact_1"), asker())

    assert "“Why this?” under an answer" in told(raised.value)
    await store.close()
