"""The readings that a language file can name: from captured words to a meaning, the same for all languages.

A reading gets the constants of its pattern and the captures, and returns None when the words mean nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from decimal import Decimal

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures, Reader
from bot.text.when.numbers import is_day

_Constants = Mapping[str, object]
READINGS: dict[str, Reader] = {}
LONG_UNITS = frozenset(("D", "W", "FN", "WE", "M", "Q", "Y", "DE", "CE"))


def _reading(function: Callable[[_Constants, Captures], object | None]) -> Reader:
    READINGS[function.__name__.lstrip("_")] = function
    return function


def _get(constants: _Constants, captures: Captures, name: str) -> object | None:
    edge = captures.get(name)
    return edge.value if edge is not None else constants.get(name)


def _int(constants: _Constants, captures: Captures, name: str) -> int | None:
    value = _get(constants, captures, name)
    return int(value) if isinstance(value, int | Decimal) else None


def _base(constants: _Constants) -> m.Base:
    return "story" if constants.get("base") == "story" else "now"


@_reading
def first_value(constants: _Constants, captures: Captures) -> object | None:
    """What the one capture means."""
    return next(iter(captures.values())).value


@_reading
def constant(constants: _Constants, captures: Captures) -> object | None:
    """The constant `value`."""
    return constants["value"]


@_reading
def nothing(constants: _Constants, captures: Captures) -> object | None:
    """Words that are no time."""
    return m.Unclear(reason="no time")


# ------------------------------------------------------------------------------------------------------------ days


@_reading
def date(constants: _Constants, captures: Captures) -> m.Day | m.Unclear | None:
    """A calendar date with a month, in words or in figures."""
    weekday = _int(constants, captures, "weekday")
    if weekday is None:
        weekday = _int(constants, captures, "weekdayshort")
    for name, read in (("iso", _iso), ("dotted", _dotted), ("slash", _slashed)):
        if name in captures:
            return read(str(captures[name].value), weekday)
    day, month = _int(constants, captures, "dom"), _int(constants, captures, "mon")
    year = _int(constants, captures, "year4")
    if year is None and "yy" in captures:
        year = full_year(_int(constants, captures, "yy") or 0)
    if day is None or month is None or not 1 <= day <= 31:
        return None
    return _checked(day, month, year, weekday)


def _checked(day: int, month: int, year: int | None, weekday: int | None) -> m.Day | m.Unclear | None:
    if not is_day(2000, month, day):
        return None if year is None else m.Unclear(reason="there is no such day", value=f"{year}-{month:02d}")
    if year is not None and not is_day(year, month, day):
        return m.Unclear(reason="there is no such day", value=f"{year}-{month:02d}")
    return m.Day(day=day, month=month, year=year, weekday=weekday)


def _iso(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    year, month, day = (int(part) for part in words.split("-"))
    return _checked(day, month, year, weekday) if 1 <= month <= 12 and 1 <= day <= 31 and year > 0 else None


def _dotted(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    day, month, year = (int(part) for part in words.split("."))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _checked(day, month, full_year(year), weekday)


def _slashed(words: str, weekday: int | None) -> m.Day | m.Unclear | None:
    first, second, year = (int(part) for part in words.split("/"))
    year = full_year(year)
    if not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first > 12 and second <= 12:
        return _checked(first, second, year, weekday)
    if second > 12 and first <= 12:
        return _checked(second, first, year, weekday)
    if first == second:
        return _checked(first, second, year, weekday)
    if first <= 12:
        return m.Unclear(reason="day and month cannot be told apart", value=f"{year}")
    return None


def full_year(year: int) -> int:
    """The four-digit year that two digits mean: 30 to 99 are of the last century."""
    if year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)


@_reading
def date_of_year_word(constants: _Constants, captures: Captures) -> m.Day | None:
    """ "7 May last year"."""
    day = date({}, {name: edge for name, edge in captures.items() if name != "year4"})
    if not isinstance(day, m.Day):
        return None
    return m.Day(
        day=day.day,
        month=day.month,
        weekday=day.weekday,
        step=_int(constants, captures, "step"),
        base=_base(constants),
    )


@_reading
def weekday(constants: _Constants, captures: Captures) -> m.Weekday | None:
    """A weekday; `step` as in `meaning.Weekday`."""
    name = _int(constants, captures, "weekday")
    if name is None:
        name = _int(constants, captures, "weekdayshort")
    week = _int(constants, captures, "week") or 0
    return None if name is None else m.Weekday(weekday=name, step=str(constants["step"]), week=week)


@_reading
def dayword(constants: _Constants, captures: Captures) -> m.DayStep:
    """Today and its neighbours."""
    return m.DayStep(step=_int(constants, captures, "step") or 0)


@_reading
def shift_days(constants: _Constants, captures: Captures) -> m.DayStep:
    """The same day, the next day."""
    return m.DayStep(step=_int(constants, captures, "sign") or 0, base=_base(constants))


@_reading
def feast(constants: _Constants, captures: Captures) -> m.Feast:
    """A named day."""
    year, step = _int(constants, captures, "year4"), _int(constants, captures, "step")
    return m.Feast(recipe=str(captures["feast"].value), year=year, step=step)


@_reading
def fixed(constants: _Constants, captures: Captures) -> m.Day:
    """A day known by a name of its own."""
    return m.Day(
        day=_int(constants, captures, "day") or 1,
        month=_int(constants, captures, "month") or 1,
        year=_int(constants, captures, "year"),
    )


@_reading
def day_of_month(constants: _Constants, captures: Captures) -> m.DayOfMonth | None:
    """ "The 15th", "the first of this month"."""
    day = _int(constants, captures, "dom")
    step = constants.get("step")
    if day is None or not 1 <= day <= 31:
        return None
    return m.DayOfMonth(day=day, step=step if isinstance(step, int) else None)


@_reading
def same_day(constants: _Constants, captures: Captures) -> object | None:
    """A weekday and a date that name one day: the date wins."""
    first = captures["first"].value
    assert isinstance(first, m.Weekday)
    if "dom" in captures:
        day = _int(constants, captures, "dom")
        return m.DayOfMonth(day=day, weekday=first.weekday) if day and 1 <= day <= 31 else None
    of = captures["of"].value
    if not isinstance(of, m.Day) or of.weekday is not None:
        return of if isinstance(of, m.Unclear) else None
    return m.Day(day=of.day, month=of.month, year=of.year, weekday=first.weekday, step=of.step, base=of.base)


@_reading
def nth_weekday(constants: _Constants, captures: Captures) -> m.NthWeekday | None:
    """ "The third Monday of March"."""
    number = _int(constants, captures, "n")
    if number is None or not (number == -1 or 1 <= number <= 5):
        return None
    return m.NthWeekday(
        number=number, weekday=_int(constants, captures, "weekday") or 0, of=_month_of(constants, captures)
    )


@_reading
def nth_workday(constants: _Constants, captures: Captures) -> m.NthWorkday | None:
    """ "The last working day of the month"."""
    number = _int(constants, captures, "n")
    if number is None or not (number == -1 or 1 <= number <= 31):
        return None
    return m.NthWorkday(number=number, of=_meaning(captures["of"].value))


def _month_of(constants: _Constants, captures: Captures) -> m.Meaning:
    if "of" in captures:
        return _meaning(captures["of"].value)
    return m.Month(
        month=_int(constants, captures, "mon") or 1,
        year=_int(constants, captures, "year4"),
    )


def _meaning(value: object) -> m.Meaning:
    assert isinstance(value, m.Meaning)
    return value


# --------------------------------------------------------------------------------------------------------- periods


@_reading
def month(constants: _Constants, captures: Captures) -> m.Month:
    """A month, alone or with its year."""
    year = _int(constants, captures, "year4")
    if year is None and "yy" in captures:
        year = full_year(_int(constants, captures, "yy") or 0)
    return m.Month(
        month=_int(constants, captures, "mon") or 1,
        year=year,
        step=_int(constants, captures, "step"),
        base=_base(constants),
    )


@_reading
def year(constants: _Constants, captures: Captures) -> m.Year:
    """A calendar year."""
    return m.Year(year=_int(constants, captures, "year4"))


@_reading
def fiscal_year(constants: _Constants, captures: Captures) -> m.Year:
    """A fiscal year with its number."""
    number = _int(constants, captures, "year4")
    if number is None:
        number = full_year(_int(constants, captures, "yy") or 0)
    return m.Year(year=number, fiscal=True)


@_reading
def fiscal_step(constants: _Constants, captures: Captures) -> m.Year:
    """This, last or next fiscal year."""
    return m.Year(fiscal=True, step=_int(constants, captures, "step") or 0)


@_reading
def unit(constants: _Constants, captures: Captures) -> object | None:
    """Last week, this year, the following month; with `portion`, a part of it."""
    code = str(_get(constants, captures, "unit") or _get(constants, captures, "unit1"))
    if code not in LONG_UNITS or code == "FN":
        return None
    step = _int(constants, captures, "step") or 0
    if code == "D":
        return m.DayStep(step=step, base=_base(constants)) if constants.get("base") == "story" else None
    found = m.UnitStep(unit=code, step=step, base=_base(constants))  # type: ignore[arg-type]
    portion = constants.get("portion")
    if portion is None:
        return found
    return m.Portioned(portion=portion, of=found, sharp=bool(constants.get("sharp")))  # type: ignore[arg-type]


@_reading
def season(constants: _Constants, captures: Captures) -> object:
    """A season."""
    found = m.Season(
        season=str(captures["season"].value),
        year=_int(constants, captures, "year4"),
        step=_int(constants, captures, "step"),
    )
    return _with_portion(constants, captures, found)


@_reading
def quarter(constants: _Constants, captures: Captures) -> m.Part | None:
    """A quarter of a year."""
    number = _int(constants, captures, "digit") or _int(constants, captures, "n")
    if number == -1 and "of" in captures:
        number = 4
    return _part("quarter", number, 4, constants, captures)


@_reading
def half(constants: _Constants, captures: Captures) -> m.Part | None:
    """A half of a year or of another period."""
    number = _int(constants, captures, "n")
    return _part("half", 2 if number == -1 and "of" in captures else number, 2, constants, captures)


def _part(
    kind: str, number: int | None, most: int, constants: _Constants, captures: Captures
) -> m.Part | None:
    if number is None or not 1 <= number <= most:
        return None
    of = _get(constants, captures, "of")
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
        step=_int(constants, captures, "step"),
    )


@_reading
def weekend(constants: _Constants, captures: Captures) -> m.UnitStep:
    """A weekend."""
    return m.UnitStep(unit="WE", step=_int(constants, captures, "step") or 0)


@_reading
def week_of(constants: _Constants, captures: Captures) -> m.WeekOf:
    """The week of a day."""
    return m.WeekOf(day=_meaning(captures["day"].value))


@_reading
def week_number(constants: _Constants, captures: Captures) -> m.WeekOf | None:
    """A numbered week."""
    number = _int(constants, captures, "n")
    if number is None or not 1 <= number <= 53:
        return None
    return m.WeekOf(number=number, year=_int(constants, captures, "year4"))


@_reading
def decade(constants: _Constants, captures: Captures) -> m.Era | None:
    """A decade."""
    start = _decade_start(constants, captures)
    return None if start is None else m.Era(first=start, last=start + 9, value=str(start // 10))


def _decade_start(constants: _Constants, captures: Captures) -> int | None:
    number = _int(constants, captures, "year4")
    if number is None:
        number = _int(constants, captures, "decadeword")
        if number is None:
            number = _int(constants, captures, "yy") or 0
        number += 1900 if number >= 20 else 2000
    return number if number % 10 == 0 else None


@_reading
def decade_early(constants: _Constants, captures: Captures) -> m.Meaning | None:
    """ "The early 1990s"."""
    era = decade(constants, captures)
    return _with_portion(constants, captures, era) if isinstance(era, m.Era) else None


@_reading
def century(constants: _Constants, captures: Captures) -> m.Era | None:
    """A century by its number."""
    number = _int(constants, captures, "n")
    last = _int(constants, captures, "m") or number
    if number is None or last is None or not 1 <= number <= last <= 30:
        return None
    return m.Era(first=number * 100 - 99, last=last * 100, value=f"{number - 1:02d}")


@_reading
def century_early(constants: _Constants, captures: Captures) -> m.Meaning | None:
    """ "The early 20th century"."""
    era = century(constants, captures)
    return _with_portion(constants, captures, era) if isinstance(era, m.Era) else None


@_reading
def nth_units(constants: _Constants, captures: Captures) -> m.NthUnits | None:
    """ "The first nine months of 2025"."""
    number, count = _int(constants, captures, "n"), _int(constants, captures, "count") or 1
    code, of = _get(constants, captures, "unit"), _get(constants, captures, "of")
    of = of or _get(constants, captures, "yearref")
    if number is None or code not in ("D", "W", "M", "Q", "WE") or isinstance(of, m.DayStep):
        return None
    if count > 1 and number not in (1, -1):
        return None
    return m.NthUnits(number=number, count=count, unit=code, of=_meaning(of))


@_reading
def portioned(constants: _Constants, captures: Captures) -> m.Meaning | None:
    """Something, or early, mid or late in it."""
    of = captures.get("of")
    return None if of is None else _with_portion(constants, captures, _meaning(of.value))


def _with_portion(constants: _Constants, captures: Captures, of: m.Meaning) -> m.Meaning:
    portion = _get(constants, captures, "portion")
    if portion is None:
        return of
    edge = captures.get("portion")
    sharp = edge is not None and edge.end - edge.start > 1
    return m.Portioned(portion=portion, of=of, sharp=sharp)  # type: ignore[arg-type]


@_reading
def between(constants: _Constants, captures: Captures) -> m.Between | None:
    """From one time to another."""
    first, last = _meaning(captures["a"].value), _meaning(captures["b"].value)
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


@_reading
def between_days(constants: _Constants, captures: Captures) -> m.Between | None:
    """ "August 27-28": two days of one month; "10 and 11 May" only when one follows the other."""
    first, last = _int(constants, captures, "a"), _int(constants, captures, "b")
    month_number, year_number = _int(constants, captures, "mon"), _int(constants, captures, "year4")
    if first is None or last is None or month_number is None or not 1 <= first < last <= 31:
        return None
    if constants.get("joined") and last != first + 1:
        return None
    a, b = (_checked(day, month_number, year_number, None) for day in (first, last))
    if not isinstance(a, m.Day) or not isinstance(b, m.Day):
        return None
    return m.Between(first=a, last=b)


@_reading
def between_years(constants: _Constants, captures: Captures) -> m.Between | None:
    """ "2007-08", "2019-2021"."""
    first, last = _int(constants, captures, "a"), _int(constants, captures, "b")
    if first is None or last is None:
        return None
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 150:
        return None
    return m.Between(first=m.Year(year=first), last=m.Year(year=last))


# ------------------------------------------------------------------------------------------------------ time of day


@_reading
def clock(constants: _Constants, captures: Captures) -> m.Clock | None:
    """A time of day, with am or pm and a zone."""
    words = str(_get(constants, captures, "clock") or _get(constants, captures, "hour"))
    hour, minute = (int(part) for part in words.split(":")[:2])
    half_day = _get(constants, captures, "meridiem")
    if half_day is not None:
        if hour == 0 and half_day == "am":
            pass
        elif not 1 <= hour <= 12:
            return None if hour > 12 and half_day == "am" else _clock(hour, minute, captures)
        else:
            hour = hour % 12 + (12 if half_day == "pm" else 0)
    return _clock(hour, minute, captures)


def _clock(hour: int, minute: int, captures: Captures) -> m.Clock | None:
    if hour > 24 or (hour == 24 and minute) or minute > 59:
        return None
    zone = captures.get("zone")
    return m.Clock(
        time=time(hour % 24, minute),
        midnight=hour == 24,
        zone=(str(zone.value) or None) if zone is not None else None,
    )


@_reading
def clock_offset(constants: _Constants, captures: Captures) -> m.Clock | None:
    """ "One minute past midnight"."""
    base, minutes = captures["base"].value, _int(constants, captures, "count")
    assert isinstance(base, m.Clock)
    if minutes is None or not 0 < minutes < 60:
        return None
    sign = _int(constants, captures, "sign") or 1
    total = (base.time.hour * 60 + base.time.minute + sign * minutes) % 1440
    return m.Clock(time=time(total // 60, total % 60), zone=base.zone)


@_reading
def clock_on(constants: _Constants, captures: Captures) -> m.Clock | None:
    """A time of day on a day that stands beside it."""
    base = captures["clock"].value if "clock" in captures else captures["clocktime"].value
    assert isinstance(base, m.Clock)
    of = captures.get("day") or captures.get("partday")
    hour, part = base.time.hour, captures.get("part")
    half_day = part.value if part is not None else None
    if of is not None and isinstance(of.value, m.PartOfDay):
        half_day = of.value.part
    if half_day in ("AF", "EV") and 1 <= hour < 12:
        hour += 12
    if half_day == "NI" and 5 <= hour < 12:
        hour += 12
    of_day = of.value if of is not None else None
    if isinstance(of_day, m.PartOfDay):
        of_day = of_day.of
    if of_day is not None and not isinstance(of_day, m.Meaning):
        return None
    return m.Clock(
        time=time(hour, base.time.minute),
        midnight=base.midnight,
        zone=base.zone,
        of=of_day,
    )


@_reading
def iso_time(constants: _Constants, captures: Captures) -> m.Clock | None:
    """An ISO 8601 date and time."""
    words = str(captures["iso"].value)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    offset = moment.strftime("%z")
    return m.Clock(
        time=moment.time().replace(second=0),
        zone=f"{offset[:3]}:{offset[3:5]}" if offset else None,
        of=m.Day(day=moment.day, month=moment.month, year=moment.year),
    )


@_reading
def part(constants: _Constants, captures: Captures) -> object | None:
    """Morning, evening, night."""
    name = constants.get("part") or (captures["part"].value if "part" in captures else None)
    if name is None:
        name = "MO"
    if name == "DU":
        name = "EV"
    if name == "DA":
        name = "MO"
    if "day" in captures:
        of: m.Meaning | None = _meaning(captures["day"].value)
    elif constants.get("base") == "story":
        step = _int(constants, captures, "step") or 0
        of = m.DayStep(step=step, base="story")
    else:
        of = m.DayStep(step=_int(constants, captures, "step") or 0)
    found = m.PartOfDay(part=str(name), of=of)
    return _with_portion(constants, captures, found)


# --------------------------------------------------------------------------------------------------------- lengths


@_reading
def length(constants: _Constants, captures: Captures) -> m.Length | None:
    """Two weeks, 50 days, a year and a half."""
    code = _get(constants, captures, "unit") or _get(constants, captures, "unit1")
    code = code or _get(constants, captures, "units")
    if code is None:
        return None
    amounts = [_amount(_get(constants, captures, "count"), code)]
    if "unit2" in captures:
        amounts.append(_amount(captures["count2"].value, captures["unit2"].value))
    upto = _get(constants, captures, "upto")
    if isinstance(upto, int):
        upto = Decimal(upto)
    if upto is not None and (amounts[0].count is None or upto <= amounts[0].count):  # type: ignore[operator]
        return None
    return m.Length(
        amounts=tuple(amounts),
        upto=upto,  # type: ignore[arg-type]
        workdays=bool(constants.get("workdays")),
    )


@_reading
def length_single(constants: _Constants, captures: Captures) -> m.Length | None:
    """ "One day", "1 hour", "1.5 year": a singular unit counts at most to two."""
    count = captures["count"].value
    return length(constants, captures) if isinstance(count, Decimal) and count < 2 else None  # type: ignore[return-value]


def _amount(count: object, code: object) -> m.Amount:
    number = Decimal(str(count))
    return m.Amount(count=number if number else None, unit=code)  # type: ignore[arg-type]


@_reading
def length_half(constants: _Constants, captures: Captures) -> m.Length:
    """ "A year and a half"."""
    code = _get(constants, captures, "unit") or _get(constants, captures, "unit1")
    count = Decimal(str(_get(constants, captures, "count"))) + Decimal("0.5")
    return m.Length(amounts=(m.Amount(count=count, unit=code),))  # type: ignore[arg-type]


@_reading
def length_rule(constants: _Constants, captures: Captures) -> m.Length | None:
    """A length, more or less."""
    return _length(captures)


def _length(captures: Captures) -> m.Length:
    base = captures["length"].value
    assert isinstance(base, m.Length)
    approx = captures.get("approx")
    mod = str(approx.value) or None if approx is not None else None
    return m.Length(amounts=base.amounts, upto=base.upto, workdays=base.workdays, mod=mod)


@_reading
def length_plain(constants: _Constants, captures: Captures) -> m.Length:
    """Years; months."""
    code = captures["unit"].value
    return m.Length(amounts=(m.Amount(count=None, unit=code),))  # type: ignore[arg-type]


@_reading
def length_word(constants: _Constants, captures: Captures) -> m.Length:
    """Weeklong, yearlong."""
    code = captures["lengthword"].value
    return m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]


@_reading
def length_all(constants: _Constants, captures: Captures) -> object | None:
    """All day, the whole year, the rest of the week."""
    if "of" in captures:
        return m.Portioned(portion="END", of=_meaning(captures["of"].value))
    code = _get(constants, captures, "unit") or _get(constants, captures, "unit1")
    if code not in LONG_UNITS:
        return None
    return m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]


@_reading
def shift(constants: _Constants, captures: Captures) -> object | None:
    """A length counted from now, from the day spoken of, or from a named day."""
    sign = _int(constants, captures, "sign") or 1
    base: m.Base | m.Meaning = _base(constants)
    for name in ("base", "day"):
        if name in captures and isinstance(captures[name].value, m.Meaning):
            base = _meaning(captures[name].value)
    if "length" not in captures:
        return _plain_shift(captures, sign, base)
    found = _length(captures)
    if any(amount.count is None for amount in found.amounts):
        return m.Vague(ref="PAST_REF" if sign < 0 else "FUTURE_REF")
    return m.Shift(length=found, sign=sign, base=base, duration=bool(constants.get("duration")))


def _plain_shift(captures: Captures, sign: int, base: m.Base | m.Meaning) -> m.Shift | None:
    """ "Year earlier": one unit."""
    code = captures["plain"].value
    if code not in LONG_UNITS:
        return None
    one = m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]
    return m.Shift(length=one, sign=sign, base=base)


@_reading
def shift_event(constants: _Constants, captures: Captures) -> m.ShiftEvent | None:
    """A length counted from an event: "30 days after signing", "the third day following publication"."""
    if constants.get("nth"):
        number, code = _int(constants, captures, "n") or 1, _get(constants, captures, "unit")
        code = code or _get(constants, captures, "unit1") or _get(constants, captures, "workday")
        if number < 1 or code not in LONG_UNITS:
            return None
        found = m.Length(
            amounts=(m.Amount(count=Decimal(number), unit=code),),  # type: ignore[arg-type]
            workdays="workday" in captures,
        )
    else:
        found = _length(captures)
    event = captures.get("event")
    return m.ShiftEvent(
        length=found,
        sign=_int(constants, captures, "sign") or 1,
        event=str(event.value) if event is not None else None,
        event_words=None,
        nth=bool(constants.get("nth")),
    )


@_reading
def shift_in(constants: _Constants, captures: Captures) -> m.ShiftIn:
    """ "In 21 days", "within 50 days"."""
    return m.ShiftIn(length=_length(captures))


@_reading
def window(constants: _Constants, captures: Captures) -> m.Window:
    """ "The next two weeks"."""
    end = captures.get("end")
    return m.Window(
        length=_length(captures),
        side=_int(constants, captures, "side") or 0,
        end=_meaning(end.value) if end is not None else None,
    )


@_reading
def window_one(constants: _Constants, captures: Captures) -> m.Window | None:
    """ "The past year"."""
    code = captures["unit1"].value
    if code in ("S", "MIN"):
        return None
    one = m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]
    return m.Window(length=one, side=_int(constants, captures, "side") or 0)


# ------------------------------------------------------------------------------------------------ sets, vague times


@_reading
def set_word(constants: _Constants, captures: Captures) -> m.Repeat:
    """Daily, annually."""
    return m.Repeat(value=str(captures["often"].value))


@_reading
def set_every(constants: _Constants, captures: Captures) -> m.Repeat | None:
    """Every day, every two weeks, per month, a year."""
    if "workday" in captures:
        return m.Repeat(value="P1D")
    code = _get(constants, captures, "unit") or _get(constants, captures, "unit1")
    code = code or _get(constants, captures, "units")
    number = _int(constants, captures, "count") or _int(constants, captures, "nth") or 1
    words = captures.get("count") or captures.get("nth")
    if words is None and "units" in captures:
        return m.Repeat(value=period_value(None, str(code)))
    return m.Repeat(value=period_value(Decimal(number), str(code))) if number > 0 else None


def period_value(count: Decimal | None, code: str) -> str:
    """The TIMEX3 value of so many units; None is an unknown number."""
    if code == "FN":
        count, code = (None if count is None else count * 2), "W"
    number = "X" if count is None else f"{count.normalize():f}"
    if code in ("S", "H"):
        return f"PT{number}{code}"
    if code == "MIN":
        return f"PT{number}M"
    return f"P{number}{code}"


@_reading
def set_weekday(constants: _Constants, captures: Captures) -> m.Repeat:
    """Every Monday, Fridays."""
    suffix = f"T{captures['part'].value}" if "part" in captures else ""
    return m.Repeat(value=f"XXXX-WXX-{(_int(constants, captures, 'weekday') or 0) + 1}{suffix}")


@_reading
def set_month(constants: _Constants, captures: Captures) -> m.Repeat:
    """Every May, each summer, every morning."""
    if "feast" in captures:
        return m.Repeat(value="P1Y")
    if "season" in captures:
        return m.Repeat(value=f"XXXX-{captures['season'].value}")
    if "part" in captures:
        return m.Repeat(value=f"XXXX-XX-XXT{captures['part'].value}")
    month_number = _int(constants, captures, "month") or _int(constants, captures, "mon")
    day = _int(constants, captures, "dom")
    name = f"XXXX-{month_number:02d}" if month_number else "XXXX-XX"
    return m.Repeat(value=name if day is None else f"{name}-{day:02d}")


@_reading
def set_times(constants: _Constants, captures: Captures) -> m.Repeat:
    """Twice a week."""
    code = _get(constants, captures, "unit") or _get(constants, captures, "unit1")
    code = code or _get(constants, captures, "units")
    return m.Repeat(value=period_value(Decimal(_int(constants, captures, "count") or 1), str(code)))


@_reading
def vague(constants: _Constants, captures: Captures) -> m.Vague | None:
    """Now, recently, soon."""
    code = _get(constants, captures, "unit1") or _get(constants, captures, "units")
    return None if code in ("S", "MIN") else m.Vague(ref=str(constants["ref"]))
