"""Which senses of a noun of encounter tell of none: "conditions for talks", "home for consultations", the name of a forum."""

from __future__ import annotations

import re

from bot.extract.meetings.clauses import Row


def tells_none(row: Row, at: int) -> bool:
    """Whether the noun at `at` tells of no encounter where it stands."""
    before = row.mask(max(0, at - 10), at)
    if row.word(at).startswith("consultation") and _HOME_FOR.search(before):
        return True  # "recalled its ambassador for consultations"
    if row.word(at) == "interview" and (
        _IN_AN.search(before) or row.word(at + 1) in ("with", "to", "on", "by")
    ):
        return True  # "said in an interview with Tarn TV"
    if row.word(at) == "appointment" and (
        row.word(at + 1) in ("of", "as", "to") or row.nodes[at - 1].possessive
    ):
        return True  # "prior to her appointment", "the appointment of judges"
    if row.word(at) == "bargaining" and row.word(at + 1) == "table":
        return True  # told by the verb: "returned to the bargaining table"
    if (
        row.word(at) == "dialogue"
        and _HELD_SOMEHOW.search(before) is None
        and row.word(at + 1) in ("between", "with", "among")
    ):
        return True  # "the ongoing dialogue between the churches"
    if row.word(at) in _KEPT_UP and _WISHED_FOR.search(before):
        return True  # "their interest in the high-level dialogue"
    return _names_forum(row, at) or _FOR_THE_FUTURE.search(before) is not None


_IN_AN = re.compile(
    r"\b(?:in|during|gave|give|gives|told) (?:P )?(?:an?|the|his|her|their|this)(?: [\w-]+){0,3}$"
)
_HELD_SOMEHOW = re.compile(
    r"\b(?:h[eo]ld\w*|beg[aiu]n\w*|open\w*|resum\w+|launch\w*|start\w*|rounds?|sessions?|attend\w*|host\w*|conven\w+|br(?:oke|eak)\w*|suspend\w*|"
    r"call\w*|invit\w+|enter\w*|agree\w*|continu\w+|after|during|first|second|third|T|refus\w+|reject\w*|offer\w*|propos\w+)\b"
)
_KEPT_UP = frozenset("dialogue consultation consultations discussion discussions".split())
_WISHED_FOR = re.compile(
    r"\b(?:interest|commitment|desire|hopes?|support|confidence|belief|committed|welcom\w+) (?:in |to |for )?(?:[\w-]+ ){0,4}?[\w-]*$"
)
_HOME_FOR = re.compile(r"\b(?:home|recall\w*|summon\w* back|back|withdr\w+|capitals?)\b.* for$")
# What may lead to talks some day is no encounter: "create conditions for further negotiations".
_FOR_THE_FUTURE = re.compile(
    r"\b(?:conditions?|basis|groundwork|foundations?|framework|momentum|space|importance|value|path|way) (?:for|of|to|towards?)(?: [\w-]+){0,3}$"
)
_AT_FORUM = re.compile(
    r"\b(?:attend\w*|join\w*|t(?:ake|akes|ook|aking) part|particip\w+|host\w*|h[eo]ld|holds|holding|address\w*|chair\w*|during|at|after|before|"
    r"conven\w+|open\w*|sidelines of|ahead of|between|meeting|skip\w*|cancel\w*|postpon\w*|for)\b[^,;]*$"
)


def _names_forum(row: Row, at: int) -> bool:
    """Whether the noun ends the name of a standing forum told as such: "mechanisms such as the Defence Policy Dialogue"."""
    capital = (
        at > 1 and row.nodes[at].capital and (row.nodes[at - 1].capital or row.word(at - 1) in ("'", "'s"))
    )
    if not capital or row.nodes[at].span.start - row.span.start < 12:
        return False
    before = row.mask(max(0, at - 12), at)
    return (
        _AT_FORUM.search(before) is None
        and re.search(r"\b(?:in|through|like|as|of|under|via|within|and)\b", before) is not None
    )
