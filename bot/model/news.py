"""What is new to a channel: things that a digest or a note tells, and why each stands where it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.ids import FactId
from bot.model.records import Record
from bot.model.text import Passage

PROPOSED, STORY = "proposed", "story"


class Label(StrEnum):
    """NEW: the channel has not heard of it. UPDATE: a known story moved. CONFLICT: accounts now differ.
    CORRECTION: an outlet or a person took something back. DUE: known, and close."""

    NEW = "new"
    UPDATE = "update"
    CONFLICT = "conflict"
    CORRECTION = "correction"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What moved: the slot, what the channel was told, and what holds now; None where nothing was or is told.

    Beside the slots of records: PROPOSED, another day is asked for while one is in force; STORY, a record of its own says
    what became of a known one (`was` and `now` are the statuses of the two).
    """

    slot: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for the rank of an item, and how much it weighs."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a digest tells.

    record, before: as it stands and as the channel knew it (None when it did not). facts: those that make the news,
    the telling ones first. words: sentences that make the news though no fact was read from them. reasons: why it ranks
    where it does.
    """

    label: Label
    record: Record
    before: Record | None
    changes: tuple[Change, ...]
    facts: tuple[FactId, ...]
    reasons: tuple[Reason, ...]
    words: tuple[Passage, ...] = ()

    @property
    def weight(self) -> float:
        """How important it is; the sum of its reasons."""
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What a channel follows: party keys, and phrases as the stems of their content words; both empty for everything."""

    parties: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
