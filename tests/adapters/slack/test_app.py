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
from bot.desk.capabilities import COMMANDS
from bot.desk.wire import incoming_from_json
from bot.errors import StorageError
from bot.model.chat import Incoming
from bot.testing.fake_slack import BOT_USER, TEAM, Cuts, Fails, FakeSlack, Waits
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.judge import assert_within_limits, links, walk
from tests.adapters.slack.payloads import (
    ANNA,
    ASKED,
    CHANNEL,
    DIRECT,
    PRIVATE,
    SHARED,
    changed,
    command,
    deleted,
    event,
    global_shortcut,
    home_opened,
    press,
    reasoned,
    said,
    shortcut,
    stopped,
    submission,
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
        await _until(lambda: len(slack.statuses) == 1)

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


async def test_a_slow_api_does_not_hold_up_the_thanks(house: House, slack: FakeSlack) -> None:
    """Slack waits three seconds for thanks; we wait one for what it knows of the asker."""
    slack.script("users.info", Waits(seconds=2.0))
    started = time.monotonic()

    async with house.connected():
        assert await slack.deliver(event(said(QUESTION))) is not None
        assert time.monotonic() - started < 2.0


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
        await slack.wait_for_sockets(2, timeout_s=30)
        assert await slack.deliver(event(said(QUESTION))) is not None
        await house.work(1)

    assert len(slack.posted()) == 1


async def test_a_follow_up_in_a_thread_needs_no_mention(house: House, slack: FakeSlack) -> None:
    """Whoever was answered in a thread goes on as people talk, and the first question is known."""
    follow = said("and where did they meet?", kind="message", ts="1754470050.1", thread=ASKED)
    other = said("and where?", kind="message", ts="1754470051.1", thread="1754470000.9")

    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await _until(lambda: len(slack.statuses) == 1)
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


async def test_a_command_is_thanked_in_words_and_answered_in_private(house: House, slack: FakeSlack) -> None:
    """Nobody else sees it, and "Share in channel" is there to change that."""
    async with house.connected():
        thanks = await slack.deliver(
            command("/met", "Kovar", ticket=slack.ticket("c1")), kind="slash_commands"
        )
        await house.work(1)

    assert thanks == {"response_type": "ephemeral", "text": WORKING}
    [shown] = slack.ephemerals
    assert "Szabo" in shown["text"]
    assert any(str(one.get("action_id")).startswith("dateline:share") for one in walk(shown))
    assert slack.posted() == []


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ask who met Anna Kovar?", "Peter Szabo"),
        ("brief Anna Kovar", "Peter Szabo"),
        ("met Kovar", "Peter Szabo"),
        ("deadlines Hungary", "30 September 2025"),
        ('verify "open the bridge or lose the grant"', "Ledger"),
        ("digest on 08:30", "08:30"),
        ("ingest OSLO, Aug 6 (Wire) - Minister Berit Haugen met Lars Holm in Bergen on Monday.", "Stored"),
    ],
)
async def test_every_command_of_the_desk_works_in_words(
    house: House, slack: FakeSlack, words: str, answer: str
) -> None:
    """Those that have a slash of their own, and those that have none."""
    assert words.split()[0] in COMMANDS
    async with house.connected():
        await slack.deliver(event(said(words, kind="message", channel=DIRECT, channel_type="im")))
        await house.work(1)

    assert answer in slack.posted(DIRECT)[0]["text"]


async def test_days_are_counted_in_the_askers_own_zone(house: House, slack: FakeSlack) -> None:
    """Just after midnight in Tokyo it is yesterday in Vienna; "tomorrow" is asked by each one's own clock."""
    slack.users[ANNA]["tz"] = "Asia/Tokyo"
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        [job] = await house.store.jobs.list_jobs(_home())

    assert incoming_from_json(job.payload).requester.zone == "Asia/Tokyo"


async def test_sharing_posts_for_everybody(house: House, slack: FakeSlack) -> None:
    """The press of one member puts the answer into the channel."""
    async with house.connected():
        await slack.deliver(command("/met", "Kovar", ticket=slack.ticket("c1")), kind="slash_commands")
        await house.work(1)
        button = next(
            one
            for one in walk(slack.ephemerals[0]["blocks"])
            if str(one.get("action_id", "")).startswith("dateline:share")
        )
        pressed = press(button["action_id"], button["value"], private=True, ticket=slack.ticket("c2"))
        assert await slack.deliver(pressed, kind="interactive") is not None
        await house.work(1)

    [posted] = slack.posted(CHANNEL)
    assert "Szabo" in posted["text"]


