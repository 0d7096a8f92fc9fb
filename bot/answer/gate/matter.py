"""A sentence tells what its facts are about: a meeting of a meeting, an outcome of an outcome, a day that still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.gate.dates import calendar_whens, is_printed
from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import Deadline, Fact, Meeting, Statement
from bot.model.records import DeadlineRecord, MeetingRecord
from bot.model.text import Span
from bot.model.when import When
from bot.text.anycase import AnyCase
from bot.text.cover import same_family
from bot.text.synonyms import synonyms
from bot.text.words import stem, tokens, words_of

_MEETS = AnyCase(
    r"\b(?:meet|meets|met|(?:plans?|planned|due|set|expected|agreed|might|may|could|will|would|to) (?:to )?meet|meetings? (?:of|with|between)|"
    r"talks (?:of|with|between)|summit (?:of|with|between))\b(?!\s+(?:the|a|an|its|his|her|their|all|this|that)\s+"
    r"(?:deadline|target|goal|date|condition|demand|requirement|limit|need|cost|obligation|term|standard))",
)
_OF_MEETINGS = frozenset(
    stem(w)
    for w in (
        "meet meeting talk talks summit visit visitor call phone telephone speak conversation sit host receive session "
        "conference negotiation negotiate together dinner lunch breakfast audience gather gathering see encounter join "
        "reception delegation trip travel table round attend dialogue discuss discussion guest welcome arrive ring"
    ).split()
)
# Calls that are no telephone calls.
_CALLS = re.compile(
    r"\bcall(?:s|ed|ing)?\s+(?:off|for|on|it|them|him|her|the)\b|\bso-called\b", re.IGNORECASE
)
_DUE_LINE = re.compile(r"\s*(?:due|deadline)\s*:", re.IGNORECASE)
_DUE_BEFORE = re.compile(
    r"\b(?:by|until|till|before|due|due on|expires on|no later than|deadline (?:is|of))\s+$", re.IGNORECASE
)
# Words that tell how something ended: out of nowhere, one of them turns a demand into a deal.
_OUTCOMES = frozenset(
    stem(w)
    for w in (
        "agree accept approve sign ratify adopt reject refuse decline resign quit withdraw cancel postpone confirm deny admit "
        "concede promise pledge win lose surrender release arrest charge convict sentence kill die injure destroy invade "
        "attack ban impose suspend sack appoint elect buy merge succeed collapse request invite propose"
    ).split()
)
_REPLACED = AnyCase(
    r"\b(?:previous\w*|original\w*|earlier|formerly|initial\w*|old|at first|no longer|instead|had been|was|were|moved|"
    r"replac\w+|supersed\w+|extended|postponed|delayed|pushed|put off|brought forward|changed|corrected|until then|"
    r"rather than|after|before|from\b.{0,60}\bto)\b",
)


def check_matter(text: str, known: Known) -> tuple[Reason, ...]:
    """A meeting told from facts and words that know of none, outcomes that nobody told, days that were replaced."""
    return (
        *_untold_meeting(text, known),
        *_untold_outcomes(text, known),
        *_replaced_days(text, known),
        *_other_due_days(text, known),
    )


def _untold_meeting(text: str, known: Known) -> Iterator[Reason]:
    match = _MEETS.search(text)
    if match is None or not known.facts:
        return
    if any(isinstance(f, Meeting) for f in known.facts) or any(
        isinstance(r, MeetingRecord) for r in known.records
    ):
        return
    if not any(_speaks_of_meeting(words) for words in (*known.quotes, *known.fields)):
        span = Span(*match.span())
        yield Reason(code=ReasonCode.COVERAGE, words=span.of(text), span=span)


def _speaks_of_meeting(words: str) -> bool:
    plain = _CALLS.sub(" ", words)
    return not _OF_MEETINGS.isdisjoint(stem(word) for word in words_of(plain))


def _untold_outcomes(text: str, known: Known) -> Iterator[Reason]:
    """ "agreed to lift" from "must lift": a word for the outcome of which the quotes have neither form nor synonym."""
    told: frozenset[str] | None = None
    for token in tokens(text):
        word = stem(token.word)
        if word not in _OUTCOMES or _NOT_SO.search(text, 0, token.span.start):
            continue
        told = told if told is not None else _told_words(known)
        if (
            word in told
            or not synonyms(word).isdisjoint(told)
            or any(same_family(word, other) for other in told)
        ):
            continue
        yield Reason(code=ReasonCode.COVERAGE, words=token.span.of(text), span=token.span)


# "no meeting is reported as agreed": that an outcome is not told may be said of any fact.
_NOT_SO = re.compile(r"\b(?:no|not|nothing|never)\b[^.;,]{0,40}$", re.IGNORECASE)


def _replaced_days(text: str, known: Known) -> Iterator[Reason]:
    """Days that the facts give only as the ones before, told as if they held."""
    if not known.facts or _REPLACED.search(text):
        return
    old = [when for fact in known.facts if (when := _before(fact)) is not None]
    if not old:
        return
    holding = [when for fact in known.facts for when in _holding(fact)]
    for when in calendar_whens(text, known):
        if any(when.day is not None and _overlap(when, other) for other in old) and not any(
            _overlap(when, other) for other in holding
        ):
            yield Reason(code=ReasonCode.DATE, words=when.words, span=when.span)


def _other_due_days(text: str, known: Known) -> Iterator[Reason]:
    """Days told as due that no cited deadline is due on, though the same quotes may name them for something else."""
    facts = [fact for fact in known.facts if isinstance(fact, Deadline)]
    due = [fact.due for fact in facts if fact.due is not None and fact.due.resolved]
    if len(facts) < len(known.facts) or len(due) < len(facts) or not due:
        return
    told = [*due]
    if _REPLACED.search(text):
        told += [fact.previous_due for fact in facts if fact.previous_due is not None]
    told += [
        step.due
        for record in known.records
        if isinstance(record, DeadlineRecord)
        for step in record.history
        if step.due
    ]
    whole = _DUE_LINE.match(text) is not None
    for when in calendar_whens(text, known):
        if when.day is None or not (whole or _DUE_BEFORE.search(text, 0, when.span.start)):
            continue
        if not any(_overlap(when, other) for other in told) and not is_printed(when, known):
            yield Reason(code=ReasonCode.DATE, words=when.words, span=when.span)


def _before(fact: Fact) -> When | None:
    match fact:
        case Deadline():
            return fact.previous_due
        case Meeting():
            return fact.previous
        case _:
            return None


def _holding(fact: Fact) -> Iterator[When]:
    match fact:
        case Deadline():
            whens = (fact.due,)
        case _:
            whens = (fact.when,)
    yield from (when for when in whens if when is not None)


def _overlap(one: When, other: When) -> bool:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def _told_words(known: Known) -> frozenset[str]:
    """Stems of the quotes, of the facts' fields and of the names of their states."""
    states = [
        getattr(fact, "status", None) or (fact.kind if isinstance(fact, Statement) else "")
        for fact in known.facts
    ]
    texts = (*known.quotes, *known.fields, *(str(state).replace("_", " ") for state in states))
    return frozenset(stem(word) for words in texts for word in words_of(words))
