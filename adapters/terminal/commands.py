"""The commands that people type; each reads its options, calls one use case and prints what comes back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adapters.terminal.options import ABSTAINED, Day, Terminal, on_terminal, write_file

if TYPE_CHECKING:
    from bot.app import App
    from bot.intake import Ingested
    from bot.lists import Kind, Listed
    from bot.model.answers import Answer


@click.command(short_help="Ask a question in plain words.")
@click.argument("question", nargs=-1, required=True)
@click.option("--as-of", type=Day(), help="Answer with what was known at the end of this day.")
@click.option(
    "--length", type=click.Choice(["line", "short", "full"]), default="short", help="How much to say."
)
@on_terminal
def ask(terminal: Terminal, question: tuple[str, ...], as_of: date | None, length: str) -> None:
    """Ask who met whom, who said what, or which deadline applies.

    \b
    dateline ask "Who met Putin?"
    dateline ask "What deadline applies to Russia?" --now 2025-08-06

    Exit code 10 means that the stored articles do not tell.
    """
    from bot.model.chat import Length, Question

    asked = Question(
        text=" ".join(question), requester=terminal.requester, as_of=as_of, length=Length(length)
    )
    answer = terminal.run(lambda app: app.service.ask(asked, now=terminal.now))
    show_answer(terminal, answer)


def show_answer(terminal: Terminal, answer: Answer) -> None:
    """Print an answer with its receipts; exit code 10 when the stored articles do not tell."""
    from adapters.terminal.render import draw_answer
    from bot.model.answers import Abstention

    terminal.show(answer, lambda: draw_answer(answer))
    if isinstance(answer, Abstention):
        sys.exit(ABSTAINED)


@click.command(short_help="Brief me on a person, a body, a topic or an article.")
@click.argument("subject", nargs=-1, required=True)
@click.option(
    "--length", type=click.Choice(["line", "short", "full"]), default="short", help="How much to say."
)
@on_terminal
def brief(terminal: Terminal, subject: tuple[str, ...], length: str) -> None:
    """Meetings, deadlines with countdown, statements and open questions about a subject, each sentence cited.

    \b
    dateline brief Witkoff
    dateline brief https://example.org/northgate/2025/08/06/witkoff-putin

    Exit code 10 means that the stored articles do not tell.
    """
    from bot.model.chat import Length

    words = " ".join(subject)
    answer = terminal.run(
        lambda app: app.service.brief(words, terminal.requester, now=terminal.now, length=Length(length))
    )
    show_answer(terminal, answer)


@click.command(short_help="Was this printed? By whom, when, where first.")
@click.argument("words", nargs=-1, required=True)
@on_terminal
def verify(terminal: Terminal, words: tuple[str, ...]) -> None:
    """Look words up: printed like this (by whom, when, where first), altered (the change is shown), stitched from
    several places, or not in store (exit code 10).

    \b
    dateline verify "There's no deal until there's a deal"
    """
    answer = terminal.run(lambda app: app.service.tell_verification(" ".join(words), terminal.requester))
    show_answer(terminal, answer)


@click.command(short_help="Add articles: files, addresses, - for standard input, or JSON Lines.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@click.option("--outlet", help="Who published it.")
@click.option(
    "--published", metavar="DAY_OR_TIME", help="When, such as 2025-08-06 or 2025-08-06T14:05:00+03:00."
)
@click.option("--url", help="Its address.")
@click.option("--title", help="Its headline.")
@click.option("--author", help="Who wrote it.")
@click.option(
    "--jsonl", is_flag=True, help="Every line is an article: text, title, outlet, url, published, author."
)
@on_terminal
def ingest(terminal: Terminal, paths: tuple[str, ...], jsonl: bool, **given: str | None) -> None:
    """Store articles and the facts they tell. Text, Markdown, HTML, PDF, JSON Lines and web addresses are read.

    \b
    dateline ingest talks.txt --outlet "The Tribune" --published 2025-08-06
    dateline ingest https://example.org/news/talks
    pbpaste | dateline ingest - --outlet "The Tribune"
    dateline ingest archive.jsonl

    An article that cannot be read is reported and skipped; the others are stored. Exit code 2 then.
    """
    from adapters.terminal.reading import read_addresses, read_paths
    from adapters.terminal.render import draw_ingested
    from bot.errors import BotError

    named = {key: value for key, value in given.items() if value}

    async def work(app: App) -> list[Ingested | BotError]:
        done: list[Ingested | BotError] = []
        addresses = [path for path in paths if "://" in path]
        files = [Path(path) for path in paths if path not in addresses]
        items = read_paths(files, named, jsonl=jsonl, max_bytes=terminal.settings.max_file_bytes)
        items += await read_addresses(addresses, named, app.settings)
        for label, item in _progress(items, "Reading articles"):
            try:
                if isinstance(item, BotError):
                    raise item
                one = await app.service.ingest(item, terminal.requester, now=terminal.now)
            except BotError as error:
                click.echo(f"{label}: {error}", err=True)
                done.append(error)
                continue
            done.append(one)
            if not terminal.as_json:
                click.echo(draw_ingested(one))
        return done

    done = terminal.run(work)
    failed = [one for one in done if isinstance(one, BotError)]
    if terminal.as_json:
        terminal.show([one for one in done if not isinstance(one, BotError)], str)
    if failed:
        sys.exit(failed[0].exit_code)


def _progress(items: list[tuple[str, Any]], label: str) -> Iterator[tuple[str, Any]]:
    """The items, with a bar on standard error while a person is looking and there is something to wait for."""
    if len(items) < 5 or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


_SINCE = click.option("--since", "first", type=Day(), help="From this day on.")
_UNTIL = click.option("--until", "last", type=Day(), help="Up to this day.")
_AS_OF = click.option("--as-of", type=Day(), help="As known at the end of this day.")


@click.command(short_help="List meetings: who met whom, when, where, in which state.")
@click.argument("parties", nargs=-1)
@_SINCE
@_UNTIL
@_AS_OF
@on_terminal
def meetings(terminal: Terminal, **wanted: Any) -> None:
    """List meetings; with names, only those in which all of them took part.

    \b
    dateline meetings Putin Witkoff --since 2025-08-01
    """
    listed, silence = _listed(terminal, "meeting", wanted)
    terminal.show(listed, lambda: _draw_listed(terminal, listed, silence))


@click.command(short_help="List deadlines with countdown, or write them as a calendar.")
@click.argument("parties", nargs=-1)
@_SINCE
@_UNTIL
@_AS_OF
@click.option(
    "--ics", type=click.Path(path_type=Path, allow_dash=True), help="Write an iCalendar file (- to print)."
)
@on_terminal
def deadlines(terminal: Terminal, ics: Path | None, **wanted: Any) -> None:
    """List deadlines; with names, only those that they set or are bound by.

    \b
    dateline deadlines Russia --now 2025-08-06
    dateline deadlines --ics deadlines.ics
    """
    listed, silence = _listed(terminal, "deadline", wanted)
    if ics is None:
        terminal.show(listed, lambda: _draw_listed(terminal, listed, silence))
        return
    from bot.desk.layout import counted
    from bot.digest.calendar import has_calendar_day, write_calendar

    data = write_calendar([(one.record, one.entries) for one in listed], now=terminal.now)
    dated = sum(has_calendar_day(one.record) for one in listed)
    left_out = f"; {len(listed) - dated} without a calendar day left out" if dated < len(listed) else ""
    write_file(ics, data, f"{counted(dated, 'deadline')}{left_out}")


def _listed(
    terminal: Terminal, kind: Kind, wanted: dict[str, Any]
) -> tuple[tuple[Listed, ...], Answer | None]:
    """The records asked for; when there are none, the answer that says what was looked for in vain."""

    async def work(app: App) -> tuple[tuple[Listed, ...], Answer | None]:
        listed = await app.service.records(kind, terminal.requester, **wanted)
        if listed:
            return listed, None
        return (), await app.service.tell_records(kind, terminal.requester, now=terminal.now, **wanted)

    return terminal.run(work)


def _draw_listed(terminal: Terminal, listed: tuple[Listed, ...], silence: Answer | None) -> str:
    from adapters.terminal.render import draw_answer, draw_records

    return draw_answer(silence) if silence is not None else draw_records(listed, terminal.today)


@click.command(short_help="List stored articles.")
@click.option("--as-of", type=Day(), help="As stored at the end of this day.")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many."
)
@on_terminal
def articles(terminal: Terminal, as_of: date | None, limit: int) -> None:
    """List stored articles, newest first: id, day, outlet, headline."""
    from adapters.terminal.render import draw_articles

    told = terminal.run(lambda app: app.service.articles(terminal.requester, as_of=as_of, limit=limit))
    terminal.show(told, lambda: draw_articles(told))


@click.command(short_help="Show the quotes of a fact in their surroundings.")
@click.argument("fact")
@click.option(
    "--chars", type=click.IntRange(0, 5_000), default=240, show_default=True, help="Characters around."
)
@on_terminal
def show(terminal: Terminal, fact: str, chars: int) -> None:
    """Show every quote of a fact in its surroundings. FACT is an id, as `meetings` and `deadlines` print them."""
    from adapters.terminal.render import draw_shown
    from bot.model.ids import FactId

    shown = terminal.run(lambda app: app.service.show(FactId(fact), terminal.requester, chars=chars))
    terminal.show(shown, lambda: draw_shown(shown))


@click.command(short_help="Show how a fact came to be: quotes, rules, anchors.")
@click.argument("fact")
@on_terminal
def explain(terminal: Terminal, fact: str) -> None:
    """Show how a fact came to be: for each field the words it was read from and the rule that read them."""
    from adapters.terminal.render import draw_fact
    from bot.model.ids import FactId

    entry = terminal.run(lambda app: app.service.explain(FactId(fact), terminal.requester))
    terminal.show(entry, lambda: draw_fact(entry))


@click.command(short_help="Erase an article and all it told.")
@click.argument("article")
@click.confirmation_option(prompt="Erase this article and every fact it told?")
@on_terminal
def forget(terminal: Terminal, article: str) -> None:
    """Erase an article with its revisions and facts; records are worked out anew without it."""
    from bot.model.ids import ArticleId

    terminal.run(lambda app: app.service.forget(ArticleId(article), terminal.requester))
    terminal.show({"erased": article}, lambda: f"erased {article}")


@click.command(short_help="Print what will be used and what is missing.")
@on_terminal
def doctor(terminal: Terminal) -> None:
    """Print the settings in use (secrets hidden), check the database, and say what is missing."""
    from adapters.terminal.checkup import checkup

    ok, lines = checkup(terminal)
    terminal.show({"ready": ok, "lines": lines}, lambda: "\n".join(lines))
    if not ok:
        sys.exit(5)


COMMANDS = [ask, brief, verify, ingest, meetings, deadlines, articles, show, explain, forget, doctor]
