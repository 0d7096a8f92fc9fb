"""One small story of a bridge and two ministers, as facts told by articles."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.ledger.resolve import resolve
from bot.ledger.views import as_of
from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
    Statement,
    StatementKind,
)
from bot.model.ids import ArticleId, FactId, RevisionId
from bot.model.records import Record, ToldFact
from bot.model.text import Quote, Span, Told
from bot.model.when import Precision, When, WhenKind
from bot.ports import FactEntry

KOVAR = Party(key="person:anna kovar", name="Anna Kovar", kind=PartyKind.PERSON)
SZABO = Party(key="person:peter szabo", name="Peter Szabo", kind=PartyKind.PERSON)
HUNGARY = Party(key="state:hu", name="Hungary", kind=PartyKind.STATE)


def told(article: str, day: int, *, origin: str | None = None, number: int = 1) -> Told:
    """The teller of an article that came in at noon of a day of August 2025."""
    moment = datetime(2025, 8, day, 12, tzinfo=UTC)
    return Told(
        article=ArticleId(article),
        revision=RevisionId(f"{article}/{number}"),
        number=number,
        outlet=article,
        title=None,
        url=f"https://news.example/{article}",
        published=moment,
        known=moment,
        origin=ArticleId(origin or article),
        audience=None,
    )


def on(value: date, *, until: date | None = None, words: str = "that day", **more: Any) -> When:
    """A day, or the days up to `until`."""
    return When(
        words=words,
        span=Span(0, len(words)),
        kind=WhenKind.DATE,
        value=value.isoformat(),
        earliest=value,
        latest=until or value,
        precision=Precision.DAY if until is None else Precision.WEEK,
        rule="test",
        **more,
    )


def deadline(
    by: Told, due: When | None, status: DeadlineStatus = DeadlineStatus.SET, **fields: Any
) -> ToldFact:
    """Kovar's deadline for Hungary to open the bridge."""
    values: dict[str, Any] = {
        "setter": KOVAR,
        "addressee": HUNGARY,
        "requirement": "open the bridge",
        **fields,
    }
    fact = Deadline(**_named(by, f"Hungary must open the bridge, {status}"), due=due, status=status, **values)
    return ToldFact(fact=fact, told=by)


def meeting(
    by: Told, when: When | None, status: MeetingStatus = MeetingStatus.HELD, **fields: Any
) -> ToldFact:
    """Kovar with Szabo."""
    people = (Participant(party=KOVAR), Participant(party=SZABO))
    fact = Meeting(
        **_named(by, f"Kovar and Szabo, {status}"), participants=people, status=status, when=when, **fields
    )
    return ToldFact(fact=fact, told=by)


def statement(
    by: Told, words: str, speaker: Party = KOVAR, kind: StatementKind = StatementKind.SAID, cue: str = "said"
) -> FactEntry:
    """What somebody said."""
    named = _named(by, f"{speaker.name} {cue} {words}")
    content = Quote(revision=by.revision, span=Span(0, len(words)), text=words)
    return FactEntry(fact=Statement(**named, speaker=speaker, cue=cue, content=content, kind=kind), told=by)


def records(facts: list[ToldFact], day: int) -> tuple[Record, ...]:
    """The records as known at the end of a day of August 2025."""
    return resolve(as_of(facts, datetime.combine(date(2025, 8, day), time(23, 59), tzinfo=UTC)))


def entries(facts: list[ToldFact]) -> list[FactEntry]:
    """The facts as the store would hand them out."""
    return [FactEntry(fact=one.fact, told=one.told) for one in facts]


def _named(by: Told, words: str) -> dict[str, Any]:
    quote = Quote(revision=by.revision, span=Span(0, len(words)), text=words)
    return {
        "id": FactId(f"f-{by.revision}-{words}"),
        "article": by.article,
        "revision": by.revision,
        "quotes": (quote,),
    }


WEEK = timedelta(days=7)
