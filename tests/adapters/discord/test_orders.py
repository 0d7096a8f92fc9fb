"""Standing orders reach the desk from Discord in plain words: what edits changed, feeds, watching, calendars."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.desk.orders import (
    CalendarRequest,
    ChangesRequest,
    FeedsRequest,
    LogRequest,
    Order,
    WatchRequest,
)
from bot.desk.requests import read_command, read_message
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.desks import StubDesk, says

LEDGER = "https://ledger.example/kovar"


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("changes <https://ledger.example/kovar>", ChangesRequest(article="https://ledger.example/kovar")),
        (
            "feeds add https://ledger.example/rss",
            FeedsRequest(action="add", url="https://ledger.example/rss"),
        ),
        ("watch Kovar, Szabo", WatchRequest(action="on", names=("Kovar", "Szabo"))),
        ("calendar", CalendarRequest(action="on")),
    ],
)
async def test_orders_are_given_in_a_mention(
    fake: FakeDiscord, general: int, run: Run, words: str, order: Order
) -> None:
    """Whatever the adapter takes off the words, the order is read from them as it was given."""
    desk = StubDesk(says("Done."))
    async with run(desk):
        await fake.say(general, words, mentions_bot=True)
        await until(lambda: desk.events)

    [event] = desk.events.values()
    assert read_message(event.text, today=date(2025, 8, 6)) == order


@pytest.mark.parametrize(
    ("name", "options", "order"),
    [
        ("watch", {"action": "list"}, WatchRequest(action="list")),
        (
            "watch",
            {"action": "add", "who": "Kovar", "and_who": "Szabo", "deadlines": True, "told": "in the digest"},
            WatchRequest(action="on", names=("Kovar", "Szabo"), deadlines=True, at_once=False),
        ),
        ("watch", {"action": "remove", "who": "Kovar"}, WatchRequest(action="off", names=("Kovar",))),
        ("feeds", {"action": "list"}, FeedsRequest(action="list")),
        ("feeds", {"action": "page", "what": LEDGER}, FeedsRequest(action="page", url=LEDGER)),
        ("calendar", {"what": "Norway"}, CalendarRequest(action="on", names=("Norway",))),
        ("calendar", {"off": True}, CalendarRequest(action="off")),
        ("changes", {"what": LEDGER}, ChangesRequest(article=LEDGER)),
        ("log", {}, LogRequest()),
        ("log", {"what": LEDGER}, LogRequest(about=LEDGER)),
    ],
)
async def test_a_command_gives_the_order_that_words_give(
    fake: FakeDiscord, general: int, run: Run, name: str, options: dict[str, Any], order: Order
) -> None:
    """What is secret in words is for the member alone behind a command too."""
    desk = StubDesk(says("Done."))
    async with run(desk):
        await fake.command(name, general, **options)
        await until(lambda: desk.events)

    [event] = desk.events.values()
    assert event.command == name
    assert read_command(name, event.text, today=date(2025, 8, 6)) == order
    assert event.place.only_for == ("501" if name in {"calendar", "log"} else None)
