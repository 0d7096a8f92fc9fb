"""`bot.storage.fixed`: statements that the driver runs as they are give what SQLAlchemy would give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, create_engine, event, func, insert, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.among import among_texts
from bot.storage.at_once import do_at_once
from bot.storage.fixed import fixed, is_fixed, run_fixed
from bot.storage.tables import outlets

ROWS = [
    {"workspace": 1, "audience": "", "outlet": "Harbour Post", "articles": 3, "first": date(2026, 2, 1)},
    {"workspace": 1, "audience": "c", "outlet": "\x1bjson: odd", "articles": 1, "first": None},
    {"workspace": 2, "audience": "", "outlet": "Ferry News", "articles": 2, "first": date(2026, 5, 9)},
]
OUTLET = outlets.c.outlet
STATEMENTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "a value in it": (select(OUTLET, outlets.c.first).where(outlets.c.workspace == 1).order_by(OUTLET), {}),
    "a value given": (select(OUTLET).where(outlets.c.first < bindparam("day")), {"day": date(2026, 3, 1)}),
    "a list in it": (select(OUTLET).where(outlets.c.audience.in_(("", "c"))).order_by(OUTLET), {}),
    "a list in it, a value given": (
        select(OUTLET).where(outlets.c.audience.in_(("", "c")), outlets.c.workspace == bindparam("key")),
        {"key": 2},
    ),
    "a list given": (
        select(OUTLET).where(among_texts(OUTLET, "named")),
        {"named": ["Ferry News", "Harbour Post"]},
    ),
    "counted": (select(func.count(), func.min(outlets.c.first)).limit(1), {}),
    "none": (select(OUTLET).where(outlets.c.workspace == 3), {}),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Three outlets in a file."""
    engine = create_engine(f"sqlite:///{tmp_path / 'outlets.sqlite3'}")
    with engine.begin() as opened:
        outlets.create(opened)
        opened.execute(insert(outlets), [{"last": None} | row for row in ROWS])
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", STATEMENTS)
def test_rows_are_those_of_sqlalchemy(engine: Engine, name: str) -> None:
    """The same values under the same names, asked twice, since the second time finds it written out."""
    statement, given = STATEMENTS[name]
    kept = fixed(statement)
    with engine.connect() as connection:
        expected = connection.execute(statement, given).all()
        driver: Any = connection.connection.dbapi_connection
        for _ in range(2):
            rows = run_fixed(driver, engine.dialect, kept, given)
            assert [tuple(row) for row in rows] == [tuple(row) for row in expected]
            assert list(rows.first_column()) == [row[0] for row in expected]
    if expected and hasattr(expected[0], "outlet"):
        assert [row.outlet for row in rows] == [row.outlet for row in expected]


async def test_sqlalchemy_is_left_out(engine: Engine) -> None:
    """What is not marked goes its way as before."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda c, k, words, *_: asked.append(words))
    statement = select(OUTLET).where(outlets.c.workspace == 2)
    assert is_fixed(fixed(statement))
    assert not is_fixed(statement)

    async def read(connection: AsyncConnection) -> tuple[Any, ...]:
        told = fixed(statement)
        all_of_it = (await connection.execute(told)).all()
        return [*map(tuple, all_of_it)], list(await connection.scalars(told)), await connection.scalar(told)

    assert await do_at_once(engine, read) == ([("Ferry News",)], ["Ferry News"], "Ferry News")
    assert asked == []
    await do_at_once(engine, lambda connection: connection.execute(statement))
    assert len(asked) == 1


async def test_what_fails_is_told_in_sqlalchemys_errors(engine: Engine) -> None:
    """They are what the store puts into words of ours."""
    statement = fixed(text("SELECT nothing FROM nowhere").columns(OUTLET))
    with pytest.raises(OperationalError, match="nowhere"):
        await do_at_once(engine, lambda connection: connection.execute(statement))
