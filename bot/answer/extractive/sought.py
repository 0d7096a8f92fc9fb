"""Whether a sentence tells the act, the event or the price that a question is after, not just the same matter."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.extractive.amounts import asks_price
from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import with_lead_in
from bot.model.answers import AnswerType, Intent, Plan
from bot.model.text import Span
from bot.text.cover import level, line_of
from bot.text.words import fold, stem, words_of

# Verbs that any report of the matter stands for: who "gives" a reason need not be said to give it.
EMPTY_ACTS = frozenset(
    stem(w)
    for w in (
        "happen go come make take give get have do be mean want need say tell call use show look think last "
        "apply run cost work live stay set get name choose report know see put keep hold turn"
    ).split()
)

_WHO_DID = re.compile(
    r"^(?:and |so |but )?(?:who|which [\w'’-]+(?: [\w'’-]+)?) (?:(?:has|have|had|will|would|did|also|first) )?(?:\w+ly )?(?P<act>[a-z]{3,}(?:ed|ew|ote|uilt|ang|ound|ent|old|ade|aid|ook|ung|ought|aught|rote|eld|ew)|[a-z]{3,}[^s\W]s)\b",
    re.IGNORECASE,
)


def tells_who_did(plan: Plan, choice: Choice) -> bool:
    """ "Who designed the ferry?" is not answered by a sentence about the ferry in which nobody designs."""
    match = _WHO_DID.match(plan.text) if plan.answer_type is AnswerType.PERSON else None
    act = stem(fold(match["act"])) if match is not None else ""
    term = next((w for w in plan.wanted if w.stem == act and not w.name and not w.carried), None)
    if term is None or act in EMPTY_ACTS or term.weight < 0.9:
        return True
    if choice.cover.alone[plan.wanted.index(term)] < 1 and any(
        own == 0 for w, own in zip(plan.wanted, choice.cover.alone, strict=True) if w.name and not w.carried
    ):
        return False  # another word for the act, and the thing it was done to is not named beside it
    shown = with_lead_in(choice).text  # "made" may stand for "designed", but says too little to
    return level(replace(term, like=term.like - EMPTY_ACTS), line_of(shown, Span(0, len(shown)))) > 0


def names_priced(plan: Plan, choice: Choice) -> bool:
    """What a thing costs is told where the thing is named, not beside the price of another."""
    if not asks_price(plan):
        return True
    priced = [
        w for w in plan.wanted if not w.name and not w.carried and w.weight >= 0.9 and w.stem not in _COST
    ]
    shown = with_lead_in(choice).text
    lines = [line_of(shown, Span(0, len(shown))), *([choice.reading.title] if choice.reading.title else [])]
    return not priced or any(level(w, line) > 0 for w in priced for line in lines)


_COST = frozenset(
    stem(w) for w in "cost price pay paid spend spent salary fee fine worth charge buy sell".split()
)


_EVENT = re.compile(
    r"^(?:and |so |but )?when (?:is|was|are|were|will be) (?:the |its |his |her |their )?(?P<event>[\w'’ -]+?)(?: (?:of|in|at|for|on|between|by|with|to)\b[^?]*)?\??$",
    re.IGNORECASE,
)


def names_event(plan: Plan, choice: Choice) -> bool:
    """ "When is the next decision?" wants a sentence with a decision in it, not any day of the same bank."""
    match = _EVENT.match(plan.text.split(", as known")[0]) if plan.answer_type is AnswerType.DATE else None
    words = [stem(word) for word in words_of(match["event"])] if match is not None else []
    term = next((w for w in plan.wanted if words and w.stem == words[-1]), None)
    if term is None or term.name or term.carried or term.weight < 0.9 or plan.intent is not Intent.FACT:
        return True
    own = dict(zip((w.stem for w in plan.wanted), choice.cover.alone, strict=True))
    shown = with_lead_in(choice).text
    return own[term.stem] > 0 or level(term, line_of(shown, Span(0, len(shown)))) > 0
