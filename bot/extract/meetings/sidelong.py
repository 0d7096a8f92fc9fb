"""Who "both parties" or "the three leaders" are where no encounter was told before: those named side by side."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.seats import group_left
from bot.extract.meetings.sightings import Seat, Sighting, seats_of, unique
from bot.model.facts import PartyKind

_BACK = 4  # sentences
_COUNTS = {"three": 3, "trio": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_PEOPLE = re.compile(
    r"(?:men|women|leaders|presidents|premiers|chancellors|ministers|heads of \w+|chairs|chairmen|envoys|mayors|executives|generals|couple|pair|duo|trio|"
    r"diplomats|counterparts)$",
    re.IGNORECASE,
)


def told_side_by_side(doc: Document, sighting: Sighting, words: str) -> list[Seat]:
    """The nearest "A and B" (or as many as the words count) of the sentences before; [] when there is none."""
    count = next((n for word, n in _COUNTS.items() if word in words.casefold().split()), 2)
    persons = _PEOPLE.search(words) is not None
    for index in range(sighting.sentence - 1, max(sighting.sentence - _BACK, 0) - 1, -1):
        row = row_of(doc, index)
        for seats in _lists(row):
            fit = all(seat.party.kind in _ONES for seat in seats) if persons else True
            if len(seats) == count and fit:
                return seats
    return []


_ONES = frozenset({PartyKind.PERSON, PartyKind.STATE, PartyKind.UNNAMED})


def _lists(row: Row) -> list[list[Seat]]:
    """The lists of a sentence, in reading order."""
    found: list[list[Seat]] = []
    last = len(row.nodes) - 1
    while last > 0:
        if not row.nodes[last].party:
            last -= 1
            continue
        group = group_left(row, last)
        if len(group.members) > 1:
            found.append(unique(seats_of(row, group, None)))
        last = group.start - 1
    return found[::-1]
