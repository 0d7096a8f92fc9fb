"""Who is meant: mentions of persons, states and bodies in a text, resolved across it."""

from bot.text.parties.lines import dateline_of
from bot.text.parties.resolve import Place, described_party, find_mentions, find_places, party_from_name
from bot.text.parties.tables import known_party, same_party

__all__ = [
    "Place",
    "dateline_of",
    "described_party",
    "find_mentions",
    "find_places",
    "known_party",
    "party_from_name",
    "same_party",
]
