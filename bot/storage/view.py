"""What a question may see, as conditions on rows, and who told something, out of rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, and_, false, or_, select, true

from bot.model.ids import ArticleId, ChannelId, RevisionId
from bot.model.text import Scope, Told
from bot.storage.columns import WHOLE_WORKSPACE, audience_of, stored_audience
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
        return and_(
            table.c.workspace == self.workspace, table.c.audience.in_(self.audiences), self._counts(table)
        )

    def allows(self, table: FromClause) -> ColumnElement[bool]:
        """The same condition for rows that something narrower finds: no index is looked through for it.

        Without statistics SQLite takes a workspace for ten rows and reads it all rather than an index of ours.
        """
        if not self.audiences:
            return false()
        return and_(
            table.c.workspace + 0 == self.workspace, table.c.audience.in_(self.audiences), self._counts(table)
        )

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


TELLER = (
    articles.c.id.label("told_article"),
    revisions.c.id.label("told_revision"),
    revisions.c.number,
    articles.c.outlet,
    revisions.c.title.label("told_title"),
    articles.c.url,
    revisions.c.published,
    revisions.c.received,
    articles.c.origin,
    articles.c.audience.label("told_audience"),
    revisions.c.replaced,
    revisions.c.cites,
)


def told_of(row: Row[Any], known_until: datetime | None = None) -> Told:
    """The teller in a row that selects `TELLER`; superseded as it stood at `known_until`."""
    replaced: datetime | None = row.replaced
    return Told(
        article=ArticleId(row.told_article),
        revision=RevisionId(row.told_revision),
        number=row.number,
        outlet=row.outlet,
        title=row.told_title,
        url=row.url,
        published=row.published,
        known=row.received,
        origin=ArticleId(row.origin),
        audience=audience_of(row.told_audience),
        superseded=replaced is not None and (known_until is None or replaced <= known_until),
        cites=cited_names(row.cites),
    )


def cited_names(stored: str) -> tuple[str, ...]:
    """The outlets in a row's `cites`."""
    return tuple(json.loads(stored)) if stored != "[]" else ()
