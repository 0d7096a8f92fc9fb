"""What has become of a deadline: met, missed, passed, withdrawn, told without a day of its own or with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.moves import read_moves
from bot.extract.deadlines.outcome import DENIED, outcome_of
from bot.extract.deadlines.patterns import TIMES
from bot.extract.deadlines.roles import limit_roles
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.turning import behind, nearest_weekday
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span
from bot.model.when import When

_T = TIMES
_LIMIT = rf"(?:{words.LIMIT_STRICT}|target|date)"
_OF = r"(?:(?:the|its|their|his|her|a|an|this|that|another|own|latest|final|legal|statutory|first|second|last|agreed|original|initial|previous|earlier|extended|revised|new)\s+)*"
_REST = rf"(?P<rest>(?:\s+(?:of|on|for|to)\b[^,;:.{DAY}{LENGTH}]{{0,80}}?)?(?:\s*(?:of|on|by|,)?\s*(?P<due2>{_T}))?)"


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MISSED = _rx(
    rf"\b(?P<verb>missed|misses|miss|missing|overran|overshot|blew(?: through| past)?|(?:pushed|ran|went|dragged|sailed|slipped|stretched|carried) (?:past|beyond)|let slip|ignored|defied|defies)\s+{_OF}(?:(?P<due>{_T})'?s?[ -])?(?:\w+ ){{0,2}}?(?P<head>{_LIMIT})\b{_REST}"
)
_FAILED = _rx(
    rf"\b(?P<verb>failed to|fails to|failure to|did not|had not|has not|have not|didn't|hasn't|haven't|hadn't)\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,110}}?)\s*\b(?:(?P<ontime>on time|in time|"
    rf"(?:by|before|within|ahead of) {_OF}(?P<head>{_LIMIT}))|(?:by|before|within|until) (?:the )?(?P<due>{_T})(?:'s)?(?: (?:{_LIMIT}))?)"
)
_DID = _rx(
    rf"\b(?P<verb>filed|submitted|handed in|delivered|completed|paid|complied|published|signed|lodged|sent|reported|finished|responded|replied|cleared|withdrew|released|met|repaid)\b(?P<what>[^;:{DAY}{LENGTH}]{{0,90}}?(?: (?:on )?{DAY}+)?,?(?: (?:days|hours|minutes))?)\s*\b"
    rf"(?P<ontime>on time|in time|on schedule|(?:before|by|within|ahead of|well before|just before|inside|with (?P<spare>{LENGTH}+) to spare before) {_OF}(?:[\w'’-]+(?: [\w'’-]+){{0,2}}['’]s? )?(?:(?P<due>{_T})'?s?[ -])?(?P<head>{_LIMIT}))\b{_REST}"
)
_MET = _rx(
    rf"\b(?P<verb>met|meets|meet|beat|beats|kept to|observed|complied with|honou?red|made)\s+{_OF}(?:(?P<due>{_T})'?s?[ -])?(?:\w+ ){{0,2}}?(?P<head>{_LIMIT})\b(?! with)(?P<rest>)(?P<due2>(?!))?"
)
_PASSED = _rx(
    rf"(?:(?P<due>{_T})'?s?[ -])?\b(?P<head>{words.LIMIT_STRICT}|date)\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,140}}?)\s+(?:has |had |have |then |quietly |also |already )*(?P<verb>passed|came and went|come and gone|"
    rf"gone by|went by|slipped by(?! (?:an? |one |two |the )?[{DAY}{LENGTH}])|ran out|run out|expired|lapsed|elapsed)\b(?:\s+(?:on|at|in|by)?\s*(?P<due2>{_T}))?"
)
_PASSED_ON = _rx(
    rf"\b(?P<head>{words.LIMIT_STRICT})\b(?P<gap>\s+(?:for|to|of|set|stipulated|laid down|agreed|imposed|given|fixed|that|which|in|under)\b[^;:.]{{0,140}}?[{DAY}{LENGTH}][^;:.{DAY}{LENGTH}]{{0,60}}?)\s+(?P<verb>passed|came and went|ran out|expired|lapsed|elapsed)\s+(?:on|at|in)\s+(?P<due>{_T})"
)
_LET_PASS = _rx(
    rf"\b(?P<verb>let|allowed)\s+{_OF}(?:(?P<due>{_T})'?s?[ -])?(?:[^,;:]{{0,50}}? )?(?P<head>{_LIMIT})\s+(?:(?:for|of|to) [^,;:{DAY}{LENGTH}]{{2,50}}? )?(?:, (?:\w+ )?(?P<due3>{_T}),? )?(?:to )?(?:pass|lapse|slip|expire|run out|go by|slide)(?:\s+(?:on|at|in|by)?\s*(?P<due2>{_T}))?"
)
_WITHDREW = _rx(
    rf"\b(?P<verb>withdr(?:ew|awn|aws|awing)|drop(?:s|ped|ping)?|lift(?:s|ed|ing)?|cancel(?:s|led|ed)?|scrap(?:s|ped|ping)?|revok(?:e|es|ed)|rescind(?:s|ed)?|"
    rf"call(?:s|ed)? off|abandon(?:s|ed|ing)?|retract(?:s|ed)?|took back|taken back|shelv(?:e|es|ed)|waiv(?:e|es|ed)|suspend(?:s|ed)?|stay(?:s|ed)?|paus(?:e|es|ed)|halt(?:s|ed)?|fr(?:eezes|oze)|vacat(?:es|ed)|quash(?:es|ed)|annul(?:s|led)|overturn(?:s|ed)|struck down|set aside|backed away from|back(?:s|ed) down (?:from|on))\s+"
    rf"(?P<thing>{_OF}(?:(?P<due>{_T})'?s?[ -])?(?:[\w%'-]+ ){{0,5}}?(?P<head>deadline|ultimatum|cut-?off|time limit|threat(?:ened)?(?: (?:to|of|tariffs?|sanctions?|dut(?:y|ies)))?))\b(?P<rest>(?:[^,;:]{{0,10}}(?!\w))?)"
)
_WAS_WITHDRAWN = _rx(
    r"\b(?P<verb>(?:was|were|has been|have been|is|are|had been) (?:formally |officially |quietly )?(?:withdrawn|dropped|scrapped|revoked|rescinded|"
    r"cancelled|canceled|called off|abandoned|lifted|shelved|suspended|paused|stayed|blocked|frozen|put on hold|overturned|quashed|struck down|annulled|set aside|never imposed|not imposed|never introduced|off the table|effectively off the table|gone|"
    r"waived)|(?:will|would) not (?:now |be going )?(?:come|apply|take effect|go ahead|happen|enter into force|be (?:imposed|introduced|levied|applied|enforced|charged))(?: after all)?|no longer (?:applies|apply|stands?|holds?|binds?|in force)|(?:has |had |have )?(?:now |thus |since |therefore )*(?:fallen away|become void|become moot|ceased to apply)|falls? away|(?:to )?be (?:effectively |now )?off the table)\b"
)
_DATED_END = _rx(
    rf"(?:,\s+(?:[\w-]+ ){{0,3}}?)?\b(?:for|of|on|set for|announced for|due)\s+(?:the )?(?P<due>{_T})\s*,?\s*$"
)
_WITHDRAWABLE = re.compile(
    r"\b(?:deadline|ultimatum|cut-?off|grace period|time limit|duty|obligation|requirement|demand|summons|threat\w*|tariffs?|dut(?:y|ies)|plan to|delay|postponement|date)\b|\b\d+ ?(?:%|percent|per cent)",
    re.IGNORECASE,
)
_STANDS = _rx(
    rf"\b(?P<head>{words.LIMIT_STRICT}|period|date|{DAY}+)\s+(?P<verb>stands|remains in place|still holds?|still held|would not be (?:extended|moved)|will not be (?:extended|moved)|cannot be extended|holds)\b"
)


_NOT_MET = _rx(
    rf"\b(?P<verb>did not|didn't|failed to|could not|have not|has not|had not)\s+(?:meet|met|keep|kept|make|made|observe|honou?r)\s+(?:it|them|that|{_OF}(?P<head>{_LIMIT}))(?=[,.;\"]|$|\s)"
)
_BECAME = _rx(
    r"\b(?P<head>deadline|ultimatum|cut-?off|date|target|limit|it|that|which|this)\b\s+(?:was |were |has been |had been |have been |also |again |once more |then |quietly |too )*"
    r"(?P<verb>missed|not met|ignored|slipped by(?! (?:the )?[\ue000\ue001])|slipped(?! (?:by|to|back|from))|came and went|reached|met|kept)\b(?! by \ue000)"
)
_LONG_BEFORE = _rx(rf"{DAY}|['’]s? (?:[\w-]+ )?{_LIMIT}$")
_NOT_YET = _rx(r"\b(?:before|until|till|ahead of|by the time|unless|if|once)\s+(?:[\w'’-]+\s+){0,4}$")
_HOPED_FOR = _rx(r"\b(?:expect(?:s|ed)?|hop(?:es?|ed)|want(?:s|ed)?|likely|poised|set)\b[^.;]{0,60}\bto be $")
_BECAME_STATUS = {"missed": DeadlineStatus.MISSED, "not met": DeadlineStatus.MISSED, "ignored": DeadlineStatus.MISSED, "slipped by": DeadlineStatus.MISSED,
                  "slipped": DeadlineStatus.MISSED, "came and went": DeadlineStatus.PASSED, "reached": DeadlineStatus.MET, "met": DeadlineStatus.MET, "kept": DeadlineStatus.MET}  # fmt: skip


def read_outcomes(line: Line) -> Iterator[Telling]:
    """What the sentence says has become of a deadline."""
    lower = line.marked.lower()
    if "not" in lower or "n't" in lower or "failed to" in lower:
        yield from _not_met(line)
    if any(
        word in lower for word in ("missed", " met", "slipped", "ignored", "came and went", "reached", "kept")
    ):
        yield from _became(line)
    if any(
        needle in lower
        for needle in ("deadline", "ultimatum", "cut", "limit", "date", "period", "target", "expiry")
    ):
        yield from _outcome(line, _MISSED, DeadlineStatus.MISSED, "missed")
        yield from _outcome(line, _MET, DeadlineStatus.MET, "met")
        yield from _passed(line)
        yield from _outcome(line, _LET_PASS, DeadlineStatus.PASSED, "let_pass")
        yield from _stands(line)
    if any(needle in lower for needle in ("fail", " not ", "n't ")):
        yield from _failed(line)
    if any(
        needle in lower
        for needle in (
            " time",
            "schedule",
            "deadline",
            "date",
            "target",
            "limit",
            "cut",
            "period",
            "ultimatum",
        )
    ):
        yield from _outcome(line, _DID, DeadlineStatus.MET, "did_in_time")
    if any(needle in lower for needle in ("deadline", "ultimatum", "cut", "limit", "threat")):
        yield from _withdrew(line)
    if " due" in lower:
        yield from _on_due_day(line)
    yield from _was_withdrawn(line)
    yield from read_moves(line)


def _outcome(line: Line, pattern: re.Pattern[str], status: DeadlineStatus, rule: str) -> Iterator[Telling]:
    for match in pattern.finditer(line.marked):
        before = line.marked[max(0, match.start() - 40) : match.start()]
        if DENIED.search(before) or re.search(
            r"\b(?:to|can|will|must|should|hardly|cannot)(?: have)?\s+$", before, re.IGNORECASE
        ):
            continue
        if (
            rule == "met"
            and match["head"].lower() == "date"
            and not re.search(r"\bthe date\b", match.group(), re.IGNORECASE)
        ):
            continue
        if rule == "did_in_time" and match["verb"].lower() == "met" and _LONG_BEFORE.search(match.group()):
            continue  # somebody was met, days before
        if re.match(r"(?:a |the )?(?:deadline|date) (?:day|night)", match.group(), re.IGNORECASE):
            continue
        if match["verb"].lower() in ("miss", "misses", "missing") and re.search(
            r"\b(?:who|which|that|if they|if it)\s+$", before
        ):
            continue
        subject = subject_before(line, match.start())
        found = outcome_of(line, match, subject, rule=rule, status=status, addressee=True)
        over = status is DeadlineStatus.PASSED and found.due is not None
        yield replace(found, due=behind(found.due, line.document.published)) if over and found.due else found


def _not_met(line: Line) -> Iterator[Telling]:
    for match in _NOT_MET.finditer(line.marked):
        if re.search(r"\b(?:if|should|unless)\b[^,;]{0,60}$", line.marked[: match.start()], re.IGNORECASE):
            continue
        subject = subject_before(line, match.start())
        yield outcome_of(
            line,
            match,
            subject,
            rule="missed",
            status=DeadlineStatus.MISSED,
            addressee=True,
            head=match["head"] or "deadline",
        )


def _became(line: Line) -> Iterator[Telling]:
    for match in _BECAME.finditer(line.marked):
        before = line.marked[max(0, match.start() - 40) : match.start()]
        head = match["head"].lower()
        passive = re.search(r"\b(?:was|were|been)\b", match.group()) is not None
        if head in ("it", "that", "which", "this") and not (
            passive or "slipped by" in match.group() or "came and went" in match.group()
        ):
            continue
        if head in ("it", "which", "that", "this") and match["verb"].lower() in ("reached", "met", "kept"):
            continue
        if DENIED.search(before) and match["verb"].lower() != "not met":
            continue
        status = _BECAME_STATUS[match["verb"].lower()]
        yield outcome_of(line, match, None, rule="became", status=status, head="deadline")


_ON_DUE_DAY = _rx(
    rf"\bon\s+(?P<due>{_T}),?\s+(?P<verb>(?:on )?the (?:very )?(?:day|date) (?:it|they|he|she|the \w+) (?:was|were) due)\b(?P<head>)"
)


def _on_due_day(line: Line) -> Iterator[Telling]:
    """ "reached the office on 4 March, the day it was due"."""
    for match in _ON_DUE_DAY.finditer(line.marked):
        yield outcome_of(line, match, None, rule="met", status=DeadlineStatus.MET)


def _failed(line: Line) -> Iterator[Telling]:
    for match in _FAILED.finditer(line.marked):
        if words.MEETING.match(match["what"]) or re.search(rf"\b{words.SAID}\b", match["what"]):
            continue
        if (
            match["verb"].lower() in ("did not", "had not", "has not", "have not", "didn't", "hadn't")
            and match["due"]
        ) and not re.search(
            r"\bdone so\b|\bpa(?:y|id)\b|\bfiled?\b|\bpublish|\breturn|\bmeet|\breport|\bsubmit|\bcompl|\bdeliver",
            match["what"],
        ):
            continue
        if re.search(r"\b(?:if|should|unless)\b[^,;]{0,60}$", line.marked[: match.start()], re.IGNORECASE):
            continue
        subject = subject_before(line, match.start())
        telling = outcome_of(
            line, match, subject, rule="failed_by", status=DeadlineStatus.MISSED, addressee=True
        )
        day, published = None if telling.due is None else telling.due.earliest, line.document.published
        ahead = day is not None and published is not None and day > published
        yield replace(telling, status=DeadlineStatus.SET) if ahead else telling


def _passed(line: Line) -> Iterator[Telling]:
    for match in (*_PASSED.finditer(line.marked), *_PASSED_ON.finditer(line.marked)):
        if re.search(rf"\b{words.SAID}\b", match["gap"]) or re.search(
            r"\b(?:will|would|be|been)\b", match["gap"][-12:]
        ):
            continue
        if match["head"].lower() == "date" and "the date" not in match.group().lower():
            continue
        if _ENACTED.search(match["gap"]):
            continue
        before = line.marked[: match.start()]
        if _NOT_YET.search(before):
            continue
        late = _NOT_DONE_WHEN.search(before) is not None
        status = DeadlineStatus.MISSED if late else DeadlineStatus.PASSED
        telling = outcome_of(line, match, None, rule="passed", status=status)
        if telling.due is None and re.search(
            r"\b(?:as|when|while|hours after|minutes after)\s+(?:the|his|her|its|their|a)?\s*$", before + " "
        ):
            telling = replace(telling, due=_lapse_day(line))
        if telling.due is None and (lead := _LED_BY_DAY.match(line.marked)) is not None:
            due = due_at(line, lead.start("due"), lead.end("due"))
            telling = replace(telling, due=None if due is None else behind(due, line.document.published))
        setter, addressee = limit_roles(line, match.start("head"), match.end("head"), match.start("verb"))
        begin = min(
            [
                telling.quote.start,
                *(n.span.start for n in (setter, addressee) if n and n.span.start > line.span.start),
            ]
        )
        yield replace(telling, setter=setter, addressee=addressee, quote=Span(begin, telling.quote.end))


_NOT_DONE_WHEN = _rx(
    r"\b(?:failed to|(?:did|had|has|have)(?: not|n't)(?: yet)?) (?!met\b|meet\b|spoken\b|been\b)[a-z]+\b[^,;:.]{0,70}?,? (?:when|before|by the time) (?:the|its|their|his|her)\s*$"
)
""" "Had not filed when the deadline passed"."""
_ENACTED = _rx(
    r"\b(?:law|bill|act|resolution|measure|budget|motion|package|rules?)\b[^,;:]{0,40}$|\b(?:that|which)\s+(?:the\s)?(?:\w+\s)?\w+\s*$|\bmarks?\b"
)
""" "the deadline of a resolution that Congress passed": what passed is no deadline."""
_LED_BY_DAY = _rx(rf"\W*(?:At|On|Late on|Early on)\s+(?:\w+ on )?(?P<due>{_T})\s")


def _lapse_day(line: Line) -> When | None:
    """The day on which it passed while something else happened: the latest past day of the sentence."""
    published = line.document.published
    days = [
        when for when in line.whens if when.day is not None and (published is None or when.day <= published)
    ]
    return days[0] if days else None


_AGREED_TO = _rx(rf"\b(?:agreed|decided|ordered|voted)(?: {DAY}+)? to\s+$")


def _withdrew(line: Line) -> Iterator[Telling]:
    for match in _WITHDREW.finditer(line.marked):
        before = line.marked[max(0, match.start() - 40) : match.start()]
        agreed = _AGREED_TO.search(before)
        if DENIED.search(before) or _ON_TERMS.search(before + match.group()):
            continue
        if agreed is None and re.search(r"\bto\s+$", before):
            continue
        subject = subject_before(line, match.start())
        found = outcome_of(
            line, match, subject, rule="withdrew", status=DeadlineStatus.WITHDRAWN, setter=True
        )
        yield replace(found, due=nearest_weekday(found.due, line.document.published))


_ON_TERMS = re.compile(r"\b(?:if|unless|until|once|provided)\b[^,;:]*$", re.IGNORECASE)
""" "We will stop if he withdraws the threat"."""


def _was_withdrawn(line: Line) -> Iterator[Telling]:
    for match in _WAS_WITHDRAWN.finditer(line.marked):
        left = line.marked[: match.start()]
        dated = _DATED_END.search(left)
        start = max(
            (m.end() for m in re.finditer(r"[,;:]\s", left[: dated.start() if dated else len(left)])),
            default=0,
        )
        subject = left[start : dated.start() if dated else len(left)]
        head = _WITHDRAWABLE.search(subject)
        if head is None or len(subject) > 120 or re.search(r"\bwhether\b|\bif\b", subject):
            continue
        hoped_for = _HOPED_FOR.search(line.marked, 0, match.start("verb") + len("to be "))
        telling = outcome_of(
            line,
            match,
            (start, match.start()),
            rule="was_withdrawn",
            status=DeadlineStatus.PROPOSED if hoped_for else DeadlineStatus.WITHDRAWN,
            head=head.group().lower(),
        )
        due = due_at(line, dated.start("due"), dated.end("due")) if dated else None
        kind = (
            DeadlineKind.EFFECTIVE
            if re.search(r"%|tariff|dut(?:y|ies)|grace|delay", subject)
            else DeadlineKind.DEADLINE
        )
        yield replace(telling, due=due, kind=kind)


def _stands(line: Line) -> Iterator[Telling]:
    for match in _STANDS.finditer(line.marked):
        yield outcome_of(line, match, None, rule="stands", status=DeadlineStatus.SET)
