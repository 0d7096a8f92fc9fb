"""Discord is thanked at once, events that are repeated count once, and the connection begins, breaks and ends well."""

from __future__ import annotations

import asyncio

import discord
import pytest

from adapters.discord.commands import translations
from bot.desk.capabilities import COMMANDS, FOR_SOME
from bot.errors import ConfigError, StorageBusyError
from bot.model.chat import Incoming
from bot.testing.discord_payloads import MANAGE_SERVER
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import PATIENCE_S, until
from tests.adapters.discord.answering import filled, original
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.desks import Remembered, StubDesk, says


async def test_an_interaction_is_deferred_before_the_database_is_asked(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Three seconds, whatever the database does."""
    order: list[str] = []

    class Slow(StubDesk):
        async def accept(self, event: Incoming) -> bool:
            order.append("kept" if fake.asked("POST", "/callback$") else "kept too early")
            return await super().accept(event)

    desk = Slow(says("x"))
    async with run(desk):
        token = await fake.command("ask", general, what="who?")
        await until(lambda: filled(fake, token))

    assert order == ["kept"]
    assert fake.asked("POST", "/callback$")[0].body["type"] == 5


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (400, 40060)])
async def test_an_interaction_we_thanked_too_late_is_answered_all_the_same(
    fake: FakeDiscord, general: int, run: Run, status: int, code: int
) -> None:
    """In the channel, as its token is of no use."""
    fake.fail("POST", "/callback$", Fails(status=status, code=code))
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        token = await fake.command("ask", general, what="when?")
        fake.expire(token)
        await until(lambda: fake.ours(general))

    assert desk.only.text == "when?"
    assert not desk.errors


async def test_the_member_is_told_when_nothing_can_be_kept(
    fake: FakeDiscord, general: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No question is left waiting for an answer that nobody will give."""
    monkeypatch.setattr("adapters.discord.listener.ACCEPT_AGAIN_S", (0.0, 0.0))
    desk = StubDesk(says("x"), refusals=[StorageBusyError("busy")] * 6)

    async with run(desk):
        token = await fake.command("ask", general, what="who?")
        await until(lambda: original(fake, token)["content"] if fake.original(token) else None)
        await fake.say(general, "who?", mentions_bot=True)
        await until(lambda: fake.ours(general)[1:])

    assert "archive cannot be reached" in original(fake, token)["content"]
    assert "archive cannot be reached" in fake.ours(general)[-1]["content"]


async def test_what_is_being_kept_is_finished_before_we_stop(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """The gateway never sends a message twice."""
    begun, kept = asyncio.Event(), []

    class Slow(StubDesk):
        async def accept(self, event: Incoming) -> bool:
            begun.set()
            await asyncio.sleep(0.3)
            kept.append(event.key)
            return False

    async with run(Slow()):
        asked = await fake.say(general, "who?", mentions_bot=True)
        await asyncio.wait_for(begun.wait(), PATIENCE_S)

    assert kept == [asked["id"]]


async def test_an_event_that_is_dispatched_three_times_is_kept_once(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Discord may repeat itself after a resume; the key is the message's id."""
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        asked = await fake.say(general, "when?", mentions_bot=True)
        await fake.dispatch("MESSAGE_CREATE", asked, times=2)
        await until(lambda: len(desk.times) == 3)
        await until(lambda: fake.ours(general))

    assert list(desk.events) == [asked["id"]]
    assert len(fake.ours(general)) == 1


async def test_a_dropped_socket_resumes_and_misses_nothing(fake: FakeDiscord, general: int, run: Run) -> None:
    """What was said meanwhile is answered, and nothing twice."""
    desk = StubDesk(says("Noted."))

    async with run(desk):
        await fake.say(general, "before", mentions_bot=True)
        await until(lambda: desk.events)
        await fake.drop(4000)
        await fake.say(general, "meanwhile", mentions_bot=True)
        await fake.wait_ready()
        await fake.say(general, "after", mentions_bot=True)
        await until(lambda: len(desk.events) == 3)
        await until(lambda: len(fake.ours(general)) == 3)

    assert [event.text for event in desk.events.values()] == ["before", "meanwhile", "after"]
    assert (fake.gateway.identified, fake.gateway.resumed) == (1, 1)


async def test_a_refused_intent_stops_the_start_with_words_to_act_on(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Close code 4014."""
    fake.identify_with = 4014

    async with run(StubDesk(), message_content=True) as task:
        with pytest.raises(ConfigError, match="message content intent"):
            await asyncio.wait_for(asyncio.shield(task), PATIENCE_S)


@pytest.mark.parametrize(
    ("code", "words"),
    [(4004, "token"), (4010, "shards"), (4011, "more connections"), (4012, "code 4012")],
)
async def test_a_socket_that_discord_refuses_stops_the_start_with_words(
    fake: FakeDiscord, general: int, run: Run, code: int, words: str
) -> None:
    """Codes after which trying again is of no use."""
    fake.identify_with = code

    async with run(StubDesk()) as task:
        with pytest.raises(ConfigError, match=words):
            await asyncio.wait_for(asyncio.shield(task), PATIENCE_S)


@pytest.mark.parametrize("failure", [Fails(cut="before"), Fails(status=502)])
async def test_an_outage_does_not_end_the_start(
    fake: FakeDiscord,
    general: int,
    run: Run,
    quick_retries: None,
    monkeypatch: pytest.MonkeyPatch,
    failure: Fails,
) -> None:
    """We begin before the network does, or while Discord is in trouble, and are there when it is back."""
    monkeypatch.setattr("adapters.discord.bot.START_AGAIN_S", (0.01,))
    fake.fail("GET", "/users/@me$", *[failure] * 7)
    desk = StubDesk(says("On Tuesday."))

    async with run(desk):
        await fake.wait_ready()
        await fake.say(general, "when?", mentions_bot=True)
        await until(lambda: fake.ours(general))

    assert desk.only.text == "when?"


async def test_a_bad_token_stops_the_start_with_words_to_act_on(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """And the token itself is not repeated in them."""
    fake.bad_token = True

    async with run(StubDesk()) as task:
        with pytest.raises(ConfigError, match="token") as caught:
            await asyncio.wait_for(asyncio.shield(task), PATIENCE_S)

    assert "t0ken" not in str(caught.value)


@pytest.mark.parametrize(
    ("shards", "recommended", "connections"), [(None, 1, 1), (None, 3, 3), (0, 2, 2), (1, 1, 1)]
)
async def test_there_are_as_many_connections_as_discord_recommends(
    fake: FakeDiscord,
    general: int,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    shards: int | None,
    recommended: int,
    connections: int,
) -> None:
    """A bot that grows beyond one connection is not refused one day; the setting decides otherwise."""

    async def at_once(client: discord.Client, shard: int | None, *, initial: bool = False) -> None:
        """The library waits five seconds between connections."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    fake.shards = recommended
    desk = StubDesk(says("x"))

    async with run(desk, shards=shards):
        await fake.say(general, "who?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        await until(lambda: fake.gateway.identified == connections)

    assert bool(fake.asked("GET", "/gateway/bot")) == (shards != 1)


async def test_commands_are_told_only_when_they_changed(fake: FakeDiscord, general: int, run: Run) -> None:
    """A day has 200 of these calls, and a restart loop must not use them up."""
    told = Remembered()

    async with run(StubDesk(), told=told):
        pass
    async with run(StubDesk(), told=told):
        pass
    assert len(fake.asked("PUT", "/commands$")) == 1

    told.value = "an older version's"
    async with run(StubDesk(), told=told):
        pass
    assert len(fake.asked("PUT", "/commands$")) == 2


async def test_commands_have_names_in_several_languages_and_say_where_they_work(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Everything in the language files is used; the digest is for those who manage the server."""
    async with run(StubDesk()):
        pass

    told = {one["name"]: one for one in fake.commands}
    assert set(told) == {*COMMANDS, *FOR_SOME, "Brief this", "Verify this"}
    assert told["ask"]["name_localizations"]["de"] == "frag"
    words = {one["name"] for one in fake.commands} | {one["description"] for one in fake.commands}
    assert all(set(table) <= words for table in translations().values())
    assert int(told["digest"]["default_member_permissions"]) == MANAGE_SERVER
    assert told["digest"]["contexts"] == [0]
    assert int(told["settings"]["default_member_permissions"]) == MANAGE_SERVER
    assert (told["ask"]["contexts"], told["ask"]["integration_types"]) == ([0, 1, 2], [0, 1])
