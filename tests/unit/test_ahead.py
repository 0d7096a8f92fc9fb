"""What is read ahead of questions changes no answer, and is read once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot import ahead
from bot.ahead import ReadingAhead
from bot.model.chat import Question
from bot.model.text import Told
from bot.testing.newsroom import Newsroom, asker
from bot.text import cover

NOW = datetime(2025, 8, 4, 12, tzinfo=UTC)
TEXTS = (
    "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday. Kovar gave Szabo until October 5 to reply.",
    'VIENNA (Memo) - Anna Kovar and Peter Szabo met in Vienna on Monday. Szabo said that the border "must not close".',
    "OSLO (Memo) - Norway gave Denmark until October 9 to repair the cable. About 300 people marched, organisers said.",
)
QUESTIONS = (
    "When did Anna Kovar meet Peter Szabo?",
    "What deadline applies to Szabo?",
    "What did Szabo say?",
    "By when must Denmark repair the cable?",
    "Who resigned?",
)


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=NOW) as room:
        for number, text in enumerate(TEXTS):
            await room.ingest(text, outlet=f"Paper {number}", channel="C9" if number == 2 else None)
        yield room


async def test_answers_are_the_same(room: Newsroom) -> None:
    """Whoever asks, wherever."""

    async def asked() -> list[str]:
        return [
            repr(await room.service.ask(Question(text=words, requester=asker(channel=channel)), now=NOW))
            for words in QUESTIONS
            for channel in (None, "C9")
        ]

    before = await asked()
    assert await ReadingAhead(room.store, most=9).tick(NOW) == len(TEXTS)
    assert await asked() == before


async def test_a_question_finds_the_readings(room: Newsroom) -> None:
    """No line of an article is read when it is asked about; texts of private channels are read as well."""
    cover._kept_line.cache_clear()
    cover._kept_text.cache_clear()
    await ReadingAhead(room.store, most=9).tick(NOW)
    read = cover._kept_text.cache_info().misses
    assert read > 0
    for channel in (None, "C9"):
        await room.service.ask(Question(text=QUESTIONS[0], requester=asker(channel=channel)), now=NOW)
    assert cover._kept_text.cache_info().misses == read


async def test_each_text_is_read_once_the_latest_first(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In small turns; an article that comes in later is the next."""
    read: list[str | None] = []
    monkeypatch.setattr(ahead, "AT_ONCE", 2)

    def note(told: Told, *_: object) -> None:
        read.append(told.outlet)

    monkeypatch.setattr(ahead, "read_ahead", note)
    reading = ReadingAhead(room.store, most=3)
    assert await reading.tick(NOW) == 2
    await room.ingest("BERN (Post) - The council met on Monday.", outlet="Paper 3")
    assert [await reading.tick(NOW) for _ in range(3)] == [2, 0, 0]
    assert read == ["Paper 2", "Paper 1", "Paper 3", "Paper 0"]


async def test_no_more_than_asked_for_is_read(room: Newsroom) -> None:
    """Memory is bounded."""
    reading = ReadingAhead(room.store, most=1)
    assert [await reading.tick(NOW) for _ in range(2)] == [1, 0]
