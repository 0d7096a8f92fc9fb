"""Another author's Slack: the npm package `emulate`, driven by the real slack_bolt and slack_sdk over HTTP.

`make test-emulators` installs what is needed; skipped without it.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import Slack, open_slack
from adapters.slack.calls import SlackCallError, SlackRefusedError
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.manifest import BOT_SCOPES
from adapters.slack.settings import loading_view
from bot.desk.desk import Desk
from bot.jobs.worker import Worker
from bot.model.chat import Attachment, Notice, Place, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.loopback import PATIENCE_S
from tests.adapters.slack.conftest import ARTICLE
from tests.adapters.slack.previews import previews

LIBRARIES = Path(__file__).parents[3] / ".emulators" / "slack" / "node_modules"
NODE = LIBRARIES / ".bin" / "node"
DRIVER = Path(__file__).with_name("emulator.mjs")

pytestmark = [
    pytest.mark.skipif(
        not (NODE.exists() and (LIBRARIES / "emulate").exists()),
        reason="needs Node and `make test-emulators`",
    ),
    pytest.mark.slow,
]

SCOPES = [*BOT_SCOPES, "channels:read", "users:read"]
ALICE, BOT, KEY = "xoxp-alice", "xoxb-dateline", "W2Fq8sW0gYyFvY1m7rQ0oC1oG6aVb7t8hZkq3l0c9d4="


@dataclass
class Emulated:
    """An emulator with Dateline behind it. alice: a member's own client. team: the emulator's one workspace."""

    slack: Slack
    alice: AsyncWebClient
    bot: AsyncWebClient
    url: str
    ours: str
    team: WorkspaceId

    async def channel(self, name: str) -> str:
        """The id of a channel that the emulator was seeded with."""
        rows = (await self.alice.conversations_list(types="public_channel,private_channel"))["channels"]
        return str(next(row["id"] for row in rows if row["name"] == name))

    async def shows(self, channel: str, thread: str, words: str) -> None:
        """Return once an answer of the bot says these words."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                if any(words in row["text"] for row in await self.answers(channel, thread)):
                    return
                await asyncio.sleep(0.05)

    async def answers(self, channel: str, thread: str, count: int = 1) -> list[dict[str, Any]]:
        """What the bot said in a thread, once it said so much."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                rows = (await self.alice.conversations_replies(channel=channel, ts=thread))["messages"]
                said = [row for row in rows if row.get("bot_id") or row.get("user") == "U0BRIEF"]
                if len(said) >= count:
                    return said
                await asyncio.sleep(0.05)


@asynccontextmanager
async def emulated(folder: Path, *, scopes: list[str], oauth: bool = False) -> AsyncIterator[Emulated]:
    """The emulator in a process of its own, and Dateline in HTTP mode on a port that it sends events to."""
    port, ours = unused_port(), unused_port()
    events = f"http://127.0.0.1:{ours}/slack/events"
    process = await asyncio.create_subprocess_exec(
        str(NODE),
        str(DRIVER),
        str(LIBRARIES / "emulate" / "dist"),
        str(port),
        events,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "SCOPES": ",".join(scopes)},
    )
    try:
        assert process.stdout is not None
        ready = await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        assert ready.startswith(b"READY"), ready
        async with _serving(folder, f"http://127.0.0.1:{port}", ours, oauth=oauth) as one:
            yield one
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def _serving(folder: Path, url: str, ours: int, *, oauth: bool) -> AsyncIterator[Emulated]:
    from datetime import UTC, datetime
    from random import Random

    store = await SqlStore.open(f"sqlite:///{folder / 'emulated.sqlite3'}")
    service = BriefingService(store=store)
    alice = AsyncWebClient(token=ALICE, base_url=f"{url}/api/")
    team = WorkspaceId((await alice.auth_test())["team_id"])

    def now() -> datetime:
        return datetime.now(UTC)

    desk = Desk(service=service, jobs=store.jobs, posts=store.posts, clock=now)
    asker = Requester(member=MemberId("U1"), scope=Scope(workspace=team), admin=True)
    await service.ingest(ARTICLE, asker, now=now())
    installed = {"client_id": "1.2", "client_secret": "client-secret", "encryption_key": KEY} if oauth else {}
    config = SlackConfig(
        mode=Mode.HTTP,
        bot_token=None if oauth else BOT,
        signing_secret="signing-test",
        public_url="https://dateline.example",
        api_url=f"{url}/api/",
        hooks_url=f"{url}/hooks/",
        **installed,
    )
    worker = Worker(store.jobs, desk.handlers, name="w", clock=now, chance=Random(1))
    desk.wake_with(worker.wake)
    opened = open_slack(desk, config, posts=store.posts, clock=now, engine=store.engines.writer)
    async with opened as slack:
        app = web.Application()
        app.router.add_routes(slack.routes())
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", ours).start()
        working = asyncio.create_task(worker.run())
        try:
            yield Emulated(
                slack=slack,
                alice=alice,
                bot=AsyncWebClient(token=BOT, base_url=f"{url}/api/"),
                url=url,
                ours=f"http://127.0.0.1:{ours}",
                team=team,
            )
        finally:
            worker.stop()
            await working
            await runner.cleanup()
            await store.close()


@pytest.fixture
async def emulator(tmp_path: Path) -> AsyncIterator[Emulated]:
    async with emulated(tmp_path, scopes=SCOPES) as one:
        yield one


async def test_a_signed_event_is_answered_in_its_thread_once(emulator: Emulated) -> None:
    """Signed by other hands, verified by Bolt, answered, and our own message that comes back as an event is left alone."""
    channel = await emulator.channel("desk")
    asked = await emulator.alice.chat_postMessage(channel=channel, text="<@U0BRIEF> who met Anna Kovar?")
    [answer] = await emulator.answers(channel, str(asked["ts"]))
    follow = await emulator.alice.chat_postMessage(
        channel=channel, thread_ts=str(asked["ts"]), text="<@U0BRIEF> what must Hungary do?"
    )
    _, second = await emulator.answers(channel, str(asked["ts"]), 2)

    assert "Peter Szabo" in answer["text"]
    assert any(block["type"] == "rich_text" for block in answer["blocks"])
    assert "bridge" in second["text"]
    assert float(second["ts"]) > float(follow["ts"])


async def test_an_edit_and_a_deletion_are_followed(emulator: Emulated) -> None:
    """As the emulator tells of them."""
    channel = await emulator.channel("desk")
    asked = await emulator.alice.chat_postMessage(channel=channel, text="<@U0BRIEF> who met Anna Kovar?")
    ts = str(asked["ts"])
    await emulator.answers(channel, ts)
    await emulator.alice.chat_update(channel=channel, ts=ts, text="<@U0BRIEF> what must Hungary do?")

    await emulator.shows(channel, ts, "bridge")

    assert len(await emulator.answers(channel, ts)) == 1


async def test_a_request_with_another_signature_is_turned_away(emulator: Emulated) -> None:
    """The emulator's secret is the one we know; whoever does not know it is not heard."""
    async with aiohttp.ClientSession() as session:
        body = '{"type": "event_callback"}'
        headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=0"}
        answer = await session.post(f"{emulator.ours}/slack/events", data=body, headers=headers)

    assert answer.status == 401


