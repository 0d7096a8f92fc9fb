"""Counting lengths of time from a day: forwards and backwards, in days of any kind."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.errors import InputError
from bot.extract.deadlines import due_words as cues
from bot.model.when import Anchor, Precision, When, WhenKind, iso_days
from bot.text.when import business_days_after
from bot.text.words import numbers_in

COUNTED = "deadline.counted"
COUNTED_BACK = "deadline.counted_back"
_WORKING_DAYS = "working_days"
MAX_COUNT = 5000  # days; a longer "deadline" is a figure of speech


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


def counted_days(
    length: When, start: date, *, calendar: str | None, back: bool = False
) -> tuple[date, date] | None:
    """First and last day that `length` reaches when counted from `start`; two days for "10 or 12 days"."""
    periods = _periods(length)
    moved = [shifted(start, period, back=back, calendar=calendar) for period in periods]
    days = sorted(day for day in moved if day is not None)
    return (days[0], days[-1]) if days and len(days) == len(periods) else None


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


def _worked(length: When, calendar: str | None) -> tuple[str | None, ...]:
    return (_WORKING_DAYS, calendar) if any(cues.WORKING.fullmatch(p) for p in _periods(length)) else ()


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


def _working_day(day: date, count: int, calendar: str | None) -> date | None:
    try:
        return business_days_after(day, count, calendar) if abs(count) <= MAX_COUNT else None
    except InputError:
        return None
