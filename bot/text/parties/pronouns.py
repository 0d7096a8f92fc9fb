"""Whom "he", "they", "it", "the pair", "both" and "the former" mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.text.cues import REPORTING_VERBS
from bot.text.parties.cast import Character
from bot.text.parties.discourse import Discourse
from bot.text.parties.evidence import in_place
from bot.text.parties.lexicon import words
from bot.text.parties.lines import PREPOSITIONS, Line
from bot.text.parties.pairs import pair_meant
from bot.text.parties.tables import known_party
from bot.text.parties.weighed import body_or_state_meant, country_meant, person_meant, several_meant

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
"""Third-person pronouns of people, with the gender they tell."""

OWNERS = frozenset([*HE, "its", "their"])
"""Pronouns that may stand before what they own."""

_COUNTS = {
    "pair": 2,
    "duo": 2,
    "two": 2,
    "both": 2,
    "three": 3,
    "trio": 3,
    "four": 4,
    "quartet": 4,
    "five": 5,
    "six": 6,
}

STATE_NOUNS = frozenset("country nation kingdom republic emirate sultanate".split())

STANDING_IN = frozenset(
    [*HE, *_COUNTS, *STATE_NOUNS, "they", "them", "their", "former", "latter", "it", "its"]
)
"""Words at which `meant_by` may find somebody."""

_ALSO_QUOTED = frozenset([*HE, *STATE_NOUNS, "it", "its", "they", "them", "their"])
_BOTH_DO = frozenset(
    "men women have had will must were are said agreed then later also signed want wanted still met meet held spoke saw sat "
    "talked told took came went flew left".split()
)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom words [first, last] of a sentence mean. owns: the words are a possessive."""

    first: int
    last: int
    characters: tuple[Character, ...]
    owns: bool = False


def meant_by(
    line: Line, index: int, discourse: Discourse, *, talking: Iterable[Character] = (), last_end: int = -1
) -> Meant | None:
    """Whom the pronoun or pair word at `index` means, or None when nobody can be told.

    talking: people of an interview, who speak of others as "he" and "she". last_end: where the naming before ends.
    """
    key = line.words[index].key
    if line.quoted(line.words[index].start) and key not in _ALSO_QUOTED:
        return None
    if key in STATE_NOUNS:
        return _country(line, index, discourse)
    if key in HE:
        return None if _blocked(line, index, discourse, last_end) else _he(line, index, discourse, talking)
    if key in ("former", "latter"):
        return _former(line, index, discourse)
    if key == "them" and index and line.words[index - 1].key in ("of", "among"):
        return None  # "neither of them"
    if key in ("they", "them", "their"):
        return Meant(index, index, several_meant(line, index, discourse, owns=key == "their"), key == "their")
    return _it(line, index, discourse) if key in ("it", "its") else _pair(line, index, discourse)


def _he(line: Line, index: int, discourse: Discourse, talking: Iterable[Character]) -> Meant | None:
    key = line.words[index].key
    owns = key == "his" or (key == "her" and _noun_follows(line, index))
    exclude = [*talking, *_behind_who(line, index, discourse)]
    if key in ("him", "her") and not owns:
        exclude += _own_clause(line, index, discourse) or _told_before(line, index, discourse)
    person = person_meant(
        line, index, HE[key], discourse, owns=owns, exclude=exclude, speech=_reported(line, index)
    )
    if person is None:
        return None
    person.gender = person.gender or HE[key]
    return Meant(index, index, (person,), owns)


def _reported(line: Line, index: int) -> tuple[int, int, int] | None:
    """The quotation that "he said" at `index` reports: its ends, and the sentence in which it begins; None elsewhere."""
    around = [w.key for w in (*line.words[max(0, index - 1) : index], *line.words[index + 1 : index + 2])]
    if not any(key in REPORTING_VERBS for key in around):
        return None
    start = line.words[index].start
    before = [quote for quote in line.quotes if 0 <= start - quote[1] <= 8]
    return (*before[-1], line.opened) if before else None


_OPENS_CLAUSE = frozenset("where when whom while because after before".split())  # and whose subject follows


def _own_clause(line: Line, index: int, discourse: Discourse) -> list[Character]:
    """Who acts in the clause of the pronoun: "A flew in from B, where C had received her" leaves A free; [] outside one."""
    opened = next((k for k in range(index - 1, 0, -1) if line.words[k].key in _OPENS_CLAUSE), None)
    if opened is None or any(word.text in ",;" for word in line.words[opened:index]):
        return []
    start = line.words[opened].start
    inside = [seen for seen in discourse.seen if seen.line == line.index and seen.position > start]
    return [min(inside, key=lambda seen: seen.position).character] if inside else []


def _behind_who(line: Line, index: int, discourse: Discourse) -> list[Character]:
    """The subject of the sentence when somebody else speaks: "A denied that B was the man who told police [he] did it"."""
    told = next(
        (k for k in range(index - 1, max(index - 5, 0), -1) if line.words[k].key in REPORTING_VERBS), None
    )
    if told is None or line.words[told - 1].key != "who":
        return []
    return discourse.subjects(line.index)[:1]


def _told_before(line: Line, index: int, discourse: Discourse) -> list[Character]:
    """The subjects of the sentence; behind "Holm said that ..." only those of what she said, who may well be done to her."""
    told = next((k for k in range(index - 1, 0, -1) if line.words[k].key == "that" and k + 2 < index), None)
    if told is None or not any(w.key in REPORTING_VERBS for w in line.words[max(0, told - 8) : told]):
        return discourse.subjects(line.index)
    start = line.words[told].start
    inside = [seen.character for seen in discourse.seen if seen.line == line.index and seen.position > start]
    return inside[:1]


