"""Nameless people of a sentence: "a delegation of drivers", "the foreign minister of Japan", "seven European leaders"."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import (
    POSSESSIVE,
    PRONOUNS,
    Kind,
    Node,
    adjective_like,
    is_finite,
    is_person,
)
from bot.model.facts import Mention, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party, party_from_name


def bare_roles(nodes: list[Node], doc: Document) -> list[Node]:
    """ "a delegation of drivers", "the foreign minister of Japan", "seven European leaders": one generic node."""
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        node = nodes[i]
        if node.kind is Kind.PARTY and not node.possessive and node.word.split()[-1] in lex.PLURAL_ROLES:
            end, acted_for = _of_whom(nodes, i + 1, doc)
            if acted_for:
                span = Span(node.span.start, nodes[end - 1].span.end)
                label = doc.words(span)
                node = replace(node, span=span, head=span, word=label.casefold(), generic=True, label=label)
                nodes[end - 1] = replace(node, mentions=acted_for)
                i = end - 1
            out.append(nodes[i])
            i += 1
            continue
        opens_clause = node.word == "that" and i + 1 < len(nodes) and nodes[i + 1].word in lex.DETERMINERS
        if node.kind is not Kind.WORD or node.word in lex.FINITE or opens_clause:
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
            and not is_role(nodes[k].word)
            and (
                nodes[k].word in lex.ADJECTIVES
                or (adjective_like(nodes[k]) and j > i)
                or (nodes[k].word == "'s" and k > j)
            )
        ):
            k += 1
        last = k - 1
        while k < len(nodes) and nodes[k].kind is Kind.WORD and is_role(nodes[k].word):
            last = k
            k += 1
        while last >= j and nodes[last].word in lex.ROLE_MODIFIERS and not _name_at(nodes, k):
            last -= 1
        if last >= j and _verb_after_all(nodes, last):
            last = j - 1
        if last >= j:
            k = _of_state(nodes, k)
        if last < j or not is_role(nodes[last].word) or last < i:
            out.append(node)
            i += 1
            continue
        if k < len(nodes) and _takes_title(nodes[k]) and not _verb_here(nodes, i):
            nodes[k] = replace(nodes[k], span=Span(node.span.start, nodes[k].span.end))
            i = k
            continue
        plural = any(
            nodes[x].word in lex.PLURAL_ROLES or _are_people(nodes[x].word) for x in range(j, last + 1)
        )
        if j == i and not plural:
            out.append(node)
            i += 1
            continue
        end, mentions = _of_whom(nodes, last + 1, doc)
        mentions = mentions or _of_nation(nodes[i : last + 1], doc)
        mentions = () if nodes[last].word in _INHABITANTS else mentions
        if (
            j == i
            and out
            and out[-1].kind is Kind.WORD
            and adjective_like(out[-1])
            and _after_preposition(out)
        ):
            node = out.pop()  # "a summit of hospital directors"
        end = _their_people(nodes, end, doc)
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
    return node.kind is Kind.PARTY and not node.possessive and is_person(node) and node.word not in PRONOUNS


def _of_state(nodes: list[Node], k: int) -> int:
    """Past "of state", "of staff", "of foreign affairs" when a name follows: "Secretary of State Marco Rubio"."""
    if k + 1 >= len(nodes) or nodes[k].word != "of":
        return k
    named = nodes[k + 1]
    if named.kind is Kind.PARTY and named.head is not None and named.span.start < named.head.start:
        return k + 1 if is_person(named) else k  # "Prime Minister of Estonia Mart Tamm"
    for end in range(k + 2, min(k + 5, len(nodes))):
        if nodes[end].kind is Kind.PARTY:
            return end if is_person(nodes[end]) and nodes[end].word not in PRONOUNS else k
        if nodes[end].kind is not Kind.WORD or is_finite(nodes[end]) or nodes[end].word == "and":
            return k
    return k


def _after_preposition(out: list[Node]) -> bool:
    return (
        len(out) > 1
        and not out[-1].capital
        and (out[-2].word in lex.PREPOSITIONS or out[-2].word in lex.VERBS or out[-2].word == "and")
    )


def _name_at(nodes: list[Node], k: int) -> bool:
    return k < len(nodes) and _takes_title(nodes[k])


_VERBS_IN_S = frozenset("heads states chairs hosts leads partners members coaches judges".split())


def _verb_after_all(nodes: list[Node], at: int) -> bool:
    """Whether "heads", "states" goes on as a verb does: "who heads the mission", "the filing states that"."""
    following = nodes[at + 1].word if at + 1 < len(nodes) else ""
    return nodes[at].word in _VERBS_IN_S and following in (
        "the",
        "a",
        "an",
        "that",
        "its",
        "his",
        "her",
        "their",
    )


_ALSO_VERBS = frozenset("host head chair coach judge guest captain partner group board rival".split())


def _verb_here(nodes: list[Node], i: int) -> bool:
    """Whether "host", "head", "chair" at `i` is the verb of the party or auxiliary before it."""
    if nodes[i].word not in _ALSO_VERBS or i == 0:
        return False
    previous = nodes[i - 1]
    return previous.party or previous.word in lex.AUXILIARIES or previous.word in lex.ADVERBS


def _of_whom(nodes: list[Node], start: int, doc: Document) -> tuple[int, tuple[Mention, ...]]:
    """ "of the two countries", "for the European Parliament and the Council" after a role: who they act for."""
    opened = start < len(nodes) and nodes[start].word in ("of", "from", "for", "representing")
    if not opened and not _employed_at(nodes, start):
        return start, ()
    if (behind := _past_state(nodes, start)) > start:
        end, acted_for = _of_whom(nodes, behind, doc)
        return (end, acted_for) if acted_for else (behind, ())
    mentions: list[Mention] = []
    end, j = start, _past_subject(nodes, start)
    while j < len(nodes):
        if nodes[j].word in (
            "the",
            "a",
            "all",
            "both",
            "several",
            "some",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
        ):
            j += 1
            continue
        if mentions and nodes[j].word == nodes[start].word and nodes[j - 1].word in ("and", ","):
            j += 1  # "lawyers for the town and for the smelter"
            continue
        if _smaller(nodes, j):
            j += 1
            continue
        if nodes[j].word in _SETTLEMENTS and j + 1 < len(nodes) and nodes[j + 1].word == "of":
            j += 2
            continue
        named_next = (
            mentions
            and is_person(nodes[j])
            and not any(mention.party.kind is PartyKind.PERSON for mention in mentions)
        )
        if named_next or (mentions and _is_office(nodes[j])):
            break  # "the presidents of Mazov and Lietava, Adam Krol and ...", "... and Lietava, the emir of ..."
        if nodes[j].kind is Kind.PARTY and not nodes[j].possessive:
            mentions.extend(nodes[j].mentions)
            end = j = j + 1
            if j == len(nodes):
                break
            if nodes[j].word in ("and", ","):
                j = _past_joiner(nodes, j)
                continue
        if nodes[j].kind is Kind.PARTY and nodes[j].generic and not nodes[j].possessive:
            end = j = j + 1  # "experts from both countries"
            break
        if (last := _unknown_name(nodes, j)) > j and not (last < len(nodes) and _describes_on(nodes[last])):
            span = Span(nodes[j].span.start, nodes[last - 1].span.end)
            words = doc.words(span)
            mentions.append(Mention(span=span, words=words, party=party_from_name(words)))
            end = j = last
            if j == len(nodes):
                break
            if nodes[j].word in ("and", ","):
                j += 1
                continue
        if nodes[j].kind is Kind.WORD and nodes[j].word in lex.PLURAL_ROLES and j > start + 1:
            end = j + 1  # "the heads of both organisations"
        break
    if mentions or end > start:
        return end, tuple(mentions)
    j, plain = start + 1, 0
    while j < len(nodes) and plain < 4 and nodes[j].kind is Kind.WORD and adjective_like(nodes[j]):
        j, plain = j + 1, plain + 1
    return (j, ()) if plain and nodes[start].word == "of" else (start, ())


_EMPLOYED = frozenset("bosses executives managers chiefs directors".split())


def _employed_at(nodes: list[Node], at: int) -> bool:
    """Whether "at Harcourt Steel" behind "bosses" tells whose they are; "at the White House" tells where they are."""
    if at < 1 or at + 1 >= len(nodes) or nodes[at].word != "at":
        return False
    home = nodes[at + 1]
    bodies = [p for p in home.parties if p.kind is PartyKind.BODY and known_party(p.name) is None]
    return nodes[at - 1].word.split()[-1] in _EMPLOYED and home.party and home.capital and bool(bodies)


def _past_subject(nodes: list[Node], start: int) -> int:
    """Past "foreign affairs of" in "the ministers of foreign affairs of Iraq", where `start` is the first "of"."""
    j = start + 1
    while j < len(nodes) and j - start < 5 and nodes[j].kind is Kind.WORD and not nodes[j].capital:
        if nodes[j].word == nodes[start].word and j > start + 1:
            return j + 1
        if nodes[j].word not in _SUBJECTS:
            break
        j += 1
    return start + 1


_SUBJECTS = frozenset(
    """foreign affairs defence defense finance trade health interior education agriculture energy justice transport labour labor
    environment culture tourism economy the and of""".split()
)


def _past_state(nodes: list[Node], start: int) -> int:
    """Past "of state and government" behind "heads", where `start` is "of"; `start` itself for others."""
    words = [node.word for node in nodes[start : start + 4]]
    if words[:2] != ["of", "state"]:
        return start
    return start + 4 if words[2:] == ["and", "government"] else start + 2


def _past_joiner(nodes: list[Node], at: int) -> int:
    """Past ",", "and" or ", and" inside a list."""
    oxford = nodes[at].word == "," and at + 1 < len(nodes) and nodes[at + 1].word == "and"
    return at + 1 + oxford


def _is_office(node: Node) -> bool:
    """Whether somebody is told by office alone, or as a group."""
    return bool(node.parties) and all(p.kind in (PartyKind.UNNAMED, PartyKind.GROUP) for p in node.parties)


_INHABITANTS = frozenset(
    "residents villagers citizens inhabitants neighbours families people islanders locals".split()
)
_SETTLEMENTS = frozenset(
    "town city village state region county province government republic kingdom port district".split()
)


def _their_people(nodes: list[Node], end: int, doc: Document) -> int:
    """End of "the companies' chairmen" from the end of "the companies"; `end` itself when they own nobody."""
    owns = POSSESSIVE.match(doc.text, nodes[end - 1].span.end) is not None
    j = end + (owns and end < len(nodes) and nodes[end].kind is Kind.MARK)
    last = end
    while owns and j < len(nodes) and j - end < 5 and nodes[j].kind is Kind.WORD:
        if is_role(nodes[j].word):
            last = j + 1
        elif not adjective_like(nodes[j]) and nodes[j].word not in lex.ADJECTIVES:
            break
        j += 1
    return last


def _of_nation(nodes: list[Node], doc: Document) -> tuple[Mention, ...]:
    """Russia in "the Russian team": an adjective that names a state tells for whom nameless people act."""
    for node in nodes:
        known = known_party(doc.words(node.span)) if node.capital else None
        if known is not None and known.kind is PartyKind.STATE:
            return (Mention(span=node.span, words=doc.words(node.span), party=known),)
    return ()


def _smaller(nodes: list[Node], j: int) -> bool:
    """Whether an adjective stands before the people acted for: "the heads of the two smaller parties"."""
    return (
        j + 1 < len(nodes)
        and adjective_like(nodes[j])
        and not nodes[j].capital
        and is_role(nodes[j + 1].word)
    )


def _describes_on(node: Node) -> bool:
    """Whether a noun goes on behind a name: "the six Bay states" are not of Bay."""
    return node.kind is Kind.WORD and not node.capital and (adjective_like(node) or is_role(node.word))


def is_role(word: str) -> bool:
    """Whether a word names people by what they are or do: "envoy", "skateboarders"."""
    return word in lex.ROLE_WORDS or word in _OFFICES or _are_people(word)


_OFFICES = frozenset(
    "attorney attorneys solicitor barrister prosecutor conciliator magistrate arbitrator".split()
)
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "men", "women", "ants", "people", "folk")


def _are_people(word: str) -> bool:
    """Whether a plural looks like one of people; plurals in -ers and -ors that are things are listed."""
    return len(word) > 5 and word.endswith(_PEOPLE_ENDINGS) and word not in lex.THINGS


def _unknown_name(nodes: list[Node], at: int) -> int:
    """End of the capitalised words from `at` that no mention covers: "Lower Wick"; the office before a name is none."""
    j = at
    while j < len(nodes) and nodes[j].kind is Kind.WORD and nodes[j].capital and j - at < 4:
        if is_role(nodes[j].word) and _name_at(nodes, j + 1):
            return at
        j += 1
    return j
