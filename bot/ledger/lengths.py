"""How long something lasted, in minutes."""

from __future__ import annotations

import re

from bot.text.words import fold, numbers_in

_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


def minutes_in(words: str) -> float | None:
    """How long a told duration is, in minutes; None when it is not said in numbers."""
    plain = fold(words)
    part = next((share for phrase, share in _PARTS.items() if phrase in plain), None)
    if part is not None:
        return part
    total = sum(
        float(number.value) * _MINUTES[unit]
        for number in numbers_in(plain)
        if (unit := number.unit or _unit_after(plain[number.span.end :])) in _MINUTES
    )
    for unit in _ONE.findall(plain):
        total += _MINUTES[unit]
    half = _AND_A_HALF.search(plain)
    if half is not None and total:
        total += _MINUTES[half.group(1) or half.group(2)] / 2
    return total or None


_PARTS = {
    "three quarters of an hour": 45.0,
    "quarter of an hour": 15.0,
    "half an hour": 30.0,
    "half-hour": 30.0,
}
_ONE = re.compile(r"\ban? (?:full |whole |good )?(hour|minute|day|week)\b")
_AND_A_HALF = re.compile(
    r"\band (?:a|one) half (hour|minute|day|week)s?\b|\b(hour|minute|day|week)s? and (?:a|one) half\b"
)
_AFTER = re.compile(r"\W{0,3}(?:and (?:a|one) half )?(minute|hour|day|week)s?\b")


def _unit_after(rest: str) -> str | None:
    match = _AFTER.match(rest)
    return match.group(1) if match else None


_LASTED = re.compile(
    r"\b(?:last(?:s|ed|ing)?|took|went on|ran for|(?:ended|over|left|parted|broke up) after|(?:talked|spoke|sat|met)\b[^.;]{0,30} for|talks of|meeting of|session of|spent\b[^.;]{0,40} together)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\b(?:[\w-]+ ){0,4}?[\w-]+ (?:minutes?|hours?)\b(?: and a half)?", re.IGNORECASE)


def lasted(words: str) -> float | None:
    """How many minutes something lasted by `words`, which tell just one length."""
    if not _LASTED.search(words):
        return None
    found = {m for match in _LENGTH.finditer(words) if (m := minutes_in(match.group())) is not None}
    return found.pop() if len(found) == 1 else None


def lengths_differ(one: float, other: float) -> bool:
    """Whether two lengths of one thing are more than rounded apart."""
    return abs(one - other) > _DIFFERENCE * max(one, other)


_DIFFERENCE = 0.2
