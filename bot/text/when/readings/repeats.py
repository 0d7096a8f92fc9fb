"""Readings of what comes again and again, and of vague times."""

from __future__ import annotations

from decimal import Decimal

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures
from bot.text.when.meaning import period_value
from bot.text.when.readings.registry import Constants, get, integer, reading


@reading
def set_word(constants: Constants, captures: Captures) -> m.Repeat:
    """Daily, annually."""
    return m.Repeat(value=str(captures["often"].value))


@reading
def set_every(constants: Constants, captures: Captures) -> m.Repeat | None:
    """Every day, every two weeks, per month, a year."""
    if "workday" in captures:
        return m.Repeat(value="P1D")
    code = get(constants, captures, "unit") or get(constants, captures, "unit1")
    code = code or get(constants, captures, "units")
    number = integer(constants, captures, "count") or integer(constants, captures, "nth") or 1
    words = captures.get("count") or captures.get("nth")
    if words is None and "units" in captures:
        return m.Repeat(value=period_value(None, str(code)))
    return m.Repeat(value=period_value(Decimal(number), str(code))) if number > 0 else None


@reading
def set_weekday(constants: Constants, captures: Captures) -> m.Repeat:
    """Every Monday, Fridays."""
    suffix = f"T{captures['part'].value}" if "part" in captures else ""
    return m.Repeat(value=f"XXXX-WXX-{(integer(constants, captures, 'weekday') or 0) + 1}{suffix}")


@reading
def set_month(constants: Constants, captures: Captures) -> m.Repeat:
    """Every May, each summer, every morning."""
    if "feast" in captures:
        return m.Repeat(value="P1Y")
    if "season" in captures:
        return m.Repeat(value=f"XXXX-{captures['season'].value}")
    if "part" in captures:
        return m.Repeat(value=f"XXXX-XX-XXT{captures['part'].value}")
    month_number = integer(constants, captures, "month") or integer(constants, captures, "mon")
    day = integer(constants, captures, "dom")
    name = f"XXXX-{month_number:02d}" if month_number else "XXXX-XX"
    return m.Repeat(value=name if day is None else f"{name}-{day:02d}")


@reading
def set_times(constants: Constants, captures: Captures) -> m.Repeat:
    """Twice a week."""
    code = get(constants, captures, "unit") or get(constants, captures, "unit1")
    code = code or get(constants, captures, "units")
    return m.Repeat(value=period_value(Decimal(integer(constants, captures, "count") or 1), str(code)))


@reading
def vague(constants: Constants, captures: Captures) -> m.Vague | None:
    """Now, recently, soon."""
    code = get(constants, captures, "unit1") or get(constants, captures, "units")
    return None if code in ("S", "MIN") else m.Vague(ref=str(constants["ref"]))
