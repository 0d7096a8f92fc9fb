"""Every body we send and every event our fake sends, judged by the types of Slack's own TypeScript packages.

`make test-emulators` installs them; skipped without.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.config import Mode
from adapters.slack.manifest import manifest
from bot.testing.fake_slack import BOT_USER, Call, Fails, FakeSlack
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.slack import payloads
from tests.adapters.slack.answers import reply
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.judge import walk
from tests.adapters.slack.payloads import (
    ANNA,
    ASKED,
    CHANNEL,
    DIRECT,
    changed,
    command,
    deleted,
    event,
    home_opened,
    press,
    said,
    stopped,
)
from tests.adapters.slack.previews import previews
from tests.adapters.slack.typescript import ARGUMENTS, NODE, TSC, as_types_say, complaints, of_call

pytestmark = [
    pytest.mark.skipif(not (NODE.exists() and TSC.exists()), reason="needs `make test-emulators`"),
    pytest.mark.slow,
]

QUESTION = f"<@{BOT_USER}> what must Hungary do, and by when?"
TRUE = ("Hungary has until 30 September to open the bridge.", (1,))


async def everything(slack: FakeSlack, folder: Path) -> list[Call]:
    """A day with Dateline: every way to ask, every button, a stream that ends well and one that is refused."""
    model = ScriptedModel(sentences=[TRUE])
    async with open_house(slack, folder, model=model) as house, house.connected():
        await slack.deliver(event(said(QUESTION)))
        await house.work(2)
        slack.script("chat.startStream", Fails(error="channel_type_not_supported"))
        await slack.deliver(event(said(QUESTION, ts="1754470011.1")))
        await house.work(2)
        await slack.deliver(
            event(said("what must Hungary do?", kind="message", channel=DIRECT, channel_type="im"))
        )
        await house.work(2)
        await slack.deliver(
            command("/deadlines", "Hungary", ticket=slack.ticket("c1")), kind="slash_commands"
        )
        await slack.deliver(event(home_opened()))
        await slack.deliver(event(home_opened("messages")))
        await slack.deliver(payloads.channel_chosen(), kind="interactive")
        await house.work(2)
        await press_everything(house, slack)
        await slack.deliver(event(changed(f"<@{BOT_USER}> who met Anna Kovar?", before=QUESTION)))
        await house.work(2)
        await slack.deliver(event(deleted()))
        await slack.deliver(event(stopped()))
        await house.work(2)
        await house.slack.platform.post(_quiet_place(house), reply(), "p_direct")
        await house.slack.platform.find_post(_quiet_place(house), "p_direct")
        thread = replace(_quiet_place(house), channel=CHANNEL, thread=ASKED, only_for=None)
        await house.slack.platform.find_post(thread, "p_thread")
        await until(lambda: slack.called("views.publish"))
    return slack.calls


def _quiet_place(house: House) -> Any:
    from bot.desk.names import direct_place
    from bot.model.ids import MemberId, WorkspaceId
    from bot.testing.fake_slack import TEAM

    return direct_place("slack", WorkspaceId(TEAM), MemberId(ANNA))


async def press_everything(house: House, slack: FakeSlack) -> None:
    """Every button of the first answer, by its channel's other ways of answering too."""
    posted = slack.posted(CHANNEL)[0]
    buttons = [one for one in walk(posted["blocks"]) if str(one.get("action_id", "")).startswith("dateline:")]
    for number, button in enumerate(buttons):
        value = button.get("value") or button["negative_button"]["value"]
        body = press(button["action_id"], value, ts=posted["ts"], action_ts=f"17544{number:05}.1")
        body["response_url"] = "" if number % 2 else slack.ticket(f"b{number}")
        await slack.deliver(body, kind="interactive")
        await house.work(2)


