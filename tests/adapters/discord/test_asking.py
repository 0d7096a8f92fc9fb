"""The bot on the real library: every way to ask reaches the desk once, in its words."""

from __future__ import annotations

import pytest

from bot.model.chat import IncomingKind
from bot.testing.discord_payloads import BOT, EPHEMERAL, message
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from tests.adapters.discord.answering import fake_person, filled, original
from tests.adapters.discord.conftest import Run
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


async def test_what_is_not_for_us_is_left_alone(fake: FakeDiscord, general: int, run: Run) -> None:
    """Other people's talk, other bots, and ourselves."""
    desk = StubDesk()

    async with run(desk):
        await fake.say(general, "lunch?")
        await fake.say(general, "I am a bot", member=BOT, mentions_bot=True)
        relayed = {**await fake.say(general, "relayed"), "webhook_id": "77", "mentions": [fake_person(BOT)]}
        await fake.dispatch("MESSAGE_CREATE", {**relayed, "id": str(fake.new_id())})
        pinned = {**relayed, "type": 6, "webhook_id": None, "id": str(fake.new_id())}
        await fake.dispatch("MESSAGE_CREATE", pinned)
        await fake.say(general, "ask", mentions_bot=True)
        await until(lambda: desk.events)

    assert desk.only.text == "ask"


