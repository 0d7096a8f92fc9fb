"""How a known story went on, told in words of its own: weighed by what two tellings share where no rule joins them.

"The group pushed the closing date back to May 14" names nobody whom the first notice bound. But it presupposes a day that
was there before, stands in an article on the same people, and speaks of closing, as that one did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.digest.interest import parties_in
from bot.digest.its_day import is_aside
from bot.digest.story import AHEAD, ENDED, HELD_LATE, MOVING, ONCE_IN_FORCE, is_past, terms_of
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus, MeetingStatus, Mode, PartyKind
from bot.model.ids import FactId
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, stem

LEAST = 3.0  # what must speak for one story
LEAST_MOVED = 2.0  # the same where a status says itself that there was a day before
_SAME_DAY, _OLD_DAY, _BOTH_MET = 2.0, 2.0, 3.0
_IN_ORDER, _NEAR = 1.0, 0.5
_SAME_PARTY, _SAME_WORD, _BESIDE, _SAME_KIND = 1.0, 1.0, 0.5, 0.5
_MOST_WORDS = 3.0
_STORY_NAMES, _STORY_SHARE = 2, 0.25  # names that two articles on one story have in common
_EARLY = timedelta(days=60)  # so long before its old day a deadline is moved,
_LATE = timedelta(days=14)  # and so long after it
_CLOSE = timedelta(days=3)  # most often it is this close
_OPEN = ONCE_IN_FORCE | {DeadlineStatus.PROPOSED}
_PRESUPPOSING = frozenset({*MOVING, DeadlineStatus.PASSED})
_OVER = ENDED | {MeetingStatus.DENIED}
_FAR = frozenset({Mode.PHONE, Mode.VIDEO, Mode.WRITTEN})
_PROMISED = frozenset({DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED})
_ANEW = re.compile(
    r"\b(?:now|again|once more|instead|more time|longer|resum\w+|restart\w*|reschedul\w+|reopen\w*|after all|no longer|stays?|stayed|lift(?:s|ed)|"
    r"no effect|suspended|frozen|(?:another|a further|an extra|\w+ more) (?:days?|weeks?|months?|\w+ (?:days|weeks|months))|"
    r"(?:days?|weeks?|months?|fortnight) more|afresh|anew|new (?:date|day|deadline|limit|time|hearing|vote|opening)|put(?:s|ting)? (?:\w+ ){0,3}back|push\w* (?:\w+ ){0,3}back|"
    r"(?:days?|weeks?|months?|hours?) (?:later|earlier|early|late|before|ahead|inside))\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]{2,}")
_NAME = re.compile(r"(?<=[a-z,;“\"’'\d] )[A-Z][\w’'-]{2,}")
_CALENDAR = frozenset(
    stem(word)
    for word in "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today tomorrow yesterday week day month year date deadline time limit".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an article names. names: words that are names for certain. capitals: these and what only opens a sentence."""

    names: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a fact was told.

    clause: its own part of the sentence. sentence: the whole one. beside: the title and the sentence before. page: what
    its article names. old: the day it was moved from, where that is told.
    """

    clause: str
    sentence: str
    beside: str
    page: Page
    old: date | None = None


def page_of(text: str) -> Page:
    """What a text names, as stems."""
    return Page(names=_stems(_NAME.findall(text)), capitals=_stems(_CAPITAL.findall(text)))


def _stems(words: Sequence[str]) -> frozenset[str]:
    found = (word.casefold().removesuffix("'s").removesuffix("’s") for word in words)
    return frozenset(stem(word) for word in found if word not in STOP_WORDS) - _CALENDAR


def find_onward(record: Record, known: Sequence[Record], scenes: Mapping[FactId, Scene]) -> Record | None:
    """The known record whose story `record` most likely carries on; None where too little speaks for one."""
    if not _may_go_on(record, scenes):
        return None
    weighed = [(_weight(record, one, scenes), -index, one) for index, one in enumerate(known)]
    best = max(weighed, key=lambda item: item[:2], default=None)
    moved = isinstance(record, DeadlineRecord) and record.status in MOVED
    return best[2] if best is not None and best[0] >= (LEAST_MOVED if moved else LEAST) else None


def tells_known_meeting(record: Record, known: Sequence[Record], scenes: Mapping[FactId, Scene]) -> bool:
    """Whether a meeting is told in a sentence that names all who are known to have met on that day, whoever was read from
    it: "Dahl and Sorn settled that in a call on Monday"."""
    if not isinstance(record, MeetingRecord) or _day(record) is None or record.conflicts:
        return False
    words = [terms_of(one.sentence) for one in _scenes_of(record, scenes)]
    return any(
        isinstance(one, MeetingRecord)
        and (one.status, _day(one)) == (record.status, _day(record))
        and record.mode in {None, one.mode}
        and all(any(_surname(who.party.name) <= said for said in words) for who in one.participants)
        for one in known
    )


def _surname(name: str) -> frozenset[str]:
    """The last part of a name, without what is joined to its front: "Abadi" of "Yusuf Al-Abadi"."""
    return terms_of(re.split(r"[\s-]", name)[-1])


def tells_known_day(record: Record, known: Sequence[Record], scenes: Mapping[FactId, Scene]) -> bool:
    """Whether a deadline has the very day of a known one of the story, and tells no more than that one.

    A limit that is told by its day alone needs one word in common ("which its supplier has threatened to disconnect on
    May 15"), others half of their words.
    """
    if not isinstance(record, DeadlineRecord) or record.conflicts or record.due is None:
        return False
    ours = _scenes_of(record, scenes)
    if record.status not in _ONLY_TOLD or any(_ANEW.search(one.clause) for one in ours):
        return False
    return any(
        isinstance(one, DeadlineRecord)
        and one.status in _OPEN
        and {record.kind, one.kind} != _OPPOSITES
        and _same_story(ours, theirs := _scenes_of(one, scenes))
        and (_tells_day_again(record, one, ours, theirs) or _recalls(record, one, ours, theirs))
        for one in known
    )


def _tells_day_again(
    record: DeadlineRecord, known: DeadlineRecord, ours: Sequence[Scene], theirs: Sequence[Scene]
) -> bool:
    """Whether the same day is told in words that are few, or half of which are those of the known deadline."""
    if _day(record) is None or _day(record) != _day(known):
        return False
    alone = record.kind is DeadlineKind.DEADLINE and not record.requirement
    return (alone and _words_shared(ours, theirs) >= _SAME_WORD) or _is_half_shared(ours, theirs)


def _recalls(
    record: DeadlineRecord, known: DeadlineRecord, ours: Sequence[Scene], theirs: Sequence[Scene]
) -> bool:
    """Whether a deadline of the same people or words is told more loosely than the known one, whose day lies in its days, or in
    a clause that only describes: "the firm, which has until the end of the month to withdraw the model"."""
    due, day = record.due, _day(known)
    if due is None or day is None or due.earliest is None or due.latest is None:
        return False
    first = due.latest - _ABOUT_END if due.mod == "END" else due.earliest
    if not first <= day <= due.latest or due.latest - first > _LOOSE:
        return False
    aside = any(is_aside(one.sentence.partition(due.words)[0]) for one in ours)
    if not aside and first == due.latest:
        return False
    return _party_shared(record, known) or _words_shared(ours, theirs) >= _SAME_WORD


def _is_half_shared(ours: Sequence[Scene], theirs: Sequence[Scene]) -> bool:
    """Whether two tellings share half of the words of the shorter one, two at least; names are no words."""
    named = frozenset(name for one in (*ours, *theirs) for name in one.page.names) | _CALENDAR
    mine = _terms(one.clause for one in ours) - named
    other = _terms(one.sentence for one in theirs) - named
    return len(mine & other) >= max(_LEAST_WORDS, _HALF * min(len(mine), len(other)))


_ONLY_TOLD = frozenset({DeadlineStatus.SET, DeadlineStatus.PROPOSED})
_OPPOSITES = {DeadlineKind.EXPIRY, DeadlineKind.EFFECTIVE}
_LEAST_WORDS, _HALF = 2, 0.5
_ABOUT_END = timedelta(days=3)  # so much before the end of a week or month may the day be that is meant by it
_LOOSE = timedelta(days=31)  # for so many days at most is a day meant that is told loosely


def _may_go_on(record: Record, scenes: Mapping[FactId, Scene]) -> bool:
    """Whether its words presuppose something that was told before, or could be what was told before come true."""
    if isinstance(record, MeetingRecord):
        return record.status in _OVER
    if record.status is DeadlineStatus.PROPOSED or (record.status is DeadlineStatus.SET and is_past(record)):
        return False
    return record.status in _PRESUPPOSING or any(
        _ANEW.search(one.clause) for one in _scenes_of(record, scenes)
    )


def _scenes_of(record: Record, scenes: Mapping[FactId, Scene]) -> list[Scene]:
    return [scenes[fact] for fact in record.facts if fact in scenes]


def _weight(record: Record, known: Record, scenes: Mapping[FactId, Scene]) -> float:
    """How much speaks for one story, 0 where something speaks against it."""
    ours, theirs = _scenes_of(record, scenes), _scenes_of(known, scenes)
    if not _same_story(ours, theirs):
        return 0.0
    match record, known:
        case DeadlineRecord(), DeadlineRecord() if known.status in _OPEN:
            days = _days_agree(record, known, ours)
            kind = _SAME_KIND * (record.kind is known.kind)
        case DeadlineRecord(), MeetingRecord() if (
            known.status in AHEAD and record.kind is DeadlineKind.SCHEDULED
        ):
            days, kind = _days_agree(record, known, ours), 0.0
        case MeetingRecord(), DeadlineRecord() if known.kind in _PROMISED and known.status in _OPEN:
            days, kind = (_SAME_DAY if _day(record) == _day(known) is not None else None), 0.0
        case MeetingRecord(), MeetingRecord() if known.status in AHEAD:
            days, kind = _encounters_agree(record, known), 0.0
        case _:
            return 0.0
    if days is None:
        return 0.0
    return days + kind + _SAME_PARTY * _party_shared(record, known) + _words_shared(ours, theirs)


def _days_agree(record: DeadlineRecord, known: Record, ours: Sequence[Scene]) -> float | None:
    """How well the days of a deadline fit those of a known one; None where they speak against it."""
    day, before, told = _day(record), _day(known), record.known.date()
    old = {one.old for one in ours if one.old is not None}
    if old and before is not None:
        return _OLD_DAY + _IN_ORDER if before in old else None
    if day is not None and day == before:
        return _SAME_DAY
    if before is None or not before - _EARLY <= told <= before + _LATE or (day is not None and day <= before):
        return 0.0
    return _IN_ORDER + _NEAR * (abs(told - before) <= _CLOSE)


def _encounters_agree(record: MeetingRecord, known: MeetingRecord) -> float | None:
    """How well a meeting that took place, or did not, fits one that was planned; None where it is another one."""
    if (record.mode in _FAR) is not (known.mode in _FAR):
        return None
    day, before = _day(record), _day(known)
    met = _met_too(record, known)
    if met > 1 and _in_time(record, known):
        return _BOTH_MET
    named = all(one.party.kind is PartyKind.PERSON for one in known.participants)
    if day is None or day != before or (named and not met):
        return None
    return _SAME_DAY


def _met_too(record: MeetingRecord, known: MeetingRecord) -> int:
    """How many of those who met were to meet, told by surname or by office."""
    theirs = [terms_of(f"{one.party.name} {one.party.title or ''}") for one in known.participants]
    count = 0
    for one in record.participants:
        name = terms_of(one.party.name)
        last = terms_of(one.party.name.split()[-1]) if one.party.kind is PartyKind.PERSON else name
        found = next((other for other in theirs if last and last <= other), None)
        if found is not None:
            theirs.remove(found)
            count += 1
    return count


def _in_time(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Whether the day of a meeting lies in the days for which it was planned, or not long after."""
    when, then = record.when, known.when
    if when is None or then is None or when.earliest is None or when.latest is None:
        return False
    if then.earliest is None or then.latest is None:
        return False
    return when.earliest <= then.latest + HELD_LATE and then.earliest <= when.latest


def _same_story(ours: Sequence[Scene], theirs: Sequence[Scene]) -> bool:
    return any(in_one_story(one.page, other.page) for one in ours for other in theirs)


def in_one_story(one: Page, other: Page) -> bool:
    """Whether two articles name enough of the same people and places."""
    fewer = min(len(one.names), len(other.names))
    return len(names_shared(one, other)) >= max(_STORY_NAMES, _STORY_SHARE * fewer)


def names_shared(one: Page, other: Page) -> frozenset[str]:
    """Words that are a name in one article and begin with a capital in the other."""
    return one.names & other.capitals | one.capitals & other.names


def _words_shared(ours: Sequence[Scene], theirs: Sequence[Scene]) -> float:
    """How many telling words of the two tellings are the same, or may stand for each other; names count elsewhere."""
    named = frozenset(name for one in (*ours, *theirs) for name in one.page.names) | _CALENDAR
    mine, other = (_terms(one.sentence for one in scenes) - named for scenes in (ours, theirs))
    beside, beyond = (_terms(one.beside for one in scenes) - named for scenes in (ours, theirs))
    same = len(mine & other) + sum(0.8 for word in mine - other if synonyms(word) & other)
    near = len(((mine | beside) & (other | beyond)) - (mine & other))
    return min(_MOST_WORDS, _SAME_WORD * same + _BESIDE * near)


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms_of(text) if term.isalpha())


def _party_shared(record: Record, known: Record) -> bool:
    """Whether one party of each may be the same, told by name or by office."""
    ours, theirs = (
        frozenset(term for party in parties_in(one) for term in terms_of(f"{party.name} {party.title or ''}"))
        for one in (record, known)
    )
    return not ours.isdisjoint(theirs)


def _day(record: Record) -> date | None:
    when = record.when if isinstance(record, MeetingRecord) else record.due
    return None if when is None else when.day
