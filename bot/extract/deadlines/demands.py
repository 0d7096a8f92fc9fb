"""Frames in which somebody orders, demands or wants something of somebody by a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import duty_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of
from bot.extract.deadlines.line import LENGTH, Line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.roles import by_agent, party_in
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind


def read_order(line: Line) -> Iterator[Telling]:
    for match in cues.ORDER.finditer(line.marked):
        verb = match["verb"].lower()
        if match["prep"].lower() == "in" and LENGTH not in match["due"]:
            continue
        if re.search(
            rf"\b(?:{words.SAID}|which|who|because|reporters?)\b", match["who"] + " " + match["what"]
        ) or words.MEETING.match(match["what"]):
            continue
        if re.search(r"\b(?:was|were|been|be|is|are)\s+$", line.marked[: match.start()], re.IGNORECASE):
            continue
        made = _MADE_LAW.search(line.marked, 0, match.start())
        if made is None and re.search(r"\b(?:who|which|that)\s+$", line.marked[: match.start()]):
            continue
        asked = any(verb.startswith(stem) for stem in cues.ASKED)
        subject = subject_before(line, match.start() if made is None else made.start())
        setter = None if subject is None else party_at(line, *subject)
        asked = asked and (
            written_author(line, subject) is None
            or _DRAFT.search(line.marked, *(subject or (0, 0))) is not None
        )
        yield telling_of(line, match, rule="ask_by" if asked else "order_by", kind=DeadlineKind.DEADLINE,
                       status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET, head="deadline",
                       setter=setter or written_author(line, subject), addressee=party_in(line, match, "who"), start=subject)  # fmt: skip


_MADE_LAW = re.compile(
    r"\b(?:pass(?:es|ed)|adopt(?:s|ed)|approv(?:es|ed)|sign(?:s|ed)|enact(?:s|ed)|issu(?:es|ed)|publish(?:es|ed))\s(?:an?|the|its|new)\s(?:[\w-]+\s){0,3}?"
    r"(?:laws?|acts?|decrees?|regulations?|directives?|ordinances?|statutes?|resolutions?|rules|measures?)\s(?:that|which)\s$",
    re.IGNORECASE,
)
""" "Passed a law that | requires them to": nobody else has told whom it binds."""


def read_ordered(line: Line) -> Iterator[Telling]:
    """ "Morrow Rail, ordered last week to hand in a plan by 20 May, has appealed"."""
    for match in cues.ORDERED.finditer(line.marked):
        verb = match["verb"].lower()
        yield telling_of(line, match, rule="oblige", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED if verb == "asked" else DeadlineStatus.SET,
                         head="deadline", setter=by_agent(line, match.end("verb"), match.start("what")), addressee=party_in(line, match, "who"), start=None)  # fmt: skip


_DRAFT = re.compile(r"\b(?:draft|bill|plan|proposal|paper|letter)\b", re.IGNORECASE)


def written_author(line: Line, subject: tuple[int, int] | None) -> Named | None:
    """A text that binds by itself: "the resolution asks", "the law required"."""
    if subject is None or not cues.INSTRUMENT.fullmatch(line.marked[subject[0] : subject[1]].strip()):
        return None
    return party_at(line, *subject, anyone=True)


def read_demand(line: Line) -> Iterator[Telling]:
    for match in cues.DEMAND.finditer(line.marked):
        if words.MEETING.search(match["what"]) or words.MEETING.search(match["who"]):
            continue
        subject = subject_before(line, match.start())
        who = doer_from(line, match.start("who"), match.end("what"))
        setter = None if subject is None else party_at(line, *subject)
        if who is not None and setter is not None and who.party.key == setter.party.key:
            who = _somebody_else(line, match.start("who"), setter)
        yield telling_of(line, match, rule="demand_that", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED, head="deadline",
                       setter=setter, addressee=who, start=subject)  # fmt: skip


def doer_from(line: Line, begin: int, end: int) -> Named | None:
    """The doer that a clause begins with, as in "demanded that [the armed groups] leave": the longest phrase from `begin` that names somebody."""
    found = None
    for word in list(re.finditer(r"\S+", line.marked[begin:end]))[:7]:
        named = party_at(line, begin, begin + word.end())
        found = named or found
        if word.group().endswith((",", ";")):
            break
    return found


def _somebody_else(line: Line, position: int, setter: Named) -> Named | None:
    """Whom a pronoun means that cannot be the one who demands: the last other person told of before."""
    until = line.span.start + position
    others = [
        m
        for m in line.document.mentions
        if m.span.end <= until and m.party.kind is PartyKind.PERSON and m.party.key != setter.party.key
    ]
    return Named(party=others[-1].party, span=others[-1].span) if others else None


def read_want(line: Line) -> Iterator[Telling]:
    for match in cues.WANT.finditer(line.marked):
        if words.MEETING.search(match["what"]) or re.match(r"\s*to\s", match["what"]):
            continue
        if re.search(r"\b(?:will|would|to)\s+$", line.marked[: match.start()]):
            continue
        subject = subject_before(line, match.start())
        verb = match["verb"].lower()
        if verb == "expected" and (
            subject is None
            or re.search(r"\b(?:is|are|was|were|be|been|than|as)\s+(?:\w+ )?$", line.marked[: match.start()])
        ):
            continue
        telling = telling_of(line, match, rule="want_by", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED, head="deadline",
                       setter=None if subject is None else party_at(line, *subject), addressee=_told_before(line, match.start()), start=subject)  # fmt: skip
        if telling.addressee is None and (wanted := cues.WANTED.match(match["what"].rstrip())) is not None:
            start = match.start("what")
            group = "who" if wanted["who"] else "from"
            telling = replace(
                telling, addressee=party_at(line, start + wanted.start(group), start + wanted.end(group))
            )
        claimed = re.match(r"want|expect|insist", verb) and cues.DELIVERED.search(match["what"])
        if subject is not None and verb.startswith(("call", "demand", "ask")):
            claimed = claimed or _RULE.search(line.marked, *subject)
        over = telling.due is not None and telling.due.open_reason is not None
        yield replace(telling, status=DeadlineStatus.SET) if claimed and not over else telling


_RULE = re.compile(
    r"\b(?:law|act|statute|regulation|directive|treaty|agreement|accord|deal|pact|contract|resolution|order|ruling|judgment|licen[cs]e|permit|rules?)\s*$",
    re.IGNORECASE,
)
""" "The law called for a sale by 19 January": what a rule calls for is set."""


def _told_before(line: Line, position: int) -> Named | None:
    """Whom the speaker told: "told Milo Hart that she expected a cabinet"."""
    match = re.search(
        r"\btold (?P<who>[^;:]{2,80}?),?\s+(?:[^,;:]{0,30} )?that\b[^;:]{0,20}$", line.marked[:position]
    )
    if match is None or re.match(r"reporters|parliament|lawmakers|journalists|an? ", match["who"]):
        return None
    mentions = line.mentions_at(match.start("who"), match.end("who"))
    return Named(party=mentions[-1].party, span=mentions[-1].span) if mentions else None
