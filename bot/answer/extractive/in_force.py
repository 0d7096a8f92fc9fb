"""Which of several deadlines holds, and which is only proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.extractive.deadline_lines import moves_sentence
from bot.answer.extractive.match import Match, record_when
from bot.answer.extractive.moved_days import same_duty
from bot.model.answers import Evidence, Order, Plan, Sentence, Shape
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.records import DeadlineRecord
from bot.text.words import fold

ASKS_OF_A_PROPOSAL = re.compile(
    r"\b(?:propos\w*|suggest\w*|plan(?:s|ned)?|threat\w*|consider\w*|might|could|would|new)\b"
)
_LEVEL = 0.98  # two records that fit this alike fit the same
_NOT_IN_FORCE = frozenset({DeadlineStatus.PROPOSED, DeadlineStatus.WITHDRAWN})
_NEAR_PROPOSAL = 0.7


def in_force_first(plan: Plan, near: Sequence[Match]) -> tuple[Match, Match | None]:
    """The match to lead with, and a proposal told later that would change it.

    Of records that fit alike the one told last leads; what is only proposed never goes before what is in force.
    """
    level = [m for m in near if m.fit >= _LEVEL * near[0].fit]
    best = min(
        level, key=lambda m: (_unmoved(plan, m), not _has_day(m), is_proposed(m), not _is_called(plan, m))
    )
    alike = [m for m in near if _day_of(m) != _day_of(best) and m.record.updated > best.record.updated]
    in_force = [m for m in (best, *alike) if not is_proposed(m)]
    proposed = [m for m in (best, *alike) if is_proposed(m)]
    if not in_force:
        return best, None
    lead = max(in_force, key=lambda m: m.record.updated) if plan.order is not Order.FIRST else in_force[0]
    later = [m for m in proposed if m.record.updated >= lead.record.updated]
    return lead, later[0] if later else None


def holding(proposed: Match, matches: Sequence[Match]) -> Match | None:
    """What is in force while `proposed` is not: the best fitting deadline of its kind that nobody only proposes."""
    same = [
        m
        for m in matches
        if isinstance(m.record, DeadlineRecord)
        and isinstance(proposed.record, DeadlineRecord)
        and m.record.kind is proposed.record.kind
        and m.record.status not in _NOT_IN_FORCE
        and m.fit >= _NEAR_PROPOSAL * proposed.fit
    ]
    return same[0] if same else None


def is_proposed(match: Match) -> bool:
    return isinstance(match.record, DeadlineRecord) and match.record.status is DeadlineStatus.PROPOSED


def moves(matches: Sequence[Match], evidence: Evidence) -> tuple[Sentence, ...]:
    """How often the deadline moved, from the best fitting record and what else is told of the same duty."""
    best = matches[0] if matches else None
    if best is None or not isinstance(best.record, DeadlineRecord):
        return ()
    alike = [
        m
        for m in matches
        if isinstance(m.record, DeadlineRecord)
        and m.fit >= _NEAR_PROPOSAL * best.fit
        and same_duty(best.record, m.record)
    ]
    steps = [step for m in alike if isinstance(m.record, DeadlineRecord) for step in m.record.history]
    whole = replace(best.record, history=tuple(sorted(steps, key=lambda step: step.known)))
    facts = tuple(dict.fromkeys(fact for m in alike for fact in m.facts))
    sentence = moves_sentence(whole, facts, evidence)
    return (sentence,) if sentence is not None else ()


def _unmoved(plan: Plan, match: Match) -> bool:
    """Whether a question how a day moved meets a record whose day never did."""
    if plan.shape is not Shape.CHANGE or not isinstance(match.record, DeadlineRecord):
        return False
    return len({s.due.iso() for s in match.record.history if s.due is not None}) < 2


def _is_called(plan: Plan, match: Match) -> bool:
    """Whether the record is what the question calls it: a deadline has somebody whom it binds."""
    record = match.record
    if not isinstance(record, DeadlineRecord) or "deadline" not in fold(plan.text):
        return True
    return (
        record.kind in (DeadlineKind.DEADLINE, DeadlineKind.EXPIRY)
        and (record.setter or record.addressee) is not None
    )


def _has_day(match: Match) -> bool:
    when = record_when(match.record)
    return when is not None and when.resolved


def _day_of(match: Match) -> str | None:
    when = record_when(match.record)
    return when.iso() if when is not None else None
