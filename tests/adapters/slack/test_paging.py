"""A long list on Slack is leafed through in its message; the pages themselves are the desk's."""

from __future__ import annotations

from typing import Any

from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack
from tests.adapters.generated import COUNTRIES, deadline_articles
from tests.adapters.slack.conftest import House
from tests.adapters.slack.judge import walk
from tests.adapters.slack.payloads import event, press, said


async def test_a_long_list_is_leafed_through_in_its_message(house: House, slack: FakeSlack) -> None:
    """To the end and back; nothing new is posted, and every deadline was on some page."""
    asker = Requester(member=MemberId("U1"), scope=Scope(workspace=WorkspaceId(TEAM)), admin=True)
    for words in deadline_articles(house.now.date()):
        await BriefingService(store=house.store).ingest_text_or_link(words, asker, now=house.now)
    pages: list[str] = []

    async with house.connected():
        await slack.deliver(event(said(f"<@{BOT_USER}> deadlines")))
        await house.work(1)
        pages.append(str(slack.posted()[0]["blocks"]))
        for number, label in enumerate(("More", "Back")):
            [posted] = slack.posted()
            button = _button(posted["blocks"], label)
            pressed = press(button["action_id"], button["value"], ts=posted["ts"], action_ts=f"{number}.1")
            await slack.deliver(pressed, kind="interactive")
            await house.work(1)
            pages.append(str(slack.posted()[0]["blocks"]))

    assert len(slack.posted()) == 1
    counts = [sum(name in page for name in COUNTRIES) for page in pages]
    assert counts[0] == counts[2] < len(COUNTRIES)
    assert counts[1] < len(COUNTRIES)
    assert all(name in pages[0] + pages[1] for name in COUNTRIES)


def _button(blocks: list[dict[str, Any]], label: str) -> dict[str, Any]:
    found = [one for one in walk(blocks) if one.get("type") == "button" and one["text"]["text"] == label]
    return found[0]
