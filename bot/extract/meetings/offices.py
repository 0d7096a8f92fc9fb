"""Long offices before a name: "Minister for Industry and Ports of Norvia Ada Holm" is one node."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import PRONOUNS, Kind, Node, is_person
from bot.model.facts import Mention, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party

_LONGEST = 12
_SEVERAL = 3  # words of a title that can hold a name of its own
_CHIEFS = frozenset("chief commander secretary head director".split())
_INSIDE = frozenset("of for on to and & the".split())


def printed_titles(nodes: list[Node], doc: Document) -> list[Node]:
    """The nodes with the title that stands printed right before a person's name folded into the person."""
    out: list[Node] = []
    for node in nodes:
        if node.kind is Kind.PARTY and len(node.parties) == 1 and node.parties[0].title and is_person(node):
            start = _title_start(node, doc)
            if start is not None:
                while out and out[-1].span.start >= start:
                    out.pop()
                node = replace(node, span=Span(start, node.span.end))
        out.append(node)
    return out


def _title_start(node: Node, doc: Document) -> int | None:
    """Where the title printed right before the name begins; None when something else stands there."""
    title = node.parties[0].title or ""
    sentence = doc.sentence_at(node.span.start)
    first = sentence.start if sentence is not None else 0
    before = doc.text[first : node.span.start].rstrip(" ,")
    words = title.split()
    several = len(words) >= _SEVERAL and bool({"of", "for"} & set(words))
    if not several or not before.endswith(title) or not all(map(_of_title, words)):
        return None
    article = 4 if before.removesuffix(title).endswith(("the ", "The ")) else 0
    return first + len(before) - len(title) - article


def _of_title(word: str) -> bool:
    plain = word[0].isupper() or word in _INSIDE or word in lex.ROLE_WORDS
    return plain and not word.endswith(("'s", "’s"))


def long_offices(nodes: list[Node]) -> list[Node]:
    """The nodes with each office of several words folded into the person named behind it."""
    out: list[Node] = []
    for node in nodes:
        if node.kind is Kind.PARTY and is_person(node) and node.word not in PRONOUNS:
            start = _office_start(out)
            start = _office_of(out, node) if start is None else start
            start = _office_before(out, node, start)
            if start is not None:
                node = replace(node, span=Span(out[start].span.start, node.span.end))
                del out[start:]
        out.append(node)
    return out


def _office_before(before: list[Node], named: Node, start: int | None) -> int | None:
    """Where "Norvian State Councillor and" begins that a second office follows; `start` itself when there is none."""
    end = len(before) if start is None else start
    titled = start is not None or (named.head is not None and named.span.start < named.head.start)
    if not titled or end < 2 or before[end - 1].word != "and":
        return start
    at = end - 1
    while at > 0 and before[at - 1].kind is Kind.WORD and before[at - 1].capital:
        at -= 1
    return at if at < end - 1 and _is_role(before[end - 2].word) else start


def shared_offices(nodes: list[Node], doc: Document) -> list[Node]:
    """ "The U.S. and Russian foreign and defence ministers": one node for both states, where the offices alone are a mention."""
    out: list[Node] = []
    for node in nodes:
        if node.party and not _of_somebody(node) and node.word.split()[-1] in lex.PLURAL_ROLES:
            start, states = _states_before(out, doc)
            if len(states) > 1:
                span = Span(out[start].span.start, node.span.end)
                label = doc.words(span)
                node = replace(
                    node,
                    span=span,
                    head=span,
                    word=label.casefold(),
                    label=label,
                    generic=True,
                    mentions=states,
                )
                del out[start:]
        out.append(node)
    return out


def _of_somebody(node: Node) -> bool:
    return any(party.kind in (PartyKind.STATE, PartyKind.BODY, PartyKind.PERSON) for party in node.parties)


def _states_before(before: list[Node], doc: Document) -> tuple[int, tuple[Mention, ...]]:
    """(first node, states) of "U.S. and Russian foreign and" that ends `before`."""
    states: list[Mention] = []
    start = len(before)
    for at in range(len(before) - 1, max(len(before) - _LONGEST, -1), -1):
        node = before[at]
        known = known_party(doc.words(node.span)) if node.kind is Kind.WORD and node.capital else None
        if known is not None and known.kind is PartyKind.STATE:
            states.append(Mention(span=node.span, words=doc.words(node.span), party=known))
            start = at
        elif node.party and node.mentions and all(m.party.kind is PartyKind.STATE for m in node.mentions):
            states.extend(node.mentions)
            start = at
        elif not (node.word in ("and", ",") or (node.word in lex.ADJECTIVES and not states)):
            break
    return start, tuple(reversed(states))


def _office_of(before: list[Node], named: Node) -> int | None:
    """Where "Commander of the Skara Navy, Vice Admiral Ada Holm" or "the visiting Chief of Army Staff Gen. Jan Birk" begins."""
    titled = named.head is not None and named.span.start < named.head.start
    if len(before) > 1 and before[-1].word == "of" and titled and before[-2].party:
        office = before[-2]
        unnamed = all(party.kind is PartyKind.UNNAMED for party in office.parties)
        return len(before) - 2 if unnamed and office.word.split()[-1] in _CHIEFS else None
    if (
        len(before) < 4
        or before[-1].word != ","
        or not titled
        or not before[-2].party
        or is_person(before[-2])
    ):
        return None
    at = len(before) - 3 - (before[-3].word == "the")
    role = before[at - 1] if at > 0 and before[at].word in ("of", "for") else None
    last = role.word.split()[-1] if role is not None else ""
    if role is None or last not in lex.ROLE_WORDS or last in lex.PLURAL_ROLES:
        return None
    unnamed = role.party and all(party.kind is PartyKind.UNNAMED for party in role.parties)
    return at - 1 if unnamed or (role.kind is Kind.WORD and role.capital) else None


def _is_role(word: str) -> bool:
    """ "minister", "under-secretary-general"; no plural."""
    return word not in lex.PLURAL_ROLES and any(part in lex.ROLE_WORDS for part in word.split("-"))


def _office_start(before: list[Node]) -> int | None:
    """Where "Minister for Industry and Ports of Norvia" begins that ends `before`; None when there is none."""
    end = len(before) - (
        len(before) > 1 and before[-1].word == ","
    )  # "Minister for Trade and Ports, Ada Holm"
    if not before or before[end - 1].word in _INSIDE:
        return None
    for at in range(end - 1, max(len(before) - _LONGEST, -1), -1):
        node = before[at]
        if node.kind is Kind.PARTY:
            if is_person(node) or node.possessive:
                return None
            continue
        if node.kind is Kind.MARK and node.word != "&":
            return None
        office = _is_role(node.word)
        if office and at + 1 < len(before) and before[at + 1].word in ("of", "for", "on", "to"):
            while at > 0 and before[at - 1].capital and before[at - 1].kind is Kind.WORD:
                at -= 1
            return at
        if not node.capital and node.word not in _INSIDE:
            return None
    return None
