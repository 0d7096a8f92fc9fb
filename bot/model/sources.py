"""Where articles come from by themselves: feeds, news sitemaps and single pages that a workspace follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.model.ids import ArticleId, ChannelId, MemberId, WorkspaceId

SourceId = NewType("SourceId", str)


class SourceKind(StrEnum):
    """FEED: RSS, Atom or JSON Feed. SITEMAP: a sitemap of news. PAGE: one page that is looked at again and again."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something a workspace follows, and how polling it goes.

    audience: the private channel that sees its articles; None for the whole workspace.
    title: what it calls itself. outlet: who publishes it, for articles that do not say; both None when unknown.
    next_poll: not before then. interval_s: the present pause between polls. etag, last_modified: from the last answer.
    failures: polls that failed in a row, since `failing_since`. error: why the last one did; None when it worked.
    dead: failed for so long that this was reported; it is still tried, rarely.
    last_new: when it last brought something; None before that.
    """

    id: SourceId
    workspace: WorkspaceId
    audience: ChannelId | None
    url: str
    kind: SourceKind
    title: str | None
    outlet: str | None = None
    added: datetime
    added_by: MemberId | None = None
    next_poll: datetime
    interval_s: float
    polled: datetime | None = None
    last_new: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str | None = None
    dead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article that a source points at.

    key: names it within its source. published: as the source writes it, ISO 8601; None when it does not.
    """

    key: str
    url: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry that was met. problem: why its article was not taken in; None when it was, or still waits."""

    entry: FeedEntry
    seen: datetime
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """An article that is fetched again for a while, to see whether it was changed.

    next_check: not before then; None when it is not looked at any more. checks: how often it was.
    since: when it was first taken in. changed: when it was last found changed, None when never.
    """

    workspace: WorkspaceId
    audience: ChannelId | None
    article: ArticleId
    url: str
    since: datetime
    next_check: datetime | None
    checks: int = 0
    etag: str | None = None
    last_modified: str | None = None
    changed: datetime | None = None
