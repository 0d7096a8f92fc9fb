"""Commands for what is followed: feeds, OPML, and what edits of an article changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.terminal.options import Terminal, on_terminal, write_file

if TYPE_CHECKING:
    from bot.app import App
    from bot.ingest.changes import Changes
    from bot.ingest.opml import Outline
    from bot.model.facts import Fact
    from bot.model.sources import SeenEntry, Source
    from bot.polling import Polled, TakenEntry
    from bot.sources import Subscribed


@click.group(short_help="Follow feeds: add, list, show, remove, poll, import, export.")
def feeds() -> None:
    """Follow RSS, Atom and JSON feeds, news sitemaps and single pages. `dateline serve` polls them; new articles are
    stored with their facts, and looked at again for a month.
    """


@feeds.command(short_help="Follow a feed, or the feed that a page names.")
@click.argument("url")
@click.option("--page", is_flag=True, help="Watch this one page itself.")
@on_terminal
def add(terminal: Terminal, url: str, page: bool) -> None:
    """Follow a feed, a news sitemap, or the first feed that a page names.

    \b
    dateline feeds add https://example.org/news/rss.xml
    dateline feeds add https://example.org/live --page
    """

    async def work(app: App) -> Subscribed:
        from bot.app import open_sources

        async with open_sources(app) as sources:
            return await sources.subscribe(url, terminal.requester, now=terminal.now, page=page)

    done = terminal.run(work)
    terminal.show(done, lambda: _draw_subscribed(done))


def _draw_subscribed(done: Subscribed) -> str:
    verb = "following" if done.new else "followed already:"
    lines = [f"{verb} {_name(done.source)}", f"  {done.source.kind} {done.source.url}"]
    lines += [f"  the page names another feed: {feed.url}" for feed in done.others]
    return "\n".join(lines)


@feeds.command("list", short_help="List what is followed.")
@on_terminal
def list_(terminal: Terminal) -> None:
    """List what is followed: when it was polled, when it last had news, and what is wrong with it."""
    found = terminal.run(lambda app: _followed(app, terminal))
    terminal.show(found, lambda: "\n".join(map(_draw_source, found)) or "Nothing is followed yet.")


async def _followed(app: App, terminal: Terminal) -> tuple[Source, ...]:
    found = await app.sources.list_sources(terminal.requester.scope.workspace)
    return tuple(source for source in found if terminal.requester.scope.sees(source.audience))


def _draw_source(source: Source) -> str:
    polled = f"{source.polled:%Y-%m-%d %H:%M}" if source.polled else "not yet"
    news = f"{source.last_new:%Y-%m-%d %H:%M}" if source.last_new else "none yet"
    lines = [
        f"{source.id}  {_name(source)}",
        f"    {source.kind} {source.url}",
        f"    polled {polled}, last news {news}, every {source.interval_s / 60:.0f} min",
    ]
    if source.error:
        state = "stopped working" if source.dead else "failing"
        times = "once" if source.failures == 1 else f"{source.failures} times in a row"
        lines.append(f"    {state}, {times}: {source.error}")
    return "\n".join(lines)


def _name(source: Source) -> str:
    return source.title or source.url


@feeds.command(short_help="Show what was met at a feed, and why an article is missing.")
@click.argument("feed")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many."
)
@on_terminal
def show(terminal: Terminal, feed: str, limit: int) -> None:
    """Show the latest entries met at FEED, an id or address, and why an article was not taken in."""
    from bot.errors import NotFoundError

    async def work(app: App) -> tuple[SeenEntry, ...]:
        for source in await _followed(app, terminal):
            if feed in {source.id, source.url}:
                return await app.sources.list_seen(source.workspace, source.id, limit=limit)
        raise NotFoundError(f"nothing is followed under {feed!r}; `dateline feeds list` shows what is")

    met = terminal.run(work)
    terminal.show(met, lambda: "\n".join(map(_draw_met, met)) or "Nothing was met there yet.")


def _draw_met(met: SeenEntry) -> str:
    line = f"{met.seen:%Y-%m-%d %H:%M}  {met.entry.title or met.entry.url}"
    return f"{line}\n    left out: {met.problem}" if met.problem else line


@feeds.command(short_help="Follow something no longer.")
@click.argument("feed")
@on_terminal
def remove(terminal: Terminal, feed: str) -> None:
    """Follow FEED, an id or address as `dateline feeds list` prints them, no longer. Its articles stay."""

    async def work(app: App) -> Source:
        from bot.app import open_sources

        async with open_sources(app) as sources:
            return await sources.unsubscribe(feed, terminal.requester)

    gone = terminal.run(work)
    terminal.show(gone, lambda: f"no longer following {_name(gone)}")


@feeds.command(short_help="Ask feeds for news now.")
@click.option("--all", "everything", is_flag=True, help="Also those that are not due yet.")
@on_terminal
def poll(terminal: Terminal, everything: bool) -> None:
    """Ask the feeds that are due for news, now, and store what is new. Exit code 6 when one could not be fetched."""

    async def work(app: App) -> list[tuple[Polled, tuple[TakenEntry, ...]]]:
        from bot.app import open_sources

        done = []
        async with open_sources(app) as sources:
            for source in await sources.followed(terminal.requester):
                if everything or source.next_poll <= terminal.now:
                    done.append(await sources.poll_now(source, terminal.now))
                    if not terminal.as_json:
                        click.echo(_draw_polled(*done[-1]))
        return done

    done = terminal.run(work)
    if terminal.as_json:
        terminal.show([polled for polled, _ in done], str)
    elif not done:
        click.echo("Nothing is due; --all asks everything.")
    if any(polled.source.error for polled, _ in done):
        sys.exit(6)


def _draw_polled(polled: Polled, taken: Sequence[TakenEntry]) -> str:
    if polled.source.error:
        return f"{_name(polled.source)}: {polled.source.error}"
    lines = [f"{_name(polled.source)}: {len(polled.new)} new"]
    for one in taken:
        outcome = one.problem if one.taken is None else one.taken.outcome
        lines.append(f"  {one.entry.title or one.entry.url}: {outcome}")
    return "\n".join(lines)


@feeds.command("import", short_help="Follow the feeds of an OPML file.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@on_terminal
def import_(terminal: Terminal, file: Path) -> None:
    """Follow all feeds of an OPML file, as feed readers export them. They are first polled within half an hour."""
    from bot.ingest.opml import read_opml

    with click.open_file(str(file), "rb") as opened:
        outlines = read_opml(opened.read(20_000_000))

    async def work(app: App) -> tuple[int, tuple[str, ...]]:
        from bot.app import open_sources

        async with open_sources(app) as sources:
            return await sources.subscribe_all(outlines, terminal.requester, now=terminal.now)

    new, problems = terminal.run(work)
    for problem in problems:
        click.echo(problem, err=True)
    told = {"new": new, "followed": len(outlines) - new - len(problems), "problems": problems}
    terminal.show(told, lambda: f"{new} new, {told['followed']} followed already")
    if problems:
        sys.exit(2)


@feeds.command(short_help="Write what is followed as OPML.")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@on_terminal
def export(terminal: Terminal, file: Path) -> None:
    """Write what is followed as OPML, for another reader or another Dateline; - prints it."""
    from bot.desk.layout import counted
    from bot.ingest.opml import write_opml

    found = terminal.run(lambda app: _followed(app, terminal))
    data = write_opml([_outline(source) for source in found], now=terminal.now)
    write_file(file, data, counted(len(found), "source"))


def _outline(source: Source) -> Outline:
    from bot.ingest.opml import Outline

    return Outline(url=source.url, title=source.title, kind=source.kind)


@click.command(short_help="Show what edits of an article changed.")
@click.argument("article")
@on_terminal
def changes(terminal: Terminal, article: str) -> None:
    """Show, for each edit of a stored article, which facts it added, removed and altered, with the words of both.

    ARTICLE is an id, as `dateline articles` prints it. An edit that changed no fact is said to be cosmetic.
    """
    from bot.ingest.changes import compare
    from bot.model.ids import ArticleId

    async def work(app: App) -> list[Changes]:
        told = await app.service.revisions(ArticleId(article), terminal.requester)
        return [compare(*old, *new) for old, new in pairwise(told)]

    found = terminal.run(work)
    terminal.show(found, lambda: "\n\n".join(map(_draw_changes, found)) or "It was never edited.")


def _draw_changes(edit: Changes) -> str:
    words = "1 word" if edit.words == 1 else f"{edit.words:,} words"
    lines = [
        f"Revision {edit.after.number}, {edit.after.received:%Y-%m-%d %H:%M} UTC: {_SAID[edit.kind]} ({words})"
    ]
    if edit.title:
        lines += [
            f'  headline was  "{edit.before.title or ""}"',
            f'  headline now  "{edit.after.title or ""}"',
        ]
    lines += [line for fact in edit.added for line in _draw_fact("added", fact)]
    lines += [line for fact in edit.removed for line in _draw_fact("removed", fact)]
    for one in edit.altered:
        slots = ", ".join(one.slots).replace("_", " ")
        lines.append(f"  altered {type(one.after).__name__.lower()} ({slots})")
        lines += [f'    was  "{_quoted(one.before)}"', f'    now  "{_quoted(one.after)}"']
    return "\n".join(lines)


_SAID = {
    "none": "the same text",
    "layout": "cosmetic: spaces, punctuation or capitals",
    "wording": "cosmetic: other words, the same facts",
    "facts": "facts changed",
}


def _draw_fact(what: str, fact: Fact) -> list[str]:
    return [f"  {what} {type(fact).__name__.lower()}", f'    "{_quoted(fact)}"']


def _quoted(fact: Fact) -> str:
    return " ".join(fact.quote.text.split())


COMMANDS = [feeds, changes]
