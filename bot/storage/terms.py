"""The terms under which passages stand in the index, and the forms in which a question's words ask for them.

Both databases index these terms as they are, so what is found depends on this module alone. A Latin word becomes its
stem. A word of Cyrillic or Arabic letters, whose endings we cannot cut, becomes its trigrams; a run of Chinese or
Japanese characters, which has no spaces, its bigrams. A compound ("cease-fire") stands joined and in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.text.words import STOP_WORDS, content_terms, fold, stem

MAX_TERM_CHARS = 64
MAX_QUERY_WORDS = 12  # any two of twelve are 66 pairs

# Letters that our stemmer does not know: Cyrillic, then Arabic.
_TRIGRAMMED = re.compile(r"[\u0400-\u052f\u0600-\u06ff\u0750-\u077f]")
# Kana and Han characters.
_BIGRAMMED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_UNSAFE = re.compile(
    r"[\x00-\x2f\x3a-\x60\x7b-\x7f\s\ud800-\udfff]"
)  # what the databases would split or trip over
_PARTS = re.compile(r"[^\W_]+")
_ENDING_CHARS = 2  # how much of an inflected word a question need not match


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a question: any one of the forms matches it, and a form matches when all of its terms do."""

    forms: tuple[tuple[str, ...], ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of every form, each once."""
        return tuple(dict.fromkeys(term for form in self.forms for term in form))


def index_terms(text: str) -> list[str]:
    """The terms of a text in order, repeats kept, stop words dropped."""
    return [term for word in content_terms(text) for term in _terms_of(word)]


def query_words(words: Iterable[str]) -> tuple[QueryWord, ...]:
    """The words of a question as the index knows them: no stop words, each once, at most `MAX_QUERY_WORDS`."""
    found: dict[QueryWord, None] = {}
    for text in words:
        for word in content_terms(text):
            found.update(dict.fromkeys(_query_words_of(word)))
    return tuple(found)[:MAX_QUERY_WORDS]


@lru_cache(maxsize=65536)
def _terms_of(word: str) -> tuple[str, ...]:
    if word.isascii() and word.isalpha():
        return (_settled(word)[:MAX_TERM_CHARS],)
    return tuple(dict.fromkeys(t[:MAX_TERM_CHARS] for t in _terms_of_other(word) if t))


def _terms_of_other(word: str) -> Iterator[str]:
    for run in _BIGRAMMED.findall(word):
        yield from _grams(run, 2)
    word = _BIGRAMMED.sub("-", word)
    parts = _PARTS.findall(word)
    if len(parts) > 1 and all(part.isdecimal() for part in parts):
        yield _safe("_".join(parts))  # 1.2 is neither 12 nor 1 and 2
        return
    if len(parts) > 1:
        yield _safe("".join(parts))
        parts = [part for part in parts if len(part) > 1]  # the letters of U.S. mean nothing alone
    for part in parts:
        if _TRIGRAMMED.search(part):
            yield from _grams(_safe(part), 3)
        elif part not in STOP_WORDS:
            yield _safe(_settled(part))


def _query_words_of(word: str) -> Iterator[QueryWord]:
    runs = _BIGRAMMED.findall(word)
    for run in runs:
        for gram in _grams(run, 2):
            yield QueryWord(((gram,),))
    rest = _BIGRAMMED.sub("-", word)
    if not _PARTS.search(rest):
        return
    if _TRIGRAMMED.search(rest):
        for part in _PARTS.findall(rest):
            stemmed = part[: max(3, len(part) - _ENDING_CHARS)]
            yield QueryWord((tuple(_grams(_safe(stemmed), 3)),))
        return
    terms = _terms_of(rest)
    if len(terms) <= 1 or runs:
        yield from (QueryWord(((term,),)) for term in terms)
        return
    joined, *parts = terms
    yield QueryWord(((joined,), tuple(parts)) if len(parts) > 1 else ((joined,),))


@lru_cache(maxsize=65536)
def _settled(word: str) -> str:
    """The stem of the stem, until it stays: a question's words may arrive stemmed or not."""
    word = fold(word)
    for _ in range(4):
        shorter = stem(word)
        if shorter == word:
            break
        word = shorter
    return word


def _grams(run: str, size: int) -> Iterator[str]:
    if len(run) <= size:
        yield run
        return
    for start in range(len(run) - size + 1):
        yield run[start : start + size]


def _safe(term: str) -> str:
    return _UNSAFE.sub("_", term)
