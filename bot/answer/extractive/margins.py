"""Whether something was done in time, by words that say how long before or after its limit it was done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import days_meant, own_words
from bot.answer.extractive.verdict import verdict_on
from bot.model.answers import AnswerType, Plan, Sentence, Wanted
from bot.text.cover import level
from bot.text.cues import Modality, modality_of
from bot.text.words import stem

_LENGTH = (
    r"(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|a few|some|barely|only|almost|nearly|ninety|thirty|sixty) "
    r"(?:full |whole |good )?(?:minutes?|hours?|days?|weeks?|months?)|(?:minutes|hours|days|weeks|months))"
)
_LIMIT = (
    r"(?:of )?(?:the |its |his |her |their |an? |that )?(?:[\w'’-]+ ){0,3}?(?:deadline|limit|date|cut-?off|schedule|due|expir\w+|ran out|was up|were up|"
    r"was to|were to|had to|would have had to|was due|were due|fell due|lapsed?)\b"
)
_EARLY = re.compile(
    rf"\b{_LENGTH} (?:early|to spare|(?:ahead|before) {_LIMIT})|\bwith (?:\w+ ){{1,4}}to spare\b|\bon (?:the|its|his|their) (?:very )?last (?:possible )?day\b|"
    rf"\b(?:in (?:good |plenty of )?time|on time|on schedule|within the (?:agreed |set |given )?time|ahead of (?:time|schedule|the deadline))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    rf"\b{_LENGTH} (?:late|too late|overdue|after {_LIMIT})|\b(?:too late|behind schedule|missed (?:the|its|his|her|their|that) (?:\w+ )?(?:deadline|date|limit))\b|"
    r"\blet (?:the |its |their |his |her )?(?:\w+ ){1,4}(?:pass|lapse|go by|expire)\b",
    re.IGNORECASE,
)
_ASKS_IF_LATE = re.compile(r"\b(?:miss(?:ed)?|late|too late|overrun|exceed(?:ed)?)\b", re.IGNORECASE)
_OF_TIME = frozenset("time deadlin limit dat date keep kept meet met miss schedul late early last".split())


def in_time(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """Yes or no, and the words that give the margin; empty when no sentence about what is asked gives one."""
    if plan.answer_type is not AnswerType.YES_NO:
        return []
    fitting = [
        (held, choice)
        for choice in choices
        if _gives_margin(choice.quote.text)
        and modality_of(choice.quote.text) in (Modality.DONE, Modality.DENIED)
        and (held := _held(plan, choice)) >= _LEAST
    ]
    if not fitting:
        return []
    _, best = max(fitting, key=lambda item: (item[0], item[1].told.known))
    early = _EARLY.search(best.quote.text) is not None
    settled = early is not (_ASKS_IF_LATE.search(plan.text) is not None)
    return [verdict_on(plan, best.quote.text, settled), own_words(best), *days_meant(best)]


def _gives_margin(text: str) -> bool:
    """Whether a sentence says that something was early or late, and not both of two things."""
    return (_EARLY.search(text) is not None) is not (_LATE.search(text) is not None)


def _held(plan: Plan, choice: Choice) -> float:
    """How much of what is asked the sentence holds itself; nothing where a name of the question is nowhere in its article."""
    names = [w for w in plan.wanted if w.name and not w.carried]
    if not all(level(w, choice.reading.whole) > 0 for w in names):
        return 0.0
    plain = [w for w in plan.wanted if _is_matter(w)]
    line = choice.reading.lines[choice.index]
    if not plain:
        return 1.0 if names and any(level(w, line) > 0 for w in names) else 0.0
    return sum(level(w, line) for w in plain) / len(plain)


def _is_matter(word: Wanted) -> bool:
    light = word.name or word.carried or word.weight < 0.9
    return not light and word.stem not in _OF_TIME and word.stem not in _ANY_DEED


# A board decides when it approves, a court when it upholds.
_ANY_DEED = frozenset(stem(w) for w in "decide rule act respond answer deliver comply react finish".split())


_LEAST = 0.3
