"""Standing orders reach the desk from Slack in plain words: what edits changed, feeds, watching, calendars."""

from __future__ import annotations

import pytest

from bot.testing.fake_slack import BOT_USER, FakeSlack
from tests.adapters.slack.conftest import ARTICLE, House
from tests.adapters.slack.payloads import ASKED, command, event, said


async def test_orders_are_given_in_a_mention(house: House, slack: FakeSlack) -> None:
    """A link arrives in Slack's own brackets; what is secret is seen by the asker alone."""
    words = [f"changes <{ARTICLE['url']}|ledger.example>", "watch", "feeds", "log", "calendar"]
    async with house.connected():
        for number, order in enumerate(words):
            stamp = ASKED.replace("0001", f"000{number + 2}")
            await slack.deliver(event(said(f"<@{BOT_USER}> {order}", ts=stamp), event_id=f"Ev{number}"))
            await house.work(1)

    seen = [posted["text"] for posted in slack.posted()]
    alone = [one.get("text", "") for one in slack.ephemerals]
    assert any("never edited" in text for text in seen)
    assert any(
        "watching is switched off" in text.casefold() for text in seen
    )  # this house runs no worker for it
    assert any("no feeds are followed" in text.casefold() for text in seen)
    assert any("Nothing was posted here unasked" in text for text in alone)
    assert not any("DATELINE_PUBLIC_URL" in text for text in seen)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("/changes", ARTICLE["url"], "never edited"),
        ("/watch", "Kovar", "watching is switched off"),
        ("/feeds", "", "no feeds are followed"),
        ("/log", "", "nothing was posted here unasked"),
        ("/log", ARTICLE["url"], "there is no digest here"),
        ("/calendar", "", "dateline_public_url"),
    ],
)
async def test_a_slash_command_gives_the_order_that_words_give(
    house: House, slack: FakeSlack, name: str, text: str, said: str
) -> None:
    """Answered to the one who typed it, like every command."""
    async with house.connected():
        await slack.deliver(command(name, text, ticket=slack.ticket("c1")), kind="slash_commands")
        await house.work(1)

    assert any(said in str(one.get("text", "")).casefold() for one in slack.ephemerals)
    assert slack.posted() == []
