"""Figures of the ledger on the story arcs: on gold facts, and on facts as our rules extract them.

python -m tools.measure_ledger [gold|extracted] [--arcs a1,a2,a3] [--errors]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.evaluate.arcs_files import read_gold
from bot.evaluate.arcs_gold import StoredArticle, store_articles, told_facts
from bot.evaluate.arcs_match import Row
from bot.evaluate.arcs_score import score
from bot.ledger.apart import tell_apart
from bot.ledger.conflicts import namesake_conflicts
from bot.ledger.origins import count_origins
from bot.ledger.resolve import resolve
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.records import Conflict, MeetingRecord, Record, ToldFact
from bot.model.when import When

GOLD = Path(__file__).parents[1] / "tests" / "evals" / "dev-set"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facts", choices=["gold", "extracted"], default="gold", nargs="?")
    parser.add_argument("--arcs", default="a1,a2,a3,a4,a5")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    articles, arcs = read_gold(GOLD / "articles.jsonl", GOLD / "arcs.jsonl")
    chosen = set(options.arcs.split(","))
    articles = [a for a in articles if a["arc"] in chosen]
    arcs = [arc for arc in arcs if arc["id"] in chosen]
    stored = store_articles(articles)
    facts = _gold_facts(articles) if options.facts == "gold" else _extracted_facts(stored)
    rows = [row for arc in arcs for row in predict_arc(arc, facts.get(arc["id"], []), stored)]
    note = (lambda *words: print(*words, file=sys.stderr)) if options.errors else None
    for name, figure in score(articles, arcs, rows, ("records", "conflicts", "origins"), note).items():
        print(f"{name:32} {figure}")
    return 0


def predict_arc(arc: Row, facts: Sequence[ToldFact], stored: dict[str, StoredArticle]) -> Iterator[Row]:
    """What the ledger makes of the facts of one arc, as predictions."""
    by_id = {item.fact.id: item for item in facts}
    records = resolve(facts)
    for record in records:
        yield _record_row(arc["id"], record, by_id)
        yield from (_conflict_row(arc["id"], conflict, by_id) for conflict in record.conflicts)
    met = [record for record in records if isinstance(record, MeetingRecord)]
    for conflict in namesake_conflicts(met, by_id):
        yield _conflict_row(arc["id"], conflict, by_id)
    for origin in arc["origins"]:
        told = [stored[article].told for article in origin["articles"]]
        yield {"type": "origin", "id": origin["id"], "independent": count_origins(told)}


def _gold_facts(articles: Sequence[Row]) -> dict[str, list[ToldFact]]:
    arc_of = {a["id"]: a["arc"] for a in articles}
    by_revision: dict[str, list[ToldFact]] = {}
    for items in told_facts(articles).values():
        for item in items:
            by_revision.setdefault(item.told.revision, []).append(item)
    found: dict[str, list[ToldFact]] = {}
    for revision, items in by_revision.items():
        found.setdefault(arc_of[revision], []).extend(_apart(items))
    return found


def _apart(items: Sequence[ToldFact]) -> list[ToldFact]:
    facts = tell_apart([item.fact for item in items])
    return [_told(fact, item) for fact, item in zip(facts, items, strict=True)]


def _told(fact: Fact, item: ToldFact) -> ToldFact:
    assert isinstance(fact, Meeting | Deadline)
    return replace(item, fact=fact)


def _extracted_facts(stored: dict[str, StoredArticle]) -> dict[str, list[ToldFact]]:
    from bot.extract.rules import extract_facts

    found: dict[str, list[ToldFact]] = {}
    for home in stored.values():
        facts = tell_apart(extract_facts(home.article, home.revision))
        told = [ToldFact(fact=f, told=home.told) for f in facts if isinstance(f, Meeting | Deadline)]
        found.setdefault(home.arc, []).extend(told)
    return found


def _record_row(arc: str, record: Record, facts: dict[str, ToldFact]) -> Row:
    meeting = isinstance(record, MeetingRecord)
    row: Row = {
        "type": "record",
        "arc": arc,
        "kind": "meeting" if meeting else "deadline",
        "status": str(record.status),
    }
    row["citations"] = [
        {"article": facts[f].told.revision, "quote": quote.text}
        for f in record.facts
        for quote in facts[f].fact.quotes[:1]
    ]
    if isinstance(record, MeetingRecord):
        row["participants"] = [p.party.name for p in record.participants]
        row["date"] = _iso(record.when)
        row["history"] = [
            {"status": str(s.status), "date": _iso(s.when), "article": s.revision} for s in record.history
        ]
    else:
        row["due"] = _iso(record.due)
        row["history"] = [
            {"status": str(s.status), "due": _iso(s.due), "article": s.revision} for s in record.history
        ]
    return row


def _conflict_row(arc: str, conflict: Conflict, facts: dict[str, ToldFact]) -> Row:
    values = [
        {"value": value.value, "articles": [facts[f].told.revision for f in value.facts]}
        for value in conflict.values
    ]
    return {"type": "conflict", "arc": arc, "slot": conflict.slot, "values": values}


def _iso(when: When | None) -> str | None:
    return when.iso() if when else None


if __name__ == "__main__":
    raise SystemExit(main())
