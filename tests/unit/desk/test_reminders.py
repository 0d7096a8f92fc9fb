"""A deadline is reminded of on its days ahead, once for each place, for as long as it is in force."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.desk.channels import ChannelSettings
from bot.desk.layout import lay_out
from bot.desk.quiet import quiet_until
from bot.model.answers import Briefing
from bot.model.chat import Action, ActionKind, IncomingKind, Notice, Reply
from bot.testing.newsroom import TEAM, Newsroom, asker, message

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
DUE = datetime(2025, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ON = "digest on 08:30 UTC"
SET = "VIENNA (Ledger) - Foreign Minister Anna Kovar gave Hungary until September 30 to open the bridge."
MOVED = (
    "BUDAPEST (Post) - Foreign Minister Anna Kovar extended the deadline for Hungary to open the bridge from "
    "September 30 to October 31."
)
LIFTED = "BUDAPEST (Post) - Foreign Minister Anna Kovar withdrew the September 30 deadline for Hungary to open the bridge."


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        yield room


def told(room: Newsroom) -> list[tuple[str, str | None]]:
    return [(place.channel, reply.title) for place, reply in room.sent("Reminder")]


async def test_a_channel_is_reminded_thirty_seven_and_one_day_ahead(room: Newsroom) -> None:
    """Three times, each once, with the countdown right."""
    await room.say(ON)
    await room.ingest(SET, outlet="The Ledger")
    await room.run_until(DUE + 3 * DAY)

    assert told(room) == [
        ("C1", "Reminder: due in 30 days"),
        ("C1", "Reminder: due in 7 days"),
        ("C1", "Reminder: due tomorrow"),
    ]
    body = room.sent("Reminder")[1][1].body
    assert isinstance(body, Briefing)
    assert "Tuesday 30 September 2025, in 7 days" in lay_out(body).plain_text
    assert body.sentences[0].citations


async def test_a_moved_deadline_reminds_anew(room: Newsroom) -> None:
    """The old day must not be reminded of, the new one must, from the start."""
    await room.say(ON)
    await room.ingest(SET, outlet="The Ledger")
    await room.run_until(DUE - 10 * DAY)
    await room.ingest(MOVED, outlet="The Post")
    await room.run_until(datetime(2025, 11, 2, tzinfo=UTC))

    assert [title for _, title in told(room)] == [
        "Reminder: due in 30 days",
        "Reminder: due in 30 days",
        "Reminder: due in 7 days",
        "Reminder: due tomorrow",
    ]


async def test_a_withdrawn_deadline_is_not_reminded_of(room: Newsroom) -> None:
    """Nothing is due any more."""
    await room.say(ON)
    await room.ingest(SET, outlet="The Ledger")
    await room.run_until(DUE - 10 * DAY)
    await room.ingest(LIFTED, outlet="The Post")
    await room.run_until(DUE + 2 * DAY)

    assert [title for _, title in told(room)] == ["Reminder: due in 30 days"]


async def test_a_reminder_missed_by_a_downtime_comes_late_and_counts_right(room: Newsroom) -> None:
    """Late is better than never, and "in 7 days" must not be said on the sixth."""
    await room.say(ON)
    await room.ingest(SET, outlet="The Ledger")
    await room.run_until(DUE - 8 * DAY)
    room.now = DUE - 5 * DAY
    await room.run_until(DUE - 4 * DAY)

    assert [title for _, title in told(room)] == ["Reminder: due in 30 days", "Reminder: due in 5 days"]


async def test_a_member_is_reminded_in_their_own_messages_and_zone(room: Newsroom) -> None:
    """ "Remind me" is private, and eight in the morning is eight where they live."""
    await room.ingest(SET, outlet="The Ledger")
    await room.say("deadlines Anna Kovar", requester=asker("U7", zone="Asia/Tokyo"))
    _, reply, _ = room.platform.posts[0]
    button = next(action for action in reply.actions if action.kind is ActionKind.REMIND)
    press = message(
        "", key="press", kind=IncomingKind.ACTION, received=room.now, requester=asker("U7", zone="Asia/Tokyo"),
        action=Action(kind=ActionKind.REMIND, label="Remind me", value=button.value),
    )  # fmt: skip
    room.now += timedelta(seconds=5)
    await room.desk.accept(press)
    await room.worker().run_due()
    at: list[datetime] = []
    room.platform.before = lambda _: at.append(room.now)
    await room.run_until(DUE + DAY)

    places = [place for place, _ in room.sent("Reminder")]
    assert {(place.channel, place.only_for) for place in places} == {("U7", "U7")}
    assert [moment.hour for moment in at] == [23, 23, 23]  # 08:00 in Tokyo
    assert [moment.date().isoformat() for moment in at] == ["2025-08-30", "2025-09-22", "2025-09-28"]


@pytest.mark.parametrize(("words", "days"), [("14, 3", ["2025-09-16", "2025-09-27"]), ("off", [])])
async def test_a_member_chooses_how_many_days_ahead(room: Newsroom, words: str, days: list[str]) -> None:
    """Two weeks are early enough for one and too early for another; the channel's setting is not touched."""
    await room.ingest(SET, outlet="The Ledger")
    await room.say("deadlines Anna Kovar")
    button = next(one for one in room.platform.posts[0][1].actions if one.kind is ActionKind.REMIND)
    await room.say(f"settings my reminders {words}")
    press = message("", key="press", kind=IncomingKind.ACTION, received=room.now, action=button)
    room.now += timedelta(seconds=5)
    await room.desk.accept(press)
    await room.worker().run_due()
    at: list[datetime] = []
    room.platform.before = lambda _: at.append(room.now)
    await room.run_until(DUE + DAY)

    assert [moment.date().isoformat() for moment in at] == days


