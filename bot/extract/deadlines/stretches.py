"""Stretches of days and lengths that prolong: what runs in them ends on their last day."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines import clause_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of, verb_start
from bot.extract.deadlines.clause import Clause
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.due import last_of
from bot.extract.deadlines.line import Line, is_length
from bot.extract.deadlines.nouns import head_noun
from bot.extract.deadlines.roles import roles_of
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, Precision


def for_longer(
    line: Line, match: re.Match[str], clause: Clause, link: str, *, length: bool
) -> Telling | None:
    """ "due to lapse on Friday, stays in place for another year": counted from the old day, which the sentence gives."""
    if not length or link not in ("for", "by") or not cues.STAYS_ON.search(clause.left):
        return None
    old = cues.OLD_END.search(line.marked, 0, match.start())
    if old is None:
        return None
    previous = next((w for w in line.whens_at(old.start("prev"), old.end("prev")) if w.day is not None), None)
    if previous is None or previous.day is None:
        return None
    times = [w for w in line.whens_at(match.start("due"), match.end("due")) if is_length(w)]
    if not times:
        return None
    subject = subject_before(line, old.start())
    setter, addressee = roles_of(line, subject)
    due = counted(
        times[0],
        Anchor(day=previous.day, words=previous.words, span=previous.span),
        calendar=line.document.calendar,
    )
    return telling_of(line, match, rule="moved", kind=DeadlineKind.EXPIRY, status=DeadlineStatus.EXTENDED, head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]),
                      start=subject, due=due, previous=previous, setter=setter, addressee=addressee, firm=True)  # fmt: skip


def ranged(line: Line, match: re.Match[str], clause: Clause) -> Telling | None:
    """A stretch of days in which something runs: "valid from 1 May to 31 October" ends on the last of them."""
    times = line.whens_at(match.start("due"), match.end("due"))
    stretch = next(
        (
            w
            for w in times
            if w.precision is Precision.RANGE and cues.FROM_TO.search(w.words) and re.search(r"\d", w.words)
        ),
        None,
    )
    if (
        stretch is None
        or not cues.PERIOD.search(clause.left + " " + line.marked[: match.start()][-40:])
        or meets(clause)
    ):
        return None
    published = line.document.published
    if stretch.latest is None or published is None or stretch.latest < published:
        return None
    anchor = clause.modal or clause.verb
    subject = None if anchor is None else subject_before(line, verb_start(line, clause.at(anchor)))
    setter, addressee = roles_of(line, subject)
    due = last_of(stretch)
    clock = next((w for w in times if w.time is not None), None)
    if clock is not None:
        due = replace(due, time=clock.time, zone=clock.zone, zone_words=clock.zone_words)
    phrase = clause.left if subject is None else line.marked[subject[0] : subject[1]]
    return telling_of(line, match, rule="until", kind=DeadlineKind.EXPIRY, status=DeadlineStatus.SET, head=head_noun(phrase.strip(" :")), start=subject or (clause.begin, match.start()),
                      due=due, setter=setter, addressee=addressee, firm=True)  # fmt: skip


def meets(clause: Clause) -> bool:
    tail = clause.left[clause.modal.end() :] if clause.modal else clause.left
    return words.MEETING.search(cues.NO_MEETING.sub("", tail)) is not None
