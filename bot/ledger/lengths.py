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
