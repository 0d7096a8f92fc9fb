"""How much of a sentence stands in the words it cites."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, stem, tokens, words_of

# A sentence may bring less than this share of words of its own, and always one.
OWN_SHARE = 0.4
OWN_WORDS = 1

# Words with which Dateline tells any fact: states, roles, time, and talk about articles.
_FRAME = frozenset(
    stem(w)
    for w in (
        "meeting met meet held hold took place planned plan possible requested request postponed cancelled refused denied "
        "unconfirmed ongoing deadline set proposed extended brought forward missed passed withdrawn due expires expiry "
        "takes effect effective scheduled decision said says according article articles outlet report reported told "
        "tells day days week month year time today yesterday tomorrow ago left already previously originally earlier "
        "later moved new first last also addressee setter consequence otherwise not yet statement asked by between "
        "participants call phone talks summit visit monday tuesday wednesday thursday friday saturday sunday january "
        "february march april may june july august september october november december about around threatened fact "
        "account accounts side another words quote quoted date dates force twice once three times replaced lapsed"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """words: how many content words were looked for. missing: those nobody told, in order."""

    words: int
    missing: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def share(self) -> float:
        """The part that is told, 1 for a sentence without content words."""
        return 1 - len(self.missing) / self.words if self.words else 1.0


def check_coverage(found: Coverage) -> tuple[Reason, ...]:
    """One reason over the words that nobody told, when they are too many."""
    many = len(found.missing) > OWN_WORDS and 1 - found.share >= OWN_SHARE
    if not many and not (len(found.missing) == found.words > OWN_WORDS):
        return ()
    span = Span(found.spans[0].start, found.spans[-1].end)
    return (Reason(code=ReasonCode.COVERAGE, words=" ".join(found.missing), span=span),)


def coverage_of(text: str, known: Known) -> Coverage:
    """Content words of `text` against quotes, fields, parties and outlets; synonyms of news count as told."""
    told = frozenset().union(*map(_stems, _texts(known)))
    looked, missing, spans = 0, [], []
    for token in tokens(text):
        word = stem(token.word)
        if (
            token.word in STOP_WORDS
            or word in _FRAME
            or token.word in REPORTING_VERBS
            or not token.word.isalpha()
        ):
            continue
        looked += 1
        if not _is_told(word, told):
            missing.append(token.word)
            spans.append(token.span)
    return Coverage(words=looked, missing=tuple(missing), spans=tuple(spans))


def _is_told(word: str, told: frozenset[str]) -> bool:
    if word in told or not told.isdisjoint(synonyms(word)):
        return True
    return len(word) > 5 and any(other[:5] == word[:5] for other in told)


def _texts(known: Known) -> list[str]:
    names = [s for p in known.parties for s in (p.name, p.title or "", *p.aliases)]
    return [*known.quotes, *known.fields, *names, *(t.outlet for t in known.told if t.outlet)]


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text))
