"""From an event to the answer in its thread: the real slack_bolt and slack_sdk, a real desk and database, a fake Slack."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack.app import WORKING
from adapters.slack.config import Mode
from adapters.slack.people import KeptThreads
from bot.errors import StorageError
from bot.model.chat import Incoming
from bot.testing.fake_slack import BOT_USER, TEAM, Cuts, Fails, FakeSlack, Waits
from bot.testing.loopback import until
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.judge import assert_within_limits, links
from tests.adapters.slack.payloads import (
    ANNA,
    ASKED,
    CHANNEL,
    PRIVATE,
    SHARED,
    changed,
    command,
    deleted,
    event,
    press,
    said,
)

QUESTION = f"<@{BOT_USER}> who met Anna Kovar?"


async def test_a_question_over_the_socket_is_answered_in_its_thread(house: House, slack: FakeSlack) -> None:
    """The whole way: envelope, kept, thanked, worked out, posted, with a link to the article."""
    async with house.connected():
        assert await slack.deliver(event(said(QUESTION))) is not None
        await house.work(1)

    [posted] = slack.posted(CHANNEL)
    assert posted["thread_ts"] == ASKED
    assert "Peter Szabo" in posted["text"]
    assert {url for url, _ in links(posted["blocks"])} == {"https://ledger.example/kovar"}
    assert_within_limits(posted["blocks"])


async def test_a_sign_of_life_comes_at_once(house: House, slack: FakeSlack) -> None:
    """Before any work is done, people see that they were heard."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await until(lambda: len(slack.statuses) == 1)

    assert slack.statuses[0]["thread_ts"] == ASKED
    assert slack.posted() == []


async def test_what_is_thanked_for_is_kept(house: House, slack: FakeSlack) -> None:
    """The row is there when Slack has its thanks, not when a listener gets to it: nothing lives in memory alone."""
    async with house.connected():
        assert await slack.deliver(event(said(QUESTION))) is not None
        jobs = await house.store.jobs.list_jobs(_home())

    assert [job.name for job in jobs] == [f"event:{CHANNEL}:{ASKED}"]


