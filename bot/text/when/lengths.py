"""Lengths of time, days counted by them, windows, sets and vague words, on the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.errors import InputError
from bot.model.when import Anchor, Precision, When, WhenKind
from bot.text.when import calendars as c
from bot.text.when import meaning as m
from bot.text.when.meaning import period_value
from bot.text.when.periods import period_of
from bot.text.when.resolve import resolve_date
from bot.text.when.resolved import (
    COARSE,
    NO_BASE,
    NO_DATE,
    VAGUE,
    WORKDAYS,
    Resolved,
    Surroundings,
    on_day,
    unresolved,
)

_WHOLE = frozenset(("D", "W", "FN", "M", "Q", "Y", "DE", "CE", "WE"))


def resolve(meaning: m.Meaning, around: Surroundings) -> Resolved:
    """The days, the length or the vague value of any meaning; OverflowError when they leave the calendar."""
    match meaning:
        case m.Length():
            return _length(meaning)
        case m.Shift():
            return _shift(meaning, around)
        case m.ShiftEvent():
            return _shift_event(meaning, around)
        case m.ShiftIn():
            return _shift_in(meaning, around)
        case m.Window():
            return _window(meaning, around)
        case m.Repeat():
            return Resolved(value=meaning.value, kind=WhenKind.SET)
        case m.Vague():
            return unresolved(meaning.ref, VAGUE)
        case _:
            return resolve_date(meaning, around)


def length_value(length: m.Length) -> str:
    """The TIMEX3 value of a length: "P50D", "P2Y3M", "PT1H30M"; "P10D/P12D" for a range."""
    first = length.amounts[0]
    value = period_value(first.count, first.unit)
    if length.upto is not None:
        return f"{value}/{period_value(length.upto, first.unit)}"
    for amount in length.amounts[1:]:
        more = period_value(amount.count, amount.unit)
        value += more.removeprefix("PT") if value.startswith("PT") and more.startswith("PT") else more[1:]
    return value


def _length(length: m.Length) -> Resolved:
    reason = WORKDAYS if length.workdays else None
    note = ".working_days" if length.workdays else ""
    return Resolved(
        value=length_value(length), kind=WhenKind.DURATION, mod=length.mod, note=note, open_reason=reason
    )


def counted(length: m.Length, sign: int, anchor: Anchor, around: Surroundings, *, fine: bool) -> Resolved:
    """The day, or for coarse units the week, month or year, that lies `length` from the anchor.

    fine: to the day, whatever the unit. A length of hours stays on the calendar only in whole days.
    """
    if any(amount.count is None for amount in length.amounts):
        return unresolved("PAST_REF" if sign < 0 else "FUTURE_REF", VAGUE)
    if length.workdays:
        return _working(length, sign, anchor, around)
    last_unit = length.amounts[-1].unit
    days = [_walk(length.amounts, sign, anchor.day)]
    if length.upto is not None:
        days.append(_walk((m.Amount(count=length.upto, unit=length.amounts[0].unit),), sign, anchor.day))
    if any(day is None for day in days):
        return _length(length)
    first, last = min(d for d in days if d), max(d for d in days if d)
    if length.upto is not None:
        value = f"{first.isoformat()}/{last.isoformat()}"
        return Resolved(
            value=value, first=first, last=last, precision=Precision.RANGE, anchor=anchor, mod=length.mod
        )
    if last_unit == "CE" or any(amount.count % 1 for amount in length.amounts if amount.count):
        last_unit = "Y" if last_unit in ("CE", "DE", "Y") else last_unit
    found = on_day(first, anchor) if fine or last_unit == "D" else period_of(first, last_unit, anchor)
    return replace(found, mod=length.mod)


def _walk(amounts: tuple[m.Amount, ...], sign: int, day: date) -> date | None:
    for amount in amounts:
        assert amount.count is not None
        unit, count = amount.unit, amount.count
        if unit == "H" and count % 24 == 0:
            unit, count = "D", count / 24
        if unit not in _WHOLE:
            return None
        day = c.shift(day, sign * count, unit)
    return day


def _working(length: m.Length, sign: int, anchor: Anchor, around: Surroundings) -> Resolved:
    count = length.amounts[0].count
    if around.calendar is None or count is None or count != int(count):
        return _length(length)
    day = c.business_days_after(anchor.day, sign * int(count), around.calendar)
    return on_day(day, anchor, f".working_days.{around.calendar}")


def _shift(shift: m.Shift, around: Surroundings) -> Resolved:
    fine = False
    anchor: Anchor | None
    if shift.base == "now":
        anchor = around.today
        fine = shift.duration
    elif shift.base == "story":
        anchor = _reference(shift, around)
        fine = shift.length.amounts[-1].unit in ("W", "FN")
    else:
        base = resolve_date(shift.base, around)
        if base.first is None:
            return replace(_open_length(shift.length, base.open_reason or NO_DATE))
        day = base.last if shift.sign > 0 and base.last is not None else base.first
        anchor, fine = Anchor(day=day, words=base.value or day.isoformat()), True
    if anchor is None:
        return _unknown_day(shift, around)
    found = counted(shift.length, shift.sign, anchor, around, fine=fine)
    if found.first is None and found.kind is WhenKind.DURATION and not shift.length.workdays:
        return _some_hours(shift, anchor)
    return found


def _reference(shift: m.Shift, around: Surroundings) -> Anchor | None:
    """What "two weeks later" and "a year earlier" count from; None when the text told nothing as fine as that."""
    unit = shift.length.amounts[-1].unit
    coarse = unit in COARSE
    ahead = around.frame.ahead is True
    mention = around.story.reference(around.sentence, ahead=ahead, coarse=coarse)
    if coarse:
        if mention is not None and mention.days > _LONGEST_BASE[unit]:
            return None
    elif not ahead and around.story.moved_on(mention, around.today.day if around.today else None):
        return None
    if mention is not None:
        return mention.anchor
    # news tells what was earlier from its own day, but nothing is "later" than a day that was never named
    return around.today if shift.sign < 0 else None


# The longest period, in days, that a length of such a unit can be counted from: no month follows from a year.
_LONGEST_BASE = {"M": 31, "Q": 92, "Y": 366, "DE": 3653, "CE": 36525}


def _unknown_day(shift: m.Shift, around: Surroundings) -> Resolved:
    unit = shift.length.amounts[-1].unit
    value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(unit)
    return unresolved(value, NO_DATE if around.today is None else NO_BASE)


def _some_hours(shift: m.Shift, anchor: Anchor) -> Resolved:
    """Hours or minutes from a day: the day stays open when the hours could pass midnight."""
    return Resolved(
        value=f"{anchor.day.isoformat()}TXX:XX",
        kind=WhenKind.TIME,
        first=anchor.day + timedelta(days=min(0, shift.sign)),
        last=anchor.day + timedelta(days=max(0, shift.sign)),
        precision=Precision.RANGE,
        anchor=anchor,
        mod=shift.length.mod,
        note=".hours",
    )


def _open_length(length: m.Length, reason: str) -> Resolved:
    return replace(_length(length), open_reason=reason)


def _shift_event(shift: m.ShiftEvent, around: Surroundings) -> Resolved:
    """A day counted from an event that is dated elsewhere in the text, or the event's day told by it.

    "On Wednesday, two days before the expiry" tells when the expiry is: the named day moves the other way.
    """
    units = {amount.unit for amount in shift.length.amounts}
    near = around.story.in_sentence(around.sentence)
    if around.frame.apposed and near is not None and not shift.nth and units <= {"D", "W", "FN"}:
        found = counted(shift.length, -shift.sign, near.anchor, around, fine=True)
        return replace(found, note=".apposition")
    if shift.event is None:
        return _open_length(shift.length, "what it is counted from carries no date")
    dated = around.story.events.get(shift.event)
    if dated is not None:
        return counted(shift.length, shift.sign, dated.anchor, around, fine=True)
    reason = f"the article does not say when the {shift.event_words or shift.event} is or was"
    return _open_length(shift.length, reason)


def _shift_in(shift: m.ShiftIn, around: Surroundings) -> Resolved:
    within, ahead = around.frame.bound == "within", around.frame.ahead
    if not (ahead is True if not within else ahead is not False or not around.frame.strong):
        return _length(shift.length)
    if any(amount.count is None for amount in shift.length.amounts):
        return _open_length(shift.length, VAGUE)
    said = around.story.told_on(around.today.day if around.today else None, around.sentence)
    anchor = said.anchor if said is not None else around.today
    if anchor is None:
        return _open_length(shift.length, NO_DATE)
    unit = shift.length.amounts[-1].unit
    return counted(shift.length, 1, anchor, around, fine=within or unit in ("D", "W", "FN"))


def _window(window: m.Window, around: Surroundings) -> Resolved:
    length = window.length
    if window.end is not None:
        return _window_until(window, window.end, around)
    if window.side < 1 or around.frame.bound != "within":
        found = _length(length)
        return found if all(amount.count for amount in length.amounts) else replace(found, open_reason=VAGUE)
    said = around.story.told_on(around.today.day if around.today else None, around.sentence)
    anchor = said.anchor if said is not None else around.today
    if anchor is None:
        return _open_length(length, NO_DATE)
    end = counted(length, 1, anchor, around, fine=True)
    if end.last is None:
        return end
    value = f"{anchor.day.isoformat()}/{end.last.isoformat()}"
    return replace(end, value=value, first=anchor.day, precision=Precision.RANGE)


def _window_until(window: m.Window, end: m.Meaning, around: Surroundings) -> Resolved:
    """ "The three months to 30 September"."""
    last = resolve_date(end, around)
    if last.last is None or window.length.upto is not None:
        return _length(window.length)
    start = (
        _walk(window.length.amounts, -1, last.last + timedelta(days=1))
        if _is_counted(window.length)
        else None
    )
    if start is None or start > last.last:
        return _length(window.length)
    value = f"{start.isoformat()}/{last.last.isoformat()}"
    days = Resolved(value=value, first=start, last=last.last, precision=Precision.RANGE, anchor=last.anchor)
    return replace(days, mod=window.length.mod)


def _is_counted(length: m.Length) -> bool:
    return all(amount.count is not None for amount in length.amounts)


def window_days(window: m.Window, today: Anchor, around: Surroundings) -> Resolved:
    """The days of "the past three months" or "the next two weeks", for a question: today is one end."""
    end = counted(window.length, window.side or -1, today, around, fine=True)
    if end.first is None or end.last is None:
        return end
    first, last = min(today.day, end.first), max(today.day, end.last)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return replace(end, value=value, first=first, last=last, precision=Precision.RANGE)


def add_duration(duration: When, anchor: Anchor, *, rule: str, calendar: str | None = None) -> When:
    """The day that lies `duration` after the anchor's day: "50 days" given on Monday end on a day of their own.

    Months and years keep the day of the month or end on its last day; "P10D/P12D" gives a range. Working days are
    counted with `calendar` (see `business_days_after`) and stay open without one, as does a length without a number
    or of hours that are no whole days. Raises InputError when `duration` is no duration.
    """
    if duration.kind is not WhenKind.DURATION or duration.value is None:
        raise InputError(f"not a length of time: {duration.words!r}")
    workdays = duration.rule.endswith(".working_days")
    try:
        ends = [_add(value, anchor.day, workdays, calendar) for value in duration.value.split("/")]
    except OverflowError:
        ends = []
    days = [day for day in ends if day is not None]
    if not days or len(days) < len(ends):
        reason = WORKDAYS if workdays and calendar is None else VAGUE
        return replace(duration, anchor=anchor, rule=rule, open_reason=reason)
    first, last = min(days), max(days)
    return replace(
        duration,
        kind=WhenKind.DATE,
        value=first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}",
        earliest=first,
        latest=last,
        precision=Precision.DAY if first == last else Precision.RANGE,
        anchor=anchor,
        rule=rule,
        open_reason=None,
    )


def _add(value: str, day: date, workdays: bool, calendar: str | None) -> date | None:
    amounts = parse_period(value)
    if amounts is None:
        return None
    if workdays:
        count = amounts[0].count
        if calendar is None or count is None:
            return None
        return c.business_days_after(day, int(count), calendar)
    return _walk(amounts, 1, day)


def parse_period(value: str) -> tuple[m.Amount, ...] | None:
    """The amounts of a TIMEX3 duration such as "P2Y3M" or "PT48H"; None when it names no number."""
    days, _, hours = value.removeprefix("P").partition("T")
    amounts: list[m.Amount] = []
    for words, units in ((days, ("DE", "CE", "WE", "Y", "Q", "M", "W", "D")), (hours, ("H", "M", "S"))):
        rest = words
        while rest:
            digits = rest[: len(rest) - len(rest.lstrip("0123456789."))]
            unit = next((u for u in units if rest.startswith(u, len(digits))), None)
            if not digits or unit is None:
                return None
            rest = rest[len(digits) + len(unit) :]
            code = "MIN" if units[0] == "H" and unit == "M" else unit
            amounts.append(m.Amount(count=Decimal(digits), unit=code))  # type: ignore[arg-type]
    return tuple(amounts) or None
