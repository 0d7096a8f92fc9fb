"""What articles told since about a thing of which a record still holds the old state: it was moved, or it is off.

Not every move is read as a fact. A record that says "is Friday 18 June, in 19 days" is no answer when a newer article says that
the vote will not be held in June.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.match import record_parties
from bot.answer.extractive.said import days_meant, own_words
from bot.answer.extractive.verdict import verdict_on
from bot.answer.extractive.whole import sentences_of
from bot.model.answers import AnswerType, Evidence, Intent, Order, Plan, Sentence, Shape
from bot.model.facts import Deadline, DeadlineStatus, Fact
from bot.model.records import Record
from bot.text.cover import level
from bot.text.overtaken import is_overtaken
from bot.text.when import tag
from bot.text.words import content_terms, stem


def told_since(plan: Plan, evidence: Evidence, lead: Sequence[Sentence]) -> list[Sentence]:
    """The newest words by which what the record in `lead` holds has been moved or is off; empty when there are none."""
    if not _asks_how_it_stands(plan):
        return []
    named = next((sentence.record for sentence in lead if sentence.record is not None), None)
    record = next((one for one in evidence.records if one.id == named), None)
    if record is None:
        return []
    facts = [fact for fact in evidence.facts if fact.id in record.facts and not _is_proposed(fact)]
    newest = list(_overtaking(_Moved.of(plan, record, facts), evidence))[:_MOST]
    if not newest:
        return []
    told = [sentence for choice in newest for sentence in (own_words(choice), *days_meant(choice))]
    if plan.answer_type is AnswerType.YES_NO:
        told.insert(0, verdict_on(plan, newest[0].quote.text, False))
    return told


_MOST = 2


def _asks_how_it_stands(plan: Plan) -> bool:
    """Whether a question is for a day, or whether something fixed still holds; not how it came to be so."""
    if plan.shape is Shape.CHANGE or plan.order in (Order.ALL, Order.COUNT):
        return False
    if plan.answer_type is AnswerType.YES_NO:
        return _HOLDS.search(plan.text.split(", as known")[0]) is not None
    return plan.answer_type in (AnswerType.DATE, AnswerType.PLACE) and plan.intent is not Intent.STATEMENT


_HOLDS = re.compile(
    r"\bstill\b|\b(?:planned|scheduled|in force|valid|going ahead|to be held)\W*$", re.IGNORECASE
)


def off_that_day(plan: Plan, evidence: Evidence) -> list[Sentence]:
    """For "was the restart on 8 June still planned": the newest words that what is asked of that day is off or moved."""
    asked = {
        when.day
        for when in tag(plan.text.split(", as known")[0], published=_today(evidence))
        if when.day is not None
    }
    if plan.answer_type is not AnswerType.YES_NO or not asked or not _asks_how_it_stands(plan):
        return []
    for told, revision in sorted(evidence.revisions, key=lambda pair: pair[0].known, reverse=True):
        for choice in sentences_of(told, revision):
            if is_overtaken(choice.quote.text) and asked & _days(choice) and _is_meant(plan, choice):
                return [verdict_on(plan, choice.quote.text, False), own_words(choice), *days_meant(choice)]
    return []


def _is_meant(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence has a word of the question that is no name, and its article every name."""
    line, whole = choice.reading.lines[choice.index], choice.reading.whole
    own = [w for w in plan.wanted if not w.carried]
    return all(level(w, whole) > 0 for w in own if w.name) and any(
        level(w, line) > 0 for w in own if not w.name
    )


