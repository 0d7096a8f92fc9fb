"""Whether an encounter that was read as held, under way or planned is so by the grammar around it; doubt only weakens.

Three things are looked at in one place for every telling: the words that govern it, the shape of its sentence (conditions,
questions, what would have been) and whether it only describes another noun ("mediation efforts", "summit hopes").
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import asserted, bounds, days
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.governors import governed_as
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.other_days import of_other_subject
from bot.extract.meetings.sightings import Sighting
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus

S = MeetingStatus
_FIRM = frozenset({S.HELD, S.ONGOING})
# Rules that saw the encounter take place in words of its own; what stands above it says nothing against that.
_SETTLED = frozenset(
    ("noun:which-took-place", "noun:led-by", "noun:after-days-of", "verb:went-in-to", "day-ahead")
)


def weighed(doc: Document, row: Row, sighting: Sighting) -> Sighting | None:
    """The telling with the status that its sentence allows, or None when it tells of no encounter at all."""
    at = next((j for j, node in enumerate(row.nodes) if node.span == sighting.trigger), None)
    if at is not None and _dated_by_another(row, at, sighting):
        sighting = replace(sighting, when=None)
    if sighting.status in _AGAINST:
        return None if at is not None and _conditional(row, at) else sighting
    if sighting.status not in _FIRM and sighting.status is not S.PLANNED:
        return sighting
    if at is None or sighting.standing.rule in _SETTLED:
        return sighting
    if _LATER.search(row.mask(max(0, at - 6), at)) is not None:
        return None  # "have yet to meet"
    if sighting.when is None and _HABIT.search(row.mask(max(0, at - 5), at + 1)) is not None:
        return None  # "holds regular meetings with its chairman"
    of_other = _describes_other(row, at)
    if of_other is not None and of_other not in _STATUS_OF_HEAD:
        return None
    shaped = _by_shape(doc, row, at, sighting.status)
    above = _STATUS_OF_HEAD.get(of_other or "") or governed_as(row, at)
    found = shaped or _weaker(sighting.status, above)
    if found is None:
        return sighting
    standing = Standing(found, "modality:shape" if shaped else "modality:governor")
    gone = found in _TO_COME and days.lies_behind(doc, sighting.when)
    return replace(sighting, standing=standing, when=None if gone else sighting.when)


def _dated_by_another(row: Row, at: int, sighting: Sighting) -> bool:
    """Whether the day read is that of a paper or of news: "minutes of the talks were released on Monday"."""
    told = next(
        (j for j, node in enumerate(row.nodes) if node.when is not None and node.when is sighting.when), None
    )
    return told is not None and of_other_subject(row, at, told)


_TO_COME = frozenset({S.PLANNED, S.POSSIBLE, S.REQUESTED})


def _weaker(status: MeetingStatus, above: MeetingStatus | None) -> MeetingStatus | None:
    """The status above when it says less than the one that was read."""
    if above is None or above is status:
        return None
    return above


_AGAINST = frozenset({S.DENIED, S.REFUSED})
_HABIT = re.compile(
    r"\b(?:hold|holds|holding|has|have|having|conducts?) (?:P's )?(?:regular|frequent|routine|periodic|weekly|monthly) (?:\w+ )?\w+s$"
)


def _conditional(row: Row, at: int) -> bool:
    """ "If the ministry does not finalise talks": what is refused or denied on a condition only is neither."""
    start = chain_start(row, at)
    verb = next((j for j in range(at, -1, -1) if row.finite(j)), at)
    for first in (start, chain_start(row, verb)):
        subject = subject_of(row, first)
        head = subject.start if subject is not None and subject.start < first else first
        if _CONDITION.search(row.mask(max(0, head - 4), head)):
            return True
    return False


_LATER = re.compile(r"\b(?:have|has|had|is|are|was|were|'s|'ve) yet to\b")
# Nouns that an encounter's noun only describes, and what it then is.
_STATUS_OF_HEAD = {
    **dict.fromkeys(
        "bid hopes hope request requests offer offers proposal".split(),
        S.REQUESTED,
    ),
    **dict.fromkeys("idea prospects prospect speculation chances readiness".split(), S.POSSIBLE),
    **dict.fromkeys("plans plan preparations".split(), S.PLANNED),
}
_OTHER_HEADS = frozenset(
    """efforts effort initiative push team teams process processes tactics strategy skills framework mechanism mechanisms channel channels stance
    partner partners power rights law laws committee group format role roles mission capacity support""".split()
)


def _describes_other(row: Row, at: int) -> str | None:
    """The noun that the encounter's noun describes: "efforts" in "mediation efforts"; None when it stands for itself."""
    if row.nodes[at].kind is not Kind.WORD or row.finite(at):
        return None
    if at + 1 < len(row.nodes) and row.nodes[at + 1].party:
        return None  # "will host Law and Power", who are people
    follower = row.word(at + 1)
    return follower if follower in _STATUS_OF_HEAD or follower in _OTHER_HEADS else None


