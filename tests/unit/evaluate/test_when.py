"""The door that tags documents and scores time expressions."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import InputError
from bot.evaluate.when import run_when, score_when

TEXT = "They met on Monday. The truce, agreed two weeks ago, ends within 50 days, from August 27-28."


def _tag(start: int, end: int, kind: str = "DATE", value: str = "2025") -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind, "value": value}


def test_a_document_gives_timeml_tags() -> None:
    """The format that published gold sets are in: lengths stay lengths, an interval is two dates."""
    row = next(run_when([{"doc": "a", "dct": "2025-08-06", "text": TEXT}]))

    found = [(TEXT[t["start"] : t["end"]], t["type"], t["value"]) for t in row["timexes"]]
    assert row["doc"] == "a"
    assert found == [
        ("Monday", "DATE", "2025-08-04"),
        ("two weeks ago", "DATE", "2025-W30"),
        ("50 days", "DURATION", "P50D"),
        ("August 27", "DATE", "2025-08-27"),
        ("28", "DATE", "2025-08-28"),
    ]


@pytest.mark.parametrize("dct", [None, ""])
def test_a_document_without_a_date_is_tagged_as_far_as_known(dct: str | None) -> None:
    """An undated article is no error."""
    row = next(run_when([{"doc": "a", "dct": dct, "text": "They met on Monday."}]))

    assert row["timexes"] == [{"start": 12, "end": 18, "type": "DATE", "value": "XXXX-WXX-1"}]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"dct": None, "text": "x"}, "row 1: 'doc'"),
        ({"doc": "a", "dct": None}, r"row 1 \(a\): 'text'"),
        ({"doc": "a", "dct": "yesterday", "text": "x"}, r"row 1 \(a\): 'dct'"),
        ({"doc": "a", "dct": 20250806, "text": "x"}, r"row 1 \(a\): 'dct'"),
        ([], "row 1: expected an object"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(row: Any, message: str) -> None:
    """The person with a file of thousands must find the line."""
    with pytest.raises(InputError, match=message):
        list(run_when([row]))


def test_scores_count_extents_types_and_values_apart() -> None:
    """As in TempEval-3: an attribute counts on an overlapping match, over all predicted and all gold."""
    gold = [
        {"doc": "a", "timexes": [_tag(0, 5), _tag(10, 20, "DURATION", "P1D"), _tag(30, 35), _tag(40, 44)]}
    ]
    ours = [{"doc": "a", "timexes": [_tag(0, 5), _tag(12, 20, "DATE", "P1D"), _tag(30, 35, value="2024")]}]

    score = score_when(gold, ours)

    assert (score.strict.right, score.relaxed.right, score.type.right, score.value.right) == (2, 3, 2, 2)
    assert (score.value.predicted, score.value.gold) == (3, 4)
    assert score.value.f1 == pytest.approx(4 / 7)


def test_one_prediction_matches_one_gold_expression() -> None:
    """A tag over the whole text must not find everything."""
    gold = [{"doc": "a", "timexes": [_tag(0, 5), _tag(6, 9)]}]

    score = score_when(gold, [{"doc": "a", "timexes": [_tag(0, 100)]}])

    assert score.relaxed.right == 1


def test_missing_documents_count_as_missed() -> None:
    """Leaving out the hard documents must not help."""
    score = score_when([{"doc": "a", "timexes": [_tag(0, 5)]}, {"doc": "b", "timexes": [_tag(0, 5)]}], [])

    assert (score.documents, score.relaxed.gold, score.relaxed.f1) == (2, 2, 0.0)


@pytest.mark.parametrize(
    ("gold", "ours", "message"),
    [
        ([{"doc": "a", "timexes": []}], [{"doc": "b", "timexes": []}], "not in the gold set"),
        ([{"doc": "a"}], [], r"gold row 1 \(a\): 'timexes'"),
        ([{"doc": "a", "timexes": []}, {"doc": "a", "timexes": []}], [], "gold row 2: 'doc'"),
        ([{"doc": "a", "timexes": [{"start": 3, "end": 3, "type": "DATE", "value": ""}]}], [], "'timexes'"),
    ],
)
def test_files_that_do_not_fit_are_refused(gold: Any, ours: Any, message: str) -> None:
    """A score over the wrong file would look like a result."""
    with pytest.raises(InputError, match=message):
        score_when(gold, ours)


def test_our_own_tags_score_perfectly_against_themselves() -> None:
    """The scorer agrees with itself."""
    rows = list(run_when([{"doc": "a", "dct": "2025-08-06", "text": TEXT}]))

    score = score_when(rows, rows)

    assert score.as_row()["value"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
    assert "value    100.0 100.0 100.0" in str(score)
