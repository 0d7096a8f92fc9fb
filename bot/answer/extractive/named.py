"""Finds those whom a sentence names or tells by what they are, where a question asks who."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.answers import Plan
from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.anycase import AnyCase
from bot.text.parties import known_party
from bot.text.persons import is_person_word
from bot.text.words import STOP_WORDS, fold, stem, tokens, words_of

_PARTICLE = r"(?:of the|of|de|del|della|der|den|du|la|le|van|von|bin|ibn|al|el|ter|and)"
_NAME = re.compile(
    rf"(?<![\w'’])[A-Z][\w'’.\-]*[\w](?:(?:\s{_PARTICLE})?\s(?:[A-Z][\w'’.\-]*\w|[A-Z]\.)|\s\d{{1,4}}(?=\s[A-Z]))*"
)
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr correction analysis update "
    "live gmt est edt cet utc i several many some most all both few other others officials ministry government council "
    "court police critics experts analysts sources".split()
)
_ROLES = AnyCase(
    r"\b(?:(?:an?|the|two|three|four|several|some|both|his|her|their|its|one|other|senior|unnamed)\s)(?:[\w'’-]+\s){0,3}?"
    r"(?:officials?|aides?|diplomats?|spokes(?:man|woman|person|people)|sources?|ministers?|leaders?|envoys?|lawyers?|judges?|"
    r"chairs?|chief|director|president|secretary|analysts?|experts?|police|ministry|company|court|agency|council|parliament|"
    r"government|union|officers?|adviser|advisor|ambassador|mayor|governor|commissioner|delegation|teams?)\b",
)
# Others by what they are: "two foresters", "a driver".
_TOLD = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|dozens of|hundreds of|his|her|their|\d[\d,]*) "
    r"(?:[a-z][\w'’-]+ ){0,2}?(?P<noun>[a-z]\w+)\b"
)
DATELINE = re.compile(
    r"^[A-Z][A-Z.,'’\-/ ]{2,40}?(?:, [A-Z][\w.]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([^)\n]{1,40}\))? ?[-–—]+ (?=\S)"
)


def persons_in(sentence: str, plan: Plan) -> Iterator[Span]:
    """Who may be meant by "who" or "which official": names, and people by what they are unless a name is asked for."""
    for span in names_in(sentence, plan) if _tells_kind(sentence, plan) else ():
        if _may_be(span.of(sentence), plan.focus) and not _is_where(sentence, span, plan):
            yield span
    if not _asks_for_a_name(plan):
        yield from (Span(*m.span()) for m in _ROLES.finditer(sentence))
        yield from (Span(*m.span()) for m in _TOLD.finditer(sentence) if is_person_word(m["noun"]))


def _tells_kind(sentence: str, plan: Plan) -> bool:
    """Whether names in a sentence can be the hospital or court that is asked for: such a name says what it is, or the sentence does."""
    if plan.focus not in _NAMED_BY_KIND:
        return True
    like = next((w.like for w in plan.wanted if w.stem == plan.focus), frozenset())
    return any(stem(t.word) == plan.focus or stem(t.word) in like for t in tokens(sentence))


_NAMED_BY_KIND = frozenset(
    stem(w)
    for w in (
        "hospital",
        "university",
        "school",
        "college",
        "court",
        "ministry",
        "bank",
        "party",
        "newspaper",
        "union",
    )
)


def _is_where(sentence: str, span: Span, plan: Plan) -> bool:
    """Whether a name only says where: "the court in Marn" names no judge."""
    asks_person = plan.focus is not None and (plan.focus in _PEOPLE or is_person_word(plan.focus))
    return asks_person and re.search(r"\b(?:in|at|near|from) $", sentence[: span.start]) is not None


def _may_be(name: str, focus: str | None) -> bool:
    """Whether a name can be one of what is asked for: "which official" is no state, "which governments" are."""
    if focus is None:
        return True
    party = known_party(name)
    kind = party.kind if party is not None else None
    if focus in _STATES:
        return kind is PartyKind.STATE
    return focus not in _PEOPLE or kind not in (PartyKind.STATE, PartyKind.BODY)


_STATES = frozenset(stem(w) for w in ("government", "state", "country", "nation"))
_PEOPLE = frozenset(
    stem(w)
    for w in (
        "official minister leader president envoy senator lawyer chair person man woman spokesman spokeswoman executive "
        "author actor player coach founder director diplomat aide adviser politician judge scientist expert analyst "
        "journalist general mayor governor negotiator ambassador"
    ).split()
)


def names_in(sentence: str, plan: Plan) -> tuple[Span, ...]:
    """Names in `sentence` that the question does not give."""
    asked = {w.stem for w in plan.wanted} | {form for w in plan.wanted if w.name for form in w.like}
    found = []
    opening = DATELINE.match(sentence)
    for match in _NAME.finditer(sentence, opening.end() if opening else 0):
        words = [fold(word) for word in words_of(match.group())]
        fresh = [w for w in words if stem(w) not in asked and w not in NOT_NAMES and not w.isdigit()]
        if not fresh or all(w in STOP_WORDS for w in fresh):
            continue
        if (
            match.start() == (opening.end() if opening else 0)
            and len(words) == 1
            and (words[0] in STOP_WORDS or not _acts(sentence, match.end()))
        ):
            continue
        found.append(Span(*match.span()))
    return tuple(found)


def _acts(sentence: str, end: int) -> bool:
    """Whether a single first word is used as a name: a verb or comma follows ("Grants said", not "Grants of land")."""
    return (
        re.match(
            r"(?:'s|’s)?,? (?:who|said|says|told|also|had|has|was|is|will|would|did|and [A-Z]|[a-z]+ed\b)",
            sentence[end:],
        )
        is not None
    )


def _asks_for_a_name(plan: Plan) -> bool:
    """ "Which official" wants to know which one; "who" may be answered with "two diplomats"."""
    return plan.focus is not None
