"""In whose words: who tells of an encounter when the article does not say it in its own voice."""

from __future__ import annotations

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.bounds import own_clause
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import Party, PartyKind

_SAID = frozenset(lex.REPORTING) - {
    "expects",
    "expected",
    "hopes",
    "hoped",
    "denied",
    "denies",
    "thinks",
    "thought",
}


def sayer_of(doc: Document, row: Row, head: int, at: int) -> Party | None:
    """Who tells it, when the article does not say it in its own voice."""
    for j in range(head - 1, -1, -1):
        word = row.word(j)
        if word in (";",):
            break
        if word in lex.REPORTING and row.nodes[j].kind is Kind.WORD:
            if _crossed(row, j, head):
                continue
            subject = subject_of(row, chain_start(row, j))
            if subject is not None and subject.start < j:
                found = _one(row, subject.members[-1])
                if found is not None:
                    return found
        if word == "to" and row.word(j - 1) == "according" and j + 1 < len(row.nodes):
            return _next_party(row, j + 1)
    for j in range(at + 1, len(row.nodes)):
        word = row.word(j)
        if word == "to" and row.word(j - 1) == "according":
            return _next_party(row, j + 1)
        if word in _SAID and row.nodes[j].kind is Kind.WORD and _closing(row, j):
            k = chain_start(row, j) - 1
            if k > at and row.nodes[k].party and row.word(k - 1) in (",", "”", '"', "’", "the", "a"):
                return _one(row, k)
            nameless = _unnamed(doc, row, k, at)
            if nameless is not None:
                return nameless
            if row.word(j - 1) in (",", "”", '"') and j + 1 < len(row.nodes) and row.nodes[j + 1].party:
                return _one(row, j + 1)
    return None


def _unnamed(doc: Document, row: Row, last: int, at: int) -> Party | None:
    """ ", a magazine reported": a teller who is no mention, by the words that describe it."""
    first = last
    while first > at and last - first < 4 and row.nodes[first].kind is Kind.WORD and row.word(first) != ",":
        first -= 1
    if (
        row.word(first) != ","
        or first == last
        or row.word(first + 1) not in ("a", "an", "the", "one", "two", "several")
    ):
        return None
    words = doc.text[row.nodes[first + 1].span.start : row.nodes[last].span.end]
    name = words.split(" ", 1)[-1]
    if any(row.finite(j) for j in range(first + 1, last + 1)):
        return None
    return Party(key=f"unnamed:{name.casefold()}", name=name, kind=PartyKind.UNNAMED)


def _crossed(row: Row, verb: int, head: int) -> bool:
    """Whether a later independent clause stands between a reporting verb and `head`."""
    if any(row.word(k) in (".", ";") for k in range(verb, head)):
        return True
    for k in range(verb + 1, head):
        if row.word(k) == "," and row.word(k + 1) in ("and", "but") and own_clause(row, k + 2, head + 1):
            return row.word(k + 2) != "that"
        if row.word(k) in ("before", "after", "—", "–"):
            return True
    return False


def _closing(row: Row, at: int) -> bool:
    """Whether only an end, a time or a few words follow the reporting verb at `at`."""
    following = range(at + 1, len(row.nodes))
    return all(row.word(k) != "that" for k in following[:2]) and not any(row.finite(k) for k in following)


def _next_party(row: Row, start: int) -> Party | None:
    for j in range(start, min(start + 6, len(row.nodes))):
        if row.nodes[j].party:
            return _one(row, j)
    return None


def _one(row: Row, at: int) -> Party | None:
    parties = row.nodes[at].parties
    return parties[0] if len(parties) == 1 or parties else None
