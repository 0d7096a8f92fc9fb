"""Jobs as rows: adding, claiming under a lease, and what a holder may do with its claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, delete, func, or_, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import LeaseLostError, NotFoundError
from bot.model.ids import WorkspaceId
from bot.model.jobs import Claim, JobEntry, JobState, NewJob
from bot.storage.chunks import upsert
from bot.storage.tables import workspaces
from bot.storage.work_tables import inbox, jobs, lanes, occurrences

_ADDING = 0x6A6F_6273  # "jobs" in ASCII, the first half of PostgreSQL's advisory lock on adding jobs
_OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


async def note_event(connection: AsyncConnection, workspace: int, event: str, now: datetime) -> bool:
    """Whether this event was not noted before."""
    noting = upsert(connection, inbox).values(workspace=workspace, event=event, noted=now)
    noted = await connection.execute(noting.on_conflict_do_nothing())
    return noted.rowcount == 1


async def add_jobs(connection: AsyncConnection, workspace: int, new: Sequence[NewJob]) -> int:
    """As `bot.ports.JobStore.add_jobs`."""
    if not new:
        return 0
    if connection.dialect.name == "postgresql":  # keys of one workspace must become visible in their order
        await connection.execute(
            text("SELECT pg_advisory_xact_lock(:adding, :workspace)"),
            {"adding": _ADDING, "workspace": workspace % 2**31},
        )
    added = 0
    for job in new:
        adding = upsert(connection, jobs).values(
            workspace=workspace,
            name=job.name,
            kind=job.kind,
            payload=job.payload,
            lane=job.lane,
            pace_ms=round(job.pace_s * 1000),
            state=JobState.WAITING,
            run_at=job.run_at,
            attempts=0,
        )
        added += (await connection.execute(adding.on_conflict_do_nothing())).rowcount
    return added


async def claim(
    connection: AsyncConnection,
    worker: str,
    now: datetime,
    *,
    until: datetime,
    kinds: Sequence[str],
    limit: int,
    urgent: Sequence[str],
) -> tuple[Claim, ...]:
    """As `bot.ports.JobStore.claim`.

    Only the first open job of a lane can be claimed, and PostgreSQL checks a row again after waiting for it, so two
    workers can at most meet at one row, where the second passes on.
    """
    rows = (
        await connection.execute(
            select(jobs, workspaces.c.id.label("workspace_id"))
            .join_from(jobs, workspaces, jobs.c.workspace == workspaces.c.key)
            .where(jobs.c.ended.is_(None), jobs.c.run_at <= now, jobs.c.kind.in_(kinds), _has_its_turn(now))
            .order_by(*_first(urgent), jobs.c.run_at, jobs.c.key)
            .limit(limit)
            .with_for_update(skip_locked=True, of=jobs)
        )
    ).all()
    if rows:
        await connection.execute(
            update(jobs)
            .where(jobs.c.key.in_([row.key for row in rows]))
            .values(state=JobState.RUNNING, owner=worker, run_at=until, attempts=jobs.c.attempts + 1)
        )
    return tuple(_claim(row, worker) for row in rows)


async def release(connection: AsyncConnection, worker: str, now: datetime, keep: Sequence[Claim]) -> int:
    """As `bot.ports.JobStore.release`."""
    kept = (
        select(jobs.c.key)
        .join_from(jobs, workspaces, jobs.c.workspace == workspaces.c.key)
        .where(tuple_(workspaces.c.id, jobs.c.name).in_([(held.workspace, held.name) for held in keep]))
    )
    released = await connection.execute(
        update(jobs)
        .where(jobs.c.owner == worker, jobs.c.state == JobState.RUNNING, jobs.c.key.not_in(kept))
        .values(state=JobState.WAITING, owner=None, run_at=now)
    )
    return released.rowcount


def _first(urgent: Sequence[str]) -> tuple[ColumnElement[int], ...]:
    """Sorts jobs of these kinds before all others."""
    return (case((jobs.c.kind.in_(urgent), 0), else_=1),) if urgent else ()


def _has_its_turn(now: datetime) -> ColumnElement[bool]:
    earlier = jobs.alias("earlier")
    before = select(earlier.c.key).where(
        earlier.c.workspace == jobs.c.workspace,
        earlier.c.lane == jobs.c.lane,
        earlier.c.state.in_(_OPEN_STATES),
        earlier.c.key < jobs.c.key,
    )
    resting = select(lanes.c.lane).where(
        lanes.c.workspace == jobs.c.workspace, lanes.c.lane == jobs.c.lane, lanes.c.rests_until > now
    )
    return or_(jobs.c.lane.is_(None), and_(~before.exists(), ~resting.exists()))


def _claim(row: Row[Any], worker: str) -> Claim:
    return Claim(
        workspace=WorkspaceId(row.workspace_id),
        name=row.name,
        kind=row.kind,
        payload=row.payload,
        lane=row.lane,
        owner=worker,
        attempt=row.attempts + 1,
        doubtful=row.intent is not None,
    )


def _held(workspace: int, held: Claim) -> ColumnElement[bool]:
    return and_(
        jobs.c.workspace == workspace,
        jobs.c.name == held.name,
        jobs.c.state == JobState.RUNNING,
        jobs.c.owner == held.owner,
        jobs.c.attempts == held.attempt,
    )


async def change(connection: AsyncConnection, workspace: int, held: Claim, **values: Any) -> None:
    """Set these columns of a claimed job; LeaseLostError when somebody else holds it."""
    changed = await connection.execute(update(jobs).where(_held(workspace, held)).values(**values))
    if changed.rowcount != 1:
        raise LeaseLostError(f"job {held.name!r} is no longer held by {held.owner!r}")


async def finish(connection: AsyncConnection, workspace: int, held: Claim, now: datetime) -> None:
    """As `bot.ports.JobStore.finish`."""
    await change(connection, workspace, held, state=JobState.DONE, ended=now, error=None)
    await rest(connection, workspace, held, now)


async def rest(connection: AsyncConnection, workspace: int, held: Claim, now: datetime) -> None:
    """Let the lane of a job rest for the job's pace."""
    if held.lane is None:
        return
    pace_ms = await connection.scalar(
        select(jobs.c.pace_ms).where(jobs.c.workspace == workspace, jobs.c.name == held.name)
    )
    if pace_ms:
        until = now + timedelta(milliseconds=pace_ms)
        resting = upsert(connection, lanes).values(workspace=workspace, lane=held.lane, rests_until=until)
        await connection.execute(
            resting.on_conflict_do_update(
                index_elements=[lanes.c.workspace, lanes.c.lane], set_={"rests_until": until}
            )
        )


