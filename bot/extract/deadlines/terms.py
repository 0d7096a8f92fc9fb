"""Frames in which something ends or starts on a day: "expires on", "until", "takes effect", "will impose from"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.anchors import told_on
from bot.extract.deadlines.building import is_over, is_recent, opened, telling_of, verb_start
from bot.extract.deadlines.counting import counted
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, owner_of, party_at, state_at
from bot.extract.deadlines.patterns import QUOTE, STRONG_END, TIMES, has_said, rx
from bot.extract.deadlines.roles import agent_at, pronoun_owner, roles_of, setter_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import behind, nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.when import Precision

_WEAK_END = r"(?:ends?|ended|ending|closes?|closed|closing|matur(?:es?|ing)|stops?)"

_CLAUSE = re.compile(r"\b(?:were|was|is|are|had|has)\b")
_STATE = (
    r"(?:suspended|frozen|on hold|in force|in effect|in place|valid|exempt(?:ed)?|paused|halted|extended|prolonged|renewed|committed|guaranteed|waiv(?:e|es|ed) [^,;:]{2,60}?|"
    r"postponed|delayed|deferred|kept|available|open(?: for comments?)?|banned|barred|blocked|remain|stays?|continues?|hold(?:s|ing)? off[^,;:]{0,60}?|"
    r"suspend(?:s|ed|ing)? [^,;:]{2,70}?|freez(?:e|es|ing) [^,;:]{2,70}?|keep(?:s|ing)? [^,;:]{2,70}?|leav(?:e|es|ing) [^,;:]{2,60}? frozen|authori[sz]e[sd]?|permit(?:s|ted)|allow(?:s|ed)?|accepted|received|considered|runs?|run|lasts?|last|good)"
)

_EXPIRE = rx(
    rf"\b(?P<verb>(?:{STRONG_END}|{_WEAK_END}))\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,50}}?)\s*,?\s*(?P<prep>on|at|in|by|after|from|within|until)?\s*(?P<due>{TIMES})(?P<rel> (?:earlier|ago))?"
)

_UNTIL = rx(
    rf"\b(?P<verb>{_STATE})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,90}}?)\s*,?\s*\b(?:for (?:an? |the |another |last |final |further |next |initial )*{LENGTH}+\s*,?\s*(?:or |that is,? )?)?(?P<prep>until|till|through|up to|for|(?<=runs )to|(?<=run )to|(?<=extends )to)\s+(?P<due>{TIMES})"
)

_TAKE_EFFECT = (
    r"(?:tak(?:es?|ing) effect|took effect|com(?:es?|ing) into (?:force|effect|operation)|came into (?:force|effect|operation)|"
    r"enter(?:s|ing|ed)? into force|(?:goes|go|going|went) into (?:effect|force)|kick(?:s|ed)? in|becom(?:es?|ing) (?:effective|mandatory|binding|applicable|law|compulsory)|"
    r"(?:is|are|be|was|were) effective|bite|bites)"
)

_START = (
    r"(?:appl(?:y|ies|ied|ying)|start(?:s|ed|ing)?|begin(?:s|ning)?|began|be (?:imposed|implemented|introduced|lifted|enforced|levied|applied|raised|"
    r"increased|reduced|cut|phased in|phased out|charged|expected|reimposed|reinstated|scrapped|abolished|banned)|implemented|imposed|introduced|"
    r"rise[sn]?|falls?|drops?|(?<!tax )(?<!annual )(?<!filed )returns?|reverts?|doubles?|increases?|goes? up|resume[sd]?|come(?:s)? down|due|expected|snap(?:s)? back|phas(?:es|ed) (?:in|out))"
)

_EFFECT = rx(
    rf"\b(?P<verb>{_TAKE_EFFECT}|{_START})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,90}}?)\s*,?\s*\b(?P<prep>on|from|as of|as from|with effect from|in|at|by|starting(?: on)?|beginning(?: on)?|effective(?: from)?|within|after)?\s*{QUOTE}(?P<due>{TIMES})"
)

_IMPOSE = rx(
    rf"\b(?P<verb>impos(?:e|es|ed|ing)|put(?:s|ting)?|slap(?:s|ped|ping)?|levy|levies|levied|raise[sd]?|raising|hik(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|"
    rf"lift(?:s|ed|ing)?|cut(?:s|ting)?|charg(?:e|es|ed|ing)|ban(?:s|ned|ning)?|appl(?:y|ies|ied|ying)|add(?:s|ed|ing)?|reimpos(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|"
    rf"proceed with|go ahead with|bring in|bar(?:s|red|ring)?|block(?:s|ed|ing)?|doubl(?:e|es|ed|ing)|cancel(?:s|led)?|revok(?:e|es|ed)|withdraw(?:s|n)?|withdrew|terminat(?:e|es|ed)|abolish(?:es|ed)?|scrap(?:s|ped)?|end(?:s|ed)?|stop(?:s|ped)?)\s+(?P<what>[^;:{DAY}{LENGTH}]{{3,120}}?)\s*,?\s*"
    rf"\b(?P<prep>from|as of|as from|with effect from|starting(?: on)?|beginning(?: on)?|effective(?: from)?|on)\s+{QUOTE}(?P<due>{TIMES})"
)


_TO_COME = re.compile(r"\b(?:to|will|would|could|may)\s+$", re.IGNORECASE)
_PENALTY = re.compile(
    r"\b(?:sanctions?|tariffs?|dut(?:y|ies)|penalt(?:y|ies)|restrictions?|fees?|ban)\s*$", re.IGNORECASE
)


def read_expire(line: Line) -> Iterator[Telling]:
    for match in _EXPIRE.finditer(line.marked):
        verb = match["verb"].lower()
        if verb in ("end", "stop", "close") and _AS_NOUN.search(line.marked, 0, match.start()):
            continue
        subject = subject_before(line, verb_start(line, match.start()))
        if subject is None:
            continue
        phrase = line.marked[subject[0] : subject[1]]
        if _HOW_OFTEN.search(match["gap"]) or _TIME_ITSELF.fullmatch(phrase):
            continue
        strong = re.fullmatch(STRONG_END, verb) is not None
        if _SETTLED.search(phrase) and verb.startswith("clos"):
            continue  # a sale that closes is done
        itself = re.fullmatch(r"it|they|which", phrase.strip(), re.IGNORECASE) and _due_to(
            line.marked[: match.start()].lower()
        )
        if not strong and not itself and not re.search(rf"\b{words.INSTRUMENT}\b", phrase, re.IGNORECASE):
            continue
        if words.MEETING.search(phrase) or words.MEETING.search(match["gap"]) or has_said(match["gap"]):
            continue
        if not strong and match["prep"] == "after":
            continue
        if (
            re.search(r"\b(?:if|should|unless)\b[^,;]{0,60}$", line.marked[: match.start()])
            and match["gap"].strip()
        ):
            continue
        if strong and re.search(
            r"\b(?:patience|luck|money|food|water|fuel|milk|stock|stocks|ammunition|cash|ink|battery)\b",
            phrase,
            re.IGNORECASE,
        ):
            continue
        limit = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", phrase, re.IGNORECASE)
        kind = DeadlineKind.DEADLINE if limit else DeadlineKind.EXPIRY
        before = line.marked[: match.start()].lower()
        unreal = _due_to(before)
        let = _LET.search(line.marked, 0, match.start())
        past = let is not None or (
            re.search(r"(?:ed|ran out)$", verb) is not None
            and not re.search(r"\b(?:has|have|be|will|would)\b[^,]{0,20}$", before)
        )
        status = DeadlineStatus.PASSED if past else DeadlineStatus.SET
        setter, addressee = roles_of(line, subject)
        if let is not None:
            own = subject_before(line, let.start())
            setter, addressee = None if own is None else party_at(line, *own), addressee
        telling = telling_of(line, match, rule="was_to_expire" if unreal else "expire", kind=kind, status=status, head=head_noun(phrase),
                           start=subject, firm=True, setter=setter, addressee=addressee)  # fmt: skip
        if match["rel"] or line.words(match.start("due"), match.end("due")).lower().endswith(
            (" earlier", " before")
        ):
            planned = _SHOULD.search(line.marked, *sorted((subject[0], match.start()))) is not None
            telling = _open_plan(telling) if planned else _counted_back(line, telling)
        if let is not None and telling.due is not None:
            telling = replace(telling, due=behind(telling.due, line.document.published))
        yield telling


_SHOULD = re.compile(r"\b(?:should|would|will|must|could|may|to)\s+$", re.IGNORECASE)


def _open_plan(telling: Telling) -> Telling:
    """ "should end a year earlier": earlier than a day that stands elsewhere."""
    due = None if telling.due is None else opened(telling.due)
    return replace(telling, due=due, status=DeadlineStatus.PROPOSED)


_LET = re.compile(
    r"\b(?:let|allowed)\s+(?:its|the|their|his|her|an?)\s+(?:[\w-]+\s+){1,4}(?:to )?$", re.IGNORECASE
)
_HOW_OFTEN = re.compile(r"\bfor the \w+ time\b", re.IGNORECASE)
""" "let funding lapse for the third time this year": the year says how often."""
_SETTLED = re.compile(
    r"\b(?:deals?|sales?|mergers?|acquisitions?|takeovers?|transactions?|purchases?|buyouts?|agreements?)\s*$",
    re.IGNORECASE,
)
_TIME_ITSELF = re.compile(r"\s*(?:the )?time\s*", re.IGNORECASE)
_AS_NOUN = re.compile(
    r"\b(?:the|an|at|its|their|his|her|year|month|week|beyond|before|until|by|of|from|past|to the)\s+$",
    re.IGNORECASE,
)


def _due_to(before: str) -> bool:
    """Whether the words before a verb make it a plan that did not hold ("had been due to", "would have")."""
    return (
        re.search(
            r"\b(?:would have|(?:first|originally|initially|previously) (?:due |set |scheduled |meant )?to|(?:had been|was|were) (?:\w+ )?(?:due to|set to|scheduled to|to))\s*$",
            before,
        )
        is not None
    )


def read_until(line: Line) -> Iterator[Telling]:
    for match in _UNTIL.finditer(line.marked):
        verb, prep = match["verb"].lower(), match["prep"].lower()
        if prep == "for" and all(
            w.precision is Precision.YEAR for w in line.whens_at(match.start("due"), match.end("due"))
        ):
            continue
        if prep in ("for", "up to") and not re.search(
            r"suspend|fr[eo]{1,2}z|hold|extend|prolong|paus|renew|keep|kept|valid", verb
        ):
            continue
        subject = subject_before(line, verb_start(line, match.start()))
        begin = (
            subject[0]
            if subject and not _CLAUSE.search(line.marked, *subject)
            else max(0, match.start() - 140)
        )
        around = line.marked[begin : match.end()]
        if (
            (not verb.startswith("hold") and not re.search(rf"\b{words.INSTRUMENT}\b", around, re.IGNORECASE))
            or words.MEETING.search(around)
            or has_said(match["gap"])
        ):
            continue
        phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
        longer = re.match(
            r"(?:extend|prolong|renew|postpon|delay|defer|kept|keep|remain)", verb
        ) and re.search(
            r"extend|prolong|renew|postpon|delay|defer|more|as well|further|now|remains? (?:suspended|frozen)|kept",
            around,
            re.IGNORECASE,
        )
        told = re.search(
            r"\b(?:is|are|was|were|be|been|being|remains?|stays?|still|now)\s+$", line.marked[: match.start()]
        )
        active = (
            told is None
            and re.match(r"(?:suspending|suspends?|suspended|freez|froze|keep|leav|hold)", verb) is not None
        )
        setter, addressee = roles_of(line, subject)
        if active:
            who = agent_at(line, subject)
            hit = owner_of(line, match.start("verb"), match.end("gap"))
            setter, addressee = (None, who) if verb.startswith("hold") else (who, hit)
            if verb.startswith(("suspending", "keeping")) and (
                mine := re.search(r"\b(?:its|their|his|her)\b", verb)
            ):
                setter = pronoun_owner(line, match.start("verb") + mine.start())
        if (
            addressee is None
            and (to := re.fullmatch(r"\s+(?:to|for)\s+(?P<who>[^,;:]{3,60}?)\s*", match["gap"])) is not None
        ):
            addressee = party_at(
                line, match.start("gap") + to.start("who"), match.start("gap") + to.end("who")
            )
        limit = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", around, re.IGNORECASE)
        kind = (
            DeadlineKind.DEADLINE
            if limit
            else DeadlineKind.EFFECTIVE
            if verb.startswith("hold")
            else DeadlineKind.EXPIRY
        )
        yield telling_of(line, match, rule="until", kind=kind,
                       status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head=head_noun(phrase), start=subject, setter=setter, addressee=addressee)  # fmt: skip


_DONE_TO_IT = re.compile(r"implemented|imposed|introduced", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:be|been|being|is|are|was|were|get|gets)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def _was_done(line: Line, match: re.Match[str]) -> bool:
    """Whether a bare participle tells when something was done: "the curbs imposed on 24 February"."""
    published = line.document.published
    whens = line.whens_at(match.start("due"), match.end("due"))
    past = published is not None and any(w.latest is not None and w.latest < published for w in whens)
    return past and _AUXILIARY.search(line.marked, 0, match.start()) is None


def read_effect(line: Line) -> Iterator[Telling]:
    for match in _EFFECT.finditer(line.marked):
        verb = match["verb"].lower()
        subject = subject_before(line, verb_start(line, match.start()))
        phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
        strong = re.fullmatch(_TAKE_EFFECT, verb) is not None
        if not strong and not re.search(rf"\b{words.INSTRUMENT}\b", phrase, re.IGNORECASE):
            continue
        if not match["prep"] and LENGTH in match["due"]:
            continue
        if _DONE_TO_IT.fullmatch(verb) and _was_done(line, match):
            continue
        if not strong and LENGTH in match["due"] and match["prep"] not in ("in", "within", "after"):
            continue
        if words.MEETING.search(phrase) or words.MEETING.search(match["gap"]) or has_said(match["gap"]):
            continue
        if not strong and re.search(
            r"\b(?:seen|reached|recorded|since|agreed|announced|promised|last)\b", match["gap"]
        ):
            continue
        past = re.search(
            r"^(?:took|came|went|entered|began|started|applied)", verb
        ) is not None and not re.search(
            r"\b(?:has|have|be|is|are|was|were)\s+$", line.marked[: match.start()]
        )
        setter, addressee = roles_of(line, subject)
        if to := re.match(r"\s+(?:only )?to\s+(?P<who>[^,;:]{2,80}?)\s*$", match["gap"]):
            begin = match.start("gap") + to.start("who")
            finish = match.start("gap") + to.end("who")
            addressee = party_at(line, begin, finish) or state_at(line, begin, finish)
        telling = telling_of(line, match, rule="effect", kind=DeadlineKind.EFFECTIVE,
                           status=DeadlineStatus.PASSED if past else DeadlineStatus.SET, head=head_noun(phrase), start=subject, setter=setter, addressee=addressee)  # fmt: skip
        if _WAS_TO_HAVE.search(line.marked, 0, match.start("verb")):
            yield _as_old_day(line, telling)
            continue
        if (past and not is_recent(line, telling.due)) or (
            not past and is_over(line, match.start("due"), match.end("due"))
        ):
            continue
        yield telling


_WAS_TO_HAVE = re.compile(
    r"\b(?:was|were|had been)\s(?:\w+ly\s|first\s|due\s|supposed\s|meant\s)?to\shave\s(?:been\s)?$",
    re.IGNORECASE,
)


def _as_old_day(line: Line, telling: Telling) -> Telling:
    """ "The ban was to have started on 19 March": a day that holds no more."""
    due = nearest_weekday(telling.due, line.document.published)
    return replace(telling, rule="was_to_expire", due=due, status=DeadlineStatus.SET)


def read_impose(line: Line) -> Iterator[Telling]:
    for match in _IMPOSE.finditer(line.marked):
        what = match["what"]
        if not re.search(
            rf"\b{words.INSTRUMENT}\b|%|\bpercent|\bper cent|\bexports?\b|\bimports?\b|\bsales?\b",
            what,
            re.IGNORECASE,
        ) or has_said(what):
            continue
        if match["prep"].lower() == "on" and not (
            _TO_COME.search(line.marked[: match.start()]) and _PENALTY.search(what)
        ):
            continue
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="impose", kind=DeadlineKind.EFFECTIVE, status=DeadlineStatus.SET, head=head_noun(what),
                       setter=setter_at(line, subject), addressee=owner_of(line, match.start("what"), match.end("what")), start=subject)  # fmt: skip


def _counted_back(line: Line, telling: Telling) -> Telling:
    """ "expired a week earlier": counted back from the day the words were told."""
    if telling.due is None:
        return telling
    lengths = [w for w in line.whens if w.span == telling.due.span]
    anchor = told_on(line, telling.due.span)
    if not lengths or anchor is None:
        return telling
    return replace(
        telling,
        due=counted(lengths[0], anchor, calendar=line.document.calendar, back=True),
        status=DeadlineStatus.PASSED,
    )
