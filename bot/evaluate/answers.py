"""Answers the questions of a set over its documents, by the same way as any question, and counts how well.

Documents: one JSON object a line, `doc, title, source, date, text`. Questions: `id, question, history[{role, text}],
asked_on, pool`; `pool` names the documents to look into, null for all. Each gives one row `id, abstain, answer,
ranked[doc], cited[{doc, quote}]`, as soon as it is worked out.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from urllib.parse import quote as url_quote

from bot.errors import DocumentError
from bot.model.answers import Abstention, Answer, Evidence
from bot.model.chat import Question, Requester, Turn
from bot.model.ids import ArticleId, MemberId, WorkspaceId
from bot.model.text import Scope
from bot.text.words import fold

Row = dict[str, Any]

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # a document without a date is known before any question
_ASKED = datetime(2100, 1, 1, tzinfo=UTC)  # a question without a day is asked after every document
_RANKS = (1, 5, 10)


class Briefer(Protocol):
    """The use cases that a question set needs; `bot.service.BriefingService` has them."""

    async def ingest(self, values: Row, requester: Requester, *, now: datetime) -> Any:
        """Store one article; the result tells who told it in `told`."""

    async def consult(
        self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
    ) -> tuple[Answer, Evidence]:
        """The answer, and the evidence that it was written from."""


async def answer_questions(
    questions: Iterable[Row],
    documents: Iterable[Row],
    open_service: Callable[[], AbstractAsyncContextManager[Briefer]],
) -> AsyncIterator[Row]:
    """Read all of `documents` into an empty service, then answer `questions` one by one.

    A document without a readable text is left out: no question finds it.
    """
    async with open_service() as service:
        library = _Library()
        for document in documents:
            await library.add(document, service)
        for question in questions:
            yield await _answer(question, library, service)


@dataclass(slots=True)
class _Library:
    """Which document became which stored article."""

    articles: dict[str, ArticleId] = field(default_factory=dict)
    documents: dict[ArticleId, str] = field(default_factory=dict)

    async def add(self, document: Row, service: Briefer) -> None:
        name = str(document["doc"])
        values = {
            "text": document.get("text"),
            "title": document.get("title"),
            "outlet": document.get("source"),
            "published": document.get("date"),
            # an address of its own, so that documents with much the same words stay two articles
            "url": f"https://documents.invalid/{url_quote(name, safe='')}",
        }
        moment = _moment(document.get("date"))
        try:
            done = await service.ingest(
                {**values, "received": moment or _UNDATED}, REQUESTER, now=moment or _ASKED
            )
        except DocumentError:
            return
        self.articles[name] = done.told.article
        self.documents.setdefault(done.told.article, name)


REQUESTER = Requester(member=MemberId("eval"), scope=Scope(workspace=WorkspaceId("eval")))


async def _answer(row: Row, library: _Library, service: Briefer) -> Row:
    asked_on = _moment(row.get("asked_on"))
    question = Question(
        text=str(row["question"]),
        requester=REQUESTER,
        as_of=asked_on.date() if asked_on else None,
        conversation=_turns(row.get("history") or ()),
    )
    pool = row.get("pool")
    articles = tuple(library.articles[str(name)] for name in pool or () if str(name) in library.articles)
    if pool and not articles:
        return {"id": row["id"], "abstain": True, "answer": "", "ranked": [], "cited": []}
    now = datetime.combine(asked_on.date(), time(23, 59), tzinfo=UTC) if asked_on else _ASKED
    answer, evidence = await service.consult(question, now=now, articles=articles)
    return {"id": row["id"], **_told(answer, evidence, library)}


def _turns(history: Sequence[Row]) -> tuple[Turn, ...]:
    """Earlier questions, each with the answer that it got."""
    turns: list[Turn] = []
    for turn in history:
        text = str(turn.get("text") or "")
        if turn.get("role") in ("user", "human", "question"):
            turns.append(Turn(question=text))
        elif turns:
            turns[-1] = Turn(question=turns[-1].question, answer=text)
    return tuple(turns)


def _told(answer: Answer, evidence: Evidence, library: _Library) -> Row:
    ranked = dict.fromkeys(
        [passage.told.article for passage in evidence.passages]
        + [told.article for told, _ in evidence.revisions]
    )
    abstains = isinstance(answer, Abstention)
    sentences = answer.nearest if isinstance(answer, Abstention) else answer.all_sentences
    text = (
        f"The documents do not say: {answer.missing}"
        if isinstance(answer, Abstention)
        else " ".join(s.text for s in sentences)
    )
    cited = dict.fromkeys(
        (library.documents[c.told.article], c.quote.text) for s in sentences for c in s.citations
    )
    return {
        "abstain": abstains,
        "answer": text,
        "ranked": [library.documents[article] for article in ranked],
        "cited": [] if abstains else [{"doc": doc, "quote": words} for doc, words in cited],
    }


def _moment(value: object) -> datetime | None:
    """The moment a row names by a date or a date and time; None when it names none that can be read."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        if len(value.strip()) == len("2025-08-06"):
            return datetime.combine(date.fromisoformat(value.strip()), time(12), tzinfo=UTC)
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(slots=True)
class Figures:
    """What a set's own labels say about the answers; every share is None when nothing was labelled.

    Labels of a question row: `answer` or `answers` (words an answer must hold, one of them), `unanswerable`,
    `relevant` (documents).
    """

    counts: dict[str, list[float]] = field(default_factory=dict)

    def add(self, question: Mapping[str, Any], row: Row) -> None:
        """Count one answered question."""
        unanswerable = question.get("unanswerable")
        if unanswerable is not None:
            self._note("abstained on unanswerable" if unanswerable else "false abstention", row["abstain"])
            if row["abstain"]:
                self._note("abstentions that are right", bool(unanswerable))
        wanted = question.get("answers") or question.get("answer")
        if wanted and not unanswerable:
            answers = [wanted] if isinstance(wanted, str) else list(wanted)
            self._note(
                "answer holds the wanted words", not row["abstain"] and holds_any(row["answer"], answers)
            )
            if row["cited"]:
                told = any(holds_any(cited["quote"], answers) for cited in row["cited"])
                self._note("a cited quote holds the wanted words", told)
        relevant = {str(doc) for doc in question.get("relevant") or ()}
        if relevant:
            self._rank(relevant, row)

    def _rank(self, relevant: set[str], row: Row) -> None:
        ranked = row["ranked"]
        for k in _RANKS:
            self._note(f"recall@{k}", len(relevant & set(ranked[:k])) / min(k, len(relevant)))
        place = next((i for i, doc in enumerate(ranked, start=1) if doc in relevant), None)
        self._note("MRR", 1 / place if place else 0.0)
        if row["cited"]:
            self._note("cites a relevant document", any(c["doc"] in relevant for c in row["cited"]))

    def _note(self, name: str, value: float) -> None:
        self.counts.setdefault(name, []).append(float(value))

    def rows(self) -> tuple[tuple[str, float, int], ...]:
        """(figure, mean, how many questions), in the order they first came up."""
        return tuple((name, sum(values) / len(values), len(values)) for name, values in self.counts.items())


def holds_any(text: str, wanted: Iterable[str]) -> bool:
    """Whether `text` holds one of the wanted answers, word for word but for case, accents, articles and marks."""
    plain = f" {_plain(text)} "
    return any(f" {_plain(words)} " in plain for words in wanted if _plain(words))


def _plain(text: str) -> str:
    words = re.findall(r"\w+", fold(text))
    return " ".join(word for word in words if word not in ("a", "an", "the"))
