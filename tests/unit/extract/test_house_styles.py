"""What an article tells does not hang on how an outlet prints it: marks, line breaks, dashes, spaces."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.extract.document import read
from bot.extract.rules import facts_of
from bot.model.facts import Deadline, Fact, Meeting, Statement
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision
from bot.model.when import When

SET = Path(__file__).parents[2] / "evals/dev-set/articles.jsonl"
ROWS = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
DEVELOPED = [row for row in ROWS if row["arc"] not in ("a4", "a5")]


def single(text: str, marks: str) -> str:
    """Double marks made single."""
    curly = re.sub(r"\"([^\"\n]*)\"", r"“\1”", text)
    return curly.replace("“", marks[0]).replace("”", marks[1])


def wrapped(text: str) -> str:
    """Lines broken at 70 characters, as wires and mail programs do."""
    return "\n".join(
        "\n".join(textwrap.wrap(line, 70, break_long_words=False, break_on_hyphens=False))
        for line in text.split("\n")
    )


STYLES: dict[str, Callable[[str], str]] = {
    "single marks": lambda text: single(text, "‘’"),
    "straight single marks": lambda text: single(text, "''"),
    "curly apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "’", text),
    "wrapped lines": wrapped,
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "long dashes": lambda text: text.replace(" - ", " — "),
    "two spaces between sentences": lambda text: re.sub(r"(?<=[.!?]) (?=[A-Z])", "  ", text),
    "spaces that do not break": lambda text: re.sub(r"(?<=\d) (?=[A-Z])", "\xa0", text),
}


def facts(text: str, row: dict[str, Any]) -> Counter[tuple[object, ...]]:
    """What facts say: who, what state, which days; how often each."""
    published = datetime.fromisoformat(row["published"]) if row["published"] else None
    revision = Revision(
        id=RevisionId("r1"),
        article=ArticleId("a1"),
        number=1,
        title=None,
        text=text,
        published=published,
        received=datetime.fromisoformat(row["received"]),
    )
    found = facts_of(read(revision))
    for fact in found:
        assert all(quote.span.of(text) == quote.text for quote in fact.quotes)
    return Counter(shape(fact) for fact in found)


def shape(fact: Fact) -> tuple[object, ...]:
    match fact:
        case Meeting():
            who = sorted(one.party.key for one in fact.participants)
            return "meeting", *who, fact.status, day(fact.when)
        case Deadline():
            roles = [party and party.key for party in (fact.setter, fact.addressee)]
            return "deadline", *roles, fact.status, day(fact.due), day(fact.previous_due)
        case Statement():
            return "statement", fact.speaker.key, fact.kind, len(fact.content.text.split())
        case _:
            return ("event", fact.quote.text.split()[0])


def day(when: When | None) -> tuple[object, ...] | None:
    return None if when is None else (when.earliest, when.latest)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in DEVELOPED])
def test_the_same_article_in_another_house_style_tells_the_same(row: dict[str, Any], style: str) -> None:
    """Quotes are exact in either."""
    assert facts(STYLES[style](row["text"]), row) == facts(row["text"], row)
