"""Backup and restore of a database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import InputError, StorageError
from bot.storage.engines import parse_url

_OURS = {"workspaces", "articles", "revisions", "facts", "jobs"}  # tables that every archive of ours has


async def back_up(url: str, target: Path) -> int:
    """Copy the database at `url` into a new file, as it stands at one moment, while others go on writing; its bytes.

    SQLite: the file is a database. PostgreSQL: see `postgres_backup`. The file appears under its name only when it is
    whole and has been checked. InputError when `target` is there already, StorageError when the copy failed.
    """
    if await asyncio.to_thread(target.exists):
        raise InputError(f"{target.name} is there already; a backup never overwrites one")
    source = _file_of(url)
    if source is not None:
        await asyncio.to_thread(_copy_file, source, target)
    else:
        await _dump(url, target)
    return (await asyncio.to_thread(target.stat)).st_size


async def restore(backup: Path, url: str, *, replace: bool = False) -> None:
    """Make the database at `url` what it was when `backup` was made; stop every process that uses it first.

    InputError when `backup` is none of ours or of the other kind of database, or when there is something and not
    `replace`.
    """
    target = _file_of(url)
    if target is not None:
        await asyncio.to_thread(_put_file, backup, target, replace=replace)
    else:
        from bot.storage import postgres_backup

        await postgres_backup.restore(backup, url, replace=replace)


def _file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    parsed = parse_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def _copy_file(source: Path, target: Path) -> None:
    with _in_place(target) as partial, _connected(source) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
        _check(partial)


def _put_file(backup: Path, target: Path, *, replace: bool) -> None:
    if not backup.is_file():
        raise InputError(f"there is no backup {backup.name}")
    _check(backup)
    if target.exists() and not replace:
        raise InputError(f"{target.name} is there already; say --replace to put the backup in its place")
    with _in_place(target) as partial:
        with _connected(backup) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        for left_over in ("-wal", "-shm"):  # they belong to the database that is replaced
            Path(f"{target}{left_over}").unlink(missing_ok=True)


async def _dump(url: str, target: Path) -> None:
    from bot.storage import postgres_backup

    partial = target.with_name(f".{target.name}.partial")
    try:
        await postgres_backup.back_up(url, partial)
        await asyncio.to_thread(postgres_backup.check, partial)
        await asyncio.to_thread(partial.replace, target)
    except OSError as error:
        raise StorageError(f"{target.name} could not be written: {error}") from error
    finally:
        await asyncio.to_thread(partial.unlink, missing_ok=True)


@contextmanager
def _in_place(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the place of `target` once the block is left without an error."""
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"{target.name} could not be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise InputError(f"there is no database {path.name}")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        yield connection


def _check(path: Path) -> None:
    """InputError unless this is a whole archive of ours."""
    try:
        with _connected(path) as connection:
            [sound] = connection.execute("PRAGMA integrity_check").fetchone()
            tables = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path.name} is no database: {error}") from error
    if sound != "ok":
        raise InputError(f"{path.name} is damaged: {sound}")
    if not tables >= _OURS:
        raise InputError(f"{path.name} is a database of something else")
