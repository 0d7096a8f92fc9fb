"""Bringing a database to the schema of this version of Dateline.

The usual case, a database that is up to date, costs one query and does not import Alembic. A new database gets its
tables in one go; an older one goes through the migrations. Both happen in one transaction: all of it, or nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ConfigError, StorageError
from bot.storage.engines import Engines, make_engines, prepare_file
from bot.storage.faults import in_our_words
from bot.storage.schema import metadata

HEAD = "0004"  # the newest revision in migrations/versions; a test compares

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_S = 30.0  # for another process to let go of the database
_LOCK = 0x6461_7465  # one migration at a time on a PostgreSQL server: "date" in ASCII


async def upgrade(url: str) -> tuple[str | None, str]:
    """Bring the database at `url` to this version; the revision it had (None: it was empty) and the one it has now.

    Raises StorageError when the database was written by a newer version of Dateline.
    """
    engines = make_engines(url, wait_s=_WAIT_S)
    try:
        with in_our_words():
            before = await find_revision(engines)
            await bring_up(engines, before)
    finally:
        await engines.dispose()
    return before, HEAD


async def ensure_current(engines: Engines, *, allowed: bool) -> None:
    """Make sure that the schema is this version's; ConfigError when it is not and migrating is not `allowed`."""
    found = await find_revision(engines)
    if found == HEAD:
        return
    if not allowed:
        raise ConfigError(
            f"the database has schema {found or 'none'} and this version needs {HEAD}; `dateline doctor` brings it up"
        )
    await bring_up(engines, found)


async def find_revision(engines: Engines) -> str | None:
    """The schema revision of the database, or None when it holds no tables of ours."""
    if not engines.on_postgres:
        await asyncio.to_thread(prepare_file, engines.writer.url, engines.wait_s)
    async with engines.reader.connect() as connection:  # asking must not wait for a process that writes
        return await _revision(connection)


async def bring_up(engines: Engines, found: str | None) -> None:
    """Create or migrate in one transaction; `found` is what `find_revision` said, looked at again under the lock."""
    steps = () if found is None else await asyncio.to_thread(_steps_after, found)
    async with engines.writer.begin() as connection:
        if engines.on_postgres:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        now = await _revision(connection)
        if now == HEAD:
            return  # another process was faster
        if now != found:
            steps = await asyncio.to_thread(_steps_after, now) if now is not None else ()
        if now is None:
            await connection.run_sync(_create)
        else:
            await connection.run_sync(_run, steps)


async def create_at(connection: AsyncConnection, revision: str) -> None:
    """Create the tables of a revision, the newest or an older one, in an empty database.

    Raises StorageError when this version does not know it.
    """
    if revision == HEAD:
        await connection.run_sync(_create)
        return
    steps = await asyncio.to_thread(_steps_between, None, revision)
    await connection.run_sync(_create_version, revision)
    await connection.run_sync(_run, steps, revision)


async def _revision(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(lambda c: inspect(c).has_table("alembic_version")):
        return None
    found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    _create_version(connection, HEAD)


def _create_version(connection: Connection, revision: str) -> None:
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def _steps_after(found: str) -> tuple[Callable[[], None], ...]:
    """The upgrade functions from revision `found` to the newest, in order. Reads files: not for the event loop."""
    return _steps_between(found, HEAD)


def _steps_between(found: str | None, wanted: str) -> tuple[Callable[[], None], ...]:
    from alembic.script import ScriptDirectory
    from alembic.script.revision import RevisionError
    from alembic.util import CommandError

    scripts = ScriptDirectory(str(_MIGRATIONS))
    try:
        revisions = list(scripts.iterate_revisions(wanted, found or "base"))
    except (CommandError, RevisionError) as error:
        raise StorageError(
            f"the database has schema {found or wanted}, which this version does not know; install a newer Dateline"
        ) from error
    return tuple(revision.module.upgrade for revision in reversed(revisions))


def _run(connection: Connection, steps: tuple[Callable[[], None], ...], revision: str = HEAD) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            step()
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