_NO_NOUN = frozenset(
    "and or but that the a an why how when where what who whether if not again then his their this".split()
)


def _noun_follows(line: Line, index: int) -> bool:
    after = line.words[index + 1] if index + 1 < len(line.words) else None
    if after is None or not after.text[0].isalpha():
        return False
    return after.key not in PREPOSITIONS and after.key not in _NO_NOUN


def _blocked(line: Line, index: int, discourse: Discourse, last_end: int) -> bool:
    """Whether a subject that nobody could place stands before the pronoun: "said one, who did not want his name"."""
    for position in range(index - 1, max(index - 7, 0), -1):
        word = line.words[position]
        if word.key == "who":
            named_before = position - 1 if line.words[position - 1].text != "," else position - 2
            end = line.words[max(named_before, 0)].end
            return last_end != end and not any(
                s.line == line.index and s.position < end for s in discourse.seen[-2:]
            )
        if not word.text[0].isalnum():
            break
    keys = [w.key for w in line.words[:2]]
    unplaced = keys[:1] in (["one"], ["another"], ["neither"], ["some"], ["others"])
    unplaced = unplaced or keys in (["the", "former"], ["the", "latter"])
    return unplaced and not any(s.line == line.index for s in discourse.seen)


def _it(line: Line, index: int, discourse: Discourse) -> Meant | None:
    owns = line.words[index].key == "its"
    meant = body_or_state_meant(line, index, discourse, owns=owns)
    return None if meant is None else Meant(index, index, (meant,), owns)


_NO_OWNERS = frozenset("of in at on and or than whose".split())


def _country(line: Line, index: int, discourse: Discourse) -> Meant | None:
    """ "The country", "the West African country" where it acts or owns; as a place it is nobody."""
    first = next((k for k in range(index - 1, max(index - 5, -1), -1) if line.words[k].key == "the"), None)
    if first is None or any(
        not w.text[0].isalpha() or w.possessive or w.key in _NO_OWNERS for w in line.words[first + 1 : index]
    ):
        return None
    after = line.words[index + 1].key if index + 1 < len(line.words) else ""
    if after == "of" or in_place(line.words, first, any_state=True):
        return None
    meant = country_meant(line, first, index, discourse)
    return None if meant is None else Meant(first, index, (meant,), line.words[index].possessive)


def _pair(line: Line, index: int, discourse: Discourse) -> Meant | None:
    key = line.words[index].key
    before = line.words[index - 1].key if index else ""
    after = line.words[index + 1] if index + 1 < len(line.words) else None
    of_them = [w.key for w in line.words[index + 1 : index + 3]] == ["of", "them"]
    if key in ("pair", "duo", "trio", "quartet"):
        if before != "the" or (after is not None and after.key == "of"):
            return None
    elif key == "both":
        acts = of_them or after is None or after.key in _BOTH_DO or after.key.endswith("ed")
        if not acts and after is not None and after.text[0].isalpha():
            return None
    elif before not in ("the", "all") or (after is not None and not of_them and _counts_something(after.key)):
        return None
    first = index - 1 if before in ("the", "all") else index
    last = index + 2 if of_them else index
    if _COUNTS[key] == 2:
        return Meant(first, last, pair_meant(line, first, last, key, 2, discourse))
    return Meant(first, last, tuple(_several(line, first, _COUNTS[key], discourse)))


def _several(line: Line, first: int, count: int, discourse: Discourse) -> list[Character]:
    """The `count` people spoken of last; whoever does something to them is none of them."""
    if _acted_on(line, first) and (doers := discourse.subjects(line.index)):
        return discourse.pair_told(line.index - 1, count) or discourse.several(
            line.index, count, lambda person: True, exclude=doers
        )
    people = discourse.pair_told(line.index, count)
    if count > 2 and not people:
        people = discourse.told_together(line.index, count, lambda person: True)
    return people or discourse.several(line.index, count, lambda person: True)


def _acted_on(line: Line, first: int) -> bool:
    """Whether "the two" is the object of a verb or of "with": "spoke with both of them", "summoned the two"."""
    before = line.words[first - 1].key if first else ""
    return before in ("with", "between", "to") or (
        before in words("acting_verbs") and before not in _BE_OR_HAVE
    )


_BE_OR_HAVE = frozenset(
    "has have had is was are were will would could may might must can cannot does did do shall".split()
)


def _counts_something(key: str) -> bool:
    """Whether "the two" counts the noun after it, or more of the phrase follows."""
    plural = key.endswith("s") and key not in ("was", "is", "has", "as", "this", "meets", "signs")
    other = ("men", "women", "other", "former", "biggest", "largest", "hour", "day", "main")
    return key in words("group_nouns") or plural or key in other or known_party(key) is not None


def _former(line: Line, index: int, discourse: Discourse) -> Meant | None:
    """ "The former", "the latter": of the two people of the sentence before, or of its two leaders."""
    people = discourse.people_of(line.index - 1)
    if len(people) > 2:
        people = [p for p in people if discourse.holds(p, "leader")]
    after = line.words[index + 1] if index + 1 < len(line.words) else None
    noun_follows = after is not None and after.key in words("office_nouns")
    if len(people) != 2 or noun_follows or index == 0 or line.words[index - 1].key != "the":
        return None
    chosen = people[0] if line.words[index].key == "former" else people[1]
    return Meant(index - 1, index, (chosen,))
