"""A charge and its denial, told side by side: "A blames B, which denies it", "they left" against "they are still there"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ledger.lengths import lasted, lengths_differ
from bot.ledger.voices import Sides, Voice, differ
from bot.text.words import STOP_WORDS, stem, tokens

_MOST_WORDS = 160
_CHARGES = re.compile(
    r"\b(?:blam(?:es|ed)|accus(?:es|ed)|alleg(?:es|ed)|holds? .{1,40} responsible|held .{1,40} responsible|claim(?:s|ed))\b",
    re.IGNORECASE,
)
# the clause in which somebody says that it is not so
_DENIES = re.compile(
    r"(?:[,;–—-]\s*|\b(?:but|and|while)\s+)(?P<clause>(?:which|who|but|while|and|the|he|she|it|they|[A-Z])[^,;]{0,60}?\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|"
    r"disput(?:es|ed)|contradict(?:s|ed)) (?:it|this|that|them|the (?:charge|claim|accusation|allegation|account)s?|any \w+|all \w+|having|\w+ing)\b)"
)
_DENIES_BEFORE = re.compile(
    r"^[\"“]?(?:[A-Z][\w.’'-]*|The \w+|He|She|It|They)(?: [\w.’'-]+){0,5}? (?:den(?:y|ies|ied)|reject(?:s|ed)|disput(?:es|ed)|contradict(?:s|ed)) "
    r"(?:it|this|that|the (?:charge|claim|accusation|allegation|account)s?)\b"
)


def differing(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Charges with their denials, then claims whose verbs exclude each other, then lengths that differ."""
    yield from _within(voices)
    yield from _next_to(voices)
    yield from _opposites(voices)
    yield from _lengths(voices)


def _within(voices: Sequence[Voice]) -> Iterator[Sides]:
    """A charge and its denial in one sentence, cut in two where the denial begins."""
    for place, voice in enumerate(voices):
        if place and voices[place - 1].sentence == voice.sentence:
            continue
        charge = _CHARGES.search(voice.text)
        denial = _DENIES.search(voice.text, charge.end()) if charge else None
        if denial is None:
            continue
        cut = denial.start("clause")
        sides = (_part(voice, 0, len(voice.text[:cut].rstrip(" ,;–—-"))), _part(voice, cut, len(voice.text)))
        yield _sides("account", sides)


def _part(voice: Voice, start: int, end: int) -> Voice:
    """What one side says of a sentence that holds both; its quote stays the whole sentence."""
    return replace(voice, said=voice.text[start:end])


def _next_to(voices: Sequence[Voice]) -> Iterator[Sides]:
    """A charge, and in the next sentence somebody who denies it."""
    for place, second in enumerate(voices):
        if not _DENIES_BEFORE.search(second.text):
            continue
        first = next((v for v in reversed(voices[:place]) if v.sentence == second.sentence - 1), None)
        if first is not None and _CHARGES.search(first.text) and first.paragraph == second.paragraph:
            yield _sides("account", (_whole(first), _whole(second)))


def _whole(voice: Voice) -> Voice:
    return replace(voice, said=voice.text)


# What cannot both be so.
_EXCLUDES = tuple(
    (frozenset(stem(w) for w in one.split()), frozenset(stem(w) for w in other.split()))
    for one, other in (
        ("left leave withdrawn withdrew withdraw pulled gone", "remain remained remains stay stayed stays"),
        ("closed shut", "open opened operating"),
        ("ended over finished", "continue continues continued"),
        ("accepted", "rejected refused"),
        ("paid", "owed owes unpaid"),
        ("freed released", "held detained"),
        ("late delayed overdue", "time punctual punctually"),
        ("resumed", "suspended halted stopped"),
    )
)
_ACCORDING = re.compile(r"\b[Aa]ccording to [A-Zt]")
_AHEAD = re.compile(
    r"\b(?:if|unless|until|would|will|could|may|might|should|must|wants?|plans?|not|never|no|to be)\b|n['’]t\b",
    re.IGNORECASE,
)


def _opposites(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Two speakers in a row of whom one says what the other's words exclude."""
    for first, second in itertools.pairwise(voices):
        if second.sentence - first.sentence > 1 or not (_is_told(first) and _is_told(second)):
            continue
        if first.paragraph != second.paragraph or not differ(first, second):
            continue
        if _AHEAD.search(first.said) or _AHEAD.search(second.said):
            continue
        a, b = (_stems(v.said) for v in (first, second))
        if any((a & x and b & y and not a & y) or (a & y and b & x and not b & y) for x, y in _EXCLUDES):
            yield _sides("status", (first, second))


def _is_told(voice: Voice) -> bool:
    """Whether somebody says it, and not the article."""
    return voice.speaker is not None or _ACCORDING.search(voice.text) is not None


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(t.word) for t in tokens(words) if t.word not in STOP_WORDS)


_NEAR = 2


def _lengths(voices: Sequence[Voice]) -> Iterator[Sides]:
    """One says that it lasted so long, another that it lasted longer."""
    long = [(v, m) for v in voices if (m := lasted(v.said)) is not None]
    for (first, a), (second, b) in itertools.pairwise(long):
        if second.sentence - first.sentence > _NEAR or second.speaker is None or not differ(first, second):
            continue
        if lengths_differ(a, b):
            yield _sides("duration", (first, second))


def _sides(slot: str, voices: tuple[Voice, Voice]) -> Sides:
    return Sides(slot=slot, voices=voices, words=tuple(_short(v.said) for v in voices))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_WORDS else plain[: plain.rfind(" ", 0, _MOST_WORDS)]
