"""Facts of many articles to records: one for each real meeting and each real deadline.

Deterministic and free of order: the same facts give the same records however they arrived. A record depends on its own
facts only, so records can be worked out anew in parts (docs/decisions/0004-ledger-neighbourhoods.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from bot.ledger.actors import actor_of
from bot.ledger.conflicts import deadline_conflicts, meeting_conflicts
from bot.ledger.corrections import (
    deadline_status,
    edits,
    meeting_status,
    read_day,
    read_mode,
    read_party,
    regroup,
    shaping,
    without_dismissed,
)
from bot.ledger.deadlines import group_deadlines
from bot.ledger.meetings import group_meetings
from bot.ledger.origins import count_origins
from bot.ledger.states import deadline_history, meeting_history, standing
from bot.ledger.windows import order
from bot.model.facts import Deadline, DeadlineStatus, Meeting, MeetingStatus, Participant, Party
from bot.model.ids import RecordId, content_id
from bot.model.records import (
    Conflict,
    Correction,
    DeadlineRecord,
    DeadlineStep,
    MeetingRecord,
    MeetingStep,
    Record,
    ToldFact,
)
from bot.model.when import When

S = TypeVar("S", MeetingStep, DeadlineStep)
T = TypeVar("T")
R = TypeVar("R", MeetingRecord, DeadlineRecord)

_DONE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})


def resolve(facts: Sequence[ToldFact], corrections: Sequence[Correction] = ()) -> tuple[Record, ...]:
    """The records that `facts` add up to, each fact in exactly one, by when they became known.

    corrections: those taken back are ignored; facts dismissed by a person are in no record.
    """
    unique = {item.fact.id: item for item in sorted(facts, key=order)}
    items = without_dismissed(list(unique.values()), corrections)
    groups = regroup([*group_meetings(items), *group_deadlines(items)], corrections)
    sorted_groups = (tuple(sorted(group, key=order)) for group in groups)
    records = [_record(_Group(group, tuple(shaping(group, corrections)))) for group in sorted_groups]
    return tuple(sorted(records, key=lambda record: (record.known, record.id)))


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """The facts of one record, in order, and the corrections that shape it: all that the record is made from."""

    facts: tuple[ToldFact, ...]
    corrections: tuple[Correction, ...]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Group):
            return NotImplemented
        return self.facts == other.facts and self.corrections == other.corrections

    def __hash__(self) -> int:
        return hash(tuple([item.fact.id for item in self.facts]))


@lru_cache(maxsize=8192)  # those of a running story are shown with every question about it
def _record(group: _Group) -> Record:
    if isinstance(group.facts[0].fact, Meeting):
        return _meeting_record(group.facts, group.corrections)
    return _deadline_record(group.facts, group.corrections)


# ---------------------------------------------------------------- meetings


def _meeting_record(group: Sequence[ToldFact], corrections: Sequence[Correction]) -> MeetingRecord:
    history = meeting_history(group)
    last = history[-1]
    meetings = [item.fact for item in group if isinstance(item.fact, Meeting)]
    # what tells of the meeting itself tells more than what was hoped for before it
    telling = [m for m in meetings if m.status in _DONE] or [m for m in meetings if m.status is last.status]
    conflicts = meeting_conflicts(group)
    record = MeetingRecord(
        id=_record_id(group),
        facts=tuple(item.fact.id for item in group),
        known=group[0].told.known,
        updated=_updated(group, history, conflicts),
        origins=count_origins([item.told for item in group]),
        conflicts=conflicts,
        corrections=tuple(c.id for c in corrections),
        participants=_participants(telling),
        status=last.status,
        form=_most_common(m.form for m in telling),
        when=last.when,
        place=_latest_told(m.place for m in telling) or _latest_told(m.place for m in meetings),
        mode=_latest_told(m.mode for m in telling) or _latest_told(m.mode for m in meetings),
        duration=_latest_told(m.duration for m in telling),
        topic=_latest_told(m.topic for m in telling) or _latest_told(m.topic for m in meetings),
        history=history,
    )
    for edit in edits(corrections):
        record = _edit_meeting(record, edit)
    return record


def _participants(telling: Sequence[Meeting]) -> tuple[Participant, ...]:
    """The fullest list, then whom other facts add; a state is left out where one who speaks for it is named, a surname
    where its bearer is."""
    fullest = max(telling, key=_fullness)
    listed: dict[str, Participant] = {}
    for meeting in (fullest, *(telling)):
        for participant in meeting.participants:
            actor = actor_of(participant.party)
            known = next((p for p in listed.values() if actor_of(p.party).is_one(actor)), None)
            if known is not None:
                key = actor_of(known.party).key
                if actor_of(known.party).lone and not actor.lone:
                    known = replace(known, party=participant.party)
                listed[key] = replace(known, role=known.role or participant.role)
            elif meeting is fullest or (
                actor.named and not any(actor.speaks_for(actor_of(p.party)) for p in listed.values())
            ):
                listed[actor.key] = participant
    return tuple(listed.values())


def _fullness(meeting: Meeting) -> tuple[int, int, int]:
    """How much a list tells: named persons, all who took part, those told by more than a surname."""
    actors = [actor_of(p.party) for p in meeting.participants]
    return sum(a.single for a in actors), len(actors), sum(a.single and not a.lone for a in actors)


def _edit_meeting(record: MeetingRecord, edit: Correction) -> MeetingRecord:
    assert edit.slot is not None
    assert edit.value is not None
    value = edit.value
    match edit.slot:
        case "status":
            status = meeting_status(value)
            return record if status is None else _with_meeting_step(record, edit, status, record.when)
        case "date":
            return _with_meeting_step(record, edit, record.status, read_day(value))
        case "mode":
            return _edited(record, edit, "mode", mode=read_mode(value))
        case "place" | "duration" | "topic" as slot:
            return _edited(record, edit, slot, **{slot: value})
        case _:
            return record


def _with_meeting_step(
    record: MeetingRecord, edit: Correction, status: MeetingStatus, when: When | None
) -> MeetingRecord:
    step = MeetingStep(status=status, when=when, **_by_hand(edit))
    before, after = _around(record.history, edit.made)
    history = (*before, step, *after)
    return _edited(
        record, edit, edit.slot or "", status=history[-1].status, when=history[-1].when, history=history
    )


# ---------------------------------------------------------------- deadlines


def _deadline_record(group: Sequence[ToldFact], corrections: Sequence[Correction]) -> DeadlineRecord:
    history = deadline_history(group)
    state = standing(group)
    deadlines = [item.fact for item in group if isinstance(item.fact, Deadline)]
    firm = [d for d in deadlines if d.status is not DeadlineStatus.PROPOSED] or deadlines
    conflicts = deadline_conflicts(group)
    record = DeadlineRecord(
        id=_record_id(group),
        facts=tuple(item.fact.id for item in group),
        known=group[0].told.known,
        updated=_updated(group, history, conflicts),
        origins=count_origins([item.told for item in group]),
        conflicts=conflicts,
        corrections=tuple(c.id for c in corrections),
        setter=_most_told_party([d.setter for d in firm]) or _most_told_party([d.setter for d in deadlines]),
        addressee=_most_told_party([d.addressee for d in firm])
        or _most_told_party([d.addressee for d in deadlines]),
        requirement=_first_told(d.requirement for d in firm) or _first_told(d.requirement for d in deadlines),
        matter=_first_told(d.matter for d in firm) or _first_told(d.matter for d in deadlines),
        consequence=_latest_told(d.consequence for d in deadlines),
        due=state.due,
        status=state.status,
        kind=Counter(d.kind for d in deadlines).most_common(1)[0][0],
        history=history,
    )
    for edit in edits(corrections):
        record = _edit_deadline(record, edit)
    return record


def _edit_deadline(record: DeadlineRecord, edit: Correction) -> DeadlineRecord:
    assert edit.slot is not None
    assert edit.value is not None
    value = edit.value
    match edit.slot:
        case "status":
            status = deadline_status(value)
            return record if status is None else _with_deadline_step(record, edit, status, record.due)
        case "due":
            return _with_deadline_step(record, edit, record.status, read_day(value))
        case "setter" | "addressee" as slot:
            return _edited(record, edit, slot, **{slot: read_party(value)})
        case "requirement" | "consequence" as slot:
            return _edited(record, edit, slot, **{slot: value})
        case _:
            return record


def _with_deadline_step(
    record: DeadlineRecord, edit: Correction, status: DeadlineStatus, due: When | None
) -> DeadlineRecord:
    step = DeadlineStep(status=status, due=due, **_by_hand(edit))
    before, after = _around(record.history, edit.made)
    firm_after = [s for s in after if s.status is not DeadlineStatus.PROPOSED]
    state = firm_after[-1] if firm_after else step
    return _edited(
        record, edit, edit.slot or "", status=state.status, due=state.due, history=(*before, step, *after)
    )


# ---------------------------------------------------------------- both


def _record_id(group: Sequence[ToldFact]) -> RecordId:
    return RecordId(content_id("rec", group[0].fact.id))


def _updated(
    group: Sequence[ToldFact],
    history: Sequence[MeetingStep] | Sequence[DeadlineStep],
    conflicts: Sequence[Conflict],
) -> datetime:
    """When the latest step became known, or the latest first telling of a value in conflict."""
    known = {item.fact.id: item.told.known for item in group}
    moments = [step.known for step in history]
    moments += [min(known[f] for f in value.facts) for conflict in conflicts for value in conflict.values]
    return max(moments)


def _by_hand(edit: Correction) -> dict[str, Any]:
    """What every step has that a person made."""
    return {
        "valid": edit.made.date(),
        "known": edit.made,
        "fact": None,
        "revision": None,
        "article": None,
        "correction": edit.id,
    }


def _around(history: Sequence[S], moment: datetime) -> tuple[tuple[S, ...], tuple[S, ...]]:
    """The steps known by `moment`, and those known after it."""
    return tuple(s for s in history if s.known <= moment), tuple(s for s in history if s.known > moment)


def _edited(record: R, edit: Correction, slot: str, **values: Any) -> R:
    """`record` with a person's values; what articles said about the slot until then is settled."""
    settled = tuple(c for c in record.conflicts if c.slot != slot)
    return replace(record, conflicts=settled, updated=max(record.updated, edit.made), **values)


def _latest_told(values: Iterable[T | None]) -> T | None:
    """The last value that is told."""
    return next(reversed([value for value in values if value is not None]), None)


def _first_told(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _most_common(values: Iterable[str]) -> str:
    """The value told most often, the earliest of equals."""
    return Counter(values).most_common(1)[0][0]


def _most_told_party(parties: Sequence[Party | None]) -> Party | None:
    """The party named most often, the earliest of equals."""
    told = [party for party in parties if party is not None]
    if not told:
        return None
    key = Counter(actor_of(party).key for party in told).most_common(1)[0][0]
    return next(party for party in told if actor_of(party).key == key)
