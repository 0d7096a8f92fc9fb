"""Days that share the month of a neighbour: "on 2 and 5 March", "May 16, 19 and 23"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind

RULE = "list.shared-month"
_BEFORE = re.compile(r"(?:^|\b(?:on|between|for|from|both|of|the) )((?:\d{1,2}, )*\d{1,2}),? and (?:on )?$")
_AFTER = re.compile(r"((?:, \d{1,2}(?![\w.:]\d))*),? and (\d{1,2})(?=[,;)]|\.(?:\s|$)|\s*$)")
_DAY_FIRST = re.compile(r"\d{1,2} [A-Z]")
_DAY_LAST = re.compile(r"[A-Z][a-z.]+ \d{1,2}$")
_REACH = 24  # characters of a list before a day


def with_shared_months(text: str, whens: Sequence[When]) -> tuple[When, ...]:
    """`whens` and, in their places, the days that take their month from one of them."""
    taken = [when.span for when in whens]
    added = [
        day
        for when in whens
        for day in _sharing(text, when)
        if not any(day.span.overlaps(span) for span in taken)
    ]
    return tuple(sorted((*whens, *added), key=lambda when: when.span)) if added else tuple(whens)


def _sharing(text: str, when: When) -> Iterator[When]:
    if when.kind is not WhenKind.DATE or when.precision is not Precision.DAY or when.earliest is None:
        return
    if when.earliest != when.latest:
        return
    words = text[when.span.start : when.span.end]
    if _DAY_FIRST.match(words):
        start = max(0, when.span.start - _REACH)
        found = _BEFORE.search(text[start : when.span.start])
        if found is not None:
            yield from _numbered(text, when, start + found.start(1), found.group(1), before=True)
    elif _DAY_LAST.match(words):
        after = _AFTER.match(text, when.span.end)
        if after is not None:
            yield from _numbered(text, when, after.start(1), after.group(1), before=False)
            yield from _numbered(text, when, after.start(2), after.group(2), before=False)


def _numbered(text: str, when: When, at: int, numbers: str, *, before: bool) -> Iterator[When]:
    assert when.earliest is not None
    for match in re.finditer(r"\d{1,2}", numbers):
        number = int(match.group())
        if (number >= when.earliest.day) is before:
            return
        day = _in_month(when.earliest, number)
        if day is None:
            return
        span = Span(at + match.start(), at + match.end())
        yield replace(
            when,
            words=text[span.start : span.end],
            span=span,
            value=day.isoformat(),
            earliest=day,
            latest=day,
            anchor=None,
            rule=RULE,
        )


def _in_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None
