"""Day after day, across clock changes and crashes: every slot once, every fact told once."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.digest.retold import is_retold
from bot.errors import StorageError
from bot.jobs import ticker
from bot.jobs.schedule import next_due
from bot.jobs.worker import Pace, Run, Worker
from bot.model.answers import Briefing
from bot.model.chat import Length
from bot.model.ids import ChannelId, FactId
from bot.model.jobs import JobState, NewJob, Occurrence, Schedule
from bot.model.news import Label
from bot.model.records import MeetingRecord, Record
from bot.model.text import Scope
from bot.news import Digest
from bot.said import Window
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, Newsroom, asker
from bot.testing.platform import MemoryPlatform

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
SETS = Path(__file__).parents[1] / "evals" / "dev-set"

# In the year from June 2011: both hemispheres' changes, one of half an hour, one at midnight, and a day left out.
SLOTS = {
    "Europe/Vienna": time(2, 30),
    "America/New_York": time(1, 30),
    "Australia/Lord_Howe": time(2, 15),
    "Australia/Sydney": time(2, 30),
    "America/Santiago": time(0, 15),
    "Pacific/Apia": time(8, 0),
}


def expected_slots(zone: str, at: time, since: datetime, until: datetime) -> list[tuple[date, datetime]]:
    """The slots by looking at the clock on the wall every quarter of an hour."""
    place = ZoneInfo(zone)
    seen: dict[date, list[datetime]] = {}
    moment = since - 2 * DAY
    while moment < until + 2 * DAY:
        seen.setdefault(moment.astimezone(place).date(), []).append(moment)
        moment += QUARTER
    slots = []
    for day, moments in list(seen.items())[1:-1]:  # the first and the last are seen in part
        shown = [m for m in moments if m.astimezone(place).time() == at]
        if not shown:  # the clock jumped over it: late by the jump
            clocks = [m.astimezone(place) for m in (moments[0] - QUARTER, *moments)]
            jump = max(
                (later.utcoffset() or DAY) - (sooner.utcoffset() or DAY) for sooner, later in pairwise(clocks)
            )
            late = (datetime.combine(day, at) + jump).time()
            shown = [m for m in moments if m.astimezone(place).time() == late]
        if since <= shown[0] <= until:
            slots.append((day, shown[0]))
    return slots


@pytest.mark.slow
async def test_every_slot_of_four_hundred_days_in_six_zones_is_met_once(sqlite_url: str) -> None:
    """At the local time on each local day that exists, whatever the clocks do."""
    now = datetime(2011, 6, 1, tzinfo=UTC)
    end = now + 400 * DAY
    expected = await asyncio.to_thread(
        lambda: {zone: expected_slots(zone, at, now, end) for zone, at in SLOTS.items()}
    )
    store = await SqlStore.open(sqlite_url)
    met: dict[str, list[tuple[date, datetime]]] = {zone: [] for zone in SLOTS}

    def jobs_for(schedule: Schedule, occurrence: Occurrence) -> list[NewJob]:
        name = f"{schedule.zone}|{occurrence.day}"
        return [NewJob(name=name, kind="slot", payload=now.isoformat(), run_at=occurrence.due)]

    async def meet(run: Run) -> None:
        zone, day = run.claim.name.split("|")
        met[zone].append((date.fromisoformat(day), datetime.fromisoformat(run.claim.payload)))

    for zone, at in SLOTS.items():
        await store.jobs.put_schedule(
            Schedule(
                workspace=TEAM, channel=ChannelId(zone), kind="digest:memory", at=at, zone=zone, since=now
            )
        )
    worker = Worker(
        store.jobs, {"slot": meet}, name="w", clock=lambda: now, chance=random.Random(1)
    )  # fmt: skip
    schedules = [schedule for schedule, _ in await store.jobs.list_schedules(TEAM)]
    due = [slot for zone in SLOTS for _, slot in expected[zone]]
    look = [now + n * timedelta(hours=6) for n in range(1600)]  # and at times when nothing is due
    noted = 0
    for moment in sorted({*due, *look[::28]}):
        now = moment
        noted += await ticker.tick(store.jobs, jobs_for, now)
        if noted % 40 == 0:
            await worker.run_due()
    await worker.run_due()
    await store.close()

    assert {zone: sorted(slots) for zone, slots in met.items()} == expected
    assert date(2011, 12, 30) not in {day for day, _ in met["Pacific/Apia"]}
    assert len(schedules) == 6
    assert next_due(schedules[0], None, end).due >= end


class Fate:
    """The next kill: it strikes whichever process makes the call at which the count of all of them runs out."""

    def __init__(self) -> None:
        self.calls_left = 0  # of any kind, in all processes; zero is none to come
        self.posts_left = 0
        self.after = False
        self.struck = 0

    def strikes(self, name: str) -> bool:
        """Whether the process that makes this call, as one of many, dies with it."""
        if self.posts_left and name == "post":
            self.posts_left -= 1
            hit = not self.posts_left
        elif self.calls_left:
            self.calls_left -= 1
            hit = not self.calls_left
        else:
            return False
        self.struck += hit
        return hit


class Mortal:
    """Stands around what a worker writes and sends with; once its life is over, nothing of it has any effect.

    The call with which it dies has its effect or not, as `Fate.after` says: a kill between a commit and its reply.
    """

    def __init__(self, fate: Fate) -> None:
        self.fate = fate
        self.dead = False

    def wrap(self, part: Any) -> Any:
        return _Part(part, self)


class _Part:
    def __init__(self, part: Any, life: Mortal) -> None:
        self._part = part
        self._life = life

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._part, name)
        if not asyncio.iscoroutinefunction(inner):
            return inner

        async def call(*args: Any, **named: Any) -> Any:
            life = self._life
            if life.dead:
                raise StorageError("this process is dead")
            life.dead = life.fate.strikes(name)
            if life.dead and not life.fate.after:
                raise StorageError("killed before it was done")
            result = await inner(*args, **named)
            if life.dead:
                raise StorageError("killed before it was heard of")
            return result

        return call


def story(day: int) -> str:
    """An article of its own for each day, with a deadline that will be reminded of."""
    names = ("Anna Kovar", "Peter Szabo", "Ivo Marsh", "Eva Roos", "Ada Lind", "Tom Berger", "Mia Holt")
    towns = ("Vienna", "Oslo", "Rome", "Madrid", "Lisbon", "Prague", "Dublin")
    bodies = ("Hungary", "Norway", "Italy", "Spain", "Portugal", "Austria", "Ireland")
    due = date(2025, 8, 14) + day * DAY
    return (
        f"{towns[day % 7].upper()} (Ledger) - Minister {names[day % 7]} gave {bodies[day % 7]} until "
        f"{due:%B} {due.day} to repair bridge number {day + 3}."
    )


async def live(url: str, days: int, kills: int, seed: int) -> MemoryPlatform:
    """Three processes on one database, killed at seeded points and started again; what the platform has at the end."""
    chance = random.Random(seed)
    platform = MemoryPlatform()
    fate = Fate()
    now = datetime(2025, 8, 4, 12, tzinfo=UTC)
    async with AsyncExitStack() as stack:

        async def start() -> tuple[Mortal, Newsroom]:
            life = Mortal(fate)
            room = await stack.enter_async_context(
                Newsroom.open(url, now=now, platform=platform, wrap=life.wrap)
            )
            return life, room

        running = [await start() for _ in range(3)]
        for channel in ("C1", "C2"):
            await running[0][1].say("digest on 08:30 UTC", channel=channel, requester=asker())
        for day in range(days):
            reader = running[day % 3][1]
            reader.now = now + timedelta(minutes=1)
            await reader.ingest(story(day), outlet="The Ledger")
            now = datetime.combine(now.date() + DAY, time(8, 30), tzinfo=UTC)
            if day < kills:
                fate.after = chance.random() < 0.5
                if day % 2:  # every other time right around a post
                    fate.posts_left = chance.randrange(1, 3)  # one for each channel is sure to come
                else:
                    fate.calls_left = chance.randrange(1, 60)
            for turn in range(10):  # leases run out after ten seconds
                turns = (_turn(room, now, f"{n}-{day}-{turn}") for n, (_, room) in enumerate(running))
                await asyncio.gather(*turns)
                now += timedelta(seconds=11)
                running = [await start() if life.dead else (life, room) for life, room in running]
        waiting = await running[0][1].store.jobs.list_jobs(TEAM, states=[JobState.WAITING, JobState.RUNNING])
        assert waiting == ()
        assert fate.struck == kills
    return platform


async def _turn(room: Newsroom, now: datetime, name: str) -> None:
    room.now = now
    with suppress(StorageError):  # of a process that is dead
        await room.digests.tick(now)
        await room.worker(name, pace=Pace(lease_s=10.0, max_attempts=50)).run_due()


def check_once(platform: MemoryPlatform, days: int) -> None:
    """Every digest of both channels, and every reminder, is there exactly once."""
    posts = [
        (place.channel, reply.title, _text(reply.body)) for place, reply, _ in platform.posts if reply.title
    ]
    digests = Counter((channel, title) for channel, title, _ in posts if title.startswith("Digest"))
    expected = [
        f"Digest of {day.day} {day:%B %Y}" for day in (date(2025, 8, 5) + n * DAY for n in range(days))
    ]
    assert digests == Counter((channel, title) for channel in ("C1", "C2") for title in expected)
    reminders = Counter(
        (channel, title, text) for channel, title, text in posts if title.startswith("Reminder")
    )
    assert set(reminders.values()) == {1}
    last = date(2025, 8, 4) + days * DAY
    due_in_a_week = [n for n in range(days) if date(2025, 8, 14) + (n - 7) * DAY <= last]
    weekly = sum(title == "Reminder: due in 7 days" for _, title, _ in reminders)
    assert weekly == 2 * len(due_in_a_week)


def _text(body: object) -> str:
    return body.sentences[0].text if isinstance(body, Briefing) and body.sentences else ""


@pytest.mark.slow
async def test_three_processes_killed_twenty_times_post_everything_once(sqlite_url: str) -> None:
    """Killed before or after any write or post, what was due is there once, in every channel."""
    platform = await live(sqlite_url, days=20, kills=20, seed=7)

    check_once(platform, 20)


@pytest.mark.slow
@pytest.mark.postgres
async def test_three_processes_killed_on_postgresql_post_everything_once(postgres_url: str) -> None:
    """The same promise on the database of several replicas."""
    platform = await live(postgres_url, days=9, kills=9, seed=11)

    check_once(platform, 9)


def arcs() -> list[tuple[str, list[dict[str, Any]]]]:
    rows = [json.loads(line) for line in (SETS / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        (name, sorted((row for row in rows if row["arc"] == name), key=lambda row: row["received"]))
        for name in ("a1", "a2", "a3", "a4", "a5")
    ]


@pytest.fixture
async def service(sqlite_url: str) -> AsyncIterator[BriefingService]:
    store = await SqlStore.open(sqlite_url)
    yield BriefingService(store=store)
    await store.close()


async def records_of(service: BriefingService, day: date) -> tuple[Record, ...]:
    """All records as known at the end of a day."""
    listed = [
        *await service.records("meeting", asker(), as_of=day, limit=1000),
        *await service.records("deadline", asker(), as_of=day, limit=1000),
    ]
    return tuple(one.record for one in listed)


def check_complete(before: tuple[Record, ...], after: tuple[Record, ...], digest: Digest) -> None:
    """Whatever moved since the day before, found by comparing the lists of both days, is told under a label that says so."""
    moves = {Label.UPDATE, Label.CONFLICT, Label.CORRECTION}
    told = {line.item.record.id: line.item.label for line in digest.lines}
    for record in after:
        earlier = [one for one in before if not set(one.facts).isdisjoint(record.facts)]
        if not earlier:
            assert record.id in told or is_retold(record, before) or is_day_known(record, before), record
            continue
        moved = all(one.status is not record.status for one in earlier)
        day = _day_of(record)
        shifted = day is not None and all(_day_of(one) != day for one in earlier)
        if moved or shifted:
            assert told.get(record.id) in moves, record


def is_day_known(record: Record, before: tuple[Record, ...]) -> bool:
    """Whether a known record of the kind has that very day: then words that only name it may be no news."""
    return any(type(one) is type(record) and _day_of(one) == _day_of(record) is not None for one in before)


def _day_of(record: Record) -> str | None:
    when = record.when if isinstance(record, MeetingRecord) else record.due
    return when.iso() if when is not None and when.resolved else None


@pytest.mark.slow
@pytest.mark.parametrize(("name", "rows"), arcs(), ids=[name for name, _ in arcs()])
async def test_a_story_told_day_by_day_repeats_no_fact(
    service: BriefingService, name: str, rows: list[dict[str, Any]]
) -> None:
    """Each digest tells what is new since the one before, and the same again to the letter when all is known."""
    scope = Scope(workspace=TEAM)
    told: list[tuple[Window, Digest]] = []
    since = datetime.fromisoformat(rows[0]["received"]) - DAY
    known: tuple[Record, ...] = ()
    for day in sorted({row["received"][:10] for row in rows}):
        for row in rows:
            if row["received"].startswith(day):
                fields = {
                    key: row.get(key) for key in ("text", "title", "outlet", "url", "published", "received")
                }
                await service.ingest(fields, asker(), now=datetime.fromisoformat(row["received"]))
        window = Window(since=since, until=datetime.fromisoformat(f"{day}T23:59:59+00:00"), zone="UTC")
        told.append((window, await service.news.digest(scope, window, length=Length.FULL)))
        since = window.until
        stand = await records_of(service, date.fromisoformat(day))
        check_complete(known, stand, told[-1][1])
        known = stand

    new: set[FactId] = set()
    for _, digest in told:
        for line in digest.lines:
            if line.item.label is Label.NEW:
                assert new.isdisjoint(line.item.record.facts)
                new.update(line.item.record.facts)
            elif line.item.label in {Label.UPDATE, Label.CONFLICT}:
                assert line.item.changes
                assert line.item.before is not None
    assert sum(not digest.empty for _, digest in told) > len(told) / 2
    for window, digest in told:
        again = await service.news.digest(scope, window, length=Length.FULL)
        assert again.answer == digest.answer
