"""Offices by which people are described: which titles a description fits, and which nouns are offices in the plural."""

from __future__ import annotations

from bot.text.parties.cast import Character, offices_of
from bot.text.parties.tables import known_party, name_key, states

# Common nouns that stand for one body when the article names it.
STAND_INS = {"alliance": ("body:nato",), "bloc": ("body:eu", "body:ec"), "executive": ("body:ec",)}
_LEADERS = frozenset(
    [
        "president",
        "premier",
        "prime",
        "chancellor",
        "king",
        "emir",
        "sultan",
        "leader",
        "prince",
        "pope",
        "queen",
    ]
)
_CHIEFS = frozenset(
    [
        "chief",
        "head",
        "director",
        "chair",
        "chairman",
        "chairwoman",
        "governor",
        "president",
        "general",
        "executive",
        "boss",
        "leader",
        "commissioner",
    ]
)
# Description heads that also fit people with other offices.
WIDER: dict[str, frozenset[str]] = {
    "leader": _LEADERS | _CHIEFS,
    "chief": _CHIEFS | {"secretary", "commissioner"},
    "head": _CHIEFS | {"secretary"},
    "boss": _CHIEFS,
    "chair": frozenset(["chair", "chairman", "chairwoman", "secretary", "chaired", "chairs", "president"]),
    "chairman": frozenset(["chair", "chairman"]),
    "chairwoman": frozenset(["chair", "chairwoman"]),
    "envoy": frozenset(["envoy", "ambassador", "representative", "negotiator", "emissary"]),
    "emissary": frozenset(["envoy", "emissary"]),
    "negotiator": frozenset(["negotiator", "envoy", "representative"]),
    "diplomat": frozenset(["diplomat", "ambassador", "envoy", "foreign"]),
    "aide": frozenset(["aide", "adviser", "advisor", "advises"]),
    "adviser": frozenset(["aide", "adviser", "advisor", "advises"]),
    "advisor": frozenset(["aide", "adviser", "advisor", "advises"]),
    "spokesperson": frozenset(["spokesperson", "spokesman", "spokeswoman"]),
    "spokesman": frozenset(["spokesperson", "spokesman"]),
    "spokeswoman": frozenset(["spokesperson", "spokeswoman", "secretary"]),
    "premier": frozenset(["premier", "prime"]),
    "politician": frozenset(
        ["politician", "minister", "lawmaker", "senator", "commissioner", "president", "premier", "mayor", "governor"]
    ),
    "statesman": _LEADERS,
    "lawmaker": frozenset(["lawmaker", "senator", "deputy", "mp", "mep", "legislator"]),
    "executive": frozenset(["executive", "ceo", "chief"]),
    "banker": frozenset(["banker", "governor"]),
}  # fmt: skip
_PLURAL_HEADS = {"presidents": "president", "leaders": "leader", "ministers": "minister", "negotiators": "negotiator",
                 "envoys": "envoy", "diplomats": "diplomat", "chancellors": "chancellor", "lawyers": "lawyer"}  # fmt: skip


def fit(person: Character, head: str, sides: tuple[str, ...], modifiers: tuple[str, ...]) -> int:
    """How well a person fits a description by office: 0 not at all, more for the very office, its side and its modifiers."""
    offices = person.offices
    table = offices_of(person.key)
    table_words = {w for _, office in table for w in office.split()}
    accepted = WIDER.get(head, frozenset([head])) | {head}
    own = bool(accepted & offices)
    if not own and not (accepted & table_words):
        return 0
    if sides and not set(sides) & person.states:
        elsewhere = any(not state.startswith("body:") for state in person.states)
        return 0 if elsewhere or not own else 1
    of_sides = {word for side in sides for name in demonyms_of(side) for word in name.split()}
    unknown = set(modifiers) - offices - table_words - person.states - PLAIN_MODIFIERS - of_sides
    if unknown and not any(_names_side(word, sides) for word in unknown):
        return 0
    score = 1 + (1 if head in offices or head in table_words else 0) + (1 if sides else 0)
    telling = set(modifiers) & offices
    return score + len(telling)


PLAIN_MODIFIERS = frozenset(
    """the a his her its their this former senior visiting veteran outgoing new current then late young elder first top chief
    special own long-time longtime recent same other of old incoming acting two both""".split()
)


RELATIONAL = frozenset(
    "counterpart colleague successor predecessor host guest visitor neighbour neighbor".split()
)
""" "Their Turkish counterpart": whose office is that of the others."""


def demonyms_of(state: str) -> frozenset[str]:
    """The adjectives and peoples of a state of the table, folded."""
    return frozenset(name_key(d) for d in states()[state].demonyms) if state in states() else frozenset()


def _names_side(word: str, sides: tuple[str, ...]) -> bool:
    """Whether a modifier is what named the side: "alliance" in "the alliance chief", "Kremlin" in "the Kremlin leader"."""
    return bool(sides) and (word in STAND_INS or known_party(word) is not None)


def singular_head(head: str) -> str:
    """ "presidents" to "president", for heads that stand for offices; others unchanged."""
    return _PLURAL_HEADS.get(head, head)


def is_plural_office(head: str) -> bool:
    """Whether the head is the plural of an office that single people hold."""
    return head in _PLURAL_HEADS
