"""Deadlines in force that fall due."""

from __future__ import annotations

from datetime import date

from bot.model.facts import IN_FORCE
from bot.model.news import Item, Label
from bot.model.records import DeadlineRecord


def falls_due(record: DeadlineRecord, first: date, last: date) -> bool:
    """Whether a deadline in force has its last day within these."""
    due = record.due.latest if record.due is not None else None
    return record.status in IN_FORCE and due is not None and first <= due <= last


def due_item(record: DeadlineRecord) -> Item:
    """A reminder of a deadline."""
    return Item(label=Label.DUE, record=record, before=None, changes=(), facts=record.facts[-1:], reasons=())


def due_key(record: DeadlineRecord) -> tuple[date, str]:
    """Sorts deadlines by their last day."""
    assert record.due is not None
    return record.due.latest or date.max, record.id
