"""What a telling takes from the article around it: a draft's status, its proposer, the owner of a law, a truce's sides."""

from __future__ import annotations

from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document


def in_context(document: Document, tellings: list[Telling]) -> list[Telling]:
    """The tellings with what earlier sentences give them."""
    return tellings
