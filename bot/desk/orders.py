"""Standing orders that a person gives in a chat: feeds, things to watch, a calendar, settings; and what became of them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.desk.corrections import CorrectRequest, read_correction
from bot.errors import InputError

ORDER_HELP = """• watch NAME · watch NAME, NAME · watch deadlines NAME · watch NAME in digest · unwatch NAME – be told of news at once
• feeds · feeds add LINK · feeds page LINK · feeds remove LINK – what this place follows by itself
• changes LINK – what edits of an article changed
• calendar · calendar NAME · calendar off – deadlines in your calendar program
• settings · settings quiet 22:00-07:00 · settings reminders 30 7 1 · settings my reminders 14 3 – how I behave here
• correct dismiss FACT · correct edit FACT due 2025-08-08 · correct merge FACT FACT · correct split FACT · correct undo CORRECTION – what was read wrongly
• log · why LINK – what I posted here or did not, and why
• delete LINK · audit – erase an article; who changed what: for admins"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequest:
    """What edits of an article changed: its link or its id."""

    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsRequest:
    """What is followed here, or to follow a feed or page, or no longer to."""

    action: Literal["list", "add", "page", "remove"]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """Be told of news.

    names: all of them must be named by a record, a pair for instance. deadlines: only of deadlines; to end watching, only
    what is watched so. at_once: when it comes in; otherwise in the digest.
    """

    action: Literal["list", "on", "off"]
    names: tuple[str, ...] = ()
    deadlines: bool = False
    at_once: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRequest:
    """An address for calendar programs, or to take those of this place back. names: what it is limited to."""

    action: Literal["on", "off"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsRequest:
    """How Dateline behaves in this channel; no values: show it."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRequest:
    """What was posted here unasked or not, and why. about: an article's link or id; None for the latest."""

    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteRequest:
    """Erase an article with everything it told: its link or its id."""

    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """Who changed what in this workspace, and what members said is not right; for admins."""


Order = (
    AuditRequest
    | DeleteRequest
    | CorrectRequest
    | ChangesRequest
    | FeedsRequest
    | WatchRequest
    | CalendarRequest
    | SettingsRequest
    | LogRequest
)

ORDERS = frozenset(
    {
        "audit",
        "delete",
        "correct",
        "changes",
        "feeds",
        "feed",
        "watch",
        "unwatch",
        "calendar",
        "settings",
        "log",
        "why",
    }
)
_LINK = re.compile(r"^<?(?P<url>https?://[^\s>|]+|a_\w+)(?:\|[^>]*)?>?$")


def read_order(name: str, rest: str) -> Order:
    """An order by its name and the words after it; InputError says what is missing, with an example."""
    match name:
        case "audit":
            return AuditRequest()
        case "delete":
            return DeleteRequest(article=_link(rest, "delete which article? Such as: delete LINK"))
        case "correct":
            return read_correction(rest)
        case "changes":
            return ChangesRequest(article=_link(rest, "changes of which article? Such as: changes LINK"))
        case "feeds" | "feed":
            return _feeds(rest)
        case "watch":
            return _watch(rest)
        case "unwatch":
            return _unwatch(rest)
        case "calendar":
            return _calendar(rest)
        case "settings":
            return SettingsRequest(values=_settings(rest))
        case _:
            return LogRequest(about=_link(rest, "") if rest else None)


def _link(rest: str, complaint: str) -> str:
    found = _LINK.match(rest.strip())
    if found is None:
        raise InputError(complaint or "give one link, such as: why https://example.org/article")
    return found["url"]


def names_in(line: str) -> list[str]:
    """The names in a line, parted by semicolons, or by commas where there is no semicolon; none in "all"."""
    parts = (part.strip().strip('"“”') for part in line.split(";" if ";" in line else ","))
    names = dict.fromkeys(" ".join(part.split()) for part in parts)
    return [name for name in names if name and name.casefold() != "all"]


def line_of(names: Sequence[str]) -> str:
    """The line in which `names_in` finds these names."""
    line = "; ".join(names)
    return f"{line};" if "," in line and ";" not in line else line


_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_BETWEEN = re.compile(r"\s*(?:,|;|\+|&)\s*|\s+(?:and|with)\s+")


def quoted_name(name: str) -> str:
    """The name as an order takes it whole: in quotation marks where it would be parted otherwise."""
    bare = re.sub(r"[\"“”]", "", name)
    return f'"{bare}"' if _BETWEEN.search(bare) else bare


def _names(words: str) -> tuple[str, ...]:
    """Names parted by commas, "and" or "with"; what stands in quotation marks is one."""
    whole = _QUOTED.findall(words)
    parts = [*whole, *_BETWEEN.split(_QUOTED.sub(",", words))]
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip(' "“”.'))))