async def test_every_body_we_send_has_the_type_of_its_method(slack: FakeSlack, tmp_path: Path) -> None:
    """Structure, names and kinds of all that goes to Slack, with blocks in the strict form."""
    calls = [call for call in await everything(slack, tmp_path) if call.method != "apps.connections.open"]
    calls = [call for call in calls if call.method != "auth.test"]
    values = [value for call in calls for value in of_call(call.method, call.body)]
    values += [("types.KnownBlock[]", screen["blocks"]) for screen in previews().values()]
    values += [("types.KnownBlock[]", one["blocks"]) for one in slack.ephemerals if "blocks" in one]

    sent = {call.method for call in calls}
    assert sent >= set(ARGUMENTS) - {"chat.delete", "users.info"}
    assert await asyncio.to_thread(complaints, tmp_path, values) == []


def test_both_manifests_have_the_type_that_slack_validates(tmp_path: Path) -> None:
    """One event and one scope that Slack documents are not listed there yet; they are taken out first."""
    values = []
    for one in (manifest(Mode.SOCKET), manifest(Mode.HTTP, "https://dateline.example")):
        one["settings"]["event_subscriptions"]["bot_events"].remove("agent_session_stopped")
        one["oauth_config"]["scopes"]["bot"].remove("assistant:write")
        values.append(("Manifest", one))

    assert complaints(tmp_path, values) == []


def test_every_event_of_our_fake_has_the_type_of_slacks(tmp_path: Path) -> None:
    """What our tests feed in is what Slack sends, as its own packages describe it."""
    values: list[tuple[str, Any]] = [
        ("types.AppMentionEvent", said()),
        ("types.AppMentionEvent", said(thread=ASKED)),
        ("types.GenericMessageEvent", said(kind="message")),
        ("types.MessageChangedEvent", changed("x")),
        ("types.MessageDeletedEvent", deleted()),
        ("types.AppHomeOpenedEvent", home_opened()),
        ("types.AppHomeOpenedEvent", home_opened("messages")),
        ("types.AgentSessionStoppedEvent", stopped()),
        ("types.AppUninstalledEvent", {"type": "app_uninstalled"}),
        ("types.TokensRevokedEvent", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}),
        ("bolt.EnvelopedEvent<types.AppMentionEvent>", event(said())),
        ("bolt.SlashCommand", command()),
        ("bolt.BlockAction", press()),
        ("bolt.BlockAction", press(private=True)),
        ("bolt.MessageShortcut", payloads.shortcut()),
        ("bolt.GlobalShortcut", payloads.global_shortcut()),
        ("Omit<bolt.BlockAction, 'response_url'>", payloads.channel_chosen()),
        ("bolt.ViewSubmitAction", payloads.submission()),
        (
            "bolt.ViewSubmitAction",
            payloads.settings_sent({"quiet": {"type": "plain_text_input", "value": ""}}),
        ),
        ("bolt.ViewSubmitAction", payloads.reasoned("x", {"post": "p"})),
        ("bolt.ViewClosedAction", payloads.reasoned("x", {"post": "p"}, kind="view_closed")),
    ]

    assert complaints(tmp_path, [(kind, as_types_say(value)) for kind, value in values]) == []


@pytest.mark.parametrize(
    ("method", "change"),
    [
        ("chat.postMessage", {"chanel": CHANNEL}),
        ("chat.postMessage", {"unfurl_links": "no"}),
        (
            "chat.startStream",
            {"chunks": [{"type": "task_update", "id": "a", "title": "b", "status": "done"}]},
        ),
        (
            "chat.postMessage",
            {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section"}]}]},
        ),
    ],
)
def test_the_judge_finds_what_is_wrong(tmp_path: Path, method: str, change: dict[str, Any]) -> None:
    """One that takes everything would prove nothing."""
    body = {"channel": CHANNEL, "thread_ts": ASKED, "text": "x", **change}
    if method == "chat.startStream":
        del body["text"]

    assert complaints(tmp_path, of_call(method, body)) != []
