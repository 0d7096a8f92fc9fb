"""Frames of plans that changed: an action called off, a day that is another one now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import is_over, telling_of, verb_start
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at
from bot.extract.deadlines.patterns import DAYS, rx
from bot.extract.deadlines.roles import roles_of
from bot.extract.deadlines.standing import Standing, standing_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, When

_ACTION = (
    r"(?:strikes?|walk-?outs?|stoppages?|lock-?outs?|boycott|blockade|protests?|auction|vote|ballot|referendum|election|tariffs?|increase|rise|launch|"
    r"closure|sale|deadline|ultimatum|offer|ban|levy|fee|tax|hearing)"
)
_CALLED_OFF = rx(
    rf"\b(?P<verb>call(?:s|ed) off|cancel(?:s|led|ed)|suspend(?:s|ed)|scrap(?:s|ped)|drop(?:s|ped)|abandon(?:s|ed))\s+(?:its|the|a|an|their|his|her)\s+(?:planned |threatened |proposed )?(?P<due>{DAYS})\s+(?P<head>(?:[\w-]+ ){{0,2}}?{_ACTION})\b"
)
_NOW = rx(
    rf"(?:,\s+(?:which|who) (?:was|were|had been|is|are) |,\s+|\s)(?:\w+ )?(?:originally |initially |previously |first |once |formerly )?(?P<plan>planned|scheduled|due|set|slated|expected|pencilled in|billed|(?<=was )to|(?<=were )to)\s+"
    rf"(?:for |on |in |by |to |at )*(?:(?:expire|end|lapse|close|begin|start|open|run out|take effect|take place|be held|finish|run|vote|rule|decide|report|be published|be paid)\s+)?(?:for |on |in |by |until |at |from )*(?P<prev>{DAYS}),?\s+"
    rf"(?P<verb>(?:is|are|will|would|has|have)\s+(?:now|instead|been [a-z]+|since)\b|now\b|will\b)[^,;:{DAY}{LENGTH}]{{0,50}}?\s*(?:\b(?:on |for |in |by |until |to |at |from |as late as |not before )+)?(?P<due>{DAYS})"
)

_CALLED_OFF_FOR = rx(
    rf"\b(?P<verb>call(?:s|ed) off|cancel(?:s|led|ed)|suspend(?:s|ed)|scrap(?:s|ped)|drop(?:s|ped)|abandon(?:s|ed)|withdr(?:ew|aws|awn)|lift(?:s|ed))\s+(?:its|the|a|an|their|his|her)\s+(?:planned |threatened |proposed )?"
    rf"(?P<head>(?:[\w-]+ ){{0,3}}?(?:{_ACTION}|strike notice|notice|threat|plans?))\b[^,;:{DAY}{LENGTH}]{{0,40}}?\s*(?:set |planned |scheduled |due |called |announced )?(?:for|on|from|to start on|to begin on)\s+(?P<due>{DAYS})"
)
_PUT_THAT_OFF = rx(
    rf"\b(?:was|were|had been)\s+(?:originally |initially )?(?:due|scheduled|set|supposed|expected|planned|meant|to)\b[^;:{DAY}{LENGTH}]{{0,80}}?\s*\b(?:on|by|in|for|from|at)?\s*(?P<prev>{DAYS}),?;?\s+(?:but |and |though )?(?:(?:the|its|their|it|they|he|she)\s?(?:[\w'-]+ ){{0,4}}?)?"
    rf"(?P<verb>(?:has |have |had |was |were )?(?:now |since |been )*(?:put|pushed|moved|delayed|postponed|deferred|rescheduled|set|shifted|given|granted|allowed)(?:\s+(?:that|it|this|them|its \w+))?(?:\s+(?:off|back))?)\s+(?:until|to|till|by)\s+(?P<due>{DAYS})"
)


def with_delays(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence that puts something off and gives time by it: "postponed a duty set to begin at midnight, giving them until 22 April"."""
    given = next((t for t in tellings if t.rule == "give" and t.status is DeadlineStatus.SET), None)
    if given is None:
        return list(tellings)
    delay = _DELAYS.search(line.marked, 0, given.trigger.start - line.span.start + 8)
    if delay is None or _UNDECIDED.search(line.marked, 0, delay.start()):
        return list(tellings)
    old = next(
        (
            t
            for t in tellings
            if t is not given and t.due is not None and t.due.span.end <= given.trigger.start
        ),
        None,
    )
    previous = given.previous or (None if old is None else old.due)
    moved = replace(given, status=DeadlineStatus.EXTENDED, previous=previous)
    return [moved if t is given else t for t in tellings if t is not old]


