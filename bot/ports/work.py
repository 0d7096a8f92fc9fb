"""Durable work, and the sources that are followed. Every promise is a test in tests/contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model.ids import (
    ArticleId,
    ChannelId,
    WorkspaceId,
)
from bot.model.jobs import Claim, JobEntry, JobState, NewJob, Occurrence, Schedule
from bot.model.sources import SeenEntry, Source, SourceId, Watch


class JobStore(Protocol):
    """Durable work: an inbox, jobs with their leases, and schedules with what fell due.

    Times are passed in; every process must have about the same clock (a lease is longer than their difference).
    Methods that take a Claim raise LeaseLostError when another worker holds the job by now, and then change nothing.
    """

    async def accept(self, workspace: WorkspaceId, event: str, jobs: Sequence[NewJob], now: datetime) -> bool:
        """Note a platform's event and add the jobs it asks for, together; False when it was noted before.

        A platform that is not thanked in time sends again: nothing is added the second time.
        """

    async def add_jobs(self, workspace: WorkspaceId, jobs: Sequence[NewJob]) -> int:
        """Add jobs whose names are new; how many were. Jobs of one lane run in the order they are given."""

    async def claim(
        self,
        worker: str,
        now: datetime,
        *,
        lease_s: float,
        kinds: Sequence[str],
        limit: int = 1,
        urgent: Sequence[str] = (),
    ) -> tuple[Claim, ...]:
        """Take up to `limit` jobs that are due, of any workspace, for `lease_s` seconds.

        Those of an `urgent` kind come first, of these the longest due. Due is also a job whose holder let its lease run out. No two claims ever hold one job or one lane at once, and
        a lane that rests is left alone.
        """

    async def release(self, worker: str, now: datetime, *, keep: Sequence[Claim]) -> int:
        """Let jobs be claimed again from `now` on that `worker` holds and that are not among `keep`; how many these were.

        For a worker that may have lost answers: to a claim, so that it holds what it does not know of, or to the end of an attempt.
        Marks of intent stay.
        """

    async def renew(self, claim: Claim, now: datetime, *, lease_s: float) -> None:
        """Hold the job for another `lease_s` seconds."""

    async def intend(self, claim: Claim, now: datetime) -> None:
        """Mark that something is about to be sent: whoever claims the job after us is told that it is doubtful."""

    async def finish(self, claim: Claim, now: datetime) -> None:
        """The job is done; its lane rests for the job's pace."""

    async def retry(
        self, claim: Claim, now: datetime, *, at: datetime, error: str, doubtful: bool = False
    ) -> None:
        """Let the job be claimed again from `at` on. doubtful: keep the mark of intent, the send may have worked."""

    async def give_up(self, claim: Claim, now: datetime, *, error: str) -> None:
        """Put the job among the dead ones; its lane goes on."""

    async def list_jobs(
        self, workspace: WorkspaceId, *, states: Sequence[JobState] = (), limit: int = 100
    ) -> tuple[JobEntry, ...]:
        """Jobs in these states (empty: in any), the first added first."""

    async def count_jobs(self, workspace: WorkspaceId) -> Mapping[JobState, int]:
        """How many jobs are in each state, none in some."""

    async def revive(self, workspace: WorkspaceId, name: str, at: datetime) -> None:
        """Let a dead job run again from `at` on, with its attempts counted anew; NotFoundError when none is dead."""

    async def cancel(self, workspace: WorkspaceId, name: str, now: datetime) -> None:
        """Put a waiting job among the dead ones, from where it can be revived; NotFoundError when none waits."""

    async def forget(self, before: datetime) -> int:
        """Delete what was noted or done before then, in every workspace; how many jobs. Dead jobs stay, and so does the
        latest local day of each schedule.
        """

    async def put_schedule(self, schedule: Schedule) -> None:
        """Keep a schedule in place of the one that its channel has for this kind."""

    async def remove_schedule(self, workspace: WorkspaceId, channel: ChannelId, kind: str) -> bool:
        """Whether there was one to remove."""

    async def list_schedules(
        self, workspace: WorkspaceId | None = None
    ) -> tuple[tuple[Schedule, date | None], ...]:
        """The schedules of a workspace (None: of all, for the one loop that serves them), each with the latest local
        day that fell due, or None."""

    async def occur(self, due: Sequence[tuple[Schedule, Occurrence, Sequence[NewJob]]], now: datetime) -> int:
        """Note that schedules fell due and add the jobs for them, all together; how many days were not noted before.

        For a day that was, nothing is added.
        """


class SourceStore(Protocol):
    """Feeds and pages that workspaces follow, what was met there, and articles that are looked at again."""

    async def add_source(self, source: Source) -> bool:
        """Keep a new source; False when its audience follows this address already, then nothing changes."""

    async def find_source(self, workspace: WorkspaceId, source: SourceId) -> Source | None:
        """The source of this id, or None."""

    async def list_sources(self, workspace: WorkspaceId) -> tuple[Source, ...]:
        """All sources of a workspace, by address then id."""

    async def remove_source(self, workspace: WorkspaceId, source: SourceId) -> bool:
        """Forget a source and what was met there; its articles stay. Whether there was one."""

    async def due_sources(self, now: datetime, *, limit: int) -> tuple[Source, ...]:
        """Sources of any workspace that are due to be polled, the longest due first."""

    async def unseen(self, workspace: WorkspaceId, source: SourceId, keys: Sequence[str]) -> tuple[str, ...]:
        """Those of the entries' keys that were not met at this source yet, in the order asked for."""

    async def list_seen(
        self, workspace: WorkspaceId, source: SourceId, *, limit: int = 100
    ) -> tuple[SeenEntry, ...]:
        """What was met at a source, the latest first."""

    async def keep(
        self,
        workspace: WorkspaceId,
        *,
        sources: Sequence[Source] = (),
        seen: Mapping[SourceId, Sequence[SeenEntry]] | None = None,
        watches: Sequence[Watch] = (),
        jobs: Sequence[NewJob] = (),
    ) -> None:
        """Keep the new state of sources, entries and watches and add jobs: all of it, or nothing.

        An entry met before takes its new problem. What belongs to a source or an article that is gone is passed over;
        jobs are added as by `JobStore.add_jobs`.
        """

    async def find_watch(self, workspace: WorkspaceId, article: ArticleId) -> Watch | None:
        """How an article is looked at again, or None."""

    async def due_watches(self, now: datetime, *, limit: int) -> tuple[Watch, ...]:
        """Articles of any workspace that are due to be looked at again, the longest due first."""

    async def forget_seen(self, before: datetime) -> int:
        """Forget entries met before then, in every workspace; how many. They would count as new if met again."""