async def test_what_could_not_be_kept_is_not_thanked_for(
    house: House, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then Slack sends it again, and a database that was away a moment loses nothing."""

    async def fail(incoming: Incoming) -> bool:
        raise StorageError("the disk is away")

    async with house.connected():
        with monkeypatch.context() as broken:
            broken.setattr(house.desk, "accept", fail)
            assert await slack.deliver(event(said(QUESTION)), timeout_s=0.3) is None
        assert await slack.deliver(event(said(QUESTION)), retry=1) is not None
        await house.work(1)

    assert len(slack.posted()) == 1


async def test_an_event_is_kept_when_slacks_api_is_down(house: House, slack: FakeSlack) -> None:
    """Nothing on the way in depends on a call to Slack; who asked is then taken for the narrowest."""
    for method in ("users.info", "conversations.info", "auth.test"):
        slack.script(method, *[Fails(status=503)] * 5)

    async with house.connected():
        assert await slack.deliver(event(said(QUESTION))) is not None


async def test_what_slack_knows_of_a_member_is_asked_once(house: House, slack: FakeSlack) -> None:
    """Also when many of their messages come at once: the rate budget is for answers."""
    async with house.connected():
        await asyncio.gather(*(slack.deliver(event(said(QUESTION, ts=f"17544{n:05}.1"))) for n in range(10)))

    assert len(slack.called("users.info")) == len(slack.called("conversations.info")) == 1


async def test_a_slow_api_does_not_hold_up_the_thanks(
    house: House, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack waits three seconds for thanks; we wait one for what it knows of the asker."""
    monkeypatch.setattr("adapters.slack.people.PATIENCE_S", 0.1)
    slack.script("users.info", Waits(seconds=3600))

    async with house.connected():
        assert await slack.deliver(event(said(QUESTION))) is not None


async def test_a_mention_that_arrives_as_two_events_is_answered_once(house: House, slack: FakeSlack) -> None:
    """As `message` and as `app_mention`, under two event ids, and repeated without a retry header."""
    async with house.connected():
        for number, kind in enumerate(("message", "app_mention", "message", "app_mention")):
            body = event(said(QUESTION, kind=kind), event_id=f"Ev{number}")
            assert await slack.deliver(body) is not None
        await house.work(2)

    assert len(slack.posted()) == 1


async def test_a_retry_that_is_the_only_copy_is_answered(house: House, slack: FakeSlack) -> None:
    """Dropping every retry loses the question whose first delivery met a restart."""
    async with house.connected():
        assert await slack.deliver(event(said(QUESTION)), retry=2) is not None
        await house.work(1)

    assert len(slack.posted()) == 1


async def test_sockets_that_drop_are_opened_again(house: House, slack: FakeSlack) -> None:
    """Slack refreshes them every few hours; two of them, so that one is there while the other comes back."""
    async with house.connected():
        assert slack.sockets == 2
        await slack.drop_sockets()
        await slack.wait_for_sockets(2)
        assert await slack.deliver(event(said(QUESTION))) is not None
        await house.work(1)

    assert len(slack.posted()) == 1


async def test_a_follow_up_in_a_thread_needs_no_mention(house: House, slack: FakeSlack) -> None:
    """Whoever was answered in a thread goes on as people talk, and the first question is known."""
    follow = said("and where did they meet?", kind="message", ts="1754470050.1", thread=ASKED)
    other = said("and where?", kind="message", ts="1754470051.1", thread="1754470000.9")

    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        while not await KeptThreads(house.store.posts).joined(_home(), CHANNEL, ASKED):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await house.work(1)
        await slack.deliver(event(follow))
        await slack.deliver(event(other))
        await house.work(1)

    assert [posted["thread_ts"] for posted in slack.posted()] == [ASKED, ASKED]


async def test_an_edited_question_has_its_answer_replaced(house: House, slack: FakeSlack) -> None:
    """Two answers to one question would leave the wrong one standing."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)
        await slack.deliver(event(changed(f"<@{BOT_USER}> what must Hungary do?", before=QUESTION)))
        await house.work(1)

    [posted] = slack.posted()
    assert "bridge" in posted["text"]


async def test_a_deleted_question_takes_its_answer_along(house: House, slack: FakeSlack) -> None:
    """What somebody took back is not kept repeating."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)
        await slack.deliver(event(deleted()))
        await house.work(1)

    [posted] = slack.posted()
    assert "Szabo" not in posted["text"]


async def test_a_question_deleted_before_it_was_answered_stays_unanswered_elsewhere(
    house: House, slack: FakeSlack
) -> None:
    """A deletion of what we never answered says nothing."""
    async with house.connected():
        await slack.deliver(event(deleted("1754470099.9")))
        await house.work(1)

    assert slack.posted() == []


async def test_a_private_channels_article_stays_there(house: House, slack: FakeSlack) -> None:
    """What was shared among few is told to those few."""
    told = (
        f"<@{BOT_USER}> ingest OSLO, Aug 6 (Wire) - Defence Minister Berit Haugen met her Danish counterpart Lars Holm "
        "in Bergen on Monday. Haugen said the frigate deal was worth 2 billion crowns and would be signed in October."
    )
    ask = f"<@{BOT_USER}> who met Berit Haugen?"

    async with house.connected():
        inside = said(told, kind="message", channel=PRIVATE, channel_type="group", ts="1754470060.1")
        await slack.deliver(event(inside))
        await house.work(2)
        again = said(ask, kind="message", channel=PRIVATE, channel_type="group", ts="1754470061.1")
        await slack.deliver(event(again))
        await slack.deliver(event(said(ask, ts="1754470062.1")))
        await house.work(2)

    assert "Holm" in slack.posted(PRIVATE)[-1]["text"]
    assert "Holm" not in json.dumps(slack.posted(CHANNEL))


async def test_guests_of_a_shared_channel_see_nothing_of_ours(house: House, slack: FakeSlack) -> None:
    """The answer stands where people of another organisation read it, whoever asked."""
    asked = said(QUESTION, channel=SHARED)

    async with house.connected():
        await slack.deliver(event(asked, shared=True))
        await house.work(1)

    assert "Szabo" not in json.dumps(slack.posted(SHARED))


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_leaves_is_forgotten_in_either_order(
    house: House, slack: FakeSlack, first: str
) -> None:
    """Both events come, in any order, and each alone must do."""
    bodies = {
        "app_uninstalled": event({"type": "app_uninstalled"}),
        "tokens_revoked": event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}),
    }
    second = next(name for name in bodies if name != first)

    async with house.connected():
        for name in (first, second):
            assert await slack.deliver(bodies[name]) is not None

    assert house.gone == [TEAM, TEAM]


