"""The ways English tells a deadline, one function a frame; each reads one sentence and gives its tellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.due import counted, due_at, shifted, told_on
from bot.extract.deadlines.line import DAY, LENGTH, Line, is_length
from bot.extract.deadlines.nouns import head_noun, may_set, owner_of, party_at, subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span
from bot.model.when import When

_D = f"{DAY}+(?:[ ,]{{1,2}}(?:on |at |in |the )?{DAY}+)*"
_T = f"[{DAY}{LENGTH}]+(?:[ ,]{{1,2}}(?:on |at |in |of |from |the |more )?[{DAY}{LENGTH}]+)*"
_NP = rf"[^,;:(){DAY}{LENGTH}]{{1,90}}?"
_GAP = rf"[^;:{DAY}{LENGTH}]{{0,140}}?"
_SHORT = rf"[^,;:{DAY}{LENGTH}]{{0,60}}?"
_Q = r"[\"']?"
_LIMITING = r"(?:by|before|no later than|not later than|until|till|within(?: the(?: next| first)?)?|inside|at the latest by|ahead of)"
_PREP = (
    r"(?:by|before|no later than|not later than|until|till|within(?: the(?: next| first)?)?|inside|in|from|as of|as from|with effect from|"
    r"starting(?: on| from)?|beginning(?: on)?|effective(?: from)?|on|at|after|for)"
)
_FROM = re.compile(
    r"(?:from|as of|as from|with effect from|starting.*|beginning.*|effective.*)", re.IGNORECASE
)
_WHAT = rf"(?:\s*,?\s*(?:more |notice )?(?:in which |and )?to (?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)(?=$|[,;:.\"]|\sor\s|\sbefore\s|\safter\s))?"

Frame = Callable[[Line], Iterator[Telling]]


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_GIVE = _rx(
    rf"\b(?P<verb>gave|gives?|giving|given|grant(?:s|ed|ing)?|allow(?:s|ed|ing)?|hand(?:s|ed)?|offer(?:s|ed|ing)?|leaves|left|had given|has given)"
    rf"\s+(?P<who>{_NP})\s+(?P<lead>(?:(?:another|an extra|a further|an additional|an?|the|only|just|up to|until|till|its|final|new|"
    rf"{words.LIMIT_STRICT}|period|extension|reprieve|of|for)\s+)*){_Q}(?P<due>{_T}){_Q}(?P<notice>'? notice)?{_WHAT}"
)
_GIVEN = _rx(
    rf"\b(?:was|were|been|be|is|are|being)\s+(?:also |now )?(?P<verb>given|granted|allowed|handed)\s+"
    rf"(?P<lead>(?:(?:another|an extra|a further|a|an|the|only|just|up to|until|till|new|final|{words.LIMIT_STRICT}|period|extension|of)\s+)*){_Q}"
    rf"(?P<due>{_T}){_Q}(?:\s+by\s+(?P<set>{_NP})(?=\s+to\s|[,;.]))?{_WHAT}"
)
_HAVE = _rx(
    rf"\b(?P<verb>has|have|had|get|gets|got|having)\s+(?P<lead>(?:only |just |now |still |about |got |exactly |up to |a period of )*(?:until|till|up to)?)\s*{_Q}"
    rf"(?P<due>{_T}){_Q}{_WHAT}"
)
_MODAL = (
    r"(?:must|shall|ha(?:s|ve|d) to|need(?:s|ed)? to|(?:is|are|was|were|been|be|being) (?:now |also |still |both |all |each |legally |then )?"
    r"(?:required|obliged|ordered|told|instructed|directed|bound|compelled|expected|due|supposed|invited|asked|urged|requested|"
    r"called on|called upon|warned|given notice|committed|scheduled|set|slated) to|(?:is|are|was|were) to|should|ought to)"
)
_OBLIGE = _rx(
    rf"\b(?P<modal>{_MODAL})\s+(?P<what>(?:still |also |now |both |each )*[a-z][^;:{DAY}{LENGTH}]{{1,160}}?)?\s*,?\s*\b(?P<prep>{_PREP})\s+{_Q}(?P<due>{_T})"
)
_FRONTED = _rx(
    rf"(?:^|[,;:]\s|\b(?:and|that|but|said)\s)(?P<prep>by|before|no later than|not later than|within(?: the next)?|from|as of)\s+(?P<due>{_T}),?\s+(?P<who>{_NP})\s+"
    rf"(?P<modal>{_MODAL}|will|would|shall)\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,140}}?)(?=$|[,;.\"])"
)
_MAY = _rx(
    rf"\b(?P<modal>can|may|could)\s+(?P<what>(?:also |still |then )?{words.RIGHT}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*\b(?P<prep>{_LIMITING})\s+(?P<due>{_T})"
)
_ORDER = _rx(
    rf"\b(?P<verb>order(?:s|ed|ing)?|told|tell(?:s|ing)?|instruct(?:s|ed|ing)?|direct(?:s|ed|ing)?|requir(?:e|es|ed|ing)|oblig(?:e|es|ed|ing)|"
    rf"warn(?:s|ed|ing)?|command(?:s|ed)?|compel(?:s|led)?|invit(?:e|es|ed|ing)|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|"
    rf"press(?:es|ed|ing)?|want(?:s|ed)?|request(?:s|ed|ing)?|implor(?:e|es|ed)|appeal(?:s|ed)? to|challeng(?:e|es|ed)|push(?:es|ed|ing)?|demand(?:s|ed|ing)? that)"
    rf"\s+(?P<who>(?!for\b|that\b)[^,;:(){DAY}{LENGTH}]{{2,90}}?)\s+(?P<to>to\s+)?(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)\s*,?\s*\b(?P<prep>{_LIMITING}|in)\s+(?P<due>{_T})"
)
_ASKED = frozenset("ask urg call press want reque implo appea chall push deman".split())
_WANT = _rx(
    rf"\b(?P<verb>wants?|wanted|demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|insist(?:s|ed)? on|expects?)"
    rf"\s+(?P<what>[^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{_LIMITING})\s+(?P<due>{_T})"
)
_PROMISE = _rx(
    rf"\b(?P<verb>will|would|'ll|promis(?:e|es|ed) to|pledg(?:e|es|ed) to|vow(?:s|ed)? to|undertook to|undertakes to|commit(?:s|ted)? to|"
    rf"agree(?:s|d)? to|plans? to|planned to|intends? to|aims? to|hopes? to|expects? to|expected to|wants? to|promised|pledged)\s+"
    rf"(?P<not>not )?(?P<what>(?:then |also |now |only |first |each )?{words.DEED}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*,?\s*\b(?P<prep>{_LIMITING}|in|at)\s+(?P<due>{_T})"
)
_PRESENT = _rx(
    rf"\b(?P<verb>(?:reports|submits|publishes|presents|pays|files|delivers|completes|notifies|responds|decides|reviews|adopts|proposes|withdraws|hands over|returns|repays)\b)"
    rf"(?P<what>[^;:{DAY}{LENGTH}]{{0,100}}?)\s*,?\s*\b(?P<prep>{_LIMITING})\s+(?P<due>{_T})"
)
_STRONG_END = r"(?:expir(?:es?|ed|ing)|laps(?:es?|ed|ing)|runs? out|ran out|running out|elaps(?:es?|ed)|run(?:s|ning)? until|ran until|last(?:s|ed)? until|terminat(?:es?|ed|ing))"
_WEAK_END = r"(?:ends?|ended|ending|closes?|closed|closing|matur(?:es?|ing)|stops?)"
_STATE = (
    r"(?:suspended|frozen|on hold|in force|in effect|in place|valid|exempt(?:ed)?|paused|halted|extended|prolonged|renewed|"
    r"postponed|delayed|deferred|kept|available|open(?: for comments?)?|banned|barred|blocked|remain|stays?|continues?|hold(?:s|ing)? off[^,;:]{0,60}?|"
    r"suspend(?:s|ed|ing)? [^,;:]{2,70}?|freez(?:e|es|ing) [^,;:]{2,70}?|keep(?:s|ing)? [^,;:]{2,70}?|leav(?:e|es|ing) [^,;:]{2,60}? frozen|runs?|run|lasts?|last|good)"
)
_EXPIRE = _rx(
    rf"\b(?P<verb>(?:{_STRONG_END}|{_WEAK_END}))\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,50}}?)\s*,?\s*(?P<prep>on|at|in|by|after|from|within|until)?\s*(?P<due>{_T})(?P<rel> (?:earlier|later|ago))?"
)
_UNTIL = _rx(
    rf"\b(?P<verb>{_STATE})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,60}}?)\s*,?\s*\b(?:for {LENGTH}+\s*,?\s*)?(?P<prep>until|till|through|up to|for)\s+(?P<due>{_T})"
)
_TAKE_EFFECT = (
    r"(?:tak(?:es?|ing) effect|took effect|com(?:es?|ing) into (?:force|effect|operation)|came into (?:force|effect|operation)|"
    r"enter(?:s|ing|ed)? into force|(?:goes|go|going|went) into (?:effect|force)|kick(?:s|ed)? in|becom(?:es?|ing) (?:effective|mandatory|binding|applicable|law|compulsory)|"
    r"(?:is|are|be|was|were) effective|bite|bites)"
)
_START = (
    r"(?:appl(?:y|ies|ied|ying)|start(?:s|ed|ing)?|begin(?:s|ning)?|began|be (?:imposed|implemented|introduced|lifted|enforced|levied|applied|raised|"
    r"increased|reduced|cut|phased in|phased out|charged|expected|reimposed|reinstated|scrapped|abolished|banned)|implemented|imposed|introduced|"
    r"rise[sn]?|falls?|drops?|doubles?|increases?|goes? up|resume[sd]?|come(?:s)? down|due|expected|snap(?:s)? back|phas(?:es|ed) (?:in|out))"
)
_EFFECT = _rx(
    rf"\b(?P<verb>{_TAKE_EFFECT}|{_START})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,90}}?)\s*,?\s*\b(?P<prep>on|from|as of|as from|with effect from|in|at|by|starting(?: on)?|beginning(?: on)?|effective(?: from)?|within|after)?\s*{_Q}(?P<due>{_T})"
)
_IMPOSE = _rx(
    rf"\b(?P<verb>impos(?:e|es|ed|ing)|put(?:s|ting)?|slap(?:s|ped|ping)?|levy|levies|levied|raise[sd]?|raising|hik(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|"
    rf"lift(?:s|ed|ing)?|cut(?:s|ting)?|charg(?:e|es|ed|ing)|ban(?:s|ned|ning)?|appl(?:y|ies|ied|ying)|add(?:s|ed|ing)?|reimpos(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|"
    rf"bar(?:s|red|ring)?|block(?:s|ed|ing)?|doubl(?:e|es|ed|ing)|cancel(?:s|led)?|end(?:s|ed)?|stop(?:s|ped)?)\s+(?P<what>[^;:{DAY}{LENGTH}]{{3,120}}?)\s*,?\s*"
    rf"\b(?P<prep>from|as of|as from|with effect from|starting(?: on)?|beginning(?: on)?|effective(?: from)?)\s+{_Q}(?P<due>{_T})"
)
_LIMIT_IS = _rx(
    rf"\b(?P<head>{words.LIMIT_STRICT}|dates?)\b(?P<gap>[^;{DAY}{LENGTH}]{{0,90}}?)\s*(?P<link>\bis|\bare|\bwas|\bwere|\bremains?|\bwould be|\bwill be|\bfalls? on|\bof|\bfor|\bon|\bby|\bto|\bset for|\bset at|\bwould fall on|"
    rf"\bexpires|:|-|–)\s*(?:still |now |on |at |by |midnight |for |until )*{_Q}(?P<due>{_T})"
)
_DATED_LIMIT = _rx(
    rf"(?P<due>{_T})'?s?(?:-| |,)(?P<mid>(?:[a-z-]+ ){{0,3}}?)(?P<head>{words.LIMIT_STRICT}|limit)\b(?P<rest>(?:\s+(?:set|imposed|given|fixed|announced)?[^;:{DAY}{LENGTH}]{{0,120}})?)"
)
_BACK = _rx(
    rf"(?P<due>{LENGTH}+)\s+(?P<dir>before|ahead of|short of|until)\s+(?P<rest>[^;:{DAY}{LENGTH}]{{2,160}}?)(?=$|[;:{DAY}{LENGTH}]|,\s)"
)
_LIMIT_WORDS = re.compile(rf"\b(?:{words.LIMIT_STRICT}|expiry|end of|date)\b", re.IGNORECASE)
_SCHEDULE = _rx(
    rf"\b(?P<verb>(?:is|are|was|were)\s+(?:also |now |still )?(?:due|set|scheduled|expected|to|slated|planned|likely)(?: to)?|will|votes?|rules|decides)\s+"
    rf"(?P<what>(?:then |also |now )?(?:{words.DECIDE})\b[^;:{DAY}{LENGTH}]{{0,90}}?)?\s*,?\s*\b(?P<prep>on|in|at|by|before|within|no later than|during|later|for)\s+(?:the [^;:,{DAY}{LENGTH}]{{3,40}} of )?(?P<due>{_T})"
)
_SCHEDULED_NOUN = _rx(
    rf"\b(?P<head>{words.DECISION})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,60}}?)\s+(?:is|are|was|were|has been|have been|remains?)\s+(?:also |now |still )?"
    rf"(?P<verb>planned|scheduled|set|due|expected|slated|fixed)(?:\s+(?:for|on|in|by|at|within|no later than|before))*\s+(?P<due>{_T})"
)
_DUE = _rx(
    rf"\b(?P<verb>(?:is|are|was|were|remains?|falls?|comes?|fell|came|be)\s+(?:therefore |also |still |now )*due)(?:\s+(?:back|in))?\s*(?P<prep>on|by|in|at|before|no later than|from|within|until)?\s*(?P<due>{_T})"
)
_MOVED = _rx(
    rf"\b(?P<verb>{words.MOVE_LATER}|{words.MOVE_SOONER}|{words.MOVE_ANY})\b(?P<gap>[^;:{DAY}{LENGTH}]{{0,110}}?)"
    rf"(?:\bfrom\s+(?P<prev>{_T})\s*)?\b(?P<prep>to|until|till|by|for)\s+{_Q}(?P<due>{_T})(?:\s*,?\s*(?:until|till|to)\s+(?P<due2>{_T}))?(?:\s*,?\s*(?:from|instead of|rather than)\s+(?P<prev2>{_T}))?"
)
_LISTED = _rx(
    rf"^[\s\-–•*\d.()]*(?P<who>[^:;{DAY}{LENGTH}]{{2,110}}|[^:;]{{2,160}}):\s*(?P<prep>by |from |on |until |no later than )?(?P<due>{_T})(?P<was>\s*\((?:previously|formerly|was|before|until now|instead of|earlier)\s+(?P<prev>{_T})\))?"
)
_LISTED_HEAD = _rx(
    rf"\b(?:{words.LIMIT_STRICT}|deadlines?|closing|comments?|submissions?|applications?|bids?|tenders?|responses?|replies|entries|registration|"
    r"effective|expires?|expiry|applies|in force|valid|acceptance|offer)\b"
)
_SIBLING = _rx(
    rf"^\s*(?:,|;|,?\s*\b(?:and|while|but)\b)\s*(?:(?:and|while|but)\s+)?(?:(?:to|for)\s+)?(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)\s*(?:,\s*)?\b(?:from|by|on|until|before|in|has until|have until)\s+(?P<due>{_D})"
)
_SIBLING_FOR = _rx(
    rf"^(?P<first>\s+(?:for|in the case of)\s+(?P<who1>[^,;:(){DAY}{LENGTH}]{{2,80}}?))?\s*(?:,\s*)?\b(?:and|while|but)\b\s*(?:,\s*)?(?:(?:from|by|on|until|before|in)\s+)?(?P<due>{_D})\s+(?:for|in the case of)\s+(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)(?=$|[,;:.(\"])"
)
_FOR_WHO = _rx(rf"^\s+for\s+(?P<who>[^,;:(){DAY}{LENGTH}]{{2,80}}?)(?=$|[,;:.(\"]|\sand\s{DAY})")
_REPLACED = _rx(
    rf"\b(?:instead of|rather than|not|previously|formerly|up from|down from|replacing|was|were to (?:lapse|expire|end) on|had been)\s+(?:on |the |until )*(?P<prev>{_T})"
)
_OR_ELSE = _rx(
    r"\b(?P<cue>or (?:else )?(?=face|be |lose|risk|see|suffer|pay|have|forfeit|get)|threatening|otherwise|failing which|if (?:it|they|he|she) (?:does|do|did) not)\s*(?P<what>[^;:.]{4,140})"
)
_REPORTED = _rx(
    r"\b(?:said|told|announced|wrote|promised|pledged|vowed|according to|added|warned|declared)\b"
)
_NEGATED = _rx(r"\b(?:no|not|never|without|denied|denies|nor|neither|n't)\b")


def read_line_tellings(line: Line) -> list[Telling]:
    """Every telling of the sentence, the more telling frame first where two read the same words."""
    found: list[Telling] = []
    for frame in FRAMES:
        for telling in frame(line):
            if not any(_same_words(telling, other) for other in found):
                found.append(telling)
    return [*found, *_siblings(line, found)]


def _same_words(new: Telling, old: Telling) -> bool:
    if new.due is not None and old.due is not None and new.due.span == old.due.span:
        return True
    if new.due is not None and old.previous is not None and new.due.span == old.previous.span:
        return True
    if (
        new.due is not None
        and old.due is not None
        and old.due.anchor is not None
        and old.due.anchor.span == new.due.span
    ):
        return True
    return new.due is None and new.trigger.overlaps(old.quote)


def _give(line: Line) -> Iterator[Telling]:
    for match in _GIVE.finditer(line.marked):
        lead = match["lead"].lower()
        limited = "until" in lead or "till" in lead or match["what"] or match["notice"] or _limit_word(lead)
        if not limited or re.search(
            r"\b(?:was|were|been|be|is|are)\s+$", line.marked[: match.start()], re.IGNORECASE
        ):
            continue
        subject = subject_before(line, match.start("verb"))
        extra = re.search(
            r"\b(?:another|extra|further|additional|extension|more)\b", match.group(), re.IGNORECASE
        )
        status = DeadlineStatus.EXTENDED if extra else DeadlineStatus.SET
        if match["verb"].lower().startswith("offer"):
            status = DeadlineStatus.PROPOSED
        yield _telling(
            line, match, rule="give", kind=DeadlineKind.DEADLINE, status=status,
            head=_limit_word(lead) or "deadline",
            setter=_setter(line, subject), addressee=_party(line, match, "who"), start=subject,
        )  # fmt: skip


def _given(line: Line) -> Iterator[Telling]:
    for match in _GIVEN.finditer(line.marked):
        if not (match["what"] or re.search(r"until|till", match["lead"]) or _limit_word(match["lead"])):
            continue
        subject = subject_before(line, match.start())
        yield _telling(
            line, match, rule="given", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="deadline",
            setter=_party(line, match, "set"), addressee=_agent(line, subject), start=subject,
        )  # fmt: skip


def _have(line: Line) -> Iterator[Telling]:
    for match in _HAVE.finditer(line.marked):
        if not (match["what"] or re.search(r"until|till", match["lead"])):
            continue
        subject = subject_before(line, match.start())
        yield _telling(
            line, match, rule="have_until", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="deadline",
            addressee=_agent(line, subject), start=subject,
        )  # fmt: skip


def _oblige(line: Line) -> Iterator[Telling]:
    for match in _OBLIGE.finditer(line.marked):
        modal, prep, what = match["modal"].lower(), match["prep"].lower(), match["what"] or ""
        firm = re.match(
            r"(?:must|shall|ha(?:s|ve|d) to|need|should|ought)|.*(?:required|obliged|ordered|told|instructed|directed|bound|compelled)",
            modal,
        )
        limiting = re.fullmatch(_LIMITING, prep, re.IGNORECASE) is not None
        effective = _FROM.fullmatch(prep) is not None
        if (
            not what
            or re.search(rf"\b(?:{words.SAID}|which|who|because)\b", what)
            or (words.MEETING.match(what) and not (firm and limiting))
        ):
            continue
        if (
            re.search(
                r"\b(?:expire|lapse|run out|end|take effect|enter into force|come into force|begin|start)\b",
                what,
            )
            and not firm
            and not (limiting and LENGTH in match["due"])
        ):
            continue
        if prep == "for" or not (limiting or effective or (firm and prep in ("in", "on", "at"))):
            continue
        if not limiting and words.MEETING.search(what):
            continue
        subject = subject_before(line, match.start())
        kind, status, rule = DeadlineKind.DEADLINE, DeadlineStatus.SET, "oblige"
        if effective:
            kind = DeadlineKind.EFFECTIVE
        if re.search(r"asked|urged|requested|called|should|ought|supposed", modal):
            status = DeadlineStatus.PROPOSED
        if re.search(r"expected|scheduled|slated|\bset\b|due to", modal):
            kind = DeadlineKind.SCHEDULED
        if _from_event(line, match):
            kind = DeadlineKind.CONDITION if re.search(r"\b(?:begin|start)\b", what) else kind
        setter = None if subject is None else _speaker_setting(line, subject[0], firm=bool(firm))
        if setter is None and re.search(r"required|obliged|ordered|told|instructed|directed", modal):
            setter = _by_agent(line, match.end("modal"), match.end())
        yield _telling(line, match, rule=rule, kind=kind, status=status, head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]),
                       setter=setter, addressee=_agent(line, subject), start=subject)  # fmt: skip


def _fronted(line: Line) -> Iterator[Telling]:
    for match in _FRONTED.finditer(line.marked):
        what = match["what"]
        if words.MEETING.match(what) or (
            match["modal"].lower() in ("will", "would")
            and not re.match(rf"(?:also |then )?{words.DEED}", what)
        ):
            continue
        effective = _FROM.fullmatch(match["prep"]) is not None
        modal = match["modal"].lower()
        kind = (
            DeadlineKind.EFFECTIVE
            if effective
            else DeadlineKind.COMMITMENT
            if modal == "will"
            else DeadlineKind.DEADLINE
        )
        status = (
            DeadlineStatus.PROPOSED
            if re.search(r"asked|urged|requested|should|ought", modal)
            else DeadlineStatus.SET
        )
        yield _telling(line, match, rule="by_then", kind=kind, status=status, head=head_noun(match["who"]), addressee=_party(line, match, "who"),
                       start=(match.start("prep"), match.end("who")))  # fmt: skip


def _may(line: Line) -> Iterator[Telling]:
    for match in _MAY.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield _telling(line, match, rule="may_within", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="right",
                       addressee=_agent(line, subject), start=subject, firm=True)  # fmt: skip


def _order(line: Line) -> Iterator[Telling]:
    for match in _ORDER.finditer(line.marked):
        verb = match["verb"].lower()
        that = re.match(r"(?:that )", match["who"])
        if not match["to"] and not verb.startswith("demand") and not that:
            continue
        if match["prep"].lower() == "in" and LENGTH not in match["due"]:
            continue
        if re.search(
            rf"\b(?:{words.SAID}|which|who|because|reporters?)\b", match["who"] + " " + match["what"]
        ) or words.MEETING.match(match["what"]):
            continue
        if re.search(r"\b(?:was|were|been|be|is|are)\s+$", line.marked[: match.start()], re.IGNORECASE):
            continue
        asked = any(verb.startswith(stem) for stem in _ASKED)
        subject = subject_before(line, match.start())
        setter = None if subject is None else party_at(line, *subject)
        yield _telling(line, match, rule="ask_by" if asked else "order_by", kind=DeadlineKind.DEADLINE,
                       status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET, head="deadline",
                       setter=setter, addressee=_party(line, match, "who"), start=subject)  # fmt: skip


def _want(line: Line) -> Iterator[Telling]:
    for match in _WANT.finditer(line.marked):
        if words.MEETING.search(match["what"]) or re.match(r"\s*to\s", match["what"]):
            continue
        subject = subject_before(line, match.start())
        yield _telling(line, match, rule="want_by", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED, head="deadline",
                       setter=None if subject is None else party_at(line, *subject), start=subject)  # fmt: skip


def _promise(line: Line) -> Iterator[Telling]:
    for match in _PROMISE.finditer(line.marked):
        prep, verb = match["prep"].lower(), match["verb"].lower()
        if prep in ("in", "at") and LENGTH not in match["due"]:
            continue
        if words.MEETING.search(match["what"]) or match["not"]:
            continue
        subject = subject_before(line, match.start())
        if subject is None:
            continue
        named = party_at(line, *subject)
        speaker = _speaker(line, subject[0]) or _parenthetic_speaker(line)
        open_plan = re.match(r"(?:plan|intend|aim|hope|want|expect)", verb)
        yield _telling(line, match, rule="promise", kind=DeadlineKind.COMMITMENT,
                       status=DeadlineStatus.PROPOSED if open_plan else DeadlineStatus.SET, head=head_noun(line.marked[subject[0] : subject[1]]),
                       setter=named or speaker, start=subject, firm=verb in ("will", "would", "'ll"))  # fmt: skip


def _present(line: Line) -> Iterator[Telling]:
    for match in _PRESENT.finditer(line.marked):
        subject = subject_before(line, match.start())
        named = _agent(line, subject)
        if named is None:
            continue
        yield _telling(line, match, rule="present_duty", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head=None,
                       addressee=named, start=subject)  # fmt: skip


def _expire(line: Line) -> Iterator[Telling]:
    for match in _EXPIRE.finditer(line.marked):
        verb = match["verb"].lower()
        subject = subject_before(line, _verb_start(line, match.start()))
        if subject is None:
            continue
        phrase = line.marked[subject[0] : subject[1]]
        strong = re.fullmatch(_STRONG_END, verb) is not None
        if not strong and not re.search(rf"\b{words.INSTRUMENT}\b", phrase, re.IGNORECASE):
            continue
        if words.MEETING.search(phrase) or words.MEETING.search(match["gap"]) or _said_in(match["gap"]):
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
        unreal = re.search(
            r"\b(?:would have|had been due to|was due to|were due to|was to|were to|had been set to|was set to|were set to)\s*$",
            before,
        )
        past = re.search(r"(?:ed|ran out)$", verb) is not None and not re.search(
            r"\b(?:has|have|be|will|would)\b[^,]{0,20}$", before
        )
        status = DeadlineStatus.PASSED if past else DeadlineStatus.SET
        telling = _telling(line, match, rule="was_to_expire" if unreal else "expire", kind=kind, status=status, head=head_noun(phrase),
                           start=subject, firm=True, **_roles(line, subject))  # fmt: skip
        if match["rel"]:
            telling = _counted_back(line, telling)
        yield telling


def _until(line: Line) -> Iterator[Telling]:
    for match in _UNTIL.finditer(line.marked):
        verb, prep = match["verb"].lower(), match["prep"].lower()
        if prep in ("for", "up to") and not re.search(
            r"suspend|fr[eo]{1,2}z|hold|extend|prolong|paus|renew|keep|kept|valid", verb
        ):
            continue
        subject = subject_before(line, _verb_start(line, match.start()))
        around = line.marked[subject[0] if subject else match.start() : match.end()]
        if (
            not verb.startswith("hold") and not re.search(rf"\b{words.INSTRUMENT}\b", around, re.IGNORECASE)
            or words.MEETING.search(around)
            or _said_in(match["gap"])
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
        active = re.match(r"(?:suspending|suspends? |suspended |freez|keep|leav|hold)", verb) is not None
        roles = _roles(line, subject)
        if active:
            who = _agent(line, subject)
            hit = owner_of(line, match.start("verb"), match.end("gap"))
            roles = (
                {"setter": None, "addressee": who}
                if verb.startswith("hold")
                else {"setter": who, "addressee": hit}
            )
            if verb.startswith(("suspending", "keeping")) and (
                mine := re.search(r"\b(?:its|their|his|her)\b", verb)
            ):
                roles["setter"] = _pronoun_owner(line, match.start("verb") + mine.start())
        limit = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", around, re.IGNORECASE)
        kind = (
            DeadlineKind.DEADLINE
            if limit
            else DeadlineKind.EFFECTIVE
            if verb.startswith("hold")
            else DeadlineKind.EXPIRY
        )
        yield _telling(line, match, rule="until", kind=kind,
                       status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head=head_noun(phrase), start=subject, **roles)  # fmt: skip


def _effect(line: Line) -> Iterator[Telling]:
    for match in _EFFECT.finditer(line.marked):
        verb = match["verb"].lower()
        subject = subject_before(line, _verb_start(line, match.start()))
        phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
        strong = re.fullmatch(_TAKE_EFFECT, verb) is not None
        if not strong and not re.search(rf"\b{words.INSTRUMENT}\b", phrase, re.IGNORECASE):
            continue
        if not match["prep"] and LENGTH in match["due"]:
            continue
        if not strong and LENGTH in match["due"] and match["prep"] not in ("in", "within", "after"):
            continue
        if words.MEETING.search(phrase) or words.MEETING.search(match["gap"]) or _said_in(match["gap"]):
            continue
        past = re.search(
            r"^(?:took|came|went|entered|began|started|applied)", verb
        ) is not None and not re.search(
            r"\b(?:has|have|be|is|are|was|were)\s+$", line.marked[: match.start()]
        )
        roles = _roles(line, subject)
        if to := re.match(r"\s+(?:only )?to\s+(?P<who>[^,;:]{2,80}?)\s*$", match["gap"]):
            begin = match.start("gap") + to.start("who")
            roles = {**roles, "addressee": party_at(line, begin, match.start("gap") + to.end("who"))}
        telling = _telling(line, match, rule="effect", kind=DeadlineKind.EFFECTIVE,
                           status=DeadlineStatus.PASSED if past else DeadlineStatus.SET, head=head_noun(phrase), start=subject, **roles)  # fmt: skip
        if past and not _recent(line, telling.due):
            continue
        yield telling


def _impose(line: Line) -> Iterator[Telling]:
    for match in _IMPOSE.finditer(line.marked):
        what = match["what"]
        if not re.search(
            rf"\b{words.INSTRUMENT}\b|%|\bpercent|\bper cent|\bexports?\b|\bimports?\b|\bsales?\b",
            what,
            re.IGNORECASE,
        ) or _said_in(what):
            continue
        subject = subject_before(line, match.start())
        yield _telling(line, match, rule="impose", kind=DeadlineKind.EFFECTIVE, status=DeadlineStatus.SET, head=head_noun(what),
                       setter=_setter(line, subject), addressee=owner_of(line, match.start("what"), match.end("what")), start=subject)  # fmt: skip


def _limit_is(line: Line) -> Iterator[Telling]:
    for match in _LIMIT_IS.finditer(line.marked):
        head, link, gap = match["head"].lower(), match["link"].lower(), match["gap"]
        plain_date = head.startswith("date")
        if plain_date and not re.search(r"\b(?:is|are|was|were|remains?|would be|will be|fall on|:)", link):
            continue
        if link in ("for", "on", "by", "to", "-", "–") and not re.fullmatch(r"\s*(?:\w+\s){0,2}", gap):
            continue
        if (
            _said_in(gap)
            or words.MEETING.search(gap)
            or (LENGTH in match["due"] and link not in ("of", "is", ":"))
        ):
            continue
        before = line.marked[: match.start()]
        setter, addressee = limit_roles(line, match.start("head"), match.end("head"), match.end())
        for_who = (
            _FOR_WHO.match(line.marked[match.start("gap") : match.start("link")] + ".")
            if plain_date
            else None
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
            r"(?:for|under|without)\s[^,;:]{2,80}?,?\s+(?:the\s+)?(?:\w+\s){0,2}$", before, re.IGNORECASE
        ):
            begin = fronted.start()
        telling = _telling(line, match, rule="limit_is", kind=kind, status=DeadlineStatus.SET, head=head,
                           setter=setter, addressee=addressee, start=(begin, match.end("head")))  # fmt: skip
        if (
            re.search(r"\b(?:new|fresh|another|revised|extended)\s+(?:\w+\s)?$", before, re.IGNORECASE)
            and telling.status is DeadlineStatus.SET
        ):
            telling = replace(telling, rule="new_limit")
        yield telling


def _dated_limit(line: Line) -> Iterator[Telling]:
    for match in _DATED_LIMIT.finditer(line.marked):
        if re.match(r"(?:a |the )?(?:day|season|week)\b", match["rest"].strip(), re.IGNORECASE):
            continue
        setter, addressee = limit_roles(line, match.start("due"), match.end("head"), match.end())
        subject = subject_before(line, match.start("due"))
        yield _telling(line, match, rule="dated_limit", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head=match["head"].lower(),
                       setter=setter, addressee=addressee, start=None if subject is None else (match.start("due"), match.end("head")))  # fmt: skip


def _before_limit(line: Line) -> Iterator[Telling]:
    for match in _BACK.finditer(line.marked):
        rest = match["rest"]
        ends = re.search(
            rf"\b(?:{_STRONG_END}|take effect|takes effect|enter into force|is to run out|comes into force)\b",
            rest,
            re.IGNORECASE,
        )
        limit = _LIMIT_WORDS.search(rest)
        if not ends and not limit:
            continue
        if (
            limit
            and not ends
            and re.match(r"\s*(?:the|a|an|his|her|its|their|that|this|\w+'s|\w+s')?\s*", rest) is None
        ):
            continue
        if (
            re.search(r"\bdate\b", limit.group() if limit else "", re.IGNORECASE)
            and not ends
            and "date by which" not in rest
        ):
            continue
        at = match.start("rest") + (limit.start() if limit else 0)
        setter, addressee = limit_roles(
            line, at, match.start("rest") + (limit.end() if limit else len(rest)), match.end("rest")
        )
        if setter is None and (
            own := re.match(
                r"(?:the )?(?P<who>[^,;:]{2,60}?)(?:'s|s')\s+(?:\w+\s){0,2}(?:deadline|ultimatum|cut-off|limit)",
                rest,
                re.IGNORECASE,
            )
        ):
            setter = party_at(
                line, match.start("rest") + own.start("who"), match.start("rest") + own.end("who")
            )
        kind = DeadlineKind.DEADLINE if limit else DeadlineKind.EXPIRY
        due = due_at(line, match.start("due"), match.end("due"), backwards=True)
        filed = re.search(
            r"\b(?:filed|submitted|handed in|delivered|paid|completed|complied|published|signed|lodged|came|arrived)\b[^,]{0,60}$",
            line.marked[: match.start()],
            re.IGNORECASE,
        )
        head = (
            head_noun(
                re.split(rf"\b(?:{_STRONG_END})\b", rest)[0]
                .replace("expiry of a ", "")
                .replace("expiry of the ", "")
            )
            if not limit
            else "deadline"
        )
        yield _telling(line, match, rule="before_limit", kind=kind, status=DeadlineStatus.MET if filed else DeadlineStatus.SET, head=head,
                       setter=setter, addressee=addressee, start=None, due=due, firm=bool(ends))  # fmt: skip


def _schedule(line: Line) -> Iterator[Telling]:
    for match in _SCHEDULE.finditer(line.marked):
        verb, what = match["verb"].lower(), match["what"]
        if not what and verb not in ("vote", "votes", "rules", "decides"):
            continue
        if LENGTH in match["due"] and match["prep"] not in ("within", "in"):
            continue
        if words.MEETING.search(what or "") or _said_in(what or "") or match["prep"] == "for":
            continue
        subject = subject_before(line, match.start())
        if subject is None or re.search(r"\b(?:which|who)\b", line.marked[subject[0] : subject[1]]):
            continue
        yield _telling(line, match, rule="schedule", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=None,
                       addressee=party_at(line, *subject), start=subject, firm=True)  # fmt: skip


def _scheduled_noun(line: Line) -> Iterator[Telling]:
    for match in _SCHEDULED_NOUN.finditer(line.marked):
        if words.MEETING.search(match["gap"]):
            continue
        own = re.search(
            r"(?P<who>[^,;:.\ue000\ue001]{2,60}?)'s?\s+(?:\w+\s){0,2}$", line.marked[: match.start()]
        )
        addressee = None
        begin = match.start()
        if own:
            addressee = party_at(line, own.start("who"), own.end("who"))
            begin = own.start("who")
        yield _telling(line, match, rule="scheduled_noun", kind=DeadlineKind.SCHEDULED, status=DeadlineStatus.SET, head=match["head"].lower(),
                       addressee=addressee, start=(begin, match.end("head")), firm=True)  # fmt: skip


def _due(line: Line) -> Iterator[Telling]:
    for match in _DUE.finditer(line.marked):
        subject = subject_before(line, match.start())
        if subject is None or (LENGTH in match["due"] and match["prep"] not in ("in", "within")):
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
        for_who = _FOR_WHO.match(line.marked[match.end() :])
        if for_who:
            owner = party_at(line, match.end() + for_who.start("who"), match.end() + for_who.end("who"))
        if owner is None and (own := re.match(r"(?P<who>[^,;:]{2,60}?)'s?\s", phrase)):
            owner = party_at(line, subject[0], subject[0] + own.end("who"))
        if owner is None and re.match(r"(?:its|their|his|her)\s", phrase, re.IGNORECASE):
            owner = _pronoun_owner(line, subject[0])
        end = match.end() + for_who.end() if for_who else match.end()
        yield _telling(line, match, rule="due", kind=DeadlineKind.EFFECTIVE if measure else DeadlineKind.DEADLINE, status=DeadlineStatus.SET,
                       head=head, addressee=owner, start=subject, end=end)  # fmt: skip


def _moved(line: Line) -> Iterator[Telling]:
    for match in _MOVED.finditer(line.marked):
        verb, gap = match["verb"].lower(), match["gap"]
        subject = subject_before(line, _verb_start(line, match.start()))
        phrase = "" if subject is None else line.marked[subject[0] : subject[1]]
        passive = (
            re.search(
                r"\b(?:was|were|been|be|is|are|being)\s+(?:\w+ly\s+)?$",
                line.marked[: match.start()],
                re.IGNORECASE,
            )
            is not None
        )
        thing = gap if gap.strip() and not passive else phrase
        if not re.search(rf"\b(?:{words.INSTRUMENT}|{words.LIMIT}|{words.DECISION})\b", thing, re.IGNORECASE):
            continue
        if words.MEETING.search(thing) or _said_in(gap):
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
            r"extend|prolong|renew|suspend|delay|postpone|defer|keep|kept", verb
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
        prev = next((g for g in ("prev", "prev2") if match[g]), None)
        previous = due_at(line, match.start(prev), match.end(prev)) if prev else None
        group = "due2" if match["due2"] else "due"
        due = due_at(line, match.start(group), match.end(group))
        roles = (
            _roles(line, subject)
            if passive
            else {
                "setter": _setter(line, subject),
                "addressee": owner_of(line, match.start("gap"), match.end("gap")) if gap.strip() else None,
            }
        )
        if passive and (by := _by_agent(line, match.start(), len(line.marked))):
            roles = {**roles, "setter": by}
        moved_by = group == "due" and LENGTH in match["due"]
        if moved_by and due is not None:
            if (
                previous is not None
                and previous.day is not None
                and (day := shifted(previous.day, _length_value(line, match), back=sooner))
            ):
                due = counted(
                    line.whens_at(match.start("due"), match.end("due"))[0], _anchor_of(previous), back=sooner
                )
                assert day is not None
            else:
                due = replace(
                    line.whens_at(match.start("due"), match.end("due"))[0],
                    open_reason="moved by a length of time from a day told elsewhere",
                )
        telling = _telling(line, match, rule="moved", kind=kind, status=status, head=head_noun(thing) if not limit else limit.group().lower(),
                           start=subject, due=due, previous=previous, **roles)  # fmt: skip
        yield telling


def _listed(line: Line) -> Iterator[Telling]:
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
    previous = due_at(line, match.start("prev"), match.end("prev")) if match["was"] else None
    addressee = (
        None
        if named
        else party_at(line, match.start("who"), _plain_end(line, match.start("who"), match.end("who")))
    )
    yield _telling(line, match, rule="listed", kind=kind, status=DeadlineStatus.EXTENDED if match["was"] else DeadlineStatus.SET,
                   head=head_noun(who), addressee=addressee, start=(match.start("who"), match.end("who")), previous=previous, firm=True)  # fmt: skip


FRAMES: tuple[Frame, ...] = (
    _listed, _before_limit, _give, _given, _have, _moved, _limit_is, _until, _expire, _scheduled_noun, _due, _fronted, _order,
    _oblige, _may, _present, _effect, _impose, _schedule, _promise, _want, _dated_limit,
)  # fmt: skip


def _siblings(line: Line, found: list[Telling]) -> list[Telling]:
    """Deadlines that a sentence adds in short ("large firms from X, small ones from Y")."""
    new: list[Telling] = []
    for telling in found:
        if telling.due is None or telling.rule in ("moved", "before_limit", "was_to_expire"):
            continue
        position = telling.due.span.end - line.span.start
        rest = line.marked[position:]
        if pair := _SIBLING_FOR.match(rest):
            who1 = (
                party_at(line, position + pair.start("who1"), position + pair.end("who1"))
                if pair["who1"]
                else None
            )
            who = party_at(line, position + pair.start("who"), position + pair.end("who"))
            if who1 is not None:
                found[found.index(telling)] = replace(
                    telling,
                    addressee=who1,
                    quote=Span(telling.quote.start, max(telling.quote.end, who1.span.end)),
                )
            new += _sibling(
                line,
                telling,
                position + pair.start("due"),
                position + pair.end("who"),
                position + pair.start("due"),
                position + pair.end("due"),
                who,
            )
        elif both := re.match(rf"\s+and\s+(?P<due>{_D})", rest):
            new += _sibling(
                line,
                telling,
                position,
                position + both.end(),
                position + both.start("due"),
                position + both.end("due"),
                None,
            )
        elif (one := _SIBLING.match(rest)) and not _said_in(one["who"]):
            who = party_at(line, position + one.start("who"), position + one.end("who"))
            if who is not None:
                new += _sibling(
                    line,
                    telling,
                    position + one.start("who"),
                    position + one.end(),
                    position + one.start("due"),
                    position + one.end("due"),
                    who,
                )
    return [t for t in new if not any(_same_words(t, other) for other in found)]


def _sibling(
    line: Line, model: Telling, start: int, end: int, due_start: int, due_end: int, who: Named | None
) -> list[Telling]:
    due = due_at(line, due_start, due_end)
    if due is None:
        return []
    return [
        replace(
            model,
            quote=line.place(start, end),
            due=due,
            addressee=who,
            previous=None,
            rule=model.rule + "+sibling",
        )
    ]


def _telling(
    line: Line,
    match: re.Match[str],
    *,
    rule: str,
    kind: DeadlineKind,
    status: DeadlineStatus,
    head: str | None,
    start: tuple[int, int] | None,
    end: int | None = None,
    setter: Named | None = None,
    addressee: Named | None = None,
    due: When | None = None,
    previous: When | None = None,
    firm: bool = False,
) -> Telling:
    """A telling with its quote, due day and status; `firm`: "would" is only reported speech in this frame."""
    begin = min(match.start(), start[0] if start else match.start())
    groups = match.groupdict()
    if due is None and groups.get("due"):
        reported = _REPORTED.search(line.marked) is not None and not re.search(
            r"\b(?:is|are|will|has|have|expires|takes)\b", match.group()
        )
        due = due_at(line, match.start("due"), match.end("due"), reported=reported)
    if previous is None and (
        old := _REPLACED.search(line.marked, match.end(), min(len(line.marked), match.end() + 60))
    ):
        previous = due_at(line, old.start("prev"), old.end("prev"))
    last = end or match.end()
    if groups.get("what"):
        last = max(last, match.end("what"))
    consequence = _OR_ELSE.search(line.marked, begin)
    if (
        setter is not None
        and addressee is not None
        and setter.party.key == addressee.party.key
        and kind is not DeadlineKind.COMMITMENT
    ):
        setter = None
    quote = line.place(begin, last)
    if status in (
        DeadlineStatus.SET,
        DeadlineStatus.EXTENDED,
        DeadlineStatus.BROUGHT_FORWARD,
        DeadlineStatus.PASSED,
    ) and _kept_open(line, begin, last, match, rule, firm):
        status = DeadlineStatus.PROPOSED
    return Telling(
        line=line.index,
        quote=quote,
        trigger=line.place(match.start(), match.end()),
        rule=rule,
        kind=kind,
        status=status,
        due=due,
        previous=previous,
        setter=setter,
        addressee=addressee,
        requirement=line.place(match.start("what"), match.end("what")) if groups.get("what") else None,
        consequence=line.place(consequence.start("what"), consequence.end("what")) if consequence else None,
        head=head,
    )


def _kept_open(line: Line, begin: int, end: int, match: re.Match[str], rule: str, firm: bool) -> bool:
    """Whether the clause only asks for, threatens or considers the day."""
    verb_end = match.end("verb") if "verb" in match.groupdict() and match["verb"] else match.end()
    clause = (
        line.marked[_clause_start(line, begin) : max(verb_end, match.start())]
        + " "
        + line.marked[match.start() : end]
    )
    if rule in ("was_to_expire", "may_within"):
        return False
    before = line.marked[_clause_start(line, begin) : verb_end]
    if rule in ("expire", "until", "due", "before_limit"):
        before = line.marked[begin:verb_end]
    before = re.sub(r"\bwould (?:still|continue|remain)\b", "", before)
    clause = re.sub(r"\bwould (?:still|continue|remain)\b", "", clause)
    if rule in ("expire", "before_limit", "listed", "scheduled_noun", "schedule", "order_by", "given"):
        return bool(
            re.search(
                r"\b(?:propos|threaten|could|might|draft|if (?:approved|adopted|agreed))",
                before,
                re.IGNORECASE,
            )
        ) or (
            rule in ("schedule", "given", "order_by")
            and bool(re.search(r"\b(?:would|could|might|may)\b", before, re.IGNORECASE))
        )
    if rule == "promise":
        return bool(
            re.search(
                r"\b(?:propos|threaten|could|might|may|plans? to|hopes? to|wants? to|draft)\b",
                clause,
                re.IGNORECASE,
            )
        )
    if words.WOULD.search(clause) and not (
        firm and not re.search(r"\b(?:could|might)\b", clause, re.IGNORECASE)
    ):
        return True
    if rule == "oblige" and re.search(r"\bmust|required|ordered\b", match.group(), re.IGNORECASE):
        return bool(
            re.search(
                r"\b(?:propos\w*|draft|threaten\w*|if (?:approved|adopted|agreed)|could|might|recommend\w*)\b",
                before,
                re.IGNORECASE,
            )
        )
    return bool(words.PROPOSED.search(before))


def _clause_start(line: Line, position: int) -> int:
    left = line.marked[:position]
    return max(
        (m.end() for m in re.finditer(r"[;:]|\s[-–—]\s|,\s[^,]{2,50}\s(?:said|says)[:,]", left)), default=0
    )


def _verb_start(line: Line, position: int) -> int:
    """Where the verb group that ends in the verb at `position` begins ("is due to", "would have")."""
    left = line.marked[:position]
    group = re.search(
        r"(?:\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|may|could|might|must|not|now|still|also|then|therefore|due|set|to|"
        r"expected|scheduled|only|first|again|thus|once|about|likely|planned|formally|automatically|finally)\s+)+$",
        left,
        re.IGNORECASE,
    )
    return group.start() if group else position


def _party(line: Line, match: re.Match[str], group: str) -> Named | None:
    return party_at(line, match.start(group), match.end(group)) if match[group] else None


def _agent(line: Line, subject: tuple[int, int] | None) -> Named | None:
    return None if subject is None else party_at(line, *subject)


def _setter(line: Line, subject: tuple[int, int] | None) -> Named | None:
    named = _agent(line, subject)
    return (
        named if named is not None and (may_set(line, named) or named.party.kind.value == "person") else None
    )


def _roles(line: Line, subject: tuple[int, int] | None) -> dict[str, Named | None]:
    """Setter and addressee that the subject of an expiry or start gives away."""
    if subject is None:
        return {"setter": None, "addressee": None}
    setter: Named | None = None
    addressee: Named | None = None
    phrase = line.marked[subject[0] : subject[1]]
    if between := re.search(r"\bbetween\s+(?P<who>[^,;:]{3,70})$", phrase):
        setter = addressee = None
        pair = line.mentions_at(subject[0] + between.start("who"), subject[1])
        if len({m.party.key for m in pair}) == 2:
            first, second = pair[0], pair[-1]
            return {
                "setter": Named(party=first.party, span=first.span),
                "addressee": Named(party=second.party, span=second.span),
            }
    limit, own_setter = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", phrase, re.IGNORECASE), None
    if limit:
        own_setter, addressee = limit_roles(line, subject[0], subject[0] + limit.end(), subject[1])
        setter = own_setter
    else:
        owner = owner_of(line, *subject)
        if owner is not None:
            hit = re.search(
                r"\b(?:tariff|dut(?:y|ies)|sanction|lev(?:y|ies)|ban|order|ultimatum)", phrase, re.IGNORECASE
            )
            if hit and re.match(r"[^,;:]{2,60}?'s?\s", phrase):
                setter = owner
            else:
                addressee = owner
    if by := re.search(
        r"\b(?:set|imposed|announced|ordered|issued|granted|given) by (?P<who>[^,;:]{2,60}?)(?= (?:for|to|on|in)\b|$)",
        phrase,
    ):
        setter = party_at(line, subject[0] + by.start("who"), subject[0] + by.end("who"))
    return {"setter": setter, "addressee": addressee}


def limit_roles(line: Line, begin: int, head_end: int, end: int) -> tuple[Named | None, Named | None]:
    """Setter and addressee around a deadline noun: "his", "X's deadline", "set by X", "X had set", "for Y to"."""
    setter: Named | None = None
    addressee: Named | None = None
    before, after = (
        line.marked[:begin],
        line.marked[head_end : max(end, min(len(line.marked), head_end + 160))],
    )
    if by := re.match(
        r"[^,;:]{0,40}?\b(?:set|imposed|given|fixed|announced|laid down|issued|mandated) by (?P<who>[^,;:\ue000\ue001]{2,60}?)(?=\s+(?:for|to|on|in|that|and|or|at|last|by|was|is|ran|expired|passed)\b|[,;:.]|$)",
        after,
    ):
        setter = party_at(line, head_end + by.start("who"), head_end + by.end("who"))
    elif rel := re.match(
        r",?\s+(?:that |which |by which )?(?P<who>[^,;:\ue000\ue001]{2,60}?) (?:has |had )?(?:set|imposed|given|fixed|announced|issued|laid down|told)\b",
        after,
    ):
        setter = party_at(line, head_end + rel.start("who"), head_end + rel.end("who"))
    elif own := re.search(
        r"(?:^|\b(?:the|of|before|after|until|to|with|under|ignored|met|missed|rejected|on)\s+|,\s+)(?P<who>(?:[^\s,;:]+\s+){0,4}?[^\s,;:]+)'s?\s+(?:\S+\s+){0,2}$",
        before + line.marked[begin:head_end].split(" ")[0][:0],
        re.IGNORECASE,
    ):
        setter = party_at(line, own.start("who"), own.end("who"))
    elif mine := re.search(
        r"\b(?P<who>his|her|its|their)\s+(?:own\s+)?(?:\S+\s+){0,2}$", before, re.IGNORECASE
    ):
        setter = _pronoun_owner(line, mine.start("who"))
    if setter is None and (
        did := re.search(
            r"\b(?:set|sets|setting|imposed|imposes|imposing|announced|issued|fixed|laid down|named|declared|gave)\s+(?:an?|the|its|his|her|their|new|another|\s)*(?:\S+\s+){0,2}$",
            before,
            re.IGNORECASE,
        )
    ):
        setter = _setter(line, subject_before(line, did.start()))
    if to := re.search(
        r"\b(?:for|to|on|told)\s+(?P<who>[^,;:\ue000\ue001]{2,60}?)(?:\s+to\s+[a-z]|\s+(?:or|of|by|is|was|ran|runs?|expire[sd]?|laps\w+|passe[sd]|ends?|ended|comes?|came|falls?|fell|had|has|would|will)\b|$|[,.;])",
        after,
    ):
        named = party_at(line, head_end + to.start("who"), head_end + to.end("who"))
        if named is not None and (setter is None or named.party.key != setter.party.key):
            addressee = named
    return setter, addressee


def _pronoun_owner(line: Line, position: int) -> Named | None:
    for mention in line.mentions_at(position, position + 6):
        return Named(party=mention.party, span=mention.span)
    return None


def _speaker(line: Line, position: int) -> Named | None:
    """Who said the clause that begins at `position`: the subject of the reporting verb right before it."""
    left = line.marked[:position].rstrip()
    match = re.search(
        rf"\b{words.SAID}(?: on {DAY}+| {DAY}+)?(?:\s+(?:on\s+)?{DAY}+)?(?:\s+that)?\s*\"?$",
        left,
        re.IGNORECASE,
    )
    if match is None:
        return None
    subject = subject_before(line, match.start())
    return None if subject is None else party_at(line, *subject)


def _parenthetic_speaker(line: Line) -> Named | None:
    match = re.search(r",\s*(?P<who>[^,;:]{2,60}?)\s+(?:said|says|announced|promised|added)\b", line.marked)
    return party_at(line, match.start("who"), match.end("who")) if match else None


def _speaker_setting(line: Line, position: int, *, firm: bool) -> Named | None:
    """The speaker of "X said Y must ...", when X is one that can impose it."""
    named = _speaker(line, position)
    return named if named is not None and firm and may_set(line, named) else None


def _by_agent(line: Line, begin: int, end: int) -> Named | None:
    match = re.search(
        r"\bby (?P<who>(?:the |a )?[A-Za-z][^,;:\ue000\ue001]{2,60}?)(?=\s+(?:to|on|until|for|from|after|in)\b|[,;:.]|$)",
        line.marked[begin:end],
    )
    return party_at(line, begin + match.start("who"), begin + match.end("who")) if match else None


def _from_event(line: Line, match: re.Match[str]) -> bool:
    """Whether the days count from an event ("within 60 days of the signature") rather than from a day."""
    return (
        LENGTH in match["due"]
        and re.match(r"\s+(?:of|from|after|following)\s+(?:the |its )?[a-z]", line.marked[match.end("due") :])
        is not None
    )


def _limit_word(lead: str) -> str | None:
    match = re.search(rf"\b(?:{words.LIMIT_STRICT}|extension|reprieve)\b", lead, re.IGNORECASE)
    return match.group().lower() if match else None


def _said_in(gap: str) -> bool:
    return re.search(rf"\b{words.SAID}\b", gap, re.IGNORECASE) is not None


def _recent(line: Line, due: When | None, days: int = 45) -> bool:
    published = line.document.published
    return (
        due is not None
        and due.day is not None
        and published is not None
        and -1 <= (published - due.day).days <= days
    )


def _plain_end(line: Line, begin: int, end: int) -> int:
    tail = re.search(r"\s(?:established|granted|issued|registered|with|based)\s", line.marked[begin:end])
    return begin + tail.start() if tail else end


def _length_value(line: Line, match: re.Match[str]) -> str | None:
    whens = line.whens_at(match.start("due"), match.end("due"))
    return whens[0].value if whens and is_length(whens[0]) else None


def _anchor_of(when: When):  # type: ignore[no-untyped-def]
    from bot.model.when import Anchor

    assert when.day is not None
    return Anchor(day=when.day, words=when.words, span=when.span)


def _counted_back(line: Line, telling: Telling) -> Telling:
    """ "expired a week earlier": counted back from the day the words were told."""
    if telling.due is None:
        return telling
    lengths = [w for w in line.whens if w.span == telling.due.span and is_length(w)]
    anchor = told_on(line)
    if not lengths or anchor is None:
        return telling
    return replace(telling, due=counted(lengths[0], anchor, back=True), status=DeadlineStatus.PASSED)
