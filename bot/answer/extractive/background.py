"""Why something happened, told without a word for it: the sentence after it gives what came before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import cite, own_words
from bot.answer.extractive.slot import holds_slot
from bot.answer.phrases import quoted
from bot.model.answers import AnswerType, Plan, Sentence

_LOOKED_AT = 3
# How much of what a "why" takes for granted the first sentence must hold itself.
_PREMISE = 0.75
_BACKGROUND = re.compile(
    r"\bhad (?:not |never |also |earlier |repeatedly )?(?:\w{2,}ed|been|found|broken|gone|lost|left|taken|given|come|fallen|risen|run|grown|paid|made)\b"
    r"|^[\"“]?(?:only|too (?:few|many|little|much)|not enough|fewer|hardly any|barely|without)\b",
    re.IGNORECASE,
)


def background(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """What a "why" asks about and the sentence after it, when that one tells what had gone before; else nothing."""
    if plan.answer_type is not AnswerType.REASON:
        return []
    for choice in choices[:_LOOKED_AT]:
        lines, index = choice.reading.lines, choice.index + 1
        if (
            choice.missing
            or choice.cover.own < _PREMISE
            or index >= len(lines)
            or not holds_slot(plan, choice)
        ):
            continue
        between = choice.reading.text[lines[choice.index].span.end : lines[index].span.start]
        after = choice.beside(index)
        if "\n" not in between and _BACKGROUND.search(after.text):
            return [
                own_words(choice),
                Sentence(text=quoted(after.text), citations=(cite(after, choice.told),)),
            ]
    return []
