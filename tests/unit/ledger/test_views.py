"""What was known at a moment, and what may be seen in a place."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.ledger.resolve import resolve
from bot.ledger.views import as_of, visible
from bot.model.facts import DeadlineStatus
from bot.model.ids import ChannelId, WorkspaceId
from bot.model.records import DeadlineRecord
from bot.model.text import Scope
from tests.unit.ledger.telling import deadline, meeting, told

SET = deadline(told("Harbor-1", "2026-03-01"), "file a safety report", "2026-04-01")
MOVED = deadline(
    told("Gazette-1", "2026-03-20"), "file a safety report", "2026-05-01", "extended", previous="2026-04-01"
)


def test_the_state_on_a_day_is_that_of_the_facts_known_by_then() -> None:
    """ "What did we know on 10 March?" must not know of 20 March."""
    then = as_of([SET, MOVED], datetime(2026, 3, 10, 23, 59, tzinfo=UTC))

    (record,) = resolve(then)

    assert isinstance(record, DeadlineRecord)
    assert (record.status, len(record.history)) == (DeadlineStatus.SET, 1)


def test_a_revision_is_not_superseded_before_the_next_one_came() -> None:
    """On that day the first version was all there was, and its conflict stood."""
    pair = "Ana Lovrek, Milan Petras"
    first = meeting(
        told("Harbor-1", "2026-03-05", superseded=True), pair, "held", "2026-03-04", duration="two hours"
    )
    other = meeting(told("Gazette-1", "2026-03-05"), pair, "held", "2026-03-04", duration="three hours")
    fixed = meeting(
        told("Harbor-1", "2026-03-08", number=2), pair, "held", "2026-03-04", duration="three hours"
    )

    before = resolve(as_of([first, other, fixed], datetime(2026, 3, 6, tzinfo=UTC)))
    after = resolve(as_of([first, other, fixed], datetime(2026, 3, 9, tzinfo=UTC)))

    assert [c.slot for c in before[0].conflicts] == ["duration"]
    assert after[0].conflicts == ()


def test_an_article_of_a_private_channel_changes_nothing_elsewhere() -> None:
    """A link shared among a few must not move what everybody is told."""
    private = deadline(
        told("Gazette-1", "2026-03-20", audience="board"), "file a safety report", "2026-05-01", "extended",
        previous="2026-04-01",
    )  # fmt: skip
    workspace = WorkspaceId("w")

    assert visible([SET, private], Scope(workspace=workspace)) == (SET,)
    assert visible([SET, private], Scope(workspace=workspace, channel=ChannelId("board"))) == (SET, private)
    assert visible(
        [SET, private], Scope(workspace=workspace, channel=ChannelId("board"), channel_only=True)
    ) == (private,)
