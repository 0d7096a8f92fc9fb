"""Measures `verify` on excerpts cut from a set of articles by a seeded draw: whole, altered, stitched, and foreign.

Foreign excerpts are cut from one story and looked for in the other stories alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.answer.verify import Outcome, Verification, verify
from bot.evaluate.arcs_gold import StoredArticle
from bot.model.text import Span
from bot.text.sentences import split_sentences
from bot.text.words import tokens

SHORTEST, LONGEST = 8, 40  # words of an excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyScore:
    """Right results of each kind, each with its number of tries.

    found: right article, outlet and date. altered: said to be altered, of the right article, with exactly the changed
    words shown. stitched: said to be stitched, from the right articles. foreign: said not to be in the store.
    """

    found: tuple[int, int]
    altered: tuple[int, int]
    stitched: tuple[int, int]
    foreign: tuple[int, int]

    def __str__(self) -> str:
        rows = (
            ("found", self.found),
            ("altered", self.altered),
            ("stitched", self.stitched),
            ("foreign", self.foreign),
        )
        return "\n".join(
            f"{name:9} {right} of {tries} ({100 * right / max(1, tries):.1f} %)"
            for name, (right, tries) in rows
        )


def score_verify(
    articles: Sequence[StoredArticle], *, seed: int, found: int = 1000, other: int = 200
) -> VerifyScore:
    """Cut `found` whole excerpts and `other` of each other kind, and count the right results."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    store = [(a.told, a.revision) for a in articles]

    def tries(n: int, one: Callable[[], bool]) -> tuple[int, int]:
        return sum(one() for _ in range(n)), n

    def whole() -> bool:
        home = draw.choice(articles)
        span = cut(home, draw)
        return _names(verify(span.of(home.revision.text), store), home, span)

    def changed() -> bool:
        home = draw.choice(articles)
        text, printed = alter(cut(home, draw).of(home.revision.text), draw)
        result = verify(text, store)
        told = result.first.told if result.first else None
        return (
            result.outcome is Outcome.ALTERED
            and told is not None
            and told.origin == home.told.origin
            and [c.printed for c in result.changes] == [printed]
        )

    def sewn() -> bool:
        one, two = draw.sample(list(articles), 2)
        text = " ".join(cut(a, draw).of(a.revision.text) for a in (one, two))
        result = verify(text, store)
        return result.outcome is Outcome.STITCHED and {p.source.told.origin for p in result.pieces} >= {
            one.told.origin,
            two.told.origin,
        }

    def foreign() -> bool:
        home = draw.choice(articles)
        others = [
            (a.told, a.revision)
            for a in articles
            if a.told.origin != home.told.origin and (a.arc != home.arc or a.arc == "single")
        ]
        words = cut(home, draw).of(home.revision.text)
        while any(words in revision.text for _, revision in others):  # a banner that several outlets print
            words = cut(home, draw).of(home.revision.text)
        return verify(words, others).outcome is Outcome.NOT_IN_STORE

    return VerifyScore(
        found=tries(found, whole),
        altered=tries(other, changed),
        stitched=tries(other, sewn),
        foreign=tries(other, foreign),
    )


def cut(article: StoredArticle, draw: random.Random) -> Span:
    """A run of whole words, at most `LONGEST`, that begins where a sentence does or inside one."""
    text = article.revision.text
    sentences = [s for s in split_sentences(text) if len(tokens(s.of(text))) >= SHORTEST]
    start = draw.choice(sentences).start
    words = [t.span for t in tokens(text) if t.span.start >= start]
    skip = draw.randrange(0, 4)
    length = draw.randint(SHORTEST, LONGEST)
    taken = words[skip : skip + length] if len(words) >= skip + SHORTEST else words[:length]
    return Span(taken[0].start, taken[-1].end)


def alter(words: str, draw: random.Random) -> tuple[str, str]:
    """The words with one inner word exchanged for another, and the word that was there."""
    inner = list(_inner(words))
    chosen = draw.choice(inner)
    return words[: chosen.start] + "zebra" + words[chosen.end :], chosen.of(words)


def _inner(words: str) -> Iterator[Span]:
    spans = [t.span for t in tokens(words)]
    yield from spans[1:-1]


def _names(result: Verification, home: StoredArticle, span: Span) -> bool:
    prints = [result.first, *result.elsewhere]
    return result.outcome is Outcome.FOUND and any(
        p is not None
        and (p.told.article, p.told.outlet, p.told.published)
        == (home.told.article, home.told.outlet, home.told.published)
        and p.quote.text == span.of(home.revision.text)
        for p in prints
    )
