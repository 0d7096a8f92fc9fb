"""The measure of `verify` on a set of articles."""

from __future__ import annotations

from pathlib import Path

from bot.evaluate.arcs_gold import read_lines, store_articles
from bot.evaluate.verify import score_verify

GOLDEN = Path(__file__).parents[2] / "evals" / "dev-set" / "articles.jsonl"


def test_excerpts_of_the_golden_set_are_verified() -> None:
    """99 in 100 excerpts must come back with the right article, outlet and date; foreign ones never."""
    stored = [a for a in store_articles(read_lines(GOLDEN)).values() if a.arc in ("a1", "a2", "a3", "single")]

    score = score_verify(stored, seed=11, found=60, other=15)

    assert score.found[0] >= 59
    assert score.foreign == (15, 15)
    assert score.stitched[0] >= 14
    assert score.altered[0] >= 14
    assert str(score).count("%") == 4
