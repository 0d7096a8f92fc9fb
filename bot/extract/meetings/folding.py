"""Folds titles, possessives, adjectives and appositions into the party they belong to."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import POSSESSIVE, Kind, Node, is_finite
from bot.model.facts import Mention, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party

_COMMA = frozenset(",(–—-")
_CLOSERS = frozenset(",.;:)–—-")


def fold(nodes: list[Node], doc: Document) -> list[Node]:
    """Join titles, possessives and appositions to the party they belong to."""
    return _pronouns(_appositions(_adjectives(_bare_roles(_titles(nodes, doc), doc), doc), doc))


def _pronouns(nodes: list[Node]) -> list[Node]:
    """ "greeted X and strolled with him": an object pronoun nobody resolved is the last person that was an object."""
    for i, node in enumerate(nodes):
        if node.kind is not Kind.WORD or node.word != "him":
            continue
        for j in range(i - 1, 0, -1):
            if nodes[j].party and _person(nodes[j]):
                if nodes[j].word not in _PRONOUNS and (
                    is_finite(nodes[j - 1]) or nodes[j - 1].word == "with"
                ):
                    nodes[i] = replace(nodes[j], span=node.span, head=nodes[j].head)
                break
    return nodes


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
            and follower.word not in _PRONOUNS
            and (j > i + 1 or _modifies(node, follower))
            and (node.possessive or not _person(node))
        ):
            nodes[j] = replace(follower, span=Span(node.span.start, follower.span.end))
            i = j
            continue
        last_role = max((k for k in range(i + 1, j) if nodes[k].word in lex.ROLE_WORDS), default=None)
        if last_role is not None and not (_person(node) and not node.possessive):
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
            _adjective_of_party(nodes, i, follower) or _noun_of_title(nodes, i, follower, doc)
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
    named = _person(follower) and follower.word not in _PRONOUNS
    return title.islower() and named and opens and _adjective_like(nodes[i])


def _adjective_of_party(nodes: list[Node], i: int, follower: Node) -> bool:
    """ "Turkish" in "Turkish Defence Minister Kemal Aydin", where only the person is a mention."""
    node = nodes[i]
    if node.kind is not Kind.WORD or not node.capital or is_finite(node):
        return False
    if follower.kind is not Kind.PARTY or not follower.capital or not _person(follower):
        return False
    if i == 0:
        return known_party(node.word) is not None
    before = nodes[i - 1].word
    return (
        before not in ("in", "at", "from") and node.word not in lex.PREPOSITIONS | lex.RELATIVES | lex.ADVERBS
    )


_PRONOUNS = frozenset("he she they him them it we us i you who".split())


def _person(node: Node) -> bool:
    return bool(node.parties) and all(party.kind is PartyKind.PERSON for party in node.parties)


def _modifies(node: Node, follower: Node) -> bool:
    """Two mentions side by side: the first is the state, office or owner of the second."""
    return node.possessive or not _person(node)


def _run(nodes: list[Node], start: int, *, possessive: bool) -> int:
    """End of the nouns and adjectives that may stand between a party and what it modifies."""
    j = start
    while j < len(nodes) and j - start < 6:
        node = nodes[j]
        if node.kind is not Kind.WORD:
            break
        known = (
            node.word in lex.ROLE_WORDS
            or node.word in _ADJECTIVES
            or ("-" in node.word and node.word[0].isalpha())
        )
        joined = (
            node.word == "and" and j > start and j + 1 < len(nodes) and nodes[j + 1].word in lex.ROLE_WORDS
        )
        if not (
            known
            or joined
            or (node.capital and node.word not in lex.FINITE)
            or (possessive and _noun_like(node))
        ):
            break
        if not known and node.word in lex.AUXILIARIES:
            break
        j += 1
    while j > start and nodes[j - 1].word == "and":
        j -= 1
    return j


def _noun_like(node: Node) -> bool:
    word = node.word
    return not (
        word in lex.NOUNS
        or word in lex.PREPOSITIONS
        or word in lex.CONJUNCTIONS
        or word in lex.AUXILIARIES
        or word in lex.ADVERBS
        or word in lex.RELATIVES
        or word in lex.FINITE
        or word in lex.VERBS
        or is_finite(node)
    )


_ADJECTIVES = frozenset(
    """foreign senior top chief deputy special prime vice acting former new political economic military national
    security opposition defence defense finance interior trade economy energy justice transport health environment
    agriculture coordinating central parliamentary presidential government state federal regional local diplomatic
    commercial sovereign wealth investment policy peace nuclear labour labor social young visiting incoming outgoing
    then long-serving general investor legal public european american""".split()
)


def _generic(owner: Node, nodes: list[Node], i: int, last: int, doc: Document) -> Node:
    """A nameless office or group that belongs to a party; a person's people are not the person."""
    span = Span(owner.span.start, nodes[last].span.end)
    mentions = () if _person(owner) else owner.mentions
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


