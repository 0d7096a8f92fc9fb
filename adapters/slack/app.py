"""Dateline on Slack: builds Bolt's app around the receiver, and runs it over sockets or under a web server.

async with open_slack(desk, config, posts=store.posts, clock=now) as slack:
    await slack.run(stop)             # Socket Mode
    router.add_routes(slack.routes())  # HTTP
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.blocks import FEEDBACK, PREFIX
from adapters.slack.calls import REFUSED, Calls, Pace
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.installs import Authorize, InstalledTokens, OneToken, open_installations
from adapters.slack.manifest import BOT_SCOPES
from adapters.slack.origins import PLATFORM, origin_of
from adapters.slack.people import KeptThreads, People
from adapters.slack.platform import SlackPlatform
from adapters.slack.presses import ASK_VIEW, pressed_bad
from adapters.slack.receive import FrontDesk, Receiver
from adapters.slack.settings import (
    OPEN_SETTINGS,
    SETTINGS_VIEW,
    chosen_channel,
    complaints_of,
    loading_view,
    settings_view,
    unread_view,
)
from adapters.slack.views import OPEN_ASK, PROMPTS, ask_view, home_view, reason_view
from bot.errors import BotError, ConfigError, StorageError
from bot.model.chat import Incoming, IncomingKind, Place
from bot.model.ids import ChannelId, WorkspaceId
from bot.ports import PostStore

if TYPE_CHECKING:
    from aiohttp import web
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

_log = logging.getLogger(__name__)

WORKING = "Looking it up in the stored articles…"
RECONNECT_S = 5.0  # between attempts to open the first socket
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"

Uninstalled = Callable[[WorkspaceId], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """Dateline on Slack, ready to run. bolt: Bolt's app. calls: the Web API."""

    config: SlackConfig
    bolt: AsyncApp
    platform: SlackPlatform
    calls: Calls

    def routes(self) -> list[web.RouteDef]:
        """What a web server serves in HTTP mode, and for OAuth in either mode."""
        from aiohttp import web
        from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

        async def events(request: web.Request) -> web.Response:
            answer: web.Response = await to_aiohttp_response(
                await self.bolt.async_dispatch(await to_bolt_request(request))
            )
            return answer

        async def install(request: web.Request) -> web.Response:
            flow = self.bolt.oauth_flow
            assert flow is not None
            asked = await to_bolt_request(request)
            handle = flow.handle_installation if request.path == INSTALL_PATH else flow.handle_callback
            answer: web.Response = await to_aiohttp_response(await handle(asked))
            return answer

        served = [web.post(EVENTS_PATH, events)] if self.config.mode is Mode.HTTP else []
        if self.config.oauth:
            served += [web.get(INSTALL_PATH, install), web.get(REDIRECT_PATH, install)]
        return served

    async def run(self, stop: asyncio.Event) -> None:
        """Socket Mode: hold the connections until `stop` is set. HTTP: only wait; the routes do the work.

        Raises ConfigError when Slack does not take the app-level token.
        """
        if self.config.mode is Mode.HTTP:
            await stop.wait()
            return
        handlers = [self._handler() for _ in range(self.config.sockets)]
        connecting = asyncio.create_task(_connect(handlers, self.config))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if connecting.done():
                connecting.result()
            await stopping
        finally:
            for task in (connecting, stopping):
                task.cancel()
            await asyncio.gather(connecting, stopping, return_exceptions=True)
            for handler in handlers:
                await handler.close_async()  # type: ignore[no-untyped-call]  # the SDK has no annotations there

    def _handler(self) -> AsyncSocketModeHandler:
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        return AsyncSocketModeHandler(
            self.bolt,
            self.config.app_token,
            web_client=AsyncWebClient(token=self.config.app_token, base_url=self.config.api_url),
            ping_interval=10,
        )


async def _connect(handlers: Sequence[AsyncSocketModeHandler], config: SlackConfig) -> None:
    """Connect one after the other, however long Slack is away; once connected, each reconnects by itself.

    The address of the first connection is asked for here, since the SDK would ask for ever with a wrong token.
    """
    client = AsyncWebClient(token=config.app_token, base_url=config.api_url)
    for handler in handlers:
        while (address := await _socket_address(client, config)) is None:  # noqa: ASYNC110 - nothing tells when Slack is back
            await asyncio.sleep(RECONNECT_S)
        handler.client.wss_uri = address
        await handler.connect_async()  # type: ignore[no-untyped-call]


