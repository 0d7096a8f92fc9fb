"""Calls to Slack's Web API: one place for tokens, pace, repeats, and what an error means for a delivery."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.limits import METHOD_TIERS, PER_CHANNEL_A_MINUTE, TIERS
from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError
from bot.model.ids import WorkspaceId

if TYPE_CHECKING:
    from aiohttp import ClientSession

_log = logging.getLogger(__name__)

TIMEOUT_S = 15
MAX_WAIT_S = 20.0  # for our own pace or Slack's Retry-After; what must wait longer goes back to the outbox
BURST = 5  # posts to one channel at once, before one a second holds

REFUSED = frozenset(
    "account_inactive as_user_not_supported cannot_dm_bot cant_update_message channel_is_archived channel_not_found "
    "channel_type_not_supported edit_window_closed ekm_access_denied invalid_arguments invalid_auth invalid_blocks "
    "invalid_blocks_format is_archived is_inactive message_not_found messages_tab_disabled missing_scope "
    "msg_blocks_too_long msg_too_long no_permission no_text not_allowed_token_type not_authed not_in_channel "
    "org_login_required restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel "
    "restricted_action_thread_locked restricted_action_thread_only_channel team_access_not_granted "
    "team_not_found thread_not_found token_expired token_revoked two_factor_setup_required user_disabled "
    "user_not_found user_not_in_channel user_not_visible view_too_large".split()
)
_DOUBTFUL = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_READS = frozenset(
    {"conversations.history", "conversations.replies", "conversations.info", "users.info", "auth.test"}
)
_FORMS = frozenset({"files.getUploadURLExternal"})


class Tokens(Protocol):
    """Where the bot token of a workspace comes from."""

    async def token_of(self, workspace: WorkspaceId) -> str:
        """The token; DeliveryRefusedError when the workspace has not installed us, or no longer."""


class SlackCallError(DeliveryError):
    """Slack refused a call; `code` is its word for why."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class SlackRefusedError(SlackCallError, DeliveryRefusedError):
    """Slack will never take this call."""


