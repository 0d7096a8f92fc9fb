"""What becomes of something named by its day: "postponed the 1 July ban", "Friday's walkout was averted", "kept its 1 June start".

The words take for granted that there is such a day, so that it is in force unless they say that it was moved or called off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of, verb_start
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import ahead, nearest, nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import When

_EVENT = (
    r"(?:strikes?|walk-?outs?|(?:work )?stoppages?|lock-?outs?|boycott|blockade|shutdown|ban|tariffs?|tariff (?:hike|increase|date)|dut(?:y|ies)|levy|surcharge|fees?|tax(?: rise| increase)?|price (?:rise|increase|cap)|increase|hike|"
    r"launch|opening|reopening|closure|shut-?down|switch-?(?:off|over|on)|roll-?out|change-?over|hand-?over|phase-?out|cut-?over|introduction|abolition|exit|departure|withdrawal|eviction|execution|demolition|auction|sale|flotation|"
    r"vote|ballot|referendum|election|poll|trial|hearing|sentencing|(?:re)?payment|instalment|installment|redemption|maturity|coupon|covenant test|(?:start|end|exit|launch|opening|closing|completion|expiry|effective|target|implementation|polling|due|delivery|departure|compliance|go-live) ?date|start|date)"
)
_WHICH = r"(?:(?:the|its|their|his|her|this|that|an?)\s)?(?:(?:planned|proposed|threatened|scheduled|original|looming|expected|contested|controversial)\s)*"
_DATED = rf"{_WHICH}(?P<due>{DAYS})(?:['’]s?)?\s(?P<head>(?:(?!(?:and|or|to|in|on|at|by|for|after|before|as|that|which|with|from|until|of)\b)[\w%-]+\s){{0,3}}?{_EVENT})(?![\w-])(?!\s(?:talks|meetings?))"
_NAMES_ONE = rx(rf"{DAY}(?:['’]s?)?\s(?:[\w%-]+\s){{0,3}}{_EVENT}(?![\w-])")
_STOP = (
    r"(?:call(?:s|ed|ing)? off|cancel(?:s|l?ed|l?ing)?|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|suspend(?:s|ed|ing)?|avert(?:s|ed|ing)?|waiv(?:es?|ed|ing)|withdr(?:aws?|ew|awn|awing)|lift(?:s|ed|ing)?|shelv(?:es?|ed|ing)|abandon(?:s|ed|ing)?|"
    r"block(?:s|ed|ing)?|halt(?:s|ed|ing)?|overturn(?:s|ed|ing)?|str(?:ikes?|uck|iking) down|rescind(?:s|ed|ing)?|revok(?:es?|ed|ing)|quash(?:es|ed|ing)?|stay(?:s|ed)|fr(?:eezes?|oze|ozen|eezing))"
)
_LATER = rf"(?:{words.MOVE_LATER}|delay(?:s|ed|ing)?|mov(?:es?|ed|ing)|push(?:es|ed|ing)? back|put(?:s|ting)? (?:back|off))"
_KEEP = r"(?:keep(?:s|ing)?|kept|stick(?:s|ing)? (?:to|with|by)|stuck (?:to|with|by)|stand(?:s|ing)? by|stood by|reaffirm(?:s|ed|ing)?|confirm(?:s|ed|ing)?|maintain(?:s|ed|ing)?|up(?:holds?|held|holding)|leav(?:es?|ing)|left)"
_BY_SOMEBODY = rx(
    rf"(?<![\w'-])(?P<verb>(?P<keeps>{_KEEP})|(?P<stops>{_STOP})|(?P<later>{_LATER}))\s{_DATED}"
)
_TO_A_DAY = re.compile(rf"[^.;:]{{0,80}}?\b(?:to|until|till|through|by|for)\s[^.;:,]{{0,20}}?[{DAY}{LENGTH}]")
_BE = r"(?:was|were|is|are|has been|have been|had been|will be|being)"
_ADVERB = r"(?:(?:now|also|then|since|formally|officially|again|still|instead|narrowly|finally|just|already|effectively|all but)\s)*"
_ITS_FATE = rx(
    rf"(?<![\w'-]){_DATED}(?P<gap>(?:\s(?:by|at|of|on|in|for|against|across)\s[^.;:,{DAY}]{{2,60}}?)?)\s"
    rf"(?:(?P<stops>{_BE}\s{_ADVERB}(?:called off|cancell?ed|averted|avoided|scrapped|dropped|shelved|suspended|abandoned|withdrawn|lifted|waived|blocked|struck down|overturned|stayed|halted|frozen|rescinded|revoked|quashed|off\b)|(?:will|would) (?:not|no longer) (?:now )?(?:go ahead|take place|happen|take effect|come into (?:force|effect)))"
    rf"|(?P<later>{_BE}\s{_ADVERB}(?:postponed|put off|put back|delayed|pushed back|deferred))"
    rf"|(?P<keeps>(?:will|would|is to|are to|is set to|are set to)\s{_ADVERB}(?:go ahead|proceed|stand|apply|be kept|not be (?:moved|changed|postponed|delayed))|(?:still )?stands\b|remains?\b|(?:goes|going) ahead|{_BE} {_ADVERB}(?:unchanged|on track|on course|kept|upheld|confirmed)"
    rf"|(?:could|may|might|(?:is|are) (?:likely|expected|thought|understood|set) to)\s{_ADVERB}(?:slip|slide|(?:be )(?:delayed|postponed|moved|put off|pushed back|called off|cancell?ed|dropped|averted|scrapped|missed))))(?![\w-])"
)
_UNLESS = re.compile(r"[^.;]{0,40}\bunless\b", re.IGNORECASE)
_UNREAL = re.compile(r"(?:\bif|^\W*Had|\bwould have)\s[^,;.]{0,60}$", re.IGNORECASE)


def read_fate(line: Line) -> Iterator[Telling]:
    """What the sentence says became, or did not become, of what it names by its day."""
    if _NAMES_ONE.search(line.marked) is None:
        return
    for match in (*_BY_SOMEBODY.finditer(line.marked), *_ITS_FATE.finditer(line.marked)):
        if words.MEETING.search(match["head"]) or _UNREAL.search(line.marked, 0, match.start()):
            continue
        active = match.re is _BY_SOMEBODY
        status = _status(line, match) if active else _told_of(line, match)
        if status is None:
            continue
        subject = subject_before(line, verb_start(line, match.start())) if active else None
        found = telling_of(line, match, rule="fate", kind=_kind(match["head"]), status=status, head=head_noun(match["head"]),
                           setter=None if subject is None else party_at(line, *subject), start=subject, firm=True)  # fmt: skip
        yield _of_its_day(line, replace(found, status=status))


def _status(line: Line, match: re.Match[str]) -> DeadlineStatus | None:
    """The status that somebody's act gives it: only asked for, thought of or refused, it stands."""
    if match["later"] and _TO_A_DAY.match(line.marked, match.end()):
        return None
    standing = standing_at(line.marked, match.start())
    if match["keeps"]:
        return None if standing is Standing.REFUSED else DeadlineStatus.SET
    if standing is not Standing.FIRM:
        return DeadlineStatus.SET
    return DeadlineStatus.WITHDRAWN if match["stops"] else DeadlineStatus.EXTENDED


