"""Three hundred hostile articles and questions, all the way through: nothing pings, links abroad, breaks or is followed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from adapters.slack.render import SlackMessage
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.slack.answers import HOSTILE
from tests.adapters.slack.conftest import START, House, open_house
from tests.adapters.slack.judge import assert_harmless, assert_within_limits
from tests.adapters.slack.payloads import ANNA, event, said

ARTICLES, QUESTIONS = 60, 240
SHORT = tuple(bad.replace("\x00", "")[:300] for bad in HOSTILE if "\ud800" not in bad)

_OPENINGS = (
    "NORHAVEN, Aug {day} (Ledger) - Minister Anna Kovar met Peter Szabo of {bad} in Vienna on Tuesday.",
    "VIENNA, Aug {day} (Wire) - “{bad}”, Foreign Minister Anna Kovar said after talks with Peter Szabo on Monday.",
    "BERN, Aug {day} (Post) - Hungary has until September 30 to {bad}, Anna Kovar told reporters in Bern.",
    "{bad}: Anna Kovar and Peter Szabo will meet on August 28, the ministry said on Tuesday. {bad}",
)
_QUESTIONS = (
    "who met Anna Kovar? {bad}",
    "{bad}",
    "what did Kovar say about {bad}?",
    "brief {bad}",
    "deadlines Hungary {bad}",
    "verify {bad}",
    "met Kovar, {bad}",
)


@pytest.mark.slow
async def test_three_hundred_of_them_do_nothing(house: House, slack: FakeSlack) -> None:
    """What an article or a member writes is shown at most; it is never obeyed, parsed or linked."""
    chance = random.Random(6)
    asker = Requester(member=MemberId(ANNA), scope=Scope(workspace=WorkspaceId(TEAM)), admin=True)
    stored = {"https://ledger.example/kovar"}
    for number in range(ARTICLES):
        url = f"https://ledger.example/{number}"
        text = chance.choice(_OPENINGS).format(bad=chance.choice(SHORT), day=number % 5 + 1)
        values = {"text": f"{text} {chance.choice(SHORT)}", "outlet": chance.choice(SHORT)[:60], "url": url}
        await house.desk._service.ingest({**values, "published": "2025-08-05"}, asker, now=START)
        stored.add(url)

    for number in range(QUESTIONS):
        words = chance.choice(_QUESTIONS).format(bad=chance.choice(SHORT))
        body = event(said(f"<@{BOT_USER}> {words}", channel=f"C{number:03}", ts=f"17544{number:05}.1"))
        slack.channels[f"C{number:03}"] = {"name": "desk"}
        await house.slack.bolt.async_dispatch(_request(body))
    await house.work(2)

    posted = slack.posted()
    assert len({post["thread_ts"] for post in posted}) >= QUESTIONS * 0.9
    for post in posted:
        message = SlackMessage(blocks=tuple(post["blocks"]), text=post["text"])
        assert_within_limits(message.blocks)
        assert_harmless(message, stored)
        assert post["unfurl_links"] is False
        assert set(post["metadata"]["event_payload"]) == {"key", "part", "parts"}


@pytest.mark.slow
async def test_a_model_that_says_hostile_things_streams_none_of_them(
    slack: FakeSlack, tmp_path: Path
) -> None:
    """What it makes up is refused by the gate; what it repeats of an article is drawn as harmless words, while it
    streams as well as after."""
    chance = random.Random(8)
    said_by_model: list[tuple[str, tuple[int, ...]]] = []
    model = ScriptedModel(sentences=said_by_model)
    async with open_house(slack, tmp_path, model=model) as house:
        asker = Requester(member=MemberId(ANNA), scope=Scope(workspace=WorkspaceId(TEAM)), admin=True)
        stored = {"https://ledger.example/kovar"}
        for number, bad in enumerate(SHORT):
            url = f"https://ledger.example/m{number}"
            text = (
                f"BERN, Aug 5 (Post) - “{bad}”, Anna Kovar said after she met Peter Szabo in Bern on Monday."
            )
            values = {"text": text, "outlet": "Post", "url": url, "published": "2025-08-05"}
            await house.desk._service.ingest(values, asker, now=START)
            stored.add(url)
        for number in range(40):
            bad = chance.choice(SHORT)
            words = (f"Anna Kovar said “{bad}”.", f"{bad} Anna Kovar met Peter Szabo in Bern on Monday.", bad)
            said_by_model[:] = [(text or "x", (chance.randint(1, 4),)) for text in words]
            slack.channels[f"C{number:03}"] = {"name": "desk"}
            asked = said(
                f"<@{BOT_USER}> what did Anna Kovar say?", channel=f"C{number:03}", ts=f"17545{number:05}.1"
            )
            await house.slack.bolt.async_dispatch(_request(event(asked)))
            await house.work(1)

    streamed = [call.body for call in slack.calls if call.method in {"chat.startStream", "chat.appendStream"}]
    assert len(streamed) >= 40
    for body in streamed:
        blocks = [block for chunk in body["chunks"] for block in chunk.get("blocks", ())]
        assert_harmless(SlackMessage(blocks=tuple(blocks), text=""), stored)
        assert not body.get("markdown_text")
    assert len(slack.posted()) >= 40
    for post in slack.posted():
        assert_harmless(SlackMessage(blocks=tuple(post["blocks"]), text=post["text"]), stored)


def _request(body: dict[str, object]) -> object:
    from slack_bolt.request.async_request import AsyncBoltRequest

    return AsyncBoltRequest(mode="socket_mode", body=body)
