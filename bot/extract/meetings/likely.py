"""Encounters that no rule reads but for which enough speaks: fitted weights decide whether one is told, and who took part.

The signs are those of `prospect_traits`, weighed by `data/prospects.json` (see `tools/fit_meetings.py`). How firm such an encounter is comes from
the same readings as for all others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.extract.document import Document
from bot.extract.meetings.days import lies_ahead
from bot.extract.meetings.encounters import TOOK_PLACE, Encounter, begin, fits, stands_for
from bot.extract.meetings.joining import encounters_of
from bot.extract.meetings.modality import weighed
from bot.extract.meetings.prospect_traits import Guest, Scene, Traits, nearest, scene_of, traits_of
from bot.extract.meetings.prospects import Prospect, prospects_of
from bot.extract.meetings.sightings import Seat, Sighting, finish
from bot.extract.meetings.told_days import on_the_day
from bot.model.facts import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted weights of the signs.

    enough: how likely both of the two likeliest parties must be. joins: how likely a further one.
    """

    signs: Mapping[str, float]
    enough: float
    joins: float

    def score(self, traits: Traits) -> float:
        """The weighed sum of the signs."""
        return sum(self.signs.get(name, 0.0) * value for name, value in traits.items())


@cache
def fitted() -> Weights:
    """The weights that come with the program."""
    data = json.loads(
        files("bot.extract.meetings").joinpath("data/prospects.json").read_text(encoding="utf-8")
    )
    return Weights(signs=data["signs"], enough=data["enough"], joins=data["joins"])


def with_likely(doc: Document, sightings: Sequence[Sighting], found: Sequence[Encounter]) -> list[Encounter]:
    """`found`, the encounters that rules made of `sightings`, and those that are probably told besides.

    All tellings are put together anew, so that later ones can speak of what was added; where that would change who met by the rules, what was
    added stands beside.
    """
    added = _added(doc, sightings, found)
    if not added:
        return list(found)
    triggers = {sighting.trigger for sighting in added}
    kept = [sighting for sighting in sightings if sighting.trigger not in triggers]
    anew = encounters_of(doc, sorted([*kept, *added], key=lambda s: (s.sentence, s.trigger)))
    if all(any(_holds(after, before) for after in anew) for before in found):
        return anew
    out = list(found)
    for sighting in added:
        if not any(fits(doc, sighting, encounter) for encounter in out):
            out.append(begin(on_the_day(doc, sighting, out)))
    return sorted(out, key=lambda encounter: encounter.sightings[0].trigger)


def _holds(after: Encounter, before: Encounter) -> bool:
    """Whether an encounter is still told by the same words and with everybody who was there."""
    triggers = {sighting.trigger for sighting in after.sightings}
    return before.sightings[0].trigger in triggers and before.keys() <= after.keys()


def _added(doc: Document, sightings: Sequence[Sighting], found: Sequence[Encounter]) -> list[Sighting]:
    """What is probably told besides `found`, in reading order."""
    sighted = {sighting.trigger: sighting for sighting in sightings}
    told = [s.quote for encounter in found for s in encounter.sightings]
    out: list[Sighting] = []
    known = list(found)
    for index in range(len(doc.sentences)):
        for prospect in prospects_of(doc, index, sighted, told):
            if _unclear(doc, prospect):
                continue
            seats = choose(scene_of(doc, prospect, told_last(known, prospect)), fitted())
            if not seats or _told_beside(seats, index, known) or _of_another(prospect, seats, known):
                continue
            sighting = weighed(doc, prospect.row, _sighting(doc, prospect, seats))
            if sighting is not None:
                out.append(sighting)
                known.append(begin(sighting))
    return out


def _unclear(doc: Document, prospect: Prospect) -> bool:
    """Whether the words do not carry an encounter: a headline's present tense, a list of who came along, a past with a day to come."""
    if prospect.standing.weak or (prospect.sighting is not None and prospect.sighting.adds):
        return True
    took_place = prospect.standing.status in TOOK_PLACE
    return took_place and any(lies_ahead(doc, when) for when in doc.whens_in(prospect.row.span))


def told_last(found: Sequence[Encounter], prospect: Prospect) -> Sequence[Seat]:
    """Who took part in the encounter told last before the prospect."""
    best, seats = -1, list[Seat]()
    for encounter in found:
        triggers = [s.trigger for s in encounter.sightings]
        before = [t.start for t in triggers if t.start < prospect.span.start]
        if before and max(before) > best and len(encounter.seats) > 1 and prospect.span not in triggers:
            best, seats = max(before), encounter.seats
    return seats


def choose(scene: Scene, weights: Weights) -> list[Seat]:
    """Who took part, two or more; nobody when too little speaks for an encounter."""
    if len(scene.guests) < 2:
        return []
    common = weights.score(scene.common)
    scores = [common + weights.score(traits_of(scene, guest)) for guest in scene.guests]
    picked: list[Guest] = []
    for score, guest in sorted(zip(scores, scene.guests, strict=True), key=lambda one: -one[0]):
        if score < _odds(weights.joins if len(picked) > 1 else weights.enough):
            break
        if not any(stands_for(guest.seat.party, other.seat.party) for other in picked):
            picked.append(guest)
    if len(picked) < 2 or _told_of_others(scene, picked):
        return []
    seats = [replace(guest.seat, span=nearest(guest, scene.prospect)) for guest in picked]
    return sorted(seats, key=lambda seat: seat.span)


def _told_of_others(scene: Scene, picked: Sequence[Guest]) -> bool:
    """ "Their advisers met in Vienna": the sentence has nameless people of its own, and names nobody of those picked."""
    if any(guest.nodes for guest in picked):
        return False
    nameless = (PartyKind.GROUP, PartyKind.UNNAMED)
    return any(guest.nodes and guest.seat.party.kind in nameless for guest in scene.guests)


def _of_another(prospect: Prospect, seats: Sequence[Seat], found: Sequence[Encounter]) -> bool:
    """ "Sunday's meeting" in a sentence that names nobody, where those picked are only told of as to meet, or as not having met."""
    if prospect.standing.status not in TOOK_PLACE or any(prospect.row.span.contains(s.span) for s in seats):
        return False
    theirs = [e for e in found if {seat.party.key for seat in seats} <= e.keys()]
    return bool(theirs) and not any(e.status in TOOK_PLACE or e.sightings[0].standing.purpose for e in theirs)


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _told_beside(seats: Sequence[Seat], index: int, found: Sequence[Encounter]) -> bool:
    """Whether the same sentence tells an encounter of two of these parties already."""
    beside = [encounter for encounter in found if any(s.sentence == index for s in encounter.sightings)]
    return any(
        sum(any(stands_for(a.party, b.party) for b in encounter.seats) for a in seats) > 1
        for encounter in beside
    )


def _sighting(doc: Document, prospect: Prospect, seats: Sequence[Seat]) -> Sighting:
    row, at = prospect.row, prospect.at
    if prospect.sighting is not None:
        return replace(prospect.sighting, seats=tuple(seats))
    here = [
        j for j, node in enumerate(row.nodes) if any(seat.span in (node.head, node.span) for seat in seats)
    ]
    left = min([prospect.start, at, *here])
    right = max([at, *here]) + 1
    return finish(
        doc,
        row,
        at,
        left,
        right,
        list(seats),
        prospect.standing,
        prospect.form,
        prospect.mode,
        prospect.when,
        prospect.head,
        None,
        False,
    )
