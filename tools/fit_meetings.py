"""Fits the weights by which encounters that no rule reads are told, and prints figures on sets left out of the fitting.

    python tools/fit_meetings.py --scorer score.py --set NAME=ARTICLES[:arc,arc] … [--cases FILE …] [--enough 0.5] [--joins 0.5] [--out FILE]

ARTICLES is a file of labelled articles; held-out ones are left alone. A file of cases holds sentences of which the rules tell all there is (those
marked with a gap are left alone): what they leave untold is no encounter. Each set is measured with weights that were fitted on the other sets
only, by what `find_meetings` then tells of it, and without any weights. Needs numpy and scipy, which the project itself does not: run it in an
environment of its own with the project on the path. Only names of signs and weights are written, no words of the articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.extract.document import Document, read
from bot.extract.meetings import find_meetings, likely
from bot.extract.meetings.encounters import stands_for
from bot.extract.meetings.joining import encounters_of
from bot.extract.meetings.likely import Weights
from bot.extract.meetings.prospect_traits import Traits, scene_of, traits_of
from bot.extract.meetings.prospects import prospects_of
from bot.extract.meetings.reading import sightings_of
from tools.measure_meetings import as_prediction, revision_of
from tools.scorer import load_scorer

PENALTY = 4.0  # of squared weights
SEEN = 4  # parties that a sign must occur with
SMALL = 0.03  # weights under this are not written
BESIDE = 0.5  # how much a word counts that tells of nothing in a sentence with an encounter
SHORT = 0.3  # how much a party counts of which the rules read in a short case that it was there
NOBODY = Weights(signs={"any": -100.0}, enough=0.5, joins=0.5)
PLAIN = {"title": None, "published": None, "received": "2026-01-01T00:00:00+00:00", "deadlines": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A party beside a word that may tell of an encounter: whether people say that it took part in one told there."""

    common: Traits
    own: Traits
    there: bool
    weight: float


def main(args: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], dest="sets", required=True)
    parser.add_argument("--cases", type=Path, action="append", default=[])
    parser.add_argument("--enough", type=float, default=0.5, help="how likely both of two parties must be")
    parser.add_argument("--joins", type=float, default=0.5, help="how likely a further one must be")
    parser.add_argument("--day", help="for the record of the weights")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(args)
    scorer = load_scorer(chosen.scorer)
    sets: dict[str, list[dict[str, Any]]] = {}
    for name, _, place in (one.partition("=") for one in chosen.sets):
        file, _, arcs = place.partition(":")
        sets[name] = list(_articles(Path(file), arcs.split(",") if arcs else None))
    documents = {one["id"]: read(revision_of(one)) for articles in sets.values() for one in articles}
    rows = {
        name: [row for one in articles for row in labelled(scorer, one, documents[one["id"]])]
        for name, articles in sets.items()
    }
    cases = [row for file in chosen.cases for row in settled(file)]
    report = {}
    for left_out, articles in sets.items():
        signs = fit([row for name, found in rows.items() if name != left_out for row in found] + cases)
        weights = Weights(signs=signs, enough=chosen.enough, joins=chosen.joins)
        without = measure(scorer, articles, documents, NOBODY)
        report[left_out] = measure(scorer, articles, documents, weights)
        print(left_out, report[left_out], "rules alone:", without, flush=True)
    if chosen.out:
        signs = fit([row for found in rows.values() for row in found] + cases)
        record = {"fitted": chosen.day, "parties": {name: len(found) for name, found in rows.items()}}
        data = {
            "record": record | {"left out": report},
            "enough": chosen.enough,
            "joins": chosen.joins,
            "signs": {n: round(w, 2) for n, w in sorted(signs.items()) if abs(w) >= SMALL},
        }
        chosen.out.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def labelled(scorer: Any, article: Mapping[str, Any], document: Document) -> Iterator[Labelled]:
    """Every party beside every word that may tell of an encounter, told by the rules or not."""
    text = article["text"]
    golden = [(one, scorer.spans(text, [one["quote"], *one["also"]])) for one in article["meetings"]]
    sightings = list(sightings_of(document))
    found = encounters_of(document, sightings)
    sighted = {sighting.trigger: sighting for sighting in sightings}
    for index, sentence in enumerate(document.sentences):
        beside = any(
            scorer.touch(span, (sentence.start, sentence.end)) for _, spans in golden for span in spans
        )
        for prospect in prospects_of(document, index, sighted):
            here = prospect.span
            own = [
                one
                for one, spans in golden
                if any(first <= here.start and here.end <= last for first, last in spans)
            ]
            if own and all(one.get("optional") for one in own):
                continue
            names = [name for one in own for name in one["participants"]]
            scene = scene_of(document, prospect, likely.told_last(found, prospect))
            for guest in scene.guests:
                yield Labelled(
                    common=scene.common,
                    own=traits_of(scene, guest),
                    there=any(scorer.name_ok(name, guest.seat.party.name) for name in names),
                    weight=BESIDE if beside and not own else 1.0,
                )


