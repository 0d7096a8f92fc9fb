"""Fits the weights by which a deadline's setter and addressee are chosen, and prints figures on sets left out of the fitting.

    python tools/fit_roles.py --scorer score.py --set NAME=FOLDER[:arc,arc] … [--mended NAME=FOLDER[:arc,arc] …]
        [--labels FILE=FOLDER …] [--cases FILE] [--twice NAME …] [--out FILE]

FOLDER holds articles.jsonl; held-out articles are left alone. On sets named with --mended the rules were mended: what they leave open there is
open nearly always, which is not so elsewhere, so nothing is learnt from their open roles. A labels file names roles of articles that carry no deadlines of their own:
rows of `article`, `quote`, `setter`, `addressee`. A file of cases holds short stories with what must be found in them. Each set is measured with weights that were fitted on the other sets only. Needs numpy and
scipy, which the project itself does not: run it in an environment of its own with the project on the path. Only names of signs and weights
are written, no words of the articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.extract.deadlines import find
from bot.extract.deadlines.candidates import Candidate, candidates_of, with_whole_names
from bot.extract.deadlines.ranking import PAIR, ROLES, Weights, choose
from bot.extract.deadlines.role_traits import (
    Scene,
    Traits,
    scene_of,
    settled,
    traits_of,
    traits_of_nobody,
    traits_of_pair,
    traits_of_sort,
)
from bot.extract.deadlines.story import story_of
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document, read
from tools.measure_deadlines import as_prediction, revision_of
from tools.scorer import load_scorer

PENALTY = 10.0  # of squared weights
SEEN = 5  # deadlines that a sign must occur with
SMALL = 0.02  # weights under this are not written
EXPECTED = {
    "setter/told setter": 3.0,
    "setter/read setter": 2.0,
    "addressee/told addressee": 3.0,
    "addressee/read addressee": 2.0,
    "setter/place:was told": -3.0,
    "setter/place:is told": -2.0,
    "setter/place:after by": 1.0,
    "setter/place:owns a command": 1.5,
    "addressee/place:was told": 2.5,
    "addressee/place:is told": 1.5,
    "addressee/place:must": 1.0,
    "addressee/place:given the limit, must": 2.0,
    "setter/place:given the limit, must": -1.0,
    "addressee/place:given the limit": 1.0,
    "setter/place:given the limit": -1.0,
    "addressee/place:hit": 1.0,
    "addressee/hit": 0.7,
    "addressee/limited": 0.7,
    "pair/same|told": -0.7,
    "pair/same, another read": -0.5,
    "addressee/place:done to": 1.5,
    "addressee/antecedent 0|duty": 1.5,
    "addressee/antecedent 0|permit": 1.5,
    "setter/antecedent 0|ask": 1.0,
    "setter/antecedent 0|give": 1.0,
    "setter/antecedent 0|promise": 1.0,
    "addressee/place:owns a command": -1.5,
    "setter/clause:nearest told": -2.0,
    "addressee/clause:nearest told": 1.0,
    "setter/clause:nearest must": -1.0,
    "setter/clause:nearest gives": 1.0,
    "setter/clause:nearest asks": 1.0,
    "setter/clause:outer gives": 0.7,
    "setter/clause:outer asks": 0.7,
    "setter/clause:handed": 1.0,
    "addressee/clause:handed": -1.0,
    "setter/clause:by whom": 1.0,
}  # what grammar says before any text is read; a weight is drawn to this instead of to nought
OPEN = {"setter": 0.5, "addressee": -0.25}
"""What is taken from leaving a role open: more fills more roles rightly, and more of those that the labels leave open."""
SURE = {"setter": 0.25, "addressee": 0.25}
"""How likely a party must be to get a role: of those under this, hardly one in twenty is right."""
FIRST_DAY = "2026-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A deadline that was found, among the candidates of its article, and who people say sets it for whom; a role may be unlabelled."""

    scene: Scene
    roles: Mapping[str, str | None]


