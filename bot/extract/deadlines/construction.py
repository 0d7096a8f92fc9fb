"""What the constructions of a sentence share: the roles they give, and how they find their parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling

_REACH = 170  # characters between a construction and the day it governs


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What a construction says. sure: it outranks what a frame took from elsewhere in the sentence."""

    setter: Named | None = None
    addressee: Named | None = None
    sure: bool = False


Construction = Callable[[Line, Telling, int], Roles | None]
"""From a sentence, what it tells and where its day stands, to the roles it gives."""


def merged(telling: Telling, roles: Roles) -> Telling:
    """The telling with what a construction says; one party never fills both roles unless the construction says so."""
    setter = roles.setter if roles.sure and roles.setter is not None else telling.setter or roles.setter
    addressee = (
        roles.addressee
        if roles.sure and roles.addressee is not None
        else telling.addressee or roles.addressee
    )
    if (
        setter is not None
        and addressee is not None
        and setter.party.key == addressee.party.key
        and (setter, addressee) != (roles.setter, roles.addressee)
    ):
        keeps = roles.setter is not None and roles.sure
        setter, addressee = (setter, None) if keeps else (telling.setter, telling.addressee)
        if roles.addressee is not None and roles.sure:
            setter, addressee = None, roles.addressee
    return replace(telling, setter=setter, addressee=addressee)


def last_before(pattern: re.Pattern[str], line: Line, at: int) -> re.Match[str] | None:
    """The last match before the day that the sentence does not leave again for another clause."""
    found = None
    for match in pattern.finditer(line.marked, 0, at + 1):
        if at - match.end() <= _REACH and ";" not in line.marked[match.end() : at]:
            found = match
    return found


def party_of(line: Line, match: re.Match[str], group: str = "who", *, anyone: bool = True) -> Named | None:
    """The party that a group of the match names. anyone: as in `party_at`."""
    return party_at(line, match.start(group), match.end(group), anyone=anyone)


def doer_of(line: Line, position: int, *, anyone: bool = True) -> Named | None:
    """The party that is the subject of the verb at `position`."""
    subject = subject_before(line, verb_start(line, position))
    return None if subject is None else party_at(line, *subject, anyone=anyone)
