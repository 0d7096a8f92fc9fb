"""Common nouns that call people by what they are or do: "forester", "volunteers", "passengers"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.parties.lexicon import words
from bot.text.words import STOP_WORDS, fold

_ENDS_LIKE_A_PERSON = re.compile(r"(?:ers?|ors?|ists?|eers?|ees?|ians?|[a-z]m[ae]n)$")
_LEAST_CHARS = 5
# What is counted like people and is none; singular.
_THINGS = frozenset(
    "acre after other never however whether either neither rather altogether forever whenever wherever whatever another anchor answer barrier better bomber booster border boulder burger calendar centimeter centre chapter character charter cluster "
    "coffee color committee computer container copper corner corridor counter cover crater cruiser cylinder degree disaster door drawer "
    "engineering error factor feather fee ferrier figure filter finger floor flower folder freighter further geyser greater guarantee "
    "gutter hammer harbor helicopter hectometer hunger jubilee kilometer ladder layer lesser letter liner litter locker longer lower "
    "master matter meteor meter millimeter mirror monitor motor murder mortar newsletter number offer order other paper partner_ship "
    "pointer poster powder power printer quarter reactor register river roller router rumor rumour sector semester sensor server shelter "
    "shorter shoulder shower silver skyscraper slipper smaller spider steamer sticker supper surrender tanker tender terror thriller tiger "
    "timber tower tractor trailer transfer transistor trawler tree trigger tumor upper vapor vector water weather whisker winter wonder "
    "assist checklist exist insist list twist human roman specimen".split()
)


@lru_cache(maxsize=16384)
def is_person_word(word: str) -> bool:
    """Whether a common noun, in either number, most likely calls people by what they are or do."""
    low = fold(word).split("-")[0]
    one = low.removesuffix("s")
    if not {low, one}.isdisjoint(words("office_nouns") | words("group_nouns") - words("body_nouns")):
        return True
    if low in _RELATIVES or one in _RELATIVES:
        return True
    looks = len(one) >= _LEAST_CHARS and low not in STOP_WORDS and _ENDS_LIKE_A_PERSON.search(low) is not None
    return looks and one not in _THINGS


_RELATIVES = frozenset(
    "person people adult child children boy girl man men woman women mother father grandmother grandfather grandson granddaughter parent cousin uncle aunt friend recruit guard student "
    "pupil agent heir victim patient migrant refugee immigrant delegate candidate cadet scout athlete".split()
)
