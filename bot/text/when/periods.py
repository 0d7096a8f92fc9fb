"""From weeks, months, quarters, seasons and years as told to calendar days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bot.model.when import Anchor, Precision
from bot.text.when import calendars as c
from bot.text.when import meaning as m
from bot.text.when.frame import Frame
from bot.text.when.resolved import (
    COARSE,
    FISCAL,
    NO_DATE,
    UNKNOWN,
    Resolved,
    Surroundings,
    base_anchor,
    on_day,
    on_days,
    span_cost,
    unresolved,
)


def month(month: m.Month, around: Surroundings) -> Resolved:
    """A month, of the nearest year when none is named."""
    year, anchor = month.year, None
    if year is None:
        anchor = base_anchor(month.base, around, coarse=True)
        if anchor is None:
            return unresolved(f"XXXX-{month.month:02d}", NO_DATE)
        year = _month_year(month, anchor.day, around.frame)
    days = c.month_days(year, month.month)
    return on_days(f"{year}-{month.month:02d}", days, Precision.MONTH, anchor)


def _month_year(month: m.Month, today: date, frame: Frame) -> int:
    if month.base == "story":
        return today.year
    match month.step:
        case -1:
            return today.year if month.month < today.month else today.year - 1
        case 1:
            return today.year if month.month > today.month else today.year + 1
        case 0:
            return today.year
        case _:
            pass

    def cost(year: int) -> float:
        distance = (year - today.year) * 12 + month.month - today.month
        against = (frame.ahead is True and distance < 0) or (frame.ahead is False and distance > 0)
        return abs(distance) + (0.5 if distance > 0 else 0) + ((8 if frame.strong else 3) if against else 0)

    return min((today.year - 1, today.year, today.year + 1), key=cost)


def year(year: m.Year, around: Surroundings) -> Resolved:
    """A year; a fiscal one has no known days."""
    number, anchor = year.year, None
    if number is None:
        if around.today is None:
            return unresolved("FYXXXX" if year.fiscal else "XXXX", NO_DATE)
        anchor = around.today
        number = anchor.day.year + year.step
    if year.fiscal:
        return Resolved(value=f"FY{number}", anchor=anchor, open_reason=FISCAL)
    return on_days(f"{number}", c.year_days(number), Precision.YEAR, anchor)


def unit(unit: m.UnitStep, around: Surroundings) -> Resolved:
    """Last week, this year, the following month."""
    anchor = _week_just_told(unit, around) or base_anchor(unit.base, around, coarse=unit.unit in COARSE)
    if anchor is None:
        return unresolved(UNKNOWN.get(unit.unit), NO_DATE)
    if unit.unit == "WE":
        return _weekend(unit, anchor, around.frame)
    day = c.shift(
        anchor.day.replace(day=1) if unit.unit != "W" else anchor.day, Decimal(unit.step), unit.unit
    )
    return period_of(day, unit.unit, anchor)


def _week_just_told(unit: m.UnitStep, around: Surroundings) -> Anchor | None:
    """The week named last in this sentence: "next week or the week after"."""
    last = around.story.periods[-1] if around.story.periods else None
    if unit.base != "story" or unit.unit != "W" or last is None or last.sentence != around.sentence:
        return None
    return last.anchor if 1 < last.days <= 7 else None


def period_of(day: date, unit: m.Unit, anchor: Anchor | None) -> Resolved:
    """The week, month, quarter, year, decade or century of `day`."""
    match unit:
        case "W" | "FN":
            return on_days(c.week_value(day), c.week_days(day), Precision.WEEK, anchor)
        case "M":
            return on_days(f"{day:%Y-%m}", c.month_days(day.year, day.month), Precision.MONTH, anchor)
        case "Q":
            number = (day.month + 2) // 3
            return on_days(
                f"{day.year}-Q{number}", c.quarter_days(day.year, number), Precision.QUARTER, anchor
            )
        case "Y":
            return on_days(f"{day.year}", c.year_days(day.year), Precision.YEAR, anchor)
        case "DE":
            first = day.year // 10 * 10
            return on_days(
                f"{first // 10}",
                (date(max(first, 1), 1, 1), date(first + 9, 12, 31)),
                Precision.RANGE,
                anchor,
            )
        case "CE":
            first = (day.year - 1) // 100 * 100 + 1
            last = min(first + 99, 9999)
            return on_days(
                f"{first // 100:02d}", (date(first, 1, 1), date(last, 12, 31)), Precision.RANGE, anchor
            )
        case _:
            return on_day(day, anchor)


def _weekend(unit: m.UnitStep, anchor: Anchor, frame: Frame) -> Resolved:
    saturday = c.week_days(anchor.day)[0] + timedelta(days=5)
    if unit.step:
        saturday += timedelta(days=7 * unit.step)
        if unit.step == -1 and anchor.day.weekday() == 6:
            saturday = c.week_days(anchor.day)[0] - timedelta(days=2)
    elif (
        frame.ahead is not True
        and anchor.day.weekday() < 5
        and (frame.ahead is False or anchor.day.weekday() < 2)
    ):
        saturday -= timedelta(days=7)
    days = (saturday, saturday + timedelta(days=1))
    return on_days(f"{c.week_value(saturday)}-WE", days, Precision.RANGE, anchor)


def season(season: m.Season, around: Surroundings) -> Resolved:
    """A season of three months; winter belongs to the year it begins in."""
    year, anchor = season.year, None
    if year is None:
        if around.today is None:
            return unresolved(f"XXXX-{season.season}", NO_DATE)
        anchor = around.today
        year = _season_year(season, anchor.day, around.frame)
    return on_days(f"{year}-{season.season}", c.season_days(year, season.season), Precision.SEASON, anchor)


def _season_year(season: m.Season, today: date, frame: Frame) -> int:
    years = (today.year - 2, today.year - 1, today.year, today.year + 1)
    spans = {y: c.season_days(y, season.season) for y in years}
    match season.step:
        case -1:
            return max(y for y, days in spans.items() if days[1] < today)
        case 1:
            return min(y for y, days in spans.items() if days[0] > today)
        case 0:
            return today.year - 1 if spans[today.year - 1][1] >= today else today.year
        case _:
            return min(years, key=lambda y: span_cost(spans[y], today, frame))
