"""Who takes part by a relative clause: "a lunch she had planned with B", "a hearing at which A and B were to testify"."""

from __future__ import annotations

import re

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import party_from

_PLANNED_BY = re.compile(
    r"(?:(?:that|which) )?(?:the |both |its |his |her )*P(?: (?:,|and) (?:the )?P)* (?:had|has|have|was|were|is|are) (?:also |originally |been )*"
    r"(?:planned|planning|scheduled|arranged|hoped|hoping|agreed|offered|intended|wanted|proposed|due|promised|expected|set|supposed|meant|requested|sought)"
    r"(?: to (?:hold|have|host|attend|convene|chair|join|lead|open))?(?P<other> with (?:the |both |his |her |its )*P)?(?= |$)"
)
_THERE = re.compile(
    r"(?:, )?(?:(?:at|during|in) which|where) (?:the |both )*P(?: (?:,|and) (?:the )?P)* (?:was|were|is|are|will|would|had|has|have|could|should|may)\b"
)


_TO_HOLD = re.compile(
    r"(?:(?:that|which) )?(?:the |both |its |his |her )*P(?: (?:,|and) (?:the )?P)* "
    r"(?:will|would|shall|(?:is|are|was|were) (?:due |set |expected |scheduled |planned )?to|plans? to|hopes? to) (?:also )?(?:have|hold)\b"
    r"(?P<other> with (?:the |both |his |her |its )*P)?"
)


def to_be_held(row: Row, at: int) -> bool:
    """Whether a relative clause at `at` leaves the encounter to come: "meetings that A will hold with B"."""
    return _TO_HOLD.match(row.mask(at, at + 22)) is not None


def relative_parties(row: Row, at: int) -> tuple[list[Group], int]:
    """The parties of the relative clause that begins at `at`, and where its words end; ([], at) when there is none."""
    words = row.mask(at, at + 22)
    if (planned := _PLANNED_BY.match(words) or _TO_HOLD.match(words)) is not None:
        first = party_from(row, at + (row.word(at) in ("that", "which")))
        if first is None:
            return [], at
        groups, end = [group_right(row, first, closed=True)], at + len(planned.group().split())
        if planned["other"] is not None:
            other = group_right(row, end - 1, closed=True)
            groups, end = [*groups, other], other.end
        return groups, end
    if (there := _THERE.match(words)) is not None:
        which = next(j for j in range(at, at + 4) if row.word(j) in ("which", "where"))
        first = party_from(row, which + 1)
        if first is not None:
            return [group_right(row, first, closed=True)], _closing(row, at + len(there.group().split()))
    return [], at


def _closing(row: Row, start: int) -> int:
    """The comma that closes the clause before the main verb, or where its first words end."""
    for j in range(start, min(start + 16, len(row.nodes) - 1)):
        if row.word(j) == ",":
            return j if row.finite(j + 1) else start
    return start
