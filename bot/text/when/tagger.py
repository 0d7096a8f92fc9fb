"""Finds time expressions in a text and works out their calendar days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.errors import InputError
from bot.model.text import Span
from bot.model.when import Anchor, Precision, When, WhenKind

_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m} | {
    m.lower(): i for i, m in enumerate(calendar.month_abbr) if m
}
_MONTHS["sept"] = 9
_WEEKDAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_NUMBERS = {
    w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_NUMBERS |= {"a": 1, "an": 1}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_N = r"(?P<n>\d{1,4}|" + "|".join(_NUMBERS) + r")"
_U = r"(?P<u>day|week|month|year)s?"
_PATTERN = re.compile(
    "|".join(
        (
            r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)",
            rf"(?P<dm>\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?P<m1>{_M})\b\.?(?:,? (?P<y1>\d{{4}})\b)?)",
            rf"(?P<md>\b(?P<m2>{_M})\b\.? (?P<d2>\d{{1,2}})\b(?:, (?P<y2>\d{{4}})\b)?)",
            rf"(?P<wd>\b(?P<rel>last |next |this )?(?P<w>{'|'.join(_WEEKDAYS)})\b)",
            r"(?P<deictic>\b(?:today|tonight|yesterday|tomorrow)\b)",
            r"(?P<unit>\b(?P<dir>last|next|this) (?P<u2>week|month|year)\b)",
            rf"(?P<ago>\b{_N} {_U} (?P<side>ago|from now|from today)\b)",
            rf"(?P<dur>\b{_N.replace('?P<n>', '?P<n3>')} {_U.replace('?P<u>', '?P<u3>')}\b)",
        )
    ),
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:until|by|will|would|to|expected|scheduled|planned|due|before|next|from|expires?|effect)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:had|was|were|met|said|told|held|did|\w+ed)\b", re.IGNORECASE)
_NO_DATE = "the article carries no date"


def tag(text: str, *, published: date | None, sentences: Sequence[Span] | None = None) -> tuple[When, ...]:
    """All time expressions of `text`, in order; their spans do not overlap."""
    found = []
    for match in _PATTERN.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        found.append(_read(match, before, published))
    return tuple(when for when in found if when is not None)


def read_phrase(words: str, *, today: date) -> When | None:
    """The first time expression in `words`, counted from `today`; None when there is none."""
    return next(iter(tag(words, published=today)), None)


def add_duration(duration: When, anchor: Anchor, *, rule: str) -> When:
    """The day that lies `duration` after the anchor's day; InputError when it is no duration of whole units."""
    match = re.fullmatch(r"P(\d+)([DWMY])", duration.value or "")
    if match is None:
        raise InputError(f"not a length of whole days, weeks, months or years: {duration.value!r}")
    day = _shift(anchor.day, int(match[1]), match[2])
    return _when(duration.words, duration.span, day, day, Precision.DAY, day.isoformat(), rule, anchor)


def business_days_after(day: date, n: int, calendar: str | None = None) -> date:
    """The `n`-th working day after `day`."""
    while n > 0:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day


def _read(match: re.Match[str], before: str, published: date | None) -> When | None:
    span, words, got = Span(*match.span()), match[0], match.groupdict()
    ahead = _AHEAD.search(before) is not None and not re.search(r"\bsaid (?:on )?$|ed on $", before)
    if got["iso"]:
        return _day(words, span, lambda: date.fromisoformat(words), "date.iso", None)
    if got["dm"] or got["md"]:
        d, m, y = (got["d1"], got["m1"], got["y1"]) if got["dm"] else (got["d2"], got["m2"], got["y2"])
        month = _MONTHS[m.lower()]
        if y is None and published is None:
            return _open(words, span, f"XXXX-{month:02d}-{int(d):02d}", "date.no_year")
        year = int(y) if y else _year(published, month, int(d), ahead)
        return _day(
            words, span, lambda: date(year, month, int(d)), "date.day_month", published if not y else None
        )
    if got["dur"]:
        n = _NUMBERS.get(got["n3"].lower()) if not got["n3"].isdigit() else int(got["n3"])
        return When(
            words=words,
            span=span,
            kind=WhenKind.DURATION,
            value=f"P{n}{got['u3'][0].upper()}",
            earliest=None,
            latest=None,
            precision=None,
            rule="duration",
        )
    if published is None:
        value = f"XXXX-WXX-{_WEEKDAYS[got['w'].lower()] + 1}" if got["wd"] else None
        return _open(words, span, value, "relative")
    anchor = Anchor(day=published, words="published")
    if got["wd"]:
        back = (published.weekday() - _WEEKDAYS[got["w"].lower()]) % 7
        rel = (got["rel"] or "").strip().lower()
        if rel == "last":
            day = published - timedelta(days=back or 7)
        elif rel == "next" or (ahead and back):
            day = published + timedelta(days=7 - back)
        else:
            day = published - timedelta(days=back)
        return _when(words, span, day, day, Precision.DAY, day.isoformat(), "weekday", anchor)
    if got["deictic"]:
        day = published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words.lower(), 0))
        return _when(words, span, day, day, Precision.DAY, day.isoformat(), "deictic", anchor)
    if got["ago"]:
        n = _NUMBERS.get(got["n"].lower()) if not got["n"].isdigit() else int(got["n"])
        sign = -1 if got["side"].lower() == "ago" else 1
        day = _shift(published, sign * (n or 0), got["u"][0].upper())
        return _when(words, span, day, day, Precision.DAY, day.isoformat(), "shift", anchor)
    step = {"last": -1, "next": 1, "this": 0}[got["dir"].lower()]
    unit = got["u2"].lower()
    if unit == "week":
        first = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        year, week, _ = first.isocalendar()
        return _when(
            words,
            span,
            first,
            first + timedelta(days=6),
            Precision.WEEK,
            f"{year}-W{week:02d}",
            "unit",
            anchor,
        )
    if unit == "year":
        year = published.year + step
        return _when(
            words, span, date(year, 1, 1), date(year, 12, 31), Precision.YEAR, str(year), "unit", anchor
        )
    first = _shift(published.replace(day=1), step, "M")
    last = _shift(first, 1, "M") - timedelta(days=1)
    return _when(words, span, first, last, Precision.MONTH, f"{first:%Y-%m}", "unit", anchor)


def _year(published: date | None, month: int, day: int, ahead: bool) -> int:
    assert published is not None
    if ahead and (month, day) < (published.month, published.day):
        return published.year + 1
    if not ahead and (month - published.month) > 6:
        return published.year - 1
    return published.year


def _shift(day: date, n: int, unit: str) -> date:
    if unit in "DW":
        return day + timedelta(days=n * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + n * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day(words, span, make, rule, published):  # type: ignore[no-untyped-def]
    try:
        day = make()
    except ValueError:
        return None
    anchor = Anchor(day=published, words="published") if published else None
    return _when(words, span, day, day, Precision.DAY, day.isoformat(), rule, anchor)


def _when(
    words: str,
    span: Span,
    first: date,
    last: date,
    precision: Precision,
    value: str,
    rule: str,
    anchor: Anchor | None,
) -> When:
    return When(
        words=words,
        span=span,
        kind=WhenKind.DATE,
        value=value,
        earliest=first,
        latest=last,
        precision=precision,
        anchor=anchor,
        rule=rule,
    )


def _open(words: str, span: Span, value: str | None, rule: str) -> When:
    return When(
        words=words,
        span=span,
        kind=WhenKind.DATE,
        value=value,
        earliest=None,
        latest=None,
        precision=None,
        rule=rule,
        open_reason=_NO_DATE,
    )
