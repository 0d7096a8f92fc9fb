"""Fits the weights of the gate on free text and prints cross-validated figures.

    python tools/fit_gate.py --out bot/answer/gate/weights.json ROWS.jsonl…

Rows as for `dateline eval gate`, with `label` and `spans` of what people marked as unsupported; a row with a label
and no spans counts as one sentence. Each fitted row is read again with a part of its sources withheld: a sentence that
loses its support is then an unsupported one of the kind that speaks about the right matter. Needs scikit-learn, which the project itself does not: run it in an environment
of its own with the project on the path. Only means, deviations and weights are written; no words of the rows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score

from bot.answer.gate.judge import kind_of, read_text, text_doubt, units_of
from bot.text.sentences import split_sentences

FOLDS = 10
SEEDS = (0, 1, 2)
STRENGTH = 0.05  # inverse of the penalty
# Withheld sources: rows are read with each source away in turn, and with this share of the sentences away.
WITHHELD_SHARE, WITHHELD_DRAWS = 0.35, 2
WITHHELD_WEIGHT = 0.5
# A sentence counts as unsupported when its best stretch lost this much and is below that; as untouched when it lost less.
LOST, LEFT, UNTOUCHED = 0.2, 0.75, 0.05
LIMIT = 4.0
# The share of unsupported texts in use is not that of the fitted rows; a threshold is chosen for the mean F1 at these.
SHARES = {"answer": (0.2, 0.45), "summary": (0.25, 0.4), "claim": (0.5, 0.65)}


def main(args: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="+", type=Path)
    parser.add_argument("--only-measure", nargs="*", default=["claim"], help="tasks that are not fitted")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(args)
    table = Table([row for path in chosen.rows for row in _rows(path)], chosen.only_measure)
    report, texts = cross_validate(table)
    print(json.dumps(report, indent=1))
    if chosen.out:
        chosen.out.write_text(json.dumps(fit(table, texts), indent=1) + "\n", encoding="utf-8")


class Table:
    """All sentences of all rows: signals, labels, and the row each belongs to."""

    def __init__(self, rows: list[dict[str, Any]], measured: Sequence[str]) -> None:
        self.rows = rows
        full, withheld = _Sentences(), _Sentences()
        for i, row in enumerate(rows):
            told = [s["text"] for s in row["sources"]]
            read = read_text(row["response"], told, question=row["question"] or None)
            labels = [_label(row, one.unit.span.start, one.unit.span.end) for one in read]
            full.add(i, [dict(one.signals) for one in read], labels)
            if row["task"] not in measured:
                _read_withheld(i, row, told, full.signals[-len(read) :], labels, withheld)
        self.names = sorted(full.signals[0])
        self.x, self.y, self.owner = full.arrays(self.names)
        self.withheld = withheld.arrays(self.names)
        self.label = np.array([int(row["label"]) for row in rows])
        self.task = np.array([row["task"] for row in rows])
        kinds = [kind_of(units_of(row["response"]), row["question"] or None) for row in rows]
        self.kind = np.array([kind.value for kind in kinds])
        self.fitted = ~np.isin(self.task, measured)[self.owner]
        groups = [row["question"] or row["sources"][0]["text"][:200] for row in rows]
        self.group = np.unique(groups, return_inverse=True)[1]

    def texts(self, logits: np.ndarray) -> np.ndarray:
        return np.array(
            [text_doubt(logits[self.owner == i].tolist() or [-5.0]) for i in range(len(self.rows))]
        )


class _Sentences:
    """Rows of the table as they are read. owner: the text each belongs to."""

    def __init__(self) -> None:
        self.signals: list[dict[str, float]] = []
        self.labels: list[int] = []
        self.owner: list[int] = []

    def add(self, owner: int, signals: Sequence[dict[str, float]], labels: Sequence[int]) -> None:
        self.signals += signals
        self.labels += labels
        self.owner += [owner] * len(labels)

    def arrays(self, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        x = np.array([[s[n] for n in names] for s in self.signals]).reshape(len(self.signals), len(names))
        return x, np.array(self.labels, dtype=int), np.array(self.owner, dtype=int)


def _read_withheld(
    i: int,
    row: dict[str, Any],
    told: Sequence[str],
    before: Sequence[dict[str, float]],
    labels: Sequence[int],
    withheld: _Sentences,
) -> None:
    """The sentences of a row that lost their support, or kept it, when a part of the sources was taken away."""
    draw = random.Random(i)
    cut = [[t for k, t in enumerate(told) if k != away] for away in range(len(told)) if len(told) > 1]
    for _ in range(WITHHELD_DRAWS):
        cut.append(
            [" ".join(s.of(t) for s in split_sentences(t) if draw.random() > WITHHELD_SHARE) for t in told]
        )
    for sources in cut:
        read = read_text(row["response"], sources, question=row["question"] or None)
        for one, full, label in zip(read, before, labels, strict=True):
            now = one.signals["best_stretch"]
            lost = full["best_stretch"] - now
            if label or (lost > LOST and now < LEFT):
                withheld.add(i, [dict(one.signals)], [1])
            elif lost < UNTOUCHED:
                withheld.add(i, [dict(one.signals)], [0])


def cross_validate(table: Table) -> tuple[dict[str, Any], np.ndarray]:
    """Figures on held-out groups, and the held-out doubt of each text (mean over the seeds)."""
    runs = [_held_out(table, seed) for seed in SEEDS]
    texts = np.mean([t for _, t in runs], axis=0)
    report: dict[str, Any] = {}
    for task in [*dict.fromkeys(table.task.tolist())]:
        rows = table.task == task
        units = rows[table.owner]
        label = table.label[rows]
        report[task] = {
            "texts": int(rows.sum()),
            "unsupported": int(label.sum()),
            "sentences": int(units.sum()),
            "roc_sentence": _mean([roc_auc_score(table.y[units], s[units]) for s, _ in runs]),
            "roc_text": _mean([roc_auc_score(label, t[rows]) for _, t in runs]),
            "f1_best_threshold": _mean(
                [max(f1_score(label, t[rows] >= c) for c in t[rows]) for _, t in runs]
            ),
        }
    scale, bias = _calibrated(table, texts)
    score = 1 / (1 + np.exp(-(scale * texts + bias)))
    thresholds = _thresholds(score, table)
    flagged = score >= np.array([thresholds[kind] for kind in table.kind.tolist()])
    for task, figures in report.items():
        rows = table.task == task
        figures["f1"] = round(float(f1_score(table.label[rows], flagged[rows])), 3)
        figures["f1_at_share_0.2"] = round(_f1_at(flagged[rows], table.label[rows], 0.2), 3)
        figures["flagged"] = int(flagged[rows].sum())
    return report, texts


def fit(table: Table, texts: np.ndarray) -> dict[str, Any]:
    """The weights on all rows; scale and threshold come from the held-out texts."""
    mean, deviation, model = _model(table, np.ones(len(table.rows), dtype=bool))
    scale, bias = _calibrated(table, texts)
    score = 1 / (1 + np.exp(-(scale * texts + bias)))
    signals = {
        name: {"mean": round(m, 5), "deviation": round(d, 5), "weight": round(w, 5)}
        for name, m, d, w in zip(
            table.names, mean.tolist(), deviation.tolist(), model.coef_[0].tolist(), strict=True
        )
    }
    return {
        "fitted": "tools/fit_gate.py; figures and sets in docs/quality-gate.md",
        "bias": round(float(model.intercept_[0]), 5),
        "text_scale": round(scale, 5),
        "text_bias": round(bias, 5),
        "flag_above": _thresholds(score, table),
        "sentence_above": 0.4,
        "signals": signals,
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _label(row: dict[str, Any], start: int, end: int) -> int:
    spans = row.get("spans") or ([{"start": 0, "end": len(row["response"])}] if row["label"] else [])
    return int(any(min(end, s["end"]) > max(start, s["start"]) for s in spans))


def _model(table: Table, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, LogisticRegression]:
    """Fitted on the sentences of `rows` that may be fitted, and on those with withheld sources."""
    own, (x, y, owner) = table.fitted & rows[table.owner], table.withheld
    cut = rows[owner]
    signals = np.vstack([table.x[own], x[cut]])
    weight = np.concatenate([np.ones(own.sum()), np.full(cut.sum(), WITHHELD_WEIGHT)])
    mean, deviation = signals.mean(0), np.maximum(signals.std(0), 1e-3)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        _standard(signals, mean, deviation), np.concatenate([table.y[own], y[cut]]), sample_weight=weight
    )
    return mean, deviation, model


def _standard(x: np.ndarray, mean: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    return np.clip((x - mean) / deviation, -LIMIT, LIMIT)


def _held_out(table: Table, seed: int) -> tuple[np.ndarray, np.ndarray]:
    order = np.random.RandomState(seed).permutation(table.group.max() + 1)
    folds = (order % FOLDS)[table.group]
    logits = np.zeros(len(table.y))
    for fold in range(FOLDS):
        held = (folds == fold)[table.owner]
        mean, deviation, model = _model(table, folds != fold)
        logits[held] = model.decision_function(_standard(table.x[held], mean, deviation))
    return logits, table.texts(logits)


def _calibrated(table: Table, texts: np.ndarray) -> tuple[float, float]:
    rows = table.task == "qa"
    model = LogisticRegression(C=10).fit(texts[rows][:, None], table.label[rows])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _thresholds(score: np.ndarray, table: Table) -> dict[str, float]:
    """For each kind of text, the threshold with the best mean F1 over the usual shares of unsupported texts."""
    found = {}
    for kind, shares in SHARES.items():
        rows = table.kind == kind
        grid = np.arange(0.1, 0.8, 0.01)
        flagged = {round(float(t), 2): score[rows] >= t for t in grid}
        found[kind] = max(
            flagged, key=lambda t: sum(_f1_at(flagged[t], table.label[rows], s) for s in shares)
        )
    return found


def _f1_at(flagged: np.ndarray, label: np.ndarray, share: float) -> float:
    """F1 if `share` of the texts were unsupported."""
    hits = share * flagged[label == 1].mean()
    return float(2 * hits / (hits + (1 - share) * flagged[label == 0].mean() + share))


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 3)


if __name__ == "__main__":
    main(sys.argv[1:])
