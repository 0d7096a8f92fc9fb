"""Times of day, however they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.model.text import Span

_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<h24>[01]?\d|2[0-4])[:.](?P<m24>[0-5]\d)(?![\d:]|\.\d|\s?%)|(?P<h12>1[0-2]|0?[1-9]))"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)


_HINT = re.compile(r"\d|noon|midnight", re.IGNORECASE)  # what every time of day holds


@lru_cache(maxsize=8192)
def times_of_day(text: str) -> tuple[tuple[Span, int], ...]:
    """Times of day in `text` as minutes after midnight; "5 PM" and "17:00" are the same. Bare hours are no times."""
    if not _HINT.search(text):
        return ()
    return tuple(
        (Span(m.start(), m.end()), minutes)
        for m in _TIME.finditer(text)
        if (minutes := _minutes(m)) is not None
    )


def _minutes(match: re.Match[str]) -> int | None:
    word, half = match.group("word"), match.group("half")
    if word:
        return 720 if word.casefold() == "noon" else 0
    if match.group("h24") is not None:
        hour, minute = int(match.group("h24")), int(match.group("m24"))
        if half is None and match.group()[-3] == ".":
            return None
    elif half is not None:
        hour, minute = int(match.group("h12")), 0
    else:
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    return (hour * 60 + minute) % 1440
