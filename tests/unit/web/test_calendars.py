"""Calendar programs fetch our calendars over HTTP, without logging in, at addresses nobody can guess."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import icalendar
import pytest
from aiohttp import ClientSession

from bot.testing.newsroom import Newsroom, asker
from bot.web.calendars import calendar_route
from bot.web.server import open_server

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
GIVEN = "VIENNA (Ledger) - Minister Anna Kovar said on Monday that Hungary has until September 30 to open the bridge."


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        room.desk.calendars._base = "http://127.0.0.1"
        await room.ingest(GIVEN, outlet="The Ledger")
        yield room


@pytest.fixture
async def site(room: Newsroom) -> AsyncIterator[str]:
    route = calendar_route(room.desk.calendars, lambda: room.now)
    server = open_server(
        "127.0.0.1", 0, store=room.store, jobs=room.jobs, scope=asker().scope, routes=[route]
    )
    async with server as port:
        yield f"http://127.0.0.1:{port}"


async def address(room: Newsroom) -> str:
    await room.say("calendar")
    body = room.platform.posts[-1][1].body
    return "/calendar/" + str(body).partition("/calendar/")[2].partition(".ics")[0] + ".ics"


async def test_the_file_is_served_with_a_tag_that_spares_the_next_fetch(room: Newsroom, site: str) -> None:
    """Thousands of programs ask every hour; most of them are told that nothing changed."""
    path = await address(room)
    async with ClientSession() as web:
        async with web.get(site + path) as first:
            assert first.status == 200
            assert first.content_type == "text/calendar"
            [event] = icalendar.Calendar.from_ical(await first.read()).walk("VEVENT")
            assert "open the bridge" in str(event["SUMMARY"])
            tag = first.headers["ETag"]
            assert "noindex" in first.headers["X-Robots-Tag"]
        async with web.get(site + path, headers={"If-None-Match": tag}) as again:
            assert (again.status, await again.read()) == (304, b"")
        await room.ingest(GIVEN.replace("30", "20"), outlet="The Ledger")
        async with web.get(site + path, headers={"If-None-Match": tag}) as changed:
            assert changed.status == 200


@pytest.mark.parametrize(
    "path", ["/calendar/T1/nobody-knows-this-token.ics", "/calendar/T2/{}.ics", "/calendar/..%2FT1/{}.ics"]
)
async def test_any_other_address_holds_nothing(room: Newsroom, site: str, path: str) -> None:
    """A token opens the one calendar of the one workspace for which it was made."""
    token = (await address(room)).rpartition("/")[2].removesuffix(".ics")
    async with ClientSession() as web, web.get(site + path.format(token)) as answer:
        assert answer.status == 404
        assert b"BEGIN" not in await answer.read()


async def test_an_address_taken_back_holds_nothing(room: Newsroom, site: str) -> None:
    """At once, for whoever had it."""
    path = await address(room)
    await room.say("calendar off")
    async with ClientSession() as web, web.get(site + path) as answer:
        assert answer.status == 404
