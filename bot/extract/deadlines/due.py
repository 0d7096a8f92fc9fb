"""The day a deadline falls: which time expression says it, counted from the right day where it is a length."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.extract.deadlines import due_words as cues
from bot.extract.deadlines.anchors import anchor_of, told_on
from bot.extract.deadlines.counting import counted, counted_days, is_counted
from bot.extract.deadlines.line import Line, is_length
from bot.extract.deadlines.turning import ahead, behind
from bot.extract.document import Document
from bot.model.text import Span
from bot.model.when import Anchor, Precision, When, WhenKind
from bot.text.when import tag

CLOSED = "deadline.last_day"
REFERRED = "deadline.told_before"
_THE_DAY = "day.story"  # "the end of the day on Friday": Friday is the day


def closed(when: When) -> When:
    """An open end ("until 8 August") as the day it names; other times as they are."""
    if (when.earliest is None) == (when.latest is None):
        if when.latest is not None and when.earliest != when.latest and cues.END_OF.match(when.words):
            return replace(
                when,
                earliest=when.latest,
                precision=Precision.DAY,
                value=when.latest.isoformat(),
                rule=CLOSED,
            )
        return when
    day = when.latest or when.earliest
    assert day is not None
    return replace(
        when, earliest=day, latest=day, precision=Precision.DAY, value=day.isoformat(), rule=CLOSED
    )


def due_at(
    line: Line, start: int, end: int, *, reported: bool = False, backwards: bool = False
) -> When | None:
    """When the time expressions at `[start, end)` of the sentence say that something is due.

    reported: the words tell what someone said, so that days are counted from the day of the telling.
    backwards: the length reaches from the day named elsewhere in the sentence to the deadline ("two days before").
    """
    whens = line.whens_at(start, end)
    if not whens:
        return None
    first = whens[0]
    if first.rule == REFERRED:
        return first
    if (later := _later(line, first)) is not None:
        return later
    if not is_length(first):
        joined = _joined(
            [when for when in whens if not is_length(when)], line.marked[max(0, start - 12) : start]
        )
        if first.rule.startswith("shift.in") and len(whens) == 1 and _from_limit(line, first):
            told = told_on(line, skip=None if first.anchor is None else first.anchor.span)
            if told is not None:
                return counted(first, told, calendar=line.document.calendar)
        if reported and first.rule.startswith("shift.from_now") and len(whens) == 1:
            told = told_on(line)
            if told is not None and told.day != line.document.published:
                return counted(first, told, calendar=line.document.calendar)
        return joined
    anchor, reason = anchor_of(line, first, reported=reported, backwards=backwards)
    if anchor is None and (named := _named_after(line, first)) is not None:
        return named
    if anchor is None:
        kept = first.open_reason is not None and not backwards
        return first if kept else replace(first, open_reason=reason)
    return counted(first, anchor, calendar=line.document.calendar)


def _named_after(line: Line, length: When) -> When | None:
    """The day that stands behind a length: "ten more days, until 20 March"."""
    end = length.span.end - line.span.start
    limit = cues.UNTIL_DAY.match(line.marked, end)
    days = line.whens_at(limit.end(), limit.end() + 1) if limit is not None else []
    return next((when for when in days if when.day is not None), None)


def _from_limit(line: Line, when: When) -> bool:
    """Whether a length was counted from a limit told before it, which starts nothing: "until 31 August, and report within 45 days"."""
    anchor = when.anchor
    if anchor is None or anchor.span is None or not line.span.contains(anchor.span):
        return False
    start = anchor.span.start - line.span.start
    return cues.LIMITS_BEFORE.search(line.marked, 0, start) is not None


def _later(line: Line, when: When) -> When | None:
    """ "on 15 August and the second a year later": counted from the day just told in the sentence."""
    if not cues.LATER.fullmatch(when.words):
        return None
    days = [
        w
        for w in line.whens
        if w.day is not None and w.span.end <= when.span.start and w.kind is not WhenKind.DURATION
    ]
    if not days or days[-1].day is None:
        return None
    told = Anchor(day=days[-1].day, words=days[-1].words, span=days[-1].span)
    read = counted(when, told, calendar=line.document.calendar)
    return read if read.resolved else None


def recounted(when: When, document: Document) -> tuple[date, date] | None:
    """The days that a counted time gives when it is counted again from the document; None when anchor or length differ."""
    anchor = when.anchor
    if anchor is None:
        return None
    if anchor.span is None:
        if document.published != anchor.day:
            return None
    elif not any(
        closed(turn(w, document.published)).day == anchor.day
        for w in _read_at(anchor.span, document)
        for turn in (_as_it_is, ahead, behind)
    ):
        return None
    length = next(iter(_read_at(when.span, document)), None)
    if length is None:
        return None
    return counted_days(length, anchor.day, calendar=document.calendar, back=not is_counted(when.rule))


def referred_days(when: When, document: Document) -> tuple[date, date] | None:
    """The day that "by then" stands for when the words it points at are read again; None when they give another."""
    anchor = when.anchor
    if anchor is None or anchor.span is None or when.day != anchor.day:
        return None
    turned = (_as_it_is, ahead, behind)
    read = [
        closed(turn(w, document.published)).day for w in _read_at(anchor.span, document) for turn in turned
    ]
    lengths = [w for w in document.whens if w.span == anchor.span and is_length(w)]
    starts = {
        document.published,
        *(turn(w, document.published).day for w in document.whens for turn in turned),
    }
    read += [
        days[1]
        for length in lengths
        for start in starts
        if start is not None and (days := counted_days(length, start, calendar=document.calendar)) is not None
    ]
    return (anchor.day, anchor.day) if anchor.day in read else None


def _as_it_is(when: When, published: date | None) -> When:
    del published
    return when


def _read_at(span: Span, document: Document) -> tuple[When, ...]:
    """What our tagger reads at `span`: in its text, or in the words alone for a part of a longer expression."""
    whole = tuple(when for when in document.whens if when.span == span)
    return whole or tag(span.of(document.text), published=document.published, calendar=document.calendar)


def _joined(whens: list[When], before: str) -> When:
    """One time out of neighbours such as "17:00 Brussels time" and "Friday 27 February": the finest day, with the clock."""
    days = [when for when in whens if not cues.CLOCK_ONLY.fullmatch(when.words)] or whens
    days = [when for when in days if when.rule != _THE_DAY] or days
    best = max(days, key=_fineness)
    clock = next((when for when in whens if when.time is not None), None)
    if clock is not None and best.time is None and clock is not best:
        best = replace(best, time=clock.time, zone=clock.zone, zone_words=clock.zone_words)
    if best.rule.startswith("window") and re.search(r"\b(?:within|in|by)\b", before):
        best = replace(best, earliest=best.latest)
        return replace(
            best,
            precision=Precision.DAY,
            value=None if best.latest is None else best.latest.isoformat(),
            rule=CLOSED,
        )
    return closed(best)


def last_of(when: When) -> When:
    """The last day of a stretch of days ("2 March to 13 April"): when what runs in it ends."""
    if when.latest is None or when.earliest == when.latest:
        return when
    return replace(
        when, earliest=when.latest, precision=Precision.DAY, value=when.latest.isoformat(), rule=CLOSED
    )


def _fineness(when: When) -> tuple[bool, int, int]:
    if when.earliest is None or when.latest is None:
        return (False, 0, len(when.words))
    told = when.rule.startswith(("shift", "window"))
    return (True, -(when.latest - when.earliest).days - told, len(when.words))
