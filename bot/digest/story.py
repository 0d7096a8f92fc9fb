"""Records that stand by themselves and yet say how a known story went on ("remains suspended until November"), in too few
words to be merged with it.
"""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.digest.interest import keys_of
from bot.model.facts import (
    IN_FORCE,
    DeadlineKind,
    DeadlineStatus,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
)
from bot.model.ids import FactId
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.text.words import content_terms, stem

MOVING = frozenset(
    {
        DeadlineStatus.EXTENDED,
        DeadlineStatus.BROUGHT_FORWARD,
        DeadlineStatus.WITHDRAWN,
        DeadlineStatus.MET,
        DeadlineStatus.MISSED,
    }
)
_ENDING = frozenset(
    {DeadlineStatus.WITHDRAWN, DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED}
)
_TAKEN_BACK = frozenset({DeadlineStatus.WITHDRAWN})
_OFF = frozenset({MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.REFUSED})
AHEAD = frozenset(
    {MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED, MeetingStatus.POSTPONED}
)
_WISHED = AHEAD - {MeetingStatus.PLANNED}
ENDED = frozenset(
    {
        MeetingStatus.HELD,
        MeetingStatus.ONGOING,
        MeetingStatus.CANCELLED,
        MeetingStatus.REFUSED,
        MeetingStatus.POSTPONED,
    }
)


ONCE_IN_FORCE = IN_FORCE | {DeadlineStatus.PASSED, DeadlineStatus.MISSED}
_SAME_TERMS = 2  # content words in common of what is to be done,
_SAME_SENTENCE = 4  # and of sentences whose people are not compared
_HALF = 0.5  # of what is to be done
_SAME_SHARE = 0.6  # of the content words of the shorter sentence
_SAME_SHARE_ANEW = 0.5  # the same where the new one says that there was a day before
_RENEWED = re.compile(r"\b(?:now|another|more time|once more)\b", re.IGNORECASE)
DAY_TERMS = frozenset(
    stem(word.casefold()) for word in (*month_name, *month_abbr, *day_name, *day_abbr) if word
)
_LATE_NEWS = timedelta(days=7)  # so long ago at most took place what was then told of as ahead
_TOOK_PLACE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
HELD_LATE = timedelta(days=14)  # so long after its day a meeting may be held that nobody told was put off
_NEAR_DAYS = 3  # so far from its planned day a meeting of the same people is still the planned one


def find_story(
    record: Record, known: Sequence[Record], words: Mapping[FactId, str] | None = None
) -> Record | None:
    """The one known record of which `record`, told by itself, says what became; None when none or several may be meant.

    words: the sentences of articles behind the facts, as far as they are at hand.
    """
    told = words or {}
    match record:
        case DeadlineRecord():
            deadlines = [one for one in known if isinstance(one, DeadlineRecord)]
            found: list[Record] = [one for one in deadlines if _goes_on(record, one, told)]
            found = found or [one for one in deadlines if _is_set_anew(record, one, told)]
            found = found or [one for one in deadlines if _asks_for_more(record, one, told)]
            found = found or [
                one for one in known if isinstance(one, MeetingRecord) and _puts_off(record, one)
            ]
        case MeetingRecord():
            found = [one for one in known if isinstance(one, MeetingRecord) and _came_of(record, one)]
    return found[0] if len(found) == 1 else None


def _asks_for_more(record: DeadlineRecord, known: DeadlineRecord, words: Mapping[FactId, str]) -> bool:
    """Whether another day is asked for, in a sentence that tells at least half of what the known deadline asks for."""
    if record.status is not DeadlineStatus.PROPOSED or known.status not in IN_FORCE:
        return False
    ours = record.due.latest if record.due is not None else None
    theirs = known.due.latest if known.due is not None else None
    if ours is None or theirs is None or ours == theirs or _agree(record, known) is False:
        return False
    heard = terms_of(known.requirement) - DAY_TERMS
    return len(heard & _terms_told(record, words)) >= max(_SAME_TERMS, _HALF * len(heard))


def _puts_off(record: DeadlineRecord, known: MeetingRecord) -> bool:
    """Whether what is scheduled and moved, or dropped, is a meeting of these very people: "put off the talks of Wednesday"."""
    if record.kind is not DeadlineKind.SCHEDULED or known.status not in AHEAD:
        return False
    if record.status not in {DeadlineStatus.EXTENDED, DeadlineStatus.WITHDRAWN}:
        return False
    parties = [party for party in (record.setter, record.addressee) if party is not None]
    theirs = [terms_of(one.party.name) for one in known.participants]
    return bool(parties) and all(any(name <= terms_of(party.name) for name in theirs) for party in parties)


