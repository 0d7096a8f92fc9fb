"""Every number, amount and time of day stands in the cited words, or follows from a stored day."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.answer.gate.clock import times_of_day
from bot.answer.gate.dates import calendar_spans, numbers_of
from bot.answer.gate.known import Known
from bot.answer.gate.measures import is_told_in_another_unit
from bot.answer.gate.sums import follows
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.words import Number, fold, numbers_in

_COUNTDOWN = re.compile(
    r"(?:\bin|\bwithin|\bover)\s+(?:about\s+)?$|^\s*(?:calendar\s+)?(?:days?|weeks?|hours?)\s+(?:ago|left|away|remain\w*|from (?:now|today)|to go|earlier|overdue)",
    re.IGNORECASE,
)
_OF_LIST = re.compile(
    r"\b(?:passages?|sources?|articles?|quotes?|documents?|steps?)\s*(?:\W*\d{1,2}\W*(?:and|or|to|through)?\W*){0,8}$",
    re.I,
)
_SMALL = (Decimal(1), Decimal(2))
_ONE_OF = "one of them"  # "a new one" counts nothing, so it bears out no "1 day"
_MONTH_AFTER = re.compile(
    r"\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
_NO_WORD = re.compile(r"[^\w#]+")
_LEAST_WORDS = 2


def check_numbers(text: str, known: Known) -> tuple[Reason, ...]:
    """Numbers and times of `text` that neither the quotes nor a stored day give, and numbers given to another unit."""
    held = _held(known)
    times = known.times | {t for quote in known.quotes for _, t in times_of_day(quote)}
    skip = list(calendar_spans(text, known.today))
    reasons = []
    for span, minutes in times_of_day(text):
        skip.append(span)
        if minutes not in times:
            reasons.append(_reason(text, span))
    for number in numbers_in(text):
        if any(number.span.overlaps(s) for s in skip) or _is_idle(number, text):
            continue
        if not (
            (_stands(number, held) and not _day_of_no_month(number, text))
            or _counts_days(number, text, known)
            or number.value in known.reckoned
            or follows(number, text, held)
            or is_told_in_another_unit(number.span, text, known.quotes)
        ):
            reasons.append(_reason(text, number.span))
    if not reasons and known.today is not None:  # whole sources hold many like sentences, a receipt does not
        exchanged = (_exchanged(text, quote) for quote in known.quotes)
        reasons = [_reason(text, span) for span in next((spans for spans in exchanged if spans), ())]
    return tuple(reasons)


def _held(known: Known) -> dict[Decimal, set[str | None]]:
    held: dict[Decimal, set[str | None]] = {}
    for text in (*known.quotes, *known.fields, *(a for p in known.parties for a in (p.name, p.title or ""))):
        for value, unit in _counted(text, known.today):
            held.setdefault(value, set()).add(unit)
    for outlet in (t.outlet for t in known.told if t.outlet):
        for number in numbers_in(outlet):
            held.setdefault(number.value, set()).add(None)
    for year in {day.year for days in known.days for day in days}:
        held.setdefault(Decimal(year), set()).add(None)
    return held


@lru_cache(maxsize=8192)
def _counted(text: str, today: date | None) -> tuple[tuple[Decimal, str | None], ...]:
    """The numbers that a text gives, each with what it counts; those of days and times left out."""
    numbers = numbers_of(text)
    if not numbers:
        return ()
    moments = [*(span for span, _ in times_of_day(text)), *calendar_spans(text, today)]
    return tuple(
        (number.value, _ONE_OF if _is_bare_word(number) else number.unit)
        for number in numbers
        if not any(number.span.overlaps(moment) for moment in moments)
    )


def _is_bare_word(number: Number) -> bool:
    return number.spelled and number.unit is None and number.value in _SMALL


def _stands(number: Number, held: dict[Decimal, set[str | None]]) -> bool:
    units = held.get(number.value)
    if units is None:
        return False
    return number.unit is None or None in units or number.unit in units


def _day_of_no_month(number: Number, text: str) -> bool:
    """ "40 October": read as a day it would have been taken out; left over, it is none."""
    return (
        not number.spelled
        and number.value > 31
        and number.value < 100
        and _MONTH_AFTER.match(text, number.span.end) is not None
    )


def _exchanged(text: str, quote: str) -> tuple[Span, ...]:
    """Figures of a text that is a stretch of `quote` but for them: "from 20 % to 20 %" for "from 20 % to 10 %"."""
    own, spans, own_figures = _masked(text)
    told, _, told_figures = _masked(quote)
    if not own_figures or (own != told and own.count(" ") < _LEAST_WORDS):
        return ()
    padded, wanted = f" {told} ", f" {own} "
    found: tuple[Span, ...] = ()
    at = padded.find(wanted)
    while at >= 0:
        first = padded[:at].count("#")
        theirs = told_figures[first : first + len(own_figures)]
        found = tuple(s for s, mine, other in zip(spans, own_figures, theirs, strict=True) if mine != other)
        if not found:
            return ()
        at = padded.find(wanted, at + 1)
    return found


@lru_cache(maxsize=4096)
def _masked(text: str) -> tuple[str, tuple[Span, ...], tuple[str, ...]]:
    """Words of `text` with a mark for each figure, where the figures stand, and what they are."""
    found = tuple(_FIGURES.finditer(text))
    plain = _NO_WORD.sub(" ", _FIGURES.sub(" # ", fold(text))).strip() if found else ""
    return (
        plain,
        tuple(Span(*m.span()) for m in found),
        tuple(m.group().strip(".,:").replace(",", "") for m in found),
    )


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
