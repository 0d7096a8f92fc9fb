"""By its day a sentence is seen to tell of a plan, whatever its words: what came on that day, or so long before or after it.

"Three judges took the company apart on Wednesday" shares no word with the hearing that was fixed; its day does. "A day
before it would have had to show its hand" names no day of the plan at all; counted on from the day of the report it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.model.when import When, WhenKind
from bot.text.cues import REPORTING_VERBS, Reporting
from bot.text.when import tag

COUNTED, ON_IT, MEANT, SAID_ON_IT = 3.0, 2.0, 2.0, 1.0  # what each sign says for a plan of that day
_DAY = timedelta(days=1)
_WEEK = 7
_LENGTH = re.compile(r"P(\d+)([DWM])")
_UNITS = {"D": 1, "W": 7, "M": 30}
_LOOSE = {"D": 0, "W": 2, "M": 4}  # days by which a count in such units may be off
_CUE = 12  # letters behind a length in which the word stands that gives its direction
_SOONER = re.compile(r"\b(?:before|ahead|early|earlier|inside|short|shy|to spare|in hand)\b", re.IGNORECASE)
_STILL_AHEAD = re.compile(
    r"[^,;.]*\b(?:is|are|will|expires?|ends?|lapses?|closes?|begins?|starts?|opens?|runs?)\b"
)
_LATER = re.compile(r"\b(?:late|later|behind|past|beyond|longer)\b", re.IGNORECASE)
_SPEECH = {Reporting.SAY, Reporting.CLAIM, Reporting.DENY}
_DEEDS = frozenset({"agreed", "agree", "agrees"})
_SPEECH_WORDS = 7  # between a verb of saying and the day on which it was said
_WAS_TO = re.compile(
    r"\b(?:(?:was|were) (?:to|due|meant|supposed|set|scheduled|planned|expected)|had been \w+)\b[^,;.]*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r", (?:which|whose|who|whom|where|when)\b[^,;]*$")
_THAT = re.compile(
    r"\b(\w+) (?:that|which|who|whom) [^,;:]*$"
)  # "the agreement that the firm signed on Tuesday"
_DATELINE = re.compile(r"[A-Z][^a-z].{0,70}? [-–—] ")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a sentence gives.

    came: on which something happened. said: on which something was said. meant: on which something was to happen.
    counted: from which it was so early or late, each with the days by which the count may be off. leaving: weekdays
    of which something moves to another day. last: the last one named that is not ahead.
    """

    came: frozenset[date]
    said: frozenset[date]
    meant: frozenset[date]
    counted: frozenset[tuple[date, int]]
    leaving: frozenset[int]
    last: date | None

    def speak_for(self, first: date, last: date, at: date) -> float:
        """How much the days say for a plan that lies between these two. at: the day of the report."""
        if any(first - _DAY * loose <= day <= last + _DAY * loose for day, loose in self.counted):
            return COUNTED
        if first != last:
            return 0.0
        if first in self.came:
            return ON_IT
        if first in self.meant or (first.weekday() in self.leaving and abs((first - at).days) <= _WEEK):
            return MEANT
        return SAID_ON_IT if first in self.said else 0.0


@lru_cache(maxsize=4096)
def days_of(sentence: str, at: date) -> Days:
    """The days of a sentence of a report of the day `at`."""
    head = _DATELINE.match(sentence)
    words = sentence[head.end() :] if head else sentence
    found = tag(words, published=at)
    plain = [one for one in found if one.day is not None and not _is_shifted(one)]
    meant = {one.day for one in plain if one.day and _WAS_TO.search(words, 0, one.span.start)}
    behind = [
        one for one in plain if one.day and one.day <= at and one.bound is None and one.day not in meant
    ]
    said = {one.day for one in behind if one.day and _is_of_saying(words[: one.span.start])}
    aside = {one.day for one in behind if one.day and is_aside(words[: one.span.start])}
    came = {one.day for one in behind if one.day} - said - aside
    return Days(
        came=frozenset(came),
        said=frozenset(said),
        meant=frozenset(meant),
        counted=frozenset(_counted(words, found, (came | said) or {at, at - _DAY})),
        leaving=_leaving(words, plain),
        last=max((one.day for one in plain if one.day and one.day <= at), default=None),
    )


def is_aside(before: str) -> bool:
    """Whether a day behind these words stands in a clause that only describes: "Otto Brenn, whose ultimatum ran until ..."."""
    if _RELATIVE.search(before) is not None:
        return True
    clause = _THAT.search(before)
    return clause is not None and REPORTING_VERBS.get(clause[1].casefold()) is None


def _is_shifted(when: When) -> bool:
    return when.anchor is not None and when.anchor.span is not None


def _is_of_saying(before: str) -> bool:
    """Whether a day behind these words is that on which something was said."""
    clause = re.split(r"[,;:]|\bthat\b", before)[-1]
    verbs = [word.casefold() for word in re.findall(r"[A-Za-z]+", clause)][-_SPEECH_WORDS:]
    return any(REPORTING_VERBS.get(verb) in _SPEECH and verb not in _DEEDS for verb in verbs)


def _counted(words: str, found: Sequence[When], bases: set[date]) -> Iterator[tuple[date, int]]:
    """The days from which something was early or late by a length that is told; "a day after" tells what is known already."""
    for one in found:
        length = _LENGTH.fullmatch(one.value or "") if one.kind is WhenKind.DURATION else None
        ahead = _STILL_AHEAD.match(words, one.span.end) is not None
        if _is_shifted(one) and one.day is not None and _SOONER.search(f" {one.words}") and not ahead:
            yield one.day, 0
        if length is None:
            continue
        off, loose = int(length[1]) * _UNITS[length[2]] * _DAY, _LOOSE[length[2]]
        tail = f"{_last_word(one.words)} {words[one.span.end : one.span.end + _CUE]}"
        if _SOONER.search(tail) and not ahead:
            yield from ((base + off, loose) for base in bases)
        if _LATER.search(tail):
            yield from ((base - off, loose) for base in bases)
        if re.search(r"\bby $", words[: one.span.start]):
            yield from ((to.day - off, loose) for to in found if to.day is not None)


def _last_word(words: str) -> str:
    last = words.split()[-1]
    return "ahead" if last == "of" else last


def _leaving(words: str, plain: Sequence[When]) -> frozenset[int]:
    """Weekdays named as whose something is ("Wednesday's talks"), beside another day."""
    named = [one for one in plain if one.day and words[one.span.end :].startswith(("'s ", "’s "))]
    return frozenset(one.day.weekday() for one in named if one.day and len({x.day for x in plain}) > 1)
