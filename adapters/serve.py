"""`dateline serve`: everything that is configured, in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from adapters.terminal.options import load_settings

if TYPE_CHECKING:
    from bot.app import App
    from bot.desk.desk import Desk
    from bot.settings import Settings

ROLES = ("web", "worker")

_log = logging.getLogger("dateline")


@click.command(short_help="Run the bot until it is stopped.")
@click.option("--db", metavar="FILE_OR_URL", help="The database; DATELINE_DATABASE_URL otherwise.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(ROLES),
    help="Run these parts only; may be given several times.",
)
def serve(db: str | None, only: tuple[str, ...]) -> None:
    """Run everything that is configured until stopped: the chat platforms with tokens in the settings, the worker, the
    schedules, and health on /healthz. Ctrl-C or SIGTERM lets running work end first.

    For several machines, give each its part: `--only worker --only schedules`. They share a PostgreSQL database.
    """
    settings = load_settings(db)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    asyncio.run(run(settings, set(only) or set(ROLES), echo=click.echo))


async def run(settings: Settings, roles: set[str], *, echo: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM. ConfigError when a chat platform is asked for by name and not configured."""
    from bot.app import open_app
    from bot.web.server import open_server

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_app(settings) as app, AsyncExitStack() as stack:
        desk = app.open_desk()
        parts = _parts(app, desk, roles)
        lines = [f"Dateline, database {_shown(settings.database_url)}"]
        if "web" in roles:
            server = open_server(
                settings.host, settings.port, store=app.store, jobs=app.jobs, scope=app.scope
            )
            port = await stack.enter_async_context(server)
            lines.append(f"  web        http://{settings.host}:{port}/healthz")
        lines += [f"  {name:10} {words}" for name, words, _ in parts]
        echo("\n".join(lines))
        await _run_parts([work for _, _, work in parts], stop)
    echo("Stopped; nothing is left half-done.")


Part = tuple[str, str, Callable[[asyncio.Event], Awaitable[None]]]


def _parts(app: App, desk: Desk, roles: set[str]) -> list[Part]:
    parts: list[Part] = []
    if "worker" in roles:
        parts.append(("worker", "answers", lambda stop: _work(app, desk, stop)))
    return parts


async def _work(app: App, desk: Desk, stop: asyncio.Event) -> None:
    from bot.jobs.worker import Worker

    name = f"{socket.gethostname()}:{os.getpid()}"
    worker = Worker(
        app.jobs,
        desk.handlers,
        name=name,
        clock=lambda: datetime.now(UTC),
        chance=random.Random(),  # noqa: S311
    )
    desk.wake_with(worker.wake)
    running = asyncio.create_task(worker.run())
    await stop.wait()
    worker.stop()
    await running


async def _run_parts(works: list[Callable[[asyncio.Event], Awaitable[None]]], stop: asyncio.Event) -> None:
    """Run the parts until `stop`; when one fails, the others stop and its error is raised."""

    async def guarded(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        try:
            await work(stop)
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(guarded(work))
        if not works:
            await stop.wait()


def _shown(url: str) -> str:
    from adapters.terminal.checkup import hide_password

    return hide_password(url)
