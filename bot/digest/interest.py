"""What somebody follows, and whether a record or a statement is about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.model.facts import Party, PartyKind, Statement, parties_of
from bot.model.news import Interest
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.model.text import Span
from bot.text.parties import find_mentions, find_places, known_party
from bot.text.words import content_terms, stem


def interest_in(topics: Sequence[str]) -> Interest:
    """The interest that names and words stand for; a known party is meant whatever it is called."""
    parties = {party.key for topic in topics if (party := known_party(topic)) is not None}
    words = [topic for topic in topics if known_party(topic) is None]
    return Interest(
        parties=frozenset(parties),
        phrases=frozenset(phrase for topic in words if (phrase := _stems(topic))),
    )


def is_wanted(record: Record, interest: Interest) -> bool:
    """Whether a record names a party or all words of a phrase of an interest; everything is, where that names none."""
    topic = record.topic if isinstance(record, MeetingRecord) else record.what
    return _meets(interest, parties_in(record), topic or "")


def is_wanted_said(fact: Statement, interest: Interest) -> bool:
    """The same for a statement: by whom it was said, and who and what is named in the words."""
    if not interest.parties and not interest.phrases:
        return True
    return _meets(interest, (*parties_of(fact), *_named_in(fact.content.text)), fact.content.text)


def parties_in(record: Record) -> tuple[Party, ...]:
    """Who took part, or who set it and is bound by it."""
    match record:
        case MeetingRecord():
            return tuple(one.party for one in record.participants)
        case DeadlineRecord():
            return tuple(party for party in (record.setter, record.addressee) if party is not None)


def keys_of(party: Party | None) -> frozenset[str]:
    """The keys of those whom a party names: itself, or each of several together ("group:state:cn+state:us")."""
    if party is None or party.kind is PartyKind.UNNAMED:
        return frozenset()
    if party.key.startswith("group:") and "+" in party.key:
        return frozenset(party.key.removeprefix("group:").split("+"))
    return frozenset({party.key})


def _meets(interest: Interest, parties: Sequence[Party], words: str) -> bool:
    if not interest.parties and not interest.phrases:
        return True
    if any(interest.parties & keys_of(party) for party in parties):
        return True
    names = [_stems(party.name) for party in parties]
    held = {*_stems(words), *(term for name in names for term in name)}
    surnames = [name for name, party in zip(names, parties, strict=True) if party.kind is PartyKind.PERSON]
    return any(held.issuperset(phrase) or _named_short(phrase, surnames) for phrase in interest.phrases)


def _named_short(phrase: tuple[str, ...], persons: Iterable[tuple[str, ...]]) -> bool:
    """Whether a person told by a part of the name, the surname at least, may be the one who is followed in full."""
    return any(name and name[-1] == phrase[-1] and set(name) <= set(phrase) for name in persons)


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[Party, ...]:
    whole = (Span(0, len(text)),)
    places = (known_party(place.words) for place in find_places(text, whole))
    return (*(mention.party for mention in find_mentions(text, whole)), *(one for one in places if one))


def _stems(words: str) -> tuple[str, ...]:
    return tuple(stem(term) for term in content_terms(words))
