"""A store of facts and records in memory that follows the ledger's way of bringing records up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.ledger.keys import neighbour_keys
from bot.ledger.neighbours import touched
from bot.ledger.resolve import resolve
from bot.model.ids import FactId, RecordId
from bot.model.records import Correction, Record, ToldFact


class Shelf:
    """Facts with their keys, records with their facts; `most` is the largest part ever worked out anew at once."""

    def __init__(self) -> None:
        self.facts: dict[FactId, ToldFact] = {}
        self.records: dict[RecordId, Record] = {}
        self.corrections: list[Correction] = []
        self.most = 0
        self.loads: list[int] = []
        self.looks: list[int] = []
        self._under: dict[str, set[FactId]] = defaultdict(set)
        self._home: dict[FactId, RecordId] = {}

    def add(self, items: Sequence[ToldFact]) -> None:
        """Take in the facts of one revision."""
        for item in items:
            self.facts[item.fact.id] = item
            for key in neighbour_keys(item.fact, item.told):
                self._under[key].add(item.fact.id)
        self._renew(self._near(items) | {item.fact.id for item in items})

    def remove(self, items: Sequence[ToldFact]) -> None:
        """Erase facts, as when an article is forgotten."""
        near = self._near(items) | self._together(item.fact.id for item in items)
        for item in items:
            del self.facts[item.fact.id]
            for ids in self._under.values():
                ids.discard(item.fact.id)
        near |= self._near([self.facts[f] for f in near if f in self.facts])
        self._renew(near)

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Put `corrections` in the place of those that hold."""
        named = {f for c in (*self.corrections, *corrections) for f in c.facts}
        self.corrections = list(corrections)
        near = self._together(named) | (named & self.facts.keys())
        near |= self._near([self.facts[f] for f in near])
        near |= self._near([self.facts[f] for f in near])
        self._renew(near)

    def _near(self, items: Sequence[ToldFact]) -> set[FactId]:
        keys = {key for item in items for key in neighbour_keys(item.fact, item.told)}
        found = [self.facts[f] for f in {f for key in keys for f in self._under.get(key, ())}]
        self.looks.append(len(found))
        return self._together(touched(items, found))

    def _together(self, ids: Iterable[FactId]) -> set[FactId]:
        ids = set(ids)
        homes = {self._home[f] for f in ids if f in self._home}
        return (ids & self.facts.keys()) | {f for home in homes for f in self.records[home].facts}

    def _renew(self, ids: set[FactId]) -> None:
        for home in {self._home[f] for f in ids if f in self._home}:
            for fact in self.records.pop(home).facts:
                del self._home[fact]
        part = [self.facts[f] for f in sorted(ids) if f in self.facts]
        self.loads.append(len(part))
        self.most = max(self.most, len(part))
        for record in resolve(part, self.corrections):
            self.records[record.id] = record
            for fact in record.facts:
                self._home[fact] = record.id

    def all(self) -> tuple[Record, ...]:
        """All records as `resolve` would order them."""
        return tuple(sorted(self.records.values(), key=lambda record: (record.known, record.id)))
