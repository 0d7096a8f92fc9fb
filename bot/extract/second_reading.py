"""A model's facts read a second time: roles, days and status are kept only where our own reading of the words bears them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.extract.check import Dropped, Reason, near
from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines import lexicon as words
from bot.extract.document import Document
from bot.model.facts import (
    IN_FORCE,
    Deadline,
    DeadlineStatus,
    Event,
    Fact,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    Statement,
    StatementKind,
)
from bot.model.text import Span
from bot.model.when import When
from bot.text.cues import REPORTING_VERBS, Modality, Reporting, denial_in, hedge_in, modality_of
from bot.text.parties import same_party

_BINDING = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:must|shall|has to|have to|had to|has until|have until|had until|is to|are to|was to|were to|needs? to|"
    r"(?:is|are|was|were) (?:required|obliged|ordered|told|given))\b",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"^(?:\s|'s\b|’s\b)*(?:has |had |have |also |then |on \w+ )*(?:gave|gives|given|set|sets|ordered|orders|imposed|imposes|told|"
    r"requires?|required|demanded|demands|extended|extends|granted|announced)\b",
    re.IGNORECASE,
)
_SET_BY = re.compile(
    r"\b(?:set|imposed|given|ordered|issued|granted|fixed|announced) by (?:the |a )?(?:\w+ ){0,3}$",
    re.IGNORECASE,
)
_GOVERNED = re.compile(
    rf"(?:\b(?:by|before|until|till|within|no later than|not later than|as of|starting|expires?|expired|lapses?|lapsed|effect|force|due)(?: on| at| from| the next| the)?|"
    rf"\b(?:{words.LIMIT_STRICT})(?: of| is| was| on|:)?|\b(?:takes effect|applies|apply) from)\s*[\"“']?$",
    re.IGNORECASE,
)
_OUTCOME = {
    DeadlineStatus.MET: r"\b(?:met|on time|in time|before the deadline|complied|beat)\b",
    DeadlineStatus.MISSED: r"\b(?:miss\w*|failed|late|overdue|did not|had not|has not|have not)\b",
    DeadlineStatus.PASSED: r"\b(?:passed|expired|lapsed|ran out|came and went|took effect|elapsed|ended)\b",
    DeadlineStatus.WITHDRAWN: r"\b(?:withdr\w+|dropp\w+|lifted|cancel\w+|scrapp\w+|revok\w+|rescind\w+|called off|abandon\w+|no longer|off the table|not imposed|gone)\b",
    DeadlineStatus.EXTENDED: r"\b(?:extend\w*|prolong\w*|postpon\w*|push\w* back|delay\w*|put off|put back|more|another|further|extra|previously|later|suspend\w*|kept|renew\w*)\b",
    DeadlineStatus.BROUGHT_FORWARD: r"\b(?:brought forward|brings forward|shorten\w*|slash\w*|cut\w*|earlier|sooner|advanc\w*|instead of|moved up)\b",
}
_MEETING_CUE = {
    MeetingStatus.POSTPONED: r"\b(?:postpon\w+|put off|delay\w+|pushed back|rescheduled|moved)\b",
    MeetingStatus.CANCELLED: r"\b(?:cancel\w+|called off|scrapped|dropped)\b",
    MeetingStatus.REFUSED: r"\b(?:refus\w+|declin\w+|turned down|reject\w+|ruled out|no intention|will not|would not)\b",
    MeetingStatus.DENIED: r"\b(?:den(?:y|ies|ied)|never|no such|not true|untrue|did not|false)\b",
}
_RANK = {
    MeetingStatus.HELD: 3,
    MeetingStatus.ONGOING: 3,
    MeetingStatus.PLANNED: 2,
    MeetingStatus.POSTPONED: 2,
    MeetingStatus.CANCELLED: 2,
}
_BY_MODALITY = {
    Modality.PLANNED: MeetingStatus.PLANNED,
    Modality.POSSIBLE: MeetingStatus.POSSIBLE,
    Modality.ASKED: MeetingStatus.REQUESTED,
    Modality.ALLEGED: MeetingStatus.UNCONFIRMED,
    Modality.DENIED: MeetingStatus.DENIED,
}
_REACH = 60  # characters between a speaker and the reporting word


def read_again(fact: Fact, document: Document, *, own: Sequence[Fact] | None = None) -> Fact | Dropped:
    """A model's fact with only what our own reading bears out, or why nothing is left."""
    match fact:
        case Deadline():
            return _deadline(fact, document, own)
        case Meeting():
            return _meeting(fact, document, own)
        case Statement():
            return _statement(fact, document)
        case Event():
            return _event(fact, document)
        case _:
            assert_never(fact)


