"""What became of a request: "a request by A for a meeting with B was declined"."""

from __future__ import annotations

import re

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import party_from
from bot.extract.meetings.standing import Standing
from bot.model.facts import MeetingStatus

_REQUESTS = frozenset(
    "request requests proposal proposals offer offers appeal appeals demand demands plea pleas bid invitation".split()
)
_REFUSED = re.compile(
    r"(?:, [^,]{0,60},)? ?(?:(?:has|have|had|was|were|is|been|also|twice|politely|again|T|in|on) )*"
    r"(?:declined|refused|rejected|rebuffed|turned down|denied|ignored|dismissed|met with (?:silence|a refusal)|"
    r"went unanswered|unanswered|spurned|snubbed)\b"
)
_GRANTED = re.compile(
    r"(?:(?:has|have|had|was|were|is|been|also|T|in|on) )*(?:granted|accepted|approved|agreed to|met with a yes)\b"
)


def asked_for(row: Row, begin: int, end: int) -> tuple[Standing | None, Group | None]:
    """(standing, who asked) of an encounter that is the object of a request; (None, None) when it is of none."""
    if row.word(begin - 1) not in ("for", "to", "of") or begin < 2:
        return None, None
    for j in range(begin - 2, max(begin - 9, -1), -1):
        if row.word(j) in _REQUESTS:
            break
        if row.finite(j) or row.word(j) in (",", ";", ":"):
            return None, None
    else:
        return None, None
    opens = not any(row.finite(k) for k in range(j))
    follows = row.mask(end, end + 12)
    asker = _asker(row, j, begin) or _asker_behind(row, end)
    if _UNANSWERED.search(row.mask(0, j)):
        return Standing(MeetingStatus.REQUESTED, "noun:request-unanswered"), asker
    if opens and _REFUSED.match(follows):
        return Standing(MeetingStatus.REFUSED, "noun:request-refused"), asker
    if opens and _GRANTED.match(follows):
        return Standing(MeetingStatus.PLANNED, "noun:request-granted"), asker
    return (Standing(MeetingStatus.REQUESTED, "noun:request") if opens else None), asker


_UNANSWERED = re.compile(
    r"\b(?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|react(?:ed)?|consider(?:ed|ing|s)?|received?|confirm(?:ed|s)?)\b"
)


def _asker_behind(row: Row, end: int) -> Group | None:
    """ "an offer of talks from A": who asks, behind the noun."""
    first = party_from(row, end + 1) if row.word(end) == "from" else None
    return group_right(row, first) if first is not None else None


def _asker(row: Row, at: int, begin: int) -> Group | None:
    """Who asks: "A's request", "a request by A", "from A"."""
    for j in range(at - 1, max(at - 3, -1), -1):
        if row.nodes[j].possessive and row.nodes[j].parties:
            return Group((j,), j, j + 1)
    if row.word(at + 1) in ("by", "from", "of"):
        first = party_from(row, at + 2)
        if first is not None and first < begin:
            return group_right(row, first)
    return None
