"""What was told since overtakes what a record still holds, and a limit asked in other words is found by whom it binds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.model.answers import Briefing
from bot.model.chat import Question
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

ARTICLES = (
    ("2026-03-02", "Torvik Gazette", "The trial of Anton Weiss, former head of Torvik Savings, will begin on 11 May, the court in Torvik has decided."),
    ("2026-03-04", "Torvik Gazette", "The Food Agency has ordered Brannock Mills to take its rye flour off the shelves by 20 March. Brannock Mills said it would obey."),
    ("2026-05-05", "Radio Torvik", "The fraud trial of the banker Anton Weiss won't start next Monday. His judge has been taken to hospital, the court in Torvik said."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "day", "holds", "lacks"),
    [
        (
            "Was the start of the Weiss trial on 11 May still planned?",
            "2026-05-06",
            "won't start next Monday",
            None,
        ),
        (
            "Was the start of the Weiss trial on 11 May still planned?",
            "2026-04-06",
            None,
            "No, by these words",
        ),
        ("By when must Brannock Mills stop selling the flour?", "2026-03-05", "20 March 2026", None),
    ],
)
async def test_the_newest_words_lead(
    sqlite_url: str, question: str, day: str, holds: str | None, lacks: str | None
) -> None:
    """As known on a day: what came in later plays no part."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    for published, outlet, text in ARTICLES:
        moment = datetime.fromisoformat(f"{published}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": outlet, "published": published}, asker(), now=moment)
    as_of = date.fromisoformat(day)
    now = datetime.combine(as_of, datetime.min.time(), tzinfo=UTC).replace(hour=23)
    answer = await service.ask(Question(text=question, requester=asker(), as_of=as_of), now=now)
    told = " ".join(s.text for s in answer.all_sentences) if isinstance(answer, Briefing) else ""
    await store.close()

    assert holds is None or holds in told, told
    assert lacks is None or lacks not in told, told
