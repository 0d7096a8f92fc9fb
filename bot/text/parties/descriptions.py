"""Finds people and bodies named by what they are: "the envoy", "a Kremlin aide", "the health ministry", "growers"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.text.cues import REPORTING_VERBS
from bot.text.parties.endings import CLOSE_TO, TIME_NOUNS, looks_past, phrase_end
from bot.text.parties.lexicon import SHORT_OFFICES, words
from bot.text.parties.lines import Line
from bot.text.parties.nationals import is_national, states_between, states_owning
from bot.text.parties.scan import PieceKind, Use
from bot.text.parties.sorts import sorts_of_noun


class Described(StrEnum):
    """A PERSON by office, a BODY by a common noun, a GROUP of people, a NATIONAL ("the American", "the Russian side")."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun phrase that describes a party.

    first, last: its words, from the determiner to the head. until: where a phrase that goes with it ends ("head of the
    wealth fund"), at least `last`. determiner: folded, "" for none, "'s" after an owner. states: codes of states (or
    keys of bodies) that its adjectives name, in order. about: what the rest of the phrase names ("of Russia's ...").
    count: a number before the head ("the two officials"), or None.
    """

    what: Described
    first: int
    last: int
    until: int
    head: str
    determiner: str
    states: tuple[str, ...]
    about: tuple[str, ...]
    modifiers: tuple[str, ...]
    count: int | None = None
    owner: int | None = None

    @property
    def definite(self) -> bool:
        """Whether it points at someone the reader knows."""
        return self.determiner in _DEFINITE


_DEFINITE = frozenset(
    ["the", "his", "her", "their", "its", "'s", "this", "these", "those", "our", "my", "both"]
)
_INDEFINITE = frozenset(
    "a an another one some several many few no any every each most multiple various numerous neither".split()
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_STOPS = frozenset(
    """of in on at by for from with to into over under about after before between against as than that which who whom whose
    and or but if when while because is are was were be been being has have had do does did will would can could may might
    must should not said says it he she they we you i him them us there here then now so also only just what where how
    never ever led lead leads called met quoted cited quoting citing quotes cites""".split()
)
_SIDES = frozenset(
    ["side", "delegation", "team", "government", "authorities", "administration", "leadership", "negotiators"]
)
MAX_MODIFIERS = 6


def describe(line: Line) -> list[Description]:
    """Every description in a sentence, in order, none inside another or inside a name."""
    named = [False] * (len(line.words) + 1)
    for naming in line.namings:
        if naming.use in (None, Use.WATCHED) or naming.character is None:
            for k in range(naming.from_title, naming.last):
                named[k] = True
    for piece in line.pieces:
        fixed = piece.kind is PieceKind.TABLE and piece.use in (Use.NAME, Use.SEAT)
        if fixed or (piece.last - piece.first > 1 and piece.kind is not PieceKind.TITLE):
            for k in range(piece.first, piece.last):
                named[k] = True
    found: list[Description] = []
    taken = -1
    for index, what in _heads(line, named):
        description = _phrase(line, index, what, taken)
        if description is not None:
            found.append(description)
            taken = description.last
    covered = {k for d in found for k in range(d.first, d.last)}
    owners = [d for index, what in _owning(line, named) if (d := _phrase(line, index, what, -1)) is not None]
    of_people = {d.owner for d in found if d.what is Described.PERSON}
    inside = {d.owner for d in found if d.owner is not None} - of_people
    found += [
        d
        for d in owners
        if d.definite and (d.last - 1 in inside or not covered & set(range(d.first, d.last)))
    ]
    return sorted(found, key=lambda d: d.first)


def _owning(line: Line, named: list[bool]) -> Iterator[tuple[int, Described]]:
    """The heads that own what no description tells of: "the ministry's [statement]", "the premier's [visit]"."""
    for index, word in enumerate(line.words):
        if word.possessive and not named[index] and word.text[-1:] not in "sS":
            what = _noun(line, index)
            if what in (Described.PERSON, Described.BODY):
                yield index, what


def _heads(line: Line, named: list[bool]) -> Iterator[tuple[int, Described]]:
    for index, word in enumerate(line.words):
        if named[index] or not word.text[0].isalpha() or word.possessive:
            continue
        what = _noun(line, index)
        if what is None:
            continue
        following = line.words[index + 1] if index + 1 < len(line.words) else None
        if following is not None and _noun(line, index + 1) is not None and _touches(line, index + 1):
            stronger = only_standing_in(following.key) and not only_standing_in(word.key)
            if not stronger:
                continue  # "party leader": the last noun is the head
        if word.key in QUALIFYING and office_follows(line, index):
            continue  # "deputy transport minister"
        if following is not None and following.text == "'":
            continue
        yield index, what


def only_standing_in(noun: str) -> bool:
    """Whether a noun calls a body only where the article names one ("the yard"), and is no party by itself."""
    return noun not in words("body_nouns") and bool(sorts_of_noun(noun))


QUALIFYING = frozenset(
    ["deputy", "chief", "head", "assistant", "general", "vice", "leader", "press", "state", "minister"]
)


def office_follows(line: Line, index: int) -> bool:
    """Whether the office noun at `index` only qualifies another one close behind it."""
    for position in range(index + 1, min(index + 4, len(line.words))):
        word = line.words[position]
        named = word.capital and not is_national(line, position)
        if not _modifies(line, position) or named or line.words[position - 1].possessive:
            return False
        if word.key in words("office_nouns"):
            return True
    return False


def _touches(line: Line, index: int) -> bool:
    return line.words[index].start - line.words[index - 1].end <= 1 and not line.words[index - 1].possessive


def _noun(line: Line, index: int) -> Described | None:
    key = line.words[index].key
    if key in ("official", "military") and _qualifies(line, index):
        return None
    if key in words("office_nouns") or line.words[index].text in SHORT_OFFICES:
        return Described.PERSON
    if key in words("group_nouns"):
        return Described.GROUP
    if key in words("body_nouns") or sorts_of_noun(key):
        return Described.BODY
    if index > 0:
        joined = f"{line.words[index - 1].key}_{key}"
        if joined in words("office_nouns"):
            return Described.PERSON
    piece = next((p for p in line.pieces if p.first == index and p.last == index + 1), None)
    if piece is not None and piece.use is Use.DEMONYM and not _a_people(key):
        return Described.NATIONAL if _lone_national(line, index) else None
    return None


_QUALIFIED = frozenset(
    """media news newspaper radio television statement results website data figures report reports language visit visits residence
    account rulers leaders aid action government junta base operation operations exercise exercises strike strikes force""".split()
)


def _qualifies(line: Line, index: int) -> bool:
    """ "The official media", "the military rulers": an adjective and no head."""
    following = line.words[index + 1 : index + 4]
    if following and following[0].capital:  # "the official [WAN] news agency"
        return any(w.key in words("body_nouns") or w.key in _QUALIFIED for w in following[1:])
    return bool(following) and following[0].key in _QUALIFIED


def _a_people(key: str) -> bool:
    """ "the Russians", "the Chinese": a people, not one person."""
    return key.endswith(("s", "ese", "sh", "ch"))


def _lone_national(line: Line, index: int) -> bool:
    """ "the American" as a noun: nothing it could describe follows. Plural peoples are parties of their own."""
    if index == 0 or line.words[index - 1].key != "the":
        return False
    after = line.words[index + 1] if index + 1 < len(line.words) else None
    if after is not None and after.key == "and" and is_national(line, index + 2):
        return False
    return after is None or not after.text[0].isalpha() or after.key in _STOPS or after.key in REPORTING_VERBS


def _phrase(line: Line, head: int, what: Described, taken: int) -> Description | None:
    first = head
    states: list[str] = []
    both: list[str] = []
    determiner, owner, count = "", None, None
    for _ in range(MAX_MODIFIERS + 1):
        index = first - 1
        if index <= taken or index < 0:
            break
        word = line.words[index]
        if word.possessive:
            determiner, owner, first = "'s", index, index
            first = _owner_start(line, index)
            owning = states_owning(line, first, index) if what is Described.GROUP else None
            if owning is not None:
                determiner, owner, (first, both) = "the", None, owning
            break
        if word.key in _DEFINITE or word.key in _INDEFINITE:
            determiner, first = word.key, index
            if word.key == "one" and index > 0 and line.words[index - 1].key == "the":
                determiner, first = "the", index - 1
            break
        if word.text[0].isdigit() and index > 0 and line.words[index - 1].key == "no":
            first = index - 1  # "a No 9 spokeswoman"
            continue
        if word.key in _COUNTS:
            count, first = _COUNTS[word.key], index
            continue
        if not _modifies(line, index) or _after_modal(line, index) or _verb_before(line, index, head):
            break
        first = index
    if not determiner and what is Described.GROUP:
        while first < head and looks_past(line, first):
            first += 1
    if determiner in ("this", "that") and first + 1 < head and line.words[first + 1].key in TIME_NOUNS:
        first, determiner = first + 2, ""  # "four times this winter negotiators have met"
    states = both or states_between(line, first, head + 1)
    modifiers = tuple(w.key for w in line.words[first:head] if w.text[0].isalpha())
    before_name = what is Described.PERSON and any(n.from_title == head + 1 for n in line.namings)
    before_name = before_name and line.words[head].key not in ("host", "head")  # as often verbs
    if not before_name and not _counts_as_party(line, what, head, determiner, count, states):
        return None
    until = phrase_end(line, head + 1)
    return Description(
        what=what,
        first=first,
        last=head + 1,
        until=until,
        head=SHORT_OFFICES.get(line.words[head].text, line.words[head].key).split()[-1],
        determiner=determiner,
        states=tuple(states),
        about=tuple(states_between(line, head + 1, until)),
        modifiers=modifiers,
        count=count if count is not None else (2 if determiner == "both" else None),
        owner=owner,
    )


_MODALS = frozenset("will would shall should may might can could must to not cannot won't wouldn't".split())
_DEALINGS = frozenset(
    """meet see host brief visit call invite join tell ask consult receive greet welcome help protect address face question
    hear summon telephone phone thank urge warn warns inform persuade convince assure""".split()
)


_SEEING = frozenset("meeting seeing briefing lobbying phoning ringing".split())
_AT_MEETINGS = frozenset(
    "participants attendees organisers organizers chair chairman delegates hosts officer".split()
)
_WAYS = frozenset(
    """through via between among during since until near without within despite outside inside
    includes include included including comprises comprise comprised comprising""".split()
)


def _verb_before(line: Line, index: int, head: int) -> bool:
    """Whether the word belongs to what is done to the people and not to their description: "held talks through [mediators]"."""
    word = line.words[index]
    if word.key in _SEEING and line.words[head].key not in _AT_MEETINGS:
        return True  # "spent the day meeting [officials]"
    if word.key in _WAYS or (index > 0 and line.words[index - 1].key in _EVENTS and looks_past(line, index)):
        return True
    opened = index > 0 and (
        line.words[index - 1].key in _DEFINITE or line.words[index - 1].key in _INDEFINITE
    )
    acts = word.key in words("acting_verbs") or (
        index > 0 and line.words[index - 1].capital and looks_past(line, index)
    )
    return head - index > 1 and not word.capital and not opened and acts


_EVENTS = frozenset(
    "meeting talks summit session call conference dinner lunch reception event gathering hearing".split()
)


def _after_modal(line: Line, index: int) -> bool:
    """Whether the word is the verb of "would meet residents", "to brief ministers" and no adjective."""
    before = line.words[index - 1].key if index else ""
    return before in _MODALS and (before != "to" or line.words[index].key in _DEALINGS)


def _owner_start(line: Line, index: int) -> int:
    """Where the owner's own words begin ("the White House's press secretary")."""
    first = index
    for naming in line.namings:
        if naming.first <= index < naming.last:
            return naming.from_title - (
                naming.from_title > 0 and line.words[naming.from_title - 1].key == "the"
            )
    while first > 0 and (
        line.words[first - 1].key == "the" or (first == index and _modifies(line, first - 1))
    ):
        first -= 1
        if line.words[first].key in ("the", "a"):
            return first
    return index


