"""Tags the time expressions of a set of documents, and scores them in the manner of TempEval-3.

A row in: `{"doc": id, "dct": day or null, "text": text}`, a gold row also `timexes`. A row out:
`{"doc": id, "timexes": [{"start", "end", "type", "value"}]}`, offsets in code points, values and types of TIMEX3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.errors import InputError
from bot.text.when.timex import timexes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Precision, recall and F1, each from 0 to 1, with the counts behind them."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 when there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_row(self) -> dict[str, float]:
        """In percent with one decimal, for people."""
        return {
            "precision": round(100 * self.precision, 1),
            "recall": round(100 * self.recall, 1),
            "f1": round(100 * self.f1, 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenScore:
    """How well expressions were found and read.

    strict: same extent; relaxed: overlapping extents, one to one. type, value: right attribute on a relaxed match;
    their precision and recall count all predicted and all gold expressions, as in TempEval-3.
    """

    documents: int
    strict: Rate
    relaxed: Rate
    type: Rate
    value: Rate

    def __str__(self) -> str:
        """A small table for people, in percent."""
        lines = [f"{self.documents} documents, {self.relaxed.gold} expressions", "          P     R     F1"]
        for name in ("strict", "relaxed", "type", "value"):
            figures = getattr(self, name).as_row().values()
            lines.append(f"{name:8}" + "".join(f"{figure:6.1f}" for figure in figures))
        return "\n".join(lines)

    def as_row(self) -> dict[str, object]:
        """As one JSON object."""
        names = ("strict", "relaxed", "type", "value")
        return {"documents": self.documents, **{name: getattr(self, name).as_row() for name in names}}


def run_when(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The time expressions of each row, in order; raises InputError that names the row when one cannot be used."""
    for number, row in enumerate(rows, start=1):
        doc, published, text = _read(row, number)
        found = [
            {"start": t.span.start, "end": t.span.end, "type": t.kind.value, "value": t.value}
            for t in timexes(text, published=published)
        ]
        yield {"doc": doc, "timexes": found}


def score_when(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> WhenScore:
    """Compare predicted with gold expressions, document by document.

    A gold document without a prediction counts as all missed. Raises InputError for rows without expressions, for a
    document named twice and for predictions about documents that are not in the gold.
    """
    gold_by_doc, found_by_doc = _by_doc(gold, "gold"), _by_doc(predicted, "predicted")
    strangers = found_by_doc.keys() - gold_by_doc.keys()
    if strangers:
        raise InputError(f"predictions about documents that are not in the gold set: {sorted(strangers)[:3]}")
    counts = {"strict": 0, "relaxed": 0, "type": 0, "value": 0}
    for doc, wanted in gold_by_doc.items():
        for ours, theirs in _pairs(wanted, found_by_doc.get(doc, [])):
            counts["relaxed"] += 1
            counts["strict"] += (ours["start"], ours["end"]) == (theirs["start"], theirs["end"])
            counts["type"] += ours["type"] == theirs["type"]
            counts["value"] += ours["value"] == theirs["value"]
    n_found = sum(len(tags) for tags in found_by_doc.values())
    n_gold = sum(len(tags) for tags in gold_by_doc.values())
    rates = {name: Rate(right=right, predicted=n_found, gold=n_gold) for name, right in counts.items()}
    return WhenScore(documents=len(gold_by_doc), **rates)


def _pairs(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Overlapping expressions, each used once; the same extent before a mere overlap."""
    free = sorted(found, key=lambda tag: tag["start"])
    waiting = []
    for tag in sorted(gold, key=lambda tag: tag["start"]):
        same = next((f for f in free if (f["start"], f["end"]) == (tag["start"], tag["end"])), None)
        if same is None:
            waiting.append(tag)
        else:
            free.remove(same)
            yield tag, same
    for tag in waiting:
        near = next((f for f in free if min(f["end"], tag["end"]) > max(f["start"], tag["start"])), None)
        if near is not None:
            free.remove(near)
            yield tag, near


def _by_doc(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for number, row in enumerate(rows, start=1):
        doc = row.get("doc") if isinstance(row, Mapping) else None
        if not isinstance(doc, str) or doc in found:
            raise InputError(f"{name} row {number}: 'doc' must be an id that no other row has, got {doc!r}")
        tags = row.get("timexes")
        if not isinstance(tags, list) or not all(_is_tag(tag) for tag in tags):
            raise InputError(
                f"{name} row {number} ({doc}): 'timexes' must be a list of objects with start, end, type and value"
            )
        found[doc] = tags
    return found


def _is_tag(tag: object) -> bool:
    return (
        isinstance(tag, Mapping)
        and type(tag.get("start")) is int
        and type(tag.get("end")) is int
        and 0 <= tag["start"] < tag["end"]
        and isinstance(tag.get("type"), str)
        and (tag.get("value") is None or isinstance(tag["value"], str))
    )


def _read(row: Mapping[str, Any], number: int) -> tuple[str, date | None, str]:
    if not isinstance(row, Mapping):
        raise InputError(f"row {number}: expected an object with doc, dct and text, got {type(row).__name__}")
    doc, text, dct = row.get("doc"), row.get("text"), row.get("dct")
    if not isinstance(doc, str) or not doc:
        raise InputError(f"row {number}: 'doc' must be a name, got {doc!r}")
    if not isinstance(text, str):
        raise InputError(f"row {number} ({doc}): 'text' must be a string, got {type(text).__name__}")
    if dct is None or dct == "":
        return doc, None, text
    try:
        return doc, datetime.fromisoformat(dct.strip()).date(), text
    except (AttributeError, ValueError):
        raise InputError(
            f"row {number} ({doc}): 'dct' must be a day such as '2025-08-06', or null, got {dct!r}"
        ) from None
