"""For whom the party speaks that a telling names: the company behind its spokesman, the member behind "the regulator"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines import cast_words
from bot.extract.deadlines.cast import Cast, Member, Sort, cast_of, meant
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import PartyKind
from bot.model.text import Span


def with_principals(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the parties that their descriptions and spokesmen stand for."""
    cast = cast_of(document)
    return [_with_principals(document, cast, telling) for telling in tellings]


def principal_of(document: Document, cast: Cast, named: Named) -> Named:
    """For whom a spokesman speaks; the party itself when it is no spokesman or nobody can be told."""
    name = named.party.name
    if named.party.kind is not PartyKind.UNNAMED:
        return named
    match = cast_words.SPOKES.fullmatch(name) or cast_words.OWN_SPOKES.fullmatch(name)
    if match is None:
        return named
    if match["of"]:
        member = next((m for m in cast.members if m.party.name.lower() == match["of"].lower()), None)
        member = member or cast.called(match["of"], named.span.start)
    else:
        member = _topic(document, cast, named.span.start)
    return named if member is None else member.named


def _topic(document: Document, cast: Cast, position: int) -> Member | None:
    """The body that the sentences before `position` are about: the last one that leads its sentence."""
    here = document.sentence_index(position) or 0
    best: tuple[int, Member] | None = None
    for member in cast.of_sort(Sort.FIRM, Sort.OFFICIAL, Sort.SIDE):
        for place in (*member.places, *_descriptions(document, cast, member)):
            line = document.sentence_index(place.start)
            if line is None or not here - 3 <= line <= here or place.end > position:
                continue
            if best is None or place.start > best[0]:
                best = (place.start, member)
    return None if best is None else best[1]


def _descriptions(document: Document, cast: Cast, member: Member) -> list[Span]:
    found = []
    for match in re.finditer(r"\b[Tt]he ([a-z]+)\b", document.text):
        if match[1] in cast_words.FIRM and cast.called(match.group(), match.start()) is member:
            found.append(Span(match.start(), match.end()))
    return found


def _with_principals(document: Document, cast: Cast, telling: Telling) -> Telling:
    setter, addressee = telling.setter, telling.addressee
    if setter is not None:
        setter = meant(document, setter, setter.span) or setter
        setter = principal_of(document, cast, setter)
    if addressee is not None:
        addressee = meant(document, addressee, addressee.span) or addressee
        addressee = principal_of(document, cast, addressee)
    return (
        telling
        if (setter, addressee) == (telling.setter, telling.addressee)
        else replace(telling, setter=setter, addressee=addressee)
    )
