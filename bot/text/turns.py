"""Words that tell that something fixed took a turn: it was moved, or it is off."""

from __future__ import annotations

import re
from enum import StrEnum


class Turn(StrEnum):
    """MOVED: to another day. OFF: called off, frozen, lifted; or it will not be as it was fixed."""

    MOVED = "moved"
    OFF = "off"


_MOVED = re.compile(
    r"\b(?:put|puts|putting|push(?:ed|es)?|mov(?:ed|es)|shift(?:ed|s)?|set)\b (?:[\w'’-]+ ){0,6}?(?:back|forward|to (?:the )?(?:\d|[A-Z]))|"
    r"\b(?:postpon|adjourn|deferr|reschedul|prolong)\w*|\b(?:delayed|extended|extends|brought forward)\b|"
    r"\bput(?:s|ting)? off\b|\bstays? open\b|\bnew (?:date|day|deadline)\b|\b(?:now|instead) (?:on|until|by) (?:the )?(?:\d|[A-Z])",
)
_OFF = re.compile(
    r"\bwon['’]t (?:be (?:\w+ )?)?(?:held|come|coming|go|going|re\w+|start|take|happen|meet|vote|appear)\b|"
    r"\bwill (?:not|no longer) (?:be (?:\w+ )?)?(?:held|come|go|re\w+|start|take|happen|meet|vote|appear)\b|"
    r"\b(?:never|not|n['’]t) (?:take place|taken place|happen(?:ed)?|held)\b|\bcall(?:s|ed|ing)? (?:\w+ ){0,3}?off\b|\bcancel\w*|\bscrapped\b|\bshelved\b|"
    r"\bfrozen\b|\bfroze\b|\bsuspend(?:ed|s)\b|\bon hold\b|\brevoked\b|\boff the agenda\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|may|might|could|would|should|asked? (?:for|to)|asking|wants?|want(?:ed|ing)?|propos\w+|request\w*|calls? for|called for|"
    r"refus\w+|declin\w+|reject\w+|ruled? out|denied|denies|threat\w+)\b",
)


def turn_in(sentence: str) -> Turn | None:
    """The turn that a sentence tells as a fact; None when it tells none, or only asks for one, or supposes it."""
    found = [
        (match.start(), turn)
        for turn, cue in ((Turn.OFF, _OFF), (Turn.MOVED, _MOVED))
        if (match := cue.search(sentence))
    ]
    if not found:
        return None
    start, turn = min(found, key=lambda item: item[0])
    return None if _SUPPOSED.search(sentence, max(0, start - _NEAR), start) else turn


_NEAR = 40  # letters before the turn in which a word takes it back
