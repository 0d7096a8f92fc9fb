"""Hours in which a channel gets no post that nobody asked for just then."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk.channels import ChannelSettings


def quiet_until(settings: ChannelSettings, now: datetime, zone: str) -> datetime | None:
    """When the quiet hours that hold at `now` are over, by the clock of `zone`; None when none hold.

    Hours that begin later than they end run over midnight; equal ends mean none.
    """
    begin, end = settings.quiet_from, settings.quiet_to
    if begin is None or end is None or begin == end:
        return None
    there = now.astimezone(ZoneInfo(zone))
    if not _holds(begin, end, there.time().replace(tzinfo=None)):
        return None
    day = there.date() if there.time().replace(tzinfo=None) < end else there.date() + timedelta(days=1)
    over = datetime.combine(day, end, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return max(over, now.astimezone(UTC) + timedelta(seconds=1))


def _holds(begin: time, end: time, clock: time) -> bool:
    return begin <= clock < end if begin < end else clock >= begin or clock < end
