"""Times that give no day of the story: they come back, reach back from an event, or run for everyone from a day of their own."""

from __future__ import annotations

import re

from bot.extract.deadlines.counting import is_counted
from bot.extract.deadlines.line import Line, core_end
from bot.extract.deadlines.modality import clause_start
from bot.model.when import When

_THEN = re.compile(
    r"\b(?:then|afterwards|subsequently) (?:ha[sd]|have|gets?|runs?|must|would|will|be)\b|\b(?:would|will|shall|must|has|have) (?:then|afterwards|subsequently)\b|\bafter (?:that|which)\b",
    re.IGNORECASE,
)
""" "The president then has 90 days": from a day that another event brings."""
_EVERY = re.compile(
    r"[\s,]*(?:(?:of |in )?(?:each|every|any)\s+(?:other\s+)?(?:calendar\s+|financial\s+|fiscal\s+)?(?:year|quarter|month|week|season|day)|annually|yearly|a year\b|(?:and )?every \w+ (?:years?|months?|weeks?|days?)? ?(?:thereafter|after that))",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\s*(?:before|prior to|ahead of|in advance of)\s+(?!\ue000)(?:the|its|their|his|her|any|an?|each|that|this|such|[a-z]+ing)\b",
    re.IGNORECASE,
)


def starts_elsewhere(line: Line, begin: int, end: int, due: When, rule: str) -> bool:
    """Whether the time says no day of this story: it comes back, reaches back, or runs from what happens to anyone.

    begin, end: what a frame matched in the sentence.
    """
    if _recurs(line, due) or _leads_up(line, due, rule) or _if_it_happens(line, due):
        return True
    anchor = due.anchor
    told_here = anchor is None or (anchor.span is not None and line.span.contains(anchor.span))
    if not _counts(due) or told_here or rule in _MOVES:
        return False
    clause = line.marked[clause_start(line, begin) : end]
    later = line.marked[due.span.end - line.span.start :]
    return (
        _THEN.search(clause) is not None
        or _ONCE_DONE.search(line.marked[:begin]) is not None
        or _ANYONE.search(line.marked[:end]) is not None
        or _BY_LAW.search(line.marked[:end]) is not None
        or _OF_ANY.match(later) is not None
    )


_MOVES = ("moved", "prolongation", "before_limit", "was_to_expire", "before")
_ONCE_DONE = re.compile(
    r"(?:^\W*|[;,]\s(?:and |but )?)(?:once|when|whenever|where|after|as soon as|should|if)\s(?![^,;]*\ue000)[^,;]{3,70},\s[^,;]{0,60}$",
    re.IGNORECASE,
)
""" "Once notified, the agency has 25 working days": from what has not happened."""
_ANYONE = re.compile(
    r"(?:^\W*|[;:,]\s(?:and |but )?|\bthat\s)(?:an?|any|each|every|anyone|anybody|whoever|those)\s(?![^,;:]{0,40}\b(?:spokes\w+|judge|court|official|statement|letter|order|ruling|notice|decree|law|bill|plan|deal|draft|resolution|tribunal|panel)\b)[^,;:\ue000\ue001]{2,50}?\s"
    r"(?:has|have|gets?|must|shall|can|may|is (?:given|allowed|required|obliged)|are (?:given|allowed|required|obliged))\s[^,;:]{0,80}[\ue000\ue001]",
    re.IGNORECASE,
)
""" "Each claimant has 30 days to appeal": a term that runs for each from a day of their own."""
_BY_LAW = re.compile(
    r"\b(?:law|laws|rules?|act|code|constitution|statute|treaty|regulations?|bylaws|legislation|standing orders)\s(?:then |also |usually |normally |only )?(?:gives?|allows?|grants?|leaves?|requires?|obliges?)\s[^,;:]{2,80}[\ue000\ue001]|"
    r"\b(?:[Uu]nder|[Bb]y) (?:the |its |[A-Z][\w.]+ |[\w.'-]+ ){0,3}(?:law|laws|rules?|act|code|constitution|statute|treaty|regulations?|standing orders|Act|Code|Constitution),?\s[^;:]{0,90}[\ue000\ue001]",
)
""" "The law gives employers seven days": from no day that is told."""
_OF_ANY = re.compile(
    r"\s+to\s+[a-z]+(?: or [a-z]+)?\s+(?:any|each|every)\s+(?:\w+ )?(?:bill|request|application|claim|complaint|change|decision|order|notice|report|proposal|offer|filing|law)\b",
    re.IGNORECASE,
)


def _if_it_happens(line: Line, due: When) -> bool:
    """Whether the event a length runs from was only dated by a limit: "within six months of closing", which must come by September."""
    anchor = due.anchor
    if anchor is None or anchor.span is None or not due.rule.startswith("shift.event"):
        return False
    sentence = line.document.sentence_at(anchor.span.start)
    if sentence is None:
        return False
    return _LIMITED.search(line.document.text, sentence.start, anchor.span.start) is not None


_LIMITED = re.compile(
    r"\b(?:if|unless|should|not|expected|planned|hopes?)\b|\b(?:until|by|before|no later than)\s+(?:the end of )?$",
    re.IGNORECASE,
)


def _counts(due: When) -> bool:
    return is_counted(due.rule) or due.rule.startswith("shift.in")


def _recurs(line: Line, due: When) -> bool:
    """Whether the day comes back ("on 31 May of each year"): no one day is meant."""
    return _EVERY.match(line.marked, due.span.end - line.span.start) is not None


def _leads_up(line: Line, due: When, rule: str) -> bool:
    """Whether a length was counted on from today though it reaches back from an event ("48 hours before the start")."""
    if rule == "before_limit" or not _counts(due):
        return False
    position = due.span.start - line.span.start + core_end(due)
    return _UP_TO.match(line.words(position, len(line.marked))) is not None
