"""Measures deadlines against a story-arc corpus with the corpus's own scorer.

    python tools/measure_deadlines.py FOLDER [--arcs a1,a2,a3,single] [--part open] [--errors]

FOLDER holds articles.jsonl and arcs.jsonl; score.py stands there or is named with --scorer. Prints the deadline figures of the chosen arcs.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.extract.deadlines import find_deadlines
from bot.extract.document import read
from bot.model.facts import Deadline
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision, Span
from tools.scorer import load_scorer


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, help="score.py, when FOLDER holds none")
    parser.add_argument("--arcs", default="a1,a2,a3,single")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--part", choices=("all", "open", "held-out"), default="all")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer or options.folder / "score.py")
    articles, _ = scorer.read_gold(options.folder / "articles.jsonl", options.folder / "arcs.jsonl")
    articles = [a for a in articles if a["arc"] in options.arcs.split(",")]
    if options.part != "all":
        articles = [a for a in articles if bool(a.get("held_out")) == (options.part == "held-out")]
    if options.errors and any(a.get("held_out") for a in articles):
        parser.error("--errors would show held-out articles; use it with --part open")
    tally = scorer.Tally(options.errors)
    began = time.perf_counter()
    for article in articles:
        prediction = {"deadlines": [as_prediction(d) for d in find_deadlines(read(revision_of(article)))]}
        scorer.score_facts(article, prediction, "deadlines", tally)
    seconds = time.perf_counter() - began
    found, predicted, gold = (tally[f"deadlines.{k}"] for k in ("tp", "pred", "gold"))
    precision, recall = found / max(predicted, 1), found / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{len(articles)} articles, {len(articles) / seconds:.0f} a second")
    print(
        f"deadlines  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({found} of {gold}, {predicted} predicted)"
    )
    for key in sorted(k[:-2] for k in tally if k.endswith(".n")):
        print(
            f"{key:26} {tally[key + '.ok']}/{tally[key + '.n']} ({tally[key + '.ok'] / tally[key + '.n']:.3f})"
        )
    print(
        "upgrades",
        tally["upgrades"],
        " bad quotes",
        tally["bad quotes"],
        " invented dates",
        tally["invented dates"],
    )
    return 0


def revision_of(article: dict[str, Any]) -> Revision:
    """An article of the corpus as a revision; its junk is boilerplate."""
    text = article["text"]
    junk = sorted(Span(text.find(j), text.find(j) + len(j)) for j in article.get("junk", []) if j in text)
    return Revision(
        id=RevisionId(article["id"]),
        article=ArticleId(article["id"]),
        number=1,
        title=article["title"],
        text=text,
        published=datetime.fromisoformat(article["published"]) if article["published"] else None,
        received=datetime.fromisoformat(article["received"]),
        boilerplate=tuple(junk),
    )


def as_prediction(fact: Deadline) -> dict[str, Any]:
    """A deadline in the corpus's prediction format."""
    return {
        "quote": fact.quote.text,
        "also": [q.text for q in fact.quotes[1:]],
        "setter": fact.setter.name if fact.setter else None,
        "addressee": fact.addressee.name if fact.addressee else None,
        "requirement": fact.requirement,
        "consequence": fact.consequence,
        "due": fact.due.iso() if fact.due else None,
        "due_text": fact.due.words if fact.due else None,
        "due_time": f"{fact.due.time:%H:%M}" if fact.due and fact.due.time else None,
        "due_zone": fact.due.zone_words if fact.due else None,
        "previous_due": fact.previous_due.iso() if fact.previous_due else None,
        "status": fact.status.value,
        "kind": fact.kind.value,
        "rule": next(b.rule for b in fact.basis),
    }


if __name__ == "__main__":
    sys.exit(main())
