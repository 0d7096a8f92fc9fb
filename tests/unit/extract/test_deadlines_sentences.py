"""Single sentences in many styles, each with the deadlines it tells."""

from __future__ import annotations

from typing import Any

import pytest

from bot.extract.deadlines import find_deadlines
from tests.unit.extract.deadline_cases import cases, differences, document, told


def _row(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=row["gap"])] if row.get("gap") else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize(
    "row",
    [
        _row(row)
        for row in [
            *cases("sentences.jsonl"),
            *cases("notices_and_business.jsonl"),
            *cases("variants.jsonl"),
            *cases("clauses.jsonl"),
            *cases("published_ways.jsonl"),
            *cases("happened.jsonl"),
            *cases("moved_or_not.jsonl"),
        ]
    ],
)
def test_a_sentence_tells_these_deadlines_and_no_others(row: dict[str, Any]) -> None:
    """Deadlines are told in many ways; what is not one must not become one."""
    found = [told(fact) for fact in find_deadlines(document(row["text"], row["published"]))]

    assert differences(row["expected"], found) == []
