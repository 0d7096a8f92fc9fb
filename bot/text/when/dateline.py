"""The day a dateline names: "WASHINGTON, July 14 (Harbor Wire) -" speaks from 14 July, whatever the clock in London says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model.text import Span
from bot.model.when import Anchor
from bot.text.when import meaning as m
from bot.text.when.grammar import Chart, Edge
from bot.text.when.language import Language
from bot.text.when.numbers import is_day
from bot.text.when.tokens import Token

_FARTHEST_DAYS = 7


def dateline_edges(tokens: Sequence[Token], chart: Chart, language: Language) -> tuple[Edge, ...]:
    """The calendar days that stand in the dateline at the start of the text, in order."""
    reach = min(len(tokens), language.dateline_words)
    dash = next((at for at in range(1, reach) if tokens[at].text in language.dateline_dashes), None)
    if dash is None or not tokens[0].text[:2].isupper():
        return ()
    return tuple(
        edge
        for at in range(1, dash)
        for edge in chart.phrase("date", at)
        if edge.end <= dash and isinstance(edge.value, m.Day)
    )


def dateline_day(tokens: Sequence[Token], edges: Sequence[Edge], published: date | None) -> Anchor | None:
    """The day of the dateline out of its `edges`, or None.

    Without a date of publication it counts only when it names the year; with one, only when it lies in the week up to
    it, so that a date that merely stands early in the text is no dateline.
    """
    for edge in edges:
        assert isinstance(edge.value, m.Day)
        day = _dated(edge.value, published)
        if day is not None:
            span = Span(tokens[edge.start].start, tokens[edge.end - 1].end)
            return Anchor(day=day, words="dateline", span=span)
    return None


def _dated(day: m.Day, published: date | None) -> date | None:
    if published is None:
        return date(day.year, day.month, day.day) if day.year is not None else None
    years = (day.year,) if day.year is not None else (published.year, published.year - 1)
    for year in years:
        if is_day(year, day.month, day.day):
            found = date(year, day.month, day.day)
            if 0 <= (published - found).days <= _FARTHEST_DAYS:
                return found
    return None
