"""Judges whether the best sentences answer a question, or only speak of the same things."""

from __future__ import annotations

import re

from bot.answer.extractive.amounts import asks_price
from bot.answer.extractive.choose import Choice
from bot.answer.extractive.find import asks_topic, is_typed
from bot.answer.extractive.near_miss import is_near_miss
from bot.answer.extractive.only_ahead import only_ahead
from bot.answer.extractive.slot import holds_slot, only_wished
from bot.model.answers import AnswerType, Plan
from bot.model.facts import Statement
from bot.text.anycase import AnyCase
from bot.text.cues import REPORTING_VERBS
from bot.text.negation import says_no
from bot.text.words import STOP_WORDS, fold, stem, tokens, words_of

# Weights of what speaks for a sentence as an answer, fitted (logistic) on the development questions and on the same
# questions after the telling sentences had been cut out of the article; rounded.
_FIT, _COVERED, _NOUNS, _FOUND, _UNTOLD_COST, _LEAST = 3.4, 1.8, 1.4, 1.0, 2.2, 4.65
_SAYS_NO = 0.4  # articles seldom deny what nobody asks
_SAYS_WHY = 0.6  # "to" and "after" may introduce a reason, these words hardly anything else
_GIVES_REASON = re.compile(
    r"\b(?:because|due to|owing to|blam(?:es?|ed|ing)|cit(?:es|ed|ing)|caused by|as a result of|thanks to|attribut\w+|stem(?:s|med) from|"
    r"in response to|prompted by|on (?:the )?grounds|the reason)\b",
    re.IGNORECASE,
)
_LEAST_FIT = 0.2
_UNTOLD = AnyCase(
    r"\b(?:(?:not|n't|no longer) (?:yet )?(?:been )?(?:clear|known|certain|disclosed?|specif(?:y|ied)|announced?|named?|"
    r"decided|sa(?:y|id) (?:when|where|who|what|why|how|whether|if)|give (?:details|a (?:date|reason|figure|number|name))|comment)|unclear|unknown|"
    r"unspecified|undisclosed|(?:gave|give|gives|named|set|has|have|had) no (?:\w+ )?(?:date|details?|day|reason|figure|number|name|place|time)\b|"
    r"would(?: not|n't) (?:say|comment|go into|give|name)|declin(?:ed|es|ing) to|refus(?:ed|es|ing) to (?:say|comment|name|give)|"
    r"neither (?:\w+ ){0,3}(?:would|did) say|remains? to be seen|yet to be (?:\w+ed|set)|"
    r"no (?:new |exact |further |other |such |firm |final )?(?:date|day|time|place|venue|details?|reason|figure|number|name|price|successor) (?:has been |have been |is |are |was |were )?(?:yet )?"
    r"(?:been )?(?:set|given|named|fixed|announced|agreed|chosen|known|found|told)\b|(?:amount|date|price|number|name|reason|cause|place|size)s? (?:is|are|was|were|remains?) "
    r"(?:still )?(?:open|unknown|not known|secret|unclear)\b|"
    r"without (?:giving|naming|saying|going into)|(?:still )?to be (?:chosen|decided|announced|determined|confirmed|named|fixed|agreed)\b)",
)


_UNNAMED = re.compile(
    r"\b(?:condition of anonymity|asked not to be (?:named|identified)|not authori[sz]ed to speak|spoke anonymously)\b",
    re.IGNORECASE,
)


def is_answered(plan: Plan, best: Choice) -> bool:
    """Whether one sentence answers `plan`.

    Near misses are the danger: a sentence that shares the names but lacks what is asked about them does not answer.
    """
    if best.fit < _LEAST_FIT or any(w.name and not w.carried for w in best.missing):
        return False
    if not best.found and _must_hold(plan):
        return False
    if best.cover.own >= _SAME_MATTER and says_untold(plan, best):
        return False
    if _told_to_be_open(plan, best):
        return False
    if plan.answer_type is AnswerType.REASON and not _tells_premise(plan, best):
        return False
    if (
        only_wished(plan, best)
        or only_ahead(plan, best)
        or not holds_slot(plan, best)
        or is_near_miss(plan, best)
    ):
        return False
    nouns = _nouns(plan, best)
    if nouns and sum(nouns) / len(nouns) < _LEAST_NOUNS:
        return False  # it shares the names alone
    return _speaks(plan, best) and trust(plan, best) > _LEAST


