"""One sentence's telling of a deadline, before tellings of the same deadline are joined into one fact."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model.facts import Basis, DeadlineKind, DeadlineStatus, Party
from bot.model.text import Span
from bot.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party in a role, and the words that name it. why: the signs that gave it the role, None where a frame read it."""

    party: Party
    span: Span
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one clause tells about a deadline.

    line: index of the sentence. quote: the telling words. trigger: where the frame's own words stand.
    due: None when the clause gives no time of its own ("missed the deadline").
    head: the noun it is about ("deadline", "truce", "tariff"), lower case, or None.
    rule: the name of the frame.
    """

    line: int
    quote: Span
    trigger: Span
    rule: str
    kind: DeadlineKind
    status: DeadlineStatus
    due: When | None = None
    previous: When | None = None
    setter: Named | None = None
    addressee: Named | None = None
    requirement: Span | None = None
    consequence: Span | None = None
    said_by: Party | None = None
    head: str | None = None
    basis: tuple[Basis, ...] = field(default=())