_DELAYS = rx(
    r"\b(?:postpon(?:es|ed)|delay(?:s|ed)|defer(?:s|red)|paus(?:es|ed)|push(?:es|ed) back|put(?:s)? off|held off|extend(?:s|ed)|prolong(?:s|ed))\b[^;:]*,\s+(?:giving|granting|allowing|leaving|handing|buying)\s"
)


def read_called_off(line: Line) -> Iterator[Telling]:
    """ "suspended its 4 May walkout": the plan is off."""
    for match in (*_CALLED_OFF.finditer(line.marked), *_CALLED_OFF_FOR.finditer(line.marked)):
        if _UNDECIDED.search(line.marked, 0, match.start()):
            continue
        subject = subject_before(line, verb_start(line, match.start()))
        yield telling_of(line, match, rule="called_off", kind=DeadlineKind.EFFECTIVE, status=DeadlineStatus.WITHDRAWN, head=head_noun(match["head"]),
                         setter=None if subject is None else party_at(line, *subject), start=subject, firm=True)  # fmt: skip


_MOVED_DATED = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY})\s+(?:(?:the|its|their|his|her|an?|this|that|planned|original)\s+)*(?P<prev>{DAYS})(?:'s?)?\s+"
    rf"(?P<head>(?:[\w-]+ ){{0,3}}?(?:{words.LIMIT_STRICT}|{words.INSTRUMENT}|{words.DECISION}|{words.MOVABLE}))\b(?P<gap>[^,;:{DAY}{LENGTH}]{{0,50}}?)\s+(?:until|till|to)\s+(?P<due>{DAYS})"
)


def read_dated_move(line: Line) -> Iterator[Telling]:
    """ "delaying the 9 July tariff deadline to 1 August": the day before the noun is the old one."""
    for match in _MOVED_DATED.finditer(line.marked):
        if words.MEETING.search(match["head"] + match["gap"]):
            continue
        old = nearest_weekday(due_at(line, match.start("prev"), match.end("prev")), line.document.published)
        subject = subject_before(line, verb_start(line, match.start()))
        sooner = re.fullmatch(words.MOVE_SOONER, match["verb"], re.IGNORECASE) is not None
        status = DeadlineStatus.BROUGHT_FORWARD if sooner else DeadlineStatus.EXTENDED
        limit = re.search(rf"\b{words.LIMIT_STRICT}\b", match["head"], re.IGNORECASE)
        yield telling_of(line, match, rule="moved", kind=DeadlineKind.DEADLINE if limit else DeadlineKind.EFFECTIVE, status=status, head=head_noun(match["head"]),
                         setter=None if subject is None else party_at(line, *subject), start=subject, previous=old)  # fmt: skip


_WOULD_HAVE = rx(
    rf"\bwould\s+(?:otherwise |then |also )?have\s+(?P<verb>taken effect|become (?:effective|law|binding|mandatory)|come into (?:force|effect)|gone into (?:force|effect)|entered into force|kicked in|begun|started|applied|been (?:imposed|introduced|levied|raised|applied))\b[^,;:{DAY}{LENGTH}]{{0,40}}?\s*(?:on|from|as of|at|in)\s+(?P<due>{DAYS})"
)


def read_would_have(line: Line) -> Iterator[Telling]:
    """ "Without a stay the order would have taken effect on 4 May": it did not, or will not."""
    for match in _WOULD_HAVE.finditer(line.marked):
        subject = subject_before(line, verb_start(line, match.start()))
        setter, addressee = roles_of(line, subject)
        found = telling_of(line, match, rule="called_off", kind=DeadlineKind.EFFECTIVE, status=DeadlineStatus.WITHDRAWN, head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]),
                           setter=setter, addressee=addressee, start=subject, firm=True)  # fmt: skip
        due = nearest_weekday(found.due, line.document.published)
        stayed = _STAYED.match(line.marked, match.end())
        moved = None if stayed is None or due is None else _stayed(line, found, due, stayed)
        yield moved or replace(found, status=DeadlineStatus.WITHDRAWN, due=due)


