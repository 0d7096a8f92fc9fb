"""Commands for those who look after an archive: corrections, durable jobs, watched parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adapters.terminal.options import Terminal, on_terminal

if TYPE_CHECKING:
    from bot.app import App
    from bot.model.jobs import JobEntry
    from bot.model.records import Correction


@click.group(short_help="Correct records: merge, split, dismiss, edit, undo.")
def correct() -> None:
    """Correct records by hand. A correction has an author and no quote, is shown as such, survives new articles, and can be
    undone. Facts are named by their ids, as `meetings` and `deadlines` print them.
    """


def _correct(terminal: Terminal, kind: str, facts: tuple[str, ...], **more: str | None) -> None:
    from bot.model.ids import FactId
    from bot.model.records import CorrectionKind

    made: Correction = terminal.run(
        lambda app: app.service.correct(
            CorrectionKind(kind),
            [FactId(fact) for fact in facts],
            terminal.requester,
            now=terminal.now,
            slot=more.get("slot"),
            value=more.get("value"),
            reason=more.get("reason"),
        )
    )
    edited = f" {made.slot} = {made.value}" if made.slot else ""
    terminal.show(
        made,
        lambda: (
            f"{made.id}  {kind} {' '.join(facts)}{edited}; take it back with: dateline correct undo {made.id}"
        ),
    )


_REASON = click.option("--reason", help="Why; shown with the correction.")


@correct.command(short_help="These facts tell of one meeting or deadline.")
@click.argument("facts", nargs=-1, required=True)
@_REASON
@on_terminal
def merge(terminal: Terminal, facts: tuple[str, ...], reason: str | None) -> None:
    """Put facts, and the records they stand in, together as one record."""
    _correct(terminal, "merge", facts, reason=reason)


@correct.command(short_help="These facts tell of another meeting or deadline.")
@click.argument("facts", nargs=-1, required=True)
@_REASON
@on_terminal
def split(terminal: Terminal, facts: tuple[str, ...], reason: str | None) -> None:
    """Take facts out of their record into one of their own."""
    _correct(terminal, "split", facts, reason=reason)


@correct.command(short_help="These facts are wrong; leave them out.")
@click.argument("facts", nargs=-1, required=True)
@_REASON
@on_terminal
def dismiss(terminal: Terminal, facts: tuple[str, ...], reason: str | None) -> None:
    """Leave facts out of every record; they stay readable."""
    _correct(terminal, "dismiss", facts, reason=reason)


@correct.command(short_help="Set a slot of a record, such as due 2025-08-08.")
@click.argument("fact")
@click.argument("slot")
@click.argument("value")
@_REASON
@on_terminal
def edit(terminal: Terminal, fact: str, slot: str, value: str, reason: str | None) -> None:
    """Set a slot of the record in which a fact stands.

    \b
    dateline correct edit fact_1234 due 2025-08-08
    dateline correct edit fact_1234 status held
    """
    _correct(terminal, "edit", (fact,), slot=slot, value=value, reason=reason)


@correct.command(short_help="Take a correction back.")
@click.argument("correction")
@on_terminal
def undo(terminal: Terminal, correction: str) -> None:
    """Take a correction back; records are worked out anew."""
    from bot.model.ids import CorrectionId

    terminal.run(lambda app: app.service.undo(CorrectionId(correction), terminal.requester, now=terminal.now))
    terminal.show({"undone": correction}, lambda: f"undone {correction}")


@correct.command("list", short_help="List corrections that hold.")
@on_terminal
def list_(terminal: Terminal) -> None:
    """List the corrections that hold, oldest first."""
    held = terminal.run(lambda app: app.store.list_corrections(terminal.requester.scope.workspace))
    terminal.show(
        held,
        lambda: (
            "\n".join(
                f"{one.id}  {one.made:%Y-%m-%d %H:%M}  {one.author}  {one.kind.value} {' '.join(one.facts)}"
                + (f"  {one.slot} = {one.value}" if one.slot else "")
                + (f"  ({one.reason})" if one.reason else "")
                for one in held
            )
            or "No correction holds."
        ),
    )


@click.group(short_help="Durable work: list it, cancel it, let dead jobs run again.")
def jobs() -> None:
    """Answers, digests and reminders that are waiting, running, done or given up."""


@jobs.command("list", short_help="List jobs.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["waiting", "running", "done", "dead"]),
    help="Only these.",
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many."
)
@on_terminal
def list_jobs(terminal: Terminal, states: tuple[str, ...], limit: int) -> None:
    """List jobs of the workspace, the first added first. A job's text is never shown."""
    from bot.model.jobs import JobState

    wanted = [JobState(state) for state in states]
    found = terminal.run(
        lambda app: app.jobs.list_jobs(terminal.requester.scope.workspace, states=wanted, limit=limit)
    )
    rows = [_plain_job(one) for one in found]
    terminal.show(rows, lambda: "\n".join("  ".join(row.values()) for row in rows) or "No job.")


