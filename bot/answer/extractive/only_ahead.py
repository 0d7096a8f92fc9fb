"""A question for what was done, met by words in which it is only to be done, may be done, or is no act at all."""

from __future__ import annotations

import re

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.sought import EMPTY_ACTS, act_asked
from bot.model.answers import AnswerType, Plan
from bot.text.words import STOP_WORDS, Token, stem, tokens

_PAST = re.compile(
    r"^(?:(?:and|so|but) )?(?:(?:to |from |for |with )?(?:who|whom|which|what|how)\b[^?]*?\bdid\b(?P<did>[^?]*)|(?:who|which)\b)",
    re.IGNORECASE,
)
_GOVERNS = frozenset("will would shall should can could may might must to won't cannot".split())
_AHEAD_ASKED = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|to be|going to|plan\w*|want\w*|intend\w*)\b",
    re.IGNORECASE,
)
_BETWEEN = frozenset("be not also then now only soon have".split())
_DETERMINERS = frozenset("a an the this that his her its their".split())


def only_ahead(plan: Plan, choice: Choice) -> bool:
    """Whether the act that is asked for as done stands in the sentence only as one to come, or as what a thing is called."""
    match = _PAST.match(plan.text)
    if match is None or _AHEAD_ASKED.search(plan.text) is not None:
        return False
    words = tokens(choice.quote.text)
    if match["did"] is None:
        act = act_asked(plan)
        return (
            act is not None
            and not (_is_told(words, act.stem) and not _is_past(plan, act.stem))
            and plan.answer_type is AnswerType.PERSON
            and _never_done(words, act.like | act.kin | {act.stem}, called=True)
        )
    names = {w.stem for w in plan.wanted if w.name}
    asked = {stem(t.word) for t in tokens(match["did"]) if t.word not in STOP_WORDS} - names - EMPTY_ACTS
    return any(_never_done(words, frozenset({act}), called=False) for act in asked)


def _is_told(words: tuple[Token, ...], act: str) -> bool:
    """Whether the very act stands in the sentence: "who replaces her" asks for whoever will replace her, too."""
    return any(stem(token.word) == act for token in words)


def _is_past(plan: Plan, act: str) -> bool:
    """Whether the question puts the act in the past: "who bought it", not "who buys it"."""
    return any(stem(t.word) == act and t.word != act and not t.word.endswith("s") for t in tokens(plan.text))


def _never_done(words: tuple[Token, ...], acts: frozenset[str], *, called: bool) -> bool:
    """Whether each place of the act, or of what may stand for it, is governed by "will", "shall", "must", "to"; or, if `called`, only describes a thing."""
    places = [i for i, token in enumerate(words) if stem(token.word) in acts]
    return bool(places) and all(_governed(words, i) or (called and _describes(words, i)) for i in places)


def _governed(words: tuple[Token, ...], index: int) -> bool:
    before = index - 1
    while before >= 0 and (words[before].word in _BETWEEN or words[before].word.endswith("ly")):
        before -= 1
    return before >= 0 and words[before].word in _GOVERNS


def _describes(words: tuple[Token, ...], index: int) -> bool:
    """ "a leaked email": a participle between an article and its noun."""
    return (
        0 < index < len(words) - 1
        and words[index - 1].word in _DETERMINERS
        and words[index].word.endswith("ed")
    )
