"""The only place where the core's parts are chosen and joined."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.chosen import read_calendar, read_watched, reads_by_model
from bot.errors import ConfigError, FetchError, InputError
from bot.model.ids import WorkspaceId
from bot.model.jobs import NewJob
from bot.model.text import Scope, Told
from bot.ports import Accounts, ChatModel, JobStore, PostStore, SourceStore, SpendStore, Store
from bot.service import BriefingService, Fetch
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.ahead import ReadingAhead
    from bot.desk.desk import Desk
    from bot.extract.by_model import ModelReader
    from bot.intake import CalendarOf
    from bot.retention import Retention
    from bot.sources import Sources, WhenDead


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The running core: what adapters talk to.

    scope: what the operator's own workspace sees. engine: SQLAlchemy's writing engine, for tables that a platform's
    own library keeps (installations). spends: what language models cost.
    """

    settings: Settings
    store: Store
    jobs: JobStore
    posts: PostStore
    sources: SourceStore
    service: BriefingService
    scope: Scope
    engine: Any
    spends: SpendStore

    def open_desk(self) -> Desk:
        """The front desk for chat platforms."""
        from bot.desk.desk import Desk
        from bot.desk.limits import Limits

        chosen = self.settings
        return Desk(
            service=self.service,
            jobs=self.jobs,
            posts=self.posts,
            clock=_now,
            limits=Limits(
                per_member=chosen.questions_per_member or None,
                per_workspace=chosen.questions_per_workspace or None,
            ),
            public_url=chosen.public_url,
        )

    def open_reading_ahead(self) -> ReadingAhead:
        """What reads the latest articles when nobody waits."""
        from bot.ahead import ReadingAhead

        return ReadingAhead(self.store, most=self.settings.read_ahead)

    def open_retention(self) -> Retention:
        """What forgets by age."""
        from bot.model.chat import Requester
        from bot.model.ids import ArticleId, MemberId
        from bot.retention import Keep, Retention

        chosen = self.settings

        async def forget(article: ArticleId, scope: Scope) -> None:
            await self.service.forget(article, Requester(member=MemberId("retention"), scope=scope))

        return Retention(
            store=self.store,
            jobs=self.jobs,
            posts=self.posts,
            sources=self.sources,
            spends=self.spends,
            forget=forget,
            keep=Keep(
                articles=chosen.keep_articles_days or None,
                posts=chosen.keep_posts_days,
                jobs=chosen.keep_jobs_days,
            ),
        )


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """The core on the database of `settings`, closed at the end of the block; StorageError when it cannot be opened."""
    from bot.storage.sources import SqlSourceStore
    from bot.storage.store import SqlStore

    async with AsyncExitStack() as stack:
        store = await SqlStore.open(settings.database_url)
        stack.push_async_callback(store.close)
        model = await _open_model(settings, stack)
        accounts = _open_accounts(settings, store.spends) if model is not None else None
        service = BriefingService(
            store=store,
            model=model,
            accounts=accounts,
            model_timeout_s=settings.model_timeout_s,
            open_reader=_reader_of(settings, store, store.posts, model, accounts),
            fetch=await _open_fetch(settings, stack),
            watch=await read_watched(store.posts, WorkspaceId(settings.workspace)),
            calendar_of=_calendar_of(settings, store.posts),
            max_article_chars=settings.max_article_chars,
            after_change=_ask_the_desk if _has_chats(settings) else None,
        )
        yield App(
            settings=settings,
            store=store,
            jobs=store.jobs,
            posts=store.posts,
            sources=SqlSourceStore(store.engines),
            service=service,
            scope=Scope(workspace=WorkspaceId(settings.workspace)),
            engine=store.engines.writer,
            spends=store.spends,
        )


def _has_chats(settings: Settings) -> bool:
    """Whether somebody does what a change asks for: a database of the terminal alone would keep such jobs for ever."""
    return bool(settings.slack_bot_token or settings.slack_client_id or settings.discord_token)


def _ask_the_desk(told: Told, cause: str) -> Sequence[NewJob]:
    from bot.desk.digests import jobs_for_change

    return jobs_for_change(told, cause)