async def test_a_command_is_deferred_and_its_waiting_message_filled_in(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Nothing is left thinking."""
    desk = StubDesk(says("Two deadlines."))

    async with run(desk):
        token = await fake.command("deadlines", general, who="Harbour Board", since="1 August", private=True)
        await until(lambda: filled(fake, token))

    assert (desk.only.command, desk.only.text) == ("deadlines", "Harbour Board since 1 August")
    assert desk.only.place.only_for == "501"
    assert original(fake, token)["flags"] & EPHEMERAL
    assert not desk.errors


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("ask", {"what": "Who met whom?"}, "Who met whom?"),
        ("brief", {"about": "Orlov"}, "Orlov"),
        (
            "met",
            {"who": "Orlov", "and_who": "Vance", "since": "1 August", "until": "9 August"},
            "Orlov, Vance since 1 August until 9 August",
        ),
        ("deadlines", {}, ""),
        ("verify", {"what": "useful and constructive"}, "useful and constructive"),
        (
            "digest",
            {"action": "on", "time": "08:30", "zone": "Europe/Vienna", "topics": "harbour"},
            "on 08:30 Europe/Vienna about harbour",
        ),
        (
            "digest",
            {"action": "change", "length": "full", "empty": "silent", "topics": "grain prices, Anna Orlov"},
            "change length full empty silent about grain prices, Anna Orlov",
        ),
        ("digest", {"action": "show", "day": "yesterday"}, "show yesterday"),
        ("digest", {"action": "preview", "time": "08:30"}, "preview"),
        ("ingest", {"what": "https://herald.example.org/a"}, "https://herald.example.org/a"),
        ("watch", {"action": "list"}, "list"),
        (
            "watch",
            {"action": "add", "who": "Orlov", "and_who": "Vance", "told": "in the digest"},
            "add Orlov, Vance in digest",
        ),
        ("watch", {"action": "add", "who": "Norland", "deadlines": True}, "add deadlines Norland"),
        (
            "watch",
            {"action": "add", "who": "open the harbour and pay", "and_who": "Norland"},
            'add "open the harbour and pay", Norland',
        ),
        ("watch", {"action": "remove", "who": "Norland", "told": "in the digest"}, "remove Norland"),
        ("feeds", {"action": "list"}, "list"),
        (
            "feeds",
            {"action": "add", "what": "https://herald.example.org/rss"},
            "add https://herald.example.org/rss",
        ),
        ("calendar", {}, ""),
        ("calendar", {"what": "Norland"}, "Norland"),
        ("calendar", {"what": "Norland", "off": True}, "off"),
        ("changes", {"what": "https://herald.example.org/a"}, "https://herald.example.org/a"),
        ("log", {}, ""),
        ("log", {"what": "https://herald.example.org/a"}, "https://herald.example.org/a"),
    ],
)
async def test_every_command_reaches_the_desk_in_its_words(
    fake: FakeDiscord, general: int, run: Run, name: str, options: dict[str, str], words: str
) -> None:
    """The desk reads the same words on every platform."""
    desk = StubDesk()

    async with run(desk):
        await fake.command(name, general, **options)
        await until(lambda: desk.events)

    assert (desk.only.kind, desk.only.command, desk.only.text) == (IncomingKind.COMMAND, name, words)


async def test_autocomplete_offers_names_of_the_ledger(fake: FakeDiscord, general: int, run: Run) -> None:
    """As many as Discord takes, and only what the member may see is asked for."""
    desk = StubDesk(known=tuple(f"North {n:03} {'x' * 120}" for n in range(40)))
    focused = {"name": "who", "type": 3, "value": "nor", "focused": True}

    async with run(desk):
        data = {"id": "7003", "name": "met", "type": 1, "options": [focused]}
        await fake.interact(4, data, channel=general)
        await until(lambda: fake.choices)

    [(requester, prefix)] = desk.typed
    assert prefix == "nor"
    assert requester.scope.workspace == f"discord-{fake.guild['id']}"
    assert len(fake.choices[0]) == 25
    assert all(len(choice["name"]) <= 100 for choice in fake.choices[0])


@pytest.mark.parametrize(
    ("command", "option", "first"),
    [
        ("brief", "about", "a topic"),
        ("digest", "topics", "a topic"),
        ("watch", "who", "a topic"),
        ("calendar", "what", "a topic"),
        ("deadlines", "who", "Northgate Herald"),
    ],
)
async def test_topics_and_deadlines_are_offered_where_they_can_be_asked_for(
    fake: FakeDiscord, general: int, run: Run, command: str, option: str, first: str
) -> None:
    """A brief is about anything; a list of deadlines is about a party."""
    focused = {"name": option, "type": 3, "value": "Northgate He", "focused": True}

    async with run(StubDesk()):
        data = {"id": "7003", "name": command, "type": 1, "options": [focused]}
        await fake.interact(4, data, channel=general)
        await until(lambda: fake.choices)

    assert fake.choices[0][0]["name"] == first


@pytest.mark.parametrize(
    ("menu", "content", "command", "words"),
    [
        (
            "Brief this",
            "see https://herald.example.org/talks now",
            "brief",
            "https://herald.example.org/talks",
        ),
        ("Brief this", "Orlov met Vance.", "brief", "Orlov met Vance."),
        ("Verify this", "Orlov met Vance.", "verify", "Orlov met Vance."),
    ],
)
async def test_a_context_menu_asks_about_the_message(
    fake: FakeDiscord, general: int, run: Run, menu: str, content: str, command: str, words: str
) -> None:
    """Seen by the one who asked; it is somebody else's message."""
    desk = StubDesk(says("Seen."))

    async with run(desk):
        target = message(general, fake.new_id(), {**fake_person(502)})
        target["content"] = content
        data = {
            "id": "7008",
            "name": menu,
            "type": 3,
            "target_id": target["id"],
            "resolved": {"messages": {target["id"]: target}},
        }
        token = await fake.interact(2, data, channel=general)
        await until(lambda: filled(fake, token))

    assert (desk.only.command, desk.only.text, desk.only.place.only_for) == (command, words, "501")


async def test_where_words_are_kept_from_us_the_way_to_ask_is_told_once(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Without the intent a thread's messages arrive empty: the desk answers nothing with its help text, one time."""
    desk = StubDesk(says("On Tuesday."))
    thread = fake.add_channel("talks", kind=11, parent=general)

    async with run(desk):
        await fake.say(thread, "and then?", hidden=True)
        await fake.say(thread, "and why?", hidden=True)
        await fake.say(general, "not for us", hidden=True)
        await fake.say(general, "when?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        await fake.say(general, "why?", hidden=True, answers=int(fake.ours(general)[0]["id"]))
        await until(lambda: len(desk.events) == 3)
        await until(lambda: fake.ours(thread))

    assert sorted(event.text for event in desk.events.values()) == ["", "", "when?"]
    assert len(fake.ours(thread)) == 1


async def test_with_message_content_our_threads_go_on_and_links_are_seen(
    fake: FakeDiscord, general: int, run: Run
) -> None:
    """Without a mention."""
    desk = StubDesk()
    thread = fake.add_channel("talks", kind=11, parent=general)

    async with run(desk, message_content=True):
        await fake.say(thread, "and then?")
        await fake.say(general, "look: https://herald.example.org/a")
        await until(lambda: len(desk.events) == 2)

    found = {(event.kind, event.text) for event in desk.events.values()}
    assert found == {
        (IncomingKind.MESSAGE, "and then?"),
        (IncomingKind.LINK, "https://herald.example.org/a"),
    }


async def test_logs_hold_no_words_of_messages(
    fake: FakeDiscord, general: int, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """What people ask is nobody else's business."""
    caplog.set_level("INFO")
    desk = StubDesk(says("zebrafinch"))

    async with run(desk):
        await fake.say(general, "xylophone?", mentions_bot=True)
        token = await fake.command("ask", general, what="xylophone?")
        await until(lambda: filled(fake, token))

    assert "xylophone" not in caplog.text
    assert "zebrafinch" not in caplog.text
    assert "t0ken" not in caplog.text
