"""Who sets a deadline and whom it binds where the grammar of its own sentence says so outright.

"X gave Y until Friday", "the deadline for Y to answer", "X signed an order delaying": what stands there goes before what a frame took from
the words around its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import noun_words as cues
from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling

_LIMIT = r"(?:deadline|ultimatum|time limit|cut-?off|extension|reprieve|grace period|window|notice)"
_WHO = rf"(?P<who>(?!(?:an?|another|more|until|up|way|rise|birth|over|out|in|back|no)\b)[^,;:{DAY}{LENGTH}]{{2,70}}?)"
_GIVES = re.compile(
    rf"\b(?P<verb>gave|gives?|giving|given|(?:(?<=to )|(?<=will )|(?<=would ))grant|grant(?:s|ed|ing)|hand(?:s|ed|ing)|offer(?:s|ed|ing)|set)\s{_WHO}\s"
    rf"(?:(?:until|till|up to)\s[^,;:{DAY}{LENGTH}]{{0,20}}?[{DAY}{LENGTH}]|(?:(?:just|only|up to|another|a further|an additional|an extra)\s)?{LENGTH}"
    rf"|(?:an?|another|the|its|more|some)\s[^,;:]{{0,30}}?{_LIMIT}\b)"
)
_LIMIT_FOR = re.compile(
    rf"\b{_LIMIT}\s(?:of\s[{DAY}{LENGTH}]+\s)?(?:for|on)\s(?P<who>[^,;:{DAY}{LENGTH}]{{2,60}}?)\sto\s[a-z]{{2,}}"
)
_OWN_LIMIT = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat)\s(?P<who>rebel|union|government|council|court|ministry|army|state|EU|UN|US|UK)\s(?:{_LIMIT}|demand|order)\b"
)
_ANNOUNCES = re.compile(
    rf"\b(?P<verb>announc(?:ed|es)|grant(?:ed|s)|approv(?:ed|es)|impos(?:ed|es)|declar(?:ed|es)|fix(?:ed|es))\s(?:an?|the|another|its|a further)\s"
    rf"(?:[\w-]+\s){{0,2}}?(?:{_LIMIT}|postponement|delay|moratorium|ban|curfew)\b"
)
_ACT = r"(?:order|decree|rule|law|bill|resolution|proclamation|directive|regulation|licen[cs]e|waiver|memorandum|circular|ruling|injunction|stay|ordinance)s?"
_SIGNS = re.compile(
    rf"\b(?P<verb>sign(?:s|ed)?|issu(?:e|es|ed|ing)|adopt(?:s|ed)?|pass(?:ed|es)?|approv(?:ed|es)|publish(?:ed|es)?)\s"
    rf"(?:an?|the|its|his|her|new|another)\s(?:[\w-]+\s){{0,3}}?{_ACT}\s(?:formally\s|also\s)?"
    rf"(?:delaying|extending|requiring|giving|granting|banning|imposing|postponing|pushing|allowing|ordering|barring|suspending|which|that|to\s[a-z]+)\b"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s(?:\w+ly\s|also\s|now\s|then\s|only\s|just\s)?$")
_REFLEXIVE = re.compile(r"(?:it|him|her|them)sel(?:f|ves)")
_JOINED = re.compile(r"(?:,\s|\s)(?:and\s|thereby\s|thus\s)?$")


def with_grammar(line: Line, telling: Telling) -> Telling:
    """The telling with the roles that the grammar of its sentence gives outright."""
    for setter, addressee, place in _given(line):
        begin, end = line.span.start + place[0], line.span.start + place[1]
        if begin >= telling.quote.end or end <= telling.quote.start:
            continue
        telling = replace(telling, setter=setter or telling.setter, addressee=addressee or telling.addressee)
    return telling


def _given(line: Line) -> Iterator[tuple[Named | None, Named | None, tuple[int, int]]]:
    """Each place where the sentence gives roles outright: the setter, the addressee, where it stands."""
    for match in _GIVES.finditer(line.marked):
        if _BE.search(line.marked, 0, match.start()):
            continue
        setter = _agent(line, match.start())
        itself = _REFLEXIVE.fullmatch(match["who"]) is not None
        addressee = setter if itself else party_at(line, *match.span("who"), anyone=True)
        if addressee is not None and (itself or setter is None or setter.party.key != addressee.party.key):
            yield setter, addressee, match.span()
    for match in _LIMIT_FOR.finditer(line.marked):
        yield None, party_at(line, *match.span("who"), anyone=True), match.span()
    for match in _OWN_LIMIT.finditer(line.marked):
        yield party_at(line, *match.span("who"), anyone=True), None, match.span()
    for match in _ANNOUNCES.finditer(line.marked):
        if not _BE.search(line.marked, 0, match.start()):
            yield _agent(line, match.start()), None, (match.start(), len(line.marked))
    for match in _SIGNS.finditer(line.marked):
        if not _BE.search(line.marked, 0, match.start()):
            yield _agent(line, match.start()), None, (match.start(), len(line.marked))


def _agent(line: Line, position: int) -> Named | None:
    """Who does what the verb at `position` says; of a participle, who does what the sentence says."""
    word = re.match(r"\w+", line.marked[position:])
    if word is not None and word.group().endswith("ing"):
        main = cues.FINITE.search(line.marked, 0, position)
        if main is None or not _JOINED.search(line.marked, 0, position):
            return None
        position = main.start()
    subject = subject_before(line, verb_start(line, position))
    return None if subject is None else party_at(line, *subject)
