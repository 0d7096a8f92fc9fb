"""Who speaks where somebody else is named: a spokesperson for a minister, a paper written to or about somebody."""

from __future__ import annotations

import re

from bot.text.parties.lexicon import words

_OFFICES = "|".join(sorted(word for word in words("office_nouns") if "_" not in word))
_FORMS = "mr|mrs|ms|dr|sir|lord|lady|rep|sen|gov|gen"
_OFFICE = rf"(?:(?:the|former|acting|outgoing|new)\s+)*(?:[\w-]+\s+){{0,2}}?(?:{_OFFICES}|{_FORMS})\.?\s+"
_SPEAKS = (
    r"spokes(?:person|man|woman|men|people|persons)|aides?|advis[eo]rs?|deput(?:y|ies)|lawyers?|attorneys?|representatives?|assistants?|all(?:y|ies)|friends?|"
    r"relatives?|press\s+secretary|chief\s+of\s+staff"
)
_PAPERS = r"(?:letter|petition|memo|note|message|report|complaint|lawsuit|e-?mail)s?"
_OTHER = re.compile(
    r"\b(?:(?:an?|the|one|two|three|several|some)\s+)?(?:[a-z-]+\s+){0,2}?"
    rf"(?:(?:{_SPEAKS})\s+(?:for|to|of)\s+{_OFFICE}|{_PAPERS}\s+(?:to|about|on|against)\s+(?:{_OFFICE})?)$",
    re.IGNORECASE,
)
"""Between a spokesperson and a name an office must stand: "a lawyer for the family" is told otherwise."""


def begin_of_other(text: str, start: int, end: int) -> int | None:
    """Where "a spokesperson for transport minister" or "a letter to" begins when such words end at `end`, before a name; else None."""
    match = _OTHER.search(text, start, end)
    return None if match is None else match.start()
