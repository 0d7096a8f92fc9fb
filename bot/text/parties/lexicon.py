"""The word lists of this package, read once from data/lexicon.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from bot.text.words import fold

SHORT_OFFICES = {
    "PM": "prime minister",
    "FM": "foreign minister",
    "MD": "managing director",
    "DG": "director general",
    "SG": "secretary general",
    "COO": "executive",
    "CTO": "executive",
    "EVP": "executive",
    "SVP": "executive",
    "VP": "vice president",
    "AG": "attorney general",
    "DA": "attorney",
    "MK": "lawmaker",
}
"""Offices written as capitals alone, with the words that others use for them."""


@lru_cache(maxsize=1)
def _sections() -> dict[str, frozenset[str]]:
    raw = files("bot.text.parties").joinpath("data", "lexicon.toml").read_text(encoding="utf-8")
    return {name: frozenset(fold(w) for w in text.split()) for name, text in tomllib.loads(raw).items()}


def words(section: str) -> frozenset[str]:
    """The folded words of one list; KeyError for an unknown list."""
    return _sections()[section]


def gender_of_given_name(name: str) -> str | None:
    """ "m" or "f" when the given name usually tells it, else None. Hyphenated names go by their first part."""
    first = fold(name)
    for candidate in (first, first.split("-", 1)[0]):
        if candidate in words("given_male"):
            return "m"
        if candidate in words("given_female"):
            return "f"
    return None


def gender_of_title(title: str) -> str | None:
    """ "m" or "f" when a word of the title tells it ("Mrs", "spokesman", "Queen"), else None."""
    for word in fold(title).replace(".", "").split():
        if word in words("male_titles"):
            return "m"
        if word in words("female_titles"):
            return "f"
    return None


def is_given_name(word: str) -> bool:
    """Whether the word is a common given name of any gender."""
    return gender_of_given_name(word) is not None
