"""What all tables are made of: how they are named, and the columns that most of them have.

Rows name each other by `key`, a number; ids are what the model calls things and are unique in a workspace only.
`audience` stands on every row that a query filters by visibility; it never changes after the row is written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData

from bot.storage.columns import Key, PlainText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key_column() -> Column[Any]:
    """The number by which other rows name a row."""
    return Column("key", Key, primary_key=True, autoincrement=True)


def workspace_column(*, primary_key: bool = False) -> Column[Any]:
    """Whose the row is."""
    return Column("workspace", Key, ForeignKey("workspaces.key"), nullable=False, primary_key=primary_key)


def audience_column(*, primary_key: bool = False) -> Column[Any]:
    """Who sees the row."""
    return Column("audience", PlainText, nullable=False, primary_key=primary_key)


def part_of(name: str, table: str, *, primary_key: bool = False) -> Column[Any]:
    """A reference to the row of which this one is a part; it goes when that one goes."""
    target = ForeignKey(f"{table}.key", ondelete="CASCADE")
    return Column(name, Key, target, nullable=False, primary_key=primary_key)
