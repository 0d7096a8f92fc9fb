"""Whether two namings of a place can be one place."""

from __future__ import annotations

from functools import lru_cache

from bot.text.parties.tables import state_of
from bot.text.words import content_terms


def same_place(a: str | None, b: str | None) -> bool:
    """Whether both are told and share a word or a state ("the Kremlin", "Moscow")."""
    if a is None or b is None:
        return False
    return bool(_words(a) & _words(b)) or bool(_states(a) & _states(b))


def other_place(a: str | None, b: str | None) -> bool:
    """Whether both are told and lie in different states."""
    if a is None or b is None or same_place(a, b):
        return False
    return bool(_states(a)) and bool(_states(b))


@lru_cache(maxsize=16384)
def _words(place: str) -> frozenset[str]:
    return frozenset(content_terms(place))


@lru_cache(maxsize=16384)
def _states(place: str) -> frozenset[str]:
    parts = place.replace(",", " ").split()
    runs = (" ".join(parts[i : i + n]) for n in (1, 2) for i in range(len(parts) - n + 1))
    return frozenset(state for state in map(state_of, runs) if state)
