"""Whom a telling takes over from those before it: "the two sides", "the host", "his counterpart"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings.encounters import AHEAD, TOOK_PLACE, Encounter, fits, same_days, stands_for
from bot.extract.meetings.sidelong import told_side_by_side
from bot.extract.meetings.sightings import Seat, Sighting
from bot.model.facts import MeetingStatus, Party, PartyKind, Role
from bot.model.text import Span
from bot.text.parties.tables import state_served

S = MeetingStatus


def another(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "A second round followed in June", "expected a later meeting": the parties of the encounter told before."""
    if not sighting.fresh and not sighting.seats and not any(fits(doc, sighting, e) for e in found):
        before = next((e for e in reversed(found) if _next_of(sighting, e)), None)
        if before is not None:
            return replace(sighting, seats=_without_chairs(before.seats))
    chairs = tuple(seat for seat in sighting.seats if seat.role in (Role.CHAIR, Role.MEDIATOR, Role.HOST))
    if sighting.fresh and chairs and len(chairs) == len(sighting.seats):
        carried = another(doc, replace(sighting, seats=()), found)  # "a first round had been chaired by C"
        theirs = {seat.party.key for seat in carried.seats}
        return replace(sighting, seats=(*carried.seats, *(c for c in chairs if c.party.key not in theirs)))
    if _asks_the_other(sighting) and (pair := _one_of_two(sighting, found)):
        return replace(sighting, seats=pair)
    if not sighting.fresh or sighting.adds or len(sighting.seats) > 1:
        return sighting
    if sighting.status in (S.DENIED, S.REFUSED, S.CANCELLED) and sighting.when is None:
        return sighting
    here = doc.sentences[sighting.sentence]
    start = doc.sentences[sighting.sentence - 1].start if sighting.sentence else here.start
    told: dict[Span, list[Seat]] = {}
    for mention in doc.mentions_in(Span(start, sighting.trigger.start)):
        told.setdefault(mention.span, []).append(Seat(party=mention.party, span=mention.span))
    both = [seats for seats in told.values() if len(seats) == 2]
    if both and not sighting.seats:
        return replace(sighting, seats=tuple(both[-1]))
    for encounter in reversed(found):
        near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 3
        lead = encounter.sightings[0]
        if doc.words(lead.trigger).casefold() in _MEALS:
            continue
        if near and lead.collective and not sighting.seats:
            return replace(sighting, seats=tuple(replace(s, role=None) for s in lead.seats))
        near = (near and (lead.form == sighting.form or {lead.form, sighting.form} <= _ROUNDS)) or _next_of(
            sighting, encounter
        )
        known = all(any(_side_of(s.party, o.party) for o in encounter.seats) for s in sighting.seats)
        if near and known and len(encounter.seats) > 1:
            return replace(sighting, seats=tuple(replace(s, role=None) for s in encounter.seats))
    return sighting


def _without_chairs(seats: list[Seat]) -> tuple[Seat, ...]:
    """Those who meet again; whoever chaired or mediated last time need not be there."""
    sides = [seat for seat in seats if seat.role not in (Role.MEDIATOR, Role.CHAIR, Role.OBSERVER)]
    return tuple(replace(seat, role=None) for seat in (sides if len(sides) > 1 else seats))


def _asks_the_other(sighting: Sighting) -> bool:
    """ "A had proposed a meeting on Monday": one who asks or announces, a day, and nobody to meet."""
    ahead = sighting.status in (S.REQUESTED, S.PLANNED, S.POSSIBLE) and sighting.when is not None
    alone = len(sighting.seats) == 1 and not sighting.definite and not sighting.partnered
    return ahead and alone and sighting.form in _TALKING and sighting.standing.rule.startswith("noun")


def _one_of_two(sighting: Sighting, found: list[Encounter]) -> tuple[Seat, ...]:
    """The two of the last encounter of two, when the one seat is one of them."""
    pairs = [e for e in found if len(e.seats) == 2 and sighting.sentence - e.sightings[0].sentence <= 8]
    if not pairs or not any(stands_for(sighting.seats[0].party, seat.party) for seat in pairs[-1].seats):
        return ()
    return tuple(replace(seat, role=None) for seat in pairs[-1].seats)


_SIDES = re.compile(
    r"\bthe (?:royal |married )?(?:couple|pair|duo|trio)$|\bthe same (?:group|people|parties|participants|teams?|line-up)$|\b(?:both|the|these|those|all)(?: (?:two|three|four|five|six|seven|\d+))?(?: \w+)? (?:sides|delegations|parties|teams|negotiators|"
    r"heads of state|heads of government|ministers|leaders|presidents|premiers|chancellors|companies|firms|countries|nations|governments|states|men|women|chairs|"
    r"chairmen|envoys|mayors|rivals|groups|unions|executives|generals|diplomats|officials|representatives|lawyers|counterparts)$",
    re.IGNORECASE,
)


