"""Articles, facts and records: what the core needs from a store of them. Every promise is a test in tests/contracts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from bot.model.answers import Coverage
from bot.model.facts import Fact
from bot.model.ids import (
    ArticleId,
    ChannelId,
    CorrectionId,
    FactId,
    RecordId,
    RevisionId,
    WorkspaceId,
)
from bot.model.jobs import NewJob
from bot.model.records import Correction, Record, ToldFact
from bot.model.text import Article, Passage, Revision, Scope, Span, Told

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuery:
    """Which facts to find; every field narrows, empty fields do not.

    kinds: of "meeting", "deadline", "statement", "event". parties: party keys; a fact names all of them
    (as participant, setter, addressee or speaker). first, last: the fact's day overlaps these days, both included;
    facts without a day are left out when either is given. known_until: told by then. known_from: told after that moment.
    limit: at most so many, the latest known first.
    """

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    known_until: datetime | None = None
    articles: tuple[ArticleId, ...] = ()
    current: bool = True
    limit: int = 200
    known_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuery:
    """Which records to find: `kind` is "meeting" or "deadline"; other fields as in `FactQuery`."""

    kind: str | None = None
    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageQuery:
    """A search for passages: `terms` are lower-case content words; the best fitting come first.

    Inflections match; a word of the headline counts, at half its weight, as held by every passage under it.
    articles: only these, when given. known_until: told by then. first, last: published between, both included.
    """

    terms: tuple[str, ...]
    articles: tuple[ArticleId, ...] = ()
    known_until: datetime | None = None
    first: date | None = None
    last: date | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """A fact with who told it, as stored.

    superseded: a later extraction or a later revision replaced it; it stays readable for posts that used it.
    """

    fact: Fact
    told: Told
    superseded: bool = False


class Writer(Protocol):
    """One writing transaction on one workspace: all of it is kept, or none. Reads see its own writes.

    Two writers on one workspace never run at once, in whatever process.
    """

    async def add_article(self, article: Article) -> None:
        """Keep a new article; its id is new."""

    async def name_article(self, article: Article) -> None:
        """Give a kept article the outlet and the address of `article`, which it came without."""

    async def add_revision(
        self, revision: Revision, passages: Sequence[Span], shingles: Sequence[int]
    ) -> None:
        """Keep a new revision, indexed for search by its passages (spans of its text) and found again by shingles.

        Earlier revisions of the article are no longer returned by passage search without `known_until`.
        """

    async def put_facts(
        self, revision: RevisionId, facts: Sequence[Fact], keys: Sequence[Sequence[str]]
    ) -> None:
        """Make `facts` the facts of `revision`, superseding what it had and what earlier revisions had.

        keys: for each fact, the neighbour keys under which the ledger finds it. A fact whose id is stored stays
        as it is.
        """

    async def find_under(self, keys: Sequence[str]) -> tuple[ToldFact, ...]:
        """All meetings and deadlines that stand under one of these neighbour keys; keys are not followed further.

        Only those that the whole workspace sees: what was shared in a private channel changes no record elsewhere.
        Superseded facts of earlier revisions are included (their `told.superseded` is set): a correction is history.
        Facts of an earlier extraction of the same revision are not. Sorted by (known, article, fact id).
        """

    async def find_together(self, facts: Sequence[FactId]) -> tuple[ToldFact, ...]:
        """All facts of the records that hold one of `facts`, and those of `facts` that are in none; as `find_under`."""

    async def outlets(self, audience: ChannelId | None) -> tuple[str, ...]:
        """Names of the outlets of which this audience (None: the whole workspace) sees an article, sorted."""

    async def leads_naming(
        self, words: str, audience: ChannelId | None, *, chars: int
    ) -> tuple[tuple[Told, str], ...]:
        """Revisions that hold `words` in their first `chars` characters, with these characters and their tellers.

        Those that just this audience sees; None: all. Case is ignored as far as the database knows it.
        """

    async def put_reply(self, revision: RevisionId, asked: str, reply: str) -> None:
        """Keep what a model replied about the text of a revision, under a name of what it was asked; goes with it."""

    async def put_cites(self, revision: RevisionId, cites: Sequence[str]) -> None:
        """Say anew which outlets' reporting a revision passes on."""

    async def put_records(self, facts: Sequence[FactId], records: Sequence[Record]) -> None:
        """Replace every record that holds one of `facts` by `records` (the view of the whole workspace)."""

    async def add_correction(self, correction: Correction) -> None:
        """Keep a person's correction; one of this id that is stored already stays as it is."""

    async def undo_correction(self, correction: CorrectionId, at: datetime) -> None:
        """Mark a correction as undone; NotFoundError when there is none that holds."""

    async def corrections(self) -> tuple[Correction, ...]:
        """All corrections that hold, oldest first."""

    async def delete_article(self, article: ArticleId) -> tuple[ArticleId, ...]:
        """Erase an article with its revisions, passages and facts, and the records that used them.

        What is left of those records must be put again. The first stored of its copies becomes their origin; returns
        the copies. NotFoundError when there is no such article.
        """

    async def find_article_by_url(self, audience: ChannelId | None, url: str) -> Article | None:
        """The article at this canonical URL that this audience (None: the whole workspace) sees, or None."""

    async def find_revision_by_text(self, audience: ChannelId | None, text: str) -> Told | None:
        """As `Store.find_revision_by_text`."""

    async def find_near(
        self, audience: ChannelId | None, shingles: Sequence[int], *, share: float = 0.4
    ) -> tuple[tuple[ArticleId, float], ...]:
        """As `Store.find_near`."""

    async def revisions(self, article: ArticleId) -> tuple[Revision, ...]:
        """The revisions of an article, first to last; empty when there is no such article."""

    async def add_jobs(self, jobs: Sequence[NewJob]) -> int:
        """As `JobStore.add_jobs`, kept or dropped together with everything else in this transaction."""


