"""What a time expression says before anyone knows which day it is: values without a calendar, in no language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Literal

Unit = Literal["S", "MIN", "H", "D", "W", "FN", "WE", "M", "Q", "Y", "DE", "CE", "ML"]
Base = Literal["now", "story"]
Portion = Literal["START", "MID", "END"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day with some parts left out; step: years from this one ("7 May last year"), or None."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    step: int | None = None
    base: Base = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A weekday; `step` says how it is picked, `week` how many weeks from this one where that counts."""

    weekday: int
    step: str = "near"
    week: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """ "The 15th": a day of a month that is not named; step: months from this one, None for the nearest."""

    day: int
    step: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStep:
    """Some days from today, or from the day the text last spoke of; pointing: "that day", which needs one."""

    step: int
    base: Base = "now"
    pointing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feast:
    """A named day; `recipe` as in the language file; step: "last", "this", "next" as -1, 0, 1."""

    recipe: str
    year: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Words that look like a date and can be read in two ways, or in none; `value` is what is certain."""

    reason: str
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month; step: "last", "this", "next" as -1, 0, 1 years; base "story": of the year spoken of."""

    month: int
    year: int | None = None
    step: int | None = None
    base: Base = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year; fiscal years have no known days."""

    year: int | None = None
    fiscal: bool = False
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStep:
    """ "Last week", "this year", "the following month"."""

    unit: Unit
    step: int
    base: Base = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season; step as in `Month`."""

    season: str
    year: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A quarter or half of a year, or the half of another period; `of` None: of the nearest year."""

    kind: Literal["quarter", "half"]
    number: int
    of: Meaning | None = None
    fiscal: bool = False
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NthUnits:
    """ "The first nine months of 2025", "the last week of July": number -1 is the last."""

    number: int
    count: int
    unit: Unit
    of: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWeekday:
    """ "The third Monday of March": number -1 is the last."""

    number: int
    weekday: int
    of: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWorkday:
    """ "The last working day of the month": number -1 is the last."""

    number: int
    of: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOf:
    """The week that holds a day, or the numbered ISO week of a year."""

    day: Meaning | None = None
    number: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A decade or a century: its first and last year and its TIMEX3 value."""

    first: int
    last: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portioned:
    """Early, mid or late in something; sharp: "the end of", which may name the last day."""

    portion: Portion
    of: Meaning
    sharp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfDay:
    """Morning, evening and so on, of a day (None: of the day spoken of)."""

    part: str
    of: Meaning | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day on a day (None: on the day spoken of). midnight: told as such, which day it ends is open."""

    time: time
    midnight: bool = False
    zone: str | None = None
    zone_words: str | None = None
    of: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From one to the other, both included."""

    first: Meaning
    last: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So many units; count None: "several"."""

    count: Decimal | None
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time; upto: the larger number of "10 or 12 days". mod: TIMEX3 modifier ("APPROX")."""

    amounts: tuple[Amount, ...]
    upto: Decimal | None = None
    workdays: bool = False
    mod: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A length counted from somewhere: sign 1 forwards, -1 backwards."""

    length: Length
    sign: int
    base: Base | Meaning
    duration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEvent:
    """A length counted from something that happens; event: its name in the language file, or None."""

    length: Length
    sign: int
    event: str | None
    event_words: str | None
    nth: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftIn:
    """ "In 21 days", "within 50 days": a day, if the words around look ahead; otherwise a length."""

    length: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """ "The next two weeks", "the past three months": side 1 or -1; 0 when it names no side.

    end: the day or month it runs up to ("the three months to 30 September"), or None for today.
    """

    length: Length
    side: int
    end: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Something that comes again and again."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """ "Now", "recently", "soon"."""

    ref: str


Meaning = (
    Day
    | Weekday
    | DayOfMonth
    | DayStep
    | Feast
    | Unclear
    | Month
    | Year
    | UnitStep
    | Season
    | Part
    | NthUnits
    | NthWeekday
    | NthWorkday
    | WeekOf
    | Era
    | Portioned
    | PartOfDay
    | Clock
    | Between
    | Length
    | Shift
    | ShiftEvent
    | ShiftIn
    | Window
    | Repeat
    | Vague
)


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
