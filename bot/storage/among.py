"""Whether a column is one of many values, all of them in one parameter.

An IN list is a statement of its own for every length, which SQLAlchemy writes out anew each time; these stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NULLTYPE, TypeDecorator, TypeEngine

from bot.storage.codec import json_text


class _Many(TypeDecorator[Sequence[Any]]):
    """Keys or texts as one parameter: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, keys: bool) -> None:
        super().__init__()
        self.keys = keys

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import ARRAY

        return dialect.type_descriptor(ARRAY(BigInteger() if self.keys else Text()))

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        return list(value or ()) if dialect.name == "postgresql" else json_text(list(value or ()))


class _Among(FunctionElement[Any]):
    """The condition, with the column and the parameter as its clauses.

    It is no Boolean to SQLAlchemy, which would write "= 1" behind it on SQLite: then no index is used.
    """

    name = "among"
    inherit_cache = True
    type: TypeEngine[Any] = NULLTYPE


@compiles(_Among)
def _in_json(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - clauses; the values are parameters


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


def among_keys(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """The condition that `column` is one of the keys that are handed in as `parameter`."""
    return _Among(column, _parameter(parameter, keys=True))


def among_texts(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """The condition that `column` is one of the texts that are handed in as `parameter`, stored as they are."""
    return _Among(column, _parameter(parameter, keys=False))


def _parameter(name: str, *, keys: bool) -> BindParameter[Any]:
    return bindparam(name, type_=_Many(keys=keys))
