"""Whether two parties are one, or act as one: a state and its president, a body and its letters."""

from __future__ import annotations

import re

from bot.model.facts import Party, PartyKind
from bot.text.parties.tables import state_served
from bot.text.words import fold

_EXECUTIVE = re.compile(
    r"\b(?:white house|kremlin|downing street|elysee|presidency|administration|government|cabinet|president|prime minister|premier|chancellor)\b"
)
_SMALL = frozenset("the of and for in to on".split())


def one_party(a: Party, b: Party) -> bool:
    """Whether two names are those of one party: the same key, one name within the other, or its letters."""
    if a.key == b.key or a.key in b.key.split("+") or b.key in a.key.split("+"):
        return True
    mine, its = set(fold(a.name).split()), set(fold(b.name).split())
    return mine <= its or its <= mine or _letters(a.name) == b.name or _letters(b.name) == a.name


def one_executive(a: Party, b: Party) -> bool:
    """Whether two parties speak for one government: a president and the state, "the Storr administration" and Storr."""
    if not (_is_executive(a) and _is_executive(b)):
        return False
    if (served := state_served(a)) is not None and served == state_served(b):
        return True
    return any(
        one.kind is PartyKind.PERSON and fold(one.name).split()[-1] in fold(other.name).split()
        for one, other in ((a, b), (b, a))
    )


def _is_executive(party: Party) -> bool:
    if party.kind in (PartyKind.STATE, PartyKind.PERSON):
        return True
    return _EXECUTIVE.search(fold(party.name)) is not None


def _letters(name: str) -> str:
    """The first letters of a name of several words: "FDA"."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else name