_STAYED = rx(
    rf",?\s(?:and|but|which)?,?\s?(?:(?:it|they)\s)?(?:will|is|are|has|have|was|were)\s(?:now\s|instead\s|been\s|be\s|being\s)*(?:stayed|delayed|postponed|deferred|put off|pushed back|suspended|frozen|paused|put on hold)\s(?:for|by)\s(?:an?\s|another\s|at least\s)*(?P<by>{LENGTH}+)"
)


def _stayed(line: Line, found: Telling, old: When, stayed: re.Match[str]) -> Telling | None:
    """ "would have taken effect on 1 March and will now be stayed for 60 days": counted from the day that was to be."""
    length = next(iter(line.whens_at(stayed.start("by"), stayed.end("by"))), None)
    if length is None or old.day is None:
        return None
    anchor = Anchor(day=old.day, words=old.words, span=old.span)
    new = counted(length, anchor, calendar=line.document.calendar)
    quote = line.place(found.quote.start - line.span.start, stayed.end())
    return replace(found, rule="moved", status=DeadlineStatus.EXTENDED, due=new, previous=old, quote=quote)


_UNDECIDED = rx(
    r"\b(?:(?-i:may)|might|could|would|not|never|wants?|asked|urged|whether|unless|if|consider\w*|refus\w*)\b[^,;:]{0,40}$"
)


def read_now(line: Line) -> Iterator[Telling]:
    """ "The vote, originally set for 4 May, will now be held on 18 May": the first day is the old one."""
    for match in (*_NOW.finditer(line.marked), *_PUT_THAT_OFF.finditer(line.marked)):
        if is_over(line, match.start("due"), match.end("due")):
            continue
        old = nearest_weekday(due_at(line, match.start("prev"), match.end("prev")), line.document.published)
        new = due_at(line, match.start("due"), match.end("due"))
        if (
            old is None
            or new is None
            or old.earliest is None
            or new.earliest is None
            or old.iso() == new.iso()
        ):
            continue
        subject = subject_before(line, match.start())
        setter, addressee = roles_of(line, subject)
        later = new.earliest > old.earliest
        telling = telling_of(line, match, rule="moved", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.EXTENDED if later else DeadlineStatus.BROUGHT_FORWARD,
                         head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]), start=subject, previous=old,
                         setter=setter, addressee=addressee, firm=True)  # fmt: skip
        if match.re is _PUT_THAT_OFF and subject is not None:
            own = party_at(line, *subject)
            telling = replace(telling, setter=own, addressee=own)
        yield telling


_NOT_PAST = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|move|moving|(?:rul(?:es|ed|ing) out|refus(?:es|ed)|reject(?:s|ed)|no|deni(?:es|ed)|not grant|not allow)\s(?:(?:any|an?|further|more|another|all)\s)*(?:extensions?|delays?|postponements?|deferrals?|prolongation|change))\b"
    rf"(?P<head>)[^.;:,{DAY}{LENGTH}]{{0,60}}?\s(?:beyond|past|later than)\s(?:the\s)?(?P<due>{DAYS})"
)


def read_not_past(line: Line) -> Iterator[Telling]:
    """ "Refused to extend the offer beyond 1 May", "no delay past 1 May": that day stands."""
    for match in _NOT_PAST.finditer(line.marked):
        verb = re.fullmatch(rf"{words.MOVE_LATER}|move|moving", match["verb"], re.IGNORECASE)
        if verb is not None and standing_at(line.marked, match.start()) is not Standing.REFUSED:
            continue
        subject = subject_before(line, verb_start(line, match.start()))
        found = telling_of(line, match, rule="not_past", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="deadline",
                         setter=None if subject is None else party_at(line, *subject), start=subject, firm=True)  # fmt: skip
        yield replace(found, status=DeadlineStatus.SET)