async def test_what_nobody_handles_is_thanked_for(house: House, slack: FakeSlack) -> None:
    """Without thanks Slack repeats it, and switches off an app that seldom thanks."""
    async with house.connected():
        assert await slack.deliver(event({"type": "reaction_added", "user": ANNA})) is not None
        assert await slack.deliver(press("other:button"), kind="interactive") is not None
        assert await slack.deliver(event(said(kind="message", bot_id="B0OTHER"))) is not None
        await house.work(1)

    assert slack.posted() == []


async def test_words_of_messages_are_not_logged(
    house: House, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Logs go to places that messages must not."""
    caplog.set_level("INFO")
    slack.script("chat.postMessage", Fails(status=500), Cuts(done=False))
    async with house.connected():
        await slack.deliver(event(said(f"<@{BOT_USER}> who met Kovar at the SECRETPLACE?")))
        await house.work(4)

    assert "SECRETPLACE" not in caplog.text


# ---------------------------------------------------------------------- HTTP


@pytest.fixture
async def served(slack: FakeSlack, tmp_path: Path) -> Any:
    from aiohttp import web

    async with open_house(slack, tmp_path, Mode.HTTP, public_url="https://dateline.example") as house:
        app = web.Application()
        app.router.add_routes(house.slack.routes())
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            yield house, client


async def test_a_signed_request_is_answered(served: Any, slack: FakeSlack) -> None:
    """HTTP mode, the same way in."""
    house, client = served
    body = json.dumps(event(said(QUESTION)))

    response = await client.post("/slack/events", data=body, headers=slack.headers(body, int(time.time())))
    await house.work(1)

    assert response.status == 200
    assert len(slack.posted()) == 1


async def test_a_command_over_http_is_a_form(served: Any, slack: FakeSlack) -> None:
    """Slack sends commands and presses as forms."""
    house, client = served
    form = urlencode(command("/met", "Kovar", ticket=slack.ticket("h1")))
    pressed = urlencode({"payload": json.dumps(press("dateline:good", "p_none"))})

    answers = [
        await client.post("/slack/events", data=body, headers=slack.headers(body, int(time.time())))
        for body in (form, pressed)
    ]
    await house.work(1)

    assert [answer.status for answer in answers] == [200, 200]
    assert (await answers[0].json())["text"] == WORKING
    assert "Szabo" in slack.ephemerals[0]["text"]


@pytest.mark.parametrize("wrong", ["signature", "old"])
async def test_a_request_that_is_not_slacks_is_turned_away(served: Any, slack: FakeSlack, wrong: str) -> None:
    """A wrong signature, or one that was recorded and is sent again later."""
    house, client = served
    body = json.dumps(event(said(QUESTION)))
    headers = slack.headers(body, int(time.time()) - (600 if wrong == "old" else 0))
    if wrong == "signature":
        headers["X-Slack-Signature"] = "v0=" + "0" * 64

    response = await client.post("/slack/events", data=body, headers=headers)

    assert response.status == 401
    assert await house.store.jobs.list_jobs(_home()) == ()


async def test_a_database_that_is_away_is_told_to_slack(
    served: Any, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, and Slack sends it again."""
    house, client = served

    async def fail(incoming: Incoming) -> bool:
        raise StorageError("away")

    monkeypatch.setattr(house.desk, "accept", fail)
    body = json.dumps(event(said(QUESTION)))

    response = await client.post("/slack/events", data=body, headers=slack.headers(body, int(time.time())))

    assert response.status == 503


def _home() -> Any:
    return TEAM
