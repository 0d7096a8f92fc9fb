"""Who else was there, and journeys: "X joined the call", "on screen were A and B", "would travel on to Russia"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import days
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.gatherings import TABLE, agreeing, at_the_table, brought_together, mediated, told
from bot.extract.meetings.nodes import is_person
from bot.extract.meetings.rosters import roster
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import Seat, Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role

_PRESENT = re.compile(
    r"(?:members |also |those )?(?:present|in attendance|attending|attendees|participants|attendance|in the chair)(?: \w+)? :"
)


_FOR_SIDE = re.compile(r"(?:for|on behalf of) (?:the |its )?(?:P|\w+)(?: \w+)? :")


def listed_sightings(doc: Document, row: Row) -> Iterator[Sighting]:
    """ "Present: A (chair), B, C" in minutes: who met, on the day that the lines before give."""
    opened = _PRESENT.match(row.mask_words(0, 6)) or _FOR_SIDE.match(row.mask(0, 8))
    seats = unique(
        [
            seat
            for i, node in enumerate(row.nodes)
            if node.party and not node.generic
            for seat in seats_of(row, Group((i,), i, i + 1), None)
        ]
    )
    if opened is None or not seats:
        return
    adds = opened.group().startswith(("also", "in att", "for", "on")) or len(seats) < 2
    when = None if adds else days.heading_day(doc, row.index)
    last = max(i for i, node in enumerate(row.nodes) if node.party) + 1
    found = Standing(MeetingStatus.HELD, "listed")
    yield finish(
        doc,
        row,
        0,
        0,
        last,
        seats,
        found,
        "session",
        Mode.IN_PERSON,
        when,
        0,
        None,
        False,
        definite=adds,
        adds=adds,
    )


JOINING = frozenset(
    """joined chaired attended accompanied flanked brought took led were was sat stood present aboard listened looked dropped
    bring brings bringing returned return returns returning come comes came head heads headed heading going go goes went is are back included agreed struck reached clinched dialled dialed presided moderated mediated mediating chairs attends joins presides chair attend join take preside moderate mediate accompany""".split()
)

_EVENT_WORDS = re.compile(
    r"(?:the |a |that |this |both )?(?:\w+ )?(?:call|occasion|event|signing|ceremony|reception|audience|talks|meeting|summit|session|conference|discussions?|table|lunch|dinner|"
    r"delegation|negotiations|side|P)\b"
)
_NOT_DONE = re.compile(r"\b(?:not|never|will|would|may|might|could|to|should|can)\b|n't")


_TO_COME = re.compile(
    r"^(?!.*(?:\bnot\b|n't|\bnever\b)).*\b(?:will|(?:is|are|was|were) (?:also )?(?:due |expected |set |scheduled )?to)\b"
)


def joining_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """Parties for an encounter told before or after: they begin none by themselves, save ministers who struck a deal."""
    word = row.word(at)
    start = chain_start(row, at)
    if word.startswith("br") and "together" in row.mask(at, at + 14).split():
        yield from brought_together(doc, row, at, start)
        return
    rest = row.mask(at + 1, at + 8)
    if TABLE.match(rest):
        yield from at_the_table(doc, row, at, start)
        return
    planned = _TO_COME.search(row.mask(start, at)) is not None
    if _NOT_DONE.search(row.mask(start, at)) and not planned:
        return
    if word in ("agreed", "struck", "reached", "clinched"):
        yield from agreeing(doc, row, at, start, rest)
        return
    if word == "mediated" and rest.startswith("between"):
        yield from mediated(doc, row, at, start)
        return
    seats, beside = _company(doc, row, at, start, rest)
    if not seats:
        return
    mode = Mode.PHONE if re.match(r"(?:part in |in )?(?:the|that|this) (?:\w+ )?call\b", rest) else None
    subject = subject_of(row, start)
    together = unique([*seats_of(row, subject, None), *seats])
    alone = subject is not None and len(subject.members) == 1
    escorted = (word == "accompanied" or (word == "joined" and alone)) and row.word(at - 1) in (
        "was",
        "were",
        "been",
        "also",
    )
    if (
        subject is not None
        and word in ("accompanied", "joined")
        and not escorted
        and beside
        and len(together) > 2
    ):
        right = max(
            [at + 1, *(i + 1 for i, node in enumerate(row.nodes) if node.head in {s.span for s in seats})]
        )
        yield from told(doc, row, at, at, subject, together, right)
        return
    left = min(
        [at, *(i for i in range(len(row.nodes)) if row.nodes[i].head in {seat.span for seat in seats})]
    )
    right = max(
        [at + 1, *(i + 1 for i in range(len(row.nodes)) if row.nodes[i].head in {s.span for s in seats})]
    )
    yield finish(
        doc,
        row,
        at,
        left,
        right,
        seats,
        Standing(MeetingStatus.PLANNED if planned else MeetingStatus.HELD, "joined"),
        "meeting",
        mode,
        None,
        left,
        None,
        False,
        definite=True,
        adds=True,
        beside=beside,
    )


def _listed_before(row: Row, start: int) -> Group | None:
    """Everyone of "A, director of the fund, and B, her deputy, were present": a list with offices behind the names."""
    if row.word(start - 1) != "," or any(row.finite(j) for j in range(start)):
        return None
    named = [j for j in range(start) if row.nodes[j].party and is_person(row.nodes[j])]
    named = [j for j in named if row.word(j - 1) != "," or row.word(j - 2) not in lex.ROLE_WORDS]
    listed, end = roster(row, named[0], None) if named else ([], 0)
    return Group(tuple(named), named[0], start) if len(named) > 1 and end >= named[-1] and listed else None


_PAST_OF = {
    "chairs": "chaired",
    "attends": "attended",
    "joins": "joined",
    "presides": "presided",
    "chair": "chaired",
    "attend": "attended",
    "join": "joined",
    "take": "took",
    "preside": "presided",
    "moderate": "moderated",
    "mediate": "mediated",
    "accompany": "accompanied",
}


def _company(doc: Document, row: Row, at: int, start: int, rest: str) -> tuple[list[Seat], frozenset[str]]:
    """(who is added, keys of whom they sat with: the encounter must have one of these; empty for the latest one)."""
    word = _PAST_OF.get(row.word(at), row.word(at))
    subject = _listed_before(row, start) or subject_of(row, start)
    passive = re.search(r"\b(?:was|were|been)\b", row.mask(start, at)) is not None
    if word in ("accompanied", "flanked") and row.word(at - 1) == "," and rest.startswith("by "):
        by, host = party_from(row, at + 2), at - 2
        told = host >= 0 and row.nodes[host].party
        keys = frozenset(p.key for p in row.nodes[host].parties) if told else frozenset()
        return _seats_right(row, by), keys
    if word in ("accompanied", "flanked", "joined") and passive and rest.startswith("by "):
        by = party_from(row, at + 2)
        return _seats_right(row, by), _keys(row, subject)
    if word == "brought":
        first = party_from(row, at + 1)
        named = first is not None and row.nodes[first].people
        return (_seats_right(row, first), _keys(row, subject)) if named else ([], frozenset())
    if word in ("were", "included") and _THOSE_PRESENT.match(row.mask(0, at)):
        return _seats_right(row, party_from(row, at + 1)), frozenset()
    if word in ("was", "were", "sat", "stood") and _inverted(row, at):
        return _seats_right(row, party_from(row, at + 1)), frozenset()
    if subject is None or passive:
        return [], frozenset()
    if word in ("was", "were", "sat", "stood"):
        beside = re.match(r"(?:alongside|with|beside) P\b", rest)
        line = re.match(
            r"on the (?:line|call)|in (?:for|on)\b|in(?= [.,;]|$)|(?:also )?(?:present|in the room|at the table)",
            rest,
        )
        if beside is None and line is None:
            return [], frozenset()
        if all(
            seat.party.kind is PartyKind.UNNAMED or "people" in seat.party.name
            for seat in seats_of(row, subject, None)
        ):
            return [], frozenset()  # "two people who were present said"
        other = party_from(row, at + 2) if beside is not None else None
        keys = frozenset(p.key for p in row.nodes[other].parties) if other is not None else frozenset()
        return unique(seats_of(row, subject, None)), keys
    if word in ("accompanied", "joined") and rest.startswith("P"):
        other = party_from(row, at + 1)
        keys = frozenset(p.key for p in row.nodes[other].parties) if other is not None else frozenset()
        return unique(seats_of(row, subject, None)), keys
    role = (
        Role.CHAIR
        if word in ("chaired", "presided", "moderated")
        else Role.MEDIATOR
        if word == "mediated"
        else None
    )
    if word in ("joined", "attended") and rest.startswith(("a ", "an ")):
        return [], frozenset()  # "joined a meeting hosted by B": another one than the one told before
    told = {
        "dialled": rest.startswith("in"),
        "dialed": rest.startswith("in"),
        "chaired": not rest
        or rest[0] in ".,;"
        or (_EVENT_WORDS.match(rest) is not None and "P" not in rest.split()[:3]),
        "presided": True,
        "moderated": not rest or rest[0] in ".,;",
        "mediated": not rest or rest[0] in ".,;",
        "mediating": (not rest or rest[0] in ".,;") and row.word(at - 1) in ("is", "are", "was", "were"),
        "took": rest.startswith("part"),
        "led": re.match(r"the (?:\w+ )?(?:P|delegation|talks|negotiations|side)\b|P\b", rest) is not None
        and re.match(r"(?:the )?(?:\w+ )?(?:delegation|talks|negotiations)", row.mask_words(at + 1, at + 5))
        is not None,
        "listened": rest.startswith("in"),
        "looked": rest.startswith("in for"),
        "dropped": rest.startswith("in for"),
        "joined": _EVENT_WORDS.match(rest) is not None
        or re.match(r"(?:in )?(?:by|via|from|remotely)\b", rest) is not None,
        "attended": (
            not rest or rest[0] in ".,;" or rest.startswith("as ") or _EVENT_WORDS.match(rest) is not None
        )
        and not rest.startswith("P"),
    }.get(word, False)
    if not told:
        return [], frozenset()
    if word == "listened":
        role = Role.OBSERVER
    seats = unique([*seats_of(row, subject, role), *_so_did(row, at)])
    return seats, frozenset()


_THOSE_PRESENT = re.compile(
    r"(?:the |those |also |other |among )*(?:present|participants|attendees|guests|participating|attending|taking part)\b"
)
_PLACES_FIRST = frozenset("on at around across opposite beside in also present seated with".split())


def _inverted(row: Row, at: int) -> bool:
    """ "On screen were A, B and C", "across the table sat D": the place first, then who was there."""
    if row.word(0) not in _PLACES_FIRST and row.word(at - 1) not in ("table", "present"):
        return False
    before = row.mask(max(0, at - 12), at)
    seated = re.search(r"\b(?:table|screen|line|call|stage|podium|aboard)\b(?! of)", before) is not None
    if seated and not any(row.finite(j) for j in range(at)):
        return True
    return (
        re.search(
            r"\b(?:screen|table|room|line|present|aboard|attendance|side of the table|stage|hall)$", before
        )
        is not None
    )


def _so_did(row: Row, at: int) -> list[Seat]:
    """ "... and so did the secretary of state and the envoy"."""
    for j in range(at + 1, len(row.nodes) - 2):
        if row.word(j) == "so" and row.word(j + 1) in ("did", "was", "were"):
            return _seats_right(row, party_from(row, j + 2))
    return []


def _seats_right(row: Row, first: int | None) -> list[Seat]:
    return [] if first is None else unique(seats_of(row, group_right(row, first), None))


def _keys(row: Row, subject: Group | None) -> frozenset[str]:
    return frozenset(seat.party.key for seat in seats_of(row, subject, None))
