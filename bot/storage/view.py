"""What a question may see, as conditions on rows, and who told something, out of rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, and_, false, or_, select, true, type_coerce

from bot.model.ids import ArticleId, ChannelId, RevisionId
from bot.model.text import Scope, Told
from bot.storage.columns import WHOLE_WORKSPACE, PlainText, audience_of, exact_text, stored_audience
from bot.storage.fulltext import Topics, articles_naming, scope_tag
from bot.storage.tables import articles, outlets, revisions
from bot.storage.terms import query_words

NO_WORKSPACE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A workspace by its key, and the audiences that may be seen, as stored.

    outlets: as `Scope.outlets`. topics: as `Scope.topics`, in the words of the index; None where there are none.
    """

    workspace: int
    audiences: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    topics: Topics | None = None

    @classmethod
    def of(cls, workspace: int, scope: Scope, *, on_postgres: bool = False) -> View:
        """What `scope` sees; the audience of the whole workspace comes first."""
        seen = [] if scope.channel_only else [WHOLE_WORKSPACE]
        if scope.channel is not None:
            seen.append(stored_audience(scope.channel))
        topics = None
        if scope.topics:
            tags = tuple(
                scope_tag(workspace, one, replaced=replaced) for one in seen for replaced in (False, True)
            )
            words = tuple(filter(None, (query_words([topic]) for topic in scope.topics)))
            topics = Topics(words=words, scopes=tags, on_postgres=on_postgres)
        return cls(workspace=workspace, audiences=tuple(seen), outlets=scope.outlets, topics=topics)

    @classmethod
    def of_audience(cls, workspace: int, audience: ChannelId | None) -> View:
        """What may be compared with an article for `audience`: its own audience and the whole workspace."""
        own = stored_audience(audience)
        seen = (WHOLE_WORKSPACE,) if audience is None else (WHOLE_WORKSPACE, own)
        return cls(workspace=workspace, audiences=seen)

    def shows(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row of `table` belongs to this workspace and may be seen."""
        if not self.audiences:
            return false()
        return and_(table.c.workspace == self.workspace, self._heard(table), self._counts(table))

    def allows(self, table: FromClause) -> ColumnElement[bool]:
        """The same condition for rows that something narrower finds: no index is looked through for it.

        Without statistics SQLite takes a workspace for ten rows and reads it all rather than an index of ours.
        """
        if not self.audiences:
            return false()
        return and_(table.c.workspace + 0 == self.workspace, self._heard(table), self._counts(table))

    def _heard(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row is for one of these audiences; most looks have one, and a list costs more."""
        if len(self.audiences) == 1:
            return table.c.audience == self.audiences[0]
        return table.c.audience.in_(self.audiences)

    def _counts(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that the article of a row counts; true for rows that are of no article."""
        if table is outlets:
            return table.c.outlet.in_(self.outlets) if self.outlets and self.topics is None else true()
        key = table.c.key if table is articles else table.c.get("article")
        ways: list[ColumnElement[bool]] = []
        if key is None or not (self.outlets or self.topics):
            return true()
        if self.outlets:
            theirs = articles.alias("theirs")
            ways.append(
                key.in_(
                    select(theirs.c.key).where(
                        theirs.c.workspace == self.workspace, theirs.c.outlet.in_(self.outlets)
                    )
                )
            )
        if self.topics is not None:
            ways.append(key.in_(articles_naming(self.topics)))
        return or_(*ways)


def told_by(moment: datetime | None) -> ColumnElement[bool]:
    """The condition that a revision was known by `moment` (None: at all)."""
    return revisions.c.received.is_not(None) if moment is None else revisions.c.received <= moment


def latest_by(moment: datetime | None) -> ColumnElement[bool]:
    """The condition that a revision was the latest of its article at `moment` (None: now)."""
    if moment is None:
        return revisions.c.replaced.is_(None)
    return and_(told_by(moment), or_(revisions.c.replaced.is_(None), revisions.c.replaced > moment))


def as_stored(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A text column as it is stored, which spares reading it for each row."""
    return type_coerce(column, PlainText)


def _raw(name: str, column: ColumnElement[Any]) -> ColumnElement[str]:
    """A text column as it is stored: one article tells many rows, and its columns are read once (`Tellers`)."""
    return as_stored(column).label(f"told_{name}")


TELLER = (
    _raw("article", articles.c.id),
    _raw("revision", revisions.c.id),
    revisions.c.number.label("told_number"),
    _raw("outlet", articles.c.outlet),
    _raw("title", revisions.c.title),
    _raw("url", articles.c.url),
    _raw("published", revisions.c.published),
    _raw("received", revisions.c.received),
    _raw("origin", articles.c.origin),
    _raw("audience", articles.c.audience),
    _raw("replaced", revisions.c.replaced),
    _raw("cites", revisions.c.cites),
)


class Tellers:
    """Who told something, out of rows that begin with `TELLER`; superseded as it stood at a moment (None: now)."""

    def __init__(self, known_until: datetime | None = None) -> None:
        self._known_until = known_until
        self._seen: dict[str, Told] = {}

    def of(self, row: Row[Any]) -> Told:
        """The teller in a row."""
        revision = row[_REVISION]
        told = self._seen.get(revision)
        if told is None:
            told = self._seen[revision] = _told(row[:TELLER_WIDTH], self._known_until)
        return told


TELLER_WIDTH = len(TELLER)
_REVISION = 1  # its place in TELLER


@lru_cache(maxsize=8192)  # the tellers of one story are read again with each new article
def _told(stored: tuple[Any, ...], until: datetime | None) -> Told:
    article, revision, number, outlet, title, url, published, received, origin, audience, replaced, cites = (
        stored
    )
    gone = _moment(replaced)
    return Told(
        article=ArticleId(_text(article)),
        revision=RevisionId(_text(revision)),
        number=number,
        outlet=exact_text(outlet),
        title=exact_text(title),
        url=exact_text(url),
        published=_moment(published),
        known=datetime.fromisoformat(received),
        origin=ArticleId(_text(origin)),
        audience=audience_of(_text(audience)),
        superseded=gone is not None and (until is None or gone <= until),
        cites=cited_names(cites),
    )


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def _text(stored: str) -> str:
    return exact_text(stored) or ""


def cited_names(stored: str) -> tuple[str, ...]:
    """The outlets in a row's `cites`."""
    return tuple(json.loads(stored)) if stored != "[]" else ()
