"""`bot.ledger.ready`: what is made of a fact is made once, and never handed out for another."""

from __future__ import annotations

import pytest

from bot.ledger import ready
from bot.ledger.ready import Ready
from bot.model.facts import Fact
from bot.model.records import ToldFact
from tests.unit.ledger.telling import meeting, told


def made_of(item: ToldFact, fact: Fact) -> tuple[Fact, ToldFact]:
    """What these tests make of a fact."""
    return fact, item


def test_it_is_made_once_for_one_fact_and_teller() -> None:
    """Another teller of the same fact, or an equal fact read anew, is made ready for itself."""
    kept = Ready(made_of)
    one = meeting(told("ledger-1", "2025-08-06"), "Anna Kovar, Peter Szabo")
    again = ToldFact(fact=one.fact, told=one.told)
    superseded = ToldFact(fact=one.fact, told=told("ledger-1", "2025-08-06", superseded=True))

    assert kept.of(one, one.fact) is kept.of(again, again.fact)
    assert kept.of(superseded, superseded.fact)[1].told.superseded
    assert not kept.of(one, one.fact)[1].told.superseded


def test_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded; what was let go of is made anew."""
    monkeypatch.setattr(ready, "KEPT", 2)
    kept = Ready(made_of)
    items = [meeting(told(f"ledger-{n}", "2025-08-06"), "Anna Kovar, Peter Szabo") for n in range(3)]
    first = kept.of(items[0], items[0].fact)
    for item in items[1:]:
        kept.of(item, item.fact)

    assert kept.of(items[2], items[2].fact) is kept.of(items[2], items[2].fact)
    assert kept.of(items[0], items[0].fact) is not first
