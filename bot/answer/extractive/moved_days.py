"""The days that one thing has had, one after the other, as the question that names it puts them together.

Records hold what surely belongs together. A question names its thing, which is more: words of a later article that tell of a move
and fit the question nearly as well carry the record on that fits it best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.holding import LEAST_FIT, LEAST_NOUNS, misses_name
from bot.answer.extractive.match import Match, match_records
from bot.model.answers import Evidence, Order, Plan, Shape
from bot.model.facts import MOVED, Deadline, DeadlineStatus
from bot.model.ids import FactId
from bot.model.records import DeadlineRecord, DeadlineStep, Record
from bot.model.when import When
from bot.text.when import tag
from bot.text.words import content_terms, stem, words_of

_MOVE_WORDS = re.compile(
    r"^(?:mov|extend|extens|prolong|postpon|delay|shift|chang|put|push|bring|brought|adjourn|resched|shorten|alter|renew|lengthen|times?$|"
    r"still|origin|previou|initi|old|earli|befor|first|back|forward|off$|long|often)"
)
_TELLS_A_MOVE = re.compile(
    r"\b(?:now|instead|rather than|no longer|revised|new (?:date|day|deadline|limit|time)s?|(?:extend|prolong|postpon|adjourn|deferr|delay|reschedul|shorten|shift)\w*|"
    r"put (?:back|off)|push\w* back|brought forward|mov(?:ed|es|ing)|until further|another (?:\w+ )?(?:day|week|fortnight|month|year)s?|"
    r"(?:more|further|extra) (?:day|week|month|year|time)s?|slip(?:s|ped)?|corrects?|corrected)\b",
    re.IGNORECASE,
)
_NEAR, _OPEN = 0.55, frozenset({DeadlineStatus.PROPOSED, DeadlineStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A day that the thing had: the step that told it, the fact behind the step and the match it belongs to."""

    day: str
    step: DeadlineStep
    fact: Deadline
    match: Match
    moved: bool

    @property
    def known(self) -> datetime:
        """When a stored article first told it."""
        return self.step.known


def days_held(plan: Plan, evidence: Evidence, choices: Sequence[Choice]) -> tuple[Held, ...]:
    """The days of the deadline that `plan` means, the first told first; empty when none fits."""
    asked = asked_days(plan)
    matches = [
        m
        for m in match_records(_without_days(plan), evidence, DeadlineRecord, choices, named_before=True)
        if m.fit >= LEAST_FIT and m.nouns >= LEAST_NOUNS and not misses_name(m)
    ]
    steps = {id(m): list(_steps(m, evidence)) for m in matches}
    matches = [m for m in matches if steps[id(m)]]
    anchor = _anchor(matches, steps, asked, has_moved=plan.shape is Shape.PREVIOUS)
    if anchor is None:
        return ()
    own = {held.day for held in steps[id(anchor)]}
    found = list(steps[id(anchor)])
    for m in matches:
        if m is not anchor and m.fit >= _NEAR * matches[0].fit and _may_be_one(anchor, m):
            supposed = asks_of_moves(plan) and same_duty(anchor.record, m.record)
            found += [
                held
                for held in steps[id(m)]
                if held.day in own or supposed or _carries_on(held, steps[id(anchor)])
            ]
    found.sort(key=lambda held: held.known)
    return tuple(_once(found))


def _carries_on(held: Held, own: Sequence[Held]) -> bool:
    """Whether a step tells a move to a day that an article gives which does not tell the record's own steps too."""
    if not held.moved or any(one.fact.revision == held.fact.revision for one in own):
        return False
    due = held.step.due
    assert due is not None
    return not any(
        due.earliest is not None and due.latest is not None and due.earliest <= day <= due.latest
        for one in own
        if (day := last_day(one)) is not None
    )


def asks_of_moves(plan: Plan) -> bool:
    """Whether a question takes it that the day was moved: how often, from when to when, what it was before."""
    return plan.order is Order.COUNT or plan.shape in (Shape.PREVIOUS, Shape.CHANGE)


def same_duty(one: Record, other: Record) -> bool:
    """Whether two deadlines bind the same people to the same kind of date, as far as their names tell."""
    if (
        not isinstance(one, DeadlineRecord)
        or not isinstance(other, DeadlineRecord)
        or one.kind is not other.kind
    ):
        return False
    if one.addressee is None or other.addressee is None:
        return one.id == other.id
    return not set(content_terms(one.addressee.name)).isdisjoint(content_terms(other.addressee.name))


def asked_days(plan: Plan) -> frozenset[tuple[int, int]]:
    """Day and month of each calendar day that the question itself names."""
    bare = plan.text.split(", as known")[0]
    whens = [when for when in tag(bare, published=None) if re.search(r"\d", when.words)]
    named = {(d.day, d.month) for when in whens if (d := when.day) is not None}
    return frozenset(named | set(_named(bare)))


