"""Corrections as a person words them in a chat: facts dismissed, slots of records edited, and all of it taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.errors import InputError

EXAMPLES = (
    "correct dismiss FACT, correct edit FACT due 2025-08-08, correct merge FACT FACT, correct split FACT or "
    "correct undo CORRECTION; “Why this?” under an answer names its facts"
)
_BECAUSE = re.compile(r"\s+because\s+(?P<reason>.+)$", re.IGNORECASE | re.DOTALL)
Kind = Literal["dismiss", "edit", "merge", "split", "undo"]
_KINDS: tuple[Kind, ...] = ("dismiss", "edit", "merge", "split", "undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectRequest:
    """What is wrong. names: of facts, or of the correction to undo. slot, value: for "edit"."""

    kind: Kind
    names: tuple[str, ...]
    slot: str | None = None
    value: str | None = None
    reason: str | None = None


def read_correction(rest: str) -> CorrectRequest:
    """The words after "correct"; InputError says what is missing, with examples."""
    because = _BECAUSE.search(rest)
    words = (rest[: because.start()] if because else rest).split()
    kind = next((one for one in _KINDS if words and words[0].casefold() == one), None)
    if kind is None or len(words) < 2:
        raise InputError(EXAMPLES)
    reason = because["reason"].strip() if because else None
    if kind == "edit":
        if len(words) < 4:
            raise InputError("correct edit FACT SLOT VALUE, such as: correct edit fact_1234 due 2025-08-08")
        return CorrectRequest(
            kind=kind, names=(words[1],), slot=words[2], value=" ".join(words[3:]), reason=reason
        )
    if kind == "merge" and len(words) < 3:
        raise InputError("name two facts or more, such as: correct merge FACT FACT")
    return CorrectRequest(kind=kind, names=tuple(words[1:]), reason=reason)
