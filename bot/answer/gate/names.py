"""Every name in a sentence stands in the cited words, belongs to a party of the fact, or is the outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer.gate.known import Known
from bot.answer.gate.short_forms import long_form, short_forms_of
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties import known_party
from bot.text.words import STOP_WORDS, Token, stem, tokens, words_of

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec utc gmt am pm cet est edt".split()
)
TITLES = frozenset(
    "mr mrs ms dr sir lord president prime minister foreign secretary chancellor king queen senator governor general "
    "ambassador envoy spokesman spokeswoman chief chairman director professor judge state".split()
)
# How sentences of a briefing open without naming anyone.
_OPENERS = frozenset(
    "according asked article articles outlet outlets dateline reported reportedly sources officials talks negotiators "
    "earlier later meanwhile however separately previously originally yesterday today tomorrow since new no please "
    "due proposed former senior outgoing acting late top veteran rival fellow both one two three four five six seven eight nine ten "
    "several".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|[\"“'‘(]\s*|[•–—]\s*)$")
_DEGREES = re.compile(r"\d\s?[°º˚]?\s?$")
_SPEAKER = re.compile(r"i'(?:d|m|ll|ve)$")
_VERBS_OF_PERSONS = frozenset(
    "is was has had will would may might could can met meet visited held spoke told gave set became said says".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of capitalised words. opening: its first word opens a sentence, where every word has a capital.

    strange: those of its words that nobody told, when it was looked up.
    """

    span: Span
    words: tuple[str, ...]
    opening: bool
    next_word: str | None
    strange: tuple[str, ...] = ()


def check_names(text: str, known: Known) -> tuple[Reason, ...]:
    """Names of `text` with a word that nobody told, and names put together from two people's."""
    sets = _known_sets(known)
    strange = strange_names(text, known)
    seen = {n.span for n in strange}
    joined = [
        n
        for n in names_in(text)
        if n.span not in seen and _is_joined(n, sets) and not _stands_for_told(n, known)
    ]
    return tuple(
        Reason(code=ReasonCode.NAME, words=name.span.of(text), span=name.span)
        for name in sorted((*strange, *joined), key=lambda n: n.span)
    )


def strange_names(text: str, known: Known) -> tuple[Name, ...]:
    """Names of `text` with a word that nobody told."""
    words = _known_words(known)
    found = []
    for name in names_in(text):
        if all(_is_told(w, words) for w in name.words):
            continue
        if _stands_for_told(name, known) or _initials(name.words) in words or _glued(name.words) in words:
            continue
        capitals = {t.word for t in tokens(name.span.of(text)) if t.span.of(name.span.of(text)).isupper()}
        strange = [
            w
            for w in name.words
            if not (
                _is_told(w, words)
                or (w in capitals and (_abbreviates(w, known) or long_form(w) in words))
                or not words.isdisjoint(short_forms_of(w))
            )
        ]
        if name.opening and strange and strange[0] == name.words[0] and not _looks_named(name):
            strange = strange[1:]
        if strange:
            found.append(replace(name, strange=tuple(strange)))
    return tuple(found)


@lru_cache(maxsize=16_384)
def names_in(text: str) -> tuple[Name, ...]:
    """Runs of capitalised words and acronyms in `text`, without days, months and stop words at a sentence's start."""
    return tuple(_names(text, tokens(text)))


def _names(text: str, words: tuple[Token, ...]) -> Iterator[Name]:
    run: list[Token] = []
    for token in (*words, None):
        capital = token is not None and _is_capital(text, token)
        if (
            token is not None
            and capital
            and (not run or text[run[-1].span.end : token.span.start] in _JOINTS)
        ):
            run.append(token)
            continue
        if run:
            yield from _trimmed(text, run, token.word if token else None)
        run = [token] if token is not None and capital else []
    if run:
        yield from _trimmed(text, run, None)


_JOINTS = frozenset((" ", "\u00a0", "-", ". "))


def _trimmed(text: str, run: list[Token], following: str | None) -> Iterator[Name]:
    opening = _SENTENCE_START.search(text, 0, run[0].span.start) is not None
    while run and (run[0].word in STOP_WORDS or (opening and run[0].word in _OPENERS)):
        run, opening = run[1:], False
    while run and run[-1].word in _CALENDAR:
        run = run[:-1]
    kept = tuple(t.word for t in run if t.word not in _CALENDAR)
    if kept:
        yield Name(
            span=Span(run[0].span.start, run[-1].span.end), words=kept, opening=opening, next_word=following
        )


def _is_capital(text: str, token: Token) -> bool:
    if not text[token.span.start].isupper() or _SPEAKER.match(token.word):
        return False
    if len(token.span) == 1 and _DEGREES.search(text, 0, token.span.start):
        return False
    return len(token.span) > 1 or token.word not in ("i", "a")


