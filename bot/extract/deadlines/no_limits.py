"""Times in a deadline's words that limit nothing: what is broadcast or shown, when an office is open."""

from __future__ import annotations

import re

from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document

_SHOWN = re.compile(
    r"\b(?:(?:special|extra|late) (?:edition|episode|programme|program|show|broadcast)|live ?(?:blog|stream|coverage|page|updates?)|dedicated page|coverage (?:begins|starts|will)"
    r"|(?:will|to) (?:be )?(?:air|aired|broadcast|streamed|televised)|we(?: will|['’]ll) (?:have|bring you) (?:an? |all |the )?(?:[\w-]+ )?(?:page|coverage|updates?|latest))\b",
    re.IGNORECASE,
)
_OFFICE_HOURS = re.compile(
    r"\b(?:offices?|shops?|stores?|branch(?:es)?|librar(?:y|ies)|museums?|pharmac(?:y|ies)|supermarkets?|restaurants?|pubs?|helpline|phone lines|doors)\b[^,;.]{0,60}?\b(?:opens?|clos(?:es?|ing)|shuts?)\b",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(r"\b(?:for good|permanently|for the last time|voluntary)\b", re.IGNORECASE)


def limits_nothing(document: Document, telling: Telling) -> bool:
    """Whether a time is that of a broadcast ("a special edition from 22:00"), of opening hours ("the post office closes at
    5 p.m.") or half a word ("post-midnight")."""
    due = telling.due
    if due is None:
        return False
    if document.text.endswith(("post-", "pre-"), 0, due.span.start):
        return True
    if due.time is None:
        return False
    sentence = document.sentences[telling.line]
    if _SHOWN.search(document.text, sentence.start, sentence.end):
        return True
    words = document.words(telling.quote)
    return _OFFICE_HOURS.search(words) is not None and _FOR_GOOD.search(words) is None
