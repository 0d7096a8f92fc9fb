"""Keeps stored records what `resolve` on all stored facts would give, looking at a neighbourhood only.

docs/decisions/0004-ledger-neighbourhoods.md says what a neighbourhood is and why it is enough. All of it happens in the
transaction in which the facts themselves change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.ledger.corrections import dismissed
from bot.ledger.keys import article_keys, neighbour_keys
from bot.ledger.neighbours import touched
from bot.ledger.resolve import resolve
from bot.model.ids import ArticleId, FactId, RevisionId
from bot.model.records import Correction, ToldFact
from bot.ports import Writer
from bot.ports.threads import aside

_Facts = dict[FactId, ToldFact]


class Upkeep:
    """Records of one workspace, inside one writing transaction."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._held: tuple[Correction, ...] | None = None

    async def told(
        self, article: ArticleId, revision: RevisionId, *, only: Sequence[ToldFact] | None = None
    ) -> None:
        """Bring records up to date after the facts of a revision were put.

        The facts of earlier revisions stay as history; that they are superseded now may show in their records.
        only: all that the article tells, where the caller knows it; it is looked up when None.
        """
        mine = await self._writer.find_under(article_keys(article)) if only is None else tuple(only)
        new = [item for item in mine if item.told.revision == revision]
        old = [item for item in mine if item.told.article == article and item.told.revision != revision]
        if new or old:
            near = await self._near(new)
            near |= await self._together(item.fact.id for item in old)
            await self._renew(near | _by_id(new))

    async def forget(self, article: ArticleId) -> None:
        """Erase an article and bring the records that it shaped up to date; NotFoundError when there is none."""
        mine = await self._writer.find_under(article_keys(article))
        gone = _by_id(item for item in mine if item.told.article == article)
        left = await self._near(list(gone.values())) | await self._together(gone)
        left = await self._with_neighbours({f: i for f, i in left.items() if f not in gone}, without=gone)
        copies = await self._writer.delete_article(article)
        await self._renew(await self._together(left))
        await self.retold(copies)

    async def corrected(self, correction: Correction) -> None:
        """Bring records up to date after a correction was added or taken back."""
        near = await self._together(correction.facts)
        near = await self._with_neighbours(near)  # what the named facts may go back to ...
        near = await self._with_neighbours(near)  # ... and what then goes elsewhere
        await self._renew(near)

    async def retold(self, articles: Iterable[ArticleId]) -> None:
        """Bring records up to date after it changed on whom these articles rest."""
        keys = [key for article in articles for key in article_keys(article)]
        if keys:
            mine = await self._writer.find_under(keys)
            await self._renew(await self._together(item.fact.id for item in mine))

    async def _near(self, changed: Sequence[ToldFact], without: Iterable[FactId] = ()) -> _Facts:
        """The whole records that `changed` facts can touch; facts `without` do not count any more."""
        if not changed:
            return {}
        keys = {key for item in changed for key in neighbour_keys(item.fact, item.told)}
        out = set(without) | dismissed(await self._corrections())
        found = [item for item in await self._writer.find_under(sorted(keys)) if item.fact.id not in out]
        return await self._together(await aside(touched, changed, found))

    async def _with_neighbours(self, facts: _Facts, without: Iterable[FactId] = ()) -> _Facts:
        return facts | await self._near(list(facts.values()), without)

    async def _together(self, facts: Iterable[FactId]) -> _Facts:
        ids = sorted(facts)
        return _by_id(await self._writer.find_together(ids)) if ids else {}

    async def _with_corrected(self, facts: _Facts) -> _Facts:
        """`facts` with everything that corrections of some of them tear apart or put together."""
        seen: set[str] = set()
        while True:
            fresh = [
                c
                for c in await self._corrections()
                if c.id not in seen and not facts.keys().isdisjoint(c.facts)
            ]
            if not fresh:
                return facts
            seen.update(c.id for c in fresh)
            named = await self._together(f for c in fresh for f in c.facts)
            facts = facts | await self._with_neighbours(named)

    async def _corrections(self) -> tuple[Correction, ...]:
        if self._held is None:
            self._held = await self._writer.corrections()
        return self._held

    async def _renew(self, facts: _Facts) -> None:
        """Work the records of `facts` out anew and put them in place of what was."""
        facts = await self._with_corrected(facts)
        records = await aside(resolve, list(facts.values()), await self._corrections())
        await self._writer.put_records(sorted(facts), records)


def _by_id(items: Iterable[ToldFact]) -> _Facts:
    return {item.fact.id: item for item in items}
