"""One piece of a sentence: a party, a time, a word or a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.extract.meetings import lexicon as lex
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.model.when import When

POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")


class Kind(StrEnum):
    """What a node is."""

    PARTY = "party"
    TIME = "time"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One piece of a sentence.

    word: its words in lower case. parties: who it names, one or more for a group, none for a nameless one.
    head: span of the naming words themselves, without folded titles and appositions.
    generic: it names people by office or number only ("Russian officials"); `label` holds those words.
    """

    kind: Kind
    span: Span
    word: str
    mentions: tuple[Mention, ...] = ()
    head: Span | None = None
    possessive: bool = False
    capital: bool = False
    generic: bool = False
    label: str = ""
    when: When | None = None

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties named, each once."""
        seen: dict[str, Party] = {}
        for mention in self.mentions:
            seen.setdefault(mention.party.key, mention.party)
        return tuple(seen.values())

    @property
    def people(self) -> bool:
        """Whether it can be someone one meets in person."""
        return self.generic or any(
            party.kind in (PartyKind.PERSON, PartyKind.GROUP, PartyKind.UNNAMED) for party in self.parties
        )

    @property
    def party(self) -> bool:
        """Whether it stands for people, states or bodies and not for their property."""
        return self.kind is Kind.PARTY and not self.possessive


def is_finite(node: Node) -> bool:
    """Whether a word looks like a finite verb; -ed forms count, adjectives that are known do not."""
    if node.kind is not Kind.WORD or node.word in lex.NOT_FINITE:
        return False
    if node.word in lex.FINITE or node.word.endswith(("n't", "n’t")):
        return True
    return len(node.word) > 4 and node.word.endswith("ed") and not node.capital and "-" not in node.word


PRONOUNS = frozenset("he she they him them it we us i you who".split())


def is_person(node: Node) -> bool:
    """Whether it names people and nobody else."""
    return bool(node.parties) and all(party.kind is PartyKind.PERSON for party in node.parties)


def nameless_office(node: Node) -> bool:
    """Whether the tables know an office and nobody's name: "the emir"."""
    return not node.generic and [party.kind for party in node.parties] == [PartyKind.UNNAMED]


def noun_like(node: Node) -> bool:
    """Whether a word can be a noun or an adjective: no verb, preposition, conjunction or adverb that is known."""
    word = node.word
    return not (
        word in lex.NOUNS
        or word in lex.PREPOSITIONS
        or word in lex.CONJUNCTIONS
        or word in lex.SUBORDINATORS
        or word in lex.AUXILIARIES
        or word in lex.ADVERBS
        or word in lex.RELATIVES
        or word in lex.FINITE
        or word in lex.VERBS
        or is_finite(node)
    )


def adjective_like(node: Node) -> bool:
    """Whether a word can describe people before the noun that names them."""
    return (
        noun_like(node)
        and node.word not in lex.NOUNS
        and node.word not in lex.NOT_PEOPLE
        and node.word not in lex.DETERMINERS
        and node.word[0].isalpha()
    )
