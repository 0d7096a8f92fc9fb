"""Readings of calendar days, weekdays and named days."""

from __future__ import annotations

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures
from bot.text.when.numbers import full_year, is_day
from bot.text.when.readings.registry import Constants, base_of, integer, meaning_of, reading


@reading
def date(constants: Constants, captures: Captures) -> m.Day | m.Unclear | None:
    """A calendar date with a month, in words or in figures."""
    weekday = integer(constants, captures, "weekday")
    if weekday is None:
        weekday = integer(constants, captures, "weekdayshort")
    for name, read in (("iso", _iso), ("dotted", _dotted), ("slash", _slashed)):
        if name in captures:
            return read(str(captures[name].value), weekday)
    day, month = integer(constants, captures, "dom"), integer(constants, captures, "mon")
    year = integer(constants, captures, "year4")
    if year is None and "yy" in captures:
        year = full_year(integer(constants, captures, "yy") or 0)
    if day is None or month is None or not 1 <= day <= 31:
        return None
    return checked(day, month, year, weekday)


def checked(day: int, month: int, year: int | None, weekday: int | None) -> m.Day | m.Unclear | None:
    """This day, if some year has it; unclear when the named year has not."""
    if not is_day(2000, month, day):
        return None if year is None else m.Unclear(reason="there is no such day", value=f"{year}-{month:02d}")
    if year is not None and not is_day(year, month, day):
        return m.Unclear(reason="there is no such day", value=f"{year}-{month:02d}")
    return m.Day(day=day, month=month, year=year, weekday=weekday)


def _iso(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    year, month, day = (int(part) for part in words.split("-"))
    return checked(day, month, year, weekday) if 1 <= month <= 12 and 1 <= day <= 31 and year > 0 else None


def _dotted(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    day, month, year = (int(part) for part in words.split("."))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return checked(day, month, full_year(year), weekday)


def _slashed(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    first, second, year = (int(part) for part in words.replace("-", "/").split("/"))
    year = full_year(year)
    if not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first > 12 and second <= 12:
        return checked(first, second, year, weekday)
    if second > 12 and first <= 12:
        return checked(second, first, year, weekday)
    if first == second:
        return checked(first, second, year, weekday)
    if first <= 12:
        return m.Unclear(reason="day and month cannot be told apart", value=f"{year}")
    return None


@reading
def date_of_year_word(constants: Constants, captures: Captures) -> m.Day | None:
    """ "7 May last year"."""
    day = date({}, {name: edge for name, edge in captures.items() if name != "year4"})
    if not isinstance(day, m.Day):
        return None
    return m.Day(
        day=day.day,
        month=day.month,
        weekday=day.weekday,
        step=integer(constants, captures, "step"),
        base=base_of(constants),
    )


@reading
def weekday(constants: Constants, captures: Captures) -> m.Weekday | None:
    """A weekday; `step` as in `meaning.Weekday`."""
    name = integer(constants, captures, "weekday")
    if name is None:
        name = integer(constants, captures, "weekdayshort")
    week = integer(constants, captures, "week") or 0
    return None if name is None else m.Weekday(weekday=name, step=str(constants["step"]), week=week)


@reading
def dayword(constants: Constants, captures: Captures) -> m.DayStep:
    """Today and its neighbours."""
    return m.DayStep(step=integer(constants, captures, "step") or 0)


@reading
def shift_days(constants: Constants, captures: Captures) -> m.DayStep:
    """The same day, the next day."""
    return m.DayStep(
        step=integer(constants, captures, "sign") or 0,
        base=base_of(constants),
        pointing=bool(constants.get("pointing")),
    )


@reading
def feast(constants: Constants, captures: Captures) -> m.Feast:
    """A named day."""
    year, step = integer(constants, captures, "year4"), integer(constants, captures, "step")
    return m.Feast(recipe=str(captures["feast"].value), year=year, step=step)


@reading
def fixed(constants: Constants, captures: Captures) -> m.Day:
    """A day known by a name of its own."""
    return m.Day(
        day=integer(constants, captures, "day") or 1,
        month=integer(constants, captures, "month") or 1,
        year=integer(constants, captures, "year"),
    )


@reading
def day_of_month(constants: Constants, captures: Captures) -> m.DayOfMonth | None:
    """ "The 15th", "the first of this month"."""
    day = integer(constants, captures, "dom")
    step = constants.get("step")
    if day is None or not 1 <= day <= 31:
        return None
    return m.DayOfMonth(day=day, step=step if isinstance(step, int) else None)


@reading
def same_day(constants: Constants, captures: Captures) -> object | None:
    """A weekday and a date that name one day: the date wins."""
    first = captures["first"].value
    assert isinstance(first, m.Weekday)
    if "dom" in captures:
        day = integer(constants, captures, "dom")
        return m.DayOfMonth(day=day, weekday=first.weekday) if day and 1 <= day <= 31 else None
    of = captures["of"].value
    if not isinstance(of, m.Day) or of.weekday is not None:
        return of if isinstance(of, m.Unclear) else None
    return m.Day(day=of.day, month=of.month, year=of.year, weekday=first.weekday, step=of.step, base=of.base)


@reading
def nth_weekday(constants: Constants, captures: Captures) -> m.NthWeekday | None:
    """ "The third Monday of March"."""
    number = integer(constants, captures, "n")
    if number is None or not (number == -1 or 1 <= number <= 5):
        return None
    return m.NthWeekday(
        number=number, weekday=integer(constants, captures, "weekday") or 0, of=_month_of(constants, captures)
    )


@reading
def nth_workday(constants: Constants, captures: Captures) -> m.NthWorkday | None:
    """ "The last working day of the month"."""
    number = integer(constants, captures, "n")
    if number is None or not (number == -1 or 1 <= number <= 31):
        return None
    return m.NthWorkday(number=number, of=meaning_of(captures["of"].value))


def _month_of(constants: Constants, captures: Captures) -> m.Meaning:
    if "of" in captures:
        return meaning_of(captures["of"].value)
    return m.Month(
        month=integer(constants, captures, "mon") or 1,
        year=integer(constants, captures, "year4"),
    )
