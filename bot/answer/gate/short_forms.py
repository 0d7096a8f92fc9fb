"""Short forms that no initials explain: the states of the United States as the post writes them."""

from __future__ import annotations

import re

_STATES = """
al alabama|ak alaska|az arizona|ar arkansas|ca california|co colorado|ct connecticut|de delaware|fl florida|ga georgia|
hi hawaii|id idaho|il illinois|in indiana|ia iowa|ks kansas|ky kentucky|la louisiana|me maine|md maryland|
ma massachusetts|mi michigan|mn minnesota|ms mississippi|mo missouri|mt montana|ne nebraska|nv nevada|nh hampshire|
nj jersey|nm mexico|ny york|nc carolina|nd dakota|oh ohio|ok oklahoma|or oregon|pa pennsylvania|ri island|sc carolina|
sd dakota|tn tennessee|tx texas|ut utah|vt vermont|va virginia|wa washington|wv virginia|wi wisconsin|wy wyoming
"""
_LONG: dict[str, str] = dict(re.findall(r"(\w+) (\w+)", _STATES))
# Short forms that are words as well; found in lower case they name no state.
_WORDS = frozenset("in or me oh hi ok la ma pa de co al id mo mi".split())


def long_form(word: str) -> str | None:
    """The telling word of what two capital letters stand for: "ma" is "massachusetts"; None when they are not known."""
    return _LONG.get(word)


def short_forms_of(word: str) -> frozenset[str]:
    """How the post writes a state that `word` names."""
    return frozenset(short for short, long in _LONG.items() if long == word) - _WORDS
