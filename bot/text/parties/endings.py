"""Where the words that go with a described person or body end: "head of the fund", "a source close to the bidders"."""

from __future__ import annotations

from bot.text.cues import NOUN_LIKE, REPORTING_VERBS
from bot.text.parties.lines import Line

MAX_PHRASE_WORDS = 9
_RIGHT = frozenset(["of", "for", "in", "from", "at", "to", "with", "on", "within"])


_PEOPLES_ADJECTIVES = frozenset(
    """armed retired wounded injured elected displaced detained united organised organized licensed unnamed masked hooded
    newly-elected registered affected concerned interested disabled unemployed self-employed educated skilled""".split()
)


# "brought together [negotiators]", "the leaders of the region [held] talks"
_PASTS = frozenset(
    """brought together held took gave made sat spoke began came went left broke chose drew fell kept led rose saw sent stood
    struck won wrote heard told""".split()
)


def looks_past(line: Line, index: int) -> bool:
    """Whether a word looks like a verb in the past: "visited [strikers]", not "armed groups"."""
    word = line.words[index]
    past = len(word.key) > 4 and word.key.endswith("ed") and "-" not in word.text
    past = past or word.key in _PASTS
    return past and not word.capital and word.key not in _PEOPLES_ADJECTIVES


def phrase_end(line: Line, index: int) -> int:
    """Where the words that go with a head end: "of Russia's sovereign wealth fund", "familiar with the matter"."""
    limit = min(len(line.words), index + MAX_PHRASE_WORDS)
    if index >= limit:
        return index
    opened = line.words[index].key
    places = ("at", "in") if opened in ("at", "in", "within", "from") else ()
    if opened in CLOSE_TO and index + 1 < limit:
        start = index + 2
    elif opened in _RIGHT and opened not in ("to", "with", "on"):
        start = index + 1
    else:
        return index
    end = start
    while end < limit:
        word = line.words[end]
        speaks = word.key in REPORTING_VERBS and word.key not in NOUN_LIKE
        if (
            not word.text[0].isalnum()
            or speaks
            or word.key in _VERBS
            or word.key in _TIME_WORDS
            or (word.key in ("this", "that") and _dates(line, end + 1))
            or word.key in places
        ):
            break
        if end > start and looks_past(line, end) and line.words[end - 1].key not in _ARTICLES:
            break  # "leaders of seven states [gathered]"
        end += 1
    certain = end < len(line.words) and (
        not line.words[end].text[0].isalnum() or line.words[end].key not in _WEAK
    )
    if opened in CLOSE_TO and (end >= len(line.words) or line.words[end].text in (".", "!", "?")):
        certain = False
    if opened in ("in", "at", "within", "from", *CLOSE_TO) and not certain:
        article = start < len(line.words) and line.words[start].key in _ARTICLES
        end = min(end, start + (2 if article else 1))
    return end if end > start else index


def _dates(line: Line, index: int) -> bool:
    """Whether the noun at `index` makes a date of "this" before it: "leaders of two villages this weekend"."""
    return index < len(line.words) and line.words[index].key in TIME_NOUNS


_TIME_WORDS = frozenset(
    """on together again separately monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    last next ago early late shortly january february march april may june july august september october november
    december""".split()
)
TIME_NOUNS = frozenset(
    "week month year day morning afternoon evening night spring summer autumn fall winter season weekend".split()
)
CLOSE_TO = ("familiar", "close", "briefed", "involved")
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "its", "their", "his", "her"])
_WEAK = frozenset(["with", "to", "by", "before", "after", "and", "or", "but", "as", "while", "when", "if"])
_VERBS = frozenset(
    """since until during over under because is are was were has have had will would can could may might must should who which that and but or as if when while after
    before with to by met meets agreed refused plans wants""".split()
)
