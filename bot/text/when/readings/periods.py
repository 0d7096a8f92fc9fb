"""Readings of weeks, months, quarters, seasons, years, decades and intervals."""

from __future__ import annotations

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures
from bot.text.when.numbers import full_year, is_day
from bot.text.when.readings.days import checked
from bot.text.when.readings.registry import (
    LONG_UNITS,
    Constants,
    base_of,
    get,
    integer,
    meaning_of,
    reading,
    with_portion,
)


@reading
def month(constants: Constants, captures: Captures) -> m.Month:
    """A month, alone or with its year."""
    year = integer(constants, captures, "year4")
    if year is None and "yy" in captures:
        year = full_year(integer(constants, captures, "yy") or 0)
    return m.Month(
        month=integer(constants, captures, "mon") or 1,
        year=year,
        step=integer(constants, captures, "step"),
        base=base_of(constants),
    )


@reading
def year(constants: Constants, captures: Captures) -> m.Year:
    """A calendar year."""
    return m.Year(year=integer(constants, captures, "year4"))


@reading
def fiscal_year(constants: Constants, captures: Captures) -> m.Year:
    """A fiscal year with its number."""
    number = integer(constants, captures, "year4")
    if number is None:
        number = full_year(integer(constants, captures, "yy") or 0)
    return m.Year(year=number, fiscal=True)


@reading
def fiscal_step(constants: Constants, captures: Captures) -> m.Year:
    """This, last or next fiscal year."""
    return m.Year(fiscal=True, step=integer(constants, captures, "step") or 0)


@reading
def unit(constants: Constants, captures: Captures) -> object | None:
    """Last week, this year, the following month; with `portion`, a part of it."""
    code = str(get(constants, captures, "unit") or get(constants, captures, "unit1"))
    if code not in LONG_UNITS or code == "FN":
        return None
    step = integer(constants, captures, "step") or 0
    if code == "D":
        return m.DayStep(step=step, base=base_of(constants)) if constants.get("base") == "story" else None
    found = m.UnitStep(unit=code, step=step, base=base_of(constants))  # type: ignore[arg-type]
    portion = constants.get("portion")
    if portion is None:
        return found
    return m.Portioned(portion=portion, of=found, sharp=bool(constants.get("sharp")))  # type: ignore[arg-type]


@reading
def season(constants: Constants, captures: Captures) -> object:
    """A season."""
    found = m.Season(
        season=str(captures["season"].value),
        year=integer(constants, captures, "year4"),
        step=integer(constants, captures, "step"),
    )
    return with_portion(constants, captures, found)


@reading
def quarter(constants: Constants, captures: Captures) -> m.Part | None:
    """A quarter of a year."""
    number = integer(constants, captures, "digit") or integer(constants, captures, "n")
    if number == -1 and "of" in captures:
        number = 4
    return _part("quarter", number, 4, constants, captures)


@reading
def half(constants: Constants, captures: Captures) -> m.Part | None:
    """A half of a year or of another period."""
    number = integer(constants, captures, "n")
    return _part("half", 2 if number == -1 and "of" in captures else number, 2, constants, captures)


def _part(
    kind: str, number: int | None, most: int, constants: Constants, captures: Captures
) -> m.Part | None:
    if number is None or not 1 <= number <= most:
        return None
    of = get(constants, captures, "of")
    if isinstance(of, int):
        of = m.Year(year=of)
    if isinstance(of, m.UnitStep) and of.unit != "Y" and kind == "quarter":
        return None
    if isinstance(of, m.DayStep):
        return None
    fiscal = bool(constants.get("fiscal")) and (of is None or (isinstance(of, m.Year) and of.fiscal))
    return m.Part(
        kind=kind,  # type: ignore[arg-type]
        number=number,
        of=of,  # type: ignore[arg-type]
        fiscal=fiscal or (isinstance(of, m.Year) and of.fiscal),
        step=integer(constants, captures, "step"),
    )


@reading
def weekend(constants: Constants, captures: Captures) -> m.UnitStep:
    """A weekend."""
    return m.UnitStep(unit="WE", step=integer(constants, captures, "step") or 0)


@reading
def week_of(constants: Constants, captures: Captures) -> m.WeekOf:
    """The week of a day."""
    return m.WeekOf(day=meaning_of(captures["day"].value))