def main(args: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], dest="sets")
    parser.add_argument("--mended", action="append", default=[])
    parser.add_argument(
        "--twice", action="append", default=[], help="name of a set whose deadlines count twice"
    )
    parser.add_argument("--labels", action="append", default=[])
    parser.add_argument("--cases", type=Path, action="append", default=[])
    parser.add_argument("--day", help="for the record of the weights")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(args)
    scorer = load_scorer(chosen.scorer)
    sets: dict[str, list[Labelled]] = {}
    for name, _, place in (one.partition("=") for one in (*chosen.sets, *chosen.mended)):
        folder, _, arcs = place.partition(":")
        sets[name] = list(_from_set(scorer, Path(folder), arcs.split(",") if arcs else None))
    for file, _, folder in (one.partition("=") for one in chosen.labels):
        sets.setdefault("labels", []).extend(_from_labels(Path(file), Path(folder)))
    for file in chosen.cases:
        sets.setdefault("cases", []).extend(_from_cases(file))
    report = {}
    mended = {one.partition("=")[0] for one in chosen.mended}
    learnt = {
        name: [_filled(one) for one in found] if name in mended else found for name, found in sets.items()
    }
    learnt |= {name: learnt[name] * 2 for name in chosen.twice}
    for left_out in sets:
        weights = fit(scorer, [one for name in sets if name != left_out for one in learnt[name]])
        report[left_out] = measure(scorer, sets[left_out], weights)
        print(left_out, report[left_out], flush=True)
    if len(sets) > 1:
        total: Counter[str] = Counter()
        for figures in report.values():
            total.update(figures)
        print("all, each left out", dict(total))
    if chosen.out:
        weights = fit(scorer, [one for found in learnt.values() for one in found])
        record = {
            "fitted": chosen.day,
            "sets": {name: len(found) for name, found in sets.items()},
            "left out": report,
        }
        _write(chosen.out, weights, record)


def _filled(row: Labelled) -> Labelled:
    """The row without the roles that its labels leave open."""
    return replace(row, roles={role: label for role, label in row.roles.items() if label is not None})


