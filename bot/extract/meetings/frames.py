"""How a verb of encounter goes on: with whom, by which means, and which senses of it tell of none."""

from __future__ import annotations

import re

from bot.extract.meetings import bounds
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.lexicon import Frame, Verb
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import (
    is_press,
    party_from,
)
from bot.model.facts import Mode

_PHONE_WORDS = re.compile(
    r"\b(?:by (?:tele)?phone|on the (?:tele)?phone|over the (?:tele)?phone|by telephone|"
    r"over (?:tele)?phone|in (?:a |an )?(?:\w+ )?(?:tele)?phone (?:calls?|talks|conversations?)|in a call)\b"
)
_VIDEO_WORDS = re.compile(
    r"\b(?:by|via|over|through) (?:\w+ )?video\b|\bvideo ?(?:link|call|conference)\b|\bvirtually\b|\bonline\b|\bvia zoom\b"
)
_SEPARATELY = frozenset("separately individually respectively".split())


def how_it_goes_on(
    row: Row, at: int, verb: Verb, passive: bool
) -> tuple[Frame, int | None, bool, Mode | None] | None:
    """How the verb goes on: (frame, first node of the other side or None, one by one, mode); None when idiomatic."""
    word = row.word(at)
    rest = row.mask(at + 1, at + 14)
    mode = verb.mode
    clause = row.mask(bounds.behind_aside(row, at), min(bounds.clause_end(row, at), at + 14))
    if _PHONE_WORDS.search(clause):
        mode = Mode.PHONE
    elif re.search(r"\bin person\b|\bface to face\b", clause):
        mode = Mode.IN_PERSON
    elif _VIDEO_WORDS.search(clause):
        mode = Mode.VIDEO
    separately = any(row.word(j) in _SEPARATELY for j in range(at - 2, min(at + 8, len(row.nodes))))
    if word in ("get", "gets", "got", "getting"):
        return (Frame.BOTH, None, separately, mode) if rest.startswith("together") else None
    if passive:
        by = next((j for j in range(at + 1, min(at + 12, len(row.nodes))) if row.word(j) == "by"), None)
        if by is None:
            return None
        return Frame.OBJECT, party_from(row, by + 1), separately, mode
    if (verb.form == "meeting" and word in ("sit", "sits", "sat", "sitting", "seated")) or (
        word in lex.VERBS
        and word
        in (
            "sit",
            "sits",
            "sat",
            "sitting",
            "seated",
        )
    ):
        match = re.match(
            r"(?:T |alone |also )*(?:down )?(?:T )?(?:(?:for|to) (?:\w+ ){0,3}?)?(?:next to|across (?:\w+ \w+ )?from|opposite|beside|"
            r"alongside|with|to talks with)\b",
            rest,
        )
        if match is None and re.match(r"(?:together |alone )?for (?:\w+ )?T(?: |$)", rest):
            return (Frame.TOGETHER, None, separately, Mode.IN_PERSON)  # "A and B sat for seven hours"
        if match is None:
            down = re.match(r"down (?:again |together |to talk )?(?:T|on|in|at|for|this|next|once|\.)", rest)
            return (Frame.TOGETHER, None, separately, Mode.IN_PERSON) if down else None
        return Frame.WITH, party_from(row, at + 1 + len(match.group().split())), separately, Mode.IN_PERSON
    if word in ("shook", "shake"):
        match = re.match(r"hands(?: with)?", rest)
        if match is None:
            return None
        first = party_from(row, at + 3) if match.group().endswith("with") else None
        return Frame.TOGETHER, first, separately, mode
    if word in ("call", "calls", "called") and row.word(at + 1) in ("on", "upon"):
        first = party_from(row, at + 2)
        follows = row.word(first + 1) if first is not None else ""
        visited = follows in ("at", "in") or (
            first is not None and first + 1 < len(row.nodes) and row.nodes[first + 1].kind is Kind.TIME
        )
        return (Frame.WITH, first, separately, Mode.IN_PERSON) if visited else None
    if verb.form == "hearing" and word.startswith(("appear", "testif")):
        first = party_from(row, at + 2) if row.word(at + 1) == "before" else None
        return (Frame.WITH, first, separately, mode) if first is not None else None
    if word in ("heard", "hear", "hears"):
        heard = re.match(
            r"(?:evidence|testimony|(?:a|an|another) (?:\w+ )?(?:briefing|report|update)) from P", rest
        )
        if heard is not None:
            return Frame.OBJECT, party_from(row, at + len(heard.group().split())), separately, mode
    if word == "spent":
        shared = re.match(r"T (?:\w+ )?(together|with)\b", rest)
        if shared is None:
            return None
        if shared.group(1) == "together":
            return Frame.TOGETHER, None, separately, mode
        return Frame.WITH, party_from(row, at + 1 + len(shared.group().split())), separately, mode
    if word.startswith("discuss") and mode in (Mode.PHONE, Mode.VIDEO) and " with " not in f" {rest} ":
        return Frame.TOGETHER, None, separately, mode
    sat = _SETTING.search(row.mask(max(0, at - 8), at + 20)) is not None and " with P" in f" {rest}"
    if word == "discussed" and " with " not in f" {rest} ":
        return Frame.TOGETHER, None, separately, mode
    if word.startswith("discuss") and mode not in (Mode.PHONE, Mode.VIDEO) and not sat:
        return None  # what is discussed with somebody need not be discussed at one meeting
    if word == "exchanged" and not rest.startswith(("views", "words", "ideas", "opinions")):
        return None
    if verb.frame is Frame.OBJECT and re.match(r"(?:each other|one another)\b", rest):
        return Frame.TOGETHER, None, separately, mode
    if verb.frame is Frame.OBJECT:
        first = party_from(row, at + 1)
        told = first is None or (word.startswith("brief") and is_press(row, first))
        return None if told else (Frame.OBJECT, first, separately, mode)
    if verb.frame is Frame.GATHER:
        return (
            (Frame.GATHER, None, separately, mode)
            if not rest.startswith(
                ("P", "evidence", "a ", "the ", "outside", "in support", "to protest", "to mourn", "to show")
            )
            else None
        )
    speaks = word.startswith(("sp", "talk"))
    stop = 10 if verb.frame is not Frame.BOTH else 8
    for j in range(at + 1, min(at + stop, len(row.nodes))):
        w = row.word(j)
        if w == "with" and (row.word(at + 1) == "of" or (j - 1 > at and row.word(j - 1) in lex.NOUNS)):
            return None  # "spoke of a summit with B", which says nothing of a talk with B
        if w == "with" or (speaks and w == "to"):
            if row.word(j + 1) in ("each", "one") and row.word(j + 2) in ("other", "another"):
                return Frame.TOGETHER, None, separately, mode
            first = party_from(row, j + 1)
            if first is not None and not is_press(row, first):
                return Frame.WITH, first, separately, mode
            return None
        if row.nodes[j].kind is Kind.PARTY:
            break
        if (row.finite(j) and w not in lex.ADVERBS) or w in (";", ":", ".", ","):
            break
    if verb.frame is Frame.BOTH and re.match(r"each other|one another", rest):
        return Frame.TOGETHER, None, separately, mode
    if verb.form == "talks" and verb.mode is Mode.IN_PERSON and not speaks and _CONFERRED.match(rest):
        return Frame.TOGETHER, None, separately, mode
    if verb.frame is Frame.BOTH:
        first = party_from(row, at + 1)
        if first is not None:
            return Frame.BOTH, first, separately, mode
        if not _intransitive(row, at):
            return None
        return Frame.BOTH, None, separately, mode
    if verb.frame is Frame.TOGETHER:
        return (Frame.TOGETHER, None, separately, mode) if _intransitive(row, at) else None
    if (
        speaks
        and not rest.startswith("P")
        and re.match(r"(?:again |last |briefly |twice )*(?:on |in |late |early )*T\b", rest)
    ):
        return Frame.TOGETHER, None, separately, mode  # "the two last spoke on 3 February"
    if speaks and re.match(
        r"(?:\w+ ){0,4}?(?:by (?:tele)?phone|on the (?:tele)?phone|over the (?:tele)?phone|in person|alone|privately|"
        r"face to face|one-on-one|face-to-face|by video|(?:late )?into the|until (?:T|\w+)|through the|for (?:about |around |some |nearly |almost |more than |over )*(?:T|\w+ (?:\w+ )?(?:minutes|hours?)|a quarter))",
        rest,
    ):
        return Frame.TOGETHER, None, separately, mode
    return None


