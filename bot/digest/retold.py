"""Records that stand by themselves and yet belong to a known one: told again, or saying what became of it.

An article on something new recalls what came before in passing ("a day before the ultimatum runs out"). Such words may be
too few to put them into the record they mean, yet to a reader who knows that record they are no news. Others tell how
a known story went on ("remains suspended until November"), in too few words to be merged with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.digest.interest import keys_of
from bot.model.facts import DeadlineStatus, MeetingStatus, Party, PartyKind
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.words import content_terms, stem

_MOVING = frozenset(
    {
        DeadlineStatus.EXTENDED,
        DeadlineStatus.BROUGHT_FORWARD,
        DeadlineStatus.WITHDRAWN,
        DeadlineStatus.MET,
        DeadlineStatus.MISSED,
    }
)
_ENDING = frozenset(
    {DeadlineStatus.WITHDRAWN, DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED}
)
_TAKEN_BACK = frozenset({DeadlineStatus.WITHDRAWN})
_OFF = frozenset({MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.REFUSED})
_IN_FORCE = frozenset({DeadlineStatus.SET, DeadlineStatus.EXTENDED, DeadlineStatus.BROUGHT_FORWARD})
_AHEAD = frozenset(
    {MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED, MeetingStatus.POSTPONED}
)
_ENDED = frozenset(
    {
        MeetingStatus.HELD,
        MeetingStatus.ONGOING,
        MeetingStatus.CANCELLED,
        MeetingStatus.REFUSED,
        MeetingStatus.POSTPONED,
    }
)


def is_retold(record: Record, known: Sequence[Record]) -> bool:
    """Whether one of the known records tells all of `record`: its day, its parties, what it is about, its state."""
    match record:
        case DeadlineRecord():
            return any(isinstance(one, DeadlineRecord) and _same_deadline(record, one) for one in known)
        case MeetingRecord():
            return any(isinstance(one, MeetingRecord) and _same_meeting(record, one) for one in known)


def find_story(record: Record, known: Sequence[Record]) -> Record | None:
    """The one known record of which `record`, told by itself, says what became; None when none or several may be meant."""
    match record:
        case DeadlineRecord():
            found: list[Record] = [
                one for one in known if isinstance(one, DeadlineRecord) and _goes_on(record, one)
            ]
        case MeetingRecord():
            found = [one for one in known if isinstance(one, MeetingRecord) and _came_of(record, one)]
    return found[0] if len(found) == 1 else None


def _goes_on(record: DeadlineRecord, known: DeadlineRecord) -> bool:
    """Whether a status that presupposes an earlier day can be that of a deadline known to be in force."""
    if record.status not in {*_MOVING, DeadlineStatus.PASSED} or known.status not in _IN_FORCE:
        return False
    said, heard = _terms(record.requirement), _terms(known.requirement)
    agreed = _agree(record, known)
    if agreed is False or (said and heard and said.isdisjoint(heard)):
        return False
    ours = record.due.latest if record.due is not None else None
    theirs = known.due.latest if known.due is not None else None
    if record.status in _ENDING:  # the day itself says which is meant; a withdrawal may tell its own day only
        return ours == theirs if agreed is None else ours in {None, theirs} or record.status in _TAKEN_BACK
    if ours is None or theirs is None or (agreed is None and len(said & heard) < 2):
        return False
    return theirs < ours if record.status is DeadlineStatus.EXTENDED else ours < theirs


def _agree(record: DeadlineRecord, known: DeadlineRecord) -> bool | None:
    """Whether the two name a party in common and contradict each other in none; None when nothing can be compared.

    Who is setter and who is bound is told loosely ("the court moved its hearing"), so a name counts in either place.
    """
    ours = [keys_of(party) for party in (record.setter, record.addressee)]
    theirs = [keys_of(party) for party in (known.setter, known.addressee)]
    all_ours, all_theirs = ours[0] | ours[1], theirs[0] | theirs[1]
    for mine, other in zip((record.setter, record.addressee), (known.setter, known.addressee), strict=True):
        if _is_nameless(mine) or _is_nameless(other):
            continue
        if keys_of(mine).isdisjoint(all_theirs) and keys_of(other).isdisjoint(all_ours):
            return False
    return True if all_ours & all_theirs else None


def _came_of(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Whether a meeting that took place, or did not, is one that was only ahead; told by a part of its people."""
    if record.status not in _ENDED or known.status not in _AHEAD:
        return False
    ours = {one.party.key for one in record.participants}
    theirs = {one.party.key for one in known.participants}
    if record.status in _OFF and ours == theirs:
        return True  # "Wednesday's meeting" that is called off may be read as another Wednesday's
    now, then = record.when, known.when
    if now is not None and then is not None and now.day is not None and then.day is not None:
        return now.day == then.day and not ours.isdisjoint(theirs)
    return len(ours & theirs) > 1


def _is_nameless(party: Party | None) -> bool:
    """Whether a party is told by a description only, such as "larger businesses", "the American president" or "the union"."""
    if party is None or party.kind is PartyKind.UNNAMED or party.name.islower():
        return True
    return party.key.startswith("group:") and "+" not in party.key


def _key(party: Party | None) -> str | None:
    return None if party is None else party.key


def _same_deadline(record: DeadlineRecord, known: DeadlineRecord) -> bool:
    if record.due is None or known.due is None or not record.due.resolved:
        return False
    if record.due.iso() != known.due.iso() or record.conflicts:
        return False
    if record.status is not known.status and record.status in {*_MOVING, DeadlineStatus.PASSED}:
        return False
    said, heard = _terms(record.requirement), _terms(known.requirement)
    if not said <= heard:
        return False
    if not said and record.setter is None and record.addressee is None:
        return (
            record.status is DeadlineStatus.SET and record.kind is known.kind
        )  # "the deadline is December 1"
    if not said and _is_nameless(record.addressee) and _is_nameless(known.addressee):
        same = record.setter is not None and _key(record.setter) == _key(known.setter)
        return same and record.status is DeadlineStatus.SET
    ours = {
        party.key
        for party in (None if _is_nameless(record.setter) else record.setter, record.addressee)
        if party is not None
    }
    theirs = {party.key for party in (known.setter, known.addressee) if party is not None}
    return ours <= theirs and bool(ours or said)


def _same_meeting(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Only a meeting told with its day and nothing that the known one lacks: an undated one may be another."""
    if record.when is None or known.when is None or not record.when.resolved:
        return False
    if record.when.iso() != known.when.iso() or record.status is not known.status or record.conflicts:
        return False
    if any(
        getattr(record, slot) not in {None, getattr(known, slot)} for slot in ("place", "mode", "duration")
    ):
        return False
    ours = {one.party.key for one in record.participants}
    theirs = {one.party.key for one in known.participants}
    return ours <= theirs and _terms(record.topic) <= _terms(known.topic)


def _terms(words: str | None) -> frozenset[str]:
    return frozenset(stem(term) for term in content_terms(words or ""))
