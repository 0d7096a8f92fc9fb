"""When two parties of deadlines, named by different articles, are one, may be one or are two."""

from __future__ import annotations

from functools import lru_cache

from bot.ledger.actors import actor_of, members_of
from bot.model.facts import Party, PartyKind
from bot.text.parties.tables import name_key
from bot.text.words import content_terms, stem

# words that say little about what a duty is or whom it binds
EMPTY = frozenset(
    stem(word)
    for word in "deadline date day limit day days week weeks month months year years new old next last first second "
    "one two three four five six law rule rules act regulation order said say will would must shall still "
    "now until till end start begin set due time period extra additional further today tomorrow am pm midnight noon "
    "gmt utc eastern central standard local january february march april june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec "
    "earlier later same extend extends extended extension prolong prolonged prolongation postpone postponed postponement "
    "push pushed move moved bring brought forward back".split()
)
_ANYBODY = frozenset(
    stem(word)
    for word in "rest others other all any every each both everyone ones company companies firm firms enterprise "
    "enterprises undertaking undertakings business businesses operator operators trader traders people persons "
    "person party parties side sides group groups".split()
)


# what a body or its head is called once its name was told: such a word contradicts no name
_OFFICES = frozenset(
    stem(word)
    for word in "union committee commission council court tribunal regulator watchdog authority agency office department "
    "ministry government cabinet administration board panel body bank lender creditor creditors airline carrier operator "
    "owner bidder buyer seller landlord employer maker producer supplier contractor developer club school university "
    "hospital association federation alliance organiser organisers host minister secretary commissioner president chair "
    "chairman chairwoman director head chief leader mayor governor judge speaker spokesman spokeswoman official officials "
    "executive manager negotiator envoy lawmakers holders shareholders investors noteholders members staff workers".split()
)
# the word for a body and that for who stands at its head
_HEADED = {
    stem(body): frozenset(map(stem, head.split()))
    for body, head in {
        "ministry": "minister",
        "commission": "commissioner",
        "department": "secretary minister",
        "presidency": "president",
        "council": "councillor",
        "committee": "chair chairman chairwoman",
    }.items()
}


def party_agreement(a: Party | None, b: Party | None) -> int:
    """1 when one names the other, 0 when one says nothing or may be the other, -1 when they differ."""
    if a is None or b is None:
        return 0
    if members_of(a) & members_of(b) or name_key(a.name) == name_key(b.name):
        return 1
    actor_a, actor_b = actor_of(a), actor_of(b)
    if actor_a.speaks_for(actor_b):
        return 1
    words_a, words_b = describing(a), describing(b)
    if not words_a or not words_b:
        return 0
    if words_a & words_b or _heads(a, b) or _heads(b, a):
        return 1
    if _is_office(a, words_a, b) or _is_office(b, words_b, a):
        return 0
    return -1 if _comparable(a, b) else 0


def is_described(party: Party | None) -> bool:
    """Whether a party is told by a description ("small firms"), not by a name."""
    return party is not None and not actor_of(party).named


@lru_cache(maxsize=65536)
def _heads(person: Party, body: Party) -> bool:
    """Whether a title names the head of a body, with all the words of its name: "Transport Minister", the transport ministry."""
    if person.kind is not PartyKind.PERSON or person.title is None or body.kind is PartyKind.PERSON:
        return False
    title = {grade(stem(word)) for word in content_terms(person.title)}
    return all(word in title or not title.isdisjoint(_HEADED.get(word, ())) for word in describing(body))


def _is_office(party: Party, words: frozenset[str], other: Party) -> bool:
    """Whether a party is told by nothing but the sort of body it is, and `other` is no state."""
    return words <= _OFFICES and party.kind is not PartyKind.STATE and other.kind is not PartyKind.STATE


def _comparable(a: Party, b: Party) -> bool:
    """Whether two parties are of a sort that they can contradict each other; a person may act for any body."""
    return PartyKind.PERSON not in (a.kind, b.kind) or a.kind == b.kind


@lru_cache(maxsize=65536)
def describing(party: Party) -> frozenset[str]:
    """Stems that tell a described party from others; a state or person is told by its key."""
    if party.kind in (PartyKind.STATE, PartyKind.PERSON):
        return frozenset([party.key])
    stems = {grade(stem(word)) for word in content_terms(party.name)}
    return frozenset(stems - _ANYBODY - EMPTY)


def grade(word: str) -> str:
    """The plain form of a comparative: "larger" and "smallest" describe the large and the small."""
    for ending in ("est", "er"):
        base = word.removesuffix(ending)
        if (
            base != word
            and len(base) >= 4
            and base in ("larg", "small", "bigg", "rich", "poor", "young", "old")
        ):
            return stem(base + "e") if base == "larg" else base
    return word


@lru_cache(maxsize=16384)
def name_words(party: Party) -> frozenset[str]:
    """Stems of all names of a named party; a description is no name."""
    if not actor_of(party).named:
        return frozenset()
    return frozenset(stem(word) for name in (party.name, *party.aliases) for word in content_terms(name))
