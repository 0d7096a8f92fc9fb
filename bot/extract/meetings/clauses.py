"""A sentence as a row of nodes, with titles and appositions folded into parties."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.folding import fold
from bot.extract.meetings.nodes import POSSESSIVE, Kind, Node, is_finite
from bot.model.facts import Mention, PartyKind
from bot.model.text import Span
from bot.model.when import When
from bot.text.parties import known_party

MAX_NODES = 400
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’.\-‑&][^\W_]+)*|['’]s?|[^\w\s]|_")
_OWN = frozenset("his her its their our my your".split())
_REFLEXIVES = frozenset("himself herself itself themselves".split())
_QUOTATION = frozenset('“ ” " ‘ « » „'.split())


_NOUN_OR_VERB = frozenset(
    """strike plan plans call calls visit visits lead break breaks vote votes offer offers talk talks hold set report
    reports claim claims demand demands request requests need needs hope hopes face mark marks show shows state states
    end start return attack rise fall run win gain cut deal leave left move moves felt found ground bound""".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """The nodes of one sentence, and what cues see of each: its word, "P" for a party, "T" for a time."""

    span: Span
    index: int
    nodes: tuple[Node, ...]
    symbols: tuple[str, ...]

    def word(self, at: int) -> str:
        """The lower-case word at a node, or the empty string outside the sentence."""
        return self.nodes[at].word if 0 <= at < len(self.nodes) else ""

    def mask(self, start: int, end: int) -> str:
        """The words between two nodes with parties as "P" (or "P's"), times as "T": what cues are matched on."""
        return " ".join(self.symbols[max(start, 0) : max(end, 0)])

    def mask_words(self, start: int, end: int) -> str:
        """The words between two nodes as printed, in lower case, parties included."""
        return " ".join(node.word for node in self.nodes[max(start, 0) : max(end, 0)])

    def finite(self, at: int) -> bool:
        """Whether the node looks like a finite verb."""
        return 0 <= at < len(self.nodes) and is_finite(self.nodes[at]) and not self._noun(at)

    def _noun(self, at: int) -> bool:
        """Whether "strike", "call", "plan" stands where only a noun can: "a port strike", "after the vote"."""
        if self.nodes[at].word not in _NOUN_OR_VERB:
            return False
        before = self.word(at - 1)
        if before in lex.DETERMINERS or before in ("of", "in", "on", "after", "by", "with", "from", "during"):
            return True
        return self.word(at - 2) in lex.DETERMINERS and before.isalpha() and not before.endswith("s")


@lru_cache(
    maxsize=256
)  # the sentences of about four articles: meetings, replies and events read the same ones
def row_of(doc: Document, index: int) -> Row:
    """Read sentence `index` of the document."""
    span = doc.sentences[index]
    nodes = fold(_both_told(doc, index, _pieces(doc, span)), doc)
    return Row(span, index, tuple(nodes), tuple(_symbol(node) for node in nodes))


def _both_told(doc: Document, index: int, nodes: list[Node]) -> list[Node]:
    """ "They" that nothing resolved: the two people of the sentence before, when it names no other ones."""
    at = next((i for i, node in enumerate(nodes) if node.word == "they" and node.kind is Kind.WORD), None)
    if at is None or index == 0 or any(node.kind is Kind.PARTY for node in nodes[:at]):
        return nodes
    before = [m for m in doc.mentions_in(doc.sentences[index - 1]) if m.party.kind is PartyKind.PERSON]
    told = {mention.party.key: mention for mention in before}
    if len(told) != 2:
        return nodes
    where = nodes[at].span
    mentions = tuple(Mention(span=where, words="they", party=mention.party) for mention in told.values())
    return [*nodes[:at], replace(nodes[at], kind=Kind.PARTY, mentions=mentions, head=where), *nodes[at + 1 :]]


def _symbol(node: Node) -> str:
    if node.kind is Kind.PARTY:
        return "P's" if node.possessive else "P"
    if node.kind is Kind.TIME:
        return "T"
    return node.word.replace("’", "'")


def _pieces(doc: Document, span: Span) -> list[Node]:
    """Mentions and times as they stand; everything else word by word."""
    marked = _marked(doc, span)
    text, out, position = doc.text, [], span.start
    for node in marked:
        out.extend(_words(text, position, node.span.start))
        end = node.span.end
        if node.kind is Kind.PARTY:
            owns = POSSESSIVE.match(text, end)
            inside = text[node.span.start : end].endswith(("'s", "’s"))
            if owns is not None and owns.end() <= span.end:
                end = owns.end()
            own = node.word in _OWN and _before_noun(text, end)
            node = replace(node, possessive=owns is not None or inside or own)
        if node.kind is Kind.PARTY and _SHORT_FORM.search(node.word) and end + 1 < span.end:
            end += text[end] == "."  # "Lidon Inc. and Marva Corp. met"
        out.append(node)
        position = end
        if len(out) > MAX_NODES:
            return out
    out.extend(_words(text, position, span.end))
    return out[:MAX_NODES]


_SHORT_FORM = re.compile(r" (?:inc|corp|co|cos|ltd|bros)$")
_NUMBERED = re.compile(r"\d[-–/] ?$")  # "Local 1-1937" tells no year


_OPENS_ANOTHER = frozenset("the a an this that these those last next".split())


def _before_noun(text: str, end: int) -> bool:
    following = _TOKEN.search(text, end)
    if following is None or not following.group()[0].isalpha():
        return False
    word = following.group().casefold()
    return (
        word not in _OPENS_ANOTHER
        and word not in lex.PREPOSITIONS
        and word not in lex.CONJUNCTIONS
        and word not in lex.AUXILIARIES
        and word not in lex.ADVERBS
        and word not in lex.RELATIVES
    )


def _marked(doc: Document, span: Span) -> list[Node]:
    """Outermost mentions and times of the sentence, in order, not overlapping."""
    text = doc.text
    at: dict[Span, list[Mention]] = {}
    for mention in doc.mentions_in(span):
        if mention.words.casefold() in _REFLEXIVES:
            continue  # "rang the emir himself"
        where = _without_verb(text, _with_its_whole(doc, mention))
        if mention.span.end <= span.end and where is not None:
            at.setdefault(where, []).append(mention)
    found = [
        Node(
            kind=Kind.PARTY,
            span=where,
            word=where.of(text).casefold(),
            mentions=tuple(mentions),
            head=where,
            capital=where.of(text)[:1].isupper(),
        )
        for where, mentions in at.items()
    ]
    found += [
        _time(text, when)
        for when in doc.whens_in(span)
        if when.span.end <= span.end
        and _NUMBERED.search(text, max(0, when.span.start - 4), when.span.start) is None
    ]
    found.sort(key=lambda node: (node.span.start, -node.span.end, node.kind is Kind.TIME))
    out: list[Node] = []
    for node in found:
        if out and node.span.start < out[-1].span.end:
            continue
        out.append(node)
    return out


_EVENT_INSIDE = re.compile(
    r"^(.*\b(?:after|before))\s.*\b(?:talks|meetings?|summit|call|session|visit|round|lunch|dinner|negotiations)$",
    re.IGNORECASE | re.DOTALL,
)


def _with_its_whole(doc: Document, mention: Mention) -> Span:
    """The mention with what follows its head: "executives of the four largest U.S. carriers", unless a body is named inside."""
    span, name = mention.span, mention.party.name
    if mention.party.kind not in (PartyKind.GROUP, PartyKind.UNNAMED) or len(name) <= span.end - span.start:
        return span
    start = doc.text.find(name, span.start, span.start + len(name) + 8)
    if start < 0 or start + len(name) <= span.end:
        return span
    whole = Span(span.start, start + len(name))
    inside = [m for m in doc.mentions_in(Span(span.end, whole.end)) if m.span.end <= whole.end]
    adjectives = all(m.party.kind is PartyKind.STATE and m.span.end < whole.end for m in inside)
    named = any(m.party.kind in (PartyKind.BODY, PartyKind.PERSON) for m in inside)
    return whole if inside and adjectives and not named else span


def _time(text: str, when: When) -> Node:
    """A time; "a day after a meeting" leaves the meeting to be read, and is no day of that meeting."""
    inside = _EVENT_INSIDE.match(when.span.of(text))
    if inside is None:
        return Node(kind=Kind.TIME, span=when.span, word=when.words.casefold(), when=when)
    span = Span(when.span.start, when.span.start + inside.end(1))
    return Node(kind=Kind.TIME, span=span, word=span.of(text).casefold())


def _without_verb(text: str, span: Span) -> Span | None:
    """A mention without a verb of encounter that was taken for a title: "will [host Sofia]"; None when nothing is left."""
    words = span.of(text)
    first = words.split(maxsplit=1)
    if not first or first[0] not in lex.VERBS:
        return span
    return Span(span.start + words.index(first[1]), span.end) if len(first) > 1 else None


def _words(text: str, start: int, end: int) -> list[Node]:
    out = []
    for match in _TOKEN.finditer(text, start, max(start, end)):
        word = match.group()
        if word in _QUOTATION:
            continue
        pair = _pair(word, Span(match.start(), match.end())) if not word.isalnum() else None
        if pair is not None:
            out.append(pair)
            continue
        kind = Kind.WORD if word[0].isalnum() or (word[0] in "'’" and len(word) > 1) else Kind.MARK
        out.append(
            Node(
                kind=kind,
                span=Span(match.start(), match.end()),
                word=word.casefold().replace("’", "'"),
                capital=word[:1].isupper(),
            )
        )
    return out


_HYPHENS = re.compile(r"[-‑–]")


def _pair(word: str, span: Span) -> Node | None:
    """ "India-Japan" as the two states it names."""
    if not word[0].isupper() or _HYPHENS.search(word) is None:
        return None
    parties = [known_party(part) for part in _HYPHENS.split(word) if part[:1].isupper()]
    if len(parties) < 2 or any(party is None for party in parties):
        return None
    mentions = tuple(Mention(span=span, words=word, party=party) for party in parties if party is not None)
    return Node(kind=Kind.PARTY, span=span, word=word.casefold(), mentions=mentions, head=span, capital=True)
