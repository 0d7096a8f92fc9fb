"""The two sides of a story: who faces whom over a measure, and whom "both sides" of a truce are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.parties.tables import state_of, state_served

_PEACE = re.compile(r"(?:truce|ceasefire|cease-fire|armistice|pause in fighting)")
_MEASURE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions?|quotas?|embargo|exclusions?|export controls?|controls on|surcharge|"
    r"percent|per cent|rates?)\b|\d ?%",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:U\.S\.|US|UK|EU)(?!\w)|[A-Z][a-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Two states that a story is about, the one spoken of more first; leaders speak for theirs."""

    first: Named
    second: Named

    def other(self, party: Party) -> Named | None:
        """The side that faces the one `party` is or speaks for; None for a third party."""
        side = _side_of(party)
        if side == _side_of(self.first.party):
            return self.second
        return self.first if side == _side_of(self.second.party) else None


def with_sides(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of measures between two states, and of truces, with the sides they lack."""
    rivals = rivals_of(document)
    return [_measured(document, _pacified(telling, rivals), rivals) for telling in tellings]


def rivals_of(document: Document) -> Rivals | None:
    """The two states that the article speaks of far more than of any third one, or None."""
    counts: Counter[str] = Counter()
    named: dict[str, Named] = {}
    for mention in document.mentions:
        code = _side_of(mention.party)
        if code is None:
            continue
        counts[code] += 1
        if mention.party.kind is PartyKind.STATE:
            named.setdefault(code, Named(party=mention.party, span=mention.span))
    for match in _ADJECTIVE.finditer(document.text):
        party = known_party(match.group())
        code = None if party is None or party.kind is not PartyKind.STATE else _side_of(party)
        if code is not None and party is not None:
            counts[code] += 1
            named.setdefault(code, Named(party=party, span=Span(match.start(), match.end())))
    ranked = [(code, n) for code, n in counts.most_common() if code in named]
    if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
        return None
    return Rivals(first=named[ranked[0][0]], second=named[ranked[1][0]])


def _side_of(party: Party) -> str | None:
    """The key of the state that a party is, or leads by the article's own words."""
    code = state_served(party)
    if code is None and party.kind is not PartyKind.PERSON:
        code = state_of(party.name)
    return None if code is None else f"state:{code}"


def _pacified(telling: Telling, rivals: Rivals | None) -> Telling:
    """A truce in a story of two states is theirs, unless its sentence names who ends or prolongs it."""
    if (
        rivals is None
        or telling.head is None
        or not _PEACE.fullmatch(telling.head)
        or telling.kind is not DeadlineKind.EXPIRY
    ):
        return telling
    told = [
        n for n in (telling.setter, telling.addressee) if n is not None and telling.quote.contains(n.span)
    ]
    if told or telling.status is DeadlineStatus.PROPOSED:
        return telling
    both = Named(
        party=Party(
            key="group:" + "+".join(sorted((rivals.first.party.key, rivals.second.party.key))),
            name=f"{rivals.first.party.name} and {rivals.second.party.name}",
            kind=PartyKind.GROUP,
        ),
        span=Span(
            min(rivals.first.span.start, rivals.second.span.start),
            max(rivals.first.span.end, rivals.second.span.end),
        ),
    )
    return replace(telling, setter=both, addressee=both)


def _measured(document: Document, telling: Telling, rivals: Rivals | None) -> Telling:
    """Who imposes a measure on the goods of one of two rivals, and whom the measure of one rival hits."""
    if rivals is None or telling.kind not in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY):
        return telling
    quote = document.words(telling.quote)
    if not _MEASURE.search(quote) and not _MEASURE.search(telling.head or ""):
        return telling
    if telling.setter is None and telling.addressee is not None:
        return replace(telling, setter=rivals.other(telling.addressee.party))
    if telling.addressee is None and telling.setter is not None:
        return replace(telling, addressee=rivals.other(telling.setter.party))
    return telling
