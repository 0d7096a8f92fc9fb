"""Judges whether the best sentences answer a question, or only speak of the same things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice
from bot.model.answers import AnswerType, Plan

_LEAST_FIT = 0.42
_TYPED = frozenset(
    {AnswerType.PERSON, AnswerType.DATE, AnswerType.PLACE, AnswerType.AMOUNT, AnswerType.DURATION}
)
_UNTOLD = re.compile(
    r"\b(?:(?:not|n't|no longer) (?:yet )?(?:been )?(?:clear|known|certain|disclosed?|specif(?:y|ied)|announced?|named?|"
    r"decided|sa(?:y|id) (?:when|where|who|what|why|how|whether|if)|give (?:details|a (?:date|reason|figure|number|name))|comment)|unclear|unknown|"
    r"unspecified|undisclosed|(?:gave|give|gives|named|set|has|have|had) no (?:\w+ )?(?:date|details?|day|reason|figure|number|name|place|time)\b|"
    r"would(?: not|n't) (?:say|comment|go into|give|name)|declin(?:ed|es|ing) to|refus(?:ed|es|ing) to (?:say|comment|name|give)|"
    r"neither (?:\w+ ){0,3}(?:would|did) say|remains? to be seen|yet to be (?:\w+ed|set)|condition of anonymity|asked not to be named|"
    r"without (?:giving|naming|saying|going into))",
    re.IGNORECASE,
)


def is_answered(plan: Plan, choices: Sequence[Choice]) -> bool:
    """Whether the best of `choices` (best first) answers `plan`.

    Near misses are the danger: a sentence that shares the names but lacks what is asked about them does not answer.
    """
    if not choices:
        return False
    best = choices[0]
    if best.fit < _LEAST_FIT:
        return False
    if any(w.name and not w.carried for w in best.missing):
        return False
    if plan.answer_type in _TYPED and not best.found:
        return False
    return not says_untold(plan, best)


def says_untold(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence itself says that what is asked is not known or not told."""
    if plan.answer_type in (AnswerType.TEXT, AnswerType.REASON) and not _asks_content(plan):
        return False
    return _UNTOLD.search(choice.quote.text) is not None


def _asks_content(plan: Plan) -> bool:
    return plan.answer_type is not AnswerType.REASON
