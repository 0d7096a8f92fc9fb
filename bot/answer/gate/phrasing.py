"""How much of a fact a word brings: "individual" only phrases one, "pulmonary" tells something."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.text.words import stem

# Of the words in each part of phrasing.txt, in order; of all others, 1.
_WEIGHTS = (0.0, 0.5)


def telling_letters(stems: list[str]) -> float:
    """The letters of `stems`, those of words that only phrase left out and those of general words by half."""
    weights = _weights()
    return sum(len(one) * weights.get(one, 1.0) for one in stems)


@cache
def _weights() -> Mapping[str, float]:
    text = (files("bot.answer.gate") / "phrasing.txt").read_text(encoding="utf-8")
    words = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    parts = words.strip().split("\n\n")
    return {stem(word): weight for part, weight in zip(parts, _WEIGHTS, strict=True) for word in part.split()}
