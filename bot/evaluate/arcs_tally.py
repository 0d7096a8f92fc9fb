"""Counts behind the figures of an evaluation, and the figures they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

Figures = dict[str, Any]

PLAIN_COUNTS = (
    "bad quotes", "upgrades", "invented dates", "cites the future", "digest repeats", "statements unlabelled",
)  # fmt: skip


class Tally:
    """Counts by name. `note` is told of every miss, for people who look for the reasons."""

    def __init__(self, note: Callable[..., None] | None = None) -> None:
        self.counts: Counter[str] = Counter()
        self._note = note

    def note(self, *words: object) -> None:
        """Say what went wrong where, if anybody listens."""
        if self._note is not None:
            self._note(*words)

    def add(self, name: str, count: int | bool = 1) -> None:
        """Count something that is shown as it is."""
        self.counts[name] += count

    def rate(self, name: str, hit: object, *words: object) -> None:
        """Count one trial of `name`, and whether it came off."""
        self.counts[name + ".n"] += 1
        self.counts[name + ".ok"] += bool(hit)
        if not hit and words:
            self.note("WRONG", name, *words)

    def found(self, name: str, *, true: int = 0, gold: int = 0, predicted: int = 0) -> None:
        """Add to what precision and recall of `name` are made of."""
        for part, count in (("tp", true), ("gold", gold), ("pred", predicted)):
            self.counts[f"{name}.{part}"] += count

    def figures(self) -> Figures:
        """Precision, recall and F1, then rates, all in percent, then plain counts."""
        shown: Figures = {}
        for name in self._names(".tp", ".gold", ".pred"):
            true, predicted, gold = (self.counts[f"{name}.{part}"] for part in ("tp", "pred", "gold"))
            shown[name] = _found(true, gold, predicted)
            if name == "cluster facts":
                del shown[name]
                rate = round(100 * true / gold, 1) if gold else None
                shown["cluster complete"] = {"ok": true, "n": gold, "rate": rate}
        for name in self._names(".n"):
            if name != "digest silent":
                good, trials = self.counts[name + ".ok"], self.counts[name + ".n"]
                shown[name] = {"ok": good, "n": trials, "rate": round(100 * good / trials, 1)}
        return shown | {name: self.counts[name] for name in PLAIN_COUNTS}

    def _names(self, *endings: str) -> list[str]:
        return sorted({name.rsplit(".", 1)[0] for name in self.counts if name.endswith(endings)})


def _found(true: int, gold: int, predicted: int) -> Figures:
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    f1 = round(200 * precision * recall / (precision + recall), 1) if precision + recall else 0.0
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": f1,
        "found": true,
        "gold": gold,
        "predicted": predicted,
    }
