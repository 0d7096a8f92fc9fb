"""`dateline eval`: measures the product on labelled sets; formats in docs/evaluation.md."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from bot.errors import InputError

if TYPE_CHECKING:
    from bot.service import BriefingService

Row = dict[str, Any]
FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
OUT = click.option(
    "--out", type=click.File("w", encoding="utf-8"), help="Write the predictions here, one JSON a line."
)


@click.group("eval", short_help="Measure quality on labelled sets.")
def evaluate() -> None:
    """Measure quality on labelled sets. Every door reads and writes JSON Lines; figures are printed to standard error
    where the input holds labels. Formats: docs/evaluation.md.
    """


@evaluate.command(short_help="Facts, records, answers and digests over story arcs.")
@click.argument("articles", type=FILE)
@click.argument("arcs", type=FILE)
@OUT
@click.option("--errors", is_flag=True, help="List every miss and mistake.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def arcs(articles: Path, arcs: Path, out: TextIO | None, errors: bool, as_json: bool) -> None:
    """Run the product over story arcs, article by article as they were received, and score it."""
    from bot.evaluate.arcs import Tools, predict_arcs
    from bot.evaluate.arcs_files import read_gold
    from bot.evaluate.arcs_score import score
    from bot.ledger.origins import count_origins

    gold, stories = read_gold(articles, arcs)
    tools = Tools(open_service=open_empty, count_origins=count_origins)
    rows = asyncio.run(_collect(predict_arcs(gold, stories, tools), out, "arcs"))
    card = score(gold, stories, rows, note=_print_miss if errors else None)
    click.echo(json.dumps(card, indent=1) if as_json else _table(card), err=out is None or out.name != "-")


@evaluate.command("all", short_help="The whole scorecard on the project's own sets.")
@click.option(
    "--sets", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("tests/evals"),
    show_default=True, help="Where the labelled sets are.",
)  # fmt: skip
@click.option(
    "--keep", type=click.Path(path_type=Path, dir_okay=False), help="Add the headline figures to this page."
)
def all_(sets: Path, keep: Path | None) -> None:
    """Run every door that has a labelled set in the project: the story arcs (those developed on and those for measuring
    only apart), questions over documents, planted errors against the gate, and excerpts against verify. Prints figures with sizes and date.
    """
    from adapters.terminal.scorecard import draw_scorecard, keep_history, run_scorecard

    card = asyncio.run(run_scorecard(sets, open_empty))
    click.echo(draw_scorecard(card))
    if keep is not None:
        keep_history(card, keep)


@evaluate.command(short_help="Time expressions and their values.")
@click.argument("rows", type=FILE)
@OUT
def when(rows: Path, out: TextIO | None) -> None:
    """Tag `{doc, dct, text}` rows with TIMEX3 expressions; with `timexes` in the rows, print the figures."""
    from bot.evaluate.when import run_when, score_when

    given = list(read_rows(rows))
    predicted = _write(run_when(given), out, len(given), "when")
    if any("timexes" in row for row in given):
        click.echo(str(score_when(given, predicted)), err=True)


@evaluate.command(short_help="What of a text its sources do not support.")
@click.argument("rows", type=FILE)
@OUT
def gate(rows: Path, out: TextIO | None) -> None:
    """Judge `{id, question, sources, response}` rows; with `label` in the rows, print the figures."""
    from bot.evaluate.gate import run_gate, score_gate

    given = list(read_rows(rows))
    predicted = _write(run_gate(given), out, len(given), "gate")
    if any("label" in row for row in given):
        click.echo(str(score_gate(given, predicted)), err=True)


@evaluate.command(short_help="Questions over documents.")
@click.argument("rows", type=FILE)
@click.option("--docs", type=FILE, required=True, help="The documents: doc, title, source, date, text.")
@OUT
def answers(rows: Path, docs: Path, out: TextIO | None) -> None:
    """Answer `{id, question, history, asked_on, pool}` rows over documents; with labels, print the figures."""
    from bot.evaluate.answers import Figures, answer_questions

    given = list(read_rows(rows))
    predicted = asyncio.run(_collect(answer_questions(given, read_rows(docs), open_empty), out, "answers"))
    figures = Figures()
    for row, one in zip(given, predicted, strict=True):
        figures.add(row, one)
    for name, share, count in figures.rows():
        click.echo(f"{name:44} {100 * share:.1f} %  of {count}", err=True)


@asynccontextmanager
async def open_empty() -> AsyncIterator[BriefingService]:
    """The product on an empty database that is gone afterwards."""
    from bot.app import open_app
    from bot.settings import Settings

    with tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder:
        settings = Settings.read().with_database(str(Path(folder) / "eval.sqlite3"))
        async with open_app(settings) as app:
            yield app.service


def _print_miss(*words: object) -> None:
    click.echo(" ".join(str(word) for word in words), err=True)


def read_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file, one after the other; InputError names the line that is none."""
    with click.open_file(str(path), encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{path.name}, line {number} is not JSON: {error.msg}") from None
            if not isinstance(row, dict):
                raise InputError(f"{path.name}, line {number} is not an object")
            yield row


def _write(rows: Iterable[Row], out: TextIO | None, length: int, label: str) -> list[Row]:
    with click.progressbar(rows, length=length, label=label, file=sys.stderr) as bar:
        return [_put(row, out) for row in bar]


async def _collect(rows: AsyncIterator[Row], out: TextIO | None, label: str) -> list[Row]:
    stream = sys.stderr
    done: list[Row] = []
    async for row in rows:
        done.append(_put(row, out))
        if stream.isatty() and len(done) % 10 == 0:
            click.echo(f"\r{label}: {len(done):,} rows", nl=False, file=stream)
    return done


def _put(row: Row, out: TextIO | None) -> Row:
    if out is not None:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        out.flush()
    return row


def _table(card: dict[str, Any]) -> str:
    lines = []
    for name, value in card.items():
        match value:
            case {"f1": f1, "precision": precision, "recall": recall, "gold": gold}:
                lines.append(f"{name:44} F1 {f1:5} P {precision:5} R {recall:5}  of {gold}")
            case {"rate": rate, "ok": ok, "n": n}:
                lines.append(f"{name:44} {rate} %  {ok} of {n}")
            case _:
                lines.append(f"{name:44} {value}")
    return "\n".join(lines)
