"""The scorer of story arcs: perfect predictions score 100, and each kind of mistake costs what SCHEMA.md says."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate.arcs_check import check
from bot.evaluate.arcs_files import Row, convert, oracle, read_gold, write_rows
from bot.evaluate.arcs_match import days_fit, same_name
from bot.evaluate.arcs_score import score

GOLD = Path(__file__).parents[2] / "evals" / "dev-set"


@pytest.fixture(scope="module")
def gold() -> tuple[list[Row], list[Row]]:
    """The development set."""
    return read_gold(GOLD / "articles.jsonl", GOLD / "arcs.jsonl")


def predictions(gold: tuple[list[Row], list[Row]]) -> list[Row]:
    """Perfect predictions, free to be spoiled."""
    return copy.deepcopy(list(oracle(*gold)))


def test_the_development_set_keeps_the_promises_of_its_format(gold: tuple[list[Row], list[Row]]) -> None:
    """Figures on a set with a wrong quote or weekday mean nothing."""
    assert check(*gold) == []


def test_a_wrong_weekday_and_a_missing_quote_are_told(gold: tuple[list[Row], list[Row]]) -> None:
    """The check must be able to fail."""
    articles = copy.deepcopy(gold[0])
    articles[0]["meetings"][0]["quote"] = "words that nobody printed"
    articles[0]["text"] += " It was Sunday, 1 July 2025."

    wrong = check(articles, gold[1])

    assert any("quote not in text" in line for line in wrong)
    assert any("wrong weekday: sunday, 1 july 2025" in line for line in wrong)


def test_perfect_predictions_score_perfectly(gold: tuple[list[Row], list[Row]]) -> None:
    """A scorer that takes points from the gold itself would hide real progress."""
    figures = score(*gold, predictions(gold))

    for name, figure in figures.items():
        match figure:
            case {"f1": f1}:
                assert f1 == 100.0, name
            case {"rate": rate} if "false abstention" not in name:
                assert rate == 100.0, name
            case int():
                assert figure == 0, name


def test_no_predictions_find_nothing(gold: tuple[list[Row], list[Row]]) -> None:
    """An empty run must not divide by zero or score by accident."""
    figures = score(*gold, [])

    assert figures["meetings"]["recall"] == figures["records meetings"]["recall"] == 0.0
    assert figures["questions abstained on unanswerable"]["rate"] == 100.0


def test_planned_shown_as_held_is_an_upgrade(gold: tuple[list[Row], list[Row]]) -> None:
    """The promise "no upgrade" is counted, not averaged."""
    rows = predictions(gold)
    planned = next(m for row in rows for m in row.get("meetings", []) if m["status"] == "planned")
    planned["status"] = "held"

    assert score(*gold, rows, ["articles"])["upgrades"] == 1


def test_a_record_of_two_meetings_is_not_pure(gold: tuple[list[Row], list[Row]]) -> None:
    """Merging two real meetings must show in the figures."""
    rows = predictions(gold)
    records = [row for row in rows if row.get("kind") == "meeting" and row.get("arc") == "a1"]
    records[0]["citations"] += records[1]["citations"]

    figures = score(*gold, rows, ["records"])

    assert figures["cluster pure"]["n"] - figures["cluster pure"]["ok"] == 1


def test_misses_are_told_to_whoever_listens(gold: tuple[list[Row], list[Row]]) -> None:
    """People find the reason for a figure through the notes."""
    heard: list[tuple[Any, ...]] = []

    score(*gold, [], ["records"], note=lambda *words: heard.append(words))

    assert ("MISS", "a1", "record", "a1-M1") in heard


@pytest.mark.parametrize(
    ("gold", "mine", "fits"),
    [
        ("2025-08-08", "2025-08-08", True),
        ("2025-08", "2025-08-08", True),
        ("2025-08-08", "2025-W32", False),
        ("2025-08-07/2025-08-09", "2025-08-06/2025-08-09", True),
        ("../2025-08-08", "2025-07-01", True),
        ("2025-08-08|2025-08-09", "2025-08-09", True),
        ("2025-08-08", "next week", False),
        ("2025-08-08", None, False),
    ],
)
def test_days_fit_inside_the_labelled_period(gold: str, mine: str | None, fits: bool) -> None:
    """A wider answer than the label is only right when the label is wide itself."""
    assert days_fit(gold, mine) is fits


def test_names_are_the_same_by_surname_but_not_by_first_name() -> None:
    """Articles shorten people to surnames; two people who share a first name stay two."""
    assert same_name("President Emmanuel Macron", "Macron")
    assert same_name("US", "the United States")
    assert not same_name("Donald Trump", "Donald Tusk")


def test_accepted_variants_are_rewritten(gold: tuple[list[Row], list[Row]], tmp_path: Path) -> None:
    """Sets in an older spelling must read as the same gold."""
    articles, arcs = copy.deepcopy(gold)
    for arc in arcs:
        arc["arc"] = arc.pop("id")
        arc["as_of"] = arc.pop("asof")
        for record in arc["deadlines"]:
            record["due_history"] = record.pop("history")
            record["state"] = record.pop("status")
    write_rows(tmp_path / "a.jsonl", articles)
    write_rows(tmp_path / "b.jsonl", arcs)
    (tmp_path / "out").mkdir()

    convert(tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "out")

    again = read_gold(tmp_path / "out" / "articles.jsonl", tmp_path / "out" / "arcs.jsonl")
    assert score(*again, predictions(gold)) == score(*gold, predictions(gold))
