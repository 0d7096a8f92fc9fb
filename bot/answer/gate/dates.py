"""Every calendar day a sentence names is told by its quotes or follows from a stored `when`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.answer.gate.clock import times_of_day
from bot.answer.gate.known import Days, Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from bot.text.cues import REPORTING_VERBS
from bot.text.when import tag
from bot.text.words import Number, fold, numbers_in, places_of, words_of

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)\s?[-–/]\s?(\d\d)(?!\d)")
# Words that point back at a day told before.
_ANAPHORIC = re.compile(
    r"(?:that|the same|the) (?:day|week|month|year|time)\b|then\b|now\b|currently\b", re.IGNORECASE
)
_PRINTS = re.compile(
    r"\b(?:publish\w*|print\w*|report\w*|article|outlet|stored|known|as of)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_COARSE = (
    Precision.WEEK,
    Precision.MONTH,
    Precision.QUARTER,
    Precision.HALF,
    Precision.YEAR,
    Precision.SEASON,
)


def check_dates(text: str, known: Known) -> tuple[Reason, ...]:
    """Calendar expressions of `text` that no quote prints and no stored day bears out, and wrong days of the week."""
    reasons = []
    whens = calendar_whens(text, known)
    named = {when.day for when in whens}
    for when in whens:
        borne = (
            is_printed(when, known)
            or _follows(when, known)
            or _is_print_day(when, text, known)
            or any(when.day in days and named.issuperset(days) for days in known.days)
        )
        if not borne or _wrong_weekday(when, text):
            reasons.append(Reason(code=ReasonCode.DATE, words=when.words, span=when.span))
    return tuple(reasons)


def calendar_whens(text: str, known: Known) -> tuple[When, ...]:
    """Expressions in `text` that name a place on the calendar."""
    return _calendar_whens(text, known.today)


def calendar_spans(text: str, today: date | None) -> tuple[Span, ...]:
    """Where `check_dates` answers for the numbers."""
    return tuple([w.span for w in _calendar_whens(text, today)])


@lru_cache(maxsize=16_384)
def numbers_of(text: str) -> tuple[Number, ...]:
    """`numbers_in`, with the second year of "2007-08" told in full."""
    ends = tuple(
        Number(span=Span(*m.span(2)), value=Decimal(m[1][:2] + m[2])) for m in _SHORT_RANGE.finditer(text)
    )
    return (*numbers_in(text), *ends)


@lru_cache(maxsize=4096)  # a sentence for each check that asks, a quote for each sentence that rests on it
def _calendar_whens(text: str, today: date | None) -> tuple[When, ...]:
    return tuple(
        w
        for w in tag(text, published=today)
        if w.kind in (WhenKind.DATE, WhenKind.TIME) and _is_dated(w, today) and not _is_clock(w)
    )


def _is_dated(when: When, today: date | None) -> bool:
    """Whether the words name a place on the calendar; in a text without a day, "Q2" and "42 days ago" name none."""
    if _ANAPHORIC.match(when.words):
        return False
    value = when.value or ""
    if today is None and not re.search(r"\d{4}|-\d\d|[A-WYZ]{2}", value.removeprefix("XXXX")):
        return False
    return when.resolved or value.startswith("XXXX")


def _is_clock(when: When) -> bool:
    """Whether the words are a time of day and no day: those are looked up among the times."""
    times = times_of_day(when.words)
    return not when.resolved and len(times) == 1 and len(times[0][0]) >= len(when.words.strip(" .,")) - 1


def is_printed(when: When, known: Known) -> bool:
    """Whether a quote or field has the very words."""
    if when.words.isdigit() and any(
        number.value == int(when.words)
        for quote in (*known.quotes, *known.fields)
        for number in numbers_of(quote)
    ):
        return True
    words = fold(when.words)
    return any(True for quote in (*known.quotes, *known.fields) for _ in places_of(words, fold(quote)))


def _follows(when: When, known: Known) -> bool:
    if (
        known.today is not None
        and when.day == known.today
        and re.search("today|now", when.words, re.IGNORECASE)
    ):
        return True
    partial, _, clock = (when.value or "")[4:].partition("T")
    if not when.resolved and partial in known.partials and (not clock or _clock_is_told(when, known)):
        return True
    if (
        when.day is not None
        and f"{when.day:-%m-%d}" in known.partials
        and _year_is_told(when.day.year, known)
    ):
        return True
    if not when.resolved:
        return any((when.value or "")[4:] == f"{day:-%m-%d}" for days in known.days for day in days)
    if fold(when.words) in _WEEKDAYS:
        return any(a == b and a.weekday() == _WEEKDAYS.index(fold(when.words)) for a, b in known.days)
    return any(_agree(when, days) for days in known.days)


def _clock_is_told(when: When, known: Known) -> bool:
    told = {minutes for quote in known.quotes for _, minutes in times_of_day(quote)}
    return all(minutes in told for _, minutes in times_of_day(when.words))


def _year_is_told(year: int, known: Known) -> bool:
    return any(day.year == year for days in known.days for day in days) or any(
        number.value == year for quote in known.quotes for number in numbers_of(quote)
    )


def _is_print_day(when: When, text: str, known: Known) -> bool:
    """The day of publication, right beside a word of saying or printing."""
    if when.day not in known.print_days:
        return False
    before = text[max(0, when.span.start - 30) : when.span.start]
    after = text[when.span.end : when.span.end + 30]
    return any(_PRINTS.search(near) or _says(near) for near in (before, after))


def _says(words: str) -> bool:
    return any(word in REPORTING_VERBS for word in words_of(words))


def _agree(when: When, days: Days) -> bool:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    if (first, last) == days:
        return True
    if not _YEAR.search(when.words) and when.precision in (Precision.DAY, Precision.MINUTE):
        return days[0] == days[1] and (first.month, first.day) == (days[0].month, days[0].day)
    if first == last and days[0] != days[1] and first in days:
        return _is_range(days)
    return when.precision in _COARSE and first <= days[0] and days[1] <= last


def _is_range(days: Days) -> bool:
    """The two ends of a stored range ("1 to 3 August") are days of their own; ends of a week or month are not."""
    return (days[1] - days[0]).days + 1 not in (7, 28, 29, 30, 31, 90, 91, 92, 365, 366)


def _wrong_weekday(when: When, text: str) -> bool:
    if when.day is None or not re.search(r"\d", when.words):
        return False
    before = _WEEKDAY.search(text, max(0, when.span.start - 11), when.span.end)
    if before is None or (
        before.end() < when.span.start and text[before.end() : when.span.start].strip(" ,")
    ):
        return False
    return _WEEKDAYS[when.day.weekday()] != before[1].casefold() and _YEAR.search(when.words) is not None
