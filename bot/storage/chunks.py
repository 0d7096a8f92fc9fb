"""Statements whose shape depends on the database or on how many values they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import sqlite

    Upsert = sqlite.Insert

T = TypeVar("T")

CHUNK = 500  # values in one IN list; SQLite takes 32,766 parameters, PostgreSQL 32,767


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """`values` in pieces of at most `size`; nothing when there are none."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def upsert(connection: AsyncConnection, table: Table) -> Upsert:
    """An INSERT that knows `on_conflict_…`; both databases spell it the same."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    made: Any = postgresql.insert(table)
    upsert: Upsert = made
    return upsert
