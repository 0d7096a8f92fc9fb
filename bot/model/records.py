"""Records: what all facts about one real meeting or deadline add up to, with their history and disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.facts import Deadline as DeadlineFact
from bot.model.facts import (
    DeadlineKind,
    DeadlineStatus,
    Meeting,
    MeetingStatus,
    Mode,
    Participant,
    Party,
)
from bot.model.ids import ArticleId, CorrectionId, FactId, MemberId, RecordId, RevisionId
from bot.model.text import Quote, Told
from bot.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """A meeting or deadline together with who told it: what the ledger works on."""

    fact: Meeting | DeadlineFact
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStep:
    """One step in the history of a meeting.

    valid: the day on which it was so (the day of the meeting for "held", of the report otherwise), if known.
    known: when a stored article first told us.
    fact: whose words made the step; None when a human correction did, then `correction` names it.
    """

    status: MeetingStatus
    when: When | None
    valid: date | None
    known: datetime
    fact: FactId | None
    revision: RevisionId | None
    article: ArticleId | None
    correction: CorrectionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineStep:
    """One step in the history of a deadline; fields as in `MeetingStep`."""

    status: DeadlineStatus
    due: When | None
    valid: date | None
    known: datetime
    fact: FactId | None
    revision: RevisionId | None
    article: ArticleId | None
    correction: CorrectionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of several values told for the same slot, and the facts that tell it.

    quotes: the words that tell it, where no record holds them (two accounts in the words of their speakers).
    """

    value: str
    facts: tuple[FactId, ...]
    articles: tuple[ArticleId, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts that disagree about one slot of a record and both stand: shown side by side, never blended.

    slot: date, place, participants, duration, number, due, status, mode, setter or addressee; of two accounts that no
        record holds also initiator, object or account.
    about: what two accounts are about, in words, where there is no record to say so ("sailors"); else None.
    """

    slot: str
    values: tuple[ConflictValue, ...]
    about: str | None = None

    def __post_init__(self) -> None:
        if len(self.values) < 2:
            raise ValueError("a conflict has at least two values")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What every record has.

    id: stable while the record keeps its earliest fact.
    facts: all facts behind it, in the order they became known.
    known: when the first of them became known. updated: when its latest step or conflict became known.
    origins: how many independent origins tell it.
    corrections: human corrections that shaped it, each shown as such.
    """

    id: RecordId
    facts: tuple[FactId, ...]
    known: datetime
    updated: datetime
    origins: int
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[CorrectionId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord(_Record):
    """One real meeting: state as of the facts it was computed from."""

    participants: tuple[Participant, ...]
    status: MeetingStatus
    form: str
    when: When | None
    place: str | None
    mode: Mode | None
    duration: str | None
    topic: str | None
    history: tuple[MeetingStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRecord(_Record):
    """One real deadline: state as of the facts it was computed from. Its fields mean what those of `Deadline` mean."""

    setter: Party | None
    addressee: Party | None
    requirement: str | None
    matter: str | None = None
    consequence: str | None
    due: When | None
    status: DeadlineStatus
    kind: DeadlineKind
    history: tuple[DeadlineStep, ...]

    @property
    def what(self) -> str | None:
        """What it is about: the requirement, else the matter."""
        return self.requirement or self.matter


Record = MeetingRecord | DeadlineRecord


class CorrectionKind(StrEnum):
    """MERGE facts into one record; SPLIT facts off into a record of their own; DISMISS facts; EDIT a slot."""

    MERGE = "merge"
    SPLIT = "split"
    DISMISS = "dismiss"
    EDIT = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's change to records. It has an author and no quote, is shown as such, and survives rebuilds.

    facts: MERGE and SPLIT: the facts that belong together; DISMISS: the facts to leave out; EDIT: one or more facts
        of the record to edit (facts outlive records, so a correction names facts).
    slot, value: for EDIT, such as ("due", "2025-08-08") or ("status", "held").
    undone: when it was taken back, or None while it holds.
    """

    id: CorrectionId
    kind: CorrectionKind
    author: MemberId
    made: datetime
    facts: tuple[FactId, ...]
    slot: str | None = None
    value: str | None = None
    reason: str | None = None
    undone: datetime | None = None
