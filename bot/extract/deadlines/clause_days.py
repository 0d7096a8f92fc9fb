"""Whether the day of a clause is the coming or the last one of its name."""

from __future__ import annotations

import re
from datetime import date

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines.clause import Clause
from bot.extract.deadlines.due_words import WEEKDAY
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.turning import ahead, behind


def last_day(line: Line, match: re.Match[str], clause: Clause) -> date | None:
    """The last day that the time of a clause can mean, read as the clause looks; None where it has none."""
    published = line.document.published
    turn = behind if looks_back(line, match, clause) else ahead
    days = [
        last
        for when in line.whens_at(match.start("due"), match.end("due"))
        if (last := turn(when, published).latest) is not None
    ]
    return max(days) if days else None


def looks_back(line: Line, match: re.Match[str], clause: Clause) -> bool:
    """Whether the words of a clause look back from its time."""
    return (
        cues.BACK.search(clause.left) is not None
        or cues.DONE_AFTER.match(line.marked[match.end() :]) is not None
    )


def was_planned_lately(line: Line, match: re.Match[str], clause: Clause) -> bool:
    """Whether a plan told in the past has a day that lies closer behind than ahead: "was expected to resign on 2 March"."""
    published = line.document.published
    whens = line.whens_at(match.start("due"), match.end("due"))
    day = next((w.day for w in whens if w.day is not None and not WEEKDAY.fullmatch(w.words)), None)
    if published is None or day is None or not cues.WAS_PLANNED.search(clause.left):
        return False
    return 0 < (published - day).days <= cues.LATELY
