"""Records as they look from one place and moment.

Stored records hold what the whole workspace sees now. A private channel sees its own facts among them; an as-of question
sees fewer facts, superseded by fewer revisions. Both differ from what is stored in a few records only, and these are
worked out on the fly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ledger.conflicts import namesake_conflicts
from bot.ledger.corrections import dismissed
from bot.ledger.keys import neighbour_keys
from bot.ledger.neighbours import touched
from bot.ledger.resolve import resolve
from bot.model.facts import Deadline, Meeting
from bot.model.ids import FactId
from bot.model.records import Correction, MeetingRecord, Record, ToldFact
from bot.model.text import Scope
from bot.ports import FactQuery, Store
from bot.ports.threads import aside

MOST_SEEDS = 300  # beyond, comparing one by one costs more than working everything out
EVERYTHING = 100_000

_Facts = dict[FactId, ToldFact]


async def facts_in_records(
    store: Store, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
) -> tuple[ToldFact, ...]:
    """The facts of the records in which `facts` stand when looked at from `scope` at `known_until`.

    Exactly these: `resolve` on them gives the records as if it had been given every visible fact.
    """
    if not facts:
        return ()
    if known_until is None and scope.channel is None and not scope.limited:
        return await store.find_together(scope, facts)
    look = _Look(store, scope, known_until, await store.list_corrections(scope.workspace))
    return await look.around(facts)


def show(facts: Sequence[ToldFact], corrections: Sequence[Correction] = ()) -> tuple[Record, ...]:
    """The records of `facts` as they are shown: with the question open which of two namesakes took part."""
    records = resolve(facts, corrections)
    met = [record for record in records if isinstance(record, MeetingRecord)]
    open_questions = namesake_conflicts(met, {item.fact.id: item for item in facts})
    if not open_questions:
        return records
    return tuple(
        replace(
            record,
            conflicts=(
                *record.conflicts,
                *(c for c in open_questions if any(value.facts == record.facts for value in c.values)),
            ),
        )
        for record in records
    )


class _Look:
    """One look from a place at a moment."""

    def __init__(
        self, store: Store, scope: Scope, known_until: datetime | None, corrections: Sequence[Correction]
    ) -> None:
        self._store = store
        self._scope = scope
        self._until = known_until
        self._corrections = corrections
        self._out = dismissed(corrections)

    async def around(self, seeds: Sequence[FactId]) -> tuple[ToldFact, ...]:
        """Facts are added until none can be linked to a member of the wanted records that is not there yet."""
        if len(seeds) > MOST_SEEDS:
            return await self._members(seeds, await self._everything())
        known = await self._together(seeds)
        asked: set[FactId] = set()
        members = tuple(known.values())
        while True:
            fresh = [item for item in members if item.fact.id not in asked]
            if not fresh:
                return members
            asked.update(item.fact.id for item in fresh)
            known |= await self._near(fresh)
            members = await self._members(seeds, known)

    async def _near(self, items: Sequence[ToldFact]) -> _Facts:
        keys = {key for item in items for key in neighbour_keys(item.fact, item.told)}
        found = await self._store.find_under(self._scope, sorted(keys), known_until=self._until)
        open_ = [item for item in found if item.fact.id not in self._out]
        return await self._together(await aside(touched, items, open_))

    async def _together(self, facts: Iterable[FactId]) -> _Facts:
        """Whole stored records as far as they are visible, and what corrections put beside them."""
        wanted = set(facts)
        wanted |= {f for c in self._corrections if not wanted.isdisjoint(c.facts) for f in c.facts}
        found = await self._store.find_together(self._scope, sorted(wanted), known_until=self._until)
        return {item.fact.id: item for item in found}

    async def _everything(self) -> _Facts:
        query = FactQuery(
            kinds=("meeting", "deadline"), known_until=self._until, current=False, limit=EVERYTHING
        )
        entries = await self._store.find_facts(self._scope, query)
        return {
            entry.fact.id: ToldFact(fact=entry.fact, told=entry.told)
            for entry in entries
            if isinstance(entry.fact, Meeting | Deadline) and (entry.told.superseded or not entry.superseded)
        }

    async def _members(self, seeds: Sequence[FactId], known: _Facts) -> tuple[ToldFact, ...]:
        records = await aside(resolve, list(known.values()), self._corrections)
        wanted = set(seeds)
        return tuple(
            known[fact] for record in records if not wanted.isdisjoint(record.facts) for fact in record.facts
        )
