"""Diaries and programmes: day headings that date what stands below them, and whose diary it is."""

from __future__ import annotations

import re
from datetime import date

from bot.extract.document import Document
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.sightings import Seat
from bot.extract.meetings.standing import Standing
from bot.model.facts import MeetingStatus, PartyKind
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind

_REACH = 14  # sentences below a day heading
_FILLERS = re.compile(r"[\s.,:;()–—-]+|\b(?:on|the|day|of|morning|afternoon|evening)\b", re.IGNORECASE)
_DIARY = re.compile(
    r"\b(?:diary|engagements?|agenda|programme of|appointments|week ahead|calendar of|schedule of|minister's week|public schedule)\b",
    re.IGNORECASE,
)


def heading_above(doc: Document, index: int) -> When | None:
    """The day of the heading ("Tuesday 10 March.") under which sentence `index` stands, or None."""
    for above in range(index - 1, max(index - _REACH, -1) - 1, -1):
        if above < 0:
            return None
        day = _heading_day(doc, above)
        if day is not None:
            return None if _is_stamp(doc, above, day) else day
    return None


def _is_stamp(doc: Document, index: int, day: When) -> bool:
    """Whether a line at the top of an article only says when it, or the page, was published: no diary, and no other such
    line below it."""
    if index >= _TOP or doc.published is None or day.day is None or _calls_itself_diary(doc):
        return False
    if day.day < doc.published:
        return False
    return all(_heading_day(doc, i) is None for i in range(index + 1, len(doc.sentences)))


_TOP = 4  # sentences


def _calls_itself_diary(doc: Document) -> bool:
    opening = doc.sentences[:3]
    title = doc.revision.title or ""
    return (
        bool(opening) and _DIARY.search(f"{title} {doc.text[opening[0].start : opening[-1].end]}") is not None
    )


def _heading_day(doc: Document, index: int) -> When | None:
    """The day that a sentence consists of."""
    span = doc.sentences[index]
    if span.end - span.start > 48:
        return None
    whens = [
        w for w in doc.whens_in(span) if w.kind is WhenKind.DATE and w.precision is Precision.DAY and w.day
    ]
    if len(whens) != 1 or not any(letter.isdigit() for letter in whens[0].words):
        return None
    rest = doc.text[span.start : whens[0].span.start] + doc.text[whens[0].span.end : span.end]
    return whens[0] if not _FILLERS.sub("", rest) else None


def names_no_day(when: When | None) -> bool:
    """Whether a time says nothing of the day: "in the afternoon", "09:30"."""
    return when is None or (
        when.rule.startswith("time.") and not re.search(r"day\b|\d{4}|yester|tomor|(?<!mid)night", when.words)
    )


def diary_owner(doc: Document) -> Seat | None:
    """Whose diary the article is: the person named first in the sentences that call it one."""
    if not _calls_itself_diary(doc):
        return None
    opening = doc.sentences[:3]
    for mention in doc.mentions_in(Span(opening[0].start, opening[-1].end)):
        if mention.party.kind is PartyKind.PERSON:
            return Seat(party=mention.party, span=mention.span)
    return None


def is_entry(row: Row, begin: int, at: int) -> bool:
    """Whether the sentence is an entry without a verb: "09:00 Meeting with the ambassador"."""
    opens = all(
        node.kind is not Kind.WORD or node.word in ("in", "the", "at", "on", "from")
        for node in row.nodes[:begin]
    )
    return opens and not any(row.finite(j) and row.word(j + 1) != "by" for j in range(at + 1, len(row.nodes)))


def entry_standing(when: When | None, published: date | None) -> Standing:
    """Done when its day is over, planned otherwise."""
    over = when is not None and when.latest is not None and published is not None and when.latest < published
    return Standing(MeetingStatus.HELD if over else MeetingStatus.PLANNED, "diary-entry")
