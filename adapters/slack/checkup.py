"""Says whether the Slack tokens in use work, and which scopes to add: the Slack part of `dateline doctor`."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.config import Mode, SlackConfig
from adapters.slack.manifest import BOT_SCOPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. words: for the operator, naming the setting to change where it is not ok."""

    ok: bool
    words: str


async def check_slack(config: SlackConfig) -> tuple[Finding, ...]:
    """What was found; never raises, and shows no secret."""
    findings: list[Finding] = []
    if config.bot_token:
        findings.append(await _check_bot(config))
    else:
        findings.append(Finding(ok=True, words="workspaces install Dateline at /slack/install"))
    if config.mode is Mode.SOCKET:
        findings.append(await _check_app(config))
    elif not config.public_url:
        findings.append(Finding(ok=False, words="HTTP mode: set public_url to the address that Slack calls"))
    return tuple(findings)


async def _check_bot(config: SlackConfig) -> Finding:
    client = AsyncWebClient(token=config.bot_token, base_url=config.api_url, timeout=10)
    try:
        told = await client.auth_test()
    except Exception as error:
        return Finding(ok=False, words=f"slack_bot_token: {_why(error)}")
    header = next((v for k, v in told.headers.items() if k.casefold() == "x-oauth-scopes"), "")
    scopes = {scope.strip() for scope in str(header).split(",")}
    missing = [scope for scope in BOT_SCOPES if scope not in scopes]
    if missing:
        words = f"slack_bot_token lacks scopes: add {', '.join(missing)} and install the app again"
        return Finding(ok=False, words=words)
    return Finding(
        ok=True, words=f"slack_bot_token works in workspace {told.get('team') or told.get('team_id')}"
    )


async def _check_app(config: SlackConfig) -> Finding:
    client = AsyncWebClient(token=config.app_token, base_url=config.api_url, timeout=10)
    try:
        await client.apps_connections_open(app_token=config.app_token or "")
    except Exception as error:
        return Finding(ok=False, words=f"slack_app_token: {_why(error)}")
    return Finding(ok=True, words="slack_app_token opens sockets")


def _why(error: Exception) -> str:
    """Slack's word for it, or that it could not be reached."""
    if isinstance(error, SlackApiError):
        return f"Slack says {error.response.get('error') or error.response.status_code}"
    return f"Slack could not be reached ({type(error).__name__})"
