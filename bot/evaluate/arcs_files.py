"""Gold files of story arcs, read in one spelling whichever accepted variant they use; and the gold as predictions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.evaluate.arcs_match import Row, alternatives

Gold = tuple[list[Row], list[Row]]

_WIDER = {
    "in_force": "set",
    "threatened": "proposed",
    "conditional": "set|proposed",
    "replaced": "withdrawn",
    "unclear": "set|proposed|passed|missed|withdrawn",
}


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """`rows` as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_gold(articles_path: Path, arcs_path: Path) -> Gold:
    """Articles and arcs in the spelling of SCHEMA.md."""
    articles, arcs = read_rows(articles_path), read_rows(arcs_path)
    home: dict[str, str] = {}
    last: dict[str, str] = {}
    for article in articles:
        _settle_article(article, last)
        for kind in ("meetings", "deadlines"):
            home.update({fact["id"]: article["id"] for fact in article[kind]})
    for arc in arcs:
        _settle_arc(arc, home)
    return articles, arcs


def convert(articles_path: Path, arcs_path: Path, folder: Path) -> None:
    """Rewrite gold files in the main spelling into `folder`."""
    articles, arcs = read_gold(articles_path, arcs_path)
    write_rows(folder / "articles.jsonl", articles)
    write_rows(folder / "arcs.jsonl", arcs)


def oracle(articles: Sequence[Row], arcs: Sequence[Row]) -> Iterator[Row]:
    """The gold as predictions: what a perfect system would answer."""
    for article in articles:
        facts = {
            kind: [_as_predicted(f) for f in article[kind]]
            for kind in ("meetings", "deadlines", "statements")
        }
        yield {"type": "article", "id": article["id"], **facts}
    for _, question, support, _ in all_questions(articles, arcs):
        yield {
            "type": "answer",
            "id": question["id"],
            "answer": question["answer"],
            "abstained": bool(question.get("unanswerable")),
            "citations": support,
        }
    for arc in arcs:
        yield from _oracle_of_arc(arc, articles)


def all_questions(articles: Sequence[Row], arcs: Sequence[Row]) -> Iterator[tuple[str, Row, list[Row], Row]]:
    """(measure, question, support with article ids, article or arc) of every question."""
    for article in articles:
        for question in article["questions"]:
            support = [{"article": article["id"], "quote": quote} for quote in question["support"]]
            yield "questions", question, support, article
    for arc in arcs:
        for part, name in (("questions", "cross"), ("asof", "asof")):
            for question in arc[part]:
                yield name, question, question["support"], arc


def widened(status: str | None) -> str | None:
    """A deadline status in the main spelling of SCHEMA.md; what could be several is several alternatives."""
    if not status:
        return status
    forms = [form for one in alternatives(status) for form in _WIDER.get(one, one).split("|")]
    return "|".join(dict.fromkeys(forms))


def _settle_article(article: Row, last: dict[str, str]) -> None:
    article["arc"] = article.get("arc") or "single"
    article.setdefault("junk", [])
    for key in ("revision_of", "copy_of"):
        article.setdefault(key, None)
    if not article.get("received"):
        article["received"] = (
            article.get("published") or last.get(article["arc"]) or "1970-01-01T00:00:00+00:00"
        )
    last[article["arc"]] = article["received"]
    for deadline in article["deadlines"]:
        deadline["status"] = widened(deadline["status"])
        if deadline.get("due_time") and "T" in deadline["due_time"]:
            deadline["due_time"] = deadline["due_time"][11:16]
    for kind in ("meetings", "deadlines"):
        for fact in article[kind]:
            fact.setdefault("record", None)
    for question in article["questions"]:
        question.setdefault("why", None)


def _settle_arc(arc: Row, home: dict[str, str]) -> None:
    arc.setdefault("id", arc.get("arc"))
    for kind in ("meetings", "deadlines"):
        for record in arc[kind]:
            _settle_record(record, kind)
    for conflict in arc["conflicts"]:
        conflict.setdefault("record", conflict.pop("about", None))
    if "asof" not in arc:
        arc["asof"] = arc.pop("as_of", [])
    if "questions" not in arc:
        arc["questions"] = arc.pop("cross", []) + arc.pop("unanswerable", [])
    for question in arc["asof"] + arc["questions"]:
        question.setdefault("type", "unanswerable" if question.get("unanswerable") else "other")
        if question.get("unanswerable"):
            question["type"], question["why"] = "unanswerable", question.get("why") or question.get("answer")
    if "digests" not in arc:
        arc["digests"] = [_settled_digest(digest, home) for digest in arc.pop("digest", [])]


def _settle_record(record: Row, kind: str) -> None:
    record["history"] = record.pop("history", None) or record.pop("due_history", [])
    if "status" not in record:
        record["status"] = record.pop("state")
    for step in [record, *record["history"]]:
        step["status"] = step.get("status") or step.pop("state")
        if kind == "deadlines":
            step["status"] = widened(step["status"])
    record.setdefault("optional", False)


def _settled_digest(digest: Row, home: dict[str, str]) -> Row:
    settled: Row = {"id": digest["id"], "day": digest["day"], "previous_day": digest["channel_has_through"]}
    settled |= {"new": [], "updates": [], "silent": []}
    for item in digest["items"]:
        part = {"new": "new", "update": "updates"}.get(item["class"], "silent")
        support = [{"article": home[item["fact"]], "quote": item["quote"]}]
        settled[part].append({"what": item.get("why"), "record": item.get("record"), "support": support})
    return settled


_NOT_PREDICTED = frozenset({"id", "record", "optional", "also", "calc", "roles"})
_CHOSEN = ("place", "mode", "status", "setter", "addressee", "speaker", "kind", "date", "due")


def _first(value: Any) -> Any:
    return alternatives(value)[0] if isinstance(value, str) and value else value


def _as_predicted(fact: Row) -> Row:
    row = {key: value for key, value in fact.items() if key not in _NOT_PREDICTED}
    row.update({key: _first(row[key]) for key in _CHOSEN if key in row})
    if "participants" in row:
        row["participants"] = [_first(name) for name in row["participants"]]
    return row


def _oracle_of_arc(arc: Row, articles: Sequence[Row]) -> Iterator[Row]:
    for kind in ("meetings", "deadlines"):
        for record in arc[kind]:
            cites = [
                {"article": article["id"], "quote": fact["quote"]}
                for article in articles
                for fact in article[kind]
                if fact.get("record") == record["id"]
            ]
            row = {key: _first(value) for key, value in record.items() if key not in ("id", "optional")}
            if "participants" in row:
                row["participants"] = [_first(name) for name in row["participants"]]
            row["history"] = [dict(step, status=_first(step["status"])) for step in row["history"]]
            yield {**row, "type": "record", "arc": arc["id"], "kind": kind[:-1], "citations": cites}
    for conflict in arc["conflicts"]:
        values = [dict(value, value=_first(value["value"])) for value in conflict["values"]]
        yield {"type": "conflict", "arc": arc["id"], "slot": _first(conflict["slot"]), "values": values}
    for origin in arc["origins"]:
        yield {"type": "origin", "id": origin["id"], "independent": origin["independent"]}
    for digest in arc["digests"]:
        items = [
            {"as": label, "citations": item["support"]}
            for part, label in (("new", "new"), ("updates", "update"))
            for item in digest[part]
        ]
        yield {"type": "digest", "id": digest["id"], "items": items}
