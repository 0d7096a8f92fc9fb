"""Turning schedules into jobs: one look at every schedule, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.jobs.schedule import merged, occurrences_due
from bot.model.jobs import NewJob, Occurrence, Schedule
from bot.ports import JobStore

TOGETHER = 50  # schedules noted in one transaction; other writers get their turn in between
JobsFor = Callable[[Schedule, Occurrence], Sequence[NewJob]]


async def tick(store: JobStore, jobs_for: JobsFor, now: datetime) -> int:
    """Add the jobs of every schedule that is due and was not noted yet; how many fell due.

    Several replicas may tick at once: the local day of a channel and kind is noted by one of them. Slots that were
    missed while nobody was there become one, which names the days it stands for.
    """
    known = await store.list_schedules()
    due = await asyncio.to_thread(_due, known, now)  # reads zone files
    noted = 0
    for begin in range(0, len(due), TOGETHER):
        some = due[begin : begin + TOGETHER]
        noted += await store.occur(
            [(schedule, occurrence, jobs_for(schedule, occurrence)) for schedule, occurrence in some], now
        )
    return noted


def _due(known: Sequence[tuple[Schedule, date | None]], now: datetime) -> list[tuple[Schedule, Occurrence]]:
    due = ((schedule, merged(occurrences_due(schedule, last, now))) for schedule, last in known)
    return [(schedule, occurrence) for schedule, occurrence in due if occurrence is not None]
