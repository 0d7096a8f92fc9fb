"""The door that answers a question set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import DocumentError
from bot.evaluate.answers import Figures, answer_questions, holds_any
from bot.model.answers import (
    Abstention,
    Answer,
    AnswerType,
    Briefing,
    Citation,
    Coverage,
    Evidence,
    Intent,
    Plan,
    Sentence,
)
from bot.model.chat import Question, Requester
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Passage, Quote, Span, Told


class Shelf:
    """A service that answers from the first article that holds the question's last word."""

    def __init__(self) -> None:
        self.told: list[tuple[Told, str]] = []
        self.asked: list[tuple[Question, datetime, Sequence[ArticleId]]] = []

    async def ingest(self, values: dict[str, Any], requester: Requester, *, now: datetime) -> Any:
        if not values["text"]:
            raise DocumentError("there is no article text in it")
        name = ArticleId(f"a{len(self.told)}")
        told = Told(
            article=name,
            revision=RevisionId(f"r{len(self.told)}"),
            number=1,
            outlet=values["outlet"],
            title=values["title"],
            url=values["url"],
            published=None,
            known=values["received"],
            origin=name,
            audience=None,
        )
        self.told.append((told, values["text"]))
        return SimpleNamespace(told=told)

    async def consult(
        self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
    ) -> tuple[Answer, Evidence]:
        self.asked.append((question, now, articles))
        word = question.text.rstrip("?").split()[-1]
        fitting = [
            Passage(quote=Quote(revision=t.revision, span=Span(0, len(text)), text=text), told=t, score=1.0)
            for t, text in self.told
            if word in text and (not articles or t.article in articles)
        ]
        coverage = Coverage(articles=len(self.told), outlets=1)
        plan = Plan(text=question.text, intent=Intent.FACT, answer_type=AnswerType.TEXT)
        evidence = Evidence(plan=plan, records=(), facts=(), passages=tuple(fitting), coverage=coverage)
        if not fitting:
            return Abstention(missing=question.text, coverage=coverage), evidence
        citation = Citation(quote=fitting[0].quote, told=fitting[0].told)
        return Briefing(
            sentences=(Sentence(text=citation.quote.text, citations=(citation,)),), coverage=coverage
        ), evidence


DOCUMENTS = [
    {"doc": "d1", "title": "Sheep", "source": "Herald", "date": "2026-05-01", "text": "Tom lost 26 sheep."},
    {"doc": "d2", "title": None, "source": None, "date": None, "text": "Ada keeps sheep and goats."},
    {"doc": "empty", "title": None, "source": None, "date": None, "text": ""},
]


async def run(questions: list[dict[str, Any]], shelf: Shelf | None = None) -> list[dict[str, Any]]:
    shelf = shelf or Shelf()

    @asynccontextmanager
    async def open_service() -> AsyncIterator[Shelf]:
        yield shelf

    return [row async for row in answer_questions(questions, DOCUMENTS, open_service)]


def question(text: str, **more: Any) -> dict[str, Any]:
    return {"id": "q", "question": text, "history": [], "asked_on": None, "pool": None} | more


async def test_a_row_names_the_documents_it_ranked_and_cited() -> None:
    """Under the names of the set, not under ours."""
    (row,) = await run([question("Who lost sheep?")])

    assert row == {
        "id": "q",
        "abstain": False,
        "answer": "Tom lost 26 sheep.",
        "ranked": ["d1", "d2"],
        "cited": [{"doc": "d1", "quote": "Tom lost 26 sheep."}],
    }


async def test_only_the_pool_is_searched() -> None:
    """What lies outside may not help."""
    (row,) = await run([question("Who has sheep?", pool=["d2"])])

    assert row["ranked"] == ["d2"]


async def test_a_pool_of_unreadable_documents_is_an_abstention() -> None:
    """It must not become a search of everything."""
    (row,) = await run([question("Who has sheep?", pool=["empty", "unknown"])])

    assert row["abstain"] is True
    assert row["cited"] == []


async def test_the_talk_before_and_the_day_are_handed_on() -> None:
    """Follow-ups and "today" depend on them."""
    shelf = Shelf()
    history = [{"role": "user", "text": "Who is Tom?"}, {"role": "assistant", "text": "A farmer."}]

    await run([question("What did he lose?", history=history, asked_on="2026-05-02")], shelf)

    asked, now, _ = shelf.asked[0]
    assert [(t.question, t.answer) for t in asked.conversation] == [("Who is Tom?", "A farmer.")]
    assert asked.as_of is not None
    assert now.date() == asked.as_of


async def test_an_abstention_cites_nothing() -> None:
    """Its nearest sentences are no answer."""
    (row,) = await run([question("Who lost camels?")])

    assert row["abstain"] is True
    assert row["cited"] == []


@pytest.mark.parametrize(
    ("text", "wanted", "holds"),
    [
        ("It was the 26 sheep.", ["26 Sheep"], True),
        ("It was a ram.", ["the ram"], True),
        ("It was 260 sheep.", ["26"], False),
        ("Café Ångström", ["cafe angstrom"], True),
        ("nothing", [""], False),
    ],
)
def test_an_answer_holds_the_wanted_words_as_words(text: str, wanted: list[str], holds: bool) -> None:
    """Part of a number is another number."""
    assert holds_any(text, wanted) is holds


def test_figures_count_what_is_labelled() -> None:
    """Each figure says over how many questions it was taken."""
    figures = Figures()
    row = {
        "abstain": False,
        "answer": "Tom",
        "ranked": ["d2", "d1"],
        "cited": [{"doc": "d1", "quote": "Tom"}],
    }

    figures.add({"answer": "Tom", "relevant": ["d1"], "unanswerable": False}, row)
    figures.add({"unanswerable": True}, {"abstain": True, "answer": "", "ranked": [], "cited": []})

    assert {name: (mean, count) for name, mean, count in figures.rows()} == {
        "false abstention": (0.0, 1),
        "answer holds the wanted words": (1.0, 1),
        "a cited quote holds the wanted words": (1.0, 1),
        "recall@1": (0.0, 1),
        "recall@5": (1.0, 1),
        "recall@10": (1.0, 1),
        "MRR": (0.5, 1),
        "cites a relevant document": (1.0, 1),
        "abstained on unanswerable": (1.0, 1),
        "abstentions that are right": (1.0, 1),
    }