def settled(file: Path) -> Iterator[Labelled]:
    """The same of short cases, by what the rules tell of them."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        case = json.loads(line)
        if "gap" in case:
            continue
        document = read(revision_of(PLAIN | {"id": str(number)} | case))
        sightings = list(sightings_of(document))
        found = encounters_of(document, sightings)
        sighted = {sighting.trigger: sighting for sighting in sightings}
        for index in range(len(document.sentences)):
            for prospect in prospects_of(document, index, sighted):
                own = [
                    encounter
                    for encounter in found
                    if any(told.quote.contains(prospect.span) for told in encounter.sightings)
                ]
                scene = scene_of(document, prospect, likely.told_last(found, prospect))
                for guest in scene.guests:
                    party = guest.seat.party
                    yield Labelled(
                        common=scene.common,
                        own=traits_of(scene, guest),
                        there=any(stands_for(seat.party, party) for one in own for seat in one.seats),
                        weight=SHORT if own else 1.0,
                    )


def fit(rows: Sequence[Labelled]) -> dict[str, float]:
    """Weights under which those who are labelled as having been there are likely to be so."""
    seen = Counter(name for row in rows for name in {*row.common, *row.own})
    names = sorted(name for name, count in seen.items() if count >= SEEN)
    index = {name: i for i, name in enumerate(names)}
    values, places, heads = [], [], [0]
    for row in rows:
        for traits in (row.common, row.own):
            for name, value in traits.items():
                if name in index:
                    places.append(index[name])
                    values.append(value)
        heads.append(len(places))
    matrix = csr_matrix((values, places, heads), shape=(len(rows), len(index)))
    there = np.array([float(row.there) for row in rows])
    weight = np.array([row.weight for row in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        wrong = weight * (1 / (1 + np.exp(-score)) - there)
        cost = (weight * (np.logaddexp(0, score) - there * score)).sum()
        return cost + 0.5 * PENALTY * weights @ weights, matrix.T @ wrong + PENALTY * weights

    start = np.zeros(len(index))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(best[i]) for name, i in index.items()}


def measure(
    scorer: Any, articles: Sequence[Mapping[str, Any]], documents: Mapping[str, Document], weights: Weights
) -> dict[str, int]:
    """What is told of the articles with these weights, in the counts of the scorer."""
    kept, likely.fitted = likely.fitted, lambda: weights  # type: ignore[assignment]
    try:
        tally = scorer.Tally()
        for article in articles:
            told = [as_prediction(meeting) for meeting in find_meetings(documents[article["id"]])]
            scorer.score_facts(article, {"meetings": told}, "meetings", tally)
    finally:
        likely.fitted = kept
    counted = ("meetings.gold", "meetings.pred", "meetings.tp", "pairs.gold", "pairs.pred", "pairs.tp")
    return {name: tally[name] for name in (*counted, "upgrades")}


def _articles(file: Path, arcs: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        article = PLAIN | json.loads(line)
        if not article.get("held_out") and (arcs is None or (article.get("arc") or "single") in arcs):
            yield article


if __name__ == "__main__":
    main(sys.argv[1:])
