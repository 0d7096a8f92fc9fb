"""Bot tokens of one workspace or of many: where they are kept, sealed, renewed, and forgotten."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import Tokens
from adapters.slack.config import SlackConfig
from adapters.slack.origins import Origin, installation_of
from bot.errors import ConfigError, DeliveryRefusedError
from bot.model.ids import WorkspaceId

_log = logging.getLogger(__name__)

SEALED = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
CACHED_S = 60.0  # how long a token is used without asking the store again
RENEWED_AHEAD_MIN = 120  # minutes before its end that a token is renewed

_Kept = TypeVar("_Kept", Installation, Bot)


class OneToken:
    """The token of the one workspace that Dateline is set up for."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token_of(self, workspace: WorkspaceId) -> str:
        """As `adapters.slack.calls.Tokens.token_of`."""
        return self._token

    async def forget(self, workspace: WorkspaceId) -> None:
        """There is nothing kept."""


class InstalledTokens:
    """Tokens of the workspaces that installed us, renewed before they end. clock: seconds."""

    def __init__(
        self, store: AsyncInstallationStore, config: SlackConfig, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._clock = clock
        self._cached: dict[WorkspaceId, tuple[float, str]] = {}
        self._rotator = AsyncTokenRotator(
            client_id=config.client_id or "",
            client_secret=config.client_secret or "",
            client=AsyncWebClient(base_url=config.api_url),
        )

    async def token_of(self, workspace: WorkspaceId) -> str:
        """As `adapters.slack.calls.Tokens.token_of`."""
        kept = self._cached.get(workspace)
        if kept is not None and self._clock() - kept[0] < CACHED_S:
            return kept[1]
        bot = await self._find(workspace)
        if bot is None:
            raise DeliveryRefusedError("this workspace has not installed Dateline, or no longer")
        bot = await self._renewed(bot)
        self._cached[workspace] = (self._clock(), bot.bot_token)
        return bot.bot_token

    async def forget(self, workspace: WorkspaceId) -> None:
        """Delete what is kept of a workspace that uninstalled us or took our tokens back; twice is once."""
        self._cached.pop(workspace, None)
        enterprise, team, _ = installation_of(workspace)
        await self._store.async_delete_all(enterprise_id=enterprise, team_id=team)

    async def _find(self, workspace: WorkspaceId) -> Bot | None:
        enterprise, team, org = installation_of(workspace)
        return await self._store.async_find_bot(
            enterprise_id=enterprise, team_id=team, is_enterprise_install=org
        )

    async def _renewed(self, bot: Bot) -> Bot:
        """The bot with a token that holds for a while yet; the old one when Slack cannot be asked."""
        if bot.bot_refresh_token is None:
            return bot
        try:
            fresh = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=RENEWED_AHEAD_MIN
            )
        except Exception as error:  # whatever it is, the token may hold for two hours more
            _log.warning("a token could not be renewed: %s", type(error).__name__)
            return bot
        if fresh is None:
            return bot
        await self._store.async_save_bot(fresh)
        return fresh


class Authorize(AsyncAuthorize):
    """Tells Bolt which token an event belongs to, without asking Slack: an event is kept even when Slack's API is down."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the SDK has no annotations there
        self._tokens = tokens

    async def __call__(
        self, *, context: Any, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        """The authorization, or None when the workspace has not installed us."""
        origin = Origin(
            enterprise=enterprise_id,
            team=team_id,
            org=bool(context.is_enterprise_install),
            channel=None,
            member=None,
        )
        try:
            token = await self._tokens.token_of(origin.workspace)
        except DeliveryRefusedError:
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)


class SealedStore(AsyncInstallationStore):
    """An installation store that never sees a token in the clear.

    key: one or more Fernet keys with commas between; the first seals, the others still open what they sealed.
    """

    def __init__(self, inner: AsyncInstallationStore, key: str) -> None:
        from cryptography.fernet import Fernet, MultiFernet

        self._inner = inner
        try:
            self._fernet = MultiFernet([Fernet(one.strip()) for one in key.split(",") if one.strip()])
        except ValueError:
            raise ConfigError("secrets_key must be a Fernet key; make one with: dateline slack key") from None

    @property
    def logger(self) -> logging.Logger:
        """As the inner store's."""
        return _log

    async def async_save(self, installation: Installation) -> None:
        await self._inner.async_save(self._seal(installation))

    async def async_save_bot(self, bot: Bot) -> None:
        await self._inner.async_save_bot(self._seal(bot))

    async def async_find_bot(self, **which: Any) -> Bot | None:
        found = await self._inner.async_find_bot(**which)
        return None if found is None else self._open(found)

    async def async_find_installation(self, **which: Any) -> Installation | None:
        found = await self._inner.async_find_installation(**which)
        return None if found is None else self._open(found)

    async def async_delete_bot(self, **which: Any) -> None:
        await self._inner.async_delete_bot(**which)

    async def async_delete_installation(self, **which: Any) -> None:
        await self._inner.async_delete_installation(**which)

    async def async_delete_all(self, **which: Any) -> None:
        await self._inner.async_delete_all(**which)

    def _seal(self, what: _Kept) -> _Kept:
        return _with_each(what, lambda token: self._fernet.encrypt(token.encode()).decode())

    def _open(self, what: _Kept) -> _Kept:
        from cryptography.fernet import InvalidToken

        try:
            return _with_each(what, lambda token: self._fernet.decrypt(token.encode()).decode())
        except InvalidToken:
            raise ConfigError(
                "a stored Slack token cannot be opened with secrets_key; add the key that sealed it "
                "behind the present one, with a comma"
            ) from None


def _with_each(what: _Kept, change: Callable[[str], str]) -> _Kept:
    """A copy with every token changed."""
    other = copy.copy(what)
    for name in SEALED:
        token = getattr(other, name, None)
        if token:
            setattr(other, name, change(token))
    return other


async def open_installations(engine: Any, config: SlackConfig) -> tuple[SealedStore, Any]:
    """The installation store and the store of OAuth states on a database, their tables made where missing.

    engine: SQLAlchemy's AsyncEngine.
    """
    from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
    from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
    from sqlalchemy import Text

    rows = AsyncSQLAlchemyInstallationStore(client_id=config.client_id or "", engine=engine)
    for table in (rows.installations, rows.bots):
        for name in SEALED:
            if name in table.c:
                table.c[name].type = Text()  # a sealed token is longer than the column the SDK makes
    states = AsyncSQLAlchemyOAuthStateStore(expiration_seconds=600, engine=engine)
    await rows.create_tables()  # type: ignore[no-untyped-call]
    await states.create_tables()  # type: ignore[no-untyped-call]
    return SealedStore(rows, config.encryption_key or ""), states
