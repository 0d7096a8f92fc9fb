"""What resolving starts from and ends in, and what all of it uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from bot.model.when import Anchor, Precision, WhenKind
from bot.text.when import meaning as m
from bot.text.when.frame import LIMITS, Frame
from bot.text.when.story import Story

NO_DATE = "the article carries no date"
NO_BASE = "the text names no day to count this from"
OFF_CALENDAR = "the day lies outside the calendar"
FISCAL = "the months of the fiscal year are not told"
VAGUE = "the words name no day"
WORKDAYS = "working days need a named holiday calendar"
COARSE = frozenset(("M", "Q", "Y", "DE", "CE"))  # units that can be counted from a month or a year
UNKNOWN = {
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
_AGAINST_LIMIT, _AGAINST_WEAK_LIMIT = 250, 120  # "must file by 15 January" is said of the day to come


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


def on_days(
    value: str, days: tuple[date, date], precision: Precision, anchor: Anchor | None = None
) -> Resolved:
    """A period from its first to its last day."""
    return Resolved(value=value, first=days[0], last=days[1], precision=precision, anchor=anchor)


def base_anchor(base: m.Base, around: Surroundings, *, coarse: bool = False) -> Anchor | None:
    """What to count from; what is not told as lying ahead never counts from a day that does."""
    if base == "story":
        ahead = around.frame.ahead is True
        mention = around.story.reference(around.sentence, ahead=ahead, coarse=coarse)
        if mention is not None:
            return mention.anchor
    return around.today


def cost_of(found: date, today: date, frame: Frame) -> float:
    """How many days a candidate is from today; one against the frame counts as further away."""
    distance = (found - today).days
    penalty = 0
    if frame.ahead is True and distance < 0 and frame.bound in LIMITS:
        penalty = _AGAINST_LIMIT if frame.strong else _AGAINST_WEAK_LIMIT
    elif frame.ahead is True and distance < 0:
        penalty = _AGAINST_AHEAD if frame.strong else _AGAINST_WEAK
    elif frame.ahead is False and distance > 0:
        penalty = _AGAINST_BACK if frame.strong else _AGAINST_WEAK
    tie = 0.5 if distance > 0 else 0.0
    return abs(distance) + tie + penalty


def span_cost(days: tuple[date, date], today: date, frame: Frame) -> float:
    """How far a period is from today; one against the frame counts as further away."""
    if days[0] <= today <= days[1]:
        return 0.0
    near = days[0] if today < days[0] else days[1]
    return cost_of(near, today, frame)


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