def _today(evidence: Evidence) -> date | None:
    known = [told.known.date() for told, _ in evidence.revisions]
    return max(known, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved:
    """What a record holds that newer words may overtake: its facts, their days, whom it names, and what the question calls it."""

    facts: tuple[Fact, ...]
    days: frozenset[date]
    parties: tuple[frozenset[str], ...]
    called: frozenset[str]

    @classmethod
    def of(cls, plan: Plan, record: Record, facts: Sequence[Fact]) -> _Moved:
        """What `record` holds, as the question in `plan` calls it."""
        told = {stem(w) for fact in facts for quote in fact.quotes for w in content_terms(quote.text)}
        parties = [frozenset(map(stem, content_terms(party.name))) for party in record_parties(record)]
        asked = {w.stem for w in plan.wanted if w.weight >= _HEAVY and not w.name and not w.carried}
        days = frozenset(day for fact in facts if (day := _day_of(fact)) is not None)
        return cls(
            facts=tuple(facts),
            days=days,
            parties=tuple(filter(None, parties)),
            called=frozenset(asked & told) - _ANY,
        )


_HEAVY = 0.9
_ANY = frozenset(stem(w) for w in "deadline limit date day term period".split())


def _overtaking(moved: _Moved, evidence: Evidence) -> Iterator[Choice]:
    """Sentences by which it was moved or called off, of the newest article that tells one and came in after all that the record holds.

    What was read as a fact of this record, or as no more than a proposal, is none.
    """
    known = max((evidence.told[f.id].known for f in moved.facts if f.id in evidence.told), default=None)
    if known is None:
        return
    proposing = {fact.revision for fact in evidence.facts if _is_proposed(fact)}
    for told, revision in sorted(evidence.revisions, key=lambda pair: pair[0].known, reverse=True):
        if told.known <= known:
            return
        page = list(sentences_of(told, revision))
        asking = revision.id in proposing  # what is only agreed on or asked for there is told by its record
        found = [
            choice
            for choice in page
            if not any(_holds(choice, fact) for fact in moved.facts)
            and (
                _gives_more_time(choice, page, moved)
                or (not asking and _is_overtaken_there(choice, page, moved))
            )
        ]
        if found:
            yield from found
            return


def _is_overtaken_there(choice: Choice, page: Sequence[Choice], moved: _Moved) -> bool:
    """Whether a sentence of this page tells as a fact that it was moved or is off."""
    if not is_overtaken(choice.quote.text):
        return False
    whole = choice.reading.whole.stems.keys()
    if moved.parties and all(party.isdisjoint(whole) for party in moved.parties):
        return False
    days = _days(choice)
    near_day = any(moved.days & _days(other) for other in page)
    return (
        bool(moved.days & days)
        or (near_day and _LIMIT.search(choice.quote.text) is not None)
        or (_is_later(days, moved) and not moved.called.isdisjoint(choice.reading.lines[choice.index].stems))
    )


def _gives_more_time(choice: Choice, page: Sequence[Choice], moved: _Moved) -> bool:
    """Whether a sentence gives more time, to a later day, for what is told there or just before: "allowed two weeks, to 14 August"."""
    match = _MORE_TIME.search(choice.quote.text)
    if match is None or not _is_later(_days(choice), moved):
        return False
    if _SUPPOSED.search(choice.quote.text, 0, match.end()) is not None:
        return False
    lines = [one.reading.lines[one.index] for one in page[max(0, choice.index - _BEFORE) : choice.index + 1]]
    if any(not moved.called.isdisjoint(line.stems) for line in lines):
        return True
    whole = choice.reading.whole.stems.keys()
    named = any(party <= lines[-1].stems.keys() for party in moved.parties)
    return match["more"] is not None and named and not any(party.isdisjoint(whole) for party in moved.parties)


_MORE_TIME = re.compile(
    r"\b(?:let|lets|allow(?:s|ed)?|g[ai]ves?|given|grant(?:s|ed)?|agreed|extend(?:s|ed)?|ha(?:s|ve|d))\b[^.;]{0,70}?"
    r"\b(?:(?P<more>another|(?:(?:an?|\w+) )?(?:more|further|extra|additional)) (?:\w+ )?(?:days?|weeks?|fortnight|months?|time)|"
    r"(?:\w+|\d+) (?:days|weeks|months),? (?:to|until|till))\b"
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|may|might|could|would|should|ask\w*|want\w*|propos\w+|request\w*|calls? for|refus\w+|reject\w+|not|n['’]t)\b",
    re.IGNORECASE,
)
_BEFORE = 2


def _is_later(days: set[date], moved: _Moved) -> bool:
    """Whether one of the days lies behind all that the record holds."""
    return bool(moved.days) and any(day > max(moved.days) for day in days)


def _is_proposed(fact: Fact) -> bool:
    return isinstance(fact, Deadline) and fact.status is DeadlineStatus.PROPOSED


def _holds(choice: Choice, fact: Fact) -> bool:
    return any(
        quote.revision == choice.quote.revision and quote.span.overlaps(choice.quote.span)
        for quote in fact.quotes
    )


_LIMIT = re.compile(r"\b(?:deadline|time limit|limit|cut-?off|ultimatum)\b", re.IGNORECASE)


def _day_of(fact: Fact) -> date | None:
    when = fact.due if isinstance(fact, Deadline) else fact.when
    return None if when is None else when.day


def _days(choice: Choice) -> set[date]:
    published = choice.told.published.date() if choice.told.published else None
    return {when.day for when in tag(choice.quote.text, published=published) if when.day is not None}
