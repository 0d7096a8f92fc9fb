"""`dateline eval arcs`: the product run over labelled story arcs, in the form that the scorer reads.

Articles are ingested in the order in which they were received, as on those days; then questions are asked on the day
they belong to. Formats: docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, Protocol

from bot.model.answers import Abstention, Answer, Briefing, Sentence
from bot.model.chat import Question, Requester
from bot.model.facts import Deadline, Event, Fact, Meeting, Statement
from bot.model.ids import ArticleId, MemberId, RevisionId, WorkspaceId
from bot.model.news import Item, Label
from bot.model.records import Conflict, DeadlineRecord, MeetingRecord, Record
from bot.model.text import Quote, Scope, Told
from bot.ports import FactEntry

Row = dict[str, Any]


class Lines(Protocol):
    """What a digest says of one item."""

    @property
    def item(self) -> Item: ...
    @property
    def sentences(self) -> Sequence[Sentence]: ...


class Digest(Protocol):
    """A digest, item by item."""

    @property
    def lines(self) -> Sequence[Lines]: ...


class Digester(Protocol):
    """What tells what became known between two moments; days are those of a zone."""

    async def whole_digest(self, scope: Scope, since: datetime, until: datetime, zone: str) -> Digest: ...


class Briefer(Protocol):
    """The use cases that the arcs need; `bot.service.BriefingService` has them."""

    async def ingest(self, values: Row, requester: Requester, *, now: datetime) -> Any: ...
    async def ask(
        self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
    ) -> Answer: ...
    async def records(self, kind: Literal["meeting", "deadline"], requester: Requester) -> Sequence[Any]: ...
    async def disputes(self, requester: Requester) -> Sequence[Conflict]: ...

    @property
    def news(self) -> Digester: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Parts of other rooms that an evaluation needs: a service on an empty store, and the count of origins."""

    open_service: Callable[[], AbstractAsyncContextManager[Briefer]]
    count_origins: Callable[[Sequence[Told]], int]


async def predict_arcs(articles: Sequence[Row], arcs: Sequence[Row], tools: Tools) -> AsyncIterator[Row]:
    """What the product makes of every arc, and of each single article, as rows of a predictions file."""
    single = [row for row in articles if row["arc"] == "single"]
    for arc in arcs:
        members = [row for row in articles if row["arc"] == arc["id"]]
        async for row in _predict(members, arc, tools):
            yield row
    for row in single:
        async for prediction in _predict([row], None, tools):
            yield prediction


async def _predict(members: Sequence[Row], arc: Row | None, tools: Tools) -> AsyncIterator[Row]:
    async with tools.open_service() as service:
        store = _Stored()
        for row in sorted(members, key=lambda row: datetime.fromisoformat(row["received"])):
            received = datetime.fromisoformat(row["received"])
            done = await service.ingest(
                {key: row.get(key) for key in ("text", "title", "outlet", "url", "published", "received")},
                _requester(received),
                now=received,
            )
            store.add(row["id"], done.told)
            yield {"type": "article", "id": row["id"], **facts_row(done.facts)}
            for question in row["questions"]:
                asked = Question(text=question["question"], requester=_requester(received))
                answer = await service.ask(asked, now=received, articles=(done.told.article,))
                yield answer_row(question["id"], answer, store)
        if arc is not None:
            async for prediction in _predict_arc(service, arc, store, members, tools):
                yield prediction


async def _predict_arc(
    service: Briefer, arc: Row, store: _Stored, members: Sequence[Row], tools: Tools
) -> AsyncIterator[Row]:
    last = max(datetime.fromisoformat(row["received"]) for row in members)
    requester = _requester(last)
    listed = [*await service.records("meeting", requester), *await service.records("deadline", requester)]
    for one in listed:
        yield record_row(arc["id"], one.record, one.entries, store)
        for conflict in one.record.conflicts:
            yield _conflict_row(arc["id"], conflict, store)
    for conflict in await service.disputes(requester):
        yield _conflict_row(arc["id"], conflict, store)
    for origin in arc["origins"]:
        told = [store.told[name] for name in origin["articles"] if name in store.told]
        yield {"type": "origin", "id": origin["id"], "independent": tools.count_origins(told)}
    for question in [*arc["questions"], *arc["asof"]]:
        day = question.get("as_of")
        as_of = date.fromisoformat(day) if day else None
        now = datetime.combine(as_of, time(23, 30), tzinfo=last.tzinfo) if as_of else last
        asked = Question(text=question["question"], requester=_requester(now), as_of=as_of)
        yield answer_row(question["id"], await service.ask(asked, now=now), store)
    for digest in arc["digests"]:
        since, until = (_end_of(digest[day], last) for day in ("previous_day", "day"))
        one = await service.news.whole_digest(requester.scope, since, until, requester.zone)
        yield digest_row(digest["id"], one, store)


def _conflict_row(arc: str, conflict: Conflict, store: _Stored) -> Row:
    values = [
        {"value": v.value, "articles": sorted({store.name_of_article(a) for a in v.articles})}
        for v in conflict.values
    ]
    return {"type": "conflict", "arc": arc, "slot": conflict.slot, "values": values}


def _end_of(day: str, like: datetime) -> datetime:
    """The last second of a day, by the offset of `like`."""
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59), tzinfo=like.tzinfo)


