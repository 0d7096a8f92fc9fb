"""The archive on SQLite or PostgreSQL: `SqlStore.open(url)`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.answers import Coverage
from bot.model.ids import ArticleId, ChannelId, FactId, RecordId, RevisionId, WorkspaceId
from bot.model.records import Correction, Record, ToldFact
from bot.model.text import Article, Passage, Revision, Scope, Told
from bot.ports import FactEntry, FactQuery, PassageQuery, RecordQuery, Writer
from bot.storage import articles as article_rows
from bot.storage import erasing
from bot.storage import facts as fact_rows
from bot.storage import near as near_rows
from bot.storage import neighbours as neighbour_rows
from bot.storage import parties as party_rows
from bot.storage import records as record_rows
from bot.storage.at_once import do_at_once
from bot.storage.engines import Engines, make_engines
from bot.storage.faults import in_our_words
from bot.storage.jobs import SqlJobStore
from bot.storage.latest import latest_told
from bot.storage.migrate import ensure_current
from bot.storage.posts import SqlPostStore
from bot.storage.search import search_passages
from bot.storage.spends import SqlSpendStore, find_reply
from bot.storage.view import NO_WORKSPACE, View
from bot.storage.workspaces import find_key, hold, private_channels
from bot.storage.writer import SqlWriter

T = TypeVar("T")

WAIT_S = 10.0  # for another process to let go of the database
_HELD: ContextVar[tuple[Engines, AsyncConnection] | None] = ContextVar("_HELD", default=None)


class SqlStore:
    """`bot.ports.Store` on a SQL database."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines
        self._keys: dict[WorkspaceId, int] = {}

    @classmethod
    async def open(cls, url: str, *, migrate: bool = True, wait_s: float = WAIT_S) -> SqlStore:
        """The archive at `sqlite:///file` or `postgresql://user@host/database`, at this version's schema.

        migrate: create or migrate the tables when that is needed; otherwise ConfigError says what to run.
        wait_s: how long a writer waits for another before StorageBusyError, seconds.
        Raises ConfigError for a URL of another kind, StorageError when the database cannot be used.
        """
        engines = make_engines(url, wait_s=wait_s)
        try:
            with in_our_words():
                await ensure_current(engines, allowed=migrate)
        except BaseException:
            await engines.dispose()
            raise
        return cls(engines)

    async def close(self) -> None:
        """Let go of the database; the store is not used again."""
        await self.engines.dispose()

    @property
    def jobs(self) -> SqlJobStore:
        """The durable work in the same database."""
        return SqlJobStore(self.engines)

    @property
    def spends(self) -> SqlSpendStore:
        """What language models cost, in the same database."""
        return SqlSpendStore(self.engines)

    @property
    def posts(self) -> SqlPostStore:
        """What was posted, chosen and done, in the same database."""
        return SqlPostStore(self.engines)

    @asynccontextmanager
    async def writing(self, workspace: WorkspaceId) -> AsyncIterator[SqlWriter]:
        """As `bot.ports.Store.writing`."""
        with in_our_words():
            async with self.engines.writer.begin() as connection:
                key = await hold(connection, workspace)
                yield SqlWriter(connection, workspace, key)

    async def write(self, workspace: WorkspaceId, work: Callable[[Writer], Awaitable[T]]) -> T:
        """As `bot.ports.Store.write`."""

        async def whole(connection: AsyncConnection) -> T:
            return await work(SqlWriter(connection, workspace, await hold(connection, workspace)))

        if self.engines.direct_writer is None:
            async with self.writing(workspace) as writer:
                return await work(writer)
        with in_our_words():
            return await do_at_once(self.engines.direct_writer, whole)

    async def _read(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What `work` reads, from one state of the archive; it awaits its connection alone."""
        held = _HELD.get()
        if held is not None and held[0] is self.engines:
            return await work(held[1])
        with in_our_words():
            if self.engines.direct_reader is not None:
                return await do_at_once(self.engines.direct_reader, work)
            async with self.engines.reader.connect() as connection:
                return await work(connection)

    async def together(self, work: Callable[[], Awaitable[T]]) -> T:
        async def whole(connection: AsyncConnection) -> T:
            before = _HELD.set((self.engines, connection))
            try:
                return await work()
            finally:
                _HELD.reset(before)

        return await self._read(whole)

    async def _key_of(self, connection: AsyncConnection, workspace: WorkspaceId) -> int:
        key = self._keys.get(workspace)
        if key is None:
            key = await find_key(connection, workspace)
            if key is None:
                return NO_WORKSPACE
            self._keys[workspace] = key
        return key

    async def _look(self, scope: Scope, work: Callable[[AsyncConnection, View], Awaitable[T]]) -> T:
        """What `work` reads as seen from `scope`."""

        async def whole(connection: AsyncConnection) -> T:
            key = await self._key_of(connection, scope.workspace)
            return await work(connection, View.of(key, scope, on_postgres=self.engines.on_postgres))

        return await self._read(whole)

    async def _look_in(
        self, workspace: WorkspaceId, work: Callable[[AsyncConnection, int], Awaitable[T]]
    ) -> T:
        """What `work` reads of a workspace, which it gets by its key."""

        async def whole(connection: AsyncConnection) -> T:
            return await work(connection, await self._key_of(connection, workspace))

        return await self._read(whole)

    async def erase_workspace(self, workspace: WorkspaceId) -> int:
        self._keys.pop(workspace, None)
        return await erasing.erase_workspace(self.engines, workspace)

    async def articles_before(
        self, before: datetime, *, limit: int
    ) -> tuple[tuple[WorkspaceId, ChannelId | None, ArticleId], ...]:
        return await self._read(lambda connection: erasing.articles_before(connection, before, limit))

    async def latest_told(self, *, limit: int) -> tuple[tuple[WorkspaceId, Told], ...]:
        return await self._read(lambda connection: latest_told(connection, limit))

    async def find_article_by_url(self, scope: Scope, url: str) -> Article | None:
        return await self._look(
            scope, lambda connection, view: article_rows.find_by_url(connection, view, url)
        )

    async def find_revision_by_text(
        self, workspace: WorkspaceId, audience: ChannelId | None, text: str
    ) -> Told | None:
        return await self._look_in(
            workspace,
            lambda connection, key: article_rows.find_by_text(
                connection, View.of_audience(key, audience), text
            ),
        )

    async def get_article(self, scope: Scope, article: ArticleId) -> tuple[Article, tuple[Revision, ...]]:
        return await self._look(scope, lambda connection, view: article_rows.get(connection, view, article))

    async def get_articles(
        self, scope: Scope, articles: Sequence[ArticleId]
    ) -> tuple[tuple[Article, tuple[Revision, ...]], ...]:
        return await self._look(
            scope, lambda connection, view: article_rows.get_several(connection, view, articles)
        )

    async def get_revision(self, scope: Scope, revision: RevisionId) -> tuple[Told, Revision]:
        return await self._look(
            scope, lambda connection, view: article_rows.get_revision(connection, view, revision)
        )

    async def list_articles(
        self, scope: Scope, *, known_until: datetime | None = None, limit: int = 50
    ) -> tuple[Told, ...]:
        return await self._look(
            scope,
            lambda connection, view: article_rows.list_latest(
                connection, view, known_until=known_until, limit=limit
            ),
        )

    async def private_channels(self, workspace: WorkspaceId) -> tuple[ChannelId, ...]:
        return await self._look_in(workspace, private_channels)

    async def find_facts(self, scope: Scope, query: FactQuery) -> tuple[FactEntry, ...]:
        return await self._look(scope, lambda connection, view: fact_rows.find_facts(connection, view, query))

    async def get_facts(self, scope: Scope, facts: Sequence[FactId]) -> tuple[FactEntry, ...]:
        return await self._look(scope, lambda connection, view: fact_rows.get_facts(connection, view, facts))

    async def find_under(
        self, scope: Scope, keys: Sequence[str], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        return await self._look(
            scope,
            lambda connection, view: neighbour_rows.find_under(
                connection, view, keys, known_until=known_until
            ),
        )

    async def find_together(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        return await self._look(
            scope,
            lambda connection, view: neighbour_rows.find_together(
                connection, view, facts, known_until=known_until
            ),
        )

    async def find_neighbours(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        return await self._look(
            scope,
            lambda connection, view: neighbour_rows.find_near_records(
                connection, view, facts, known_until=known_until
            ),
        )

    async def find_records(self, scope: Scope, query: RecordQuery) -> tuple[Record, ...]:
        return await self._look(
            scope, lambda connection, view: record_rows.find_records(connection, view, query)
        )

    async def get_record(self, workspace: WorkspaceId, record: RecordId) -> Record:
        return await self._look_in(
            workspace, lambda connection, key: record_rows.get_record(connection, key, record)
        )

    async def list_corrections(
        self, workspace: WorkspaceId, *, undone: bool = False
    ) -> tuple[Correction, ...]:
        return await self._look_in(
            workspace, lambda connection, key: record_rows.list_corrections(connection, key, undone=undone)
        )

    async def find_reply(self, workspace: WorkspaceId, asked: str) -> str | None:
        return await self._look_in(workspace, lambda connection, key: find_reply(connection, key, asked))

    async def search_passages(self, scope: Scope, query: PassageQuery) -> tuple[Passage, ...]:
        return await self._look(
            scope,
            lambda connection, view: search_passages(
                connection, view, query, on_postgres=self.engines.on_postgres
            ),
        )

    async def find_near(
        self,
        workspace: WorkspaceId,
        audience: ChannelId | None,
        shingles: Sequence[int],
        *,
        share: float = 0.4,
    ) -> tuple[tuple[ArticleId, float], ...]:
        return await self._look_in(
            workspace,
            lambda connection, key: near_rows.find_near(
                connection, View.of_audience(key, audience), shingles, share
            ),
        )

    async def coverage(self, scope: Scope, *, known_until: datetime | None = None) -> Coverage:
        return await self._look(
            scope, lambda connection, view: article_rows.coverage(connection, view, known_until=known_until)
        )

    async def outlets(self, scope: Scope) -> tuple[str, ...]:
        return await self._look(scope, lambda connection, view: article_rows.list_outlets(connection, view))

    async def known_parties(
        self, scope: Scope, prefix: str, *, limit: int = 25
    ) -> tuple[tuple[str, str], ...]:
        return await self._look(
            scope, lambda connection, view: party_rows.known_parties(connection, view, prefix, limit)
        )
