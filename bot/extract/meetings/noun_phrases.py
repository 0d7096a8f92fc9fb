"""The noun phrase around "talks" or "meeting": where it begins, whose it is, and which parties hang on it."""

from __future__ import annotations

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.lexicon import Noun
from bot.extract.meetings.nodes import Kind, Node, adjective_like
from bot.extract.meetings.seats import Group, group_left
from bot.model.facts import Mode, PartyKind
from bot.model.when import When

_NOUN_WORDS = frozenset(part for noun in lex.NOUNS for part in noun.split())


def noun_at(row: Row, at: int) -> Noun | None:
    word = row.word(at)
    if word not in _NOUN_WORDS:
        return None
    noun = (
        lex.NOUNS.get(f"{word} {row.word(at + 1)}")
        or lex.NOUNS.get(f"{row.word(at - 1)} {word}")
        or lex.NOUNS.get(word)
    )
    if noun is None:
        return None
    if f"{word} {row.word(at + 1)}" in lex.NOUNS:
        return None  # the second word of "phone call" is the trigger
    if noun.mode is Mode.VIDEO and row.word(at - 2) in ("by", "via", "over", "through"):
        return None  # "conferred by video link" is told by the verb
    if word == "meeting" and not _is_noun(row, at):
        return None
    if word in ("call", "calls", "visit", "visits", "talk", "interview", "chat") and not _is_noun(row, at):
        return None
    if word in _ALSO_ADJECTIVES and _describes_next(row, at):
        return None  # "bilateral defence ties"
    if word in ("round", "rounds") and row.word(at + 1) == "of":
        return None  # "two rounds of direct talks" is told by "talks", "a round of golf" by nothing
    return noun


_ALSO_ADJECTIVES = frozenset("bilateral trilateral face-to-face one-on-one".split())


def _describes_next(row: Row, at: int) -> bool:
    """Whether "bilateral" stands before the noun it describes, which is no encounter."""
    if at + 1 >= len(row.nodes):
        return False
    following = row.nodes[at + 1]
    return following.kind is Kind.PARTY or (
        following.kind is Kind.WORD and adjective_like(following) and following.word not in lex.NOUNS
    )


_VERB_LEADS = frozenset("to will would not may might could should is are was were be been and".split())
_GERUND_LEADS = frozenset("after before against about denied of for from by since following without".split())


def _is_noun(row: Row, at: int) -> bool:
    """Whether "meeting", "call", "visit" stands where a noun does."""
    follower = row.nodes[at + 1] if at + 1 < len(row.nodes) else None
    on_party = follower is not None and follower.party
    if at == 0:
        return not on_party
    previous = row.nodes[at - 1]
    if previous.kind is Kind.PARTY:
        return previous.possessive or not on_party
    if row.word(at) == "meeting" and on_party:
        return False
    j = at - 1
    while j > 0 and row.word(j) in ("now", "currently", "still", "also", "again", "just", "due"):
        j -= 1
    if j < at - 1 and row.word(j) in ("is", "are", "was", "were", "been", "be"):
        return False
    if previous.word in _VERB_LEADS:
        return False
    if previous.word in _GERUND_LEADS:
        return follower is None or not (on_party or follower.word in ("with", "the", "his", "her"))
    return True


_MODIFIERS = frozenset(
    """first second third fourth fifth last latest next previous new another further bilateral trilateral direct indirect
    face-to-face high-level top-level emergency urgent extraordinary closed-door secret private brief short long lengthy
    formal informal annual regular weekly crisis peace trade ceasefire truce nuclear security working possible potential
    planned scheduled upcoming proposed leaders' leader's phone telephone video virtual joint separate one-on-one tariff
    two three four five several many more extra final late-night overnight marathon preliminary exploratory technical
    constructive productive useful frank tense candid cordial warm rare historic crucial key follow-up two-way three-way
    four-way successful fruitful intensive intense renewed fresh early recent expected special ministerial presidential mediated contract wage labour labor pay collective federal state mutual stalled resumed protracted
    heated long-awaited round-the-clock inconclusive
    budget climate energy economic political diplomatic military general annual half-hour hour-long later""".split()
)


def noun_phrase(row: Row, at: int) -> tuple[int, Group | None, When | None, bool, bool]:
    """(first node, owning parties, time inside, indefinite, another one) of the noun phrase that ends at the noun."""
    j = at - 1
    owners: Group | None = None
    when: When | None = None
    fresh = False
    while j >= 0:
        node = row.nodes[j]
        if node.kind is Kind.TIME:
            if node.when is not None and node.when.kind.value in ("DATE", "TIME") and _genitive(row, j, at):
                when = node.when
            elif node.when is not None and node.when.kind.value != "DURATION":
                break
            j -= 1
            continue
        if node.kind is Kind.PARTY:
            if _hyphened(row, j):
                owners = Group((j - 2, j), j - 2, j + 1)
                j -= 3
                continue
            if node.possessive or _modifier_party(row, j):
                owners = group_left(row, j) if _joint(row, j) else Group((j,), j, j + 1)
                j = owners.start - 1
                continue
            break
        word = node.word
        if word == "last" and row.word(j - 1) in ("their", "the") and row.nodes[j + 1].kind is not Kind.TIME:
            fresh = True
        if word == "first" and row.word(at) in ("round", "session"):
            fresh = True
        if word in (
            "another",
            "second",
            "third",
            "further",
            "next",
            "previous",
            "later",
            "follow-up",
            "new",
            "fourth",
            "earlier",
        ):
            fresh = True
        if (
            word in _MODIFIERS
            or word in ("'s", "'", "-", "of", "round", "rounds", "hours", "days", "minutes")
            or word in lex.DETERMINERS
            or word in ("no", "any", "each", "every", "such")
        ):
            if (
                word == "of"
                and row.word(j - 1) not in ("round", "rounds", "hours", "days", "minutes")
                and not (j > 0 and row.nodes[j - 1].kind is Kind.TIME)
            ):
                break
            j -= 1
            if word in ("the", "a", "an", "this", "that"):
                break
            continue
        if node.capital and j > 0 and not row.finite(j) and word not in lex.PREPOSITIONS:
            j -= 1
            continue
        opened = _opened_before(row, j)
        if opened is not None:
            j = opened if opened < j else j - 1
            continue
        break
    begin = j + 1
    while begin < at and row.word(begin) in ("of", "'s", "-", "and"):
        begin += 1
    indefinite = row.word(begin) in ("a", "an", "another", "no", "any", "some") or row.word(
        begin
    ) == row.word(at)
    return begin, owners, when, indefinite, fresh


