"""One voice tells that something was done, another that it was not: compared by what is denied, whatever the verbs.

"Ames had promised the mayor a new bridge" and "she gave no assurance about a bridge": the denied act, the names and the
rest of the denial's words are looked for in what others tell. Only the past counts, since plans that fail are news, and the
denial must come with or after the claim, unless it denies for all time ("never", "at no time").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.ledger.heard import KEPT, Heard, apart, meanings, reached
from bot.ledger.voices import differ
from bot.text.words import STOP_WORDS, fold, stem, tokens

_NEAR = 3  # sentences between a claim and its denial in one article
_WEEKS, _DAYS = timedelta(days=45), timedelta(days=14)  # how long after a claim a denial may answer it
_STORY = 2  # names that two articles on one matter share; less where one of them hardly names anybody
_COVERED, _LEAST_WORDS, _LEAST_OWN, _LEAST_BEFORE = 0.75, 2, 2, 2
_HEAD = 2  # the act that is denied is the first word behind a "no", one of two behind "denied that"

_CUE = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|disput(?:es|ed)|contradict(?:s|ed)|dismiss(?:es|ed)) (?:(?:the |any |a )?(?:\w+ )?"
    r"(?:claims?|reports?|allegations?|accusations?|charges?|suggestions?|statements?) (?:that|of)|that|having|any)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never(?! again)|at no time|(?:was|were|had been) no|nobody (?:has |had )?(?=\w+ed\b)|no one (?:has |had )?(?=\w+ed\b))\b",
    re.IGNORECASE,
)
_PAST_NOT = re.compile(
    r"\b(?:(?:had|was|were|did)(?: not|n['’]t)(?! (?:yet|been able))|(?:made|gave|given|took|received|got|had|held|issued|sent|offered|set) (?:him |her |them |us )?no(?! (?:immediate|pre))|"
    r"(?=no \w+ (?:was|were|had been) \w+)no)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:if|unless|until|would|will|could|can|cannot|(?-i:may)|might|should|must|yet|no longer|no comment|not only|not just|"
    r"asked whether|currently|want(?:s|ed)?|ready|due|is to|are to|won['’]t|plans?|hopes?|threat\w*)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed))\b|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:–—]|,\s|\b(?:but|although|though|while|whereas|because)\b", re.IGNORECASE)
_THERE_WAS_NO = re.compile(r"\bthere (?:was|were|had been) no\b", re.IGNORECASE)
_SILENT = frozenset(
    stem(w)
    for w in "comment respond reply answer confirm say name disclose elaborate specify explain know clear mention tell".split()
)
_NAMED = re.compile(r"\b[A-Z][\w’'-]*")
_IDLE = frozenset(
    "take took taken place happen happened occur occurred ever been being given give gave made make made get got any day time there this that "
    "such had has have did was were about since matter claim report began begin begun".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A denial. head: the words right behind its "no". matter: all that is denied. never: it denies for all time."""

    heard: Heard
    head: tuple[frozenset[str], ...]
    matter: tuple[frozenset[str], ...]
    never: bool
    short: bool


def differing(heard: Sequence[Heard]) -> Iterator[tuple[Heard, Heard]]:
    """Claims with their denials, the earlier first; `heard` in the order in which it became known."""
    for denial in filter(None, map(_undone, heard)):
        best = max(
            ((share, -place) for place, claim in enumerate(heard) if (share := _told(claim, denial)) > 0),
            default=None,
        )
        if best is not None:
            first, second = sorted((-best[1], heard.index(denial.heard)))
            yield heard[first], heard[second]


