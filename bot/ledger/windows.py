"""When a fact happens and when it was told, as days that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model.facts import MeetingStatus
from bot.model.records import ToldFact
from bot.model.text import Told
from bot.model.when import When

FIXED_DAYS = 10  # a window of at most so many days ("last week", "10 and 11 May") pins an encounter down
SLIP_DAYS = 3  # outlets that disagree about one due day differ by at most so many

PAST = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING, MeetingStatus.DENIED})
AHEAD = frozenset(
    {MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED, MeetingStatus.REFUSED,
     MeetingStatus.UNCONFIRMED}
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Window) -> bool:
        """Whether they share a day."""
        return max(self.first, other.first) <= min(self.last, other.last)

    def holds(self, other: Window) -> bool:
        """Whether `other` lies inside."""
        return self.first <= other.first and other.last <= self.last

    def gap(self, other: Window) -> int:
        """Days between the two; 0 when they touch or overlap."""
        return max((max(self.first, other.first) - min(self.last, other.last)).days, 0)


def window_of(when: When | None) -> Window | None:
    """The days `when` can mean; None when it has no day or an open end."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return Window(when.earliest, when.latest)


def told_day(told: Told) -> date:
    """The day of the report: of publication, or of receipt for an undated article."""
    return (told.published or told.known).date()


def told_at(told: Told) -> datetime:
    """When a report counts as told: its publication, or its receipt for an undated article and for an edit.

    An archive read in one go, or an old article found late, is put in the order in which it was news.
    """
    return told.published if told.published is not None and told.number == 1 else told.known


def order(item: ToldFact) -> tuple[object, ...]:
    """Sorts facts by when they were told, then by article and place in it: the same on every machine."""
    told = item.told
    return told_at(told), told.known, told.article, told.number, item.fact.quote.span, item.fact.id


def shift(day: date, days: int) -> date:
    """`day` moved by `days`, held inside the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
