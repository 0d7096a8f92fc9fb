"""What the Slack adapter needs to know, as one frozen value; bot/settings.py fills it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.errors import ConfigError


class Mode(StrEnum):
    """SOCKET: we connect to Slack, no public address is needed. HTTP: Slack calls our public address."""

    SOCKET = "socket"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackConfig:
    """How Dateline is connected to Slack.

    bot_token: of the one workspace (xoxb-…); None when workspaces install through OAuth. app_token: for Socket Mode
    (xapp-…). signing_secret: for HTTP. client_id, client_secret, encryption_key: for OAuth; encryption_key is one or
    more Fernet keys with commas between, the first seals, the others still open. public_url: https address without a
    path under which Slack reaches us. sockets: connections at once; two, so that one process can take over from
    another. api_url, hooks_url: where Slack's API and its response addresses are; other values are for tests.
    """

    mode: Mode = Mode.SOCKET
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    encryption_key: str | None = field(default=None, repr=False)
    public_url: str | None = None
    sockets: int = 2
    api_url: str = "https://slack.com/api/"
    hooks_url: str = "https://hooks.slack.com/"

    def __post_init__(self) -> None:
        if not 1 <= self.sockets <= 10:
            raise ConfigError(f"DATELINE_SLACK_SOCKETS must be 1 to 10, got {self.sockets}")
        if self.mode is Mode.SOCKET and not self.app_token:
            raise ConfigError("Socket Mode needs DATELINE_SLACK_APP_TOKEN (xapp-…, scope connections:write)")
        if self.mode is Mode.HTTP and not self.signing_secret:
            raise ConfigError(
                "Slack needs a way in: set DATELINE_SLACK_APP_TOKEN (xapp-…) for Socket Mode, or "
                "DATELINE_SLACK_SIGNING_SECRET, from the app's basic information, for HTTP"
            )
        if not self.bot_token and not self.oauth:
            raise ConfigError(
                "Slack needs DATELINE_SLACK_BOT_TOKEN for one workspace, or DATELINE_SLACK_CLIENT_ID, "
                "DATELINE_SLACK_CLIENT_SECRET and DATELINE_SECRETS_KEY for many"
            )
        if self.oauth and not self.encryption_key:
            raise ConfigError("DATELINE_SECRETS_KEY is needed to keep tokens of installed workspaces sealed")

    @property
    def oauth(self) -> bool:
        """Whether workspaces install Dateline themselves."""
        return bool(self.client_id and self.client_secret)
