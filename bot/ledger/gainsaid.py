"""Two voices side by side, told by the shape of their sentences alone: the second gives its own number in a few words, says
that nobody did what the first tells, or judges it otherwise.

"Arden says 400 men are out. According to the union it is 650." No noun need be repeated, and no statement need have been
read from either sentence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.ledger.heard import shortened
from bot.ledger.voices import Sides, Voice
from bot.text.synonyms import synonyms
from bot.text.when import tag
from bot.text.words import STOP_WORDS, numbers_in, stem, tokens

_NEAR = 3  # sentences between a claim and the words that gainsay it
_SCALE = Decimal(10)
_LEAST = 2  # smaller numbers are in dispute seldom
_SHORT = 14  # words of a sentence that gives no more than a number
_WHO = r"(?:[Tt]he |[Ii]ts |[Hh]er |[Hh]is |[Tt]heir )?[\w’'.-]+(?: [\w’'.-]+){0,4}?"
_OWN_NUMBER = re.compile(
    rf"^[“\"]?(?:(?:[Aa]ccording to|[Bb]y the count of) {_WHO},? (?:it (?:is|was)|there (?:are|were)|the (?:figure|number|total) (?:is|was))|"
    rf"{_WHO} (?:sa(?:ys?|id)|sp(?:eaks?|oke) of|talk(?:s|ed)? of|puts? (?:it|them|the (?:figure|number|toll|total|crowd)) at|count(?:s|ed)?|insist(?:s|ed)? on|"
    r"claim(?:s|ed)?|reckon(?:s|ed)?|estimate[sd]?|makes? it|made it)(?: that)?(?: (?:it|there) (?:is|are|was|were))?) "
    r"(?:only |just |about |some |around |nearly |at least |more than |closer to )?(?=[\d$£€a-z])"
)
_CUTS = re.compile(r";\s+|,\s+(?=the others?\b|another\b|while\b|but\b)(?:while |but )?")
_THE_OTHER = re.compile(
    r"^(?:the others?|another|a second)\b[^.]{0,30}?\b(?:sa(?:ys?|id)|of|at)\b", re.IGNORECASE
)
_REPORTS = re.compile(
    r"\b(?:sa(?:ys?|id)|told|insist(?:s|ed)?|maintain(?:s|ed)?|according to|claim(?:s|ed)?|has learned|den(?:y|ies|ied)|confirm(?:s|ed)?|reported|call(?:s|ed))\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:nobody|no one|none|never|nothing|(?:been|is|was|were|held|gave|given|made|received|heard|had|saw|took|taken) "
    r"no(?! (?:comment|longer|doubt|later|more|less|fewer|one)\b))\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|may|might|could|should|must|shall|if|unless|whether|plan(?:s|ned)?|wants?|intended|due|den(?:y|ies|ied)|reject(?:s|ed)|is to|are to|expected|yet)\b|n['’]t\b|\b[Nn]ot\b|\b[Nn]o\b|\b[Nn]ever\b",
)
_JUDGES = re.compile(
    rf"^{_WHO} (?:called|described|found) (?:it|them|the \w+) (?:as )?[“\"]?(?!off\b)[a-z]+[”\"]?\.?$"
)
_JUDGED = re.compile(r"\b(?:was|were|been|called|described (?:\w+ ){0,2}as) [“\"](?:\w+[ ,]*){1,8}[”\"]")
_IDLE = frozenset(
    stem(word)
    for word in "say said says tell told insist maintain accord claim learn deny confirm report call people person thing kind way day time "
    "week month year last first one two three office spokesman spokeswoman statement anybody anyone anything ever "
    "come came about go went take took have had make made give gave get got".split()
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or one side of a sentence cut in two."""

    voice: Voice
    text: str

    @property
    def side(self) -> Voice:
        return replace(self.voice, said=self.text)


