"""Makes a telling of what a frame matched: quote, day, status, consequence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.extract.deadlines.counting import is_counted
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.due_words import CLOCK_ONLY, DAY_BEFORE, HALF_YEAR, ITS_EVENT
from bot.extract.deadlines.floating import starts_elsewhere
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.modality import clause_start, is_kept_open
from bot.extract.deadlines.patterns import rx
from bot.extract.deadlines.replaced_near import replaced_day
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.deadlines.turning import ahead, behind, direction
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.text import Span
from bot.model.when import When

_UNLESS = re.compile(
    r"[^;:,]{0,20}?,?\s+(?:unless\b(?! (?:it is |they are |earlier )?(?:revoked|withdrawn|renewed|extended))|if (?:no |there is no |\w+ (?:does|do|did) not|\w+ fails?\b))",
    re.IGNORECASE,
)
_FOR_TO = re.compile(
    r"\b(?:for|told|on|to)\s+[^,;:\ue000\ue001]{2,60}?\s+to\s+(?P<what>[a-z][^,;:\ue000\ue001]{2,120}?)(?=\s+or\s|[,;:]|(?<!\b[A-Z])\.|$)",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\s+to\s+(?P<what>[a-z][^,;:\ue000\ue001]{2,120}?)(?=\s+or\s|[,;:]|(?<!\b[A-Z])\.|$)")
_OR_ELSE = rx(
    r"\b(?P<cue>or (?:else )?(?:face|be hit with|risk|incur|suffer)?(?=(?<=face)\s|(?<=with)\s|(?<=risk)\s|(?<=incur)\s|(?<=suffer)\s|be |lose|see|pay|have|forfeit|get)|threatening|otherwise|failing which|if (?:it|they|he|she) (?:does|do|did) not)\s*(?P<what>[^;:.]{4,140})"
)

_REPORTED = rx(r"\b(?:said|told|announced|wrote|promised|pledged|vowed|according to|added|warned|declared)\b")


_REPORTED_THAT = rx(
    r"\b(?:said|announced|warned|told [^,;:]{2,40}?|declared|added|confirmed)(?: on [\ue000\ue001]+| [\ue000\ue001]+)? (?:that )?(?:the |its |all )?$"
)
""" "announced on Wednesday that the rebels had until Friday": a coming Friday."""
_LOOKS_AHEAD = frozenset(
    "expire prolongation moved until have_until want_by oblige by_then promise schedule impose effect ask_by order_by strike".split()
)
_IF_RULES = frozenset(("if_not", "unless", "on_condition", "conditional_on"))
_SUPPOSED = re.compile(
    r"\b(?:(?:was|were) (?:\w+ )?(?:supposed|meant|to (?:be|report|file|deliver|pay|finish|open))\b|should (?:already )?have|had (?:also |once |then )?(?:promised|pledged|vowed|undertaken|committed)|(?:originally|initially) (?:called|required|asked|obliged|ordered|told|supposed|meant|gave|set|wanted)|(?:gave|given|set|had) (?:them|it|him|her)\b|failed to|missed|(?:was|were) (?:reached|met))\b",
    re.IGNORECASE,
)
_GIVES_NOW = re.compile(r"\b(?:gives?|(?:has|have) (?:now )?been given|(?:is|are) given)\b", re.IGNORECASE)
_MOVING = frozenset(("moved", "give", "won", "until"))
_HAS_SET = re.compile(r"\b(?:has|have) (?:now |also )?(?:set|fixed|announced|given|named)\b", re.IGNORECASE)
_PROMISED = re.compile(r"\b(?:promised|pledged|vowed|agreed|undertook|planned|aimed|hoped)\b", re.IGNORECASE)
_ACTED = re.compile(
    r"(?<!has )(?<!have )(?<!had )\b(?:ordered|directed|instructed|told|required|delayed|postponed|deferred|extended|pushed|moved|paused|suspended|granted|signed|issued|approved)\b(?<!be ordered)",
    re.IGNORECASE,
)
JUST_OVER = 45  # days


def _is_far_back(due: When, line: Line) -> bool:
    """Whether a day without a year was read as one more than half a year ago, so that the next one is nearer."""
    published = line.document.published
    return due.day is not None and published is not None and (published - due.day).days > HALF_YEAR


def _just_over(due: When, line: Line) -> bool:
    """Whether the day lies shortly before publication, so that a past verb about it tells of the past."""
    published = line.document.published
    return due.day is not None and published is not None and 0 < (published - due.day).days <= JUST_OVER


_LOOKED_BACK = re.compile(
    r"\b(?:was|were|had|did|ended|gave|expired|lapsed|ran out|elapsed|closed|set (?!to))\b(?<!has set)(?<!have set)",
    re.IGNORECASE,
)


def telling_of(
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
        group = "due2" if groups.get("due2") else "due"
        due = due_at(line, match.start(group), match.end(group), reported=reported)
    if previous is None:
        previous = replaced_day(line, match, due)
    supposed = _SUPPOSED.search(line.marked, 0 if rule == "limit_is" else begin, match.end())
    looks_back = (
        supposed is not None and rule not in _MOVING and "," not in line.marked[supposed.end() : match.end()]
    )
    if due is not None and looks_back:
        due = behind(due, line.document.published)
    gives_now = rule in ("give", "given") and _GIVES_NOW.search(line.marked, begin, match.end()) is not None
    hoped = (
        gives_now
        or rule in _LOOKS_AHEAD
        or (rule == "limit_is" and _HAS_SET.search(line.marked, 0, match.start()))
    )
    if (due is not None and rule in _IF_RULES) or (
        due is not None
        and hoped
        and not looks_back
        and (
            not _LOOKED_BACK.search(line.marked, begin, match.end())
            or (rule == "prolongation" and _is_far_back(due, line))
            or (rule == "have_until" and _REPORTED_THAT.search(line.marked, 0, begin))
        )
        and not (_just_over(due, line) and _ACTED.search(line.marked, begin, match.end()))
        and not (due.day is None and _PROMISED.search(line.marked, begin, match.end()))
    ):
        due = ahead(due, line.document.published)
    if due is not None and rule == "moved" and _told_then(line, due):
        due = behind(due, line.document.published)
    if due is not None and (
        _floats(line, match, due, rule) or starts_elsewhere(line, match.start(), match.end(), due, rule)
    ):
        due = opened(due)
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
        setter, addressee = _one_of(line, setter, addressee)
    while begin < last < len(line.marked) and line.marked[last - 1].isalnum() and line.marked[last].isalnum():
        last -= 1  # a frame that reached its limit ends before the word it would cut
    quote = line.place(begin, last)
    if status in (
        DeadlineStatus.SET,
        DeadlineStatus.EXTENDED,
        DeadlineStatus.BROUGHT_FORWARD,
        DeadlineStatus.PASSED,
    ) and is_kept_open(line, begin, last, match, rule, firm):
        status = DeadlineStatus.PROPOSED
    if kind is DeadlineKind.EFFECTIVE and status is DeadlineStatus.SET and _UNLESS.match(line.marked, last):
        status = DeadlineStatus.PROPOSED
    status = _by_previous(status, due, previous)
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
        requirement=_requirement(line, match, begin, last),
        consequence=line.place(consequence.start("what"), consequence.end("what")) if consequence else None,
        head=head,
    )


_FRONTED_PAST = re.compile(
    r"\W*(?:Late |Early |Earlier )?(?:on|last)?\s?\ue000+,?\s[^;:\ue000]*\b(?:was|were|extended|prolonged|postponed|moved|delayed)\b",
    re.IGNORECASE,
)


def _told_then(line: Line, due: When) -> bool:
    """Whether the sentence opens with a past day after which the next such weekday is over too: "On Sunday it was extended until Tuesday"."""
    published, day = line.document.published, due.day
    first = next(iter(line.whens), None)
    if published is None or day is None or first is None or first.day is None or first.span == due.span:
        return False
    over = first.day < published < day and first.day < day - WEEK < published
    return over and _FRONTED_PAST.match(line.marked) is not None


WEEK = timedelta(days=7)


def opened(due: When) -> When:
    """The time without a day, for what is counted from an event that the article does not date."""
    return replace(
        due, value=None, earliest=None, latest=None, precision=None, time=None, zone=None, zone_words=None, anchor=None,
        open_reason="counted from an event whose day the article does not give",
    )  # fmt: skip


def _floats(line: Line, match: re.Match[str], due: When, rule: str) -> bool:
    """Whether a length runs from something that happens to each one later: an appeal, an application, "they"."""
    rest = line.marked[due.span.end - line.span.start :]
    if CLOCK_ONLY.fullmatch(due.words) and re.match(r"\s+on (?!\ue000)[a-z]", rest):
        return True
    if DAY_BEFORE.search(due.words) and ITS_EVENT.match(rest):
        return True
    counts = is_counted(due.rule) or due.rule.startswith("shift.in")
    if counts and rule not in _MOVING_RULES and _standing(line, match, due):
        return True
    if counts and _ONCE.match(rest) and rule != "moved":
        return True
    elsewhere = due.anchor is not None and (
        due.anchor.span is None or not line.span.contains(due.anchor.span)
    )
    if counts and elsewhere and _VAGUE_PAST.search(line.marked[: match.start()]):
        return True
    if counts and elsewhere and _SAID_ONCE.match(line.marked, match.end()):
        return True
    if counts and elsewhere and rule == "give" and _TERMS_GAVE.search(line.marked, 0, match.start() + 12):
        return True
    if counts and elsewhere and _RULE_SAYS.search(line.marked, 0, match.end()):
        return True
    clause = clause_start(line, match.start())
    if counts and elsewhere and rule == "until" and _BACKGROUND.search(line.marked, clause, match.end()):
        return True
    if not counts or due.anchor is None or re.search(r"\b(?:of|from|after|following)\b", due.words):
        return False
    if re.search(r"\b(?:today|now)\b", line.marked[match.start() : match.end() + 20]):
        return False
    if re.match(r"\s*(?:of|from|after|following)\b", rest):
        return False
    words_before = line.marked[: match.end()]
    if rule in ("may_within", "clause.permit") and _RIGHTS.search(words_before):
        return True
    if re.search(
        r"\bon (?:all |the |any )?(?:applications|claims|requests|complaints|appeals|petitions)\b",
        words_before,
        re.IGNORECASE,
    ):
        return True
    return (
        re.match(
            r"\W*(?:They|It|These|Those|Each|Every|Any) (?:\w+ )?(?:must|shall|have to|has to|can|may|should) be\b",
            line.marked[max(0, match.start() - 20) :].lstrip(),
        )
        is not None
    )


_MOVING_RULES = ("moved", "prolongation", "before_limit", "was_to_expire")
_EVERYBODY = re.compile(
    r"\b(?:anyone|anybody|whoever|everyone|everybody|those who|(?:people|persons|residents|customers|drivers|firms|companies|passengers|tenants|employees|buyers|owners) (?:who|that)|"
    r"such (?:[\w-]+ ){0,2}?[a-z]+(?:ors|ers|ies|ees|ants)|(?:such|any|all|each|every) (?:\w+ )?(?:cases?|incidents?|changes?|breach(?:es)?|accidents?|claims?|complaints?|requests?|applications?|sales?|purchases?|transfers?|births?|deaths?))\b",
    re.IGNORECASE,
)
""" "Schools are obliged to report such cases within 24 hours": a term that runs anew for each."""


def _standing(line: Line, match: re.Match[str], due: When) -> bool:
    """Whether a length runs from no day of this story: for everybody, from a vague past, or in what was had once."""
    if due.anchor is None or due.anchor.span is not None:
        return False
    before = line.marked[: match.end()]
    if _EVERYBODY.search(before):
        return True
    published = line.document.published
    vague = [
        w
        for w in line.whens
        if w.latest is not None and published is not None and w.latest < published and w.day is None
    ]
    if vague:
        return True
    had = re.search(r"\bhad\s+(?:only |just |about )?(?=\ue001)", match.group()) is not None
    return had and _REPORTED.search(line.marked) is None


_ONCE = re.compile(
    r"[^.;:,\ue000]{0,60}?\b(?:once|as soon as|from the moment|after|when)\s+(?:it|they|the|a|an|its|their|all|he|she)\b[^\ue000;:.]*(?:[;:.]|$)",
    re.IGNORECASE,
)
""" "40 working days to do so once the file is complete": from something that has not happened."""
_SAID_ONCE = re.compile(
    r"[^.;:]{0,80}?,\s[^,.;:]{2,50}?\s(?:said|told [^,.;:]{2,40}?|announced|warned|wrote)\s(?:back\s)?(?:in|last|late in|early in)\b"
)
""" "has 60 days to reach a deal, he said in April": not from the day of the report."""
_BACKGROUND = re.compile(
    r"\b(?:which|who|whom|then|first|earlier|previously|initially|originally|had|last|ago|in [\ue000]+)\b[^.;:]*\b(?:\w{3,}ed|gave|set|froze|put)\b",
    re.IGNORECASE,
)
""" "which he first announced in April, but then paused for 90 days": not from the day of the report."""
_TERMS_GAVE = re.compile(
    r"\b(?:agreement|deal|accord|pact|truce|ceasefire|treaty|law|act)\s+(?:gave|allowed|granted)\b",
    re.IGNORECASE,
)
""" "The accord gave the rebels 60 days": not from the day of the report."""
_RULE_SAYS = re.compile(
    r"\b(?:ordinance|law|bill|act|code|regulation|directive|statute|bylaws?|treaty|contract)\s(?:also |now )?(?:states?|says|provides|requires|stipulates|specifies|reads)\b",
    re.IGNORECASE,
)
""" "The ordinance states that signs must be removed within two years": from when it binds, not from the report."""
_VAGUE_PAST = re.compile(
    r"\b(?:had|was|were|warned|told|gave)\b[^.;:]{0,50}\b(?:in|last|early in|late in)\s+[\ue000]+ (?:that|and)\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\b(?:appeals?|appealed|object|objections?|lodged?|challenge|contest|complain|complaints?|be challenged|withdraw|seek (?:a )?review)\b",
    re.IGNORECASE,
)


def _requirement(line: Line, match: re.Match[str], begin: int, end: int) -> Span | None:
    """What must be done: the frame's own group, or "for Russia to agree to peace" in the quote."""
    if match.groupdict().get("what"):
        return line.place(match.start("what"), match.end("what"))
    found = _FOR_TO.search(line.marked, begin, min(len(line.marked), end + 120))
    if match.groupdict().get("head") and (found is None or found.start() > match.end("head") + 1):
        found = _TO_DO.match(line.marked, match.end("head")) or found
    return line.place(found.start("what"), found.end("what")) if found else None


