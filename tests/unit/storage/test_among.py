"""A condition on many values is one statement, however many there are, and an index serves it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Select, create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.among import among_keys, among_texts
from bot.storage.schema import metadata
from bot.storage.tables import passages, terms, workspaces

KEYED = select(passages.c.start).where(among_keys(passages.c.key, "keys"))
NAMED = select(terms.c.passages).where(terms.c.workspace == 1, among_texts(terms.c.term, "terms"))


def test_each_database_gets_all_values_in_one_parameter() -> None:
    """A list is JSON on SQLite and an array on PostgreSQL."""
    on_sqlite = str(KEYED.compile(dialect=sqlite.dialect()))
    on_postgres = str(NAMED.compile(dialect=postgresql.dialect()))

    assert on_sqlite.endswith('WHERE passages."key" IN (SELECT value FROM json_each(?))')
    assert "terms.term = ANY (%(terms)s" in on_postgres


@pytest.mark.parametrize(
    ("statement", "given"), [(KEYED, ("[1]",)), (NAMED, (1, '["a"]'))], ids=["keys", "texts"]
)
def test_an_index_serves_it(statement: Select[Any], given: tuple[object, ...]) -> None:
    """Compared with 1, as other conditions are on SQLite, it would read the whole table."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        words = str(statement.compile(dialect=sqlite.dialect()))
        plans = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given)]

    assert any(plan.startswith("SEARCH") for plan in plans), plans


def test_none_one_and_many_values_are_found() -> None:
    """Letters of any script, and marks that JSON writes in its own way."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(workspaces).values(id="w"))
        for count, term in enumerate(('ferry"', "паром", "渡輪", "quay")):
            connection.execute(insert(terms).values(workspace=1, term=term, passages=count))
        found = [
            sorted(connection.scalars(NAMED, {"terms": wanted}))
            for wanted in ([], ["паром"], ('ferry"', "渡輪", "quay", "nowhere"))
        ]

    assert found == [[], [1], [0, 2, 3]]
