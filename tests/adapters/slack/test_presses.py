"""Commands, buttons, modals, the Home tab and the agent view: the real slack_bolt and slack_sdk on a fake Slack."""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.slack.app import WORKING
from bot.desk.capabilities import COMMANDS
from bot.desk.wire import incoming_from_json
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack
from bot.testing.loopback import until
from tests.adapters.slack.conftest import House
from tests.adapters.slack.judge import assert_within_limits, walk
from tests.adapters.slack.payloads import (
    ANNA,
    ASKED,
    CHANNEL,
    DIRECT,
    command,
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
        ("watch", "watching is switched off"),
        ("feeds", "no feeds are followed"),
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

    assert answer.casefold() in slack.posted(DIRECT)[0]["text"].casefold()


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
        await until(lambda: bool(slack.views))
        await slack.deliver(submission("Who met Anna Kovar?", ticket=slack.ticket("v1")), kind="interactive")
        await house.work(1)

    assert slack.views[0]["view"]["callback_id"] == "dateline_ask"
    assert {shown["ticket"] for shown in slack.ephemerals} == {"s1", "v1"}


async def test_the_modal_is_the_first_thing_that_happens(house: House, slack: FakeSlack) -> None:
    """Slack lets us open it for three seconds: no look-up comes before."""
    async with house.connected():
        before = len(slack.calls)
        await slack.deliver(global_shortcut(), kind="interactive")
        await until(lambda: bool(slack.views))

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
        await until(lambda: bool(slack.views))
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
        await until(lambda: bool(slack.views))

    view = slack.views[0]["view"]
    assert slack.views[0]["user_id"] == ANNA
    assert "Hungary" in json.dumps(view)
    assert_within_limits(view["blocks"], most=100)


async def test_the_agent_view_is_offered_prompts(house: House, slack: FakeSlack) -> None:
    """Without thread_ts: with it, the call silently does nothing for an agent app."""
    async with house.connected():
        await slack.deliver(event(home_opened("messages")))
        await until(lambda: bool(slack.called("assistant.threads.setSuggestedPrompts")))

    [call] = slack.called("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in call.body
    assert len(call.body["prompts"]) == 4


async def test_stop_ends_the_status(house: House, slack: FakeSlack) -> None:
    """Who presses Stop does not want to see us at work."""
    async with house.connected():
        await slack.deliver(event(said("who met Kovar?", kind="message", channel=DIRECT, channel_type="im")))
        await until(lambda: len(slack.statuses) == 1)
        await slack.deliver(event(stopped(channel=DIRECT)))
        await until(lambda: slack.sessions.get((DIRECT, ASKED)) == "active")
        await house.work(1)

    assert slack.statuses[-1]["status"] == ""
    assert slack.posted() == []


def _home() -> Any:
    return TEAM
