"""What an operator is told before the first question."""

from __future__ import annotations

import asyncio

import pytest

from adapters.serve import need
from adapters.slack.checkup import check_slack
from adapters.slack.config import Mode, SlackConfig
from adapters.slack.manifest import BOT_SCOPES
from bot.errors import ConfigError
from bot.testing.fake_slack import Fails, FakeSlack
from tests.adapters.slack.conftest import House, config_for


async def test_what_works_is_said(slack: FakeSlack) -> None:
    """Both tokens, and no scope amiss."""
    slack.scopes = BOT_SCOPES

    assert [finding.ok for finding in await check_slack(config_for(slack))] == [True, True]


async def test_a_missing_scope_is_named(slack: FakeSlack) -> None:
    """Slack says so only when a call needs it, in the middle of somebody's question."""
    slack.scopes = tuple(scope for scope in BOT_SCOPES if scope != "groups:history")

    [bot, _] = await check_slack(config_for(slack))

    assert not bot.ok
    assert "groups:history" in bot.words


async def test_wrong_tokens_are_named_and_not_shown(slack: FakeSlack) -> None:
    """The setting, Slack's word for it, and nothing of the secret."""
    slack.script("auth.test", Fails(error="invalid_auth"))
    slack.script("apps.connections.open", Fails(error="not_allowed_token_type"))

    findings = await check_slack(config_for(slack))

    words = " ".join(finding.words for finding in findings)
    assert not any(finding.ok for finding in findings)
    assert "slack_bot_token: Slack says invalid_auth" in words
    assert "slack_app_token: Slack says not_allowed_token_type" in words
    assert "xoxb" not in words


async def test_slack_out_of_reach_is_said() -> None:
    """And not mistaken for a wrong token."""
    config = SlackConfig(bot_token="xoxb-1", app_token="xapp-1", api_url="http://127.0.0.1:1/api/")

    assert all("could not be reached" in finding.words for finding in await check_slack(config))


async def test_http_without_an_address_is_said(slack: FakeSlack) -> None:
    """Slack has nowhere to call."""
    slack.scopes = BOT_SCOPES

    assert [finding.ok for finding in await check_slack(config_for(slack, Mode.HTTP))] == [True, False]


async def test_a_wrong_app_token_ends_the_start(house: House, slack: FakeSlack) -> None:
    """Waiting for ever for events that cannot come would look like working."""
    slack.script("apps.connections.open", Fails(error="invalid_auth"))

    with pytest.raises(ConfigError, match="slack_app_token"):
        await house.slack.run(asyncio.Event())


async def test_slack_away_at_the_start_is_waited_for(
    house: House, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restart during an outage must not need a second one."""
    monkeypatch.setattr("adapters.slack.app.RECONNECT_S", 0.01)
    slack.script("apps.connections.open", *[Fails(status=503, error="service_unavailable")] * 3)

    async with house.connected():
        assert slack.sockets == 2


def test_a_part_that_is_not_installed_is_named_with_its_command() -> None:
    """`dateline slack key` without the extra is one line, and no traceback."""
    with pytest.raises(ConfigError, match=r"slack are not installed; pip install 'dateline\[slack\]'"):
        need("no_such_module_anywhere", "slack")

    need("json", "slack")
