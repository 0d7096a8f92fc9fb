"""Who stood for a side: "Karsa was represented by A", "its delegation is led by B", "the town sent its mayor, C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, group_right, plural_people
from bot.extract.meetings.sightings import Seat, Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind

WORDS = frozenset("represented headed led sent heads leads sends dispatched fielded represents".split())
_SOMEBODY = frozenset({"side:unnamed"})
_BY = re.compile(r"by (?:the |its |his |her |their )*P")
_TEAM = re.compile(r"\b(?:delegation|team|side|negotiators|mission|party|negotiating team)\b")
_BOTH_TEAMS = re.compile(r"(?:the two|both|their|the) (?:\w+ )?(?:teams|delegations|sides)\b")
_NOT_DONE = re.compile(r"\b(?:not|never|would|may|might|could|should|to|can)\b|n't")
_GAPPED = re.compile(r"[;,] (?:and )?(?:the |its )?(P|P's) by (?:the |its |his |her )*P")


def delegation_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """People who sat at the encounter told before for one of its sides."""
    start = chain_start(row, at)
    if _NOT_DONE.search(row.mask(start, at)):
        return
    for side, members in _standing_for(row, at, start):
        persons = [
            seat
            for seat in unique(seats_of(row, members, None))
            if seat.party.kind in (PartyKind.PERSON, PartyKind.UNNAMED, PartyKind.GROUP)
        ]
        keys = frozenset(party.key for m in side.members for party in row.nodes[m].parties)
        if not any(seat.party.kind is PartyKind.PERSON for seat in persons):
            persons = unique(seats_of(row, side, None)) if row.word(at) == "represented" else []
        if not persons:
            continue
        yield finish(
            doc,
            row,
            at,
            min(side.start, members.start),
            max(side.end, members.end, at + 1),
            persons,
            Standing(MeetingStatus.HELD, "represented"),
            "meeting",
            Mode.IN_PERSON,
            None,
            min(side.start, at),
            None,
            False,
            definite=True,
            adds=True,
            stands_for=keys or _SOMEBODY,
        )


def _standing_for(row: Row, at: int, start: int) -> Iterator[tuple[Group, Group]]:
    """(side, its people) pairs that the verb at `at` tells of."""
    rest = row.mask(at + 1, at + 8)
    subject = subject_of(row, start)
    word = row.word(at)
    if _BY.match(rest) and word in ("represented", "headed", "led"):
        side = subject if subject is not None else _owner_before(row, start)
        first = party_from(row, at + 2)
        if first is None or (word != "represented" and (side is None or not _team_of(row, side, at))):
            return
        members = _before_gap(row, group_right(row, first))
        yield side or Group((), members.start, members.end), members
        yield from _gapped(row, members.end)
        return
    if word in ("sent", "sends", "dispatched", "fielded") and subject is not None:
        first = party_from(row, at + 1)
        people = first is not None and row.nodes[first].people
        bodies = all(not row.nodes[m].people or row.nodes[m].generic for m in subject.members)
        if first is not None and people and bodies:
            members = group_right(row, first)
            if row.word(members.end) not in ("to", "into", "for", "back", "home", "a", "on"):
                yield subject, members
        return
    if (
        word in ("led", "headed")
        and subject is not None
        and _BOTH_TEAMS.match(row.mask_words(at + 1, at + 5))
    ):
        yield Group((), subject.start, subject.end), subject  # "A and B led the two teams"
        return
    if word in ("heads", "leads", "led", "headed", "represents", "represented") and subject is not None:
        first = party_from(row, at + 1)
        sided = first is not None and (
            bool(row.nodes[first].parties) or (word == "represented" and plural_people(row.nodes[first]))
        )
        if (
            first is not None
            and sided
            and (word.startswith("represent") or _TEAM.search(row.nodes[first].word))
        ):
            yield Group((first,), first, first + 1), subject


def _before_gap(row: Row, members: Group) -> Group:
    """The list without a last name that opens the next side: "by A, Ondria by B"."""
    last = members.members[-1]
    if len(members.members) < 2 or row.word(last + 1) != "by":
        return members
    kept = members.members[:-1]
    return Group(kept, members.start, kept[-1] + 1)


def _owner_before(row: Row, start: int) -> Group | None:
    """ "the government's delegation" before the verb, where the side is the owner."""
    for j in range(start - 1, max(start - 4, -1), -1):
        if row.nodes[j].possessive and row.nodes[j].parties:
            return Group((j,), j, j + 1)
        if row.finite(j):
            return None
    return None


def _team_of(row: Row, side: Group, at: int) -> bool:
    """Whether what is led is a delegation and not a country or a company."""
    return _TEAM.search(row.mask_words(side.start, at)) is not None


def _gapped(row: Row, end: int) -> Iterator[tuple[Group, Group]]:
    """ "..., Ondria by B" behind "Karsa was represented by A": the verb is left out."""
    while True:
        match = _GAPPED.match(row.mask(end, end + 9))
        if match is None:
            return
        side = next((j for j in range(end, end + 5) if j < len(row.nodes) and row.nodes[j].parties), None)
        by = next((j for j in range(end, end + 8) if row.word(j) == "by"), None)
        first = party_from(row, by + 1) if by is not None else None
        if side is None or first is None:
            return
        members = group_right(row, first)
        yield Group((side,), side, side + 1), members
        end = members.end


def represented(seats: list[Seat], by: dict[str, list[str]]) -> list[Seat]:
    """The seats without a state or body whose own people are named among them.

    by: keys of the people told to stand for a side, under the key of that side.
    """
    keys = {seat.party.key for seat in seats}
    gone = {side for side, people in by.items() if any(person in keys for person in people)}
    kept = [seat for seat in seats if seat.party.key not in gone or seat.party.kind is PartyKind.PERSON]
    return kept if len(kept) > 1 else seats
