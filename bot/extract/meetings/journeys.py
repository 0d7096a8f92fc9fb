"""Journeys: an announced visit to a state, a visit to somebody, and what becomes of a meeting when its journey is called off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, standing
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group
from bot.extract.meetings.sightings import (
    SEATS_OF_POWER,
    Seat,
    Sighting,
    finish,
    place_party,
    seats_of,
    unique,
)
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.extract.meetings.verb_forms import verb_form
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role
from bot.model.when import When

_UNTOLD = frozenset(
    {MeetingStatus.HELD, MeetingStatus.ONGOING, MeetingStatus.DENIED, MeetingStatus.UNCONFIRMED}
)


_GOAL = re.compile(r"(?:on|back|again|next|T|directly|straight|north|south|east|west|home)")


ENCOUNTER_AHEAD = re.compile(r"\b(?:meet|met|talks|meeting|see|summit|negotiations|session)\b")


def travel_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """ "would travel on to Russia": an announced visit to a state, when no encounter is named beside it."""
    j = at + 1
    while _GOAL.fullmatch(row.mask(j, j + 1)):
        j += 1
    if row.word(j) not in ("to", "in") or ENCOUNTER_AHEAD.search(row.mask(at, at + 25)):
        return
    if row.word(at).startswith("return"):
        return  # home
    host = place_party(doc, row, j + 1)
    start = chain_start(row, at)
    subject = subject_of(row, start)
    if host is None or subject is None or not all(row.nodes[m].people for m in subject.members):
        return
    head = subject.start if subject.start < start else start
    when = days.when_of_clause(doc, row, head, at, start, None)
    word = row.word(at)
    found = standing.of_verb(
        before=bounds.governing(row, head),
        chain=row.mask(start, at),
        form="ing" if word.endswith("ing") else "base" if word in _BASE_FORMS else "past",
        future=days.lies_ahead(doc, when),
    )
    seats = unique([*seats_of(row, subject, Role.VISITOR), host])
    persons = any(seat.party.kind is PartyKind.PERSON for seat in seats)
    if found is None or found.status in _UNTOLD or len(seats) < 2 or not persons:
        return
    yield finish(
        doc,
        row,
        at,
        start if any(row.finite(k) for k in range(subject.end, start)) else min(head, at),
        j + 2,
        seats,
        found,
        "visit",
        Mode.IN_PERSON,
        when,
        head,
        None,
        False,
        place=host.span,
    )


_BASE_FORMS = frozenset("travel fly go head come return arrive land".split())


def visit(doc: Document, row: Row, at: int, start: int, subject: Group | None) -> Iterator[Sighting]:
    """ "will visit China", where the country is a place; "are to visit the site together"."""
    if subject is None:
        return
    host = place_party(doc, row, at + 1)
    together = (
        host is None and "together" in row.mask(at, at + 8).split() and len(seats_of(row, subject, None)) > 1
    )
    if host is None and not together:
        return
    head = subject.start if subject.start < start else start
    when = days.when_of_clause(doc, row, head, at, start, None)
    before = bounds.governing(row, head) + bounds.between(row, subject, start)
    future = days.lies_ahead(doc, when)
    found = standing.of_verb(
        before=before, chain=row.mask(start, at), form=verb_form(row, at, start), future=future
    )
    seats = unique([*seats_of(row, subject, None if together else Role.VISITOR), *([host] if host else [])])
    if found is None or not (together or visit_counts(seats, found, when)):
        return
    yield finish(
        doc,
        row,
        at,
        min(head, at),
        at + 2,
        seats,
        found,
        "visit",
        Mode.IN_PERSON,
        when,
        head,
        None,
        False,
        place=host.span if host is not None else None,
    )


def visit_counts(seats: list[Seat], found: Standing, when: When | None) -> bool:
    persons = [s for s in seats if s.party.kind in (PartyKind.PERSON, PartyKind.UNNAMED)]
    states = [s for s in seats if s.party.kind is PartyKind.STATE or s.party.name in SEATS_OF_POWER]
    groups = [s for s in seats[1:] if s.party.kind is PartyKind.GROUP]
    ahead = found.status not in (MeetingStatus.HELD, MeetingStatus.ONGOING)
    return bool(persons) and (
        len(persons) > 1 or bool(groups) or (bool(states) and (ahead or when is not None))
    )


_GONE = re.compile(
    r"(?:and |but )?(?:(?:has|have|had|was|were|is|will be|would be|been|now|also) )+(?:been )?(?:T )?"
    r"(cancelled|canceled|called off|scrapped|shelved|dropped|abandoned|postponed|put off|delayed|rescheduled)\b"
)


def with_its_journey(row: Row, head: int, at: int, found: Standing) -> Standing:
    """ "Her trip to Paris, where she was to meet X, has been called off": the meeting goes with the journey."""
    opener = row.word(head - 1)
    if opener not in ("where", "when", "which") or found.status not in _STILL_OPEN:
        return found
    comma = next((j for j in range(at + 1, len(row.nodes)) if row.word(j) == ","), None)
    match = _GONE.match(row.mask(comma + 1, comma + 10)) if comma is not None else None
    if match is None:
        return found
    moved = match.group(1) in ("postponed", "put off", "delayed", "rescheduled")
    status = MeetingStatus.POSTPONED if moved else MeetingStatus.CANCELLED
    return Standing(status, "verb:journey-called-off")


_STILL_OPEN = frozenset({MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.CANCELLED})


WENT = re.compile(r"\b(?:flew|travell?ed|went|drove|came|visited|returned)\b")