@reading
def week_number(constants: Constants, captures: Captures) -> m.WeekOf | None:
    """A numbered week."""
    number = integer(constants, captures, "n")
    if number is None or not 1 <= number <= 53:
        return None
    return m.WeekOf(number=number, year=integer(constants, captures, "year4"))


@reading
def decade(constants: Constants, captures: Captures) -> m.Era | None:
    """A decade."""
    start = _decade_start(constants, captures)
    return None if start is None else m.Era(first=start, last=start + 9, value=str(start // 10))


def _decade_start(constants: Constants, captures: Captures) -> int | None:
    number = integer(constants, captures, "year4")
    if number is None:
        number = integer(constants, captures, "decadeword")
        if number is None:
            number = integer(constants, captures, "yy") or 0
        number += 1900 if number >= 20 else 2000
    return number if number % 10 == 0 else None


@reading
def decade_early(constants: Constants, captures: Captures) -> m.Meaning | None:
    """ "The early 1990s"."""
    era = decade(constants, captures)
    return with_portion(constants, captures, era) if isinstance(era, m.Era) else None


@reading
def century(constants: Constants, captures: Captures) -> m.Era | None:
    """A century by its number."""
    number = integer(constants, captures, "n")
    last = integer(constants, captures, "m") or number
    if number is None or last is None or not 1 <= number <= last <= 30:
        return None
    return m.Era(first=number * 100 - 99, last=last * 100, value=f"{number - 1:02d}")


@reading
def century_early(constants: Constants, captures: Captures) -> m.Meaning | None:
    """ "The early 20th century"."""
    era = century(constants, captures)
    return with_portion(constants, captures, era) if isinstance(era, m.Era) else None


@reading
def nth_units(constants: Constants, captures: Captures) -> m.NthUnits | None:
    """ "The first nine months of 2025"."""
    number, count = integer(constants, captures, "n"), integer(constants, captures, "count") or 1
    code, of = get(constants, captures, "unit"), get(constants, captures, "of")
    of = of or get(constants, captures, "yearref")
    if number is None or code not in ("D", "W", "M", "Q", "WE") or isinstance(of, m.DayStep):
        return None
    if count > 1 and number not in (1, -1):
        return None
    return m.NthUnits(number=number, count=count, unit=code, of=meaning_of(of))


@reading
def between(constants: Constants, captures: Captures) -> m.Between | None:
    """From one time to another."""
    first, last = meaning_of(captures["a"].value), meaning_of(captures["b"].value)
    if isinstance(first, m.Day) and isinstance(last, m.Day) and first.year is None and last.year is not None:
        earlier = (first.month, first.day) <= (last.month, last.day)
        year = last.year if earlier else last.year - 1
        if not is_day(year, first.month, first.day):
            return None
        first = m.Day(day=first.day, month=first.month, year=year, weekday=first.weekday)
    if isinstance(first, m.Month) and isinstance(last, m.Month) and first.year is None and last.year:
        first = m.Month(month=first.month, year=last.year if first.month <= last.month else last.year - 1)
    if isinstance(first, m.Unclear) or isinstance(last, m.Unclear):
        return None
    return m.Between(first=first, last=last)


@reading
def between_days(constants: Constants, captures: Captures) -> m.Between | None:
    """ "August 27-28": two days of one month; "10 and 11 May" only when one follows the other."""
    first, last = integer(constants, captures, "a"), integer(constants, captures, "b")
    month_number, year_number = integer(constants, captures, "mon"), integer(constants, captures, "year4")
    if first is None or last is None or month_number is None or not 1 <= first < last <= 31:
        return None
    if constants.get("joined") and last != first + 1:
        return None
    a, b = (checked(day, month_number, year_number, None) for day in (first, last))
    if not isinstance(a, m.Day) or not isinstance(b, m.Day):
        return None
    return m.Between(first=a, last=b)


@reading
def between_years(constants: Constants, captures: Captures) -> m.Between | None:
    """ "2007-08", "2019-2021"."""
    first, last = integer(constants, captures, "a"), integer(constants, captures, "b")
    if first is None or last is None:
        return None
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 150:
        return None
    return m.Between(first=m.Year(year=first), last=m.Year(year=last))
