"""`dateline serve`: everything that is configured, in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from adapters.garbage import Garbage
from adapters.terminal.options import load_settings
from bot.errors import ConfigError, FetchError, StorageError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from adapters.slack.config import SlackConfig
    from bot.ahead import ReadingAhead
    from bot.app import App
    from bot.desk.desk import Desk
    from bot.desk.digests import Digests
    from bot.settings import Settings
    from bot.sources import Sources
    from bot.web.server import Route

ROLES = ("web", "worker", "schedules", "feeds", "slack", "discord")
TICK_S = 1.0  # how late a digest can begin because nobody looked
FEED_TICK_S = 5.0
RETENTION_TICK_S = 3600.0
READING_TICK_S = 2.0

_log = logging.getLogger("dateline")

Work = Callable[[asyncio.Event], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that runs: its name, what the banner says of it, and the work, which ends when its event is set."""

    name: str
    words: str
    work: Work


@click.command(short_help="Run the bot: chats, digests, reminders, feeds, health.")
@click.option("--db", metavar="FILE_OR_URL", help="The database; DATELINE_DATABASE_URL otherwise.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(ROLES),
    help="Run these parts only; may be given several times.",
)
def serve(db: str | None, only: tuple[str, ...]) -> None:
    """Run everything that is configured until stopped: the chat platforms with tokens in the settings, answers, digests,
    reminders, feeds, and health on /healthz. Ctrl-C or SIGTERM lets running work end first.

    For several machines, give each its part: `--only worker --only schedules`. They share a PostgreSQL database.
    """
    settings = load_settings(db)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    asyncio.run(run(settings, frozenset(only), echo=click.echo))


