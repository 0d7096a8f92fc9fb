"""Articles, their revisions, and the words we quote from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.model.ids import ArticleId, ChannelId, RevisionId, WorkspaceId


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range `[start, end)` in code points of a revision's stored text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"a span runs forward from 0, got [{start}, {end})")
        _set_start(self, start)  # thousands are made for one answer: the shortest way past the lock
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return min(self.end, other.end) > max(self.start, other.start)

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]


_set_start, _set_end = (vars(Span)[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Quote:
    """Exact words of one revision: `revision.text[start:end] == text` holds for every quote that exists.

    Make quotes with `Revision.quote`, which keeps that promise.
    """

    revision: RevisionId
    span: Span
    text: str

    def __init__(self, *, revision: RevisionId, span: Span, text: str) -> None:
        if span.end - span.start != len(text) or not text:
            raise ValueError(f"a quote is as long as its span and not empty, got {text!r} for {span}")
        _set_revision(self, revision)  # hundreds for one answer, as with spans
        _set_span(self, span)
        _set_text(self, text)


_set_revision, _set_span, _set_text = (vars(Quote)[name].__set__ for name in ("revision", "span", "text"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a question is asked, and so what may be seen there.

    channel: the private channel asked from; None in a public channel, a DM or the terminal.
    channel_only: True for people of other organisations in a shared channel, who see that channel's articles and
        nothing else.
    outlets, topics: only articles by one of these outlets, as stored, or with the words of one of these topics count;
        both empty for all.
    """

    workspace: WorkspaceId
    channel: ChannelId | None = None
    channel_only: bool = False
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.channel_only and self.channel is None:
            raise ValueError("a scope limited to a channel names the channel")

    @property
    def limited(self) -> bool:
        """Whether some articles that may be seen here do not count."""
        return bool(self.outlets or self.topics)

    def sees(self, audience: ChannelId | None) -> bool:
        """Whether an article with this audience (None: the whole workspace) may be shown here."""
        if audience is None:
            return not self.channel_only
        return audience == self.channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published piece; its texts are revisions.

    audience: the private channel it was shared in, or None when the whole workspace sees it.
    origin: names the first stored article of which this is a copy (itself when it is the first).
    """

    id: ArticleId
    workspace: WorkspaceId
    audience: ChannelId | None
    outlet: str | None
    url: str | None
    origin: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One immutable text of an article, the first included.

    number: 1 for the first text, then counting up.
    published: when the outlet says it was published, aware; None when the article carries no date.
    date_only: the published time of day is unknown; only its calendar day counts.
    received: when it reached the store, aware; from then on it is known.
    title: the headline, or None; the headline is not part of `text` unless it was pasted with it.
    boilerplate: stretches of `text` that belong to the page and not to the article (banners, related links,
        captions); nothing is extracted or quoted from them. Sorted, not overlapping.
    cites: outlets whose reporting this text only passes on, by their names; empty when it reports itself.
    """

    id: RevisionId
    article: ArticleId
    number: int
    title: str | None
    text: str
    published: datetime | None
    date_only: bool = False
    received: datetime
    author: str | None = None
    language: str = "en"
    boilerplate: tuple[Span, ...] = ()
    cites: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for moment in (self.published, self.received):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("moments of a revision are aware")

    def quote(self, span: Span) -> Quote:
        """The words at `span`; raises ValueError when the span is empty or leaves the text."""
        return Quote(revision=self.id, span=span, text=span.of(self.text))

    def surroundings(self, span: Span, chars: int = 160) -> tuple[str, str]:
        """Up to `chars` characters before and after `span`."""
        return self.text[max(0, span.start - chars) : span.start], self.text[span.end : span.end + chars]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who told something and when: the part of an article and revision that answers need beside the words.

    known: when a stored article first told us (the revision's `received`).
    superseded: a newer revision of the same article exists.
    cites: outlets whose reporting it only passes on; it counts as theirs, not as an origin of its own.
    """

    article: ArticleId
    revision: RevisionId
    number: int
    outlet: str | None
    title: str | None
    url: str | None
    published: datetime | None
    known: datetime
    origin: ArticleId
    audience: ChannelId | None
    superseded: bool = False
    cites: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: Article, revision: Revision, *, superseded: bool = False) -> Self:
        """The teller of `revision`, a text of `article`."""
        return cls(
            article=article.id,
            revision=revision.id,
            number=revision.number,
            outlet=article.outlet,
            title=revision.title,
            url=article.url,
            published=revision.published,
            known=revision.received,
            origin=article.origin,
            audience=article.audience,
            superseded=superseded,
            cites=revision.cites,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article that search returns, with who told it and how well it fits (higher is better)."""

    quote: Quote
    told: Told
    score: float = 0.0
