"""What is granted or offered for a time: an offer, a permit, a truce. It is told by its own name, whoever it binds."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.words import stem

_INSTRUMENTS = tuple(
    frozenset(stem(word) for word in words.split())
    for words in (
        "offer bid tender takeover buyout",
        "licence license permit permission authorisation authorization waiver exemption",
        "truce ceasefire armistice pause suspension moratorium",
        "contract lease concession mandate",
    )
)
_NUMBERED = re.compile(
    r"\b(?:licen[cs]es?|permits?|orders?|regulations?|resolutions?|decisions?) (?:no\.? ?)?(?P<number>\d+\w?)\b",
    re.IGNORECASE,
)


def one_instrument(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of stems hold words for the same kind of instrument."""
    return any(not kind.isdisjoint(a) and not kind.isdisjoint(b) for kind in _INSTRUMENTS)


def numbered_apart(a: str, b: str) -> bool:
    """Whether two quotes name different ones of a numbered series: "permit 7" and "permit 9"."""
    one, other = _numbers(a), _numbers(b)
    return bool(one) and bool(other) and one.isdisjoint(other)


@lru_cache(maxsize=16384)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(match["number"].casefold() for match in _NUMBERED.finditer(text))
