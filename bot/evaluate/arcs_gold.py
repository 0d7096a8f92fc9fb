"""The labels of a story-arc set as told facts, so that the ledger is measured on what a perfect reader would find.

Formats: tests/evals/dev-set/SCHEMA.md. Only the first of several accepted names is taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.model.facts import (
    Deadline,
    DeadlineKind,
    DeadlineStatus,
    Meeting,
    MeetingStatus,
    Mode,
    Participant,
    Party,
    PartyKind,
    Role,
)
from bot.model.ids import ArticleId, FactId, RevisionId, WorkspaceId
from bot.model.records import ToldFact
from bot.model.text import Article, Quote, Revision, Span, Told
from bot.model.when import Precision, When, WhenKind
from bot.text.parties import known_party, party_from_name

GoldArticle = Mapping[str, Any]

WORKSPACE = WorkspaceId("gold")

# accepted spellings of a deadline status and what they are read as (SCHEMA.md, accepted variants)
_WIDER = {
    "in_force": "set",
    "threatened": "proposed",
    "conditional": "set|proposed",
    "replaced": "withdrawn",
    "unclear": "set|proposed|passed|missed|withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """A gold article as the store would hold it. id: its name in the set, which is the name of one revision."""

    id: str
    arc: str
    article: Article
    revision: Revision
    told: Told


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def store_articles(articles: Sequence[GoldArticle]) -> dict[str, StoredArticle]:
    """Each gold article by its id: revisions of one address are one article, copies share an origin."""
    by_id = {a["id"]: a for a in articles}
    superseded = {a.get("revision_of") for a in articles}
    return {a["id"]: _stored(a, by_id, superseded=a["id"] in superseded) for a in articles}


def told_facts(articles: Sequence[GoldArticle]) -> dict[str, list[ToldFact]]:
    """The labelled meetings and deadlines by arc."""
    stored = store_articles(articles)
    found: dict[str, list[ToldFact]] = {}
    for gold in articles:
        home = stored[gold["id"]]
        facts = [_meeting(f, home) for f in gold["meetings"]] + [
            _deadline(f, home) for f in gold["deadlines"]
        ]
        found.setdefault(home.arc, []).extend(ToldFact(fact=fact, told=home.told) for fact in facts)
    return found


def first_of(value: str | None) -> str | None:
    """The first of the alternatives in a gold string; None for None or an empty one."""
    parts = [part.strip() for part in (value or "").split("|") if part.strip()]
    return parts[0] if parts else None


def parse_days(value: str | None) -> tuple[date | None, date] | None:
    """First and last day of a gold date (`YYYY-MM-DD`, `start/end`, `../end`, `YYYY-MM`, `YYYY-Www`, `YYYY`)."""
    if not value:
        return None
    start, slash, end = value.partition("/")
    if slash:
        last = parse_days(end)
        first = None if start == ".." else parse_days(start)
        return None if last is None else (first[0] if first else None, last[1])
    return _days_of_one(value)


def _days_of_one(value: str) -> tuple[date, date]:
    if "-W" in value:
        year, week = value.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        return monday, monday + timedelta(6)
    parts = [int(part) for part in value[:10].split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        first = date(parts[0], parts[1], 1)
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _stored(gold: GoldArticle, by_id: Mapping[str, GoldArticle], *, superseded: bool) -> StoredArticle:
    first, number = gold, 1
    while first.get("revision_of"):
        first, number = by_id[first["revision_of"]], number + 1
    origin = first
    while origin.get("copy_of") or origin.get("revision_of"):
        origin = by_id[origin.get("copy_of") or origin["revision_of"]]
    article = Article(
        id=ArticleId(first["id"]),
        workspace=WORKSPACE,
        audience=None,
        outlet=gold.get("outlet"),
        url=gold.get("url"),
        origin=ArticleId(origin["id"]),
    )
    published = gold.get("published")
    revision = Revision(
        id=RevisionId(gold["id"]),
        article=article.id,
        number=number,
        title=gold.get("title"),
        text=gold["text"],
        published=datetime.fromisoformat(published) if published else None,
        received=datetime.fromisoformat(gold.get("received") or published or "1970-01-01T00:00:00+00:00"),
    )
    return StoredArticle(
        id=gold["id"],
        arc=gold.get("arc") or "single",
        article=article,
        revision=revision,
        told=Told.of(article, revision, superseded=superseded),
    )


def _meeting(gold: Mapping[str, Any], home: StoredArticle) -> Meeting:
    roles = gold.get("roles") or {}
    names = [(name, first_of(name) or name) for name in gold["participants"]]
    return Meeting(
        id=FactId(gold["id"]),
        article=home.article.id,
        revision=home.revision.id,
        quotes=_quotes(gold, home.revision),
        said_by=_party(gold.get("attributed_to")),
        participants=tuple(
            Participant(party=_party_named(name), role=Role(roles[name]) if name in roles else None)
            for _, name in names
        ),
        status=MeetingStatus(first_of(gold["status"]) or "held"),
        form=gold.get("kind") or "meeting",
        when=_when(gold.get("date"), gold.get("date_text"), home.revision),
        place=first_of(gold.get("place")),
        mode=Mode(mode) if (mode := first_of(gold.get("mode"))) else None,
        duration=first_of(gold.get("duration")),
        topic=first_of(gold.get("topic")),
    )


def _deadline(gold: Mapping[str, Any], home: StoredArticle) -> Deadline:
    status = first_of(gold["status"]) or "set"
    return Deadline(
        id=FactId(gold["id"]),
        article=home.article.id,
        revision=home.revision.id,
        quotes=_quotes(gold, home.revision),
        said_by=_party(gold.get("attributed_to")),
        setter=_party(gold.get("setter")),
        addressee=_party(gold.get("addressee")),
        requirement=first_of(gold.get("requirement")),
        due=_when(gold.get("due"), gold.get("due_text"), home.revision, gold.get("due_time")),
        previous_due=_when(gold.get("previous_due"), None, home.revision),
        consequence=first_of(gold.get("consequence")),
        status=DeadlineStatus(first_of(_WIDER.get(status, status)) or "set"),
        kind=DeadlineKind(first_of(gold.get("kind")) or "deadline"),
    )


def _quotes(gold: Mapping[str, Any], revision: Revision) -> tuple[Quote, ...]:
    words = [gold["quote"], *gold.get("also", [])]
    starts = [(revision.text.index(one), one) for one in words]
    return tuple(revision.quote(Span(start, start + len(one))) for start, one in starts)


def _when(value: str | None, words: str | None, revision: Revision, clock: str | None = None) -> When | None:
    days = parse_days(first_of(value))
    shown = words or first_of(value)
    if shown is None:
        return None
    start = max(revision.text.find(shown), 0)
    precision = None if days is None else Precision.DAY if days[0] == days[1] else Precision.RANGE
    return When(
        words=shown,
        span=Span(start, start + len(shown)),
        kind=WhenKind.DATE,
        value=first_of(value),
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        precision=precision,
        time=time.fromisoformat(clock[-5:]) if clock and "T" not in clock else None,
        rule="gold",
        open_reason=None if days else "the article does not fix it",
    )


def _party(value: str | None) -> Party | None:
    name = first_of(value)
    return _party_named(name) if name else None


def _party_named(name: str) -> Party:
    """A full name in capitals is a person; other unknown words describe a group."""
    known = known_party(name)
    if known is not None:
        return known
    words = [word for word in name.split() if word[0].isalpha()]
    small = {"von", "der", "van", "de", "la", "bin", "al", "di", "da"}
    if len(words) > 1 and all(word[0].isupper() or word in small for word in words) and not _is_body(words):
        return party_from_name(name)
    kind = PartyKind.BODY if _is_body(words) and name[0].isupper() else PartyKind.GROUP
    return Party(key=f"{kind}:{name.casefold()}", name=name, kind=kind)


def _is_body(words: Sequence[str]) -> bool:
    telling = "parliament council commission ministry court union authority agency company board office government terminals"
    return any(word.casefold() in telling.split() for word in words)
