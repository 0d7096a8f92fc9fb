"""Readings of lengths and of what is counted by them."""

from __future__ import annotations

from decimal import Decimal

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures
from bot.text.when.readings.registry import LONG_UNITS, Constants, base_of, get, integer, meaning_of, reading


@reading
def length(constants: Constants, captures: Captures) -> m.Length | None:
    """Two weeks, 50 days, a year and a half."""
    code = get(constants, captures, "unit") or get(constants, captures, "unit1")
    code = code or get(constants, captures, "units")
    if code is None:
        return None
    amounts = [_amount(get(constants, captures, "count"), code)]
    if "unit2" in captures:
        amounts.append(_amount(captures["count2"].value, captures["unit2"].value))
    upto = get(constants, captures, "upto")
    if isinstance(upto, int):
        upto = Decimal(upto)
    if upto is not None and (amounts[0].count is None or upto <= amounts[0].count):  # type: ignore[operator]
        return None
    return m.Length(
        amounts=tuple(amounts),
        upto=upto,  # type: ignore[arg-type]
        workdays=bool(constants.get("workdays")),
    )


@reading
def length_single(constants: Constants, captures: Captures) -> m.Length | None:
    """ "One day", "1 hour", "1.5 year": a singular unit counts at most to two."""
    count = captures["count"].value
    return length(constants, captures) if isinstance(count, Decimal) and count < 2 else None  # type: ignore[return-value]


def _amount(count: object, code: object) -> m.Amount:
    number = Decimal(str(count))
    return m.Amount(count=number if number else None, unit=code)  # type: ignore[arg-type]


@reading
def length_half(constants: Constants, captures: Captures) -> m.Length:
    """ "A year and a half"."""
    code = get(constants, captures, "unit") or get(constants, captures, "unit1")
    count = Decimal(str(get(constants, captures, "count"))) + Decimal("0.5")
    return m.Length(amounts=(m.Amount(count=count, unit=code),))  # type: ignore[arg-type]


@reading
def length_rule(constants: Constants, captures: Captures) -> m.Length | None:
    """A length, more or less."""
    return _length(captures)


def _length(captures: Captures) -> m.Length:
    base = captures["length"].value
    assert isinstance(base, m.Length)
    approx = captures.get("approx")
    mod = str(approx.value) or None if approx is not None else None
    return m.Length(amounts=base.amounts, upto=base.upto, workdays=base.workdays, mod=mod)


@reading
def length_plain(constants: Constants, captures: Captures) -> m.Length:
    """Years; months."""
    code = captures["unit"].value
    return m.Length(amounts=(m.Amount(count=None, unit=code),))  # type: ignore[arg-type]


@reading
def length_word(constants: Constants, captures: Captures) -> m.Length:
    """Weeklong, yearlong."""
    code = captures["lengthword"].value
    return m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]


@reading
def length_all(constants: Constants, captures: Captures) -> object | None:
    """All day, the whole year, the rest of the week."""
    if "of" in captures:
        return m.Portioned(portion="END", of=meaning_of(captures["of"].value))
    code = get(constants, captures, "unit") or get(constants, captures, "unit1")
    if code not in LONG_UNITS:
        return None
    return m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]


@reading
def shift(constants: Constants, captures: Captures) -> object | None:
    """A length counted from now, from the day spoken of, or from a named day."""
    sign = integer(constants, captures, "sign") or 1
    base: m.Base | m.Meaning = base_of(constants)
    for name in ("base", "day"):
        if name in captures and isinstance(captures[name].value, m.Meaning):
            base = meaning_of(captures[name].value)
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


@reading
def shift_event(constants: Constants, captures: Captures) -> m.ShiftEvent | None:
    """A length counted from an event: "30 days after signing", "the third day following publication"."""
    if constants.get("nth"):
        number, code = integer(constants, captures, "n") or 1, get(constants, captures, "unit")
        code = code or get(constants, captures, "unit1") or get(constants, captures, "workday")
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
        sign=integer(constants, captures, "sign") or 1,
        event=str(event.value) if event is not None else None,
        event_words=None,
        nth=bool(constants.get("nth")),
    )


@reading
def shift_in(constants: Constants, captures: Captures) -> m.ShiftIn:
    """ "In 21 days", "within 50 days"."""
    return m.ShiftIn(length=_length(captures))


@reading
def window(constants: Constants, captures: Captures) -> m.Window:
    """ "The next two weeks"."""
    end = captures.get("end")
    return m.Window(
        length=_length(captures),
        side=integer(constants, captures, "side") or 0,
        end=meaning_of(end.value) if end is not None else None,
    )


@reading
def window_one(constants: Constants, captures: Captures) -> m.Window | None:
    """ "The past year", "the year to 31 March"."""
    code, end = captures["unit1"].value, captures.get("end")
    if code in ("S", "MIN") or (end is not None and code in ("H", "D", "WE")):
        return None
    one = m.Length(amounts=(m.Amount(count=Decimal(1), unit=code),))  # type: ignore[arg-type]
    return m.Window(
        length=one,
        side=integer(constants, captures, "side") or 0,
        end=meaning_of(end.value) if end is not None else None,
    )
