"""The loop that does durable work: claims jobs, runs their handlers, keeps the leases, and stops gracefully."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import (
    DeliveryDoubtfulError,
    DeliveryError,
    DeliveryRefusedError,
    InputError,
    LeaseLostError,
    NotAllowedError,
    StorageError,
)
from bot.jobs.backoff import delay_s
from bot.model.jobs import Claim
from bot.ports import JobStore

_log = logging.getLogger(__name__)

_HOPELESS = (DeliveryRefusedError, InputError, NotAllowedError)  # the same attempt would fail the same way


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a worker goes about it.

    lease_s: how long a claim holds without a sign of life; another worker takes over at most so much later.
    idle_s: how long to wait when nothing was due. together: jobs at once. max_attempts: then a job is dead.
    grace_s: how long running jobs may go on after `stop`.
    """

    lease_s: float = 10.0
    idle_s: float = 0.5
    together: int = 8
    max_attempts: int = 8
    grace_s: float = 20.0


class Run:
    """One attempt at a job, as its handler sees it.

    claim: what to do. When `claim.doubtful`, an earlier attempt may have sent already: look before sending again.
    """

    def __init__(self, claim: Claim, store: JobStore, clock: Callable[[], datetime]) -> None:
        self.claim = claim
        self._intended = False
        self._store = store
        self._clock = clock

    async def intend(self) -> None:
        """Call this right before sending anything: should this process die, the next attempt is doubtful."""
        self._intended = True
        await self._store.intend(self.claim, self._clock())

    def doubtful_after(self, error: Exception) -> bool:
        """Whether something may have been sent that nobody has heard of, now that the attempt ended with this error.

        A platform that says no has not posted; whatever else goes wrong after the intent leaves a doubt, and an attempt
        that failed before it came to send leaves the doubt it had.
        """
        return not isinstance(error, DeliveryError) if self._intended else self.claim.doubtful


GATHER_S = 0.02  # how long a worker that is busy waits before it claims again
Handler = Callable[[Run], Awaitable[None]]


class Worker:
    """Does the jobs of a store until it is stopped.

    handlers: by kind of job; a handler returns when the job is done and raises when it is not. name: of this process,
    unlike any other's. clock: the present moment, aware. urgent: kinds that are done before whatever else waits, such as
    questions of people.
    """

    def __init__(
        self,
        store: JobStore,
        handlers: Mapping[str, Handler],
        *,
        name: str,
        clock: Callable[[], datetime],
        chance: random.Random,
        pace: Pace | None = None,
        urgent: Sequence[str] = (),
    ) -> None:
        self._store = store
        self._urgent = tuple(urgent)
        self._handlers = dict(handlers)
        self._name = name
        self._clock = clock
        self._chance = chance
        self._pace = pace or Pace()
        self._running: dict[asyncio.Task[None], Claim] = {}
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._cut_off = False  # whether the database could not be asked for jobs the last time
        self._unsure = False  # whether jobs may be held in the database that nothing here works on

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is running has ended or its grace is over."""
        self._stopping.set()
        self._woken.set()

    def wake(self) -> None:
        """Something was just added: look for it now."""
        self._woken.set()

    async def run(self) -> None:
        """Work until `stop` is called."""
        renewing = asyncio.create_task(self._keep_leases())
        try:
            while not self._stopping.is_set():
                if self._running:  # jobs that end together are followed by one claim for all of them
                    await asyncio.sleep(GATHER_S)
                self._woken.clear()
                if await self._claim_some() == 0:
                    await self._wait(self._pace.idle_s)
            await self._let_end()
        finally:
            renewing.cancel()
            for task in self._running:
                task.cancel()
            await asyncio.gather(renewing, *self._running, return_exceptions=True)

    async def run_due(self) -> int:
        """Do everything that is due now and return how many attempts that took; for tests and one-off commands."""
        attempts = 0
        while claimed := await self._claim_some():
            attempts += claimed
            await asyncio.gather(*self._running)
        return attempts

    async def _claim_some(self) -> int:
        free = self._pace.together - len(self._running)
        if free <= 0:
            return 0
        try:
            if self._unsure:
                self._unsure = False
                await self._store.release(self._name, self._clock(), keep=tuple(self._running.values()))
            claims = await self._store.claim(
                self._name,
                self._clock(),
                lease_s=self._pace.lease_s,
                kinds=tuple(self._handlers),
                limit=free,
                urgent=self._urgent,
            )
        except StorageError as error:
            if not self._cut_off:  # said once, not twice a second until it is back
                _log.warning("no job can be claimed until the database is back: %s", error)
            self._cut_off = self._unsure = True
            return 0
        if self._cut_off:
            _log.warning("the database is back")
            self._cut_off = False
        for claim in claims:
            task = asyncio.create_task(self._attempt(claim))
            self._running[task] = claim
            task.add_done_callback(self._ended)
        return len(claims)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._woken.set()  # its lane may have more to do
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._unsure = True
            trace = (
                None if isinstance(error, StorageError) else error
            )  # a database that is away is no defect of ours
            _log.error(
                "a job could not be put back; it is let go of before the next is claimed: %s",
                error,
                exc_info=trace,
            )

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)

    async def _let_end(self) -> None:
        if self._running:
            await asyncio.wait(tuple(self._running), timeout=self._pace.grace_s)

    async def _attempt(self, claim: Claim) -> None:
        run = Run(claim, self._store, self._clock)
        try:
            await self._handlers[claim.kind](run)
            await self._store.finish(claim, self._clock())
        except LeaseLostError:
            _log.warning("job %s was taken over by another worker", claim.name)
        except asyncio.CancelledError:
            await asyncio.shield(self._put_back(claim))
            raise
        except DeliveryDoubtfulError as error:
            await self._retry(claim, error, doubtful=True)
        except _HOPELESS as error:
            await self._give_up(claim, error)
        except Exception as error:  # whatever a handler does wrong must not stop the others
            await self._retry(claim, error, doubtful=run.doubtful_after(error))

    async def _retry(self, claim: Claim, error: Exception, *, doubtful: bool) -> None:
        if claim.attempt >= self._pace.max_attempts:
            await self._give_up(claim, error)
            return
        now = self._clock()
        at = now + timedelta(seconds=delay_s(claim.attempt, self._chance))
        _log.warning("job %s failed and is tried again at %s: %s", claim.name, at, _told(error))
        try:
            await self._store.retry(claim, now, at=at, error=_told(error), doubtful=doubtful)
        except LeaseLostError:
            _log.warning("job %s was taken over by another worker", claim.name)

    async def _give_up(self, claim: Claim, error: Exception) -> None:
        _log.error("job %s is given up after %d attempts: %s", claim.name, claim.attempt, _told(error))
        try:
            await self._store.give_up(claim, self._clock(), error=_told(error))
        except LeaseLostError:
            _log.warning("job %s was taken over by another worker", claim.name)

    async def _put_back(self, claim: Claim) -> None:
        """Let another worker go on at once; whether we had begun to send is kept."""
        now = self._clock()
        try:
            await self._store.retry(claim, now, at=now, error="stopped while it ran", doubtful=True)
        except StorageError as error:
            _log.warning("job %s could not be put back, its lease will run out: %s", claim.name, error)

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._pace.lease_s / 3)
            for task, claim in tuple(self._running.items()):
                try:
                    await self._store.renew(claim, self._clock(), lease_s=self._pace.lease_s)
                except LeaseLostError:
                    task.cancel()
                except StorageError as error:
                    _log.warning("the lease of job %s could not be renewed: %s", claim.name, error)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
