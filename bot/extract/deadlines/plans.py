"""Frames of decisions planned for a day, and of days that are moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import telling_of, verb_start
from bot.extract.deadlines.counting import counted, shifted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line, is_length
from bot.extract.deadlines.nouns import head_noun, owner_of, party_at, speaker_of
from bot.extract.deadlines.patterns import LIMITING, QUOTE, TIMES, has_said, rx
from bot.extract.deadlines.roles import by_agent, roles_of, setter_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, When

_SCHEDULE = rx(
    rf"\b(?P<verb>(?:is|are|was|were)\s+(?:also |now |still )?(?:due|set|scheduled|expected|to|slated|planned|likely)(?: to)?|will|would|votes?|rules|decides)\s+"
    rf"(?P<what>(?:then |also |now )?(?:{words.DECIDE})\b[^;:{DAY}{LENGTH}]{{0,90}}?)?\s*,?\s*\b(?P<prep>on|in|at|by|before|within|no later than|during|later|for)\s+(?:the [^;:,{DAY}{LENGTH}]{{3,40}} of )?(?P<due>{TIMES})"
)

_SCHEDULED_NOUN = rx(
    rf"\b(?P<head>{words.DECISION})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,60}}?)\s+(?:is|are|was|were|has been|have been|remains?)\s+(?:also |now |still )?"
    rf"(?P<verb>planned|scheduled|set|due|expected|slated|fixed|on)(?:\s+(?:for|on|in|by|at|within|no later than|before))*\s+(?P<due>{TIMES})"
)

_MOVED = rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,110}}?)"
    rf"(?:,\s+(?:which (?:was|were|had been) |once |originally |previously |first |initially )*(?:planned|scheduled|due|set|slated|expected|pencilled in)(?: \w+){{0,2}} (?:for|on|in|by) (?P<prev3>{TIMES}),\s*|,\s+(?:which|that) (?:\w+ly )?(?:expires?|lapses?|ends?|runs? out) (?:on |in )?(?P<prev4>{TIMES}),\s*)?"
    rf"(?:\bfrom\s+(?P<prev>{TIMES})\s*)?(?:(?:by )?(?:an? )?(?:additional |further |extra )?{LENGTH}+,?\s+)?\b(?P<prep>to|until|till|through|by|for)\s+(?:(?:either|about|around|at least|up to|an?|additional|further|extra|full|another)\s)*(?:the (?:end|close) of )?{QUOTE}(?P<due>{TIMES})(?:\s*,?\s*(?:until|till|to)\s+(?P<due2>{TIMES}))?(?:\s*,?\s*(?:from|instead of|rather than)\s+(?P<prev2>{TIMES}))?"
)


_HAS_IT_MOVED = re.compile(
    r"\b(?:have|has|had|having|get|gets|got) (?P<thing>(?:the|its|their|his|her|this|that) [^,;:]{2,60}?) $",
    re.IGNORECASE,
)
""" "agreed to have the truce extended"."""

_LENGTH_WORDS = re.compile(
    r"(?:by )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)[ -](?:more |further )?(?:days?|weeks?|months?|years?|fortnights?)\b",
    re.IGNORECASE,
)
_BEGS = rx(
    r"\b(?:ask(?:ed|s)?|urg(?:ed|es)|petition(?:ed|s)|call(?:ed|s) (?:on|upon)|lobb(?:ied|ies)|want(?:ed|s)?|begg?(?:ed|s)|implor(?:ed|es)|press(?:ed|es)|request(?:ed|s))\s+(?P<who>[^,;:\ue000\ue001]{2,60}?)\s*(?:to\s*)?$"
)
_TO_HOLDERS = rx(
    r"\bto (?P<who>(?:the |all |its )?(?:[\w'-]+ )?(?:shareholders|bondholders|holders|owners|investors|creditors))\b"
)
_FIRST_DAY = rx(
    rf"\b(?:originally|initially|previously|formerly|first)\s+(?:set |due |fixed )?(?:for |on |by )?(?P<prev>{TIMES})"
)


_PROLONGATION = rx(
    rf"\b(?P<head>deferral|postponement|extension|prolongation|renewal|delay)\b(?P<gap>(?:\s+(?:of|in|for|to(?=\s(?:the|its|their|an?)\s))\s+[^,;:{DAY}{LENGTH}]{{2,80}}?)?)"
    rf"(?:\s*(?:due|payable|scheduled|planned|set)?\s*(?:on|for|from)\s+(?P<prev>{TIMES}))?\s*,?\s*\b(?P<prep>to|until|till)\s+(?P<due>{TIMES})"
)
_GRANTED_IT = re.compile(
    r"\b(?:grant(?:ed|s)|won|got|secured|obtained|received|agreed|approved|announced|confirmed|given|gave|accepted|backed|signed|issued|ordered|passed|published|voted (?:\w+ly )?(?:for|in favou?r of|to approve|to grant))\b",
    re.IGNORECASE,
)
_SOUGHT_IT = re.compile(
    r"\b(?:ask\w*|seek\w*|sought|want\w*|request\w*|propos\w*|consider\w*|vote|voting|discuss\w*|weigh\w*|appl(?:y|ied|ies)|call\w* for|demand\w*|recommend\w*|plea|rejected|refused|denied|possible|would|could|(?-i:may)|might)\b",
    re.IGNORECASE,
)


_THE_EXTENSION = rx(r"\W*(?:the|this|that|its) (?:\w+ )?")
""" "The extension until 31 March will allow": the article has told that there is one."""


def read_prolongation(line: Line) -> Iterator[Telling]:
    """ "is seeking an extension to 30 June", "agreed a deferral of the coupon due on 15 June to 15 September"."""
    for match in _PROLONGATION.finditer(line.marked):
        before = line.marked[: match.start()]
        if _THE_EXTENSION.fullmatch(before):
            yield telling_of(
                line,
                match,
                rule="prolongation",
                kind=DeadlineKind.EXPIRY,
                status=DeadlineStatus.EXTENDED,
                head=match["head"].lower(),
                start=None,
                firm=True,
            )
            continue
        sought, granted = _SOUGHT_IT.search(before), _GRANTED_IT.search(before)
        if sought is None and granted is None:
            continue
        status = DeadlineStatus.PROPOSED if sought is not None else DeadlineStatus.EXTENDED
        verb = sought or granted
        assert verb is not None
        subject = subject_before(line, verb_start(line, verb.start()))
        named = None if subject is None else party_at(line, *subject)
        received = re.match(r"won|got|secured|obtained|received", verb.group(), re.IGNORECASE)
        previous = due_at(line, match.start("prev"), match.end("prev")) if match["prev"] else None
        found = telling_of(line, match, rule="prolongation", kind=DeadlineKind.EXPIRY, status=status, head=match["head"].lower(), start=subject, previous=previous,
                           setter=None if received else named, addressee=named if received else None, firm=True)  # fmt: skip
        yield replace(found, status=status)


def read_schedule(line: Line) -> Iterator[Telling]:
    for match in _SCHEDULE.finditer(line.marked):
        verb, what = match["verb"].lower(), match["what"]
        if not what and verb not in ("vote", "votes", "rules", "decides"):
            continue
        if verb in ("vote", "votes", "rules") and _A_NOUN.search(line.marked, 0, match.start("verb")):
            continue
        if LENGTH in match["due"] and match["prep"] not in ("within", "in"):
            continue
        if words.MEETING.search(what or "") or has_said(what or "") or match["prep"] == "for":
            continue
        if (
            verb in ("will", "would")
            and re.fullmatch(LIMITING, match["prep"], re.IGNORECASE)
            and re.match(rf"(?:then |also |now )?{words.DEED}", what or "")
        ):
            continue
        subject = subject_before(line, match.start())
        if subject is None or re.search(r"\b(?:which|who)\b", line.marked[subject[0] : subject[1]]):
            continue
        if verb == "would" and speaker_of(line, subject[0]) is None:
            continue
        if _BEFORE_THAT.search(line.marked, 0, subject[0]):
            continue
        yield telling_of(line, match, rule="schedule", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=None,
                       addressee=party_at(line, *subject), start=subject, firm=True)  # fmt: skip


_A_NOUN = re.compile(
    r"\b(?:the|these|those|its|his|her|their|our|new|final|draft|such|of|two|three|all|any)\s+$",
    re.IGNORECASE,
)
""" "issued the rules on 3 May": no court rules there."""
_BEFORE_THAT = re.compile(
    r"\b(?:wants?|wanted|asked|demand\w*|urged|propos\w+)\b[^;:]*\bbefore\s+$", re.IGNORECASE
)
""" "want a ruling before Hungarians vote on 26 April": what is told is the wish."""


def read_scheduled_noun(line: Line) -> Iterator[Telling]:
    for match in _SCHEDULED_NOUN.finditer(line.marked):
        if match["verb"].lower() == "due" and match["head"].lower().endswith(
            ("report", "findings", "results")
        ):
            continue
        if words.MEETING.search(match["gap"]):
            continue
        own = re.search(
            r"(?P<who>[^,;:.\ue000\ue001]{2,60}?)'s?\s+(?:\w+\s){0,2}$", line.marked[: match.start()]
        )
        addressee = None
        begin = match.start()
        if maker := re.search(r"\s(?:by|from|of)\s+(?P<who>(?:the |an? )?[^,;:]{2,50})$", match["gap"]):
            addressee = party_at(
                line, match.start("gap") + maker.start("who"), match.start("gap") + maker.end("who")
            )
        if own:
            addressee = party_at(line, own.start("who"), own.end("who"))
            begin = own.start("who")
        yield telling_of(line, match, rule="scheduled_noun", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=match["head"].lower(),
                       addressee=addressee, start=(begin, match.end("head")), firm=True)  # fmt: skip


def read_moved(line: Line) -> Iterator[Telling]:
    for match in _MOVED.finditer(line.marked):
        verb, gap = match["verb"].lower(), match["gap"]
        if verb.startswith("push") and re.search(r"\bto\s+[a-z]+", gap):
            continue  # "pushed the council to act by 31 March"
        if verb.endswith("ed") and re.search(
            r"\b(?:the|an?|its|their|his|her|this) $", line.marked[: match.start()], re.IGNORECASE
        ):
            continue
        subject = subject_before(line, verb_start(line, match.start()))
        phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
        passive = (
            re.search(
                r"\b(?:was|were|been|be|is|are|being)\s+(?:\w+ly\s+)?$",
                line.marked[: match.start()],
                re.IGNORECASE,
            )
            is not None
        )
        thing = gap if gap.strip() and not passive else f"{verb} {phrase}"
        caused = _HAS_IT_MOVED.search(line.marked, 0, match.start())
        if caused is not None:
            thing = caused["thing"]
        told = passive or caused is not None or len(gap.split()) > 1  # and not only "it"
        if not _has_day(thing) and not (told and _moves_in_time(line, match, thing)):
            continue
        if words.MEETING.search(thing) or has_said(gap):
            continue
        sooner = re.fullmatch(words.MOVE_SOONER, verb, re.IGNORECASE) is not None
        if (
            sooner
            and verb.startswith(("cut", "advance"))
            and not re.search(rf"\b(?:{words.LIMIT_STRICT}|limit)\b", thing, re.IGNORECASE)
        ):
            continue
        status = DeadlineStatus.BROUGHT_FORWARD if sooner else DeadlineStatus.EXTENDED
        if match["prep"].lower() == "for" and not re.search(
            r"extend|prolong|renew|suspend|delay|postpone|defer|keep|kept"
            + ("|push|put" if LENGTH in match["due"] else ""),
            verb,
        ):
            continue
        limit = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", thing, re.IGNORECASE)
        kind = (
            DeadlineKind.DEADLINE
            if limit
            else DeadlineKind.EXPIRY
            if re.search(r"extend|prolong|renew|roll|kept|keep", verb)
            else DeadlineKind.EFFECTIVE
        )
        if re.search(rf"\b{words.DECISION}\b", thing, re.IGNORECASE) and not limit:
            kind = DeadlineKind.SCHEDULED
        prev = next((g for g in ("prev", "prev2", "prev3", "prev4") if match[g]), None)
        previous = due_at(line, match.start(prev), match.end(prev)) if prev else None
        if previous is None and (first := _FIRST_DAY.search(line.marked, 0, match.start("due"))):
            previous = due_at(line, first.start("prev"), first.end("prev"))
        group = "due2" if match["due2"] else "due"
        due = due_at(line, match.start(group), match.end(group))
        if passive:
            setter, addressee = roles_of(line, subject)
        else:
            setter = setter_at(line, subject)
            to_whom = _TO_HOLDERS.search(line.marked, match.start("gap"), match.end("gap"))
            if to_whom is not None:
                bound = party_at(line, to_whom.start("who"), to_whom.end("who"), anyone=True)
            elif not gap.strip() and setter is None:
                setter, bound = roles_of(line, subject)
            else:
                bound = None
            offered = re.search(r"\b(?:offer|bid)\b", gap)
            addressee = (
                owner_of(line, match.start("gap"), match.end("gap")) if gap.strip() and not offered else bound
            )
        if (
            not passive
            and (begged := _BEGS.search(line.marked, 0, verb_start(line, match.start()))) is not None
        ):
            asker = subject_before(line, begged.start())
            setter = None if asker is None else party_at(line, *asker)
            addressee = party_at(line, begged.start("who"), begged.end("who"))
        if passive and (by := by_agent(line, match.start(), len(line.marked))):
            setter = by
        first_when = line.whens_at(match.start("due"), match.end("due"))[:1]
        by_length = match["prep"].lower() == "by" and first_when and _LENGTH_WORDS.match(first_when[0].words)
        moved_by = group == "due" and bool(
            by_length or (LENGTH in match["due"] and first_when and is_length(first_when[0]))
        )
        if moved_by and due is not None:
            if (
                previous is not None
                and previous.day is not None
                and shifted(previous.day, _length_value(line, match), back=sooner) is not None
            ):
                due = counted(
                    line.whens_at(match.start("due"), match.end("due"))[0],
                    _anchor_of(previous),
                    calendar=line.document.calendar,
                    back=sooner,
                )
            else:
                due = replace(
                    line.whens_at(match.start("due"), match.end("due"))[0],
                    value=None,
                    earliest=None,
                    latest=None,
                    precision=None,
                    anchor=None,
                    time=None,
                    zone=None,
                    zone_words=None,
                    open_reason="moved by a length of time from a day told elsewhere",
                )
        telling = telling_of(line, match, rule="moved", kind=kind, status=status, head=head_noun(thing) if not limit else limit.group().lower(),
                           start=subject, due=due, previous=previous, setter=setter, addressee=addressee)  # fmt: skip
        yield telling


_MOVES_IN_TIME = re.compile(r"(?:extend|prolong|postpon|defer)\w*", re.IGNORECASE)
_IN_TIME = ("by", "until", "till")
_IN_SPACE = re.compile(
    r"\b(?:lead|leads?|lines?|roads?|routes?|tracks?|network|record|run|streak|winning|losing|gains?|loss(?:es)?|rally|career|stay|trip|visit|fence|wall|reach|range|coast|border|credit|invitation|hand|condolences)\b",
    re.IGNORECASE,
)


def _has_day(thing: str) -> bool:
    """Whether what is moved is a limit, a measure or a decision, which has a day."""
    movable = rf"\b(?:{words.INSTRUMENT}|{words.LIMIT}|{words.DECISION}|{words.MOVABLE})\b"
    return re.search(movable, thing, re.IGNORECASE) is not None


def _moves_in_time(line: Line, match: re.Match[str], thing: str) -> bool:
    """Whether anything at all is extended or put off by a length of time or until a day: "extend the registration"."""
    prep = match["prep"].lower()
    if _MOVES_IN_TIME.fullmatch(match["verb"]) is None or prep not in _IN_TIME:
        return False
    if prep == "by" and LENGTH not in match["due"]:
        return False
    return _IN_SPACE.search(thing) is None and bool(line.whens_at(match.start("due"), match.end("due")))


def _length_value(line: Line, match: re.Match[str]) -> str | None:
    whens = line.whens_at(match.start("due"), match.end("due"))
    return whens[0].value if whens and is_length(whens[0]) else None


def _anchor_of(when: When) -> Anchor:
    assert when.day is not None
    return Anchor(day=when.day, words=when.words, span=when.span)
