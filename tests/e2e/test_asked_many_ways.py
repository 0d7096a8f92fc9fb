"""Questions in the many ways in which people ask: in time or late, why, how a price moved, who wrote it first; and what nobody told."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.model.answers import Briefing
from bot.model.chat import Question
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

ARTICLES = (
    ("2026-05-04", "Brill Post", "Norring Ferries made an offer of 8 crowns a share for Sandby Lines on Monday. Its head called the price fair. The Harbour Board must decide on the takeover by 29 May. "
                                 "Norring can sell the two old ferries, its head said."),
    ("2026-05-18", "Brill Post", "Norring Ferries raised its offer for Sandby Lines to 9.50 crowns a share on Monday. An internal letter was leaked.\n\n"
                                 "A leaked letter, seen by the Brill Post, speaks of a third bidder. The hearing of the captains was put off to 2 June. "
                                 "The captains' lawyer had asked for more time to read the file."),
    ("2026-05-27", "Radio Brill", "The Harbour Board approved the takeover of Sandby Lines on Wednesday, two days before its deadline ran out. "
                                  "The Tide Mail had reported on Tuesday that it would."),
)  # fmt: skip


async def told(sqlite_url: str, question: str) -> str:
    """The words of the answer; empty when there is none."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    for published, outlet, text in ARTICLES:
        moment = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": outlet, "published": published}, asker(), now=moment)
    now = datetime.combine(date(2026, 5, 28), time(9), tzinfo=UTC)
    answer = await service.ask(Question(text=question, requester=asker()), now=now)
    await store.close()
    return " ".join(s.text for s in answer.all_sentences) if isinstance(answer, Briefing) else ""


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Did the Harbour Board decide in time?", ("Yes", "two days before its deadline ran out")),
        ("Did the Harbour Board miss the deadline for the takeover?", ("No", "two days before")),
        ("Why was the hearing of the captains put off?", ("had asked for more time",)),
        ("How did the price of the offer change?", ("8 crowns a share", "9.50 crowns a share")),
    ],
)
async def test_answered(sqlite_url: str, question: str, holds: tuple[str, ...]) -> None:
    """Each by words of the articles that do not repeat the question's."""
    answer = await told(sqlite_url, question)

    assert all(words in answer for words in holds), answer


@pytest.mark.parametrize(
    "question",
    ["Who leaked the letter?", "Who sold the two old ferries?"],
)
async def test_not_answered(sqlite_url: str, question: str) -> None:
    """What is only allowed, and what a thing is called, is no deed of anybody."""
    assert await told(sqlite_url, question) == ""


OFF = (
    ("2026-06-02", "Brill Post", "Harbour master Jon Vane will meet the captains' speaker, Ida Moss, in Brill on 9 June, his office said."),
    ("2026-06-08", "Radio Brill", "The meeting of Jon Vane and Ida Moss will not take place on Tuesday as planned. Vane has a cold, his office said; the new date is 16 June."),
)  # fmt: skip


async def test_the_new_day_of_what_is_off(sqlite_url: str) -> None:
    """It may be told a sentence after the words that call the thing off."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    for published, outlet, text in OFF:
        moment = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": outlet, "published": published}, asker(), now=moment)
    question = Question(text="When will Jon Vane and Ida Moss meet?", requester=asker())
    answer = await service.ask(question, now=datetime(2026, 6, 8, 18, tzinfo=UTC))
    await store.close()

    assert isinstance(answer, Briefing)
    assert "16 June" in " ".join(s.text for s in answer.all_sentences)
