"""The old day of a move where its sentence, or one beside it, names it as such: "the original 19 January deadline",
"extended from its previous expiry date of 13 June", "averts the prospect of leaving without a deal on Friday"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.join import Joined
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.turning import nearest_weekday
from bot.extract.document import Document
from bot.model.facts import DeadlineStatus
from bot.model.when import When

_FORMER = r"(?:original|initial|previous|prior|former|earlier|old|existing|current|first|last|usual|normal|regular|customary)"
_NOUN = rf"(?:(?:[\w-]+\s){{0,3}}?(?:{words.LIMIT_STRICT}|date|expiry|expiration|end))"
_RUN_OUT = (
    r"(?:expir(?:e|ed)|laps(?:e|ed)|end(?:ed)?|run out|start(?:ed)?|begin|begun|close[d]?|open(?:ed)?|(?:take|taken|come|go|gone|kick(?:ed)?) (?:effect|into (?:effect|force)|in)|leave|left|exit(?:ed)?|"
    r"be (?:\w+ ){0,2}?(?:held|heard|paid|published|completed|closed|due|introduced|imposed|delivered|filed))"
)
_NAMED = (
    rx(
        rf"\b{_FORMER}(?:ly)?\s{_NOUN}(?:\sdate)?\s?(?:\s(?:of|on|was|had been|,|for))?\s+(?:the\s)?(?P<day>{DAYS})"
    ),
    rx(rf"\b{_FORMER}\s(?P<day>{DAYS})(?:'s?)?\s{_NOUN}\b"),
    rx(
        rf"\b(?:past|beyond|instead of|rather than|in place of)\s(?:(?:the|its|their)\s)?(?:{_FORMER}\s)?(?P<day>{DAYS})(?:'s?)?\s{_NOUN}\b"
    ),
    rx(
        rf"\bfrom\s(?:(?:the|its|their|an?|another|this)\s)?(?:{_FORMER}\s)?{_NOUN}\s(?:of|on)\s(?P<day>{DAYS})"
    ),
    rx(
        rf"\b(?:was|were|had been|been|is|are)\s(?:\w+ly\s|first\s)?(?:due|set|scheduled|supposed|meant|expected|planned|slated)?\s?to\s(?:have\s)?{_RUN_OUT}\b[^.;:]{{0,30}}?\s(?:(?:on|by|in|at|from|until)\s)?(?P<day>{DAYS})"
    ),
    rx(
        rf"(?:^|[.;]\s)\W*(?:It|That|Which|They) had been\s(?:(?:set|due|fixed|scheduled)\s)?(?:for\s|on\s|by\s)?(?P<day>{DAYS})"
    ),
    rx(
        rf"\b(?:had|having) been (?:due|set|scheduled|fixed|planned|expected|slated)\s(?:for|on|by|to [a-z ]{{2,30}}?)\s?(?:on\s|by\s|in\s)?(?P<day>{DAYS})"
    ),
    rx(
        rf"\b(?:originally|initially|previously|earlier)\s(?:due|set|scheduled|planned|expected|slated)\s(?:for|on|by|to [a-z ]{{2,30}}?)\s?(?:on\s|by\s|in\s)?(?P<day>{DAYS})"
    ),
    rx(
        rf"\bwould\s(?:otherwise\s)?have\s(?:otherwise\s)?{_RUN_OUT}\b[^.;:]{{0,30}}?\s(?:(?:on|by|in|at|from)\s)?(?P<day>{DAYS})"
    ),
    rx(
        rf"\b(?:avert(?:s|ed|ing)?|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|stav(?:es|ed|ing) off|head(?:s|ed|ing) off|(?:will|would|does|did|means [^,;:]{{2,30}}? will) not)\b[^.;:]{{0,90}}?"
        rf"\b(?:leav(?:e|ing)|crash(?:ing)?|default(?:ing)?|shut(?:ting)?(?:down)?|exit(?:ing)?|laps(?:e|ing)|expir(?:e|y|ing)|tak(?:e|ing) effect|strikes?|walkout|closure|departure|cliff|shutdown)\b[^.;:]{{0,60}}?\s(?:on|at|by|this|from)\s(?P<day>{DAYS})"
    ),
)
ABOUT_NOW = 31  # days between the report and the old day of a move whose new day is not told
REACH = 2  # sentences from a telling of the move


def named_old_day(document: Document, move: Joined) -> When | None:
    """The nearest day that the sentences around a move name as the one it was moved from."""
    places = sorted(
        {
            (abs(index - telling.line), index)
            for telling in move.tellings
            for index in range(max(0, telling.line - REACH), telling.line + REACH + 1)
            if index < len(document.sentences)
        }
    )
    seen: set[int] = set()
    for _, index in places:
        if index in seen or not document.whens_in(document.sentences[index]):
            continue
        seen.add(index)
        line = read_line(document, index)
        fitting = [when for when in _named_in(line) if _fits(when, move, document.published)]
        if fitting:
            return max(fitting, key=lambda when: when.earliest or date.min)
    return None


def _named_in(line: Line) -> Iterator[When]:
    for pattern in _NAMED:
        for match in pattern.finditer(line.marked):
            when = due_at(line, match.start("day"), match.end("day"))
            if when is not None and when.day is not None:
                yield nearest_weekday(when, line.document.published) or when


def _fits(old: When, move: Joined, published: date | None) -> bool:
    new = move.main.due
    if published is None or old.day is None:
        return False
    if new is None or new.earliest is None or new.latest is None:
        return abs((old.day - published).days) <= ABOUT_NOW
    if move.main.status is DeadlineStatus.BROUGHT_FORWARD:
        return old.day > new.latest
    return old.day < new.earliest
