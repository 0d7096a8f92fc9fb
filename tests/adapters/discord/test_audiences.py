"""What may be seen where, by whom, and for whom an answer is."""

from __future__ import annotations

import asyncio

import pytest

from bot.model.chat import Action, ActionKind, Notice, Place, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.testing.discord_payloads import EPHEMERAL, MANAGE_SERVER
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from tests.adapters.discord.answering import POST, filled, original
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.desks import StubDesk, says


async def test_a_private_channel_is_an_audience_of_its_own(fake: FakeDiscord, general: int, run: Run) -> None:
    """And so is a private thread; a public thread has its channel's."""
    secret = fake.add_channel("closed-room", private=True)
    inside = fake.add_channel("talk", kind=11, parent=secret)
    whisper = fake.add_channel("whisper", kind=12, parent=general)
    open_thread = fake.add_channel("open", kind=11, parent=general)
    desk = StubDesk()

    async with run(desk):
        for channel in (general, secret, inside, whisper, open_thread):
            await fake.say(channel, "who?", mentions_bot=True)
            await fake.command("ask", channel, what="who?")
        await until(lambda: len(desk.events) == 10)

    seen = {(e.place.channel, e.place.thread, e.requester.scope.channel) for e in desk.events.values()}
    assert seen == {
        (str(general), None, None),
        (str(secret), None, str(secret)),
        (str(secret), str(inside), str(secret)),
        (str(general), str(whisper), str(whisper)),
        (str(general), str(open_thread), None),
    }


async def test_a_server_that_did_not_install_us_gives_and_gets_nothing(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """A member who brought us along asks their own archive, alone, and no channel is written to."""
    desk = StubDesk(says("Nothing stored."))

    async with run(desk):
        token = await fake.command("ask", general, what="who?", private=False, _installed="user")
        await until(lambda: filled(fake, token))

    assert desk.only.requester.scope.workspace == "discord-member-501"
    assert desk.only.place.only_for == "501"
    assert original(fake, token)["flags"] & EPHEMERAL
    assert not fake.asked("POST", r"^/channels/")


async def test_direct_messages_see_the_home_server_only_for_its_members(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Membership is asked of Discord, not of the member."""
    home = int(fake.guild["id"])
    fake.add_member(501)
    desk = StubDesk()

    async with run(desk, home_server=home):
        await fake.say(40_501, "who?", member=501, direct=True)
        await fake.say(40_502, "who?", member=502, direct=True)
        await until(lambda: len(desk.events) == 2)

    scopes = {e.requester.member: e.requester.scope for e in desk.events.values()}
    assert scopes["501"].workspace == f"discord-{home}"
    assert scopes["501"].channel is None
    assert scopes["502"].workspace == "discord-member-502"
    assert [e.requester.admin for e in desk.events.values()] == [False, True]


@pytest.mark.parametrize(("member", "workspace"), [(501, "server"), (502, "own")])
async def test_buttons_in_direct_messages_belong_to_the_server_of_their_answer(
    fake: FakeDiscord, general: int, run: Run, member: int, workspace: str
) -> None:
    """A reminder or a late private answer stands outside its server; who left it sees nothing of it any more."""
    home = fake.guild["id"]
    fake.add_member(501)
    desk = StubDesk()

    async with run(desk):
        assert desk.platform is not None
        place = Place(
            platform="discord",
            workspace=WorkspaceId(f"discord-{home}"),
            channel=ChannelId(str(member)),
            only_for=MemberId(str(member)),
        )
        action = Action(kind=ActionKind.QUOTE, label="Show quote", value=POST)
        await desk.platform.post(place, Reply(body=Notice(text="Due soon."), actions=(action,)), POST)
        [sent] = fake.ours(40_000 + member)
        [button] = sent["components"][-1]["components"]
        await fake.press(sent, button["custom_id"], member=member, direct=True)
        await until(lambda: desk.events)

    expected = f"discord-{home}" if workspace == "server" else f"discord-member-{member}"
    assert desk.only.requester.scope.workspace == expected
    assert desk.only.action == action


async def test_suggestions_that_take_too_long_are_none(
    fake: FakeDiscord, general: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord would drop them, and the member would see an error."""
    monkeypatch.setattr("adapters.discord.listener.SUGGEST_S", 0.05)

    class Slow(StubDesk):
        async def names(self, requester: Requester, prefix: str) -> tuple[str, ...]:
            await asyncio.Event().wait()
            return ("never",)

    async with run(Slow()):
        focused = {"name": "who", "type": 3, "value": "n", "focused": True}
        await fake.interact(4, {"id": "1", "name": "met", "type": 1, "options": [focused]}, channel=general)
        await until(lambda: fake.choices)

    assert fake.choices == [[]]


async def test_who_manages_the_server_is_an_admin(fake: FakeDiscord, general: int, run: Run) -> None:
    """As Discord says with each interaction."""
    desk = StubDesk()

    async with run(desk):
        await fake.command("ask", general, what="a?", _rights=MANAGE_SERVER)
        await fake.command("ask", general, what="b?")
        await until(lambda: len(desk.events) == 2)

    assert [event.requester.admin for event in desk.events.values()] == [True, False]


async def test_in_a_busy_channel_answers_are_for_the_asker(fake: FakeDiscord, general: int, run: Run) -> None:
    """Unless they say otherwise."""
    desk = StubDesk()

    async with run(desk):
        await fake.command("ask", general, what="a?")
        await until(lambda: desk.events)
        for n in range(12):
            await fake.say(general, f"chat {n}")
        await fake.say(general, "x", mentions_bot=True)
        await until(lambda: len(desk.events) == 2)
        await fake.command("ask", general, what="b?")
        await fake.command("ask", general, what="c?", private=False)
        await until(lambda: len(desk.events) == 4)

    alone = {e.text: e.place.only_for for e in desk.events.values()}
    assert (alone["a?"], alone["b?"], alone["c?"]) == (None, "501", None)
