"""Deadlines as an iCalendar file that calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.model.facts import DeadlineStatus
from bot.model.records import DeadlineRecord, Record
from bot.model.when import When, zone_of
from bot.ports import FactEntry

if TYPE_CHECKING:
    from icalendar.cal import Component

UID_HOST = (
    "dateline"  # the right part of a UID; the left part is the record's id, so it stays when the day moves
)


Listed = tuple[Record, Sequence[FactEntry]]


def write_calendar(listed: Iterable[Listed], *, now: datetime, name: str = "Deadlines") -> bytes:
    """An iCalendar file (RFC 5545) with one event for each deadline that has a calendar day.

    A deadline on one day is an all-day event, or a timed one where the article gives a time and a zone. One that is
    only known as a week, a month or a range spans it, and the summary says so in words. SEQUENCE counts the steps of
    the record's history, so it rises when the deadline moves; a withdrawn deadline is CANCELLED. Deadlines without a
    calendar day, and meetings, are left out. now: the stamp of the file. name: of the calendar.
    """
    calendar = new_calendar(name)
    for event in events_of(listed, now=now):
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def new_calendar(name: str) -> Component:
    """A calendar without events yet."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def events_of(listed: Iterable[Listed], *, now: datetime) -> Iterator[Component]:
    """The events of `write_calendar`."""
    for record, entries in listed:
        if isinstance(record, DeadlineRecord) and record.due is not None and has_calendar_day(record):
            yield _event(record, record.due, entries, now)


def has_calendar_day(record: Record) -> bool:
    """Whether a record is a deadline that becomes an event."""
    return isinstance(record, DeadlineRecord) and record.due is not None and record.due.resolved


def _event(record: DeadlineRecord, due: When, entries: Sequence[FactEntry], now: datetime) -> Component:
    from icalendar import Event

    first = due.earliest or due.latest
    last = due.latest or due.earliest
    assert first is not None
    assert last is not None
    event = Event()
    event.add("uid", f"{record.id}@{UID_HOST}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", record.updated.astimezone(UTC))
    event.add("sequence", max(0, len(record.history) - 1))
    zone = zone_of(due.zone)
    if due.day is not None and due.time is not None and zone is not None:
        start = datetime.combine(due.day, due.time, tzinfo=zone).astimezone(UTC)
        event.add("dtstart", start)  # and no end: it would have to be later (RFC 5545, 3.8.2.2)
    else:
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", _summary(record, due))
    event.add("description", _description(record, due, entries))
    event.add("status", _status(record))
    event.add("transp", "TRANSPARENT")
    if entries and entries[0].told.url:
        event.add("url", entries[0].told.url)
    return event


def _summary(record: DeadlineRecord, due: When) -> str:
    who = f"{record.addressee.name}: " if record.addressee else ""
    spread = "" if due.day is not None else f" ({due.words})"
    mark = "Proposed: " if record.status is DeadlineStatus.PROPOSED else ""
    return f"{mark}{who}{record.what or 'deadline'}{spread}"


def _status(record: DeadlineRecord) -> str:
    match record.status:
        case DeadlineStatus.WITHDRAWN:
            return "CANCELLED"
        case DeadlineStatus.PROPOSED:
            return "TENTATIVE"
        case _:
            return "CONFIRMED"


def _description(record: DeadlineRecord, due: When, entries: Sequence[FactEntry]) -> str:
    lines = [f"Status: {record.status.value.replace('_', ' ')}. As written: “{due.words}”."]
    if due.time is not None and due.zone is None:
        lines.append(f"Time as written: {due.time:%H:%M} {due.zone_words or 'local time, zone not given'}.")
    if record.setter:
        lines.append(f"Set by {record.setter.name}.")
    if record.consequence:
        lines.append(f"Otherwise: {record.consequence}")
    for entry in entries[:3]:
        outlet = entry.told.outlet or "article without an outlet"
        lines.append(f"{outlet}: “{entry.fact.quote.text}” {entry.told.url or ''}".rstrip())
    return "\n".join(lines)