def _bare_roles(nodes: list[Node], doc: Document) -> list[Node]:
    """ "a delegation of drivers", "the foreign minister of Japan", "seven European leaders": one generic node."""
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.kind is Kind.PARTY and not node.possessive and node.word.split()[-1] in lex.PLURAL_ROLES:
            end, acted_for = _of_whom(nodes, i + 1)
            if acted_for:
                span = Span(node.span.start, nodes[end - 1].span.end)
                label = doc.words(span)
                node = replace(node, span=span, head=span, word=label.casefold(), generic=True, label=label)
                nodes[end - 1] = replace(node, mentions=acted_for)
                i = end - 1
            out.append(nodes[i])
            i += 1
            continue
        if node.kind is not Kind.WORD or node.word in lex.FINITE:
            out.append(node)
            i += 1
            continue
        j = i
        if node.word in lex.DETERMINERS:
            j += 1
            while (
                j < len(nodes)
                and j - i < 4
                and nodes[j].kind is Kind.WORD
                and nodes[j].word in lex.DETERMINERS
            ):
                j += 1
        k = j
        while (
            k < len(nodes)
            and k - j < 5
            and nodes[k].kind is Kind.WORD
            and nodes[k].word not in lex.ROLE_WORDS
            and (nodes[k].word in _ADJECTIVES or (_adjective_like(nodes[k]) and j > i))
        ):
            k += 1
        last = k - 1
        while k < len(nodes) and nodes[k].kind is Kind.WORD and nodes[k].word in lex.ROLE_WORDS:
            last = k
            k += 1
        if last >= j:
            k = _of_state(nodes, k)
        if last < j or nodes[last].word not in lex.ROLE_WORDS or last < i:
            out.append(node)
            i += 1
            continue
        if k < len(nodes) and _takes_title(nodes[k]) and not _verb_here(nodes, i):
            nodes[k] = replace(nodes[k], span=Span(node.span.start, nodes[k].span.end))
            i = k
            continue
        plural = any(nodes[x].word in lex.PLURAL_ROLES for x in range(j, last + 1))
        if j == i and not plural:
            out.append(node)
            i += 1
            continue
        end, mentions = _of_whom(nodes, last + 1)
        if (
            j == i
            and out
            and out[-1].kind is Kind.WORD
            and _adjective_like(out[-1])
            and _after_preposition(out)
        ):
            node = out.pop()  # "a summit of hospital directors"
        span = Span(node.span.start, nodes[end - 1].span.end)
        out.append(
            Node(
                kind=Kind.PARTY,
                span=span,
                word=doc.words(span).casefold(),
                mentions=mentions,
                head=span,
                generic=True,
                possessive=POSSESSIVE.match(doc.text, span.end) is not None,
                label=doc.words(span),
            )
        )
        i = end
    return out


def _takes_title(node: Node) -> bool:
    return node.kind is Kind.PARTY and not node.possessive and _person(node) and node.word not in _PRONOUNS


def _of_state(nodes: list[Node], k: int) -> int:
    """Past "of state", "of staff", "of foreign affairs" when a name follows: "Secretary of State Marco Rubio"."""
    if k + 2 >= len(nodes) or nodes[k].word != "of":
        return k
    for end in range(k + 2, min(k + 5, len(nodes))):
        if nodes[end].kind is Kind.PARTY:
            return end if _person(nodes[end]) and nodes[end].word not in _PRONOUNS else k
        if nodes[end].kind is not Kind.WORD or is_finite(nodes[end]):
            return k
    return k


def _after_preposition(out: list[Node]) -> bool:
    return len(out) > 1 and not out[-1].capital and out[-2].word in lex.PREPOSITIONS


_ALSO_VERBS = frozenset("host head chair coach judge guest captain partner group board rival".split())


def _verb_here(nodes: list[Node], i: int) -> bool:
    """Whether "host", "head", "chair" at `i` is the verb of the party or auxiliary before it."""
    if nodes[i].word not in _ALSO_VERBS or i == 0:
        return False
    previous = nodes[i - 1]
    return previous.party or previous.word in lex.AUXILIARIES or previous.word in lex.ADVERBS


