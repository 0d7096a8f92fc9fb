"""Judges free texts against their sources, and scores the judgements against what people marked.

A row in: `{"id", "question", "sources": [{"text"}], "response"}`, a gold row also `label` (1: something in the response
is not supported) and `spans` of what is not. A row out: `{"id", "flag", "score", "spans", "checks"}`, spans in code
points of the response.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer.gate.judge import Judgement, judge
from bot.errors import InputError

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFigures:
    """One check: on how many unsupported texts it fired, and on how many supported ones (false alarms)."""

    hits: int
    false_alarms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GateScore:
    """How well texts were flagged.

    texts, unsupported: size of the set. precision, recall, f1: of the flag, 0 to 1. roc: area under the ROC curve of
    the score, None when all texts have one label. checks: by reason code. spans: share of the marked characters
    that lie in a returned span, and share of the returned characters that are marked; None without marked spans.
    """

    texts: int
    unsupported: int
    precision: float
    recall: float
    f1: float
    roc: float | None
    checks: Mapping[str, CheckFigures]
    spans: tuple[float, float] | None

    def __str__(self) -> str:
        roc = "-" if self.roc is None else f"{self.roc:.3f}"
        lines = [
            f"{self.texts} texts, {self.unsupported} with something unsupported",
            f"flag: precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}; score: ROC area {roc}",
        ]
        if self.spans is not None:
            lines.append(f"spans, in characters: recall {self.spans[0]:.3f}, precision {self.spans[1]:.3f}")
        clean = self.texts - self.unsupported
        lines += [
            f"check {name}: fired on {figures.hits} of {self.unsupported} unsupported, {figures.false_alarms} of {clean} clean"
            for name, figures in self.checks.items()
        ]
        return "\n".join(lines)


def run_gate(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The judgement on each row, in order; raises InputError that names the row when one cannot be used."""
    for number, row in enumerate(rows, start=1):
        name, response, sources, question = _read(row, number)
        yield _as_row(name, judge(response, sources, question=question))


def score_gate(gold: Iterable[Row], predicted: Iterable[Row]) -> GateScore:
    """Compare judgements with labels. A gold row without a judgement counts as not flagged, with score 0.

    Raises InputError for a gold row without a label of 0 or 1, and for judgements on texts that are not in the gold.
    """
    found = {str(row.get("id")): row for row in predicted}
    pairs: list[tuple[Row, Row]] = []
    for number, row in enumerate(gold, start=1):
        if row.get("label") not in (0, 1):
            raise InputError(f"gold row {number}: 'label' must be 0 or 1, got {row.get('label')!r}")
        pairs.append(
            (row, found.pop(str(row.get("id")), {"flag": False, "score": 0.0, "spans": [], "checks": []}))
        )
    if found:
        raise InputError(f"judgements on texts that are not in the gold set: {sorted(found)[:3]}")
    hits = sum(1 for row, ours in pairs if row["label"] and ours["flag"])
    flagged = sum(1 for _, ours in pairs if ours["flag"])
    unsupported = sum(1 for row, _ in pairs if row["label"])
    precision, recall = _share(hits, flagged), _share(hits, unsupported)
    return GateScore(
        texts=len(pairs),
        unsupported=unsupported,
        precision=precision,
        recall=recall,
        f1=_share(2 * hits, flagged + unsupported),
        roc=roc_area([(float(ours["score"]), bool(row["label"])) for row, ours in pairs]),
        checks=_checks(pairs),
        spans=_spans(pairs),
    )


def roc_area(scored: Sequence[tuple[float, bool]]) -> float | None:
    """The chance that an unsupported text scores above a supported one, ties counting half; None for one label."""
    ordered = sorted(scored, key=lambda pair: pair[0])
    bad = sum(label for _, label in ordered)
    good = len(ordered) - bad
    if not bad or not good:
        return None
    won, below, start = 0.0, 0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        tied_bad = sum(label for _, label in ordered[start:end])
        tied_good = end - start - tied_bad
        won += tied_bad * (below + tied_good / 2)
        below, start = below + tied_good, end
    return won / (bad * good)


def _read(row: Row, number: int) -> tuple[str, str, list[str], str | None]:
    name = row.get("id") if isinstance(row, Mapping) else None
    if not isinstance(name, str | int):
        raise InputError(f"row {number}: 'id' must be a name, got {name!r}")
    response, question, sources = row.get("response"), row.get("question"), row.get("sources")
    if not isinstance(response, str):
        raise InputError(f"row {number} ({name}): 'response' must be a text")
    if not isinstance(sources, list) or not all(
        isinstance(source, Mapping) and isinstance(source.get("text"), str) for source in sources
    ):
        raise InputError(f"row {number} ({name}): 'sources' must be a list of objects with 'text'")
    if question is not None and not isinstance(question, str):
        raise InputError(f"row {number} ({name}): 'question' must be a text or null")
    return str(name), response, [source["text"] for source in sources], question or None


def _as_row(name: str, judgement: Judgement) -> dict[str, Any]:
    return {
        "id": name,
        "flag": judgement.flag,
        "score": judgement.score,
        "spans": [
            {"start": d.span.start, "end": d.span.end, "reason": d.reason, "weight": d.weight}
            for d in judgement.doubts
        ],
        "checks": list(judgement.checks),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _checks(pairs: Sequence[tuple[Row, Row]]) -> dict[str, CheckFigures]:
    names = sorted({check for _, ours in pairs for check in ours.get("checks", ())})
    return {
        name: CheckFigures(
            hits=sum(1 for row, ours in pairs if row["label"] and name in ours.get("checks", ())),
            false_alarms=sum(1 for row, ours in pairs if not row["label"] and name in ours.get("checks", ())),
        )
        for name in names
    }


def _spans(pairs: Sequence[tuple[Row, Row]]) -> tuple[float, float] | None:
    marked = ours_total = both = 0
    for row, ours in pairs:
        gold = _characters(row.get("spans") or [])
        found = _characters(ours.get("spans") or [])
        marked, ours_total, both = marked + len(gold), ours_total + len(found), both + len(gold & found)
    return (_share(both, marked), _share(both, ours_total)) if marked else None


def _characters(spans: Sequence[Row]) -> set[int]:
    return {place for span in spans for place in range(span["start"], span["end"])}
