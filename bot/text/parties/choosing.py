"""Chooses who is meant among candidates, or nobody, by fitted weights (`data/antecedents.json`, see `tools/fit_antecedents.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.text.parties.antecedents import Anaphor, Candidate, Signs

EVEN = 0.05  # two candidates that are no farther apart are equally likely, and nobody is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted weights of the signs for each sort of anaphor. lead: by how much somebody must lead over nobody."""

    sorts: Mapping[str, Mapping[str, float]]
    lead: Mapping[str, float]

    def score(self, sort: str, signs: Signs) -> float:
        weights = self.sorts.get(sort, {})
        return sum(weights[name] * value for name, value in signs.items() if name in weights)


@cache
def fitted() -> Weights:
    """The weights that come with the program."""
    path = files("bot.text.parties").joinpath("data", "antecedents.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights(sorts=data["sorts"], lead=data["lead"])


def choose(
    anaphor: Anaphor, nobody: Signs, candidates: Sequence[Candidate], signs: Sequence[Signs]
) -> Candidate | None:
    """The candidate for whom most speaks; None when leaving the words alone is likelier."""
    if not candidates:
        return None
    weights = fitted()
    least = weights.score(anaphor.sort, nobody) + weights.lead.get(anaphor.sort, 0.0)
    scores = [weights.score(anaphor.sort, own) for own in signs]
    best = max(scores)
    even = sum(score > best - EVEN for score in scores) > 1
    return None if best <= least or even else candidates[scores.index(best)]
