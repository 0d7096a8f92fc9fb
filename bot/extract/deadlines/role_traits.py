"""What speaks for or against a candidate having a role in a deadline: its kind, its place in the sentence, its deeds elsewhere."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines.candidates import Candidate
from bot.extract.deadlines.clause_signs import Doer, doers_of, part_of
from bot.extract.deadlines.instrument_signs import Naming, instruments_of, links_of, namings
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.one_side import one_executive, one_party
from bot.extract.deadlines.place_signs import places_of
from bot.extract.deadlines.pronoun_signs import antecedents, beside, pronoun_of
from bot.extract.deadlines.story import Story, weights_near
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span

Traits = Mapping[str, float]
"""Named signs with their strength; a name holds ":" before its value and "|" between two signs that count together."""

_SPEAKING = frozenset(("was told", "is told", "must", "owns a command", "after by", "after for"))
"""Places that say by themselves who commands and who is bound, whatever the kind of deadline."""
_SAME = 4.0  # one party in both roles is so seldom right that the sign must not be fitted away


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
    family: str
    pronoun: str | None
    antecedents: tuple[frozenset[str], ...]
    beside: frozenset[str]
    tops: Mapping[str, str]
    alone: frozenset[str]
    most: int
    subject: tuple[int, int] | None
    nearest: Mapping[str, frozenset[str]]
    doers: Sequence[Doer]
    namings: Sequence[Naming]


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
    subject = subject_before(line, at) if 0 <= at <= len(line.marked) else None
    pronoun = pronoun_of(line, subject)
    tops, alone = _tops(candidates)
    return Scene(
        document=document,
        telling=telling,
        line=line,
        candidates=candidates,
        commanding=weights_near(story.commands, telling.line),
        bound=weights_near(story.bound, telling.line),
        pairs=story.pairs,
        matters=tuple(name for name, pattern in cues.MATTERS.items() if pattern.search(quote)),
        family=family_of(telling.rule),
        pronoun=pronoun,
        antecedents=() if pronoun is None else antecedents(document, line, candidates, pronoun),
        beside=frozenset()
        if pronoun is None or subject is None
        else beside(line, candidates, pronoun, subject[0]),
        tops=tops,
        alone=alone,
        most=max((len(c.places) for c in candidates), default=1),
        subject=subject,
        nearest=_nearest(candidates, line, telling.trigger),
        doers=doers_of(line, telling),
        namings=[
            one for noun in sorted(instruments_of(line, telling, subject)) for one in namings(document, noun)
        ],
    )


def _tops(candidates: Sequence[Candidate]) -> tuple[dict[str, str], frozenset[str]]:
    """The party of each sort that is named most, by key; which of them is the only one of its sort."""
    tops: dict[str, str] = {}
    alone: set[str] = set()
    for sort in {c.sort for c in candidates}:
        own = sorted(
            (c for c in candidates if c.sort == sort), key=lambda c: (-len(c.places), c.places[0].start)
        )
        tops[sort] = own[0].party.key
        if len(own) == 1:
            alone.add(own[0].party.key)
    return tops, frozenset(alone)


FAMILIES = (
    (
        "duty",
        r"oblige|have_until|given|clause\.duty|due|present_duty|paper_due|listed|last_day|to_be_done|missed_payment",
    ),
    ("permit", r"clause\.permit|may_within"),
    ("give", r"give$|order_by|impose|set_as|ultimatum"),
    ("ask", r"want_by|ask_by|clause\.ask|demand_that"),
    ("cond", r"if_not|unless|if_no|on_condition|conditional_on"),
    ("move", r"moved|move_open|prolongation|clause\.(?:future_)?move|new_limit"),
    ("end", r"expir|until|clause\.(?:future_)?(?:end|stay)|was_to_expire|of_length"),
    ("begin", r"effect|clause\.(?:future_)?begin|by_then|became"),
    ("promise", r"promise|clause\.promise|clause\.future"),
    ("plan", r"clause\.plan|schedule|expected_by|on_day"),
    ("limit", r"limit_is|dated_limit|before_limit|passed|missed|failed_by|met"),
    ("strike", r"strike"),
    ("noun", r"clause\.noun"),
)


@cache
def family_of(rule: str) -> str:
    """What kind of telling a frame reads."""
    return next((name for name, pattern in FAMILIES if re.match(pattern, rule)), "other")


def _nearest(candidates: Sequence[Candidate], line: Line, trigger: Span) -> dict[str, frozenset[str]]:
    inside = [(c.party.key, p) for c in candidates for p in c.places if line.span.contains(p)]
    left = [(p.end, key) for key, p in inside if p.end <= trigger.start]
    right = [(p.start, key) for key, p in inside if p.start >= trigger.end]
    last, first = max((end for end, _ in left), default=0), min((start for start, _ in right), default=0)
    return {
        "before": frozenset(key for end, key in left if end == last),
        "after": frozenset(key for start, key in right if start == first),
    }


def traits_of_nobody(scene: Scene) -> Traits:
    """What speaks for leaving a role open."""
    traits = {
        "nobody": 1.0,
        f"nobody|kind:{scene.telling.kind}": 1.0,
        f"nobody|status:{scene.telling.status}": 1.0,
        f"nobody|{scene.family}": 1.0,
    }
    traits |= {f"nobody|about:{matter}": 1.0 for matter in scene.matters}
    if scene.pronoun is not None:
        traits["nobody|pronoun"] = 1.0
    line, quote = scene.line.index, scene.telling.quote
    if not any(quote.contains(p) for c in scene.candidates for p in c.places):
        traits["nobody|none in the quote"] = 1.0
    if not any(line in c.lines or line - 1 in c.lines for c in scene.candidates):
        traits["nobody|none near"] = 1.0
    for name, weights in (("commands", scene.commanding), ("bound", scene.bound)):
        traits[f"nobody|{name}"] = min(max(weights.values(), default=0.0), 4.0) / 2
    return traits


def traits_of_sort(scene: Scene, sort: str) -> Traits:
    """What all candidates of one sort share."""
    traits = {
        f"sort:{sort}": 1.0,
        f"sort:{sort}|kind:{scene.telling.kind}": 1.0,
        f"sort:{sort}|{scene.family}": 1.0,
    }
    return traits | {f"sort:{sort}|about:{matter}": 1.0 for matter in scene.matters}


def traits_of(scene: Scene, candidate: Candidate) -> Traits:
    """What can be said of a candidate for either role, beside its sort."""
    kind, family = scene.telling.kind, scene.family
    traits = _standing(scene, candidate)
    places = places_of(scene.document, scene.line, scene.telling, scene.subject, candidate)
    traits |= {f"place:{place}|kind:{kind}": 0.5 for place in places}
    traits |= {f"place:{place}|{family}": 0.5 for place in places}
    traits |= {f"place:{place}": 1.0 for place in places}
    traits |= _grammar(scene, candidate)
    key = candidate.party.key
    for name, weights in (("commands", scene.commanding), ("bound", scene.bound)):
        most, own = max(weights.values(), default=0.0), weights.get(key, 0.0)
        if own:
            traits[name] = min(own, 4.0) / 2
            traits[f"{name}, share"] = own / most
            if own == most:
                traits[f"{name}, most"] = 1.0
                traits[f"{name}, most|{family}"] = 0.5
    if candidate.issues:
        traits["issuer"] = 1.0
        traits[f"issuer|{family}"] = 0.5
    for number, keys in enumerate(scene.antecedents):
        if key in keys:
            traits[f"antecedent {number}"] = 1.0
            traits[f"antecedent {number}|{family}"] = 1.0
    if key in scene.beside:
        traits["antecedent beside"] = 1.0
    if scene.tops.get(candidate.sort) == key:
        traits[f"top:{candidate.sort}"] = 1.0
    if key in scene.alone:
        traits[f"alone:{candidate.sort}"] = 1.0
    traits[f"named as:{candidate.party.kind}"] = 1.0
    for sign in ("hit", "limited", "bare"):
        if getattr(candidate, sign):
            traits[sign] = 1.0
            traits[f"{sign}|{family}"] = 0.5
    for role in ("setter", "addressee"):
        named: Named | None = getattr(scene.telling, role)
        if named is not None and candidate.is_party(named.party):
            how = "told" if scene.telling.quote.contains(named.span) else "read"
            traits[f"{how} {role}"] = 1.0
            traits[f"{how} {role}|{family}"] = 0.5
    return traits


def _grammar(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """What the verbs of the sentence and the namings of the instrument make of a candidate."""
    line = scene.line
    signs = {
        sign
        for p in candidate.places
        if line.span.contains(p)
        for sign in part_of(line, p.start - line.span.start, p.end - line.span.start, scene.doers)
    }
    traits = {f"clause:{sign}": 1.0 for sign in signs}
    return traits | {f"instrument:{link}": 1.0 for link in links_of(candidate, scene.namings)}


def traits_of_pair(scene: Scene, setter: Candidate | None, addressee: Candidate | None) -> Traits:
    """What the two roles say to each other."""
    if setter is None or addressee is None:
        return {
            f"pair:{setter and setter.sort}, {addressee and addressee.sort}": 1.0,
            f"pair, open:{setter is None}, {addressee is None}|{scene.family}": 0.5,
        }
    a, b = setter.party.key, addressee.party.key
    if one_party(setter.party, addressee.party) or one_executive(setter.party, addressee.party):
        own = "promised" if scene.telling.kind is DeadlineKind.COMMITMENT else "told"
        same = {"same": _SAME, f"same|{own}": _SAME, f"same|{scene.family}": 1.0}
        read = scene.telling.addressee
        return (
            same if read is None or addressee.is_party(read.party) else same | {"same, another read": _SAME}
        )
    traits = {f"pair:{setter.sort}, {addressee.sort}": 1.0}
    if (a, b) in scene.pairs:
        traits["commanded before"] = 1.0
    if (b, a) in scene.pairs:
        traits["was commanded before"] = 1.0
    span = scene.line.span
    left = min((p.start for p in setter.places if span.contains(p)), default=None)
    right = min((p.start for p in addressee.places if span.contains(p)), default=None)
    if left is not None and right is not None:
        order = "first" if left < right else "second"
        traits[f"setter {order}"] = 1.0
        traits[f"setter {order}|{scene.family}"] = 0.5
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
        traits[f"headline, {candidate.headline}"] = 1.0
    if here - 1 in lines:
        opening = document.sentences[here - 1].start
        if any(0 <= p.start - opening < 8 for p in candidate.places):
            traits["opens the sentence before"] = 1.0
    for side, keys in scene.nearest.items():
        if candidate.party.key in keys:
            traits[f"nearest {side}"] = 1.0
    return traits


def settled(telling: Telling) -> bool:
    """Whether nobody sets or owes what is told: an end without a day that was called off."""
    return telling.status is DeadlineStatus.WITHDRAWN and telling.due is None
