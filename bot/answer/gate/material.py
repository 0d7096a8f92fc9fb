"""Sources of a free text, prepared for looking up words, their order and their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.model.text import Span
from bot.text.sentences import split_sentences
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, content_terms, fold, numbers_in, stem, words_of

# Two content words are neighbours in a source when at most this many content words lie between them.
NEAR_WORDS = 8
GRAM_CHARS = 5
_STOP_STEMS = frozenset(stem(w) for w in STOP_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the sources of one text hold.

    texts: the sources. runs: stems of each source in order, stop words included. vocabularies: stems of each source.
    words: all stems. beginnings: first letters of the longer stems. pairs, triples: stems that follow one another.
    near: content stems that stand close to a content stem. grams: character sequences. sentences: content stems of
    each sentence. figures: each number with the words beside it. asked: stems of the question.
    """

    texts: tuple[str, ...]
    runs: tuple[tuple[str, ...], ...]
    vocabularies: tuple[frozenset[str], ...]
    words: frozenset[str]
    beginnings: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]
    near: dict[str, frozenset[str]]
    grams: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    figures: dict[Decimal, frozenset[str]]
    asked: frozenset[str]

    def holds(self, stemmed: str) -> bool:
        """Whether a source has the word, another form of it, or a synonym that news uses for it."""
        if stemmed in self.words or (len(stemmed) >= 5 and stemmed[:5] in self.beginnings):
            return True
        return not self.words.isdisjoint(synonyms(stemmed))

    def tells(self, stemmed: str) -> bool:
        """Whether a source or the question has the word."""
        return stemmed in self.asked or self.holds(stemmed)


@lru_cache(maxsize=8)
def material_of(sources: tuple[str, ...], question: str | None) -> Material:
    """`sources` prepared; the last few are kept, since one text's sentences ask in turn."""
    runs = tuple(stems_of(text) for text in sources)
    near: dict[str, set[str]] = {}
    for run in runs:
        content = [w for w in run if w not in _STOP_STEMS]
        for i, word in enumerate(content):
            for other in content[i + 1 : i + 1 + NEAR_WORDS]:
                near.setdefault(word, set()).add(other)
                near.setdefault(other, set()).add(word)
    words = frozenset(w for run in runs for w in run)
    return Material(
        texts=sources,
        runs=runs,
        vocabularies=tuple(frozenset(run) for run in runs),
        words=words,
        beginnings=frozenset(w[:5] for w in words if len(w) >= 5),
        pairs=frozenset(pair for run in runs for pair in pairwise(run)),
        triples=frozenset(three for run in runs for three in zip(run, run[1:], run[2:], strict=False)),
        near={word: frozenset(others) for word, others in near.items()},
        grams=frozenset(gram for text in sources for gram in grams_of(text)),
        sentences=tuple(
            frozenset(stem(w) for w in content_terms(span.of(text)))
            for text in sources
            for span in split_sentences(text)
        ),
        figures=_figures(sources),
        asked=frozenset(stem(w) for w in content_terms(question or "")),
    )


def beside(text: str, span: Span) -> frozenset[str]:
    """Content stems right before and after `span`."""
    before, after = text[max(0, span.start - 25) : span.start], text[span.end : span.end + 30]
    words = [*(word for word in words_of(before)[-2:]), *(word for word in words_of(after)[:3])]
    return frozenset(stem(w) for w in words if is_content(stem(w)))


def stems_of(text: str) -> tuple[str, ...]:
    """Stems of all words of `text`, in order."""
    return tuple(stem(word) for word in words_of(text))


def is_content(stemmed: str) -> bool:
    """Whether a stem is neither a stop word nor a figure."""
    return stemmed not in _STOP_STEMS and not stemmed.isdigit()


def grams_of(text: str) -> Sequence[str]:
    """Overlapping character sequences of the folded words of `text`."""
    plain = " ".join(fold(word) for word in words_of(text))
    return [plain[i : i + GRAM_CHARS] for i in range(len(plain) - GRAM_CHARS + 1)]


def _figures(sources: Sequence[str]) -> dict[Decimal, frozenset[str]]:
    figures: dict[Decimal, frozenset[str]] = {}
    for text in sources:
        for number in numbers_in(text):
            figures[number.value] = figures.get(number.value, frozenset()) | beside(text, number.span)
    return figures
