"""Who does what in the sentence that tells a deadline: the subjects of its verbs, from the day outwards, and who is handed something.

"The board has told the firm that it must report to the inspectorate by Friday": the nearest verb is one of duty and "it" its subject, the outer
verb is one of command, and the inspectorate is handed a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extract.deadlines import noun_words
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling

_VERBS = 3  # verbs before the day that are looked at
_BESIDE = r"(?:\s(?:also|now|then|still|only|not|already|thus|first|therefore|again|\w{3,}ly))*\s"
_GIVEN = (
    r"(?:told|ordered|asked|given|required|instructed|directed|obliged|warned|urged|invited|granted|allowed|permitted|summoned|barred|banned|advised|"
    r"forced|expected|supposed|meant|due|bound|set)"
)
_CLASSES = (
    ("told", rf"(?:(?:has|have|had){_BESIDE}been|is|are|was|were){_BESIDE}{_GIVEN}\b"),
    (
        "must",
        rf"(?:must|shall|should|(?:has|have|had)(?:{_BESIDE}|\s)(?:to|until|till|[{DAY}{LENGTH}])|needs?{_BESIDE}to|(?:is|are|was|were)\sto|fail(?:s|ed)|miss(?:es|ed)|faces?)",
    ),
    ("will", r"(?:will|would|promis|pledg|vow|undertook|undertakes|agreed\sto|plan|intend|hope|aim|expect)"),
    ("may", r"(?:may|can|could|might)\b"),
    ("asks", r"(?:ask|urg|call|want|demand|seek|sought|request|propos|invit|appeal|petition)"),
    (
        "gives",
        r"(?:gave|gives?|told|tells?|order|instruct|direct|requir|oblig|warn|set|impos|grant|allow|bann|barr|ruled?|decid|announc|extend|postpon|delay|mov|put|push|issu|approv|adopt|threaten|suspend|cut|fix|renew|prolong)",
    ),
    ("says", r"(?:said|says|add|stat|confirm|insist|wrote|declar|report|explain|note)"),
    ("passive", rf"(?:(?:has|have|had){_BESIDE}been|is|are|was|were)(?:{_BESIDE}|\s)\w+(?:ed|en|n)\b"),
    ("is", r"(?:is|are|was|were|has|have|had|does|did)\b"),
)
_CLASS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES), re.IGNORECASE)
_HANDED = re.compile(
    r"\b(?:(?:send|submit|report|return|hand|pay|repay|appl(?:y|ied)|register|file|lodge|deliver|present|explain|answer|repl(?:y|ied)|respond|appeal|provide|give|prove|show|"
    r"surrender|object|transfer|write|prove|declare|disclose|sent|submitted|filed|lodged|paid|delivered|returned|registered|reported|handed|presented)\b[^;:.]{0,60}?\s(?:to|with|before)|"
    r"(?:tell|notify|inform|pay|repay|give|show|send|satisfy|convince|persuade|provide|supply|answer|refund|compensate))\s"
    r"(?:the |an? |its |their |his |her |all )?(?:[\w'-]+ ){0,2}$",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\b\w+(?:ed|en|set|laid down|given)\s(?:[^,;:]{0,25}\s)?by\s(?:the |an? |its |their )?(?:[\w'-]+ ){0,2}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """The subject of a verb of the sentence. depth: 0 for the verb nearest to the day, then outwards. verb: what kind of verb it is."""

    depth: int
    verb: str
    start: int
    end: int

    @property
    def sign(self) -> str:
        return f"{'nearest' if self.depth == 0 else 'outer'} {self.verb}"


def doers_of(line: Line, telling: Telling) -> tuple[Doer, ...]:
    """The subjects of the last verbs before the day of a telling, the nearest first; of one subject its nearest verb alone."""
    found: list[Doer] = []
    for place in _verbs(line, _end(line, telling)):
        subject = subject_before(line, place)
        if subject is None or any(subject[0] <= one.start < subject[1] for one in found):
            continue
        found.append(Doer(depth=len(found), verb=verb_class(line, place), start=subject[0], end=subject[1]))
        if len(found) == _VERBS:
            break
    return tuple(found)


def verb_class(line: Line, place: int) -> str:
    """What kind of verb group begins at `place`: one of duty, of asking, of saying."""
    match = _CLASS.match(line.marked, place)
    return "acts" if match is None or match.lastgroup is None else match.lastgroup


def _end(line: Line, telling: Telling) -> int:
    """Where the day of a telling stands in its sentence, or where its own words end."""
    place = telling.due.span if telling.due is not None else telling.trigger
    if not line.span.contains(place):
        place = telling.trigger
    return max(0, min(place.start - line.span.start, len(line.marked)))


def _verbs(line: Line, end: int) -> Sequence[int]:
    """Where the verb groups before `end` begin, the last first."""
    starts: list[int] = []
    for match in noun_words.FINITE.finditer(line.marked, 0, end):
        if starts and len(line.marked[starts[-1] : match.start()].split()) <= 2:
            continue
        starts.append(match.start())
    return starts[::-1]


def part_of(line: Line, begin: int, end: int, doers: Sequence[Doer]) -> Iterator[str]:
    """What the naming at `[begin, end)` does in its sentence."""
    for one in doers:
        if one.start - 4 <= begin and end <= one.end + 1:
            heads = begin <= one.start + 5 or end >= one.end - 2
            yield one.sign if heads else f"in {one.sign}"
    left = line.marked[:begin]
    if _HANDED.search(left):
        yield "handed"
    if _BY_WHOM.search(left):
        yield "by whom"
