"""What a store of durable work promises, on both databases."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import (
    DeliveryDoubtfulError,
    DeliveryError,
    DeliveryRefusedError,
    LeaseLostError,
    NotFoundError,
    StorageError,
)
from bot.jobs.ticker import tick
from bot.jobs.worker import Pace, Run, Worker
from bot.model.ids import ArticleId, ChannelId, WorkspaceId
from bot.model.jobs import Claim, JobState, NewJob, Occurrence, Schedule
from bot.ports import JobStore
from bot.storage.store import SqlStore
from tests.contracts.making import EVERYONE, HOME, OTHER, START, article, moment
from tests.contracts.posting import LANES, posts

ROOT = Path(__file__).parents[2]


@pytest.fixture
def jobs(store: SqlStore) -> JobStore:
    return store.jobs


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


def job(name: str, *, lane: str | None = None, pace_s: float = 0, run_at: datetime = START) -> NewJob:
    return NewJob(name=name, kind="work", payload=f"about {name}", run_at=run_at, lane=lane, pace_s=pace_s)


async def claim(
    jobs: JobStore, worker: str = "w1", *, now: datetime = START, limit: int = 1
) -> tuple[Claim, ...]:
    return await jobs.claim(worker, now, lease_s=10, kinds=("work",), limit=limit)


async def states(jobs: JobStore) -> dict[str, JobState]:
    return {entry.name: entry.state for entry in await jobs.list_jobs(HOME)}


async def test_a_job_is_added_once_and_done_once(jobs: JobStore) -> None:
    """A platform that sends again, or a handler that is repeated, must not post twice."""
    assert await jobs.add_jobs(HOME, [job("a"), job("b")]) == 2
    assert await jobs.add_jobs(HOME, [job("b"), job("c")]) == 1
    assert await jobs.add_jobs(OTHER, [job("a")]) == 1

    claims = await claim(jobs, limit=10)

    assert [(c.workspace, c.name, c.payload, c.attempt, c.doubtful) for c in claims] == [
        (HOME, "a", "about a", 1, False),
        (HOME, "b", "about b", 1, False),
        (HOME, "c", "about c", 1, False),
        (OTHER, "a", "about a", 1, False),
    ]
    assert await claim(jobs, "w2", limit=10) == ()
    for one in claims:
        await jobs.finish(one, START)
    assert await claim(jobs, limit=10, now=moment(1)) == ()
    assert set((await states(jobs)).values()) == {JobState.DONE}


async def test_jobs_are_counted_by_their_state(jobs: JobStore) -> None:
    """What a monitor asks for every few seconds, and of one workspace."""
    await jobs.add_jobs(HOME, [job("a"), job("b"), job("later", run_at=moment(1))])
    await jobs.add_jobs(OTHER, [job("a")])
    done, _ = await claim(jobs, limit=2)
    await jobs.finish(done, START)

    counted = {JobState.WAITING: 1, JobState.RUNNING: 1, JobState.DONE: 1, JobState.DEAD: 0}
    assert await jobs.count_jobs(HOME) == counted
    assert await jobs.count_jobs(WorkspaceId("T0")) == dict.fromkeys(JobState, 0)


async def test_an_event_is_noted_together_with_its_jobs(jobs: JobStore) -> None:
    """Slack repeats an event that was not acknowledged within three seconds."""
    assert await jobs.accept(HOME, "Ev1", [job("a")], START)
    assert not await jobs.accept(HOME, "Ev1", [job("b")], START)
    assert await jobs.accept(OTHER, "Ev1", [], START)
    assert await jobs.accept(HOME, "Ev2\x00", [job("a")], START)

    assert list(await states(jobs)) == ["a"]


async def test_jobs_wait_for_their_time_and_their_kind(jobs: JobStore) -> None:
    """A reminder two days ahead is no use today."""
    await jobs.add_jobs(HOME, [job("later", run_at=moment(1)), job("sooner", run_at=moment(0.5)), job("now")])

    assert [c.name for c in await claim(jobs, limit=9)] == ["now"]
    assert await jobs.claim("w", moment(2), lease_s=1, kinds=("other",), limit=9) == ()
    assert await jobs.claim("w", moment(2), lease_s=1, kinds=(), limit=9) == ()
    assert [c.name for c in await claim(jobs, limit=2, now=moment(1))] == ["now", "sooner"]


async def test_a_lane_runs_one_at_a_time_in_order(jobs: JobStore) -> None:
    """Two parts of one answer must not arrive the wrong way round; other channels do not wait."""
    await jobs.add_jobs(HOME, [job("a1", lane="a"), job("a2", lane="a"), job("b1", lane="b")])
    await jobs.add_jobs(OTHER, [job("a1", lane="a")])

    first = await claim(jobs, limit=9)
    assert [(c.workspace, c.name) for c in first] == [(HOME, "a1"), (HOME, "b1"), (OTHER, "a1")]
    assert await claim(jobs, "w2", limit=9) == ()

    soon, later = START + timedelta(seconds=4), START + timedelta(seconds=8)
    await jobs.retry(first[0], START, at=later, error="outage")
    assert await claim(jobs, "w2", limit=9, now=soon) == ()  # a2 waits behind a1
    (again,) = await claim(jobs, "w2", limit=9, now=later)
    assert (again.workspace, again.name, again.attempt) == (HOME, "a1", 2)
    await jobs.give_up(again, later, error="gone")
    assert [c.name for c in await claim(jobs, "w2", limit=9, now=later)] == ["a2"]


async def test_a_lane_rests_for_the_pace_of_its_jobs(jobs: JobStore) -> None:
    """Slack takes one message per second and channel."""
    await jobs.add_jobs(HOME, [job("a1", lane="a", pace_s=1.0), job("a2", lane="a", pace_s=1.0)])
    (first,) = await claim(jobs)
    await jobs.finish(first, START)

    assert await claim(jobs, now=START + timedelta(seconds=0.9)) == ()
    assert len(await claim(jobs, now=START + timedelta(seconds=1))) == 1


async def test_a_lease_that_runs_out_is_taken_over(jobs: JobStore) -> None:
    """A killed replica must not keep a channel waiting, and must not come back from the dead."""
    await jobs.add_jobs(HOME, [job("a", lane="a")])
    (lost,) = await claim(jobs, "w1")
    await jobs.renew(lost, START + timedelta(seconds=5), lease_s=10)
    assert await claim(jobs, "w2", now=START + timedelta(seconds=14)) == ()

    (taken,) = await claim(jobs, "w2", now=START + timedelta(seconds=15))

    assert (taken.attempt, taken.doubtful) == (2, False)
    late = START + timedelta(seconds=16)
    for action in (
        jobs.renew(lost, late, lease_s=10),
        jobs.intend(lost, late),
        jobs.finish(lost, late),
        jobs.retry(lost, late, at=late, error="x"),
        jobs.give_up(lost, late, error="x"),
    ):
        with pytest.raises(LeaseLostError):
            await action
    await jobs.finish(taken, late)
    assert await states(jobs) == {"a": JobState.DONE}


async def test_the_same_worker_cannot_use_its_old_claim(jobs: JobStore) -> None:
    """A process that hung and then claims anew has two attempts in flight; only the later counts."""
    await jobs.add_jobs(HOME, [job("a")])
    (old,) = await claim(jobs, "w1")
    (new,) = await claim(jobs, "w1", now=moment(1))

    with pytest.raises(LeaseLostError):
        await jobs.finish(old, moment(1))
    await jobs.finish(new, moment(1))


async def test_an_intent_makes_the_next_attempt_doubtful(jobs: JobStore) -> None:
    """Between sending and noting that it was sent, anything can happen."""
    await jobs.add_jobs(HOME, [job("a"), job("b")])
    first, second = await claim(jobs, limit=2)
    await jobs.intend(first, START)
    await jobs.intend(second, START)
    await jobs.retry(second, START, at=START, error="refused before sending")

    again = {c.name: c for c in await claim(jobs, "w2", now=moment(1), limit=2)}

    assert (again["a"].doubtful, again["b"].doubtful) == (True, False)
    await jobs.retry(again["a"], moment(1), at=moment(1), error="still not known", doubtful=True)
    (entry, _) = await jobs.list_jobs(HOME)
    assert (entry.doubtful, entry.error, entry.attempts) == (True, "still not known", 2)


async def test_dead_jobs_are_kept_and_can_be_revived(jobs: JobStore) -> None:
    """An operator looks at what was given up, repairs the cause and lets it run."""
    await jobs.add_jobs(HOME, [job("a")])
    (held,) = await claim(jobs)
    await jobs.give_up(held, START, error="the channel is gone")

    (dead,) = await jobs.list_jobs(HOME, states=(JobState.DEAD,))
    assert (dead.name, dead.error, dead.ended) == ("a", "the channel is gone", START)
    assert await claim(jobs, now=moment(9)) == ()
    with pytest.raises(NotFoundError):
        await jobs.revive(OTHER, "a", START)
    await jobs.revive(HOME, "a", moment(1))
    (again,) = await claim(jobs, now=moment(1))
    assert again.attempt == 1
    with pytest.raises(NotFoundError):
        await jobs.revive(HOME, "a", START)


async def test_a_waiting_job_can_be_cancelled_and_revived(jobs: JobStore) -> None:
    """An operator stops what must not happen; what a worker holds is not torn from its hands."""
    await jobs.add_jobs(HOME, [job("a", lane="c"), job("b", lane="c")])
    (held,) = await claim(jobs)
    with pytest.raises(NotFoundError):
        await jobs.cancel(HOME, "a", START)  # it runs
    await jobs.finish(held, START)
    await jobs.cancel(HOME, "b", START)

    assert await claim(jobs, now=moment(1)) == ()
    (dead,) = await jobs.list_jobs(HOME, states=(JobState.DEAD,))
    assert (dead.name, dead.error) == ("b", "cancelled by an operator")
    await jobs.revive(HOME, "b", moment(1))
    assert [c.name for c in await claim(jobs, now=moment(1))] == ["b"]


async def test_old_work_is_forgotten_and_dead_work_is_not(jobs: JobStore) -> None:
    """The tables must not grow for ever."""
    await jobs.accept(HOME, "Ev1", [job("done"), job("dead"), job("open")], START)
    done, dead = await claim(jobs, limit=2)
    await jobs.finish(done, START)
    await jobs.give_up(dead, START, error="x")

    assert await jobs.forget(moment(1)) == 1

    assert set(await states(jobs)) == {"dead", "open"}
    assert await jobs.accept(HOME, "Ev1", [], START)


async def test_an_article_and_the_jobs_it_asks_for_are_one(store: SqlStore) -> None:
    """An article that is stored without its jobs would never be told of, and jobs without it would tell of nothing."""
    jobs = store.jobs
    with pytest.raises(RuntimeError):  # noqa: PT012  # the error has to leave the transaction
        async with store.writing(HOME) as writer:
            await writer.add_article(article("a"))
            await writer.add_jobs([job("tell")])
            raise RuntimeError("the machine stops here")
    assert await states(jobs) == {}
    with pytest.raises(NotFoundError):
        await store.get_article(EVERYONE, ArticleId("a"))

    async with store.writing(HOME) as writer:
        await writer.add_article(article("b"))
        assert await writer.add_jobs([job("tell"), job("tell")]) == 1

    assert await states(jobs) == {"tell": JobState.WAITING}


async def test_workers_that_claim_at_once_never_share_a_job_or_a_lane(store: SqlStore) -> None:
    """Replicas compete all day long."""
    jobs = store.jobs
    await jobs.add_jobs(HOME, [job(f"j{n:02}", lane=f"lane{n % 4}" if n % 2 else None) for n in range(40)])
    order: list[str] = []
    open_lanes: set[str] = set()

    async def work(name: str) -> None:
        while True:
            held = await claim(jobs, name, limit=2)
            if not held:
                if all(state is JobState.DONE for state in (await states(jobs)).values()):
                    return
                await asyncio.sleep(0)
            for one in held:
                assert one.lane not in open_lanes
                if one.lane is not None:
                    open_lanes.add(one.lane)
            for one in held:
                order.append(one.name)
                open_lanes.discard(one.lane or "")
                await jobs.finish(one, START)

    await asyncio.gather(*(work(f"w{n}") for n in range(4)))

    assert sorted(order) == [f"j{n:02}" for n in range(40)]
    for lane in (1, 3):
        assert [n for n in order if int(n[1:]) % 4 == lane] == [f"j{n:02}" for n in range(lane, 40, 4)]


async def test_what_people_wait_for_comes_before_what_was_due_earlier(jobs: JobStore) -> None:
    """A question at half past eight is not answered after two hundred digests; among its like, the longest due is first."""
    digests = [NewJob(name=f"digest {n}", kind="digest", payload="", run_at=START) for n in range(3)]
    asked = [NewJob(name=f"question {n}", kind="event", payload="", run_at=moment(1)) for n in range(2)]
    await jobs.add_jobs(HOME, [*digests, *asked])

    urgent = await jobs.claim(
        "w1", moment(2), lease_s=10, kinds=("digest", "event"), limit=3, urgent=("event",)
    )

    assert [one.name for one in urgent] == ["question 0", "question 1", "digest 0"]
    plain = await jobs.claim("w2", moment(2), lease_s=10, kinds=("digest", "event"), limit=3)
    assert [one.name for one in plain] == ["digest 1", "digest 2"]


async def test_a_schedule_falls_due_once_whoever_looks(store: SqlStore) -> None:
    """Two replicas tick in the same second; the channel gets one digest."""
    jobs = store.jobs
    daily = Schedule(
        workspace=HOME,
        channel=ChannelId("C1"),
        kind="digest",
        at=time(9, 30),
        zone="Europe/Brussels",
        since=START,
    )
    await jobs.put_schedule(daily)
    await jobs.put_schedule(
        Schedule(workspace=OTHER, channel=ChannelId("C1"), kind="digest", at=time(8), zone="UTC", since=START)
    )

    def digest(schedule: Schedule, occurrence: Occurrence) -> list[NewJob]:
        payload = json.dumps([day.isoformat() for day in (*occurrence.missed, occurrence.day)])
        name = f"digest {schedule.channel} {occurrence.day}"
        return [NewJob(name=name, kind="work", payload=payload, run_at=occurrence.due)]

    assert await tick(jobs, digest, START) == 0
    assert sum(await asyncio.gather(*(tick(jobs, digest, moment(1)) for _ in range(4)))) == 2
    assert await tick(jobs, digest, moment(1.5)) == 0
    assert await jobs.list_schedules(HOME) == ((daily, date(2025, 8, 7)),)
    assert len(await jobs.list_schedules()) == 2

    assert await tick(jobs, digest, moment(5)) == 2  # four days were missed or due: one digest
    made = [entry.payload for entry in await jobs.list_jobs(HOME)]
    assert made == ['["2025-08-07"]', '["2025-08-08", "2025-08-09", "2025-08-10", "2025-08-11"]']

    assert (
        await jobs.forget(moment(30)) == 0
    )  # the open ones stay, and so does the latest day of each schedule
    assert await jobs.list_schedules(HOME) == ((daily, date(2025, 8, 11)),)
    assert await tick(jobs, digest, moment(5)) == 0

    assert await jobs.remove_schedule(HOME, ChannelId("C1"), "digest")
    assert not await jobs.remove_schedule(HOME, ChannelId("C1"), "digest")
    assert await jobs.list_schedules(HOME) == ()


def worker_of(jobs: JobStore, clock: Clock, handler: object, **pace: float) -> Worker:
    return Worker(
        jobs,
        {"work": handler},  # type: ignore[dict-item]
        name="w1",
        clock=clock,
        chance=random.Random(1),
        pace=Pace(max_attempts=3, **pace),  # type: ignore[arg-type]
    )


async def test_a_worker_tries_again_and_gives_up_in_the_end(jobs: JobStore) -> None:
    """An outage passes; a bug does not, and must not stop the rest."""
    clock = Clock()
    attempts: list[tuple[str, int]] = []

    async def handle(run: Run) -> None:
        attempts.append((run.claim.name, run.claim.attempt))
        match run.claim.name:
            case "flaky" if run.claim.attempt < 3:
                raise ConnectionError("outage")
            case "broken":
                raise ZeroDivisionError
            case "refused":
                raise DeliveryRefusedError("the channel is archived")

    worker = worker_of(jobs, clock, handle)
    await jobs.add_jobs(HOME, [job(name) for name in ("fine", "flaky", "broken", "refused")])
    for _ in range(4):
        await worker.run_due()
        clock.forward(60)

    assert sorted(attempts) == sorted(
        [("fine", 1), ("refused", 1), *(("flaky", n) for n in (1, 2, 3)), *(("broken", n) for n in (1, 2, 3))]
    )
    assert await states(jobs) == {
        "fine": JobState.DONE,
        "flaky": JobState.DONE,
        "broken": JobState.DEAD,
        "refused": JobState.DEAD,
    }


async def test_a_doubtful_send_is_looked_at_before_it_is_repeated(jobs: JobStore) -> None:
    """The platform took the post and the answer got lost: repeating would double it."""
    clock = Clock()
    posted: list[str] = []

    async def handle(run: Run) -> None:
        if run.claim.doubtful and run.claim.name in posted:
            return
        await run.intend()
        posted.append(run.claim.name)
        if run.claim.attempt == 1:
            raise DeliveryDoubtfulError("no answer")

    worker = worker_of(jobs, clock, handle)
    await jobs.add_jobs(HOME, [job("a"), job("b")])
    await worker.run_due()
    clock.forward(60)
    await worker.run_due()

    assert sorted(posted) == ["a", "b"]  # two lanes keep no order between them
    assert set((await states(jobs)).values()) == {JobState.DONE}


async def test_a_doubt_stays_until_somebody_has_looked(jobs: JobStore) -> None:
    """The platform is away when we look, or the database when we note what was posted: neither makes the next attempt sure."""
    clock = Clock()
    posted, looks = list[str](), list[str]()

    async def handle(run: Run) -> None:
        name, attempt = run.claim.name, run.claim.attempt
        if run.claim.doubtful:
            looks.append(name)
            if attempt == 2:
                raise DeliveryError("the platform is away")
            if name in posted:
                return
        await run.intend()
        posted.append(name)
        raise DeliveryDoubtfulError("no answer") if name == "a" else StorageError("the database is away")

    worker = worker_of(jobs, clock, handle)
    await jobs.add_jobs(HOME, [job("a"), job("b")])
    for _ in range(3):
        await worker.run_due()
        clock.forward(60)

    assert sorted(posted) == ["a", "b"]
    assert sorted(looks) == ["a", "a", "b", "b"]
    assert set((await states(jobs)).values()) == {JobState.DONE}


async def test_a_refusal_leaves_no_doubt(jobs: JobStore) -> None:
    """Asked for fewer calls, the platform has not posted: the next attempt need not look."""
    clock = Clock()
    doubts: list[bool] = []

    async def handle(run: Run) -> None:
        doubts.append(run.claim.doubtful)
        await run.intend()
        if run.claim.attempt < 3:
            raise DeliveryError("fewer calls, please")

    worker = worker_of(jobs, clock, handle)
    await jobs.add_jobs(HOME, [job("a")])
    for _ in range(3):
        await worker.run_due()
        clock.forward(60)

    assert doubts == [False, False, False]


async def test_a_database_that_is_away_is_said_once_and_waited_for(
    jobs: JobStore, caplog: pytest.LogCaptureFixture
) -> None:
    """A restart of PostgreSQL must not fill the log, nor end the worker."""
    clock, done = Clock(), list[str]()

    async def work(run: Run) -> None:
        done.append(run.claim.name)

    away = _Away(jobs)
    worker = worker_of(away, clock, work)  # type: ignore[arg-type]
    await jobs.add_jobs(HOME, [job("a")])
    assert [await worker.run_due() for _ in range(5)] == [0] * 5
    away.back = True

    assert await worker.run_due() == 1
    assert done == ["a"]
    said = [record.message for record in caplog.records]
    assert sum("until the database is back" in line for line in said) == 1
    assert sum(line == "the database is back" for line in said) == 1


async def test_a_worker_lets_go_of_what_it_holds_without_knowing(jobs: JobStore) -> None:
    """Only what is not kept, only its own, and with the mark of a send that may have happened."""
    await jobs.add_jobs(HOME, [job("a"), job("b"), job("c"), job("d")])
    a, b, _ = await claim(jobs, "w1", limit=3)
    (d,) = await claim(jobs, "w2")
    await jobs.intend(b, START)

    assert await jobs.release("w1", START, keep=[a]) == 2
    again = {one.name: one for one in await claim(jobs, "w3", limit=9)}
    assert {name: (one.attempt, one.doubtful) for name, one in again.items()} == {
        "b": (2, True),
        "c": (2, False),
    }
    await jobs.finish(a, START)
    await jobs.finish(d, START)
    with pytest.raises(LeaseLostError):
        await jobs.finish(b, START)
    assert await jobs.release("w1", START, keep=[]) == 0


@pytest.mark.parametrize("lost", ["claim", "finish and retry", "retry"])
async def test_lost_answers_of_the_database_hold_no_job_up(jobs: JobStore, lost: str) -> None:
    """The database breaks off in the middle of a call: no job has to wait until its lease runs out."""
    clock, attempts = Clock(), list[tuple[int, bool]]()

    async def work(run: Run) -> None:
        attempts.append((run.claim.attempt, run.claim.doubtful))
        await run.intend()
        if lost == "retry" and run.claim.attempt == 1:
            raise DeliveryError("fewer calls, please")

    worker = worker_of(_Breaking(jobs, lost.split(" and ")), clock, work)  # type: ignore[arg-type]
    await jobs.add_jobs(HOME, [job("a")])
    for _ in range(3):
        with contextlib.suppress(StorageError):
            await worker.run_due()

    assert await states(jobs) == {"a": JobState.DONE}
    assert attempts == ([(2, False)] if lost == "claim" else [(1, False), (2, True)])


class _Breaking:
    """A store whose connection breaks once in each of some calls: before anything is written, a claim behind it."""

    def __init__(self, jobs: JobStore, breaks_in: Sequence[str]) -> None:
        self._jobs = jobs
        self._breaks_in = list(breaks_in)

    def __getattr__(self, name: str) -> Any:
        if name not in self._breaks_in:
            return getattr(self._jobs, name)
        self._breaks_in.remove(name)

        async def breaking(*given: Any, **named: Any) -> None:
            if name == "claim":
                await self._jobs.claim(*given, **named)
            raise StorageError("the connection was closed in the middle")

        return breaking


class _Away:
    """A store that cannot be asked for work until it is back."""

    def __init__(self, jobs: JobStore) -> None:
        self._jobs = jobs
        self.back = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._jobs, name)

    async def claim(self, *given: object, **named: object) -> object:
        if not self.back:
            raise StorageError("the server is starting")
        return await self._jobs.claim(*given, **named)  # type: ignore[arg-type]


async def test_a_stopped_worker_lets_go_of_what_it_cannot_end(jobs: JobStore) -> None:
    """A deployment stops the process in the middle: another takes the job at once and knows the send is doubtful."""
    clock = Clock()
    begun = asyncio.Event()

    async def handle(run: Run) -> None:
        if run.claim.name == "long":
            await run.intend()
            begun.set()
            await asyncio.Event().wait()

    worker = worker_of(jobs, clock, handle, grace_s=0.01, idle_s=0.01)
    await jobs.add_jobs(HOME, [job("short"), job("long")])
    running = asyncio.create_task(worker.run())
    await begun.wait()
    while (await states(jobs))["short"] is not JobState.DONE:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    worker.stop()
    await running

    (left,) = await claim(jobs, "w2")
    assert (left.name, left.attempt, left.doubtful) == ("long", 2, True)
    assert (await states(jobs))["short"] is JobState.DONE


async def test_a_worker_keeps_its_leases_and_stops_when_one_is_lost(jobs: JobStore) -> None:
    """A handler that takes long stays the only one, and one that was overtaken does not go on."""
    clock = Clock()
    begun, cancelled, release = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handle(run: Run) -> None:
        begun.set()
        try:
            await release.wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    worker = worker_of(jobs, clock, handle, lease_s=0.15, idle_s=0.01)
    await jobs.add_jobs(HOME, [job("a")])
    running = asyncio.create_task(worker.run())
    await begun.wait()
    clock.forward(0.1)
    while (await jobs.list_jobs(HOME))[0].run_at < START + timedelta(seconds=0.2):  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # until it was renewed, which only the database tells
    assert await claim(jobs, "w2", now=START + timedelta(seconds=0.2)) == ()

    (stolen,) = await claim(jobs, "w2", now=moment(1))
    await cancelled.wait()
    worker.stop()
    await running

    await jobs.finish(stolen, moment(1))


@pytest.mark.slow
def test_kills_lose_no_post_and_double_none(database_url: str, tmp_path: Path) -> None:
    """Nothing lost, nothing doubled, the order of each channel kept, whenever a worker dies."""
    platform = tmp_path / "platform.txt"
    platform.touch()
    count = 120
    asyncio.run(_add(database_url, count))

    for run, lines in enumerate((1, 3, 11, 24)):
        with _worker(database_url, platform, f"killed-{run}", hours=run) as process:
            assert process.stdout is not None
            for _ in range(lines):
                process.stdout.readline()
            process.kill()
    pair = [_worker(database_url, platform, f"last-{n}", hours=10) for n in range(2)]
    for process in pair:
        with process:
            process.wait()
    asyncio.run(_finish(database_url, count))

    posted = platform.read_text().splitlines()
    assert sorted(posted) == sorted(f"channel-{n % LANES} {n}" for n in range(count))
    for lane in range(LANES):
        mine = [int(line.split()[1]) for line in posted if line.startswith(f"channel-{lane} ")]
        assert mine == sorted(mine)


def _worker(url: str, platform: Path, name: str, *, hours: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.contracts.posting", url, str(platform), name, str(hours)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


async def _add(url: str, count: int) -> None:
    store = await SqlStore.open(url)
    await store.jobs.add_jobs(HOME, posts(count))
    await store.close()


async def _finish(url: str, count: int) -> None:
    store = await SqlStore.open(url)
    entries = await store.jobs.list_jobs(HOME, limit=1000)
    assert [entry.state for entry in entries] == [JobState.DONE] * count
    await store.close()
