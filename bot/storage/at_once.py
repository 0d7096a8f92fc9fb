"""A whole reading of a SQLite database in one trip to a thread, where the asynchronous driver makes one a statement.

An answer reads some twenty statements of less than a millisecond. Handing each to a connection's own thread and waiting
for it costs more than running it. What reads is written for SQLAlchemy's asynchronous connection all the same, because
PostgreSQL has nothing else: `AtOnce` stands in for one, never makes anybody wait, and so a coroutine that awaits nothing
else runs to its end when it is pushed once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

P = ParamSpec("P")
T = TypeVar("T")


class AtOnce:
    """What readings use of an asynchronous connection, on a plain one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """As SQLAlchemy's."""
        return self._connection.dialect

    async def execute(self, *statement: Any) -> Any:
        """As SQLAlchemy's."""
        return self._connection.execute(*statement)

    async def scalar(self, *statement: Any) -> Any:
        """As SQLAlchemy's."""
        return self._connection.scalar(*statement)

    async def scalars(self, *statement: Any) -> Any:
        """As SQLAlchemy's."""
        return self._connection.scalars(*statement)


async def read_at_once(engine: Engine, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What `work` reads in one transaction of `engine`, in a thread; it awaits nothing but the connection."""

    def whole() -> T:
        with engine.connect() as connection:
            return _pushed(work(cast("AsyncConnection", AtOnce(connection))))

    return await asyncio.to_thread(whole)


def _pushed(work: Awaitable[T]) -> T:
    waiting = work.__await__()
    try:
        next(waiting)
    except StopIteration as done:
        result: T = done.value
        return result
    raise RuntimeError("a reading waited for something else than its connection")


async def aside(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """What `work` returns: in a thread when this is the event loop's, here and now when it is none."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work(*args, **options)
    return await asyncio.to_thread(work, *args, **options)
