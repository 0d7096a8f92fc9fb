"""Who is meant: mentions of persons, states and bodies in a text, resolved across it."""

from bot.text.parties.resolve import find_mentions, party_from_name
from bot.text.parties.tables import known_party, same_party

__all__ = ["find_mentions", "known_party", "party_from_name", "same_party"]
