"""Readings whose words never change, handed to SQLite's driver as they are.

An answer reads some twenty statements of a tenth of a millisecond. What SQLAlchemy does around each (finding the compiled
words, a context, a result that may go on) takes longer than most of them. A statement that is marked as `fixed` is written
out once, with what turns its parameters and columns into values, and its rows are named tuples. PostgreSQL, where the way
to the server is what costs, runs it like any other.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Select
from sqlalchemy.sql.selectable import TextualSelect

_S = TypeVar("_S", Select[Any], TextualSelect)
_Turn = Callable[[Any], Any] | None
_MARK = "dateline_fixed"


def fixed(statement: _S) -> _S:
    """`statement`, which is kept and asked many times with other parameters only."""
    return statement.execution_options(**{_MARK: True})


def is_fixed(statement: Any) -> bool:
    """Whether `statement` has been marked."""
    return isinstance(statement, Select | TextualSelect) and _MARK in statement.get_execution_options()


class Rows:
    """What a reading returned, all of it, with what callers use of SQLAlchemy's results."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """As SQLAlchemy's."""
        return self._rows

    def one_or_none(self) -> Any:
        """As SQLAlchemy's, of statements that find one row at most."""
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """As SQLAlchemy's, of statements that find one row."""
        return self._rows[0]

    def first_column(self) -> Rows:
        """The rows' first values, as SQLAlchemy's `scalars` gives them."""
        return Rows([row[0] for row in self._rows])


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement's words, its parameters in their order (name, value unless given, what turns it), and its rows."""

    words: str
    parameters: tuple[tuple[str, Any, _Turn], ...]
    row: Callable[[Any], Any]
    turned: tuple[tuple[int, Callable[[Any], Any]], ...]

    def run(self, connection: sqlite3.Connection, given: Mapping[str, Any]) -> Rows:
        asked = [
            turn(given.get(name, value)) if turn is not None else given.get(name, value)
            for name, value, turn in self.parameters
        ]
        found = connection.execute(self.words, asked).fetchall()
        if not self.turned:
            return Rows(list(map(self.row, found)))
        return Rows([self.row(self._as_values(stored)) for stored in found])

    def _as_values(self, stored: Sequence[Any]) -> list[Any]:
        values = list(stored)
        for place, turn in self.turned:
            values[place] = turn(values[place])
        return values


_written: WeakKeyDictionary[Any, _Written] = WeakKeyDictionary()


def run_fixed(
    connection: sqlite3.Connection, dialect: Dialect, statement: Any, given: Mapping[str, Any]
) -> Rows:
    """The rows of a marked statement; sqlite3.Error when it fails."""
    written = _written.get(statement)
    if written is None:
        written = _written[statement] = _write(statement, dialect)
    return written.run(connection, given)


def _write(statement: Any, dialect: Dialect) -> _Written:
    compiled = statement.compile(dialect=dialect)
    given_later = {name: None for name, bind in compiled.binds.items() if bind.required}
    expanded = compiled.construct_expanded_state(given_later)
    turn_given = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }
    columns = list(statement.selected_columns)
    turns = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Written(
        words=expanded.statement,
        parameters=tuple(
            (name, expanded.parameters[name], turn_given.get(name) or expanded.processors.get(name))
            for name in expanded.positiontup or ()
        ),
        row=_named([column.key for column in columns]),
        turned=tuple((place, turn) for place, turn in enumerate(turns) if turn is not None),
    )


def _named(names: Sequence[str]) -> Callable[[Any], Any]:
    kind: Any = cast("Any", namedtuple)("Row", names, rename=True)
    made: Callable[[Any], Any] = kind._make
    return made
