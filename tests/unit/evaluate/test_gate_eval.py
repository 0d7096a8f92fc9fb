"""The door `dateline eval gate`."""

from __future__ import annotations

import pytest

from bot.errors import InputError
from bot.evaluate.gate import roc_area, run_gate, score_gate

ROWS = [
    {
        "id": "1",
        "question": "When does it close?",
        "sources": [{"text": "The basin closes on 4 May 2027."}],
        "response": "The basin closes on 4 May 2027.",
        "label": 0,
    },
    {
        "id": "2",
        "question": "",
        "sources": [{"text": "The basin closes on 4 May 2027."}],
        "response": "Ten thousand dolphins performed for the emperor of Norland.",
        "label": 1,
        "spans": [{"start": 0, "end": 20}],
    },
]


def test_rows_are_judged_one_by_one() -> None:
    """A long file shows its first judgement before the last row is read."""

    def endless() -> object:
        yield ROWS[0]
        raise AssertionError("read ahead")

    assert next(run_gate(endless()))["id"] == "1"  # type: ignore[arg-type]


def test_perfect_judgements_score_one() -> None:
    """The figures must be able to reach their top."""
    perfect = [{"id": r["id"], "flag": bool(r["label"]), "score": float(r["label"]), "spans": r.get("spans", []), "checks": []} for r in ROWS]  # fmt: skip

    score = score_gate(ROWS, perfect)

    assert (score.precision, score.recall, score.f1, score.roc) == (1, 1, 1, 1)
    assert score.spans == (1, 1)


def test_false_alarms_are_told_by_check() -> None:
    """A check that alarms on clean texts must be seen."""
    judged = [{"id": r["id"], "flag": True, "score": 0.5, "spans": [], "checks": ["name"]} for r in ROWS]

    score = score_gate(ROWS, judged)

    assert (score.checks["name"].hits, score.checks["name"].false_alarms) == (1, 1)
    assert score.roc == 0.5
    assert "1 of 1 clean" in str(score)


def test_roc_area_counts_ties_half() -> None:
    """Constant scores are worth a coin."""
    assert roc_area([(1, True), (1, False), (2, True), (0, False)]) == 0.875
    assert roc_area([(1, True)]) is None


@pytest.mark.parametrize(
    "row", [{}, {"id": "x"}, {"id": "x", "response": "a", "sources": "b"}, {"id": "x", "response": "a", "sources": [], "question": 3}]
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(row: dict[str, object]) -> None:
    """The person at the terminal must find the line."""
    with pytest.raises(InputError, match="row 1"):
        list(run_gate([row]))


def test_a_row_without_a_judgement_counts_as_missed() -> None:
    """Leaving hard rows out must not help."""
    assert score_gate(ROWS, []).recall == 0


def test_strangers_are_refused() -> None:
    """Judgements on another set give no figure."""
    with pytest.raises(InputError, match="not in the gold set"):
        score_gate(ROWS, [{"id": "9", "flag": True, "score": 1.0}])
