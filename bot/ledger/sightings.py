"""A meeting fact as the ledger compares it with others: who, when, how, told when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.ledger.actors import Actor, actors_of
from bot.ledger.places import other_place, same_place
from bot.ledger.windows import AHEAD, FIXED_DAYS, PAST, Window, order, shift, told_day, window_of
from bot.model.facts import Meeting, Mode
from bot.model.records import ToldFact
from bot.text.words import content_terms

AHEAD_DAYS = 45  # an undated "will meet soon" can mean an encounter up to so many days after the report
BACK_DAYS = 10  # an undated "they met" can mean one up to so many days before it
LATE_DAYS = 3  # "the talks were called off" may be told so many days after the day that was planned
SILENCE_DAYS = 60  # wishes for an encounter told further apart than this are two stories
TOGETHER_DAYS = (
    2  # outlets that put one meeting on different days do so in reports at most so many days apart
)
CROWD = 4  # a fact may stand for one with at most so many times its participants
MOST_DAYS = 400  # a fact about more days than this ("over the past decade") stands for no single encounter
SAME_WORDS = 0.5  # share of words two revisions of one sentence keep

_REMOTE = frozenset({Mode.PHONE, Mode.VIDEO})
_PRESENT = frozenset({Mode.IN_PERSON, Mode.INDIRECT})
_REMOTE_FORMS = frozenset({"call", "phone call", "video call", "videoconference"})


@dataclass(frozen=True, eq=False)
class Sighting:
    """One meeting fact, ready for comparison; two are equal only when they are the same object."""

    item: ToldFact
    meeting: Meeting

    @cached_property
    def actors(self) -> frozenset[Actor]:
        """Everybody who took part."""
        return actors_of(self.meeting)

    @cached_property
    def who(self) -> frozenset[str]:
        """Keys of everybody, described groups included."""
        return frozenset(actor.key for actor in self.actors)

    @cached_property
    def named(self) -> tuple[Actor, ...]:
        """Those whom a name identifies, sorted."""
        return tuple(sorted((a for a in self.actors if a.named), key=lambda a: a.key))

    @cached_property
    def window(self) -> Window | None:
        """The days on which it can have been."""
        return window_of(self.meeting.when)

    @cached_property
    def day(self) -> date | None:
        """Its one day, if it has one."""
        return self.window.first if self.window and self.window.days == 1 else None

    @cached_property
    def moved_from(self) -> date | None:
        """The one day it was moved from, if it is told."""
        old = window_of(self.meeting.previous)
        return old.first if old is not None and old.days == 1 else None

    @cached_property
    def told(self) -> date:
        """The day of the report."""
        return told_day(self.item.told)

    @cached_property
    def remote(self) -> bool | None:
        """By telephone or video; None when the article does not say."""
        if self.meeting.mode in _REMOTE or (self.meeting.mode is None and self.meeting.form in _REMOTE_FORMS):
            return True
        return False if self.meeting.mode in _PRESENT else None

    @cached_property
    def order(self) -> tuple[object, ...]:
        """By when it became known."""
        return order(self.item)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The words of its quote."""
        return frozenset(content_terms(self.meeting.quote.text))

    @property
    def fixed(self) -> bool:
        """Whether its days are few enough to pin an encounter down."""
        return self.window is not None and self.window.days <= FIXED_DAYS

    @cached_property
    def ahead(self) -> bool:
        """Whether it speaks of something still to come when it was told."""
        if self.window is not None and self.window.last < self.told:
            return False
        return self.meeting.status in AHEAD

    @cached_property
    def reach(self) -> Window:
        """The days on which an encounter that this fact may mean can lie."""
        if self.window is not None:
            if self.ahead and self.window.last >= self.told:
                return Window(
                    min(max(self.window.first, shift(self.told, -1)), self.window.last), self.window.last
                )
            return self.window
        if self.ahead:
            return Window(shift(self.told, -1), shift(self.told, AHEAD_DAYS))
        if self.meeting.status in PAST:
            return Window(shift(self.told, -BACK_DAYS), shift(self.told, 1))
        return Window(shift(self.told, -LATE_DAYS), shift(self.told, AHEAD_DAYS))