def tightened(fact: Deadline, document: Document) -> Deadline | Dropped:
    """A deadline of our rules, never looser than the words that govern its day: dropped where the clause denies it,
    proposed where the clause only proposes, considers or threatens it."""
    governing = _governing(fact, document)
    if _DENIES.search(governing):
        return Dropped(reason=Reason.STATUS_NOT_TOLD, words=fact.quote.text)
    if fact.status in IN_FORCE and not _permits(fact) and _OPEN_YET.search(governing):
        return replace(fact, status=DeadlineStatus.PROPOSED)
    return fact


_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|no truth|untrue|never (?:set|gave|imposed))\b", re.IGNORECASE)
_OPEN_YET = re.compile(
    r"\b(?:(?:is|are|was|were) (?:considering|mulling|weighing|discussing|proposing)|propos(?:es|ed) (?:to|that|a|an)|mulls|floated|threaten(?:s|ed|ing) to|"
    r"might|may (?:yet|still|be (?:extended|postponed|delayed|moved|lifted|imposed))|could (?:be (?:extended|postponed|delayed|moved|lifted|imposed)|extend|impose|lift|postpone|delay|set))\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[;:]|[\"”]\s|,\s(?:but|while|whereas|although|which|who)\b|\b(?:but|after|because)\b", re.IGNORECASE
)
# Frames of rights, and of limits that the sentence takes for granted.
_RIGHT_RULES = ("may_within", "permit", "have_until", "listed", "dated_limit")


def _governing(fact: Deadline, document: Document) -> str:
    """The words of the sentence, from the last clause boundary, that lead to the day; to the end of the quote without one."""
    quote = fact.quote.span
    end = quote.end
    if fact.due is not None and quote.contains(fact.due.span):
        end = fact.due.span.start
    sentence = document.sentence_at(quote.start)
    start = quote.start if sentence is None else sentence.start
    words_before = Span(start, max(start, end)).of(document.text)
    breaks = [m.end() for m in _BOUNDARY.finditer(words_before)]
    return words_before[breaks[-1] :] if breaks else words_before


def _permits(fact: Deadline) -> bool:
    return any(name in b.rule for b in fact.basis for name in _RIGHT_RULES)


def _deadline(fact: Deadline, document: Document, own: Sequence[Fact] | None) -> Deadline | Dropped:
    ours = [f for f in (find_deadlines(document) if own is None else own) if isinstance(f, Deadline)]
    alike = [f for f in ours if _share_words(f, fact)]
    due = _due(fact, alike, document)
    agreeing = [f for f in alike if _same_days(f.due, due)] or (alike if due is None else [])
    status = _status(fact, agreeing, _told(fact, document))
    if status is None:
        return Dropped(reason=Reason.STATUS_NOT_TOLD, words=fact.quote.text)
    if due is None and not alike:
        return Dropped(reason=Reason.NOTHING_DATED, words=fact.quote.text)
    setter = fact.setter if fact.setter and _plays("setter", fact.setter, fact, agreeing, document) else None
    addressee = (
        fact.addressee
        if fact.addressee and _plays("addressee", fact.addressee, fact, agreeing, document)
        else None
    )
    previous = (
        fact.previous_due if any(_same_days(f.previous_due, fact.previous_due) for f in agreeing) else None
    )
    kind = fact.kind if any(f.kind is fact.kind for f in agreeing) or not agreeing else agreeing[0].kind
    return replace(
        fact, due=due, previous_due=previous, setter=setter, addressee=addressee, status=status, kind=kind
    )


def _due(fact: Deadline, alike: Sequence[Deadline], document: Document) -> When | None:
    """The due time when our rules read it as one, or when its own words say so ("by", "until", "expires on")."""
    due = fact.due
    if due is None:
        return None
    for other in alike:
        if other.due is not None and other.due.span.overlaps(due.span):
            return due if not due.resolved or _same_days(other.due, due) else None
    if any(other.due is not None for other in alike):
        return None
    before = document.text[max(0, due.span.start - 40) : due.span.start]
    return due if _GOVERNED.search(before) or _GOVERNED.search(due.words.split(" ")[0]) else None


def _told(fact: Fact, document: Document) -> str:
    """The quote with what its sentence says before it: a hedge cut off is still a hedge."""
    span = fact.quote.span
    sentence = document.sentence_at(span.start)
    return Span(span.start if sentence is None else sentence.start, span.end).of(document.text)


def _status(fact: Deadline, agreeing: Sequence[Deadline], quote: str) -> DeadlineStatus | None:
    if any(other.status is fact.status for other in agreeing):
        return fact.status
    if agreeing:
        return agreeing[0].status
    if words.PROPOSED.search(quote) or words.WOULD.search(quote) or hedge_in(quote):
        return DeadlineStatus.PROPOSED
    if fact.status in (DeadlineStatus.SET, DeadlineStatus.PROPOSED):
        return None if denial_in(quote) or _any_outcome(quote) else fact.status
    return fact.status if re.search(_OUTCOME[fact.status], quote, re.IGNORECASE) else None


