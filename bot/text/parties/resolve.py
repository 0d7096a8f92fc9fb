"""Finds every naming of a party in a text and says whom it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties.tables import known_party, name_key

_PERSON = re.compile(
    r"(?<![\w'’])(?:(?P<title>(?:[A-Z][\w.]+ )?(?:President|Prime Minister|Minister|Chancellor|Secretary(?: of State| General)?|"
    r"Commissioner|Ambassador|Mr|Mrs|Ms|Dr|Sheikh|Premier)\.?) )?"
    r"(?P<name>[A-Z][\w'’-]*[a-z][\w'-]*(?: (?:(?:von der|van der|de la|von|van|bin|al|de|di|da|[A-Z]\.) )?[A-Z][\w-]+)+)"
)
_WORD = re.compile(
    r"(?<![\w'’])(?:the )?(?:(?:[A-Z]\.){2,}|[A-Z][\w-]+(?: (?:of |and )?[A-Z][\w-]+){0,3})", re.IGNORECASE
)
_CAP = re.compile(r"(?<![\w'’-])[A-Z][\w-]{2,}")


def find_mentions(
    text: str, sentences: Sequence[Span], *, watch: Sequence[Party] = (), title: str | None = None
) -> tuple[Mention, ...]:
    """Every naming of a party in `sentences`, in order."""
    people: dict[str, Party] = {}
    found: dict[Span, Party] = {}
    watched = {name_key(n): p for p in watch for n in (p.name, *p.aliases)}
    for sentence in sentences:
        for m in _PERSON.finditer(text, sentence.start, sentence.end):
            span = Span(m.start("name"), m.end("name"))
            party = (
                watched.get(name_key(m["name"])) or known_party(m["name"]) or _person(m["name"], m["title"])
            )
            found[span] = party
            if party.kind is PartyKind.PERSON:
                people[name_key(m["name"]).split()[-1]] = party
    for sentence in sentences:
        for m in _CAP.finditer(text, sentence.start, sentence.end):
            span = Span(m.start(), m.end())
            if any(span.overlaps(s) for s in found):
                continue
            party2 = (
                people.get(name_key(m.group())) or watched.get(name_key(m.group())) or known_party(m.group())
            )
            if party2 is not None:
                found[span] = party2
    return tuple(Mention(span=s, words=s.of(text), party=p) for s, p in sorted(found.items()))


def _person(name: str, title: str | None) -> Party:
    return Party(key=f"person:{name_key(name)}", name=name, kind=PartyKind.PERSON, title=title)


def party_from_name(name: str) -> Party:
    """The party that a bare name stands for: one of the table, or else a person."""
    return known_party(name) or _person(name, None)
