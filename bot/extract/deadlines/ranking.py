"""Gives a deadline its setter and addressee: of all parties of the article, the one for whom most speaks, or nobody.

The signs are those of `role_traits`, weighed by fitted weights (`data/roles.json`, see `tools/fit_roles.py`). What the sentence itself
says of a role counts far more than any sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.extract.deadlines.candidates import Candidate, candidates_of
from bot.extract.deadlines.role_traits import (
    Scene,
    Traits,
    scene_of,
    settled,
    traits_of,
    traits_of_nobody,
    traits_of_sort,
    traits_with,
)
from bot.extract.deadlines.story import story_of
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import Party

ROLES = ("setter", "addressee")
_REASONS = 3  # signs that are named as the reason for a choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted weights of the signs for each role.

    told: what a role told in the quoted words adds. read: what one that a rule read elsewhere adds.
    open: what is taken from leaving a role open.
    """

    roles: Mapping[str, Mapping[str, float]]
    told: float
    read: float
    open: float

    def score(self, role: str, traits: Traits) -> float:
        weights, score = self.roles[role], 0.0
        for name, value in traits.items():
            if name in weights:
                score += weights[name] * value
        return score


@cache
def fitted() -> Weights:
    """The weights that come with the program."""
    data = json.loads(files("bot.extract.deadlines").joinpath("data/roles.json").read_text(encoding="utf-8"))
    return Weights(
        roles={role: data[role] for role in ROLES}, told=data["told"], read=data["read"], open=data["open"]
    )


def with_ranked_roles(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the setter and the addressee that the article as a whole speaks for."""
    if not tellings:
        return []
    candidates = candidates_of(document, tellings)
    story = story_of(document, tellings)
    return [
        telling if settled(telling) else _ranked(scene_of(document, telling, candidates, story), fitted())
        for telling in tellings
    ]


def _ranked(scene: Scene, weights: Weights) -> Telling:
    setter, addressee = choose(scene, weights)
    return replace(scene.telling, setter=setter, addressee=addressee)


def choose(scene: Scene, weights: Weights) -> tuple[Named | None, Named | None]:
    """The setter, beside the addressee that the rules read; then the addressee beside that setter."""
    signs = [traits_of(scene, candidate) for candidate in scene.candidates]
    setter = _chosen(scene, signs, "setter", scene.telling.addressee, weights)
    return setter, _chosen(scene, signs, "addressee", setter, weights)


def _chosen(
    scene: Scene, signs: Sequence[Traits], role: str, other: Named | None, weights: Weights
) -> Named | None:
    """Who has the role, beside the party that has the other one; None when leaving it open is likelier."""
    telling = scene.telling
    told: Named | None = getattr(telling, role)
    party = None if other is None else other.party
    sorts = {c.sort for c in scene.candidates}
    base = {sort: weights.score(role, traits_of_sort(scene, sort)) for sort in sorts}
    best, chosen = weights.score(role, traits_of_nobody(scene, party)) - weights.open, None
    for candidate, own in zip(scene.candidates, signs, strict=True):
        score = base[candidate.sort] + weights.score(role, own)
        if party is not None:
            score += weights.score(role, traits_with(scene, candidate, role, party))
        if told is not None and candidate.is_party(told.party):
            score += weights.told if telling.quote.contains(told.span) else weights.read
        if score > best:
            best, chosen = score, candidate
    if chosen is None:
        return None
    if told is not None and chosen.is_party(told.party):
        return told
    return replace(chosen.named(scene.document, telling), why=_why(scene, chosen, role, party, weights))


def _why(scene: Scene, candidate: Candidate, role: str, other: Party | None, weights: Weights) -> str:
    """The signs that spoke loudest for the choice, for `dateline explain`."""
    traits = {
        **traits_of_sort(scene, candidate.sort),
        **traits_of(scene, candidate),
        **traits_with(scene, candidate, role, other),
    }
    parts = {name: weights.roles[role].get(name, 0.0) * value for name, value in traits.items()}
    loudest = sorted((name for name, part in parts.items() if part > 0), key=lambda name: -parts[name])
    return "; ".join(loudest[:_REASONS])
