"""From a meaning and its surroundings to calendar days: dates, weekdays, periods. Lengths are in lengths.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal

from bot.model.when import Anchor, Precision, WhenKind
from bot.text.when import calendars as c
from bot.text.when import meaning as m
from bot.text.when.frame import Frame
from bot.text.when.numbers import is_day
from bot.text.when.story import Story

NO_DATE = "the article carries no date"
OFF_CALENDAR = "the day lies outside the calendar"
FISCAL = "the months of the fiscal year are not told"
VAGUE = "the words name no day"
WORKDAYS = "working days need a named holiday calendar"
COARSE = frozenset(("M", "Q", "Y", "DE", "CE"))  # units that can be counted from a month or a year
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}

# By how many days a year against the frame counts as further away. A past tense is a surer sign than a future one:
# "the limit was to end on 8 August" speaks of a day just gone, but nothing "rose" next November.
_AGAINST_AHEAD, _AGAINST_BACK, _AGAINST_WEAK = 150, 250, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What resolving needs to know beside the meaning.

    today: the day the text speaks from, with its name; None when the article carries no date.
    sentence: the number of the sentence; calendar: whose holidays count for working days, or None.
    """

    today: Anchor | None
    frame: Frame
    story: Story
    sentence: int
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A meaning on the calendar; fields as in `When`. note: what the rule did, appended to its name."""

    value: str | None
    kind: WhenKind = WhenKind.DATE
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    time: time | None = None
    zone: str | None = None
    anchor: Anchor | None = None
    mod: str | None = None
    note: str = ""
    open_reason: str | None = None


def unresolved(value: str | None, reason: str, kind: WhenKind = WhenKind.DATE) -> Resolved:
    """What stays open, with the reason."""
    return Resolved(value=value, kind=kind, open_reason=reason)


def on_day(day: date, anchor: Anchor | None = None, note: str = "") -> Resolved:
    """One calendar day."""
    return Resolved(
        value=day.isoformat(), first=day, last=day, precision=Precision.DAY, anchor=anchor, note=note
    )


def resolve_date(meaning: m.Meaning, around: Surroundings) -> Resolved:
    """The days of a date or period; OverflowError when they leave the calendar."""
    match meaning:
        case m.Day():
            return _day(meaning, around)
        case m.Weekday():
            return _weekday(meaning, around)
        case m.DayOfMonth():
            return _day_of_month(meaning, around)
        case m.DayStep():
            return _day_step(meaning, around)
        case m.Feast():
            return _feast(meaning, around)
        case m.Unclear():
            return unresolved(meaning.value, meaning.reason)
        case m.Month():
            return _month(meaning, around)
        case m.Year():
            return _year(meaning, around)
        case m.UnitStep():
            return _unit(meaning, around)
        case m.Season():
            return _season(meaning, around)
        case m.Part():
            return _part(meaning, around)
        case m.NthUnits():
            return _nth_units(meaning, around)
        case m.NthWeekday():
            return _nth_weekday(meaning, around)
        case m.NthWorkday():
            return _nth_workday(meaning, around)
        case m.WeekOf():
            return _week_of(meaning, around)
        case m.Era():
            first, last = date(meaning.first, 1, 1), date(meaning.last, 12, 31)
            return Resolved(value=meaning.value, first=first, last=last, precision=Precision.RANGE)
        case m.Portioned():
            return _portioned(meaning, around)
        case m.PartOfDay():
            return _part_of_day(meaning, around)
        case m.Clock():
            return _clock(meaning, around)
        case m.Between():
            return _between(meaning, around)
        case _:
            return unresolved(None, VAGUE)


# ------------------------------------------------------------------------------------------------------------ days


def _day(day: m.Day, around: Surroundings) -> Resolved:
    year, anchor, note = day.year, None, ""
    if year is None:
        base = _base(day.base, around, coarse=True)
        if base is None:
            return unresolved(f"XXXX-{day.month:02d}-{day.day:02d}", NO_DATE)
        anchor = base
        if day.step is not None:
            year = base.day.year + day.step
        else:
            near = _near_year(day, base.day, around.frame)
            if near is None:
                return unresolved(f"XXXX-{day.month:02d}-{day.day:02d}", "there is no such day")
            year = near
        if not is_day(year, day.month, day.day):
            return unresolved(f"{year}-{day.month:02d}", "there is no such day")
    found = date(year, day.month, day.day)
    if day.weekday is not None and found.weekday() != day.weekday:
        note = ".weekday_differs"
    return on_day(found, anchor, note)


def _near_year(day: m.Day, today: date, frame: Frame) -> int | None:
    """The year nearest in time; one against the frame counts as further away."""
    years = [
        y for y in range(today.year - 8, today.year + 9) if 1 <= y <= 9999 and is_day(y, day.month, day.day)
    ]
    near = [y for y in years if abs(y - today.year) <= 1] or years
    if day.weekday is not None:
        near = [y for y in near if date(y, day.month, day.day).weekday() == day.weekday] or near
    return min(near, key=lambda y: _cost(date(y, day.month, day.day), today, frame), default=None)


def _cost(found: date, today: date, frame: Frame) -> float:
    distance = (found - today).days
    penalty = 0
    if frame.ahead is True and distance < 0:
        penalty = _AGAINST_AHEAD if frame.strong else _AGAINST_WEAK
    elif frame.ahead is False and distance > 0:
        penalty = _AGAINST_BACK if frame.strong else _AGAINST_WEAK
    tie = 0.5 if distance > 0 else 0.0
    return abs(distance) + tie + penalty


def _weekday(day: m.Weekday, around: Surroundings) -> Resolved:
    story = day.step.startswith("story")
    anchor = _base("story" if story else "now", around)
    if anchor is None:
        return unresolved(f"XXXX-WXX-{day.weekday + 1}", NO_DATE)
    found = _pick_weekday(day, anchor.day, around.frame)
    return on_day(found[0], anchor, found[1])


def _pick_weekday(day: m.Weekday, today: date, frame: Frame) -> tuple[date, str]:
    back = (today.weekday() - day.weekday) % 7
    ahead = (7 - back) % 7
    in_week = today + timedelta(days=day.weekday - today.weekday())
    match day.step:
        case "last":
            return today - timedelta(days=back or 7), ".last"
        case "next":
            return in_week + timedelta(days=7), ".next_week"
        case "this":
            return today + timedelta(days=ahead), ".this"
        case "week":
            return in_week + timedelta(days=7 * day.week), ".of_week"
        case "week_after":
            return today + timedelta(days=ahead + 7 * day.week), ".week_after"
        case "week_before":
            return today - timedelta(days=(back or 7) + 7 * day.week), ".week_before"
        case "story_next":
            return today + timedelta(days=ahead or 7), ".story_next"
        case "story_last":
            return today - timedelta(days=back or 7), ".story_last"
        case _:
            pass
    if frame.ahead is True:
        return today + timedelta(days=ahead), ".ahead"
    if frame.ahead is False:
        return today - timedelta(days=back), ".back"
    if ahead <= 2 and back > 0:
        return today + timedelta(days=ahead), ".nearest"
    return today - timedelta(days=back), ".nearest"


def _day_of_month(day: m.DayOfMonth, around: Surroundings) -> Resolved:
    if around.today is None:
        return unresolved(f"XXXX-XX-{day.day:02d}", NO_DATE)
    today = around.today.day
    base = today.replace(day=1)
    steps = (day.step,) if day.step is not None else (0, -1, 1)
    months = [c.shift(base, Decimal(step), "M") for step in steps]
    days = [date(b.year, b.month, day.day) for b in months if is_day(b.year, b.month, day.day)]
    if day.weekday is not None:
        days = [d for d in days if d.weekday() == day.weekday] or days
    if not days:
        return unresolved(f"{base:%Y-%m}", "there is no such day")
    frame = around.frame
    return on_day(min(days, key=lambda d: _cost(d, today, replace(frame, strong=False))), around.today)


def _day_step(day: m.DayStep, around: Surroundings) -> Resolved:
    anchor = _base(day.base, around)
    if anchor is None:
        return unresolved("XXXX-XX-XX", NO_DATE)
    return on_day(c.shift(anchor.day, Decimal(day.step), "D"), anchor)


def _feast(feast: m.Feast, around: Surroundings) -> Resolved:
    if feast.year is not None:
        return on_day(c.feast_day(feast.recipe, feast.year))
    if around.today is None:
        fixed = feast.recipe if len(feast.recipe) == 5 and feast.recipe[2] == "-" else "XX-XX"
        return unresolved(f"XXXX-{fixed}", NO_DATE)
    today = around.today.day
    days = [c.feast_day(feast.recipe, today.year + step) for step in (-1, 0, 1)]
    match feast.step:
        case -1:
            found = max(d for d in days if d < today)
        case 1:
            found = min(d for d in days if d > today)
        case 0:
            found = days[1]
        case _:
            found = min(days, key=lambda d: _cost(d, today, around.frame))
    return on_day(found, around.today)


# --------------------------------------------------------------------------------------------------------- periods


def _span(
    value: str, days: tuple[date, date], precision: Precision, anchor: Anchor | None = None
) -> Resolved:
    return Resolved(value=value, first=days[0], last=days[1], precision=precision, anchor=anchor)


def _month(month: m.Month, around: Surroundings) -> Resolved:
    year, anchor = month.year, None
    if year is None:
        anchor = _base(month.base, around, coarse=True)
        if anchor is None:
            return unresolved(f"XXXX-{month.month:02d}", NO_DATE)
        year = _month_year(month, anchor.day, around.frame)
    days = c.month_days(year, month.month)
    return _span(f"{year}-{month.month:02d}", days, Precision.MONTH, anchor)


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


def _year(year: m.Year, around: Surroundings) -> Resolved:
    number, anchor = year.year, None
    if number is None:
        if around.today is None:
            return unresolved("FYXXXX" if year.fiscal else "XXXX", NO_DATE)
        anchor = around.today
        number = anchor.day.year + year.step
    if year.fiscal:
        return Resolved(value=f"FY{number}", anchor=anchor, open_reason=FISCAL)
    return _span(f"{number}", c.year_days(number), Precision.YEAR, anchor)


def _unit(unit: m.UnitStep, around: Surroundings) -> Resolved:
    anchor = _base(unit.base, around, coarse=unit.unit in COARSE)
    if anchor is None:
        return unresolved(_UNKNOWN.get(unit.unit), NO_DATE)
    if unit.unit == "WE":
        return _weekend(unit, anchor, around.frame)
    day = c.shift(
        anchor.day.replace(day=1) if unit.unit != "W" else anchor.day, Decimal(unit.step), unit.unit
    )
    return period_of(day, unit.unit, anchor)


def period_of(day: date, unit: m.Unit, anchor: Anchor | None) -> Resolved:
    """The week, month, quarter, year, decade or century of `day`."""
    match unit:
        case "W" | "FN":
            return _span(c.week_value(day), c.week_days(day), Precision.WEEK, anchor)
        case "M":
            return _span(f"{day:%Y-%m}", c.month_days(day.year, day.month), Precision.MONTH, anchor)
        case "Q":
            number = (day.month + 2) // 3
            return _span(f"{day.year}-Q{number}", c.quarter_days(day.year, number), Precision.QUARTER, anchor)
        case "Y":
            return _span(f"{day.year}", c.year_days(day.year), Precision.YEAR, anchor)
        case "DE":
            first = day.year // 10 * 10
            return _span(
                f"{first // 10}",
                (date(max(first, 1), 1, 1), date(first + 9, 12, 31)),
                Precision.RANGE,
                anchor,
            )
        case "CE":
            first = (day.year - 1) // 100 * 100 + 1
            last = min(first + 99, 9999)
            return _span(
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
    return _span(f"{c.week_value(saturday)}-WE", days, Precision.RANGE, anchor)


def _season(season: m.Season, around: Surroundings) -> Resolved:
    year, anchor = season.year, None
    if year is None:
        if around.today is None:
            return unresolved(f"XXXX-{season.season}", NO_DATE)
        anchor = around.today
        year = _season_year(season, anchor.day, around.frame)
    return _span(f"{year}-{season.season}", c.season_days(year, season.season), Precision.SEASON, anchor)


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


def span_cost(days: tuple[date, date], today: date, frame: Frame) -> float:
    """How far a period is from today; one against the frame counts as further away."""
    if days[0] <= today <= days[1]:
        return 0.0
    near = days[0] if today < days[0] else days[1]
    return _cost(near, today, frame)


def _part(part: m.Part, around: Surroundings) -> Resolved:
    letter = "Q" if part.kind == "quarter" else "H"
    precision = Precision.QUARTER if part.kind == "quarter" else Precision.HALF
    days_of = c.quarter_days if part.kind == "quarter" else c.half_days
    if part.of is not None and not part.fiscal:
        of = resolve_date(part.of, around)
        if of.first is None or of.last is None:
            return replace(of, value=f"{of.value}-{letter}{part.number}" if of.value else None)
        if of.precision is not Precision.YEAR:
            middle = of.first + timedelta(days=(of.last - of.first).days // 2)
            days = (of.first, middle) if part.number == 1 else (middle + timedelta(days=1), of.last)
            return replace(
                _span(str(of.value), days, Precision.RANGE, of.anchor),
                mod="START" if part.number == 1 else "END",
            )
        year = of.first.year
        return _span(f"{year}-{letter}{part.number}", days_of(year, part.number), precision, of.anchor)
    if around.today is None and part.of is None:
        return unresolved(f"XXXX-{letter}{part.number}", NO_DATE)
    if part.of is not None:
        of = resolve_date(part.of, around)
        return replace(
            of,
            value=f"{of.value}-{letter}{part.number}",
            first=None,
            last=None,
            precision=None,
            open_reason=FISCAL,
        )
    assert around.today is not None
    today = around.today.day
    years = (today.year - 1, today.year, today.year + 1)
    if part.step is not None:
        year = today.year + part.step
    else:
        year = min(years, key=lambda y: span_cost(days_of(y, part.number), today, around.frame))
    value = f"{year}-{letter}{part.number}"
    if part.fiscal:
        return Resolved(value=value, anchor=around.today, open_reason=FISCAL)
    return _span(value, days_of(year, part.number), precision, around.today)


def _nth_units(part: m.NthUnits, around: Surroundings) -> Resolved:
    of = resolve_date(part.of, around)
    if of.first is None or of.last is None:
        return replace(of, value=None)
    unit = part.unit
    if unit == "W" and part.count == 1:
        return _nth_week(part.number, of)
    if part.number == -1:
        start = c.shift(of.last + timedelta(days=1), Decimal(-part.count), unit)
        end = of.last
    else:
        start = c.shift(of.first, Decimal((part.number - 1) * part.count), unit)
        end = c.shift(start, Decimal(part.count), unit) - timedelta(days=1)
    if start < of.first or end > of.last:
        return unresolved(of.value, "the period is not that long")
    if part.count == 1:
        return period_of(start, unit, of.anchor)
    found = _span(f"{start.isoformat()}/{end.isoformat()}", (start, end), Precision.RANGE, of.anchor)
    return replace(found, value=f"{start:%Y-%m}/{end:%Y-%m}" if unit in ("M", "Q") else found.value)


def _nth_week(number: int, of: Resolved) -> Resolved:
    """A week of a month: the first is the one that has most of its days in the month, the last holds its last day."""
    assert of.first is not None
    assert of.last is not None
    if number == -1:
        monday = c.week_days(of.last)[0]
    else:
        monday = (
            c.week_days(of.first)[0]
            if of.first.weekday() <= 3
            else c.week_days(of.first)[0] + timedelta(days=7)
        )
        monday += timedelta(days=7 * (number - 1))
    return period_of(monday, "W", of.anchor)


def _nth_weekday(day: m.NthWeekday, around: Surroundings) -> Resolved:
    of = resolve_date(day.of, around)
    if of.first is None or of.last is None:
        return replace(of, value=f"XXXX-WXX-{day.weekday + 1}")
    found = c.nth_weekday(of.first, of.last, day.weekday, day.number)
    if found is None:
        return unresolved(of.value, "there is no such day")
    return on_day(found, of.anchor)


def _nth_workday(day: m.NthWorkday, around: Surroundings) -> Resolved:
    of = resolve_date(day.of, around)
    if of.first is None or of.last is None:
        return of
    if around.calendar is None:
        return unresolved(of.value, WORKDAYS)
    if day.number == -1:
        found = c.business_days_after(of.last + timedelta(days=1), -1, around.calendar)
    else:
        found = c.business_days_after(of.first - timedelta(days=1), day.number, around.calendar)
    return on_day(found, of.anchor, f".working_days.{around.calendar}")


def _week_of(week: m.WeekOf, around: Surroundings) -> Resolved:
    if week.day is not None:
        of = resolve_date(week.day, around)
        return period_of(of.first, "W", of.anchor) if of.first is not None else replace(of, value="XXXX-WXX")
    year, anchor = week.year, None
    if year is None:
        if around.today is None:
            return unresolved(f"XXXX-W{week.number:02d}", NO_DATE)
        anchor, year = around.today, around.today.day.year
    try:
        monday = date.fromisocalendar(year, week.number or 1, 1)
    except ValueError:
        return unresolved(f"{year}", "the year has no such week")
    return period_of(monday, "W", anchor)


def _portioned(part: m.Portioned, around: Surroundings) -> Resolved:
    of = resolve_date(part.of, around)
    found = replace(of, mod=part.portion, note=of.note + "." + part.portion.lower())
    if found.last is None or found.first == found.last or not part.sharp:
        return found
    frame = around.frame
    if part.portion == "END" and (
        frame.bound in ("by", "until", "before", "within", "from", "after") or frame.expiring
    ):
        return replace(found, first=found.last, precision=Precision.DAY, note=of.note + ".last_day")
    if part.portion == "START" and frame.bound in ("from", "since", "before", "by", "until"):
        return replace(found, last=found.first, precision=Precision.DAY, note=of.note + ".first_day")
    return found


def _between(span: m.Between, around: Surroundings) -> Resolved:
    last = resolve_date(span.last, around)
    first = resolve_date(span.first, around)
    if first.first is None or last.last is None:
        return replace(first, value=None, open_reason=first.open_reason or last.open_reason)
    if isinstance(span.last, m.Weekday) and first.first > last.last:
        moved = timedelta(days=7)
        last = replace(last, first=last.last + moved, last=last.last + moved)
        last = replace(last, value=last.first.isoformat() if last.first else None)
    elif (
        first.first > (last.last or first.first)
        and isinstance(span.last, m.Day | m.Month)
        and span.last.year is None
    ):
        last = _next_year(last)
    if last.last is None or first.first > last.last:
        return unresolved(None, "the end lies before the start")
    return Resolved(
        value=f"{first.value}/{last.value}",
        first=first.first,
        last=last.last,
        precision=Precision.RANGE if first.first != last.last else Precision.DAY,
        anchor=first.anchor or last.anchor,
        note=first.note,
    )


def _next_year(last: Resolved) -> Resolved:
    assert last.last is not None
    assert last.first is not None
    one = Decimal(1)
    first_day, last_day = c.shift(last.first, one, "Y"), c.shift(last.last, one, "Y")
    value = first_day.isoformat() if first_day == last_day else f"{first_day:%Y-%m}"
    return replace(last, first=first_day, last=last_day, value=value)


# ------------------------------------------------------------------------------------------------------ time of day


def _part_of_day(part: m.PartOfDay, around: Surroundings) -> Resolved:
    of = resolve_date(part.of, around) if part.of is not None else spoken_day(around)
    value = None if of.value is None else f"{of.value}T{part.part}"
    return replace(of, value=value, kind=WhenKind.TIME)


def spoken_day(around: Surroundings) -> Resolved:
    """The day of an hour that names none: the one in its sentence, else today, else the one before."""
    near = around.story.in_sentence(around.sentence)
    if near is not None:
        return on_day(near.day, near.anchor)
    if around.today is not None:
        return on_day(around.today.day, around.today)
    reference = around.story.reference(around.sentence)
    if reference is not None:
        return on_day(reference.day, reference.anchor)
    return unresolved("XXXX-XX-XX", NO_DATE)


def _clock(clock: m.Clock, around: Surroundings) -> Resolved:
    of = resolve_date(clock.of, around) if clock.of is not None else spoken_day(around)
    ends = clock.midnight and (around.frame.bound in ("by", "until", "before") or around.frame.expiring)
    told = "24:00" if ends else f"{clock.time:%H:%M}"
    value = None if of.value is None else f"{of.value}T{told}"
    note = ".end_of_day" if ends else ".start_of_day" if clock.midnight else ""
    exact = of.first is not None and of.first == of.last and not ends
    return replace(
        of,
        value=value,
        kind=WhenKind.TIME,
        precision=Precision.MINUTE if exact else of.precision,
        time=None if ends else clock.time,
        zone=clock.zone,
        note=of.note + note,
    )


def _base(base: m.Base, around: Surroundings, *, coarse: bool = False) -> Anchor | None:
    """What to count from; what is not told as lying ahead never counts from a day that does."""
    if base == "story":
        ahead = around.frame.ahead is True
        mention = around.story.reference(around.sentence, ahead=ahead, coarse=coarse)
        if mention is not None:
            return mention.anchor
    return around.today
