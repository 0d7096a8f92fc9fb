"""The new day of a thing that is off: told a sentence or two behind the words that it will not be held as planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import days_meant, own_words
from bot.answer.extractive.whole import sentences_of
from bot.model.answers import AnswerType, Evidence, Order, Plan, Sentence
from bot.text.overtaken import is_overtaken
from bot.text.when import tag

_NEW = re.compile(
    r"\b(?:new (?:date|day|time|deadline)|(?:shifted|moved|postponed|rescheduled|pushed|put|delayed|adjourned|deferred|rearranged)\b[^.;]{0,60}\b(?:to|until|for)|"
    r"instead|will now|would now|is now|are now|now (?:set|due|planned|to|on)|try again|back to)\b",
    re.IGNORECASE,
)
_WITHIN, _MOST = 3, 1


def new_day(plan: Plan, told: Sequence[Sentence], evidence: Evidence) -> list[Sentence]:
    """For a question for a day, answered with words that it is off: the words behind them that give the new one; else empty."""
    if plan.answer_type is not AnswerType.DATE or plan.order is Order.FIRST:
        return []
    cited = [citation.quote for sentence in told for citation in sentence.citations]
    for teller, revision in evidence.revisions:
        page = list(sentences_of(teller, revision))
        shown = [
            c.index
            for c in page
            if any(q.revision == revision.id and q.span.overlaps(c.quote.span) for q in cited)
        ]
        for place in shown:
            if not is_overtaken(page[place].quote.text) and not _OFF.search(page[place].quote.text):
                continue
            after = page[place + 1 : place + 1 + _WITHIN]
            found = [
                c for c in after if c.index not in shown and (_gives_new_day(c) or _goes_on(page[place], c))
            ]
            if found:
                return [sentence for c in found[:_MOST] for sentence in (own_words(c), *days_meant(c))]
    return []


_OFF = re.compile(
    r"\b(?:would|will|did|could) not (?:take place|be held|happen|go ahead|come)\b", re.IGNORECASE
)


def _gives_new_day(choice: Choice) -> bool:
    published = choice.told.published.date() if choice.told.published else None
    match = _NEW.search(choice.quote.text)
    whens = tag(choice.quote.text, published=published)
    return match is not None and any(when.day is not None and when.span.end > match.start() for when in whens)


def _goes_on(off: Choice, choice: Choice) -> bool:
    """Whether a sentence of the same paragraph gives a day behind the one on which it is off."""
    start = off.reading.lines[off.index].span.end
    between = choice.reading.text[start : choice.reading.lines[choice.index].span.start]
    gone, given = _days_of(off), _days_of(choice)
    return "\n\n" not in between and bool(gone) and any(day > max(gone) for day in given)


def _days_of(choice: Choice) -> list[date]:
    published = choice.told.published.date() if choice.told.published else None
    return [when.day for when in tag(choice.quote.text, published=published) if when.day is not None]
