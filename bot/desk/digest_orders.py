"""What a person asks of a channel's digest, read from plain words: when, where, on which days, about what, how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Literal, cast
from zoneinfo import available_timezones

from bot.errors import InputError
from bot.text.when import read_phrase

DIGEST_HELP = (
    "digest on 08:30 Europe/Vienna, digest change 09:00, digest preview, digest pause, digest resume, digest off or "
    "digest show"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRequest:
    """What to do with this channel's digest: on, change, off, pause, resume, preview or show.

    at to length: for "on" and "change"; None where nothing was said. topics: names and phrases it is limited to, empty for
    everything. empty: how a day with nothing new is told. length: "channel" for that of the channel's answers. day: for
    "show", which past digest.
    """

    action: str
    at: time | None = None
    zone: str | None = None
    weekdays: frozenset[int] | None = None
    topics: tuple[str, ...] | None = None
    empty: Literal["line", "silent"] | None = None
    length: Literal["channel", "line", "short", "full"] | None = None
    day: date | None = None


def read_digest(rest: str, today: date) -> DigestRequest:
    """The words after "digest"; InputError says what does not fit. today: from which "show yesterday" counts."""
    first, _, others = rest.strip().partition(" ")
    action = first.casefold() or "show"
    match action:
        case "off" | "stop":
            return DigestRequest(action="off")
        case "pause" | "resume" | "preview":
            return DigestRequest(action=action)
        case "show":
            when = read_phrase(others, today=today) if others.strip() else None
            if others.strip() and (when is None or when.day is None):
                raise InputError("which day? Such as: digest show 2025-08-06")
            return DigestRequest(action="show", day=when.day if when else None)
        case "on" | "start":
            return _how("on", others)
        case "change":
            request = _how("change", others)
            if request == DigestRequest(action="change"):
                raise InputError(
                    "change what? Such as: digest change 09:00 weekdays; or: digest change about Hungary"
                )
            return request
        case _ if re.match(r"(?:at\s+)?\d", rest.strip(), re.IGNORECASE):
            return _how("on", rest)
        case _:
            raise InputError(DIGEST_HELP)


_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?"
_AND = r"(?:\s*[+,/&]\s*|\s+and\s+|\s+)"
_DAYS = re.compile(
    rf"(?:\b(?:on|every|each)\s+)?\b(?:(?P<first>{_DAY})\s*(?:-|–|to|until)\s*(?P<last>{_DAY})|(?P<listed>{_DAY}(?:{_AND}{_DAY})*)"
    r"|(?P<named>weekday|workday|weekend)s?|(?P<all>daily|(?:every|each) day))\b",
    re.IGNORECASE,
)
_CLOSING_DAYS = re.compile(
    rf"\s(?:(?:on|at|every|each)\s+{_DAYS.pattern}|(?:weekday|workday|weekend)s|daily|every day)\s*$",
    re.IGNORECASE,
)
_NAMED = {"weekday": range(5), "workday": range(5), "weekend": range(5, 7)}
_STARTS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_CLOCK = re.compile(
    r"(?:\bat\s+)?(?<![\w:.])(?:(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:\s*(?P<half>[ap]m))?|(?P<bare>\d{1,2})\s*(?P<part>[ap]m))"
    r"(?![\w:])",
    re.IGNORECASE,
)
_HOUR = re.compile(r"^\s*(?:at\s+)?(?P<hour>\d{1,2})(?![\w:.])", re.IGNORECASE)
_ZONE = re.compile(r"(?:\bin\s+)?(?<![\w/])(?P<zone>[A-Za-z_]+(?:/[\w+-]+)+|UTC|GMT)(?![\w/])", re.IGNORECASE)
_NO_PLACE = re.compile(r"(?<![\w/])(?:CES?T|EES?T|[ECMP][SD]T|BST|IST|JST|AE[SD]T)(?![\w/])")
_LENGTH = re.compile(r"\blength\s+(?P<length>line|short|full|channel)\b", re.IGNORECASE)
_EMPTY = re.compile(r"\bempty\s+(?P<empty>line|silent)\b|\b(?:silent|silently|quiet)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|topics?)\b:?", re.IGNORECASE)
_FILLERS = frozenset({"at", "on", "in", "for", "every", "each", "the", "and", "with"})
_EVERYTHING = frozenset({"all", "everything"})


def _how(action: str, words: str) -> DigestRequest:
    """How a digest should be; each reading takes its words out, and what is left are topics."""
    zone, words = _taken(_ZONE, words)
    length, words = _taken(_LENGTH, words)
    empty, words = _taken(_EMPTY, words)
    clock, words = _taken(_CLOCK, words)
    if zone is None and (short := _NO_PLACE.search(words)) is not None:
        raise InputError(
            f"{short.group()} names no place with clocks of its own; a zone is an IANA name such as Europe/Vienna"
        )
    about = _ABOUT.search(words)
    head, tail = (words[: about.start()], words[about.end() :]) if about else (words, "")
    hour, head = _taken(_HOUR, head) if clock is None else (None, head)
    days, head = _taken(_DAYS, head)
    if days is None and (closing := _CLOSING_DAYS.search(tail)) is not None:
        days, tail = _DAYS.search(closing.group()), tail[: closing.start()]
    topics = (*_listed(head), *_phrases(tail))
    return DigestRequest(
        action=action,
        at=_time(said) if (said := clock or hour) else None,
        zone=_zone(zone["zone"]) if zone else None,
        weekdays=_weekdays(days) if days else None,
        topics=tuple(one for one in topics if one.casefold() not in _EVERYTHING) if topics else None,
        empty=None if empty is None else "line" if (empty["empty"] or "").casefold() == "line" else "silent",
        length=cast(Literal["channel", "line", "short", "full"], length["length"].casefold())
        if length
        else None,
    )


def _taken(pattern: re.Pattern[str], words: str) -> tuple[re.Match[str] | None, str]:
    match = pattern.search(words)
    return match, words if match is None else f"{words[: match.start()]} {words[match.end() :]}"


def _listed(words: str) -> tuple[str, ...]:
    """Topics without "about": parted by commas where there are any, else each word by itself."""
    if re.search(r"[,;\"“]", words.strip(" ,;")):
        return _phrases(words)
    return tuple(word for word in words.strip(" ,;").split() if word.casefold() not in _FILLERS)


def _phrases(words: str) -> tuple[str, ...]:
    parts = re.split(r"\s*[,;]\s*|\s+(?:and|or)\s+|[\"“”]", words)
    found = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(one for one in found if one and one.casefold() not in _FILLERS))


def _time(match: re.Match[str]) -> time:
    given = match.groupdict()
    hour, minute = int(given.get("hour") or given["bare"]), int(given.get("minute") or 0)
    half = (given.get("half") or given.get("part") or "").casefold()
    if half and not 1 <= hour <= 12:
        raise InputError(f"a time is 00:00 to 23:59 or 1 am to 12 pm, got {match.group().strip()}")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise InputError(f"a time is 00:00 to 23:59, got {match.group().strip()}")
    return time(hour, minute)


def _weekdays(match: re.Match[str]) -> frozenset[int]:
    if match["first"]:
        first, last = _weekday(match["first"]), _weekday(match["last"])
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if match["listed"]:
        return frozenset(_weekday(name) for name in re.findall(_DAY, match["listed"], re.IGNORECASE))
    return frozenset(_NAMED[match["named"].casefold()]) if match["named"] else frozenset(range(7))


def _weekday(name: str) -> int:
    return _STARTS.index(name[:2].casefold())


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _zone(name: str) -> str:
    found = _zones().get(name.casefold())
    if found is None:
        raise InputError(f"a zone is an IANA name such as Europe/Vienna, got {name}")
    return found
