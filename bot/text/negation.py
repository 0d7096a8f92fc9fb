"""Words that negate what stands with them."""

from __future__ import annotations

import re

from bot.text.words import fold

_NOT = (
    r"\b(?:not(?! only| just)|no(?! (?:later|sooner|earlier|fewer|less|more) than)|never|none|no one|nobody|nothing|neither|nor|without|"
    r"cannot|hardly|barely|scarcely|unable to|yet to be{verbs})\b|n['’]t\b"
)
PLAIN_NEGATION = re.compile(_NOT.replace("{verbs}", ""), re.IGNORECASE)
"""A word or phrase that turns its clause into its opposite."""

NEGATION = re.compile(
    _NOT.replace("{verbs}", r"|(?:fail(?:s|ed)?|refus(?:es|ed)|declin(?:es|ed)) to"), re.IGNORECASE
)
"""The same, with verbs that say that something is not done."""

_DENIES = re.compile(r"\b(?:denied|denies)\b")
_CONDITION = re.compile(r"\b(?:if|unless)\b[^,.;]*")


def says_no(words: str) -> bool:
    """Whether `words` negate or deny something, conditions aside."""
    plain = _CONDITION.sub(" ", fold(words))
    return NEGATION.search(plain) is not None or _DENIES.search(plain) is not None
