"""`dateline doctor`: what will be used, and what is missing."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.errors import BotError
from bot.settings import PREFIX, Settings
from bot.values import hide_password

if TYPE_CHECKING:
    from adapters.terminal.options import Terminal

EXTRAS = {
    "feeds": "fastfeedparser",
    "model": "openai",
    "postgres": "asyncpg",
    "slack": "slack_bolt",
    "discord": "discord",
}


def checkup(terminal: Terminal) -> tuple[bool, list[str]]:
    """Whether the core can work, and the lines to print about it."""
    ok, database = _database(terminal)
    lines = ["Settings", *_settings(terminal.settings), "", "Parts", f"  {database}"]
    if ok:
        lines += [f"  model     {line.strip()}" for line in _model(terminal)]
    lines += ["", "Extras", *map(_extra, EXTRAS)]
    settings = terminal.settings
    if settings.slack_bot_token or settings.slack_client_id:
        lines.append(
            "  slack     is configured; `dateline slack check` asks Slack about tokens, scopes and events"
        )
    return ok, lines


def _extra(name: str) -> str:
    installed = find_spec(EXTRAS[name]) is not None
    return f"  {name:9} " + ("installed" if installed else f"not installed; pip install 'dateline[{name}]'")


def _settings(settings: Settings) -> list[str]:
    lines = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(hidden)" if isinstance(value, SecretStr) else hide_password(str(value))
        mark = " " if value == field.default else "*"
        lines.append(f" {mark}{PREFIX}{name.upper()} = {shown}")
    return lines


def _model(terminal: Terminal) -> list[str]:
    """The model and its month."""
    from adapters.terminal.spending import draw_spending, read_spending

    if terminal.settings.model is None:
        return ["none; answers are extractive"]
    where = hide_password(terminal.settings.model_url or "OpenAI")
    month = draw_spending(terminal.run(lambda app: read_spending(app, terminal)))
    settings = terminal.settings
    keyless = settings.model_url is None and settings.model_key is None
    missing = ["DATELINE_MODEL_KEY is not set, and OpenAI asks for one"] if keyless else []
    return [f"{settings.model} at {where}", *missing, *month]


def _database(terminal: Terminal) -> tuple[bool, str]:
    try:
        covered = terminal.run(lambda app: app.service.coverage(terminal.requester))
    except BotError as error:
        return False, f"database  {error}"
    return True, f"database  ready, {covered.articles:,} articles"
