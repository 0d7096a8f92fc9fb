"""Voices with the article they stand in, made ready to be compared with those of other articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.ledger.voices import Voice
from bot.model.text import Revision, Told
from bot.text.phrasal import stands_for
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, stem, tokens

KEPT = 32_768  # voices whose readings are kept: as many as the pages kept have
_DAYS = 45  # accounts of one event are told within so many days
_MOST_WORDS = 160
_FILLERS = frozenset("away back had has have that".split())
_NAME = re.compile(r"(?<=[a-z,;“\"] )[A-Z][\w’'-]{2,}")
_COMMON = frozenset(
    stem(w)
    for w in "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, eq=False)
class Heard:
    """A voice with the article it stands in, and the sentences before and after it."""

    told: Told
    revision: Revision
    voice: Voice
    before: str
    after: str = ""
    story: frozenset[str] = frozenset()  # names in the whole article

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the sentence tells."""
        return stems_of(self.voice.text)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The same with what its verbs of two words stand for."""
        return frozenset(word for meant in meanings(self.voice.text) for word in meant)

    @cached_property
    def with_before(self) -> frozenset[str]:
        """What it and the sentence before it tell."""
        return self.stems | stems_of(self.before)

    @cached_property
    def around(self) -> frozenset[str]:
        """What it, its neighbours and the title tell."""
        return self.with_before | stems_of(self.after) | stems_of(self.revision.title or "")

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in and just before it."""
        return _names(f"{self.before} {self.voice.text}")

    @cached_property
    def names_around(self) -> frozenset[str]:
        """Names in and just beside it."""
        return _names(f"{self.before} {self.voice.text} {self.after}")


def _names(words: str) -> frozenset[str]:
    found = (word.casefold() for word in _NAME.findall(words))
    return frozenset(stem(word) for word in found if word not in STOP_WORDS) - _COMMON


def heard_on(told: Told, revision: Revision, voices: Sequence[Voice]) -> tuple[Heard, ...]:
    """The voices of a page, each with its neighbours."""
    texts = {voice.sentence: voice.text for voice in voices}
    story = _names(" ".join((revision.title or "", *texts.values())))
    return tuple(
        Heard(told, revision, v, texts.get(v.sentence - 1, ""), texts.get(v.sentence + 1, ""), story)
        for v in voices
    )


def apart(a: Heard, b: Heard) -> bool:
    """Whether they stand in different articles of different origin, told within some weeks."""
    return (
        a.told.article != b.told.article
        and a.told.origin != b.told.origin
        and abs(a.told.known - b.told.known) <= timedelta(days=_DAYS)
    )


def meanings(words: str, idle: Collection[str] = ()) -> tuple[frozenset[str], ...]:
    """For each telling word what may stand for it, the word itself first of all; "walk away" may be "abandon"."""
    all_tokens = tokens(words)
    return tuple(
        frozenset({stem(t.word), *stands_for(all_tokens, i)})
        for i, t in enumerate(all_tokens)
        if t.word not in STOP_WORDS and t.word not in _FILLERS and t.word not in idle
    )


def reached(meant: frozenset[str], held: frozenset[str]) -> bool:
    """Whether `held` has one of the words, or one that may stand for it."""
    return any(word in held or not synonyms(word).isdisjoint(held) for word in meant)


def share(wanted: Sequence[frozenset[str]], held: frozenset[str]) -> float:
    """How much of `wanted` is told, words that may stand for it included."""
    return sum(1 for one in wanted if reached(one, held)) / len(wanted) if wanted else 0.0


def stems_of(words: str) -> frozenset[str]:
    """Stems of the telling words."""
    return frozenset(stem(t.word) for t in tokens(words) if t.word not in STOP_WORDS)


def shortened(words: str) -> str:
    """`words` on one line, cut to what a list shows."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_WORDS else plain[: plain.rfind(" ", 0, _MOST_WORDS)]
