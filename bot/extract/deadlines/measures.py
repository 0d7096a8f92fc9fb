"""Who made the measure that a telling dates and whom it hits; days of one change told for several addressees."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines import context_words as cues
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party


def paired(tellings: list[Telling], text: str) -> list[Telling]:
    """Days of one change told for several addressees: the old day of each, and who is meant by "the dates are X and Y"."""
    new = [
        t
        for t in tellings
        if t.kind is DeadlineKind.EFFECTIVE and t.status is DeadlineStatus.PROPOSED and _day(t)
    ]
    old = [
        t for t in tellings if t.kind is DeadlineKind.EFFECTIVE and t.status is DeadlineStatus.SET and _day(t)
    ]
    if not new or not old:
        return tellings
    new.sort(key=_day)
    old.sort(key=_day)
    changed: dict[int, Telling] = {}
    for number, telling in enumerate(new):
        match = _old_for(telling, number, new, old)
        if match is None or _day(match) >= _day(telling):
            continue
        if telling.previous is None:
            changed[id(telling)] = replace(telling, previous=match.due)
        if match.addressee is None and telling.addressee is not None and len(new) >= len(old):
            changed[id(match)] = replace(match, addressee=telling.addressee)
        elif telling.addressee is None and match.addressee is not None and len(new) == 1:
            changed[id(telling)] = replace(changed.get(id(telling), telling), addressee=match.addressee)
    return [changed.get(id(t), t) for t in tellings]


def _old_for(telling: Telling, number: int, new: list[Telling], old: list[Telling]) -> Telling | None:
    if telling.addressee is not None:
        mine = set(telling.addressee.party.name.lower().split()) - {"and", "the", "or"}
        alike = [
            o for o in old if o.addressee is not None and mine & set(o.addressee.party.name.lower().split())
        ]
        if alike:
            return alike[0]
    if any(o.addressee is not None for o in old) and telling.addressee is not None:
        return None
    return old[number] if number < len(old) else None


def _day(telling: Telling) -> str:
    return "" if telling.due is None else telling.due.iso() or ""


def maker_of(document: Document, telling: Telling) -> tuple[Named | None, Named | None]:
    """Who made the measure that the telling dates, and whom it hits: told in the sentence, or just before for "it"."""
    quote = document.words(telling.quote)
    pronoun = re.match(
        r"(?:It|This|They|These|The (?:order|measure|decree|rate|duty|ban|extra|additional|higher|suspension|pause|extension|waiver|reprieve|freeze|exemption|fee|levy))\b",
        quote,
    )
    back = 2 if pronoun else 0
    if telling.head and cues.TARIFFISH.match(telling.head):
        back = max(back, 1)
    hit = (
        _hit(document, Span(telling.quote.start, document.sentences[telling.line].end))
        if cues.TARIFFISH.search(quote)
        else None
    )
    for index in range(telling.line, max(-1, telling.line - back - 1), -1):
        sentence = document.sentences[index]
        match = cues.MAKES.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, index)
        subject = subject_before(line, _verb_group(line, match.start() - sentence.start))
        named = None if subject is None else party_at(line, *subject)
        if hit is None:
            hit = _hit(document, Span(match.start(), sentence.end))
        if named is not None and (may_set(line, named) or named.party.kind is PartyKind.PERSON):
            return named, hit
    return None, hit


def _verb_group(line: Line, position: int) -> int:
    group = re.search(r"(?:\b(?:had|has|have|would|will)\s+)+$", line.marked[:position])
    return group.start() if group else position


def _hit(document: Document, span: Span) -> Named | None:
    """The party behind "on Chinese goods", "against Russia"."""
    for match in cues.HIT.finditer(document.text, span.start, span.end):
        for mention in document.mentions_in(Span(match.end(), min(span.end, match.end() + 1))):
            if mention.party.kind is not PartyKind.PERSON:
                return Named(party=mention.party, span=mention.span)
        word = re.match(r"\S+", document.text[match.end() : span.end])
        party = None if word is None else known_party(word.group())
        if word is not None and party is not None:
            return Named(party=party, span=Span(match.end(), match.end() + word.end()))
    return None
