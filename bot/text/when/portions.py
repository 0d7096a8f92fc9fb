"""Parts of a period, weeks in it, days in it, and intervals: what is made of days that are known already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.model.when import Precision
from bot.text.when import calendars as c
from bot.text.when import meaning as m
from bot.text.when.periods import period_of
from bot.text.when.resolved import (
    FISCAL,
    NO_DATE,
    WORKDAYS,
    Resolved,
    Surroundings,
    on_day,
    on_days,
    span_cost,
    unresolved,
)


def part(part: m.Part, of: Resolved | None, around: Surroundings) -> Resolved:
    """A quarter or half, of `of` or of the nearest year."""
    letter = "Q" if part.kind == "quarter" else "H"
    precision = Precision.QUARTER if part.kind == "quarter" else Precision.HALF
    days_of = c.quarter_days if part.kind == "quarter" else c.half_days
    if of is not None and not part.fiscal:
        if of.first is None or of.last is None:
            return replace(of, value=f"{of.value}-{letter}{part.number}" if of.value else None)
        if of.precision is not Precision.YEAR:
            middle = of.first + timedelta(days=(of.last - of.first).days // 2)
            days = (of.first, middle) if part.number == 1 else (middle + timedelta(days=1), of.last)
            return replace(
                on_days(str(of.value), days, Precision.RANGE, of.anchor),
                mod="START" if part.number == 1 else "END",
            )
        year = of.first.year
        return on_days(f"{year}-{letter}{part.number}", days_of(year, part.number), precision, of.anchor)
    if around.today is None and of is None:
        return unresolved(f"XXXX-{letter}{part.number}", NO_DATE)
    if of is not None:
        return replace(
            of,
            value=f"{of.value}-{letter}{part.number}",
            first=None,
            last=None,
            precision=None,
            open_reason=FISCAL,
        )
    assert around.today is not None
    today = around.today.day
    years = (today.year - 1, today.year, today.year + 1)
    if part.step is not None:
        year = today.year + part.step
    else:
        year = min(years, key=lambda y: span_cost(days_of(y, part.number), today, around.frame))
    value = f"{year}-{letter}{part.number}"
    if part.fiscal:
        return Resolved(value=value, anchor=around.today, open_reason=FISCAL)
    return on_days(value, days_of(year, part.number), precision, around.today)


def nth_units(part: m.NthUnits, of: Resolved) -> Resolved:
    """The first nine months, the last week of `of`."""
    if of.first is None or of.last is None:
        return replace(of, value=None)
    unit = part.unit
    if unit == "W" and part.count == 1:
        return _nth_week(part.number, of)
    if part.number == -1:
        start = c.shift(of.last + timedelta(days=1), Decimal(-part.count), unit)
        end = of.last
    else:
        start = c.shift(of.first, Decimal((part.number - 1) * part.count), unit)
        end = c.shift(start, Decimal(part.count), unit) - timedelta(days=1)
    if start < of.first or end > of.last:
        return unresolved(of.value, "the period is not that long")
    if part.count == 1:
        return period_of(start, unit, of.anchor)
    found = on_days(f"{start.isoformat()}/{end.isoformat()}", (start, end), Precision.RANGE, of.anchor)
    return replace(found, value=f"{start:%Y-%m}/{end:%Y-%m}" if unit in ("M", "Q") else found.value)


def _nth_week(number: int, of: Resolved) -> Resolved:
    """A week of a month: the first is the one that has most of its days in the month, the last holds its last day."""
    assert of.first is not None
    assert of.last is not None
    if number == -1:
        monday = c.week_days(of.last)[0]
    else:
        monday = (
            c.week_days(of.first)[0]
            if of.first.weekday() <= 3
            else c.week_days(of.first)[0] + timedelta(days=7)
        )
        monday += timedelta(days=7 * (number - 1))
    return period_of(monday, "W", of.anchor)


def nth_weekday(day: m.NthWeekday, of: Resolved) -> Resolved:
    """The third Monday of `of`."""
    if of.first is None or of.last is None:
        return replace(of, value=f"XXXX-WXX-{day.weekday + 1}")
    found = c.nth_weekday(of.first, of.last, day.weekday, day.number)
    if found is None:
        return unresolved(of.value, "there is no such day")
    return on_day(found, of.anchor)


def nth_workday(day: m.NthWorkday, of: Resolved, around: Surroundings) -> Resolved:
    """The last working day of `of`, if the calendar of holidays is known."""
    if of.first is None or of.last is None:
        return of
    if around.calendar is None:
        return unresolved(of.value, WORKDAYS)
    if day.number == -1:
        found = c.business_days_after(of.last + timedelta(days=1), -1, around.calendar)
    else:
        found = c.business_days_after(of.first - timedelta(days=1), day.number, around.calendar)
    return on_day(found, of.anchor, f".working_days.{around.calendar}")


def week_of(week: m.WeekOf, of: Resolved | None, around: Surroundings) -> Resolved:
    """The week of the day `of`, or a numbered week."""
    if of is not None:
        return period_of(of.first, "W", of.anchor) if of.first is not None else replace(of, value="XXXX-WXX")
    year, anchor = week.year, None
    if year is None:
        if around.today is None:
            return unresolved(f"XXXX-W{week.number:02d}", NO_DATE)
        anchor, year = around.today, around.today.day.year
    try:
        monday = date.fromisocalendar(year, week.number or 1, 1)
    except ValueError:
        return unresolved(f"{year}", "the year has no such week")
    return period_of(monday, "W", anchor)


def portioned(part: m.Portioned, of: Resolved, around: Surroundings) -> Resolved:
    """Early, mid or late in `of`; as a limit, its last or first day."""
    found = replace(of, mod=part.portion, note=of.note + "." + part.portion.lower())
    if found.last is None or found.first == found.last or not part.sharp:
        return found
    frame = around.frame
    if part.portion == "END" and (
        frame.bound in ("by", "until", "before", "within", "from", "after") or frame.expiring
    ):
        return replace(found, first=found.last, precision=Precision.DAY, note=of.note + ".last_day")
    if part.portion == "START" and frame.bound in ("from", "since", "before", "by", "until"):
        return replace(found, last=found.first, precision=Precision.DAY, note=of.note + ".first_day")
    return found


def between(span: m.Between, first: Resolved, last: Resolved) -> Resolved:
    """From `first` to `last`, both included."""
    if first.first is None or last.last is None:
        return replace(first, value=None, open_reason=first.open_reason or last.open_reason)
    if isinstance(span.last, m.Weekday) and first.first > last.last:
        moved = timedelta(days=7)
        last = replace(last, first=last.last + moved, last=last.last + moved)
        last = replace(last, value=last.first.isoformat() if last.first else None)
    elif (
        first.first > (last.last or first.first)
        and isinstance(span.last, m.Day | m.Month)
        and span.last.year is None
    ):
        last = _next_year(last)
    if last.last is None or first.first > last.last:
        return unresolved(None, "the end lies before the start")
    return Resolved(
        value=f"{first.value}/{last.value}",
        first=first.first,
        last=last.last,
        precision=Precision.RANGE if first.first != last.last else Precision.DAY,
        anchor=first.anchor or last.anchor,
        note=first.note,
    )


def _next_year(last: Resolved) -> Resolved:
    assert last.last is not None
    assert last.first is not None
    one = Decimal(1)
    first_day, last_day = c.shift(last.first, one, "Y"), c.shift(last.last, one, "Y")
    value = first_day.isoformat() if first_day == last_day else f"{first_day:%Y-%m}"
    return replace(last, first=first_day, last=last_day, value=value)