def _plain_job(one: JobEntry) -> dict[str, str]:
    return {
        "name": one.name,
        "state": one.state.value,
        "run_at": one.run_at.isoformat(timespec="seconds"),
        "attempts": f"{one.attempts} attempts",
        "error": one.error or "",
    }


@jobs.command(short_help="Let a dead job run again.")
@click.argument("name")
@on_terminal
def retry(terminal: Terminal, name: str) -> None:
    """Let a job that was given up run again now, with its attempts counted anew."""
    terminal.run(lambda app: app.jobs.revive(terminal.requester.scope.workspace, name, terminal.now))
    terminal.show({"runs_again": name}, lambda: f"{name} runs again")


@jobs.command(short_help="Stop a job that is waiting.")
@click.argument("name")
@on_terminal
def cancel(terminal: Terminal, name: str) -> None:
    """Put a job that is waiting among the dead ones; `dateline jobs retry` lets it run after all."""
    terminal.run(lambda app: app.jobs.cancel(terminal.requester.scope.workspace, name, terminal.now))
    terminal.show({"cancelled": name}, lambda: f"{name} is cancelled")


@click.group(short_help="Parties of your own, recognised in every article.")
def watch() -> None:
    """People and bodies that matter to you, with the names they go by. They are recognised in articles taken in from now on."""


@watch.command(short_help="Add a party with its aliases.")
@click.argument("name")
@click.argument("aliases", nargs=-1)
@click.option(
    "--kind",
    type=click.Choice(["person", "body", "state"]),
    default="body",
    show_default=True,
    help="What it is.",
)
@on_terminal
def add(terminal: Terminal, name: str, aliases: tuple[str, ...], kind: str) -> None:
    """Add a party, or give one that is watched already other aliases.

    \b
    dateline watch add "Larkspur Terminals" Larkspur LKT
    """
    from bot.chosen import read_watched, write_watched
    from bot.errors import InputError
    from bot.model.facts import Party, PartyKind
    from bot.text.words import fold

    if not fold(name).strip():
        raise InputError('watch whom? Such as: dateline watch add "Larkspur Terminals" LKT')
    party = Party(key=f"{kind}:{fold(name)}", name=name, kind=PartyKind(kind), aliases=aliases)

    async def work(app: App) -> None:
        kept = [one for one in await read_watched(app.posts, app.scope.workspace) if one.key != party.key]
        await write_watched(app.posts, app.scope.workspace, [*kept, party])

    terminal.run(work)
    terminal.show(party, lambda: f"watching {', also written '.join((name, *aliases))}")


@watch.command(short_help="Watch a party no longer.")
@click.argument("name")
@on_terminal
def remove(terminal: Terminal, name: str) -> None:
    """Watch a party no longer; what was read stays as it is."""
    from bot.chosen import read_watched, write_watched
    from bot.errors import NotFoundError

    async def work(app: App) -> None:
        held = await read_watched(app.posts, app.scope.workspace)
        kept = [one for one in held if one.name.casefold() != name.casefold()]
        if len(kept) == len(held):
            raise NotFoundError(f"{name!r} is not watched; `dateline watch list` shows who is")
        await write_watched(app.posts, app.scope.workspace, kept)

    terminal.run(work)
    terminal.show({"removed": name}, lambda: f"no longer watching {name}")


@watch.command("list", short_help="List watched parties.")
@on_terminal
def list_watched(terminal: Terminal) -> None:
    """List watched parties with their aliases."""
    from bot.chosen import read_watched

    held = terminal.run(lambda app: read_watched(app.posts, app.scope.workspace))
    terminal.show(
        held,
        lambda: "\n".join(", ".join((one.name, *one.aliases)) for one in held) or "Nothing is watched yet.",
    )


@click.command("working-days", short_help="Whose holidays are no working days.")
@click.argument("calendar", required=False)
@on_terminal
def working_days(terminal: Terminal, calendar: str | None) -> None:
    """Show or choose whose holidays are no working days when an article says "within ten working days".

    CALENDAR is a country (DE), a part of one (DE-BY, US-NY), a market (ECB, NYSE), `none` for Saturdays and Sundays
    alone, or `default` for DATELINE_CALENDAR. Articles that come in from now on are read with it.

    \b
    dateline working-days GB
    """
    from bot.chosen import choose_calendar, forget_calendar, read_calendar

    async def work(app: App) -> str | None:
        workspace = app.scope.workspace
        if calendar == "default":
            await forget_calendar(app.posts, workspace)
        elif calendar is not None:
            await choose_calendar(app.posts, workspace, None if calendar == "none" else calendar)
        return await read_calendar(app.posts, workspace, default=app.settings.calendar)

    chosen = terminal.run(work)
    free = f"weekends and holidays of {chosen}" if chosen else "Saturdays and Sundays"
    terminal.show({"calendar": chosen}, lambda: f"not counted as working days: {free}")


COMMANDS = [correct, jobs, watch, working_days]
