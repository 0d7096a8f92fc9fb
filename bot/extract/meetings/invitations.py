"""Encounters that somebody was invited to: "A extended an invitation to B", "B accepted an invitation from A to visit Oslo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, standing
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role

_GIVEN = frozenset(
    "extended extend extends issued issue sent send sends reaffirmed renewed repeated made passed conveyed delivered reiterated".split()
)
_TAKEN = frozenset("accepted accept accepts accepting".split())
_GOT = frozenset("received receives got".split())
_REACH = 7
_TO_SOMETHING = re.compile(r"\binvitations? (?:to|from|by) (?:the |both |his |her )*P$")


def invitation_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """Who invited whom; accepted, the encounter is planned, otherwise only asked for."""
    verb = next(
        (j for j in range(at - 1, max(at - _REACH, -1), -1) if row.word(j) in _GIVEN | _TAKEN | _GOT), None
    )
    if verb is None:
        return
    start = chain_start(row, verb)
    subject = subject_of(row, start)
    gives = row.word(verb) in _GIVEN
    other = _other(row, verb, at, gives)
    if subject is None or other is None:
        return
    form = "past" if row.word(verb).endswith("ed") or row.word(verb) in ("got", "made", "sent") else "base"
    before = bounds.governing(row, subject.start if subject.start < start else start)
    told = standing.of_verb(before=before, chain=row.mask(start, verb), form=form, future=None)
    found = _became(told, row.word(verb))
    host, guest = (subject, other) if gives else (other, subject)
    seats = unique([*seats_of(row, host, Role.HOST), *seats_of(row, guest, Role.VISITOR)])
    if found is None or len(seats) < 2 or all(seat.party.kind is PartyKind.BODY for seat in seats):
        return
    when = days.when_of_clause(doc, row, at, at, at, None)
    right = max(at + 1, other.end)
    left = min(subject.start, start)
    yield finish(doc, row, at, left, right, seats, found, "meeting", Mode.IN_PERSON, when, left, None, False)


def _other(row: Row, verb: int, at: int, gives: bool) -> Group | None:
    """Who is invited, or who invites: behind "to" or "from", or before the noun as its owner."""
    follows = row.word(at + 1)
    first = party_from(row, at + 2) if follows == ("to" if gives else "from") else None
    if first is not None:
        return group_right(row, first, closed=True)
    if gives:
        return None
    owner = next(
        (j for j in range(at - 1, verb, -1) if row.nodes[j].possessive and row.nodes[j].parties), None
    )
    return Group((owner,), owner, owner + 1) if owner is not None else None


def _became(told: Standing | None, word: str) -> Standing | None:
    if told is None or told.status is not MeetingStatus.HELD:
        return None
    return Standing(
        MeetingStatus.PLANNED if word in _TAKEN else MeetingStatus.REQUESTED, f"invitation:{word}"
    )


def invited_to(row: Row, start: int) -> bool:
    """Whether the verb group at `start` tells what an invitation is for: "an invitation to B to visit Oslo"."""
    return _TO_SOMETHING.search(row.mask(max(0, start - 9), start)) is not None
