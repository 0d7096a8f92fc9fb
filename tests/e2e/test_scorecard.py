"""`dateline eval all` prints what the single doors print, for the sets that are there, and keeps a line of history."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import COMMAND, PATIENCE_S

SETS = Path(__file__).parents[1] / "evals"


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """One story of the set, and the first questions over documents."""
    write(
        tmp_path / "dev-set/articles.jsonl",
        [r for r in rows_of("dev-set/articles.jsonl") if r["arc"] == "a2"],
    )
    write(tmp_path / "dev-set/arcs.jsonl", [r for r in rows_of("dev-set/arcs.jsonl") if r["id"] == "a2"])
    write(tmp_path / "own-set-questions/questions.jsonl", rows_of("own-set-questions/questions.jsonl")[:6])
    write(tmp_path / "own-set-questions/documents.jsonl", rows_of("own-set-questions/documents.jsonl"))
    return tmp_path


def scorecard(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "eval", "all", *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def figure(card: str, name: str) -> tuple[int, int]:
    """How many of how many."""
    found = re.search(rf"^  {name} +[\d.]+ % \((\d+) of (\d+)\)$", card, re.MULTILINE)
    assert found is not None, name
    return int(found[1]), int(found[2])


def test_the_scorecard_has_every_part_and_keeps_its_headlines(sets: Path) -> None:
    """Sets that are not there are left out; a second run adds a row and no second table."""
    page = sets / "quality.md"
    page.write_text("# Quality\n\nWords before.\n", encoding="utf-8")

    card = scorecard("--sets", str(sets), "--keep", str(page)).stdout
    scorecard("--sets", str(sets), "--keep", str(page))

    assert "Story arcs, developed on: 6 articles" in card
    assert "Story arcs, measured only: 0 articles" in card
    assert re.findall(r"^Questions over documents, (.+)$", card, re.MULTILINE) == ["single questions"]
    assert set(re.findall(r"^  [a-z ]+ (\d+) of \d+ reached the reader$", card, re.MULTILINE)) == {"0"}
    assert re.search(r"^Excerpts against verify\n  \w", card, re.MULTILINE)
    kept = page.read_text(encoding="utf-8")
    assert kept.startswith("# Quality\n\nWords before.\n\n## History\n")
    assert kept.count("| date | meetings |") == 1
    assert kept.count("\n| 20") == 2


def test_the_scorecard_measures_against_the_labels(sets: Path) -> None:
    """With the labelled days moved by ten years nothing is right any more."""
    right, of = figure(scorecard("--sets", str(sets)).stdout, "deadlines due")
    path = sets / "dev-set/articles.jsonl"
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for article in articles:
        for deadline in article["deadlines"]:
            deadline["due"] = re.sub(
                r"\d{4}(?=-)", lambda year: str(int(year[0]) + 10), deadline["due"] or ""
            )
    write(path, articles)

    assert right > of / 2
    assert figure(scorecard("--sets", str(sets)).stdout, "deadlines due")[0] == 0


def test_a_folder_without_a_set_is_said(tmp_path: Path) -> None:
    """And where to run it instead."""
    done = scorecard("--sets", str(tmp_path))

    assert done.returncode == 2
    assert "there is no labelled set in" in done.stderr
