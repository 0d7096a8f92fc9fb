"""A whole transaction on SQLite in one trip to a thread, where the asynchronous driver makes one a statement.

An answer reads some twenty statements of less than a millisecond, a new article takes twice as many. Handing each to a
connection's own thread and waiting for it costs more than running it. What reads and writes is written for SQLAlchemy's
asynchronous connection all the same, because PostgreSQL has nothing else: `AtOnce` stands in for one, never makes anybody
wait, and so a coroutine that awaits nothing else (but `aside`) runs to its end when it is pushed once.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.fixed import Rows, is_fixed, run_fixed

T = TypeVar("T")


class AtOnce:
    """What readings use of an asynchronous connection, on a plain one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver: Any = connection.connection.dbapi_connection
        self._driver = driver

    @property
    def dialect(self) -> Dialect:
        """As SQLAlchemy's."""
        return self._connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        """As SQLAlchemy's."""
        if is_fixed(statement):
            return self._run(statement, parameters)
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:
        """As SQLAlchemy's."""
        if is_fixed(statement):
            row = self._run(statement, parameters).one_or_none()
            return row[0] if row else None
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Any, parameters: Any = None) -> Any:
        """As SQLAlchemy's."""
        if is_fixed(statement):
            return self._run(statement, parameters).first_column()
        return self._connection.scalars(statement, parameters)

    def _run(self, statement: Any, parameters: Mapping[str, Any] | None) -> Rows:
        try:
            return run_fixed(self._driver, self._connection.dialect, statement, parameters or {})
        except sqlite3.Error:  # asked once more, SQLAlchemy tells of it in its own errors
            return Rows(list(self._connection.execute(statement, parameters)))


async def do_at_once(engine: Engine, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `work` returns from one transaction of `engine`, kept unless it fails; it awaits its connection alone.

    All of it happens in a thread, and goes on there when the caller is cancelled.
    """

    def whole() -> T:
        with engine.begin() as connection:
            return _pushed(work(cast("AsyncConnection", AtOnce(connection))))

    return await asyncio.to_thread(whole)


def _pushed(work: Awaitable[T]) -> T:
    waiting = work.__await__()
    try:
        next(waiting)
    except StopIteration as done:
        result: T = done.value
        return result
    raise RuntimeError("a transaction waited for something else than its connection")
