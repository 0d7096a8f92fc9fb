"""Who came with those told to have met: "A met B in Tarn, along with C and D", "A took part in the talks, together with C"."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.rosters import roster
from bot.extract.meetings.sightings import Sighting, party_from, unique
from bot.model.facts import PartyKind

_FARTHEST = 24  # nodes from the word that tells the encounter to the company


def with_companions(row: Row, sighting: Sighting) -> Sighting:
    """The sighting with the people whom a phrase behind its clause puts beside those who met."""
    if not sighting.seats:
        return sighting
    at = next((i for i, node in enumerate(row.nodes) if node.span.start >= sighting.trigger.start), None)
    opened = _company_behind(row, at) if at is not None else None
    if opened is None:
        return sighting
    came, _ = roster(row, opened, None)
    people = [seat for seat in came if seat.party.kind is PartyKind.PERSON]
    people = people or [seat for seat in came if seat.party.kind in (PartyKind.GROUP, PartyKind.UNNAMED)]
    return replace(sighting, seats=tuple(unique([*sighting.seats, *people])))


def _company_behind(row: Row, at: int) -> int | None:
    """The first of those behind ", along with" in the clause of the node at `at`."""
    for j in range(at + 1, min(at + _FARTHEST, len(row.nodes) - 2)):
        if row.word(j) in ("along", "together") and row.word(j + 1) == "with" and row.word(j - 1) == ",":
            return party_from(row, j + 2)
        if row.finite(j) or row.word(j) in (";", ":"):
            return None
    return None
