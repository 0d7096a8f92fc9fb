"""The engines of a store: one that writes, one beside it that reads, and on SQLite one of each for threads that may wait.

SQLite: the writer is one connection that begins IMMEDIATE, so a transaction never has to be repeated because another
writer came between its reads and its writes; readers go on beside it (WAL). PostgreSQL: writers queue per workspace,
readers see one snapshot.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import ConfigError

READERS = 4
_JOURNAL = "journal_mode=WAL"
_ASK_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """The engines of one database, and how long a writer waits for another.

    direct_writer, direct_reader: the same for threads that may wait (`bot.storage.at_once`); None on PostgreSQL.
    """

    writer: AsyncEngine
    reader: AsyncEngine
    wait_s: float
    direct_writer: Engine | None = None
    direct_reader: Engine | None = None

    @property
    def on_postgres(self) -> bool:
        """Whether this is PostgreSQL; SQLite otherwise."""
        return self.writer.dialect.name == "postgresql"

    async def dispose(self) -> None:
        """Close every connection."""
        for direct in (self.direct_reader, self.direct_writer):
            if direct is not None:
                await asyncio.to_thread(direct.dispose)
        await self.reader.dispose()
        await self.writer.dispose()


def make_engines(url: str, *, wait_s: float) -> Engines:
    """Engines for `sqlite:///file` or `postgresql://…`; nothing is connected yet. ConfigError for other URLs."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, wait_s)
    return _postgres(parsed, wait_s)


def parse_url(url: str) -> URL:
    """`url` with the driver that we use; ConfigError when it is not one of the two databases."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(f"the database URL {url!r} is not one; write sqlite:///dateline.db") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "sqlite":
            raise ConfigError("an archive in memory is not supported; name a file: sqlite:///dateline.db")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise ConfigError(f"the database must be sqlite or postgresql, got {other!r}")


def _sqlite(url: URL, wait_s: float) -> Engines:
    from bot.storage.one_trip import OneTripDriver  # loads the driver, which PostgreSQL does not need

    writer = create_async_engine(
        url,
        module=OneTripDriver(),
        pool_size=1,
        max_overflow=0,
        pool_timeout=wait_s,
        connect_args={"timeout": wait_s},
    )
    reader = create_async_engine(
        url,
        module=OneTripDriver(),
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=wait_s,
        connect_args={"timeout": wait_s},
    )
    writes = (_JOURNAL, "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
    reads = ("query_only=ON", "temp_store=MEMORY", "cache_size=-16000", "mmap_size=268435456")
    _on_connect(writer.sync_engine, *writes)
    _on_connect(reader.sync_engine, *reads, begins="BEGIN")
    direct_writer, direct_reader = _direct(url, 1, wait_s), _direct(url, READERS, wait_s)
    _on_connect(direct_writer, *writes)
    _on_connect(direct_reader, *reads)
    for engine, begin in (
        (writer.sync_engine, "BEGIN IMMEDIATE"),
        (direct_writer, "BEGIN IMMEDIATE"),
    ):
        event.listen(engine, "begin", lambda c, words=begin: c.exec_driver_sql(words))
    # a reader waits for nobody, so the driver can be told itself, which an answer begins with
    event.listen(direct_reader, "begin", lambda c: c.connection.dbapi_connection.execute("BEGIN"))
    return Engines(
        writer=writer, reader=reader, wait_s=wait_s, direct_writer=direct_writer, direct_reader=direct_reader
    )


def _direct(url: URL, size: int, wait_s: float) -> Engine:
    return create_engine(
        url.set(drivername="sqlite"),
        pool_size=size,
        max_overflow=0,
        pool_timeout=wait_s,
        connect_args={"timeout": wait_s, "check_same_thread": False},
    )


def prepare_file(url: URL, wait_s: float) -> None:
    """Make the file keep its journal as a write-ahead log. Blocks: not for the event loop.

    aiosqlite leaves a thread behind when a connection fails, which then trips over the closed event loop; so whatever is wrong with
    a file is found here. Two that change the journal of one file at once would deadlock; SQLite then refuses one of them at once,
    whatever its timeout, and that one asks again.
    Raises sqlite3.Error when the file cannot be opened, is something else, or is held for longer than wait_s, seconds.
    """
    assert url.database is not None
    until = time.monotonic() + wait_s
    connection = sqlite3.connect(url.database, timeout=wait_s, uri="uri" in url.query)
    try:
        while True:
            try:
                connection.execute(f"PRAGMA {_JOURNAL}").fetchone()
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(_ASK_AGAIN_S)
    finally:
        connection.close()


def _on_connect(engine: Engine, *pragmas: str, begins: str | None = None) -> None:
    def prepare(connection: Any, _record: object) -> None:
        try:
            connection.isolation_level = (
                None  # the driver begins nothing by itself; the "begin" event above does
            )
            cursor = connection.cursor()
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
            if begins is not None:
                connection.begins = begins
        except Exception:
            connection.close()  # or its thread outlives the event loop
            raise

    event.listen(engine, "connect", prepare)


def _postgres(url: URL, wait_s: float) -> Engines:
    # jit: compiling a search costs more than running it. random_page_cost: for disks without moving parts; with the
    # default of 4 a search of 15,000 passages reads them all instead of the index.
    settings = {
        "jit": "off",
        "random_page_cost": "1.1",
        "lock_timeout": f"{round(wait_s * 1000)}ms",
        "application_name": "dateline",
    }
    make: Callable[..., AsyncEngine] = create_async_engine
    shared: dict[str, Any] = {"pool_pre_ping": True, "pool_timeout": wait_s}
    writer = make(url, pool_size=4, max_overflow=4, connect_args={"server_settings": settings}, **shared)
    reader = make(
        url,
        pool_size=READERS,
        max_overflow=READERS,
        isolation_level="REPEATABLE READ",
        connect_args={"server_settings": settings | {"default_transaction_read_only": "on"}},
        **shared,
    )
    return Engines(writer=writer, reader=reader, wait_s=wait_s)