async def _socket_address(client: AsyncWebClient, config: SlackConfig) -> str | None:
    """Where to open a socket, or None when Slack cannot tell at the moment."""
    try:
        told = await client.apps_connections_open(app_token=config.app_token or "")
        return str(told["url"])
    except SlackApiError as error:
        code = str(error.response.get("error") or "")
        if code in REFUSED:
            raise ConfigError(f"Slack does not take slack_app_token: {code}") from error
        _log.warning("Slack opened no socket (%s); trying again", code)
    except (OSError, TimeoutError, aiohttp.ClientError) as error:
        _log.warning("Slack opened no socket (%s); trying again", type(error).__name__)
    return None


@asynccontextmanager
async def open_slack(
    desk: FrontDesk,
    config: SlackConfig,
    *,
    posts: PostStore,
    clock: Callable[[], datetime],
    engine: Any = None,
    uninstalled: Uninstalled | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[Slack]:
    """Dateline on Slack, its platform connected to the desk.

    engine: SQLAlchemy's AsyncEngine, where installations of OAuth are kept; not needed for one workspace.
    uninstalled: called for a workspace that removed us, before Slack is thanked; it drops schedules and what waits to
    be posted, and must bear being called twice.
    """
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        tokens: OneToken | InstalledTokens
        flow = None
        if config.oauth:
            installations, states = await open_installations(engine, config)
            tokens = InstalledTokens(installations, config)
            flow = _oauth_flow(config, installations, states)
        else:
            tokens = OneToken(config.bot_token or "")
        calls = Calls(tokens, api_url=config.api_url, session=session, pace=pace)
        platform = SlackPlatform(calls, hooks_url=config.hooks_url, session=session)
        receiver = Receiver(desk, People(calls), KeptThreads(posts), platform.sessions, clock=clock)
        stack.push_async_callback(receiver.close)
        bolt = AsyncApp(
            name="dateline",
            logger=_log,
            signing_secret=config.signing_secret or "",
            client=AsyncWebClient(base_url=config.api_url, session=session),
            authorize=Authorize(tokens),  # type: ignore[arg-type]  # Bolt takes its own class too, unannotated
            oauth_flow=flow,
            request_verification_enabled=config.mode is Mode.HTTP,
        )
        bolt.use(_Keeper(receiver, tokens, uninstalled).keep)
        _Listeners(desk, receiver, platform, calls).register(bolt)
        desk.connect(platform)
        yield Slack(config=config, bolt=bolt, platform=platform, calls=calls)


def _oauth_flow(config: SlackConfig, installations: Any, states: Any) -> AsyncOAuthFlow:
    return AsyncOAuthFlow(
        client=AsyncWebClient(base_url=config.api_url),
        settings=AsyncOAuthSettings(
            client_id=config.client_id,
            client_secret=config.client_secret,
            scopes=list(BOT_SCOPES),
            redirect_uri=f"{config.public_url}{REDIRECT_PATH}" if config.public_url else None,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            installation_store=installations,
            state_store=states,
        ),
    )


class _Keeper:
    """The global middleware: it runs before Slack is thanked, and keeps what happened."""

    def __init__(
        self, receiver: Receiver, tokens: OneToken | InstalledTokens, uninstalled: Uninstalled | None
    ) -> None:
        self._receiver = receiver
        self._tokens = tokens
        self._uninstalled = uninstalled

    async def keep(self, body: dict[str, Any], next: Callable[[], Awaitable[Any]]) -> BoltResponse | None:  # noqa: A002 - Bolt's name
        """Thank Slack for what is kept; 503 when it could not be, so that Slack sends it again."""
        try:
            if _is_goodbye(body):
                await self._say_goodbye(body)
                return BoltResponse(status=200)
            if wrong := _complaints(body):
                return BoltResponse(status=200, body={"response_action": "errors", "errors": wrong})
            incoming = await self._receiver.receive(body)
        except StorageError as error:
            _log.error("an event could not be kept and is left for Slack to repeat: %s", error)
            return BoltResponse(status=503)
        if incoming is None:
            await next()
            return None
        return BoltResponse(status=200, body=_thanks(incoming, body))

    async def _say_goodbye(self, body: dict[str, Any]) -> None:
        workspace = origin_of(body).workspace
        await self._tokens.forget(workspace)
        if self._uninstalled is not None:
            await self._uninstalled(workspace)


def _complaints(body: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a form of settings that was sent, to be said under its fields."""
    sent = body.get("type") == "view_submission" and (body.get("view") or {}).get("callback_id")
    return complaints_of(body) if sent == SETTINGS_VIEW else {}


def _is_goodbye(body: dict[str, Any]) -> bool:
    """Whether a workspace removed us or took the bot's token back; both are sent, in either order."""
    event = body.get("event")
    if not isinstance(event, dict):
        return False
    revoked = event.get("tokens") if event.get("type") == "tokens_revoked" else None
    return event.get("type") == "app_uninstalled" or bool(isinstance(revoked, dict) and revoked.get("bot"))


def _thanks(incoming: Incoming, body: dict[str, Any]) -> str | dict[str, Any]:
    """A command's thanks is its sign of life, seen by the one who typed it; everything else is thanked silently."""
    if incoming.kind is IncomingKind.COMMAND and "command" in body:
        return {"response_type": "ephemeral", "text": WORKING}
    return ""


class _Listeners:
    """What is done at once and not kept: views, prompts, the Stop button. Losing one of these loses no question."""

    def __init__(self, desk: FrontDesk, receiver: Receiver, platform: SlackPlatform, calls: Calls) -> None:
        self._desk = desk
        self._receiver = receiver
        self._platform = platform
        self._calls = calls

    def register(self, bolt: AsyncApp) -> None:
        """Every listener, and behind them one that thanks for whatever else comes."""
        bolt.event("app_home_opened")(self.opened)
        bolt.event("agent_session_stopped")(self.stopped)
        bolt.shortcut(ASK_VIEW)(self.ask)
        bolt.action(OPEN_ASK)(self.ask)
        bolt.action(OPEN_SETTINGS)(self.settings)
        bolt.action(re.compile(rf"{PREFIX}:({FEEDBACK}|bad)(:.*)?"))(self.reason)
        anything = re.compile(".*")
        bolt.event(anything)(_thank)
        bolt.action(anything)(_thank)
        bolt.shortcut(anything)(_thank)
        bolt.command(anything)(_thank)
        bolt.view(anything)(_thank)
        bolt.view_closed(anything)(_thank)

    async def opened(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Somebody looks at our Home tab, or at our messages."""
        try:
            requester = await self._receiver.requester(body)
            workspace = requester.scope.workspace
            if event.get("tab") == "messages":
                prompts = {"channel_id": event["channel"], "prompts": list(PROMPTS)}
                await self._calls.call(workspace, "assistant.threads.setSuggestedPrompts", prompts)
            else:
                view = home_view(await self._desk.home(requester))
                shown = {"user_id": requester.member, "view": view}
                await self._calls.call(workspace, "views.publish", shown)
        except BotError as error:
            _log.warning("a view could not be shown: %s", error)

    async def stopped(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Somebody pressed Stop: what was asked in that thread is answered no further."""
        workspace, channel = origin_of(body).workspace, str(event.get("channel") or "")
        thread = str(event.get("thread_ts") or "") or None
        place = Place(platform=PLATFORM, workspace=workspace, channel=ChannelId(channel), thread=thread)
        try:
            await self._desk.stop(place)
        except BotError as error:
            _log.warning("a press of Stop could not be kept: %s", error)
        await self._platform.show_status(place, None)
        await self._platform.sessions.end(place)

    async def ask(self, ack: Callable[[], Awaitable[Any]], body: dict[str, Any]) -> None:
        """Somebody wants to ask in a modal."""
        await ack()
        await self._open(body, ask_view())

    async def reason(self, ack: Callable[[], Awaitable[Any]], body: dict[str, Any]) -> None:
        """Somebody says that an answer is not right: the form asks why, and brings the verdict along."""
        await ack()
        pressed = pressed_bad(body)
        if pressed is not None:
            await self._open(body, reason_view(pressed))

    async def settings(self, ack: Callable[[], Awaitable[Any]], body: dict[str, Any]) -> None:
        """An admin chose a channel: the form opens at once, and is filled in when its settings are known."""
        await ack()
        channel, workspace = chosen_channel(body), origin_of(body).workspace
        if channel is None:
            return
        opened = await self._open(body, loading_view())
        place = Place(platform=PLATFORM, workspace=workspace, channel=ChannelId(channel))
        if not opened:
            return
        try:
            view = settings_view(channel, await self._desk.channels.settings(workspace, place))
        except BotError as error:
            _log.warning("the settings could not be read: %s", error)
            view = unread_view()
        try:
            await self._calls.call(workspace, "views.update", {**opened, "view": view})
        except BotError as error:
            _log.warning("the settings could not be shown: %s", error)

    async def _open(self, body: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
        """Open a modal before anything else: Slack's permission to do so lasts three seconds.

        Returns what names the view for an update; empty when it could not be opened.
        """
        try:
            opened = {"trigger_id": body["trigger_id"], "view": view}
            told = await self._calls.call(origin_of(body).workspace, "views.open", opened)
        except BotError as error:
            _log.warning("the modal could not be opened: %s", error)
            return {}
        return {"view_id": told["view"]["id"], "hash": told["view"].get("hash")}


async def _thank(ack: Callable[[], Awaitable[Any]]) -> None:
    await ack()
