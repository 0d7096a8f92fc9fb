"""Two accounts in different articles: a claim that another article denies, another doer, another count of the same people.

A later number is usually news, so only counts that are guesses or somebody's word are set against each other, and none
that says itself that it moved on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.ledger.accounts import doer_of, doings
from bot.ledger.counts import Count, count_in
from bot.ledger.voices import Voice, differ
from bot.model.text import Revision, Told
from bot.text.phrasal import stands_for
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, stem, tokens

_DAYS = 45  # accounts of one event are told within so many days
_MOST_WORDS = 160


@dataclass(frozen=True, eq=False)
class Heard:
    """A voice with the article it stands in."""

    told: Told
    revision: Revision
    voice: Voice
    before: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the sentence tells."""
        return _stems(self.voice.text)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The same with what its verbs of two words stand for."""
        return frozenset(word for meant in _meanings(self.voice.text) for word in meant)

    @cached_property
    def around(self) -> frozenset[str]:
        """The same with the sentence before it."""
        return self.stems | _stems(self.before)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in and just before it."""
        return (
            frozenset(stem(w.casefold()) for w in _NAME.findall(f"{self.before} {self.voice.text}")) - _COMMON
        )


_NAME = re.compile(r"(?<=[a-z,;“\"] )[A-Z][\w’'-]{2,}")
_COMMON = frozenset(
    stem(w)
    for w in "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Two accounts that differ. words: what each tells. about: the thing counted, if it is a count."""

    slot: str
    sides: tuple[Heard, Heard]
    words: tuple[str, str]
    about: str | None = None


def heard_on(told: Told, revision: Revision, voices: Sequence[Voice]) -> tuple[Heard, ...]:
    """The voices of a page, each with the sentence before it."""
    found: list[Heard] = []
    texts: dict[int, str] = {}
    for voice in voices:
        texts[voice.sentence] = voice.text
        found.append(Heard(told, revision, voice, texts.get(voice.sentence - 1, "")))
    return tuple(found)


def differing(pages: Sequence[Sequence[Heard]]) -> Iterator[Rivals]:
    """Accounts of different articles that cannot both be so; `pages` in the order in which they became known."""
    everything = [heard for page in pages for heard in page]
    yield from _denials(everything)
    yield from _doers(everything)
    yield from _counts(everything)


def _apart(a: Heard, b: Heard) -> bool:
    """Whether they stand in different articles of different origin, told within some weeks."""
    return (
        a.told.article != b.told.article
        and a.told.origin != b.told.origin
        and abs(a.told.known - b.told.known) <= timedelta(days=_DAYS)
    )


_DENIAL = re.compile(
    r"\b(?:(?:reject(?:s|ed)?|den(?:y|ies|ied)|disput(?:es|ed)|contradict(?:s|ed)|dismiss(?:es|ed)) (?:the |any |a )?(?:\w+ )?"
    r"(?:claims?|reports?|allegations?|accusations?|charges?|suggestions?|statements?) (?:that|of)|den(?:y|ies|ied) (?:that|having))\b(?P<what>[^.;]+)",
    re.IGNORECASE,
)
_COVERED, _LEAST_WORDS = 0.6, 2


def _denials(heard: Sequence[Heard]) -> Iterator[Rivals]:
    """What one article says, where another one tells that somebody denies just that."""
    for denial in heard:
        match = _DENIAL.search(denial.voice.text)
        if match is None or _NOT_DONE.search(match["what"]):
            continue
        wanted = _meanings(match["what"])
        claims = [
            (share, h)
            for h in heard
            if _apart(h, denial)
            and not _NOT.search(h.voice.text)
            and not _NOT_DONE.search(h.voice.text)
            and (share := _share(wanted, h.meanings)) >= _COVERED
            and share * len(wanted) >= _LEAST_WORDS * 0.8
        ]
        if claims:
            _, claim = max(claims, key=lambda item: item[0])
            sides = _ordered(claim, denial)
            yield Rivals(
                slot="account", sides=sides, words=(_short(sides[0].voice.text), _short(sides[1].voice.text))
            )


# What is only wished or threatened is no claim that could be denied.
_NOT_DONE = re.compile(
    r"\b(?:if|unless|only|would|could|may|might|should|propos\w+|suggest\w+|asks?|asked|wants?|wanted|plans?|threat\w*)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no|den(?:y|ies|ied)|reject(?:s|ed)?|if|unless|whether)\b|n['’]t\b", re.IGNORECASE
)


def _doers(heard: Sequence[Heard]) -> Iterator[Rivals]:
    """Each of two speakers names another who did it."""
    for slot, act in doings():
        doing = [h for h in heard if h.voice.speaker is not None and act.search(h.voice.said)]
        for place, second in enumerate(doing):
            for first in doing[:place]:
                if not _apart(first, second) or not differ(first.voice, second.voice):
                    continue
                if not doer_of(act, first.voice).isdisjoint(doer_of(act, second.voice)):
                    continue
                shared = (_rest(act, first.voice) & _rest(act, second.voice)) - doer_of(act, first.voice)
                if shared:
                    words = (_short(first.voice.said), _short(second.voice.said))
                    yield Rivals(slot=slot, sides=(first, second), words=words)


def _rest(act: re.Pattern[str], voice: Voice) -> frozenset[str]:
    match = act.search(voice.said)
    return _stems(voice.said[match.end() :]) if match is not None else frozenset()


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
    counted = [
        (h, count)
        for h in heard
        if _GUESSED.search(h.voice.text)
        and not _MOVED_ON.search(h.voice.text)
        and (count := count_in(h.voice)) is not None
        and count.noun is not None
        and count.unit is None
    ]
    for place, (second, b) in enumerate(counted):
        for first, a in counted[:place]:
            if (
                _apart(first, second)
                and first.told.outlet != second.told.outlet
                and _of_one(first, a, second, b)
            ):
                yield Rivals(
                    slot="number", sides=(first, second), words=(a.words, b.words), about=a.told or b.told
                )
                break


def _of_one(first: Heard, a: Count, second: Heard, b: Count) -> bool:
    """Whether both count one thing: the noun of one stands in the other's sentence, with a name and another word of it."""
    if a.value == b.value or not a.near_in_size(b) or a.noun is None or b.noun is None:
        return False
    nouns = {a.noun, b.noun}
    same = a.noun == b.noun or a.noun in second.stems or b.noun in first.stems
    if not same or first.names.isdisjoint(second.names):
        return False
    shared = _reached(first.stems - nouns - _PEOPLE, second.around) - nouns
    return len(shared - first.names) + 1 >= _LEAST_SHARED


def _reached(wanted: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in wanted if w.isalpha() and (w in held or not synonyms(w).isdisjoint(held)))


def _meanings(words: str) -> tuple[frozenset[str], ...]:
    """For each telling word what may stand for it, the word itself first of all; "walk away" may be "abandon"."""
    all_tokens = tokens(words)
    return tuple(
        frozenset({stem(t.word), *stands_for(all_tokens, i)})
        for i, t in enumerate(all_tokens)
        if t.word not in STOP_WORDS and t.word not in _FILLERS
    )


_FILLERS = frozenset("away back had has have that".split())


def _share(wanted: Sequence[frozenset[str]], held: frozenset[str]) -> float:
    """How much of `wanted` is told, words that may stand for it included."""
    found = sum(1 for one in wanted if any(w in held or not synonyms(w).isdisjoint(held) for w in one))
    return found / len(wanted) if wanted else 0.0


def _ordered(a: Heard, b: Heard) -> tuple[Heard, Heard]:
    return (a, b) if a.told.known <= b.told.known else (b, a)


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(t.word) for t in tokens(words) if t.word not in STOP_WORDS)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_WORDS else plain[: plain.rfind(" ", 0, _MOST_WORDS)]
