"""One writing transaction on one workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.model.facts import Fact
from bot.model.ids import ArticleId, ChannelId, CorrectionId, FactId, RevisionId, WorkspaceId
from bot.model.jobs import NewJob
from bot.model.records import Correction, Record, ToldFact
from bot.model.text import Article, Revision, Scope, Span, Told
from bot.storage import articles as article_rows
from bot.storage import facts as fact_rows
from bot.storage import job_rows
from bot.storage import near as near_rows
from bot.storage import neighbours as neighbour_rows
from bot.storage import passages as passage_rows
from bot.storage import records as record_rows
from bot.storage.outlets import name_article
from bot.storage.spends import put_reply
from bot.storage.view import View


class SqlWriter:
    """`bot.ports.Writer` on an open transaction that holds the workspace."""

    def __init__(self, connection: AsyncConnection, workspace: WorkspaceId, key: int) -> None:
        self._connection = connection
        self._workspace = workspace
        self._key = key
        self._on_postgres = connection.dialect.name == "postgresql"
        self._everyone = View.of(key, Scope(workspace=workspace))
        self._added: dict[
            ArticleId, Row[Any]
        ] = {}  # articles that this transaction began, without a revision yet

    async def add_article(self, article: Article) -> None:
        if article.workspace != self._workspace:
            raise ValueError(f"an article of {article.workspace!r} cannot be kept in {self._workspace!r}")
        self._added[article.id] = await article_rows.add_article(self._connection, self._key, article)

    async def name_article(self, article: Article) -> None:
        kept = await article_rows.article_row(self._connection, self._key, article.id)
        await name_article(self._connection, kept, article)

    async def add_revision(
        self, revision: Revision, passages: Sequence[Span], shingles: Sequence[int]
    ) -> None:
        fresh = self._added.pop(revision.article, None)
        article = fresh or await article_rows.article_row(self._connection, self._key, revision.article)
        replaced = None if fresh else await article_rows.latest_revision_key(self._connection, article.key)
        key = await article_rows.add_revision(self._connection, article, revision)
        owner = passage_rows.Owner(
            workspace=self._key,
            article=article.key,
            revision=key,
            audience=article.audience,
            published=revision.published.date() if revision.published is not None else None,
        )
        if replaced is not None:
            await passage_rows.retire_passages(self._connection, replaced, on_postgres=self._on_postgres)
        await passage_rows.add_passages(
            self._connection, owner, revision, passages, on_postgres=self._on_postgres
        )
        await near_rows.add_shingles(self._connection, self._key, article.key, article.audience, shingles)

    async def put_facts(
        self, revision: RevisionId, facts: Sequence[Fact], keys: Sequence[Sequence[str]]
    ) -> None:
        await fact_rows.put_facts(self._connection, self._key, revision, facts, keys)

    async def find_under(self, keys: Sequence[str]) -> tuple[ToldFact, ...]:
        return await neighbour_rows.find_under(self._connection, self._everyone, keys)

    async def find_together(self, facts: Sequence[FactId]) -> tuple[ToldFact, ...]:
        return await neighbour_rows.find_together(self._connection, self._everyone, facts)

    async def outlets(self, audience: ChannelId | None) -> tuple[str, ...]:
        return await article_rows.list_outlets(self._connection, View.of_audience(self._key, audience))

    async def leads_naming(
        self, words: str, audience: ChannelId | None, *, chars: int
    ) -> tuple[tuple[Told, str], ...]:
        return await article_rows.leads_naming(self._connection, self._key, words, audience, chars)

    async def put_reply(self, revision: RevisionId, asked: str, reply: str) -> None:
        await put_reply(self._connection, self._key, revision, asked, reply)

    async def put_cites(self, revision: RevisionId, cites: Sequence[str]) -> None:
        await article_rows.put_cites(self._connection, self._key, revision, cites)

    async def put_records(self, facts: Sequence[FactId], records: Sequence[Record]) -> None:
        await record_rows.put_records(self._connection, self._key, facts, records)

    async def add_correction(self, correction: Correction) -> None:
        await record_rows.add_correction(self._connection, self._key, correction)

    async def undo_correction(self, correction: CorrectionId, at: datetime) -> None:
        await record_rows.undo_correction(self._connection, self._key, correction, at)

    async def corrections(self) -> tuple[Correction, ...]:
        return await record_rows.list_corrections(self._connection, self._key, undone=False)

    async def delete_article(self, article: ArticleId) -> tuple[ArticleId, ...]:
        row = await article_rows.article_row(self._connection, self._key, article)
        await passage_rows.remove_passages(self._connection, self._key, row.key)
        gone = await fact_rows.remove_facts(self._connection, self._key, row.key)
        await record_rows.remove_records(self._connection, self._key, gone)
        await article_rows.erase(self._connection, row)
        return await article_rows.give_origin(self._connection, self._key, article)

    async def find_article_by_url(self, audience: ChannelId | None, url: str) -> Article | None:
        return await article_rows.find_by_url(self._connection, View.of_audience(self._key, audience), url)

    async def find_revision_by_text(self, audience: ChannelId | None, text: str) -> Told | None:
        return await article_rows.find_by_text(self._connection, View.of_audience(self._key, audience), text)

    async def find_near(
        self, audience: ChannelId | None, shingles: Sequence[int], *, share: float = 0.4
    ) -> tuple[tuple[ArticleId, float], ...]:
        return await near_rows.find_near(
            self._connection, View.of_audience(self._key, audience), shingles, share
        )

    async def revisions(self, article: ArticleId) -> tuple[Revision, ...]:
        try:
            row = await article_rows.article_row(self._connection, self._key, article)
        except NotFoundError:
            return ()
        return await article_rows.revisions_of(self._connection, row.key, article)

    async def add_jobs(self, jobs: Sequence[NewJob]) -> int:
        return await job_rows.add_jobs(self._connection, self._key, jobs)
