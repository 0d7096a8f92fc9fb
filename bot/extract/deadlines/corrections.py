"""What the words around a told deadline correct: denied, only the day of the act, called off, put off, merely possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus


def corrected(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings that the sentences do not deny, with what the words around them change."""
    kept = [one for one in tellings if not _is_denied(document, one)]
    return [_only_possible(document, _put_off(document, _called_off(document, one))) for one in kept]


_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|untrue|no truth)\b[^.;:]{0,60}$", re.IGNORECASE)


def _is_denied(document: Document, telling: Telling) -> bool:
    """Whether the sentence tells it only to deny it ("denied that the army had given them a week")."""
    sentence = document.sentences[telling.line]
    return (
        _DENIES.search(document.text, sentence.start, max(sentence.start, telling.trigger.start)) is not None
    )


_ACT_ON = re.compile(
    r"\b(?:extended|prolonged|postponed|pushed back|delayed|deferred|lifted|dropped|withdrew|withdrawn|scrapped|announced|confirmed|relaxed|waived|"
    r"shortened|brought forward|moved)\s(?:the|its|their|his|her|an?|that|this)\s(?:[\w'’-]+\s){0,3}?(?:deadline|ultimatum|time limit|cut-?off)"
    r"(?:\sfor\s[^,.;:]{2,60})?\s(?:late\s|early\s)?on\s$",
    re.IGNORECASE,
)


def dates_the_act(document: Document, telling: Telling) -> bool:
    """Whether the day says when somebody acted: "extended the deadline on Friday" tells no new day."""
    if telling.due is None:
        return False
    start = document.sentences[telling.line].start
    return _ACT_ON.search(document.text, start, max(start, telling.due.span.start)) is not None


_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)? off|cancel(?:s|l?ed)|scrap(?:s|ped)|drop(?:s|ped)|abandon(?:s|ed))\s(?:the|its|their|his|her|an?)\s[^,.;:]{1,50}$",
    re.IGNORECASE,
)


def _called_off(document: Document, telling: Telling) -> Telling:
    """ "Called off the strike set for Monday": what is dated is no more."""
    if telling.status is not DeadlineStatus.SET or telling.due is None:
        return telling
    start = document.sentences[telling.line].start
    off = _CALLED_OFF.search(document.text, start, max(start, telling.due.span.start))
    if off is None:
        return telling
    line = read_line(document, telling.line)
    subject = subject_before(line, verb_start(line, off.start() - start))
    doer = None if subject is None else party_at(line, *subject)
    return replace(telling, status=DeadlineStatus.WITHDRAWN, setter=doer or telling.setter)


_PUT_OFF = re.compile(
    r"\b(?:postpon(?:es|ed)|puts? off|put off|delay(?:s|ed)|defer(?:s|red)|push(?:es|ed) back)\s(?:the|its|their|his|her|an?)\s[^,.;:]{1,60}?\s"
    r"(?:planned|scheduled|set|due|slated|expected)\s(?:for|on|to\s[a-z ]{2,20}\s(?:on|at|in|by))\s$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r"\s(?:to|until|till|by)\b", re.IGNORECASE)


def _put_off(document: Document, telling: Telling) -> Telling:
    """ "Postponed the talks planned for Wednesday": that day is the old one, and no new one is told."""
    if telling.status is not DeadlineStatus.SET or telling.due is None or telling.previous is not None:
        return telling
    sentence, due = document.sentences[telling.line], telling.due.span
    if _PUT_OFF.search(document.text, sentence.start, max(sentence.start, due.start)) is None:
        return telling
    if _TO_ANOTHER.match(document.text, due.end, sentence.end):
        return telling
    return replace(telling, status=DeadlineStatus.EXTENDED, due=None, previous=telling.due)


_POSSIBLY = re.compile(
    r"\b(?:could|might|may)\s(?!not\b|never\b)(?:\w+ly\s)?[a-z]+(?:\s[\w'’-]+){0,3}\s$", re.IGNORECASE
)


def _only_possible(document: Document, telling: Telling) -> Telling:
    """ "Flights could resume on Friday": nothing that takes effect is set by it."""
    if telling.status is not DeadlineStatus.SET or telling.kind is not DeadlineKind.EFFECTIVE:
        return telling
    start = document.sentences[telling.line].start
    due = telling.due.span.start if telling.due is not None else start
    possible = _POSSIBLY.search(document.text, start, max(start, due)) is not None
    return replace(telling, status=DeadlineStatus.PROPOSED) if possible else telling