class _Stored:
    """Which labelled article became which stored revision."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self._names: dict[RevisionId, str] = {}
        self._latest: dict[ArticleId, str] = {}

    def add(self, name: str, told: Told) -> None:
        self.told[name] = told
        self._names.setdefault(told.revision, name)
        self._latest[told.article] = name

    def name_of(self, quote: Quote) -> str:
        return self._names[quote.revision]

    def name_of_revision(self, revision: RevisionId | None) -> str | None:
        return self._names.get(revision) if revision else None

    def name_of_article(self, article: ArticleId) -> str:
        return self._latest[article]


def _requester(at: datetime) -> Requester:
    """A member whose day is counted by the offset of `at`, as the labels do."""
    offset = at.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"  # the names of these zones count the other way round
    return Requester(member=MemberId("eval"), scope=Scope(workspace=WorkspaceId("eval")), zone=zone)


def facts_row(facts: Sequence[Fact]) -> Row:
    """Facts of one article under the field names of the labelled set."""
    row: Row = {"meetings": [], "deadlines": [], "statements": []}
    for fact in facts:
        match fact:
            case Meeting():
                row["meetings"].append(_meeting_row(fact))
            case Deadline():
                row["deadlines"].append(_deadline_row(fact))
            case Statement():
                row["statements"].append(_statement_row(fact))
            case Event():
                pass  # the labelled sets have no events
    return row


def _quotes(fact: Fact) -> Row:
    return {"quote": fact.quote.text, "also": [quote.text for quote in fact.quotes[1:]]}


def _meeting_row(fact: Meeting) -> Row:
    return {
        "participants": [one.party.name for one in fact.participants],
        "roles": {one.party.name: one.role.value for one in fact.participants if one.role},
        "date": fact.when.iso() if fact.when else None,
        "date_text": fact.when.words if fact.when else None,
        "place": fact.place,
        "mode": fact.mode.value if fact.mode else None,
        "status": fact.status.value,
        "duration": fact.duration,
        "topic": fact.topic,
        "attributed_to": fact.said_by.name if fact.said_by else None,
        **_quotes(fact),
    }


def _deadline_row(fact: Deadline) -> Row:
    due = fact.due
    return {
        "setter": fact.setter.name if fact.setter else None,
        "addressee": fact.addressee.name if fact.addressee else None,
        "requirement": fact.requirement,
        "due": due.iso() if due else None,
        "due_text": due.words if due else None,
        "due_time": f"{due.time:%H:%M}" if due and due.time else None,
        "due_zone": due.zone_words if due else None,
        "previous_due": fact.previous_due.iso() if fact.previous_due else None,
        "status": fact.status.value,
        "kind": fact.kind.value,
        "consequence": fact.consequence,
        "attributed_to": fact.said_by.name if fact.said_by else None,
        **_quotes(fact),
    }


def _statement_row(fact: Statement) -> Row:
    return {
        "speaker": fact.speaker.name,
        "cue": fact.cue,
        "content_quote": fact.content.text,
        "hedge": fact.hedge,
        "kind": fact.kind.value,
    }


def tellings(fact: Fact) -> list[Quote]:
    """The quotes that tell of it, without the words of a day that it takes from a sentence about something else."""
    when = fact.due if isinstance(fact, Deadline) else fact.when if isinstance(fact, Meeting) else None
    return [q for q in fact.quotes if when is None or q.span != when.span or len(fact.quotes) == 1]


def record_row(arc: str, record: Record, entries: Sequence[FactEntry], store: _Stored) -> Row:
    """A record with its history and the quotes of all its facts."""
    cites = [_cite(quote, store) for entry in entries for quote in tellings(entry.fact)]
    match record:
        case MeetingRecord():
            fields: Row = {
                "kind": "meeting",
                "participants": [one.party.name for one in record.participants],
                "date": record.when.iso() if record.when else None,
                "place": record.place,
                "mode": record.mode.value if record.mode else None,
                "history": [
                    {
                        "status": s.status.value,
                        "date": s.when.iso() if s.when else None,
                        "article": store.name_of_revision(s.revision),
                    }
                    for s in record.history
                ],
            }
        case DeadlineRecord():
            fields = {
                "kind": "deadline",
                "setter": record.setter.name if record.setter else None,
                "addressee": record.addressee.name if record.addressee else None,
                "requirement": record.requirement,
                "consequence": record.consequence,
                "due": record.due.iso() if record.due else None,
                "history": [
                    {
                        "status": s.status.value,
                        "due": s.due.iso() if s.due else None,
                        "article": store.name_of_revision(s.revision),
                    }
                    for s in record.history
                ],
            }
    return {"type": "record", "arc": arc, "status": record.status.value, **fields, "citations": cites}


def answer_row(name: str, answer: Answer, store: _Stored) -> Row:
    """An answer as one text with its receipts."""
    match answer:
        case Briefing():
            words = " ".join(sentence.text for sentence in answer.all_sentences)
            cites = [_cite(c.quote, store) for sentence in answer.all_sentences for c in sentence.citations]
            return {"type": "answer", "id": name, "answer": words, "abstained": False, "citations": cites}
        case Abstention():
            words = f"The stored articles do not tell {answer.missing}."
            return {"type": "answer", "id": name, "answer": words, "abstained": True, "citations": []}


def digest_row(name: str, digest: Digest, store: _Stored) -> Row:
    """A digest as what is new and what is an update, each with its receipts; what is only due soon is neither."""
    items = []
    for one in digest.lines:
        if one.item.label is not Label.DUE:
            cites = [_cite(c.quote, store) for sentence in one.sentences for c in sentence.citations]
            label = "new" if one.item.label is Label.NEW else "update"
            items.append({"as": label, "citations": cites})
    return {"type": "digest", "id": name, "items": items}


def _cite(quote: Quote, store: _Stored) -> Row:
    return {"article": store.name_of(quote), "quote": quote.text}
