"""One trip to the thread of a SQLite connection for each statement, where the adapter makes four.

A question runs some twenty statements. Opening a cursor, executing, fetching and closing it on the connection's thread,
one after the other, costs more than most of them.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util import await_only


class OneTripCursor:
    """A cursor of SQLAlchemy's asynchronous kind, whose rows are all there once it has executed."""

    server_side = False

    def __init__(self, adapted: OneTripConnection) -> None:
        self._adapted = adapted
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = -1
        self.arraysize = 1
        self._rows: deque[Any] = deque()

    def execute(self, operation: str, parameters: Sequence[Any] | None = None) -> None:
        """Run one statement and fetch what it returns."""
        self._run(lambda connection: connection.execute(operation, parameters or ()))

    def executemany(self, operation: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        self._run(lambda connection: connection.executemany(operation, rows))

    def _run(self, start: Any) -> None:
        connection: Any = self._adapted._connection

        begins = self._adapted.begins

        def whole() -> tuple[Any, int, int | None, list[Any]]:
            if begins is not None and not connection._conn.in_transaction:
                connection._conn.execute(begins)
            cursor: sqlite3.Cursor = start(connection._conn)
            try:
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, cursor.rowcount, cursor.lastrowid, rows
            finally:
                cursor.close()

        try:
            found = await_only(connection._execute(whole))
        except Exception as error:
            self._adapted._handle_exception(error)
        self.description, self.rowcount, self.lastrowid, rows = found
        self._rows = deque(rows)

    def setinputsizes(self, *_sizes: Any) -> None:
        """Nothing to do."""

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows, at most `size`."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def __iter__(self) -> Iterator[Any]:
        while self._rows:
            yield self._rows.popleft()

    def close(self) -> None:
        """Forget the rows; SQLite's own cursor is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is open."""


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """A connection with such cursors. begins: what begins a transaction, with its first statement; None: others do."""

    __slots__ = ("begins",)

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.begins: str | None = None

    def cursor(self, server_side: bool = False) -> Any:
        """A new cursor."""
        return super().cursor(server_side) if server_side else OneTripCursor(self)


class OneTripDriver(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's driver for aiosqlite with such connections; give it to `create_async_engine(module=...)`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *args: Any, **options: Any) -> AsyncAdapt_aiosqlite_connection:
        """Open a connection."""
        plain = super().connect(*args, **options)
        return OneTripConnection(self, plain._connection)
