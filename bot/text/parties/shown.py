"""What the words beside a lone capitalised word show: that it is the name of a body."""

from __future__ import annotations

import re

from bot.model.facts import PartyKind
from bot.text.parties.cast import Cast, office_holder
from bot.text.parties.evidence import Evidence, in_place
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import Line, Naming
from bot.text.parties.pairs import BODIES


def shown_as_body(line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    return (
        _after_what_it_is(line, naming)
        or _before_what_it_is(line, naming)
        or behind_its_kind(line, naming)
        or _with_members(line, naming, evidence)
        or _told(line, naming, cast, evidence)
        or _two_capitals(naming.words)
        or _listed_by_kind(line, naming)
        or _behind_office(line, naming)
        or _done_to(line, naming)
        or _before_its_kind(line, naming)
    )


def _listed_by_kind(line: Line, naming: Naming) -> bool:
    """ "airlines such as Norrair and swiftJet", "carmakers including Volkstadt": names behind what they are."""
    index = naming.first - 1
    while index > 0 and (line.words[index].text in (",", "and", "or", "&") or _in_a_name(line, index)):
        index -= 1
    if index > 0 and [w.key for w in line.words[index - 1 : index + 1]] == ["such", "as"]:
        index -= 2
    elif line.words[index].key in ("including", "like"):
        index -= 1
    if index >= 0 and line.words[index].text == ",":
        index -= 1
    kind = line.words[index] if 0 <= index < naming.first else None
    return kind is not None and kind.key in BODIES and not kind.capital and not is_given_name(naming.words)


def _in_a_name(line: Line, index: int) -> bool:
    return any(n.first <= index < n.last for n in line.namings)


_HEADING_BODIES = frozenset("spokesman spokeswoman spokesperson ceo executive president chairman chairwoman secretary director boss".split())  # fmt: skip
_EMPLOYED = frozenset("analyst analysts economist economists strategist partner executive executives".split())


def _behind_office(line: Line, naming: Naming) -> bool:
    """ "a spokesperson for TUI", "the chief executive of Norrair", "an analyst at Rystad": a body whose people they are."""
    if naming.first < 2 or is_given_name(naming.words):
        return False
    office, joint = line.words[naming.first - 2 : naming.first]
    if office.possessive or office_holder(naming.words) is not None:
        return False
    told = (joint.key == "for" and office.key.startswith("spokes")) or (
        joint.key == "at" and office.key in _EMPLOYED
    )
    before = line.words[naming.first - 3].key if naming.first > 2 else ""
    return told or (joint.key == "of" and (office.key == "ceo" or (before, office.key) in _CORPORATE))


_CORPORATE = frozenset([("chief", "executive"), ("general", "secretary"), ("managing", "director")])
_DEALT_WITH = frozenset(
    """accuse accuses accused accusing fine fines fined fining sue sues sued suing urge urges urged urging ask asks asked blame
    blames blamed blaming acquire acquires acquired acquiring tell tells told force forces forced order orders ordered""".split()
)
_SOUGHT = frozenset(
    [
        "takeover of",
        "acquisition of",
        "bid for",
        "stake in",
        "merger with",
        "owned by",
        "shares in",
        "shares of",
        "control of",
    ]
)


def _done_to(line: Line, naming: Naming) -> bool:
    """ "regulators fined Norrair", "was rejected by Norrair", "a bid for Norrair": what is done to those who act."""
    if not naming.first or is_given_name(naming.words) or line.words[naming.last - 1].possessive:
        return False
    if office_holder(naming.words) is not None:
        return False
    before = [w.key for w in line.words[max(0, naming.first - 2) : naming.first]]
    if before[-1] in _DEALT_WITH or " ".join(before) in _SOUGHT:
        return True
    done = len(before) == 2 and before[0].endswith("ed") and before[0] not in _NOT_DONE
    return done and before[1] == "by" and not line.words[naming.first - 2].capital


_NOT_DONE = frozenset(
    "followed passed stopped need indeed speed increased dropped rounded bordered flanked surrounded".split()
)


def _before_its_kind(line: Line, naming: Naming) -> bool:
    """ "the official WAN news agency", "the BLP union": initials right before what they are."""
    after = [w.key for w in line.words[naming.last : naming.last + 2]]
    return naming.words.isupper() and (after == ["news", "agency"] or after[:1] == ["union"])


def beside_a_body(line: Line, naming: Naming) -> bool:
    """ "Brentco and the Dock Workers' Union": a lone name joined to a body, where no place can stand."""
    if is_given_name(naming.words) or in_place(line.words, naming.first, any_state=False):
        return False
    for other in line.namings:
        if other.character is None or other.character.kind is not PartyKind.BODY or other is naming:
            continue
        first, second = (naming, other) if naming.first < other.first else (other, naming)
        between = [w.key for w in line.words[first.last : second.first]]
        if between in (["and"], ["and", "the"]):
            return True
    return False


_KINDS = frozenset(
    """group company firm bank lender insurer carmaker chipmaker drugmaker airline carrier retailer broker union watchdog agency
    charity club operator builder developer consultancy brewer publisher broadcaster manufacturer supplier utility refiner
    startup start-up conglomerate miner steelmaker planemaker network channel station newspaper daily weekly magazine website
    outlet rival retailer chain studio trader shipowner logistics rating fund subsidiary unit arm automaker tech party militia
    movement media brewer giant maker contractor label platform""".split()
)


def behind_its_kind(line: Line, naming: Naming) -> bool:
    """ "the Dutch group Veldhoven", "insurer Patria": a body named right behind what it is."""
    if not naming.first or is_given_name(naming.words):
        return False
    kind = line.words[naming.first - 1]
    return kind.key in _KINDS and not kind.capital and not kind.possessive


def _after_what_it_is(line: Line, naming: Naming) -> bool:
    """ "the regulator, Waterwatch, ...": a body told by its kind and then by its name."""
    if naming.first < 2 or line.words[naming.first - 1].text != ",":
        return False
    kind = line.words[naming.first - 2]
    closed = naming.last >= len(line.words) or line.words[naming.last].text in (",", ".", ";", ")")
    return closed and kind.key in words("body_nouns") and not kind.capital and not is_given_name(naming.words)


def _before_what_it_is(line: Line, naming: Naming) -> bool:
    """ "Unity, the largest teachers' union, ...": a name and then the kind of body it is."""
    after = [w.key for w in line.words[naming.last : naming.last + 10]]
    if (
        len(after) < 4
        or after[0] != ","
        or after[1] not in ("the", "a", "an", "one")
        or is_given_name(naming.words)
    ):
        return False
    closed = next((k for k in range(2, len(after)) if after[k] in (",", "which", "that", "who", ".")), None)
    return closed is not None and after[closed - 1] in words("body_nouns") and after[closed] != "who"


_MEMBERS = frozenset(
    """members member staff workers employees shareholders shareholder investors executives officials customers shares stake
    pilots drivers crew crews management subsidiary subsidiaries unions bosses spokesman spokeswoman spokesperson""".split()
)


def _with_members(line: Line, naming: Naming, evidence: Evidence) -> bool:
    """ "members of Prospect", "Brentco shareholders": what has members, shares or staff is a body."""
    if is_given_name(naming.words) or line.words[naming.last - 1].possessive:
        return False
    before = [w.key for w in line.words[max(0, naming.first - 2) : naming.first]]
    if len(before) == 2 and before[1] == "of" and before[0] in _OF_MEMBERS:
        return True
    after = line.words[naming.last] if naming.last < len(line.words) else None
    if after is None or after.text not in _MEMBERS:
        return False
    return naming.first not in line.starts or line.words[naming.first].key in evidence.inside


_OF_MEMBERS = frozenset(
    "members shareholders employees ceo chairman chairwoman shares owner owners parent maker".split()
)


def _told(line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    """ "according to NHK", "told Politico": whoever is quoted or told so by one word is an outlet, unless it is a place."""
    key = line.words[naming.first].key
    if evidence.placed[key] or is_given_name(naming.words) or cast.named([key]):
        return False
    first = naming.first
    if first and line.words[first - 1].possessive:
        first -= 1  # "according to Qatar's QNA"
    before = [w.key for w in line.words[max(0, first - 2) : first]]
    shouted = line.words[naming.first].text.isupper()
    closes = naming.last >= len(line.words) - 1 and before[-1:] == ["reports"]  # "..., reports AFQ."
    return shouted and (
        closes or before == ["according", "to"] or before[-1:] in (["told"], ["tell"], ["tells"])
    )


_TWO_CAPITALS = re.compile(
    r"(?!Mc|Mac|De|Di|La|Le|Du|Van|Von|Fitz|Al|El|St|O['’])[A-Z]?[a-z]+[A-Z][A-Za-z]*[a-z]$"
)


def _two_capitals(word: str) -> bool:
    """ "AkzoNobel", "InBev": a capital inside the word is a company's."""
    return _TWO_CAPITALS.match(word) is not None
