"""From sightings to meetings: several sentences about one encounter become one fact with several quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings.carrying import another, by_counterpart, by_role, by_sides
from bot.extract.meetings.delegations import represented
from bot.extract.meetings.diaries import names_no_day
from bot.extract.meetings.encounters import (
    OPEN,
    TOOK_PLACE,
    Encounter,
    begin,
    fits,
    half_told,
    same_days,
    same_mode,
    stands_for,
)
from bot.extract.meetings.replies import settle_replies
from bot.extract.meetings.sightings import Seat, Sighting
from bot.extract.meetings.told_days import on_the_day
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role
from bot.model.when import When

S = MeetingStatus
_CLOSED = frozenset({S.CANCELLED, S.REFUSED, S.DENIED})
_STRENGTH = {
    S.HELD: 9,
    S.ONGOING: 8,
    S.CANCELLED: 7,
    S.POSTPONED: 6,
    S.DENIED: 5,
    S.REFUSED: 4,
    S.PLANNED: 3,
    S.UNCONFIRMED: 2,
    S.REQUESTED: 1,
    S.POSSIBLE: 0,
}


def encounters_of(doc: Document, sightings: Iterable[Sighting]) -> list[Encounter]:
    """The encounters an article tells of, in the order of their first sighting that stands by itself."""
    found: list[Encounter] = []
    waiting: list[Sighting] = []
    for told in sightings:
        sighting = by_counterpart(by_sides(doc, by_role(told, found), found), found)
        sighting = another(doc, _offices_only(doc, sighting, found), found)
        home = _home(doc, sighting, found)
        if home is not None:
            _add(home, sighting)
        elif (event := _seatless(sighting, waiting)) is not None:
            waiting.remove(event)
            found.append(begin(replace(event, seats=sighting.seats)))
            _add(found[-1], sighting)
        elif _stands(sighting):
            found.append(begin(on_the_day(doc, sighting, found)))
        else:
            waiting.append(sighting)
    for sighting in waiting:
        reach = 0 if sighting.adds and sighting.beside else 2  # "he was accompanied by A" on the journey
        nearby = [e for e in found if 0 <= min(s.sentence for s in e.sightings) - sighting.sentence <= reach]
        home = _home(doc, sighting, nearby)
        if home is not None:
            _add(home, sighting)
    settle_replies(doc, found)
    for encounter in found:
        _drop_represented(encounter)
        _drop_nameless(encounter)
        _drop_listed(encounter)
        encounter.sightings.sort(key=lambda s: (s.standing.weak, s.sentence, s.trigger))
    return [
        encounter
        for encounter in found
        if _vouched(encounter) and not _of_nobody(encounter) and not half_told(encounter)
    ]


def _vouched(encounter: Encounter) -> bool:
    """Whether some telling carries it; "the summit" in the same sentence says nothing for a headline's "has meetings"."""
    sentences = {s.sentence for s in encounter.sightings if s.standing.weak and s.seats}
    return any(not s.standing.weak and (s.seats or s.sentence not in sentences) for s in encounter.sightings)


def _of_nobody(encounter: Encounter) -> bool:
    """ "His ministers negotiated": one nameless group that met nobody in particular."""
    if len(encounter.seats) != 1:
        return False
    party = encounter.seats[0].party
    plain = party.kind is PartyKind.GROUP and party.name.isalpha() and party.name.islower()
    unknown = party.name in _ANYBODY and encounter.sightings[0].form != "summit"
    if plain and (encounter.status is S.POSSIBLE or unknown):
        return True  # "a possible summit of leaders", "all parties will meet"
    if encounter.status in OPEN:
        return False
    named = any(letter.isupper() for letter in party.name[1:]) or " of " in party.name
    return party.kind is PartyKind.GROUP and not named


