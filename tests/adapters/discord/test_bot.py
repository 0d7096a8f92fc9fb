"""The bot on the real library: what people do on Discord reaches the desk once, and is thanked for at once."""

from __future__ import annotations

from bot.model.chat import IncomingKind
from bot.testing.fake_discord import EPHEMERAL, FakeDiscord
from tests.adapters.discord.conftest import Run, until
from tests.adapters.discord.desks import StubDesk, says


async def test_a_mention_is_answered_below_the_question(fake: FakeDiscord, general: int, run: Run) -> None:
    """The plainest way to ask."""
    desk = StubDesk(says("The board meets on Tuesday."))

    async with run(desk):
        asked = await fake.say(general, "when does the board meet?", mentions_bot=True)
        await until(lambda: fake.ours(general))

    assert desk.only.kind is IncomingKind.MESSAGE
    assert desk.only.text == "when does the board meet?"
    assert desk.only.key == asked["id"]
    assert str(fake.ours(general)[0]["message_reference"]["message_id"]) == asked["id"]


async def test_a_command_is_deferred_and_its_waiting_message_filled_in(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Nothing is left thinking."""
    desk = StubDesk(says("Two deadlines."))

    async with run(desk):
        token = await fake.command("deadlines", general, who="Harbour Board", since="1 August", private=True)
        await until(lambda: fake.original(token) and fake.original(token)["components"])

    assert (desk.only.command, desk.only.text) == ("deadlines", "Harbour Board since 1 August")
    assert desk.only.place.only_for == "501"
    assert fake.original(token)["flags"] & EPHEMERAL
    assert not desk.errors
