"""The old day that stands right beside what a frame read: "31 May instead of 30 April", "planned for 3 May but will now be"."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.patterns import TIMES, rx
from bot.model.when import When

_REPLACED = rx(
    rf"\b(?:instead of|rather than|not|previously|formerly|up from|down from|replacing|was|were to (?:lapse|expire|end) on|had been)\s+(?:on |the |until )*(?P<prev>{TIMES})"
)

_NOT_THAT = re.compile(r"not\b", re.IGNORECASE)
_CHANGED = re.compile(
    rf"\b(?:now|new|instead|{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY}|amended|rescheduled)(?![\w-])",
    re.IGNORECASE,
)
_AS_BEFORE = re.compile(r"\s(?:as|like)\s(?:before|previously|originally|first|last|in)\b", re.IGNORECASE)
""" "Is 31 May, not 30 April" only corrects what was told; "is now 31 May, not 30 April" tells of a move."""

_OTHER_SUBJECT = rx(r"\b(?:and|but|while)\s+(?:the|an?|its|their)\s+\w+")
""" "is 1 May and the other date was 3 June": the second day is not the old one."""

_ONCE_PLANNED = rx(
    rf"\b(?:originally|initially|previously|formerly|first|once)\s+(?:planned|scheduled|due|set|expected|slated|pencilled in)\s+(?:for |on |in |by )?(?P<prev>{TIMES})\s*,"
)

_PLANNED_FIRST = rx(
    rf"\b(?:planned|scheduled|due|set|fixed|originally|initially|previously|formerly|which (?:was|were|had been) (?:to|due|scheduled|planned|set)[^;:,]{{0,40}}?)\s+(?:for |on |by |to )*(?P<prev>{TIMES})[^;:]{{0,40}}?(?:,|\band\b|\bbut\b)\s*[^;:,]{{0,30}}?\b(?:(?:will|is|are|would) (?:now|instead)|(?:has|have) (?:now |since )?(?:slipped|moved|been)|has been|have been|was|were|has now been)\b"
)
_NEAR = 60  # characters behind the frame's words


def replaced_day(line: Line, match: re.Match[str], due: When | None) -> When | None:
    """The day that the words at `match` say no longer holds, where one stands close behind or in front of them."""
    end = match.end()
    old = _REPLACED.search(line.marked, end, min(len(line.marked), end + _NEAR))
    if old is not None and not _OTHER_SUBJECT.search(line.marked, end, old.start()):
        told = None if _only_corrects(line, old) else due_at(line, old.start("prev"), old.end("prev"))
        if told is not None:
            return told
    first = _PLANNED_FIRST.search(line.marked, 0, end) or _ONCE_PLANNED.search(line.marked, 0, end)
    if first is None:
        return None
    told = due_at(line, first.start("prev"), first.end("prev"))
    return told if told is None or due is None or told.span != due.span else None


def _only_corrects(line: Line, old: re.Match[str]) -> bool:
    """Whether "not 30 April" only says what the day is not: nothing else in the sentence tells of a change."""
    if _NOT_THAT.match(old.group()) is None or _AS_BEFORE.match(line.marked, old.end()):
        return False
    return _CHANGED.search(line.marked, 0, old.start()) is None
