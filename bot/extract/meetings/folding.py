"""Folds titles, possessives and adjectives into the party they belong to."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.appositions import appositions
from bot.extract.meetings.collectives import collectives
from bot.extract.meetings.nodes import (
    POSSESSIVE,
    PRONOUNS,
    Kind,
    Node,
    adjective_like,
    is_finite,
    is_person,
    noun_like,
)
from bot.extract.meetings.offices import long_offices, printed_titles, shared_offices
from bot.extract.meetings.roles import bare_roles
from bot.extract.meetings.strangers import strangers
from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.parties import known_party


def fold(nodes: list[Node], doc: Document) -> list[Node]:
    """Join titles, possessives and appositions to the party they belong to."""
    nodes = strangers(collectives(_honorifics(printed_titles(nodes, doc)), doc), doc)
    nodes = shared_offices(long_offices(nodes), doc)
    return _pronouns(appositions(_adjectives(bare_roles(_titles(nodes, doc), doc), doc)))


def _honorifics(nodes: list[Node]) -> list[Node]:
    """ "Ms. Redd", "Cllr Orme": what stands before a name and is no office belongs to it."""
    out: list[Node] = []
    for node in nodes:
        if node.word in _COMPANY_FORMS and out and out[-1].party:
            out[-1] = replace(out[-1], span=Span(out[-1].span.start, node.span.end))
            continue
        if node.kind is Kind.PARTY:
            last = len(out) - (len(out) > 1 and out[-1].word == ".")
            if last > 0 and out[last - 1].word in _HONORIFICS and out[last - 1].kind is Kind.WORD:
                last -= out[last - 1].word == "hon" and last > 1 and out[last - 2].word in ("rt", "right")
                last -= (
                    out[last - 1].word in ("hon", "rt", "right", "rev")
                    and last > 1
                    and out[last - 2].word == "the"
                )
                node = replace(node, span=Span(out[last - 1].span.start, node.span.end))
                del out[last - 1 :]
        out.append(node)
    return out


_COMPANY_FORMS = frozenset("plc ltd inc corp ag sa nv gmbh llc asa ab oyj spa kg bv".split())
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady cllr councillor rev hon sen rep gov gen fr sr msgr mgr smt shri".split()
)


def _pronouns(nodes: list[Node]) -> list[Node]:
    """ "greeted X and strolled with him": an object pronoun nobody resolved is the last person that was an object."""
    for i, node in enumerate(nodes):
        if node.kind is Kind.WORD and node.word == "it" and (teller := _teller_before(nodes, i)) is not None:
            nodes[i] = replace(teller, span=node.span, head=teller.head)
        if node.kind is not Kind.WORD or node.word != "him":
            continue
        for j in range(i - 1, 0, -1):
            if nodes[j].party and is_person(nodes[j]):
                if nodes[j].word not in PRONOUNS and (is_finite(nodes[j - 1]) or nodes[j - 1].word == "with"):
                    nodes[i] = replace(nodes[j], span=node.span, head=nodes[j].head)
                break
    return nodes


_DOING = lex.AUXILIARIES | frozenset("held met hosted broke agreed planned hoped wanted".split())


def _teller_before(nodes: list[Node], at: int) -> Node | None:
    """The body or state that "it" means in "Oman said it would host talks"."""
    j = at - 1 - (nodes[at - 1].word == "that" if at else 0)
    while (j > 0 and nodes[j].kind is Kind.TIME) or (j > 0 and nodes[j].word in ("on", "late", "also")):
        j -= 1
    if j < 1 or nodes[j].word not in lex.REPORTING or at + 1 >= len(nodes):
        return None
    teller = nodes[j - 1]
    acts = nodes[at + 1].word in _DOING
    body = bool(teller.parties) and all(p.kind in (PartyKind.BODY, PartyKind.STATE) for p in teller.parties)
    return teller if acts and body and teller.party else None


def _titles(nodes: list[Node], doc: Document) -> list[Node]:
    """ "Swedish Prime Minister Ulf Kristersson" is one node; so is "Russian officials"."""
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.kind is not Kind.PARTY:
            out.append(node)
            i += 1
            continue
        j = _run(nodes, i + 1, possessive=node.possessive)
        follower = nodes[j] if j < len(nodes) else None
        if (
            follower is not None
            and follower.kind is Kind.PARTY
            and follower.word not in PRONOUNS
            and (j > i + 1 or _modifies(node, follower))
            and (node.possessive or not is_person(node))
        ):
            nodes[j] = replace(follower, span=Span(node.span.start, follower.span.end))
            i = j
            continue
        last_role = max((k for k in range(i + 1, j) if nodes[k].word in lex.ROLE_WORDS), default=None)
        if last_role is not None and not (is_person(node) and not node.possessive):
            out.append(_generic(node, nodes, i, last_role, doc))
            i = last_role + 1
            continue
        out.append(node)
        i += 1
    return out


def _adjectives(nodes: list[Node], doc: Document) -> list[Node]:
    """ "Turkish", "US", "European Commission" before a party that already has its title are part of it."""
    out: list[Node] = []
    for i in range(len(nodes) - 1, -1, -1):
        node, follower = nodes[i], out[-1] if out else None
        if follower is not None and _owner_of_body(nodes, i):
            out[-1] = replace(follower, span=Span(nodes[i - 1].span.start, follower.span.end))
            nodes[i - 1] = replace(nodes[i - 1], word="")
        elif follower is not None and (
            _adjective_of_party(nodes, i, follower)
            or _noun_of_title(nodes, i, follower, doc)
            or _trade_of(nodes, i, follower)
        ):
            out[-1] = replace(follower, span=Span(node.span.start, follower.span.end))
        elif node.word:
            out.append(node)
    return out[::-1]


def _owner_of_body(nodes: list[Node], i: int) -> bool:
    """Whether "'" at `i` makes "the Dockers' Union" out of a capitalised word and a party."""
    if nodes[i].word != "'" or i == 0 or i + 1 >= len(nodes):
        return False
    return nodes[i + 1].party and nodes[i - 1].capital and nodes[i - 1].kind is Kind.WORD


def _noun_of_title(nodes: list[Node], i: int, follower: Node, doc: Document) -> bool:
    """ "port" in "and port director Aldo Ferri", where only "director Aldo Ferri" is a mention."""
    if follower.kind is not Kind.PARTY or follower.possessive or nodes[i].kind is not Kind.WORD:
        return False
    title = doc.text[follower.span.start : follower.span.start + 1]
    opens = i == 0 or nodes[i - 1].word in ("and", ",", "with", "by", "the", "between", "met", "a")
    named = is_person(follower) and follower.word not in PRONOUNS
    return title.islower() and named and opens and adjective_like(nodes[i])


_TRADES = (
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "man",
    "woman",
    "chief",
    "boss",
    "tycoon",
    "magnate",
    "heir",
    "critic",
    "ess",
)


def _trade_of(nodes: list[Node], i: int, follower: Node) -> bool:
    """ "developer" in "lunch with developer Jan Birk": what somebody does, right before the name."""
    node = nodes[i]
    if node.kind is not Kind.WORD or not node.word.endswith(_TRADES):
        return False
    named = follower.kind is Kind.PARTY and is_person(follower) and follower.word not in PRONOUNS
    trade = node.kind is Kind.WORD and node.word.endswith(_TRADES) and len(node.word) > 4 and noun_like(node)
    opens = i > 0 and (
        nodes[i - 1].word in lex.PREPOSITIONS | lex.CONJUNCTIONS or nodes[i - 1].word in lex.VERBS
    )
    return (
        named
        and trade
        and opens
        and not node.capital
        and node.word not in ("after", "later", "earlier", "over")
    )


def _adjective_of_party(nodes: list[Node], i: int, follower: Node) -> bool:
    """ "Turkish" in "Turkish Defence Minister Kemal Aydin", where only the person is a mention."""
    node = nodes[i]
    if node.kind is not Kind.WORD or not node.capital or is_finite(node):
        return False
    if follower.kind is not Kind.PARTY or not follower.capital or not is_person(follower):
        return False
    if i == 0:
        return known_party(node.word) is not None
    before = nodes[i - 1].word
    return (
        before not in ("in", "at", "from") and node.word not in lex.PREPOSITIONS | lex.RELATIVES | lex.ADVERBS
    )


def _modifies(node: Node, follower: Node) -> bool:
    """Two mentions side by side: the first is the state, office or owner of the second."""
    return node.possessive or not is_person(node)


def _run(nodes: list[Node], start: int, *, possessive: bool) -> int:
    """End of the nouns and adjectives that may stand between a party and what it modifies."""
    j = start
    while j < len(nodes) and j - start < 6:
        node = nodes[j]
        if node.kind is not Kind.WORD:
            break
        known = (
            node.word in lex.ROLE_WORDS
            or node.word in lex.ADJECTIVES
            or ("-" in node.word and node.word[0].isalpha())
        )
        joined = (
            node.word == "and" and j > start and j + 1 < len(nodes) and nodes[j + 1].word in lex.ROLE_WORDS
        )
        if not (
            known
            or joined
            or (node.capital and node.word not in lex.FINITE)
            or (possessive and noun_like(node))
        ):
            break
        if not known and node.word in lex.AUXILIARIES:
            break
        j += 1
    while j > start and nodes[j - 1].word == "and":
        j -= 1
    return j


def _generic(owner: Node, nodes: list[Node], i: int, last: int, doc: Document) -> Node:
    """A nameless office or group that belongs to a party; a person's people are not the person."""
    span = Span(owner.span.start, nodes[last].span.end)
    mentions = () if is_person(owner) else owner.mentions
    return Node(
        kind=Kind.PARTY,
        span=span,
        word=doc.words(span).casefold(),
        mentions=mentions,
        head=span,
        generic=True,
        possessive=POSSESSIVE.match(doc.text, span.end) is not None,
        label=doc.words(span),
    )
