"""What the quotes deny, a sentence does not assert; what they assert, it does not deny or turn into its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import Meeting, MeetingStatus
from bot.model.text import Span
from bot.text.anycase import AnyCase
from bot.text.words import STOP_WORDS, Token, stem, tokens

_NEGATORS = frozenset(
    "not no never none neither nor nobody nothing without cannot can't won't don't doesn't didn't isn't aren't wasn't "
    "weren't haven't hasn't hadn't shouldn't wouldn't couldn't deny denies denied denying refuse refuses refused "
    "refusing decline declines declined fail fails failed unable dismissed dismisses rejected rejects reject ruled".split()
)
_PLAIN_NEGATORS = frozenset("not no never".split())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december".split()
)
_SCOPE_WORDS = 4
# Words that keep something from being so without denying it outright: what follows may be told with or without a "not".
_HOLDING_BACK = frozenset(
    "avoid avoids avoided avoiding prevent prevents prevented preventing refrain refrains refrained refraining lack lacks "
    "lacked lacking unaware unknown unclear instead rather".split()
)
_TAKEN_UP = re.compile(r"(?:[ \u00a0][A-Z][\w.'’-]{0,30}){0,4},\s+(?:who|which|whose)\b")
# Adverbs change no denial: "usually not used" is "not usually used".
_IDLE_ADVERBS = frozenset(
    "usually normally typically generally always often ever currently previously really necessarily actually formally "
    "officially publicly directly fully completely entirely immediately yet still even".split()
)
# Dateline's own remark on what it holds denies nothing of what the article tells.
_ABOUT_STORE = re.compile(
    r"\bno (?:stored )?article\b|\bthe (?:stored )?articles? (?:does|do) not\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"[,;:.!?()—–]|\b(?:but|although|though|while|whereas|and|because|after|before|until|unless)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?()—–]|\b(?:but|although|though|while|whereas)\b", re.IGNORECASE)
_THAT = re.compile(r"\s+that\b", re.IGNORECASE)
# A denial that comes last, and words that call what was told wrong.
_DENIED_AFTERWARDS = AnyCase(
    r"\b(?:(?:is|are|was|were|been|being|be|as)\s+(?:\w+ly\s+)?(?P<denied>denied|rejected|dismissed|refused|ruled out|"
    r"declined)|untrue|false|fabricated|baseless|unfounded|nonsense)\b(?!\s+(?:by|that|any|a|an|the)\s+\w+\s+\w)",
)
# "She denies this: …" quotes what is denied.
_DENIES_THIS = re.compile(r"\bden(?:y|ies|ied)\s+(?:this|it|that)\s*[:,]", re.IGNORECASE)
_UNMET = (MeetingStatus.DENIED, MeetingStatus.REFUSED, MeetingStatus.CANCELLED)
# "no later than", "not only", "no fewer than": negators that deny nothing.
_NOT_A_DENIAL = AnyCase(
    r"\b(?:no (?:later|sooner|earlier|fewer|less|more) than|not only|not just|no doubt|nothing but|not until|(?:not|never|n't) (?:\w+ly )?"
    r"(?:rul\w+ out|exclud\w+)|nothing against)\b",
)
_PAIRS = """
accept/reject agree/disagree agree/refuse approve/reject approve/veto allow/ban allow/forbid allow/prohibit
permit/prohibit confirm/deny support/oppose back/oppose rise/fall increase/decrease increase/fall rise/drop grow/shrink
raise/cut raise/lower extend/shorten extend/end begin/end start/stop start/end open/close win/lose gain/lose
lift/impose impose/suspend impose/revoke grant/deny grant/refuse grant/revoke enter/leave join/leave join/quit
before/after above/below more/less higher/lower longer/shorter early/late earlier/later first/last
arrive/depart buy/sell export/import legal/illegal possible/impossible success/failure succeed/fail
include/exclude increase/reduce expand/reduce strengthen/weaken improve/worsen ahead/behind safe/unsafe safe/dangerous
advance/retreat attack/defend attend/skip attend/miss meet/miss keep/break maintain/drop resume/suspend resume/halt
public/private guilty/innocent acquit/convict release/detain free/jail hire/fire appoint/dismiss
minimum/maximum most/least majority/minority north/south east/west northern/southern eastern/western
progress/setback optimistic/pessimistic constructive/unproductive lawful/unlawful likely/unlikely able/unable
complete/incomplete valid/invalid
"""
_OPPOSITES: dict[str, frozenset[str]] = {}
for _pair in _PAIRS.split():
    _left, _right = (stem(word) for word in _pair.split("/"))
    _OPPOSITES[_left] = _OPPOSITES.get(_left, frozenset()) | {_right}
    _OPPOSITES[_right] = _OPPOSITES.get(_right, frozenset()) | {_left}


class Poled(NamedTuple):
    """A content word with its polarity.

    aimed: the first word after a "not" or "no", at which the denial aims. open: it may as well be told the other way.
    """

    span: Span
    stem: str
    denied: bool
    aimed: bool = False
    open: bool = False


def check_polarity(text: str, known: Known) -> tuple[Reason, ...]:
    """Words of `text` that the quotes hold only with the other polarity, and opposites put in their place."""
    told: dict[str, set[bool]] = {}
    aimed: set[str] = set()
    if any(isinstance(fact, Meeting) and fact.status in _UNMET for fact in known.facts):
        told["meet"] = {True, False}
    for quote in known.quotes:
        for word in poled_words(quote):
            told.setdefault(word.stem, set()).update(
                {word.denied, not word.denied} if word.open else {word.denied}
            )
            if word.aimed:
                aimed.add(word.stem)
    own = poled_words(_ABOUT_STORE.split(text)[0])
    here = {w.stem for w in own}
    one_denies = any(w.denied for w in own) != any(True in poles for poles in told.values())
    flipped = [
        w
        for w in own
        if not w.open
        and told.get(w.stem) == {not w.denied}
        and _only(own, w)
        and (one_denies or w.aimed or w.stem in aimed)
    ]
    if all(w.span.start and text[w.span.start].isupper() for w in flipped):
        flipped = []  # a denial is about what is done; beside it a name alone tells nothing
    turned = [w for w in own if w.stem not in told and _opposite_told(w, told, here)]
    if not flipped and any(_differs_by_not(text, quote) for quote in known.quotes):
        return (_reason(text, Span(0, len(text))),)
    return tuple(_reason(text, w.span) for w in (*flipped, *turned))


@lru_cache(maxsize=16_384)
def poled_words(text: str) -> tuple[Poled, ...]:
    """Content words of `text` in order; denied: a negator stands before them in their clause."""
    words = tuple(_poled(text))
    for match in _DENIED_AFTERWARDS.finditer(text):
        words = tuple(
            w._replace(denied=match["denied"] is not None, open=match["denied"] is None)
            if w.span.end <= match.start() and not _STOP.search(text, w.span.end, match.start())
            else w
            for w in words
        )
    for match in _DENIES_THIS.finditer(text):
        words = tuple(w._replace(open=True) if w.span.start >= match.end() else w for w in words)
    return words


def _poled(text: str) -> Iterator[Poled]:
    idle = [Span(*m.span()) for m in _NOT_A_DENIAL.finditer(text)]
    scope, aiming, held_back, ends = 0, False, 0, _CLAUSE_END
    previous: Token | None = None
    for token in tokens(text):
        if (
            previous is not None
            and (scope or held_back)
            and ends.search(text, previous.span.end, token.span.end)
        ):
            scope, held_back, ends = 0, 0, _CLAUSE_END
        if (token.word in _NEGATORS or token.word.endswith("n't")) and not any(
            token.span.overlaps(s) for s in idle
        ):
            if token.word not in STOP_WORDS and len(token.word) > 6:
                yield Poled(span=token.span, stem=stem(token.word), denied=scope > 0)
            reported = _THAT.match(text, token.span.end) is not None
            scope, ends = (2 * _SCOPE_WORDS, _STOP) if reported else (_SCOPE_WORDS, _CLAUSE_END)
            aiming = token.word in _PLAIN_NEGATORS or token.word.endswith("n't")
        elif token.word in _HOLDING_BACK:
            held_back = _SCOPE_WORDS
        elif token.word in _IDLE_ADVERBS:
            pass
        elif token.word not in STOP_WORDS and token.word not in _CALENDAR and token.word.isalpha():
            yield Poled(
                span=token.span,
                stem=stem(token.word),
                denied=scope > 0,
                aimed=scope > 0 and aiming,
                open=held_back > 0 or (scope > 0 and _is_taken_up(text, token)),
            )
            scope, held_back, aiming = max(0, scope - 1), max(0, held_back - 1), False
        previous = token


def _is_taken_up(text: str, token: Token) -> bool:
    """ "without Lund, who stayed at home": the clause that follows tells of the denied name what is so."""
    return _TAKEN_UP.match(text, token.span.end) is not None


def _differs_by_not(text: str, quote: str) -> bool:
    """Whether the text is a stretch of the quote but for a "not" more or less."""
    own, own_denials = _bare_words(text)
    told, told_denials = _bare_words(quote)
    at = f" {told} ".find(f" {own} ")
    if at < 0 or own.count(" ") < 3:
        return False
    first = told[:at].count(" ")
    last = first + own.count(" ")
    return len(own_denials) != sum(first <= place <= last for place in told_denials)


@lru_cache(maxsize=4096)
def _bare_words(text: str) -> tuple[str, tuple[int, ...]]:
    """The words of `text` without "not", "no" and "never", and before which of them those stood."""
    words: list[str] = []
    denials: list[int] = []
    for token in tokens(text):
        if token.word in _PLAIN_NEGATORS:
            denials.append(len(words))
            continue
        if token.word.endswith("n't"):
            denials.append(len(words))
        words.append(token.word.removesuffix("n't"))
    return " ".join(words), tuple(denials)


def _only(words: tuple[Poled, ...], word: Poled) -> bool:
    return all(other.denied == word.denied for other in words if other.stem == word.stem)


def _opposite_told(word: Poled, told: dict[str, set[bool]], here: set[str]) -> bool:
    return any(
        opposite in told and opposite not in here and told[opposite] == {word.denied}
        for opposite in _OPPOSITES.get(word.stem, ())
    )


def _reason(text: str, span: Span) -> Reason:
    return Reason(code=ReasonCode.POLARITY, words=span.of(text), span=span)
