"""When an article is looked at again, and when a source is polled next: often while there is news, rarely later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.sources import Source, Watch

CHECKS = (
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)  # after an article was taken in; most corrections come within a day
AFTER_CHANGE = timedelta(hours=1)  # one edit is often followed by another

SHORTEST_S = 10 * 60.0
FIRST_S = 30 * 60.0
LONGEST_S = 24 * 3600.0
_FASTER, _SLOWER = 0.5, 1.5
DEAD_AFTER = timedelta(days=3)
DEAD_FAILURES = 10


def plan_check(watch: Watch, now: datetime, *, changed: bool) -> Watch:
    """`watch` after the article was looked at: when to look next, None for never again.

    Looks that were missed while nobody was there are not made up for.
    """
    later = [watch.since + after for after in CHECKS if watch.since + after > now]
    following = later[0] if later else None
    if changed:
        soon = now + AFTER_CHANGE
        following = min(soon, following) if following is not None else soon
    return replace(
        watch, checks=watch.checks + 1, next_check=following, changed=now if changed else watch.changed
    )


def first_check(since: datetime) -> datetime:
    """When an article that was just taken in is looked at again."""
    return since + CHECKS[0]


def after_poll(source: Source, now: datetime, *, new: int) -> Source:
    """`source` after a poll that worked and brought so many new entries: sooner when it has news, later when not."""
    factor = _FASTER if new else _SLOWER
    interval = min(max(source.interval_s * factor, SHORTEST_S), LONGEST_S)
    return replace(
        source,
        interval_s=interval,
        next_poll=now + timedelta(seconds=interval),
        polled=now,
        last_new=now if new else source.last_new,
        failures=0,
        failing_since=None,
        error=None,
        dead=False,
    )


def after_failure(
    source: Source, now: datetime, *, error: str, retry_after_s: float | None = None, gone: bool = False
) -> Source:
    """`source` after a poll that failed: each time later, up to a day; dead after ten failures over three days.

    retry_after_s: what its server asked for, which is kept to. gone: the server says that it will not come back.
    """
    failures = source.failures + 1
    since = source.failing_since or now
    pause = min(source.interval_s * 2.0 ** min(failures - 1, 10), LONGEST_S)
    pause = max(pause, retry_after_s or 0.0)
    return replace(
        source,
        next_poll=now + timedelta(seconds=pause),
        polled=now,
        failures=failures,
        failing_since=since,
        error=error[:300],
        dead=source.dead or gone or (failures >= DEAD_FAILURES and now - since >= DEAD_AFTER),
    )
