"""The day from which a length of time is counted."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.extract.deadlines import due_words as cues
from bot.extract.deadlines.acts import act_before
from bot.extract.deadlines.line import Line, core_end
from bot.extract.document import Document
from bot.model.text import Span
from bot.model.when import Anchor, When

EVENT_VERBS = {
    "publication": r"published|gazetted|appeared|printed",
    "signature": r"signed",
    "signing": r"signed",
    "notification": r"notified",
    "announcement": r"announced",
    "adoption": r"adopted",
    "approval": r"approved|cleared",
    "receipt": r"received|handed over|delivered",
    "receiving": r"received|handed over|delivered",
    "delivery": r"delivered|handed over",
    "issue": r"issued",
    "issuance": r"issued",
    "judgment": r"ruled|handed down",
    "ruling": r"ruled|handed down",
    "decision": r"decided|ruled",
    "filing": r"filed",
    "closing": r"closed",
    "completion": r"completed",
    "entry into force": r"entered into force|took effect",
    "registration": r"registered",
    "award": r"awarded",
}


def story_day(document: Document) -> When | None:
    """The day of the events: the first single day in the first two sentences, not after publication and at most
    a week before it."""
    published = document.published
    if published is None:
        return None
    for sentence in document.sentences[:2]:
        for when in document.whens_in(sentence):
            day = when.day
            if day is not None and published - timedelta(days=7) <= day <= published:
                return when
    return None


def told_on(line: Line, skip: Span | None = None) -> Anchor | None:
    """The day from which reported words count: a past day in the same sentence, the day of the events, or publication.

    skip: words that cannot be their own starting point.
    """
    published = line.document.published
    if published is None:
        return None
    for when in line.whens:
        day = when.day if when.span != skip else None
        if day is not None and published - timedelta(days=10) <= day <= published:
            return Anchor(day=day, words=when.words, span=when.span)
    story = story_day(line.document)
    if story is not None and story.day is not None:
        return Anchor(day=story.day, words=story.words, span=story.span)
    return Anchor(day=published, words="published")


def anchor_of(line: Line, length: When, *, reported: bool, backwards: bool) -> tuple[Anchor | None, str]:
    position = length.span.start - line.span.start + core_end(length)
    rest = line.marked[position:]
    no_date = "the article carries no date to count from"
    if not backwards:
        if cues.FROM_THAT.match(rest):
            named = [w for w in line.whens if w.day is not None and w.span.end <= length.span.start]
            if named:
                day = named[-1].day
                assert day is not None
                return Anchor(day=day, words=named[-1].words, span=named[-1].span), no_date
        if match := cues.DID_ON.match(rest):
            return _day_anchor(line, position + match.end()), no_date
        if (
            cues.OF_THIS.match(rest)
            and cues.THIS_TEXT.search(line.marked)
            and line.document.published is not None
        ):
            return Anchor(day=line.document.published, words="published"), no_date
        if match := cues.FROM_DAY.match(rest) or cues.SET_ON.match(rest):
            return _day_anchor(line, position + match.end()), "counted from a day that is not fixed"
        if match := cues.COUNTED_FROM.match(rest):
            return _day_anchor(line, position + match.end()), "counted from a day that is not fixed"
        if match := cues.FROM_EVENT.match(rest):
            event = match["event"].lower()
            found = _event_day(line.document, event)
            return found, f"counted from the {event}, whose day the article does not give"
        if (match := cues.ON_DAY.match(rest)) and line.marked[position + match.end() :]:
            anchor = _day_anchor(line, position + match.end())
            published = line.document.published
            if anchor is not None and published is not None and anchor.day <= published:
                return anchor, no_date
        handed = cues.HANDED.search(line.marked, 0, length.span.start - line.span.start)
        if handed is not None and (match := cues.HANDED_ON.match(rest)):
            anchor, published = _day_anchor(line, position + match.end()), line.document.published
            if anchor is not None and published is not None:
                week = timedelta(days=7 if anchor.day > published else 0)
                if published - anchor.day + week <= timedelta(days=7) and anchor.day - week <= published:
                    return Anchor(day=anchor.day - week, words=anchor.words, span=anchor.span), no_date
    if not backwards and (issued := cues.ISSUED.search(line.marked, 0, position)):
        return _day_anchor(line, issued.end() - 1), no_date
    if not backwards and (
        fronted := cues.FRONTED_DAY.match(line.marked, 0, length.span.start - line.span.start)
    ):
        return _day_anchor(line, fronted.start("day")), no_date
    if not backwards and cues.HAD_TIME.search(line.marked, 0, length.span.start - line.span.start):
        begun = _act_before(line)
        if begun is not None:
            return begun, no_date
    if not backwards and cues.ADDED.search(length.words):
        return None, "added to a day that the article does not give"
    if not backwards and (acted := act_before(line, length.span.start - line.span.start)) is not None:
        return acted, no_date
    if reported or backwards:
        return told_on(line), no_date
    published = line.document.published
    return (None if published is None else Anchor(day=published, words="published")), no_date


def _act_before(line: Line) -> Anchor | None:
    """The one past day of the sentence before, where an order or decision was told: "had 30 days" runs from it."""
    published = line.document.published
    if line.index == 0 or published is None:
        return None
    before = line.document.sentences[line.index - 1]
    days = {w.day: w for w in line.document.whens_in(before) if w.day is not None}
    if len(days) != 1 or not cues.STARTED_IT.search(line.document.text, before.start, before.end):
        return None
    day, when = next(iter(days.items()))
    return Anchor(day=day, words=when.words, span=when.span) if day <= published else None


def _day_anchor(line: Line, position: int) -> Anchor | None:
    for when in line.whens_at(position, position + 1):
        if when.day is not None:
            return Anchor(day=when.day, words=when.words, span=when.span)
    return None


def _event_day(document: Document, event: str) -> Anchor | None:
    """The one day on which the article says that `event` ("publication") happened, or None."""
    found: dict[date, Anchor] = {}
    verb = re.compile(rf"\b(?:{EVENT_VERBS.get(event, cues.BROUGHT_ABOUT)})\b", re.IGNORECASE)
    for sentence in document.sentences:
        words = sentence.of(document.text)
        if not verb.search(words) or (
            event not in EVENT_VERBS and not re.search(rf"\b{re.escape(event)}\b", words, re.IGNORECASE)
        ):
            continue
        match = verb.search(document.text, sentence.start, sentence.end)
        assert match is not None
        near = Span(match.end(), min(sentence.end, match.end() + 60))
        for when in document.whens_in(near):
            if when.day is not None:
                found.setdefault(when.day, Anchor(day=when.day, words=when.words, span=when.span))
                break
    return next(iter(found.values())) if len(found) == 1 else None
