"""Dates and times as an article gives them: words, calendar bounds, precision, and how they were worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as clock  # a field has the name of the type
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model.text import Span


class Precision(StrEnum):
    """How finely the words fix the time. RANGE: an interval whose ends are days."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


class WhenKind(StrEnum):
    """The TIMEX3 types: a calendar date, a time of day, a length of time, a repeated time."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The day something was counted from.

    words: what named it ("published", or the article's own words such as "the Wednesday of the talks").
    span: where those words stand, None for the day of publication.
    """

    day: date
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time expression and what it means on the calendar.

    words, span: the expression in the revision.
    value: TIMEX3 value, such as "2025-08-08", "2025-W31", "P50D", "2025-08-08T17:00", "PAST_REF"; None when nothing
        can be said.
    earliest, latest: first and last calendar day it can mean, both included; None when unresolved or when the
        expression is a duration or a set. An open end ("until 8 August") has one of them None with the other set.
    time, zone: local time of day, and the zone it is told in: an IANA name, a fixed offset such as "+03:00", or None
        when the article does not say ("local time").
    zone_words: how the article names the zone.
    anchor: what a relative expression was counted from; None for an absolute one.
    bound: how the words around it use the day: "by", "until", "before", "within", "from", "since" or "after"; None
        when they do not bound anything. It never changes `earliest` and `latest`, which are the named days.
    mod: the TIMEX3 modifier of the words, such as "START", "MID", "END", "APPROX" or "MORE_THAN", or None.
    rule: the name of the rule that read it, for `dateline explain`.
    open_reason: why no calendar day can be given; None when resolved.
    """

    words: str
    span: Span
    kind: WhenKind
    value: str | None
    earliest: date | None
    latest: date | None
    precision: Precision | None
    time: clock | None = None
    zone: str | None = None
    zone_words: str | None = None
    anchor: Anchor | None = None
    rule: str
    open_reason: str | None = None
    bound: str | None = None
    mod: str | None = None

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError(f"{self.words!r}: {self.earliest} is after {self.latest}")
        if (self.earliest is None and self.latest is None) != (self.precision is None):
            raise ValueError(f"{self.words!r}: a resolved time has a precision, an open one has none")

    @property
    def resolved(self) -> bool:
        """Whether it names at least one calendar bound."""
        return self.precision is not None

    @property
    def day(self) -> date | None:
        """The one calendar day it means, or None."""
        return self.earliest if self.earliest is not None and self.earliest == self.latest else None

    def moments(self, reader_zone: tzinfo) -> tuple[datetime, datetime] | None:
        """Earliest and latest moment, aware, half-open; None unless both days are known.

        The article's own zone counts where it gives one; otherwise the reader's.
        """
        if self.earliest is None or self.latest is None:
            return None
        zone = zone_of(self.zone) or reader_zone
        if self.time is not None and self.earliest == self.latest:
            start = datetime.combine(self.earliest, self.time, tzinfo=zone)
            return start, start + timedelta(minutes=1)
        return (
            datetime.combine(self.earliest, clock.min, tzinfo=zone),
            datetime.combine(self.latest + timedelta(days=1), clock.min, tzinfo=zone),
        )

    def iso(self) -> str | None:
        """`YYYY-MM-DD`, `YYYY-Www`, `YYYY-MM`, `YYYY` or `start/end`; None when unresolved or open at one end."""
        if self.earliest is None or self.latest is None:
            return None
        return iso_days(self.earliest, self.latest)


def iso_days(first: date, last: date) -> str:
    """The shortest ISO name of the days from `first` to `last`, both included."""
    if first == last:
        return first.isoformat()
    if first.weekday() == 0 and last == first + timedelta(days=6):
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return f"{first:%Y}"
    return f"{first.isoformat()}/{last.isoformat()}"


def zone_of(name: str | None) -> tzinfo | None:
    """The zone of an IANA name or a fixed offset such as "+03:00"; None for None."""
    if name is None:
        return None
    if name[0] in "+-":
        parsed = datetime.strptime(name, "%z").tzinfo
        assert parsed is not None
        return parsed
    return ZoneInfo(name)
