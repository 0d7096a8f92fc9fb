"""Appositions of a sentence: "his envoy, Keith Kellogg," and "Kirill Dmitriev, head of Russia's fund," are one party."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import (
    PRONOUNS,
    Kind,
    Node,
    adjective_like,
    is_finite,
    is_person,
    nameless_office,
)
from bot.extract.meetings.strangers import BODY_ROLES
from bot.model.facts import PartyKind
from bot.model.text import Span

_COMMA = frozenset(",(–—-")
_CLOSERS = frozenset(",.;:)–—-")


def appositions(nodes: list[Node]) -> list[Node]:
    """ "his envoy, Keith Kellogg," and "Kirill Dmitriev, head of Russia's fund," become one party each."""
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.kind is not Kind.PARTY or node.possessive:
            out.append(node)
            i += 1
            continue
        opened, (node, i) = node, _absorb(node, nodes, i + 1)
        if (
            opened.generic
            and not node.generic
            and len(out) > 1
            and out[-1].word in ("from", "of")
            and out[-2].party
        ):
            node = replace(node, span=Span(out[-2].span.start, node.span.end))
            del out[-2:]  # "deputy ministers from the three powers, led by A,"
        out.append(node)
    return out


def _absorb(node: Node, nodes: list[Node], i: int) -> tuple[Node, int]:
    if i < len(nodes) and nodes[i].party and _again(nodes[i], node):
        node, i = replace(nodes[i], span=Span(node.span.start, nodes[i].span.end)), i + 1
    if (
        node.generic
        and i < len(nodes)
        and nodes[i].party
        and is_person(nodes[i])
        and nodes[i].word not in PRONOUNS
    ):
        node, i = replace(nodes[i], span=Span(node.span.start, nodes[i].span.end)), i + 1
    if (sent := _sent_on(node, nodes, i)) is not None:
        node, i = sent, i + 2
    if (
        i + 1 < len(nodes)
        and nodes[i].word == "of"
        and (office := _office_of(node, nodes[i + 1])) is not None
    ):
        node, i = office, i + 2
    if i + 1 < len(nodes) and nodes[i].word == "of" and is_person(node) and node.word not in PRONOUNS:
        skip = nodes[i + 1].word == "the" and i + 2 < len(nodes)
        home = nodes[i + 1 + skip]
        i += skip if _home(home) else 0
        if _home(home):
            node, i = (
                replace(node, span=Span(node.span.start, home.span.end)),
                i + 2,
            )  # "Aldo Ferrer of Lusania"
            if (
                i + 1 < len(nodes)
                and nodes[i].word == ","
                and nodes[i + 1].party
                and _again(nodes[i + 1], node)
            ):
                node, i = (
                    replace(node, span=Span(node.span.start, nodes[i + 1].span.end)),
                    _past_comma(nodes, i + 2),
                )
    if i < len(nodes) and nodes[i].word == "(":
        close = next((k for k in range(i + 1, min(i + 8, len(nodes))) if nodes[k].word == ")"), None)
        if close is not None:
            node, i = replace(node, span=Span(node.span.start, nodes[close].span.end)), close + 1
    straight = i + 2 < len(nodes) and nodes[i].word in ("led", "headed") and nodes[i + 1].word == "by"
    if straight and node.generic and _named(nodes[i + 2]) and nodes[i + 2].party and _team(node):
        return replace(nodes[i + 2], span=Span(node.span.start, nodes[i + 2].span.end)), i + 3
    if i + 1 >= len(nodes) or nodes[i].word not in _COMMA:
        return node, i
    led = i + 3 < len(nodes) and nodes[i + 1].word in ("led", "headed") and nodes[i + 2].word == "by"
    if led and node.generic and _named(nodes[i + 3]) and nodes[i + 3].party:
        leader = replace(nodes[i + 3], span=Span(node.span.start, nodes[i + 3].span.end))
        return leader, _past_comma(nodes, i + 4)  # "club owners, led by A, ..."
    between = 0
    while i + 2 + between < len(nodes) and between < 2 and _plain_adjective(nodes[i + 1 + between]):
        between += 1
    if between and not (nodes[i + 1 + between].party and _named(nodes[i + 1 + between])):
        between = 0
    i += between  # "the mediator, retired judge Lenore Kase,"
    following = nodes[i + 1]
    closes = i + 2 >= len(nodes) or nodes[i + 2].word in _CLOSERS or not following.party
    ends = i + 2 >= len(nodes) or nodes[i + 2].word in _CLOSERS
    nameless = (
        node.generic
        or all(p.kind is PartyKind.UNNAMED for p in node.parties)
        or (not node.capital and all(p.kind is PartyKind.BODY for p in node.parties))
    )
    if nameless and following.party and _tells_name(node, following) and _single(node) and ends:
        return replace(following, span=Span(node.span.start, following.span.end)), _past_comma(nodes, i + 2)
    if (
        following.party
        and (_named(node) or _again(following, node))
        and closes
        and _describes(following, node)
    ):
        return replace(node, span=Span(node.span.start, following.span.end)), _past_comma(nodes, i + 2)
    if _is_body(node) and following.party and following.word in _THE_BODY and not _again(following, node):
        described = _description(nodes, i + 1)
        if described is not None:
            return (
                replace(node, span=Span(node.span.start, nodes[described - 1].span.end)),
                _past_comma(nodes, described),
            )
    if _named(node):
        end = _description(nodes, i + 1)
        if end is not None:
            return replace(node, span=Span(node.span.start, nodes[end - 1].span.end)), _past_comma(nodes, end)
    return node, i


def _home(node: Node) -> bool:
    """Whether somebody can be of it: a state, a body, a team ("of the Lakers")."""
    team = node.generic and not node.mentions and node.label.split()[-1][:1].isupper()
    return node.party and not is_person(node) and (not node.generic or team)


def _sent_on(node: Node, nodes: list[Node], i: int) -> Node | None:
    """Harald Voss in "the special envoy on Sudan Harald Voss", where the land is part of his name's node."""
    if i + 1 >= len(nodes) or nodes[i].word not in ("on", "for", "to") or not nameless_office(node):
        return None
    person = nodes[i + 1]
    titled = person.head is not None and person.span.start < person.head.start
    named = person.party and _named(person) and person.word not in PRONOUNS
    return replace(person, span=Span(node.span.start, person.span.end)) if titled and named else None


