"""Questions, who asks them, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.ids import MemberId
from bot.model.text import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """The member who asked, and what may be seen where they asked.

    zone: IANA name of the zone in which their "today" is counted.
    admin: may correct records and change settings of the workspace.
    """

    member: MemberId
    scope: Scope
    zone: str = "UTC"
    admin: bool = False


class Length(StrEnum):
    """How much to say: one line, a short answer, or everything."""

    LINE = "line"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier question of the conversation."""

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in plain words.

    as_of: only what stored articles told up to the end of this day, in the requester's zone, counts; None for now.
    conversation: earlier turns in the same thread, oldest first.
    """

    text: str
    requester: Requester
    as_of: date | None = None
    conversation: tuple[Turn, ...] = ()
    length: Length = Length.SHORT
