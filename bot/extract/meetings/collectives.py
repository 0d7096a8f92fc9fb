"""Bodies told by a common noun beside another party: "the district and its teachers' union", "the Vika School District and B"."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.meetings.nodes import POSSESSIVE, Kind, Node
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.words import fold

_HEADS = frozenset(
    """district city county town university college hospital province authority airline carrier council association league federation
    port utility archdiocese schools operator""".split()
)
_LONGEST = 5  # words of a name


def collectives(nodes: list[Node], doc: Document) -> list[Node]:
    """The nodes with each such body as a party, where "and", "with" or "between" puts it beside another one."""
    if not any(node.word in _HEADS and node.kind is Kind.WORD for node in nodes):
        return nodes
    out: list[Node] = []
    for i, node in enumerate(nodes):
        out.append(node)
        if node.word not in _HEADS or node.kind is not Kind.WORD or POSSESSIVE.match(doc.text, node.span.end):
            continue
        start = _name_start(out)
        opened = start > 0 and out[start - 1].word == "the"
        if not node.capital and not opened:
            continue
        left = start - opened - 1
        if not (_beside(nodes, i + 1) or _after(out, left)):
            continue
        span = Span(out[start].span.start, node.span.end)
        party = _party(doc, span, named=node.capital)
        mention = Mention(span=span, words=doc.words(span), party=party)
        body = Node(
            kind=Kind.PARTY,
            span=span,
            word=doc.words(span).casefold(),
            mentions=(mention,),
            head=span,
            capital=node.capital,
        )
        out[start:] = [body]
    return out


def _name_start(out: list[Node]) -> int:
    """Where the capitalised name begins that ends with the last node; that node itself for a common noun."""
    at = len(out) - 1
    if not out[at].capital:
        return at
    while at > 0 and len(out) - at < _LONGEST and out[at - 1].capital and out[at - 1].kind is Kind.WORD:
        at -= 1
    return at + (out[at].word == "the" and at < len(out) - 1)


def _beside(nodes: list[Node], at: int) -> bool:
    """Whether "and [the, its] B" follows."""
    if at + 1 >= len(nodes) or nodes[at].word not in ("and", "&"):
        return False
    j = at + 1
    while j < len(nodes) and nodes[j].word in ("the", "its", "his", "a"):
        j += 1
    return j < len(nodes) and (nodes[j].party or _union(nodes, j))


def _union(nodes: list[Node], at: int) -> bool:
    """Whether "teachers union", "largest union" stands at `at`, which no table knows by name."""
    return any(node.word in ("union", "unions", "teachers", "workers") for node in nodes[at : at + 3])


def _after(out: list[Node], at: int) -> bool:
    """Whether "A and", "with" or "between" stands before the name or its article."""
    if at < 0:
        return False
    word = out[at].word
    return word in ("with", "between") or (word == "and" and at > 0 and out[at - 1].party)


def _party(doc: Document, span: Span, *, named: bool) -> Party:
    """The body named so, or the only one of the article whose name ends with the common noun."""
    name = doc.words(span)
    if not named:
        pattern = rf"(?:[A-Z][\w'’.&-]+ ){{1,{_LONGEST - 1}}}{name.title()}\b"
        names = {re.sub(r"^The ", "", match.group()) for match in re.finditer(pattern, doc.text)}
        name = names.pop() if len(names) == 1 else name
    return known_party(name) or Party(key=f"body:{fold(name)}", name=name, kind=PartyKind.BODY)
