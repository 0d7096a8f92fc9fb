"""Orders passages by how well they fit a question, the same way whatever database found them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from bot.model.answers import Plan, Wanted
from bot.model.ids import ArticleId
from bot.model.text import Passage, Span
from bot.text.cover import level, line_of
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
        holding = sum(1 for held in levels if held[place] > 0)
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
    levels = [tuple(level(term, line) for term in plan.wanted) for line in lines]
    rarity = _rarity(plan.wanted, levels)
    mean = sum(len(words) for words in texts) / len(texts) or 1.0
    pairs = _pairs(plan)
    titled: dict[str, tuple[float, ...]] = {}
    scored = []
    for passage, held, words in zip(passages, levels, texts, strict=True):
        score = _bm25(plan, held, words, mean, rarity) + _beside(pairs, words, rarity)
        title = passage.told.title
        if title:
            if title not in titled:
                line = line_of(title, Span(0, len(title)))
                titled[title] = tuple([level(term, line) for term in plan.wanted])
            score += _TITLE_SHARE * sum(
                w.weight * rarity[w.stem] * reached * (0.5 if own else 1.0)
                for w, reached, own in zip(plan.wanted, titled[title], held, strict=True)
            )
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
    plan: Plan, held: Sequence[float], words: Sequence[str], mean: float, rarity: dict[str, float]
) -> float:
    length = _K1 * (1 - _B + _B * len(words) / mean)
    score = 0.0
    for term, fit in zip(plan.wanted, held, strict=True):
        if fit == 0:
            continue
        times = max(1, words.count(term.stem))
        score += term.weight * rarity[term.stem] * fit * times * (_K1 + 1) / (times + length)
    return score


def _pairs(plan: Plan) -> list[tuple[Wanted, Wanted]]:
    """Wanted words that stand next to each other in the question."""
    words = [stem(word) for word in words_of(plan.text)]
    by_stem = {w.stem: w for w in plan.wanted if not w.carried}
    return [(by_stem[a], by_stem[b]) for a, b in pairwise(words) if a in by_stem and b in by_stem]


def _beside(pairs: list[tuple[Wanted, Wanted]], words: Sequence[str], rarity: dict[str, float]) -> float:
    if not pairs:
        return 0.0
    present = set(pairwise(words))
    return sum(
        _PAIR_BONUS * (a.weight * rarity[a.stem] + b.weight * rarity[b.stem]) / 2
        for a, b in pairs
        if (a.stem, b.stem) in present
    )
