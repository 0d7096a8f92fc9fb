"""Days in the clause of an encounter that belong to something else: to another event, or to a deed told by a participle."""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind, noun_like

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


def dates_a_noun(row: Row, at: int) -> bool:
    """ "The anniversary of the May 4 flood": a day between an article and a noun is that noun's, unless it is an encounter's."""
    after = row.nodes[at + 1] if at + 1 < len(row.nodes) else None
    if after is None or after.kind is not Kind.WORD or row.word(at - 1) not in _ARTICLES:
        return False
    plain = noun_like(after) and after.word.isalpha() and after.word not in _NO_NOUN
    return plain and not any(row.word(j) in lex.NOUNS for j in range(at + 1, at + 4))


_BEARS_NEWS = frozenset(
    """agenda details detail news word report reports minutes photo photos photograph photographs picture pictures image images video
    footage date dates invitation invitations request transcript transcripts readout account accounts results result outcome
    proposal announcement preparations record records recording recordings protocol notes communique statement venue list
    reaction reactions criticism tickets invitation rumours rumors plans""".split()
)


def of_other_subject(row: Row, at: int, told: int) -> bool:
    """Whether the day at `told` is that of what happened to a paper or to news of the encounter told at `at`: "minutes of the
    talks were released on Monday"."""
    if told < at:
        return False
    for j in range(at - 1, max(at - 9, 0), -1):
        if row.finite(j) or row.word(j) in lex.RELATIVES or row.word(j) in (",", ";", "that"):
            return False
        if row.word(j) in ("of", "for", "about", "from", "on") and row.word(j - 1) in _BEARS_NEWS:
            return any(row.finite(k) for k in range(at + 1, told))
    return False


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
