"""Whole stories through the product: what held on a day, how it got there, and what voices tell differently."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import bot.intake  # noqa: F401  (reads its tables when it is first used, which must not happen in the loop here)
from bot.evaluate.arcs import Tools, predict_arcs
from bot.evaluate.arcs_files import Gold, read_gold
from bot.evaluate.arcs_score import score
from bot.ledger.origins import count_origins
from bot.model.answers import Answer, Briefing, SentenceKind
from bot.model.chat import Question, Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from tests.e2e.conftest import opened

SETS = Path(__file__).parents[1] / "evals"
WASHINGTON = timezone(timedelta(hours=-4))


@asynccontextmanager
async def told(folder: Path, articles: Sequence[dict[str, Any]]) -> AsyncIterator[BriefingService]:
    """The product after `articles` came in, each on its day."""
    async with opened(folder / "stories.sqlite3") as service:
        for row in articles:
            received = datetime.fromisoformat(row["received"])
            fields = ("text", "title", "outlet", "url", "published", "received")
            await service.ingest({name: row[name] for name in fields}, asker(), now=received)
        yield service


def asker() -> Requester:
    return Requester(
        member=MemberId("reader"), scope=Scope(workspace=WorkspaceId("w")), zone="America/New_York"
    )


async def ask(service: BriefingService, question: str, day: date) -> str:
    now = datetime.combine(day, time(23, 30), tzinfo=WASHINGTON)
    answer: Answer = await service.ask(Question(text=question, requester=asker(), as_of=day), now=now)
    assert isinstance(answer, Briefing), answer
    assert all(s.citations for s in answer.sentences if s.kind is SentenceKind.CLAIM)
    return " ".join(sentence.text for sentence in answer.sentences)


# The day on which it is asked, the state that is told first, and the days that it had before, oldest first.
ULTIMATUM = (
    ("2025-07-14", "is Tuesday 2 September 2025, in 50 days", ()),
    (
        "2025-07-28",
        "is between Thursday 7 August 2025 and Saturday 9 August 2025",
        ("Tuesday 2 September 2025",),
    ),
    (
        "2025-07-29",
        "is between Thursday 7 August 2025 and Saturday 9 August 2025",
        ("Tuesday 2 September 2025",),
    ),
    (
        "2025-08-06",
        "is Friday 8 August 2025, in 2 days",
        ("Tuesday 2 September 2025", "between Thursday 7 August 2025 and Saturday 9 August 2025"),
    ),
    (
        "2025-08-09",
        "was Friday 8 August 2025; it has passed",
        ("Tuesday 2 September 2025", "between Thursday 7 August 2025 and Saturday 9 August 2025"),
    ),
    (
        "2025-08-16",
        "was Friday 8 August 2025; it has passed",
        ("Tuesday 2 September 2025", "between Thursday 7 August 2025 and Saturday 9 August 2025"),
    ),
)


@pytest.fixture
def summer() -> list[dict[str, Any]]:
    rows = [
        json.loads(line) for line in (SETS / "dev-set" / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    return [row for row in rows if row["arc"] == "a1"]


async def test_an_ultimatum_is_told_as_it_stood_on_each_day(
    tmp_path: Path, summer: list[dict[str, Any]]
) -> None:
    """The summer of 2025: fifty days, then ten or twelve, then a fixed day, then nothing."""
    async with told(tmp_path, summer) as service:
        for name, state, before in ULTIMATUM:
            day = date.fromisoformat(name)
            stands = await ask(service, "What is Trump's deadline for Russia?", day)
            first = stands.split("“U.S.")[0].split("” “")[0]
            assert state in first, (name, stands)
            later = {"2025-07-14": "August 2025", "2025-07-28": "Friday 8", "2025-07-29": "Friday 8"}.get(
                name
            )
            assert later is None or later not in first, (name, stands)

            course = await ask(service, "How did Trump's deadline for Russia change?", day)
            assert state.split(";")[0].split(", in")[0].removeprefix("is ").removeprefix("was ") in course
            if not before:
                assert "moved" not in course
                continue
            assert f"moved {'once' if len(before) == 1 else 'twice'}" in course, (name, course)
            moved = course[course.index("moved") :]
            places = [moved.index(words) for words in before]
            assert places == sorted(places)

            if "passed" in state:
                assert (await ask(service, "Is Trump's deadline for Russia still in force?", day)).startswith(
                    "No"
                )


@pytest.fixture
def own_set() -> Gold:
    folder = SETS / "own-set-answers"
    return read_gold(folder / "articles.jsonl", folder / "arcs.jsonl")


# What the own set reached when this was written, less a few: one question more or less is no defect.
FLOORS = {  # percent
    "asof correct and supported": 80,
    "cross correct and supported": 55,
    "cross abstained on unanswerable": 60,
}


async def test_questions_in_other_wordings_are_answered(own_set: Gold, tmp_path: Path) -> None:
    """Five invented stories: what changed, who told first, who says what, what is over, what nobody tells."""
    articles, arcs = own_set
    paths = iter([tmp_path / f"{arc['id']}.sqlite3" for arc in arcs])
    tools = Tools(open_service=lambda: opened(next(paths)), count_origins=count_origins)
    predictions = [row async for row in predict_arcs(articles, arcs, tools)]
    card = score(articles, arcs, predictions)
    for name, floor in FLOORS.items():
        assert card[name]["rate"] >= floor, (name, card[name])
    assert card["bad quotes"] == 0
