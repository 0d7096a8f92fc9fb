"""What stands behind the leading sentences of an answer, and what newer words add to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.choose import Choice, is_prose
from bot.answer.extractive.named import names_in
from bot.answer.extractive.said import days_meant, own_words
from bot.answer.extractive.whole import sentences_of
from bot.model.answers import AnswerType, Citation, Evidence, Intent, Plan, Sentence, Shape
from bot.model.chat import Length
from bot.model.text import Quote

# Questions to which a record's state is rarely the whole answer.
_OPEN_TYPES = frozenset({AnswerType.YES_NO, AnswerType.TEXT, AnswerType.REASON, AnswerType.AMOUNT})
NEAR_BEST = 0.62  # a further sentence is shown when it fits at least this share of the best


def beside(
    plan: Plan, lead: Sequence[Sentence], choices: Sequence[Choice], evidence: Evidence, length: Length
) -> list[Sentence]:
    """The words behind the lead, and what newer or equally new words add; nothing that the lead has overtaken."""
    cited = [citation for sentence in lead for citation in sentence.citations][:_CITED]
    behind = _behind(cited, choices)
    known = max((citation.told.known for citation in cited), default=None)
    fresh = [
        c
        for c in choices
        if c not in behind
        and is_prose(c)
        and (known is None or c.told.known >= known)
        and c.fit >= NEAR_BEST * choices[0].fit
        and c.cover.own >= _OF_ITS_OWN
    ]
    shown = behind[:1]
    if plan.intent is Intent.DEADLINE and not any(_names_day(lead, c) for c in shown):
        revisions = {citation.quote.revision for citation in cited}
        shown += [c for c in choices if c.quote.revision in revisions and _names_day(lead, c)][:1]
    if _ASKS_WHO_WAS_THERE.search(plan.text):
        shown += _also_there(plan, cited, evidence)
    if any(_PENDING in sentence.text for sentence in lead):
        shown += _still_needed(cited, evidence)
    if plan.answer_type is AnswerType.YES_NO and known is not None:
        fresh.sort(key=lambda c: c.told.known <= known)  # what was told since may have settled it
    dated = [c for c in fresh if c.found and known is not None and c.told.known > known]
    more = fresh if plan.answer_type in _OPEN_TYPES or length is Length.FULL else dated
    once = {(c.quote.revision, c.quote.span.start): c for c in (*shown, *more[:1])}
    if plan.shape is Shape.OUTCOME:
        return [sentence for c in once.values() for sentence in (own_words(c), *days_meant(c))]
    return [own_words(c) for c in once.values()]


_CITED = 4
_OF_ITS_OWN = 0.45  # how much of the question a sentence beside a record's must cover itself


_ASKS_WHO_WAS_THERE = re.compile(
    r"\b(?:attend\w*|took part|take part|taking part|present|at the table|participants?|delegations?|join\w*|accompan\w+)\b",
    re.IGNORECASE,
)
_WAS_THERE = re.compile(
    r"\b(?:sat|seated|joined|attended|accompanied|flanked|present|delegation|took part|taking part|alongside|brought|by (?:his|her|their) side|"
    r"(?:at|on) [\w'’]+ side|included|(?:came|arrived|travelled|traveled|flew) with|were there|was there|with (?:him|her|them) (?:was|were))\b"
)


def _also_there(plan: Plan, cited: Sequence[Citation], evidence: Evidence) -> list[Choice]:
    """Sentences of the cited articles near the cited ones that name further people who were there."""
    found: list[Choice] = []
    for told, revision in evidence.revisions:
        here = list(sentences_of(told, revision))
        places = [c.index for c in _behind(cited, here)]
        found += [
            c
            for c in here
            if _WAS_THERE.search(c.quote.text)
            and names_in(c.quote.text, plan)
            and any(0 < abs(c.index - place) <= _NEARBY for place in places)
        ]
    return found[:2]


_NEARBY = 4
_PENDING = "proposed, not in force"


def _still_needed(cited: Sequence[Citation], evidence: Evidence) -> list[Choice]:
    """The sentences of the newest cited article that say what a proposal still lacks."""
    newest = max(cited, key=lambda c: c.told.known, default=None)
    for told, revision in evidence.revisions:
        if newest is not None and revision.id == newest.quote.revision:
            lacking = [c for c in sentences_of(told, revision) if _LACKS.search(c.quote.text)]
            return sorted(lacking, key=lambda c: "provisional" not in c.quote.text.casefold())[:2]
    return []


_LACKS = re.compile(
    r"\bprovisional\b|\b(?:must|has to|have to|needs? to|still|yet to be|to be) (?:\w+ )?(?:be )?(?:endors|approv|ratif|adopt|confirm|agree|"
    r"sign|publish|print)\w*|\bif (?:\w+ ){1,3}(?:agree|approve|adopt|endorse)s?\b|\buntil (?:that|then|it) \w+",
    re.IGNORECASE,
)


def _names_day(lead: Sequence[Sentence], choice: Choice) -> bool:
    """Whether a sentence prints the calendar day that the lead gives, and does not only lead to it ("in ten days")."""
    days = {(m["day"], m["month"]) for m in _CALENDAR.finditer(lead[0].text if lead else "")}
    text = choice.quote.text
    return any(
        re.search(rf"\b(?:{day} {month}|{month[:3]}\w*\.? {day})\b", text, re.IGNORECASE)
        for day, month in days
    )


_CALENDAR = re.compile(r"\b(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8}) \d{4}\b")


def _behind(cited: Sequence[Citation], choices: Sequence[Choice]) -> list[Choice]:
    """The sentences that the citations stand in: those that hold what was asked first, then in the order cited."""
    found: list[Choice] = []
    for citation in cited:
        found += [c for c in choices if within(citation.quote, c.quote) and c not in found]
    return sorted(found, key=lambda c: not c.found)


def within(quote: Quote, sentence: Quote) -> bool:
    """Whether a quote stands in a sentence."""
    return quote.revision == sentence.revision and quote.span.overlaps(sentence.span)
