"""Frames without a verb of duty or ending: conditions, papers due, last days, what is expected by a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, owner_of, party_at
from bot.extract.deadlines.patterns import DAYS, LIMITING, NOUNS, TIMES, rx
from bot.extract.deadlines.roles import agent_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus

_PAPER = (
    r"(?:reports?|payments?|repl(?:y|ies)|answers?|decisions?|instal?lments?|bids?|accounts|results|reviews?|rulings?|findings|statements?|responses?|opinions?|"
    r"tax|fees?|plans?|applications?|comments?|returns?|documents?|papers|filings?|submissions?|proposals?|observations|forms?|interest|rent|objections?)"
)
_GAP = rf"[^;:{DAY}{LENGTH}]{{2,120}}?"
_CONDITIONAL = rx(
    rf"\b(?:conditional|contingent|dependent|depends?|hinges?) (?:up)?on\s+(?P<what>{_GAP})\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_UNLESS = rx(
    rf"\bunless\s+(?!(?:they|it|he|she|that|this)\b)(?P<who>{NOUNS})\s+(?P<what>(?:\w+s|is|are|has|have|\w+)\s+{_GAP})?\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_IF_NO = rx(rf"\bif\s+no\s+(?P<what>{_GAP})\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})")
_PAPER_DUE = rx(
    rf"\b(?P<head>{_PAPER})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,40}}?),?\s+due\s+(?:back\s+)?(?:on|by|in|before|no later than|within)?\s*(?P<due>{TIMES})"
)
_EXPECTED = rx(
    rf"\b(?P<verb>(?:is|are|was|were)\s+(?:now |also )?(?:expected|wanted|required|needed|sought|awaited|requested))\s+(?P<prep>by|before|no later than|not later than|within)\s+(?P<due>{TIMES})"
)
_TO_BE = rx(
    rf"\bto be\s+(?P<what>\w+(?:ed|id|nt|de)\b[^;:{DAY}{LENGTH}]{{0,50}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_LAST_DAY = rx(
    rf"\b(?P<head>(?:last|final|latest) (?:day|date|moment))(?P<gap>\s+(?:to|for|on which)\b[^;:{DAY}{LENGTH}]{{2,80}}?)?\s+(?:is|was|will be|falls on)\s+(?P<due>{TIMES})"
)
_IS_LAST_DAY = rx(
    rf"(?P<due>{TIMES}),?\s+(?:is|marks|will be|was|had been|remains|was (?:originally )?(?:supposed|meant|due) to be)\s+(?:also )?the\s+(?:[\w-]+ )?(?P<head>(?:last|final|latest|closing|cut-?off) (?:day|date|moment)|deadline|cut-?off)\b(?P<gap>\s+(?:to|for)\b[^,;:.]{{2,80}})?"
)
_DAY_LISTED = rx(
    rf"^[\s*•·.)]*(?P<due>{DAYS})\s?[–—:-]\s(?:the |final |last )*(?P<head>deadline|cut-?off|(?:last|final|closing) (?:day|date))\b(?P<gap>\s(?:to|for|of)\b[^;:.]{{2,100}})"
)
""" "26 February - Deadline for the ministry to pay": a line of a list."""
_AS_LAST_DAY = rx(
    rf"\b(?P<verb>fix(?:ed|es)|set|nam(?:ed|es)|gave|chos(?:e|en)|announc(?:ed|es)|declar(?:ed|es))\s+(?P<self>(?:itself|themselves|himself|herself)\s+)?(?P<due>{TIMES})\s+as\s+(?:the|its|their)\s+(?P<head>(?:last|final|latest|closing|cut-?off|target) (?:day|date)|deadline|cut-?off|day|date)\b(?P<gap>\s+(?:to|for|on which|by which|of)\b[^,;:.]{{2,80}})?"
)
_SET_DAY_FOR = rx(
    rf"\b(?P<verb>fix(?:ed|es)|set|sets|nam(?:ed|es)|chose|scheduled)\s+(?P<due>{TIMES})\s+for\s+(?P<what>(?:the|an?|its|their|his|her)\s+[^,;:.]{{3,80}})"
)
_ASKED_ON = rx(
    rf"\b(?:will|are to|is to)\s+(?:be (?:asked|called (?:on|upon)|invited)|get a chance|meet)\s+on\s+(?P<due>{TIMES})\s+to\s+(?P<what>(?:approve|vote|decide|ratify|elect|choose|rule)\b[^,;:.]{{0,80}})"
)
_EXPIRY_ON = rx(rf"\b(?P<head>(?:expiry|expiration|lapse|end)) (?P<prep>on|at) (?P<due>{TIMES})")
_EXPIRY_DAY = rx(
    rf"(?:\b[\w-]+'s?|\b(?:its|their|the|expected|scheduled|planned|looming|impending)) (?:(?:expected|scheduled|planned|looming|impending|automatic) )?(?P<head>(?:expiry|expiration|lapse)) (?:(?:of|for) [^,;:{DAY}{LENGTH}]{{2,60}}? )?(?P<due>{DAYS})"
)
_OF_LENGTH = rx(
    rf"\b(?P<head>licen[cs]e|permit|waiver|exemption|extension|truce|ceasefire|moratorium)\s+of\s+{LENGTH}+\s*,?\s*(?:to|until|ending(?: on)?)\s+(?P<due>{TIMES})"
)
_ON_DAY = rx(
    rf"(?:^|[,;]\s|\band\s)on\s+(?P<due>{TIMES}),?\s+(?P<who>{NOUNS})\s+(?:will\s+)?(?P<verb>votes?|rules?|decides?|elects?)\b"
)


def read_conditional(line: Line) -> Iterator[Telling]:
    for rule, pattern in (("conditional_on", _CONDITIONAL), ("unless", _UNLESS), ("if_no", _IF_NO)):
        for match in pattern.finditer(line.marked):
            who = (
                party_at(line, match.start("who"), match.end("who")) if match.groupdict().get("who") else None
            )
            made = (
                re.search(r"\b(?:ma(?:de|kes?)|has made|have made)\b", line.marked[: match.start()])
                if rule == "conditional_on"
                else None
            )
            subject = subject_before(line, made.start()) if made else None
            yield telling_of(line, match, rule=rule, kind=DeadlineKind.CONDITION, status=DeadlineStatus.SET, head="condition",
                             setter=None if subject is None else party_at(line, *subject, anyone=True), addressee=who, start=None, firm=True)  # fmt: skip


def read_paper_due(line: Line) -> Iterator[Telling]:
    for match in _PAPER_DUE.finditer(line.marked):
        if re.search(r"\b(?:is|are|was|were|to|from|in)\s*$", match["gap"]) or words.MEETING.search(
            match["gap"]
        ):
            continue
        begin = match.start("head")
        lead = re.search(
            r"(?:(?:the|a|an|its|their|his|her)\s+(?:\S+\s+){0,3}|[A-Z]\w+'s\s+(?:\S+\s+)?)$",
            line.marked[:begin],
        )
        start = lead.start() if lead else begin
        yield telling_of(line, match, rule="paper_due", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head=match["head"].lower(),
                         addressee=owner_of(line, start, match.end("head")), start=(start, match.end("head")))  # fmt: skip


def read_expected(line: Line) -> Iterator[Telling]:
    for match in _EXPECTED.finditer(line.marked):
        subject = subject_before(line, match.start())
        if subject is None:
            continue
        phrase = line.marked[subject[0] : subject[1]]
        if words.MEETING.search(phrase) or line.mentions_at(*subject):
            continue
        asked = "requested" in match["verb"] or "sought" in match["verb"]
        yield telling_of(line, match, rule="expected_by", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET,
                         head=head_noun(phrase), start=subject, firm=True)  # fmt: skip


def read_to_be(line: Line) -> Iterator[Telling]:
    for match in _TO_BE.finditer(line.marked):
        subject = subject_before(line, match.start())
        if subject is not None and re.search(
            r"\b(?:expected|likely|said|hope[sd]?|want(?:s|ed)?|need(?:s|ed)?)\b",
            line.marked[: match.start()],
        ):
            continue
        yield telling_of(line, match, rule="to_be_done", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET,
                         head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]), start=subject)  # fmt: skip


def read_last_day(line: Line) -> Iterator[Telling]:
    for pattern in (_LAST_DAY, _IS_LAST_DAY, _DAY_LISTED):
        for match in pattern.finditer(line.marked):
            if LENGTH in match["due"] or (
                not match["gap"]
                and "deadline" not in match["head"].lower()
                and "off" not in match["head"].lower()
            ):
                continue
            told = telling_of(line, match, rule="last_day", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="deadline", start=None)  # fmt: skip
            if pattern is _DAY_LISTED and told.due is not None and told.due.time is not None:
                continue  # the minute at which a live report was written
            yield _at_its_own(line, told) if _ONCE.search(match.group()) else told


_ONCE = re.compile(r"\b(?:was|had been)\b", re.IGNORECASE)


def _at_its_own(line: Line, told: Telling) -> Telling:
    """A day told in the past ("was to be the deadline"): at its nearest, and passed only where it lies behind."""
    due, published = nearest_weekday(told.due, line.document.published), line.document.published
    last = None if due is None else due.latest
    over = last is not None and published is not None and last < published
    return replace(told, due=due, status=DeadlineStatus.PASSED if over else DeadlineStatus.SET)


def read_set_as(line: Line) -> Iterator[Telling]:
    """ "fixed 30 April as the last day", "will be asked on 11 April to approve"."""
    for match in _AS_LAST_DAY.finditer(line.marked):
        subject = subject_before(line, match.start())
        kind = DeadlineKind.COMMITMENT if match["self"] else DeadlineKind.DEADLINE
        yield telling_of(line, match, rule="set_as", kind=kind, status=DeadlineStatus.SET, head="deadline",
                         setter=agent_at(line, subject), start=subject)  # fmt: skip
    for match in _SET_DAY_FOR.finditer(line.marked):
        if words.MEETING.search(match["what"]) or LENGTH in match["due"]:
            continue
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="set_as", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=None,
                         setter=agent_at(line, subject), start=subject)  # fmt: skip
    for match in _ASKED_ON.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="schedule", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=None,
                         addressee=None if subject is None else party_at(line, *subject, anyone=True), start=subject, firm=True)  # fmt: skip


def read_expiry_on(line: Line) -> Iterator[Telling]:
    for match in _EXPIRY_DAY.finditer(line.marked):
        told = telling_of(line, match, rule="expiry_on", kind=DeadlineKind.EXPIRY, status=DeadlineStatus.SET, head="expiry", start=None)  # fmt: skip
        yield _at_its_own(line, told)
    for match in _EXPIRY_ON.finditer(line.marked):
        if match["head"].lower() == "end" and not re.search(
            r"\b(?:its|their|the) $", line.marked[: match.start()]
        ):
            continue
        yield telling_of(
            line,
            match,
            rule="expiry_on",
            kind=DeadlineKind.EXPIRY,
            status=DeadlineStatus.SET,
            head="expiry",
            start=None,
        )
    for match in _OF_LENGTH.finditer(line.marked):
        verb = re.search(r"\b(?:granted|issued|gave|won|received|got)\b", line.marked[: match.start()])
        subject = subject_before(line, verb.start()) if verb else None
        yield telling_of(line, match, rule="of_length", kind=DeadlineKind.EXPIRY, status=DeadlineStatus.SET, head=match["head"].lower(),
                         setter=agent_at(line, subject) if verb and verb.group() in ("granted", "issued", "gave") else None, start=subject)  # fmt: skip


_NOUN_PHRASE = re.compile(r"\b(?:an?|its|their|this|that|his|her)\s(?:[\w-]+\s?)*$", re.IGNORECASE)
""" "on Thursday it submitted a final rule": a rule is a paper here."""


def read_on_day(line: Line) -> Iterator[Telling]:
    for match in _ON_DAY.finditer(line.marked):
        if _NOUN_PHRASE.search(match["who"]):
            continue
        yield telling_of(line, match, rule="on_day", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=None,
                         addressee=party_at(line, match.start("who"), match.end("who")), start=None, firm=True)  # fmt: skip