@asynccontextmanager
async def open_sources(app: App, when_dead: WhenDead | None = None) -> AsyncIterator[Sources]:
    """What follows feeds and pages, until the end of the block. when_dead: as `Sources`.

    Raises FetchError when fetching is switched off.
    """
    from bot.ingest.fetch import FetchLimits, open_fetcher
    from bot.ingest.page_reader import PageReader
    from bot.ingest.politeness import PoliteFetcher
    from bot.sources import Sources

    _check_fetching(app.settings)
    limits = FetchLimits(max_bytes=app.settings.max_file_bytes)
    async with open_fetcher(limits, proxy=app.settings.proxy) as fetcher, PageReader() as reader:
        yield Sources(
            store=app.sources,
            fetcher=PoliteFetcher(fetcher, clock=_now),
            read=reader.read,
            take=app.service.ingest,
            clock=_now,
            when_dead=when_dead,
        )


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_page_reader(settings: Settings) -> AsyncIterator[Callable[[str], Awaitable[dict[str, Any]]]]:
    """What fetches one address that a person gave and reads the article there, as values for `service.ingest`.

    Raises FetchError when fetching is switched off.
    """
    from bot.ingest.fetch import FetchLimits, open_fetcher
    from bot.ingest.page_reader import PageReader

    _check_fetching(settings)
    limits = FetchLimits(max_bytes=settings.max_file_bytes)
    async with open_fetcher(limits, proxy=settings.proxy) as fetcher, PageReader() as reader:

        async def read(url: str) -> dict[str, Any]:
            return await reader.read(await fetcher.fetch(url))

        yield read


def _check_fetching(settings: Settings) -> None:
    if not settings.fetch:
        raise FetchError("fetching is switched off here; set DATELINE_FETCH=true, or give files")


async def _open_model(settings: Settings, stack: AsyncExitStack) -> ChatModel | None:
    if settings.model is None:
        return None
    from bot.llm.client import Endpoint, OpenAIModel

    model = await OpenAIModel.open(
        Endpoint(
            model=settings.model,
            url=settings.model_url,
            key=settings.model_key.get_secret_value() if settings.model_key else None,
            headers=json.loads(settings.model_headers.get_secret_value()) if settings.model_headers else {},
            timeout_s=settings.model_timeout_s,
            parallel=settings.model_parallel,
        )
    )
    stack.push_async_callback(model.close)
    return model


def _open_accounts(settings: Settings, spends: SpendStore) -> Accounts:
    from bot.llm.meter import Meter, Prices

    prices = Prices(input=settings.model_input_price, output=settings.model_output_price)
    return Meter(store=spends, prices=prices, cap=settings.model_month_cap)


def _reader_of(
    settings: Settings, store: Store, posts: PostStore, model: ChatModel | None, accounts: Accounts | None
) -> Callable[[], ModelReader] | None:
    """What reads articles with the model, loaded when the first is read: a question reads none."""
    if model is None:
        return None

    async def wanted(workspace: WorkspaceId) -> bool:
        return await reads_by_model(posts, workspace, default=settings.model_facts)

    def open_reader() -> ModelReader:
        from bot.extract.by_model import ModelReader

        return ModelReader(model=model, replies=store, accounts=accounts, wanted=wanted)

    return open_reader


async def _open_fetch(settings: Settings, stack: AsyncExitStack) -> Fetch | None:
    """What gets the article at an address, opened when the first one is asked for: most commands fetch nothing."""
    if not settings.fetch:
        return None
    opened: list[Fetch] = []

    async def fetch(url: str) -> dict[str, Any]:
        if not opened:
            opened.append(await stack.enter_async_context(open_page_reader(settings)))
        return await opened[0](url)

    return fetch


def _check_calendar(name: str) -> None:
    from bot.text.when import check_calendar

    try:
        check_calendar(name)
    except InputError as error:
        raise ConfigError(f"DATELINE_CALENDAR: {error}") from None


def _calendar_of(settings: Settings, posts: PostStore) -> CalendarOf:
    if settings.calendar is not None:
        _check_calendar(settings.calendar)

    async def calendar_of(workspace: WorkspaceId) -> str | None:
        return await read_calendar(posts, workspace, default=settings.calendar)

    return calendar_of
