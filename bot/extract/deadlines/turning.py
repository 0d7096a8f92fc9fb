"""Days told without their year or week, turned to the coming or to the last one as the words around them look."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.extract.deadlines import due_words as cues
from bot.extract.deadlines.counting import shifted
from bot.model.facts import DeadlineStatus
from bot.model.when import When, iso_days

AHEAD = "deadline.next_year"
BEHIND = "deadline.last_year"


def ahead(when: When, published: date | None) -> When:
    """A weekday, or a day and month without a year, that our tagger read as past, read as the next one: the words look ahead."""
    day = when.day
    if (
        day is not None
        and published is not None
        and (cues.WEEKDAY.fullmatch(when.words) or _clock_on_weekday(when))
        and 0 < (published - day).days <= 7
    ):
        week = day + timedelta(days=7)
        return replace(when, earliest=week, latest=week, value=week.isoformat(), rule=AHEAD)
    if (
        day is None
        and published is not None
        and when.earliest is not None
        and when.latest is not None
        and when.latest < published
        and when.rule.startswith(("month", "season"))
        and not re.search(r"\d", when.words)
    ):
        first, last = shifted(when.earliest, "P1Y"), shifted(when.latest, "P1Y")
        if first is not None and last is not None and last >= published:
            return replace(when, earliest=first, latest=last, value=iso_days(first, last), rule=AHEAD)
    if (
        day is None
        or published is None
        or day >= published
        or re.search(r"\d{4}", when.words)
        or _clock_on_weekday(when)
        or not (when.rule.startswith(("day", "time.clock")) or _ends_month(when))
    ):
        return when
    later = shifted(day, "P1Y")
    if later is None or later < published or (_ends_month(when) and later - published > published - day):
        return when
    return replace(when, earliest=later, latest=later, value=later.isoformat(), rule=AHEAD)


def nearest(when: When, published: date | None) -> When:
    """A day without a year that was taken for the next one, as the last one where that is nearer; weekdays as they are."""
    return when if cues.WEEKDAY.fullmatch(when.words) else behind(when, published)


def nearest_weekday(when: When | None, published: date | None) -> When | None:
    """A weekday as the coming or the last one, whichever is nearer; other times as they are."""
    if when is None or when.day is None or published is None or not _on_weekday(when):
        return when
    days = (when.day - published).days
    return _week_before(when, when.day) if 3 < days <= 7 else ahead(when, published) if days < -3 else when


def behind(when: When, published: date | None) -> When:
    """A day or month without a year that our tagger read as coming, read as the last one: the words look back."""
    first, last = when.earliest, when.latest
    day = when.day
    named = cues.WEEKDAY.fullmatch(when.words) is not None
    if day is not None and published is not None and named and 0 < (day - published).days <= 7:
        return _week_before(when, day)
    if (
        first is None
        or last is None
        or published is None
        or last <= published
        or re.search(r"\d{4}", when.words)
    ):
        return when
    if (
        not when.rule.startswith(("day", "month", "season", AHEAD))
        or (last - published).days < cues.HALF_YEAR
    ):
        return when
    before, after = shifted(first, "P1Y", back=True), shifted(last, "P1Y", back=True)
    if before is None or after is None or after > published:
        return when
    return replace(when, earliest=before, latest=after, value=iso_days(before, after), rule=BEHIND)


def _week_before(when: When, day: date) -> When:
    week = day - timedelta(days=7)
    value = None if when.value is None else when.value.replace(day.isoformat(), week.isoformat())
    return replace(when, earliest=week, latest=week, value=value, rule=BEHIND)


def _on_weekday(when: When) -> bool:
    """Whether the words name a weekday, or an hour of one, without a date."""
    return cues.WEEKDAY.fullmatch(when.words) is not None or (
        _clock_on_weekday(when) and cues.WEEKDAY_NAME.search(when.words) is not None
    )


def direction(new: When | None, old: When | None) -> DeadlineStatus | None:
    """What a move from `old` to `new` is; None where the days do not tell."""
    if new is None or old is None or new.earliest is None or new.latest is None:
        return None
    if old.earliest is None or old.latest is None:
        return None
    if new.earliest > old.latest:
        return DeadlineStatus.EXTENDED
    return DeadlineStatus.BROUGHT_FORWARD if new.latest < old.earliest else None


def _clock_on_weekday(when: When) -> bool:
    """Whether the words name an hour of a weekday, without a date: "17:00 on Friday"."""
    return when.rule.startswith("time.clock") and cues.MONTH_SHORT.search(when.words) is None


def _ends_month(when: When) -> bool:
    """Whether the words name the end of a month without its year: "the end of May"."""
    return when.mod == "END" and cues.MONTH_NAME.search(when.words) is not None
