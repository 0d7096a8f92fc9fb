"""Words that tell that something fixed holds no longer: it was moved, or it is off."""

from __future__ import annotations

import re

_MOVED = re.compile(
    r"\b(?:put|puts|putting|push(?:ed|es)?|mov(?:ed|es)|shift(?:ed|s)?|set)\b (?:[\w'’-]+ ){0,6}?(?:back|forward|to (?:the )?(?:\d|[A-Z]))|"
    r"\b(?:postpon|adjourn|deferr|reschedul|prolong)\w*|\b(?:delayed|extended|extends|brought forward)\b|"
    r"\bput(?:s|ting)? off\b|\bstays? open\b|\bnew (?:date|day|deadline)\b|\b(?:now|instead) (?:on|until|by) (?:the )?(?:\d|[A-Z])",
)
_OFF = re.compile(
    r"\b(?:won['’]t|will (?:not|no longer)) (?:be (?:\w+ )?)?(?:held|com(?:e|ing)|go(?:ing)?|re\w+|start(?:ing)?|begin(?:ning)?|open(?:ing)?|close|closing|"
    r"tak(?:e|ing)|happen(?:ing)?|meet(?:ing)?|vot(?:e|ing)|appear(?:ing)?|sit(?:ting)?|sail(?:ing)?|run(?:ning)?)\b|"
    r"\b(?:never|not|n['’]t) (?:take place|taken place|happen(?:ed)?|held)\b|\bcall(?:s|ed|ing)? (?:\w+ ){0,3}?off\b|\bcancel\w*|\bscrapped\b|\bshelved\b|"
    r"\bfrozen\b|\bfroze\b|\bsuspend(?:ed|s)\b|\bon hold\b|\brevoked\b|\boff the agenda\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|may|might|could|would|should|asked? (?:for|to)|asking|wants?|want(?:ed|ing)?|propos\w+|request\w*|calls? for|called for|"
    r"refus\w+|declin\w+|reject\w+|ruled? out|denied|denies|threat\w+)\b",
)


def is_overtaken(sentence: str) -> bool:
    """Whether a sentence tells as a fact that something fixed was moved or is off; not where it only asks for that, or supposes it."""
    starts = [match.start() for cue in (_OFF, _MOVED) if (match := cue.search(sentence))]
    start = min(starts, default=None)
    return start is not None and _SUPPOSED.search(sentence, max(0, start - _NEAR), start) is None


_NEAR = 40  # letters before these words in which another takes them back
