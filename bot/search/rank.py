"""Orders passages by how well they fit a question, the same way whatever database found them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.model.answers import Plan, Wanted
from bot.model.ids import ArticleId
from bot.model.text import Passage, Span
from bot.text.cover import levels_in, line_of
from bot.text.words import stem, words_of

# BM25 with a mild length norm: passages are cut to about one length already.
_K1, _B = 1.2, 0.4
_TITLE_SHARE = 0.5  # a title speaks for every passage of its article, but for none in particular
_PAIR_BONUS = 0.4  # two words that stand next to each other in question and passage
_RARITY_FLOOR = 0.35


def _rarity(wanted: Sequence[Wanted], levels: Sequence[Sequence[float]]) -> dict[str, float]:
    """For each wanted stem, how rare it is by the `levels` of the lines: 1 in none of them, down to a floor in all."""
    count = len(levels)
    found: dict[str, float] = {}
    for place, term in enumerate(wanted):
        holding = sum([held[place] > 0 for held in levels])
        rare = math.log((count + 1) / (holding + 0.5)) / math.log((count + 1) / 0.5)
        found[term.stem] = _RARITY_FLOOR + (1 - _RARITY_FLOOR) * max(0.0, min(1.0, rare))
    return found


def rank_passages(plan: Plan, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """`passages` with their score, the best fitting first; ties keep the order of the store.

    The store knows how rare a word is in the whole workspace, this knows synonyms, names, titles and word order; half of
    the score is from either, each as a share of its best.
    """
    if not passages or not plan.wanted:
        return tuple(passages)
    lines = [line_of(p.quote.text, Span(0, len(p.quote.text))) for p in passages]
    texts = [line.run for line in lines]
    levels = [levels_in(line, plan.wanted) for line in lines]
    rarity = _rarity(plan.wanted, levels)
    weights = [term.weight * rarity[term.stem] for term in plan.wanted]
    mean = sum([len(words) for words in texts]) / len(texts) or 1.0
    pairs = _pairs(plan)
    titled: dict[str, tuple[float, ...]] = {}
    scored = []
    for passage, held, words in zip(passages, levels, texts, strict=True):
        score = _bm25(plan.wanted, weights, held, words, mean) + _beside(pairs, words, rarity)
        title = passage.told.title
        if title:
            if title not in titled:
                titled[title] = levels_in(line_of(title, Span(0, len(title))), plan.wanted)
            score += _TITLE_SHARE * _titled_score(weights, titled[title], held)
        scored.append((score, passage))
    own = max(score for score, _ in scored) or 1.0
    stored = max(passage.score for passage in passages) or 1.0
    total = [
        Passage(quote=passage.quote, told=passage.told, score=score / own + max(0.0, passage.score) / stored)
        for score, passage in scored
    ]
    return tuple(sorted(total, key=lambda passage: -passage.score))


def rank_articles(passages: Sequence[Passage]) -> tuple[ArticleId, ...]:
    """The articles of ranked passages, best first: by their best passage, a little more for further good ones."""
    scores: dict[ArticleId, list[float]] = {}
    for passage in passages:
        scores.setdefault(passage.told.article, []).append(passage.score)
    total = {
        article: values[0] + 0.15 * sum(sorted(values[1:], reverse=True)[:2])
        for article, values in scores.items()
    }
    return tuple(sorted(total, key=lambda article: -total[article]))


def _bm25(
    wanted: Sequence[Wanted],
    weights: Sequence[float],
    held: Sequence[float],
    words: Sequence[str],
    mean: float,
) -> float:
    length = _K1 * (1 - _B + _B * len(words) / mean)
    score = 0.0
    for term, weight, fit in zip(wanted, weights, held, strict=True):
        if fit:
            times = words.count(term.stem) or 1
            score += weight * fit * times * (_K1 + 1) / (times + length)
    return score


def _titled_score(weights: Sequence[float], titled: Sequence[float], held: Sequence[float]) -> float:
    """What a title brings; half as much for a word that the passage holds itself."""
    score = 0.0
    for weight, reached, own in zip(weights, titled, held, strict=True):
        if reached:
            score += weight * reached * (0.5 if own else 1.0)
    return score


def _pairs(plan: Plan) -> list[tuple[Wanted, Wanted]]:
    """Wanted words that stand next to each other in the question."""
    words = [stem(word) for word in words_of(plan.text)]
    by_stem = {w.stem: w for w in plan.wanted if not w.carried}
    return [(by_stem[a], by_stem[b]) for a, b in pairwise(words) if a in by_stem and b in by_stem]


def _beside(
    pairs: Sequence[tuple[Wanted, Wanted]], words: Sequence[str], rarity: Mapping[str, float]
) -> float:
    score = 0.0
    for a, b in pairs:
        if a.stem in words and b.stem in words and (a.stem, b.stem) in pairwise(words):
            score += _PAIR_BONUS * (a.weight * rarity[a.stem] + b.weight * rarity[b.stem]) / 2
    return score
