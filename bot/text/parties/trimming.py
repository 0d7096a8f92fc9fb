"""Cuts a capitalised piece down to the name in it: no sentence openers, weekdays, months or verbs of a headline."""

from __future__ import annotations

from bot.text.cues import REPORTING_VERBS
from bot.text.parties.evidence import IN_PLACE, Evidence
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import Line
from bot.text.parties.people import surname_after_all
from bot.text.parties.scan import Piece


def trimmed(line: Line, piece: Piece, evidence: Evidence) -> tuple[int, int]:
    """The piece without an ordinary word at the start of a sentence, and cut at weekdays, months and the like."""
    first, last = piece.first, piece.last
    for index in range(first, last):
        word = line.words[index]
        verb = line.headline and (word.key in REPORTING_VERBS or word.key in words("acting_verbs"))
        if verb or (
            word.key in words("not_names") and not _name_after_all(line, index, first, last, evidence)
        ):
            if index > first and not (first in line.starts and _only_openers(line, first, index)):
                last = index
                while last > first and not line.words[last - 1].capital:
                    last -= 1
                break
            first = index + 1
    while last > first and not (line.words[last - 1].capital or line.words[last - 2].text == "&"):
        last -= 1
    if first < last and _compound(line.words[first].text):
        first += 1  # "Ohio-based Bank of the Lakes"
        if first == last or not line.words[first].capital:
            return first, first
    if (
        first in line.starts
        and first < last
        and not (_name_after_all(line, first, first, last, evidence) or _heads_name(line, first, last))
    ):
        word = line.words[first]
        joins = last - first > 1 and word.key in words("particles")
        ordinary = word.key in words("openers") or (
            word.key in evidence.lower and not joins and not is_given_name(word.text)
        )
        follows_name = last - first > 1 and word.key in ("he", "an", "so", "my", "do", "long", "will")
        if ordinary and not (follows_name and word.key not in evidence.lower - words("openers")):
            first += 1
    elif last - first == 1 and line.words[first].key in words("openers"):
        first += not _name_after_all(line, first, first, last, evidence)
    return first, last


def _heads_name(line: Line, first: int, last: int) -> bool:
    """ "Bank of Tarnby" at the start of a sentence: the word that opens a body's name, though "bank" is an ordinary one too."""
    if last - first > 1 and (line.words[first].possessive or line.words[first + 1].text == "&"):
        return True  # "Farmers' United Mutual", "Eight & k"
    joined = last - first > 2 and line.words[first + 1].key in ("of", "for")
    return joined and line.words[first].key in words("body_heads")


def _only_openers(line: Line, first: int, last: int) -> bool:
    """ "On Tuesday Ada Holm": what stands before the weekday is an ordinary word with the sentence's capital."""
    return all(line.words[k].key in words("openers") for k in range(first, last))


def _compound(word: str) -> bool:
    """ "Thought-provoking", "In-depth": an adjective, no name."""
    first, dash, second = word.partition("-")
    return bool(dash) and second[:1].islower() and len(second) > 3 and not is_given_name(first)


def _name_after_all(line: Line, index: int, first: int, last: int, evidence: Evidence) -> bool:
    """ "Theresa May", "April Jones": a month's name inside a person's; "Atlantic Council": a sea's inside a body's."""
    if index > first and (is_given_name(line.words[index - 1].text) or line.words[index - 1].text == "&"):
        return True
    named = index == first and index + 1 < last and line.words[index].key not in ("the", "a", "an")
    if named and line.words[index + 1].key in _OF_COMPANIES:
        return True  # "Z Corp"
    if index == first + 2 == last - 1 and line.words[first].key in words("family_first"):
        return True  # "Kim Yung Sun"
    if _of_a_person(line, index, first, last, evidence):
        return True
    according = first > 1 and [w.key for w in line.words[first - 2 : first]] == ["according", "to"]
    follows = index + 1 < last and line.words[index + 1].key not in words("not_names")
    if line.words[index].key in _WATERS and index == first:
        return last - first > 1 and line.words[last - 1].key in words("body_heads")
    if index > first or not follows or line.words[index + 1].key in words("body_heads"):
        return False
    if line.words[index].key == "jan":
        return True
    before = line.words[first - 1].key if first else ""
    return (
        line.words[index].key in ("april", "june", "august", "may")
        and before not in IN_PLACE
        and (according or before not in _DATING)
    )


def _of_a_person(line: Line, index: int, first: int, last: int, evidence: Evidence) -> bool:
    """Whether the word belongs to a name that the article shows to be a person's, in full or by the surname alone."""
    keys = tuple(w.key for w in line.words[first:last])
    if any(k <= index - first and keys[k:] in evidence.people.names for k in range(len(keys) - 1)):
        return True
    return last - first == 1 and surname_after_all(line, index, evidence.people.surnames)


_OF_COMPANIES = frozenset("corp corporation inc ltd holdings plc llc".split())
_WATERS = frozenset("mediterranean atlantic pacific baltic arctic balkans".split())
_DATING = frozenset(
    "since until till by last this next of early late mid from to and through between on for before after".split()
)
