"""Reads the sentences of tests/data/deadlines and compares what they tell with what is found."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from bot.extract.document import Document, read
from bot.model.facts import Deadline
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision, Span

FOLDER = Path(__file__).resolve().parents[2] / "data" / "deadlines"


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of one file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line]


def document(
    text: str, published: str | None, *, title: str | None = None, junk: str | None = None
) -> Document:
    """A revision of one article, read."""
    day = (
        None
        if published is None
        else datetime.combine(datetime.fromisoformat(published).date(), time(9), UTC)
    )
    spans = () if junk is None else (Span(text.index(junk), text.index(junk) + len(junk)),)
    return read(
        Revision(
            id=RevisionId("revision-1"),
            article=ArticleId("article-1"),
            number=1,
            title=title,
            text=text,
            published=day,
            received=datetime(2026, 3, 11, 12, tzinfo=UTC),
            boilerplate=spans,
        )
    )


def told(fact: Deadline) -> dict[str, Any]:
    """A deadline in the words of the cases."""
    return {
        "due": fact.due.iso() if fact.due else None,
        "status": fact.status.value,
        "kind": fact.kind.value,
        "setter": fact.setter.name if fact.setter else None,
        "addressee": fact.addressee.name if fact.addressee else None,
        "previous": fact.previous_due.iso() if fact.previous_due else None,
        "time": f"{fact.due.time:%H:%M}" if fact.due and fact.due.time else None,
    }


def differences(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    """What is missing, wrong or too much; only fields that an expectation names are compared."""
    rest, wrong = list(found), []
    for want in expected:
        fits = [f for f in rest if all(f[field] == value for field, value in want.items())]
        if fits:
            rest.remove(fits[0])
        else:
            wrong.append(f"not found: {want}")
    return wrong + [f"too much: {f}" for f in rest]