class Calls:
    """Slack's Web API for every workspace.

    session: shared connections; None opens one for each call. pace: waits until a method may be called.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        api_url: str,
        session: ClientSession | None = None,
        pace: Pace | None = None,
        timeout_s: int = TIMEOUT_S,
    ) -> None:
        self._tokens = tokens
        self._api_url = api_url
        self._session = session
        self._pace = pace or Pace()
        self._timeout_s = timeout_s

    async def call(
        self,
        workspace: WorkspaceId,
        method: str,
        arguments: Mapping[str, Any],
        *,
        posts: bool = False,
        patience_s: float = MAX_WAIT_S,
    ) -> Mapping[str, Any]:
        """What Slack answers.

        posts: doing it twice shows twice, so an unclear end is a DeliveryDoubtfulError; other calls may simply be
        repeated and raise DeliveryError. patience_s: how long to wait for the method's budget, and with none whether to
        call again when Slack asks for fewer calls. Raises SlackRefusedError for what Slack will never take.
        """
        token = await self._tokens.token_of(workspace)
        channel = str(arguments.get("channel") or arguments.get("channel_id") or "")
        await self._pace.wait(workspace, method, channel, patience_s=patience_s)
        client = AsyncWebClient(
            token=token,
            base_url=self._api_url,
            timeout=self._timeout_s,
            session=self._session,
            retry_handlers=[RetryAfter(max_retry_count=2)] if patience_s else [],
        )
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            async with asyncio.timeout(self._timeout_s + MAX_WAIT_S):
                if method in _READS:
                    response = await client.api_call(method, http_verb="GET", params=given)
                elif method in _FORMS:
                    response = await client.api_call(method, data=given)
                else:
                    response = await client.api_call(method, json=given)
        except Exception as error:
            if isinstance(error, SlackApiError) and getattr(error.response, "status_code", 0) == 429:
                self._pace.hold(workspace, method, channel, seconds_of(error.response.headers))
            raise _fault(method, error, posts=posts) from error
        data = response.data
        return data if isinstance(data, dict) else {}


def _fault(method: str, error: Exception, *, posts: bool) -> Exception:
    """What a failed call means; an exception that no network or Slack raises is handed back as it is."""
    from aiohttp import ClientConnectorError, ClientError

    unclear: type[DeliveryError] = DeliveryDoubtfulError if posts else DeliveryError
    match error:
        case SlackApiError(response=response):
            status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
            data = getattr(response, "data", None)
            code = str(data.get("error") or "") if isinstance(data, dict) else ""
            return _refusal(method, status, code, data, unclear)
        case ClientConnectorError():
            return DeliveryError(f"{method}: Slack could not be reached")
        case ClientError() | TimeoutError() | SlackClientError() | OSError():
            return unclear(f"{method}: the connection ended without an answer ({type(error).__name__})")
        case AttributeError() | ValueError():  # the SDK, over an answer that is no JSON
            return unclear(f"{method}: Slack's answer could not be read")
        case _:
            return error


def _refusal(method: str, status: int, code: str, data: Any, unclear: type[DeliveryError]) -> DeliveryError:
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return DeliveryError(f"{method}: Slack asks for fewer calls")
    if code in REFUSED:
        needed = f", needed: {data.get('needed')}" if code == "missing_scope" and data.get("needed") else ""
        return SlackRefusedError(f"{method}: {code}{needed}", code)
    if status >= 500 or code in _DOUBTFUL or not code:
        return unclear(f"{method}: Slack failed ({code or status})")
    return SlackCallError(f"{method}: {code}", code)


class RetryAfter(AsyncRetryHandler):
    """Repeats a call that Slack answered with 429, after as long as it says, fractions of a second included.

    The SDK's own handler raises on a fraction. A 429 is a refusal, so repeating it never posts twice.
    """

    async def _can_retry_async(
        self, *, state: Any, request: Any, response: Any = None, error: Exception | None = None
    ) -> bool:
        return (
            response is not None
            and response.status_code == 429
            and seconds_of(response.headers) <= MAX_WAIT_S
        )

    async def prepare_for_next_attempt_async(
        self, *, state: Any, request: Any, response: Any = None, error: Exception | None = None
    ) -> None:
        state.next_attempt_requested = True
        await asyncio.sleep(seconds_of(response.headers))
        state.increment_current_attempt()


def seconds_of(headers: Mapping[str, Any]) -> float:
    """How long Retry-After asks to wait, seconds; 1 when it is missing or not a number."""
    for name, value in headers.items():
        if name.casefold() == "retry-after":
            shown = value[0] if isinstance(value, list) else value
            try:
                return max(0.0, float(shown))
            except ValueError:
                return 1.0
    return 1.0


class Pace:
    """Keeps calls of one method to one workspace within Slack's tier.

    In no minute are there more calls than the tier allows; posts to one channel come one a second after a few at once.
    clock: seconds, only ever growing. rest: waits so many seconds.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] | None = None,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._rest = rest
        self._made: dict[tuple[str, ...], deque[float]] = {}
        self._held: dict[tuple[str, ...], float] = {}

    async def wait(
        self, workspace: str, method: str, channel: str, *, patience_s: float = MAX_WAIT_S
    ) -> None:
        """Return when the call may be made; DeliveryError when that is too far off."""
        name, now = _budget_of(workspace, method, channel), self._now()
        if method in PER_CHANNEL_A_MINUTE:
            step = 60.0 / PER_CHANNEL_A_MINUTE[method]
            free, made = self._in_steps(name, now, step)
        elif method in METHOD_TIERS:
            free, made = self._in_a_minute(name, TIERS[METHOD_TIERS[method]])
        else:
            return
        free = max(free, self._held.get(name, now), now)
        if free - now > patience_s:
            raise DeliveryError(f"{method}: our own rate budget is used up for {free - now:.0f} s")
        made.append(free)
        if len(self._made) > 10_000:
            self._forget(now)
        if free > now:
            await self._rest(free - now)

    def _in_a_minute(self, name: tuple[str, ...], most: int) -> tuple[float, deque[float]]:
        """When a call is free of which `most` may be made in any minute, and when the last ones were made."""
        made = self._made.setdefault(name, deque(maxlen=most))
        return (made[0] + 60.0 if len(made) == most else -math.inf), made

    def _in_steps(self, name: tuple[str, ...], now: float, step: float) -> tuple[float, deque[float]]:
        """When a call is free that comes every `step` seconds, after a few at once, and when the last ones were made."""
        made = self._made.setdefault(name, deque(maxlen=BURST))
        used = sum(1 for at in made if at > now - step * BURST)
        return (max(made[-1] + step, now) if used == BURST else -math.inf), made

    def hold(self, workspace: str, method: str, channel: str, seconds: float) -> None:
        """Make no such call for so long: Slack asked for it."""
        name = _budget_of(workspace, method, channel)
        self._held[name] = max(self._held.get(name, -math.inf), self._now() + seconds)

    def _forget(self, now: float) -> None:
        """Drop budgets that nothing was taken from for a minute."""
        self._made = {name: made for name, made in self._made.items() if made[-1] > now - 60.0}
        self._held = {name: until for name, until in self._held.items() if until > now}

    def _now(self) -> float:
        return self._clock() if self._clock is not None else asyncio.get_running_loop().time()


def _budget_of(workspace: str, method: str, channel: str) -> tuple[str, ...]:
    """What a budget is counted by: workspace and method, for posts the channel too."""
    return (workspace, method, channel) if method in PER_CHANNEL_A_MINUTE else (workspace, method)
