"""Fixed phrasings: days and how far off they are, status words, who and where, in plain English.

Nothing here knows an article; every word comes from the values handed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from bot.model.facts import DeadlineStatus, MeetingStatus, Mode, Party, PartyKind
from bot.model.when import When, iso_days

NO_DATE_HINT = (
    "Ingest it again with its day of publication (`--published`, or in a chat the day before the text), "
    "and the day can be counted."
)


@lru_cache(maxsize=4096)  # the same few days, for every fact that is read
def day_words(day: date) -> str:
    """ "Friday 8 August 2025"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """ "8 August 2025"."""
    return f"{day.day} {day:%B %Y}"


def when_words(when: When) -> str | None:
    """The calendar days of `when` in words, as precise as it is and no more; None when it is unresolved."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return None
    if first is None or last is None:
        return f"up to {day_words(last)}" if last is not None else f"from {day_words(first or date.min)}"
    if first == last:
        return day_words(first) + _time_words(when)
    days = iso_days(first, last)
    if re.fullmatch(r"\d{4}-\d{2}", days):
        return f"{first:%B %Y}"
    if re.fullmatch(r"\d{4}", days):
        return f"{first:%Y}"
    if "-W" in days:
        return f"the week from {day_words(first)} to {day_words(last)}"
    return f"between {day_words(first)} and {day_words(last)}"


def on_when(when: When) -> str | None:
    """`when_words` with its preposition: "on Friday 8 August 2025", "in August 2025"; None when unresolved."""
    words = when_words(when)
    if words is None:
        return None
    if words.startswith(("up to", "from", "between")):
        return words
    if when.earliest == when.latest:
        return f"on {words}"
    return f"in {words}"


def _time_words(when: When) -> str:
    if when.time is None:
        return ""
    zone = f" {when.zone_words}" if when.zone_words else ""
    return f", {when.time:%H:%M}{zone}"


def far_off(when: When, today: date) -> str | None:
    """How far the day of `when` is from `today`: "in 2 days", "today", "tomorrow".

    None once it has passed, when it is open, and when it is no single day.
    """
    day = when.earliest
    if day is None or when.latest is None or when.latest < today:
        return None
    if when.earliest != when.latest:
        return None
    if day == today:
        return "today"
    return "tomorrow" if day == today + timedelta(days=1) else f"in {days_words((day - today).days)}"


def has_passed(when: When | None, today: date) -> bool:
    """Whether its last day lies before `today`."""
    return when is not None and when.latest is not None and when.latest < today


def days_words(count: int) -> str:
    """ "1 day", "12 days"."""
    return f"{count} day" if count == 1 else f"{count} days"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """ "1 article", "5 outlets"."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def party_words(party: Party, *, titled: bool = False) -> str:
    """A party's name; with its title in front ("US envoy Steve Witkoff") when `titled` and it is a person's."""
    name = party.name
    if party.kind is not PartyKind.PERSON:
        return f"the {name}" if _WITH_ARTICLE.match(name) else name
    title = party.title
    if titled and title and title.casefold() not in name.casefold() and title.casefold() not in _NO_OFFICE:
        return f"{name} ({title})"
    return name


# Names that take "the" in running text: states and bodies named by a common noun.
_WITH_ARTICLE = re.compile(
    r"(?:European (?:Union|Commission|Parliament|Council)|United (?:States|Nations|Kingdom|Arab Emirates)|Kremlin|White House|"
    r"Netherlands|Philippines|(?:Ministry|Council|Court|Department|Bank|Office|House|Committee|Commission) of\b|"
    r"(?:[A-Z][\w'’-]+ ){1,3}(?:Ministry|Commission|Council|Court|Government|Committee|Office|Agency|Authority|Department))\b"
)
# What an article calls someone for the moment, which is no office.
_NO_OFFICE = frozenset(
    "colleague counterpart guest host friend deputy wife husband brother sister ally rival aide".split()
)


def quoted(words: str) -> str:
    """`words` on one line between quotation marks."""
    return f"“{' '.join(words.split())}”"


MEETING_VERBS: dict[MeetingStatus, str] = {
    MeetingStatus.HELD: "met",
    MeetingStatus.ONGOING: "are meeting",
    MeetingStatus.PLANNED: "are to meet",
    MeetingStatus.POSSIBLE: "may meet",
    MeetingStatus.REQUESTED: "have been asked to meet",
    MeetingStatus.POSTPONED: "were to meet",
    MeetingStatus.CANCELLED: "were to meet",
    MeetingStatus.REFUSED: "were asked to meet",
    MeetingStatus.DENIED: "are said to have met",
    MeetingStatus.UNCONFIRMED: "are reported to meet",
}

# Of a meeting whose other side is not named: "A summit of European leaders is asked for".
MEETING_STATES: dict[MeetingStatus, str] = {
    MeetingStatus.HELD: "was held",
    MeetingStatus.ONGOING: "is under way",
    MeetingStatus.PLANNED: "is planned",
    MeetingStatus.POSSIBLE: "is possible, not agreed",
    MeetingStatus.REQUESTED: "is asked for, not agreed",
    MeetingStatus.POSTPONED: "was postponed",
    MeetingStatus.CANCELLED: "was cancelled",
    MeetingStatus.REFUSED: "was refused",
    MeetingStatus.DENIED: "is denied",
    MeetingStatus.UNCONFIRMED: "is reported, not confirmed",
}

MEETING_TAILS: dict[MeetingStatus, str] = {
    MeetingStatus.POSSIBLE: "; no such meeting is reported as agreed",
    MeetingStatus.POSTPONED: "; the meeting was postponed",
    MeetingStatus.CANCELLED: "; the meeting was cancelled",
    MeetingStatus.REFUSED: "; the meeting was refused",
    MeetingStatus.DENIED: "; this is denied",
    MeetingStatus.UNCONFIRMED: "; this is not confirmed",
    MeetingStatus.REQUESTED: "; no meeting is reported as agreed",
}

_INSIDE = re.compile(
    r"\b(?:capital|city|town|village|country|region|province|county|district|park|room|hall|office|palace|kremlin|building|"
    r"embassy|gardens?|street|square|hotel|suburbs?)\b",
    re.IGNORECASE,
)


def at_place(place: str) -> str:
    """A place with its preposition: "in Torvik", "in the Swedish capital", "at the airport"."""
    return f"in {place}" if place[:1].isupper() or _INSIDE.search(place) else f"at {place}"


def for_length(duration: str) -> str:
    """A length of time with its preposition, which the article's words may bring with them."""
    return duration if duration.startswith(("for ", "until ", "from ", "over ")) else f"for {duration}"


MODE_WORDS: dict[Mode, str] = {
    Mode.PHONE: "by phone",
    Mode.VIDEO: "by video",
    Mode.INDIRECT: "through mediators",
    Mode.WRITTEN: "in writing",
}

DEADLINE_TAILS: dict[DeadlineStatus, str] = {
    DeadlineStatus.PROPOSED: "; it is proposed, not in force",
    DeadlineStatus.EXTENDED: "; it was extended",
    DeadlineStatus.BROUGHT_FORWARD: "; it was brought forward",
    DeadlineStatus.MET: "; it was met",
    DeadlineStatus.MISSED: "; it was missed",
    DeadlineStatus.PASSED: "; it has passed",
    DeadlineStatus.WITHDRAWN: "; it was withdrawn",
}
