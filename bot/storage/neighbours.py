"""Facts as the ledger looks for them: by what they may be compared with, and by the record they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.facts import Deadline, Meeting
from bot.model.ids import FactId
from bot.model.records import ToldFact
from bot.storage.among import among_texts
from bot.storage.chunks import chunks
from bot.storage.facts import entries_of, read_entries
from bot.storage.fixed import fixed
from bot.storage.tables import fact_neighbours, facts, record_facts
from bot.storage.view import View


async def find_under(
    connection: AsyncConnection, view: View, keys: Iterable[str], *, known_until: datetime | None = None
) -> tuple[ToldFact, ...]:
    """As `bot.ports.Store.find_under`."""
    reached: set[int] = set()
    for some in chunks(sorted(set(keys))):
        statement = select(fact_neighbours.c.fact).where(
            fact_neighbours.c.workspace == view.workspace, fact_neighbours.c.neighbour.in_(some)
        )
        reached.update(await connection.scalars(statement))
    rows: list[Row[Any]] = []
    for keyed in chunks(sorted(reached)):
        statement = _standing(known_until).where(view.allows(facts), facts.c.key.in_(keyed))
        rows += (await connection.execute(statement)).all()
    return await _told(rows, known_until)


async def find_together(
    connection: AsyncConnection, view: View, ids: Iterable[FactId], *, known_until: datetime | None = None
) -> tuple[ToldFact, ...]:
    """As `bot.ports.Store.find_together`."""
    wanted = sorted(set(ids))
    if not wanted:
        return ()
    beside = await connection.scalars(_IN_SAME_RECORDS, {"workspace": view.workspace, "facts": wanted})
    wanted = sorted({*wanted, *beside})
    rows = (await connection.execute(_visible(view, known_until), {"facts": wanted})).all()
    return await _told(rows, known_until)


_IN_SAME_RECORDS = fixed(
    select(record_facts.c.fact).where(
        record_facts.c.record.in_(
            select(record_facts.c.record).where(
                record_facts.c.workspace == bindparam("workspace"), among_texts(record_facts.c.fact, "facts")
            )
        )
    )
)


@lru_cache(maxsize=64)  # asked with every question
def _visible(view: View, known_until: datetime | None) -> Select[Any]:
    return fixed(_standing(known_until).where(view.shows(facts), among_texts(facts.c.id, "facts")))


async def find_near_records(
    connection: AsyncConnection, view: View, ids: Iterable[FactId], *, known_until: datetime | None = None
) -> tuple[ToldFact, ...]:
    """As `bot.ports.Store.find_neighbours`."""
    together = await find_together(connection, view, ids, known_until=known_until)
    keys: set[str] = set()
    for some in chunks([item.fact.id for item in together]):
        keys.update(
            await connection.scalars(
                select(fact_neighbours.c.neighbour)
                .join_from(fact_neighbours, facts, fact_neighbours.c.fact == facts.c.key)
                .where(view.shows(facts), facts.c.id.in_(some))
            )
        )
    near = await find_under(connection, view, keys, known_until=known_until)
    return await find_together(
        connection, view, {item.fact.id for item in (*together, *near)}, known_until=known_until
    )


def _standing(known_until: datetime | None) -> Select[Any]:
    statement = entries_of().where(facts.c.stands)
    return statement if known_until is None else statement.where(facts.c.known <= known_until)


async def _told(rows: Sequence[Row[Any]], known_until: datetime | None) -> tuple[ToldFact, ...]:
    found = [
        ToldFact(fact=entry.fact, told=entry.told)
        for entry in await read_entries(rows, known_until)
        if isinstance(entry.fact, Meeting | Deadline)
    ]
    return tuple(sorted(found, key=lambda n: (n.told.known, n.told.article, n.fact.id)))
