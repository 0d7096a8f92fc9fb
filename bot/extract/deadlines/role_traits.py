"""What speaks for or against a candidate having a role in a deadline: its kind, its place in the sentence, its deeds elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines.candidates import Candidate
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.story import Story, weights_near
from bot.extract.deadlines.story_words import OWNS
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, Party
from bot.model.text import Span
from bot.text.words import fold

Traits = Mapping[str, float]
"""Named signs with their strength; a name holds ":" before its value and "|" between two signs that count together."""

_SPEAKING = frozenset(("was told", "is told", "must", "owns a command", "after by", "after for"))
"""Places that say by themselves who commands and who is bound, whatever the kind of deadline."""
_SAME = 10.0  # one party in both roles is so seldom right that the sign must not be fitted away


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A telling among the candidates of its article, with what all of them are measured against.

    commanding, bound: the evidence for each party, by key. most: namings of the one named most. subject: where that of the telling words
    stands. nearest: whose naming is the last one before the telling words, and the first one after them.
    """

    document: Document
    telling: Telling
    line: Line
    candidates: Sequence[Candidate]
    commanding: Mapping[str, float]
    bound: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    matters: tuple[str, ...]
    most: int
    subject: tuple[int, int] | None
    nearest: Mapping[str, frozenset[str]]

    def sort_of(self, party: Party) -> str:
        return next((c.sort for c in self.candidates if c.is_party(party)), "group")


def scene_of(document: Document, telling: Telling, candidates: Sequence[Candidate], story: Story) -> Scene:
    """The scene of one telling; two parties taken as one have a role only where its own words take them so."""
    quote, line = document.words(telling.quote), read_line(document, telling.line)
    own = [named.party for named in (telling.setter, telling.addressee) if named is not None]
    candidates = [
        one
        for one in candidates
        if one.within_reach(telling.line)
        and (one.sort != "pair" or any(one.is_party(party) for party in own))
    ]
    at = telling.trigger.start - line.span.start
    return Scene(
        document=document,
        telling=telling,
        line=line,
        candidates=candidates,
        commanding=weights_near(story.commands, telling.line),
        bound=weights_near(story.bound, telling.line),
        pairs=story.pairs,
        matters=tuple(name for name, pattern in cues.MATTERS.items() if pattern.search(quote)),
        most=max((len(c.places) for c in candidates), default=1),
        subject=subject_before(line, at) if 0 <= at <= len(line.marked) else None,
        nearest=_nearest(candidates, line, telling.trigger),
    )


def _nearest(candidates: Sequence[Candidate], line: Line, trigger: Span) -> dict[str, frozenset[str]]:
    inside = [(c.party.key, p) for c in candidates for p in c.places if line.span.contains(p)]
    left = [(p.end, key) for key, p in inside if p.end <= trigger.start]
    right = [(p.start, key) for key, p in inside if p.start >= trigger.end]
    last, first = max((end for end, _ in left), default=0), min((start for start, _ in right), default=0)
    return {
        "before": frozenset(key for end, key in left if end == last),
        "after": frozenset(key for start, key in right if start == first),
    }


def traits_of_nobody(scene: Scene, other: Party | None) -> Traits:
    """What speaks for leaving a role open. other: who has the other role."""
    traits = {
        "nobody": 1.0,
        f"nobody|kind:{scene.telling.kind}": 1.0,
        f"nobody|status:{scene.telling.status}": 1.0,
    }
    traits |= {f"nobody|about:{matter}": 1.0 for matter in scene.matters}
    if other is not None:
        traits["nobody|other"] = 1.0
    return traits


def traits_of_sort(scene: Scene, sort: str) -> Traits:
    """What all candidates of one sort share."""
    traits = {f"sort:{sort}": 1.0, f"sort:{sort}|kind:{scene.telling.kind}": 1.0}
    return traits | {f"sort:{sort}|about:{matter}": 1.0 for matter in scene.matters}


def traits_of(scene: Scene, candidate: Candidate) -> Traits:
    """What can be said of a candidate for either role, beside its sort."""
    kind = scene.telling.kind
    traits = _standing(scene, candidate)
    places = _places(scene, candidate)
    traits |= {f"place:{place}|kind:{kind}": 0.5 for place in places}
    traits |= {f"place:{place}": 1.0 for place in places & _SPEAKING}
    key = candidate.party.key
    for name, weights in (("commands", scene.commanding), ("bound", scene.bound)):
        most, own = max(weights.values(), default=0.0), weights.get(key, 0.0)
        if own:
            traits[name] = min(own, 4.0) / 2
            traits[f"{name}, share"] = own / most
            if own == most:
                traits[f"{name}, most"] = 1.0
    if candidate.issues:
        traits["issuer"] = 1.0
    return traits


