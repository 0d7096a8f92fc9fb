"""Single quotation marks are told from apostrophes, and speech in them is read as speech in double ones."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extract.document import read
from bot.extract.rules import facts_of
from bot.model.facts import Fact, Statement
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision
from bot.text.quotations import doubled

SETS = Path(__file__).parents[2] / "evals"
DAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("'We will wait,' said Lund.", "“We will wait,” said Lund."),
        ("‘We won’t wait,’ said Lund. ‘Ask them.’", "“We won’t wait,” said Lund. “Ask them.”"),
        (
            "'The workers' rights are safe,' Lund said, adding: 'We won't move.'",
            "“The workers' rights are safe,” Lund said, adding: “We won't move.”",
        ),
        ("The so-called 'workers' party' will meet.", "The so-called “workers' party” will meet."),
        (
            "Lund called it 'a farce', Aas 'a joke' and Petras' aides 'a shame'.",
            "Lund called it “a farce”, Aas “a joke” and Petras' aides “a shame”.",
        ),
        ("'He said \"no\" and left,' Lund said.", "“He said 'no' and left,” Lund said."),
        ("It was (‘a farce’) – 'no more' –", "It was (“a farce”) – “no more” –"),
        ("'One paragraph.\n\n'And another,' said Lund.", "“One paragraph.\n\n“And another,” said Lund."),
    ],
)
def test_marks_around_speech_are_doubled(text: str, seen: str) -> None:
    """Character for character, so that every position stays."""
    assert doubled(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘never’ and left,” she said.",
        "\"It's the owners' problem, not 'ours',\" she said.",
        "In the '90s rock 'n' roll was king, said the bank's clerk, and the unions' men cheered 'em.",
        "The two teams' owners met; it's Charles' turn.",
        "O'Neil's and d'Estaing's talks' outcome, l’État, the ’80s",
        "A man of 5' 10'' was seen.",
        "He said 'it begins here and never ends.\nThe next paragraph.",
        "'",
        "",
    ],
)
def test_apostrophes_and_nested_marks_stay(text: str) -> None:
    """A plural's possession, what is left out, a foot, a mark that nothing closes."""
    assert doubled(text) == text


@given(st.text(alphabet="ab sS.,'‘’“”\"\n9", max_size=80))
def test_only_marks_change_and_nothing_moves(text: str) -> None:
    """Whatever stands there."""
    seen = doubled(text)

    marks = re.compile("['‘’“”\"]")
    assert len(seen) == len(text)
    assert marks.sub("'", seen) == marks.sub("'", text)
    assert doubled(seen) == seen


def articles() -> list[dict[str, Any]]:
    lines = (SETS / "dev-set/articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["arc"] not in ("a4", "a5")]


def facts(text: str) -> list[Fact]:
    revision = Revision(
        id=RevisionId("r1"),
        article=ArticleId("a1"),
        number=1,
        title=None,
        text=text,
        published=DAY,
        received=DAY,
    )
    return list(facts_of(read(revision)))


def shape(found: list[Fact]) -> list[tuple[object, ...]]:
    """What facts say, without the marks and the names that are made from the words."""
    return [
        (type(fact).__name__, fact.quote.span, fact.said_by and fact.said_by.key)
        + ((fact.speaker.key, fact.content.span, fact.kind) if isinstance(fact, Statement) else ())
        for fact in found
    ]


@pytest.mark.parametrize("marks", ["‘’", "''"])
@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in articles()])
def test_an_article_in_single_marks_tells_the_same(row: dict[str, Any], marks: str) -> None:
    """Speakers, contents, meetings and deadlines of whole articles do not hang on the house style of an outlet."""
    straight = re.sub(r"\"([^\"\n]*)\"", r"“\1”", row["text"])
    single = straight.replace("“", marks[0]).replace("”", marks[1])

    assert shape(facts(single)) == shape(facts(straight))
