"""Names under which the ledger finds the facts that a new one may be linked to.

Two facts that can be linked directly share a key. Sharing a key means no more than "compare these two": it is no
reason to believe in one meeting, and it is not passed on (docs/decisions/0007-ledger-neighbourhoods.md).
"""

from __future__ import annotations

from datetime import date

from bot.ledger.duties import EXACT_DAYS, MEMORY_DAYS, SLIP_DAYS, Duty, party_keys
from bot.ledger.meetings import thread_pairs
from bot.ledger.sightings import AHEAD_DAYS, BACK_DAYS, SILENCE_DAYS, Sighting
from bot.ledger.windows import Window, shift
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.records import ToldFact
from bot.model.text import Told

BLOCK_DAYS = 32  # days of one thread that stand under one key
MOST_BLOCKS = 14  # a window of more blocks ("in 2019") is compared with windows of just those days only


def neighbour_keys(fact: Fact) -> tuple[str, ...]:
    """Keys of a meeting or deadline, sorted; none for a statement or event, which are in no record."""
    match fact:
        case Meeting():
            keys = _meeting_keys(fact)
        case Deadline():
            keys = _deadline_keys(fact)
        case _:
            return ()
    return tuple(sorted(keys))
