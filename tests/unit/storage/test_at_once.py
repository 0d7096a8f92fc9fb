"""`bot.storage.at_once`: transactions that never wait, pushed to their end in a thread."""

from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.threads import aside
from bot.storage.at_once import do_at_once


async def test_a_reading_runs_to_its_end_in_a_thread_of_its_own() -> None:
    """Statements of all three kinds, and work that would leave the event loop if there were one."""
    here = threading.get_ident()

    async def read(connection: AsyncConnection) -> tuple[list[int], int | None, list[int], bool]:
        rows = (await connection.execute(text("SELECT 1 UNION SELECT 2"))).all()
        one = await connection.scalar(text("SELECT 3"))
        column = list(await connection.scalars(text("SELECT 4 UNION SELECT 5")))
        return [row[0] for row in rows], one, column, await aside(threading.get_ident) != here

    assert await do_at_once(create_engine("sqlite://"), read) == ([1, 2], 3, [4, 5], True)


async def test_aside_leaves_the_event_loop() -> None:
    """On the loop itself long work goes to a thread."""
    assert await aside(threading.get_ident) != threading.get_ident()


async def test_a_reading_that_waits_for_something_else_is_refused() -> None:
    """It would never go on: nobody wakes it there."""

    async def read(connection: AsyncConnection) -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waited for something else"):
        await do_at_once(create_engine("sqlite://"), read)
