"""Calendar arithmetic: month ends, leap days, ISO weeks, named days, working days."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import InputError
from bot.text.when.meaning import Unit

MAX_SHIFT_DAYS = 366 * 3000
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_days(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_days(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def week_value(day: date) -> str:
    """The ISO week of `day`, as "2025-W31"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter of the calendar year."""
    return date(year, quarter * 3 - 2, 1), month_days(year, quarter * 3)[1]


def half_days(year: int, half: int) -> tuple[date, date]:
    """First and last day of a half of the calendar year."""
    return date(year, half * 6 - 5, 1), month_days(year, half * 6)[1]


def season_days(year: int, season: str) -> tuple[date, date]:
    """The three months of a northern season that begins in `year`."""
    first = date(year, SEASON_STARTS[season], 1)
    return first, shift(first, Decimal(3), "M") - timedelta(days=1)


def shift(day: date, count: Decimal, unit: Unit) -> date:
    """`day` moved by so many units; months keep the day of the month or end on its last.

    Raises OverflowError when the result leaves the calendar, ValueError for units shorter than a day.
    """
    match unit:
        case "D":
            return _days(day, count)
        case "W" | "WE":
            return _days(day, count * 7)
        case "FN":
            return _days(day, count * 14)
        case "M":
            return _months(day, count)
        case "Q":
            return _months(day, count * 3)
        case "Y":
            return _months(day, count * 12)
        case "DE":
            return _months(day, count * 120)
        case "CE":
            return _months(day, count * 1200)
        case _:
            raise ValueError(f"not a unit of whole days: {unit!r}")


def _days(day: date, count: Decimal) -> date:
    if abs(count) > MAX_SHIFT_DAYS:
        raise OverflowError
    return day + timedelta(days=int(count.to_integral_value()))


def _months(day: date, count: Decimal) -> date:
    if abs(count) > MAX_SHIFT_DAYS // 30:
        raise OverflowError
    whole = int(count)
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return moved + timedelta(days=int((count - whole) * 30))


def feast_day(recipe: str, year: int) -> date:
    """The named day of a year: "12-25", "11/3/4" (fourth Thursday of November), "easter-2"."""
    if recipe.startswith("easter"):
        return easter(year) + timedelta(days=int(recipe.removeprefix("easter")))
    if "/" in recipe:
        month, weekday, number = (int(part) for part in recipe.split("/"))
        found = nth_weekday(*month_days(year, month), weekday, number)
        assert found is not None
        return found
    month, day = (int(part) for part in recipe.split("-"))
    return date(year, month, day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(first: date, last: date, weekday: int, number: int) -> date | None:
    """The `number`-th such weekday between two days (-1: the last), or None when there are not so many."""
    if number > 0:
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
        return found if found <= last else None
    found = last - timedelta(days=(last.weekday() - weekday) % 7)
    return found if found >= first else None


def business_days_after(day: date, n: int, calendar: str | None = None) -> date:
    """The `n`-th working day after `day`; with negative `n`, before it; with 0, `day` itself.

    calendar: whose holidays and weekends are no working days: a country ("DE"), a country and a part of it ("DE-BY",
        "US-NY"), or a market that the library `holidays` knows ("ECB", "NYSE"). None: only Saturdays and Sundays are free.
    Raises InputError for a calendar nobody knows, or a count that leaves the calendar.
    """
    if abs(n) > 100_000:
        raise InputError(f"{n} working days are too many to count")
    is_worked = _worked_days(calendar)
    step = timedelta(days=1 if n > 0 else -1)
    try:
        while n != 0:
            day += step
            if is_worked(day):
                n -= 1 if n > 0 else -1
    except OverflowError:
        raise InputError(f"{n} working days leave the calendar") from None
    return day


def check_calendar(name: str) -> str:
    """The name of a holiday calendar as it was given; InputError when nobody knows it."""
    _worked_days(name)
    return name


def _worked_days(name: str | None) -> Callable[[date], bool]:
    if name is None:
        return lambda day: day.weekday() < 5
    import holidays  # on use: it takes longer to load than all the rest of the tagger

    country, _, part = name.partition("-")
    try:
        if not part and country in holidays.list_supported_financial():
            known = holidays.financial_holidays(country)
        else:
            known = holidays.country_holidays(country, subdiv=part or None)
    except (NotImplementedError, KeyError):
        raise InputError(
            f"no holiday calendar is called {name!r}; give a country such as 'DE' or 'US-NY', or a market such as 'ECB'"
        ) from None
    worked: Callable[[date], bool] = (
        known.is_working_day
    )  # its own weekend, and weekends worked for a bridge day
    return worked
