"""What is new to a channel: the difference between the records it was told and the records as they stand now.

Both sides are computed by the ledger from facts, as known at the last digest and as known now, so nothing has to be
remembered but the moment of the last digest, and a digest can be worked out again to the letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.digest.interest import is_wanted
from bot.digest.onward import Scene, find_onward, tells_known_day, tells_known_meeting
from bot.digest.passing import says_before_limit, says_done
from bot.digest.retold import as_told, is_retold
from bot.digest.story import find_story
from bot.model.facts import IN_FORCE, DeadlineStatus, MeetingStatus
from bot.model.ids import FactId, RecordId
from bot.model.news import PROPOSED, STORY, Change, Interest, Item, Label, Reason
from bot.model.records import (
    Conflict,
    DeadlineRecord,
    DeadlineStep,
    MeetingRecord,
    MeetingStep,
    Record,
)
from bot.model.when import When

DUE_SOON_DAYS = (7, 3, 1, 0)  # days before a deadline on which a digest reminds of it
_ENDED = frozenset(
    {DeadlineStatus.MET, DeadlineStatus.MISSED, DeadlineStatus.PASSED, DeadlineStatus.WITHDRAWN}
)
OLD_NEWS_DAYS = 14  # a meeting longer ago than this is background, even when it is told for the first time


def select_news(
    before: Sequence[Record],
    after: Sequence[Record],
    *,
    today: date,
    interest: Interest | None = None,
    words: Mapping[FactId, str] | None = None,
    scenes: Mapping[FactId, Scene] | None = None,
    doubted: frozenset[FactId] = frozenset(),
) -> tuple[Item, ...]:
    """What a channel that knows `before` must hear of `after`, the most important first.

    today: the channel's calendar day; decides what is due soon and what is old. words: the words of articles
    behind the facts, by which it is seen that a known story goes on. scenes: these with the names around them. doubted: deadlines of which their articles leave
    open that they hold. Records that say nothing new, such as those of a
    wire copy or of a passing mention, give no item.
    """
    wanted = interest or Interest()
    known = {fact: record for record in before for fact in record.facts}
    items = []
    for record in after:
        if is_wanted(record, wanted):
            earlier = _earlier(record, known)
            if not earlier and any(is_retold(one, before) for one in (record, as_told(record, words or {}))):
                continue
            item = (
                _news_of(record, earlier, today, words or {}, doubted)
                if earlier
                else _new(record, before, today, words or {}, scenes or {})
            )
            if item is not None and not (item.label is Label.DUE and _is_due_elsewhere(record, before)):
                items.append(item)
    over = _ended_by(items)
    items = [item for item in items if item.label is not Label.DUE or item.record.id not in over]
    return tuple(
        sorted(items, key=lambda item: (-item.weight, _day(item.record) or date.max, item.record.id))
    )


def _ended_by(items: Sequence[Item]) -> frozenset[RecordId]:
    """Known deadlines of which another item says that they are over; nobody need be reminded of these."""
    return frozenset(
        item.before.id
        for item in items
        if item.before is not None
        and any(change.slot == STORY for change in item.changes)
        and item.record.status in _ENDED
    )


def _is_due_elsewhere(record: Record, before: Sequence[Record]) -> bool:
    """Whether another record tells the same day better; that one is due as well."""
    return is_retold(record, [one for one in before if set(one.facts).isdisjoint(record.facts)])


def _earlier(record: Record, known: dict[FactId, Record]) -> tuple[Record, ...]:
    """The records the channel knew that share facts with this one, the last to have moved first: records merge."""
    unique = {known[fact].id: known[fact] for fact in record.facts if fact in known}
    return tuple(sorted(unique.values(), key=lambda one: (-one.updated.timestamp(), one.id)))


def _new(
    record: Record,
    before: Sequence[Record],
    today: date,
    words: Mapping[FactId, str],
    scenes: Mapping[FactId, Scene],
) -> Item | None:
    """What is told for the first time; an update where it says what became of one known story, none where it says no more
    than that story."""
    telling = tuple(dict.fromkeys([*(s.fact for s in reversed(_steps(record)) if s.fact), *record.facts]))
    if tells_known_day(record, before, scenes) or tells_known_meeting(record, before, scenes):
        return None
    story = find_story(record, before, words) or find_onward(record, before, scenes)
    if story is not None and _is_same_again(record, story, words):
        return None
    label = Label.NEW if story is None else Label.UPDATE
    changes = () if story is None else (Change(slot=STORY, was=story.status.value, now=record.status.value),)
    return Item(
        label=label,
        record=record,
        before=story,
        changes=changes,
        facts=telling,
        reasons=tuple(_reasons(record, label, changes, today)),
    )


def _is_same_again(record: Record, story: Record, words: Mapping[FactId, str]) -> bool:
    """Whether a deadline in force is only told once more with its day; not where something was done ahead of it."""
    if not isinstance(record, DeadlineRecord) or not isinstance(story, DeadlineRecord):
        return False
    if record.status is not DeadlineStatus.SET or story.status not in IN_FORCE or record.due is None:
        return False
    if story.due is None or record.due.iso() != story.due.iso():
        return False
    return not any(says_before_limit(words.get(fact, "")) for fact in record.facts)


def _news_of(
    record: Record,
    earlier: Sequence[Record],
    today: date,
    words: Mapping[FactId, str],
    doubted: frozenset[FactId],
) -> Item | None:
    before = earlier[0]
    steps = _fresh_steps(record, earlier)
    told = {_values(conflict) for one in earlier for conflict in one.conflicts}
    conflicts = [conflict for conflict in record.conflicts if _values(conflict) not in told]
    changes = tuple(_changes(record, earlier, steps))
    fresh = [fact for fact in record.facts if all(fact not in one.facts for one in earlier)]
    if fresh:
        changes += tuple(_conflict_change(conflict, before) for conflict in conflicts)
    passing = _told_in_passing(record, before, fresh, words, doubted) if not changes else None
    if passing is not None:
        changes = (Change(slot=STORY, was=before.status.value, now=record.status.value),)
    label = _label(record, before, changes, bool(conflicts and fresh))
    if label is None:
        if not _is_due(record, today):
            return None
        label, steps = Label.DUE, _steps(record)[-1:]
    telling = [step.fact for step in reversed(steps or _steps(record)[-1:]) if step.fact is not None]
    if passing is not None:
        telling = [passing]
    if label is Label.CONFLICT:
        telling += [fact for conflict in conflicts for value in conflict.values for fact in value.facts]
    return Item(
        label=label,
        record=record,
        before=before,
        changes=changes,
        facts=tuple(dict.fromkeys(telling or fresh)) or record.facts[-1:],
        reasons=tuple(_reasons(record, label, changes, today)),
    )


def _told_in_passing(
    record: Record,
    before: Record,
    fresh: Sequence[FactId],
    words: Mapping[FactId, str],
    doubted: frozenset[FactId],
) -> FactId | None:
    """A new fact that brings no step, whose sentence says that what was asked is done, or that the day may not hold."""
    if not isinstance(record, DeadlineRecord) or not isinstance(before, DeadlineRecord):
        return None
    if record.status in _ENDED or before.status in _ENDED:
        return None
    for fact in fresh:
        if says_done(words.get(fact, ""), before) or fact in doubted:
            return fact
    return None


def _fresh_steps(record: Record, earlier: Sequence[Record]) -> tuple[MeetingStep | DeadlineStep, ...]:
    """The steps made by what no earlier record held; steps are compared by fact, since records merge and split."""
    facts = {fact for one in earlier for fact in one.facts}
    corrections = {correction for one in earlier for correction in one.corrections}
    return tuple(s for s in _steps(record) if s.fact not in facts and s.correction not in corrections)


def _label(record: Record, before: Record, changes: Sequence[Change], conflicts: bool) -> Label | None:
    if set(record.corrections) - set(before.corrections):
        return Label.CORRECTION
    if conflicts:
        return Label.CONFLICT
    return Label.UPDATE if changes else None


def _changes(
    record: Record, earlier: Sequence[Record], steps: Sequence[MeetingStep | DeadlineStep]
) -> Iterator[Change]:
    """Slots whose change is news by itself: the status, the day, a proposal to move it.

    steps: those made since. One that came and went in between counts; one that says what was told does not, nor a
    proposal of the day that is in force.
    """
    before, others = earlier[0], earlier[1:]
    told = {(s.status, _iso(_step_when(s))) for one in earlier for s in _steps(one)}
    told |= {(one.status, _iso(_when(one))) for one in earlier}
    days = {day for _, day in told}
    news = [s for s in steps if (s.status, _iso(_step_when(s))) not in told]
    proposed = [s for s in news if s.status is DeadlineStatus.PROPOSED]
    moved = [s for s in news if s.status is not DeadlineStatus.PROPOSED and s.status != before.status]
    if (record.status != before.status and all(record.status != one.status for one in others)) or moved:
        yield Change(slot="status", was=before.status.value, now=record.status.value)
    was, now = _iso(_when(before)), _when(record)
    if now is not None and now.resolved and all(_iso(_when(one)) != now.iso() for one in earlier):
        slot = "due" if isinstance(record, DeadlineRecord) else "date"
        yield Change(slot=slot, was=was, now=now.iso())
    if record.status is not DeadlineStatus.PROPOSED:
        for step in proposed:
            day = _iso(_step_when(step))
            if day is not None and day not in days:
                yield Change(slot=PROPOSED, was=_iso(now), now=day)


def _conflict_change(conflict: Conflict, before: Record) -> Change:
    told = {value for old in before.conflicts if old.slot == conflict.slot for value in _values(old)[1]}
    fresh = [value.value for value in conflict.values if value.value not in told]
    was = " / ".join(value.value for value in conflict.values if value.value in told)
    return Change(slot=conflict.slot, was=was or None, now=" / ".join(fresh))


def _values(conflict: Conflict) -> tuple[str, frozenset[str]]:
    return conflict.slot, frozenset(value.value for value in conflict.values)


def _reasons(record: Record, label: Label, changes: Sequence[Change], today: date) -> Iterator[Reason]:
    if label is Label.CORRECTION:
        yield Reason(words="something told earlier was taken back", weight=6.0)
    if label is Label.CONFLICT:
        yield Reason(words="accounts differ", weight=3.0)
    slots = {change.slot for change in changes}
    if "due" in slots:
        yield Reason(words="the day of a deadline moved", weight=5.0)
    if PROPOSED in slots:
        yield Reason(words="another day is proposed", weight=2.0)
    if STORY in slots:
        yield Reason(words="goes on with a known story", weight=2.0)
    if "status" in slots:
        yield Reason(words=f"now {record.status.value.replace('_', ' ')}", weight=3.0)
    if isinstance(record, DeadlineRecord):
        yield Reason(words="a deadline", weight=1.0)
        if record.status is DeadlineStatus.PROPOSED:
            yield Reason(words="only proposed", weight=-0.5)
    elif record.status in {MeetingStatus.HELD, MeetingStatus.ONGOING, MeetingStatus.PLANNED}:
        yield Reason(words=f"a meeting {record.status.value}", weight=0.5)
    if record.origins > 1:
        yield Reason(
            words=f"{record.origins} independent origins", weight=min(2.0, 0.5 * (record.origins - 1))
        )
    day = _day(record)
    if day is not None:
        yield from _nearness(record, day, today)


def _nearness(record: Record, day: date, today: date) -> Iterator[Reason]:
    days = (day - today).days
    if 0 <= days <= 30:
        yield Reason(words="today" if days == 0 else f"in {days} days", weight=3.0 * (1 - days / 31))
    elif days < -OLD_NEWS_DAYS and isinstance(record, MeetingRecord):
        yield Reason(words="long ago", weight=-2.0)


def _is_due(record: Record, today: date) -> bool:
    if not isinstance(record, DeadlineRecord) or record.due is None or record.due.latest is None:
        return False
    days = {record.due.latest - timedelta(days=ahead) for ahead in DUE_SOON_DAYS}
    return record.status not in _ENDED | {DeadlineStatus.PROPOSED} and today in days


def _steps(record: Record) -> tuple[MeetingStep | DeadlineStep, ...]:
    return record.history


def _when(record: Record) -> When | None:
    return record.when if isinstance(record, MeetingRecord) else record.due


def _step_when(step: MeetingStep | DeadlineStep) -> When | None:
    return step.when if isinstance(step, MeetingStep) else step.due


def _iso(when: When | None) -> str | None:
    return None if when is None else when.iso()


def _day(record: Record) -> date | None:
    when = _when(record)
    return None if when is None else when.latest or when.earliest