_DAY = re.compile(
    r"\b(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m>[A-Z][a-z]{2,8})|(?P<m2>[A-Z][a-z]{2,8}) (?P<d2>\d{1,2})(?:st|nd|rd|th)?)\b"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _named(text: str) -> Iterator[tuple[int, int]]:
    for match in _DAY.finditer(text):
        month = (match["m"] or match["m2"])[:3].casefold()
        if month in _MONTHS:
            yield int(match["d"] or match["d2"]), _MONTHS.index(month) + 1


def is_day(held: Held, asked: frozenset[tuple[int, int]]) -> bool:
    """Whether a held day is one of the asked ones."""
    day = held.step.due.latest if held.step.due is not None else None
    return day is not None and (day.day, day.month) in asked


def chain_of(held: Sequence[Held]) -> tuple[DeadlineRecord, tuple[Deadline, ...]] | None:
    """The record to tell a row of days by, and the facts behind them; None when there are fewer than two."""
    if len(held) < 2:
        return None
    first = held[0].match.record
    assert isinstance(first, DeadlineRecord)
    steps = tuple(one.step for one in held)
    return replace(first, history=steps, due=steps[-1].due), tuple(one.fact for one in held)


def _without_days(plan: Plan) -> Plan:
    """The plan without the words of days and of moving, which each article puts in its own way."""
    bare = plan.text.split(", as known")[0]
    days = {stem(word) for when in tag(bare, published=None) for word in words_of(when.words)}
    days |= {stem(word) for match in _DAY.finditer(bare) for word in words_of(match.group())}
    wanted = tuple(w for w in plan.wanted if w.stem not in days and not _MOVE_WORDS.match(w.stem))
    return replace(plan, wanted=wanted or plan.wanted, first=None, last=None)


def _steps(match: Match, evidence: Evidence) -> Iterator[Held]:
    """The days of a record, each with the fact that tells it; an old day that a fact names goes before it."""
    record = match.record
    assert isinstance(record, DeadlineRecord)
    facts: dict[FactId, Deadline] = {f.id: f for f in match.facts if isinstance(f, Deadline)}
    for step in record.history:
        fact = facts.get(step.fact) if step.fact is not None else None
        if fact is None or step.status in _OPEN:
            continue
        if (old := _iso(fact.previous_due)) is not None:
            before = replace(step, due=fact.previous_due, status=DeadlineStatus.SET)
            yield Held(day=old, step=before, fact=fact, match=match, moved=False)
        if (day := _iso(step.due)) is not None:
            yield Held(day=day, step=step, fact=fact, match=match, moved=_tells_move(fact))


def _iso(when: When | None) -> str | None:
    return when.iso() if when is not None and when.resolved else None


def _tells_move(fact: Deadline) -> bool:
    if fact.status in MOVED or fact.previous_due is not None:
        return True
    return tells_a_move(" ".join((*fact.context, *(quote.text for quote in fact.quotes))))


def tells_a_move(words: str) -> bool:
    """Whether `words` speak of another day than before, or of more time."""
    return _TELLS_A_MOVE.search(words) is not None


def _anchor(
    matches: Sequence[Match],
    steps: dict[int, list[Held]],
    asked: frozenset[tuple[int, int]],
    *,
    has_moved: bool,
) -> Match | None:
    """The record to begin with: one that has the asked day, else the first that is called what the question calls it.

    has_moved: the question is for the day before a move, and a record whose day moved goes first.
    """
    near = [m for m in matches if m.fit >= _NEAR * matches[0].fit]
    of_that_day = [m for m in near if any(is_day(held, asked) for held in steps[id(m)])]
    moved = [m for m in near if len({held.day for held in steps[id(m)]}) > 1]
    if not of_that_day and asked and not moved:
        return None
    if of_that_day or not near:
        return next(iter(of_that_day), None)
    if moved and has_moved:
        return moved[0]
    named = max(m.own for m in near)  # the thing by its own name begins, before what moved beside it
    called = [m for m in near if m.own >= named - _AS_WELL]
    begun = min(called, key=lambda m: steps[id(m)][0].known)
    return begun if begun.own >= _SAME_MATTER else next(iter(moved or near))


_AS_WELL = 0.05


def _may_be_one(one: Match, other: Match) -> bool:
    """Whether two records may be of one thing: they name somebody in common, or one of them names nobody."""
    if min(one.own, other.own) >= _SAME_MATTER:
        return True
    mine, theirs = (set(_names(m)) for m in (one, other))
    return not mine or not theirs or not mine.isdisjoint(theirs)


_SAME_MATTER = 0.6  # both hold what the question calls the thing


def _names(match: Match) -> Iterator[str]:
    record = match.record
    if isinstance(record, DeadlineRecord):
        for party in (record.setter, record.addressee):
            yield from content_terms(party.name) if party is not None else ()


def _once(found: Sequence[Held]) -> Iterator[Held]:
    """Each day when it was first told; one that comes back only where its words tell a move."""
    seen: set[str] = set()
    last: str | None = None
    for held in found:
        if held.day == last or (held.day in seen and not held.moved):
            continue
        seen.add(held.day)
        last = held.day
        yield held


def last_day(held: Held) -> date | None:
    """The last day that it can mean."""
    return held.step.due.latest if held.step.due is not None else None
