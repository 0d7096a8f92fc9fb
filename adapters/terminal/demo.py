"""`dateline demo`: the sample articles in a database of their own, suggested questions, and a prompt."""

from __future__ import annotations

import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.terminal.options import Terminal, on_terminal

if TYPE_CHECKING:
    from bot.app import App
    from bot.model.answers import Answer

SUGGESTED = (
    "Who met Putin?",
    "What deadline applies to Russia?",
    "What did Russia offer?",
    "Who attended the Alaska summit?",
    "What happened to the deadline?",
)


@click.command(short_help="Try it: sample articles, suggested questions, a prompt.")
@on_terminal
def demo(terminal: Terminal) -> None:
    """Read eight sample articles about the deadline of summer 2025 and answer questions about them.

    On a terminal a prompt follows; in a pipe the suggested questions are answered. Nothing is kept.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as folder:
        settings = terminal.settings.with_database(str(Path(folder) / "demo.sqlite3"))
        Terminal(settings=settings, now=terminal.now, as_json=terminal.as_json).run(
            lambda app: _demo(app, terminal)
        )


async def _demo(app: App, terminal: Terminal) -> None:
    from bot.ingest.documents import read_jsonl

    lines = files("adapters.terminal").joinpath("samples.jsonl").read_text(encoding="utf-8").splitlines()
    facts = 0
    rows = list(read_jsonl(lines))
    for _, row in rows:
        assert isinstance(row, dict)
        told = {
            **row,
            "received": row["published"],
        }  # as if read on the day, so that as-of questions can be tried
        facts += len((await app.service.ingest(told, terminal.requester, now=terminal.now)).facts)
    click.echo(f"Read {len(rows)} sample articles; they tell {facts} facts.\n")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for question in SUGGESTED:
            await _answer(app, terminal, question)
        return
    click.echo("Ask something, or type a number; an empty line ends the demo.")
    for number, question in enumerate(SUGGESTED, start=1):
        click.echo(f"  {number}  {question}")
    while line := click.prompt("\n?", default="", show_default=False, prompt_suffix=" ").strip():
        chosen = SUGGESTED[int(line) - 1] if line.isdigit() and 0 < int(line) <= len(SUGGESTED) else line
        await _answer(app, terminal, chosen)


async def _answer(app: App, terminal: Terminal, words: str) -> None:
    from adapters.terminal.render import draw_answer
    from bot.model.chat import Question

    question = Question(text=words, requester=terminal.requester)
    answer: Answer = await app.service.ask(question, now=terminal.now)
    click.echo(click.style(f"? {words}", fg="cyan"))
    terminal.show(answer, lambda: draw_answer(answer))
    click.echo("")
