"""A database of any released version becomes what a new one is."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import ConfigError, StorageError
from bot.storage import migrate
from bot.storage.engines import make_engines
from bot.storage.schema import is_ours, metadata
from bot.storage.store import SqlStore
from tests.contracts.making import EVERYONE, tell_alone

_SCRIPTS = ScriptDirectory(str(migrate._MIGRATIONS))
RELEASED = [script.revision for script in reversed(list(_SCRIPTS.walk_revisions()))]


def test_the_newest_migration_is_the_one_the_code_asks_for() -> None:
    """Forgetting to raise HEAD would leave every database behind."""
    assert _SCRIPTS.get_current_head() == migrate.HEAD


@pytest.mark.parametrize("released", [None, *RELEASED])
async def test_every_released_schema_becomes_what_a_new_one_is(
    released: str | None, empty_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An operator upgrades from any version; the archive must not depend on the way it came."""
    await _build(empty_database_url, released)

    before, now = await migrate.upgrade(empty_database_url)

    assert (before, now) == (released, migrate.HEAD)
    old_way = await _schema(empty_database_url)
    assert old_way["passages"]
    assert old_way == await _schema(await _fresh(empty_database_url, tmp_path_factory))
    store = await SqlStore.open(empty_database_url, migrate=False)
    await tell_alone(store, "a", "Ferry talks")
    assert len(await store.list_articles(EVERYONE)) == 1
    await store.close()


async def _build(url: str, released: str | None) -> None:
    """The database as version `released` made it, migration by migration."""
    if released is None:
        return
    engines = make_engines(url, wait_s=5)
    steps = [s.module.upgrade for s in reversed(list(_SCRIPTS.iterate_revisions(released, "base")))]
    async with engines.writer.begin() as connection:
        create = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        await connection.execute(text(create))
        await connection.execute(text("INSERT INTO alembic_version VALUES ('')"))
        await connection.run_sync(migrate._run, tuple(steps))
        await connection.execute(text(f"UPDATE alembic_version SET version_num = '{released}'"))
    await engines.dispose()


async def _fresh(url: str, folders: pytest.TempPathFactory) -> str:
    """A new database of the same kind: PostgreSQL in the same one, after a clean-out."""
    if url.startswith("sqlite"):
        fresh = f"sqlite:///{folders.mktemp('fresh') / 'x.sqlite3'}"
    else:
        engines = make_engines(url, wait_s=5)
        async with engines.writer.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        await engines.dispose()
        fresh = url
    await migrate.upgrade(fresh)
    return fresh


async def _schema(url: str) -> dict[str, Any]:
    engines = make_engines(url, wait_s=5)
    async with engines.writer.connect() as connection:
        found = await connection.run_sync(_describe)
        assert await connection.run_sync(_differences) == []
    await engines.dispose()
    return found


def _describe(connection: Connection) -> dict[str, Any]:
    look = inspect(connection)
    found: dict[str, Any] = {}
    for table in look.get_table_names():
        columns = {(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in look.get_columns(table)}
        indexes = {
            (
                i["name"],
                tuple(i["column_names"]),
                i["unique"],
                str({k: str(v) for k, v in i.get("dialect_options", {}).items()}),
            )
            for i in look.get_indexes(table)
        }
        unique = {(u["name"], tuple(u["column_names"])) for u in look.get_unique_constraints(table)}
        foreign = {
            (f["name"], tuple(f["constrained_columns"]), f["referred_table"], str(f["options"]))
            for f in look.get_foreign_keys(table)
        }
        key = look.get_pk_constraint(table)
        found[table] = (columns, indexes, unique, foreign, key["name"], tuple(key["constrained_columns"]))
    if connection.dialect.name == "sqlite":
        ours = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'"
        found["search"] = {tuple(row) for row in connection.execute(text(ours))}
        rowless = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
        found["without rowid"] = set(connection.scalars(text(rowless)))
    return found


def _differences(connection: Connection) -> list[Any]:
    """What Alembic would still change; FTS5's own tables are none of its business."""
    dialect = connection.dialect.name
    options = {"include_object": lambda _o, name, kind, _r, _c: is_ours(name, kind, dialect)}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_a_new_database_needs_no_word_and_a_managed_one_waits(empty_database_url: str) -> None:
    """Laptops just work; where a database administrator migrates, Dateline does not do it by itself."""
    with pytest.raises(ConfigError, match="dateline doctor"):
        await SqlStore.open(empty_database_url, migrate=False)

    await asyncio.gather(*(_open_and_close(empty_database_url) for _ in range(3)))

    assert await migrate.upgrade(empty_database_url) == (migrate.HEAD, migrate.HEAD)


async def test_a_new_file_that_another_process_writes_is_waited_for(tmp_path: Path) -> None:
    """Before a file has its write-ahead log, SQLite refuses at once whoever wants to make one, whatever the timeout."""
    file = tmp_path / "dateline.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    opening = asyncio.create_task(_open_and_close(f"sqlite:///{file}"))
    await asyncio.sleep(0.2)
    assert not opening.done()
    other.execute("COMMIT")
    await opening

    other.execute("BEGIN IMMEDIATE")
    await _open_and_close(f"sqlite:///{file}")  # nothing is left to make
    other.close()


async def _open_and_close(url: str) -> None:
    store = await SqlStore.open(url)
    await store.close()


async def test_the_schema_of_a_newer_version_is_left_alone(database_url: str) -> None:
    """Going back a version must not write rows that the newer one cannot read."""
    await migrate.upgrade(database_url)
    engines = make_engines(database_url, wait_s=5)
    async with engines.writer.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engines.dispose()

    with pytest.raises(StorageError, match="newer Dateline"):
        await SqlStore.open(database_url)


def test_opening_a_current_archive_does_not_import_alembic(sqlite_url: str) -> None:
    """A first answer within a second has no time for it."""
    asyncio.run(_open_and_close(sqlite_url))
    program = (
        "import asyncio, sys; from bot.storage.store import SqlStore\n"
        f"async def main():\n  store = await SqlStore.open({sqlite_url!r}); await store.close()\n"
        "asyncio.run(main()); print('alembic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
