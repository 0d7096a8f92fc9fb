"""Backup and restore of a PostgreSQL database as one file, without its tools: they are rarely where Dateline runs.

The file is a ZIP: `manifest.json`, and for each table its rows as PostgreSQL's own COPY writes them, all from one snapshot.
A backup of an older version of Dateline is put back at its own schema and migrated when the database is next opened.
"""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any, Literal

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.errors import InputError, StorageError
from bot.storage.engines import make_engines
from bot.storage.faults import in_our_words
from bot.storage.migrate import create_at, find_revision
from bot.storage.schema import metadata

FORMAT = 1
MANIFEST = "manifest.json"
_VERSION_TABLE = "alembic_version"
_CHUNK_BYTES = 1 << 20
_WAIT_S = 30.0


async def back_up(url: str, target: Path) -> None:
    """Write the database at `url` into a new file, as it stands at one moment, while others go on writing.

    StorageError when the database cannot be read, InputError when it holds nothing of ours.
    """
    engines = make_engines(url, wait_s=_WAIT_S)
    try:
        with in_our_words():
            revision = await find_revision(engines)
            if revision is None:
                raise InputError("there is nothing to back up; the database holds no tables of Dateline")
            async with engines.reader.connect() as connection:
                await connection.execute(text("SELECT 1"))  # from here on, one snapshot
                await _write(connection, revision, target)
    finally:
        await engines.dispose()


async def restore(backup: Path, url: str, *, replace: bool) -> None:
    """Make the database at `url` what it was when `backup` was made: all of it, or nothing is changed.

    InputError when `backup` is none of ours, or when the database holds tables and not `replace`.
    """
    manifest = await asyncio.to_thread(check, backup)
    engines = make_engines(url, wait_s=_WAIT_S)
    try:
        with in_our_words():
            async with engines.writer.begin() as connection:
                there = await connection.run_sync(lambda c: inspect(c).get_table_names())
                if there and not replace:
                    raise InputError(
                        "the database is not empty; say --replace to put the backup in its place"
                    )
                for name in there:
                    await connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
                await create_at(connection, manifest["revision"])
                for statement in manifest["ddl"]:
                    await connection.execute(text(statement))
                await _read(connection, manifest, backup)
    finally:
        await engines.dispose()


def check(backup: Path) -> dict[str, Any]:
    """What a backup says of itself; InputError unless it is a whole one of ours. Blocks: not for the event loop."""
    if not backup.is_file():
        raise InputError(f"there is no backup {backup.name}")
    try:
        with zipfile.ZipFile(backup) as packed:
            damaged = packed.testzip()
            manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(f"{backup.name} is no backup of a PostgreSQL database: {error}") from error
    if damaged is not None:
        raise InputError(f"{backup.name} is damaged in {damaged}")
    if manifest.get("dateline") != FORMAT:
        raise InputError(f"{backup.name} was written by a newer version of Dateline; install that one")
    return manifest


async def _write(connection: AsyncConnection, revision: str, target: Path) -> None:
    names, ddl = await connection.run_sync(_describe)
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    tables = []
    packed = await asyncio.to_thread(
        zipfile.ZipFile, target, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=5
    )
    try:
        for name in names:
            columns = await connection.run_sync(_columns, name)
            async with _opened(packed, _member(name), "w") as member:

                async def put(data: bytes, member: IO[bytes] = member) -> None:
                    await asyncio.to_thread(member.write, data)

                with _in_our_words():
                    said = await raw.copy_from_table(name, output=put, columns=columns)
            tables.append({"name": name, "columns": columns, "rows": int(said.rpartition(" ")[2])})
        manifest = {
            "dateline": FORMAT,
            "revision": revision,
            "tables": tables,
            "ddl": ddl,
            "sequences": await _sequences(connection),
        }
        await asyncio.to_thread(packed.writestr, MANIFEST, json.dumps(manifest, indent=1))
    finally:
        await asyncio.to_thread(packed.close)


def _describe(connection: Connection) -> tuple[list[str], list[str]]:
    """All tables, those that others refer to first, and the statements that make those which are not ours."""
    found = inspect(connection).get_sorted_table_and_fkc_names()
    names = [name for name, _ in found if name is not None and name != _VERSION_TABLE]
    foreign = [name for name in names if name not in metadata.tables]
    reflected = MetaData()
    reflected.reflect(connection, only=foreign)
    return names, [words for name in foreign for words in _ddl(reflected.tables[name], connection)]


def _ddl(table: Table, connection: Connection) -> list[str]:
    """Statements that make a table which a platform's own library keeps here."""
    for column in table.columns:
        if "nextval(" in str(getattr(column.server_default, "arg", "")):
            column.server_default = None  # a serial again
    made = [str(CreateTable(table).compile(dialect=connection.dialect))]
    made += [str(CreateIndex(index).compile(dialect=connection.dialect)) for index in table.indexes]
    return [words.strip() for words in made]


def _columns(connection: Connection, table: str) -> list[str]:
    """The columns that are written, not computed."""
    return [column["name"] for column in inspect(connection).get_columns(table) if not column.get("computed")]


async def _sequences(connection: AsyncConnection) -> dict[str, int]:
    """The next value of every sequence."""
    rows = await connection.execute(
        text(
            "SELECT sequencename, COALESCE(last_value, 0) + 1 AS following FROM pg_sequences WHERE schemaname = current_schema()"
        )
    )
    return {row.sequencename: row.following for row in rows}


async def _read(connection: AsyncConnection, manifest: dict[str, Any], backup: Path) -> None:
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    packed = await asyncio.to_thread(zipfile.ZipFile, backup)
    try:
        for table in manifest["tables"]:
            async with _opened(packed, _member(table["name"]), "r") as member:
                with _in_our_words():
                    source, columns = _chunks(member), table["columns"]
                    said = await raw.copy_to_table(table["name"], source=source, columns=columns)
            if int(said.rpartition(" ")[2]) != table["rows"]:
                raise StorageError(f"the table {table['name']} of the backup could not be read whole")
    finally:
        await asyncio.to_thread(packed.close)
    for name, following in manifest["sequences"].items():
        await connection.execute(
            text("SELECT setval(to_regclass(:name), :following, false) WHERE to_regclass(:name) IS NOT NULL"),
            {"name": f'"{name}"', "following": following},
        )


@asynccontextmanager
async def _opened(packed: zipfile.ZipFile, name: str, mode: Literal["r", "w"]) -> AsyncIterator[IO[bytes]]:
    """A member of the file, opened and closed off the event loop."""
    member = await asyncio.to_thread(packed.open, name, mode, force_zip64=mode == "w")
    try:
        yield member
    finally:
        await asyncio.to_thread(member.close)


async def _chunks(member: IO[bytes]) -> AsyncIterator[bytes]:
    while data := await asyncio.to_thread(member.read, _CHUNK_BYTES):
        yield data


@contextmanager
def _in_our_words() -> Iterator[None]:
    """The driver's own errors: COPY goes past SQLAlchemy, which would translate them."""
    from asyncpg import PostgresError

    try:
        yield
    except PostgresError as error:
        raise StorageError(f"the rows of a table could not be copied ({error})") from error


def _member(table: str) -> str:
    return f"tables/{table}.copy"
