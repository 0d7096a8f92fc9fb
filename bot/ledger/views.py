"""Which facts count for a view: what was known at a moment, what may be seen in a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.model.records import ToldFact
from bot.model.text import Scope


def as_of(facts: Sequence[ToldFact], moment: datetime) -> tuple[ToldFact, ...]:
    """The facts that were known at `moment`, as they stood then: a revision is superseded only by one known by then."""
    known = [item for item in facts if item.told.known <= moment]
    latest: dict[str, int] = {}
    for item in known:
        latest[item.told.article] = max(latest.get(item.told.article, 0), item.told.number)
    return tuple(
        replace(item, told=replace(item.told, superseded=item.told.number < latest[item.told.article]))
        for item in known
    )


def visible(facts: Sequence[ToldFact], scope: Scope) -> tuple[ToldFact, ...]:
    """The facts whose article may be shown in `scope`."""
    return tuple(item for item in facts if scope.sees(item.told.audience))
