"""Pieces that the patterns of the frames are put together from."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import DAY, LENGTH

_ZONE = r"(?:(?:[A-Z][\w.'-]{1,20} |local |summer |standard ){1,3}time,? )?"
_LINK = r"(?:on |at |in |of |the |more |at the end of |on the evening of )?"
DAYS = f"{DAY}+(?:[ ,]{{1,2}}{_ZONE}{_LINK}{DAY}+)*"
TIMES = f"[{DAY}{LENGTH}]+(?:[ ,]{{1,2}}{_ZONE}{_LINK}[{DAY}{LENGTH}]+)*"
NOUNS = rf"(?:[^,;:(){DAY}{LENGTH}]|(?<=\d),(?=\d)){{1,90}}?"

_GAP = rf"[^;:{DAY}{LENGTH}]{{0,140}}?"

QUOTE = r"[\"']?"

LIMITING = r"(?:by|before|no later than|not later than|until|till|within(?: the(?: next| first)?)?|inside|at the latest by|ahead of)"

PREP = (
    r"(?:by|before|no later than|not later than|until|till|within(?: the(?: next| first)?)?|inside|in|from|as of|as from|with effect from|"
    r"starting(?: on| from)?|beginning(?: on)?|effective(?: from)?|on|at|after|for)"
)

FROM = re.compile(
    r"(?:from|as of|as from|with effect from|starting.*|beginning.*|effective.*)", re.IGNORECASE
)

WHAT = rf"(?:\s*,?\s*(?:more |notice )?(?:(?:from|of|after) (?:the |its |their )?[a-z]{{3,20}} )?(?:in which |and )?to (?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)(?=$|[;:\"]|[,.](?!\d)|\sor\s|\sbefore\s|\safter\s|\sand (?:must|will|has|have|had|shall|is|are|was|were)\s|\s(?:by|on|within|until|since) [{DAY}{LENGTH}]))?"


def rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


STRONG_END = r"(?:ceas(?:es?|ed) to (?:have effect|apply|be valid|be in force)|expir(?:es?|ed|ing)|laps(?:es?|ed|ing)|runs? out|ran out|running out|elaps(?:es?|ed)|run(?:s|ning)? until|ran until|last(?:s|ed)? until|terminat(?:es?|ed|ing))"

FOR_WHO = rx(rf"^\s+for\s+(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)(?=$|[,;:.(\"]|\sand\s{DAY})")


def limit_word(lead: str) -> str | None:
    match = re.search(rf"\b(?:{words.LIMIT_STRICT}|extension|reprieve)\b", lead, re.IGNORECASE)
    return match.group().lower() if match else None


def has_said(gap: str) -> bool:
    return re.search(rf"\b{words.SAID}\b", gap, re.IGNORECASE) is not None
