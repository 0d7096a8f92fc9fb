"""Settings are read once, checked, and documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Settings
from tools.write_settings_doc import example_file, settings_page

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)


def test_defaults_work_on_a_laptop() -> None:
    """Nobody should have to set anything before the first answer."""
    assert Settings.read().database_url == "sqlite:///dateline.sqlite3"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATELINE_ZONE", "Mars/Olympus", "DATELINE_ZONE.*IANA.*Mars/Olympus"),
        ("DATELINE_MAX_FILE_BYTES", "12", "DATELINE_MAX_FILE_BYTES.*12"),
        ("DATELINE_DATABASE_URL", "mysql://x", "DATELINE_DATABASE_URL"),
        ("DATELINE_LOG_LEVEL", "LOUD", "DATELINE_LOG_LEVEL.*LOUD"),
        ("DATELINE_LOGLEVEL", "INFO", "no setting DATELINE_LOGLEVEL; perhaps meant: DATELINE_LOG_LEVEL"),
        ("DATELINE_COLOUR", "red", "no setting DATELINE_COLOUR; docs/settings.md lists"),
        ("DATELINE_PORT", "99999", "DATELINE_PORT must be 65535 or less, got '99999'"),
        ("DATELINE_PORT", "http", "DATELINE_PORT must be a whole number, got 'http'"),
        ("DATELINE_FETCH", "maybe", "DATELINE_FETCH must be true or false"),
        (
            "DATELINE_PUBLIC_URL",
            "dateline.example.org",
            "DATELINE_PUBLIC_URL must be an address that begins with",
        ),
        ("DATELINE_PROXY", "proxy:3128", "DATELINE_PROXY must be an address"),
        ("DATELINE_MODEL_URL", "localhost:8000/v1", "DATELINE_MODEL_URL must be an address"),
        (
            "DATELINE_SLACK_BOT_TOKEN",
            "xapp-1",
            "DATELINE_SLACK_BOT_TOKEN must be a token that begins with xoxb-$",
        ),
        (
            "DATELINE_SLACK_APP_TOKEN",
            "xoxb-1",
            "DATELINE_SLACK_APP_TOKEN must be a token that begins with xapp-$",
        ),
        ("DATELINE_SECRETS_KEY", "short", "DATELINE_SECRETS_KEY must be one or more keys"),
    ],
)
def test_a_value_that_does_not_fit_names_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    """The operator at night must know which line to change."""
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError, match=words):
        Settings.read()


def test_a_password_in_a_value_that_does_not_fit_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`postgres://` is what many hosts hand out; the line that refuses it ends up in logs."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgres://desk:hunter2@db.example/news")

    with pytest.raises(ConfigError, match="must be sqlite:///FILE or postgresql://") as raised:
        Settings.read()

    assert "hunter2" not in str(raised.value)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A container's environment overrides a file that was baked in."""
    file = tmp_path / ".env"
    file.write_text("DATELINE_ZONE=Europe/Paris\nDATELINE_WORKSPACE=desk\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_ZONE", "Europe/Vienna")

    settings = Settings.read(file)

    assert (settings.zone, settings.workspace) == ("Europe/Vienna", "desk")


def test_the_page_and_the_example_file_are_up_to_date() -> None:
    """Documentation that lags behind is worse than none; `make docs` writes both anew."""
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == settings_page()
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example_file()
