"""Serves calendars at their secret addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.desk.calendars import Calendars
from bot.errors import StorageError
from bot.model.ids import WorkspaceId
from bot.web.server import Route

if TYPE_CHECKING:
    from aiohttp import web

PATH = "/calendar/{workspace}/{token}.ics"
MAX_AGE_S = 900  # programs ask every quarter of an hour at most, whatever people have told them


def calendar_route(calendars: Calendars, clock: Callable[[], datetime]) -> Route:
    """What answers at the addresses of calendars: 200 with the file, 304 when it is known, 404 for any other token."""

    async def answer(request: web.Request) -> web.Response:
        from aiohttp import web

        workspace, token = WorkspaceId(request.match_info["workspace"]), request.match_info["token"]
        try:
            data = await calendars.write(workspace, token, clock())
        except StorageError:
            return web.Response(status=503, headers={"Retry-After": "60"})
        if data is None:
            return web.Response(status=404, text="There is no calendar at this address.\n")
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": f"private, max-age={MAX_AGE_S}", "X-Robots-Tag": "noindex"}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=data, content_type="text/calendar", charset="utf-8", headers=headers)

    return Route(method="GET", path=PATH, handler=answer)
