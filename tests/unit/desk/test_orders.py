"""Standing orders are understood from plain words, and do what they say."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.calendars import Calendars
from bot.desk.layout import lay_out
from bot.desk.orders import (
    FORGET,
    MINE,
    ORDERS,
    CalendarRequest,
    ChangesRequest,
    FeedsRequest,
    LogRequest,
    Order,
    SettingsRequest,
    WatchRequest,
    read_order,
)
from bot.errors import InputError
from bot.model.chat import ActionKind, IncomingKind, Notice, Reply
from bot.model.ids import FactId
from bot.model.records import CorrectionKind
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
GIVEN = "VIENNA (Ledger) - Minister Anna Kovar said on Monday that Hungary has until September 30 to open the bridge."
OTHER = "OSLO (Ledger) - Norway gave Denmark until October 5 to repair the cable."
ADMIN = asker(admin=True)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("changes <https://a.example/x|a.example>", ChangesRequest(article="https://a.example/x")),
        ("feeds", FeedsRequest(action="list")),
        ("feeds add https://a.example/rss", FeedsRequest(action="add", url="https://a.example/rss")),
        ("feed remove <https://a.example/rss>", FeedsRequest(action="remove", url="https://a.example/rss")),
        ("watch", WatchRequest(action="list")),
        ("watch Hungary", WatchRequest(action="on", names=("Hungary",))),
        ("watch Kovar, Szabo at once", WatchRequest(action="on", names=("Kovar", "Szabo"))),
        ("watch Kovar and Szabo", WatchRequest(action="on", names=("Kovar", "Szabo"))),
        ("watch deadlines", WatchRequest(action="on", deadlines=True)),
        (
            'watch "Trade and Industry", Norway',
            WatchRequest(action="on", names=("Trade and Industry", "Norway")),
        ),
        ("unwatch “Trade and Industry”", WatchRequest(action="off", names=("Trade and Industry",))),
        ("calendar deadlines of Norway", CalendarRequest(action="on", names=("Norway",))),
        (
            "watch deadlines of Norway in the digest",
            WatchRequest(action="on", names=("Norway",), deadlines=True, at_once=False),
        ),
        ("watch add Norway", WatchRequest(action="on", names=("Norway",))),
        ("watch off Norway", WatchRequest(action="off", names=("Norway",))),
        ("unwatch Norway", WatchRequest(action="off", names=("Norway",))),
        ("unwatch deadlines of Norway", WatchRequest(action="off", names=("Norway",), deadlines=True)),
        ("unwatch deadlines", WatchRequest(action="off", deadlines=True)),
        ("calendar", CalendarRequest(action="on")),
        ("calendar Norway", CalendarRequest(action="on", names=("Norway",))),
        ("calendar off", CalendarRequest(action="off")),
        ("settings", SettingsRequest(values={})),
        ("settings quiet 22:00-7:00", SettingsRequest(values={"quiet_from": "22:00", "quiet_to": "07:00"})),
        ("settings quiet 22-7", SettingsRequest(values={"quiet_from": "22:00", "quiet_to": "07:00"})),
        ("settings reminders 1, 14", SettingsRequest(values={"reminders": (14, 1)})),
        ("settings my reminders", SettingsRequest(values={MINE: None})),
        ("settings my reminders 3 14", SettingsRequest(values={MINE: (14, 3)})),
        ("settings my reminders off", SettingsRequest(values={MINE: ()})),
        ("settings my reminders forget", SettingsRequest(values={MINE: FORGET})),
        ("settings notes off", SettingsRequest(values={"notes": False})),
        ("log", LogRequest()),
        ("why https://a.example/x", LogRequest(about="https://a.example/x")),
    ],
)
def test_an_order_is_understood(words: str, order: Order) -> None:
    """As people write them."""
    name, _, rest = words.partition(" ")

    assert read_order(name, rest) == order


@pytest.mark.parametrize(
    "words", ["changes", "feeds add", "feeds burn x", "unwatch", "watch add", "watch off", "settings quiet late", "settings reminders soon", "settings colour red", "why so"]
)  # fmt: skip
def test_what_is_missing_is_said(words: str) -> None:
    """With an example, not with a shrug."""
    name, _, rest = words.partition(" ")

    with pytest.raises(InputError):
        read_order(name, rest)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(name=st.sampled_from(sorted(ORDERS)), rest=st.text(max_size=60))
def test_no_words_crash_the_reading(name: str, rest: str) -> None:
    """Chats hold anything."""
    try:
        read_order(name, rest)
    except InputError:
        return


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        yield room


def words(reply: Reply) -> str:
    return reply.body.text if isinstance(reply.body, Notice) else lay_out(reply.body).plain_text


async def order(room: Newsroom, text: str, **fields: object) -> Reply:
    await room.say(text, **fields)
    return room.platform.posts[-1][1]


async def test_settings_are_an_admins_and_are_seen_by_who_asks(room: Newsroom) -> None:
    """Everybody may look; what it says is what holds."""
    assert "admins" in words(await order(room, "settings notes off"))
    assert "notes on" in words(await order(room, "settings"))
    assert "notes off" in words(await order(room, "settings notes off", requester=ADMIN))
    said = words(await order(room, "settings reminders 14", requester=ADMIN))

    assert "reminders 14 days ahead" in said
    assert room.platform.posts[-1][0].only_for == "U1"


async def test_reminders_say_where_nothing_would_be_sent(room: Newsroom) -> None:
    """They come with a digest; silence later would be a broken promise."""
    assert "there is none here" in words(await order(room, "settings reminders 14", requester=ADMIN))
    await room.say("digest on 08:30 Europe/Vienna")
    assert "there is none here" not in words(await order(room, "settings reminders 14", requester=ADMIN))
    await room.say("digest pause")
    assert "The digest is paused" in words(await order(room, "settings reminders 14", requester=ADMIN))


async def test_ones_own_reminders_are_chosen_shown_and_forgotten(room: Newsroom) -> None:
    """The button says the days that were chosen, not those of others."""
    assert words(await order(room, "settings my reminders")) == (
        "I remind you 30, 7 and 1 days ahead of the deadlines for which you press “Remind me”. There are none yet."
    )
    await room.say("settings my reminders 14 3")
    await room.ingest(GIVEN, outlet="The Ledger")
    shown = await order(room, "deadlines Hungary")
    [button] = [one for one in shown.actions if one.kind is ActionKind.REMIND]
    pressed = await order(room, "", key="one", kind=IncomingKind.ACTION, action=button)
    assert "I will remind you of 1 deadline: 14 and 3 days ahead" in words(pressed)
    assert "none yet" not in words(await order(room, "settings my reminders"))
    await room.say("settings my reminders off")
    again = await order(room, "", key="two", kind=IncomingKind.ACTION, action=button)
    assert "you want no reminders" in words(again)
    await room.say("settings my reminders forget")
    assert words(await order(room, "settings my reminders 7")).startswith("I remind you 7 days ahead")
    assert "none yet" in words(await order(room, "settings my reminders"))


async def test_quiet_hours_go_by_the_clock_of_whoever_chose_them(room: Newsroom) -> None:
    """Until the channel has a digest, whose zone then counts."""
    tokyo = asker(admin=True, zone="Asia/Tokyo")
    said = words(await order(room, "settings quiet 20:50-22:00", requester=tokyo))
    assert "quiet 20:50-22:00 Asia/Tokyo" in said
    await room.say("watch Hungary")
    await room.ingest(GIVEN, outlet="The Ledger")  # 12:00 UTC is 21:00 in Tokyo
    await room.run_until(room.now + timedelta(minutes=1))
    assert room.sent("Watched") == []
    await room.run_until(datetime(2025, 8, 4, 13, 1, tzinfo=UTC))
    assert len(room.sent("Watched")) == 1
    await room.say("digest on 08:30 Europe/Vienna")
    assert "quiet 20:50-22:00 Europe/Vienna" in words(await order(room, "settings"))


async def test_an_edit_is_shown_with_the_words_of_both(room: Newsroom) -> None:
    """A cosmetic one is said to be cosmetic."""
    page = "https://ledger.example/bridge"
    for text in (GIVEN, GIVEN.replace("30", "20"), GIVEN.replace("30", "20").replace("bridge.", "bridge .")):
        await room.ingest(text, outlet="The Ledger", url=page)

    said = words(await order(room, f"changes {page}"))

    assert "facts changed" in said
    assert "until September 30" in said
    assert "until September 20" in said
    assert "cosmetic" in said
    assert "no article" in words(await order(room, "changes https://ledger.example/none")).casefold()


async def test_a_calendar_has_an_address_of_its_own_that_can_be_taken_back(room: Newsroom) -> None:
    """Stable while it stands; unknown afterwards; seen by the one who asked."""
    room.desk.calendars._base = "https://dateline.example"
    calendars: Calendars = room.desk.calendars
    await room.ingest(GIVEN, outlet="The Ledger")
    await room.ingest(OTHER, outlet="The Ledger")

    said = words(await order(room, "calendar"))
    narrow = words(await order(room, "calendar Norway"))

    assert room.platform.posts[-1][0].only_for == "U1"
    address = re.search(r"https://dateline\.example/calendar/T1/([\w-]{30,})\.ics", said)
    other = re.search(r"/calendar/T1/([\w-]{30,})\.ics", narrow)
    assert address is not None
    assert other is not None
    assert address[1] != other[1]
    assert words(await order(room, "calendar")) == said
    first = await calendars.write(TEAM, address[1], room.now)
    assert first == await calendars.write(TEAM, address[1], room.now + timedelta(days=1))
    assert first is not None
    assert len(icalendar.Calendar.from_ical(first).walk("VEVENT")) == 2
    small = await calendars.write(TEAM, other[1], room.now)
    assert small is not None
    [event] = icalendar.Calendar.from_ical(small).walk("VEVENT")
    assert "repair the cable" in str(event["SUMMARY"])
    assert await calendars.write(TEAM, "x" * 32, room.now) is None
    assert "only an admin" in words(await order(room, "calendar off", requester=asker("U2"))).casefold()
    assert "2 addresses are taken back" in words(await order(room, "calendar off"))
    assert await calendars.write(TEAM, address[1], room.now) is None


async def test_a_dismissed_deadline_is_cancelled_in_calendars(room: Newsroom) -> None:
    """A person took it out of the records; calendars that only lost it would keep it."""
    room.desk.calendars._base = "https://dateline.example"
    done = await room.ingest(GIVEN, outlet="The Ledger")
    said = words(await order(room, "calendar"))
    token = said.partition("/T1/")[2].partition(".ics")[0]
    before = await room.desk.calendars.write(TEAM, token, room.now)
    facts = [FactId(fact.id) for fact in done.facts if type(fact).__name__ == "Deadline"]
    await room.service.correct(CorrectionKind.DISMISS, facts, ADMIN, now=room.now)

    after = await room.desk.calendars.write(TEAM, token, room.now + timedelta(hours=1))

    assert before is not None
    assert after is not None
    [was] = icalendar.Calendar.from_ical(before).walk("VEVENT")
    [now] = icalendar.Calendar.from_ical(after).walk("VEVENT")
    assert (was["UID"], str(was["STATUS"])) == (now["UID"], "CONFIRMED")
    assert str(now["STATUS"]) == "CANCELLED"
    assert int(now["SEQUENCE"]) == int(was["SEQUENCE"]) + 1


async def test_without_an_address_the_file_itself_is_given(room: Newsroom) -> None:
    """Somebody who runs it at home needs no public server for a calendar."""
    await room.ingest(GIVEN, outlet="The Ledger")

    reply = await order(room, "calendar")

    assert reply.attachment is not None
    assert "BEGIN:VEVENT" in reply.attachment.text
    assert "DATELINE_PUBLIC_URL" in words(reply)


async def test_a_calendar_of_a_closed_room_holds_its_articles_and_no_other_does(room: Newsroom) -> None:
    """The address opens what its place may see."""
    room.desk.calendars._base = "https://dateline.example"
    await room.ingest(GIVEN, outlet="Memo", channel="C9")
    held = {}
    for channel in ("C1", "C9"):
        requester = asker(channel=channel) if channel == "C9" else asker()
        said = words(await order(room, "calendar", channel=channel, requester=requester))
        token = said.partition("/T1/")[2].partition(".ics")[0]
        held[channel] = await room.desk.calendars.write(TEAM, token, room.now)

    assert b"BEGIN:VEVENT" in (held["C9"] or b"")
    assert b"BEGIN:VEVENT" not in (held["C1"] or b"")