# Where people sat when one discussed something with another, so that it was at one meeting.
_SETTING = re.compile(
    r"\b(?:over (?:a |an )?(?:\w+ )?(?:dinner|lunch|breakfast|coffee|tea|drinks)|at (?:a|the) (?:\w+ )?(?:dinner|lunch|reception|ministry|palace|"
    r"office|hotel|summit|meeting|table)|on the (?:sidelines|margins)|when (?:P|the (?:latter|former)|he|she) (?:visits?|visited|comes|came|arrives|"
    r"arrived|met|meets?)|face to face|in person|during (?:a|the|his|her|their) (?:\w+ )?(?:visit|meeting|trip|stay))\b"
)
_CONFERRED = re.compile(
    r"(?:together|by|via|over|on|in|at|for|again|behind|late|privately|briefly|alone|T|until|through)\b(?! (?:out|off|away))"
)


def _intransitive(row: Row, at: int) -> bool:
    """ "met" without an object: what follows is an end, a preposition, a time or an adverb, not a thing."""
    j = at + 1
    if j >= len(row.nodes):
        return True
    node = row.nodes[j]
    if node.kind is not Kind.WORD or re.match(
        r"(?:a|the) (?:first|second|third|fourth|fifth|final|last) time", row.mask(j, j + 3)
    ):
        return True
    if node.word in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "all",
        "any",
        "this",
        "that",
        "these",
        "those",
    ):
        return False
    return (
        node.word in lex.PREPOSITIONS | lex.ADVERBS | lex.CONJUNCTIONS
        or node.word.endswith("ly")
        or (
            node.word
            in (
                "face",
                "one-on-one",
                "behind",
                "twice",
                "three",
                "four",
                "five",
                "several",
                "this",
                "next",
                "anywhere",
                "wherever",
                "whenever",
            )
        )
    )


