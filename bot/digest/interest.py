"""What a channel wants to hear of, by the names and words it chose."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.news import Interest
from bot.text.parties import known_party
from bot.text.words import content_terms, stem


def interest_in(topics: Sequence[str]) -> Interest:
    """The interest that names and words stand for; a known party is meant whatever it is called."""
    parties = {party.key for topic in topics if (party := known_party(topic)) is not None}
    words = [topic for topic in topics if known_party(topic) is None]
    return Interest(
        parties=frozenset(parties),
        terms=frozenset(stem(term) for word in words for term in content_terms(word)),
    )