# "It is a good step to hold talks with B" weighs talks, it plans none.
_EVALUATED = re.compile(
    r"\b(?:it|that) (?:is|was|'s|seems?|remains?) (?!(?:planned|due|set|scheduled|expected|going|agreed)\b)(?:(?!to\b)\w+ ){1,4}to(?: \w+){0,3}$"
)
_UNREAL = re.compile(
    r"\b(?:would|should|\w+'d) (?:\w+ )?have (?:\w+ )?$|\b(?:would|should) (?:\w+ )?have been\b"
)
_ALMOST = re.compile(r"\b(?:nearly|almost|narrowly missed)(?: [\w-]+)?$")
# "Met neither A nor B", "met nobody from the ministry", "it was not A who met B".
_NOBODY = re.compile(
    r"(?:up )?(?:with |to )?(?:neither|nobody|no ?one|no-one|none(?! other)|no (?!less|fewer|sooner|longer|other)\w+)\b"
)
_NOT_THEY = re.compile(r"\b(?:not|\w+n't) (?:P|\w+ \w+) (?:who|that)(?: \w+)?$")
_FEIGNED = re.compile(
    r"\b(?:pretend|feign|imagin|fantasi[sz]|envisag|simulat|fabricat|lied\b|lying|dreamt)\w*(?: to| that)?\b"
)
_CONDITION = re.compile(
    r"(?:^|\W)(?:if|unless|provided that|in case|on condition that|as long as)(?: P| the P| \w+)?$",
    re.IGNORECASE,
)
_WAITING = re.compile(r"\b(?:until|once|as soon as|only (?:after|when|once)|not before)(?: P| the P)?$")
_AHEAD = re.compile(r"\b(?:will|would|shall|must|can|could|should|may|might|going to|is to|are to|won't)\b")
_EXPECTED_OF = re.compile(
    r"^[^,;.]*?\b(?:had|has|have) been (?:\w+ )?(?:seen|viewed|billed|regarded|touted|hailed|conceived|meant)\b"
)
_CONDITIONAL = re.compile(
    r"^(?:P |with |and |between |the |of )*(?:conditional|dependent|contingent) (?:on|upon)\b"
)
_ASKED = re.compile(
    r"^(?:and |but |so |or )?(?:(?:why|how|when|where|what|who) )?(?:did|does|do|has|have|had|is|are|was|were|will|would|could|should|can)\b"
)
_UNTRUE = re.compile(
    r"\b(?:not|n't|hardly|never) (?:\w+ )?true (?:that|,)|\bno truth (?:in|to)\b|\buntrue that\b"
)
_UNKNOWN = re.compile(
    r"(?:\bnot|n't|\bnever|\bnobody|\bno one|\bneither) (?:\w+ )?(?:say|said|says|think|thought|believe[sd]?|claim(?:s|ed)?|know[sn]?|suggest(?:s|ed)?|mean|imply|clear|certain)\b|"
    r"\b(?:has|had|have) it that\b"
)


def _by_shape(doc: Document, row: Row, at: int, status: MeetingStatus) -> MeetingStatus | None:
    start = chain_start(row, at)
    subject = subject_of(row, start)
    head = subject.start if subject is not None and subject.start < start else start
    lead = row.mask(max(0, head - 14), head)
    chain = row.mask(max(0, head), at)
    if status in _FIRM:
        if _UNREAL.search(f"{chain} ") or _unreal_condition(row, head, at):
            return S.CANCELLED
        if _ALMOST.search(row.mask(max(0, at - 3), at)):
            return S.DENIED
        if _NOBODY.match(row.mask(at + 1, at + 5)) or _NOT_THEY.search(row.mask(max(0, start - 6), start)):
            return S.DENIED
        if _FEIGNED.search(f"{lead} {chain}"):
            return S.UNCONFIRMED
        if _UNTRUE.search(lead):
            return S.DENIED
        told = asserted.by_words(lead, chain, row.mask(at + 1, at + 30))
        if told is not None:
            return told
        if asserted.left_open(row, head):
            return S.UNCONFIRMED
        if asserted.fell_short(row.mask(at - 8, at)):
            return S.DENIED
        if _UNKNOWN.search(bounds.governing(row, head)):
            return S.UNCONFIRMED
        if _CONDITION.search(lead):
            return S.POSSIBLE
        behind = row.mask(at, len(row.nodes)).partition(" , ")[2] if head < 4 else ""
        if _WAITING.search(lead) and _AHEAD.search(f"{row.mask(0, max(0, head - 1))} | {behind}"):
            return S.POSSIBLE
        if row.nodes[at].kind is Kind.WORD and _EXPECTED_OF.search(row.mask(at + 1, at + 20)):
            return S.PLANNED
        if _announced_before(row, at):
            return S.PLANNED
    if _is_question(doc, row):
        return S.UNCONFIRMED if status in _FIRM and row.word(0) not in _AHEAD_OPENS else S.POSSIBLE
    if status is S.PLANNED and _EVALUATED.search(row.mask(max(0, at - 10), at)):
        return S.POSSIBLE
    follows = row.mask(at + 1, at + 14)
    if _CONDITIONAL.search(follows):
        return S.POSSIBLE
    return None


_AHEAD_OPENS = frozenset("will would could can should shall may might".split())


def _announced_before(row: Row, at: int) -> bool:
    """ "Would meet in May followed by a meeting of the ministers": what follows is as much to come as what it follows."""
    by = next((j for j in range(at - 1, max(at - 8, 0), -1) if row.word(j) == "by"), 0)
    if row.word(by - 1) != "followed":
        return False
    verb = next((j for j in range(by - 2, -1, -1) if row.finite(j)), None)
    return verb is not None and bool(_AHEAD_OPENS & set(row.mask(chain_start(row, verb), verb + 1).split()))


def _unreal_condition(row: Row, head: int, at: int) -> bool:
    """ "If A had met B, it would have ended", "Had A met B, ..."."""
    rest = row.mask(at, len(row.nodes))
    opened = row.word(0) == "had" or (row.word(head - 1) == "if" and "had" in row.mask(head, at).split())
    return opened and re.search(r"\bwould\b", rest) is not None


def _is_question(doc: Document, row: Row) -> bool:
    text = doc.words(row.span).rstrip("”\"’' ")
    return text.endswith("?") and _ASKED.match(row.mask(0, 4)) is not None