def is_passive(row: Row, at: int, start: int) -> bool:
    chain = [row.word(i) for i in range(start, at)]
    be = any(w in ("was", "were", "is", "are", "be", "been", "being") for w in chain)
    past = row.word(at).endswith(("ed", "en")) or row.word(at) in ("met",)
    if not past or (row.word(at) == "met" and not _by_follows(row, at)):
        return False
    if be and "having" not in chain:
        return True
    return _by_follows(row, at) and not any(w in ("has", "have", "had") for w in chain)


def _by_follows(row: Row, at: int) -> bool:
    for j in range(at + 1, min(at + 9, len(row.nodes) - 1)):
        if row.word(j) == "by" and row.nodes[j + 1].kind is not Kind.TIME:
            k = j + 1
            while row.word(k) in ("the", "a", "his", "her", "their"):
                k += 1
            return k < len(row.nodes) and row.nodes[k].party
        if row.finite(j) or row.word(j) in (",", ";"):
            return False
    return False


def other_sides(row: Row, first: int) -> list[tuple[Group, int | None]]:
    """The other side, and a second one behind "and then": (group, node where its own details begin)."""
    group = group_right(row, first)
    out: list[tuple[Group, int | None]] = [(group, None)]
    j = group.end
    while len(out) < 6:
        k = j
        hops = 0
        while k < len(row.nodes) and hops < 8 and row.word(k) not in ("and", ",", ";", ".", ":"):
            if row.finite(k) or (row.nodes[k].party and row.word(k - 1) not in lex.PREPOSITIONS):
                return out
            k, hops = k + 1, hops + 1
        moved = False
        while row.word(k) in ("and", ",", "then", "later", "before", "afterwards", "with", "also"):
            moved = True
            k += 1
        if not moved or k >= len(row.nodes):
            return out
        m = party_from(row, k)
        if m is None or not row.nodes[m].people or _clause_at(row, m):
            return out
        nxt = group_right(row, m)
        out.append((nxt, m))
        j = nxt.end
    return out


def _clause_at(row: Row, party: int) -> bool:
    """Whether the party is the subject of a clause: "…, two people familiar with the matter said"."""
    close = row.word(party + 1) in _CLOSE_TO
    for j in range(party + 1, min(party + (9 if close else 5), len(row.nodes))):
        if row.finite(j):
            return True
        if (
            row.word(j) == ","
            and j == party + 1
            and row.finite(j + 1)
            and row.word(j + 1) not in lex.REPORTING
        ):
            return True  # "saw A on Monday, and B, its leader, camped outside"
        if row.word(j) in (",", ";", ".", ":") or (row.word(j) in lex.PREPOSITIONS and not close):
            return False
    return False


_CLOSE_TO = frozenset("familiar close briefed involved privy with".split())
