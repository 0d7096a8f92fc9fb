"""Readings of times of day."""

from __future__ import annotations

from datetime import datetime, time

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures
from bot.text.when.readings.registry import Constants, get, integer, meaning_of, reading, with_portion


@reading
def clock(constants: Constants, captures: Captures) -> m.Clock | None:
    """A time of day, with am or pm and a zone."""
    words = str(get(constants, captures, "clock") or get(constants, captures, "hour"))
    hour, minute = (int(part) for part in words.split(":")[:2])
    half_day = get(constants, captures, "meridiem")
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


@reading
def clock_offset(constants: Constants, captures: Captures) -> m.Clock | None:
    """ "One minute past midnight"."""
    base, minutes = captures["base"].value, integer(constants, captures, "count")
    assert isinstance(base, m.Clock)
    if minutes is None or not 0 < minutes < 60:
        return None
    sign = integer(constants, captures, "sign") or 1
    total = (base.time.hour * 60 + base.time.minute + sign * minutes) % 1440
    return m.Clock(time=time(total // 60, total % 60), zone=base.zone)


@reading
def clock_on(constants: Constants, captures: Captures) -> m.Clock | None:
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


@reading
def iso_time(constants: Constants, captures: Captures) -> m.Clock | None:
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


@reading
def part(constants: Constants, captures: Captures) -> object | None:
    """Morning, evening, night."""
    name = constants.get("part") or (captures["part"].value if "part" in captures else None)
    if name is None:
        name = "MO"
    if name == "DU":
        name = "EV"
    if name == "DA":
        name = "MO"
    if "day" in captures:
        of: m.Meaning | None = meaning_of(captures["day"].value)
    elif constants.get("base") == "sentence":
        of = None
    elif constants.get("base") == "story":
        step = integer(constants, captures, "step") or 0
        of = m.DayStep(step=step, base="story", pointing=bool(constants.get("pointing")))
    else:
        of = m.DayStep(step=integer(constants, captures, "step") or 0)
    found = m.PartOfDay(part=str(name), of=of)
    return with_portion(constants, captures, found)