def _goes_on(record: DeadlineRecord, known: DeadlineRecord, words: Mapping[FactId, str]) -> bool:
    """Whether a status that presupposes an earlier day can be that of a deadline known to be in force."""
    if record.status not in {*MOVING, DeadlineStatus.PASSED} or known.status not in IN_FORCE:
        return False
    said, heard = terms_of(record.requirement), terms_of(known.requirement)
    agreed = _agree(record, known)
    if agreed is False or (said and heard and said.isdisjoint(heard)):
        return False
    ours = record.due.latest if record.due is not None else None
    theirs = known.due.latest if known.due is not None else None
    if record.status in _ENDING:  # the day itself says which is meant; a withdrawal may tell its own day only
        return ours == theirs if agreed is None else ours in {None, theirs} or record.status in _TAKEN_BACK
    if theirs is None:
        return False
    if agreed is None and len(said & heard) < _SAME_TERMS and not _sound_alike(record, known, words, agreed):
        return False
    if ours is None:  # "gave it three more weeks": which day that makes is not told
        return bool(said & heard) or _sound_alike(record, known, words, agreed)
    return theirs < ours if record.status is DeadlineStatus.EXTENDED else ours < theirs


def _is_set_anew(record: DeadlineRecord, known: DeadlineRecord, words: Mapping[FactId, str]) -> bool:
    """Whether the same people are given another day for the same thing, in words that do not say that it moved.

    "Gave the city until September 30 to repay the bond", where July 31 was known. Alike are two things to do of which one
    is told with all words of the other, and, where that cannot be said, the sentences without the names.
    """
    if record.status is not DeadlineStatus.SET or known.status not in ONCE_IN_FORCE:
        return False
    ours = record.due.latest if record.due is not None else None
    theirs = known.due.latest if known.due is not None else None
    agreed = _agree(record, known)
    if ours is None or theirs is None or ours == theirs or agreed is False or is_past(record):
        return False
    said, heard = terms_of(record.requirement), terms_of(known.requirement)
    if said and heard and said.isdisjoint(heard):
        return False
    if agreed and len(said & heard) >= _SAME_TERMS and (said <= heard or heard <= said):
        return True
    if agreed and heard & _terms_told(record, words) and _names_new_day(record, words):
        return True
    return _sound_alike(record, known, words, agreed)


def _names_new_day(record: DeadlineRecord, words: Mapping[FactId, str]) -> bool:
    """Whether the words say that there was another day before: "the report needs more time, the new date is May 9"."""
    return any(_NEW_DAY.search(words.get(fact, "")) for fact in record.facts)


_NEW_DAY = re.compile(
    r"\bnew (?:date|day|deadline|limit|target|time limit)\b|\bmore time\b|\b(?:later|another|different) (?:date|day)\b",
    re.IGNORECASE,
)


def _sound_alike(
    record: DeadlineRecord, known: DeadlineRecord, words: Mapping[FactId, str], agreed: bool | None
) -> bool:
    """Whether the sentences share most of their words; where the people agree, beside their names."""
    one, other = _terms_told(record, words), _terms_told(known, words)
    if agreed:
        named = _name_terms(record) | _name_terms(known)
        one, other = one - named, other - named
    least = _SAME_TERMS if agreed else _SAME_SENTENCE
    renewed = any(_RENEWED.search(words.get(fact, "")) for fact in record.facts)
    share = _SAME_SHARE_ANEW if renewed else _SAME_SHARE
    return len(one & other) >= max(least, share * min(len(one), len(other)))


def is_past(record: DeadlineRecord) -> bool:
    """Whether the day lay behind when it was first told: such a day is recalled, not set."""
    return (
        record.due is not None and record.due.latest is not None and record.due.latest < record.known.date()
    )


def _terms_told(record: DeadlineRecord, words: Mapping[FactId, str]) -> frozenset[str]:
    """The content words of the sentences behind a record, days and numbers left out."""
    told = (terms_of(words.get(fact)) for fact in record.facts)
    return frozenset(term for terms in told for term in terms if term.isalpha()) - DAY_TERMS