async def list_jobs(
    connection: AsyncConnection, workspace: int, states: Sequence[JobState], limit: int
) -> tuple[JobEntry, ...]:
    """As `bot.ports.JobStore.list_jobs`."""
    statement = select(jobs).where(jobs.c.workspace == workspace)
    if states:
        statement = statement.where(jobs.c.state.in_(states))
    rows = await connection.execute(statement.order_by(jobs.c.key).limit(limit))
    return tuple(
        JobEntry(
            name=row.name,
            kind=row.kind,
            payload=row.payload,
            lane=row.lane,
            state=JobState(row.state),
            run_at=row.run_at,
            attempts=row.attempts,
            doubtful=row.intent is not None,
            error=row.error,
            ended=row.ended,
        )
        for row in rows
    )


async def count_jobs(connection: AsyncConnection, workspace: int) -> dict[JobState, int]:
    """As `bot.ports.JobStore.count_jobs`."""
    counted = select(jobs.c.state, func.count()).where(jobs.c.workspace == workspace).group_by(jobs.c.state)
    found = {row[0]: row[1] for row in await connection.execute(counted)}
    return {state: found.get(state, 0) for state in JobState}


async def revive(connection: AsyncConnection, workspace: int, name: str, at: datetime) -> None:
    """As `bot.ports.JobStore.revive`."""
    revived = await connection.execute(
        update(jobs)
        .where(jobs.c.workspace == workspace, jobs.c.name == name, jobs.c.state == JobState.DEAD)
        .values(state=JobState.WAITING, run_at=at, attempts=0, ended=None, owner=None)
    )
    if revived.rowcount != 1:
        raise NotFoundError(f"there is no dead job {name!r}")


async def cancel(connection: AsyncConnection, workspace: int, name: str, now: datetime) -> None:
    """As `bot.ports.JobStore.cancel`."""
    cancelled = await connection.execute(
        update(jobs)
        .where(jobs.c.workspace == workspace, jobs.c.name == name, jobs.c.state == JobState.WAITING)
        .values(state=JobState.DEAD, ended=now, owner=None, error="cancelled by an operator")
    )
    if cancelled.rowcount != 1:
        raise NotFoundError(f"no job {name!r} is waiting; one that runs cannot be cancelled")


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """As `bot.ports.JobStore.forget`."""
    await connection.execute(delete(inbox).where(inbox.c.noted < before))
    gone = await connection.execute(delete(jobs).where(jobs.c.state == JobState.DONE, jobs.c.ended < before))
    await connection.execute(delete(lanes).where(lanes.c.rests_until < before))
    later = occurrences.alias("later")
    followed = select(later.c.day).where(
        later.c.workspace == occurrences.c.workspace,
        later.c.channel == occurrences.c.channel,
        later.c.kind == occurrences.c.kind,
        later.c.day > occurrences.c.day,
    )
    await connection.execute(delete(occurrences).where(occurrences.c.noted < before, followed.exists()))
    return gone.rowcount
