"""Records as they were known at two moments, and what has to be looked at for what is new between them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digest.around import Around, open_plans, read_around, told_lately
from bot.digest.select import select_news
from bot.digest.turned import with_turns
from bot.digest.turns import Turned
from bot.ledger.corrections import held_at
from bot.ledger.keys import neighbour_keys
from bot.ledger.viewing import facts_in_records, show
from bot.model.facts import Statement
from bot.model.ids import FactId
from bot.model.news import Interest, Item
from bot.model.records import Correction, Record, ToldFact
from bot.model.text import Scope
from bot.ports import FactEntry, FactQuery, Store
from bot.said import Window

_MANY = 10_000
_DUE_WITHIN = timedelta(days=8)  # a digest reminds a week ahead at most


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenAndNow:
    """Records as known at the start and at the end of a window, who told their facts by the end, and around which words."""

    before: tuple[Record, ...]
    after: tuple[Record, ...]
    told: dict[FactId, ToldFact]
    around: Around = field(default_factory=Around)
    corrections: tuple[Correction, ...] = ()

    def news(
        self,
        after: Sequence[Record],
        today: date,
        interest: Interest | None = None,
        turns: Sequence[Turned] = (),
    ) -> tuple[Item, ...]:
        """What is new in these of the records known at the end. turns: what texts say became of records known at the start."""
        items = select_news(
            self.before,
            after,
            today=today,
            interest=interest,
            words=self.around.words,
            scenes=self.around.scenes,
            doubted=self.around.doubted,
        )
        return with_turns(items, after, turns, self.told, interest)


async def new_facts(store: Store, scope: Scope, window: Window) -> tuple[FactEntry, ...]:
    """What was told in the window."""
    query = FactQuery(
        kinds=("meeting", "deadline", "statement"),
        known_from=window.since,
        known_until=window.until,
        limit=_MANY,
    )
    return await store.find_facts(scope, query)


async def seeds_of(store: Store, scope: Scope, found: Sequence[FactEntry], window: Window) -> list[FactId]:
    """Facts whose records may have news: those just told, corrected, replaced in a revision, or soon due."""
    seeds = [entry.fact.id for entry in found if not isinstance(entry.fact, Statement)]
    revised = tuple({entry.told.article for entry in found if entry.told.number > 1})
    if revised:
        old = FactQuery(
            kinds=("meeting", "deadline"),
            articles=revised,
            known_until=window.until,
            current=False,
            limit=_MANY,
        )
        seeds += [entry.fact.id for entry in await store.find_facts(scope, old)]
    for correction in await store.list_corrections(scope.workspace, undone=True):
        if correction.made > window.since or (correction.undone and correction.undone > window.since):
            seeds += correction.facts
    today = await asyncio.to_thread(day_in, window.zone, window.until)
    soon = FactQuery(
        kinds=("deadline",),
        first=today,
        last=today + _DUE_WITHIN,
        known_until=window.until,
        limit=_MANY,
    )
    seeds += [entry.fact.id for entry in await store.find_facts(scope, soon)]
    return list(dict.fromkeys(seeds))


async def then_and_now(
    store: Store, scope: Scope, seeds: Sequence[FactId], window: Window, *, plans: bool = False
) -> ThenAndNow:
    """The records of these facts at both ends of a window. plans: with all plans of then whose day is near."""
    ahead = await open_plans(store, scope, window.since) if plans else ()
    if not seeds and not ahead:
        return ThenAndNow(before=(), after=(), told={})
    now = await facts_in_records(store, scope, seeds, known_until=window.until)
    reached = list(dict.fromkeys([*seeds, *(told.fact.id for told in now)]))
    keys = await asyncio.to_thread(
        lambda: sorted({key for one in now for key in neighbour_keys(one.fact, one.told)})
    )
    near = await store.find_under(scope, keys, known_until=window.since)  # the same whatever came later
    fresh = [one for one in now if one.told.known > window.since]
    lately = await told_lately(store, scope, fresh, window.since)
    reached = list(dict.fromkeys([*reached, *(told.fact.id for told in near), *lately, *ahead]))
    then = await facts_in_records(store, scope, reached, known_until=window.since)
    around = Around()
    if fresh or ahead:
        around = await read_around(store, scope, [*then, *fresh])
    corrections = await store.list_corrections(scope.workspace, undone=True)

    def think() -> ThenAndNow:
        return ThenAndNow(
            before=show(then, held_at(corrections, window.since)),
            after=show(now, held_at(corrections, window.until)),
            told={told.fact.id: told for told in (*then, *now)},
            around=around,
            corrections=tuple(held_at(corrections, window.until)),
        )

    return await asyncio.to_thread(think)


def day_in(zone: str, moment: datetime) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