def differing(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Numbers first, then what nobody did, then judgements."""
    once = [v for place, v in enumerate(voices) if not place or voices[place - 1].sentence != v.sentence]
    yield from _numbers(once)
    yield from _undone(once)
    yield from _judgements(once)


def _numbers(voices: Sequence[Voice]) -> Iterator[Sides]:
    for place, voice in enumerate(voices):
        parts = [_Part(voice, part) for part in _CUTS.split(voice.text)]
        before = [_Part(one, one.text) for one in voices[place - 1 : place] if _REPORTS.search(one.text)]
        for first, second in itertools.pairwise([*before, *parts]):
            found = _two_numbers(first, second, apart=first.voice is not second.voice)
            if found is not None:
                yield Sides(slot="number", voices=(first.side, second.side), words=found)
                break


def _two_numbers(first: _Part, second: _Part, *, apart: bool) -> tuple[str, str] | None:
    """The numbers of two sides where the second gives hardly more than its own."""
    own = _OWN_NUMBER.match(second.text) or (None if apart else _THE_OTHER.match(second.text))
    if own is None or len(second.text.split()) > _SHORT:
        return None
    if apart and _same_speaker(first.text, second.text):
        return None
    told, other = _counts(second.text), _counts(first.text)
    if len(told) != 1 or not other or len(other) > 1:
        return None
    (b, b_words, b_unit), (a, a_words, a_unit) = told[0], other[0]
    small, large = sorted((a, b))
    if a == b or small < _LEAST or large > _SCALE * small or (a_unit != b_unit and b_unit is not None):
        return None
    return a_words, b_words


def _same_speaker(first: str, second: str) -> bool:
    """Whether who opens the second is named in the first, or is "he": then one corrects himself."""
    names = _OPENING.match(second)
    return names is None or names["who"].casefold() in _PRONOUNS or names["who"] in first


_OPENING = re.compile(r"^[“\"]?(?:[Aa]ccording to |[Bb]y the count of )?(?:[Tt]he )?(?P<who>[\w’'-]+)")
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we"})


def _counts(text: str) -> list[tuple[Decimal, str, str | None]]:
    """The numbers in a text that are no times and no ordinals."""
    times = [when.span for when in tag(text, published=None)]
    return [
        (n.value, n.span.of(text), n.unit)
        for n in numbers_in(text)
        if not n.ordinal and n.value >= _LEAST and not any(t.overlaps(n.span) for t in times)
    ]


def _undone(voices: Sequence[Voice]) -> Iterator[Sides]:
    """One tells that it was done, another that nobody did it, or that there was no such thing."""
    for place, voice in enumerate(voices):
        denied = _denied_words(voice.text)
        if not denied or _HE_SAYS.search(voice.text):
            continue
        near = [
            other
            for other in (*reversed(voices[:place]), *voices[place + 1 : place + 2])
            if 0 < abs(other.sentence - voice.sentence) <= _NEAR
        ]
        best = max((_claimed(other, denied) for other in near), default=0)
        claim = next((other for other in near if best and _claimed(other, denied) == best), None)
        if claim is not None:
            first, second = sorted((claim, voice), key=lambda v: v.sentence)
            sides = (replace(first, said=first.text), replace(second, said=second.text))
            yield Sides(slot="status", voices=sides, words=(shortened(first.text), shortened(second.text)))


def _denied_words(text: str) -> frozenset[str]:
    """What somebody says not to have been: the act behind "nobody", the thing behind "no", the subject of "never came about"."""
    match = _NONE.search(text)
    if match is None or _REPORTS.search(text) is None or _PENDING.search(text):
        return frozenset()
    behind = [stem(t.word) for t in tokens(text[match.end() :]) if t.word not in STOP_WORDS][:_HEAD]
    words = frozenset(behind) - _IDLE
    if match.group().casefold() == "never":
        subject = (stem(t.word) for t in tokens(text[: match.start()]) if t.word not in STOP_WORDS)
        words = frozenset(behind[:1]) - _IDLE or frozenset(subject) - _IDLE
    return frozenset(word for word in words if word.isalpha() and not _is_name(word, text))


_HEAD = 2
_HE_SAYS = re.compile(
    r"(?:^(?:He|She|They)\b|[”\"] (?:he|she|they)) (?:\w+ ){0,2}?(?:said|says|told|added)\b"
)
_PENDING = re.compile(
    r"\b(?:will|would|should|must|may|might|yet|decision|comment|decided|intention|plans?)\b", re.IGNORECASE
)


def _is_name(word: str, text: str) -> bool:
    return any(stem(t.word) == word and text[t.span.start].isupper() for t in tokens(text))


def _claimed(claim: Voice, denied: frozenset[str]) -> int:
    """How plainly somebody tells as done what is denied: 2 by the same word, 1 by one that may stand for it, 0 not at all."""
    if _AHEAD.search(claim.text) or _REPORTS.search(claim.text) is None:
        return 0  # nobody has told it as done
    told = frozenset(stem(t.word) for t in tokens(claim.text) if t.word not in STOP_WORDS) - _IDLE
    return 2 if denied & told else int(any(not synonyms(word).isdisjoint(told) for word in denied))


def _judgements(voices: Sequence[Voice]) -> Iterator[Sides]:
    """One calls it "short and not very useful", the other constructive."""
    for first, second in itertools.pairwise(voices):
        if _JUDGES.match(second.text) and _JUDGED.search(first.text):
            sides = (replace(first, said=first.text), replace(second, said=second.text))
            yield Sides(slot="status", voices=sides, words=(shortened(first.text), shortened(second.text)))
