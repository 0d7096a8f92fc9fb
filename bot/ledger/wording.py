"""How alike two wordings of a duty are."""

from __future__ import annotations

from functools import lru_cache

from bot.ledger.bound import EMPTY
from bot.text.synonyms import synonyms
from bot.text.words import content_terms, stem

ECHO = 0.8  # what a synonym counts against the word itself


@lru_cache(maxsize=65536)
def telling(words: str | None) -> frozenset[str]:
    """The stems of words that say what a duty is."""
    if not words:
        return frozenset()
    found: set[str] = set()
    for term in content_terms(words):
        found.update(stem(part) for part in term.split("-") if len(part) > 2 and not part.isdigit())
    return frozenset(found) - EMPTY


@lru_cache(maxsize=65536)
def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of what the shorter one tells that the other tells too, by the word itself or a synonym."""
    if not a or not b:
        return 0.0
    weight_a, weight_b = _weight(a), _weight(b)
    if weight_a == weight_b:
        short, long = sorted((a, b), key=sorted)
    else:
        short, long = (a, b) if weight_a < weight_b else (b, a)
    both = short & long
    score = _weight(both) + sum(ECHO for word in short - both if synonyms(word) & long)
    return score / _weight(short)


@lru_cache(maxsize=65536)
def _weight(words: frozenset[str]) -> float:
    """How much `words` tell; an amount counts for two."""
    return sum(2.0 if word[0].isdigit() else 1.0 for word in words)