def _hyphened(row: Row, at: int) -> bool:
    """Whether two parties are joined by a hyphen or dash: "U.S.-China talks", "the Kerry-Lavrov meeting"."""
    if at < 2 or row.word(at - 1) not in ("-", "‑", "–") or row.nodes[at - 2].kind is not Kind.PARTY:
        return False
    return (
        row.nodes[at - 2].span.end == row.nodes[at - 1].span.start
        and row.nodes[at - 1].span.end == row.nodes[at].span.start
    )


def _opened_before(row: Row, at: int) -> int | None:
    """The determiner or number that opens "a preparatory [meeting]", "wage [talks]" before `at`; None when none does."""
    verbal = False
    for j in range(at, max(at - 4, -1), -1):
        node = row.nodes[j]
        if node.kind is not Kind.WORD:
            return None
        if j < at and (node.word in lex.DETERMINERS or node.word in _MODIFIERS):
            return j
        if node.word == "of" and row.word(j - 1) in ("round", "rounds", "session", "sessions"):
            return j
        participle = node.word.endswith("ed") and node.word not in lex.FINITE
        if not (adjective_like(node) or participle) or (row.finite(j) and not participle):
            return None
        verbal = verbal or participle
        if j == 0 and not verbal:
            return 0
    return None


def _genitive(row: Row, time: int, at: int) -> bool:
    return row.word(time + 1) in ("'s", "'", "’s") or time + 1 == at or True


def is_nameless(node: Node) -> bool:
    return (node.generic and not node.parties) or (
        bool(node.parties) and all(party.kind is PartyKind.GROUP for party in node.parties)
    )


def _modifier_party(row: Row, at: int) -> bool:
    """ "US-Russia talks", "Moscow and Kyiv talks": the parties as adjectives; a single name may be the place."""
    if at + 1 >= len(row.nodes) or row.nodes[at + 1].kind is not Kind.WORD:
        return False
    return len(row.nodes[at].parties) > 1 or _joint(row, at)


def _joint(row: Row, at: int) -> bool:
    return (
        row.word(at - 1) in ("-", "–", "and", "/", "&") and at >= 2 and row.nodes[at - 2].kind is Kind.PARTY
    )


def is_subject(row: Row, begin: int, end: int) -> tuple[bool, int]:
    """Whether the noun phrase is the subject of a verb that follows it, and where that verb group begins."""
    left = row.word(begin - 1)
    if left in lex.PREPOSITIONS and left not in ("that",) and left != "that":
        pass
    opens = begin == 0 or left in (
        ",",
        "that",
        "and",
        "but",
        ";",
        ":",
        "if",
        "whether",
        "as",
        "because",
        "where",
        "—",
        "–",
        "“",
        '"',
        "when",
        "while",
        "said",
        "though",
        "although",
        "before",
        "after",
    )
    if not opens and row.nodes[begin - 1].kind is not Kind.TIME:
        return False, begin
    j = end
    while j < len(row.nodes) and j - end < 10:
        word = row.word(j)
        if row.finite(j) or word in lex.AUXILIARIES:
            return True, j
        if word == "," and j == end and row.finite(j + 1):
            return True, j + 1
        if word in ("that", "which") and j == end and (main := _past_relative(row, j)) is not None:
            return True, main  # "a meeting that had been announced never took place"
        if word in (";", ":", ".", ",") or word in lex.RELATIVES:
            return (word == "," and _past_insert(row, j) is not None), (_past_insert(row, j) or begin)
        if (
            row.nodes[j].party
            and row.word(j - 1) not in lex.PREPOSITIONS
            and row.word(j - 1) not in ("the", "and")
        ):
            return False, begin
        j += 1
    return False, begin


def _past_relative(row: Row, relative: int) -> int | None:
    """Where the main verb begins behind "that had been announced for Tuesday"; None when no second verb follows."""
    j, verbal, seen = relative + 1, False, False
    while j < len(row.nodes) and j - relative < 16:
        verb = row.finite(j) or row.word(j) in lex.AUXILIARIES
        if verb and seen and not verbal:
            return j
        if row.word(j) in (",", ";", ".") and not seen:
            return None
        verbal = verb or (verbal and row.word(j) in lex.ADVERBS)
        seen = seen or verb
        j += 1
    return None


def _past_insert(row: Row, comma: int) -> int | None:
    for j in range(comma + 1, min(comma + 14, len(row.nodes) - 1)):
        if row.word(j) == ",":
            return j + 1 if row.finite(j + 1) else None
    return None
