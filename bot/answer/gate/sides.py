"""Who set a deadline and whom it binds: the setter and the addressee of a sentence are not exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.answer.gate.attribution import names_party
from bot.answer.gate.known import Known
from bot.answer.gate.names import TITLES, names_in
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import Deadline, Party
from bot.model.text import Span
from bot.text.words import places_of, stem, tokens

# Parties are read as one sign each, so that a pattern sees who stands where.
_FIRST_SIGN, _MOST_SIGNS = 0xE000, 40
_M = "[\ue000-\ue027]"
_NO_M = "[^\ue000-\ue027.;]"
_GIVES = (
    "set|sets|gave|gives|imposed|imposes|issued|issues|granted|grants|ordered|orders|told|tells|demanded|demands|extended|"
    "extends|required|requires|warned|warns|urged|urges|instructed|instructs|wants|wanted|expects|expected|asked|asks|"
    "allowed|allows|obliged|obliges|forced|forces|threatened|threatens|handed|hands|insisted|insists|pressed|presses"
)
_GIVE = "set|give|impose|issue|grant|order|tell|demand|extend|require|warn|urge|instruct|ask|allow|force|hand|like|press"
_GIVING = "setting|giving|imposing|issuing|granting|ordering|telling|demanding|extending|warning|urging|asking|handing"
_HAS_GIVEN = (
    "given|set|imposed|issued|granted|ordered|told|demanded|extended|warned|urged|asked|handed|instructed"
)
_GIVEN = "given|granted|ordered|told|required|warned|urged|instructed|expected|asked|allowed|obliged|forced|threatened"
_LIMIT = r"(?:deadline|ultimatum|time limit|limit|extension|grace period|order|demand|notice)"
_BETWEEN = "by|from|until|till|before|after|with|against|in|at|of|as|to|than|since|when|if|because|and|or|is|are|was|were|has|have|had"
_BE = r"(?:is|are|was|were|been|be|being|got)"
_MUST = r"(?:must|shall|should|(?:has|have|had|needs?|needed|is|are|was|were) to|(?:is|are) due to|(?:will|would) have to)"
_TIME = r"(?:until|till|deadline|ultimatum|hours|days|weeks|months)"
_BOUND = (
    rf"(?:{_MUST}|(?:has|have|had) (?:(?!(?:{_GIVES}|{_HAS_GIVEN}|made|met|\w+ed) )\w+ ){{0,3}}{_TIME}|faces?|faced|"
    rf"received|receives|gets?|got|{_BE} (?:\w+ly )?(?:{_GIVEN}))"
)
# What may stand between a party and its verb.
_CLAUSE = r"(?:, (?:who|which|whose)[^.;\ue000-\ue027]{1,60},| and (?:its|his|her|their) \w+)?(?: (?:who|which|that))?"
_ADVERBS = r"(?: (?:now|also|still|then|again|already|himself|herself|itself|\w+ly))*"
_IS_SUBJECT = "".join(
    rf"(?<!\b{word} {_M})" for word in "of by with from to for against on and".split()
)  # right after a party: looked at where one stands, and not at every letter
_ACTS = (
    rf"(?:(?:(?:has|have|had) )?(?:{_GIVES})|(?:has|have|had){_ADVERBS} (?:{_HAS_GIVEN})|"
    rf"(?:will|would|may|might|could|can|shall|to){_ADVERBS} (?:{_GIVE})|{_BE}{_ADVERBS} (?:{_GIVING}))"
)
_SAYS = r"(?:said|says|say|announced|announces|declared|added|told reporters)"


class Side(StrEnum):
    """SETTER: gives the time. BOUND: has to keep to it. SPEAKER: tells of it, and may be either."""

    SETTER = "setter"
    BOUND = "bound"
    SPEAKER = "speaker"


# Of each pattern, letters of which some stand in whatever it matches: most sentences hold none, and looking for them is a
# hundred times cheaper. Patterns are in small letters and look at texts in small letters: of a hundred verbs in a row, most
# are passed over by their first letter then.
_ACT_LETTERS = (
    "set", "giv", "gave", "impos", "issu", "grant", "order", "tell", "told", "demand", "exten", "requir", "warn", "urg",
    "instruct", "want", "expect", "ask", "allow", "oblig", "forc", "threaten", "hand", "insist", "press", "like", "wait",
)  # fmt: skip
_LIMIT_LETTERS = ("deadline", "ultimatum", "limit", "extension", "grace", "order", "demand", "notice")
_SAY_LETTERS = ("said", "say", "announce", "declared", "added", "told", "according")
_PATTERNS: tuple[tuple[Side, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (side, letters, re.compile(pattern))
    for side, letters, pattern in (
        # "Kovar, who spoke first, gave …", but neither "was given" nor "a deadline set by"
        (Side.SETTER, _ACT_LETTERS, rf"({_M}){_CLAUSE}{_ADVERBS} {_ACTS}\b(?!{_NO_M}{{0,25}}\bby {_M})"),
        (Side.SETTER, ("by",), rf"\b(?:{_GIVES}|given)\b{_NO_M}{{0,60}}?(?:\b(?:to|for|on|upon) {_M} )?\bby ({_M})(?!')"),
        (Side.SETTER, _LIMIT_LETTERS, rf"({_M})'s (?:[\w-]+ ){{0,3}}{_LIMIT}\b{_NO_M}{{0,30}}\b(?:for|to|on) {_M}"),
        (Side.SETTER, _LIMIT_LETTERS, rf"\b(?:meets?|met|miss(?:es|ed)?|fac(?:es?|ed|ing)|under) ({_M})'s (?:[\w-]+ ){{0,3}}{_LIMIT}\b"),
        (Side.SETTER, _ACT_LETTERS, rf"\b(?:who|that) (?:{_GIVES}) {_NO_M}{{0,40}}\b(?:is|was) ({_M})(?!')"),
        (Side.SETTER, _LIMIT_LETTERS, rf"\b{_LIMIT}\b(?:(?! for )(?! to ){_NO_M}){{0,40}} from ({_M})(?!')"),
        (Side.BOUND, ("",), rf"({_M}){_IS_SUBJECT}{_CLAUSE}{_ADVERBS} {_BOUND}(?!\w)"),
        (Side.BOUND, ("by",), rf"\b{_MUST} be \w+ (?:\w+ ){{0,3}}?by ({_M})(?!')"),
        (
            Side.BOUND,
            _ACT_LETTERS,
            rf"\b(?:{_GIVES}|{_GIVE}|{_GIVING}|{_HAS_GIVEN}|wait\w* for) (?:that )?"
            rf"(?:(?!(?:{_BETWEEN}) )[a-z]+ ){{0,3}}?({_M})(?!')",
        ),
        (
            Side.BOUND,
            _LIMIT_LETTERS,
            rf"\b{_LIMIT}\b(?:(?! to | for ){_NO_M}){{0,40}}?(?: (?:set|given|issued|imposed) by {_M}{_NO_M}{{0,12}}?)?"
            rf" (?:for|to|on|upon) ({_M})(?!'s)",
        ),
        (Side.BOUND, _LIMIT_LETTERS, rf"\b{_LIMIT} that {_M} (?:set|gave|issued|imposed) (?:for |to |on )?({_M})"),
        (Side.BOUND, (*_LIMIT_LETTERS, "binds", "time"), rf"\bdemand(?:s|ed)? (?:of|from) ({_M})(?!')|\bfor ({_M}), the {_LIMIT}|\bbinds ({_M})|({_M})'s time\b"),
        (Side.SPEAKER, _SAY_LETTERS, rf"({_M}){_CLAUSE} {_SAYS}\b|\b(?:according to|announced by) ({_M})|\b{_SAYS} ({_M})(?=[.,]|$)"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sided:
    """A party on a side. span: where it stands. words: stems of its name without titles."""

    side: Side
    span: Span
    words: frozenset[str]


def check_sides(text: str, known: Known) -> tuple[Reason, ...]:
    """Setters of `text` that are told as the bound ones, and the other way round."""
    parties = known.parties
    own = [one for one in sides_in(text, parties) if one.side is not Side.SPEAKER]
    if not own:
        return ()
    told = [one for quote in known.quotes for one in sides_in(quote, parties)]
    facts = [fact for fact in known.facts if isinstance(fact, Deadline)]
    setters = [fact.setter for fact in facts if fact.setter is not None]
    bound = [fact.addressee for fact in facts if fact.addressee is not None]
    speakers = [fact.said_by for fact in facts if fact.said_by is not None]
    wrong = []
    for one in own:
        named = one.span.of(text)
        is_setter = _is_one(named, setters) or _is_told(one, Side.SETTER, told)
        is_bound = _is_one(named, bound) or _is_told(one, Side.BOUND, told)
        speaks = _is_one(named, speakers) or _is_told(one, Side.SPEAKER, told)
        others_bound = bool(bound) or any(other.side is Side.BOUND for other in told)
        if _is_one(named, setters) != _is_one(named, bound):
            # what is stored about the fact decides where the words of a quote can be read both ways
            is_setter, is_bound = _is_one(named, setters), _is_one(named, bound)
        if (one.side is Side.SETTER and is_bound and not is_setter) or (
            one.side is Side.BOUND and not is_bound and (is_setter or (speaks and others_bound))
        ):
            wrong.append(one.span)
    return tuple(
        Reason(code=ReasonCode.ROLES, words=span.of(text), span=span) for span in dict.fromkeys(wrong)
    )


def sides_in(text: str, parties: Sequence[Party] = ()) -> tuple[Sided, ...]:
    """The sides that names of `text`, and descriptions of `parties`, stand on."""
    return _sides(text, tuple(_mentions(text, parties)))


@lru_cache(maxsize=16_384)
def _sides(text: str, mentions: tuple[Span, ...]) -> tuple[Sided, ...]:
    if not mentions:
        return ()
    signed, places = _signed(text, mentions)
    lower = signed.lower()
    return tuple(
        Sided(side=side, span=span, words=_key(span.of(text)))
        for side, letters, pattern in _PATTERNS
        if any(one in lower for one in letters)
        for match in pattern.finditer(lower)
        for sign in match.groups()
        if sign is not None
        for span in (places[sign],)
    )


def _mentions(text: str, parties: Sequence[Party]) -> list[Span]:
    """Where names stand, and what is told of a party without a name ("the harbour ministry"); no two overlap."""
    found = [name.span for name in names_in(text)]
    lower = _plain_letters(text).lower()
    for name in dict.fromkeys(party.name for party in parties):
        for span in _places_of(name, text, lower):
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    return sorted(found)[:_MOST_SIGNS]


def _places_of(name: str, text: str, lower: str) -> list[Span]:
    """Where a name stands, in small letters or capitals; most stand nowhere, and a pattern takes long to make.

    lower: the text in small letters, without typographic marks.
    """
    if name.isascii() and lower.isascii():
        return list(places_of(name.lower(), lower))
    return [
        Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]


def _plain_letters(text: str) -> str:
    return text if text.isascii() else text.translate(_TYPOGRAPHIC)


_TYPOGRAPHIC = dict.fromkeys(map(ord, "“”‘’–—…"), "\0")


def _signed(text: str, mentions: Sequence[Span]) -> tuple[str, dict[str, Span]]:
    """`text` with a sign for each mention, and what each sign stands for."""
    pieces: list[str] = []
    places: dict[str, Span] = {}
    end = 0
    for i, span in enumerate(mentions):
        sign = chr(_FIRST_SIGN + i)
        pieces += [_plain(text[end : span.start]), sign]
        if re.search(r"['’]s?$", span.of(text)):
            pieces.append("'s")
        places[sign], end = span, span.end
    pieces.append(_plain(text[end:]))
    return re.sub(r"[ \u00a0\n]+", " ", "".join(pieces)), places


def _plain(words: str) -> str:
    return words if words.isascii() else re.sub(_M, " ", words).replace("’", "'")


def _is_one(named: str, parties: Sequence[Party]) -> bool:
    return any(names_party(named, party, loosely=False) or _is_member(named, party) for party in parties)


def _is_member(named: str, party: Party) -> bool:
    """Whether a name is one of several that are told as one party: "China" of "the United States and China"."""
    several = party.key.startswith("group:") and "+" in party.key
    words = _key(named)
    return several and bool(words) and words <= _key(party.name)


def _is_told(one: Sided, side: Side, told: Sequence[Sided]) -> bool:
    return any(other.side is side and one.words & other.words for other in told)


def _key(words: str) -> frozenset[str]:
    return frozenset(_telling(words))


def _telling(words: str) -> Iterator[str]:
    for token in tokens(words):
        plain = re.sub(r"['’]s?$", "", token.word)
        if plain not in TITLES:
            yield stem(plain)
