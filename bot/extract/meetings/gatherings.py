"""Encounters told by what people did together: brought to one table, mediated between, a deal struck."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import Seat, Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role

TABLE = re.compile(
    r"(?:back )?(?:to|at|around|round) (?:the )?(?:negotiating |bargaining |conference )?table\b|"
    r"(?:back )?(?:to|at|in|into) (?:the |formal |direct |their |contract |wage |peace )?(?:talks|negotiations|mediation|bargaining)(?! table| with\b)"
)


def brought_together(doc: Document, row: Row, at: int, start: int) -> Iterator[Sighting]:
    """ "Mediator M brought A and B together"."""
    first = party_from(row, at + (2 if row.word(at + 1) == "together" else 1))
    subject = subject_of(row, start)
    if first is None or subject is None:
        return
    group = group_right(row, first)
    seats = unique([*seats_of(row, subject, Role.MEDIATOR), *seats_of(row, group, None)])
    several = row.nodes[first].generic and row.nodes[first].word.split()[-1] in lex.PLURAL_ROLES
    if len(seats) > 2 or (several and len(seats) > 1):
        yield from told(doc, row, at, start, subject, seats, group.end)


def mediated(doc: Document, row: Row, at: int, start: int) -> Iterator[Sighting]:
    """ "M mediated between A and B"."""
    first, subject = party_from(row, at + 2), subject_of(row, start)
    if first is None or subject is None:
        return
    group = group_right(row, first, closed=True)
    seats = unique([*seats_of(row, subject, Role.MEDIATOR), *seats_of(row, group, None)])
    if len(seats) > 2:
        yield from told(doc, row, at, start, subject, seats, group.end)


def at_the_table(doc: Document, row: Row, at: int, start: int) -> Iterator[Sighting]:
    """ "A and B returned to the negotiating table"."""
    subject = subject_of(row, start)
    seats = unique(seats_of(row, subject, None))
    if subject is not None and len(seats) > 1:
        with_them = re.match(r".*? with (?:an? |the )?(?=P)", row.mask(at + 1, at + 12))
        other = party_from(row, at + 1 + len(with_them.group().split())) if with_them is not None else None
        seats = unique([*seats, *_seats_right(row, other)])
        yield from told(doc, row, at, start, subject, seats, at + 2)


_BRING = {
    "return": "base",
    "returning": "ing",
    "head": "base",
    "heads": "s",
    "heading": "ing",
    "go": "base",
    "goes": "s",
    "going": "ing",
    "bring": "base",
    "brings": "s",
    "bringing": "ing",
    "returns": "s",
    "come": "base",
    "comes": "s",
}


_ON_THE_WAY = frozenset("head heads return returns go goes come comes".split())
_HEADED = re.compile(r"\b(?:is|are|was|were|be) (?:\w+ )?(?:headed|heading|going|returning|coming)$")


def told(
    doc: Document, row: Row, at: int, start: int, subject: Group, seats: list[Seat], right: int
) -> Iterator[Sighting]:
    head = subject.start if subject.start < start else start
    when = days.when_of_clause(doc, row, head, right - 1, start, None)
    before = bounds.governing(row, head) + bounds.between(row, subject, start)
    ahead = days.lies_ahead(doc, when)
    form = _BRING.get(row.word(at), "past")
    found = standing.of_verb(before=before, chain=row.mask(start, at), form=form, future=ahead)
    if found is not None and found.status is MeetingStatus.HELD:
        if row.word(at) in ("is", "are"):
            found = Standing(MeetingStatus.ONGOING, "verb:back-at-table")
        elif row.word(at) in _ON_THE_WAY or _HEADED.search(row.mask(start, at + 1)):
            found = Standing(MeetingStatus.PLANNED, "verb:on-the-way")
    if found is not None:
        mode = Mode.IN_PERSON
        yield finish(doc, row, at, min(head, at), right, seats, found, "talks", mode, when, head, None, False)


def agreeing(doc: Document, row: Row, at: int, start: int, rest: str) -> Iterator[Sighting]:
    """Negotiators of two sides who strike a deal on a day sat together; a state's own decision is no encounter."""
    word = row.word(at)
    if (
        word != "agreed"
        and re.match(r"(?:a |an |the )?(?:\w+ ){0,2}(?:deal|agreement|compromise|accord|truce|pact)\b", rest)
        is None
    ):
        return
    if word == "agreed" and re.match(r"(?:to (?:meet|hold|talk)|with|that)\b", rest):
        return
    subject = subject_of(row, start)
    if subject is None:
        return
    persons = [m for m in subject.members if row.nodes[m].people and not row.nodes[m].generic]
    head = subject.start if subject.start < start else start
    when = days.when_of_clause(doc, row, head, at, start, None)
    before = bounds.governing(row, head) + bounds.between(row, subject, start)
    found = standing.of_verb(before=before, chain=row.mask(start, at), form="past", future=None)
    seats = unique(seats_of(row, subject, None))
    with_them = re.match(
        r".{0,40}?\b(?:deal|agreement|compromise|accord|truce|pact) with (?:the )?(?=P\b)", rest + " "
    )
    if with_them is not None and word != "agreed":
        seats = unique([*seats, *_seats_right(row, party_from(row, at + 1 + len(with_them.group().split())))])
    if found is None or found.status is not MeetingStatus.HELD or when is None or days.lies_ahead(doc, when):
        return
    there = details.place_of(doc, row, head, at, at + 1)
    together = len(persons) > 1 and there is not None
    bargained = word != "agreed" and len(seats) > 1
    if not (together or bargained or any(_negotiates(row, m) for m in subject.members)):
        return
    mode = details.mode_of(row, at, at, at + 1)
    yield finish(doc, row, at, min(head, at), at + 1, seats, found, "talks", mode, when, head, None, False)


def _negotiates(row: Row, at: int) -> bool:
    node = row.nodes[at]
    words = node.word.split()
    return bool(
        {"negotiators", "ministers", "envoys", "lawmakers", "delegates", "mediators", "governments"}
        & set(words)
    ) and (
        node.generic or any(p.kind is PartyKind.GROUP for p in node.parties) or words[-1] in lex.PLURAL_ROLES
    )


def _seats_right(row: Row, first: int | None) -> list[Seat]:
    return [] if first is None else unique(seats_of(row, group_right(row, first), None))
