"""Whether words say just what a yes-or-no question asks: of the same one, in the same clause, as much of it, and not its reverse."""

from __future__ import annotations

import re

from bot.model.answers import Plan, Wanted
from bot.model.text import Span
from bot.text.cover import level, line_of
from bot.text.words import STOP_WORDS, fold, numbers_in, stem, tokens, words_of

_SURELY = 0.8  # more than a word of the same family: "approval" is not "approved"


def says_just_that(plan: Plan, words: str) -> bool:
    """Whether nothing in `words` that share the matter of a question makes them say something else."""
    return (
        _as_much(plan, words)
        and _same_way(plan.text, words)
        and not turns(plan, words)
        and _by_the_same_one(plan, words)
        and _is_so_now(plan.text, words)
    )


_AUX = re.compile(
    r"^(?:(?:and|so|but) )?(?P<aux>did|has|have|had|does|do|was|were|is|are)\b(?P<rest>[^?]*)", re.IGNORECASE
)


def subject_of(plan: Plan) -> frozenset[str]:
    """Stems of whom a yes-or-no question is about: the names right behind its verb, or else the first noun."""
    match = _AUX.match(plan.text.split(", as known")[0])
    names = {w.stem for w in plan.wanted if w.name and not w.carried}
    first: set[str] = set()
    for token in tokens(match["rest"]) if match is not None else ():
        word = stem(token.word)
        if word in names:
            first.add(word)
        elif first:
            break
        elif token.word not in STOP_WORDS:
            return frozenset({word})
    return frozenset(first)


# What sets one half of a sentence against the other.
_CONTRAST = re.compile(
    r"[;:—–]|\b(?:but|while|whereas|although|though|however|except|besides|and (?=the (?:second|third|other|latter|last)\b))",
    re.IGNORECASE,
)


def part_asked(plan: Plan, words: str) -> str | None:
    """The side of a "but" in `words` on which all that is asked stands, the one who is asked about aside where that side names
    nobody of its own; None when it stands on both: "cleared in Osmark but still examined in Tarvia".
    """
    parts = [part for part in _CONTRAST.split(words) if part.strip()]
    if len(parts) < 2:
        return words
    subject = subject_of(plan)
    whole = line_of(words, Span(0, len(words)))
    asked = [w for w in _heavy(plan) if level(w, whole) > 0]
    for part in parts:
        line = line_of(part, Span(0, len(part)))
        missing = [w for w in asked if level(w, line) < _SURELY]
        if not missing or (all(w.stem in subject for w in missing) and _GOES_ON.match(part)):
            return part
    return None


# A side that goes on with the subject of the other: "… but has not filed it".
_GOES_ON = re.compile(
    r"^\W*(?:he|she|it|they|then|also|never|not|is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|[a-z]+(?:ed|s))\b"
)


def _heavy(plan: Plan) -> list[Wanted]:
    return [w for w in plan.wanted if not w.carried and w.weight >= 0.9]


# How much of a thing, and which of several: each word asks for one of its line, or for itself.
_SHARES = (
    frozenset("all every each entire whole both everyone everybody everything".split()),
    frozenset("only solely alone just".split()),
    frozenset("again anew twice".split()),
    frozenset("never".split()),
    frozenset("always".split()),
    frozenset("most majority".split()),
    frozenset("half".split()),
    frozenset("once".split()),
)
_WHICH_OF_SEVERAL = re.compile(
    r"\b(?P<which>first|second|third|fourth|fifth|sixth|last|next|new|old|former|previous|other|own) (?P<thing>[a-z]\w+)",
    re.IGNORECASE,
)
_WORDS_BETWEEN = 2


def _as_much(plan: Plan, words: str) -> bool:
    """Whether "all", "both", "again", a number, or the "second" of several things is told, too."""
    asked, told = set(words_of(plan.text)), words_of(words)
    for share in _SHARES:
        if asked & share and share.isdisjoint(told):
            return False
    if {n.value for n in numbers_in(plan.text)} - {n.value for n in numbers_in(words)}:
        return False
    return all(
        _stands_before(fold(m["which"]), stem(fold(m["thing"])), told)
        for m in _WHICH_OF_SEVERAL.finditer(plan.text)
    )


def _stands_before(which: str, thing: str, told: tuple[str, ...]) -> bool:
    return any(
        word == which and thing in {stem(w) for w in told[i + 1 : i + 2 + _WORDS_BETWEEN]}
        for i, word in enumerate(told)
    )


_WAYS = r"from|to|by|until|since|before|after|above|below|over|under|for|against"
_WAY = re.compile(
    rf"\b(?P<way>{_WAYS}) (?:[a-z]\w* )?(?P<what>[A-Z0-9][\w.,]*|{{numbers}})\b".replace(
        "{numbers}", "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    )
)


def _same_way(question: str, words: str) -> bool:
    """Whether "to nine months" is not told by "from nine months", nor "for the bill" by "against" it."""
    told = {fold(m["what"]): fold(m["way"]) for m in _WAY.finditer(words)}
    return all(told.get(fold(m["what"]), fold(m["way"])) == fold(m["way"]) for m in _WAY.finditer(question))


# What turns an act or a place into its reverse; a question that has the word itself asks for just that.
_REVERSING = frozenset(
    stem(word)
    for word in (
        "fail refuse decline reject lose defeat deny withdraw drop avoid prevent block oppose cancel abandon scrap halt suspend "
        "postpone delay stop miss unable lack against without above below outside beyond almost nearly rule"
    ).split()
)
_EXCEPTING = re.compile(
    r"\b(?:all but|except|apart from|other than|rather than|instead of|short of|far from|close to|no longer|too (?:early|late|soon)|hardly|"
    r"barely|scarcely|not (?:all|every|both|only)|(?:have|has|had) been due|called off|put off|ran out of)\b",
    re.IGNORECASE,
)


def turns(plan: Plan, words: str) -> bool:
    """Whether `words` hold a word that turns the matter around and that the question does not use itself."""
    asked = {stem(word) for word in words_of(plan.text)} | {form for w in plan.wanted for form in w.like}
    if any(stem(word) in _REVERSING - asked for word in words_of(words)):
        return True
    return any(fold(m.group()) not in fold(plan.text) for m in _EXCEPTING.finditer(words))


def _by_the_same_one(plan: Plan, words: str) -> bool:
    """Whether the one who is asked about stands before the act, or behind "by": not "Stein told Nasser" for Nasser's telling."""
    match = _AUX.match(plan.text)
    if match is None or fold(match["aux"]) in _BEING or re.search(r"\bbeen\b", match["rest"]):
        return True
    subject = subject_of(plan)
    line = line_of(words, Span(0, len(words)))
    places = [line.stems[word] for word in subject if word in line.stems]
    act = next((w for w in _heavy(plan) if not w.name and w.stem not in subject), None)
    if not places or act is None:
        return True
    acts = [line.stems[form] for form in (act.stem, *act.like) if form in line.stems]
    return not acts or min(places) < max(acts) or _BY.search(words[: min(places)]) is not None


_BEING = frozenset({"is", "are", "was", "were"})
_BY = re.compile(r"\bby (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)

_STATE_ASKED = re.compile(r"^(?:is|are)\b", re.IGNORECASE)
_IS_SO = re.compile(r"\b(?:is|are|am|remains?|stays?|been|being|keeps?)\b|['’](?:s|re)\b", re.IGNORECASE)


def _is_so_now(question: str, words: str) -> bool:
    """Whether a state that is asked for is told as one: who "was sentenced to prison" need not be in prison."""
    return _STATE_ASKED.match(question) is None or _IS_SO.search(words) is not None
