"""What a day was before it was moved, whether it is still that day, how often it moved; and both sides of what is told twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.model.answers import Briefing
from bot.model.chat import Question
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

ARTICLES = (
    ("2026-03-02", "Varn Council", "Objections to the closure of Quay Street library must reach the town clerk by noon on Friday 27 March 2026. The committee will hear the objections on 9 April."),
    ("2026-03-16", "Varn Council", "Objections to the closure of Quay Street library must now be received by noon on Friday 17 April 2026. The committee will hear the objections on 30 April instead of 9 April."),
    ("2026-03-20", "Varn Post", "Head librarian Moira Tench said the roof would cost 300,000 crowns to mend. Tom Aldous, for the readers, said the figure was inflated and that a builder had put it at 120,000.\n\n"
                                "Readers went to see the mayor, Pia Rand, on Thursday. Tom Aldous says she told them the library would stay. Ms Rand says she promised only to think about it."),
)  # fmt: skip


async def told(sqlite_url: str, question: str, day: str | None = None) -> str:
    """The words of the answer; empty when there is none."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    for published, outlet, text in ARTICLES:
        moment = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": outlet, "published": published}, asker(), now=moment)
    as_of = date.fromisoformat(day) if day else None
    now = datetime.combine(as_of or date(2026, 3, 21), time(23), tzinfo=UTC)
    answer = await service.ask(Question(text=question, requester=asker(), as_of=as_of), now=now)
    await store.close()
    return " ".join(s.text for s in answer.all_sentences) if isinstance(answer, Briefing) else ""


@pytest.mark.parametrize(
    ("question", "day", "opens", "holds"),
    [
        ("Is the deadline for objections still 27 March?", "2026-03-18", "No, by these words", "17 April 2026"),
        ("Is the deadline for objections still 27 March?", "2026-03-10", "Yes, by these words", "27 March 2026"),
        ("What is the deadline for objections?", "2026-03-18", "", "17 April 2026"),
        ("When was the committee to hear the objections before it was moved?", None, "", "it was Thursday 9 April 2026"),
        ("How often was the deadline for objections extended, and until when?", None, "", "moved once"),
    ],
)  # fmt: skip
async def test_days(sqlite_url: str, question: str, day: str | None, opens: str, holds: str) -> None:
    """The question names the thing, and so joins what two articles call differently."""
    answer = await told(sqlite_url, question, day)

    assert answer.startswith(opens), answer
    assert holds in answer, answer


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("How much would the roof cost to mend?", ("300,000", "120,000")),
        ("Did Pia Rand promise the readers to keep the library?", ("would stay", "only to think about it")),
    ],
)
async def test_both_sides(sqlite_url: str, question: str, both: tuple[str, str]) -> None:
    """Where somebody next to the words that answer tells it otherwise, both are shown and no plain yes or no."""
    answer = await told(sqlite_url, question)

    assert all(words in answer for words in both), answer
    assert not answer.startswith(("Yes", "No")), answer