async def test_sources_open_in_place(house: House, slack: FakeSlack) -> None:
    """One message, now with the words behind it; pressed again, closed again."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)
        [posted] = slack.posted()
        closed = posted["text"]
        button = next(o for o in walk(posted["blocks"]) if o.get("action_id") == "dateline:sources")
        pressed = press(button["action_id"], button["value"], ts=posted["ts"])
        await slack.deliver(pressed, kind="interactive")
        await house.work(1)

    assert len(slack.posted()) == 1
    assert "“" in slack.posted()[0]["text"]
    assert "“" not in closed


async def test_shortcuts_and_the_modal_ask_too(house: House, slack: FakeSlack) -> None:
    """ "Verify this" on a message, and the modal that opens at once and asks when it is sent off."""
    verify = shortcut("dateline_verify", "Hungary has until September 30 to open the bridge")
    verify["response_url"] = slack.ticket("s1")

    async with house.connected():
        await slack.deliver(verify, kind="interactive")
        await slack.deliver(global_shortcut(), kind="interactive")
        await _until(lambda: bool(slack.views))
        await slack.deliver(submission("Who met Anna Kovar?", ticket=slack.ticket("v1")), kind="interactive")
        await house.work(1)

    assert slack.views[0]["view"]["callback_id"] == "dateline_ask"
    assert {shown["ticket"] for shown in slack.ephemerals} == {"s1", "v1"}


async def test_the_modal_is_the_first_thing_that_happens(house: House, slack: FakeSlack) -> None:
    """Slack lets us open it for three seconds: no look-up comes before."""
    async with house.connected():
        before = len(slack.calls)
        await slack.deliver(global_shortcut(), kind="interactive")
        await _until(lambda: bool(slack.views))

    assert slack.calls[before].method == "views.open"


async def test_not_right_asks_why_and_keeps_the_reason(house: House, slack: FakeSlack) -> None:
    """The form is the first thing that happens; what is typed is kept with its member, and thanked for privately."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)
        [posted] = slack.posted()
        both = next(one for one in walk(posted["blocks"]) if one.get("type") == "feedback_buttons")
        value = both["negative_button"]["value"]
        pressed = press(both["action_id"], value, ts=posted["ts"], ticket=slack.ticket("b1"))
        before = len(slack.calls)
        await slack.deliver(pressed, kind="interactive")
        await _until(lambda: bool(slack.views))
        opened = slack.views[0]["view"]
        told = json.loads(opened["private_metadata"])
        await slack.deliver(reasoned("It was Peter Sijjarto.", told), kind="interactive")
        await house.work(1)

    assert slack.calls[before].method == "views.open"
    kept = await house.store.posts.choices(_home(), f"member:{ANNA}")
    assert list(kept.values()) == ["It was Peter Sijjarto."]
    assert [shown["ticket"] for shown in slack.ephemerals] == ["b1"]
    assert [act.what for act in await house.store.posts.list_acts(_home())] == ["bad"]


async def test_sharing_where_we_are_no_member_goes_through_the_sharer(house: House, slack: FakeSlack) -> None:
    """A command works in every channel; Slack's address for its answer may say it to everybody."""
    slack.channels[CHANNEL]["is_member"] = False
    async with house.connected():
        await slack.deliver(command("/met", "Kovar", ticket=slack.ticket("c1")), kind="slash_commands")
        await house.work(1)
        blocks = slack.ephemerals[0]["blocks"]
        button = next(o for o in walk(blocks) if str(o.get("action_id", "")).startswith("dateline:share"))
        pressed = press(button["action_id"], button["value"], private=True, ticket=slack.ticket("c2"))
        await slack.deliver(pressed, kind="interactive")
        await house.work(2)

    assert slack.posted(CHANNEL) == []
    [shared] = [shown for shown in slack.ephemerals if shown["ticket"] == "c2"]
    assert shared["response_type"] == "in_channel"
    assert "Szabo" in shared["text"]


async def test_the_home_tab_shows_what_lies_ahead(house: House, slack: FakeSlack) -> None:
    """Deadlines with their receipts, and a button to ask."""
    async with house.connected():
        await slack.deliver(event(home_opened()))
        await _until(lambda: bool(slack.views))

    view = slack.views[0]["view"]
    assert slack.views[0]["user_id"] == ANNA
    assert "Hungary" in json.dumps(view)
    assert_within_limits(view["blocks"], most=100)


async def test_the_agent_view_is_offered_prompts(house: House, slack: FakeSlack) -> None:
    """Without thread_ts: with it, the call silently does nothing for an agent app."""
    async with house.connected():
        await slack.deliver(event(home_opened("messages")))
        await _until(lambda: bool(slack.called("assistant.threads.setSuggestedPrompts")))

    [call] = slack.called("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in call.body
    assert len(call.body["prompts"]) == 4


async def test_stop_ends_the_status(house: House, slack: FakeSlack) -> None:
    """Who presses Stop does not want to see us at work."""
    async with house.connected():
        await slack.deliver(event(said("who met Kovar?", kind="message", channel=DIRECT, channel_type="im")))
        await _until(lambda: len(slack.statuses) == 1)
        await slack.deliver(event(stopped(channel=DIRECT)))
        await _until(lambda: slack.sessions.get((DIRECT, ASKED)) == "active")
        await house.work(1)

    assert slack.statuses[-1]["status"] == ""
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


async def _until(holds: Any, timeout_s: float = 5.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not holds():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.01)


def _home() -> Any:
    return TEAM
