"""Buttons and the form behind one of them, also those of a process that is gone."""

from __future__ import annotations

from bot.model.chat import Action, ActionKind, IncomingKind, Notice, Reply
from bot.testing.discord_payloads import BOT, EPHEMERAL, LOADING, message
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from tests.adapters.discord.answering import POST, fake_person, filled, only_questions, original, with_buttons
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.desks import StubDesk, says


async def test_buttons_work_after_a_restart(fake: FakeDiscord, general: int, run: Run) -> None:
    """Messages outlive processes."""
    desk = StubDesk(only_questions)
    async with run(desk):
        await fake.say(general, "when?", mentions_bot=True)
        await until(lambda: fake.ours(general))
    again = StubDesk(lambda event: Reply(body=Notice(text="»on Tuesday«")))

    async with run(again):
        token = await fake.press(fake.ours(general)[0], f"dateline:quote:{POST}", member=502)
        await until(lambda: filled(fake, token))

    event = again.only
    assert event.action == Action(kind=ActionKind.QUOTE, label="Quote", value=POST)
    assert event.reference == f"{general}:{fake.ours(general)[0]['id']}"
    assert event.place.only_for == event.requester.member == "502"
    assert original(fake, token)["flags"] & EPHEMERAL


async def test_sources_open_in_the_message_itself(fake: FakeDiscord, general: int, run: Run) -> None:
    """The answer is changed where it stands; nothing new appears."""
    desk = StubDesk(with_buttons)

    async with run(desk):
        await fake.say(general, "when?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        [answer] = fake.ours(general)
        desk.reply = says("»on Tuesday«")  # a notice, as when something went wrong
        await fake.press(answer, f"dateline:sources:{POST}")
        await until(lambda: fake.whispers)

    assert "meets on Tuesday" in str(answer["components"]), "a notice must not replace an answer"
    assert fake.asked("POST", "/callback$")[-1].body["type"] == 6


async def test_share_leaves_nothing_waiting(fake: FakeDiscord, general: int, run: Run) -> None:
    """The shared answer is the sign that it worked; a private message that "thinks" would stay for ever."""
    desk = StubDesk(only_questions)

    async with run(desk):
        token = await fake.command("ask", general, what="when?", private=True)
        await until(lambda: filled(fake, token))
        await fake.press(original(fake, token), f"dateline:share:{POST}")
        await until(lambda: len(desk.events) == 2)

    [_, press] = desk.events.values()
    assert press.place.only_for is None
    assert fake.asked("POST", "/callback$")[-1].body["type"] == 6
    assert not [one for one in (*fake.whispers, *fake.sent[general]) if one["flags"] & LOADING]


async def test_not_right_asks_why_and_the_form_may_be_older_than_we_are(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """A reason is typed while we restart."""
    desk = StubDesk(only_questions)
    async with run(desk):
        await fake.say(general, "when?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        await fake.press(fake.ours(general)[0], f"dateline:bad:{POST}")
        await until(lambda: fake.modals)
    form = fake.modals[0]
    again = StubDesk(says("Thank you."))

    async with run(again):
        typed = {"type": 4, "custom_id": "reason", "value": "It was Wednesday", "id": 2}
        data = {"custom_id": form["custom_id"], "components": [{"type": 18, "id": 1, "component": typed}]}
        token = await fake.interact(5, data, channel=general, message=fake.ours(general)[0])
        await until(lambda: filled(fake, token))

    assert again.only.text == "It was Wednesday"
    assert again.only.action is not None
    assert again.only.action.kind is ActionKind.BAD


async def test_a_press_on_somebody_elses_button_is_left_alone(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Or on one of a version that is gone."""
    desk = StubDesk()

    async with run(desk):
        target = message(general, fake.new_id(), fake_person(BOT))
        button = {"type": 2, "style": 2, "label": "x", "custom_id": "dateline:gone:x", "id": 2}
        target["components"] = [{"type": 1, "id": 1, "components": [button]}]
        fake.sent[general].append(target)
        await fake.press(target, "dateline:gone:x")
        await fake.press(target, "other:thing")
        await fake.say(general, "x", mentions_bot=True)
        await until(lambda: desk.events)

    assert desk.only.kind is IncomingKind.MESSAGE