def traits_with(scene: Scene, candidate: Candidate, role: str, other: Party | None) -> Traits:
    """What a candidate for `role` ("setter" or "addressee") is to the party that has the other role."""
    if other is None:
        return {}
    key = candidate.party.key
    mine, its = candidate.words, set(fold(other.name).split())
    if candidate.is_party(other) or key in other.key.split("+") or mine <= its or its <= mine:
        own = "promised" if scene.telling.kind is DeadlineKind.COMMITMENT else "told"
        return {"same": _SAME, f"same|{own}": _SAME}
    traits = {f"pair:{candidate.sort}, {scene.sort_of(other)}": 1.0}
    if ((key, other.key) if role == "setter" else (other.key, key)) in scene.pairs:
        traits["commanded before"] = 1.0
    return traits


def _standing(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """How near and how prominent a candidate is."""
    document, telling, lines = scene.document, scene.telling, candidate.lines
    here = scene.line.index
    away = min((abs(i - here) for i in lines), default=9)
    if away == 0 and any(telling.quote.contains(p) for p in candidate.places):
        where = "quote"
    elif away == 0:
        where = "sentence"
    elif here - 1 in lines:
        where = "before"
    else:
        where = {1: "after", 2: "near"}.get(away, "far")
    traits = {
        f"where:{where}": 1.0,
        "often": math.log1p(len(candidate.places)),
        "often, share": len(candidate.places) / scene.most,
    }
    if lines and lines[0] <= 1:
        traits["early"] = 1.0
    if candidate.headline:
        traits["headline"] = 1.0
    if here - 1 in lines:
        opening = document.sentences[here - 1].start
        if any(0 <= p.start - opening < 8 for p in candidate.places):
            traits["opens the sentence before"] = 1.0
    for side, keys in scene.nearest.items():
        if candidate.party.key in keys:
            traits[f"nearest {side}"] = 1.0
    return traits


def _places(scene: Scene, candidate: Candidate) -> set[str]:
    """Where in the telling sentence the candidate stands: before the telling words, as their subject, after "by", told something."""
    line, telling = scene.line, scene.telling
    found: set[str] = set()
    subject = scene.subject
    if line.index not in candidate.lines:
        return found
    for place in candidate.places:
        if not line.span.contains(place):
            continue
        begin, end = place.start - line.span.start, place.end - line.span.start
        if place.end <= telling.trigger.start:
            found.add("left")
        else:
            found.add("right" if place.start >= telling.trigger.end else "within")
        left, right = line.marked[:begin], line.marked[end:]
        if cues.OPENS.fullmatch(left):
            found.add("opens")
        if subject is not None and begin >= subject[0] - 4 and end <= subject[1] + 1:
            found.add("subject" if end >= subject[1] - 2 else "in the subject")
            if begin <= subject[0] + 5:
                found.add("head of the subject")
        followed = _followed(scene.document.text, place, right)
        if (before := cues.BEFORE.search(left)) is not None:
            word = before[1].lower()
            found.add("is told" if word in cues.TELLING else f"after {word}")
            if word in cues.HANGING:
                followed -= {"must", "was told"}
        found |= followed
    return found


def _followed(text: str, place: Span, right: str) -> set[str]:
    """What the words behind a naming make of it: an owner, a speaker, one that commands or must."""
    if right.startswith(("'s", "' ")):
        return {"owner", "owns a command"} if OWNS.match(text, place.end) else {"owner"}
    if cues.LIMIT_OF.match(right):
        return {"owns a command"}
    found = {
        name
        for name, pattern in (("says", cues.SAYS), ("commands", cues.COMMANDING), ("gives", cues.GIVES))
        if pattern.match(right)
    }
    if cues.IS_TOLD.match(right):
        found.add("was told")
    elif cues.MUST.match(right):
        found.add("must")
    return found


def settled(telling: Telling) -> bool:
    """Whether nobody sets or owes what is told: an end without a day that was called off."""
    return telling.status is DeadlineStatus.WITHDRAWN and telling.due is None
