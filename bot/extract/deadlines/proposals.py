"""Who asks for a day, and what a new limit or a move by a length replaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.extract.deadlines import context_words as cues
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import MOVED, DeadlineStatus
from bot.model.text import Span
from bot.model.when import Anchor


def from_old_days(tellings: Sequence[Telling], calendar: str | None, published: date | None) -> list[Telling]:
    """ "prolonged by two weeks. It was to close on 27 February": the new day counted from the old one."""
    result = list(tellings)
    for number, telling in enumerate(result):
        if telling.rule != "moved" or telling.due is None or telling.due.iso() is not None:
            continue
        old = next(
            (
                t
                for t in tellings
                if t.rule == "was_to_expire"
                and 0 <= t.line - telling.line <= 2
                and t.due is not None
                and t.due.day is not None
            ),
            None,
        )
        told = any(
            t.line in (telling.line, telling.line + 1)
            and t.due is not None
            and t.due.day is not None
            and t.rule != "was_to_expire"
            for t in tellings
            if t is not telling
        )
        base = telling.previous if telling.previous is not None else None if old is None else old.due
        if base is None or base.day is None or told:
            continue
        sooner = telling.status is DeadlineStatus.BROUGHT_FORWARD
        due = counted(
            telling.due,
            Anchor(day=base.day, words=base.words, span=base.span),
            calendar=calendar,
            back=sooner,
        )
        over = due.latest is not None and published is not None and due.latest < published
        if over:  # moved more than once since: the length is not counted from this day
            result[number] = replace(telling, previous=base)
        elif due.iso() is not None:
            result[number] = replace(telling, due=due, previous=base)
    return result


_IT_MOVED = re.compile(r"(?:it|they|that|this|which|the date|the day|the deadline)\b", re.IGNORECASE)
_PLAIN = ("limit_is", "expire", "until", "due", "dated_limit")


def superseded(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """ "was put at 12 March; it has since been moved to 26 March": the day told first is the old day of the second."""
    result = list(tellings)
    for telling in tellings:
        if (
            telling.status not in MOVED
            or telling.previous is not None
            or telling.due is None
            or telling.due.day is None
        ):
            continue
        if not _IT_MOVED.match(document.words(telling.quote)):
            continue
        old = next(
            (
                t
                for t in reversed(tellings)
                if t is not telling
                and 0 <= telling.line - t.line <= 1
                and t.quote.start < telling.quote.start
                and t.due is not None
                and t.due.day is not None
                and t.due.day != telling.due.day
                and t.rule.startswith((*_PLAIN, "clause.end", "clause.plan"))
            ),
            None,
        )
        if old is None or telling not in result:
            continue
        place = result.index(telling)
        result[place] = replace(
            telling,
            previous=old.due,
            setter=telling.setter or old.setter,
            addressee=telling.addressee or old.addressee,
        )
        if old in result:
            result.remove(old)
    return result


def instead(document: Document, telling: Telling) -> Telling:
    """A new limit told right after "he would not wait until September for Russia to make peace": sooner, and for whom."""
    if telling.rule != "new_limit":
        return telling
    for index in range(telling.line, max(-1, telling.line - 3), -1):
        sentence = document.sentences[index]
        match = cues.NO_WAIT.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, index)
        who = None
        if match["who"]:
            who = party_at(line, match.start("who") - sentence.start, match.end("who") - sentence.start)
        old = next(iter(document.whens_in(Span(match.start("prev") - 1, match.end("prev")))), None)
        sooner = (
            old is not None
            and old.earliest is not None
            and telling.due is not None
            and telling.due.latest is not None
            and telling.due.latest < old.earliest
        )
        return replace(
            telling,
            addressee=telling.addressee or who,
            status=DeadlineStatus.BROUGHT_FORWARD
            if sooner and telling.status is DeadlineStatus.SET
            else telling.status,
            requirement=telling.requirement
            or (Span(match.start("what"), match.end("what")) if match["what"] else None),
        )
    return telling


def with_asker(document: Document, telling: Telling) -> Telling:
    """Who asks for, threatens or considers the day in the sentence itself."""
    if telling.setter is not None or telling.status is not DeadlineStatus.PROPOSED:
        return telling
    sentence = document.sentences[telling.line]
    end = telling.quote.end if telling.due is None else min(telling.due.span.start, sentence.end)
    if cues.VERSION.search(document.words(sentence)):
        end = sentence.end
    matches = list(cues.ASKS.finditer(document.text, sentence.start, max(sentence.start, end)))
    if not matches and not cues.VERSION.search(document.words(sentence)):
        return telling
    line = read_line(document, telling.line)
    version = cues.VERSION.search(line.marked)
    if version is not None:
        owner = party_at(line, version.start("who"), version.end("who"))
        return telling if owner is None else replace(telling, setter=owner)
    at = matches[0].start() - sentence.start
    if re.search(r"\b(?:was|were|been|be|is|are|being)\s+$", line.marked[:at]):
        return telling
    group = re.search(r"(?:\b(?:had|has|have|will|also|is|are)\s+)+$", line.marked[:at])
    subject = subject_before(line, group.start() if group else at)
    named = None if subject is None else party_at(line, *subject, anyone=True)
    if named is None or (telling.addressee is not None and telling.addressee.party.key == named.party.key):
        return telling
    return replace(telling, setter=named)
