"""Other languages as data: which one a text is in, its words in English one by one, and what in a text is not English.

A language is one TOML file beside this module (see docs/adding-a-language.md); `others.txt` lists small words of many more.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from bot.text.words import STOP_WORDS, fold

CODES = ("de", "fr", "es")
ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LEAST_OWN = 2  # words of a language, from which a text counts as being in it
_ACRONYM = 3  # letters; a longer word in capitals is a word
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]", re.UNICODE)
_DAY_DOT = re.compile(rf"\b(\d{{1,2}})\s*\.\s*(?=(?:{'|'.join(ENGLISH_MONTHS)})\b)")
_DAY_OF = re.compile(rf"\b(\d{{1,2}}) of ({'|'.join(ENGLISH_MONTHS)})(?: of (\d{{4}}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that can be read word by word.

    name: in English. own: words by which it is known. english: folded form to the English words it stands for, possibly
    none. asked: the same for words that are read in a question only, because a statement could not be vouched for.
    """

    code: str
    name: str
    own: frozenset[str] = field(repr=False)
    english: dict[str, str] = field(repr=False)
    asked: dict[str, str] = field(repr=False)


@lru_cache(maxsize=1024)  # of one question, for each sentence of its answer
def language_of(text: str) -> Language | None:
    """The language of `text` among those we have a file of; None for English and for any other."""
    words = [fold(word) for word in _WORD.findall(text)]
    english = sum([word in STOP_WORDS for word in words])
    counted = [(sum([word in one.own for word in words]), one) for one in languages()]
    most, found = max(counted, key=lambda pair: pair[0])
    return found if most >= _LEAST_OWN and most > english else None


def is_english(text: str) -> bool:
    """Whether a text reads as English: by its smallest words, of which every twentieth word at least is one. Too short a text
    counts as English."""
    words = [fold(word) for word in _WORD.findall(text[:_SAMPLE]) if word[0].isalpha()]
    return len(words) < _LEAST_WORDS or sum(word in _SMALL for word in words) >= len(words) / 20


_SMALL = frozenset("the of and to that with from by his her its said has have not are were will".split())
_LEAST_WORDS, _SAMPLE = 25, 4_000


def question_in_english(text: str) -> str:
    """A question word by word in English, for planning; as it is when it is English or in a language we have no file of."""
    language = language_of(text)
    return text if language is None else in_english(text, language, more=language.asked)[0]


def in_english(
    text: str, language: Language, names: frozenset[str] = frozenset(), *, more: Mapping[str, str] = {}
) -> tuple[str, tuple[str, ...]]:
    """`text` word by word in English, and the words that could not be read; these stay as they are.

    names: folded words that stand for themselves. more: further words with their English.
    """
    out: list[str] = []
    unread: list[str] = []
    for word in _WORD.findall(text):
        folded = fold(word)
        english = language.english.get(folded, more.get(folded))
        named = folded in names or all(part in names for part in folded.split("-"))
        if not word[0].isalpha() or (named and (word[0].isupper() or english is None)):
            out.append(word)
        elif english is not None:
            out += english.split()
        else:
            unread.append(word)
            out.append(word)
    return _tidy(" ".join(out)), tuple(unread)


def not_english(text: str, told: Callable[[], str]) -> tuple[str, ...]:
    """Words of `text` that no English sentence holds and the words it rests on, which `told` gives, do not either.

    A word with a capital is a name, unless it opens a sentence or is written in capitals throughout.
    """
    found = _foreign_words(text)
    if not found:
        return ()
    held = {fold(word) for word in _WORD.findall(told())}
    return tuple([word for word in found if fold(word) not in held])


@lru_cache(maxsize=1024)  # of a model's sentence, before the gate and in it
def _foreign_words(text: str) -> tuple[str, ...]:
    found = []
    opening = True
    for word in _WORD.findall(text):
        folded = fold(word)
        if not word[0].isalpha():
            opening = opening or word in ".!?:\n"
            continue
        small = word[0].islower() or opening or (word.isupper() and len(word) > _ACRONYM)
        opening = False
        if (small and folded in _others()) or (not word.isascii() and _is_foreign(word, folded)):
            found.append(word)
    return tuple(found)


def _is_foreign(word: str, folded: str) -> bool:
    """Whether English writes no word with these letters, unless it is a name."""
    return (word[0].islower() and folded not in _LOANWORDS) or not all(
        _is_latin(c) for c in word if c.isalpha()
    )


@cache
def languages() -> tuple[Language, ...]:
    """Every language that has a file."""
    return tuple(_read(code) for code in CODES)


def _read(code: str) -> Language:
    data = tomllib.loads((files(__name__) / f"{code}.toml").read_text(encoding="utf-8"))
    common, words = _pairs(data["common"]), _pairs(data["words"])
    numbers = {fold(name): value for name, value in (one.split("=") for one in data["numbers"].split())}
    months = dict(zip(map(fold, data["months"].split()), ENGLISH_MONTHS, strict=True))
    weekdays = dict(zip(map(fold, data["weekdays"].split()), _WEEKDAYS, strict=True))
    english = {**words, **common, **numbers, **months, **weekdays}
    own = (
        {form for form, means in english.items() if len(form) > 1 and form != fold(means)}
        - STOP_WORDS
        - _IN_NAMES
    )
    return Language(
        code=code, name=data["name"], own=frozenset(own), english=english, asked=_pairs(data["asked"])
    )


# Parts of names everywhere ("Los Angeles", "von der Leyen", "La Stampa"): they tell no language.
_IN_NAMES = frozenset(
    "los las la le el l de del des du der den die das von zu y e san d s al con en se".split()
)


def _pairs(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        forms, _, english = line.partition("=")
        for form in forms.split():
            found.setdefault(fold(form), english.strip())
    return found


@cache
def _others() -> frozenset[str]:
    text = (files(__name__) / "others.txt").read_text(encoding="utf-8")
    words = (word for line in text.splitlines() if not line.startswith("#") for word in line.split())
    return frozenset(fold(word) for word in words) - STOP_WORDS - _ALSO_ENGLISH


_ALSO_ENGLISH = frozenset("ma mai pole sino ala fara ni jo sera ve as of mas ale hic".split())


# Words that English writes with a foreign letter.
_LOANWORDS = frozenset(
    map(
        fold,
        "café cafés cliché clichés coup d'état élite façade façades fiancé fiancée naïve née né protégé protégés résumé résumés "
        "soirée vis-à-vis à communiqué communiqués exposé über attaché attachés détente rapprochement".split(),
    )
)


@cache
def _is_latin(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([.,;:!?)])", r"\1", text)
    text = _DAY_DOT.sub(r"\1 ", text)
    return _DAY_OF.sub(lambda m: " ".join(part for part in m.groups() if part), text)