async def test_a_file_is_uploaded_beside_its_message(emulator: Emulated) -> None:
    """The calendar of an answer, by the three steps of Slack's upload."""
    channel = await emulator.channel("desk")
    calendar = Attachment(name="deadlines.ics", media_type="text/calendar", text="BEGIN:VCALENDAR")
    place = Place(platform="slack", workspace=emulator.team, channel=ChannelId(channel))
    reference = await emulator.slack.platform.post(
        place, Reply(body=Notice(text="Your deadlines."), attachment=calendar), "k1"
    )

    rows = (await emulator.alice.conversations_history(channel=channel))["messages"]
    files = [one["name"] for row in rows for one in row.get("files", ())]
    assert reference
    assert files == ["deadlines.ics"]


async def test_a_post_is_found_by_its_key_in_another_slack(emulator: Emulated) -> None:
    """Metadata comes back as it was sent, so a post in doubt is found and not repeated."""
    channel = ChannelId(await emulator.channel("desk"))
    place = Place(platform="slack", workspace=emulator.team, channel=channel)
    reference = await emulator.slack.platform.post(place, Reply(body=Notice(text="Hello.")), "p_key")
    found = await emulator.slack.platform.find_post(place, "p_key")
    await emulator.slack.platform.update(place, reference, Reply(body=Notice(text="Changed.")))

    rows = (await emulator.alice.conversations_history(channel=channel))["messages"]
    assert found == reference
    assert await emulator.slack.platform.find_post(place, "p_other") is None
    assert rows[0]["text"].startswith("Changed.")