def alike_in_mode(a: Sighting, b: Sighting) -> bool:
    """Whether nothing says that one was by telephone and the other face to face."""
    return a.remote is None or b.remote is None or a.remote == b.remote


def likeness(a: Sighting, b: Sighting) -> float:
    """How well the participants of `a` fit those of `b`, 0 when `a` cannot stand for `b`.

    Everyone named in `a` must be in `b`, or be a state that someone in `b` speaks for; at least one by name.
    """
    if not a.named or len(b.actors) > CROWD * len(a.actors):
        return 0.0
    if a.who == b.who:
        return 1.0 if len(a.named) > 1 or same_place(a.meeting.place, b.meeting.place) else 0.0
    found = [_is_among(actor, b) for actor in a.named]
    by_name = sum(found)
    for_state = sum(
        not there and any(actor.speaks_for(other) for other in b.named)
        for actor, there in zip(a.named, found, strict=True)
    )
    met = by_name + for_state
    everyone = met == len(a.named) or (len(a.named) >= 5 and by_name >= 0.6 * len(a.named))
    if not everyone:
        return 0.0
    if len(a.named) == 1:
        return 0.1 if by_name and same_place(a.meeting.place, b.meeting.place) else 0.0
    if not by_name and not same_place(a.meeting.place, b.meeting.place):
        return 0.0
    return (by_name + 0.5 * for_state) / len(a.actors | b.actors)


def _is_among(actor: Actor, sighting: Sighting) -> bool:
    """Whether someone took part by the same name, or by the full name of a surname told beside others."""
    if actor.key in sighting.who:
        return True
    return (
        actor.surname is not None
        and len(sighting.named) > 1
        and any(actor.is_one(other) for other in sighting.named)
    )


def may_stand_for(vague: Sighting, exact: Sighting) -> bool:
    """Whether `vague` may speak of the encounter that `exact` pins down to fewer days."""
    if exact.window is None or not vague.reach.holds(exact.window):
        return False
    if vague.window is not None and not exact.window.days < vague.window.days <= MOST_DAYS:
        return False
    if not exact.fixed and (vague.ahead or vague.window is None):
        return False
    if exact.meeting.status in AHEAD and exact.window.last < exact.told:
        return False  # a plan for a day that lay behind when it was told is no day to hold others to
    if vague.item.told.revision == exact.item.told.revision or not alike_in_mode(vague, exact):
        return False
    if any(exact.window.first <= day <= exact.window.last for day in vague.meeting.apart_from):
        return False
    return likeness(vague, exact) > 0 and not other_place(vague.meeting.place, exact.meeting.place)


def may_be_one_wish(a: Sighting, b: Sighting) -> bool:
    """Whether two facts without a nearer encounter to stand for speak of one: both ahead, or both of the same days."""
    if a.who != b.who and not (likeness(a, b) or likeness(b, a)):
        return False
    if not alike_in_mode(a, b) or a.item.told.revision == b.item.told.revision:
        return False
    if a.meeting.place and b.meeting.place and not same_place(a.meeting.place, b.meeting.place):
        return False
    if a.ahead and b.ahead:
        return abs((a.told - b.told).days) <= SILENCE_DAYS
    return a.window is not None and a.window == b.window


def disagree_on_day(a: Sighting, b: Sighting) -> bool:
    """Whether both speak of one meeting though `b` puts it a day later: neither can be speaking of an earlier one."""
    if b.day is None or a.remote != b.remote or not same_place(a.meeting.place, b.meeting.place):
        return False
    apart = abs((a.told - b.told).days)
    if a.meeting.status in PAST and b.meeting.status in PAST:
        return min(a.told, b.told) >= b.day and apart <= TOGETHER_DAYS
    if a.ahead and b.ahead:
        return apart <= TOGETHER_DAYS
    return a.ahead and b.meeting.status in PAST and apart <= BACK_DAYS


def is_rewording(a: Sighting, b: Sighting) -> bool:
    """Whether they are one sentence in two revisions of an article that follow each other."""
    if a.meeting.article != b.meeting.article or abs(a.item.told.number - b.item.told.number) != 1:
        return False
    if a.who != b.who or not alike_in_mode(a, b):
        return False
    return len(a.quoted & b.quoted) >= SAME_WORDS * len(a.quoted | b.quoted) > 0
