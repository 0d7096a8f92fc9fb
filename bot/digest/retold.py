"""Records that stand by themselves and yet tell nothing that a known one does not tell.

An article on something new recalls what came before in passing ("a day before the ultimatum runs out"). Such words may be
too few to put them into the record they mean, yet to a reader who knows that record they are no news.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.digest.story import MOVING, are_among, is_nameless, is_past, terms_of
from bot.model.facts import DeadlineKind, DeadlineStatus, MeetingStatus, Party, PartyKind
from bot.model.ids import FactId
from bot.model.records import DeadlineRecord, MeetingRecord, Record

BACKGROUND = timedelta(days=5)  # so long ago is a meeting that is only recalled
COUNTED_BACK = timedelta(days=2)  # so far off is a day counted back
_OPPOSITES = {DeadlineKind.EXPIRY, DeadlineKind.EFFECTIVE}
_PRESUPPOSING = frozenset({*MOVING, DeadlineStatus.PASSED})


def is_retold(record: Record, known: Sequence[Record]) -> bool:
    """Whether one of the known records tells all of `record`: its day, its parties, what it is about, its state."""
    match record:
        case DeadlineRecord():
            deadlines = [one for one in known if isinstance(one, DeadlineRecord)]
            return any(_same_deadline(record, one) for one in deadlines) or _is_only_day(record, deadlines)
        case MeetingRecord():
            return any(isinstance(one, MeetingRecord) and _same_meeting(record, one) for one in known)


def as_told(record: Record, words: Mapping[FactId, str]) -> Record:
    """A deadline with only those parties that a sentence behind it names; others were taken from around it. words: the sentences."""
    if not isinstance(record, DeadlineRecord) or not any(fact in words for fact in record.facts):
        return record
    said = frozenset(term for fact in record.facts for term in terms_of(words.get(fact)))

    def named(party: Party | None) -> Party | None:
        return party if party is not None and terms_of(party.name) & said else None

    return replace(record, setter=named(record.setter), addressee=named(record.addressee))


def _is_only_day(record: DeadlineRecord, known: Sequence[DeadlineRecord]) -> bool:
    """Whether no more is told than a day ("the council's June 30 deadline"), which is that of one known deadline, of whatever
    kind but not of the opposite one (what begins is not what ends), and of nobody by name who is not of that one."""
    if record.due is None or not record.due.resolved or record.conflicts:
        return False
    if record.status is not DeadlineStatus.SET or _tells_duty(record):
        return False
    if is_past(record) and any(one.status in MOVING and _adds_nobody(record, one) for one in known):
        return True  # "its first deadline of February 17 was extended"
    same = [one for one in known if one.due is not None and one.due.iso() == record.due.iso()]
    return len(same) == 1 and {record.kind, same[0].kind} != _OPPOSITES and _adds_nobody(record, same[0])


def _tells_duty(record: DeadlineRecord) -> bool:
    """Whether more is told to be done than one word for nobody ("must be gone by June 30")."""
    if record.setter is not None or record.addressee is not None:
        return bool(record.requirement)
    return len(terms_of(record.requirement)) > 1


def _adds_nobody(record: DeadlineRecord, known: DeadlineRecord) -> bool:
    """Whether all whom a record names are of the known one; a setter may be told for the first time beside who is bound."""
    theirs = {_name(party) for party in (known.setter, known.addressee) if party is not None}
    bound = record.addressee
    if not is_nameless(bound) and _name(bound) not in theirs:
        return False
    if is_nameless(record.setter) or _name(record.setter) in theirs:
        return True
    return known.setter is None and not is_nameless(bound)


def _name(party: Party | None) -> str | None:
    """By which name a party is known, whatever it was taken for: a body or somebody's surname."""
    return None if party is None else party.key.rpartition(":")[2]


def _key(party: Party | None) -> str | None:
    return None if party is None else party.key


def _same_deadline(record: DeadlineRecord, known: DeadlineRecord) -> bool:
    if record.due is None or known.due is None or not record.due.resolved:
        return False
    if record.due.iso() != known.due.iso() or record.conflicts:
        return False
    if record.status is not known.status and record.status in _PRESUPPOSING:
        return False
    said, heard = terms_of(record.requirement), terms_of(known.requirement)
    if not said <= heard or (not said and {record.kind, known.kind} == _OPPOSITES):
        return False  # what begins on a day is not what ends on it
    if not said and record.setter is None and record.addressee is None:
        return (
            record.status is DeadlineStatus.SET and record.kind is known.kind
        )  # "the deadline is December 1"
    if not said and is_nameless(record.addressee) and is_nameless(known.addressee):
        same = record.setter is not None and _key(record.setter) == _key(known.setter)
        return same and record.status is DeadlineStatus.SET
    ours = {
        party.key
        for party in (None if is_nameless(record.setter) else record.setter, record.addressee)
        if party is not None
    }
    theirs = {party.key for party in (known.setter, known.addressee) if party is not None}
    return ours <= theirs and bool(ours or said)


def _same_meeting(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Only a meeting told with its day, or with a time that the known day lies in, and with nothing that the known one lacks.

    An undated one may be another; not, where its place is that of the known one and it lies behind as well.
    """
    if record.status is not known.status or record.conflicts:
        return False
    if any(getattr(record, slot) not in {None, getattr(known, slot)} for slot in ("mode", "duration")):
        return False
    if not _is_place(record.place, known.place):
        return False
    if _is_recalled(record, known):
        return True
    if not _may_be_day(record, known):
        return False
    if not terms_of(record.topic) <= terms_of(known.topic):
        return False
    there = record.place is not None and record.when is not None and record.when.day is not None
    return are_among(record.participants, known.participants, least=0 if there else 1)


def _is_recalled(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Whether states are said to have met in the place, and about on the day, of as many people known to have met.

    "A week after the leaders of the two met in Geneva": the day is counted back, and nobody is named.
    """
    now, then = record.when, known.when
    if (
        record.status is not MeetingStatus.HELD
        or now is None
        or now.day is None
        or then is None
        or then.day is None
    ):
        return False
    kinds = {one.party.kind for one in record.participants}
    states = PartyKind.STATE in kinds and PartyKind.PERSON not in kinds
    people = all(one.party.kind is PartyKind.PERSON for one in known.participants)
    late = record.known.date() - now.day >= BACKGROUND and record.known > known.known
    return (
        states
        and people
        and late
        and record.place is not None
        and len(record.participants) == len(known.participants)
        and abs(now.day - then.day) <= COUNTED_BACK
    )


def _is_place(place: str | None, known: str | None) -> bool:
    """Whether a place is told by the known one's words: "the ministry" for the Transport Ministry."""
    return place is None or place == known or (bool(terms_of(place)) and terms_of(place) <= terms_of(known))


def _may_be_day(record: MeetingRecord, known: MeetingRecord) -> bool:
    now, then = record.when, known.when
    if then is None or then.day is None:
        return now is not None and then is not None and now.resolved and now.iso() == then.iso()
    if now is None:
        return record.status is MeetingStatus.HELD and record.place is not None
    if not now.resolved or now.earliest is None or now.latest is None:
        return False
    return now.earliest <= then.day <= now.latest
