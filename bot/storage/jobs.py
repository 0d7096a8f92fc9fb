"""Durable work on SQLite or PostgreSQL, in the database of the facts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import LeaseLostError
from bot.model.ids import ChannelId, WorkspaceId
from bot.model.jobs import Claim, JobEntry, JobState, NewJob, Occurrence, Schedule
from bot.storage import job_rows
from bot.storage.chunks import upsert
from bot.storage.codec import from_json, json_text, to_json
from bot.storage.engines import Engines
from bot.storage.faults import in_our_words
from bot.storage.tables import workspaces
from bot.storage.view import NO_WORKSPACE
from bot.storage.work_tables import occurrences, schedules
from bot.storage.workspaces import find_key, make_key


class SqlJobStore:
    """`bot.ports.JobStore` on a SQL database; `SqlStore.jobs` makes one."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def accept(self, workspace: WorkspaceId, event: str, jobs: Sequence[NewJob], now: datetime) -> bool:
        async with self._writing() as connection:
            key = await make_key(connection, workspace)
            if not await job_rows.note_event(connection, key, event, now):
                return False
            await job_rows.add_jobs(connection, key, jobs)
            return True

    async def add_jobs(self, workspace: WorkspaceId, jobs: Sequence[NewJob]) -> int:
        async with self._writing() as connection:
            return await job_rows.add_jobs(connection, await make_key(connection, workspace), jobs)

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
        until = now + timedelta(seconds=lease_s)
        async with self._writing() as connection:
            return await job_rows.claim(
                connection, worker, now, until=until, kinds=kinds, limit=limit, urgent=urgent
            )

    async def release(self, worker: str, now: datetime, *, keep: Sequence[Claim]) -> int:
        async with self._writing() as connection:
            return await job_rows.release(connection, worker, now, keep)

    async def renew(self, claim: Claim, now: datetime, *, lease_s: float) -> None:
        async with self._holding(claim) as (connection, key):
            await job_rows.change(connection, key, claim, run_at=now + timedelta(seconds=lease_s))

    async def intend(self, claim: Claim, now: datetime) -> None:
        async with self._holding(claim) as (connection, key):
            await job_rows.change(connection, key, claim, intent=now)

    async def finish(self, claim: Claim, now: datetime) -> None:
        async with self._holding(claim) as (connection, key):
            await job_rows.finish(connection, key, claim, now)

    async def retry(
        self, claim: Claim, now: datetime, *, at: datetime, error: str, doubtful: bool = False
    ) -> None:
        values: dict[str, Any] = {"state": JobState.WAITING, "run_at": at, "owner": None, "error": error}
        if not doubtful:
            values["intent"] = None
        async with self._holding(claim) as (connection, key):
            await job_rows.change(connection, key, claim, **values)
            await job_rows.rest(connection, key, claim, now)

    async def give_up(self, claim: Claim, now: datetime, *, error: str) -> None:
        async with self._holding(claim) as (connection, key):
            await job_rows.change(connection, key, claim, state=JobState.DEAD, ended=now, error=error)

    async def list_jobs(
        self, workspace: WorkspaceId, *, states: Sequence[JobState] = (), limit: int = 100
    ) -> tuple[JobEntry, ...]:
        async with self._reading() as connection:
            key = await find_key(connection, workspace)
            return await job_rows.list_jobs(connection, _or_none(key), states, limit)

    async def count_jobs(self, workspace: WorkspaceId) -> Mapping[JobState, int]:
        async with self._reading() as connection:
            return await job_rows.count_jobs(connection, _or_none(await find_key(connection, workspace)))

    async def revive(self, workspace: WorkspaceId, name: str, at: datetime) -> None:
        async with self._writing() as connection:
            key = await find_key(connection, workspace)
            await job_rows.revive(connection, _or_none(key), name, at)

    async def cancel(self, workspace: WorkspaceId, name: str, now: datetime) -> None:
        async with self._writing() as connection:
            key = await find_key(connection, workspace)
            await job_rows.cancel(connection, _or_none(key), name, now)

    async def forget(self, before: datetime) -> int:
        async with self._writing() as connection:
            return await job_rows.forget(connection, before)

    async def put_schedule(self, schedule: Schedule) -> None:
        async with self._writing() as connection:
            putting = upsert(connection, schedules).values(
                workspace=await make_key(connection, schedule.workspace),
                channel=schedule.channel,
                kind=schedule.kind,
                payload=to_json(schedule),
            )
            await connection.execute(
                putting.on_conflict_do_update(
                    index_elements=[schedules.c.workspace, schedules.c.channel, schedules.c.kind],
                    set_={"payload": putting.excluded.payload},
                )
            )

    async def remove_schedule(self, workspace: WorkspaceId, channel: ChannelId, kind: str) -> bool:
        async with self._writing() as connection:
            removed = await connection.execute(
                delete(schedules).where(
                    schedules.c.workspace == _or_none(await find_key(connection, workspace)),
                    schedules.c.channel == channel,
                    schedules.c.kind == kind,
                )
            )
            return removed.rowcount == 1

    async def list_schedules(
        self, workspace: WorkspaceId | None = None
    ) -> tuple[tuple[Schedule, date | None], ...]:
        same = and_(
            occurrences.c.workspace == schedules.c.workspace,
            occurrences.c.channel == schedules.c.channel,
            occurrences.c.kind == schedules.c.kind,
        )
        last = select(func.max(occurrences.c.day)).where(same).correlate(schedules).scalar_subquery()
        statement = select(schedules.c.payload, last.label("last")).order_by(
            schedules.c.workspace, schedules.c.channel, schedules.c.kind
        )
        if workspace is not None:
            statement = statement.join(workspaces, workspaces.c.key == schedules.c.workspace).where(
                workspaces.c.id == workspace
            )
        async with self._reading() as connection:
            rows = (await connection.execute(statement)).all()
        return tuple((from_json(Schedule, row.payload), row.last) for row in rows)

    async def occur(self, due: Sequence[tuple[Schedule, Occurrence, Sequence[NewJob]]], now: datetime) -> int:
        fresh = 0
        async with self._writing() as connection:
            for schedule, occurrence, jobs in due:
                key = await make_key(connection, schedule.workspace)
                noting = upsert(connection, occurrences).values(
                    workspace=key,
                    channel=schedule.channel,
                    kind=schedule.kind,
                    day=occurrence.day,
                    due=occurrence.due,
                    noted=now,
                    missed=json_text([day.isoformat() for day in occurrence.missed]),
                )
                noted = await connection.execute(noting.on_conflict_do_nothing())
                if noted.rowcount == 1:
                    await job_rows.add_jobs(connection, key, jobs)
                    fresh += 1
        return fresh

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with in_our_words():
            async with self._engines.reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def _holding(self, claim: Claim) -> AsyncIterator[tuple[AsyncConnection, int]]:
        async with self._writing() as connection:
            key = await find_key(connection, claim.workspace)
            if key is None:
                raise LeaseLostError(f"there is no workspace {claim.workspace!r}")
            yield connection, key


def _or_none(key: int | None) -> int:
    """A key that no row has, where there is no workspace."""
    return NO_WORKSPACE if key is None else key
