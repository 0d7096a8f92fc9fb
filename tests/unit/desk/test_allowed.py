"""What a channel allows holds whichever way it is asked for, and can always be changed again by an admin."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.model.chat import IncomingKind, Notice
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
ADMIN = asker("UA", admin=True)


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        await room.ingest("VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday.")
        yield room


async def told(room: Newsroom, words: str, **fields: object) -> str:
    """What is replied to words."""
    await room.say(words, **fields)
    reply = room.platform.posts[-1][1]
    return reply.body.text if isinstance(reply.body, Notice) else "answered"


async def allow_only(room: Newsroom, *commands: str) -> None:
    """What the form for settings sends."""
    listed = ", ".join(f'"{name}"' for name in commands)
    said = await told(room, f'settings {{"commands": [{listed}]}}', requester=ADMIN)
    assert said.startswith("Here:")


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("met Kovar", None),
        ("Who met Anna Kovar?", None),
        ("help", None),
        ("brief Kovar", "/brief"),
        ("deadlines Kovar", "/deadlines"),
        ('verify "met Peter Szabo"', "/verify"),
        ("digest on 09:00", "/digest"),
        ("digest show", "/digest"),
        ("ingest https://herald.example.org/a", "/ingest"),
        ("unwatch Kovar", "/watch"),
        ("feeds", "/feeds"),
        ("calendar off", "/calendar"),
        ("changes https://herald.example.org/a", "/changes"),
        ("log", "/log"),
    ],
)
async def test_a_command_that_is_off_is_off_in_words_too(
    room: Newsroom, words: str, refused: str | None
) -> None:
    """Otherwise the list would be a list of slashes."""
    await allow_only(room, "met")

    said = await told(room, words)

    assert (f"{refused} is switched off in this channel" in said) if refused else ("switched off" not in said)


async def test_the_list_holds_for_commands_and_an_admin_can_change_it_again(room: Newsroom) -> None:
    """No list may lock everybody out."""
    await allow_only(room, "met")
    command = {"kind": IncomingKind.COMMAND, "command": "brief"}
    assert "/brief is switched off" in await told(room, "Kovar", **command)

    await allow_only(room)

    assert await told(room, "Kovar", **command) == "answered"


@pytest.mark.parametrize(
    "words", ["digest on 09:00 UTC", "digest change 10:00", "digest pause", "digest resume", "digest off"]
)
async def test_a_digest_can_be_kept_to_admins(room: Newsroom, words: str) -> None:
    """Members still look at it."""
    await room.say("digest on 08:00 UTC", requester=ADMIN)
    await room.say("settings digests admins", requester=ADMIN)
    before = await room.store.jobs.list_schedules(TEAM)

    assert "Only admins change the digest" in await told(room, words)
    assert await room.store.jobs.list_schedules(TEAM) == before
    assert "Only admins" not in await told(room, "digest show")
    assert "Only admins" not in await told(room, words, requester=ADMIN)


async def test_anybody_changes_a_digest_unless_an_admin_says_otherwise(room: Newsroom) -> None:
    """As everybody expects of a channel of their own."""
    assert "Only admins" not in await told(room, "digest on 08:00 UTC")
    assert len(await room.store.jobs.list_schedules(TEAM)) == 2
