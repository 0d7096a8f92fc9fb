"""Options that several commands share, and how a command reaches the core."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from bot.app import App
    from bot.model.chat import Requester
    from bot.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

ABSTAINED = 10  # exit code of `ask`, `brief` and `verify` when the stored articles do not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What every command knows: the settings, the time that counts as now, and how to print."""

    settings: Settings
    now: datetime
    as_json: bool

    @property
    def requester(self) -> Requester:
        """The person at the terminal: an admin who sees what the whole workspace sees."""
        from bot.model.chat import Requester
        from bot.model.ids import MemberId, WorkspaceId
        from bot.model.text import Scope

        scope = Scope(workspace=WorkspaceId(self.settings.workspace))
        return Requester(member=MemberId("terminal"), scope=scope, zone=self.settings.zone, admin=True)

    @property
    def today(self) -> date:
        """The calendar day of now in the terminal's zone."""
        return self.now.astimezone(ZoneInfo(self.settings.zone)).date()

    def run(self, work: Callable[[App], Awaitable[T]]) -> T:
        """Open the core, do the work, close it."""
        from bot.app import open_app

        async def whole() -> T:
            async with open_app(self.settings) as app:
                return await work(app)

        return asyncio.run(whole())

    def show(self, value: object, drawn: Callable[[], str]) -> None:
        """Print the value as JSON when asked for, otherwise as drawn."""
        if self.as_json:
            from adapters.terminal.as_json import to_json

            click.echo(to_json(value))
        else:
            click.echo(drawn())


def write_file(path: Path, data: bytes, told: str) -> None:
    """Write a file and say so; `-` is standard output, of which nothing is said.

    Raises InputError when it cannot be written.
    """
    if str(path) == "-":
        click.echo(data, nl=False)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        from bot.errors import InputError

        raise InputError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
    click.echo(f"{path}: {told}")


class Day(click.ParamType[date]):
    """A calendar day, written 2025-08-06."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"a day is written as 2025-08-06, got {value!r}", param, ctx)


def on_terminal(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--db`, `--now` and `--json`, and hand it a `Terminal` as its first argument."""

    @click.option("--db", metavar="FILE_OR_URL", help="The database; DATELINE_DATABASE_URL otherwise.")
    @click.option("--now", metavar="TIME", help="Count days from this day or moment instead of today's.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @functools.wraps(command)
    def wrapped(db: str | None, now: str | None, as_json: bool, **options: Any) -> None:
        settings = load_settings(db)
        terminal = Terminal(settings=settings, now=read_now(now, settings.zone), as_json=as_json)
        command(terminal, **options)

    return wrapped


def load_settings(db: str | None = None) -> Settings:
    """The settings of the environment and `.env`, on another database when `db` names one."""
    from bot.settings import Settings

    settings = Settings.read(Path(".env"))
    if db is not None:
        settings = settings.with_database(db)
    return settings


def read_now(words: str | None, zone: str) -> datetime:
    """The moment meant by `--now`: noon of a day in `zone`, a moment with or without offset, or the clock's."""
    if words is None:
        return datetime.now(UTC)
    try:
        if len(words) == len("2025-08-06"):
            return datetime.combine(date.fromisoformat(words), time(12), tzinfo=ZoneInfo(zone))
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise click.BadParameter(
            f"--now is written as 2025-08-06 or 2025-08-06T14:05, got {words!r}"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
