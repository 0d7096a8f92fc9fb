"""Someone's words stay that person's words: a statement keeps its speaker, and the right one."""

from __future__ import annotations

import re

from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import Fact, Party, PartyKind, Statement
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.words import STOP_WORDS, fold, places_of, stem, tokens, words_of

_ACCORDING = re.compile(
    r"\b(?:according to|citing|quoted|quoting|in the words of|as told by|in a statement|the word of|says?|said|claims?|"
    r"by the account of|account|per|for)\b",
    re.IGNORECASE,
)


# Words for the cited article itself.
_MEDIA = frozenset(
    stem(w) for w in "article articles report reports outlet outlets stored source sources".split()
)
_SOURCE = re.compile(r"\b(?:according to|citing)\s+([^,.;:“”\"]{2,80})", re.IGNORECASE)


def check_attribution(text: str, known: Known) -> tuple[Reason, ...]:
    """Facts with a speaker whom `text` does not name, or whose words it tells as plain fact."""
    for fact in known.facts:
        speaker = speaker_of(fact)
        if speaker is None or not _tells(text, fact):
            continue
        if not (names_party(text, speaker) and (_reports(text) or _has_its_cue(text, fact))):
            return (Reason(code=ReasonCode.ATTRIBUTION, words=speaker.name, span=Span(0, len(text))),)
    return tuple(
        Reason(code=ReasonCode.ATTRIBUTION, words=m[1], span=Span(*m.span(1)))
        for m in _SOURCE.finditer(text)
        if not _is_told(m[1], known)
    )


def speaker_of(fact: Fact) -> Party | None:
    """Whose words a fact is, None when the article tells it in its own voice."""
    return fact.speaker if isinstance(fact, Statement) else fact.said_by


def names_party(text: str, party: Party, *, loosely: bool = True) -> bool:
    """Whether `text` names `party`: by a name or alias, a person's last name, or a description's telling words.

    loosely: half of the telling words are enough ("the ministry" for "Ministry of Ports"), otherwise most are needed.
    """
    plain = fold(text)
    for form in (party.name, *party.aliases):
        if any(True for _ in places_of(fold(form), plain)):
            return True
    words = set(words_of(text))
    if party.kind is PartyKind.PERSON:
        last = tokens(party.name)[-1:]
        return bool(last) and last[0].word in words
    telling = {stem(word) for word in words_of(party.name) if word not in STOP_WORDS}
    shared = 2 * len(telling & {stem(word) for word in words})
    return bool(telling) and (shared > len(telling) or (loosely and shared == len(telling)))


def _is_told(source: str, known: Known) -> bool:
    """Whether anything in the words for a source was told: a party, or a content word of the quotes."""
    if any(names_party(source, party) for party in known.parties):
        return True
    words = {stem(word) for word in words_of(source) if word not in STOP_WORDS} - _MEDIA
    outlets = [t.outlet for t in known.told if t.outlet]
    told = {stem(word) for text in (*known.quotes, *outlets) for word in words_of(text)}
    return not words or not words.isdisjoint(told)


def _has_its_cue(text: str, fact: Fact) -> bool:
    """Whether the reporting words of the statement itself stand in `text` ("counted", "put the number at")."""
    return isinstance(fact, Statement) and bool(fact.cue) and fold(fact.cue) in fold(text)


def _reports(text: str) -> bool:
    return _ACCORDING.search(text) is not None or any(word in REPORTING_VERBS for word in words_of(text))


def _tells(text: str, fact: Fact) -> bool:
    """Whether `text` retells this fact: it shares a good part of its content words."""
    content = fact.content.text if isinstance(fact, Statement) else fact.quote.text
    told = {stem(word) for word in words_of(content) if word not in STOP_WORDS}
    own = {stem(word) for word in words_of(text)}
    return not told or len(told & own) >= min(2, len(told))
