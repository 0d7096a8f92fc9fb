"""What facts take along from the rest of their text, since the ledger sees nothing of it.

One article, several meetings of the same people: the days that keep the vague ones away from the dated ones. A deadline
in few words ("ahead of Friday's limit"): the other words of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.ledger.actors import actors_of
from bot.ledger.windows import FIXED_DAYS, PAST, Window, shift, window_of
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.text import Span
from bot.text.sentences import split_sentences
from bot.text.words import content_terms

_ANOTHER = re.compile(
    r"\b(?:another|again|second|third|earlier|previous(?:ly)?|before|last|several|twice|often|repeatedly|also|since|times)\b",
    re.IGNORECASE,
)
MOST_LETTERS = 600  # of a sentence; longer ones are lists


def tell_apart(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts of one revision, each vague meeting with the days of its article's other meetings of those people.

    "They meet on Friday; a later meeting in Russia is wished for": the later one is not that of Friday, whatever other
    articles tell.
    """
    dated = [
        (m, w) for m in facts if isinstance(m, Meeting) and (w := window_of(m.when)) and w.days <= FIXED_DAYS
    ]
    return tuple(_with_days(fact, dated) if isinstance(fact, Meeting) else fact for fact in facts)


def with_context(facts: Sequence[Fact], text: str) -> tuple[Fact, ...]:
    """The facts of one revision, each deadline with the content words of its sentence beside its quotes."""
    if not any(isinstance(fact, Deadline) for fact in facts):
        return tuple(facts)
    sentences = split_sentences(text)
    starts = [span.start for span in sentences]
    return tuple(
        replace(
            fact,
            context=_beside(fact, sentences[max(bisect_right(starts, fact.quote.span.start) - 1, 0)], text),
        )
        if isinstance(fact, Deadline)
        else fact
        for fact in facts
    )


def _beside(fact: Deadline, sentence: Span, text: str) -> tuple[str, ...]:
    quoted = frozenset(content_terms(fact.quote.text))
    words = text[sentence.start : min(sentence.end, sentence.start + MOST_LETTERS)]
    return tuple(dict.fromkeys(term for term in content_terms(words) if term not in quoted))


def _with_days(meeting: Meeting, dated: Sequence[tuple[Meeting, Window]]) -> Meeting:
    window = window_of(meeting.when)
    if window is not None and window.days == 1:
        return meeting
    days: set[date] = set(meeting.apart_from)
    for other, when in dated:
        finer = window is None or when.days < window.days
        if (
            other is not meeting
            and finer
            and not _is_told_again(meeting, other)
            and _share_people(meeting, other)
        ):
            days.update(shift(when.first, n) for n in range(when.days))
    return replace(meeting, apart_from=tuple(sorted(days)))


def _is_told_again(meeting: Meeting, other: Meeting) -> bool:
    """Whether one without a day may be the dated one once more: both lie behind, are held in one way, and neither is another."""
    if meeting.when is not None or meeting.status is not other.status or meeting.status not in PAST:
        return False
    return (
        meeting.mode is not None
        and meeting.mode is other.mode
        and len({x.key for x in actors_of(meeting)}) > 1
        and {x.key for x in actors_of(meeting)} == {x.key for x in actors_of(other)}
        and not _ANOTHER.search(meeting.quote.text)
    )


def _share_people(a: Meeting, b: Meeting) -> bool:
    """Whether all named participants of one are, or are spoken for, in the other."""
    named = [sorted((x for x in actors_of(m) if x.named), key=lambda x: x.key) for m in (a, b)]
    few, many = sorted(named, key=len)
    return bool(few) and all(any(x.key == y.key or x.speaks_for(y) for y in many) for x in few)
