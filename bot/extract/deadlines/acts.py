"""The day on which somebody said or did what a sentence tells: no day on which anything is due, but lengths of time run from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.extract.deadlines.due_words import WEEKDAY
from bot.extract.deadlines.line import DAY, Line
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.when import Anchor, When

_SAID = r"(?:said|told|announced|reported|declared|ruled|decided|warned|wrote|agreed|voted|ordered|stated|confirmed|revealed|approved)"
_DID = (
    rf"(?:{_SAID}|gave|granted|issued|handed|allowed|served|set|imposed|offered|demanded|directed|instructed)"
)
_ACT_BEFORE = re.compile(
    rf"(?:(?<![\w,;:])(?:late |early )?(?:on )?(?P<before>{DAY}+),?\s(?:\w+ly )?{_DID}"
    rf"|\b{_SAID}(?:\s(?:the|its|their|an?)\s[\w’' -]{{2,40}}|\s[A-Z][\w’'-]+)?\s(?:late |early )?(?:on )?(?P<after>{DAY}+)(?:\sthat|,|\s(?:to|in)\s))[^;:{DAY}]*$"
)
""" "The league on Monday gave Vesk three days", "said yesterday that they have three days"."""
FRESH = timedelta(days=7)


def act_before(line: Line, position: int) -> Anchor | None:
    """The day of the act that the words before a length of time tell, at most a week before the report."""
    match = _ACT_BEFORE.search(line.marked, 0, position)
    if match is None:
        return _act_told_next(line, position)
    start = match.start("before") if match["before"] else match.start("after")
    return _lately(line.document, line.whens_at(start, start + 1))


_GIVEN = re.compile(
    r"\b(?:the|this|that)\s(?P<noun>ultimatum|deadline|notice|warning|order)\b,?\s(?:(?:which|that)\s)?(?:was|had been)\s(?:first\s)?(?:issued|given|set|delivered|served|announced|made)\s(?:late\s|early\s)?(?:on\s)?$",
    re.IGNORECASE,
)


def _act_told_next(line: Line, position: int) -> Anchor | None:
    """The day of the act that the next sentence tells: "The ultimatum, which was issued on Tuesday, ..."."""
    document = line.document
    if line.index + 1 >= len(document.sentences) or not _LIMIT_NOUN.search(line.marked, position):
        return None
    after = document.sentences[line.index + 1]
    for when in document.whens_in(after):
        if _GIVEN.search(document.text, after.start, when.span.start):
            return _lately(document, [when])
    return None


_LIMIT_NOUN = re.compile(r"\b(?:ultimatum|deadline|notice|warning|order)\b", re.IGNORECASE)


def _lately(document: Document, whens: Sequence[When]) -> Anchor | None:
    """The first of the times that is a day of the week before the report, a weekday read as the last one."""
    published = document.published
    if published is None:
        return None
    for when in whens:
        if when.day is None:
            continue
        week = FRESH if when.day > published and WEEKDAY.fullmatch(when.words) else timedelta()
        day = when.day - week
        if published - FRESH < day <= published:
            return Anchor(day=day, words=when.words, span=when.span)
    return None


_LIMIT = r"(?:deadline|ultimatum|time limit|cut-?off)"
_MOVED_ON = (
    r"(?:extended|prolonged|postponed|pushed back|delayed|deferred|lifted|dropped|withdrew|withdrawn|scrapped|announced|confirmed|relaxed|waived|shortened|brought forward|moved)"
    rf"\s(?:the|its|their|his|her|an?|that|this)\s(?:[\w'’-]+\s){{0,3}}?{_LIMIT}(?:\sfor\s[^,.;:]{{2,60}})?\s(?:late\s|early\s)?on\s$"
)
_SET_ON = (
    r"(?:issued|gave|set|imposed|served|handed down|delivered)\s(?:an?|its|their|his|her)\s(?:new\s)?(?:[\w-]+-)?(?:\d+|one|two|three|four|five|ten|thirty)-(?:hour|day|week|month)"
    rf"\s(?:[\w-]+\s){{0,2}}?(?:{_LIMIT}|notice)\s(?:late\s|early\s)?on\s$"
)
_SENT_ON = (
    r"(?:ultimatum|demand|threat|notice)\s(?:that\s|which\s)?[^,.;:]{2,40}?"
    r"\s(?:sent|issued|given|gave|made|delivered|published|served)\s(?:late\s|early\s)?on\s$"
)
_ACT_ON = re.compile(rf"\b(?:{_SET_ON}|{_MOVED_ON}|{_SENT_ON})", re.IGNORECASE)
_ACT_THEN = re.compile(
    rf"(?<!be )(?<!is )(?<!are )(?<!get )(?<!to )\b(?:{_SAID}|tweeted|posted|published|testified|filed|added|noted|insisted|explained|disclosed|(?:gave|issued|handed|delivered|served)\s[^.;:]{{0,60}}?\ban\s(?:[\w-]+\s)?ultimatum)\s(?:late\s|early\s)?(?:on\s)?$",
    re.IGNORECASE,
)


def dates_the_act(document: Document, telling: Telling) -> bool:
    """Whether the day says when somebody acted: "extended the deadline on Friday", "gave him an ultimatum Monday"."""
    due = telling.due
    if due is None:
        return False
    start = document.sentences[telling.line].start
    end = max(start, due.span.start)
    if _ACT_ON.search(document.text, start, end):
        return True
    bare = WEEKDAY.fullmatch(due.words) is not None and not due.words[0].islower()
    return bare and _ACT_THEN.search(document.text, start, end) is not None