def _modifies(line: Line, index: int) -> bool:
    word = line.words[index]
    if word.key == "and":  # "the American and Russian presidents"
        return is_national(line, index - 1) and is_national(line, index + 1)
    stops = word.key in _STOPS and not (word.text.isupper() and len(word.text) > 1)  # "US" is no pronoun
    return (
        word.text[0].isalpha() and not stops and word.key not in REPORTING_VERBS and word.key not in _WEEKDAYS
    )


_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split()
)


_RULING = frozenset(
    "ruled rules found overturned upheld dismissed heard blocked sentenced convicted fined voted".split()
)
_SENT = frozenset(["delegation", "mission", "team"])
_BARE_TOO_WIDE = frozenset("states parties sides capitals teams sources men women".split())


def _counts_as_party(
    line: Line, what: Described, head: int, determiner: str, count: int | None, states: list[str]
) -> bool:
    word = line.words[head]
    following = line.words[head + 1].key if head + 1 < len(line.words) else ""
    if what is Described.GROUP:
        telling = word.key == "sources" and (
            following in REPORTING_VERBS or following in (*CLOSE_TO, "in", "at", "within")
        )
        return word.key not in _BARE_TOO_WIDE or bool(determiner or count) or telling
    if what is Described.NATIONAL:
        return True
    if determiner in ("no", "any") or (word.key == "source" and following == "of"):
        return False
    if what is Described.BODY and only_standing_in(word.key):
        return determiner in _DEFINITE
    if what is Described.BODY and determiner in _INDEFINITE:
        one = determiner in ("a", "an", "another", "one")
        acts = one and (following in words("acting_verbs") or following in _RULING)
        return acts or following in REPORTING_VERBS or bool(states) or (one and word.key in _SENT)
    if determiner:
        return not (
            word.key in ("head", "lead", "host", "trade", "order") and following in ("the", "a", "to")
        )
    if following in REPORTING_VERBS:  # headline style: "Ministry said", "envoy says"
        return what is Described.PERSON or word.capital
    return word.capital and head not in line.starts and what is Described.PERSON and bool(states)
