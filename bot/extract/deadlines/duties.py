"""Frames in which someone is given time, obliged, asked or promises: "must by", "has until", "will within"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import is_over, telling_of
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at, subject_before
from bot.extract.deadlines.patterns import (
    DAYS,
    FROM,
    LIMITING,
    NOUNS,
    PREP,
    QUOTE,
    TIMES,
    WHAT,
    limit_word,
    rx,
)
from bot.extract.deadlines.roles import (
    agent_at,
    by_agent,
    parenthetic_speaker,
    party_in,
    setter_at,
    speaker_of,
    speaker_setting,
)
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind, DeadlineStatus

_GIVE = rx(
    rf"\b(?P<verb>gave|gives?|giving|given|grant(?:s|ed|ing)?|allow(?:s|ed|ing)?|hand(?:s|ed)?|offer(?:s|ed|ing)?|leaves|left|had given|has given)"
    rf"\s+(?P<who>{NOUNS})\s+(?P<lead>(?:(?:another|an extra|a further|an additional|an?|the|only|just|up to|until|till|its|final|new|"
    rf"{words.LIMIT_STRICT}|period|extension|reprieve|of|for|temporary|provisional|interim|general|special|licen[cs]e|permit|waiver|exemption|concession|permission|visa|mandate|contract)\s+)*){QUOTE}(?P<due>{TIMES}){QUOTE}(?P<notice>'? notice)?(?:\s*,?\s*(?:until|to|ending(?: on)?|or until)\s+(?P<due2>{TIMES})\s*,?)?{WHAT}"
)

_LICENCE = re.compile(
    r"\b(?:licen[cs]e|permit|waiver|exemption|concession|permission|visa|mandate|contract)\b"
)
_ULTIMATUM = rx(
    rf"\b(?P<head>ultimatum|order|demand|request|call|warning|instruction|notice|appeal|summons)\s+(?:from|by|of|issued by)\s+(?P<set>{NOUNS})\s+(?:(?:for|telling|on|requiring)\s+(?P<who>{NOUNS})\s+)?to\s+"
    rf"(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

_GIVEN = rx(
    rf"\b(?:was|were|been|be|is|are|being)\s+(?:also |now )?(?P<verb>given|granted|allowed|handed)\s+"
    rf"(?P<lead>(?:(?:another|an extra|a further|a|an|the|only|just|up to|until|till|new|final|{words.LIMIT_STRICT}|period|extension|of)\s+)*){QUOTE}"
    rf"(?P<due>{TIMES}){QUOTE}(?:\s+by\s+(?P<set>{NOUNS})(?=\s+to\s|[,;.]))?{WHAT}"
)

_HAVE = rx(
    rf"\b(?P<verb>has|have|had|get|gets|got|having)\s+(?P<lead>(?:meanwhile |so far |therefore |also |then |thus |(?!only)[a-z]{{3,12}}ly |only |just |now |still |about |got |exactly |up to |a period of )*(?:until|till|up to)?)\s*{QUOTE}"
    rf"(?P<due>{TIMES}){QUOTE}(?:\s*,?\s*(?:until|till|ending(?: on)?|to)\s+(?P<due2>{TIMES})\s*,?)?{WHAT}"
)

_MODAL = (
    r"(?:must|shall|ha(?:s|ve|d) to|need(?:s|ed)? to|(?:is|are|was|were|been|be|being) (?:now |also |still |both |all |each |legally |then )?"
    r"(?:required|obliged|ordered|told|instructed|directed|bound|compelled|expected|due|supposed|invited|asked|urged|requested|"
    r"called on|called upon|warned|given notice|committed|scheduled|set|slated) to|(?:is|are|was|were) to|should|ought to)"
)

_OBLIGE = rx(
    rf"\b(?P<modal>{_MODAL})\s+(?P<what>(?:still |also |now |both |each )*[a-z][^;:{DAY}{LENGTH}]{{1,160}}?)?\s*,?\s*\b(?P<prep>{PREP})\s+{QUOTE}(?P<due>{TIMES})"
)

_FRONTED = rx(
    rf"(?:^|[,;:]\s|\b(?:and|that|but|said)\s)(?P<prep>by|before|until|no later than|not later than|within(?: the next)?|from|as of)\s+(?P<due>{TIMES}),?\s+(?P<who>{NOUNS})\s+"
    rf"(?P<modal>{_MODAL}|will|would|shall|may|can)\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,140}}?)(?=$|[,;.\"])"
)

_MAY = rx(
    rf"\b(?P<modal>can|may|could)\s+(?P<what>(?:also |still |then )?{words.RIGHT}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

_ORDER = rx(
    rf"\b(?P<verb>order(?:s|ed|ing)?|told|tell(?:s|ing)?|instruct(?:s|ed|ing)?|direct(?:s|ed|ing)?|requir(?:e|es|ed|ing)|oblig(?:e|es|ed|ing)|"
    rf"warn(?:s|ed|ing)?|command(?:s|ed)?|compel(?:s|led)?|invit(?:e|es|ed|ing)|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|"
    rf"press(?:es|ed|ing)?|want(?:s|ed)?|request(?:s|ed|ing)?|implor(?:e|es|ed)|appeal(?:s|ed)? to|challeng(?:e|es|ed)|push(?:es|ed|ing)?)"
    rf"\s+(?P<who>(?!for\b|that\b)[^,;:(){DAY}{LENGTH}]{{2,90}}?)(?:\s+(?:on )?{DAYS})?\s+to\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)\s*,?\s*\b(?P<prep>{LIMITING}|in)\s+(?P<due>{TIMES})"
)

_DEMAND = rx(
    rf"\b(?P<verb>demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|request(?:s|ed)?|propos(?:e|es|ed)) that\s+(?P<who>{NOUNS})\s+(?:must |should |be )?(?P<what>(?<= )[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)\s*,?\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_ASKED = frozenset("ask urg call press want reque implo appea chall push deman".split())

_WANT = rx(
    rf"\b(?P<verb>wants?|wanted|demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|appl(?:y|ies|ied) for|call(?:s|ed|ing)? for|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|insist(?:s|ed)? on|expects?|expected)"
    rf"\s+(?P<what>[^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

_PROMISE = rx(
    rf"\b(?P<verb>will|would|'ll|promis(?:e|es|ed) to|pledg(?:e|es|ed) to|vow(?:s|ed)? to|undertook to|undertakes to|commit(?:s|ted)? to|"
    rf"agree(?:s|d)? to|plans? to|planned to|intends? to|aims? to|hopes? to|expects? to|expected to|wants? to|promised|pledged)\s+"
    rf"(?P<not>not )?(?P<what>(?:then |also |now |only |first |each )?{words.DEED}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*,?\s*\b(?P<prep>{LIMITING}|in|at)\s+(?P<due>{TIMES})"
)

_CONDITION = rx(
    rf"\b(?:on (?:the )?condition that|provided(?: that)?|so long as)\s+(?P<who>{NOUNS})\s+(?P<what>(?:\w+s|must \w+|would \w+|is|are) [^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_IF_NOT = rx(
    rf"\b(?:if|should)\s+(?P<who>{NOUNS})\s+(?:fails?(?: to)?|do(?:es)? not|has not|have not|had not|is not|are not)\s+(?P<what>[^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)
_PRESENT = rx(
    rf"\b(?P<verb>(?:reports|submits|publishes|presents|pays|files|delivers|completes|notifies|responds|decides|reviews|adopts|proposes|withdraws|hands over|returns|repays)\b)"
    rf"(?P<what>[^;:{DAY}{LENGTH}]{{0,100}}?)\s*,?\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)


def read_give(line: Line) -> Iterator[Telling]:
    for match in _GIVE.finditer(line.marked):
        lead = match["lead"].lower()
        limited = (
            "until" in lead
            or "till" in lead
            or match["due2"]
            or match["what"]
            or match["notice"]
            or limit_word(lead)
        )
        if not limited or re.search(
            r"\b(?:was|were|been|be|is|are)\s+$", line.marked[: match.start()], re.IGNORECASE
        ):
            continue
        if match["verb"].lower().startswith("offer") and re.search(
            r"\b(?:the|an|its|this|takeover|their|his|her)\s+$", line.marked[: match.start()], re.IGNORECASE
        ):
            continue
        subject = subject_before(line, match.start("verb"))
        extra = re.search(
            r"\b(?:another|extra|further|additional|extension|more)\b",
            line.words(*match.span()),
            re.IGNORECASE,
        )
        status = DeadlineStatus.EXTENDED if extra else DeadlineStatus.SET
        if match["verb"].lower().startswith("offer"):
            status = DeadlineStatus.PROPOSED
        yield telling_of(
            line, match, rule="give", kind=DeadlineKind.EXPIRY if _LICENCE.search(lead) else DeadlineKind.DEADLINE, status=status,
            head=limit_word(lead) or "deadline",
            setter=setter_at(line, subject), addressee=party_in(line, match, "who"), start=subject,
        )  # fmt: skip


def read_ultimatum(line: Line) -> Iterator[Telling]:
    """ "an ultimatum from the port to end the strike by noon": who sent it; whoever rejects or gets it is bound."""
    for match in _ULTIMATUM.finditer(line.marked):
        addressee = party_in(line, match, "who")
        taken = re.search(
            r"\b(?:rejected|rejects|ignored|ignores|defied|dismissed|received|got|faces?|faced|accepted|spurned|turned down)\s+(?:an?|the|its|their|another|this)?\s*(?:\w+ )?$",
            line.marked[: match.start()],
        )
        subject = subject_before(line, taken.start()) if taken else None
        if addressee is None and subject is not None:
            addressee = party_at(line, *subject, anyone=True)
        asked = match["head"].lower() in ("request", "call", "appeal", "demand")
        yield telling_of(line, match, rule="ultimatum", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET,
                         head="ultimatum", setter=party_in(line, match, "set"), addressee=addressee, start=subject, firm=True)  # fmt: skip


def read_given(line: Line) -> Iterator[Telling]:
    for match in _GIVEN.finditer(line.marked):
        longer = re.search(
            r"\b(?:more|another|extra|further|additional)\b",
            line.words(match.start(), match.end("due")),
            re.IGNORECASE,
        )
        if not (
            match["what"] or longer or re.search(r"until|till", match["lead"]) or limit_word(match["lead"])
        ):
            continue
        subject = subject_before(line, match.start())
        yield telling_of(
            line, match, rule="given", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head="deadline",
            setter=party_in(line, match, "set"), addressee=agent_at(line, subject), start=subject,
        )  # fmt: skip


_WON = rx(
    rf"\b(?P<verb>won|secured|obtained|received|got|(?:was|were|has been|have been) (?:granted|given|allowed)),?\s+(?:an? |another |a further |the |more |extra )*"
    rf"(?:extension|more time|reprieve|stay|delay|time|prolongation)\b[^;:{DAY}{LENGTH}]{{0,60}}?\s*,?\s*(?:of {LENGTH}+\s*,?\s*)?\b(?P<prep>until|to|till)\s+(?P<due>{TIMES}){WHAT}"
)


def read_won(line: Line) -> Iterator[Telling]:
    for match in _WON.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="won", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED, head="deadline",
                       setter=by_agent(line, match.end("verb"), len(line.marked)), addressee=None if subject is None else party_at(line, *subject, anyone=True), start=subject)  # fmt: skip


def read_have(line: Line) -> Iterator[Telling]:
    for match in _HAVE.finditer(line.marked):
        if not (match["what"] or match["due2"] or re.search(r"until|till", match["lead"])):
            continue
        subject = subject_before(line, match.start())
        longer = re.search(
            r"\b(?:more|another|extra|further|additional)\b",
            line.words(match.start(), match.end("due")),
            re.IGNORECASE,
        )
        yield telling_of(
            line, match, rule="have_until", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head="deadline",
            addressee=None if subject is None else party_at(line, *subject, anyone=True), start=subject,
        )  # fmt: skip


def read_oblige(line: Line) -> Iterator[Telling]:
    for match in _OBLIGE.finditer(line.marked):
        modal, prep, what = match["modal"].lower(), match["prep"].lower(), match["what"] or ""
        firm = re.match(
            r"(?:must|shall|ha(?:s|ve|d) to|need|should|ought)|.*(?:required|obliged|ordered|told|instructed|directed|bound|compelled)",
            modal,
        )
        limiting = re.fullmatch(LIMITING, prep, re.IGNORECASE) is not None
        effective = FROM.fullmatch(prep) is not None
        if (
            not what
            or re.match(r"have (?:been|had|\w+ed)\b", what)
            or re.search(rf"\b(?:{words.SAID}|which|who|because|unless|if)\b", what)
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
        if not limiting and is_over(line, match.start("due"), match.end("due")):
            continue
        kind, status, rule = DeadlineKind.DEADLINE, DeadlineStatus.SET, "oblige"
        if effective:
            kind = DeadlineKind.EFFECTIVE
        if re.search(r"asked|urged|requested|called|should|ought", modal):
            status = DeadlineStatus.PROPOSED
        if re.search(r"expected|scheduled|slated|\bset\b|due to", modal):
            kind = DeadlineKind.SCHEDULED
        if _from_event(line, match):
            kind = DeadlineKind.CONDITION if re.search(r"\b(?:begin|start)\b", what) else kind
        setter = None if subject is None else speaker_setting(line, subject[0], firm=bool(firm))
        if setter is None and re.search(r"required|obliged|ordered|told|instructed|directed", modal):
            setter = by_agent(line, match.end("modal"), match.end())
        yield telling_of(line, match, rule=rule, kind=kind, status=status, head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]),
                       setter=setter, addressee=_doer(line, subject, what), start=subject)  # fmt: skip


def _doer(line: Line, subject: tuple[int, int] | None, what: str) -> Named | None:
    """Whom a duty binds: the subject, whatever its noun, when the deed is one that somebody does."""
    if subject is None:
        return None
    deed = re.match(
        rf"(?:still |also |now |both |each )*(?!be\b|begin\b|start\b|end\b|open\b|close\b|stop\b|cease\b){words.DEED}\b",
        what,
    )
    return party_at(line, *subject, anyone=deed is not None)


def read_fronted(line: Line) -> Iterator[Telling]:
    for match in _FRONTED.finditer(line.marked):
        what = match["what"]
        if words.MEETING.match(what) or (
            match["modal"].lower() in ("will", "would")
            and not FROM.fullmatch(match["prep"])
            and not re.match(rf"(?:also |then )?{words.DEED}", what)
        ):
            continue
        effective = FROM.fullmatch(match["prep"]) is not None
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
        yield telling_of(line, match, rule="by_then", kind=kind, status=status, head=head_noun(match["who"]), addressee=party_in(line, match, "who"),
                       start=(match.start("prep"), match.end("who")))  # fmt: skip


def read_may(line: Line) -> Iterator[Telling]:
    for match in _MAY.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="may_within", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="right",
                       addressee=None if subject is None else party_at(line, *subject, anyone=not match["what"].lstrip().startswith("be ")), start=subject, firm=True)  # fmt: skip


def read_order(line: Line) -> Iterator[Telling]:
    for match in _ORDER.finditer(line.marked):
        verb = match["verb"].lower()
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
        asked = asked and _written(line, subject) is None
        yield telling_of(line, match, rule="ask_by" if asked else "order_by", kind=DeadlineKind.DEADLINE,
                       status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET, head="deadline",
                       setter=setter or _written(line, subject), addressee=party_in(line, match, "who"), start=subject)  # fmt: skip


_INSTRUMENT = re.compile(
    r"(?:the |a |an |this |that |its |their )?(?:[\w.'-]+ ){0,2}(?:resolution|order|law|code|constitution|ruling|judgment|decision|statute|directive|contract|treaty|agreement|regulation|act|charter|decree|notice|letter|circular)",
    re.IGNORECASE,
)


def _written(line: Line, subject: tuple[int, int] | None) -> Named | None:
    """A text that binds by itself: "the resolution asks", "the law required"."""
    if subject is None or not _INSTRUMENT.fullmatch(line.marked[subject[0] : subject[1]].strip()):
        return None
    return party_at(line, *subject, anyone=True)


def read_demand(line: Line) -> Iterator[Telling]:
    for match in _DEMAND.finditer(line.marked):
        if words.MEETING.search(match["what"]) or words.MEETING.search(match["who"]):
            continue
        subject = subject_before(line, match.start())
        mention = next(iter(line.mentions_at(match.start("who"), match.end("what"))), None)
        who = None if mention is None else Named(party=mention.party, span=mention.span)
        yield telling_of(line, match, rule="demand_that", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED, head="deadline",
                       setter=None if subject is None else party_at(line, *subject), addressee=who, start=subject)  # fmt: skip


def read_want(line: Line) -> Iterator[Telling]:
    for match in _WANT.finditer(line.marked):
        if words.MEETING.search(match["what"]) or re.match(r"\s*to\s", match["what"]):
            continue
        if re.search(r"\b(?:will|would|to)\s+$", line.marked[: match.start()]):
            continue
        subject = subject_before(line, match.start())
        verb = match["verb"].lower()
        if verb == "expected" and (
            subject is None
            or re.search(r"\b(?:is|are|was|were|be|been|than|as)\s+(?:\w+ )?$", line.marked[: match.start()])
        ):
            continue
        telling = telling_of(line, match, rule="want_by", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED, head="deadline",
                       setter=None if subject is None else party_at(line, *subject), addressee=_told_before(line, match.start()), start=subject)  # fmt: skip
        claimed = re.match(r"want|expect|insist", verb) and _DELIVERED.search(match["what"])
        over = telling.due is not None and telling.due.open_reason is not None
        yield replace(telling, status=DeadlineStatus.SET) if claimed and not over else telling


_DELIVERED = re.compile(
    r"^\s*(?:one|an?|the|his|her|its|their|full|written|all)?\s*(?:\w+ ){0,2}(?:offer|answer|reply|response|list|report|names|plan|decision|explanation|statement|figures|accounts|apology|proposal|draft|one|cabinet|programme|payment|money|signature)\b",
    re.IGNORECASE,
)


def _told_before(line: Line, position: int) -> Named | None:
    """Whom the speaker told: "told Milo Hart that she expected a cabinet"."""
    match = re.search(
        r"\btold (?P<who>[^;:]{2,80}?),?\s+(?:[^,;:]{0,30} )?that\b[^;:]{0,20}$", line.marked[:position]
    )
    if match is None or re.match(r"reporters|parliament|lawmakers|journalists|an? ", match["who"]):
        return None
    mentions = line.mentions_at(match.start("who"), match.end("who"))
    return Named(party=mentions[-1].party, span=mentions[-1].span) if mentions else None


def read_promise(line: Line) -> Iterator[Telling]:
    for match in _PROMISE.finditer(line.marked):
        prep, verb = match["prep"].lower(), match["verb"].lower()
        if prep in ("in", "at") and LENGTH not in match["due"]:
            continue
        if words.MEETING.search(match["what"]) or match["not"]:
            continue
        subject = subject_before(line, match.start())
        if subject is None:
            continue
        passive = re.match(r"(?:then |also |now |only |first |each )?be\b", match["what"])
        named = None if passive else party_at(line, *subject)
        speaker = speaker_of(line, subject[0]) or parenthetic_speaker(line)
        open_plan = re.match(r"(?:plan|intend|aim|hope|want|expect)", verb)
        yield telling_of(line, match, rule="promise", kind=DeadlineKind.COMMITMENT,
                       status=DeadlineStatus.PROPOSED if open_plan else DeadlineStatus.SET, head=head_noun(line.marked[subject[0] : subject[1]]),
                       setter=named or speaker, start=subject, firm=verb in ("will", "would", "'ll"))  # fmt: skip


def read_condition(line: Line) -> Iterator[Telling]:
    for rule, pattern in (("on_condition", _CONDITION), ("if_not", _IF_NOT)):
        for match in pattern.finditer(line.marked):
            yield telling_of(line, match, rule=rule, kind=DeadlineKind.CONDITION, status=DeadlineStatus.SET, head="condition",
                           addressee=_bound(line, match), start=None, firm=True)  # fmt: skip


def _bound(line: Line, match: re.Match[str]) -> Named | None:
    """Who a condition binds: the name that opens it, or its noun."""
    first = next(iter(line.mentions_at(match.start("who"), match.end("what"))), None)
    if first is not None and first.span.start - line.span.start <= match.start("who") + 4:
        return Named(party=first.party, span=first.span)
    return party_at(line, match.start("who"), match.end("who"))


def read_present(line: Line) -> Iterator[Telling]:
    for match in _PRESENT.finditer(line.marked):
        subject = subject_before(line, match.start())
        named = agent_at(line, subject)
        if named is None:
            start = max((m.end() for m in re.finditer(r"[:;.]\s", line.marked[: match.start()])), default=0)
            first = next(iter(line.mentions_at(start, match.start())), None)
            if first is None or not re.fullmatch(
                r"(?:the )?", line.marked[start : first.span.start - line.span.start], re.IGNORECASE
            ):
                continue
            named = Named(party=first.party, span=first.span)
            subject = (start, first.span.end - line.span.start)
        yield telling_of(line, match, rule="present_duty", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head=None,
                       addressee=named, start=subject)  # fmt: skip


def _from_event(line: Line, match: re.Match[str]) -> bool:
    """Whether the days count from an event ("within 60 days of the signature") rather than from a day."""
    return (
        LENGTH in match["due"]
        and re.match(r"\s+(?:of|from|after|following)\s+(?:the |its )?[a-z]", line.marked[match.end("due") :])
        is not None
    )
