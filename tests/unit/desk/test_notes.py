"""A thread is told, once, when what was said in it no longer holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.layout import lay_out
from bot.model.answers import Briefing
from bot.testing.newsroom import Newsroom, asker, message

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
SET = "VIENNA (Ledger) - Foreign Minister Anna Kovar gave Hungary until September 30 to open the bridge."
MOVED = (
    "BUDAPEST (Post) - Foreign Minister Anna Kovar extended the deadline for Hungary to open the bridge from "
    "September 30 to October 31."
)
AGAIN = (
    "BUDAPEST (Star) - Foreign Minister Anna Kovar extended the deadline for Hungary to open the bridge from "
    "October 31 to November 30."
)
OTHER = "OSLO (Ledger) - Norway gave Denmark until October 5 to repair the cable."


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        await room.ingest(SET, outlet="The Ledger")
        await room.say("deadlines Anna Kovar", key="q1")
        yield room


async def wait(room: Newsroom) -> None:
    await room.run_until(room.now + timedelta(minutes=30))


async def test_a_moved_deadline_is_told_in_the_thread_of_the_answer(room: Newsroom) -> None:
    """Who read the old day must hear of the new one, with the words of both."""
    await room.ingest(MOVED, outlet="The Post")
    await wait(room)

    [(place, reply)] = room.sent("Changed")
    assert place.thread == "0"
    assert isinstance(reply.body, Briefing)
    words = lay_out(reply.body).plain_text
    assert "Friday 31 October 2025" in words
    assert "Told before: set, Tuesday 30 September 2025. Now: extended, Friday 31 October 2025." in words
    assert "until September 30" in words
    assert "extended the deadline" in words


async def test_the_same_news_again_is_no_second_note(room: Newsroom) -> None:
    """Copies and repetitions change nothing; a further move does."""
    await room.ingest(MOVED, outlet="The Post")
    await wait(room)
    await room.ingest(MOVED, outlet="Gazette")
    await wait(room)
    assert len(room.sent("Changed")) == 1

    await room.ingest(AGAIN, outlet="The Star")
    await wait(room)

    notes = room.sent("Changed")
    assert len(notes) == 2
    second = notes[1][1].body
    assert isinstance(second, Briefing)
    assert "Told before: extended, Friday 31 October 2025" in lay_out(second).plain_text


async def test_other_news_is_no_reason_for_a_note(room: Newsroom) -> None:
    """A thread is disturbed only for what it was told."""
    await room.ingest(OTHER, outlet="The Post")
    await wait(room)

    assert room.sent("Changed") == []


async def test_two_answers_in_a_thread_get_one_note(room: Newsroom) -> None:
    """It is the thread that is told, not each message."""
    asked = message("x", key="x", received=room.now)
    thread = asked.place.__class__(
        platform="memory", workspace=asked.place.workspace, channel=asked.place.channel, thread="77"
    )
    await room.say("deadlines Anna Kovar", key="q2", place=thread)
    await room.say("deadlines Hungary", key="q3", place=thread)
    await room.ingest(MOVED, outlet="The Post")
    await wait(room)

    assert sorted(place.thread or "" for place, _ in room.sent("Changed")) == ["0", "77"]


async def test_a_channel_can_switch_notes_off(room: Newsroom) -> None:
    """It is their channel."""
    admin = message("x", key="x", received=room.now, requester=asker(admin=True))
    await room.desk.channels.change(admin, {"notes": False}, now=room.now)
    await room.ingest(MOVED, outlet="The Post")
    await wait(room)

    assert room.sent("Changed") == []


@pytest.mark.parametrize(("outlets", "notes"), [(["The Ledger"], 0), (["The Ledger", "the post"], 1)])
async def test_what_answers_do_not_draw_on_is_no_reason_for_a_note(
    room: Newsroom, outlets: list[str], notes: int
) -> None:
    """A channel limited to some outlets is not told by others that they know better."""
    admin = message("x", key="x", received=room.now, requester=asker(admin=True))
    await room.desk.channels.change(admin, {"outlets": outlets}, now=room.now)
    await room.ingest(MOVED, outlet="The Post")
    await wait(room)

    assert len(room.sent("Changed")) == notes


async def test_a_private_article_changes_no_answer_elsewhere(room: Newsroom) -> None:
    """A note must not give away what was shared in a closed room."""
    await room.ingest(MOVED, outlet="Memo", channel="C9")
    await wait(room)

    assert room.sent("Changed") == []


async def test_an_article_and_its_look_at_answers_are_kept_together(room: Newsroom) -> None:
    """A process that dies after storing an article must not lose the note."""
    await room.ingest(MOVED, outlet="The Post")
    kinds = [
        entry.kind
        for entry in await room.store.jobs.list_jobs(message("", key="", received=START).place.workspace)
    ]

    assert kinds.count("changes") == 2
