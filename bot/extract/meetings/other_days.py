"""Days in the clause of an encounter that belong to something else: to another event, or to a deed told by a participle."""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind

_ARTICLES = frozenset("the a an his her its their".split())


def of_other_event(row: Row, at: int) -> bool:
    """ "Call on him before the auction on 30 March", "talks ahead of announcements this week": the day is the other event's."""
    if row.word(at) == "of" and row.word(at - 1) == "ahead":
        names = at + 1
    elif row.word(at) in _OTHER_EVENT:
        names = at + 1
        owned = names < len(row.nodes) and row.nodes[names].possessive
        if row.word(names) not in _ARTICLES and not owned:
            return False
    else:
        return False
    names += row.word(names) in _ARTICLES
    return names < len(row.nodes) and not row.nodes[names].party and row.word(names) not in _COMING


_DEED = re.compile(
    r"(?:[a-z]{3,}ed|taken|made|given|struck|built|sold|shot|sent|begun|won|lost|born|caught|written|drawn|known|seen|brought|set)"
)
# Deeds by which an encounter itself is told behind its noun: "the meeting hosted by A on Friday".
_OWN_DEED = re.compile(
    r"(?:host|conven|organi[sz]|conduct|arrang|call|chair|attend|broker|mediat|facilitat|launch|resum|start|schedul|plann|expect|pencill?|"
    r"slat|book|postpon|delay|mov|reschedul|follow|accompani|invit|join|need|unit|base|renew|flank|includ|interrupt|focus|concern|involv|"
    r"dedicat|devot|aim|conclud|end|open|last|adjourn)\w*"
)


def of_other_deed(row: Row, at: int) -> bool:
    """ "Discussed the deal signed in July", "over a loan approved in September": a participle with a day of its own."""
    word, before = row.word(at), row.nodes[at - 1] if at else None
    if before is None or before.kind is not Kind.WORD or not before.word.isalpha():
        return False
    if (
        _DEED.fullmatch(word) is None
        or _OWN_DEED.fullmatch(word)
        or before.word in _NO_NOUN
        or row.finite(at - 1)
    ):
        return False
    return before.word not in lex.NOUNS and (
        row.word(at + 1) in ("in", "on", "by", "at", "after", "since", "from", "last")
        or (at + 1 < len(row.nodes) and row.nodes[at + 1].kind is Kind.TIME)
    )


_NO_NOUN = (
    lex.PREPOSITIONS
    | lex.AUXILIARIES
    | lex.ADVERBS
    | lex.CONJUNCTIONS
    | lex.DETERMINERS
    | lex.RELATIVES
    | frozenset(("who",))
)
_OTHER_EVENT = frozenset("before after until since following pending despite".split())
_COMING = frozenset("arrival return landing".split())  # "talks after his arrival on Thursday" are of that day