_SAME_MATTER = 0.5
_LEAST_NOUNS = 0.3


_NEW_ONE = re.compile(
    r"\b(?:new|next|exact|final) (?P<thing>date|day|time|place|venue|price|name|number|figure)\b",
    re.IGNORECASE,
)


def _told_to_be_open(plan: Plan, choice: Choice) -> bool:
    """Whether the article says that there is no new date yet: its old one is no answer to a question for the new."""
    match = _NEW_ONE.search(plan.text)
    if match is None:
        return False
    thing = fold(match["thing"])
    open_words = (
        rf"\bno (?:new|next|exact|final|other|further) {thing}\b|\bnew {thing} (?:is|was|has) (?:not|yet)\b"
    )
    return re.search(open_words, fold(choice.reading.text)) is not None


def _tells_premise(plan: Plan, choice: Choice) -> bool:
    """Whether what a "why" takes for granted is told: its heavy words stand in the sentence or next to it."""
    clause = _FIRST_CLAUSE.match(plan.text)
    before = {stem(t.word) for t in tokens(clause.group() if clause else plan.text)}
    words = [
        reached >= _BESIDE
        for w, reached in zip(plan.wanted, choice.cover.levels, strict=True)
        if not w.name
        and not w.carried
        and w.weight >= 0.9
        and w.stem not in _REASON_WORDS
        and w.stem in before
    ]
    return (not words or sum(words) / len(words) >= _PREMISE_SHARE) and _leads_to_reason(plan, choice, before)


def _leads_to_reason(plan: Plan, choice: Choice, premise: set[str]) -> bool:
    """Whether a sentence with none of the words that hardly mean anything but a reason tells what is asked about itself, and
    more behind "after" or "over" than just that: "back to normal after all sailings were cancelled" gives no reason.
    """
    if _GIVES_REASON.search(choice.quote.text):
        return True
    acts = [
        (w, own)
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if not w.name
        and not w.carried
        and w.weight >= 0.9
        and w.stem not in _REASON_WORDS
        and w.stem in premise
    ]
    if acts and max(own for _, own in acts) == 0:
        return False
    asked = [{w.stem, *w.like} for w, _ in acts]
    behind = [
        {stem(word) for word in words_of(re.split(r"[,;:.]", choice.quote.text[span.end :])[0])}
        for span in choice.found
    ]
    return not asked or not behind or any(any(one.isdisjoint(words) for one in asked) for words in behind)


# "Why did they raise the price | to 16 crowns": that they raised it must be told.
_FIRST_CLAUSE = re.compile(r"^why\b(?:(?! (?:to|for|with|from|into|against|over|by) )[^?])+", re.IGNORECASE)
_BESIDE, _PREMISE_SHARE = 0.5, 0.6
_REASON_WORDS = frozenset(stem(w) for w in ("reason", "cause", "explanation", "why"))


def gives_reason(plan: Plan, choice: Choice) -> bool:
    """Whether a "why" meets words that hardly mean anything but a reason."""
    return plan.answer_type is AnswerType.REASON and _GIVES_REASON.search(choice.quote.text) is not None


def _must_hold(plan: Plan) -> bool:
    """Whether a sentence without the kind of thing that is asked for cannot answer at all."""
    named = plan.answer_type is AnswerType.PERSON and plan.focus is not None
    measured = plan.answer_type in (AnswerType.AMOUNT, AnswerType.DURATION, AnswerType.REASON)
    return named or measured or asks_price(plan) or asks_topic(plan)


