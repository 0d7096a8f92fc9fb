"""The history of a record: which fact brought which state first.

A fact that only repeats the state in force adds no step. A proposal never moves the day in force. A day that has gone by
is no event: only an article makes a deadline passed, met or missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.ledger.windows import SLIP_DAYS, Window, order, told_at, told_day, window_of
from bot.model.facts import MOVED, Deadline, DeadlineStatus, Meeting, MeetingStatus
from bot.model.records import DeadlineStep, MeetingStep, ToldFact
from bot.model.when import When

_DONE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
_OLD_NEWS_ONCE_DONE = frozenset(
    {MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED, MeetingStatus.UNCONFIRMED}
)
_ENDED = frozenset(
    {DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED, DeadlineStatus.WITHDRAWN}
)


def meeting_history(items: Sequence[ToldFact]) -> tuple[MeetingStep, ...]:
    """The steps that the facts of one meeting make, in the order in which they became known."""
    steps: list[MeetingStep] = []
    for item in sorted(items, key=order):
        meeting = item.fact
        assert isinstance(meeting, Meeting)
        last = steps[-1] if steps else None
        if last is None or _changes_meeting(last, meeting, item):
            when = meeting.when if window_of(meeting.when) or last is None else last.when
            steps.append(_meeting_step(item, meeting, when))
    return tuple(steps)


def _changes_meeting(last: MeetingStep, meeting: Meeting, item: ToldFact) -> bool:
    old, new = window_of(last.when), window_of(meeting.when)
    if meeting.status is last.status:
        if new is None or new == old:
            return False
        if old is None or (old.holds(new) and new.days < old.days):
            return True
        moved = not old.overlaps(new) or (last.status not in _DONE and not new.holds(old))
        return moved and (last.status not in _DONE or item.told.article == last.article)
    if last.status in _DONE and meeting.status in _OLD_NEWS_ONCE_DONE:
        return False
    if last.status is MeetingStatus.HELD and meeting.status is MeetingStatus.ONGOING:
        return False
    return not (last.status is MeetingStatus.PLANNED and meeting.status is MeetingStatus.REQUESTED)


def _meeting_step(item: ToldFact, meeting: Meeting, when: When | None) -> MeetingStep:
    window = window_of(when)
    happened = window.first if window and window.days == 1 and meeting.status in _DONE else None
    return MeetingStep(
        status=meeting.status,
        when=when,
        valid=happened or (None if meeting.status in _DONE else told_day(item.told)),
        known=item.told.known,
        fact=meeting.id,
        revision=meeting.revision,
        article=meeting.article,
    )


def deadline_history(items: Iterable[ToldFact]) -> tuple[DeadlineStep, ...]:
    """The steps that the facts of one deadline make, in the order in which they became known."""
    return tuple(_course(items).steps)


def standing(items: Iterable[ToldFact]) -> DeadlineStep:
    """The step that tells how one deadline stands after `items`; a proposal counts only while no day is in force."""
    return _course(items).standing()


def _course(items: Iterable[ToldFact]) -> Course:
    course = Course()
    for item in sorted(items, key=_deadline_order):
        course.tell(item)
    return course


@dataclass(slots=True)
class Course:
    """A deadline as it stands after the facts told so far.

    force: the step that set the day in force; ended: the step that ended it; offer: a proposal still open; left: the days
    from which it was moved away; dayless: the day in force is the old one, since the last move told none.
    """

    steps: list[DeadlineStep] = field(default_factory=list)
    left: set[Window | None] = field(default_factory=set)
    dayless: bool = False
    force: DeadlineStep | None = None
    ended: DeadlineStep | None = None
    offer: DeadlineStep | None = None

    def tell(self, item: ToldFact) -> None:
        """Take in the next fact."""
        deadline = item.fact
        assert isinstance(deadline, Deadline)
        match deadline.status:
            case DeadlineStatus.PROPOSED:
                self._propose(item, deadline)
            case DeadlineStatus.WITHDRAWN if self._withdraws_offer(deadline):
                assert self.offer is not None
                due = deadline.due if window_of(deadline.due) else self.offer.due
                self._add(item, deadline, due)
                self.offer = None
            case status if status in _ENDED:
                self._end(item, deadline)
            case _:
                self._set(item, deadline)

    def standing(self) -> DeadlineStep:
        """The step that tells the state: what ended it, else the day in force, else the proposal."""
        return self.ended or self.force or self.steps[-1]

    def _propose(self, item: ToldFact, deadline: Deadline) -> None:
        new, offered = window_of(deadline.due), window_of(self.offer.due) if self.offer else None
        in_force = window_of(self.force.due) if self.force else None
        if self.offer is not None and (new is None or new == offered):
            return
        if new is not None and new == in_force and self.offer is None:
            return
        self.offer = self._add(item, deadline, deadline.due)

    def _withdraws_offer(self, deadline: Deadline) -> bool:
        if self.offer is None:
            return False
        day = window_of(deadline.due)
        return self.force is None or day is None or day == window_of(self.offer.due)

    def _end(self, item: ToldFact, deadline: Deadline) -> None:
        due = deadline.due if window_of(deadline.due) else self._due()
        if self.ended is not None and self.ended.status is deadline.status:
            return
        if self._looks_behind(deadline):
            return
        if self.ended is not None and deadline.status is DeadlineStatus.PASSED:
            return
        self.ended = self._add(item, deadline, due)

    def _set(self, item: ToldFact, deadline: Deadline) -> None:
        new, old = window_of(deadline.due), window_of(self.force.due) if self.force else None
        if not self._revives(deadline) and self._repeats(deadline, new, old):
            return
        if deadline.status is DeadlineStatus.SET and self._looks_behind(deadline):
            return
        if deadline.status in MOVED or (old is not None and new is not None and old.gap(new) > SLIP_DAYS):
            self.left.update(day for day in (old, window_of(deadline.previous_due)) if day not in (None, new))
        if new is not None and self._completes_move(deadline):
            assert self.force is not None
            self.steps.remove(self.force)
            deadline = replace(deadline, status=self.force.status)
        due = deadline.due if new is not None else self._due()
        self.force = self._add(item, deadline, due)
        self.dayless = deadline.status in MOVED and new is None
        self.ended = None
        if self.offer is not None and (
            new is None or new == window_of(self.offer.due) or deadline.status in MOVED
        ):
            self.offer = None

    def _completes_move(self, deadline: Deadline) -> bool:
        """Whether an article that told a move without its day now tells the day: "gave it more time. It has until Friday"."""
        return (
            self.dayless
            and self.force is not None
            and deadline.status is DeadlineStatus.SET
            and deadline.revision == self.force.revision
        )

    def _repeats(self, deadline: Deadline, new: Window | None, old: Window | None) -> bool:
        """Whether the day told is the one in force, or the one that ended, once more."""
        if self.force is not None and (new is None or new == old):
            moves = deadline.status in MOVED and deadline.status is not self.force.status
            return not moves or self.ended is not None
        if self.force is not None and old is not None and new is not None and _blurs(old, new, deadline):
            return True
        return self.ended is not None and _is_looking_back(self.ended, new)

    def _revives(self, deadline: Deadline) -> bool:
        """Whether a day that was called off is told to be in force again."""
        if self.ended is None or self.ended.status is not DeadlineStatus.WITHDRAWN:
            return False
        return _REVIVED.search(f"{' '.join(deadline.context)} {deadline.quote.text}") is not None

    def _looks_behind(self, deadline: Deadline) -> bool:
        """Whether the day told is one from which the deadline was moved: "missed an earlier cut-off in January"."""
        day, now = window_of(deadline.due), window_of(self.force.due) if self.force else None
        return day is not None and day != now and day in self.left

    def _due(self) -> When | None:
        step = self.force or (self.steps[-1] if self.steps else None)
        return step.due if step else None

    def _add(self, item: ToldFact, deadline: Deadline, due: When | None) -> DeadlineStep:
        window = window_of(due)
        on_the_day = deadline.status in (DeadlineStatus.PASSED, DeadlineStatus.MISSED)
        step = DeadlineStep(
            status=deadline.status,
            due=due,
            valid=window.last if on_the_day and window else told_day(item.told),
            known=item.told.known,
            fact=deadline.id,
            revision=deadline.revision,
            article=deadline.article,
        )
        self.steps.append(step)
        return step


def _blurs(old: Window, new: Window, deadline: Deadline) -> bool:
    """Whether the new day only tells the old one less exactly: "the end of the month" for the 30th of 31 days."""
    if deadline.status is not DeadlineStatus.SET:
        return False
    loose = deadline.due is not None and _END_OF_MONTH.search(deadline.due.words) is not None
    return new.holds(old) or (loose and old.first.month == new.last.month and old.gap(new) <= SLIP_DAYS)


_END_OF_MONTH = re.compile(r"\bend of\b|\bmonth['’]?s end\b|\bmonth-end\b", re.IGNORECASE)
_REVIVED = re.compile(
    r"\b(?:back (?:in )?force|in force again|again in force|reinstat\w+|restor(?:es|ed)|reviv(?:es|ed))\b",
    re.IGNORECASE,
)


def _is_looking_back(ended: DeadlineStep, new: Window | None) -> bool:
    """Whether a day told as set, after the end was told, is the old day once more."""
    end = window_of(ended.due)
    return new is None or (end is not None and new.first <= end.last)


_RANK = {DeadlineStatus.PROPOSED: 1}  # an article that tells both tells the day in force first


def _deadline_order(item: ToldFact) -> tuple[object, ...]:
    assert isinstance(item.fact, Deadline)
    told = item.told
    return (
        told_at(told),
        told.known,
        told.article,
        told.number,
        _RANK.get(item.fact.status, 0),
        item.fact.quote.span,
        item.fact.id,
    )
