"""Where a clause begins and ends, and the words that govern it."""

from __future__ import annotations

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import Group

_CLAUSE_ENDS = frozenset(";:") | frozenset(
    "who which where while because although though whereas whatever wherever however".split()
)


def clause_end(row: Row, at: int) -> int:
    """First node after `at` that belongs to another clause."""
    j = at + 1
    while j < len(row.nodes):
        word = row.word(j)
        if (
            word in _CLAUSE_ENDS
            or word in ("—", "–", ".")
            or (word == "-" and row.nodes[j - 1].span.end < row.nodes[j].span.start)
        ):
            return j
        if word in (
            "after",
            "before",
            "when",
            "if",
            "unless",
            "as",
            "until",
            "since",
            "though",
        ) and _clause_follows(row, j + 1):
            return j
        if word == "," and row.word(j + 1) == "as" and row.word(j + 2) not in ("well", "part", "head"):
            return j  # "talks, as more of them threaten to strike at Christmas"
        if (word in ("and", "but") and _clause_follows(row, j + 1)) or (
            word == "," and _clause_follows(row, j + 1)
        ):
            return j
        if word == "that" and row.word(j - 1) not in ("on", "in", "at"):
            return j
        j += 1
    return j


def _clause_follows(row: Row, at: int) -> bool:
    """Whether a subject and a finite verb, or a finite verb, begin soon after `at`."""
    seen_party = False
    if row.word(at) in ("on", "after", "upon") and row.word(at - 1) == "and":
        for k in range(at + 2, min(at + 9, len(row.nodes) - 1)):
            if row.nodes[k].party and row.finite(k + 1):
                return True  # "met A and on completion of the tour he is to leave on Sunday"
    for j in range(at, min(at + 7, len(row.nodes))):
        word = row.word(j)
        if row.finite(j):
            return True
        if word.endswith("ing") and row.nodes[j].kind is Kind.WORD and j == at and word not in lex.NOUNS:
            return True
        if word in (",", ";", ":", ".") or (word in lex.PREPOSITIONS and not seen_party and j > at):
            return False
        seen_party = seen_party or row.nodes[j].kind is Kind.PARTY
    return False


def clause_first(row: Row, head: int) -> int:
    """First node of the clause whose subject stands at `head`: behind the governing verb and its own time."""
    j = head - 1
    while j >= 0:
        word = row.word(j)
        if row.finite(j) or word in lex.RELATIVES or word in (";", ":") or word == "that":
            break
        if word in ("after", "before"):
            break
        if word.endswith((" after", " before")):
            j -= (
                row.nodes[j].when is not None
            )  # "four days before A is to meet B" names the day of that meeting
            break
        j -= 1
    first = j + 1
    if j >= 0 and row.finite(j):
        while first < head and (
            row.nodes[first].kind is Kind.TIME or row.word(first) in ("on", "in", "at", "late", "early")
        ):
            first += 1
    return first


def segment_first(row: Row, end: int) -> int:
    """First node behind the finite verb or mark before `end`, its own time included."""
    return next((j + 1 for j in range(end - 1, -1, -1) if row.finite(j) or row.word(j) in (";", ":")), 0)


def clause_start(row: Row, head: int) -> int:
    """Character at which the clause of `head` begins."""
    first = clause_first(row, head)
    return row.nodes[first].span.start if first < len(row.nodes) else row.span.end


def clause_limit(row: Row, at: int) -> int:
    """Character at which the clause of `at` ends."""
    end = clause_end(row, at)
    return row.nodes[end - 1].span.end


def governing(row: Row, head: int) -> str:
    """The words above the clause of `head`: up to 14 nodes to the left, inside the same stretch between semicolons."""
    start = max(0, head - 14)
    for j in range(head - 1, start - 1, -1):
        colon = row.word(j) == ":" and row.word(j - 1) not in lex.REPORTING
        if (
            colon
            or row.word(j) in (";", "where", "while", "whereas")
            or (row.word(j) == "when" and j > start + 1)
        ):
            start = j + 1
            break
        if (
            row.word(j) == "and"
            and row.word(j + 1) == "that"
            and (said := _reporting(row, start, j)) is not None
        ):
            return (
                row.mask(said, said + 1) + " " + row.mask(j + 1, head)
            )  # "said the door was open and that she would"
        if row.word(j) in ("and", "but") and own_clause(row, j + 1, head):
            start = j + 1
            break
    aside = inserted(row, start, head) if row.word(head - 1) == "," else None
    return row.mask(start, aside[0] if aside is not None and aside[1] == head - 1 else head)


def _reporting(row: Row, start: int, end: int) -> int | None:
    """The reporting verb on which both clauses of "said ... and that ..." hang."""
    return next((j for j in range(start, end) if row.word(j) in lex.REPORTING), None)


def between(row: Row, subject: Group | None, start: int) -> str:
    """The words between a subject and a verb group that is not next to it: "denied [having met]"."""
    if subject is None or subject.end >= start:
        return ""
    first = subject.end
    aside = inserted(row, first, start)
    if aside is not None and aside[1] == start - 1:
        return " " + row.mask(first, aside[0])  # "A, who had asked to be heard, will be received"
    for j in range(start - 1, first - 1, -1):
        if row.word(j) in ("and", "but", "then"):
            first = j + 1
            break
    return " " + row.mask(first, start)


def inserted(row: Row, first: int, end: int) -> tuple[int, int] | None:
    """The commas of ", who fought in the war," between `first` and `end`; None when there is none."""
    for j in range(first, end - 2):
        if row.word(j) == "," and row.word(j + 1) in ("who", "which", "whose"):
            closed = next((k for k in range(j + 2, end) if row.word(k) == ","), None)
            return None if closed is None else (j, closed)
    return None


def own_clause(row: Row, at: int, head: int) -> bool:
    """Whether "and P said ..." opens a clause of its own between `at` and `head`."""
    return (
        at < head
        and row.nodes[at].kind is Kind.PARTY
        and any(row.finite(k) for k in range(at + 1, min(at + 4, head)))
    )


def behind_aside(row: Row, at: int) -> int:
    """Where the words begin that may say how: behind "A, who had telephoned B, [met C]"."""
    first = max(0, at - 12)
    commas = [j for j in range(first, at) if row.word(j) == ","]
    if commas and any(row.word(j) in ("who", "which") for j in range(max(0, at - 24), commas[-1])):
        return commas[-1] + 1
    return first
