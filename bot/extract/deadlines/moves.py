"""Moves that give no day of their own: extended, given more time, moved by a length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import opened, verb_start
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.outcome import DENIED, outcome_of
from bot.extract.deadlines.patterns import rx
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineStatus

_OF = r"(?:(?:the|its|their|his|her|a|an|this|that|another|own|latest|final|legal|statutory|first|second|last|agreed|original|initial|previous|earlier|extended|revised|new)\s+)*"
_MOVE_OPEN = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER})\s+(?:(?:again|further|once (?:more|again)|yet again|for (?:the|a) \w+ time)\s+)?(?P<thing>{_OF}(?:[\w%'-]+ ){{0,4}}?(?P<head>{words.LIMIT_STRICT}|truce|licen[cs]e|ceasefire|permit|mandate))\b(?P<gap>[^,;:{DAY}{LENGTH}]{{0,60}}?)(?:\s*\bby (?P<by>{LENGTH}+))?"
)
_TIME_GIVEN = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER})\s+the (?:time|period|days?) (?P<set>[^,;:{DAY}{LENGTH}]{{2,50}}?) (?:is |was |has |had )?(?:giving|gave|given|allowed|granted) "
    rf"(?P<who>[^,;:{DAY}{LENGTH}]{{2,50}}?)(?: to (?P<what>[a-z][^,;:{DAY}{LENGTH}]{{2,80}}))?(?=$|[,.;])"
)


def read_moves(line: Line) -> Iterator[Telling]:
    """What the sentence says has moved, where it gives no new day."""
    lower = line.marked.lower()
    yield from _move_open(line)
    if "extension" in lower or "reprieve" in lower or "more time" in lower:
        yield from _given_longer(line)
    yield from _longer_by(line)
    yield from _lengthened(line)
    if any(needle in lower for needle in ("the time", "the period", "the day")):
        yield from _time_given(line)


def _move_open(line: Line) -> Iterator[Telling]:
    for match in _MOVE_OPEN.finditer(line.marked):
        before = line.marked[max(0, match.start() - 60) : match.start()]
        sooner = re.fullmatch(words.MOVE_SOONER, match["verb"], re.IGNORECASE) is not None
        status = DeadlineStatus.BROUGHT_FORWARD if sooner else DeadlineStatus.EXTENDED
        standing = standing_at(line.marked, match.start())
        if standing is Standing.REFUSED or re.search(
            r"\b(?:no|never|refused|rejected)\b", before, re.IGNORECASE
        ):
            continue
        loose = words.PROPOSED.search(before) or words.WOULD.search(before) or re.search(r"\bto\s+$", before)
        if standing is not Standing.FIRM and (standing is not Standing.UNTOLD or loose):
            status = DeadlineStatus.PROPOSED
        told = outcome_of(
            line, match, subject_before(line, match.start()), rule="move_open", status=status, setter=True
        )
        yield _by_its_length(line, told, match.end())


def _by_its_length(line: Line, told: Telling, end: int) -> Telling:
    """The move with the length told behind it: "extend the truce in the north by at least one more day"."""
    by = _LENGTH_AFTER.match(line.marked, end)
    length = None if by is None else next(iter(line.whens_at(by.start("by"), by.end("by"))), None)
    if by is None or length is None or told.due is not None:
        return told
    quote = line.place(told.quote.start - line.span.start, by.end())
    return replace(told, rule="moved", due=opened(length), quote=quote)


_LENGTH_AFTER = rx(
    rf"[^,;:{DAY}{LENGTH}]{{0,60}}?\s(?:by|for)\s(?:at\s)?(?P<by>{LENGTH}+)(?!\s(?:before|after|ahead|from))"
)
_LENGTHENED = rx(
    rf"\b(?P<head>truce|cease-?fire|licen[cs]e|permit|mandate|pause|waivers?|agreements?|{words.LIMIT_STRICT})\b[^,;:{DAY}{LENGTH}]{{0,60}}?\s(?:has|have|was|were|had|is|are)\s(?:also\s|now\s|then\s|again\s)?(?:been\s|being\s)?"
    rf"(?P<verb>extended|prolonged|renewed|lengthened|put off|postponed|delayed)\s(?:for\s|by\s)?(?:at\s)?(?P<due>{LENGTH}+)(?!\s(?:before|after|ahead|from|until|to)\b)"
)


_BY_FIRST = rx(
    rf"\b(?P<verb>extended|prolonged|renewed|postponed|delayed|put off|pushed back)\sby\s(?:at\s)?(?P<due>{LENGTH}+)\s(?:(?:the|an?|its|their|his|her|that|this)\s)(?:[\w-]+\s){{0,3}}?(?P<head>{words.LIMIT_STRICT}|truce|cease-?fire|licen[cs]e|permit|mandate)\b"
)


def _lengthened(line: Line) -> Iterator[Telling]:
    """ "The truce has been extended another day": moved by a length, from a day told elsewhere."""
    for match in (*_LENGTHENED.finditer(line.marked), *_BY_FIRST.finditer(line.marked)):
        standing = standing_at(line.marked, match.start("verb"))
        if standing not in (Standing.FIRM, Standing.UNTOLD):
            continue
        subject = subject_before(line, verb_start(line, match.start("verb")))
        told = outcome_of(line, match, subject, rule="moved", status=DeadlineStatus.EXTENDED)
        yield replace(told, due=None if told.due is None else opened(told.due))


_GIVEN_LONGER = rx(
    rf"\b(?:(?P<passive>was|were|been|being|is|are)\s+(?:now |also |then |since )?(?:given|granted|handed|allowed)|(?P<got>won|got|received|secured|obtained))\s+"
    rf"(?P<verb>(?:another|an?|a further|an additional|a second|a third|a new|its \w+|some)\s(?:[\w-]+ ){{0,2}}?(?:extension|reprieve)|more time)\b(?![^,;:{DAY}{LENGTH}]{{0,60}}[{DAY}{LENGTH}])(?P<head>)"
)


_LONGER_BY = rx(
    rf"\b(?:announced|granted|approved|agreed(?: to)?|ordered|issued|signed|confirmed|backed|accepted)\s+(?:an?|another|the|its|a further)\s+(?:further |additional |second |third )?(?P<due>{LENGTH}+)\s+(?P<verb>(?:\w+ )?(?:extension|prolongation|postponement|delay|deferral|reprieve))\b(?! (?:until|till|to) [{DAY}{LENGTH}])(?P<head>)"
)


def _longer_by(line: Line) -> Iterator[Telling]:
    """ "announced a nine-month extension of the waivers": moved by a length, from a day told elsewhere."""
    for match in _LONGER_BY.finditer(line.marked):
        before = line.marked[max(0, match.start() - 60) : match.start()]
        if words.PROPOSED.search(before) or DENIED.search(before):
            continue
        told = outcome_of(
            line,
            match,
            subject_before(line, verb_start(line, match.start())),
            rule="moved",
            status=DeadlineStatus.EXTENDED,
            setter=True,
            head="deadline",
        )
        yield replace(told, due=None if told.due is None else opened(told.due))


def _given_longer(line: Line) -> Iterator[Telling]:
    """ "Vastra has been given another extension": moved, to a day told elsewhere."""
    for match in _GIVEN_LONGER.finditer(line.marked):
        before = line.marked[max(0, match.start() - 60) : match.start()]
        if words.PROPOSED.search(before) or DENIED.search(before):
            continue
        yield outcome_of(
            line,
            match,
            subject_before(line, verb_start(line, match.start())),
            rule="move_open",
            status=DeadlineStatus.EXTENDED,
            addressee=True,
            head="deadline",
        )


def _time_given(line: Line) -> Iterator[Telling]:
    for match in _TIME_GIVEN.finditer(line.marked):
        sooner = re.fullmatch(words.MOVE_SOONER, match["verb"], re.IGNORECASE) is not None
        status = DeadlineStatus.BROUGHT_FORWARD if sooner else DeadlineStatus.EXTENDED
        telling = outcome_of(
            line,
            match,
            subject_before(line, match.start()),
            rule="move_open",
            status=status,
            setter=True,
            head="deadline",
        )
        yield replace(
            telling,
            setter=party_at(line, match.start("set"), match.end("set")) or telling.setter,
            addressee=party_at(line, match.start("who"), match.end("who")),
        )
