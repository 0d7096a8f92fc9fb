"""Whom a deadline binds when its own clause does not say: who was told before, who promises, who decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind

_TOLD = re.compile(
    r"\b(?:order(?:ed|s)|told|instructed|directed|requir(?:ed|es)|oblig(?:ed|es)|warned|fined|barred|banned|asked|forc(?:ed|es)|compelled|summoned|gave|given|giving)\s+"
    r"(?P<who>(?:the |its |all |both )?[^,;:.]{2,50}?)\s+(?:to|from|until|a|an|\d+)\s",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:must|has to|have to|had to|shall|is required to|are required to|is to|are to)\b")
_OPEN = re.compile(
    r"oblige|clause\.(?:duty|noun|pay|future_pay)|effect|limit_is|new_limit|listed|dated_limit|due|to_be_done|paper_due|last_day|missed|failed_by|until|expire|moved|may_within|clause\.permit"
)
_ITSELF = re.compile(
    r"^(?:the |this |that |a |an )?(?:\w+ ){0,3}?(?:order|decision|ruling|ban|fine|penalty|refunds?|payments?|reports?|fees?|work|works|measures?|deadline|date|limit|ultimatum|extension|images?|data|bids?|tenders?|forms?|plans?|documents?|list|it|they)\b",
    re.IGNORECASE,
)
REACH = 3
"""How many sentences back a party that was told to do something still governs a duty told without its doer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    line: int
    named: Named


def with_bound(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with their missing addressee, where the article names it once and close by."""
    bound = _bound_parties(document, tellings)
    return [_bind(document, telling, bound) for telling in tellings]


def _bind(document: Document, telling: Telling, bound: Sequence[_Bound]) -> Telling:
    if telling.addressee is not None:
        return telling
    if telling.kind is DeadlineKind.COMMITMENT and telling.setter is not None:
        return replace(telling, addressee=telling.setter)
    if telling.kind in (DeadlineKind.SCHEDULED, DeadlineKind.COMMITMENT, DeadlineKind.CONDITION):
        return telling
    if telling.status is DeadlineStatus.PROPOSED or not _OPEN.match(telling.rule):
        return telling
    opening = document.words(telling.quote)
    if telling.kind in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY) and not _ITSELF.match(opening):
        return telling
    setter = None if telling.setter is None else telling.setter.party.key
    near = [
        b
        for b in bound
        if 0 <= telling.line - b.line <= REACH
        and b.named.party.key != setter
        and b.named.span.start < telling.quote.end
    ]
    keys = {b.named.party.key for b in near}
    if len(keys) != 1:
        return telling
    return replace(telling, addressee=near[-1].named)


def _bound_parties(document: Document, tellings: Sequence[Telling]) -> list[_Bound]:
    found = [
        _Bound(line=t.line, named=t.addressee)
        for t in tellings
        if t.addressee is not None and t.kind is not DeadlineKind.SCHEDULED
    ]
    for index, sentence in enumerate(document.sentences):
        words = document.words(sentence)
        told, must = _TOLD.search(words), _MUST.search(words)
        if told is None and must is None:
            continue
        line = read_line(document, index)
        named = None
        if told is not None:
            named = party_at(line, told.start("who"), told.end("who"))
        elif must is not None and (subject := subject_before(line, must.start())) is not None:
            named = party_at(line, *subject)
        if named is not None and named.party.kind is not PartyKind.UNNAMED:
            found.append(_Bound(line=index, named=named))
    return sorted(found, key=lambda b: (b.line, b.named.span))
