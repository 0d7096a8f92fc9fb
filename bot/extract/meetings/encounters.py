"""An encounter while it is put together, and whether a further telling can speak of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.extract.document import Document
from bot.extract.meetings.sightings import Seat, Sighting
from bot.model.facts import MeetingStatus, Mode, Party, PartyKind
from bot.model.when import Precision, When
from bot.text.parties import same_party

S = MeetingStatus
TOOK_PLACE = frozenset({S.HELD, S.ONGOING})
AHEAD = frozenset({S.PLANNED, S.POSSIBLE, S.REQUESTED, S.POSTPONED, S.CANCELLED, S.REFUSED})
OPEN = frozenset({S.PLANNED, S.POSSIBLE, S.REQUESTED, S.REFUSED})


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


def begin(sighting: Sighting) -> Encounter:
    """The encounter that a sighting is the first to tell."""
    return Encounter([sighting], list(sighting.seats), sighting.status, sighting.when, sighting.mode)


def fits(doc: Document, sighting: Sighting, encounter: Encounter) -> bool:
    if sighting.fresh and sighting.when is None:
        return False
    asked = encounter.status is S.REQUESTED and sighting.status is S.PLANNED and len(sighting.seats) > 1
    if (
        asked
        and encounter.seats[0].party.key not in sighting.keys
        and len(encounter.seats) > len(sighting.seats)
    ):
        return False  # those who were asked meet without the one who asked
    if (sighting.fresh or sighting.and_then) and sighting.keys != encounter.keys():
        return False
    gone = sighting.status in (S.CANCELLED, S.DENIED) and not sighting.definite and len(sighting.seats) > 1
    if gone and encounter.status in OPEN and sighting.keys != encounter.keys():
        return False  # "a trilateral with both that A had offered never came about" calls off no meeting of the two
    if len(encounter.seats) > 3 and len(sighting.seats) == 2 and not sighting.definite:
        return False  # two of many who meet do so beside the large meeting
    remote = {sighting.mode, encounter.mode} == {Mode.PHONE, Mode.VIDEO} and sighting.definite  # "the call"
    if not (remote or same_mode(sighting.mode, encounter.mode)) or not _same_side(doc, sighting, encounter):
        return False
    if sighting.when is not None and encounter.when is not None:
        if not same_days(sighting.when, encounter.when):
            return _moved(sighting, encounter)
        return _compatible(sighting, encounter) or (
            not sighting.fresh and _as_fine(sighting.when, encounter.when)
        )
    if sighting.fresh:
        return False
    return _compatible(sighting, encounter)


def _moved(sighting: Sighting, encounter: Encounter) -> bool:
    return S.POSTPONED in (sighting.status, encounter.status) and {sighting.status, encounter.status} <= AHEAD


def same_days(a: When, b: When | None) -> bool:
    if b is None or a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return b is not None and a.words.casefold() == b.words.casefold()
    return a.earliest <= b.latest and b.earliest <= a.latest


def _as_fine(a: When, b: When) -> bool:
    """Whether neither time is a month or a year: "will meet again in June" is not what was held on 15 June."""
    return (
        not any(when.precision in (Precision.MONTH, Precision.YEAR) for when in (a, b)) or a.iso() == b.iso()
    )


def same_mode(a: Mode | None, b: Mode | None) -> bool:
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
    if a in AHEAD and b in AHEAD:
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
        return any(stands_for(seats[0].party, other.party) for other in encounter.seats)
    few, many = sorted(([seat.party for seat in seats], [seat.party for seat in encounter.seats]), key=len)
    if len(few) < 2:
        return all(any(stands_for(p, q) for q in many) for p in few)
    return all(any(stands_for(p, q) for q in many) for p in few)


def stands_for(a: Party, b: Party) -> bool:
    return a.key == b.key or same_party(a, b) or _same_people(a, b)


def _same_people(a: Party, b: Party) -> bool:
    """ "the team" after "a Swedish-led ceasefire team": nameless people told again by their last word."""
    if not {a.kind, b.kind} <= {PartyKind.GROUP, PartyKind.UNNAMED}:
        return False
    short, long = sorted((a.name.casefold().split(), b.name.casefold().split()), key=len)
    return len(short) == 1 and short[0] == long[-1]


def half_told(encounter: Encounter) -> bool:
    """Whether only one side is known of what needs two: "negotiations with the carmaker", "hope for talks of the leaders"."""
    if len(encounter.seats) != 1 or encounter.status in (S.REQUESTED, S.CANCELLED, S.POSTPONED):
        return False
    lead = next((s for s in encounter.sightings if s.status is encounter.status), encounter.sightings[0])
    vague = lead.standing.rule.startswith(("noun:planned", "noun:possible", "modality:"))
    return (lead.partnered or vague) and encounter.when is None
