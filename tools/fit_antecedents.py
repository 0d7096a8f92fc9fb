"""Fits the weights by which "he", "it", "they", "the company" and "the country" are given to somebody, or to nobody.

    python tools/fit_antecedents.py --texts FILE … [--pronouns FILE …] [--measure FILE …] [--day DAY] [--keep SORT …] [--out FILE]

FILE holds articles with their anaphora marked as `{words|who}`, see tests/evals/own-set-anaphora. Every pronoun and every definite
description of a body that is not marked means nobody. The figures for FILE are those of articles left out of the fitting, one fifth at a
time; files to measure are never fitted on, and files of --pronouns only for pronouns. Sorts to keep stay
as the program has them. Needs numpy and scipy, which the project itself does not: run it in an environment of its own
with the project on the path. Only names of signs and weights are written, no words of the articles.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.model.facts import Party
from bot.text.parties import choosing, find_mentions, known_party, pairs, weighed
from bot.text.parties.antecedents import Anaphor, Candidate, Signs
from bot.text.parties.choosing import Weights
from bot.text.parties.tables import name_key
from bot.text.sentences import split_sentences

SORTS = ("he", "it", "its", "they", "their", "body", "state", "pair")
PRONOUNS = frozenset(["he", "it", "its", "they", "their"])
PENALTY = 1.0  # of squared weights
LEAD = {
    "he": -0.5,
    "it": 0.3,
    "its": 0.0,
    "they": 0.3,
    "their": 0.0,
    "body": -0.3,
    "state": 0.0,
    "pair": -0.5,
}  # by how much somebody must lead over nobody
SEEN = 3  # anaphora that a sign must occur with
SMALL = 0.02  # weights under this are not written
FOLDS = 5
_MARK = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text without its marks, and who is meant at which span: alternatives, each one or several names; none for nobody.

    whole: an anaphor without a label means nobody.
    """

    name: str
    text: str
    labels: Mapping[tuple[int, int], tuple[frozenset[str], ...]]
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An anaphor among its candidates: the signs of nobody and of each one, and which of them are right."""

    article: str
    sort: str
    signs: tuple[Signs, ...]
    right: tuple[bool, ...]


def main(args: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--pronouns", type=Path, nargs="*", default=[])
    parser.add_argument("--measure", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", choices=SORTS, nargs="*", default=[])
    parser.add_argument("--day", help="for the record of the weights")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(args)
    scenes = [scene for path in chosen.texts for scene in scenes_of(path)]
    scenes += [s for path in chosen.pronouns for s in scenes_of(path) if s.sort in PRONOUNS]
    articles = sorted({scene.article for scene in scenes})
    left_out: Counter[str] = Counter()
    for fold in range(FOLDS):
        mine = set(articles[fold::FOLDS])
        weights = fit([s for s in scenes if s.article not in mine])
        left_out.update(measure([s for s in scenes if s.article in mine], weights))
    print("left out", _told(left_out))
    weights = fit(scenes)
    for path in chosen.measure:
        print(path.name, _told(measure(list(scenes_of(path)), weights)))
    if chosen.out:
        record = {"fitted": chosen.day, "anaphora": len(scenes), "left out": dict(sorted(left_out.items()))}
        kept = {sort: choosing.fitted().sorts[sort] for sort in chosen.keep}
        record["kept"] = sorted(kept)
        _write(chosen.out, replace(weights, sorts={**weights.sorts, **kept}), record)


def marked_texts(path: Path) -> Iterator[Marked]:
    """The articles of a file, each under a line `== name | day | style`."""
    for part in re.split(r"(?m)^== ", path.read_text(encoding="utf-8"))[1:]:
        head, body = part.split("\n", 1)
        labels: dict[tuple[int, int], tuple[frozenset[str], ...]] = {}
        text, position = "", 0
        for match in _MARK.finditer(body := body.rstrip("\n")):
            text += body[position : match.start()]
            start = len(text)
            text += match[1]
            alternatives = (match[2] or match[1]).split("/")
            labels[start, len(text)] = tuple(
                frozenset(name_key(n) for n in a.split("+")) for a in alternatives
            )
            position = match.end()
        yield Marked(name=head.split("|")[0].strip(), text=text + body[position:], labels=labels)


def labelled_texts(path: Path) -> Iterator[Marked]:
    """The articles of other sets beside this one whose anaphora a file of rows labels: `set`, `article`, `start`, `means`."""
    rows: dict[tuple[str, str], dict[tuple[int, int], tuple[frozenset[str], ...]]] = {}
    for row in (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
        means = tuple(frozenset(name_key(n) for n in names) for names in row["means"])
        rows.setdefault((row["set"], row["article"]), {})[row["start"], row["start"] + 1] = means
    for folder in sorted({folder for folder, _ in rows}):
        articles = (path.parent.parent / folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        for article in map(json.loads, articles):
            labels = rows.get((folder, article["id"]))
            if labels is not None:
                yield Marked(
                    name=f"{folder} {article['id']}", text=article["text"], labels=labels, whole=False
                )


def scenes_of(path: Path) -> Iterator[Scene]:
    """The scenes of all anaphora in a file; while it is read, each is given to whom the labels say."""
    for marked in labelled_texts(path) if path.suffix == ".jsonl" else marked_texts(path):
        found: list[Scene] = []

        def keep(
            anaphor: Anaphor,
            nobody: Signs,
            candidates: Sequence[Candidate],
            signs: Sequence[Signs],
            marked: Marked = marked,
            found: list[Scene] = found,
        ) -> Candidate | None:
            if not candidates:
                return None
            label = _label(marked, anaphor)
            if label is None and not marked.whole:
                return choosing.choose(anaphor, nobody, candidates, signs)
            right = [label is not None and _means(c, label) for c in candidates]
            found.append(
                Scene(
                    article=marked.name,
                    sort=anaphor.sort,
                    signs=(dict(nobody), *(dict(s) for s in signs)),
                    right=(not any(right), *right),
                )
            )
            return candidates[right.index(True)] if any(right) else None

        kept = choosing.choose
        weighed.choose = pairs.choose = keep  # type: ignore[attr-defined]
        try:
            find_mentions(marked.text, split_sentences(marked.text))
        finally:
            weighed.choose = pairs.choose = kept  # type: ignore[attr-defined]
        yield from found


def _label(marked: Marked, anaphor: Anaphor) -> tuple[frozenset[str], ...] | None:
    return next(
        (label for (start, end), label in marked.labels.items() if start <= anaphor.start < end), None
    )


def _means(candidate: Candidate, label: Sequence[frozenset[str]]) -> bool:
    parties = [character.party() for character in candidate.characters]
    for names in label:
        if len(names) == len(parties) and all(any(_is(p, n) for p in parties) for n in names):
            return True
    return False


def _is(party: Party, name: str) -> bool:
    if name in {name_key(n) for n in (party.name, *party.aliases)}:
        return True
    known = known_party(name)
    return known is not None and known.key == party.key


def fit(scenes: Sequence[Scene]) -> Weights:
    """Weights under which the right candidate, or nobody, is the likeliest of all."""
    return Weights(
        sorts={sort: _fitted([s for s in scenes if s.sort == sort]) for sort in SORTS},
        lead=LEAD,
    )


def _fitted(scenes: Sequence[Scene]) -> dict[str, float]:
    seen = Counter(name for scene in scenes for name in {n for one in scene.signs for n in one})
    names = sorted(n for n, count in seen.items() if count >= SEEN)
    index = {name: i for i, name in enumerate(names)}
    if not names:
        return {}
    starts, values, places, heads = [], [], [], [0]
    right: list[float] = []
    for scene in scenes:
        starts.append(len(right))
        right += [float(r) for r in scene.right]
        for one in scene.signs:
            kept = [(index[n], v) for n, v in one.items() if n in index]
            places += [i for i, _ in kept]
            values += [v for _, v in kept]
            heads.append(len(places))
    matrix = csr_matrix((values, places, heads), shape=(len(right), len(index)))
    fits, start = np.array(right), np.array(starts)
    group = np.repeat(np.arange(len(scenes)), [len(scene.right) for scene in scenes])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        likely = np.exp(score - np.maximum.reduceat(score, start)[group])
        likely /= np.add.reduceat(likely, start)[group]
        chance = np.add.reduceat(likely * fits, start) + 1e-12
        slope = matrix.T @ (likely - likely * fits / chance[group])
        return 0.5 * PENALTY * weights @ weights - np.log(chance).sum(), PENALTY * weights + slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(found[i]) for name, i in index.items()}


def measure(scenes: Sequence[Scene], weights: Weights) -> Counter[str]:
    """For each sort how many somebody is meant by, how many are given to the right one, and how many to a wrong one."""
    figures: Counter[str] = Counter()
    for scene in scenes:
        scores = [weights.score(scene.sort, one) for one in scene.signs]
        scores[0] += weights.lead[scene.sort]
        best = max(range(len(scores)), key=scores.__getitem__)
        figures[f"{scene.sort} somebody"] += not scene.right[0]
        figures[f"{scene.sort} right"] += best > 0 and scene.right[best]
        figures[f"{scene.sort} wrong"] += best > 0 and not scene.right[best]
    return figures


def _told(figures: Mapping[str, int]) -> str:
    return "; ".join(
        f"{sort} {figures[f'{sort} right']} of {figures[f'{sort} somebody']}, {figures[f'{sort} wrong']} wrong"
        for sort in SORTS
    )


def _write(path: Path, weights: Weights, record: Mapping[str, object]) -> None:
    sorts = {
        sort: {n: round(w, 2) for n, w in sorted(own.items()) if abs(w) >= SMALL}
        for sort, own in weights.sorts.items()
    }
    data = {"record": record, "lead": weights.lead, "sorts": sorts}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    choosing.fitted.cache_clear()


if __name__ == "__main__":
    main(sys.argv[1:])
