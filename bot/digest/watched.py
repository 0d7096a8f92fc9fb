"""Which news somebody watches for: what names all of a watch's parties or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.digest.interest import is_wanted, is_wanted_said
from bot.model.facts import Statement
from bot.model.news import Interest, Item, Label, Reason
from bot.model.records import DeadlineRecord, Record

WATCHED_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What somebody watches for. words: as they named it. all_of: each must be met; empty for everything."""

    words: str
    all_of: tuple[Interest, ...]
    deadlines: bool = False


def is_watched(record: Record, watched: Watched) -> bool:
    """Whether this is what the watch is for."""
    if watched.deadlines and not isinstance(record, DeadlineRecord):
        return False
    return all(is_wanted(record, interest) for interest in watched.all_of)


def is_watched_said(fact: Statement, watched: Watched) -> bool:
    """Whether this statement, by its speaker or by those named in it, is what the watch is for."""
    return not watched.deadlines and all(is_wanted_said(fact, interest) for interest in watched.all_of)


def reasons_said(fact: Statement, watches: Sequence[Watched]) -> tuple[Reason, ...]:
    """That a statement is watched for, if it is."""
    mine = next((one for one in watches if is_watched_said(fact, one)), None)
    return () if mine is None else (_reason(mine),)


def raise_watched(items: Sequence[Item], watches: Sequence[Watched]) -> tuple[Item, ...]:
    """The items with those that are watched for ranked higher, each saying so, the most important first."""
    raised = [
        replace(item, reasons=(*item.reasons, _reason(mine)))
        if (mine := next((one for one in watches if is_watched(item.record, one)), None)) is not None
        else item
        for item in items
    ]
    return tuple(sorted(raised, key=lambda item: -item.weight))


def without_told(items: Sequence[Item], told: frozenset[str]) -> tuple[Item, ...]:
    """The items but those of which everything that makes the news was told at once already."""
    return tuple(
        item for item in items if item.label is Label.DUE or item.words or not told.issuperset(item.facts)
    )


def _reason(watched: Watched) -> Reason:
    return Reason(words=f"you watch {watched.words}", weight=WATCHED_WEIGHT)
