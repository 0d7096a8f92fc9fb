"""Why something was done, where the sentence that tells it gives no reason and the words right behind it do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import cite, own_words
from bot.answer.phrases import quoted
from bot.model.answers import AnswerType, Plan, Sentence
from bot.text.cover import level
from bot.text.cues import Modality, modality_of

_REASON = re.compile(
    r"\b(?:because|due to|owing to|so that|blam(?:e|es|ed|ing)|to blame|cit(?:es|ed|ing)|for \w+ reasons|(?:no|the|a|any|its|his|her|their) (?:\w+ )?reasons?|reasons? (?:is|was|were)|"
    r"ha[ds] (?:asked|called|pleaded|pressed) for|complain\w+|explain\w+|fear(?:s|ed)?|unwell|is ill|was ill|fallen ill|wants? more|needs? more|wanted more|needed more)\b",
    re.IGNORECASE,
)
_NO_REASON = re.compile(r"\b(?:no|any|without) (?:\w+ )?reasons?\b", re.IGNORECASE)
_LEAST, _BEHIND = 0.75, 2


def reason_beside(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """The sentence that tells what is asked about, with the clause or sentence behind it that says why."""
    if plan.answer_type is not AnswerType.REASON:
        return []
    for choice in choices[:_LOOKED_AT]:
        if not _tells_it(plan, choice):
            continue
        _, _, clause = choice.quote.text.partition(";")
        if _REASON.search(clause):
            return [own_words(choice)]
        lines, text = choice.reading.lines, choice.reading.text
        for place in range(choice.index + 1, min(choice.index + 1 + _BEHIND, len(lines))):
            if (
                "\n\n" in text[lines[choice.index].span.end : lines[place].span.start]
                and place > choice.index + 1
            ):
                break
            quote = choice.beside(place)
            if _REASON.search(quote.text) and not _NO_REASON.search(quote.text):
                return [
                    own_words(choice),
                    Sentence(text=quoted(quote.text), citations=(cite(quote, choice.told),)),
                ]
    return []


_LOOKED_AT = 4


def _tells_it(plan: Plan, choice: Choice) -> bool:
    """Whether a sentence tells as done nearly all that the question takes for granted, of whom it names."""
    line = choice.reading.lines[choice.index]
    names = [w for w in plan.wanted if w.name and not w.carried]
    if choice.cover.own < _LEAST or not all(level(w, line) > 0 for w in names):
        return False
    plain = [w for w in plan.wanted if w.weight >= 0.9 and not w.name and not w.carried]
    return any(level(w, line) > 0 for w in plain) and modality_of(choice.quote.text) in (
        Modality.DONE,
        Modality.DENIED,
        Modality.ASKED,
    )