def _adjective_like(node: Node) -> bool:
    return (
        _noun_like(node)
        and node.word not in lex.NOUNS
        and node.word not in lex.NOT_PEOPLE
        and node.word not in lex.DETERMINERS
        and node.word[0].isalpha()
    )


def _of_whom(nodes: list[Node], start: int) -> tuple[int, tuple[Mention, ...]]:
    """ "of the two countries", "for the European Parliament and the Council" after a role: who they act for."""
    if start >= len(nodes) or nodes[start].word not in ("of", "from", "for", "representing"):
        return start, ()
    mentions: list[Mention] = []
    end, j = start, start + 1
    while j < len(nodes):
        if nodes[j].word in ("the", "a", "all", "both", "several", "some"):
            j += 1
            continue
        if nodes[j].kind is Kind.PARTY and not nodes[j].possessive:
            mentions.extend(nodes[j].mentions)
            end = j = j + 1
            if j < len(nodes) and (nodes[j].word in ("and", ",")):
                j += 1
                continue
        break
    if mentions:
        return end, tuple(mentions)
    j, words = start + 1, 0
    while j < len(nodes) and words < 4 and nodes[j].kind is Kind.WORD and _adjective_like(nodes[j]):
        j, words = j + 1, words + 1
    return (j, ()) if words and nodes[start].word == "of" else (start, ())


def is_finite_at(nodes: list[Node], at: int) -> bool:
    """Whether the node at `at` exists and looks like a finite verb."""
    return at < len(nodes) and is_finite(nodes[at])


def _appositions(nodes: list[Node], doc: Document) -> list[Node]:
    """ "his envoy, Keith Kellogg," and "Kirill Dmitriev, head of Russia's fund," become one party each."""
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.kind is not Kind.PARTY or node.possessive:
            out.append(node)
            i += 1
            continue
        node, i = _absorb(node, nodes, i + 1)
        out.append(node)
    return out


def _absorb(node: Node, nodes: list[Node], i: int) -> tuple[Node, int]:
    if i < len(nodes) and nodes[i].party and _again(nodes[i], node):
        node, i = replace(nodes[i], span=Span(node.span.start, nodes[i].span.end)), i + 1
    if (
        node.generic
        and i < len(nodes)
        and nodes[i].party
        and _person(nodes[i])
        and nodes[i].word not in _PRONOUNS
    ):
        node, i = replace(nodes[i], span=Span(node.span.start, nodes[i].span.end)), i + 1
    if i < len(nodes) and nodes[i].word == "(":
        close = next((k for k in range(i + 1, min(i + 8, len(nodes))) if nodes[k].word == ")"), None)
        if close is not None:
            node, i = replace(node, span=Span(node.span.start, nodes[close].span.end)), close + 1
    if i + 1 >= len(nodes) or nodes[i].word not in _COMMA:
        return node, i
    following = nodes[i + 1]
    closes = i + 2 >= len(nodes) or nodes[i + 2].word in _CLOSERS or not following.party
    ends = i + 2 >= len(nodes) or nodes[i + 2].word in _CLOSERS
    nameless = node.generic or all(p.kind is PartyKind.UNNAMED for p in node.parties)
    if nameless and following.party and _named(following) and _single(node) and ends:
        return replace(following, span=Span(node.span.start, following.span.end)), _past_comma(nodes, i + 2)
    if (
        following.party
        and (_named(node) or _again(following, node))
        and closes
        and _describes(following, node)
    ):
        return replace(node, span=Span(node.span.start, following.span.end)), _past_comma(nodes, i + 2)
    if _named(node):
        end = _description(nodes, i + 1)
        if end is not None:
            return replace(node, span=Span(node.span.start, nodes[end - 1].span.end)), _past_comma(nodes, end)
    return node, i


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
    opens = (
        first.word in lex.ROLE_WORDS
        or first.word in ("the", "a", "an", "once", "now", "formerly")
        or (first.kind is Kind.PARTY and (first.possessive or first.generic))
        or first.word in _ADJECTIVES
    )
    if not opens:
        return None
    for j in range(start, min(start + 18, len(nodes))):
        word = nodes[j].word
        if word in (",", ".", ";", ")", "–", "—"):
            return j if j > start + 1 or first.kind is Kind.PARTY else None
        if (is_finite(nodes[j]) and word not in ("led",)) or word in lex.RELATIVES:
            return None
    return len(nodes) if len(nodes) - start < 18 else None