def _offices_only(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "Greeting the ambassador, the minister said ...": people told by office alone are those of the encounter just told."""
    nameless = len(sighting.seats) > 1 and all(s.party.kind is PartyKind.UNNAMED for s in sighting.seats)
    if not nameless or sighting.fresh or sighting.when is not None or sighting.status not in TOOK_PLACE:
        return sighting
    echo = replace(sighting, seats=(), definite=True)
    return echo if any(fits(doc, echo, encounter) for encounter in found) else sighting


_ANYBODY = frozenset(
    "parties sides leaders ministers mediators negotiators officials delegations teams couple".split()
)


def _seatless(sighting: Sighting, waiting: list[Sighting]) -> Sighting | None:
    """The summit told shortly before without anybody's name, to which a list of those present belongs."""
    if not sighting.adds or len(sighting.seats) < 2:
        return None
    for event in reversed(waiting):
        near = 0 <= sighting.sentence - event.sentence <= 3
        body = (
            len(event.seats) == 1 and event.seats[0].party.kind is PartyKind.BODY and event.form == "session"
        )
        if near and (body or not event.seats) and not event.standing.weak and event.status is sighting.status:
            return event
    return None


def _stands(sighting: Sighting) -> bool:
    """Whether the words name who meets: an echo ("the talks") or an addition does not begin an encounter."""
    if sighting.adds:
        return sighting.roster and len(sighting.seats) >= 2
    if len(sighting.seats) >= 2:
        return True
    if not sighting.seats:
        return False
    party = sighting.seats[0].party
    if sighting.partnered and not sighting.definite and party.kind is not PartyKind.UNNAMED:
        return True
    verbal = sighting.standing.rule.startswith("verb")
    return party.kind is PartyKind.GROUP or (party.kind is PartyKind.BODY and verbal)


def _home(doc: Document, sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The encounter that the sighting speaks of; the nearest fitting one before it."""
    if sighting.definite and not sighting.fresh and sighting.when is not None and names_no_day(sighting.when):
        sighting = replace(
            sighting, when=None
        )  # "the call, which began at 10 p.m.": the day is told elsewhere
    if sighting.adds:
        return _with_side(sighting, found) if sighting.stands_for else _latest(sighting, found)
    if sighting.beside:
        return _latest(
            sighting, found
        )  # aides who "sat with the president"; alone, it is an encounter of its own
    named = _names_for(sighting, found)
    if named is not None:
        return named
    fitting = [e for e in found if fits(doc, sighting, e)]
    if not fitting:
        return _only_one(sighting, found)
    dated = [e for e in fitting if sighting.when is not None and same_days(sighting.when, e.when)]
    exact = [e for e in (dated or fitting) if e.keys() == sighting.keys]
    pool = exact or dated or fitting
    same = [e for e in pool if e.status is sighting.status]
    return (same or pool)[-1]


def _only_one(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The one encounter that took place so far, for a later "the leaders' meeting lasted two hours", however far."""
    if (
        sighting.seats
        or not sighting.definite
        or sighting.when is not None
        or sighting.status not in TOOK_PLACE
    ):
        return None
    real = [e for e in found if e.status in TOOK_PLACE and len(e.seats) > 1]
    return real[0] if len(real) == 1 and same_mode(sighting.mode, real[0].mode) else None


def _with_side(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The nearest encounter of the side for which people sat there."""
    near = [
        encounter
        for encounter in _foremost(found)
        if abs(sighting.sentence - max(s.sentence for s in encounter.sightings)) <= 4
        and len(encounter.seats) > 1
        and sighting.stands_for & encounter.keys()
    ]
    if near:
        return near[0]
    open_to = [e for e in found if any(s.form == "session" for s in e.sightings) or _nameless_seats(e)]
    listed = sighting.standing.rule != "represented"
    return _latest(sighting, open_to) or (_latest(sighting, found) if listed else None)


def _nameless_seats(encounter: Encounter) -> bool:
    """Whether people sat there who were told by number or office only ("lawyers for both sides")."""
    groups = any(seat.party.kind is PartyKind.GROUP for s in encounter.sightings for seat in s.seats)
    lead = encounter.sightings[0]
    return groups or (lead.collective and all(seat.party.kind is PartyKind.STATE for seat in lead.seats))


def _foremost(found: list[Encounter]) -> list[Encounter]:
    """The encounters, the latest first; those told as what went before ("since talks broke down in May") come last."""
    return sorted(found, key=lambda e: (e.sightings[0].standing.rule == "noun:after", -found.index(e)))


def _latest(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    for encounter in _foremost(found):
        if (
            sighting.when is not None
            and encounter.when is not None
            and not same_days(sighting.when, encounter.when)
        ):
            continue
        if sighting.mode is Mode.PHONE and encounter.mode is Mode.IN_PERSON:
            continue  # who "took part in the call" need not have been at the meeting told in between
        near = abs(sighting.sentence - max(s.sentence for s in encounter.sightings)) <= 3
        with_them = not sighting.beside or sighting.beside & encounter.keys()
        both = (encounter.status in TOOK_PLACE) == (sighting.status in TOOK_PLACE)
        if near and with_them and both and encounter.status not in _CLOSED:
            return encounter
    return None


def _names_for(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The encounter of nameless "negotiators" that this sighting gives names to, or the other way round."""
    if sighting.status not in TOOK_PLACE or len(sighting.seats) < 2 or sighting.fresh:
        return None
    for encounter in reversed(found):
        lead = encounter.sightings[0]
        near = 0 <= sighting.sentence - lead.sentence <= 2 and encounter.status in TOOK_PLACE
        one_day = sighting.when is None or encounter.when is None or same_days(sighting.when, encounter.when)
        people = all(seat.party.kind is PartyKind.PERSON for seat in sighting.seats)
        if near and one_day and lead.collective and people and same_mode(sighting.mode, encounter.mode):
            return encounter
    return None


def _add(encounter: Encounter, sighting: Sighting) -> None:
    encounter.sightings.append(sighting)
    strong = not sighting.standing.weak and not sighting.adds
    speculates = sighting.status is S.PLANNED and encounter.status is S.UNCONFIRMED and not sighting.seats
    if strong and sighting.status is not encounter.status and not speculates:
        lead = encounter.sightings[0]
        stronger = _STRENGTH[sighting.status] > _STRENGTH[encounter.status]
        if sighting.status is S.DENIED and encounter.status in TOOK_PLACE:
            stronger = all(s.said_by is not None for s in encounter.sightings if s.status in TOOK_PLACE)
        if {sighting.status, encounter.status} <= OPEN and S.REFUSED in (sighting.status, encounter.status):
            stronger = (
                sighting.sentence > lead.sentence
            )  # a refusal can be taken back, and the other way round
        if stronger or lead.standing.weak:
            encounter.status = sighting.status
    if encounter.when is None or (sighting.when is not None and _finer(sighting.when, encounter.when)):
        encounter.when = sighting.when or encounter.when
    encounter.mode = encounter.mode or sighting.mode
    people = [seat for seat in sighting.seats if seat.party.kind is PartyKind.PERSON]
    if (
        len(people) > 1
        and not sighting.stands_for
        and encounter.sightings[0].collective
        and _only_nameless(encounter.seats)
    ):
        encounter.seats = []
    for seat in sighting.seats:
        index = next((i for i, s in enumerate(encounter.seats) if stands_for(s.party, seat.party)), None)
        if index is None:
            if sighting.adds or sighting.beside or len(sighting.seats) >= 2 or not encounter.seats:
                encounter.seats.append(seat)
        elif encounter.seats[index].role is None and seat.role is not None:
            encounter.seats[index] = replace(encounter.seats[index], role=seat.role)


def _drop_represented(encounter: Encounter) -> None:
    """ "Karsa" is left out once the people who sat there for Karsa were named."""
    by: dict[str, list[str]] = {}
    for sighting in encounter.sightings:
        for side in sighting.stands_for:
            by.setdefault(side, []).extend(
                seat.party.key for seat in sighting.seats if seat.party.kind is PartyKind.PERSON
            )
    if by and not encounter.keys() & set(by) and len(encounter.seats) > 3:
        encounter.seats = [seat for seat in encounter.seats if seat.party.kind is not PartyKind.GROUP]
    encounter.seats = represented(encounter.seats, by)


def _drop_nameless(encounter: Encounter) -> None:
    """ "U.S. and Chinese negotiators" are left out once at least two of them were named."""
    if not encounter.sightings[0].collective:
        return
    people = [seat for seat in encounter.seats if seat.party.kind is PartyKind.PERSON]
    sides = {side for sighting in encounter.sightings for side in sighting.stands_for}
    if sides & {seat.party.key for sighting in encounter.sightings for seat in sighting.seats}:
        return  # whose people were named is known side by side
    if len(people) > 1:
        added = [seat for sighting in encounter.sightings if sighting.adds for seat in sighting.seats]
        listed = {seat.party.key for seat in added if seat.party.kind is PartyKind.STATE}
        encounter.seats = [seat for seat in encounter.seats if seat in people or seat.party.key in listed]


def _drop_listed(encounter: Encounter) -> None:
    """ "Executives of four carriers" are left out once at least two people were listed as those who were there."""
    listed = [
        seat
        for sighting in encounter.sightings
        if sighting.adds and not sighting.beside and not sighting.stands_for
        for seat in sighting.seats
        if seat.party.kind is PartyKind.PERSON
    ]
    nameless = (PartyKind.GROUP, PartyKind.UNNAMED)
    groups = [
        seat for seat in encounter.seats if seat.party.kind in nameless and seat.party.name.endswith("s")
    ]
    if len({seat.party.key for seat in listed}) > 2 and len(groups) == 1:
        encounter.seats = [seat for seat in encounter.seats if seat not in groups]


def _only_nameless(seats: list[Seat]) -> bool:
    return not any(seat.party.kind is PartyKind.PERSON for seat in seats)


def _finer(a: When, b: When) -> bool:
    """Whether `a` fixes the time more finely than `b` and inside it."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return b.precision is None and a.precision is not None
    return b.earliest <= a.earliest and a.latest <= b.latest and a.latest - a.earliest < b.latest - b.earliest


def roles_settled(seats: list[Seat]) -> list[Seat]:
    """Roles that contradict each other (everyone a host) are dropped."""
    if seats and all(seat.role is Role.HOST for seat in seats):
        return [replace(seat, role=None) for seat in seats]
    return seats
