"""From sightings to meetings: several sentences about one encounter become one fact with several quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.extract.document import Document
from bot.extract.meetings.sightings import Seat, Sighting
from bot.model.facts import MeetingStatus, Mode, Party, PartyKind, Role
from bot.model.text import Span
from bot.model.when import When
from bot.text.parties import same_party

S = MeetingStatus
TOOK_PLACE = frozenset({S.HELD, S.ONGOING})
_AHEAD = frozenset({S.PLANNED, S.POSSIBLE, S.REQUESTED, S.POSTPONED, S.CANCELLED, S.REFUSED})
_OPEN = frozenset({S.PLANNED, S.POSSIBLE, S.REQUESTED, S.REFUSED})
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


@dataclass(slots=True)
class Encounter:
    """One encounter while it is put together; its first sighting leads."""

    sightings: list[Sighting] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    status: MeetingStatus = S.HELD
    when: When | None = None
    mode: Mode | None = None

    def keys(self) -> set[str]:
        """The keys of all parties so far."""
        return {seat.party.key for seat in self.seats}


def encounters_of(doc: Document, sightings: Iterable[Sighting]) -> list[Encounter]:
    """The encounters an article tells of, in the order of their first sighting that stands by itself."""
    found: list[Encounter] = []
    waiting: list[Sighting] = []
    for told in sightings:
        sighting = _by_sides(doc, _by_role(told, found), found)
        sighting = _another(doc, sighting, found)
        home = _home(doc, sighting, found)
        if home is not None:
            _add(home, sighting)
        elif _stands(sighting):
            found.append(_begin(_on_the_day(doc, sighting, found)))
        else:
            waiting.append(sighting)
    for sighting in waiting:
        nearby = [e for e in found if 0 <= min(s.sentence for s in e.sightings) - sighting.sentence <= 2]
        home = _home(doc, sighting, nearby)
        if home is not None:
            _add(home, sighting)
    for encounter in found:
        _drop_nameless(encounter)
        encounter.sightings.sort(key=lambda s: (s.standing.weak, s.sentence, s.trigger))
    return [encounter for encounter in found if not all(s.standing.weak for s in encounter.sightings)]


def _another(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "A second round followed in June", "expected a later meeting": the parties of the encounter told before."""
    if not sighting.fresh and not sighting.seats and not any(_fits(doc, sighting, e) for e in found):
        before = next((e for e in reversed(found) if _next_of(sighting, e)), None)
        if before is not None:
            return replace(sighting, seats=tuple(replace(s, role=None) for s in before.seats))
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
        if near and lead.collective and not sighting.seats:
            return replace(sighting, seats=tuple(replace(s, role=None) for s in lead.seats))
        near = (near and lead.form == sighting.form) or _next_of(sighting, encounter)
        known = all(any(_side_of(s.party, o.party) for o in encounter.seats) for s in sighting.seats)
        if near and known and len(encounter.seats) > 1:
            return replace(sighting, seats=tuple(replace(s, role=None) for s in encounter.seats))
    return sighting


_SIDES = re.compile(
    r"\b(?:both|the|these|those|all)(?: (?:two|three|four|five|six|seven|\d+))?(?: \w+)? (?:sides|delegations|parties|teams|negotiators|"
    r"ministers|leaders|presidents|premiers|chancellors|companies|firms|countries|nations|governments|states|men|women|chairs|"
    r"chairmen|envoys|mayors|rivals|groups|unions|executives|generals|diplomats|officials|representatives|lawyers|counterparts)$",
    re.IGNORECASE,
)


