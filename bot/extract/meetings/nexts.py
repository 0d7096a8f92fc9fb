"""Another encounter told without its noun: "A third is scheduled for next week", "Another followed in June"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import days, noun_standing
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.sightings import Sighting, finish

ORDINALS = frozenset("second third fourth fifth sixth another follow-up".split())
_GOES_ON = re.compile(
    r"(?:one )?(?:(?:is|was|has|had|will|would|could|may|might|should) |(?:followed|follows|took place|came)\b)"
)


def next_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """The next encounter of those who met before; who they are is taken over from there."""
    if any(node.party for node in row.nodes[:at]) or row.word(at - 1) not in (
        "",
        "a",
        "the",
        "and",
        "but",
        "T",
    ):
        return
    follows = row.mask(at + 1, at + 14)
    if _GOES_ON.match(follows) is None:
        return
    when = days.when_of_clause(doc, row, 0, at, 0, None)
    found = noun_standing.of_noun(
        lead="",
        governor=row.word(at),
        follows=follows,
        subject=True,
        definite=False,
        future=days.lies_ahead(doc, when),
    )
    if found is None or found.weak:
        return
    yield finish(
        doc,
        row,
        at,
        0,
        min(at + 3, len(row.nodes)),
        [],
        found,
        "talks",
        None,
        when,
        0,
        None,
        False,
        fresh=True,
    )
