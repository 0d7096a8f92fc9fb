"""The small HTTP server of `dateline serve`: health, metrics, and the routes that adapters hand in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BotError, ConfigError
from bot.model.text import Scope
from bot.ports import JobStore, Store

if TYPE_CHECKING:
    from aiohttp import web

Handler = Callable[["web.Request"], Awaitable["web.StreamResponse"]]
MAX_BODY_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A path an adapter answers: method, path and what answers."""

    method: str
    path: str
    handler: Handler


@asynccontextmanager
async def open_server(
    host: str, port: int, *, store: Store, jobs: JobStore, scope: Scope, routes: Sequence[Route] = ()
) -> AsyncIterator[int]:
    """Serve until the block ends; gives the port. ConfigError when the address cannot be listened on.

    scope: the workspace whose figures are shown.
    """
    from aiohttp import web

    site = web.Application(client_max_size=MAX_BODY_BYTES)
    site.router.add_get("/healthz", _health(store, scope))
    site.router.add_get("/metrics", _metrics(store, jobs, scope))
    for route in routes:
        site.router.add_route(route.method, route.path, route.handler)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise ConfigError(
                f"cannot listen on {host}:{port} ({error.strerror}); set DATELINE_HOST or DATELINE_PORT"
            ) from None
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _health(store: Store, scope: Scope) -> Handler:
    async def health(_request: web.Request) -> web.Response:
        """200 when the database answers, 503 when it does not."""
        from aiohttp import web

        try:
            await store.coverage(scope)
        except BotError:
            return web.json_response({"status": "database unreachable"}, status=503)
        return web.json_response({"status": "ok"})

    return health


def _metrics(store: Store, jobs: JobStore, scope: Scope) -> Handler:
    async def metrics(_request: web.Request) -> web.Response:
        """Counts in the text format of Prometheus."""
        from aiohttp import web

        covered = await store.coverage(scope)
        counted = await jobs.count_jobs(scope.workspace)
        lines = [
            "# TYPE dateline_articles gauge",
            f"dateline_articles {covered.articles}",
            "# TYPE dateline_outlets gauge",
            f"dateline_outlets {covered.outlets}",
            "# TYPE dateline_jobs gauge",
            *(f'dateline_jobs{{state="{state.value}"}} {count}' for state, count in counted.items()),
        ]
        return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")

    return metrics
