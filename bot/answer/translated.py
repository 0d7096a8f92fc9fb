"""A model's sentence in the asker's language: shown only when every word of it can be read, and its English passes the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.cards import Card
from bot.answer.gate import Outcome, gate
from bot.answer.gate.names import names_in
from bot.answer.outcomes import claims_outcome, denies_told
from bot.answer.phrases import quoted
from bot.model.answers import Evidence, Sentence
from bot.model.facts import Meeting, parties_of
from bot.text.languages import Language, in_english
from bot.text.words import fold, tokens

MOST_DOUBT = 0.3
# What reads the same whichever way round it stands; elsewhere another language's word order decides who did it to whom.
_BOTH_WAYS = (Meeting,)


def in_own_language(
    draft: Sentence,
    cards: Sequence[Card],
    language: Language,
    evidence: Evidence,
    *,
    now: datetime,
    zone: str,
) -> Sentence | None:
    """`draft` with the words it rests on beside it, or None when it cannot be vouched for.

    It must rest on one card; each of its words must be a name or number of that card or have an English one; that English,
    word by word, must pass the gate as it stands; and of several names only a meeting's may be told.
    """
    if len(cards) != 1:
        return None
    [card] = cards
    english, unread = in_english(draft.text, language, names_of(card))
    plain = replace(draft, text=english)
    named = {name.words for name in names_in(english)}
    if unread or (len(named) > 1 and not isinstance(card.fact, _BOTH_WAYS)):
        return None
    [one] = gate([plain], evidence, now=now, zone=zone)
    if one.sentence is None or one.outcome is not Outcome.PASSED or one.sentence.doubt > MOST_DOUBT:
        return None
    if claims_outcome(plain) or denies_told(plain):
        return None
    words = " … ".join(" ".join(citation.quote.text.split()) for citation in card.citations)
    return replace(draft, text=f"{draft.text} ({quoted(words)})", doubt=one.sentence.doubt)


def names_of(card: Card) -> frozenset[str]:
    """Folded words that stand for themselves in a sentence about `card`: those it prints with a capital, and its parties'."""
    texts = [citation.quote.text for citation in card.citations]
    texts += [citation.told.outlet or "" for citation in card.citations]
    if card.fact is not None:
        texts += [form for party in parties_of(card.fact) for form in (party.name, *party.aliases)]
    words = (text[token.span.start : token.span.end] for text in texts for token in tokens(text))
    return frozenset(
        fold(part) for word in words if word[0].isupper() for part in word.removesuffix("\u2019s").split("-")
    )
