"""When sources are polled and articles looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.ingest.watch import CHECKS, after_failure, after_poll, first_check, plan_check
from bot.model.ids import ArticleId, WorkspaceId
from bot.model.sources import Source, SourceId, SourceKind, Watch

NOW = datetime(2025, 8, 6, 9, tzinfo=UTC)
HOME = WorkspaceId("home")
FEED = Source(
    id=SourceId("s"), workspace=HOME, audience=None, url="https://a.example/feed", kind=SourceKind.FEED, title=None,
    added=NOW, next_poll=NOW, interval_s=1800,
)  # fmt: skip
WATCH = Watch(
    workspace=HOME,
    audience=None,
    article=ArticleId("a"),
    url="https://a.example/x",
    since=NOW,
    next_check=first_check(NOW),
)


def test_news_brings_polls_closer_and_silence_moves_them_apart_within_bounds() -> None:
    """A wire every ten minutes, a ministry once a day."""
    busy = quiet = FEED
    for _ in range(20):
        busy, quiet = after_poll(busy, NOW, new=3), after_poll(quiet, NOW, new=0)

    assert (busy.interval_s, quiet.interval_s) == (600, 86_400)
    assert busy.next_poll == NOW + timedelta(minutes=10)
    assert (busy.last_new, quiet.last_new) == (NOW, None)
    assert after_poll(quiet, NOW, new=1).interval_s == 43_200


def test_failures_move_polls_apart_and_success_forgets_them() -> None:
    """A server that is down is not hammered."""
    once = after_failure(FEED, NOW, error="no answer")
    twice = after_failure(once, NOW, error="no answer")

    assert [s.next_poll - NOW for s in (once, twice)] == [timedelta(minutes=30), timedelta(hours=1)]
    assert after_failure(once, NOW, error="busy", retry_after_s=100_000).next_poll == NOW + timedelta(
        seconds=100_000
    )
    well = after_poll(twice, NOW, new=0)
    assert (well.failures, well.error, well.failing_since, well.dead) == (0, None, None, False)


def test_a_feed_is_dead_after_ten_failures_over_three_days_or_when_it_says_so() -> None:
    """A weekend's outage is no death; 410 Gone is."""
    feed, now = FEED, NOW
    for _ in range(12):
        feed = after_failure(feed, now, error="no answer")
        if feed.dead:
            break
        now = feed.next_poll

    assert feed.dead
    assert feed.failures >= 10
    assert now - NOW >= timedelta(days=3)
    assert not after_failure(FEED, NOW, error="x").dead
    assert after_failure(FEED, NOW, error="gone", gone=True).dead


def test_an_article_is_looked_at_ever_more_rarely_for_a_month() -> None:
    """Corrections come soon or never."""
    watch, looks = WATCH, []
    while watch.next_check is not None:
        looks.append(watch.next_check - NOW)
        watch = plan_check(watch, watch.next_check, changed=False)

    assert looks == list(CHECKS)
    assert watch.checks == len(CHECKS)


def test_a_change_brings_the_next_look_closer() -> None:
    """One edit is often followed by another; also after the last look."""
    later = plan_check(WATCH, NOW + timedelta(days=2), changed=True)
    last = plan_check(WATCH, NOW + timedelta(days=40), changed=True)

    assert later.next_check == NOW + timedelta(days=2, hours=1)
    assert (last.next_check, last.changed) == (NOW + timedelta(days=40, hours=1), NOW + timedelta(days=40))


def test_missed_looks_are_not_made_up_for() -> None:
    """After a downtime of a week there is one look, not six."""
    assert plan_check(WATCH, NOW + timedelta(days=6), changed=False).next_check == NOW + timedelta(days=7)
