"""What was read for one question changes no other answer: asked in another order, of a service that has read nothing yet."""

from __future__ import annotations

import functools
import gc
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.model.chat import Length, Question
from bot.ports import ModelRequest, Piece
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import asker

SET = Path(__file__).parents[1] / "evals" / "dev-set"
ARC = "a1"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
REQUESTER = asker()
CARD = re.compile(r'<card number="(\d+)" from="([^",]+)[^>]*>\n(.*?)(?:\n(?:status|day|speaker|according to): .*?)*\n</card>', re.DOTALL)  # fmt: skip
LEAST_KEPT = 500  # a cache of readings keeps as many or more
MORE = ("Who met whom, and when?", "Which deadlines apply?", "How long did the meeting last?")


class Rephraser:
    """Says what its first cards say, one of them with another number and one denied."""

    name = "rephraser"

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        sentences = []
        for number, outlet, words in CARD.findall(request.user)[:6]:
            plain = " ".join(words.split()).rstrip(".")
            said = f"{plain}, {outlet} reported." if int(number) % 3 else f"It is not so that {plain}."
            sentences.append({"text": said, "cards": [int(number)]})
        yield Piece(text=json.dumps({"sentences": sentences}))


def forget_readings() -> int:
    """Empty every cache of readings of ours, not those of tables and files; how many held something."""
    kept = [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and str(getattr(one, "__module__", "")).startswith("bot.")
        and (one.cache_info().maxsize or 0) >= LEAST_KEPT
    ]
    full = sum(one.cache_info().currsize > 0 for one in kept)
    for one in kept:
        one.cache_clear()
    return full


async def test_an_answer_does_not_depend_on_what_was_asked_before(sqlite_url: str) -> None:
    """Over an arc of articles and its questions, with a model and without, forwards and backwards."""
    store = await SqlStore.open(sqlite_url)
    plain = BriefingService(store=store)
    for row in _rows("articles.jsonl"):
        if row["arc"] == ARC:
            given = {name: row[name] for name in ("outlet", "title", "url", "published", "text") if row[name]}
            await plain.ingest(given, REQUESTER, now=NOW)
    arc = next(row for row in _rows("arcs.jsonl") if row["id"] == ARC)
    asked = [one["question"] for one in (*arc["asof"], *arc["questions"])]
    questions = list(dict.fromkeys((*asked, *MORE)))

    async def answers(order: list[str]) -> dict[str, tuple[str, str]]:
        worded = BriefingService(store=store, model=Rephraser())
        found = {}
        for words in order:
            question = Question(text=words, requester=REQUESTER, length=Length.FULL)
            both = await plain.ask(question, now=NOW), await worded.ask(question, now=NOW)
            found[words] = repr(both[0]), repr(both[1])
        return found

    first = await answers(questions)
    warm = await answers(questions)
    assert forget_readings() > 20
    cold = await answers(questions[::-1])
    await store.close()

    assert warm == first
    assert cold == first
    assert any(with_model != without for without, with_model in first.values())


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SET / name).read_text(encoding="utf-8").splitlines()]