def fit(scorer: Any, rows: Sequence[Labelled]) -> Weights:
    """Weights under which the labelled party, or nobody, is the likeliest of all candidates, for each role beside the other."""
    groups = [_group(scorer, row, role) for row in rows for role in ROLES if role in row.roles]
    groups = [(signs, fits) for signs, fits in groups if any(fits)]
    seen = Counter(name for signs, _ in groups for name in {n for one in signs for n in one})
    names = sorted({n for n, count in seen.items() if count >= SEEN} | set(EXPECTED))
    index = {name: i for i, name in enumerate(names)}
    drawn = np.array([EXPECTED.get(name, 0.0) for name in names])
    starts, values, places, heads = [], [], [], [0]
    fits_all: list[float] = []
    for signs, fits in groups:
        starts.append(len(fits_all))
        fits_all += [float(fit) for fit in fits]
        for one in signs:
            kept = [(index[n], v) for n, v in one.items() if n in index]
            places += [i for i, _ in kept]
            values += [v for _, v in kept]
            heads.append(len(places))
    matrix = csr_matrix((values, places, heads), shape=(len(fits_all), len(index)))
    right, start = np.array(fits_all), np.array(starts)
    group = np.repeat(np.arange(len(groups)), [len(fits) for _, fits in groups])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        likely = np.exp(score - np.maximum.reduceat(score, start)[group])
        likely /= np.add.reduceat(likely, start)[group]
        chance = np.add.reduceat(likely * right, start) + 1e-12
        slope = matrix.T @ (likely - likely * right / chance[group])
        apart = weights - drawn
        return 0.5 * PENALTY * apart @ apart - np.log(chance).sum(), PENALTY * apart + slope

    found = minimize(loss, drawn, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    weights: dict[str, dict[str, float]] = {part: {} for part in (*ROLES, PAIR)}
    for name, i in index.items():
        part, _, sign = name.partition("/")
        weights[part][sign] = float(found[i])
    return Weights(roles=weights, open=OPEN, sure=SURE)


def _group(scorer: Any, row: Labelled, role: str) -> tuple[list[Traits], list[bool]]:
    """The signs of nobody and of each candidate beside who has the other role, and which of them the label accepts."""
    label, scene = row.roles[role], row.scene
    other = "addressee" if role == "setter" else "setter"
    beside: Candidate | None = None
    if row.roles.get(other) is not None:
        beside = next((c for c in scene.candidates if scorer.name_ok(row.roles[other], c.party.name)), None)
    elif other not in row.roles and (named := getattr(scene.telling, other)) is not None:
        beside = next((c for c in scene.candidates if c.is_party(named.party)), None)
    signs: list[Traits] = []
    for one in (None, *scene.candidates):
        traits: dict[str, float] = {}
        own = (
            traits_of_nobody(scene)
            if one is None
            else {**traits_of_sort(scene, one.sort), **traits_of(scene, one)}
        )
        traits |= {f"{role}/{name}": value for name, value in own.items()}
        pair = (one, beside) if role == "setter" else (beside, one)
        traits |= {f"{PAIR}/{name}": value for name, value in traits_of_pair(scene, *pair).items()}
        signs.append(traits)
    fits = [label is None]
    fits += [label is not None and scorer.name_ok(label, one.party.name) for one in scene.candidates]
    return signs, fits


def measure(scorer: Any, rows: Sequence[Labelled], weights: Weights) -> dict[str, int]:
    """How many roles are given to the labelled party, and how many that the labels leave open are filled."""
    figures: Counter[str] = Counter()
    for row in rows:
        for role, named in zip(ROLES, choose(row.scene, weights), strict=True):
            label = row.roles.get(role, "")
            if label == "":
                continue
            if label is None:
                figures[f"{role} open"] += 1
                figures[f"{role} open, filled"] += named is not None
            else:
                figures[role] += 1
                figures[f"{role} right"] += named is not None and scorer.name_ok(label, named.party.name)
    return dict(sorted(figures.items()))


def _from_set(scorer: Any, folder: Path, arcs: Sequence[str] | None) -> Iterator[Labelled]:
    for article in _articles(folder):
        if article.get("held_out") or (arcs is not None and article["arc"] not in arcs):
            continue
        found = _scenes(read(revision_of(article)))
        predictions = [one for one, _ in found]
        for label, number in _paired(scorer, article, predictions):
            scene = found[number][1]
            if scene is not None:
                yield Labelled(scene=scene, roles={role: label.get(role) for role in ROLES})


def _from_labels(file: Path, folder: Path) -> Iterator[Labelled]:
    labels: dict[str, list[dict[str, Any]]] = {}
    for row in (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()):
        labels.setdefault(row["article"], []).append(row)
    for article in _articles(folder):
        rows = list(labels.get(article["id"], ()))
        if not rows:
            continue
        for prediction, scene in _scenes(read(revision_of(article))):
            row = next(
                (r for r in rows if r["quote"] == prediction["quote"] and r["due"] == prediction["due"]), None
            )
            if row is not None and scene is not None:
                yield Labelled(scene=scene, roles={role: row[role] for role in ROLES})


def _from_cases(file: Path) -> Iterator[Labelled]:
    for case in (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()):
        article = {"id": case["id"], "title": None, "text": case["text"], "received": FIRST_DAY}
        found = _scenes(read(revision_of(article | {"published": f"{case['published']}T09:00:00+00:00"})))
        for want in case["expected"]:
            fits = [scene for told, scene in found if told["due"] == want.get("due")]
            if len(fits) == 1 and fits[0] is not None:
                yield Labelled(scene=fits[0], roles={role: want[role] for role in ROLES if role in want})


def _articles(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        yield {"title": None, "published": None, "received": FIRST_DAY} | json.loads(line)


def _scenes(document: Document) -> list[tuple[dict[str, Any], Scene | None]]:
    """The deadlines of a document as predictions, each with its scene before any role is chosen."""
    scenes: list[Scene | None] = []

    def keep(part: Document, tellings: Sequence[Telling]) -> list[Telling]:
        candidates, story = candidates_of(part, tellings), story_of(part, tellings)
        tellings = [with_whole_names(t, candidates) for t in tellings]
        scenes.extend(None if settled(t) else scene_of(part, t, candidates, story) for t in tellings)
        return tellings

    kept, find.with_ranked_roles = find.with_ranked_roles, keep  # type: ignore[assignment]
    try:
        facts = find.find_deadlines(document)
    finally:
        find.with_ranked_roles = kept
    return list(zip((as_prediction(fact) for fact in facts), scenes, strict=True))


def _paired(
    scorer: Any, article: dict[str, Any], predictions: Sequence[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], int]]:
    """Each labelled deadline with the number of the prediction that tells it: quotes overlap, and the day or status agrees."""
    text, pairs = article["text"], []
    for number, one in enumerate(predictions):
        mine = scorer.spans(text, [one["quote"], *one["also"]])
        for place, label in enumerate(article.get("deadlines", ())):
            its = scorer.spans(text, [label["quote"], *label.get("also", [])])
            shared = [min(x[1], y[1]) - max(x[0], y[0]) for x in its for y in mine if scorer.touch(x, y)]
            if not shared:
                continue
            dated = scorer.date_ok(label["due"], one.get("due"))
            if dated or (not label["due"] and not one.get("due")):
                agrees = 2 * dated + 0.5 * scorer.pick_ok(label["status"], one.get("status"))
                pairs.append((agrees + 0.1 + max(shared) / 10000, place, number))
    for place, number in scorer.pair_up(pairs):
        yield article["deadlines"][place], number


def _write(path: Path, weights: Weights, record: Mapping[str, Any]) -> None:
    data: dict[str, Any] = {
        "record": record,
        "open": weights.open,
        "sure": weights.sure,
    }
    for role in (*ROLES, PAIR):
        kept = {n: round(w, 2) for n, w in sorted(weights.roles[role].items()) if abs(w) >= SMALL}
        data[role] = kept
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
