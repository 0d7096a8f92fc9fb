"""From days as told to calendar days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.text.when import calendars as c
from bot.text.when import meaning as m
from bot.text.when.frame import Frame
from bot.text.when.numbers import is_day
from bot.text.when.resolved import (
    NO_BASE,
    NO_DATE,
    Resolved,
    Surroundings,
    base_anchor,
    cost_of,
    on_day,
    unresolved,
)


def day(day: m.Day, around: Surroundings) -> Resolved:
    """A calendar date; the nearest year when it names none."""
    year, anchor, note = day.year, None, ""
    if year is None:
        base = base_anchor(day.base, around, coarse=True)
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
    return min(near, key=lambda y: cost_of(date(y, day.month, day.day), today, frame), default=None)


def weekday(day: m.Weekday, around: Surroundings) -> Resolved:
    """A weekday, ahead or behind as the frame says."""
    story = day.step.startswith("story")
    anchor = base_anchor("story" if story else "now", around)
    if anchor is None:
        return unresolved(f"XXXX-WXX-{day.weekday + 1}", NO_DATE)
    found, note = _pick_weekday(day, anchor.day, around.frame)
    before = around.story.in_sentence(around.sentence) if around.frame.joined and day.step == "near" else None
    if before is not None and before.ahead and 0 < (before.day - found).days < 7:
        found += timedelta(days=7)  # "on Wednesday and Thursday", told on a Thursday
    return on_day(found, anchor, note)


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


def day_of_month(day: m.DayOfMonth, around: Surroundings) -> Resolved:
    """The 15th: of the nearest month."""
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
    return on_day(min(days, key=lambda d: cost_of(d, today, replace(frame, strong=False))), around.today)


_POINTS_BACK = 3  # sentences over which "that evening" holds, whatever months are named between


def day_step(day: m.DayStep, around: Surroundings) -> Resolved:
    """Today, the next day."""
    anchor = base_anchor(day.base, around)
    if anchor is None:
        return unresolved("XXXX-XX-XX", NO_DATE)
    if day.pointing and around.today is not None and anchor == around.today:
        return unresolved("XXXX-XX-XX", NO_BASE)  # "on the same day", where no day was named
    named = around.story.reference(around.sentence)
    far = day.pointing and named is not None and around.sentence - named.sentence > _POINTS_BACK
    counted = day.base == "story" and (day.step != 0 or far) and around.frame.ahead is not True
    if counted and around.story.moved_on(named, around.today.day if around.today else None):
        return unresolved("XXXX-XX-XX", NO_BASE)
    return on_day(c.shift(anchor.day, Decimal(day.step), "D"), anchor)


def feast(feast: m.Feast, around: Surroundings) -> Resolved:
    """A named day; the nearest one when it names no year."""
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
            found = min(days, key=lambda d: cost_of(d, today, around.frame))
    return on_day(found, around.today)
