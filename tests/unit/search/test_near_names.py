"""A name that nothing stored holds, and the stored ones that it may be a slip of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.answers import Abstention
from bot.model.chat import Question
from bot.search.near_names import nearest
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker


@pytest.mark.parametrize(
    ("typed", "names", "near"),
    [
        ("hoxani", ["Mira Hoxhani", "Jon Hale", "Port Board"], ("Mira Hoxhani",)),
        ("hale", ["Jon Hales", "Ada Hall", "Harbour Board"], ("Jon Hales", "Ada Hall")),
        ("bundesbank", ["Bund", "Bank of Varn"], ()),
    ],
)
def test_nearest(typed: str, names: list[str], near: tuple[str, ...]) -> None:
    """By any one word of a name, of about the same length."""
    assert nearest(typed, names) == near


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("Whom did Hoxani meet?", "Nothing stored names Hoxani. Perhaps meant: Mira Hoxhani."),
        ("Whom did Brandt meet?", None),
        ("What did Hoxhani sell?", None),
    ],
)
async def test_hint(sqlite_url: str, question: str, note: str | None) -> None:
    """Only where nothing is told, and never for a name that is stored."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    text = "Foreign Minister Mira Hoxhani met the mayor of Varn, Jon Hale, on Monday."
    moment = datetime(2026, 3, 3, 12, tzinfo=UTC)
    await service.ingest(
        {"text": text, "outlet": "Varn Post", "published": "2026-03-03"}, asker(), now=moment
    )
    answer = await service.ask(Question(text=question, requester=asker()), now=moment)
    await store.close()

    assert isinstance(answer, Abstention)
    assert answer.note == note
