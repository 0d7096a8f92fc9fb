"""Conversations go on across restarts: earlier questions, edits and deletions are known from what outlives a process."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model.chat import IncomingKind
from bot.testing.discord_payloads import BOT
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.desks import StubDesk, says


async def ask(fake: FakeDiscord, channel: int, words: str, *, after: dict[str, Any] | None = None) -> Any:
    """A question, as a reply to an answer or on its own; the answer to it, as Discord keeps it."""
    count = len(everything(fake))
    await fake.say(channel, words, mentions_bot=True, answers=int(after["id"]) if after else None)
    await until(lambda: len(everything(fake)) > count)
    answer = everything(fake)[-1]
    if "message_reference" in answer:
        answer["message_reference"] = {k: str(v) for k, v in answer["message_reference"].items()}
    return answer


def everything(fake: FakeDiscord) -> list[dict[str, Any]]:
    """All our messages, the first posted first."""
    ours = [one for room in fake.sent for one in fake.ours(room)]
    return sorted(ours, key=lambda one: int(one["id"]))


async def talk(fake: FakeDiscord, channel: int, questions: int) -> Any:
    """A chain of replies; the last answer."""
    answer = None
    for number in range(questions):
        answer = await ask(fake, channel, f"question {number}?", after=answer)
    return answer


def turns(desk: StubDesk) -> list[str]:
    return [turn.question for turn in list(desk.events.values())[-1].conversation]


async def test_a_reply_to_us_goes_on_with_the_conversation(fake: FakeDiscord, general: int, run: Run) -> None:
    """What was asked before is known from the chain of replies."""
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        await fake.say(general, "when does the board meet?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        answer = fake.ours(general)[0]
        answer["message_reference"] = {k: str(v) for k, v in answer["message_reference"].items()}
        await fake.say(general, "and who chairs it?", mentions_bot=True, answers=int(answer["id"]))
        await until(lambda: len(desk.events) == 2)

    [_, event] = desk.events.values()
    assert [turn.question for turn in event.conversation] == ["when does the board meet?"]


async def test_a_conversation_goes_on_after_a_restart(fake: FakeDiscord, general: int, run: Run) -> None:
    """The chain of replies is read back from Discord; nothing of it is kept in the process."""
    async with run(StubDesk(says("On Tuesday."))):
        answer = await talk(fake, general, 2)
    again = StubDesk(says("The mayor."))

    async with run(again):
        await ask(fake, general, "and who chairs it?", after=answer)

    assert turns(again) == ["question 0?", "question 1?"]


async def test_a_chain_that_cannot_be_read_does_not_stop_the_question(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """The right to read history may be missing."""
    async with run(StubDesk(says("On Tuesday."))):
        answer = await talk(fake, general, 1)
    fake.fail("GET", r"/messages/\d+$", Fails(status=403, code=50001))
    again = StubDesk(says("The mayor."))

    async with run(again):
        await ask(fake, general, "and who chairs it?", after=answer)

    assert turns(again) == []


async def test_a_long_conversation_goes_on_in_a_thread(fake: FakeDiscord, general: int, run: Run) -> None:
    """The fourth question moves out of the channel, and what was asked before goes along."""
    desk = StubDesk(says("On Tuesday."))

    async with run(desk, message_content=True):
        answer = await talk(fake, general, 4)
        thread = int(answer["channel_id"])
        await fake.say(thread, "and where?")
        await until(lambda: len(fake.ours(thread)) == 2)

    assert thread != general
    assert len(fake.ours(general)) == 3
    assert fake.guild["threads"][0]["name"] == "question 3?"
    assert turns(desk) == [f"question {n}?" for n in range(4)]
    assert list(desk.events.values())[-1].place.thread == str(thread)


async def test_where_no_thread_can_be_opened_the_channel_has_to_do(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """The permission is missing, or there are too many threads."""
    fake.fail("POST", "/threads$", Fails(status=403, code=50013))
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        await talk(fake, general, 4)

    assert len(fake.ours(general)) == 4
    assert not desk.errors


async def test_direct_messages_are_one_conversation(fake: FakeDiscord, general: int, run: Run) -> None:
    """Nobody replies to each message there."""
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        await fake.say(40_501, "when does the board meet?", direct=True)
        await until(lambda: fake.ours(40_501))
        await fake.say(40_501, "and who chairs it?", direct=True)
        await until(lambda: len(desk.events) == 2)

    assert turns(desk) == ["when does the board meet?"]


async def test_an_edited_question_and_a_deleted_one_reach_the_desk(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """So that their answer can follow; an edit that only adds a preview does not count."""
    desk = StubDesk()

    async with run(desk):
        asked = await fake.say(general, "when?", mentions_bot=True)
        await fake.dispatch("MESSAGE_UPDATE", {**asked, "edited_timestamp": "2026-11-22T09:00:00+00:00"})
        changed = {**asked, "content": f"<@{BOT}> where?", "edited_timestamp": "2026-11-22T10:00:00+00:00"}
        await fake.dispatch("MESSAGE_UPDATE", changed, times=2)
        await until(lambda: len(desk.events) == 2)
        gone = {"id": asked["id"], "channel_id": asked["channel_id"], "guild_id": asked["guild_id"]}
        await fake.dispatch("MESSAGE_DELETE", gone, times=2)
        await fake.dispatch("MESSAGE_DELETE", {**gone, "id": "123"})
        await until(lambda: len(desk.events) == 3)

    [_, edited, deleted] = desk.events.values()
    assert (edited.kind, edited.text, edited.reference) == (IncomingKind.EDITED, "where?", asked["id"])
    assert (deleted.kind, deleted.reference) == (IncomingKind.DELETED, asked["id"])


@pytest.mark.parametrize("where", ["server", "direct"])
async def test_a_question_deleted_after_a_restart_is_still_known(
    fake: FakeDiscord, general: int, run: Run, where: str
) -> None:
    """Discord tells a number and a channel, no more; whose question it was the desk has kept."""
    channel = general if where == "server" else 40_501
    desk = StubDesk(says("On Tuesday."))
    async with run(desk):
        asked = await fake.say(channel, "when?", mentions_bot=True, direct=where == "direct")
        await until(lambda: fake.ours(channel))
    again = StubDesk(events=dict(desk.events))

    async with run(again):
        gone = {key: asked[key] for key in ("id", "channel_id", "guild_id") if key in asked}
        await fake.dispatch("MESSAGE_DELETE", gone)
        await until(lambda: len(again.events) == 2)

    [_, deleted] = again.events.values()
    assert (deleted.kind, deleted.reference) == (IncomingKind.DELETED, asked["id"])
    assert deleted.requester.member == "501"
    assert deleted.place.channel == str(channel)
