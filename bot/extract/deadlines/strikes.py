"""Frames of labour disputes: a strike called for a day, members who walk out on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.deadlines.building import is_over, telling_of, verb_start
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import party_at, speaker_of
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind

_ACTION = r"(?:strikes?|walk-?outs?|stoppages?|work stoppages?|lock-?outs?|industrial action|go-slow|boycott)"
_CALLED = rx(
    rf"\b(?P<verb>call(?:s|ed)|announc(?:es|ed)|plan(?:s|ned)?|threaten(?:s|ed)|set|schedul(?:es|ed)|notice of|given notice of|gave notice of|voted for|backed|declared)\s+(?!off\b)"
    rf"(?P<what>(?:an?|the|its|their|another|more)?\s*(?:[\w{LENGTH}-]+ ){{0,3}}?{_ACTION}\b[^,;:.{DAY}]{{0,40}}?)\s*\b(?P<prep>for|on|from|to start on|to begin on|starting(?: on)?|beginning(?: on)?)\s+(?P<due>{DAYS})"
)
_NOTICE = rx(
    rf"\b(?P<verb>(?:gave|given|give|gives|served) notice)(?P<what> )?(?P<prep>for|from|as of)\s+(?P<due>{DAYS})"
)
_WALKS = rx(
    rf"\b(?P<modal>will|would|are to|is to|poised to|to|could|may|plan to)\s+(?P<what>(?:go on strike|walk out|down tools|stop work|strike|walk off the job)\b[^,;:.{DAY}]{{0,50}}?)\s*\b(?P<prep>on|from|at(?: about| around)?|around|starting(?: on)?|beginning(?: on)?)\s+(?P<due>{DAYS})"
)
_FACED = rx(
    rf"\b(?P<verb>fac(?:e|es|ed|ing))\s(?P<what>(?:an?\s|the\s|another\s)?(?:[\w-]+\s){{0,2}}?{_ACTION}\b[^;:.{DAY}]{{0,90}}?)\s(?P<prep>on|from|at|starting(?: on)?|beginning(?: on)?)\s(?P<due>{DAYS})"
)
_FEARED = rx(
    rf"\b(?P<verb>(?:possibility|threat|prospect|risk|chance|fears?|likelihood) of)\s(?P<what>(?:an?\s|the\s|another\s)?(?:[\w-]+\s){{0,2}}?{_ACTION})\s(?:on\s|from\s|starting\s)?(?P<due>{DAYS})"
)
_TAKES_PLACE = rx(
    rf"\b(?P<what>{_ACTION})\s(?P<verb>will|would|are to|is to|is due to|are due to|could|may)\s(?:\w+ly\s)?(?:take place|go ahead|be held|proceed|happen)\s(?:as planned\s)?(?P<prep>on|from)\s(?P<due>{DAYS})"
)
_UNLESS = re.compile(r"\b(?:unless|if)\b", re.IGNORECASE)


def read_strike(line: Line) -> Iterator[Telling]:
    """ "The union called a strike from 20 March", "drivers will walk out on Monday unless ..."."""
    for pattern in (_CALLED, _NOTICE, _WALKS, _FACED, _FEARED, _TAKES_PLACE):
        for match in pattern.finditer(line.marked):
            if is_over(line, match.start("due"), match.end("due")):
                continue
            verb = (match["modal"] if pattern is _WALKS else match["verb"]).lower()
            subject = subject_before(line, verb_start(line, match.start()))
            named = (
                None
                if subject is None or verb == "notice of" or pattern in (_FEARED, _FACED)
                else party_at(line, *subject, anyone=True)
            )
            hit = subject is not None and (verb == "notice of" or pattern is _FACED)
            receiver = party_at(line, *subject) if subject is not None and hit else None
            speaker = (
                None
                if receiver is not None or subject is None
                else speaker_of(line, subject[0]) or parenthetic_speaker(line)
            )
            open_ = (
                pattern is _FEARED
                or verb.startswith(("threat", "plan", "could", "may"))
                or _UNLESS.search(line.marked) is not None
            )
            yield telling_of(line, match, rule="strike", kind=DeadlineKind.EFFECTIVE,
                             status=DeadlineStatus.PROPOSED if open_ else DeadlineStatus.SET, head="strike",
                             setter=(speaker if speaker is not None and speaker.party.kind is PartyKind.BODY else None) or named or speaker, addressee=receiver, start=subject, firm=True)  # fmt: skip
