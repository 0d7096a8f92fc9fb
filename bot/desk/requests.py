"""What a person asks of Dateline in a chat, read from a command or a message: the same words on every platform."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.desk.digest_orders import DigestRequest, read_digest
from bot.desk.manners import answer_to_manners
from bot.desk.orders import (
    ORDER_HELP,
    ORDERS,
    CalendarRequest,
    ChangesRequest,
    FeedsRequest,
    LogRequest,
    Order,
    WatchRequest,
    read_order,
)
from bot.errors import InputError
from bot.text.when import read_phrase

HELP = f"""Ask me in plain words, in a message that mentions me, in a direct message, or with a command:
• brief SUBJECT or LINK – what is known about a person, a body, a topic or an article
• met NAME, NAME since DAY – who met whom
• deadlines NAME – what is due, with countdown
• verify "WORDS" – was this printed, by whom, when
• digest on 08:30 Europe/Vienna weekdays about NAME, TOPIC · digest change 09:00 length full · digest preview · digest pause · digest show DAY · digest off – a digest for this channel
• ingest LINK or TEXT · ingest DAY TEXT – add an article, of that day
{ORDER_HELP}
Every sentence I write carries the number of its source; the buttons below an answer show the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question in plain words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief about a subject, or of an article named by its link or pasted."""

    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMeetings:
    """Meetings in which all of `parties` took part, between two days."""

    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeadlines:
    """Deadlines that all of `parties` set or are bound by, due between two days."""

    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify:
    """Whether these words were printed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestRequest:
    """An article to add: a link, or its text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """How to use Dateline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """A greeting, thanks, or a question about ourselves. text: what we say to it."""

    text: str


Request = (
    Ask
    | Manners
    | Brief
    | ListMeetings
    | ListDeadlines
    | Verify
    | IngestRequest
    | DigestRequest
    | Help
    | Order
)

_NAMES = {"brief", "met", "meetings", "deadlines", "verify", "digest", "ingest", "ask", "help", *ORDERS}

_COMMANDS: dict[type, str] = {
    Brief: "brief",
    ListMeetings: "met",
    ListDeadlines: "deadlines",
    Verify: "verify",
    IngestRequest: "ingest",
    DigestRequest: "digest",
    WatchRequest: "watch",
    FeedsRequest: "feeds",
    CalendarRequest: "calendar",
    ChangesRequest: "changes",
    LogRequest: "log",
}


def command_of(request: Request) -> str | None:
    """The command that does the same; None for a plain question and for what no channel can switch off."""
    return _COMMANDS.get(type(request))


def read_message(text: str, *, today: date) -> Request:
    """A message to Dateline: a command if it begins with one, otherwise a question.

    A plain question that happens to begin with such a word ("Met whom?") stays a question: a command's word stands
    alone, or is followed by something that is not a sentence with a question mark.
    """
    words = text.strip()
    first, _, rest = words.partition(" ")
    name = first.lstrip("/").casefold()
    if name in {"", "help", "hilfe", "?"}:
        return Help()
    if (reply := answer_to_manners(words)) is not None:
        return Manners(text=reply)
    if name in _NAMES and (first.startswith("/") or not words.endswith("?")):
        return read_command(name, rest, today=today)
    return Ask(text=words)


def read_command(name: str, rest: str, *, today: date) -> Request:
    """A command by its name and the words after it; InputError says what is missing.

    today: the calendar day in the requester's zone, from which "since Monday" counts.
    """
    rest = rest.strip()
    if rest.casefold() in {"help", "?"}:
        return Help()
    match name:
        case "met" | "meetings":
            parties, first, last = _names_and_days(rest, today)
            return ListMeetings(parties=parties, first=first, last=last)
        case "deadlines":
            parties, first, last = _names_and_days(rest, today)
            return ListDeadlines(parties=parties, first=first, last=last)
        case "digest":
            return read_digest(rest, today)
        case "brief":
            return Brief(subject=_needed(rest, "brief whom or what? Such as: brief Witkoff"))
        case "verify":
            return Verify(
                text=_needed(rest, 'verify which words? Such as: verify "useful and constructive"').strip(
                    '"“”'
                )
            )
        case "ingest":
            return IngestRequest(text=_needed(rest, "ingest what? Give a link, or paste the article's text"))
        case "ask":
            return Ask(text=_needed(rest, "ask what? Such as: ask Who met Putin?"))
        case order if order in ORDERS:
            return read_order(order, rest)
        case _:
            return Help()


def _needed(rest: str, complaint: str) -> str:
    if not rest:
        raise InputError(complaint)
    return rest


_BETWEEN = re.compile(r"\bbetween\s+(?P<first>.+?)\s+and\s+(?P<last>[^,;]+)", re.IGNORECASE)
_DAY_PART = re.compile(
    r"\b(?P<how>since|after|from|until|till|before|by|to|on|in|during)\s+"
    r"(?P<words>[^,;]+?)(?=\s+(?:until|till|before|by|to)\s+\S|$|[,;])",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    r"\b(?:today|yesterday|tomorrow|(?:last|this|next) (?:week|month|year))\b", re.IGNORECASE
)


def _names_and_days(rest: str, today: date) -> tuple[tuple[str, ...], date | None, date | None]:
    """Names, and the window of days that words such as "since 1 August" or "last week" give."""
    first: date | None = None
    last: date | None = None
    names = rest
    if (between := _BETWEEN.search(rest)) is not None:
        starts, ends = (read_phrase(between[part], today=today) for part in ("first", "last"))
        if starts is not None and ends is not None:
            return _split_names(rest.replace(between.group(), ",")), starts.earliest, ends.latest
    for match in _DAY_PART.finditer(rest):
        when = read_phrase(match["words"], today=today)
        if when is None or not when.resolved:
            continue
        names = names.replace(match.group(), ",")
        how = match["how"].casefold()
        if how in {"since", "after", "from", "on", "in", "during"}:
            first = when.earliest
        if how in {"until", "till", "before", "by", "to", "on", "in", "during"}:
            last = when.latest
    for phrase in _WINDOW.findall(names):
        when = read_phrase(phrase, today=today)
        if when is not None and when.resolved:
            first, last = when.earliest, when.latest
            names = names.replace(phrase, ",")
    return _split_names(names), first, last


def _split_names(words: str) -> tuple[str, ...]:
    parts = re.split(r"\s*(?:,|;|\+|&|\band\b|\bwith\b)\s*", words)
    return tuple(name for part in parts if (name := part.strip(' "“”?.')))