_SAYING = re.compile(
    r"\bwhat (?:did|does|do|has|have|had|was|is) (?:the )?(?P<who>(?:[\w'’.-]+ ){1,5}?)(?:say|said|tell|told|state|stated|claim|claimed|write|written|"
    r"announce|announced|comment|reply|warn|argue|suggest|deny|denied)\b",
    re.IGNORECASE,
)


def _speaks(plan: Plan, choice: Choice) -> bool:
    """Whether a sentence that is to tell what someone said has that one speak in it."""
    asked = _SAYING.search(plan.text)
    if asked is None:
        return True
    who = [word for word in words_of(asked["who"]) if word not in STOP_WORDS]
    if not who:
        return True
    statements = [fact for fact in choice.facts if isinstance(fact, Statement)]
    if any(who[-1] in fold(fact.speaker.name).split() for fact in statements):
        return True
    text = re.sub(rf"\b{re.escape(who[-1])}\b", _WHO, fold(choice.quote.text))
    if statements:  # others speak here; this one must be said to have spoken, in so many words
        return _HAS_SPOKEN.search(text) is not None
    return any(form.search(text) for form in _MAY_SPEAK)


_VERBS = "|".join(sorted(REPORTING_VERBS, key=len, reverse=True))
_WHO = "zzwhozz"  # stands for the name, so that these long patterns are compiled once and not for every name
_HAS_SPOKEN = re.compile(rf"\b{_WHO} (?:had |has |have |also |later |then )?(?:{_VERBS})\b")
_MAY_SPEAK = (
    re.compile(rf"\b(?:according to|{_VERBS}),? (?:[\w'’.-]+ ){{0,6}}{_WHO}\b|\b{_WHO}(?:'s)?:"),
    re.compile(rf"\b{_WHO}\b[^.;]{{0,90}}?\b(?:{_VERBS}|spoke of|called)\b"),
    re.compile(rf"\b(?:he|she|they|it)\b[^.;]{{0,40}}?\b(?:{_VERBS})\b"),
)


def _nouns(plan: Plan, choice: Choice) -> list[float]:
    """How well each heavy word that is no name is covered."""
    return [
        reached
        for w, reached in zip(plan.wanted, choice.cover.levels, strict=True)
        if not w.name and not w.carried and w.weight >= 0.9
    ]


def trust(plan: Plan, choice: Choice) -> float:
    """How much speaks for a sentence as an answer; `is_answered` asks for a least amount."""
    nouns = _nouns(plan, choice)
    told = _FIT * choice.fit + _COVERED * choice.cover.score
    told += _NOUNS * (sum(nouns) / len(nouns) if nouns else 1.0)
    if choice.found or not is_typed(plan):
        told += _FOUND
    if plan.answer_type is AnswerType.YES_NO and says_no(choice.quote.text):
        told += _SAYS_NO
    if plan.answer_type is AnswerType.REASON and _GIVES_REASON.search(choice.quote.text):
        told += _SAYS_WHY
    return told - (_UNTOLD_COST if says_untold(plan, choice) else 0.0)


def says_untold(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence itself says that what is asked is not known or not told."""
    if plan.answer_type is AnswerType.REASON:
        return _NO_REASON.search(choice.quote.text) is not None
    if tells_untold(plan.text):
        return False  # who declined is asked, and told
    if plan.answer_type is AnswerType.PERSON and plan.focus and _UNNAMED.search(choice.quote.text):
        return True
    return tells_untold(choice.quote.text)


_NO_REASON = re.compile(
    r"\b(?:not|n't|never|without|unclear|unknown|no one|nobody)\b[^.;]{0,40}\b(?:why|reasons?|motives?|causes?|explain\w*|explanation)\b"
    r"|\b(?:no|any) (?:\w+ )?(?:reasons?|motive|cause|explanation)\b|\b(?:reason|motive|cause)s? (?:is|are|was|were|remains?) (?:still |not |un)",
    re.IGNORECASE,
)


def tells_untold(words: str) -> bool:
    """Whether `words` say that something is not known, not decided or not told."""
    return _UNTOLD.search(words) is not None
