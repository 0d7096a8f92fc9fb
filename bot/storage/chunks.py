"""Statements whose shape depends on the database or on how many values they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    Upsert = sqlite.Insert

T = TypeVar("T")

CHUNK = 500  # values in one IN list; SQLite takes 32,766 parameters, PostgreSQL 32,767


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """`values` in pieces of at most `size`; nothing when there are none."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def upsert(connection: AsyncConnection, table: Table) -> Upsert:
    """An INSERT that knows `on_conflict_…`; both databases spell it the same."""
    made: Any = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    upsert: Upsert = made
    return upsert
