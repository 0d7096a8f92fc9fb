"""Encounters that one side had with each of several: "saw each of the two", "met A and B in turn", "A and B each met C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.sightings import Sighting

_EACH_BEHIND = re.compile(
    r"^(?:with |to )?(?:each\b|P (?:\w+ )?in turn\b)|\b(?:in turn|one by one|one after the other|(?:hours?|minutes|days?) apart)\b"
)
_EACH_BEFORE = re.compile(r"\beach (?:\w+ )?$")
_REACH = 12  # nodes behind the telling word


def one_each(row: Row, sighting: Sighting) -> Iterator[Sighting]:
    """The telling itself, or one for each of those whom the other side met apart."""
    at = next((j for j, node in enumerate(row.nodes) if node.span == sighting.trigger), None)
    if at is None or len(sighting.seats) < 3 or sighting.adds:
        yield sighting
        return
    left = [seat for seat in sighting.seats if seat.span.start < sighting.trigger.start]
    right = [seat for seat in sighting.seats if seat.span.start > sighting.trigger.start]
    behind = row.mask_words(at + 1, at + _REACH)
    told = _EACH_BEHIND.search(behind) is not None
    if len(left) == 1 and len(right) > 1 and told:
        one, several = left[0], right
    elif len(right) == 1 and len(left) > 1 and (told or _EACH_BEFORE.search(row.mask_words(0, at) + " ")):
        one, several = right[0], left
    else:
        yield sighting
        return
    for other in several:
        yield replace(sighting, seats=tuple(sorted((one, other), key=lambda seat: seat.span)))
