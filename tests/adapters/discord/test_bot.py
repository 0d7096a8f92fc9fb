"""The bot on the real library: what people do on Discord reaches the desk once, and is thanked for at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from adapters.discord.commands import translations
from bot.desk.capabilities import COMMANDS, FOR_SOME
from bot.errors import ConfigError, StorageBusyError
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Notice, Place, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.testing.discord_payloads import BOT, EPHEMERAL, LOADING, MANAGE_SERVER, message
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.conftest import Run, until
from tests.adapters.discord.desks import Remembered, StubDesk, says

POST = "p_0123456789abcdef0123"


def with_buttons(event: Incoming) -> Reply:
    """A reply with the buttons of an answer."""
    kinds = (ActionKind.SOURCES, ActionKind.QUOTE, ActionKind.SHARE, ActionKind.BAD)
    actions = tuple(Action(kind=kind, label=kind.value.title(), value=POST) for kind in kinds)
    return Reply(body=Notice(text="The board meets on Tuesday."), actions=actions)


def only_questions(event: Incoming) -> Reply | None:
    """Answers questions and leaves presses to the test."""
    return with_buttons(event) if event.kind is not IncomingKind.ACTION else None


# ---------------------------------------------------------------------- ways to ask


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
            "on 08:30 Europe/Vienna harbour",
        ),
        ("digest", {"action": "preview", "time": "08:30"}, "preview"),
        ("ingest", {"what": "https://herald.example.org/a"}, "https://herald.example.org/a"),
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


# ---------------------------------------------------------------------- buttons


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


# ---------------------------------------------------------------------- thanked at once


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
        await asyncio.wait_for(begun.wait(), 5)

    assert kept == [asked["id"]]


# ---------------------------------------------------------------------- gateway


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
        await until(lambda: len(desk.events) == 3, 10)
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
            await asyncio.wait_for(asyncio.shield(task), 5)


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
            await asyncio.wait_for(asyncio.shield(task), 20)


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
        await fake.wait_ready(20)
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
            await asyncio.wait_for(asyncio.shield(task), 5)

    assert "t0ken" not in str(caught.value)


@pytest.mark.parametrize(
    ("shards", "recommended", "connections"), [(None, 1, 1), (None, 3, 3), (0, 2, 2), (1, 1, 1)]
)
async def test_there_are_as_many_connections_as_discord_recommends(
    fake: FakeDiscord, general: int, run: Run, shards: int | None, recommended: int, connections: int
) -> None:
    """A bot that grows beyond one connection is not refused one day; the setting decides otherwise."""
    fake.shards = recommended
    desk = StubDesk(says("x"))

    async with run(desk, shards=shards):
        await fake.say(general, "who?", mentions_bot=True)
        await until(lambda: fake.ours(general))
        await until(lambda: fake.gateway.identified == connections)

    assert bool(fake.asked("GET", "/gateway/bot")) == (shards != 1)


# ---------------------------------------------------------------------- commands told to Discord


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


# ---------------------------------------------------------------------- what may be seen where


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
            await asyncio.sleep(5)
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


# ---------------------------------------------------------------------- with and without message content


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


# ---------------------------------------------------------------------- the logs


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


def original(fake: FakeDiscord, token: str) -> dict[str, Any]:
    message = fake.original(token)
    assert message is not None
    return message


def filled(fake: FakeDiscord, token: str) -> bool:
    message = fake.original(token)
    return message is not None and not message["flags"] & LOADING and bool(message["components"])


def fake_person(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "username": "somebody",
        "discriminator": "0",
        "avatar": None,
        "bot": number == BOT,
    }
