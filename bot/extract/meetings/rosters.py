"""Lists of who was there: "the talks brought together A, B and C", "those present included A and B", "in the presence of A"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import Group
from bot.extract.meetings.sightings import Seat, Sighting, finish, party_from, seats_of, unique
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role

WORDS = frozenset(
    """attended included include includes involved involves brought bring brings consisted comprised comprises gathered assembled
    united including were was are is sat stood came joined present : presence with under""".split()
)
_EVENT = re.compile(
    r"\b(?:talks|meetings?|summit|session|calls?|conference|round table|roundtable|discussions|negotiations|dinner|lunch|"
    r"breakfast|hearing|gathering|round|audience|reception|conversation)\b"
)
_PRESENT = re.compile(
    r"^(?:also |among |and |the |those |other |all |meanwhile ,? ?|T |, )*(?:present|attending|in attendance|participants?|"
    r"participating|attendees|guests?|taking part|seated|sitting|at the (?:\w+ )?table|(?:a)?round the (?:\w+ )?table|"
    r"on the (?:\w+ )?(?:call|line|other side of the table)|on (?:the )?screen|in the room|with (?:him|her|them|P)|beside (?:him|her|them|P)|"
    r"at (?:his|her|P's) side|alongside (?:him|her|them|P)|joining (?:him|her|them|P)|flanking (?:him|her|them|P)|there)\b"
)
_THEY = re.compile(
    r"^(?:they|the (?:two|three|four|five|six|seven|eight|nine|ten)|these|the (?:participants|guests|P))(?: (?:P|others))?$"
)
_AS_ROLE = re.compile(
    r"^as (?:the |a |an |its )?(?:\w+ )?(mediator|mediators|observer|observers|chair|go-between|facilitator|host)\b"
)
_ROLES = {"mediator": Role.MEDIATOR, "observer": Role.OBSERVER, "chair": Role.CHAIR, "host": Role.HOST}
_UNDER = re.compile(r"^(?:the )?(?:mediator|chair|chairmanship|conciliator|mediation|facilitation)\b")
_LONGEST = 120  # nodes; keeps a list linear


def roster_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """Who sat at an encounter: of its own when the sentence names the event, or of the one told before."""
    first, role = _opened(row, at)
    told = (
        _event_before(row, at)
        or row.word(at) in ("gathered", "assembled")
        or _EVENT.search(row.mask(0, at + 8)) is not None
    )
    if first is not None:
        seats, end = roster(row, first, role)
        if row.word(at) in ("gathered", "assembled", "joined") and (
            subject := subject_of(row, chain_start(row, at))
        ):
            seats = unique([*seats_of(row, subject, None), *seats])
    elif _list_opens(row, at) and told:
        seats, end, first = bulleted(doc, row), at + 1, at
    else:
        return
    if not seats or (len(seats) < 2 and row.word(at) in _LISTING and not _of_a_team(row, at, seats)):
        return
    start = chain_start(row, at)
    found = _standing(row, at, start)
    if found is None:
        return
    people = any(seat.party.kind is PartyKind.PERSON for seat in seats)
    side = _side_of_team(row, start) if people and row.word(at) in _TEAM_VERBS else frozenset()
    when = days.when_of_clause(doc, row, 0, at, start, None) if row.word(at) != ":" else None
    left = min(at, first) if row.word(at) in (":", "presence", "with", "under") else 0
    yield finish(
        doc,
        row,
        at,
        left,
        end,
        seats,
        found,
        "meeting",
        details.mode_of(row, 0, at, at + 1) or (Mode.PHONE if _on_the_line(row, at) else None),
        when,
        0 if told else first,
        None,
        False,
        definite=True,
        adds=True,
        roster=told or when is not None,
        stands_for=side,
    )


_LISTING = frozenset("include included includes brought bring :".split())


def _of_a_team(row: Row, at: int, seats: list[Seat]) -> bool:
    """Whether one member of a delegation is named: "the delegation, which included the mayor, Ada Holm,"."""
    named = all(seat.party.kind is PartyKind.PERSON for seat in seats)
    return (
        named and row.word(at) in _TEAM_VERBS and _TEAM.search(row.mask_words(max(0, at - 4), at)) is not None
    )


_TEAM_VERBS = frozenset("comprised comprises included includes consisted".split())


def _side_of_team(row: Row, end: int) -> frozenset[str]:
    """Keys of the side whose delegation or team is told of before the verb group that begins at `end`."""
    teams = [node for node in row.nodes[:end] if node.party and _TEAM.search(node.word)]
    return frozenset(party.key for node in teams[-1:] for party in node.parties)


_TEAM = re.compile(r"\b(?:delegation|team|side|party|mission)\b")


def _opened(row: Row, at: int) -> tuple[int | None, Role | None]:
    """(first party of the list that the word at `at` opens, role of all in it)."""
    word = row.word(at)
    before, rest = row.mask(max(0, at - 24), at), row.mask(at + 1, at + 10)
    if word == ":":
        collective = _EVENT.search(before) or any(row.word(j) in lex.VERBS for j in range(at))
        return (party_from(row, at + 1) if collective and _names_follow(row, at + 1) else None), None
    if word == "presence" and rest.startswith("of "):
        return party_from(row, at + 2), None
    if word in ("with", "under"):
        return _beside(row, at, rest)
    if word == "attended":
        return (party_from(row, _after_by(row, at)) if rest.startswith("by ") else None), None
    if word == "joined":
        told = rest.startswith("by ") or re.match(r"(?:\w+ ){1,4}by (?:the )?P", rest) is not None
        passive = re.search(r"\b(?:was|were|been|be)(?: \w+)?$", before) is not None
        by = next((j for j in range(at + 1, min(at + 7, len(row.nodes))) if row.word(j) == "by"), None)
        return (
            party_from(row, by + 1) if told and passive and by is not None and by > at + 1 else None
        ), None
    if word in ("brought", "bring", "brings"):
        together = rest.startswith("together ")
        return (party_from(row, at + 2) if together and _event_before(row, at) else None), None
    if word in ("gathered", "assembled", "united"):
        around = re.search(
            r"\b(?:(?:a)?round (?:a|the|one) table|in one room|for talks|at (?:a|the) table)\b",
            row.mask(at, at + 30),
        )
        named = rest.startswith(("P", "the P"))
        return (party_from(row, at + 1) if named and (around or _event_before(row, at)) else None), None
    of_team = (
        re.search(r"\b(?:delegation|team|side|party)\b", row.mask_words(max(0, at - 10), at)) is not None
    )
    if word in ("comprised", "comprises", "included", "includes") and of_team:
        return party_from(row, at + 1), None
    if word in ("included", "include", "includes", "involved", "involves", "comprised"):
        return (party_from(row, at + 1) if _present_before(row, at) or _event_before(row, at) else None), None
    if word == "including":
        told = _EVENT.search(row.mask(0, at)) is not None and _names_follow(row, at + 1)
        return (party_from(row, at + 1) if told else None), None
    if word == "consisted" and rest.startswith("of "):
        return (party_from(row, at + 2) if of_team or _event_before(row, at) else None), None
    if word in ("were", "was", "are", "is", "sat", "stood", "came"):
        they = (
            word == "were" and _THEY.match(row.mask_words(0, at)) is not None and _names_follow(row, at + 1)
        )
        return (party_from(row, at + 1) if _present_before(row, at) or they else None), None
    return None, None


def _beside(row: Row, at: int, rest: str) -> tuple[int | None, Role | None]:
    """ "with A as mediator", "with A and B present", "under the mediator, A"."""
    first = party_from(row, at + 1)
    if first is None or not any(row.word(j) in lex.VERBS or row.word(j) in lex.NOUNS for j in range(at)):
        return None, None
    if row.word(at) == "under":
        return (first, Role.MEDIATOR) if _UNDER.match(row.nodes[first].word) else (None, None)
    _, end = roster(row, first, None)
    match = _AS_ROLE.match(row.mask(end, end + 6))
    if match is not None:
        return first, _ROLES.get(match.group(1).rstrip("s"), Role.MEDIATOR)
    if "representing" in row.mask(first, end).split():
        return first, None  # "with A representing the league and B the players"
    follows = row.mask(end, end + 3)
    if row.mask_words(end, end + 2) == "in the chair":
        return first, Role.CHAIR
    return (
        (first, None)
        if re.match(r"(?:also )?(?:present|in attendance|in the chair|mediating)\b", follows)
        else (None, None)
    )


def _list_opens(row: Row, at: int) -> bool:
    """Whether the sentence ends with the colon of a list that follows line by line."""
    ends = row.word(len(row.nodes) - 1) == ":"
    return ends and row.word(at) in ("attended", "present", "included", "were", "are", "attend", "joined")


_BULLET = re.compile(r"\s*(?:[-–—•*·]|\(?\d{1,2}[.)])\s")
_MOST_LINES = 30


def bulleted(doc: Document, row: Row) -> list[Seat]:
    """The first party of every line of the list behind the sentence."""
    seats: list[Seat] = []
    for index in range(row.index + 1, min(row.index + 1 + _MOST_LINES, len(doc.sentences))):
        line = doc.sentences[index]
        lead = doc.text[max(0, line.start - 3) : line.start + 4]
        if _BULLET.search(lead) is None:
            break
        listed = row_of(doc, index)
        at = next((j for j, node in enumerate(listed.nodes[:8]) if node.party), None)
        if at is not None:
            seats += seats_of(listed, Group((at,), at, at + 1), None)
    return unique(seats)


def _after_by(row: Row, at: int) -> int:
    j = at + 2
    while row.word(j) in (":", "-", "–", "•", "*"):
        j += 1
    return j


def _present_before(row: Row, at: int) -> bool:
    told = _PRESENT.match(row.mask(0, at)) or _PRESENT.match(row.mask_words(0, at))
    return told is not None and not any(_finite(row, j) for j in range(at))


def _finite(row: Row, at: int) -> bool:
    """A finite verb that is no noun of encounter ("Tuesday's call") and no participle ("called by A")."""
    return row.finite(at) and row.word(at) not in lex.NOUNS and row.word(at + 1) != "by"


def _event_before(row: Row, at: int) -> bool:
    """Whether the words before `at` name an encounter as what the verb speaks of."""
    first = next((j + 1 for j in range(at - 1, -1, -1) if row.word(j) in (";", ":")), 0)
    subject = row.mask(first, chain_start(row, at))
    return _EVENT.search(subject) is not None and not any(
        _finite(row, j) and not _inserted(row, j) for j in range(first, chain_start(row, at))
    )


def _inserted(row: Row, at: int) -> bool:
    """Whether a verb stands in ", which lasted an hour,"."""
    return row.word(at - 1) in ("which", "who") or row.word(at - 2) in ("which", "who")


def _on_the_line(row: Row, at: int) -> bool:
    return re.search(r"\b(?:on|in) (?:the|T's|T) (?:\w+ )?(?:call|line)\b", row.mask(0, at)) is not None


def _names_follow(row: Row, first: int) -> bool:
    """Whether at least two people by name are listed from `first` on."""
    at = party_from(row, first)
    if at is None:
        return False
    seats, _ = roster(row, at, None)
    return sum(seat.party.kind is PartyKind.PERSON for seat in seats) > 1


def roster(row: Row, first: int, role: Role | None) -> tuple[list[Seat], int]:
    """(everyone listed from node `first` on, first node behind the list).

    What stands behind a name with "of", "for", "from" or in brackets tells whom somebody represents and is not listed;
    where people are named, only people count.
    """
    seats: list[Seat] = []
    described: set[str] = set()
    j = end = first
    while j < len(row.nodes) and j - first < _LONGEST:
        node = row.nodes[j]
        if node.party:
            found = seats_of(row, Group((j,), j, j + 1), role)
            seats += found
            if row.word(j - 1) in (*_FOR_WHOM, "(") or row.word(j - 2) in _FOR_WHOM:
                described |= {seat.party.key for seat in found}
            end = j + 1
        elif (closed := _relative_closes(row, j)) is not None:
            j = closed
        elif not _inside_list(row, j):
            break
        j += 1
    people = [seat for seat in seats if seat.party.kind is PartyKind.PERSON]
    groups = [seat for seat in seats if seat.party.kind in (PartyKind.GROUP, PartyKind.UNNAMED)]
    if len(people) > 1 or (people and role is not None):
        return unique([*people, *(g for g in groups if g.party.key not in described)]), end
    return unique([seat for seat in seats if seat.party.key not in described or not people]), end


def _relative_closes(row: Row, at: int) -> int | None:
    """The comma behind "A, who arranged the visit" where the list goes on; None where "who" opens no such clause."""
    if row.word(at) not in ("who", "which") or row.word(at - 1) != ",":
        return None
    close = next((j for j in range(at + 1, min(at + 20, len(row.nodes))) if row.word(j) == ","), None)
    return close if close is not None and row.word(close + 1) == "and" else None


_FOR_WHOM = frozenset("of for from at representing".split())
_BETWEEN = frozenset(
    ", and & ; ( ) - – • * the a an as well also both plus his her its their : chair".split()
)


def _inside_list(row: Row, at: int) -> bool:
    """Whether a list of people goes on over the node at `at`."""
    node = row.nodes[at]
    word = node.word
    if word == ";":
        return not any(row.finite(k) for k in range(at + 1, min(at + 9, len(row.nodes))))
    if word in _BETWEEN or word in _FOR_WHOM:
        return True
    if (
        node.kind is Kind.TIME
        or row.finite(at)
        or word in lex.RELATIVES
        or word in (".", "when", "while", "after")
    ):
        return False
    return node.kind is Kind.WORD and word not in lex.PREPOSITIONS and word not in lex.AUXILIARIES


def _standing(row: Row, at: int, start: int) -> Standing | None:
    chain = row.mask(0 if row.word(at) == "with" else start, at)
    if re.search(r"\b(?:not|never|nor|no)\b|n't", chain):
        return None
    if re.search(r"\b(?:will|would|to|due|expected|should|shall)\b", chain) or row.word(at) in (
        "bring",
        "include",
    ):
        future = re.search(r"\b(?:will|would|shall|to|due|expected)\b", chain) is not None
        return (
            Standing(MeetingStatus.PLANNED, "roster:will")
            if future
            else Standing(MeetingStatus.HELD, "roster", weak=True)
        )
    if re.search(r"\b(?:may|might|could|can)\b", chain):
        return Standing(MeetingStatus.POSSIBLE, "roster:might")
    head = bounds.governing(row, start)
    found = standing.of_verb(before=head, chain="", form="past", future=None)
    return (
        found
        if found is not None
        and found.status in (MeetingStatus.HELD, MeetingStatus.UNCONFIRMED, MeetingStatus.DENIED)
        else None
    )
