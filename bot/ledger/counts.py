"""Two counts of one thing: "Some 240 sailors are stuck, the port office said. The union speaks of 310." """

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.ledger.voices import Sides, Voice, differ
from bot.model.facts import Party, PartyKind
from bot.text.when import tag
from bot.text.words import STOP_WORDS, content_terms, fold, numbers_in, stem, tokens

NEAR = 2  # sentences between two counts that are set against each other
_LEAST_SPELLED = 3  # "one of them", "the two sides" count nothing that is in dispute
_SCALE = Decimal(10)  # two counts of one thing are seldom further apart
_OWN_COUNT = re.compile(
    r"\b(?:count(?:s|ed)|(?:puts?|put) .{0,40}?\bat|estimate[sd]?|reckon(?:s|ed)?|sp(?:eaks?|oke) of|talk(?:s|ed) of|says? (?:it (?:was|is)|there were)|"
    r"gives? (?:the )?(?:number|figure)|corrected \w+ to|insist(?:s|ed) on|claim(?:s|ed)?|told of|heard of|fears?|expects?|number (?:was|is)|figure (?:was|is)|toll (?:was|is))\b",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b(?:number|total|count|share) of (?P<noun>[a-z]+)", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many (?P<noun>[a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that a voice gives. words: as printed, with what it counts. noun: the stem of what it counts, told: its word."""

    voice: Voice
    value: Decimal
    unit: str | None
    words: str
    noun: str | None
    told: str | None

    def near_in_size(self, other: Count) -> bool:
        """Whether the two could be counts of one thing."""
        return _near_in_size(self.value, other.value)


def differing(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Pairs of neighbouring counts of one thing by two voices, or by two in one sentence."""
    yield from _in_one_sentence(voices)
    voices = [_with_counter(voice) for voice in voices]
    counted = [None if voice.speaker is None else count_in(voice) for voice in voices]
    for place, second in enumerate(counted):
        first = None if second is None else _neighbour(second, voices[:place])
        if first is not None and second is not None:
            yield Sides(
                slot="number",
                voices=(first.voice, second.voice),
                words=(first.words, second.words),
                about=first.told or second.told,
            )


_COUNTER = re.compile(
    r"^[“\"]?(?P<who>(?:[A-Z]|the )[\w’'.-]*(?: [\w’'.-]+){0,6}?) (?:(?:had|has|have) )?(?:since )?(?:warn(?:s|ed)|put(?:s)?|estimate[sd]?|reckon(?:s|ed)?|sp(?:eaks?|oke) of|"
    r"talk(?:s|ed) of|count(?:s|ed)|fear(?:s|ed)?|claim(?:s|ed)?|insist(?:s|ed)|expect(?:s|ed))\b"
)


def _with_counter(voice: Voice) -> Voice:
    """`voice` with whoever counts in it as its speaker, where no statement was read from it: "The growers had warned that"."""
    if voice.speaker is not None or not any(char.isdigit() for char in voice.text):
        return voice
    match = _COUNTER.search(voice.text)
    if match is None:
        return voice
    who = match["who"]
    return replace(voice, speaker=Party(key=f"some:{fold(who)}", name=who, kind=PartyKind.UNNAMED))


_AND_OTHERS = re.compile(r"[,;]\s+(?:(?:and|but|while|whereas) )?|\s(?:while|whereas|but) ")
_NAMES_A_SIDE = re.compile(
    r"^(?P<who>(?:[A-Z]|the |its |her |his )[\w’'-]*(?: (?!of\b)[\w’'-]+){0,5}?)(?: (?:of|at|only|just|at (?:least|most)|[a-z]+s?|[a-z]+ed)){1,3} "
)


def _in_one_sentence(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Two who count in one sentence: "Hart spoke of forty, Moss of twenty-six"."""
    for place, voice in enumerate(voices):
        if place and voices[place - 1].sentence == voice.sentence:
            continue
        for cut in _AND_OTHERS.finditer(voice.text) if _OWN_COUNT.search(voice.text) else ():
            first, second = (
                replace(voice, said=part, text=part, speaker=None)
                for part in (voice.text[: cut.start()], voice.text[cut.end() :])
            )
            if not _OWN_COUNT.search(first.said) or not _NAMES_A_SIDE.match(second.said):
                continue
            a, b = count_in(first), count_in(second)
            if a is None or b is None or a.value == b.value or a.unit != b.unit or not a.near_in_size(b):
                continue
            if a.noun is not None and b.noun is not None and a.noun != b.noun:
                continue
            sides = tuple(replace(voice, said=one.said) for one in (first, second))
            yield Sides(slot="number", voices=sides, words=(a.words, b.words), about=a.told or b.told)
            break


def _neighbour(second: Count, earlier: Sequence[Voice]) -> Count | None:
    """The nearest count before that is of the same thing; only a few voices are read for it, because reading is dear."""
    for voice in reversed(earlier):
        if second.voice.sentence - voice.sentence > NEAR:
            return None
        first = count_in(voice)
        if first is not None and _of_one_thing(first, second):
            return first
    return None


def _of_one_thing(first: Count, second: Count) -> bool:
    if not differ(first.voice, second.voice) or second.voice.speaker is None or first.value == second.value:
        return False
    if not _same_unit(first, second) or not _near_in_size(first.value, second.value):
        return False
    if second.noun is None:
        return _OWN_COUNT.search(second.voice.text) is not None and (
            first.noun is not None or _OWN_COUNT.search(first.voice.text) is not None
        )
    return first.noun == second.noun and _share_more(first, second)


def _same_unit(first: Count, second: Count) -> bool:
    return first.unit == second.unit or (second.unit is None and second.noun is None and first.unit != "%")


def _near_in_size(a: Decimal, b: Decimal) -> bool:
    small, large = sorted((abs(a), abs(b)))
    return small > 0 and large <= _SCALE * small


def _share_more(first: Count, second: Count) -> bool:
    """Whether two counts of one noun are told of one event: they share another word."""
    a, b = ({stem(w) for w in content_terms(c.voice.said)} - {first.noun or ""} for c in (first, second))
    return any(word for word in a & b if not word[0].isdigit())


def count_in(voice: Voice) -> Count | None:
    """The last number that a voice gives; of a list of numbers it is not clear which is meant."""
    text = voice.said if any(not n.ordinal for n in numbers_in(voice.said)) else voice.text
    numbers = [n for n in numbers_in(text) if not n.ordinal and not (n.spelled and n.value < _LEAST_SPELLED)]
    times = [when.span for when in tag(text, published=None)] if numbers else []  # the dear part comes last
    numbers = [n for n in numbers if not any(t.overlaps(n.span) for t in times)]
    if not numbers or len(numbers) > 2:
        return None
    number = numbers[-1] if _OWN_COUNT.search(text) else numbers[0]
    noun = _noun_after(text, number.span.end)
    of = _NUMBER_OF.search(voice.text) or _HOW_MANY.search(voice.text)
    told = noun or (of["noun"] if of else None)
    return Count(
        voice=voice,
        value=number.value,
        unit=number.unit,
        words=f"{number.span.of(text)} {told}" if told else number.span.of(text),
        noun=stem(fold(noun)) if noun else None,
        told=told,
    )


def _noun_after(text: str, end: int) -> str | None:
    """The plural noun that a number counts: "240 stranded sailors"; None for a bare number."""
    for place, token in enumerate(tokens(text[end : end + 50])):
        if token.word in STOP_WORDS or place > 2 or re.search(r"[,.;:]", text[end : end + token.span.start]):
            return None
        if token.word in _PEOPLE or (
            token.word.endswith("s") and not token.word.endswith("ss") and len(token.word) > 3
        ):
            return token.word
    return None


_PEOPLE = frozenset("people men women children staff troops police cattle sheep tonnes tons".split())
