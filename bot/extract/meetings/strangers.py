"""Names that nothing else in the article explains: "Brentco held talks with Solvia", "between Karsa and Ondria".

A lone capitalised word is a party only where a party must stand: in a list with one, after "with" or "between", as the
object of a verb of encounter, or at the start of a sentence right before its verb.
"""

from __future__ import annotations

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.nodes import POSSESSIVE, Kind, Node, is_finite
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.parties.lexicon import words
from bot.text.words import fold

_LONGEST = 4
_PARTNERS = frozenset("with between and or plus versus".split())
# What somebody sends or asks: "a request by Brentco", "managers from Brentco".
_ACTED = frozenset(
    """request requests invitation invitations proposal proposals offer offers appeal appeals demand demands letter letters
    delegation delegations managers officials executives negotiators representatives lawyers team teams envoys delegates
    bosses directors heads experts""".split()
)
BODY_ROLES = frozenset(
    """suitor bidder rival regulator company firm group owner landlord bank operator union agency watchdog lender supplier
    contractor partner developer builder publisher association federation party insurer broker parent target buyer seller
    employer adviser advisers advisor body""".split()
)
_ORDINARY_ENDINGS = (
    "ing",
    "tion",
    "tions",
    "sion",
    "ment",
    "ments",
    "ness",
    "ity",
    "ly",
    "ers",
    "ors",
    "ists",
    "ies",
)


def strangers(nodes: list[Node], doc: Document) -> list[Node]:
    """The nodes with unexplained names as parties."""
    if not any(node.kind is Kind.WORD and node.capital for node in nodes):
        return nodes
    out: list[Node] = []
    i = 0
    while i < len(nodes):
        end = _run_end(nodes, i)
        if end > i and _stands_as_party(nodes, i, end, out):
            out.append(_stranger(nodes, i, end, doc))
        elif end == i:
            out.append(nodes[i])
            end = i + 1
        else:
            out.extend(nodes[i:end])
        i = end
    return out


def _run_end(nodes: list[Node], start: int) -> int:
    """End of the capitalised words from `start` that can be one name; `start` itself when there is none."""
    j = start
    while j < len(nodes) and j - start < _LONGEST and _name_word(nodes[j]):
        j += 1
    return j


def _name_word(node: Node) -> bool:
    if node.kind is not Kind.WORD or not node.capital or len(node.word) < 3 or not node.word[0].isalpha():
        return False
    word = fold(node.word)
    listed = word in words("not_names") or word in words("openers") or word in words("thing_heads")
    known = word in lex.ROLE_WORDS or word in lex.NOUNS or word in lex.VERBS or word in lex.PREPOSITIONS
    placed = word in words("place_heads") or word in words("place_openers") or word in words("honorifics")
    return not (listed or known or placed or word in lex.ADVERBS or word in lex.RELATIVES)


def _stands_as_party(nodes: list[Node], start: int, end: int, before: list[Node]) -> bool:
    if not _ends_phrase(nodes, end) or all(node.word.isupper() for node in nodes[start:end]):
        return False
    if _known_state(nodes, start, end):
        return False  # a state after "visit" is a place; the tables know when it acts
    if start == 0 or (nodes[start - 1].kind is Kind.MARK and nodes[start - 1].word in ("-", "–", "—", ":")):
        return _opens_sentence(nodes, start, end)
    if nodes[start - 1].kind is Kind.TIME and not any(is_finite(node) for node in nodes[:start]):
        return _opens_sentence(nodes, start, end)  # "On Tuesday Karsa resumed ..."
    left, right = nodes[start - 1].word, nodes[end].word if end < len(nodes) else ""
    second = nodes[start - 2].word if start > 1 else ""
    if left in ("with", "between") or left in lex.VERBS or (left == "the" and second in lex.VERBS):
        return True
    if left in ("opposite", "beside", "alongside") or (left, second) in (("from", "across"), ("to", "next")):
        return True
    if left in ("by", "from", "for", "of") and second in _ACTED:
        return True  # "a request by Brentco", "managers from Brentco"
    if left == "," and second in BODY_ROLES:
        return True  # "its suitor, Brentco"
    joined = left in ("and", "or", "&", ",")
    if right == "by" and (joined or left == ";"):
        return True  # "Karsa was represented by A, Ondria by B"
    listed = joined and len(before) > 1 and before[-2].party
    if listed and left == "," and right not in ("and", ",", "&", "or"):
        return False  # "his wife, Victoria" is one party
    follows = right in ("and", ",", "&") and end + 1 < len(nodes)
    follows = follows and (nodes[end + 1].party or _run_end(nodes, end + 1) > end + 1)
    acted_on = is_finite(nodes[start - 1])
    return listed or (follows and (joined or acted_on or left in _PARTNERS or left == "of"))


def _known_state(nodes: list[Node], start: int, end: int) -> bool:
    known = known_party(" ".join(node.word for node in nodes[start:end]))
    return known is not None and known.kind is PartyKind.STATE


def _opens_sentence(nodes: list[Node], start: int, end: int) -> bool:
    """ "Brentco held", "Karsa and Ondria resumed": no ordinary word, and a verb behind it."""
    if any(node.word.endswith(_ORDINARY_ENDINGS) for node in nodes[start:end]):
        return False
    following = nodes[end] if end < len(nodes) else None
    if following is None:
        return False
    if following.word == "," and end - start == 1 and _office_behind(nodes, end + 1):
        return True
    if following.word in ("and", "&", ",") and end + 1 < len(nodes):
        partner = nodes[end + 1]
        return partner.party or (_run_end(nodes, end + 1) > end + 1 and end + 1 < len(nodes))
    return is_finite(following) or following.word in lex.AUXILIARIES


def _office_behind(nodes: list[Node], at: int) -> bool:
    """Whether "chief executive of Solvia," stands at `at`: what the name before the comma is."""
    at += at < len(nodes) and nodes[at].word in ("the", "a", "an")
    roles = [j for j in range(at, min(at + 3, len(nodes))) if nodes[j].word in lex.ROLE_WORDS]
    return bool(roles) and roles[-1] + 1 < len(nodes) and nodes[roles[-1] + 1].word in ("of", "at", "for")


def _ends_phrase(nodes: list[Node], end: int) -> bool:
    """Whether nothing that the name could describe follows it ("the Hull plant" is no party)."""
    if end >= len(nodes):
        return True
    node = nodes[end]
    if node.kind is not Kind.WORD:
        return node.word not in ("'", "’") and node.kind is not Kind.PARTY
    plain = node.word in lex.PREPOSITIONS or node.word in lex.CONJUNCTIONS or node.word in lex.AUXILIARIES
    return plain or is_finite(node) or node.word in lex.RELATIVES or node.word in lex.ADVERBS


def _stranger(nodes: list[Node], start: int, end: int, doc: Document) -> Node:
    span = Span(nodes[start].span.start, nodes[end - 1].span.end)
    name = doc.words(span)
    party = known_party(name) or Party(key=f"body:{fold(name)}", name=name, kind=PartyKind.BODY)
    return Node(
        kind=Kind.PARTY,
        span=span,
        word=name.casefold(),
        mentions=(Mention(span=span, words=name, party=party),),
        head=span,
        capital=True,
        possessive=POSSESSIVE.match(doc.text, span.end) is not None,
    )
