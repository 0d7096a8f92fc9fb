"""`dateline eval all`: every measure on the project's own sets, with sizes and date, and a line of history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.errors import InputError
from bot.service import BriefingService

MEASURED = ("a4", "a5")  # never developed on
# Labelled questions over documents: what they are called, and where they are among the sets.
QUESTIONS = (
    ("single questions", "own-set-questions", ""),
    ("single questions, held out", "own-set-questions", "held_out_"),
    ("conversations", "own-set-conversations", ""),
    ("conversations, second set", "own-set-conversations", "second_"),
    ("conversations, third set", "own-set-conversations", "third_"),
)
SABOTAGE_SEED, SABOTAGE_REPLIES = 3, 40
VERIFY_SEED = 7
HEADLINES = (
    "meetings", "pairs", "deadlines", "deadlines due", "deadlines setter", "deadlines addressee", "statements",
    "asof correct and supported", "cross correct and supported", "conflicts",
)  # fmt: skip
HISTORY = "## History"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Figures by part of the story set, those of questions over documents, and the two runs that need no labels."""

    day: date
    sizes: Mapping[str, int]
    questions: Mapping[str, tuple[tuple[str, float, int], ...]]
    parts: Mapping[str, Mapping[str, Any]]
    sabotage: str
    verify: str


async def run_scorecard(
    sets: Path, open_service: Callable[[], AbstractAsyncContextManager[BriefingService]]
) -> Scorecard:
    """Run everything over the labelled sets in the folder `sets`; InputError when the story set is not there."""
    from bot.evaluate.arcs import Tools, predict_arcs
    from bot.evaluate.arcs_files import read_gold
    from bot.evaluate.arcs_gold import store_articles
    from bot.evaluate.arcs_score import score
    from bot.evaluate.sabotage import latest_moment, sabotaged_replies, score_sabotage
    from bot.evaluate.verify import score_verify
    from bot.ledger.origins import count_origins

    folder = sets / "dev-set"
    if not (folder / "articles.jsonl").is_file():
        raise InputError(
            f"there is no labelled set in {folder}; run this in the project's folder, or give --sets"
        )
    articles, arcs = read_gold(folder / "articles.jsonl", folder / "arcs.jsonl")
    tools = Tools(open_service=open_service, count_origins=count_origins)
    predictions = [row async for row in predict_arcs(articles, arcs, tools)]
    parts: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    for name, wanted in (("developed on", False), ("measured only", True)):
        chosen = [row for row in articles if (row["arc"] in MEASURED) is wanted]
        stories = [row for row in arcs if (row["id"] in MEASURED) is wanted]
        ids = {row["id"] for row in chosen} | {row["id"] for row in stories}
        mine = [row for row in predictions if _belongs(row, ids, chosen, stories)]
        parts[name], sizes[name] = score(chosen, stories, mine), len(chosen)
    replies = list(sabotaged_replies(articles, seed=SABOTAGE_SEED, count=SABOTAGE_REPLIES))
    return Scorecard(
        day=datetime.now(UTC).date(),
        sizes=sizes,
        parts=parts,
        questions={
            name: await _asked(sets / where, prefix, open_service) for name, where, prefix in QUESTIONS
        },
        sabotage=str(score_sabotage(replies, now=latest_moment(articles))),
        verify=str(
            score_verify(list(store_articles(articles).values()), seed=VERIFY_SEED, found=300, other=60)
        ),
    )


async def _asked(
    folder: Path, prefix: str, open_service: Callable[[], AbstractAsyncContextManager[BriefingService]]
) -> tuple[tuple[str, float, int], ...]:
    """The figures of one set of questions over documents; none when it is not there."""
    from adapters.terminal.evaluate import read_rows
    from bot.evaluate.answers import Figures, answer_questions

    questions, documents = folder / f"{prefix}questions.jsonl", folder / f"{prefix}documents.jsonl"
    if not questions.is_file():
        return ()
    given, figures = list(read_rows(questions)), Figures()
    answered = [row async for row in answer_questions(given, read_rows(documents), open_service)]
    for question, row in zip(given, answered, strict=True):
        figures.add(question, row)
    return figures.rows()


def _belongs(row: Mapping[str, Any], ids: set[str], articles: list[Any], arcs: list[Any]) -> bool:
    match row["type"]:
        case "article":
            return row["id"] in ids
        case "record" | "conflict":
            return row["arc"] in ids
        case _:
            questions = [q["id"] for one in articles for q in one["questions"]]
            of_arcs = [
                x["id"]
                for arc in arcs
                for part in ("questions", "asof", "origins", "digests")
                for x in arc[part]
            ]
            return row["id"] in {*questions, *of_arcs}


def draw_scorecard(card: Scorecard) -> str:
    """The scorecard as plain text."""
    lines = [f"Scorecard of {card.day.isoformat()}"]
    for name, figures in card.parts.items():
        lines += ["", f"Story arcs, {name}: {card.sizes[name]} articles"]
        lines += [f"  {key:46} {shown(value)}" for key, value in figures.items()]
    for name, rows in card.questions.items():
        if not rows:  # a set that is not there
            continue
        lines += ["", f"Questions over documents, {name}"]
        lines += [f"  {key:46} {100 * share:.1f} % of {count}" for key, share, count in rows]
    lines += ["", "Planted errors against the gate", *(f"  {row}" for row in card.sabotage.splitlines())]
    lines += ["", "Excerpts against verify", *(f"  {row}" for row in card.verify.splitlines())]
    return "\n".join(lines)


def shown(value: Any) -> str:
    """One figure with its size."""
    match value:
        case {"f1": f1, "precision": precision, "recall": recall, "gold": gold}:
            return f"F1 {f1} (P {precision}, R {recall}, n {gold})"
        case {"rate": rate, "ok": ok, "n": n}:
            return f"{rate} % ({ok} of {n})"
        case _:
            return str(value)


def keep_history(card: Scorecard, page: Path) -> None:
    """Add a row of headline figures, developed on / measured only, to the table under "## History"."""
    text = page.read_text(encoding="utf-8") if page.is_file() else "# Quality\n"
    if HISTORY not in text:
        head = "| date | " + " | ".join(HEADLINES) + " |"
        text = text.rstrip() + f"\n\n{HISTORY}\n\n{head}\n|" + " --- |" * (len(HEADLINES) + 1) + "\n"
    cells = [" / ".join(_headline(figures.get(key)) for figures in card.parts.values()) for key in HEADLINES]
    page.write_text(
        text.rstrip() + f"\n| {card.day.isoformat()} | " + " | ".join(cells) + " |\n", encoding="utf-8"
    )


def _headline(value: Any) -> str:
    match value:
        case {"f1": f1}:
            return str(f1)
        case {"rate": rate}:
            return str(rate)
        case _:
            return "–"
