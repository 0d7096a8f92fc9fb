"""Which noun phrases can be a party, and where their names begin and end."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines import party_words as words
from bot.extract.deadlines.noun_words import ABSTRACT, ACTING, NO_NOUN
from bot.extract.deadlines.telling import Named
from bot.model.facts import Party, PartyKind
from bot.model.text import Span
from bot.text.words import fold

_PLACED = re.compile(
    r"\s(?:of|on|for|against|between|with|to|in|by|from|which|that|who|whose|established|granted|issued|under|at|over|ordered|behind|around|near|outside|inside|within)(?:\s|$)"
)
_DOING = re.compile(r"\sto (?!the|an?|its|their|his|her|all|both|any|some|each)[a-z]+\b")
_HANGING = re.compile(
    r"(?<=[a-z]s|en|le)\s(?:living|working|waiting|holding|using|seeking|facing|staying|serving|travelling|hoping|running|owning|found|caught|named|affected|"
    r"involved|hit|based|born|registered|employed|accused|convicted|(?:in|at|near|along|around|from)\s(?:[A-Z]|the|an?)|with\s(?:the|an?|more|at|[a-z]+s\b))"
    r"|\s(?:for|on|to)\s(?!the|all|its|an?|both|some|their|human|public|social|national|women|children|health|labou?r|foreign|home|trade|justice)[a-z]"
)
"""What only tells which people are meant, or belongs to another verb: "residents [living in Orvale]", "the Board [for leave]"."""
_WORD = re.compile(r"[\w&.'’%-]+")


def bounds(phrase: str) -> tuple[int, int] | None:
    """Where in a noun phrase the name of a party begins and ends; None when it can name none."""
    doing = _DOING.search(phrase)
    found = list(_WORD.finditer(phrase, 0, len(phrase) if doing is None else doing.start()))
    while len(found) > 1 and _trails(found[-1].group().lower()):
        found.pop()
    if len(found) > 1 and (hanging := _HANGING.search(phrase)) is not None:
        found = [word for word in found if word.end() <= hanging.start()] or found
        phrase = phrase[: found[-1].end()]
    placed = _PLACED.search(phrase)
    head = max(
        (i for i, word in enumerate(found) if placed is None or word.end() <= placed.start()), default=-1
    )
    first = 0
    while first < head and _leads(found[first].group()):
        first += 1
    first = max((i + 1 for i in range(first, head) if found[i].group() in words.VERBS), default=first)
    if head < first:
        return None
    noun = _bare(found[head].group())
    if (
        (first == head and noun.endswith("ed") and len(noun) > 4 and noun not in words.PEOPLE_NAMED_BY_DEED)
        or NO_NOUN.fullmatch(noun)
        or (first == head and noun in words.NO_NAMES)
        or noun in words.LEADS
        or is_thing(noun)
    ):
        return None
    hangs = placed is not None and placed.group().strip() not in ("of", "for", "to", "in", "at")
    last = head if hangs else -1
    return found[first].start(), found[last].end()


def _trails(word: str) -> bool:
    return word in words.SAID_LAST or word in words.LEADS


def is_thing(noun: str) -> bool:
    """Whether a common noun means a deed, a time or a paper that binds nobody."""
    if noun in words.TEXTS:
        return False
    return noun in words.THINGS or (ABSTRACT.fullmatch(noun) is not None and ACTING.fullmatch(noun) is None)


def is_named_thing(party: Party) -> bool:
    """Whether a name with a capital is that of a paper, a place or a day, and of nobody."""
    name = fold(party.name)
    return party.kind is not PartyKind.STATE and (
        words.NAMED_THINGS.search(name) is not None
        or name in words.NO_NAMES
        or words.OUTLET.fullmatch(name) is not None
    )


def is_text(name: str) -> bool:
    """Whether a name is that of a law or another text that binds."""
    last = name.split()[-1:] or [""]
    return _bare(last[0]) in words.TEXTS


def cut(named: Named | None) -> Named | None:
    """The party of a described group under its name alone; None when the words describe nobody."""
    if (
        named is None
        or not named.party.key.startswith("group:")
        or "+" in named.party.key
        or " and " in named.party.name
    ):
        return named
    party = cut_party(named.party)
    if party is None or party is named.party:
        return None if party is None else named
    return replace(named, party=party)


def cut_party(party: Party) -> Party | None:
    """A described group under its name alone; None when the words describe nobody."""
    found = bounds(party.name)
    if found is None:
        return None
    name = party.name[found[0] : found[1]]
    return (
        party
        if name == party.name
        else replace(party, key=f"{party.key.partition(':')[0]}:{name.lower()}", name=name)
    )


def cut_span(text: str, span: Span, name: str) -> Span:
    """The part of `span` that says `name`."""
    at = text.find(name, span.start, span.end)
    return span if at < 0 else Span(at, at + len(name))


def _bare(word: str) -> str:
    return re.sub(r"(?:['’]s?|\.)$", "", word.lower())


def _leads(word: str) -> bool:
    """Whether a word may stand before a name and is no part of it: a verb, an adverb, a preposition."""
    if words.BASED.fullmatch(word):
        return True
    return word in words.VERBS or word.lower() in words.LEADS or words.ADVERB.fullmatch(word) is not None
