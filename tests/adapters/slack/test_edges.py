"""Slack's sharp edges that no other file here covers, and the table in docs/slack.md that names a test for each."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from bot.model.jobs import JobState
from bot.testing.fake_slack import BOT_USER, TEAM, Fails, FakeSlack
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.payloads import ANNA, ASKED, CHANNEL, PRIVATE, event, home_opened, said

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "slack.md"
QUESTION = f"<@{BOT_USER}> who met Anna Kovar?"


async def test_nothing_is_shown_before_it_is_checked(house: House, slack: FakeSlack) -> None:
    """No stream is opened, so none can expire, be refused, lose its tail, or show a sentence without its source."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)

    called = {call.method for call in slack.calls}
    assert not {name for name in called if name.endswith("Stream")}
    assert [call.method for call in slack.calls].count("chat.postMessage") == 1
    assert "chat.update" not in called


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "token_revoked", "thread_not_found"])
async def test_an_answer_that_slack_will_never_take_is_not_tried_again(
    house: House, slack: FakeSlack, code: str
) -> None:
    """The channel is gone, closed or lost its thread: the job ends, and the channel's next question is answered."""
    slack.script("chat.postMessage", Fails(error=code))

    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(3)
        await slack.deliver(event(said(QUESTION, ts="1754470077.1")))
        await house.work(3)

    dead = await house.store.jobs.list_jobs(TEAM, states=(JobState.DEAD,))  # type: ignore[arg-type]
    assert [job.name for job in dead] == [f"event:{CHANNEL}:{ASKED}"]
    assert [post["thread_ts"] for post in slack.posted(CHANNEL)] == ["1754470077.1"]
    [told] = slack.posted(f"D{ANNA}")  # the admin, once
    assert code in told["text"]


async def test_a_status_is_gone_when_the_answer_fails(house: House, slack: FakeSlack) -> None:
    """ "Looking it up" under a question that got an apology would never end."""

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    house.desk._service.ask = fail  # type: ignore[assignment]
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(1)

    assert len(slack.posted()) == 1  # any message of ours ends the status
    assert slack.posted()[0]["thread_ts"] == ASKED


async def test_the_home_tab_shows_nothing_of_private_channels(house: House, slack: FakeSlack) -> None:
    """It has no channel, so what few may see does not stand there."""
    told = (
        f"<@{BOT_USER}> ingest OSLO, Aug 6 (Wire) - Denmark has until October 12 to sign the frigate contract or lose its "
        "place in the queue, Defence Minister Berit Haugen said in Bergen on Monday."
    )
    inside = said(told, kind="message", channel=PRIVATE, channel_type="group", ts="1754470060.1")

    async with house.connected():
        await slack.deliver(event(inside))
        await house.work(2)
        await slack.deliver(event(home_opened()))
        await until(lambda: slack.views)

    assert "Hungary" in json.dumps(slack.views[0])
    assert "frigate" not in json.dumps(slack.views[0])


async def test_fifty_questions_at_once_are_answered_each_in_its_thread(
    slack: FakeSlack, tmp_path: Path
) -> None:
    """Ten channels, five questions each, all within a breath, and a model that takes its time: every one is seen to be
    worked on before any is answered, none is out of its thread, and no budget of Slack's is overdrawn.

    How long it all takes is measured by `make bench`.
    """

    async def think(number: int) -> None:
        if number == 0:
            await asyncio.sleep(0.3)

    model = ScriptedModel(
        sentences=[("Anna Kovar met Peter Szabo in Vienna on Tuesday.", (1,))], before=think
    )
    channels = [f"C{number:02}" for number in range(10)]
    for channel in channels:
        slack.channels[channel] = {"name": "desk"}
    bodies = [
        event(said(QUESTION, channel=channels[n % 10], ts=f"17544{n:05}.1"), event_id=f"Ev{n}")
        for n in range(50)
    ]

    async with open_house(slack, tmp_path, model=model) as house, house.connected():
        thanks = await asyncio.gather(*(slack.deliver(body) for body in bodies))
        assert None not in thanks
        await until(lambda: len(slack.statuses) >= 50)
        assert slack.posted() == []
        await house.work(8)

    places = sorted((post["channel"], post["thread_ts"]) for post in slack.posted())
    assert places == sorted((body["event"]["channel"], body["event"]["ts"]) for body in bodies)
    assert all("Szabo" in post["text"] for post in slack.posted())
    assert 0 < len(slack.called("chat.startStream")) <= 20


def test_every_sharp_edge_names_a_test_that_exists() -> None:
    """A table that promises a test nobody wrote is worse than none."""
    rows = re.findall(r"^\| (\d+) \|.*$", PAGE.read_text(), re.MULTILINE)
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    written = {
        name
        for folder in (HERE, HERE.parents[1] / "unit" / "desk")
        for path in folder.glob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text())
    }

    assert rows == [str(number) for number in range(1, 19)]
    assert named <= written
