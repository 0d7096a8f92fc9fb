"""Whether a sentence tells the act, the event or the price that a question is after, not just the same matter."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.extractive.amounts import asks_price
from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import with_lead_in
from bot.model.answers import AnswerType, Intent, Plan, Wanted
from bot.model.text import Span
from bot.text.cover import level, line_of
from bot.text.words import STOP_WORDS, fold, stem, tokens, words_of

# Verbs that any report of the matter stands for: who "gives" a reason need not be said to give it.
EMPTY_ACTS = frozenset(
    stem(w)
    for w in (
        "happen go come make take give get have do be mean want need say tell call use show look think last "
        "apply speak run cost work live stay set get name choose report know see put keep hold turn"
    ).split()
)

_SUBJECT_ASKED = re.compile(
    r"^(?:(?:and|so|but) )?(?P<wh>who|which|what|how many)\b(?P<rest>[^?]*)", re.IGNORECASE
)
_BEFORE_ACT = frozenset("has have had will would also first then ever already else just now not".split())


def act_asked(plan: Plan) -> Wanted | None:
    """What the one who is asked for did: the word behind "who", or behind the noun of "which ship"; None for other questions."""
    match = _SUBJECT_ASKED.match(plan.text)
    if match is None:
        return None
    words = [t.word for t in tokens(match["rest"])]
    if fold(match["wh"]) != "who":
        nouns = [i for i, word in enumerate(words) if stem(word) == plan.focus]
        words = words[nouns[0] + 1 :] if nouns else []
    words = [word for word in words if word not in _BEFORE_ACT and not word.endswith("ly")]
    act = stem(words[0]) if words and words[0] not in STOP_WORDS else ""
    return next((w for w in plan.wanted if w.stem == act and not w.name and not w.carried), None)


_TAKES_OVER = re.compile(r"\bt(?:ake[sn]?|ook) over\b", re.IGNORECASE)
ASIDE_NAME = re.compile(r"\b(?:in|on|at|of|for|from|near|to) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
"""A name that only says where, or what a thing is about."""


def tells_who_did(plan: Plan, choice: Choice) -> bool:
    """ "Who designed the ferry?" is not answered by a sentence about the ferry in which nobody designs."""
    term = act_asked(plan)
    if term is None or term.weight < 0.9 or (term.stem in EMPTY_ACTS and not _TAKES_OVER.search(plan.text)):
        return True
    shown = with_lead_in(choice).text  # "made" may stand for "designed", but says too little to
    line = line_of(shown, Span(0, len(shown)))
    if plan.answer_type is not AnswerType.PERSON:
        return level(term, line) > 0
    aside = {stem(word) for m in ASIDE_NAME.finditer(plan.text) for word in words_of(m.group())}
    if choice.cover.alone[plan.wanted.index(term)] < 1 and any(
        own == 0
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.name and not w.carried and w.stem not in aside
    ):
        return False  # another word for the act, and the thing it was done to is not named beside it
    return level(replace(term, like=term.like - EMPTY_ACTS), line) > 0


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