def _one_of(line: Line, setter: Named, addressee: Named) -> tuple[Named | None, Named | None]:
    """The better founded of two roles that name one party: a name outweighs a description or pronoun."""
    words_of = [named.span.of(line.document.text) for named in (setter, addressee)]
    named = [re.match(r"(?:the |a )?[A-Z]\w+", words) is not None for words in words_of]
    return (setter, None) if named[0] and not named[1] else (None, addressee)


def _by_previous(status: DeadlineStatus, due: When | None, previous: When | None) -> DeadlineStatus:
    """A day told together with the day it replaces has moved."""
    if status is not DeadlineStatus.SET or due is None or previous is None:
        return status
    return direction(due, previous) or status


def verb_start(line: Line, position: int) -> int:
    """Where the verb group that ends in the verb at `position` begins ("is due to", "would have")."""
    left = line.marked[:position]
    group = re.search(
        r"(?:\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|may|could|might|must|not|now|still|also|then|therefore|due|set|to|"
        r"expected|scheduled|only|first|again|thus|once|about|likely|planned|formally|automatically|finally)\s+)+$",
        left,
        re.IGNORECASE,
    )
    return group.start() if group else position


def is_over(line: Line, start: int, end: int) -> bool:
    """Whether the time at `[start, end)` lies before publication."""
    published = line.document.published
    if published is None:
        return False
    read = [ahead(when, published) for when in line.whens_at(start, end)]
    return any(when.latest is not None and when.latest < published for when in read)


def is_recent(line: Line, due: When | None, days: int = 45) -> bool:
    published = line.document.published
    return (
        due is not None
        and due.day is not None
        and published is not None
        and -1 <= (published - due.day).days <= days
    )
