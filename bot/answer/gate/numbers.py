"""Every number, amount and time of day stands in the cited words, or follows from a stored day."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.answer.gate.dates import calendar_spans, numbers_of
from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.words import Number, numbers_in

_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<h24>[01]?\d|2[0-4])[:.](?P<m24>[0-5]\d)(?![\d:]|\.\d|\s?%)|(?P<h12>1[0-2]|0?[1-9]))"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_COUNTDOWN = re.compile(
    r"(?:\bin|\bwithin|\bover)\s+(?:about\s+)?$|^\s*(?:calendar\s+)?(?:days?|weeks?|hours?)\s+(?:ago|left|away|remain\w*|from (?:now|today)|to go|earlier|overdue)",
    re.IGNORECASE,
)
_OF_LIST = re.compile(
    r"\b(?:passages?|sources?|articles?|quotes?|documents?)\s*(?:\W*\d{1,2}\W*(?:and|or|to)?\W*){0,8}$", re.I
)
_SMALL = (Decimal(1), Decimal(2))


def check_numbers(text: str, known: Known) -> tuple[Reason, ...]:
    """Numbers and times of `text` that neither the quotes nor a stored day give, and numbers given to another unit."""
    held = _held(known)
    times = known.times | {t for quote in known.quotes for _, t in times_of_day(quote)}
    skip = list(calendar_spans(text, known))
    reasons = []
    for span, minutes in times_of_day(text):
        skip.append(span)
        if minutes not in times:
            reasons.append(_reason(text, span))
    for number in numbers_in(text):
        if any(number.span.overlaps(s) for s in skip) or _is_idle(number, text):
            continue
        if not (_stands(number, held) or _counts_days(number, text, known)):
            reasons.append(_reason(text, number.span))
    return tuple(reasons)


def times_of_day(text: str) -> tuple[tuple[Span, int], ...]:
    """Times of day in `text` as minutes after midnight; "5 PM" and "17:00" are the same. Bare hours are no times."""
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


def _held(known: Known) -> dict[Decimal, set[str | None]]:
    held: dict[Decimal, set[str | None]] = {}
    for text in (*known.quotes, *known.fields, *(a for p in known.parties for a in (p.name, p.title or ""))):
        moments = [*(span for span, _ in times_of_day(text)), *calendar_spans(text, known)]
        for number in numbers_of(text):
            if not any(number.span.overlaps(moment) for moment in moments):
                held.setdefault(number.value, set()).add(number.unit)
    for outlet in (t.outlet for t in known.told if t.outlet):
        for number in numbers_in(outlet):
            held.setdefault(number.value, set()).add(None)
    for year in {day.year for days in known.days for day in days}:
        held.setdefault(Decimal(year), set()).add(None)
    return held


def _stands(number: Number, held: dict[Decimal, set[str | None]]) -> bool:
    units = held.get(number.value)
    if units is None:
        return False
    return number.unit is None or None in units or number.unit in units


def _is_idle(number: Number, text: str) -> bool:
    """Small words that count nothing ("one of them", "first"), and numbers that point into a list of sources."""
    if number.spelled and (number.ordinal or (number.value in _SMALL and number.unit is None)):
        return True
    return _OF_LIST.search(text, max(0, number.span.start - 60), number.span.start) is not None


def _counts_days(number: Number, text: str, known: Known) -> bool:
    """ "in 2 days", "3 days ago": counted from today to a stored day."""
    if number.unit not in ("day", "week") or known.today is None:
        return False
    before, after = text[max(0, number.span.start - 20) : number.span.start], text[number.span.end :][:40]
    if not (_COUNTDOWN.search(before) or _COUNTDOWN.search(after)):
        return False
    length = int(number.value) * (7 if number.unit == "week" else 1)
    return any(abs((day - known.today).days) == length for days in known.days for day in days)


def _reason(text: str, span: Span) -> Reason:
    return Reason(code=ReasonCode.NUMBER, words=span.of(text), span=span)
