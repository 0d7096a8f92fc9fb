"""Whose instrument a deadline is about, as the rest of the article tells: who called the strike, made the offer, holds the licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.candidates import Candidate
from bot.extract.deadlines.clause_signs import verb_class
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.nouns import head_noun
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.text import Span

_INSTRUMENT = re.compile(
    rf"(?:{words.INSTRUMENT}|{words.DECISION}|strikes?|walkouts?|stoppages?|shutdowns?|takeovers?|mergers?|purchases?|sales?|plans?|payments?|coupons?|instal?ments?|rent|wages|"
    r"elections?|trials?|hearings?|quotas?|amnest(?:y|ies)|evictions?|closures?|talks|cases?|projects?|exercise|works?)"
)
_PLAIN = re.compile(
    r"(?:deadlines?|limits?|dates?|period|term|window|end|notice|extension|system|changes?|phase|stage|service|100%)"
)
"""Nouns that do not tell one instrument from another."""
_HOW = re.compile(
    r"(?:[^,;:.]{0,30}?\s)?(?P<how>on|against|for|to|from|with|between|by|of)\s(?:the |an? |its |their |all |some |most )?(?:[\w'-]+ ){0,2}$"
)
_OWNER = re.compile(r"(?:'s?|’s?)\s(?:[\w-]+\s){0,3}$")
_NAMES = re.compile(r"\s(?:[a-z-]+\s)?$")
_GOVERNS = re.compile(
    r"\b(?P<verb>[a-z]{3,})\s(?:off\s|up\s|for\s|back\s|down\s)?(?:(?:an?|the|its|his|her|their|this|that|another|any|some)\s)?(?:[\w%$.-]+\s){0,3}$"
)
_NEAR = 90  # characters around the noun that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One place that names the instrument: the line, where the noun stands in it, and the subject of the verb that governs it."""

    line: Line
    start: int
    end: int
    doer: tuple[int, int] | None
    verb: str


def instruments_of(line: Line, telling: Telling, subject: tuple[int, int] | None) -> frozenset[str]:
    """The nouns for what a telling is about that tell one instrument from another."""
    heads = {telling.head}
    if subject is not None:
        heads.add(head_noun(line.marked[subject[0] : subject[1]]))
    return frozenset(
        head.removesuffix("s")
        for head in heads
        if head and _INSTRUMENT.fullmatch(head) is not None and _PLAIN.fullmatch(head) is None
    )


@lru_cache(maxsize=32)
def namings(document: Document, noun: str) -> tuple[Naming, ...]:
    """Every place of the article that names an instrument by `noun`."""
    found: list[Naming] = []
    for match in re.finditer(rf"\b{re.escape(noun)}s?\b", document.text, re.IGNORECASE):
        index = document.sentence_index(match.start())
        if index is None:
            continue
        line = read_line(document, index)
        start, end = match.start() - line.span.start, match.end() - line.span.start
        governs = _GOVERNS.search(line.marked, max(0, start - _NEAR), start)
        doer = None if governs is None else subject_before(line, governs.start())
        verb = "" if governs is None else verb_class(line, governs.start())
        found.append(Naming(line=line, start=start, end=end, doer=doer, verb=verb))
    return tuple(found)


def links_of(candidate: Candidate, places: Sequence[Naming]) -> frozenset[str]:
    """What the namings of an instrument say of a candidate: its owner, who does something with it, whom it is for or against."""
    return frozenset(
        sign for naming in places for place in candidate.places if (sign := _link(naming, place))
    )


def _link(naming: Naming, place: Span) -> str | None:
    line = naming.line
    if not line.span.contains(place):
        return None
    begin, end = place.start - line.span.start, place.end - line.span.start
    if end <= naming.start:
        between = line.marked[end : naming.start]
        if _OWNER.match(between):
            return "owner"
        if _NAMES.fullmatch(between):
            return "names"
        doer = naming.doer
        if doer is not None and doer[0] - 4 <= begin and end <= doer[1] + 1:
            return f"does {naming.verb}"
    elif begin >= naming.end and begin - naming.end < _NEAR:
        match = _HOW.match(line.marked[naming.end : begin].lstrip())
        if match is not None:
            return f"how {match['how']}"
    return None
