"""Long offices before a name: "Minister for Industry and Ports of Norvia Ada Holm" is one node."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import PRONOUNS, Kind, Node, is_person
from bot.model.text import Span

_LONGEST = 12
_INSIDE = frozenset("of for and & the".split())


def long_offices(nodes: list[Node]) -> list[Node]:
    """The nodes with each office of several words folded into the person named behind it."""
    out: list[Node] = []
    for node in nodes:
        if node.kind is Kind.PARTY and is_person(node) and node.word not in PRONOUNS:
            start = _office_start(out)
            if start is not None:
                node = replace(node, span=Span(out[start].span.start, node.span.end))
                del out[start:]
        out.append(node)
    return out


def _office_start(before: list[Node]) -> int | None:
    """Where "Minister for Industry and Ports of Norvia" begins that ends `before`; None when there is none."""
    if not before or before[-1].word in _INSIDE:
        return None
    for at in range(len(before) - 1, max(len(before) - _LONGEST, -1), -1):
        node = before[at]
        if node.kind is Kind.PARTY:
            if is_person(node) or node.possessive:
                return None
            continue
        if node.kind is Kind.MARK and node.word != "&":
            return None
        office = node.capital and node.word in lex.ROLE_WORDS
        if office and at + 1 < len(before) and before[at + 1].word in ("of", "for"):
            while at > 0 and before[at - 1].capital and before[at - 1].kind is Kind.WORD:
                at -= 1
            return at
        if not node.capital and node.word not in _INSIDE:
            return None
    return None