class Store(Protocol):
    """Articles, facts and records of workspaces. Every method names its workspace, alone or in a `Scope`."""

    def writing(self, workspace: WorkspaceId) -> AbstractAsyncContextManager[Writer]:
        """Begin a writing transaction; leaving the block without an exception keeps it.

        Raises StorageBusyError when another process does not let go in time, StorageFullError when the disk is full
        or read-only, StorageError otherwise.
        """

    async def write(self, workspace: WorkspaceId, work: Callable[[Writer], Awaitable[T]]) -> T:
        """What `work` returns, in one writing transaction as of `writing`; faster where no thread is waited for.

        It awaits nothing but its writer and `bot.ports.threads.aside`, and may go on after its caller was cancelled.
        """

    async def together(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` finds with several readings of this store, all from one state of it; it awaits nothing else but `aside`."""

    async def find_article_by_url(self, scope: Scope, url: str) -> Article | None:
        """The visible article at this canonical URL, or None."""

    async def find_revision_by_text(
        self, workspace: WorkspaceId, audience: ChannelId | None, text: str
    ) -> Told | None:
        """Who told exactly this text to this audience (or to the whole workspace), or None."""

    async def get_article(self, scope: Scope, article: ArticleId) -> tuple[Article, tuple[Revision, ...]]:
        """An article with its revisions, first to last; NotFoundError when there is none or it is not visible."""

    async def get_articles(
        self, scope: Scope, articles: Sequence[ArticleId]
    ) -> tuple[tuple[Article, tuple[Revision, ...]], ...]:
        """As `get_article` for several, in the order asked for; those that are not visible are left out."""

    async def get_revision(self, scope: Scope, revision: RevisionId) -> tuple[Told, Revision]:
        """A revision and its teller; NotFoundError as above."""

    async def list_articles(
        self, scope: Scope, *, known_until: datetime | None = None, limit: int = 50
    ) -> tuple[Told, ...]:
        """The latest revision of each visible article, newest first."""

    async def private_channels(self, workspace: WorkspaceId) -> tuple[ChannelId, ...]:
        """The private channels in which articles were shared, sorted."""

    async def find_facts(self, scope: Scope, query: FactQuery) -> tuple[FactEntry, ...]:
        """Visible facts, the latest known first."""

    async def get_facts(self, scope: Scope, facts: Sequence[FactId]) -> tuple[FactEntry, ...]:
        """These facts, superseded ones included, in the order asked for; those that are not visible are left out."""

    async def find_under(
        self, scope: Scope, keys: Sequence[str], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """As `Writer.find_under`, visible facts told by `known_until` only, superseded as they were then."""

    async def find_together(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """Those of `facts`, and of the facts that stand in one stored record with them, that are visible and were told
        by `known_until`; superseded as they were then.

        Stored records hold what the whole workspace sees now. For other views see `bot.ledger.viewing`.
        """

    async def find_neighbours(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """More than `find_together`: the records of whatever shares a neighbour key with these, as far as visible.

        Where exactly the facts of their records are wanted, ask `bot.ledger.viewing.facts_in_records`.
        """

    async def find_records(self, scope: Scope, query: RecordQuery) -> tuple[Record, ...]:
        """Records from facts of the whole workspace, by day then id; scopes with articles of their own compute theirs."""

    async def get_record(self, workspace: WorkspaceId, record: RecordId) -> Record:
        """A record; NotFoundError when there is none."""

    async def list_corrections(
        self, workspace: WorkspaceId, *, undone: bool = False
    ) -> tuple[Correction, ...]:
        """Corrections that hold, oldest first; those taken back too when `undone`."""

    async def find_reply(self, workspace: WorkspaceId, asked: str) -> str | None:
        """What a model once replied to this about a text that is still stored, or None."""

    async def search_passages(self, scope: Scope, query: PassageQuery) -> tuple[Passage, ...]:
        """Passages that hold at least two of the terms (one, when too few do), best first. At most one list, no pages."""

    async def find_near(
        self,
        workspace: WorkspaceId,
        audience: ChannelId | None,
        shingles: Sequence[int],
        *,
        share: float = 0.4,
    ) -> tuple[tuple[ArticleId, float], ...]:
        """Articles that share at least `share` of the smaller set of shingles, the nearest first.

        Only articles that this audience (None: the whole workspace) sees. Shingles that very many articles hold
        do not count.
        """

    async def coverage(self, scope: Scope, *, known_until: datetime | None = None) -> Coverage:
        """How many articles and outlets are visible, over which days, and the newest."""

    async def outlets(self, scope: Scope) -> tuple[str, ...]:
        """Names of the outlets with a visible article, sorted."""

    async def known_parties(
        self, scope: Scope, prefix: str, *, limit: int = 25
    ) -> tuple[tuple[str, str], ...]:
        """(key, name) of parties that visible facts name and whose name or alias starts with `prefix`, most told first."""

    async def erase_workspace(self, workspace: WorkspaceId) -> int:
        """Erase everything that is kept of a workspace, with its articles, posts, jobs, choices and name; how many rows.

        All of it, or nothing. Other workspaces are not touched.
        """

    async def articles_before(
        self, before: datetime, *, limit: int
    ) -> tuple[tuple[WorkspaceId, ChannelId | None, ArticleId], ...]:
        """Articles of any workspace of which every text came in before then, the oldest first, with their audience."""

    async def latest_told(self, *, limit: int) -> tuple[tuple[WorkspaceId, Told], ...]:
        """The revisions that stand in any workspace, those stored last first, with the workspace of each."""

    async def close(self) -> None:
        """Let go of the database; the store is not used again."""
