"""Whether a day belongs to something that has happened: the last verb before it is told in the past."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines.clause import Clause
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import AHEAD, nearest
from bot.model.facts import DeadlineStatus

_VERB = re.compile(
    r"(?<![\w'-])(?:(?P<aside>set (?:aside|out|off))|(?P<ahead>will|would|shall|must|may|might|can|could|should|is|are|be|been|being|has|have|had|due|set|to|until|till|by|before|expected|scheduled|planned|slated|supposed|meant|required|ordered|obliged|requested|"
    r"promised|pledged|vowed|agreed|proposed|threatened|announced|called|fixed|postponed|extended|delayed|deferred|moved|pushed|dated|limited|valid|open|closed|"
    r"takes?|comes?|goes|ends?|expires?|lapses?|starts?|begins?|opens?|closes?|runs?|applies|falls?)|"
    r"(?P<past>was|were|did|became|began|rose|fell|grew|went|came|saw|broke|won|lost|shut|spoke|wrote|found|showed|kept|stood|fought|flew|left|died|ran|hit|drew|led|paid|bought|"
    r"(?!need|proceed|exceed|speed|feed|embed|indeed|bed|shed|seed|breed|deed|unless)[a-z]{3,}ed))(?![\w'-])",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|ever since|during|as early as|dating from|dating back to)\s+(?:the \w+ of )?$", re.IGNORECASE
)
_FRESH = re.compile(r"\b(?:effective|as of|as from|with effect from)\s+(?:on |from )?$", re.IGNORECASE)


def is_past(left: str) -> bool:
    """Whether the last verb of the words before a day tells what has happened, and nothing in them looks ahead from it."""
    last = None
    for match in _VERB.finditer(left):
        last = match
    return (
        last is not None
        and last.lastgroup in ("past", "aside")
        and "," not in left[last.end() :].rstrip(" ,")
    )


def follows_since(left: str) -> bool:
    """Whether a day only says since when something is so: "shut since 7 October"."""
    return _SINCE.search(left) is not None


def was_moved_then(clause: Clause, link: str, rest: str) -> bool:
    """Whether a plain day is that on which something was moved ("extended the offer on Friday"), or from which, not the day to which.

    rest: the words behind the day.
    """
    if not clause.verb_is("move") or clause.verb is None:
        return False
    verb = clause.verb.group().lower()
    if link == "from" and _TO_ANOTHER.match(rest) is None:
        return True
    if link == "on" and _BARE_MOVE.fullmatch(verb):
        return True
    done = re.search(r"(?:ed|slipped|put (?:off|back))\b", verb) is not None
    return link in ("on", "in", "") and clause.modal is None and done


_TO_ANOTHER = re.compile(r",?\s(?:to|until|till|by)\b", re.IGNORECASE)
_BARE_MOVE = re.compile(r"extend|prolong|postpone|defer|delay|renew")
""" "decided not to extend it on Friday": nothing is extended "on" its new day."""


def has_happened(line: Line, match: re.Match[str], clause: Clause) -> bool:
    """Whether a day that lies behind, as it stands, is that of a past event: "started on 23 August"."""
    published = line.document.published
    days = [w.latest for w in line.whens_at(match.start("due"), match.end("due")) if w.latest is not None]
    behind_us = published is not None and bool(days) and max(days) <= published
    beyond = re.match(r"effective|after|beyond|past", (match["link"] or "").lower())
    return clause.modal is None and behind_us and not beyond and is_past(clause.left)


def at_its_nearest(line: Line, telling: Telling) -> Telling:
    """A day read as next year's, as that of this year where "effective" tells what has begun of late."""
    due = telling.due
    if due is None or due.rule != AHEAD or telling.status is not DeadlineStatus.SET:
        return telling
    start = due.span.start - line.span.start
    fresh = _FRESH.search(line.marked, 0, start) or _FRESH.match(line.words(start, start + 20) + " ")
    published, read = line.document.published, next((w for w in line.whens if w.span == due.span), None)
    if not fresh or read is None or read.day is None or published is None:
        return telling
    return (
        replace(telling, due=nearest(read, published)) if (published - read.day).days <= LATELY else telling
    )


LATELY = 60  # days
