"""Voices that are not the one who is named: who speaks for somebody, and papers written to or about somebody."""

from __future__ import annotations

import re

_OFFICE_OF = (
    r"(?:(?:the|former|acting|outgoing|new|[A-Z][a-z]+)\s+)*(?:[a-z]+\s+){0,2}?"
    r"(?:minister|president|chancellor|premier|mayor|governor|senator|secretary|executive|chairman|chairwoman|chair|king|queen|prince|princess|judge|justice|general|"
    r"director|commissioner|leader|ambassador|envoy|speaker|sheriff|prosecutor|candidate|bishop|archbishop|pope|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Rep|Sen|Gov|Gen)\.?\s+"
)
# Between a spokesperson and a name an office must stand: "a lawyer for the family" is told otherwise.
_OTHER = re.compile(
    r"\b(?:(?:an?|the|one|two|three|several|some)\s+)?(?:[a-z-]+\s+){0,2}?"
    r"(?:(?:spokes(?:person|man|woman|men|people|persons)|aides?|advis[eo]rs?|deput(?:y|ies)|lawyers?|attorneys?|representatives?|assistants?|"
    r"all(?:y|ies)|friends?|relatives?|press\s+secretary|chief\s+of\s+staff)\s+(?:for|to|of)\s+"
    + _OFFICE_OF
    + "|"
    r"(?:letters?|petitions?|memos?|notes?|messages?|reports?|complaints?|lawsuits?|e-?mails?)\s+(?:to|about|on|against)\s+(?:"
    + _OFFICE_OF
    + r")?)$",
    re.IGNORECASE,
)


def begin_of_other_voice(text: str, start: int, end: int) -> int | None:
    """Where "a spokesperson for transport minister" or "a letter to" begins when such words end at `end`, before a name; else None."""
    match = _OTHER.search(text, start, end)
    return None if match is None else match.start()
