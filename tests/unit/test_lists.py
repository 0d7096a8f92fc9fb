"""Lists of records, and what is said when there is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.errors import NotFoundError
from bot.model.answers import Abstention
from bot.model.chat import Question
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)


async def test_an_empty_list_says_for_whom_and_when_nothing_was_found(sqlite_url: str) -> None:
    """A name that was misread, or a day that was taken for a name, shows at once."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)

    met = await service.tell_records("meeting", asker(), now=NOW, parties=("Ann Lee", "Bo Ek"))
    due = await service.tell_records(
        "deadline", asker(), now=NOW, first=date(2025, 8, 1), last=date(2025, 8, 9)
    )

    assert isinstance(met, Abstention)
    assert met.missing == "which meetings took place, of “Ann Lee” and “Bo Ek”"
    assert isinstance(due, Abstention)
    assert due.missing == "which deadlines apply, from Friday 1 August 2025, up to Saturday 9 August 2025"
    await store.close()


@pytest.mark.parametrize("text", ["Wen hat Ahlers getroffen?", "Qui a rencontré Marchal ?"])
async def test_what_is_not_told_is_named_in_the_askers_words(sqlite_url: str, text: str) -> None:
    """Questions are planned word by word in English; nobody should have to read that."""
    store = await SqlStore.open(sqlite_url)

    answer = await BriefingService(store=store).ask(Question(text=text, requester=asker()), now=NOW)

    assert isinstance(answer, Abstention)
    assert answer.missing.casefold() == text.rstrip(" ?").casefold()
    await store.close()


async def test_an_article_that_is_not_stored_is_asked_for_in_words_that_every_platform_takes(
    sqlite_url: str,
) -> None:
    """A chat has no command line."""
    store = await SqlStore.open(sqlite_url)

    with pytest.raises(NotFoundError, match=r"add it with: ingest https://a\.example/1"):
        await BriefingService(store=store).brief("https://a.example/1", asker(), now=NOW)

    await store.close()
