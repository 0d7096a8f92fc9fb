"""What an article as a whole tells about its capitalised words: whether they act, own, govern or are places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.text.cues import FINITE_BEHIND_NOUN, NOUN_LIKE, REPORTING_VERBS
from bot.text.parties.lexicon import words
from bot.text.parties.lines import Line
from bot.text.parties.scan import Piece, PieceKind, Word

IN_PLACE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "throughout",
        "around",
        "within",
        "via",
        "over",
        "off",
    ]
)
_TOWARD = frozenset(["to", "from", "into", "through", "toward", "towards", "for", "of"])
_MOVING = re.compile(
    r"(?:travel|fl[yi]|flew|flown|mov|return|arriv|head|go(?:es|ing)?$|went|came|com(?:e|ing)|trip|visit|drive|drove|journey|bound|"
    r"flight|way|back|on$|fled|left|leave|leaving|tour|home)"
)
_VISITING = frozenset("visit visits visited visiting left leaving toured touring reached".split())


@dataclass(frozen=True, slots=True)
class People:
    """Names in full that the words beside them somewhere show to be persons', as folded words, and their last words."""

    names: frozenset[tuple[str, ...]] = frozenset()
    surnames: frozenset[str] = frozenset()


@dataclass(slots=True)
class Evidence:
    """What the article as a whole tells about single capitalised words.

    lower: words also seen in lower case. inside: capitalised words seen where a capital tells something. acting,
    placed: how often a word stood before a verb of acting or as an owner, and after a preposition of place.
    governed: owners of a government. speaking: words that own something or stand before a verb of speech. bodily: names
    of several words that have shares, staff or a board, or speak of themselves as "it". alone: words that stand as a name
    of their own. people: the persons whom the words beside their names show to be such.
    """

    lower: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    acting: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)
    governed: set[str] = field(default_factory=set)
    speaking: set[str] = field(default_factory=set)
    bodily: set[tuple[str, ...]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    people: People = field(default_factory=People)

    def named_like_a_body(self, name: Sequence[Word]) -> bool:
        """Whether the article treats a name of several words as a body: by what it has, or by its first word alone."""
        keys = tuple(w.key for w in name)
        first, last = keys[0], keys[-1]
        shortened = first in self.alone and last not in self.alone and first in self.acting
        return keys in self.bodily or (shortened and first not in words("family_first"))


def gather_evidence(lines: Sequence[Line], people: People) -> Evidence:
    """Look at every word of the article once."""
    found = Evidence(people=people)
    for line in lines:
        if line.heading:
            continue
        for word in line.words:
            if not word.capital:
                found.lower.add(word.key)
        for piece in line.pieces:
            if piece.kind is not PieceKind.NAME:
                continue
            key = line.words[piece.last - 1].key
            if piece.last - piece.first == 1:
                found.alone.add(key)
            elif _has_a_body(line.words, piece.last):
                found.bodily.add(tuple(w.key for w in line.words[piece.first : piece.last]))
            if piece.first not in line.starts:
                found.inside.add(key)
            if acts(line.words, piece.last) or _acts_together(line, piece):
                found.acting[key] += 1
                if (
                    line.words[piece.last - 1].possessive
                    or _speaks(line.words, piece.last)
                    or piece.first not in line.starts
                ):
                    found.speaking.add(key)
                if _governed(line.words, piece.last):
                    found.governed.add(key)
            if in_place(line.words, piece.first, any_state=False):
                found.placed[key] += 1
    return found


def acts(line: Sequence[Word], after: int) -> bool:
    """Whether the word before position `after` is an owner or stands before a verb of acting."""
    if line[after - 1].possessive:
        return True
    index = after
    if index < len(line) and line[index].key in ("also", "later", "then", "now", "itself", "still", "has"):
        index += 1
    if index >= len(line) or line[index].capital or _is_plural_noun(line, index):
        return False
    return line[index].key in REPORTING_VERBS or line[index].key in words("acting_verbs")


def _is_plural_noun(line: Sequence[Word], index: int) -> bool:
    """Whether a word that could be a verb is told something of: "Written comments must be received"."""
    return (
        line[index].key in NOUN_LIKE
        and line[index].key.endswith("s")
        and index + 1 < len(line)
        and line[index + 1].key in FINITE_BEHIND_NOUN
    )


def _speaks(line: Sequence[Word], after: int) -> bool:
    return any(w.key in REPORTING_VERBS for w in line[after : after + 2])


_HAD_BY_BODIES = frozenset(
    """board shares shareholder shareholders investors stock staff workers employees profit profits revenue sales takeover
    merger acquisition headquarters subsidiary customers offer bid ceo fans players members factory plants brands""".split()
)


def _has_a_body(line: Sequence[Word], after: int) -> bool:
    """Whether what follows a name is had or done by bodies only: "'s board", "CEO ...", "said it", ", which"."""
    following = [w.key for w in line[after : after + 3]]
    if len(following) < 2:
        return False
    if following[0] in REPORTING_VERBS:
        return "it" in following[1:] or "its" in following[1:]
    return following[0] in _HAD_BY_BODIES or following[:2] in ([",", "which"], ["chief", "executive"])


def _acts_together(line: Line, piece: Piece) -> bool:
    """ "Karpia and Balkara said" """
    if piece.last >= len(line.words) or line.words[piece.last].key != "and":
        return False
    return any(p.first == piece.last + 1 and acts(line.words, p.last) for p in line.pieces)


_OF_STATES = frozenset(
    """minister ministers president government parliament ambassador envoy army military foreign prime chancellor king queen
    embassy navy capital constitution supreme""".split()
)


def _governed(line: Sequence[Word], after: int) -> bool:
    """ "Kestria's deputy transport minister": only states have one."""
    if not line[after - 1].possessive:
        return False
    return any(w.key in _OF_STATES for w in line[after : after + 4])


def in_place(line: Sequence[Word], first: int, *, any_state: bool) -> bool:
    """Whether words from `first` on follow a preposition of place ("in Moscow", "flew to Moscow")."""
    before = first - 1
    while before >= 0 and line[before].key in (
        "the",
        "nearby",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
    ):
        before -= 1
    if before < 0:
        return False
    word = line[before].key
    if word in IN_PLACE:
        return True
    if word in _TOWARD:
        verb = line[before - 1].key if before > 0 else ""
        return bool(_MOVING.match(verb)) or (
            word == "to" and before > 1 and bool(_MOVING.match(line[before - 2].key))
        )
    return word in _VISITING and any_state