def _told_of(line: Line, match: re.Match[str]) -> DeadlineStatus | None:
    if match["later"] and _TO_A_DAY.match(line.marked, match.end()):
        return None
    if match["keeps"]:
        unless = _UNLESS.match(line.marked, match.end()) is not None
        return DeadlineStatus.PROPOSED if unless else DeadlineStatus.SET
    if "will be" in match.group().lower() and standing_at(line.marked, match.end()) is Standing.OPEN:
        return DeadlineStatus.SET
    return DeadlineStatus.WITHDRAWN if match["stops"] else DeadlineStatus.EXTENDED


def _of_its_day(line: Line, told: Telling) -> Telling:
    """The telling with its day turned as its status needs: a day put off is the old one, and no new one is told."""
    published = line.document.published
    due: When | None = told.due
    if due is None or told.status in (DeadlineStatus.SET, DeadlineStatus.PROPOSED):
        return replace(told, due=None if due is None else ahead(due, published))
    day = nearest_weekday(nearest(due, published), published)
    if told.status is DeadlineStatus.EXTENDED:
        return replace(told, due=None, previous=day)
    return replace(told, due=day)


def _kind(head: str) -> DeadlineKind:
    if re.search(
        r"\b(?:vote|ballot|referendum|election|poll|trial|hearing|sentencing|auction)$", head, re.IGNORECASE
    ):
        return DeadlineKind.SCHEDULED
    limit = re.search(
        r"\b(?:payment|repayment|instal?lment|redemption|maturity|coupon|test|date)$", head, re.IGNORECASE
    )
    return DeadlineKind.DEADLINE if limit else DeadlineKind.EFFECTIVE
