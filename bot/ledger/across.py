"""Two accounts in different articles: a deed that is denied, another doer, another count or length of the same thing.

A later number is usually news, so only counts that are guesses or somebody's word are set against each other, and none
that says itself that it moved on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.ledger import undone
from bot.ledger.accounts import doer_of, doings
from bot.ledger.counts import Count, count_in
from bot.ledger.heard import KEPT, Heard, apart, shortened, stems_of
from bot.ledger.lengths import lasted, lengths_differ
from bot.ledger.voices import Voice, differ
from bot.text.synonyms import synonyms
from bot.text.words import stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Two accounts that differ. words: what each tells. about: the thing counted, if it is a count."""

    slot: str
    sides: tuple[Heard, Heard]
    words: tuple[str, str]
    about: str | None = None


def differing(pages: Sequence[Sequence[Heard]]) -> Iterator[Rivals]:
    """Accounts of different articles that cannot both be so; `pages` in the order in which they became known."""
    everything = [heard for page in pages for heard in page]
    for claim, denial in undone.differing(everything):
        words = (shortened(claim.voice.text), shortened(denial.voice.text))
        yield Rivals(slot="status", sides=(claim, denial), words=words)
    yield from _doers(everything)
    yield from _counts(everything)
    yield from _lengths(everything)


def _doers(heard: Sequence[Heard]) -> Iterator[Rivals]:
    """Each of two speakers names another who did it."""
    for slot, act in doings():
        doing = [h for h in heard if h.voice.speaker is not None and act.search(h.voice.said)]
        for place, second in enumerate(doing):
            for first in doing[:place]:
                if not apart(first, second) or not differ(first.voice, second.voice):
                    continue
                if not doer_of(act, first.voice).isdisjoint(doer_of(act, second.voice)):
                    continue
                shared = (_rest(act, first.voice) & _rest(act, second.voice)) - doer_of(act, first.voice)
                if shared:
                    words = (shortened(first.voice.said), shortened(second.voice.said))
                    yield Rivals(slot=slot, sides=(first, second), words=words)


def _rest(act: re.Pattern[str], voice: Voice) -> frozenset[str]:
    match = act.search(voice.said)
    return stems_of(voice.said[match.end() :]) if match is not None else frozenset()


_GUESSED = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|up to|at least|more than|over|an estimated|estimat\w+|reckon\w*|according to|puts? .{0,40} at|counts?|counted|"
    r"speaks? of|spoke of|would|could|said|says|told)\b",
    re.IGNORECASE,
)
_MOVED_ON = re.compile(
    r"\b(?:now|since then|meanwhile|has risen|rose|risen|climbed|fell|fallen|dropped|increased|no longer|another|further|remaining|other|additional|first|last|more than doubled|"
    r"so far|again|new|corrected|corrects|previously|instead of|later|offer(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(stem(w) for w in "people person job worker employee resident".split())
_LEAST_SHARED = 2


def _counts(heard: Sequence[Heard]) -> Iterator[Rivals]:
    """Two guesses at the number of the same people or things."""
    counted = [(h, count) for h in heard if (count := _guess(h)) is not None]
    for place, (second, b) in enumerate(counted):
        for first, a in counted[:place]:
            if (
                apart(first, second)
                and first.told.outlet != second.told.outlet
                and _of_one(first, a, second, b)
            ):
                yield Rivals(
                    slot="number", sides=(first, second), words=(a.words, b.words), about=a.told or b.told
                )
                break


@lru_cache(maxsize=KEPT)
def _guess(heard: Heard) -> Count | None:
    """The guess at a number of people or things that is told, or None."""
    text = heard.voice.text
    if not _GUESSED.search(text) or _MOVED_ON.search(text):
        return None
    count = count_in(heard.voice)
    return count if count is not None and count.noun is not None and count.unit is None else None


def _of_one(first: Heard, a: Count, second: Heard, b: Count) -> bool:
    """Whether both count one thing: the noun of one stands in the other's sentence, with a name and another word of it."""
    if a.value == b.value or not a.near_in_size(b) or a.noun is None or b.noun is None:
        return False
    nouns = {a.noun, b.noun}
    same = a.noun == b.noun or a.noun in second.stems or b.noun in first.stems
    if not same or first.names.isdisjoint(second.names):
        return False
    shared = _reached(first.stems - nouns - _PEOPLE, second.with_before) - nouns
    return len(shared - first.names) + 1 >= _LEAST_SHARED


def _reached(wanted: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in wanted if w.isalpha() and (w in held or not synonyms(w).isdisjoint(held)))


def _lengths(heard: Sequence[Heard]) -> Iterator[Rivals]:
    """Two lengths of one meeting, told within days of each other of the same people."""
    long = [(h, minutes) for h in heard if (minutes := _length(h)) is not None]
    for place, (second, b) in enumerate(long):
        for first, a in long[:place]:
            if (
                apart(first, second)
                and abs(second.told.known - first.told.known) <= _SAME_EVENT
                and lengths_differ(a, b)
                and len(first.names & second.names) >= _LEAST_NAMES
            ):
                words = (shortened(first.voice.said), shortened(second.voice.said))
                yield Rivals(slot="duration", sides=(first, second), words=words)
                break


@lru_cache(maxsize=KEPT)
def _length(heard: Heard) -> float | None:
    return lasted(heard.voice.said)


_SAME_EVENT, _LEAST_NAMES = timedelta(days=3), 2
