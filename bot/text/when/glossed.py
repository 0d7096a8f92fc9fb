"""Days that the text itself explains in brackets: "tomorrow (Sunday)", "today's [Friday's] meeting"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.model.when import When

RULE = "day.glossed"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OPENS = re.compile(r"(?:['’]s)? ?[(\[](?:on )?")
_CLOSES = re.compile(r"(?:['’]s)?[)\]]")


def with_glosses(text: str, whens: Sequence[When]) -> list[When]:
    """`whens`, where a weekday in brackets behind "tomorrow" tells which day the words were said to be of."""
    out = list(whens)
    for i in range(len(out) - 1):
        word, gloss = out[i], out[i + 1]
        between = text[word.span.end : gloss.span.start]
        if not word.rule.startswith("day.word") or _OPENS.fullmatch(between) is None:
            continue
        name = gloss.words.casefold()
        if word.day is None or name not in _DAYS or _CLOSES.match(text, gloss.span.end) is None:
            continue
        day = _nearest(word.day, _DAYS.index(name))
        out[i], out[i + 1] = _on(word, day), _on(gloss, day)
    return out


def _nearest(day: date, weekday: int) -> date:
    """The day of that name within three days."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _on(when: When, day: date) -> When:
    if when.day == day:
        return when
    return replace(when, value=day.isoformat(), earliest=day, latest=day, anchor=None, rule=RULE)
