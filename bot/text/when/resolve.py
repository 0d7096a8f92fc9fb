"""From a date or period as told, and its surroundings, to calendar days. Lengths are in lengths.py."""

from __future__ import annotations

from datetime import date

from bot.model.when import Precision
from bot.text.when import days, periods, portions, times
from bot.text.when import meaning as m
from bot.text.when.resolved import (
    VAGUE,
    Resolved,
    Surroundings,
    spoken_day,
    unresolved,
)


def resolve_date(meaning: m.Meaning, around: Surroundings) -> Resolved:
    """The days of a date or period; OverflowError when they leave the calendar."""
    match meaning:
        case m.Day():
            return days.day(meaning, around)
        case m.Weekday():
            return days.weekday(meaning, around)
        case m.DayOfMonth():
            return days.day_of_month(meaning, around)
        case m.DayStep():
            return days.day_step(meaning, around)
        case m.Feast():
            return days.feast(meaning, around)
        case m.Unclear():
            return unresolved(meaning.value, meaning.reason)
        case m.Month():
            return periods.month(meaning, around)
        case m.Year():
            return periods.year(meaning, around)
        case m.UnitStep():
            return periods.unit(meaning, around)
        case m.Season():
            return periods.season(meaning, around)
        case m.Part():
            return portions.part(meaning, _maybe(meaning.of, around), around)
        case m.NthUnits():
            return portions.nth_units(meaning, resolve_date(meaning.of, around))
        case m.NthWeekday():
            return portions.nth_weekday(meaning, resolve_date(meaning.of, around))
        case m.NthWorkday():
            return portions.nth_workday(meaning, resolve_date(meaning.of, around), around)
        case m.WeekOf():
            return portions.week_of(meaning, _maybe(meaning.day, around), around)
        case m.Era():
            first, last = date(meaning.first, 1, 1), date(meaning.last, 12, 31)
            return Resolved(value=meaning.value, first=first, last=last, precision=Precision.RANGE)
        case m.Portioned():
            return portions.portioned(meaning, resolve_date(meaning.of, around), around)
        case m.PartOfDay():
            return times.part_of_day(meaning, _maybe(meaning.of, around) or spoken_day(around))
        case m.Clock():
            return times.clock(meaning, _maybe(meaning.of, around) or spoken_day(around), around)
        case m.Between():
            return portions.between(
                meaning, resolve_date(meaning.first, around), resolve_date(meaning.last, around)
            )
        case _:
            return unresolved(None, VAGUE)


def _maybe(meaning: m.Meaning | None, around: Surroundings) -> Resolved | None:
    return None if meaning is None else resolve_date(meaning, around)
