"""The manifest an operator pastes into Slack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.slack.config import Mode, SlackConfig
from adapters.slack.manifest import BOT_EVENTS, manifest
from adapters.slack.presses import COMMANDS
from bot.errors import ConfigError

SCHEMA = Path(__file__).parents[4] / "shared" / "specs" / "slack-manifest-v2.schema.json"


@pytest.mark.parametrize(
    ("mode", "url"),
    [
        (Mode.SOCKET, None),
        (Mode.SOCKET, "https://dateline.example"),
        (Mode.HTTP, "https://dateline.example/"),
    ],
)
def test_it_is_valid_against_slacks_schema(mode: Mode, url: str | None) -> None:
    """Slack refuses the whole manifest for one wrong field."""
    if not SCHEMA.exists():
        pytest.skip("spec not present")
    import jsonschema

    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(manifest(mode, url))


def test_http_names_the_address_everywhere_and_socket_mode_nowhere() -> None:
    """A forgotten address is a button that does nothing."""
    text = json.dumps(manifest(Mode.HTTP, "https://dateline.example"))

    assert text.count("https://dateline.example/slack/events") == len(COMMANDS) + 2
    assert "/slack/events" not in json.dumps(manifest(Mode.SOCKET))


def test_http_without_an_address_is_told_to_the_operator() -> None:
    """The setting is named."""
    with pytest.raises(ConfigError, match="public_url"):
        manifest(Mode.HTTP, None)


def test_every_command_is_declared() -> None:
    """A command that is not declared cannot be typed."""
    declared = manifest(Mode.SOCKET)["features"]["slash_commands"]

    assert [one["command"] for one in declared] == [f"/{name}" for name in COMMANDS]


def test_it_uses_the_agent_view_and_asks_for_nothing_broad() -> None:
    """The old assistant view is being retired; posting where nobody invited us is not for us."""
    made = manifest(Mode.SOCKET)

    assert "agent_view" in made["features"]
    assert "assistant_view" not in made["features"]
    assert "agent_session_stopped" in BOT_EVENTS
    scopes = made["oauth_config"]["scopes"]["bot"]
    assert not [scope for scope in scopes if "admin" in scope or scope == "chat:write.public"]


@pytest.mark.parametrize(
    "given",
    [
        {"mode": Mode.SOCKET, "bot_token": "xoxb-1"},
        {"mode": Mode.HTTP, "bot_token": "xoxb-1"},
        {"app_token": "xapp-1"},
        {"app_token": "xapp-1", "client_id": "1", "client_secret": "2"},
        {"app_token": "xapp-1", "bot_token": "xoxb-1", "sockets": 11},
    ],
)
def test_what_is_missing_is_said_at_start(given: dict[str, object]) -> None:
    """An operator learns it from the first line, not from silence."""
    with pytest.raises(ConfigError, match="DATELINE_S"):
        SlackConfig(**given)  # type: ignore[arg-type]


def test_secrets_are_not_shown() -> None:
    """A config that is printed gives nothing away."""
    shown = repr(SlackConfig(bot_token="xoxb-SECRET", app_token="xapp-SECRET", encryption_key="SECRET"))

    assert "SECRET" not in shown