async def test_a_private_deadline_is_not_sent_to_direct_messages(room: Newsroom) -> None:
    """Who has left a closed room must not go on hearing from it."""
    inside = asker("U7", channel="C9")
    await room.ingest(SET, outlet="Memo", channel="C9")
    await room.say("deadlines Anna Kovar", channel="C9", requester=inside)
    _, reply, _ = room.platform.posts[0]
    button = next(action for action in reply.actions if action.kind is ActionKind.REMIND)
    press = message(
        "", key="press", channel="C9", kind=IncomingKind.ACTION, received=room.now, requester=inside,
        action=Action(kind=ActionKind.REMIND, label="Remind me", value=button.value),
    )  # fmt: skip
    room.now += timedelta(seconds=5)
    await room.desk.accept(press)
    await room.worker().run_due()

    answer = room.platform.posts[-1][1]
    assert isinstance(answer.body, Notice)
    assert "in this channel only" in answer.body.text
    assert await room.store.posts.choices(TEAM, "member:U7") == {}


async def test_quiet_hours_put_a_reminder_off_until_they_are_over(room: Newsroom) -> None:
    """Nobody wants to be woken by a deadline a month away."""
    await room.say("digest on 06:00 UTC")
    admin = message("x", key="x", received=room.now, requester=asker(admin=True))
    await room.desk.channels.change(
        replace(admin, requester=asker(admin=True)),
        {"quiet_from": "22:00", "quiet_to": "07:30"},
        now=room.now,
    )
    await room.ingest(SET, outlet="The Ledger")
    at: list[datetime] = []

    def note(_: str) -> None:
        at.append(room.now)

    room.platform.before = note
    await room.run_until(DUE - 29 * DAY)

    [(_, reply)] = room.sent("Reminder")
    assert isinstance(reply, Reply)
    assert at[-1].replace(second=0) == datetime(2025, 8, 31, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "clock", "over"),
    [
        (time(22), time(7), "23:00", "2025-08-05T07:00+00:00"),
        (time(22), time(7), "06:59", "2025-08-04T07:00+00:00"),
        (time(22), time(7), "07:00", None),
        (time(12), time(14), "13:00", "2025-08-04T14:00+00:00"),
        (time(12), time(14), "11:59", None),
        (time(9), time(9), "09:00", None),
    ],
)
def test_quiet_hours_run_over_midnight(begin: time, end: time, clock: str, over: str | None) -> None:
    """From ten in the evening to seven in the morning is one night."""
    settings = ChannelSettings(quiet_from=begin, quiet_to=end)
    now = datetime.fromisoformat(f"2025-08-04T{clock}+00:00")

    found = quiet_until(settings, now, "UTC")

    assert found == (datetime.fromisoformat(over) if over else None)
