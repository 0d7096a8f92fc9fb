"""Which senses of a verb of encounter tell of none: "called Putin a liar", "welcomed the move", "saw Putin sign"."""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind, Node, adjective_like
from bot.extract.meetings.seats import Group
from bot.model.facts import PartyKind

_ENCOUNTER_GOAL = re.compile(
    r"(?:P |to P |and )*(?:to|for|back) (?:P\b|(?:a |an |the |his |her |join |attend |hold |further |direct )*"
    r"(?:talks|meeting|summit|visit|meet|session|dinner|lunch|breakfast|come|return|negotiations|consultations?|discussions|hearing|"
    r"conference|round table|audience|reception|the table))"
)


def to_an_encounter(row: Row, at: int) -> bool:
    """ "invited X to talks", "invited X to Moscow" against "invited bidders to submit offers"."""
    rest = row.mask(at + 1, at + 18)
    if _ENCOUNTER_GOAL.search(rest):
        return True
    end = next((j for j in range(at + 1, min(at + 9, len(row.nodes))) if row.word(j) == "to"), None)
    return end is not None and end + 1 < len(row.nodes) and row.nodes[end + 1].capital


_NOUN_LIKE = frozenset("phone telephone call visit host talk meet brief calls visits talks hosts".split())


def is_noun_here(row: Row, at: int) -> bool:
    """Whether "phone" in "by phone", "visit" in "a visit" stands where only a noun can."""
    previous = row.word(at - 1)
    return row.word(at) in _NOUN_LIKE and (
        previous in lex.PREPOSITIONS - {"to"}
        or previous in ("a", "an", "the", "his", "her", "their", "its", "this", "that")
    )


SENSES = frozenset("see sees saw seen seeing hear hears heard".split())


def is_phoning(row: Row, at: int, others: list[tuple[Group, int | None]], passive: bool) -> bool:
    """ "called Putin on Monday" against "called Putin a liar" and "called the talks useful"."""
    if row.word(at) not in ("call", "calls", "called", "calling"):
        return True
    if passive or not others:
        return False
    end = others[0][0].end
    if end >= len(row.nodes):
        return True
    node = row.nodes[end]
    if node.word == "to" and (row.word(end + 1) in lex.DETERMINERS or row.word(end + 1) in lex.NOUNS):
        return False  # "called the parties to a conference room"
    if node.word in ("in", "at") and end + 1 < len(row.nodes) and row.nodes[end + 1].kind is Kind.TIME:
        return True
    return node.kind is Kind.TIME or node.word in (
        "on",
        "to",
        "again",
        "late",
        "early",
        "from",
        "before",
        "after",
        "shortly",
        "twice",
        "later",
        "about",
        "earlier",
        "that",
        "this",
        "himself",
        "herself",
        "yesterday",
        "back",
        ".",
        "over",
    )


def receives_people(row: Row, others: list[tuple[Group, int | None]]) -> bool:
    """Hosts and guests are people in office or named; "welcomed the move", "hosted Spain" are not encounters."""
    nodes = [row.nodes[m] for group, _ in others for m in group.members]
    after = {node.span.end: row.nodes[j + 1] for j, node in enumerate(row.nodes[:-1])}
    officials = [
        after[node.span.end] for node in nodes if node.word.endswith("official") and node.span.end in after
    ]
    if any(node.word in lex.NOT_PEOPLE or adjective_like(node) for node in officials):
        return False  # "received an official invitation"
    return any(comes_in_person(node) and not _pressed_node(node) for node in nodes)


def comes_in_person(node: Node) -> bool:
    """Whether people are told: by name, by office, or as those whom a state or body sent ("the Norvian delegation")."""
    return node.people or node.word.split()[-1] in ("delegation", "deputation", "mission")


def gives_words(row: Row, at: int, others: list[tuple[Group, int | None]]) -> bool:
    """ "Speaking to Tarn TV", "who spoke to the Tarn Post on condition of anonymity": words for an outlet, no encounter."""
    if row.word(at) not in _TALKING or not others:
        return False
    parties = [party for group, _ in others for m in group.members for party in row.nodes[m].parties]
    to = "to" in (row.word(at + 1), row.word(at + 2))
    outlets = bool(parties) and all(lex.OUTLET.search(party.name) is not None for party in parties)
    unnamed = _UNNAMED.search(row.mask(at, at + 14)) is not None
    return to and (outlets or unnamed)


_TALKING = frozenset("speak speaks spoke speaking spoken talk talks talked talking".split())
_UNNAMED = re.compile(
    r"\bon (?:the )?condition (?:of anonymity|that)\b|\banonymously\b|\bon (?:the )?record\b"
)


def _pressed_node(node: Node) -> bool:
    return node.generic and node.word.split()[-1] in lex.PRESS


def sees_someone(row: Row, at: int, others: list[tuple[Group, int | None]]) -> bool:
    """ "would see Trump in Washington" is an encounter; "saw Putin sign", "saw Russia as" are not."""
    if not others:
        return False
    group = others[0][0]
    end = group.end
    follower = row.nodes[end] if end < len(row.nodes) else None
    named = all(
        party.kind in (PartyKind.PERSON, PartyKind.STATE, PartyKind.GROUP)
        or row.word(group.start - 1) in ("hear", "hears", "heard")
        or row.nodes[m].word.split()[-1]
        in ("team", "delegation", "side", "committee", "board", "union", "group")
        for m in group.members
        for party in row.nodes[m].parties
    )
    if not named or (row.word(at) == "seen" and follower is not None and follower.word in ("at", "in")):
        return False  # "had seen both men at one table" perceives
    return (
        follower is None
        or follower.kind is Kind.TIME
        or follower.word
        in (
            "in",
            "at",
            "on",
            "again",
            "for",
            "before",
            "after",
            "only",
            "if",
            ".",
            ",",
            "and",
            "next",
            "during",
            "last",
            "as",
            "too",
            "also",
            "separately",
            "individually",
            "alone",
            "privately",
            "briefly",
            "twice",
            "first",
            "later",
            "over",
        )
    )
