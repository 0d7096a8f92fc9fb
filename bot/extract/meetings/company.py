"""Who else was there, and journeys: "X joined the call", "on screen were A and B", "would travel on to Russia"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import details, standing
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, chain_start, group_right, subject_of
from bot.extract.meetings.sightings import Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role


def travel_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """ "would travel on to Russia": an announced visit to a state, when no encounter is named beside it."""
    start = chain_start(row, at)
    rest = row.mask(at + 1, at + 12)
    match = re.match(r"(?:on |back |again |T |next )*(?:to|in) (?:the )?P\b", rest)
    if match is None or re.search(r"\b(?:meet|talks|meeting|see|summit)\b", row.mask(at, at + 25)):
        return
    target = at + len(match.group().split())
    node = row.nodes[target]
    if not any(p.kind is PartyKind.STATE for p in node.parties):
        return
    subject = subject_of(row, start)
    if subject is None or not all(row.nodes[m].people for m in subject.members):
        return
    head = subject.start if subject.start < start else start
    when = details.when_of_clause(doc, row, head, at, start, None)
    found = standing.of_verb(
        before=details.governing(row, head),
        chain=row.mask(start, at),
        form="ing"
        if row.word(at).endswith("ing")
        else (
            "base"
            if row.word(at) in ("travel", "fly", "go", "head", "come", "return", "arrive", "land")
            else "past"
        ),
        future=details.lies_ahead(doc, when),
    )
    if found is None or found.status in (
        MeetingStatus.HELD,
        MeetingStatus.ONGOING,
        MeetingStatus.DENIED,
        MeetingStatus.UNCONFIRMED,
    ):
        return
    seats = unique(
        [
            *seats_of(row, subject, Role.VISITOR),
            *seats_of(row, Group((target,), target, target + 1), Role.HOST),
        ]
    )
    if len(seats) < 2:
        return
    yield finish(
        doc, row, at, head, target + 1, seats, found, "visit", Mode.IN_PERSON, when, head, None, False
    )


JOINING = frozenset("joined chaired attended".split())


def joining_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """ "X chaired", "Y joined the call later": parties for the encounter told before."""
    rest = row.mask(at + 1, at + 7)
    chairs = row.word(at) == "chaired"
    event = re.match(
        r"(?:the |a |that |this )?(?:\w+ )?(?:call|talks|meeting|summit|session|conference|discussion|table|lunch|dinner)\b",
        rest,
    )
    alone = re.match(r"(?:\.|,|by video|the|$|in by|via)", rest) is not None or not rest
    if event is None and not (chairs and alone) and not re.match(r"(?:in )?(?:by|via|from) ", rest):
        return
    start = chain_start(row, at)
    if re.search(r"\b(?:not|never|will|would|may|might|could|to|was|were)\b|n't", row.mask(start, at)):
        return
    subject = subject_of(row, start)
    if subject is None:
        return
    seats = unique(seats_of(row, subject, Role.CHAIR if chairs else None))
    for j in range(at + 1, len(row.nodes) - 2):
        if row.word(j) == "so" and row.word(j + 1) in ("did", "was", "were"):
            also = party_from(row, j + 2)
            seats = unique(
                [*seats, *seats_of(row, group_right(row, also) if also is not None else None, None)]
            )
    if not seats:
        return
    yield finish(
        doc,
        row,
        at,
        subject.start if subject.start < at else start,
        min(at + 1 + (len(event.group().split()) if event else 0), len(row.nodes)),
        seats,
        Standing(MeetingStatus.HELD, "joined"),
        "meeting",
        None,
        None,
        subject.start,
        None,
        False,
        definite=True,
        adds=True,
    )
