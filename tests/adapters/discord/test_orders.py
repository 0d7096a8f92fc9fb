"""Standing orders reach the desk from Discord in plain words: what edits changed, feeds, watching, calendars."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk.orders import CalendarRequest, ChangesRequest, FeedsRequest, Order, WatchRequest
from bot.desk.requests import read_message
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.conftest import Run, until
from tests.adapters.discord.desks import StubDesk, says


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
    assert read_message(event.text, today=date(2025, 8, 6), zone="UTC") == order
