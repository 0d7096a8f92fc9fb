"""Times of day on days that are known already."""

from __future__ import annotations

from dataclasses import replace

from bot.model.when import Precision, WhenKind
from bot.text.when import meaning as m
from bot.text.when.resolved import (
    Resolved,
    Surroundings,
)


def part_of_day(part: m.PartOfDay, of: Resolved) -> Resolved:
    """The morning of the day `of`."""
    value = None if of.value is None else f"{of.value}T{part.part}"
    return replace(of, value=value, kind=WhenKind.TIME)


def clock(clock: m.Clock, of: Resolved, around: Surroundings) -> Resolved:
    """A time of day on the day `of`."""
    ends = clock.midnight and (around.frame.bound in ("by", "until", "before") or around.frame.expiring)
    told = "24:00" if ends else f"{clock.time:%H:%M}"
    value = None if of.value is None else f"{of.value}T{told}"
    note = ".end_of_day" if ends else ".start_of_day" if clock.midnight else ""
    exact = of.first is not None and of.first == of.last and not ends
    return replace(
        of,
        value=value,
        kind=WhenKind.TIME,
        precision=Precision.MINUTE if exact else of.precision,
        time=None if ends else clock.time,
        zone=clock.zone,
        note=of.note + note,
    )
