"""Gives a deadline its setter and addressee: of all parties of the article, the one for whom most speaks, or nobody.

The signs are those of `role_traits`, weighed by fitted weights (`data/roles.json`, see `tools/fit_roles.py`). What the sentence itself
says of a role counts far more than any sign.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.extract.deadlines.candidates import Candidate, candidates_of, with_whole_names
from bot.extract.deadlines.lexicon import MADE_BY_SIDES
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.role_traits import (
    Scene,
    Traits,
    scene_of,
    settled,
    traits_of,
    traits_of_nobody,
    traits_of_pair,
    traits_of_sort,
)
from bot.extract.deadlines.roles import leading_speaker, parenthetic_speaker
from bot.extract.deadlines.story import story_of
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineStatus

ROLES = ("setter", "addressee")
PAIR = "pair"
_TRIED = 5  # parties for each role that are weighed together
_REASONS = 3  # signs that are named as the reason for a choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted weights of the signs for each role, and for what the two are to each other.

    open: what is taken from leaving each role open. sure: how likely a party must be to get each role at all.
    """

    roles: Mapping[str, Mapping[str, float]]
    open: Mapping[str, float]
    sure: Mapping[str, float]

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
    return Weights(roles={role: data[role] for role in (*ROLES, PAIR)}, open=data["open"], sure=data["sure"])


def with_ranked_roles(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the setter and the addressee that the article as a whole speaks for."""
    if not tellings:
        return []
    candidates = candidates_of(document, tellings)
    story = story_of(document, tellings)
    tellings = [with_whole_names(telling, candidates) for telling in tellings]
    return [
        telling if settled(telling) else _ranked(scene_of(document, telling, candidates, story), fitted())
        for telling in tellings
    ]


def _ranked(scene: Scene, weights: Weights) -> Telling:
    telling = scene.telling
    setter, addressee = choose(scene, weights)
    if telling.status in _FULFILLED and telling.setter is None and _one_party(setter, addressee):
        setter = None  # who met or missed a deadline is bound by it
    return replace(telling, setter=setter, addressee=addressee)


def _one_party(setter: Named | None, addressee: Named | None) -> bool:
    if setter is None or addressee is None:
        return False
    one, other = setter.party, addressee.party
    return one.key == other.key or one.name.casefold() == other.name.casefold()


_FULFILLED = frozenset({DeadlineStatus.MET, DeadlineStatus.MISSED})


def choose(scene: Scene, weights: Weights) -> tuple[Named | None, Named | None]:
    """The setter and the addressee that together are likeliest; a role stays open where nobody is likely enough for it."""
    signs = [traits_of(scene, candidate) for candidate in scene.candidates]
    setters, addressees = (_likeliest(scene, signs, role, weights) for role in ROLES)
    pairs = [
        (
            setter_score + addressee_score + weights.score(PAIR, traits_of_pair(scene, setter, addressee)),
            (setter, addressee),
        )
        for setter_score, setter in setters
        for addressee_score, addressee in addressees
    ]
    best, chosen = max(pairs, key=lambda one: one[0])
    likely = [(math.exp(score - best), pair) for score, pair in pairs]
    whole = sum(share for share, _ in likely)
    named = []
    for place, role in enumerate(ROLES):
        sure = (
            sum(share for share, pair in likely if pair[place] is chosen[place]) >= weights.sure[role] * whole
        )
        named.append(_named(scene, chosen[place], role, weights) if sure else None)
    return named[0], named[1]


def _likeliest(
    scene: Scene, signs: Sequence[Traits], role: str, weights: Weights
) -> list[tuple[float, Candidate | None]]:
    """The likeliest parties for a role by themselves, and nobody."""
    base = {
        sort: weights.score(role, traits_of_sort(scene, sort)) for sort in {c.sort for c in scene.candidates}
    }
    teller = _teller(scene) if role == "setter" else None
    scores = [
        (base[candidate.sort] + weights.score(role, own), candidate)
        for candidate, own in zip(scene.candidates, signs, strict=True)
        if (role == "setter" or candidate.sort != "text")
        and not (teller and candidate.is_party(teller.party))
    ]
    found: list[tuple[float, Candidate | None]] = [*heapq.nlargest(_TRIED, scores, key=lambda one: one[0])]
    return [(weights.score(role, traits_of_nobody(scene)) - weights.open[role], None), *found]


def _teller(scene: Scene) -> Named | None:
    """Who only tells that something between two sides ends ("the truce expires on Friday, the minister said"), or None."""
    telling = scene.telling
    if telling.setter is not None or telling.head not in MADE_BY_SIDES:
        return None
    line = read_line(scene.document, telling.line)
    return parenthetic_speaker(line) or leading_speaker(line, telling.quote.start - line.span.start)


def _named(scene: Scene, chosen: Candidate | None, role: str, weights: Weights) -> Named | None:
    if chosen is None:
        return None
    told: Named | None = getattr(scene.telling, role)
    if told is not None and chosen.is_party(told.party):
        return told
    return replace(chosen.named(scene.document, scene.telling), why=_why(scene, chosen, role, weights))


def _why(scene: Scene, candidate: Candidate, role: str, weights: Weights) -> str:
    """The signs that spoke loudest for the choice, for `dateline explain`."""
    traits = {**traits_of_sort(scene, candidate.sort), **traits_of(scene, candidate)}
    parts = {name: weights.roles[role].get(name, 0.0) * value for name, value in traits.items()}
    loudest = sorted((name for name, part in parts.items() if part > 0), key=lambda name: -parts[name])
    return "; ".join(loudest[:_REASONS])
