"""Sabotaged replies against the gate."""

from __future__ import annotations

from pathlib import Path

from bot.evaluate.arcs_gold import read_lines
from bot.evaluate.planting import Fault
from bot.evaluate.sabotage import latest_moment, sabotaged_replies, score_sabotage

GOLDEN = Path(__file__).parents[2] / "evals" / "dev-set" / "articles.jsonl"


def test_no_planted_error_reaches_the_reader_and_true_sentences_do() -> None:
    """The first promise: what the quotes do not support is never shown, whatever a model wrote."""
    articles = [a for a in read_lines(GOLDEN) if a["arc"] in ("a1", "a2", "a3", "single")]
    replies = list(sabotaged_replies(articles, seed=3, count=25))

    score = score_sabotage(replies, now=latest_moment(articles))

    assert sum(score.planted.values()) > 500
    assert len(score.planted) == len(Fault)
    assert sum(score.reached.values()) == 0, str(score)
    assert score.kept >= 0.97 * score.true


def test_the_same_seed_plants_the_same_errors() -> None:
    """Figures can be compared only on the same replies."""
    articles = [a for a in read_lines(GOLDEN) if a["arc"] == "a1"]

    def drawn(seed: int) -> list[str]:
        return [p.sentence.text for r in sabotaged_replies(articles, seed=seed, count=3) for p in r.planted]

    assert drawn(4) == drawn(4)
    assert drawn(4) != drawn(5)