def by_sides(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "The two delegations would meet again", "she received both sides": those of the encounter told before."""
    if sighting.adds:
        return sighting
    people = _people_of_both(doc, sighting, found)
    if people:
        return replace(sighting, seats=tuple(people))
    seats: list[Seat] = []
    for seat in sighting.seats:
        nameless = seat.party.kind in (PartyKind.GROUP, PartyKind.UNNAMED) or _SAME.search(
            doc.words(seat.span)
        )
        echo = (
            nameless
            and _SIDES.search(doc.words(seat.span))
            and " of " not in _HEADS_OF.sub("", seat.party.name)
        )
        words = doc.words(seat.span)
        pool = [e for e in found if _all_bodies(e)] if _BODIES.search(words) else found
        both = _TWO.match(words) is not None
        same = _SAME.search(words) is not None
        if not echo:
            seats.append(seat)
            continue
        seats += _last_sides(sighting, pool, both, same) or told_side_by_side(doc, sighting, words) or [seat]
    return replace(sighting, seats=tuple({seat.party.key: seat for seat in reversed(seats)}.values())[::-1])


def _people_of_both(doc: Document, sighting: Sighting, found: list[Encounter]) -> list[Seat]:
    """ "The two sides discussed", read as two states: the envoy of the one and the president of the other who just met."""
    spans = {seat.span for seat in sighting.seats}
    states = {seat.party.key for seat in sighting.seats if seat.party.kind is PartyKind.STATE}
    if (
        len(states) != 2
        or len(sighting.seats) != 2
        or len(spans) != 1
        or not _SIDES.search(doc.words(spans.pop()))
    ):
        return []
    just_met = [e for e in found if e.status in TOOK_PLACE and _one_day(sighting, e)]
    seats = _last_sides(sighting, just_met, both=True, same=False) if sighting.status in TOOK_PLACE else []
    served = {state_served(seat.party) for seat in seats if seat.party.kind is PartyKind.PERSON}
    return seats if len(seats) == 2 and {f"state:{code}" for code in served} == states else []


def _one_day(sighting: Sighting, encounter: Encounter) -> bool:
    return sighting.when is None or encounter.when is None or same_days(sighting.when, encounter.when)


_HEADS_OF = re.compile(
    r"heads of (?:state|government)$|"
    r"(?:leaders|diplomats|delegations|sides) of (?:the )?(?:two|both) (?:\w+ )?(?:countries|nations|states|sides|parties)$",
    re.IGNORECASE,
)
_BODIES = re.compile(r"(?:companies|firms|unions|airlines|banks|lenders|carriers)$", re.IGNORECASE)


def _all_bodies(encounter: Encounter) -> bool:
    """Whether "both companies" can be those who met."""
    return sum(seat.party.kind is PartyKind.BODY for seat in encounter.sightings[0].seats) > 1


_TWO = re.compile(
    r"(?:both|the two|the (?:couple|pair|duo)|the (?:\w+ )?(?:sides|parties|delegations|teams))\b",
    re.IGNORECASE,
)


_SAME = re.compile(r"\bthe same \w+$", re.IGNORECASE)


def _last_sides(sighting: Sighting, found: list[Encounter], both: bool, same: bool) -> list[Seat]:
    """Who met in the encounter told last, up to ten sentences before; mediators and guests who came later left out.

    both: the words speak of two sides, so that an encounter of two comes before one of more. same: "the same group"
    is everybody who was there.
    """
    latest_first = list(reversed(found))
    if both:
        latest_first.sort(key=lambda encounter: len(encounter.seats) != 2)
    for encounter in latest_first:
        lead = encounter.sightings[0]
        near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 10
        everyone = encounter.seats if same else lead.seats
        sides = [seat for seat in everyone if seat.role not in (Role.MEDIATOR, Role.OBSERVER, Role.CHAIR)]
        if near and len(sides) > 1:
            return [replace(seat, role=None) for seat in sides]
    return []


_MEALS = frozenset("breakfast lunch dinner supper coffee tea drinks dined lunched".split())
_ROUNDS = frozenset("talks session meeting".split())
_TALKING = frozenset("talks session meeting hearing call".split())


def _next_of(sighting: Sighting, encounter: Encounter) -> bool:
    """Whether "the talks will resume on 16 June" can speak of those who met in `encounter`."""
    ahead = not sighting.seats and sighting.status in AHEAD and sighting.when is not None
    forms = {sighting.form, encounter.sightings[0].form} <= _TALKING
    near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 8
    return ahead and forms and near and len(encounter.seats) > 1


def _side_of(a: Party, b: Party) -> bool:
    return a.kind is PartyKind.STATE or stands_for(a, b)


def by_counterpart(sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "A met with his Norvian counterpart": the other one of the two who met, as told before or in the headline."""
    own = [seat for seat in sighting.seats if not seat.party.name.casefold().endswith("counterpart")]
    if len(sighting.seats) != 2 or len(own) != 1 or own[0].party.kind is not PartyKind.PERSON:
        return sighting
    for encounter in reversed(found):
        near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 10
        both = len(encounter.seats) == 2 and any(
            own[0].party.key == seat.party.key for seat in encounter.seats
        )
        days = sighting.when is None or encounter.when is None or same_days(sighting.when, encounter.when)
        if near and both and days and encounter.status in TOOK_PLACE and sighting.status in TOOK_PLACE:
            return replace(sighting, seats=tuple(replace(seat, role=None) for seat in encounter.seats))
    return sighting


_ROLE_NAMES = {"host": Role.HOST, "hosts": Role.HOST, "guest": Role.VISITOR, "visitor": Role.VISITOR}


def by_role(sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "The host left the table to telephone X": the host of the encounter told before."""
    if not found or not any(seat.party.name.casefold().split()[-1] in _ROLE_NAMES for seat in sighting.seats):
        return sighting
    seats = []
    for seat in sighting.seats:
        role = _ROLE_NAMES.get(seat.party.name.casefold().split()[-1])
        known = [s for e in reversed(found) for s in e.seats if role is not None and s.role is role]
        seats.append(replace(seat, party=known[0].party) if known else seat)
    return replace(sighting, seats=tuple(seats))
