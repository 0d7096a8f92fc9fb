"""Work that must not be lost: jobs, the schedules that make them, and what became of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.model.ids import ChannelId, WorkspaceId


class JobState(StrEnum):
    """WAITING for its time or its turn; RUNNING under a lease; DONE; DEAD: given up, an operator may revive it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """Something to do once.

    name: what makes two requests the same job in a workspace; a name that is taken adds nothing.
    kind: which handler does it. payload: what the handler needs, JSON; opaque to the store.
    lane: jobs of one lane run one at a time, in the order they were added (such as one channel); None: no order.
    pace_s: how long the lane rests after this job before the next may start, seconds.
    run_at: not before then, aware.
    """

    name: str
    kind: str
    payload: str
    run_at: datetime
    lane: str | None = None
    pace_s: float = 0.0

    def __post_init__(self) -> None:
        if self.run_at.tzinfo is None:
            raise ValueError("the moment of a job is aware")
        if not self.name or self.lane == "" or self.pace_s < 0:
            raise ValueError("a job has a name, a lane too if any, and its pace is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A job that one worker holds for a while.

    attempt: 1 for the first claim, then counting up; with `owner` it proves that the claim is still the holder.
    doubtful: an earlier attempt marked its intent to send and was not heard of again: look before repeating.
    """

    workspace: WorkspaceId
    name: str
    kind: str
    payload: str
    lane: str | None
    owner: str
    attempt: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEntry:
    """A job as stored. error: why its last attempt failed; ended: when it was done or given up."""

    name: str
    kind: str
    payload: str
    lane: str | None
    state: JobState
    run_at: datetime
    attempts: int
    doubtful: bool
    error: str | None
    ended: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What happens in a channel at a local time of day.

    at, zone: wall time without a zone of its own, and an IANA name.
    days: weekdays, 0 for Monday to 6 for Sunday, sorted, at least one.
    since: nothing was due before then, aware.
    """

    workspace: WorkspaceId
    channel: ChannelId
    kind: str
    at: time
    zone: str
    since: datetime
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None or self.since.tzinfo is None:
            raise ValueError("a wall time has no zone of its own; the moment since when it holds has one")
        if not self.days or list(self.days) != sorted(set(self.days)) or not set(self.days) <= set(range(7)):
            raise ValueError(f"weekdays are 0 to 6, sorted, at least one, got {self.days}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time that a schedule falls due; channel, kind and `day` name it.

    day: the local calendar day it belongs to. due: the moment, aware.
    missed: earlier local days that were due while nobody was there and that this one stands for, oldest first.
    """

    day: date
    due: datetime
    missed: tuple[date, ...] = ()