def _feeds(rest: str) -> FeedsRequest:
    first, _, link = rest.partition(" ")
    match first.casefold():
        case "" | "list":
            return FeedsRequest(action="list")
        case "add" | "follow":
            return FeedsRequest(action="add", url=_link(link, "follow what? Such as: feeds add LINK"))
        case "page":
            return FeedsRequest(action="page", url=_link(link, "follow which page? Such as: feeds page LINK"))
        case "remove" | "unfollow":
            return FeedsRequest(
                action="remove", url=_link(link, "follow what no longer? Such as: feeds remove LINK")
            )
        case _:
            raise InputError("feeds, feeds add LINK, feeds page LINK or feeds remove LINK")


_AT_ONCE = re.compile(r"\s*\b(?:at once|immediately|now)$", re.IGNORECASE)
_IN_DIGEST = re.compile(r"\s*\bin (?:the )?digest$", re.IGNORECASE)
_DEADLINES = re.compile(r"^deadlines?\s+(?:of|for|about)?\s*", re.IGNORECASE)


def _watch(rest: str) -> WatchRequest:
    words = rest.strip()
    if words.casefold() in {"", "list"}:
        return WatchRequest(action="list")
    first, _, others = words.partition(" ")
    match first.casefold():
        case "off" | "remove":
            return _unwatch(others.strip())
        case "add":
            words = others.strip()
    at_once = _IN_DIGEST.search(words) is None
    words = _IN_DIGEST.sub("", _AT_ONCE.sub("", words))
    deadlines = _DEADLINES.match(words + " ") is not None
    names = _names(_DEADLINES.sub("", words + " "))
    if not names and not deadlines:
        raise InputError("watch whom or what? Such as: watch Hungary; or: watch Kovar, Szabo")
    return WatchRequest(action="on", names=names, deadlines=deadlines, at_once=at_once)


def _unwatch(rest: str) -> WatchRequest:
    deadlines = _DEADLINES.match(rest + " ") is not None
    names = _names(_DEADLINES.sub("", rest + " "))
    if not names and not deadlines:
        raise InputError("watch what no longer? Such as: unwatch Hungary; or: unwatch all")
    return WatchRequest(action="off", names=names, deadlines=deadlines)


def _calendar(rest: str) -> CalendarRequest:
    if rest.casefold() in {"off", "revoke", "stop"}:
        return CalendarRequest(action="off")
    return CalendarRequest(action="on", names=_names(_DEADLINES.sub("", rest + " ")))


def _filled_form(rest: str) -> dict[str, Any]:
    """What `bot.desk.settings_form.order_text` wrote; whether the values fit is told where they are kept."""
    try:
        values = json.loads(rest)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise InputError(_SETTINGS_HELP)
    return values


MINE = "my_reminders"  # among the values of a SettingsRequest: what the asker alone chooses; None to show it
FORGET = "forget"  # in its place: be reminded of nothing that was asked for so far
_SETTINGS_HELP = (
    "settings quiet 22:00-07:00 (or off), settings reminders 30 7 1 (or off), settings my reminders 14 3 (or off, or forget), "
    "settings notes on or off, "
    "settings length line, short or full, settings language auto, en, de, fr or es, "
    "settings outlets NAME; NAME (or all), settings topics WORDS; WORDS (or all), settings links never, ask or always, settings ingest all or admins, settings digests all or admins"
)
_HOURS = re.compile(r"(\d{1,2})(:\d\d)?\s*(?:-|–|to)\s*(\d{1,2})(:\d\d)?")


def _settings(rest: str) -> dict[str, Any]:
    if rest.startswith("{"):
        return _filled_form(rest)
    name, _, value = rest.strip().casefold().partition(" ")
    value = value.strip()
    if name == "my" and value.startswith("reminders"):
        days = value.removeprefix("reminders").strip()
        if not days:
            return {MINE: None}
        return {MINE: FORGET if days == FORGET else _settings(value)["reminders"]}
    match name:
        case "":
            return {}
        case "quiet" if value == "off":
            return {"quiet_from": None, "quiet_to": None}
        case "quiet":
            hours = _HOURS.fullmatch(value)
            if hours is None:
                raise InputError("settings quiet 22:00-07:00, or settings quiet off")
            begin, end = (f"{hours[at].zfill(2)}{hours[at + 1] or ':00'}" for at in (1, 3))
            return {"quiet_from": begin, "quiet_to": end}
        case "reminders" if value in {"off", "none"}:
            return {"reminders": ()}
        case "reminders":
            numbers = re.split(r"[\s,/]+", value)
            if not all(number.isdecimal() and 0 <= int(number[:5]) <= 365 for number in numbers):
                raise InputError(
                    "settings reminders 30 7 1: days ahead, from 0 to 365; or settings reminders off"
                )
            return {"reminders": tuple(sorted({int(number) for number in numbers}, reverse=True))}
        case "notes" if value in {"on", "off"}:
            return {"notes": value == "on"}
        case "outlets" | "feeds" | "topics" if value:
            names = tuple(names_in(rest.strip().partition(" ")[2]))
            return {"topics" if name == "topics" else "outlets": names}
        case "length" | "language" | "links" | "ingest" | "digests" if value:
            return {name: value}
        case _:
            raise InputError(_SETTINGS_HELP)
