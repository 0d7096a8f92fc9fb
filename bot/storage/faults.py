"""What a database says when it fails, in our words: who must act, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StorageBusyError, StorageError, StorageFullError

_BUSY = "the database is held by another process for too long; try again, or stop the other process"
_FULL = "the disk of the database is full; free some space, nothing was written"
_READ_ONLY = (
    "the database is read-only; give the user that runs Dateline the right to write the file and its folder"
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: (StorageBusyError, _BUSY),
    sqlite3.SQLITE_LOCKED: (StorageBusyError, _BUSY),
    sqlite3.SQLITE_FULL: (StorageFullError, _FULL),
    sqlite3.SQLITE_READONLY: (StorageFullError, _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        "the database file cannot be opened; check its folder and its rights",
    ),
    sqlite3.SQLITE_NOTADB: (StorageError, "the file is not a Dateline database; check the path"),
    sqlite3.SQLITE_CORRUPT: (StorageError, "the database file is damaged; put back a backup"),
    sqlite3.SQLITE_IOERR: (StorageError, "the disk of the database does not read or write; check it"),
    sqlite3.SQLITE_CONSTRAINT: (StorageError, "a row is stored already, or names one that is not"),
}

_POSTGRES = {  # SQLSTATE, or its first two characters
    "55P03": (StorageBusyError, _BUSY),
    "40001": (StorageBusyError, _BUSY),
    "40P01": (StorageBusyError, _BUSY),
    "57014": (StorageBusyError, _BUSY),
    "53300": (StorageBusyError, "the PostgreSQL server has no free connection; raise max_connections"),
    "53100": (StorageFullError, _FULL),
    "25006": (StorageFullError, "the PostgreSQL server is read-only; point Dateline at the primary"),
    "28": (StorageError, "the PostgreSQL server refuses this user or password; check the database URL"),
    "3D": (StorageError, "there is no such database on the PostgreSQL server; create it or check the URL"),
    "42501": (StorageError, "the database user may not do this; make it the owner of the database"),
    "23": (StorageError, "a row is stored already, or names one that is not"),
    "57P": (StorageError, "the PostgreSQL server is starting or stopping; try again in a minute"),
}


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn whatever a database or driver raises inside the block into StorageError or one of its kinds."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageBusyError("too many are waiting for the database; try again in a moment") from error
    except DBAPIError as error:
        raise _translated(error) from error
    except sqlite3.Error as error:
        raise _sqlite_translated(error) from error
    except SQLAlchemyError as error:
        raise StorageError(f"the database cannot be used: {error}") from error
    except OSError as error:  # no connection at all
        raise StorageError(
            f"the database cannot be reached ({error}); check that it runs, and its URL"
        ) from error


def _translated(error: DBAPIError) -> StorageError:
    cause = _sqlite_cause(error)
    if cause is not None:
        return _sqlite_translated(cause)
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None) or ""
    for prefix in (state, state[:3], state[:2]):
        if prefix in _POSTGRES:
            kind, advice = _POSTGRES[prefix]
            return kind(f"{advice} ({error.orig})")
    return StorageError(f"the database refused ({error.orig})")


def _sqlite_translated(error: sqlite3.Error) -> StorageError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    kind, advice = _SQLITE.get(code & 0xFF, (StorageError, "the database refused"))  # the rest is detail
    return kind(f"{advice} ({error})")


def _sqlite_cause(error: DBAPIError) -> sqlite3.Error | None:
    link: BaseException | None = error.orig
    while link is not None:
        if isinstance(link, sqlite3.Error) and getattr(link, "sqlite_errorcode", None) is not None:
            return link
        link = link.__cause__ or link.__context__
    return None