def _by_sides(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "The two delegations would meet again", "she received both sides": those of the encounter told before."""
    if sighting.adds or not found:
        return sighting
    seats: list[Seat] = []
    for seat in sighting.seats:
        echo = seat.party.kind in (PartyKind.GROUP, PartyKind.UNNAMED) and _SIDES.search(doc.words(seat.span))
        seats += _last_sides(sighting, found) or [seat] if echo else [seat]
    return replace(sighting, seats=tuple({seat.party.key: seat for seat in reversed(seats)}.values())[::-1])


def _last_sides(sighting: Sighting, found: list[Encounter]) -> list[Seat]:
    """Who met in the encounter told last, up to ten sentences before; mediators and guests who came later left out."""
    for encounter in reversed(found):
        lead = encounter.sightings[0]
        near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 10
        sides = [seat for seat in lead.seats if seat.role not in (Role.MEDIATOR, Role.OBSERVER, Role.CHAIR)]
        if near and len(sides) > 1:
            return [replace(seat, role=None) for seat in sides]
    return []


_TALKING = frozenset("talks session meeting hearing call".split())


def _next_of(sighting: Sighting, encounter: Encounter) -> bool:
    """Whether "the talks will resume on 16 June" can speak of those who met in `encounter`."""
    ahead = not sighting.seats and sighting.status in _AHEAD and sighting.when is not None
    forms = {sighting.form, encounter.sightings[0].form} <= _TALKING
    near = sighting.sentence - max(s.sentence for s in encounter.sightings) <= 8
    return ahead and forms and near and len(encounter.seats) > 1


def _side_of(a: Party, b: Party) -> bool:
    return a.kind is PartyKind.STATE or _stands_for(a, b)


_ROLE_NAMES = {"host": Role.HOST, "hosts": Role.HOST, "guest": Role.VISITOR, "visitor": Role.VISITOR}


def _by_role(sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "The host left the table to telephone X": the host of the encounter told before."""
    if not found or not any(seat.party.name.casefold().split()[-1] in _ROLE_NAMES for seat in sighting.seats):
        return sighting
    seats = []
    for seat in sighting.seats:
        role = _ROLE_NAMES.get(seat.party.name.casefold().split()[-1])
        known = [s for e in reversed(found) for s in e.seats if role is not None and s.role is role]
        seats.append(replace(seat, party=known[0].party) if known else seat)
    return replace(sighting, seats=tuple(seats))


def _stands(sighting: Sighting) -> bool:
    """Whether the words name who meets: an echo ("the talks") or an addition does not begin an encounter."""
    if sighting.adds:
        return False
    if len(sighting.seats) >= 2:
        return True
    if not sighting.seats:
        return False
    party = sighting.seats[0].party
    if sighting.partnered and not sighting.definite and party.kind is not PartyKind.UNNAMED:
        return True
    verbal = sighting.standing.rule.startswith("verb")
    return party.kind is PartyKind.GROUP or (party.kind is PartyKind.BODY and verbal)


def _on_the_day(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "and then sat down with", "hours later": the day of what was told before, when that is one day."""
    real = sighting.status in TOOK_PLACE or sighting.standing.purpose
    if sighting.when is not None or not sighting.same_day or not real:
        return sighting
    for encounter in reversed(found):
        if encounter.status in TOOK_PLACE and encounter.when is not None and encounter.when.day is not None:
            return replace(sighting, when=encounter.when)
    told = [when for when in doc.whens if when.span.end <= sighting.quote.start and _recent(doc, when)]
    return replace(sighting, when=told[-1]) if told else sighting


def _recent(doc: Document, when: When) -> bool:
    """Whether a time is the day of the story: one day, the day of publication or the one before."""
    if when.day is None or doc.published is None:
        return False
    return 0 <= (doc.published - when.day).days <= 1


def _begin(sighting: Sighting) -> Encounter:
    return Encounter([sighting], list(sighting.seats), sighting.status, sighting.when, sighting.mode)


def _home(doc: Document, sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The encounter that the sighting speaks of; the nearest fitting one before it."""
    if sighting.adds:
        return _latest(sighting, found)
    if sighting.beside:
        return _latest(
            sighting, found
        )  # aides who "sat with the president"; alone, it is an encounter of its own
    named = _names_for(sighting, found)
    if named is not None:
        return named
    fits = [e for e in found if _fits(doc, sighting, e)]
    if not fits:
        return _only_one(sighting, found)
    dated = [e for e in fits if sighting.when is not None and _same_days(sighting.when, e.when)]
    exact = [e for e in (dated or fits) if e.keys() == sighting.keys]
    pool = exact or dated or fits
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
    return real[0] if len(real) == 1 and _same_mode(sighting.mode, real[0].mode) else None


def _latest(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    for encounter in reversed(found):
        near = abs(sighting.sentence - max(s.sentence for s in encounter.sightings)) <= 3
        with_them = not sighting.beside or sighting.beside & encounter.keys()
        if near and with_them and encounter.status in TOOK_PLACE:
            return encounter
    return None


def _names_for(sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """The encounter of nameless "negotiators" that this sighting gives names to, or the other way round."""
    if sighting.status not in TOOK_PLACE or len(sighting.seats) < 2 or sighting.fresh:
        return None
    for encounter in reversed(found):
        lead = encounter.sightings[0]
        near = 0 <= sighting.sentence - lead.sentence <= 2 and encounter.status in TOOK_PLACE
        one_day = sighting.when is None or encounter.when is None or _same_days(sighting.when, encounter.when)
        people = all(seat.party.kind is PartyKind.PERSON for seat in sighting.seats)
        if near and one_day and lead.collective and people and _same_mode(sighting.mode, encounter.mode):
            return encounter
    return None


def _fits(doc: Document, sighting: Sighting, encounter: Encounter) -> bool:
    if sighting.fresh and sighting.when is None:
        return False
    if (sighting.fresh or sighting.and_then) and sighting.keys != encounter.keys():
        return False
    if len(encounter.seats) > 3 and len(sighting.seats) == 2 and not sighting.definite:
        return False  # two of many who meet do so beside the large meeting
    if not _same_mode(sighting.mode, encounter.mode) or not _same_side(doc, sighting, encounter):
        return False
    if sighting.when is not None and encounter.when is not None:
        if not _same_days(sighting.when, encounter.when):
            return _moved(sighting, encounter)
        return _compatible(sighting, encounter) or not sighting.fresh
    if sighting.fresh:
        return False
    return _compatible(sighting, encounter)


def _moved(sighting: Sighting, encounter: Encounter) -> bool:
    return (
        S.POSTPONED in (sighting.status, encounter.status) and {sighting.status, encounter.status} <= _AHEAD
    )


def _same_days(a: When, b: When | None) -> bool:
    if b is None or a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return b is not None and a.words.casefold() == b.words.casefold()
    return a.earliest <= b.latest and b.earliest <= a.latest


def _same_mode(a: Mode | None, b: Mode | None) -> bool:
    if a is None or b is None or a is b:
        return True
    return Mode.MULTILATERAL in (a, b)


def _compatible(sighting: Sighting, encounter: Encounter) -> bool:
    """Whether the two can be one encounter without days to compare."""
    a, b = sighting.status, encounter.status
    if a is b:
        return True
    if a in TOOK_PLACE and b in TOOK_PLACE:
        return True
    if a in _AHEAD and b in _AHEAD:
        return True
    if (sighting.standing.purpose and b in TOOK_PLACE) or (a in TOOK_PLACE and _only_purpose(encounter)):
        return True
    if S.DENIED in (a, b):
        return S.UNCONFIRMED in (a, b) or a in TOOK_PLACE or b in TOOK_PLACE
    return S.UNCONFIRMED in (a, b)


def _only_purpose(encounter: Encounter) -> bool:
    return all(sighting.standing.purpose for sighting in encounter.sightings)


def _same_side(doc: Document, sighting: Sighting, encounter: Encounter) -> bool:
    """Whether the parties agree: one list holds the other, where a state may stand for its people."""
    seats = sighting.seats
    if not seats:
        reach = 4 if sighting.when is not None else 10
        near = abs(sighting.sentence - max(s.sentence for s in encounter.sightings)) <= reach
        agrees = (sighting.status in TOOK_PLACE) == (encounter.status in TOOK_PLACE) or _only_purpose(
            encounter
        )
        return near and sighting.definite and agrees
    if len(seats) == 1:
        return any(_stands_for(seats[0].party, other.party) for other in encounter.seats)
    few, many = sorted(([seat.party for seat in seats], [seat.party for seat in encounter.seats]), key=len)
    if len(few) < 2:
        return all(any(_stands_for(p, q) for q in many) for p in few)
    return all(any(_stands_for(p, q) for q in many) for p in few)


def _stands_for(a: Party, b: Party) -> bool:
    return a.key == b.key or same_party(a, b) or _same_people(a, b)


def _same_people(a: Party, b: Party) -> bool:
    """ "the team" after "a Swedish-led ceasefire team": nameless people told again by their last word."""
    if not {a.kind, b.kind} <= {PartyKind.GROUP, PartyKind.UNNAMED}:
        return False
    short, long = sorted((a.name.casefold().split(), b.name.casefold().split()), key=len)
    return len(short) == 1 and short[0] == long[-1]


def _add(encounter: Encounter, sighting: Sighting) -> None:
    encounter.sightings.append(sighting)
    strong = not sighting.standing.weak and not sighting.adds
    if strong and sighting.status is not encounter.status:
        lead = encounter.sightings[0]
        stronger = _STRENGTH[sighting.status] > _STRENGTH[encounter.status]
        if sighting.status is S.DENIED and encounter.status in TOOK_PLACE:
            stronger = all(s.said_by is not None for s in encounter.sightings if s.status in TOOK_PLACE)
        if {sighting.status, encounter.status} <= _OPEN and S.REFUSED in (sighting.status, encounter.status):
            stronger = (
                sighting.sentence > lead.sentence
            )  # a refusal can be taken back, and the other way round
        if stronger or lead.standing.weak:
            encounter.status = sighting.status
    if encounter.when is None or (sighting.when is not None and _finer(sighting.when, encounter.when)):
        encounter.when = sighting.when or encounter.when
    encounter.mode = encounter.mode or sighting.mode
    people = [seat for seat in sighting.seats if seat.party.kind is PartyKind.PERSON]
    if len(people) > 1 and encounter.sightings[0].collective and _only_nameless(encounter.seats):
        encounter.seats = []
    for seat in sighting.seats:
        index = next((i for i, s in enumerate(encounter.seats) if _stands_for(s.party, seat.party)), None)
        if index is None:
            if sighting.adds or sighting.beside or len(sighting.seats) >= 2 or not encounter.seats:
                encounter.seats.append(seat)
        elif encounter.seats[index].role is None and seat.role is not None:
            encounter.seats[index] = replace(encounter.seats[index], role=seat.role)


def _drop_nameless(encounter: Encounter) -> None:
    """ "U.S. and Chinese negotiators" are left out once at least two of them were named."""
    if not encounter.sightings[0].collective:
        return
    people = [seat for seat in encounter.seats if seat.party.kind is PartyKind.PERSON]
    if len(people) > 1:
        encounter.seats = people


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
