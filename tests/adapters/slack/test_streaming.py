"""Answers that are read on Slack while a model writes them: streams, and everything that can become of one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.desk.live import CHECKING, SEARCHING, STOPPED
from bot.testing.fake_slack import BOT_USER, TEAM, Cuts, Fails, FakeSlack
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from bot.testing.slack_streams import COMPLETED, EXPIRED
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.judge import assert_within_limits, links, walk
from tests.adapters.slack.payloads import ANNA, ASKED, CHANNEL, DIRECT, SHARED, event, said, stopped

QUESTION = f"<@{BOT_USER}> who did Anna Kovar meet?"
TRUE = ("Anna Kovar met Peter Szabo in Vienna on Tuesday.", (1,))
FALSE = ("Anna Kovar signed a treaty on gas with Peter Szabo in Paris.", (1,))


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(sentences=[TRUE])


@pytest.fixture
async def house(slack: FakeSlack, tmp_path: Path, model: ScriptedModel) -> AsyncIterator[House]:
    async with open_house(slack, tmp_path, model=model) as opened:
        yield opened


async def ask(house: House, slack: FakeSlack, rounds: int = 2, **more: Any) -> None:
    async with house.connected():
        await slack.deliver(event(said(QUESTION, **more)))
        await house.work(rounds)


def methods(slack: FakeSlack) -> list[str]:
    """What was called to say something, in order."""
    return [call.method for call in slack.calls if call.method.startswith("chat.")]


def the_answer(slack: FakeSlack) -> dict[str, Any]:
    """The one message of ours, complete: the sentence, its receipt, the buttons."""
    [posted] = slack.posted()
    assert posted["thread_ts"] == ASKED
    assert "Peter Szabo" in posted["text"]
    assert {url for url, _ in links(posted["blocks"])} == {"https://ledger.example/kovar"}
    assert any(str(one.get("action_id")).startswith("dateline:sources") for one in walk(posted["blocks"]))
    assert_within_limits(posted["blocks"])
    return posted


async def test_an_answer_streams_into_its_thread(house: House, slack: FakeSlack) -> None:
    """Begun with what we do, grown by checked sentences, ended as the answer with its buttons."""
    await ask(house, slack)

    assert methods(slack)[0] == "chat.startStream"
    assert methods(slack)[-2:] == ["chat.stopStream", "chat.update"]
    [start] = slack.called("chat.startStream")
    assert (start.body["recipient_user_id"], start.body["recipient_team_id"]) == (ANNA, TEAM)
    tasks = [
        one for call in slack.calls for one in call.body.get("chunks", ()) if one["type"] == "task_update"
    ]
    assert [(task["title"], task["status"]) for task in tasks] == [
        (SEARCHING, "in_progress"),
        (SEARCHING, "complete"),
        (CHECKING, "in_progress"),
        (CHECKING, "complete"),
    ]
    grown = [one for call in slack.called("chat.appendStream") for one in walk(call.body["chunks"])]
    assert any(one.get("text") == TRUE[0] for one in grown)
    posted = the_answer(slack)
    assert posted["streaming_state"] == COMPLETED
    assert set(posted["metadata"]["event_payload"]) == {"key", "part", "parts"}


async def test_only_checked_sentences_are_streamed(
    house: House, slack: FakeSlack, model: ScriptedModel
) -> None:
    """A sentence that the articles do not bear is never seen, not even for a moment."""
    model.sentences = [FALSE, TRUE]
    await ask(house, slack)

    assert "Paris" not in json.dumps([call.body for call in slack.calls if "Stream" in call.method])
    the_answer(slack)


async def test_a_stream_that_expires_loses_nothing(
    house: House, slack: FakeSlack, model: ScriptedModel
) -> None:
    """Slack ends a stream after some minutes; the message gets the whole answer all the same."""

    async def expire(number: int) -> None:
        if number == 0:
            assert slack.expire_streams() == 1

    model.before = expire
    await ask(house, slack)

    assert the_answer(slack)["streaming_state"] == EXPIRED
    assert len(slack.called("chat.appendStream")) == 1  # then it is left alone


@pytest.mark.parametrize(
    "code", ["channel_type_not_supported", "missing_recipient_user_id", "invalid_chunks"]
)
async def test_a_refused_stream_becomes_one_post(house: House, slack: FakeSlack, code: str) -> None:
    """Not every conversation takes one."""
    slack.script("chat.startStream", Fails(error=code))
    await ask(house, slack)

    assert methods(slack) == ["chat.startStream", "chat.postMessage"]
    the_answer(slack)


async def test_a_used_up_budget_for_streams_becomes_one_post(house: House, slack: FakeSlack) -> None:
    """Twenty a minute and workspace: nobody waits for the twenty-first, and it is not asked for again."""
    slack.script("chat.startStream", Fails(status=429, retry_after="30"))
    await ask(house, slack)

    assert methods(slack) == ["chat.startStream", "chat.postMessage"]
    the_answer(slack)


async def test_shared_channels_get_no_stream(house: House, slack: FakeSlack) -> None:
    """Whose team the reader is in is not known there."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION, channel=SHARED), shared=True))
        await house.work(1)

    assert not slack.called("chat.startStream")
    assert len(slack.posted(SHARED)) == 1


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize(
    "method", ["chat.startStream", "chat.appendStream", "chat.stopStream", "chat.update"]
)
async def test_a_connection_that_breaks_at_any_call_leaves_one_answer(
    house: House, slack: FakeSlack, method: str, done: bool
) -> None:
    """Whether Slack had done what was asked or not."""
    slack.script(method, Cuts(done=done))
    await ask(house, slack, rounds=4)

    the_answer(slack)
    assert slack.scripts[method] == type(slack.scripts[method])()


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream", "chat.update"])
async def test_a_slack_that_fails_at_any_call_gets_one_answer(
    house: House, slack: FakeSlack, method: str, status: int
) -> None:
    """Errors that pass by."""
    slack.script(method, *[Fails(status=status, retry_after="0.01")] * 2)
    await ask(house, slack, rounds=5)

    the_answer(slack)