async def test_views_are_taken(emulator: Emulated) -> None:
    """The Home tab and every modal; a permission to open one is good for one."""
    screens = previews()
    user = str((await emulator.alice.auth_test())["user_id"])
    home = {"user_id": user, "view": screens["home"]}
    await emulator.slack.calls.call(emulator.team, "views.publish", home)
    shown = []
    for view in (screens["modal"], screens["reason"], screens["settings"], loading_view()):
        trigger = await emulator.bot.api_call("views.generateTriggerId", json={"user_id": user})
        opened = {"trigger_id": trigger["trigger_id"], "view": view}
        shown.append(await emulator.slack.calls.call(emulator.team, "views.open", opened))
        with pytest.raises(SlackCallError, match="exchanged_trigger_id"):
            await emulator.slack.calls.call(emulator.team, "views.open", opened)

    names = [one["view"]["callback_id"] for one in shown]
    assert names[:3] == ["dateline_ask", "dateline_reason", "dateline_settings"]


async def test_a_private_channel_that_we_are_not_in_refuses(emulator: Emulated) -> None:
    """The emulator's word for it is one that we know as final."""
    channel = await emulator.channel("board")
    place = Place(platform="slack", workspace=emulator.team, channel=ChannelId(channel))

    with pytest.raises(SlackRefusedError) as refused:
        await emulator.slack.platform.post(place, Reply(body=Notice(text="Hello.")), "k2")
    assert refused.value.code in {"not_in_channel", "channel_not_found"}


async def test_a_missing_scope_is_named_by_another_slack(tmp_path: Path) -> None:
    """Strict scopes: what the app was not granted is refused, and the operator is told its name."""
    async with emulated(tmp_path, scopes=["chat:write", "channels:read", "channels:history"]) as one:
        channel = await one.channel("desk")
        place = Place(platform="slack", workspace=one.team, channel=ChannelId(channel))
        await one.slack.platform.post(place, Reply(body=Notice(text="Hello.")), "k3")
        with pytest.raises(SlackRefusedError, match="needed: users:read"):
            await one.slack.calls.call(one.team, "users.info", {"user": "U000000001"})


@pytest.mark.filterwarnings(
    "ignore:BasicAuth is deprecated:DeprecationWarning"
)  # slack_sdk over aiohttp 3.14
async def test_a_workspace_installs_through_another_slack(tmp_path: Path) -> None:
    """From our page over the emulator's consent to a stored token, with which the next question is answered."""
    async with emulated(tmp_path, scopes=SCOPES, oauth=True) as one:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            page = await session.get(f"{one.ours}/slack/install")
            asked = dict(re.findall(r"[?&](\w+)=([^&\"]*)", (await page.text()).replace("&amp;", "&")))
            cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in page.cookies.items())
            user = str((await one.alice.auth_test())["user_id"])
            consent = {
                "user_id": user,
                "client_id": asked["client_id"],
                "state": asked["state"],
                "scope": ",".join(BOT_SCOPES),
                "redirect_uri": "https://dateline.example/slack/oauth_redirect",
            }
            agreed = await session.post(
                f"{one.url}/oauth/v2/authorize/callback", data=consent, allow_redirects=False
            )
            back = agreed.headers["Location"].removeprefix("https://dateline.example")
            first = await session.get(one.ours + back, headers={"Cookie": cookies})
            again = await session.get(one.ours + back, headers={"Cookie": cookies})
        channel = await one.channel("desk")
        question = await one.alice.chat_postMessage(channel=channel, text="<@U0BRIEF> who met Anna Kovar?")
        [answer] = await one.answers(channel, str(question["ts"]))

    assert (first.status, again.status) == (200, 401)
    assert "Peter Szabo" in answer["text"]


async def test_what_another_slack_does_not_know_holds_up_nothing(emulator: Emulated) -> None:
    """Statuses, prompts and sessions are unknown to it; a question is answered all the same."""
    with pytest.raises(SlackApiError):
        await emulator.bot.assistant_threads_setStatus(channel_id="C1", thread_ts="1.1", status="x")
    channel = await emulator.channel("desk")
    asked = await emulator.alice.chat_postMessage(channel=channel, text="<@U0BRIEF> deadlines Hungary")
    [answer] = await emulator.answers(channel, str(asked["ts"]))

    assert "30 September 2025" in answer["text"]
