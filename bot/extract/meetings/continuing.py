"""Talks that go on, told without naming them: "they met for five hours and will continue on Thursday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, standing
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.sightings import Seat, Sighting, finish, seats_of, unique
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind

WORDS = frozenset("continue resume reconvene return".split())
_ON_A_DAY = re.compile(
    r"(?:in P |in \w+ |there |again |here |afresh |later |early |on |at |next |this )*T(?: |$)"
)
_TALKING = re.compile(
    r"\b(?:talks?|talked|negotiat\w+|met|meeting|meetings|session|sessions|bargain\w*|round|rounds|sat|consultations)\b",
    re.I,
)
_BEFORE = 3  # sentences in which the talks were told
_AHEAD = frozenset({MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED})


def continuing_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """The next day of talks; when its subject names nobody, those who met before are taken over."""
    start = chain_start(row, at)
    if _ON_A_DAY.match(row.mask(at + 1, at + 9)) is None or start == at or not _of_talks(doc, row, at):
        return
    subject = subject_of(row, start)
    seats = unique(seats_of(row, subject, None))
    if len(seats) == 1 and seats[0].party.kind is not PartyKind.GROUP:
        return
    head = subject.start if subject is not None and subject.start < start else start
    when = days.when_of_clause(doc, row, head, at, start, None)
    found = standing.of_verb(
        before=bounds.governing(row, head),
        chain=row.mask(start, at),
        form="base",
        future=days.lies_ahead(doc, when),
    )
    if found is None or found.status not in _AHEAD or when is None:
        return
    own: list[Seat] = seats if len(seats) > 1 else []
    yield finish(
        doc,
        row,
        at,
        start,
        at + 1,
        own,
        found,
        "talks",
        Mode.IN_PERSON,
        when,
        head,
        None,
        False,
        fresh=bool(own),
    )


def _of_talks(doc: Document, row: Row, at: int) -> bool:
    """Whether talks were told shortly before: what continues is they."""
    first = doc.sentences[max(0, row.index - _BEFORE)].start
    return _TALKING.search(doc.text, first, row.nodes[at].span.start) is not None
