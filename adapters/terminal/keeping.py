"""Commands that keep and forget: backup, restore, export, retention, and erasing what is kept of a member."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from adapters.terminal.options import Terminal, on_terminal

if TYPE_CHECKING:
    from bot.app import App

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Copy the database into one file.")
@click.argument("file", type=FILE)
@on_terminal
def backup(terminal: Terminal, file: Path) -> None:
    """Copy the database, SQLite or PostgreSQL, into FILE as it stands now, while others go on writing, and check it."""
    from bot.storage.keeping import back_up

    size = asyncio.run(back_up(terminal.settings.database_url, file))
    terminal.show({"file": str(file), "bytes": size}, lambda: f"{file}: {size:,} bytes, checked")


@click.command(short_help="Put a backup in the place of the database.")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Even where there is a database; it is lost.")
@on_terminal
def restore(terminal: Terminal, file: Path, replace: bool) -> None:
    """Make the database what it was when FILE was made. Stop `dateline serve` first."""
    from bot.storage.keeping import restore as put_back

    asyncio.run(put_back(file, terminal.settings.database_url, replace=replace))
    terminal.show({"restored": str(file)}, lambda: f"restored from {file}")


@click.command(short_help="Write articles, facts, corrections and posts as JSON Lines.")
@click.option("--channel", help="With what was shared in this private channel.")
@click.option("--everything", is_flag=True, help="With all private channels, all posts, and what was chosen.")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="Write here.")
@on_terminal
def export(terminal: Terminal, channel: str | None, everything: bool, out: TextIO) -> None:
    """Write what everybody in the workspace may see as JSON Lines: articles, revisions, facts, corrections, posts.

    With --everything, all that it holds: private channels, every post, choices, schedules, who did what. Tokens and
    secret addresses are never in it.
    """
    from bot.model.ids import ChannelId
    from bot.model.text import Scope
    from bot.storage.exporting import Kept
    from bot.storage.exporting import export as rows_of

    scope = Scope(
        workspace=terminal.requester.scope.workspace, channel=ChannelId(channel) if channel else None
    )

    async def work(app: App) -> int:
        count = 0
        kept = Kept(store=app.store, posts=app.posts, jobs=app.jobs)
        async for row in rows_of(kept, scope, everything=everything):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
        return count

    click.echo(f"{terminal.run(work):,} rows", err=True)


@click.command("forget-member", short_help="Erase what is kept of a member.")
@click.argument("member")
@click.confirmation_option(
    prompt="Erase the answers to this member, their choices and what is noted of them?"
)
@on_terminal
def forget_member(terminal: Terminal, member: str) -> None:
    """Erase what was posted for a member, what they chose, and what is noted of them."""
    from bot.model.ids import MemberId

    workspace = terminal.requester.scope.workspace
    gone = terminal.run(lambda app: app.posts.forget_member(workspace, MemberId(member)))
    told = f"erased {gone:,} rows of {member}" if gone else f"nothing is kept of {member}"
    terminal.show({"rows": gone}, lambda: told)


@click.command(short_help="Erase posts and finished jobs that are older than some days.")
@click.option("--days", type=click.IntRange(min=1), required=True, help="Keep this many days.")
@on_terminal
def prune(terminal: Terminal, days: int) -> None:
    """Erase what was posted and done more than --days ago. Articles and facts stay."""
    before = terminal.now - timedelta(days=days)
    workspace = terminal.requester.scope.workspace

    async def work(app: App) -> tuple[int, int]:
        return await app.posts.forget_posts(workspace, before), await app.jobs.forget(before)

    posts, jobs = terminal.run(work)
    erased = {"posts": posts, "jobs": jobs}
    terminal.show(erased, lambda: f"erased {posts:,} posts and {jobs:,} finished jobs")


@click.command("forget-workspace", short_help="Erase everything that is kept of a workspace.")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@on_terminal
def forget_workspace(terminal: Terminal, name: str, yes: bool) -> None:
    """Erase all articles, facts, posts, jobs, choices and feeds of the workspace NAME, such as default or slack-T0123.

    It cannot be taken back; make a backup or an export first. Backups made before still hold it.
    """
    from bot.model.ids import WorkspaceId

    if not yes:
        typed = click.prompt(
            f"Erase everything in {name}? Type its name to go on", default="", show_default=False
        )
        if typed != name:
            raise click.Abort
    gone = terminal.run(lambda app: app.store.erase_workspace(WorkspaceId(name)))
    told = f"erased {gone:,} rows of {name}" if gone else f"nothing is kept of {name}"
    terminal.show({"rows": gone}, lambda: told)


COMMANDS = [backup, restore, export, forget_member, forget_workspace, prune]
