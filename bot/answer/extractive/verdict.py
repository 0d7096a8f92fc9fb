"""Yes or no, where the words behind an answer settle it; silence where they do not."""

from __future__ import annotations

import re

from bot.answer.extractive.agreement import part_asked, says_just_that, subject_of, turns
from bot.answer.extractive.choose import Choice
from bot.model.answers import AnswerType, Intent, Plan, Sentence, SentenceKind, Shape
from bot.model.facts import MOVED, DeadlineStatus, MeetingStatus
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.cues import REPORTING_VERBS, Modality, hedge_in, modality_of
from bot.text.negation import NEGATION, PLAIN_NEGATION
from bot.text.when import tag
from bot.text.words import fold, stem, tokens

_LEAST_COVERED = 0.8  # more than a word of the same family: "approval" is not "approved"
# what is only needed, asked for or awaited has not happened
CONDITION = re.compile(
    r"\b(?:if|unless|subject to|conditional|depends?|provided that|needs?|requires?|required|awaits?|awaiting|awaited|pending|seeks?|"
    r"(?:still|yet) to|must|(?:has|have) to|lacks?|without)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"^(?:did|was|were|has|have|had)\b", re.IGNORECASE)
_OPEN = re.compile(r"^(?:will|would|can|could|may|might|should|shall|must)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:plan(?:ned)?|schedul\w+|arrange[d]?|agreed|going to|due to|expected to|will)\b", re.IGNORECASE
)
_FORCE = re.compile(r"\b(?:in force|stands?|valid|in effect|hold|holds|apply|applies)\b", re.IGNORECASE)
_CHANGES = (
    (re.compile(r"\b(?:extended|prolonged)\b", re.IGNORECASE), DeadlineStatus.EXTENDED),
    (re.compile(r"\b(?:brought forward|shortened)\b", re.IGNORECASE), DeadlineStatus.BROUGHT_FORWARD),
    (re.compile(r"\bwithdr[ae]wn?\b", re.IGNORECASE), DeadlineStatus.WITHDRAWN),
    (re.compile(r"\bmissed\b", re.IGNORECASE), DeadlineStatus.MISSED),
    (re.compile(r"\bmet\b", re.IGNORECASE), DeadlineStatus.MET),
)
_OVER = frozenset(
    {DeadlineStatus.PASSED, DeadlineStatus.WITHDRAWN, DeadlineStatus.MET, DeadlineStatus.MISSED}
)
_NOT_TO_BE = frozenset({MeetingStatus.CANCELLED, MeetingStatus.REFUSED})


def by_record(plan: Plan, record: Record, words: str) -> Sentence | None:
    """Yes or no from the state of a record; None when the question is no such question or the state leaves it open.

    words: the sentences behind the record; what turns the matter around in them leaves it open.
    """
    if plan.answer_type is not AnswerType.YES_NO:
        return None
    if any(step.correction is not None for step in record.history):
        return None  # a person's word is told as such, not as what the articles say
    if isinstance(record, MeetingRecord):
        return _said(None if _asks_more(plan, words) else _meeting(plan, record))
    settled = _deadline(plan, record)
    if settled and (turns(plan, words) or not _is_setter(plan, record)):
        return None
    return _said(settled)


def _asks_more(plan: Plan, words: str) -> bool:
    """Whether the question is what came of a meeting, and the words behind it tell a failure."""
    return _CAME_OF_IT.search(plan.text) is not None and turns(plan, words)


_CAME_OF_IT = re.compile(
    r"\b(?:agree[ds]?|sign(?:ed)?|settled?|decided?|approved?|adopt(?:ed)?|resolved?)\b", re.IGNORECASE
)


def _is_setter(plan: Plan, record: DeadlineRecord) -> bool:
    """Whether the one who is asked to have moved or withdrawn a day is its setter; True where nobody is asked for by name."""
    names = {w.stem for w in plan.wanted if w.name} & subject_of(plan)
    parties = [party for party in (record.setter, record.addressee) if party is not None]
    if not names or not parties:
        return True
    return not names.isdisjoint(stem(t.word) for party in parties for t in tokens(party.name))


def by_words(plan: Plan, choice: Choice) -> Sentence | None:
    """Yes or no from a sentence that covers nearly all of the question; None when it hedges or covers less."""
    words = part_asked(plan, choice.quote.text) if plan.answer_type is AnswerType.YES_NO else None
    if words is None or hedge_in(words) or _OPEN.match(plan.text):
        return None
    if plan.shape is Shape.STILL or CONDITION.search(words):
        return None
    heavy = [
        own
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if not w.carried and w.weight >= 0.9
    ]
    if (
        not heavy
        or min(heavy) < _LEAST_COVERED
        or sum(own < 1 for own in heavy) > 1
        or " not " in fold(plan.text)
    ):
        return None
    match modality_of(words):
        case Modality.DONE if plan.intent is not Intent.MEETING:
            # that they met is for records to tell: a sentence may name all and speak of somebody else's meeting
            settled = _affirms(plan, words)
        case Modality.DENIED:
            settled = _is_denial_asked(plan, words)
        case _:
            settled = None
    return None if settled is None else verdict_on(plan, choice.quote.text, settled)


def verdict_on(plan: Plan, words: str, settled: bool) -> Sentence:
    """Yes or no before the words that say so; what only somebody says is no more than said, or denied."""
    if not _is_told_by_somebody(plan, words):
        text = "Yes" if settled else "No"
    elif settled:
        text = "Said to be so"
    else:
        text = "Denied" if _DENYING.search(words) else "Said not to be so"
    return Sentence(text=f"{text}, by these words:", kind=SentenceKind.NOTE)


_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied)|refut(?:es?|ed)|disput(?:es?|ed)|contradict(?:s|ed)|(?:reject|dismiss)(?:s|es|ed) (?:\w+ ){0,3}?(?:claims?|"
    r"accusations?|allegations?|reports?|charges?|suggestions?))\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)


def _is_told_by_somebody(plan: Plan, words: str) -> bool:
    """Whether a voice stands behind the words: "prosecutors say he stole it"; not where its saying so is what is asked."""
    if plan.intent is Intent.STATEMENT and _asked(plan) & {stem(word) for word in REPORTING_VERBS}:
        return False
    if _DENYING.search(words) or _ACCORDING.search(words):
        return True
    all_tokens = tokens(words)
    return any(
        (t.word in REPORTING_VERBS or stem(t.word) in _OPINING)
        and stem(t.word) not in _asked(plan)
        and not (index and all_tokens[index - 1].word in _BEFORE_NOUNS)
        for index, t in enumerate(all_tokens)
    )


_BEFORE_NOUNS = frozenset("a an the of his her its their this these no any by for".split())


_OPINING = frozenset(
    stem(word)
    for word in "blame suspect believe think consider fear hope estimate regard see deem judge".split()
)


def _asked(plan: Plan) -> set[str]:
    return {stem(t.word) for t in tokens(plan.text)}


_REFUSALS = frozenset(
    stem(word) for word in "reject refuse dismiss deny dispute decline rule cancel contradict".split()
)
_WRONG = frozenset(stem(word) for word in ("untrue", "false"))


def _is_denial_asked(plan: Plan, words: str) -> bool | None:
    """No, where words deny what is asked; where the refusal itself is asked for ("was it rejected?"), they say yes."""
    asked = _asked(plan) | {form for w in plan.wanted for form in w.like}
    refused = {stem(t.word) for t in tokens(words)} & _REFUSALS
    if refused.isdisjoint(asked):
        return False if _holds_matter(plan, words) else None
    return True if PLAIN_NEGATION.search(words) is None else None


_CLAUSE_END = re.compile(
    r"[,;:()—–]|\b(?:who|whom|whose|which|that|but|and|while|whereas|although|though|when|where|because|after|before|until)\b",
    re.IGNORECASE,
)


def _holds_matter(plan: Plan, words: str) -> bool:
    """Whether something beside the words of refusal is what the question asks: "this was untrue" denies no one's dismissal."""
    told = {stem(t.word) for t in tokens(words)} - _REFUSALS - _WRONG
    return all(
        not told.isdisjoint({w.stem, *w.like})
        for w in plan.wanted
        if not w.name and not w.carried and w.weight >= 0.9
    )


def _affirms(plan: Plan, words: str) -> bool | None:
    """Whether plain words say yes: they do when nothing in them is negated, and no when the clause with the matter is.

    "The firm stands in the name of his sister, who has not been charged" says no to "has she been charged?".
    """
    if NEGATION.search(words) is None:
        return True if says_just_that(plan, words) else None
    matter = {
        form
        for w in plan.wanted
        if not w.name and not w.carried and w.weight >= 0.9
        for form in (w.stem, *w.like)
    }
    clauses = [
        clause for clause in _CLAUSE_END.split(words) if matter & {stem(t.word) for t in tokens(clause)}
    ]
    return False if len(clauses) == 1 and len(NEGATION.findall(clauses[0])) == 1 else None


def _meeting(plan: Plan, record: MeetingRecord) -> bool | None:
    if record.status in (MeetingStatus.HELD, MeetingStatus.ONGOING):
        return True if _PAST.match(plan.text) else None
    if record.status in _NOT_TO_BE:
        return None if re.search(r"\b(?:cancel|call\w* off|refus)", fold(plan.text)) else False
    if record.status is MeetingStatus.PLANNED and _AHEAD.search(plan.text):
        return True
    return None


def _deadline(plan: Plan, record: DeadlineRecord) -> bool | None:
    if plan.shape is Shape.OUTCOME:
        return _in_time(plan, record)
    if plan.shape is Shape.CHANGE and (named := _BEYOND.search(plan.text)) is not None:
        return _lies_beyond(record, named["day"])
    if plan.shape is Shape.CHANGE and any(step.status in MOVED for step in record.history):
        asked = next((status for words, status in _CHANGES if words.search(plan.text)), None)
        return True if asked not in MOVED or any(s.status is asked for s in record.history) else None
    if plan.shape is Shape.CHANGE and plan.known_until is not None and len(_days(record)) == 1:
        return False  # by then nobody had told of another day
    if plan.shape is Shape.STILL and record.status in _OVER:
        return False
    for words, status in _CHANGES:
        if words.search(plan.text):
            return True if any(step.status is status for step in record.history) else None
    if _FORCE.search(plan.text) and record.status in _OVER:
        return False
    return None


# "Was it extended beyond 28 March": by which day it now ends decides, not that it was extended once.
_BEYOND = re.compile(
    r"\b(?:beyond|past|later than|further than|after) (?:the )?(?:\w+day,? )?(?P<day>\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})\b"
)


def _lies_beyond(record: DeadlineRecord, words: str) -> bool | None:
    """Whether the record's day lies behind the named one, read as a day of the same year."""
    due = record.due.latest if record.due is not None else None
    whens = [w for w in tag(words, published=due) if w.day is not None]
    if due is None or not whens or whens[0].day is None:
        return None
    try:
        return due > whens[0].day.replace(year=due.year)
    except ValueError:
        return None


def _days(record: DeadlineRecord) -> set[str | None]:
    return {step.due.iso() for step in record.history if step.due is not None}


def _in_time(plan: Plan, record: DeadlineRecord) -> bool | None:
    """Whether what was due was done in time, as the question turns it ("was it missed")."""
    if record.status not in (DeadlineStatus.MET, DeadlineStatus.MISSED):
        return None
    return (record.status is DeadlineStatus.MET) is not (_MISSED.search(plan.text) is not None)


_MISSED = re.compile(r"\bmiss(?:ed|es)?\b", re.IGNORECASE)


def _said(settled: bool | None) -> Sentence | None:
    if settled is None:
        return None
    return Sentence(text="Yes, by these words:" if settled else "No, by these words:", kind=SentenceKind.NOTE)
