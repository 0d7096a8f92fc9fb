"""Frames around the limit itself: "deadline of", "two days before the deadline", "is due", lists of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import opened, telling_of
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.due_words import CLOCK_ONLY
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, owner_of, party_at
from bot.extract.deadlines.patterns import FOR_WHO, QUOTE, TIMES, has_said, rx
from bot.extract.deadlines.roles import limit_roles, pronoun_owner
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.deadlines.turning import behind, nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, Precision, When

_LIMIT_IS = rx(
    rf"\b(?P<head>{words.LIMIT_STRICT}|dates?)\b(?P<gap>[^;{DAY}{LENGTH}]{{0,90}}?)\s*(?P<link>\bis|\bare|\bwas|\bwere|\bremains?|\bwould be|\bwill be|\bfalls? on|\bof|\bfor|\bon|\bby|\bto|\bset for|\bset at|\bat|\b(?:just|shortly) after|\bwould fall on|"
    rf"\bexpires|:|-|–)\s*(?:still |now |on |at |by |midnight |for |until |not {TIMES},? but )*{QUOTE}(?P<due>{TIMES})"
)

_DATED_LIMIT = rx(
    rf"(?P<due>{TIMES})'?s?(?:-| |,|\s\([^()]{{2,20}}\)\s)(?P<mid>(?:(?!(?:before|ahead|until|short|after|with|by|of|for|on|in|to|the|his|her|its|their|our|an?|this|that)\b)[a-z][a-z-]* ){{0,3}}?)(?P<head>{words.LIMIT_STRICT}|limit)\b(?P<rest>(?:\s+(?:set|imposed|given|fixed|announced)?[^;:{DAY}{LENGTH}]{{0,120}})?)"
)


_DUE = rx(
    rf"\b(?P<verb>(?:(?:is|are|was|were|remains?|falls?|comes?|fell|came|be)\s+(?:therefore |also |still |now )*|now\s)due)(?:\s+(?:back|in))?(?:\s+(?:at|with|to)\s+(?:the\s+)?[^,;:{DAY}{LENGTH}]{{2,40}}?)?\s*(?P<prep>on|by|in|at|before|no later than|from|within|until)?\s*(?P<due>{TIMES})"
)

_LISTED = rx(
    rf"^[\s\-–•*\d.()]*(?P<who>[^:;{DAY}{LENGTH}]{{2,110}}|[^:;]{{2,160}}):\s*(?P<prep>by |from |on |until |no later than )?(?P<due>{TIMES})(?P<was>\s*\((?:previously|formerly|was|before|until now|instead of|earlier)\s+(?P<prev>{TIMES})\))?"
)

_LISTED_HEAD = rx(
    rf"\b(?:{words.LIMIT_STRICT}|deadlines?|closing|comments?|submissions?|applications?|bids?|tenders?|responses?|replies|entries|registration|"
    r"effective|expires?|expiry|applies|in force|valid|acceptance|offer)\b"
)


_NEW_LIMIT = rx(
    rf"\b(?:new|fresh|shorter|tighter|revised|updated|extended|final|latest|second)\s+(?P<head>limit|deadline|expir(?:y|ation) date|compliance date|time ?frame|time limit|target|cut-?off|date|ultimatum)\b(?P<gap>(?:\s*,[^;:{DAY}{LENGTH}]{{2,110}}?,)?)\s*"
    rf"(?:(?:is|was|would be|will be|would fall on|falls on|at|of|to be|:|,)\s*)?(?:now |on |in )*{QUOTE}(?P<due>{TIMES})"
)
_TOLD = rx(r",\s*(?P<who>[^,;:]{2,50}?)\s+(?:said|says|told|tells|announced|added)\b")


_GONE = rx(
    r"\s*(?:has |had |have |also |then |quietly )*(?:came and went|come and gone|passed|expired|lapsed|ran out|slipped by|went by|gone by)\b"
)


def read_new_limit(line: Line) -> Iterator[Telling]:
    """ "The new limit, he told reporters, would be 12 days from today": reported speech, so that "would" is no doubt."""
    for match in _NEW_LIMIT.finditer(line.marked):
        setter, addressee = limit_roles(line, match.start("head"), match.end("head"), match.end("head") + 1)
        said = _TOLD.match(match["gap"].lstrip()) if match["gap"] else None
        if said is not None:
            begin = match.start("gap") + len(match["gap"]) - len(match["gap"].lstrip())
            setter, addressee = (
                party_at(line, begin + said.start("who"), begin + said.end("who")) or setter,
                None,
            )
        telling = telling_of(line, match, rule="new_limit", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="deadline",
                             setter=setter, addressee=addressee, start=None, firm=True)  # fmt: skip
        told = said is not None or re.search(r"\b(?:said|told|announced)\b", line.marked)
        yield (
            replace(telling, status=DeadlineStatus.SET)
            if told and telling.status is DeadlineStatus.PROPOSED
            else telling
        )


def read_limit_is(line: Line) -> Iterator[Telling]:
    for match in _LIMIT_IS.finditer(line.marked):
        if match["link"].lower() in ("on", "for") and _AT_CLOCK.search(line.marked, 0, match.start()):
            continue  # "a 5 p.m. deadline on Friday" is read with its hour
        if CLOCK_ONLY.fullmatch(line.words(*match.span("due"))) and _DAYS_OWN.search(
            line.marked, 0, match.start()
        ):
            continue  # "Monday's deadline of midnight" is read with its day
        head, link, gap = match["head"].lower(), match["link"].lower(), match["gap"]
        plain_date = head.startswith("date")
        if plain_date and not re.search(r"\b(?:is|are|was|were|remains?|would be|will be|fall on|:)", link):
            continue
        if link in ("for", "on", "by", "to", "at", "-", "–") and not re.fullmatch(r"\s*(?:\w+\s){0,2}", gap):
            continue
        if (
            has_said(gap)
            or words.MEETING.search(gap)
            or (LENGTH in match["due"] and link not in ("of", "is", ":"))
        ):
            continue
        before = line.marked[: match.start()]
        setter, addressee = limit_roles(line, match.start("head"), match.end("head"), match.end())
        for_who = (
            FOR_WHO.match(line.marked[match.start("gap") : match.start("link")] + ".") if plain_date else None
        )
        if for_who is None and plain_date:
            lead = re.search(
                r"(?:^|[,;]\s)for\s+(?P<who>[^,;:\ue000\ue001]{2,80}?),?\s+the\s+(?:\w+\s)?$",
                before,
                re.IGNORECASE,
            )
            if lead:
                addressee = party_at(line, lead.start("who"), lead.end("who"))
        kind = DeadlineKind.EFFECTIVE if plain_date else DeadlineKind.DEADLINE
        begin = match.start("head")
        if fronted := re.search(
            r"\b(?:for|under|without)\s[^,;:]{2,80}?,?\s+(?:the\s+)?(?:\w+\s){0,2}$", before, re.IGNORECASE
        ):
            begin = fronted.start()
        telling = telling_of(line, match, rule="limit_is", kind=kind, status=DeadlineStatus.SET, head=head,
                           setter=setter, addressee=addressee, start=(begin, match.end("head")))  # fmt: skip
        if re.search(r"\bhad been\s*$", gap):
            telling = replace(telling, rule="was_to_expire")
        if _GONE.match(line.marked, match.end("due")):
            telling = replace(
                telling,
                status=DeadlineStatus.PASSED,
                due=None if telling.due is None else behind(telling.due, line.document.published),
            )
        if (
            re.search(
                r"\b(?:new|fresh|another|revised|updated|extended)\s+(?:\w+\s)?$", before, re.IGNORECASE
            )
            and telling.status is DeadlineStatus.SET
        ):
            telling = replace(telling, rule="new_limit")
        yield telling


def read_dated_limit(line: Line) -> Iterator[Telling]:
    for match in _DATED_LIMIT.finditer(line.marked):
        if re.match(r"(?:a |the )?(?:day|season|week)\b", match["rest"].strip(), re.IGNORECASE):
            continue
        if _OWN_VERB.search(match["mid"]):
            continue  # "in January delayed the effective dates"
        if re.match(r"the\s", match["mid"], re.IGNORECASE) and re.match(
            r"\s*(?:was|were|has been|had been|is|will be)\s", match["rest"], re.IGNORECASE
        ):
            continue  # "early Monday the deadline was extended"
        setter, addressee = limit_roles(line, match.start("due"), match.end("head"), match.end())
        if LENGTH in match["due"] and setter is None:
            issued = _ISSUED.search(line.marked, 0, match.start("due"))
            subject = None if issued is None else subject_before(line, issued.start())
            if subject is None:
                continue
            setter = party_at(line, *subject, anyone=True)
        addressee = _bearer(line, match.start("due")) or addressee
        moved = _moved_by(line, match)
        if moved is not None:
            yield moved
            continue
        subject = subject_before(line, match.start("due"))
        missed = _FAILED.search(line.marked, 0, match.start("due"))
        failed = missed is not None and not _IF.search(line.marked, 0, missed.start())
        due = _clock_and_day(line, match)
        if due is None and _HAD_SET.search(line.marked, 0, match.start("due")):
            told = due_at(line, match.start("due"), match.end("due"))
            due = None if told is None else behind(told, line.document.published)
        yield telling_of(line, match, rule="dated_limit", due=due, kind=DeadlineKind.DEADLINE, status=DeadlineStatus.MISSED if failed else DeadlineStatus.SET, head=match["head"].lower(),
                       setter=setter, addressee=addressee, start=None if subject is None else (match.start("due"), match.end("head")))  # fmt: skip


def _clock_and_day(line: Line, match: re.Match[str]) -> When | None:
    """ "a 10 p.m. deadline on Thursday": the hour and the day stand apart; None for any other limit."""
    first = next(iter(line.whens_at(match.start("due"), match.end("due"))), None)
    day = _ON_THE_DAY.match(line.marked, match.end("head"))
    if first is None or first.time is None or day is None:
        return None
    joined = due_at(line, match.start("due"), day.end("due"))
    set_before = _HAD_SET.search(line.marked, 0, match.start("due")) is not None
    return behind(joined, line.document.published) if joined is not None and set_before else joined


_OWN_VERB = re.compile(r"[a-z] (?:the|an?|its|their|his|her) ", re.IGNORECASE)
_DAYS_OWN = rx(rf"{DAY}'s? $")
_AT_CLOCK = rx(rf"{DAY} (?:[a-z-]+ )?$")
_ON_THE_DAY = rx(rf"\s+(?:on|for)\s+(?P<due>{DAY}+)")
_HAD_SET = rx(r"\bhad (?:\w+ly |first )?(?:set|given|imposed|named|fixed|announced)\s+(?:\w+ ){0,2}$")


def _moved_by(line: Line, match: re.Match[str]) -> Telling | None:
    """ "Pushed back its Aug. 7 deadline by six months": the new day is counted from the old one."""
    verb = _MOVES_IT.search(line.marked, 0, match.start("due"))
    by = _BY_LENGTH.match(line.marked, match.end("head"))
    if verb is None or by is None:
        return None
    old = due_at(line, match.start("due"), match.end("due"))
    lengths = line.whens_at(by.start("by"), by.end("by"))
    old = nearest_weekday(old, line.document.published)
    if old is None or old.day is None or not lengths:
        return None
    later = re.fullmatch(words.MOVE_LATER, verb["verb"], re.IGNORECASE) is not None
    new = counted(
        lengths[0],
        Anchor(day=old.day, words=old.words, span=old.span),
        calendar=line.document.calendar,
        back=not later,
    )
    if by["about"]:
        new = opened(lengths[0])
    subject = subject_before(line, verb.start())
    status = DeadlineStatus.EXTENDED if later else DeadlineStatus.BROUGHT_FORWARD
    return telling_of(line, match, rule="moved", kind=DeadlineKind.DEADLINE, status=status, head=match["head"].lower(), due=new, previous=old,
                      setter=None if subject is None else party_at(line, *subject), start=(verb.start(), match.end("head")), end=by.end())  # fmt: skip


_MOVES_IT = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER})\s+(?:(?:an?|the|its|their|his|her|this|that|original|self-imposed)\s+)*$"
)
_BY_LENGTH = rx(
    rf"(?:\s+(?:for|on|to) [^;:,{DAY}{LENGTH}]{{2,80}}?)?\s+by\s+(?P<about>(?:a little |just |slightly |about |around |almost |nearly |roughly )?(?:over |more than |under |less than )?)(?:another |a further |at least )?(?P<by>{LENGTH}+)"
)


def _bearer(line: Line, position: int) -> Named | None:
    """Who has the limit that begins at `position`: "China faces an Aug. 12 deadline", "Greece missed its Friday deadline"."""
    verb = _BEARS.search(line.marked, 0, position)
    subject = subject_before(line, verb.start()) if verb is not None else None
    return party_at(line, *subject, anyone=True) if subject is not None else None


_ISSUED = rx(
    r"\b(?:(?:has |have |had )?(?:issued|set|announced|declared|handed down|delivered|served|gave|given))\s+(?:an?|another|its|their)\s+(?:new |final |fresh )?$"
)
_IF = rx(r"\b(?:if|should|unless|whether)\b[^,;:]*$")
_FAILED = rx(
    r"\b(?:fail(?:s|ed)? to (?:meet|make|keep)|(?:did|has|have|had) not (?:meet|met|made|kept))\s+(?:(?:an?|the|its|their|his|her|this|that)\s+)*$"
)
_BEARS = rx(
    r"\b(?:(?:fail(?:s|ed)?|struggl\w+|rac(?:es|ed|ing)|rush\w*|scrambl\w+|vow(?:s|ed)|promis(?:es|ed)|pledg(?:es|ed)|hop(?:es|ed|ing)|likely|manag(?:es|ed)|"
    r"unable|expected|trying|bound) to )?(?:fac(?:e|es|ed|ing)|has|have|had|gets?|got|received|(?:up )?against|under|(?:is|are|was|were|been) (?:given|handed|set)|"
    r"miss(?:es|ed)?|meets?|met|beats?|ignore[sd]?|defie[sd])\s+(?:(?:an?|the|its|their|his|her|this|that|self-imposed|looming|new|tight|strict)\s+)*$"
)


_CAUSE = re.compile(r"\bdue\s+to\s", re.IGNORECASE)
""" "was due to some work left to do today": the reason, and no day."""


def read_due(line: Line) -> Iterator[Telling]:
    for match in _DUE.finditer(line.marked):
        subject = subject_before(line, match.start())
        if subject is None or (LENGTH in match["due"] and match["prep"] not in ("in", "within")):
            continue
        if match["prep"] is None and _CAUSE.search(match.group()):
            continue
        phrase = line.marked[subject[0] : subject[1]]
        head = head_noun(phrase)
        mentions = line.mentions_at(*subject)
        if words.MEETING.search(phrase) or (
            mentions and mentions[-1].span.end == line.span.start + subject[1]
        ):
            continue
        if re.search(
            r"\b(?:he|she|they|train|flight|ship|ferry|plane|baby|bus|delegation|envoy|leaders?|ministers?|president)$",
            phrase,
            re.IGNORECASE,
        ):
            continue
        measure = head is not None and re.fullmatch(words.LAW, head) is not None
        owner = owner_of(line, *subject)
        for_who = FOR_WHO.match(line.marked[match.end() :])
        if for_who:
            owner = party_at(line, match.end() + for_who.start("who"), match.end() + for_who.end("who"))
        if owner is None and (own := re.match(r"(?P<who>[^,;:]{2,60}?)'s?\s", phrase)):
            owner = party_at(line, subject[0], subject[0] + own.end("who"))
        if owner is None and re.match(r"(?:its|their|his|her)\s", phrase, re.IGNORECASE):
            owner = pronoun_owner(line, subject[0])
        end = match.end() + for_who.end() if for_who else match.end()
        found = telling_of(line, match, rule="due", kind=DeadlineKind.EFFECTIVE if measure else DeadlineKind.DEADLINE, status=DeadlineStatus.SET,
                         head=head, addressee=owner, start=subject, end=end)  # fmt: skip
        if re.match(r"was|were", match["verb"], re.IGNORECASE) and not has_said(line.marked[: match.start()]):
            found = replace(found, due=nearest_weekday(found.due, line.document.published))
        yield found


def read_listed(line: Line) -> Iterator[Telling]:
    match = _LISTED.match(line.marked)
    if match is None:
        return
    who = match["who"]
    named = _LISTED_HEAD.search(who)
    if not named and not match["was"] and not match["prep"]:
        return
    if (
        match["prep"]
        and not named
        and not match["was"]
        and party_at(line, match.start("who"), match.end("who")) is None
    ):
        return
    effective = re.search(r"\b(?:effective|applies|in force)\b", who, re.IGNORECASE) or match["was"]
    expiry = re.search(r"\b(?:expir|valid|offer)", who, re.IGNORECASE)
    kind = DeadlineKind.EFFECTIVE if effective else DeadlineKind.EXPIRY if expiry else DeadlineKind.DEADLINE
    if any(w.precision is Precision.RANGE for w in line.whens_at(match.start("due"), match.end("due"))):
        return
    previous = due_at(line, match.start("prev"), match.end("prev")) if match["was"] else None
    addressee = (
        None
        if named
        else party_at(line, match.start("who"), _plain_end(line, match.start("who"), match.end("who")))
    )
    yield telling_of(line, match, rule="listed", kind=kind, status=DeadlineStatus.EXTENDED if match["was"] else DeadlineStatus.SET,
                   head=head_noun(who), addressee=addressee, start=(match.start("who"), match.end("who")), previous=previous, firm=True)  # fmt: skip


def _plain_end(line: Line, begin: int, end: int) -> int:
    tail = re.search(r"\s(?:established|granted|issued|registered|with|based)\s", line.marked[begin:end])
    return begin + tail.start() if tail else end
