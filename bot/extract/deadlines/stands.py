"""The status of a telling as the words around its event allow it: never firmer than told, and no softer.

Three families of events are read: a limit is moved, it is stopped by somebody ("lifted the order that"), or something
binds or runs from its day. `standing` says how each is told.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import DAY, Line
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import direction, nearest
from bot.model.facts import DeadlineStatus

_NOT_SO = (Standing.OPEN, Standing.REFUSED, Standing.SUPPOSED)
_STOPS = (
    r"(?:lift(?:s|ed|ing)?|withdr(?:aws?|ew|awn|awing)|suspend(?:s|ed|ing)?|scrap(?:s|ped|ping)?|waiv(?:e|es|ed|ing)|rescind(?:s|ed|ing)?|revok(?:e|es|ed|ing)|cancel(?:s|led|ed|ling|ing)?|drop(?:s|ped|ping)?|"
    r"stay(?:s|ed|ing)?|paus(?:e|es|ed|ing)|block(?:s|ed|ing)?|overturn(?:s|ed|ing)?|quash(?:es|ed|ing)?|annul(?:s|led|ling)?|vacat(?:e|es|ed|ing)|set(?:s|ting)? aside|str(?:ike|ikes|uck|iking) down|revers(?:e|es|ed|ing)|"
    r"halt(?:s|ed|ing)?|fr(?:eeze|eezes|oze|ozen|eezing)|abandon(?:s|ed|ing)?|void(?:s|ed|ing)?|threw out|throw(?:s|ing)? out)"
)
_STOPS_ORDER = re.compile(
    rf"(?<![\w'-])(?P<verb>{_STOPS})\s(?:the|an?|its|his|her|their|that|this|another|all)\s"
    r"(?:(?!stay\b|hold\b|block\b|freeze\b|pause\b|suspension\b)[\w'’-]+\s){0,5}?(?:orders?|directions?|ultimatum|ruling|injunction|decision|demand|directive|decree|mandate|requirement|summons|subpoena|notice|judgment|rule|regulation|law|ban)\s"
    r"(?:(?:by|of|from|on|dated|issued)\s[^,.;:]{1,50}?\s)?(?:that|which|to|requiring|obliging|ordering|directing|forcing|telling|compelling|giving)\b"
    r"(?:(?!\b(?:and|but)\s(?:\w+\s){0,3}?(?:told|ordered|gave|set|asked|said|directed|required)\b)[^.;:]){0,160}$",
    re.IGNORECASE,
)
_STOPS_LIMIT = re.compile(
    rf"(?<![\w'-])(?P<verb>{_STOPS})\s(?:(?:the|an?|its|his|her|their|that|this|any)\s)?(?:[\w'’-]+\s){{0,2}}$",
    re.IGNORECASE,
)
_SETS_LIMIT = re.compile(
    r"(?<![\w'-])(?P<verb>(?:set|sets|setting|impos(?:e|es|ed|ing)|fix(?:es|ed|ing)?|giv(?:e|es|en|ing)|gave|introduc(?:e|es|ed|ing)|nam(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|issu(?:e|es|ed|ing)|adopt(?:s|ed|ing)?))\s(?:(?:[\w'’-]+\s){1,4}?)?(?:an?|another|the)\s(?:new\s|firm\s|final\s)?$",
    re.IGNORECASE,
)
EVENT = re.compile(
    rf"(?<![\w'-])(?:(?P<later>{words.MOVE_LATER}|(?:grant(?:s|ed|ing)?|giv(?:es|en|ing)|gave|gets?|got|receiv(?:es|ed)|offer(?:s|ed|ing))\s(?:[\w-]+\s){{0,5}}?extensions?)|(?P<sooner>{words.MOVE_SOONER})|"
    r"(?P<runs>(?:take|takes|took|taken|taking|come|comes|came|coming|go|goes|went|going|enter|enters|entered|entering) (?:effect|into (?:force|effect|operation))|kicks? in|appl(?:y|ies)|expir(?:e|es|ing)|laps(?:e|es)|ends?|runs? out|starts?|begins?|opens?|closes?)|"
    rf"(?P<either>{words.MOVE_ANY})|"
    r"(?P<binds>(?:has|have|had) (?:until|till|up to)|must|(?:is|are|was|were) (?:\w+ly )?(?:due|payable)))(?![\w'-])",
    re.IGNORECASE,
)


def with_standing(line: Line, telling: Telling) -> Telling | None:
    """The telling with the status that the words around its event allow; None where they refuse to move it to that day."""
    if telling.due is None or telling.rule in _CONDITIONS:
        return telling
    stopped = _stopped(line, telling)
    if stopped is not None:
        return stopped
    if telling.status not in _OPEN_TO_READING:
        return telling
    if telling.status is DeadlineStatus.SET and _PLANS_ARE.match(line.marked):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    due = telling.due.span.start - line.span.start
    begin = max(0, telling.quote.start - line.span.start - _WOULD_HAVE)
    unreal = _WOULD_HAVE_DONE.search(line.marked, begin, max(due, 0))
    if unreal is not None and telling.rule.startswith(_OF_A_VERB):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    if telling.rule == "dated_limit" and telling.status is DeadlineStatus.SET:
        given = _SETS_LIMIT.search(line.marked, 0, due)
        proposed = given is not None and standing_at(line.marked, given.start()) in _NOT_SO
        return replace(telling, status=DeadlineStatus.PROPOSED) if proposed else telling
    if telling.status is DeadlineStatus.SET and _only_fought_for(line, max(due, 0)):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    return _by_event(line, telling, due)


def _only_fought_for(line: Line, due: int) -> bool:
    """ "Is praying the court to compel them to publish it by 10 July": nobody has set what some campaign for."""
    deed = _DEED.search(line.marked, 0, due)
    return (
        deed is not None
        and _CAMPAIGNS.search(line.marked, max(0, deed.start() - 100), deed.start()) is not None
    )


_CAMPAIGNS = re.compile(
    r"\b(?:lobb(?:ies|ied|ying)|campaign(?:s|ed|ing)?|pray(?:s|ed|ing)|su(?:es|ed|ing)|(?:law)?suit|petition(?:s|ed|ing)?|appl(?:ies|ied|ying) to|"
    r"call(?:s|ed|ing)? (?:on|upon)|appeal(?:s|ed|ing)? to|push(?:es|ed|ing)?|press(?:es|ed|ing)|fight(?:s|ing)?|fought|strik(?:es|ing)|protest(?:s|ed|ing))"
    r"\s(?:(?!\b(?:and|but|that|which|who)\s)[^,;:]){0,60}$",
    re.IGNORECASE,
)


def _stopped(line: Line, telling: Telling) -> Telling | None:
    """Called off, where a verb of stopping governs the order or limit; still in force, where it is only asked for or refused."""
    assert telling.due is not None
    due = telling.due.span.start - line.span.start
    limit = telling.rule in ("dated_limit", "withdrew", "limit_is")
    stop = (
        _STOPS_ORDER.search(line.marked, 0, due)
        or (limit and _STOPS_LIMIT.search(line.marked, 0, due))
        or None
    )
    if stop is None or telling.status not in (*_OPEN_TO_READING, DeadlineStatus.WITHDRAWN):
        return None
    standing = standing_at(line.marked, stop.start())
    if standing is Standing.FIRM:
        day = nearest(telling.due, line.document.published)
        return replace(telling, status=DeadlineStatus.WITHDRAWN, due=day)
    if standing in _NOT_SO and telling.status in (DeadlineStatus.WITHDRAWN, DeadlineStatus.PROPOSED):
        return replace(telling, status=DeadlineStatus.SET)
    return None


def _by_event(line: Line, telling: Telling, due: int) -> Telling | None:
    """The telling as firm as its last event before the day: a move, a duty, something that starts or ends."""
    status = telling.status
    begin = telling.quote.start - line.span.start
    until = max(begin, due)
    event = None
    for match in EVENT.finditer(line.marked, begin, until):
        event = event if _PUSHES_SOMEBODY.match(line.marked, match.start()) else match
    if event is None and status is DeadlineStatus.SET and telling.rule.startswith("clause"):
        return _by_deed(line, telling, begin, until)
    if event is None or _ANOTHER.search(line.marked, event.end(), until) is not None:
        return telling
    moves = event.lastgroup in ("later", "sooner", "either")
    if not moves and DAY in line.marked[event.end() : until]:
        return telling
    if not moves and telling.rule.startswith(_PERMITS):
        return telling
    standing = standing_at(line.marked, event.start())
    if standing is Standing.SUPPOSED:
        standing = Standing.OPEN if moves else Standing.UNTOLD
    if standing is Standing.FIRM and status is DeadlineStatus.PROPOSED:
        moved = {"later": DeadlineStatus.EXTENDED, "sooner": DeadlineStatus.BROUGHT_FORWARD}
        either = direction(telling.due, telling.previous) or DeadlineStatus.EXTENDED
        return replace(
            telling, status={**moved, "either": either}.get(event.lastgroup or "", DeadlineStatus.SET)
        )
    if standing is Standing.REFUSED and moves:
        return _unmoved(line, telling, event.start())
    if standing is Standing.OPEN and status is not DeadlineStatus.PROPOSED:
        return replace(telling, status=DeadlineStatus.PROPOSED)
    return telling


_PUSHES_SOMEBODY = re.compile(
    r"push(?:es|ed|ing)?\s[^,;:\ue000]{2,60}?\sto\s(?!(?:early|mid|late|the|next|an?|its|no|at|as|after)\b)[a-z]{2,}",
    re.IGNORECASE,
)


def _unmoved(line: Line, telling: Telling, event: int) -> Telling | None:
    """Where a move is refused: the day in force, if it is told; only opposed, the move stays proposed."""
    if _OPPOSED.search(line.marked, max(0, event - 60), event):
        return replace(telling, status=DeadlineStatus.PROPOSED)
    if telling.previous is None:
        return None
    return replace(telling, due=telling.previous, previous=None, status=DeadlineStatus.SET)


_OPPOSED = re.compile(
    r"\b(?:oppos\w+|resist\w*|reluctant|unwilling|(?<!voted )(?<!vote )against)\b", re.IGNORECASE
)


def _by_deed(line: Line, telling: Telling, begin: int, until: int) -> Telling:
    """ "Plans for all plants to shut by 2030": what is only meant to be done is not set."""
    deed = _DEED.search(line.marked, begin, until)
    meant = (
        deed is not None and _MEANT.search(line.marked, max(0, deed.start() - 80), deed.start()) is not None
    )
    return replace(telling, status=DeadlineStatus.PROPOSED) if meant else telling


_PLANS_ARE = re.compile(
    r"\W*(?:(?:The|Its|Their|His|Her) )?(?:plans?|proposals?|ideas?|intentions?|hopes?|ambitions?) (?:is|are|was|were) to\b",
    re.IGNORECASE,
)
""" "Plans are to raise it in the spring": nothing is set by it."""
_DEED = re.compile(r"(?<![\w'-])to\s(?:\w+ly\s)?[a-z]+\b[^,;:]{0,60}$")
_MEANT = re.compile(
    r"\b(?:plans|proposals?|ambitions?|calls|bids?|hopes|ideas?)\s(?:(?:for|by|of)\s[^,;:]{2,60}?\s)?$",
    re.IGNORECASE,
)
_OPEN_TO_READING = (
    DeadlineStatus.SET,
    DeadlineStatus.PROPOSED,
    DeadlineStatus.EXTENDED,
    DeadlineStatus.BROUGHT_FORWARD,
)
_WOULD_HAVE_DONE = re.compile(
    r"\bwould (?:otherwise |also |then |instead )?have (?:been )?[a-z]+(?:ed|t|n|e|d)\b(?![^.;:]*(?:\b(?:will|must|has to|have to)\b|,\s(?:was|were|is|are|has|have|had)\b))",
    re.IGNORECASE,
)
""" "a bill that would have kept it open until 31 October": nothing is set by it."""
_WOULD_HAVE = len("would otherwise have been ")
_OF_A_VERB = ("clause", "until", "expire", "effect", "moved", "schedule", "promise")
_PERMITS = ("may", "clause.permit")
_ANOTHER = re.compile(
    r"[;:]|\b(?:will|would|must|shall|could|may|asked|asks|demand(?:ed|s)|want(?:ed|s)|told|ordered|urged|called|said)\b",
    re.IGNORECASE,
)
"""Between an event and its day: another verb, whose day it is."""
_CONDITIONS = frozenset(
    ("if_not", "unless", "on_condition", "conditional_on", "was_to_expire", "not_past", "fate")
)
