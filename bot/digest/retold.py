"""Records that only tell a known one again, more vaguely: background that the ledger was right not to merge.

An article on something new recalls what came before in passing ("a day before the ultimatum runs out"). Such words may be
too few to put them into the record they mean, yet to a reader who knows that record they are no news.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import DeadlineStatus
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


def is_retold(record: Record, known: Sequence[Record]) -> bool:
    """Whether one of the known records tells all of `record`: its day, its parties, what it is about, its state."""
    match record:
        case DeadlineRecord():
            return any(isinstance(one, DeadlineRecord) and _same_deadline(record, one) for one in known)
        case MeetingRecord():
            return any(isinstance(one, MeetingRecord) and _same_meeting(record, one) for one in known)


def _same_deadline(record: DeadlineRecord, known: DeadlineRecord) -> bool:
    if record.due is None or known.due is None or not record.due.resolved:
        return False
    if record.due.iso() != known.due.iso() or record.conflicts:
        return False
    if record.status is not known.status and record.status in _MOVING:
        return False
    ours = {party.key for party in (record.setter, record.addressee) if party is not None}
    theirs = {party.key for party in (known.setter, known.addressee) if party is not None}
    if not ours <= theirs:
        return False
    said, heard = _terms(record.requirement), _terms(known.requirement)
    return bool(ours or said) and said <= heard


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
