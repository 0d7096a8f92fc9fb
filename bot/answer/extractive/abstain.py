"""Says honestly that the stored articles do not tell: what is missing, what was looked at, and what comes nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import own_words
from bot.model.answers import Abstention, Evidence, Plan

_NEAREST = 2
_LEAST_NEAR = 0.3
_MAX_MISSING_CHARS = 300


def abstention(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> Abstention:
    """The abstention for `plan`, with the sentences that come nearest."""
    near = [own_words(choice) for choice in choices[:_NEAREST] if choice.fit >= _LEAST_NEAR]
    return Abstention(missing=missing_words(plan.text), coverage=evidence.coverage, nearest=tuple(near))


def missing_words(question: str) -> str:
    """The question as the thing that is not told: "what did Russia offer?" without its question mark, on one line."""
    words = re.sub(r"[\s?!.]+$", "", " ".join(question.split()))[:_MAX_MISSING_CHARS]
    return words[:1].lower() + words[1:] if re.match(r"(?:[A-Z][a-z]+\b)", words) and _opens(words) else words


def _opens(words: str) -> bool:
    first = words.split(" ", 1)[0].casefold()
    return first in _OPENING


_OPENING = frozenset(
    "who whom whose what which when where why how is are was were do does did has have had can could will would should may "
    "might must by until since from in on at with to about for".split()
)