def _looks_named(name: Name) -> bool:
    """Whether an unknown first word of a sentence is a name: more name follows, or a verb that persons do."""
    if len(name.words) > 1:
        return True
    follows = name.next_word or ""
    plural = name.words[0].endswith(("s", "ing", "ed", "ly"))
    return not plural and (follows in _VERBS_OF_PERSONS or follows in REPORTING_VERBS)


def _stands_for_told(name: Name, known: Known) -> bool:
    """Whether the name is another form of a state or body that is told ("Moscow", "Russian" of "Russia")."""
    party = known_party(" ".join(name.words))
    return party is not None and party.key in _told_keys(known)


def _told_keys(known: Known) -> frozenset[str]:
    keys = {party.key for party in known.parties}
    return frozenset(keys.union(*(_keys_in(text) for text in _known_texts(known))))


@lru_cache(maxsize=4096)
def _keys_in(text: str) -> frozenset[str]:
    parties = [known_party(" ".join(name.words)) for name in names_in(text)]
    parties += [known_party(token.word) for token in tokens(text) if text[token.span.start].isupper()]
    return frozenset(party.key for party in parties if party is not None)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in STOP_WORDS) if len(words) > 1 else ""


def _glued(words: tuple[str, ...]) -> str:
    """ "hppost" for "H.P. Post", as addresses have it."""
    return "".join(words).replace(".", "")


def _abbreviates(word: str, known: Known) -> bool:
    """Whether a short word is made of the initials of words that stand together in what is told."""
    plain = word.replace(".", "")
    return 2 <= len(plain) <= 5 and any(plain in _initials_in(text) for text in _known_texts(known))


@lru_cache(maxsize=4096)
def _initials_in(text: str) -> str:
    """Initials of the capitalised words, in order, stop words left out; a blank where another word stands between."""
    letters = (
        t.word[0] if text[t.span.start].isupper() else " " for t in tokens(text) if t.word not in STOP_WORDS
    )
    return "".join(letters)


def _is_told(word: str, known: frozenset[str]) -> bool:
    if word in TITLES or word in known or stem(word) in known:
        return True
    plain = word.replace(".", "")
    if plain in known:
        return True
    if "-" in word:
        return all(part in known or stem(part) in known for part in word.split("-"))
    return len(word) > 4 and any(_is_form_of(word, other) for other in known if other[:4] == word[:4])


def _is_form_of(word: str, other: str) -> bool:
    """ "Russian" of "Russia", "Ukrainian" of "Ukraine"."""
    shared = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(4, min(len(word), len(other)) - 1) and max(len(word), len(other)) - shared <= 3


def _is_joined(name: Name, sets: tuple[frozenset[str], ...]) -> bool:
    """Whether the name joins words that no one name holds. Titles and states may stand before any name."""
    own = [w for w in name.words if w not in TITLES and known_party(w) is None]
    plain = frozenset(stem(w.replace(".", "")) for w in own)
    return len(plain) > 1 and not any(plain <= held for held in sets)


def _known_words(known: Known) -> frozenset[str]:
    return frozenset().union(*map(_forms, _known_texts(known)))


def _known_texts(known: Known) -> Iterator[str]:
    yield from known.quotes
    yield from known.fields
    yield from (t.outlet for t in known.told if t.outlet)
    for party in known.parties:
        yield from (party.name, *party.aliases)
        if party.title:
            yield party.title


def _known_sets(known: Known) -> tuple[frozenset[str], ...]:
    """Words that may stand together in one name: those of a quote's run of names, of a party, of an outlet."""
    sets = [_stems(t.outlet) for t in known.told if t.outlet]
    for party in known.parties:
        sets.append(frozenset().union(*(_stems(s) for s in (party.name, party.title or "", *party.aliases))))
    for text in (*known.quotes, *known.fields):
        sets.extend(_name_sets(text))
    return tuple(sets)


@lru_cache(maxsize=4096)
def _name_sets(text: str) -> tuple[frozenset[str], ...]:
    """The names of a quote, each alone and joined with its neighbours over a short word ("Bank of Torvik")."""
    sets: list[frozenset[str]] = []
    end = -1
    for name in names_in(text):
        words = frozenset(stem(w.replace(".", "")) for w in name.words)
        if sets and re.fullmatch(
            r"\s(?:of|de|for|von|van|al|the|of the|to the|in|'s)\s|,?\s?['’]?s?\s",
            text[end : name.span.start],
        ):
            words |= sets[-1]
        sets.append(words)
        end = name.span.end
    return tuple(sets)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.replace(".", "")) for word in words_of(text))


@lru_cache(maxsize=4096)
def _forms(text: str) -> frozenset[str]:
    forms: set[str] = set()
    for word in words_of(text):
        forms |= {word, stem(word)}
        if not word.isalpha():
            parts = re.split(r"[-.]", word)
            forms |= {word.replace(".", ""), *parts, *map(stem, parts)}
    return frozenset(forms)
