"""A calendar that programs fetch again and again: what was handed out before decides the SEQUENCE of each event.

A calendar program drops an event that comes back with a lower or the same SEQUENCE and other content, and keeps one that is
simply no longer there. So an event that differs from what was handed out counts up, however its record came to differ, and
one whose record is gone is handed out as CANCELLED.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.digest.calendar import Listed, events_of, new_calendar

if TYPE_CHECKING:
    from icalendar.cal import Component

KEPT = timedelta(days=92)  # so long after its last day, an event is no longer handed out
_STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """An event as it was last handed out.

    mark: names its content, without stamps. event: the content, as iCalendar. changed: when it last differed.
    """

    mark: str
    sequence: int
    event: str
    changed: datetime


def publish(
    listed: Iterable[Listed], held: Mapping[str, HandedOut], *, now: datetime, name: str
) -> tuple[bytes, dict[str, HandedOut]]:
    """The calendar to hand out, and what was handed out by uid, for the next time.

    The same records give the same bytes again. now: the stamp of what differs from before.
    """
    following: dict[str, HandedOut] = {}
    for event in events_of(listed, now=now):
        uid = str(event["UID"])
        following[uid] = _handed_out(event, held.get(uid), now)
    for uid, old in held.items():
        if uid not in following:
            following[uid] = _cancelled(old, now)
    today = now.astimezone(UTC).date()
    kept = {uid: one for uid, one in sorted(following.items()) if _last_day(_read(one.event)) + KEPT >= today}
    calendar = new_calendar(name)
    for one in kept.values():
        calendar.add_component(_stamped(one))
    data: bytes = calendar.to_ical()
    return data, kept


def _handed_out(event: Component, old: HandedOut | None, now: datetime) -> HandedOut:
    counted = int(event.get("SEQUENCE", 0))
    for stamp in _STAMPS:
        event.pop(stamp, None)
    words = event.to_ical().decode()
    mark = hashlib.sha256(words.encode()).hexdigest()[:16]
    if old is None:
        return HandedOut(mark=mark, sequence=counted, event=words, changed=now)
    if old.mark == mark:
        return old
    return HandedOut(mark=mark, sequence=max(counted, old.sequence + 1), event=words, changed=now)


def _cancelled(old: HandedOut, now: datetime) -> HandedOut:
    """An event whose record is gone: dismissed, erased, or no longer in this calendar."""
    event = _read(old.event)
    if event.get("STATUS") == "CANCELLED":
        return old
    event["STATUS"] = "CANCELLED"
    return replace(old, mark="gone", event=event.to_ical().decode(), sequence=old.sequence + 1, changed=now)


def _stamped(one: HandedOut) -> Component:
    event = _read(one.event)
    event.add("dtstamp", one.changed.astimezone(UTC))
    event.add("last-modified", one.changed.astimezone(UTC))
    event.add("sequence", one.sequence)
    return event


def _read(words: str) -> Component:
    from icalendar import Event

    return Event.from_ical(words)


def _last_day(event: Component) -> date:
    """The last day an event touches."""
    if "DTEND" in event:
        ended: date = event.decoded("DTEND")
        return ended - timedelta(days=1)
    begun: datetime = event.decoded("DTSTART")
    return begun.date()
