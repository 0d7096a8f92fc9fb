"""What people do together, told by verbs that only now and then tell of an encounter."""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.text.anycase import AnyCase


def _deeds(words: str) -> dict[str, str]:
    """The base form by each of its forms."""
    out: dict[str, str] = {}
    for line in words.split("/"):
        base, *forms = line.split()
        out |= dict.fromkeys((base, *forms), base)
    return out


DEEDS = _deeds(
    """join joins joined joining/attend attends attended attending/hand handed handing/tour tours toured touring/
    escort escorts escorted escorting/accompany accompanies accompanied accompanying/embrace embraces embraced/hug hugs hugged/
    confront confronts confronted confronting/resume resumes resumed resuming/continue continues continued continuing/
    sound sounds sounded sounding/lobby lobbied lobbying/mediate mediates mediated mediating/debate debates debated debating/
    haggle haggles haggled haggling/spar sparred/clash clashed clashing/chair chairs chaired chairing/
    mingle mingled mingling/pose poses posed posing/dine dining/lunch lunches lunching/breakfast breakfasts/
    walk walks walking/listen listens listened listening/interview interviews interviewed interviewing/
    emerge emerges emerged emerging/contact contacts contacted contacting/
    approach approaches approached approaching/huddle huddling"""
)
TRIGGER = AnyCase(  # a sentence without any of these tells of no encounter
    r"\b(?:"
    + "|".join(
        sorted(
            {re.escape(word) for words in (lex.VERBS, lex.NOUNS, DEEDS) for word in words},
            key=len,
            reverse=True,
        )
    )
    + r")\b",
)