def _any_outcome(quote: str) -> bool:
    over = (DeadlineStatus.MISSED, DeadlineStatus.WITHDRAWN, DeadlineStatus.PASSED)
    return any(re.search(_OUTCOME[status], quote, re.IGNORECASE) for status in over)


def _plays(role: str, party: Party, fact: Deadline, agreeing: Sequence[Deadline], document: Document) -> bool:
    """Whether our reading, or the words right beside a mention, give the party this role."""
    for other in agreeing:
        held: Party | None = getattr(other, role)
        rival: Party | None = getattr(other, "addressee" if role == "setter" else "setter")
        if held is not None and same_party(held, party):
            return True
        if held is not None or (rival is not None and same_party(rival, party)):
            return False
    for span in near(fact, document):
        for mention in document.mentions_in(span):
            if not same_party(mention.party, party):
                continue
            after = document.text[mention.span.end : mention.span.end + 60]
            before = document.text[max(0, mention.span.start - 40) : mention.span.start]
            sets = _SETTING.match(after) is not None or _SET_BY.search(before) is not None
            binds = _BINDING.match(after) is not None
            if sets != binds and sets == (role == "setter"):
                return True
    return False


def _meeting(fact: Meeting, document: Document, own: Sequence[Fact] | None) -> Meeting | Dropped:
    quote = _told(fact, document)
    alike = [f for f in own or () if isinstance(f, Meeting) and _share_words(f, fact)]
    status = fact.status
    if not any(other.status is status for other in alike):
        cue = _MEETING_CUE.get(status)
        if cue is not None and not re.search(cue, quote, re.IGNORECASE):
            return Dropped(reason=Reason.STATUS_NOT_TOLD, words=quote)
        told = _BY_MODALITY.get(modality_of(quote))
        if told is not None and _RANK.get(told, 1) < _RANK.get(status, 1):
            status = told
    people = tuple(
        replace(
            p, role=p.role if any(_same_role(p, q) for other in alike for q in other.participants) else None
        )
        for p in fact.participants
    )
    return replace(fact, status=status, participants=people)


def _same_role(a: Participant, b: Participant) -> bool:
    return same_party(a.party, b.party) and a.role is b.role


def _statement(fact: Statement, document: Document) -> Statement | Dropped:
    """Kept when the speaker stands right beside the reporting word, with no one else between them."""
    for sentence in near(fact, document):
        text = sentence.of(document.text)
        for match in re.finditer(re.escape(fact.cue), text) if fact.cue else ():
            cue = Span(sentence.start + match.start(), sentence.start + match.end())
            if cue.overlaps(fact.content.span):
                continue
            if _speaks(fact.speaker, cue, document):
                said = Span(min(cue.end, fact.content.span.start), fact.content.span.end).of(document.text)
                hedge = hedge_in(said)
                printed = hedge if hedge is not None and hedge in fact.content.text else None
                return replace(fact, kind=_statement_kind(fact, said), hedge=printed)
    return Dropped(reason=Reason.SPEAKER_NOT_NAMED, words=fact.quote.text)


def _speaks(speaker: Party, cue: Span, document: Document) -> bool:
    before = [m for m in document.mentions if m.span.end <= cue.start and cue.start - m.span.end <= _REACH]
    after = [
        m for m in document.mentions if m.span.start >= cue.end and m.span.start - cue.end <= _REACH // 3
    ]
    nearest = max((m.span for m in before), default=None)
    if nearest is not None:
        return any(m.span == nearest and same_party(m.party, speaker) for m in before)
    first = min((m.span for m in after), default=None)
    return first is not None and any(m.span == first and same_party(m.party, speaker) for m in after)


def _statement_kind(fact: Statement, said: str) -> StatementKind:
    verbs = [REPORTING_VERBS.get(word.lower()) for word in re.findall(r"\w+", fact.cue)]
    if Reporting.DENY in verbs:
        return StatementKind.DENIED
    if hedge_in(said):
        return StatementKind.MIGHT
    if fact.kind is StatementKind.SAID and (Reporting.CLAIM in verbs or Reporting.MIGHT in verbs):
        return StatementKind.CLAIMED
    return fact.kind


def _event(fact: Event, document: Document) -> Event | Dropped:
    if modality_of(_told(fact, document)) is not Modality.DONE:
        return Dropped(reason=Reason.NOT_HAPPENED, words=fact.quote.text)
    return fact


def _share_words(a: Fact, b: Fact) -> bool:
    return any(x.span.overlaps(y.span) for x in a.quotes for y in b.quotes)


def _same_days(a: When | None, b: When | None) -> bool:
    if a is None or b is None:
        return a is b
    return (a.earliest, a.latest) == (b.earliest, b.latest)
