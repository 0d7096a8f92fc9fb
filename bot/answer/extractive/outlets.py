"""Answers about the telling itself: which outlet told a thing first, and how many tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.match import match_records
from bot.answer.extractive.said import cite, own_words
from bot.answer.phrases import counted, joined, quoted, short_day
from bot.model.answers import Citation, Evidence, Plan, Sentence, SentenceKind, Shape
from bot.model.ids import ArticleId, FactId
from bot.model.records import DeadlineRecord, MeetingRecord
from bot.model.text import Told

_LEAST_OWN = 0.5  # how much of the question a sentence must hold itself to tell the same thing
_LEAST_FIT = 0.6
_RECORD_FIT = 0.6
_MOST_NAMED = 8
_NAMES_ANOTHER = re.compile(
    r"\b(?:had (?:first |earlier )?(?:reported|published|written|told)|first reported|was (?:the )?first to report|citing|broke the)\b"
)


def about_outlets(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> list[Sentence]:
    """Who told first what the question is about, or how many tell it; empty when nobody clearly does."""
    tellings = sorted(_tellings(plan, evidence, choices), key=lambda c: _moment(c.told))
    if not tellings:
        return []
    shown = [Sentence(text=quoted(tellings[0].quote.text), citations=tuple(tellings[:1]))]
    if plan.shape is Shape.OUTLETS:
        return [_counted(tellings), *shown]
    words = [own_words(c) for c in choices if _says_who_was_first(c)][:1] or _credit(tellings[0], choices)
    return words or [_first(tellings), *shown]


def _credit(first: Citation, choices: Sequence[Choice]) -> list[Sentence]:
    """The words with which the first article itself says that another outlet reported it: in the telling sentence or just behind it."""
    quote = first.quote
    for choice in choices:
        if choice.quote.revision == quote.revision and choice.quote.span.overlaps(quote.span):
            behind = range(choice.index, min(choice.index + _CREDIT_WITHIN, len(choice.reading.lines)))
            for one in map(choice.beside, behind):
                if _CREDITS.search(one.text):
                    return [Sentence(text=quoted(one.text), citations=(cite(one, first.told),))]
    return []


_CREDIT_WITHIN = 3
_CREDITS = re.compile(
    r"\b(?:[A-Z][\w’'-]*|the [A-Z][\w’'-]*)(?: [A-Z][\w’'-]*){0,3} (?:ha[ds] )?(?:first |earlier )?reported\b|\bfirst reported by\b|\bwas reported earlier by\b"
)


def _tellings(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> Iterator[Citation]:
    """One citation for each article that tells the thing: by the record that the question is about, else by its words."""
    seen: set[ArticleId] = set()
    facts = {fact.id: fact for fact in evidence.facts}
    for match in _record(plan, evidence, choices):
        for name in match:
            told = evidence.told.get(name)
            if name in facts and told is not None and told.article not in seen:
                seen.add(told.article)
                yield Citation(quote=facts[name].quote, told=told, fact=name)
    for choice in choices:
        if choice.told.article in seen or choice.fit < _LEAST_FIT * choices[0].fit:
            continue
        if choice.cover.own >= _LEAST_OWN and _says_enough(choice):
            seen.add(choice.told.article)
            yield cite(choice.quote, choice.told)


def _says_enough(choice: Choice) -> bool:
    """Whether hardly anything that is asked is missing: nothing, or one plain word of a sentence that says the rest itself."""
    left = choice.missing
    return not left or (len(left) == 1 and not left[0].name and choice.cover.own >= _NEARLY_ALL)


_NEARLY_ALL = 0.6


def _record(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> Iterator[tuple[FactId, ...]]:
    found = [
        match
        for kind in (MeetingRecord, DeadlineRecord)
        for match in match_records(plan, evidence, kind, choices)[:1]
        if match.fit >= _RECORD_FIT and match.nouns >= _RECORD_FIT and not match.missing
    ]
    if found:
        best = max(found, key=lambda match: match.fit)
        yield tuple(best.record.facts)


def _moment(told: Told) -> tuple[float, str]:
    """When it was printed, else when it came in."""
    return ((told.published or told.known).timestamp(), told.article)


def _says_who_was_first(choice: Choice) -> bool:
    return _NAMES_ANOTHER.search(choice.quote.text) is not None and choice.cover.own >= _LEAST_OWN


def _first(tellings: Sequence[Citation]) -> Sentence:
    first = tellings[0]
    name = first.told.outlet or "an article without an outlet"
    text = f"Of the stored articles that tell this, the first is by {name}"
    text += f", published on {short_day(first.told.published.date())}." if first.told.published else "."
    return Sentence(text=text, kind=SentenceKind.NOTE, citations=(first,))


def _counted(tellings: Sequence[Citation]) -> Sentence:
    """ "3 outlets tell this, in 4 articles: A, B and C. 2 of these articles are copies of another." """
    outlets = list(dict.fromkeys(c.told.outlet for c in tellings if c.told.outlet))
    origins = {c.told.origin or c.told.article for c in tellings}
    text = f"{counted(len(outlets), 'outlet')} {'tells' if len(outlets) == 1 else 'tell'} this, "
    text += f"in {counted(len(tellings), 'article')}: {joined(outlets[:_MOST_NAMED])}."
    if len(origins) < len(tellings):
        text += f" Only {counted(len(origins), 'of these articles is', 'of these articles are')} not a copy of another."
    return Sentence(text=text, kind=SentenceKind.NOTE, citations=tuple(tellings))
