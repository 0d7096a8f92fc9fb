"""The old day of a deadline that has moved, where another sentence of the article tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.extract.deadlines.by_length import day_before_shift, moves_by_length, reckoned_old_day
from bot.extract.deadlines.counting import counted, counted_days, is_counted
from bot.extract.deadlines.join import Joined
from bot.extract.deadlines.merging import GENERIC
from bot.extract.deadlines.telling import Telling
from bot.extract.deadlines.told_as_old import named_old_day
from bot.extract.deadlines.turning import direction
from bot.extract.document import Document
from bot.model.facts import MOVED, DeadlineKind, DeadlineStatus
from bot.model.when import Anchor, When
from bot.text.words import content_terms

_MOVING = re.compile(r"moved|prolongation|clause\.(?:\w+_)?move")
_OVER = frozenset((DeadlineStatus.PASSED, DeadlineStatus.MISSED, DeadlineStatus.EXTENDED))
_ONCE = re.compile(
    r"\b(?:original(?:ly)?|initial(?:ly)?|previous(?:ly)?|first|earlier|prior|old|existing|current|then|had|was|were|passed|expired|lapsed)\b",
    re.IGNORECASE,
)
""" "originally", "was required to": words of a day that holds no more."""
LONG_PAST = 60  # days
ABOUT = 31  # days between the report and the old day, within which a move by a length is told
_STEPS = (DeadlineKind.SCHEDULED, DeadlineKind.COMMITMENT, DeadlineKind.CONDITION)


def with_old_days(document: Document, joined: Sequence[Joined], tellings: Sequence[Telling]) -> list[Joined]:
    """The deadlines with the old day of each that moved; a day that was to be and never moved is one of its own."""
    for one in joined:
        if one.main.status is DeadlineStatus.EXTENDED and _is_later(one.main.previous, one.main.due):
            one.main = replace(one.main, previous=None)
    used = {id(telling) for one in joined for telling in one.tellings}
    left = [t for t in tellings if t.rule == "was_to_expire" and t.due is not None and id(t) not in used]
    moved = [one for one in joined if _has_moved(one.main)]
    for one in [one for one in joined if _by_how_much(one.main)]:
        new = next((other for other in moved if other is not one and _reaches(one, other, document)), None)
        if new is not None:
            new.tellings += one.tellings
            joined = [other for other in joined if other is not one]
            moved = [other for other in moved if other is not one]
    gone: list[When] = []
    for one in (one for one in moved if not _knows_old(one.main) and not _is_old_news(document, one.main)):
        named = named_old_day(document, one)
        old = _old_day(document, one, joined, left) or named or reckoned_old_day(document, one.main)
        if old is not None and _is_finer(old, one.main.previous):
            one.main = _moved(_from(one.main, old, document))
            left = [t for t in left if t.due is not old]
            gone += [old] if old is named and one.main.status in MOVED else []
    joined = [one for one in joined if not _is_only_old(one, gone)]
    _by_lengths_told(document, joined, tellings)
    _after_lapses(joined)
    for told in left:
        moved += _told_next(document, told, joined)
    alone = (
        []
        if moved
        else [t for t in left if _is_to_come(t, document.published) and not _is_unreal(document, t)]
    )
    added = [Joined(main=t, tellings=[t]) for t in alone if not _told_by(t, joined)]
    for one in joined:
        one.main = _as_its_days_say(one.main)
    return sorted([*joined, *added], key=lambda one: one.main.quote)


def _is_unreal(document: Document, telling: Telling) -> bool:
    """ "The permit would have expired on 1 May": whatever came of it, that day does not hold."""
    start = document.sentences[telling.line].start
    return _WOULD_HAVE.search(document.text, start, telling.trigger.end) is not None


_WOULD_HAVE = re.compile(r"\bwould (?:otherwise |then |also )?have (?:been )?\w+", re.IGNORECASE)


def _by_lengths_told(document: Document, joined: Sequence[Joined], tellings: Sequence[Telling]) -> None:
    """The old days of days told soon after a move by a length, less that length; what such a move sets has moved."""
    moves = moves_by_length(tellings)
    for one in joined if moves else ():
        main = one.main
        if main.previous is not None or main.status not in (
            *MOVED,
            DeadlineStatus.SET,
            DeadlineStatus.PROPOSED,
        ):
            continue
        found = day_before_shift(document, main, moves)
        if found is not None:
            old, move = found
            status = (
                move.status if main.status is DeadlineStatus.SET and move.status in MOVED else main.status
            )
            one.main = replace(main, previous=old, status=status)


def _knows_old(main: Telling) -> bool:
    return main.previous is not None and main.previous.day is not None


def _is_finer(old: When, known: When | None) -> bool:
    """Whether a day may stand for the old day: none is known, or only the month or year it lies in."""
    if known is None or known.earliest is None or known.latest is None or old.day is None:
        return known is None
    return known.earliest <= old.day <= known.latest


def _is_only_old(one: Joined, gone: Sequence[When]) -> bool:
    """Whether all it tells is a day that its own words call the old one of a move told beside it."""
    due = one.main.due
    plain = one.main.status is DeadlineStatus.SET and len(one.tellings) == 1 and one.main.previous is None
    return plain and due is not None and any(due.span == old.span for old in gone)


def _after_lapses(joined: Sequence[Joined]) -> None:
    """ "Missed the 31 March date and has been given until 15 May": the new time moves the day that was missed."""
    for one in joined:
        new = one.main
        if new.status is not DeadlineStatus.SET or new.previous is not None or new.rule not in _NEW_TIME:
            continue
        over = [
            other.main.due
            for other in joined
            if other.main.status in (DeadlineStatus.MISSED, DeadlineStatus.PASSED)
            and 0 <= new.line - other.main.line <= 1
            and _fits(other.main.due, new.due, sooner=False)
            and not _are_others(new, other.main)
        ]
        if len(over) == 1:
            one.main = replace(new, previous=over[0], status=DeadlineStatus.EXTENDED)


def _are_others(a: Telling, b: Telling) -> bool:
    """Whether two deadlines bind parties that are named and not the same."""
    return (
        a.addressee is not None and b.addressee is not None and a.addressee.party.key != b.addressee.party.key
    )


_NEW_TIME = ("given", "give", "have_until", "new_limit", "won")


def _as_its_days_say(main: Telling) -> Telling:
    """A move as later or sooner, as its old and its new day lie."""
    if main.status is not DeadlineStatus.BROUGHT_FORWARD:
        return main
    return replace(main, status=direction(main.due, main.previous) or main.status)


_HAS_MOVED = re.compile(
    r"[^.;]{0,40}?\b(?:has|have|had|was|were|will be|is|are)\s(?:now\s|since\s)?(?:been\s)?(?:extended|prolonged|postponed|put off|pushed back|delayed|moved)\b",
    re.IGNORECASE,
)


def _told_next(document: Document, told: Telling, joined: Sequence[Joined]) -> list[Joined]:
    """ "The period, which was to end on 20 March, has been extended; holders have until 17 April": the later day is the new one."""
    sentence = document.sentences[told.line]
    if not _HAS_MOVED.match(document.text, told.quote.end, sentence.end):
        return []
    later = [
        one
        for one in joined
        if abs(one.main.line - told.line) <= 1
        and one.main.kind in (DeadlineKind.DEADLINE, DeadlineKind.EXPIRY)
        and one.main.status is DeadlineStatus.SET
        and one.main.previous is None
        and _fits(told.due, one.main.due, sooner=False)
    ]
    for one in later[:1]:
        one.main = replace(one.main, previous=told.due, status=DeadlineStatus.EXTENDED)
    return later[:1]


def _is_later(old: When | None, new: When | None) -> bool:
    return (
        old is not None
        and new is not None
        and old.day is not None
        and new.day is not None
        and old.day > new.day
    )


def _has_moved(main: Telling) -> bool:
    asked = main.status is DeadlineStatus.PROPOSED and main.due is not None and main.due.day is not None
    proposed = asked and _MOVING.match(main.rule) is not None
    return main.status in MOVED or main.previous is not None or proposed or main.rule == "new_limit"


def _is_old_news(document: Document, main: Telling) -> bool:
    """Whether its sentence opens with a time long past: "In December 2019 the holders agreed to a two-month extension"."""
    published, sentence = document.published, document.sentences[main.line]
    first = next(iter(document.whens_in(sentence)), None)
    if first is None or first.latest is None or published is None or first.span.start - sentence.start > 12:
        return False
    return (published - first.latest).days > LONG_PAST


def _by_how_much(main: Telling) -> bool:
    if main.due is None:
        return False
    open_move = main.status in MOVED and main.rule == "moved" and main.due.iso() is None
    more_time = main.status in (*MOVED, DeadlineStatus.PROPOSED) and main.rule in ("give", "given", "won")
    unsure = main.due.iso() is None or (is_counted(main.due.rule) and _from_report(main.due))
    return open_move or (more_time and unsure)


def _reaches(open_one: Joined, other: Joined, document: Document) -> bool:
    """Whether the length of a move, counted from about the day of the report, reaches the new day told elsewhere."""
    length, new, published = open_one.main.due, other.main.due, document.published
    if (
        other.main.status not in MOVED
        or length is None
        or new is None
        or new.day is None
        or published is None
    ):
        return False
    if open_one.main.rule == "give" and any(t.line == open_one.main.line for t in other.tellings):
        return True  # "extended until 18 February, giving the army three and a half weeks more"
    reached = length.day
    if reached is None and (days := counted_days(length, published, calendar=None)) is not None:
        reached = days[1]
    return reached is not None and abs((new.day - reached).days) <= ABOUT


def _old_day(
    document: Document, one: Joined, joined: Sequence[Joined], left: Sequence[Telling]
) -> When | None:
    """The last day before the new one (after it, where it came sooner) that is told of the same matter."""
    sooner = one.main.status is DeadlineStatus.BROUGHT_FORWARD
    told = [t for t in left if _fits(t.due, one.main.due, sooner=sooner)]
    if told:
        about = _about(document, one)
        near = max(told, key=lambda t: len(about & set(content_terms(document.words(t.quote)))))
        if len(told) == 1 or about & set(content_terms(document.words(near.quote))):
            return near.due
    days = [
        other.main.due
        for other in joined
        if other is not one
        and _fits(other.main.due, one.main.due, sooner=sooner)
        and _same_matter(document, one, other)
    ]
    known = [when for when in days if when is not None and when.day is not None]
    if not known:
        return _only_limit_over(one, joined) if one.main.status in MOVED else None
    pick = min if sooner else max
    return pick(known, key=lambda when: when.earliest or date.max)


def _only_limit_over(new: Joined, joined: Sequence[Joined]) -> When | None:
    """The day of the one limit that is over, where the article tells of one move only."""
    others = [one.main for one in joined if one is not new]
    gone = (DeadlineStatus.PASSED, DeadlineStatus.MISSED)
    over = [t for t in others if t.status in gone and (t.head in GENERIC or t.kind is DeadlineKind.DEADLINE)]
    if len(over) != 1 or any(t.status in MOVED and not _told_by(t, [new]) for t in others):
        return None
    near = _fits(over[0].due, new.main.due, sooner=False) and new.main.status is DeadlineStatus.EXTENDED
    return over[0].due if near else None


def _fits(old: When | None, new: When | None, *, sooner: bool) -> bool:
    if old is None or old.day is None:
        return False
    if new is None or new.earliest is None or new.latest is None:
        return not sooner
    return old.day > new.latest if sooner else old.day < new.earliest


def _same_matter(document: Document, new: Joined, old: Joined) -> bool:
    """Whether an earlier day was that of the same duty or term, and is told as one that holds no more."""
    a, b = new.main, old.main
    if b.status is DeadlineStatus.PROPOSED or b.kind in _STEPS or b.rule.endswith("+sibling"):
        return False
    again = a.setter and b.setter and a.setter.party.key == b.setter.party.key and b.status in MOVED
    if again:
        return True
    if a.addressee and b.addressee and a.addressee.party.key != b.addressee.party.key:
        return False
    if a.head == b.head and a.head not in GENERIC and b.kind is DeadlineKind.EXPIRY and a.head is not None:
        return True  # "the pause is to last until 6 April ... to prolong the pause"
    published = document.published
    over = b.due is not None and b.due.day is not None and published is not None and b.due.day <= published
    if (
        b.status not in _OVER
        and not over
        and not any(_ONCE.search(document.words(t.quote)) for t in old.tellings)
    ):
        return False
    if a.head in GENERIC and b.head in GENERIC:
        return True
    if a.addressee and b.addressee and (a.head in GENERIC or b.head in GENERIC):
        return True
    mine, theirs = (_about(document, joined) for joined in (new, old))
    return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _about(document: Document, joined: Joined) -> set[str]:
    return {
        term
        for telling in joined.tellings
        for term in content_terms(document.words(telling.quote))
        if not term[0].isdigit()
    }


def _from(main: Telling, old: When, document: Document) -> Telling:
    """With its old day; a move by a length of time is counted from it, to a day that is still to come."""
    due = main.due
    if due is None or old.day is None or not _by_length(main, due):
        return replace(main, previous=old)
    sooner = main.status is DeadlineStatus.BROUGHT_FORWARD
    anchor = Anchor(day=old.day, words=old.words, span=old.span)
    new = counted(due, anchor, calendar=document.calendar, back=sooner)
    published = document.published
    if new.latest is None or (published is not None and new.latest < published):
        return main if due.iso() is not None else replace(main, previous=old)
    return replace(main, previous=old, due=new)


def _moved(main: Telling) -> Telling:
    """A new limit whose old day is known has moved."""
    old, new = main.previous, main.due
    if (
        main.status is not DeadlineStatus.SET
        or old is None
        or new is None
        or old.day is None
        or new.day is None
    ):
        return main
    later = new.day > old.day
    return replace(main, status=DeadlineStatus.EXTENDED if later else DeadlineStatus.BROUGHT_FORWARD)


def _by_length(main: Telling, due: When) -> bool:
    """Whether it tells by how much it moved: "extended by 30 days", "gives them another 30 days"."""
    if main.status is DeadlineStatus.PROPOSED:
        return False
    return (main.rule == "moved" and due.iso() is None) or (is_counted(due.rule) and _from_report(due))


def _from_report(due: When) -> bool:
    return due.anchor is not None and due.anchor.span is None


def _is_to_come(telling: Telling, published: date | None) -> bool:
    day = None if telling.due is None else telling.due.day
    return day is not None and published is not None and day >= published


def _told_by(telling: Telling, joined: Sequence[Joined]) -> bool:
    """Whether another deadline has that day already."""
    return any(
        one.main.due is not None and telling.due is not None and one.main.due.iso() == telling.due.iso()
        for one in joined
    )