@lru_cache(maxsize=KEPT)
def _undone(heard: Heard) -> Undone | None:
    """What `heard` denies, None when it denies nothing that was or could have been done by then."""
    said, text = heard.voice.said, heard.voice.text
    cue = _CUE.search(text)
    if cue is not None:
        behind = _clause(text[cue.end() :])
        if _NEGATED.search(behind) or _AHEAD.search(behind):
            return None
        words, head, never = behind, behind, True
    else:
        match = _NEVER.search(said) or _PAST_NOT.search(said)
        if match is None:
            return None
        before, behind = _last_clause(said[: match.start()]), _clause(said[match.end() :])
        words, head, never = f"{before} {behind}", behind, _NEVER.search(said) is not None
        if _AHEAD.search(words):
            return None
    matter = meanings(words, _IDLE)
    if len(matter) < _LEAST_WORDS and not _THERE_WAS_NO.search(said):
        return None
    first = meanings(_NAMED.sub(" ", head), _IDLE)[: _HEAD if cue else 1]
    if not first or any(not one.isdisjoint(_SILENT) for one in first[:1]):
        return None
    return Undone(
        heard=heard,
        head=first,
        matter=matter,
        never=never,
        short=len(matter) < _LEAST_WORDS,
    )


def _clause(words: str) -> str:
    return _CLAUSE.split(words, maxsplit=1)[0]


def _last_clause(words: str) -> str:
    return _CLAUSE.split(words)[-1]


def _told(claim: Heard, denial: Undone) -> float:
    """How much of what is denied `claim` tells as done, 0 when it is not the claim that is denied."""
    own, other = claim.voice, denial.heard.voice
    if not _may_answer(claim, denial) or not any(reached(one, claim.meanings) for one in denial.head):
        return 0.0
    if _of_the_act(own.said if own.speaker else own.text, denial):
        return 0.0
    if own.speaker is not None and other.speaker is not None and not differ(own, other):
        return 0.0
    if denial.short:
        before = meanings(denial.heard.before, _IDLE)
        held = sum(1 for one in before if reached(one, claim.meanings))
        told_elsewhere = claim.told.article != denial.heard.told.article and _one_story(claim, denial.heard)
        return _COVERED if held >= _LEAST_BEFORE and told_elsewhere else 0.0
    own_levels = [reached(one, claim.meanings) for one in denial.matter]
    told = sum(own_levels) / len(own_levels)
    if sum(own_levels) < _LEAST_OWN:
        return 0.0
    if claim.told.article == denial.heard.told.article:
        return told if told >= _COVERED and len(own_levels) > _LEAST_OWN else 0.0
    beside = [
        _BESIDE
        for one, own in zip(denial.matter, own_levels, strict=True)
        if not own and reached(one, claim.around)
    ]
    share = told + sum(beside) / len(own_levels)
    sure = told >= _SURE and len(own_levels) >= _LEAST_OWN + 1
    return share if sure or (share >= _COVERED and _one_story(claim, denial.heard)) else 0.0


def _one_story(claim: Heard, denial: Heard) -> bool:
    """Whether two articles share enough names to be about one matter, some of them near the two sentences."""
    one, other = claim.story, denial.story
    enough = len(one & other) >= min(_STORY, max(1, min(len(one), len(other)) // 2))
    return enough and not claim.names_around.isdisjoint(other) and not denial.names_around.isdisjoint(one)


_SURE = 0.9  # so much of a denial in one sentence needs no names
_BESIDE = 0.75  # told in the sentence before or after the claim


def _may_answer(claim: Heard, denial: Undone) -> bool:
    """Whether the denial may speak of this claim: near it in the article, or told of it in another one afterwards."""
    if claim.told.article == denial.heard.told.article:
        off = denial.heard.voice.sentence - claim.voice.sentence
        spoken = claim.voice.speaker is not None or denial.heard.voice.speaker is not None
        return spoken and 0 < abs(off) <= _NEAR and (off > 0 or denial.never)
    if not apart(claim, denial.heard):
        return False
    later = denial.heard.told.known - claim.told.known
    return timedelta(0) <= later <= (_WEEKS if denial.never else _DAYS)


def _of_the_act(words: str, denial: Undone) -> bool:
    """Whether the words of a claim deny, wish or only foresee the act themselves."""
    for part in re.split(r"[,;:–—]|\bthat\b", words):
        held = meanings(part, STOP_WORDS)
        flat = frozenset(word for one in held for word in one)
        if any(reached(one, flat) for one in denial.head):
            return _NEGATED.search(part) is not None or _AHEAD.search(part) is not None
    return not tokens(fold(words))