def _office_of(node: Node, home: Node) -> Node | None:
    """ "The prime minister of Italy" as one party with the land in its name; None for others."""
    named = home.party and not home.generic and len(home.parties) == 1 and not is_person(home)
    if not named or not nameless_office(node) or home.head is None:
        return None
    (office,), body = node.parties, home.mentions[0]
    if body.party.kind not in (PartyKind.STATE, PartyKind.BODY) or " of " in office.name:
        return None
    party = replace(office, name=f"{office.name} of {body.words}")
    mentions = tuple(replace(mention, party=party) for mention in node.mentions)
    return replace(node, mentions=mentions, span=Span(node.span.start, home.span.end))


def _team(node: Node) -> bool:
    """Whether "led by C" names who came: "a delegation led by C"."""
    return node.word.split()[-1] in ("delegation", "team", "mission", "group")


_THE_BODY = frozenset(
    f"the {noun}" for noun in "group company firm union agency body charity bank operator regulator".split()
)


def _is_body(node: Node) -> bool:
    return node.capital and any(p.kind is PartyKind.BODY for p in node.parties)


def _tells_name(node: Node, following: Node) -> bool:
    """Whether a name says who the nameless party before it is: a person, or a body after "the regulator,"."""
    return _named(following) or (_is_body(following) and node.word.split()[-1] in BODY_ROLES)


def _plain_adjective(node: Node) -> bool:
    return (
        node.kind is Kind.WORD
        and not node.capital
        and (adjective_like(node) or node.word in ("former", "retired"))
    )


def _past_comma(nodes: list[Node], at: int) -> int:
    """Past the comma that closes an apposition, unless a list goes on behind it."""
    if (
        at + 1 < len(nodes)
        and nodes[at].word == ","
        and not nodes[at + 1].party
        and nodes[at + 1].word != "and"
    ):
        return at + 1
    return at


def _again(following: Node, node: Node) -> bool:
    keys = {party.key for party in node.parties}
    return bool(keys) and keys == {party.key for party in following.parties}


def _named(node: Node) -> bool:
    return not node.generic and any(p.kind is PartyKind.PERSON for p in node.parties)


def _single(node: Node) -> bool:
    return not any(word in lex.PLURAL_ROLES for word in node.word.split()[-1:])


def _describes(following: Node, node: Node) -> bool:
    """ "Steve Witkoff, the U.S. special envoy,": a nameless office, or the same party again."""
    keys = {party.key for party in node.parties}
    return (following.generic and _single(following)) or any(p.key in keys for p in following.parties)


def _description(nodes: list[Node], start: int) -> int | None:
    """End of ", head of Russia's sovereign wealth fund" before its closing comma; None when it is no description."""
    first = nodes[start]
    if first.possessive and start + 1 < len(nodes) and nodes[start + 1].word == "by":
        return None  # "the Russian team is headed by A, Ukraine's by B"
    opens = (
        first.word in lex.ROLE_WORDS
        or first.word in ("the", "a", "an", "once", "now", "formerly")
        or (first.kind is Kind.PARTY and (first.possessive or first.generic))
        or first.word in lex.ADJECTIVES
    )
    if not opens:
        return None
    for j in range(start, min(start + 18, len(nodes))):
        word = nodes[j].word
        if word in (",", ".", ";", ")", "–", "—"):
            return j if j > start + 1 or first.kind is Kind.PARTY else None
        if (is_finite(nodes[j]) and word not in ("led",)) or word in lex.RELATIVES:
            return None
        if j > start + 2 and nodes[j].party and _named(nodes[j]) and nodes[j - 1].word == "and":
            return j - 1  # "A, minister of trade and her deputy B": the next of a list with their offices
    return len(nodes) if len(nodes) - start < 18 else None