async def test_a_sentence_whose_append_is_in_doubt_is_not_shown_twice(
    house: House, slack: FakeSlack, model: ScriptedModel
) -> None:
    """A stream only grows, so nothing is appended again."""
    seen: list[str] = []

    async def look(number: int) -> None:
        seen.extend(str(message["blocks"]) for message in slack.posted())

    model.before = look
    slack.script("chat.appendStream", Cuts(done=True))
    await ask(house, slack)

    assert all(one.count(TRUE[0]) <= 1 for one in seen)
    the_answer(slack)


async def test_a_direct_message_has_a_session_with_a_title(house: House, slack: FakeSlack) -> None:
    """Named by the question, at work until the answer is there, then open for the next."""
    states: list[str] = []

    async def look(number: int) -> None:
        states.append(slack.sessions[(DIRECT, ASKED)])

    assert isinstance(house.desk._service._model, ScriptedModel)
    house.desk._service._model.before = look
    async with house.connected():
        await slack.deliver(
            event(said("who did Anna Kovar meet?", kind="message", channel=DIRECT, channel_type="im"))
        )
        await until(lambda: slack.statuses)
        await house.work(1)

    assert slack.titles == {(DIRECT, ASKED): "who did Anna Kovar meet?"}
    assert set(states) == {"processing"}
    assert slack.sessions[(DIRECT, ASKED)] == "active"
    assert len(slack.posted(DIRECT)) == 1


@pytest.mark.parametrize("told", [0, 1])
async def test_stop_cancels_what_is_being_written(
    house: House, slack: FakeSlack, model: ScriptedModel, told: int
) -> None:
    """The model is not waited for; what was told stays, marked as not all of it."""
    never = asyncio.Event()

    async def hold(number: int) -> None:
        if number == told:
            await slack.deliver(event(stopped()))
            await never.wait()

    model.before = hold
    await ask(house, slack)

    [posted] = slack.posted()
    words = STOPPED if told else "Stopped."
    assert words in posted["text"]
    assert ("Szabo" in posted["text"]) is bool(told)
    assert slack.sessions[(CHANNEL, ASKED)] == "active"


async def test_without_a_model_no_stream_is_opened(slack: FakeSlack, tmp_path: Path) -> None:
    """The whole answer is there at once: one call shows it."""
    async with open_house(slack, tmp_path) as plain:
        await ask(plain, slack)

    assert methods(slack) == ["chat.postMessage"]


async def test_what_a_status_says_is_taken_away_after_a_stream(house: House, slack: FakeSlack) -> None:
    """An update is no message, so Slack does not clear it by itself."""
    async with house.connected():
        await slack.deliver(event(said(QUESTION)))
        await until(lambda: slack.statuses)
        await house.work(1)

    assert [one["status"] for one in slack.statuses][-1] == ""