def _name_terms(record: DeadlineRecord) -> frozenset[str]:
    parties = (record.setter, record.addressee)
    return frozenset(term for party in parties if party is not None for term in terms_of(party.name))


def _agree(record: DeadlineRecord, known: DeadlineRecord) -> bool | None:
    """Whether the two name a party in common and contradict each other in none; None when nothing can be compared.

    Who is setter and who is bound is told loosely ("the court moved its hearing"), so a name counts in either place.
    """
    ours = [_names_of(party) for party in (record.setter, record.addressee)]
    theirs = [_names_of(party) for party in (known.setter, known.addressee)]
    all_ours, all_theirs = ours[0] | ours[1], theirs[0] | theirs[1]
    for mine, other in zip((record.setter, record.addressee), (known.setter, known.addressee), strict=True):
        if is_nameless(mine) or is_nameless(other):
            continue
        if _names_of(mine).isdisjoint(all_theirs) and _names_of(other).isdisjoint(all_ours):
            return False
    return True if all_ours & all_theirs else None


def _names_of(party: Party | None) -> frozenset[str]:
    """The names that a party's keys hold, whether it was taken for a body or for somebody's surname."""
    return frozenset(key.rpartition(":")[2] for key in keys_of(party))


def _came_of(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Whether a meeting that took place, or did not, is one that was only ahead; told by a part of its people.

    One that is planned comes of the wish of the very same people.
    """
    ours = {one.party.key for one in record.participants}
    theirs = {one.party.key for one in known.participants}
    if record.status is MeetingStatus.PLANNED and known.status in _WISHED:
        return ours == theirs
    if record.status is MeetingStatus.DENIED and known.status in _TOOK_PLACE:
        return _is_denied(record, known)
    if record.status not in ENDED or known.status not in AHEAD:
        return False
    if record.status in _OFF and ours == theirs:
        return True  # "Wednesday's meeting" that is called off may be read as another Wednesday's
    now, then = record.when, known.when
    ends = now.latest if now is not None else None
    if ends is not None and ends < known.known.date() - _LATE_NEWS:
        return False  # they had met before that meeting was spoken of
    if now is not None and then is not None and now.day is not None and then.day is not None:
        if ours == theirs and record.status not in _OFF:
            held_late = record.status in _TOOK_PLACE and then.day <= now.day <= then.day + HELD_LATE
            return held_late or abs((now.day - then.day).days) <= _NEAR_DAYS
        return now.day == then.day and not ours.isdisjoint(theirs)
    return len(ours & theirs) > 1


def _is_denied(record: MeetingRecord, known: MeetingRecord) -> bool:
    """Whether somebody denies a meeting that was told: one of its people in its place, the other by name or by office."""
    if record.place is None or terms_of(record.place) != terms_of(known.place):
        return False
    if record.when is not None and known.when is not None and record.when.day != known.when.day:
        return False
    theirs = {one.party.key for one in known.participants}
    others = [one.party for one in record.participants if one.party.key not in theirs]
    return len(others) < len(record.participants) and all(_is_office(one) for one in others)


def are_among(some: Sequence[Participant], others: Sequence[Participant], *, least: int = 1) -> bool:
    """Whether all of `some` are of `others`, so many of them at least by name.

    "The president" may be any person there whom nobody else stands for; a surname alone is its bearer.
    """
    left = [one.party for one in others]
    named = 0
    for party in sorted((one.party for one in some), key=_is_office):
        mine = [
            one for one in left if (_is_office(party) and one.kind is PartyKind.PERSON) or _is_one(party, one)
        ]
        if not mine:
            return False
        left.remove(mine[0])
        named += not _is_office(party)
    return named >= least


def _is_one(party: Party, other: Party) -> bool:
    if party.key == other.key:
        return True
    name = party.key.rpartition(":")[2]
    return " " not in name and other.kind is PartyKind.PERSON and other.key.endswith(f" {name}")


def _is_office(party: Party) -> bool:
    return party.key.startswith("office:")


def is_nameless(party: Party | None) -> bool:
    """Whether a party is told by a description only, such as "larger businesses", "the American president" or "the union"."""
    if party is None or party.kind is PartyKind.UNNAMED or party.name.islower():
        return True
    return party.key.startswith("group:") and "+" not in party.key


def terms_of(words: str | None) -> frozenset[str]:
    return frozenset(stem(term) for term in content_terms(words or ""))
