"""Parties that stand together: the lists "A, B and C" that end or begin at a node."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind, Node, nameless_office
from bot.model.facts import PartyKind

_JOINERS = frozenset(", and & plus or nor".split())
_LIST_OPENERS = frozenset(": – — -".split())


@dataclass(frozen=True, slots=True)
class Group:
    """Parties that stand together, as node indices in order, and the stretch of nodes they cover [start, end)."""

    members: tuple[int, ...]
    start: int
    end: int


def group_left(row: Row, last: int) -> Group:
    """The list that ends with the party at `last`: "A, B and C"."""
    members, start = [last], last
    conjoined = False
    while True:
        if len(members) > 1 and (head := _spelled_out(row, start)) is not None:
            start, conjoined = head, False  # "Norvia and the six powers - A, B and C -"
        j = start - 1
        while j >= 0 and row.word(j) in ("the", "both", "his", "her", "its", "their", "then", "also"):
            j -= 1
        if j < 1 or row.word(j) not in _JOINERS:
            break
        if row.word(j) in ("and", "or", "&", "nor"):
            conjoined = True
            if row.word(j - 1) == ",":
                j -= 1
        elif not conjoined:
            break
        k = j - 1
        governed = row.word(k - 1) in lex.PREPOSITIONS and not _of_company(row, k - 1)
        if not row.nodes[k].party or (governed and row.word(j) == ","):
            break
        office = row.nodes[k].word.split()[-1] in lex.PLURAL_ROLES and not _land(row.nodes[k])
        nameless = row.nodes[k].generic or _group_node(row.nodes[k]) or office
        if row.word(j) == "," and len(members) > 1 and nameless and plural_people(row.nodes[k]):
            break  # "the two presidents, A and B": the head of the list
        members.append(k)
        start = k
    return Group(tuple(reversed(members)), start, last + 1)


def _spelled_out(row: Row, start: int) -> int | None:
    """The head of the list that opens at `start`, whose members it only counts: "the six powers" in "the six powers - A, B and C"."""
    j = start - 1
    while row.word(j) in ("the", "namely"):
        j -= 1
    if j < 1 or row.word(j) not in _LIST_OPENERS:
        return None
    head = row.nodes[j - 1]
    return j - 1 if head.party and (head.generic or _group_node(head) or plural_people(head)) else None


def _of_company(row: Row, of: int) -> bool:
    """Whether "of" stands behind a word for those who came together: "a delegation of MPs A, B and C"."""
    return row.word(of) == "of" and row.word(of - 1) in _COMPANIES


_COMPANIES = frozenset(
    "contingent delegation group team trio pair panel party handful number deputation quartet mission".split()
)


def group_right(row: Row, first: int, *, closed: bool = False) -> Group:
    """The list that begins with the party at `first`, with an enumeration behind "seven Europeans:".

    closed: the list is complete in itself ("between A and B"): what follows may be the verb of another subject.
    """
    members, end = [first], first + 1
    anded = False
    opened = _enumeration(row, first, end)
    if opened is not None:
        members, end = [opened], opened + 1
    while True:
        j = _over_description(row, end)
        joined = False
        while row.word(j) in _JOINERS or row.word(j) in ("as", "well", "along", "together", "with", "also"):
            if row.word(j) == "with" and row.word(j - 1) not in ("along", "together"):
                return Group(tuple(members), members[0], end)
            if row.word(j) == "as" and row.word(j + 1) not in ("well",) and row.word(j - 1) != "well":
                return Group(tuple(members), members[0], end)
            joined = True
            j += 1
        joined_by_and = row.word(j - 1) == "and"
        while row.word(j) in ("the", "his", "her", "their", "its", "a", "by"):
            j += 1
        j = _over_unnamed(row, j) if joined else j
        counted = _counted_list(row, j) if joined else None
        if counted is not None:
            members.append(counted)
            end = counted + 1
            continue
        if not joined or j >= len(row.nodes) or not row.nodes[j].party:
            break
        within = closed and not anded and (joined_by_and or _list_goes_on(row, j + 1))
        if not within and _starts_clause(row, j):
            break
        anded = anded or joined_by_and
        members.append(j)
        end = j + 1
        nested = _enumeration(row, j, end)
        if nested is not None:
            members[-1] = nested
            end = nested + 1
    return Group(tuple(members), members[0], end)


def _over_unnamed(row: Row, at: int) -> int:
    """Past "policy makers and" inside a list, where no party stands; `at` itself when the list does not go on behind it."""
    j = at
    while (
        j < len(row.nodes)
        and j - at < 3
        and row.nodes[j].kind is Kind.WORD
        and row.word(j).isalpha()
        and not row.finite(j)
    ):
        if (
            row.word(j) in lex.PREPOSITIONS
            or row.word(j) in lex.CONJUNCTIONS
            or row.word(j) in lex.AUXILIARIES
        ):
            return at
        j += 1
    goes_on = j > at and row.word(j - 1).endswith("s") and row.word(j) in ("and", ",")
    j += 2 if row.word(j) == "," and row.word(j + 1) == "and" else 1
    return j if goes_on and j < len(row.nodes) and row.nodes[j].party else at


def _list_goes_on(row: Row, at: int) -> bool:
    """Whether ", B and C" goes on at `at`, rather than a new clause after a comma."""
    j = at + 1
    while row.word(j) in ("and", "the"):
        j += 1
    return row.word(at) in (",", "and") and j < len(row.nodes) and row.nodes[j].party


def _enumeration(row: Row, party: int, end: int) -> int | None:
    node = row.nodes[party]
    if not (node.generic or len(node.parties) > 1 or _group_node(node) or plural_people(node)):
        return None
    for k in range(end, min(end + 7, len(row.nodes) - 1)):
        if row.word(k) in _LIST_OPENERS and row.nodes[k + 1].party:
            return k + 1
        if row.finite(k) or row.word(k) == ",":
            break
    j = end
    if row.word(j) == "," and j + 1 < len(row.nodes) and plural_people(node):
        named = row.nodes[j + 1]
        told = named.party and not named.generic and not nameless_office(named)
        if told and row.word(_over_description(row, j + 2)) in ("and", ","):
            return j + 1
    if row.word(j) == ",":
        j += 1
    if row.word(j) in ("including", "among") or (row.word(j) == "such" and row.word(j + 1) == "as"):
        j += 1
        while row.word(j) in ("them", "as", "both", "the"):
            j += 1
        if j < len(row.nodes) and row.nodes[j].party:
            return j
    return None


def _counted_list(row: Row, at: int) -> int | None:
    """The first name of "seven Europeans: A, B and C", where the head is no mention."""
    for j in range(at, min(at + 4, len(row.nodes) - 1)):
        if row.word(j) == ":" and j > at and row.nodes[j + 1].party:
            return j + 1
        if row.nodes[j].kind is not Kind.WORD or row.finite(j):
            return None
    return None


def plural_people(node: Node) -> bool:
    """Whether the words name several people ("the two presidents")."""
    words = node.word.split()
    plural = bool(set(words) & lex.PLURAL_ROLES) or words[-1].endswith(("men", "women"))
    return node.kind is Kind.PARTY and plural and not node.possessive


def _group_node(node: Node) -> bool:
    return any(party.kind.value == "group" for party in node.parties)


def _land(node: Node) -> bool:
    return not node.generic and any(party.kind is PartyKind.STATE for party in node.parties)


def _over_description(row: Row, at: int) -> int:
    """Past "of Norvia" or "(Norvia)" behind a name of a list, when the list goes on behind it."""
    for_whom = row.word(at) == "for" and at > 0 and row.nodes[at - 1].people
    if row.word(at) not in ("of", "from") and not for_whom:
        return at
    j = at + 1
    while row.word(j) in ("the", "both"):
        j += 1
    start = j
    while j < len(row.nodes) and j - start < 4 and (row.nodes[j].capital or row.nodes[j].party):
        j += 1
    return j if j > start and row.word(j) in _JOINERS else at


def _starts_clause(row: Row, party: int) -> bool:
    """Whether the party is the subject of what follows rather than one more of the list."""
    j = party + 1
    while (
        j < len(row.nodes)
        and j - party < 4
        and (row.word(j) in lex.ADVERBS or row.nodes[j].kind is Kind.TIME)
    ):
        j += 1
    if row.finite(j):
        return True
    if row.word(j) == "," and row.word(j + 1) in ("who", "which"):
        return False
    if row.word(j) in ("and", ",") and j + 1 < len(row.nodes) and row.nodes[j + 1].party:
        return _starts_clause(row, j + 1) and row.word(j) == "and" and row.word(party - 1) != "and"
    return False