async def run(settings: Settings, only: frozenset[str], *, echo: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM. only: the parts to run, empty for all that are configured.

    Raises ConfigError when a part is asked for by name and not configured, or the address cannot be listened on.
    """
    from bot.app import open_app
    from bot.desk.digests import Digests
    from bot.web.calendars import calendar_route
    from bot.web.server import open_server

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_app(settings) as app, AsyncExitStack() as stack:
        desk = app.open_desk()
        digests = Digests(service=app.service, desk=desk, jobs=app.jobs, posts=app.posts, clock=_now)
        sources = await _open_sources(app, stack)
        _follow_from_chats(desk, app, sources)
        chats, routes = await _open_chats(app, desk, only, stack)
        lines = [f"Dateline, database {_shown(settings.database_url)}"]
        if _wanted("web", only):
            server = open_server(
                settings.host,
                settings.port,
                store=app.store,
                jobs=app.jobs,
                scope=app.scope,
                routes=(*routes, calendar_route(desk.calendars, _now)),
            )
            port = await stack.enter_async_context(server)
            lines.append(f"  web        http://{settings.host}:{port}/healthz")
        parts = [*_core_parts(app, desk, digests, sources, only), *chats]
        echo("\n".join([*lines, *(f"  {part.name:10} {part.words}" for part in parts)]))
        await _run_parts([part.work for part in parts], stop)
    echo("Stopped; nothing is left half-done.")


def _now() -> datetime:
    return datetime.now(UTC)


def _wanted(name: str, only: frozenset[str]) -> bool:
    return not only or name in only


# ---------------------------------------------------------------- the core's parts


async def _open_sources(app: App, stack: AsyncExitStack) -> Sources | None:
    from bot.app import open_sources
    from bot.desk.feeds import jobs_when_dead

    try:
        return await stack.enter_async_context(open_sources(app, when_dead=jobs_when_dead))
    except FetchError:  # fetching is switched off
        return None


def _follow_from_chats(desk: Desk, app: App, sources: Sources | None) -> None:
    from bot.desk.feeds import ChannelFeeds

    desk.orders.feeds = ChannelFeeds(channels=desk.channels, posts=app.posts, sources=sources)


def _core_parts(
    app: App, desk: Desk, digests: Digests, sources: Sources | None, only: frozenset[str]
) -> list[Part]:
    parts: list[Part] = []
    if _wanted("worker", only):
        parts.append(
            Part(name="worker", words="answers, digests, reminders, notes", work=_worker(app, desk, digests))
        )
        if app.settings.read_ahead:
            words = f"the latest {app.settings.read_ahead:,} articles, ahead of questions"
            reading = _ticking(_reading(app.open_reading_ahead()), READING_TICK_S)
            parts.append(Part(name="reading", words=words, work=reading))
    if _wanted("schedules", only):
        parts.append(
            Part(name="schedules", words="digests at their local time", work=_ticking(digests.tick, TICK_S))
        )
        retention = app.open_retention()
        parts.append(
            Part(
                name="retention",
                words=_kept(app.settings),
                work=_ticking(retention.tick, RETENTION_TICK_S),
            )
        )
    if sources is not None and _wanted("feeds", only):
        parts.append(Part(name="feeds", words="followed feeds and pages", work=_feeds(app, sources)))
    elif "feeds" in only:
        raise ConfigError("--only feeds needs fetching; set DATELINE_FETCH=yes")
    return parts


def _reading(ahead: ReadingAhead) -> Callable[[datetime], Awaitable[int]]:
    """What reads some articles ahead of questions; what it read is not looked through for garbage again."""
    garbage = Garbage()

    async def tick(now: datetime) -> int:
        read = await ahead.tick(now)
        if read:
            garbage.set_aside()
        return read

    return tick


def _kept(settings: Settings) -> str:
    """What the banner says of retention."""
    articles = f"{settings.keep_articles_days} days" if settings.keep_articles_days else "for good"
    return f"articles kept {articles}, posts {settings.keep_posts_days} days, finished work {settings.keep_jobs_days} days"


def _worker(app: App, desk: Desk, digests: Digests) -> Work:
    from bot.desk.desk import URGENT
    from bot.desk.feeds import DEAD_JOB, DeadFeeds
    from bot.jobs.worker import Worker

    dead = DeadFeeds(desk=desk, posts=app.posts, sources=app.sources, clock=_now)
    name = f"{socket.gethostname()}:{os.getpid()}"
    worker = Worker(
        app.jobs,
        {**desk.handlers, **digests.handlers, DEAD_JOB: dead.handle},
        name=name,
        clock=_now,
        chance=random.Random(),  # noqa: S311 - spreads retries, nothing secret
        urgent=URGENT,
    )
    desk.wake_with(worker.wake)

    async def work(stop: asyncio.Event) -> None:
        running = asyncio.create_task(worker.run())
        await stop.wait()
        worker.stop()
        await running

    return work


def _feeds(app: App, sources: Sources) -> Work:
    """Polling has a worker of its own: slow hosts must not keep questions waiting."""
    from bot.jobs.worker import Worker

    name = f"{socket.gethostname()}:{os.getpid()}:feeds"
    worker = Worker(app.jobs, sources.handlers, name=name, clock=_now, chance=random.Random())  # noqa: S311

    async def work(stop: asyncio.Event) -> None:
        running = asyncio.create_task(worker.run())
        await _ticking(sources.tick, FEED_TICK_S)(stop)
        worker.stop()
        await running

    return work


def _ticking(tick: Callable[[datetime], Awaitable[int]], every_s: float) -> Work:
    async def work(stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await tick(_now())
            except StorageError as error:
                _log.warning("the database could not be asked what is due: %s", error)
            try:
                await asyncio.wait_for(stop.wait(), every_s)
            except TimeoutError:
                continue

    return work


async def _run_parts(works: Sequence[Work], stop: asyncio.Event) -> None:
    """Run the parts until `stop`; when one fails, the others stop and its error is raised."""

    async def guarded(work: Work) -> None:
        try:
            await work(stop)
        finally:
            stop.set()

    tasks = [asyncio.create_task(guarded(work)) for work in works]
    await stop.wait()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    for error in done:
        if isinstance(error, BaseException):
            raise error


# ---------------------------------------------------------------- chat platforms


async def _open_chats(
    app: App, desk: Desk, only: frozenset[str], stack: AsyncExitStack
) -> tuple[list[Part], tuple[Route, ...]]:
    """The chat platforms that are configured, and the routes they want served."""
    parts: list[Part] = []
    routes: tuple[Route, ...] = ()
    config = slack_config(app.settings)
    if config is not None and _wanted("slack", only):
        part, routes = await _open_slack(app, desk, config, stack)
        parts.append(part)
    elif "slack" in only:
        raise ConfigError("--only slack needs its tokens; docs/slack.md lists the settings")
    if app.settings.discord_token is not None and _wanted("discord", only):
        parts.append(_discord(app, desk))
    elif "discord" in only:
        raise ConfigError(
            "--only discord needs DATELINE_DISCORD_TOKEN; docs/discord.md tells where it comes from"
        )
    return parts, routes


def slack_config(settings: Settings) -> SlackConfig | None:
    """What the Slack adapter needs, or None when no Slack token is set; ConfigError when some of it is missing."""
    if not (settings.slack_bot_token or settings.slack_client_id):
        return None
    need("slack_bolt", "slack")
    from adapters.slack.config import Mode, SlackConfig

    return SlackConfig(
        mode=Mode.SOCKET if settings.slack_app_token else Mode.HTTP,
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        signing_secret=_secret(settings.slack_signing_secret),
        client_id=settings.slack_client_id,
        client_secret=_secret(settings.slack_client_secret),
        encryption_key=_secret(settings.secrets_key),
        public_url=settings.public_url,
    )


async def _open_slack(
    app: App, desk: Desk, config: SlackConfig, stack: AsyncExitStack
) -> tuple[Part, tuple[Route, ...]]:
    from adapters.slack.app import open_slack
    from bot.web.server import Route

    opened = open_slack(desk, config, posts=app.posts, clock=_now, engine=app.engine, uninstalled=desk.forget)
    slack = await stack.enter_async_context(opened)
    routes = tuple(Route(method=one.method, path=one.path, handler=one.handler) for one in slack.routes())
    return Part(name="slack", words=f"{config.mode.value} mode", work=slack.run), routes


def _discord(app: App, desk: Desk) -> Part:
    need("discord", "discord")
    from adapters.discord.bot import run_discord
    from adapters.discord.commands import ChosenHash
    from adapters.discord.config import DiscordConfig

    settings = app.settings
    config = DiscordConfig(
        token=_secret(settings.discord_token) or "",
        message_content=settings.discord_message_content,
        shards=settings.discord_shards,
        home_server=settings.discord_home_server,
        zone=settings.zone,
        plain=settings.discord_plain,
    )

    async def work(stop: asyncio.Event) -> None:
        await run_discord(desk, config, clock=_now, told=ChosenHash(app.posts), stop=stop)

    return Part(name="discord", words="gateway", work=work)


def need(module: str, extra: str) -> None:
    """Raises ConfigError where what an extra installs is not there."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise ConfigError(f"the parts for {extra} are not installed; pip install 'dateline[{extra}]'")


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None


def _shown(url: str) -> str:
    from bot.values import hide_password

    return hide_password(url)
