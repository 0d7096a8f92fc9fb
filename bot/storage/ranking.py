"""Which of the candidates fit a question best: BM25 over our own terms, the same on every database.

The databases' own scores only choose the candidates: neither knows how rare a term is in this workspace.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.storage.terms import QueryWord

_K1 = 1.2
_B = 0.75
_TITLE = 0.5  # a word that only the headline holds counts half


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How common terms are in a workspace: its passages, their mean length in terms, and how many hold each term."""

    passages: int
    mean_length: float
    holding: Mapping[str, int]
    _weights: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def weight(self, term: str) -> float:
        """How much a match of this term tells; always above 0."""
        known = self._weights.get(term)
        if known is None:
            held = min(self.holding.get(term, 0), self.passages)
            known = self._weights[term] = math.log1p((self.passages - held + 0.5) / (held + 0.5))
        return known


class Fit(NamedTuple):
    """How well a passage fits: how many of the words it holds, and its score."""

    words: int
    score: float


def fit(words: Sequence[QueryWord], terms: str, title: str, rarity: Rarity) -> Fit:
    """How well a passage with these terms, under a headline with those, fits the words of a question."""
    held, titled = terms.split(), title.split()
    norm = _K1 * (1 - _B + _B * len(held) / max(rarity.mean_length, 1.0))
    found = 0
    score = 0.0
    for word in words:
        best = 0.0
        for form in word.forms:
            if form[0] in terms or form[0] in title:  # as letters; as a term, the score tells
                reached = _form_score(form, held, titled, norm, rarity)
                if reached > best:
                    best = reached
        if best:
            found += 1
            score += best
    return Fit(found, score)


def _form_score(
    form: tuple[str, ...], held: Sequence[str], titled: Sequence[str], norm: float, rarity: Rarity
) -> float:
    """The mean over the form's terms, 0 when one of them is missing."""
    total = 0.0
    for term in form:
        times = held.count(term) + (_TITLE if term in titled else 0.0)
        if times == 0:
            return 0.0
        total += rarity.weight(term) * times * (_K1 + 1) / (times + norm)
    return total / len(form)
