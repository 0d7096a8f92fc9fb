"""Names of parties as people type them, to complete a name that somebody began to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.facts import Party
from bot.storage.chunks import chunks, upsert
from bot.storage.tables import fact_parties, facts, party_names, revisions
from bot.storage.view import View, latest_by
from bot.text.words import fold

_AFTER_ALL = "\U0010ffff"


async def add_names(
    connection: AsyncConnection, workspace: int, audience: str, named: Sequence[Party]
) -> None:
    """Remember how these parties are called, for readers who see `audience`."""
    rows = {(typed, party.key, party.name) for party in named for typed in _typed(party)}
    if rows:
        await connection.execute(
            upsert(connection, party_names).on_conflict_do_nothing(),
            [
                {"workspace": workspace, "audience": audience, "folded": typed, "party": key, "name": name}
                for typed, key, name in sorted(rows)
            ],
        )


def _typed(party: Party) -> Iterator[str]:
    """What a person may begin to type: the name from any of its words on, and each alias."""
    words = fold(party.name).split()
    for first in range(len(words)):
        yield " ".join(words[first:])
    for alias in party.aliases:
        yield fold(alias)


async def forget_names(connection: AsyncConnection, workspace: int, keys: Iterable[str]) -> None:
    """Delete the names of those parties that no fact for the same audience names any longer."""
    for some in chunks(sorted(keys)):
        still = (
            select(fact_parties.c.fact)
            .join_from(fact_parties, facts, fact_parties.c.fact == facts.c.key)
            .where(
                fact_parties.c.workspace == workspace,
                fact_parties.c.party == party_names.c.party,
                facts.c.audience == party_names.c.audience,
            )
            .correlate(party_names)
        )
        await connection.execute(
            delete(party_names).where(
                party_names.c.workspace == workspace, party_names.c.party.in_(some), ~still.exists()
            )
        )


async def known_parties(
    connection: AsyncConnection, view: View, prefix: str, limit: int
) -> tuple[tuple[str, str], ...]:
    """As `bot.ports.Store.known_parties`."""
    typed = fold(prefix).strip()
    begun = select(party_names.c.party).where(view.shows(party_names), _starts_with(typed))
    told = (
        select(fact_parties.c.party, func.count().label("times"))
        .join_from(fact_parties, facts, fact_parties.c.fact == facts.c.key)
        .join(revisions, facts.c.revision == revisions.c.key)
        .where(
            fact_parties.c.workspace == view.workspace,
            fact_parties.c.party.in_(begun),
            view.shows(facts),
            facts.c.stands,
            latest_by(None),
        )
        .group_by(fact_parties.c.party)
        .order_by(func.count().desc(), fact_parties.c.party)
        .limit(limit)
    )
    keys = [row.party for row in await connection.execute(told)]
    names = await _fullest_names(connection, view, keys)
    return tuple((key, names[key]) for key in keys)


def _starts_with(typed: str) -> ColumnElement[bool]:
    """As a range, which both databases answer from an index whatever signs the prefix holds."""
    return and_(party_names.c.folded >= typed, party_names.c.folded < typed + _AFTER_ALL)


async def _fullest_names(connection: AsyncConnection, view: View, keys: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for some in chunks(keys):
        found = await connection.execute(
            select(party_names.c.party, party_names.c.name)
            .distinct()
            .where(view.shows(party_names), party_names.c.party.in_(some))
        )
        for row in found:
            names[row.party] = max(names.get(row.party, ""), row.name, key=lambda name: (len(name), name))
    return names
