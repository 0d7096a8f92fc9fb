"""The day a deadline falls: which time expression says it, and counting N days from the right day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.errors import InputError
from bot.extract.deadlines import due_words as cues
from bot.extract.deadlines.anchors import anchor_of, told_on
from bot.extract.deadlines.line import Line, is_length
from bot.extract.document import Document
from bot.model.text import Span
from bot.model.when import Anchor, Precision, When, WhenKind, iso_days
from bot.text.when import business_days_after, tag
from bot.text.words import numbers_in

COUNTED = "deadline.counted"
COUNTED_BACK = "deadline.counted_back"
AHEAD = "deadline.next_year"
BEHIND = "deadline.last_year"
CLOSED = "deadline.last_day"
REFERRED = "deadline.told_before"
_WORKING_DAYS = "working_days"
MAX_COUNT = 5000  # days; a longer "deadline" is a figure of speech


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


def ahead(when: When, published: date | None) -> When:
    """A weekday, or a day and month without a year, that our tagger read as past, read as the next one: the words look ahead."""
    day = when.day
    if (
        day is not None
        and published is not None
        and (cues.WEEKDAY.fullmatch(when.words) or _clock_on_weekday(when))
        and 0 < (published - day).days <= 7
    ):
        week = day + timedelta(days=7)
        return replace(when, earliest=week, latest=week, value=week.isoformat(), rule=AHEAD)
    if (
        day is None
        and published is not None
        and when.earliest is not None
        and when.latest is not None
        and when.latest < published
        and when.rule.startswith(("month", "season"))
        and not re.search(r"\d", when.words)
    ):
        first, last = shifted(when.earliest, "P1Y"), shifted(when.latest, "P1Y")
        if first is not None and last is not None and last >= published:
            return replace(when, earliest=first, latest=last, value=iso_days(first, last), rule=AHEAD)
    if (
        day is None
        or published is None
        or day >= published
        or re.search(r"\d{4}", when.words)
        or _clock_on_weekday(when)
        or not (when.rule.startswith(("day", "time.clock")) or _ends_month(when))
    ):
        return when
    later = shifted(day, "P1Y")
    if later is None or later < published or (_ends_month(when) and later - published > published - day):
        return when
    return replace(when, earliest=later, latest=later, value=later.isoformat(), rule=AHEAD)


def _clock_on_weekday(when: When) -> bool:
    """Whether the words name an hour of a weekday, without a date: "17:00 on Friday"."""
    return when.rule.startswith("time.clock") and cues.MONTH_SHORT.search(when.words) is None


def _ends_month(when: When) -> bool:
    """Whether the words name the end of a month without its year: "the end of May"."""
    return when.mod == "END" and cues.MONTH_NAME.search(when.words) is not None


def nearest(when: When, published: date | None) -> When:
    """A day without a year that was taken for the next one, as the last one where that is nearer; weekdays as they are."""
    return when if cues.WEEKDAY.fullmatch(when.words) else behind(when, published)


def nearest_weekday(when: When | None, published: date | None) -> When | None:
    """A weekday as the coming or the last one, whichever is nearer; other times as they are."""
    if when is None or when.day is None or published is None or not cues.WEEKDAY.fullmatch(when.words):
        return when
    days = (when.day - published).days
    return behind(when, published) if days > 3 else ahead(when, published) if days < -3 else when


def behind(when: When, published: date | None) -> When:
    """A day or month without a year that our tagger read as coming, read as the last one: the words look back."""
    first, last = when.earliest, when.latest
    day = when.day
    if (
        day is not None
        and published is not None
        and cues.WEEKDAY.fullmatch(when.words)
        and 0 < (day - published).days <= 7
    ):
        week = day - timedelta(days=7)
        return replace(when, earliest=week, latest=week, value=week.isoformat(), rule=BEHIND)
    if (
        first is None
        or last is None
        or published is None
        or last <= published
        or re.search(r"\d{4}", when.words)
    ):
        return when
    if (
        not when.rule.startswith(("day", "month", "season", AHEAD))
        or (last - published).days < cues.HALF_YEAR
    ):
        return when
    before, after = shifted(first, "P1Y", back=True), shifted(last, "P1Y", back=True)
    if before is None or after is None or after > published:
        return when
    return replace(when, earliest=before, latest=after, value=iso_days(before, after), rule=BEHIND)


def counted(length: When, anchor: Anchor, *, calendar: str | None, back: bool = False) -> When:
    """`length` counted from `anchor`; the length itself with a reason when it cannot be counted.

    calendar: whose holidays are no working days; the rule of what was counted in working days ends with its name.
    """
    days = counted_days(length, anchor.day, calendar=calendar, back=back)
    if days is None:
        return replace(length, open_reason="the length of time cannot be counted in days")
    first, last = days
    return When(
        words=length.words,
        span=length.span,
        kind=WhenKind.DATE,
        value=iso_days(first, last),
        earliest=first,
        latest=last,
        precision=Precision.DAY if first == last else Precision.RANGE,
        anchor=anchor,
        rule=".".join(filter(None, (COUNTED_BACK if back else COUNTED, *_worked(length, calendar)))),
    )


def is_counted(rule: str) -> bool:
    """Whether a length was counted forwards, in days of any kind."""
    return rule.partition(".working_days")[0] == COUNTED


def _worked(length: When, calendar: str | None) -> tuple[str | None, ...]:
    return (_WORKING_DAYS, calendar) if any(cues.WORKING.fullmatch(p) for p in _periods(length)) else ()


def counted_days(
    length: When, start: date, *, calendar: str | None, back: bool = False
) -> tuple[date, date] | None:
    """First and last day that `length` reaches when counted from `start`; two days for "10 or 12 days"."""
    periods = _periods(length)
    moved = [shifted(start, period, back=back, calendar=calendar) for period in periods]
    days = sorted(day for day in moved if day is not None)
    return (days[0], days[-1]) if days and len(days) == len(periods) else None


def _periods(length: When) -> tuple[str, ...]:
    """The TIMEX3 periods in the words: two for "10 or 12 days"."""
    match = cues.COUNT.match(length.words.strip().lower())
    if match is None:
        hours = cues.HOUR_COUNT.match(length.words.strip().lower())
        whole = None if hours is None else _amount(hours["count"])
        period = length.value or (None if whole is None else f"PT{whole}H")
        return (period,) if period else ()
    unit = cues.UNITS[match["unit"].rstrip("s")]
    amounts = [value for group in ("low", "high") if (value := _amount(match[group])) is not None]
    if not amounts:
        return (length.value,) if length.value else ()
    if match["kind"]:
        return (
            tuple(f"B{amount * 5 if unit[1] == 'W' else amount}" for amount in amounts)
            if unit[1] in "DW"
            else ()
        )
    return tuple(f"P{amount * unit[0]}{unit[1]}" for amount in amounts)


def _amount(word: str | None) -> int | None:
    if not word:
        return None
    if word in ("a", "an", "another"):
        return 1
    numbers = numbers_in(word)
    return int(numbers[0].value) if len(numbers) == 1 and numbers[0].value == int(numbers[0].value) else None


def shifted(day: date, period: str | None, *, back: bool = False, calendar: str | None = None) -> date | None:
    """`day` moved by a TIMEX3 period such as P50D, P2W, P3M or PT48H, or by working days ("B10") of `calendar`; None when
    it is no such period or leaves the calendar."""
    if period is None:
        return None
    if working := cues.WORKING.fullmatch(period):
        return _working_day(day, -int(working[1]) if back else int(working[1]), calendar)
    if hours := cues.HOURS.fullmatch(period):
        if int(hours[1]) % 24:
            return None
        period = f"P{int(hours[1]) // 24}D"
    match = cues.PERIOD.fullmatch(period)
    if match is None or period == "P":
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    sign = -1 if back else 1
    if (years * 365 + months * 31 + weeks * 7 + days) > MAX_COUNT:
        return None
    try:
        month = day.month - 1 + sign * (months + 12 * years)
        year = day.year + month // 12
        month = month % 12 + 1
        moved = date(year, month, min(day.day, monthrange(year, month)[1]))
        return moved + timedelta(days=sign * (7 * weeks + days))
    except (ValueError, OverflowError):
        return None


def _working_day(day: date, count: int, calendar: str | None) -> date | None:
    try:
        return business_days_after(day, count, calendar) if abs(count) <= MAX_COUNT else None
    except InputError:
        return None


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
    length = next((w for w in document.whens if w.span == when.span), None)
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
