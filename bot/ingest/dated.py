"""The day of publication that a plain text gives in its head: a line with nothing but the day, a byline, a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.text.languages import CODES
from bot.text.languages.calendar_words import weekdays, written_months

_NUMBER = written_months()
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DAY = (
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<points>\d{1,2}\.\d{1,2}\.\d{4})|"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<m1>{_MONTH})\b\.?,?\s+(?:de\s+)?(?P<y1>\d{{4}})|"
    rf"(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))(?!\d)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+|"
    rf"(?:{'|'.join(sorted(day for code in CODES for day in weekdays(code)))}),?\s+(?:den\s+|le\s+)?)?"
)
_LABEL = (
    r"(?:(?:first |last )?(?:published|posted|updated|issued|dated?|released)|veröffentlicht|stand|publié|mis à jour|"
    r"publicado|actualizado)\s*:?\s*(?:on\s+|am\s+|le\s+|el\s+)?"
)
_CLOCK = r"(?:[T,\s]+(?:at\s+|um\s+|à\s+)?\d{1,2}[:.h]\d\d.{0,20})?"

# "Monday 2 November 2026", "Updated: 2 Nov. 2026 at 09:12": a line of its own
_ALONE = re.compile(rf"^\W*(?:{_LABEL})?{_WEEKDAY}{_DAY}{_CLOCK}\W*$", re.IGNORECASE)
# "Published 2 November 2026 · Department of Ports", "By Jo Ek | 2 November 2026", "By Jo Ek, The Quay, Nov. 2, 2026"
_LABELLED = re.compile(rf"^\W*{_LABEL}{_WEEKDAY}{_DAY}{_CLOCK}\s*(?=[·•|–—(-]|$)", re.IGNORECASE)
_BYLINE = re.compile(
    rf"^\W*(?:by|von|par|por)\s[^\n]{{2,90}}?(?:[,·•|–—-]\s*){_WEEKDAY}{_DAY}{_CLOCK}\W*$", re.IGNORECASE
)
# "TALLINN, Oct 14, 2026 (Wire) -", "Berlin, 17. November 2026. ": where and when it was filed
_FILED = re.compile(
    r"^\W*(?!(?:On|In|By|Since|From|Until|After|Before)\b)"
    r"[A-ZÀ-Þ][\w.'’/-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’/-]*|d[eu]|la|le|am|an|der|of|upon)){0,3},\s+(?:(?:den|le|el)\s+)?"
    rf"(?i:{_WEEKDAY}{_DAY})\s*(?:/[\w /]{{2,30}}/\s*)?(?:\([^()\n]{{2,40}}\)\s*)?(?P<end>--?|[–—:]|\.(?=\s+[A-ZÀ-Þ„“\"]))",
)
_HEAD, _FOOT, _MOST = 5, 2, 120


def day_of_publication(lines: Sequence[str]) -> str | None:
    """The day, as an ISO date, that one of the first or last of these lines, none of them blank, gives for the whole text;
    None when none does."""
    head, foot = lines[:_HEAD], lines[-_FOOT:]
    found = [*(_alone(line) or _filed(line) for line in head), *(_alone(line) for line in foot)]
    return next((day for day in found if day is not None), None)


def _alone(line: str) -> str | None:
    bare = line.replace("*", "")
    if len(bare) >= _MOST:
        return None
    return _iso(_ALONE.match(bare) or _LABELLED.match(bare) or _BYLINE.match(bare))


def _filed(line: str) -> str | None:
    found = _FILED.match(line)
    if found is not None and found["end"] == "." and not _GERMAN.search(found.group()):
        return None  # "Geneva, 12 March 1949. The treaty ..." is where a story begins, not when it was filed
    return _iso(found)


_GERMAN = re.compile(r"\d\.\s")


def _iso(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]).isoformat()
        if found["points"]:
            day, month, year = (int(part) for part in found["points"].split("."))
            return date(year, month, day).isoformat()
        name = found["m1"] or found["m2"]
        return date(
            int(found["y1"] or found["y2"]), _NUMBER[name.lower()], int(found["d1"] or found["d2"])
        ).isoformat()
    except ValueError:
        return None
