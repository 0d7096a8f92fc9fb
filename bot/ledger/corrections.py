"""A person's changes to records: which facts belong together, which to leave out, what a slot should say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.errors import InputError
from bot.model.facts import Deadline, DeadlineStatus, Fact, Meeting, MeetingStatus, Mode, Party
from bot.model.ids import FactId
from bot.model.records import Correction, CorrectionKind, ToldFact
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from bot.text.parties import party_from_name

_Group = tuple[ToldFact, ...]

MEETING_SLOTS = frozenset({"date", "status", "place", "mode", "duration", "topic"})
DEADLINE_SLOTS = frozenset({"due", "status", "setter", "addressee", "requirement", "consequence"})


def check_edit(slot: str, value: str) -> None:
    """Raises InputError when a slot cannot be edited, or cannot hold `value`."""
    if slot not in MEETING_SLOTS | DEADLINE_SLOTS:
        raise InputError(
            f"{slot!r} cannot be edited; choose one of {', '.join(sorted(MEETING_SLOTS | DEADLINE_SLOTS))}"
        )
    if slot in ("date", "due") and read_day(value) is None:
        raise InputError(f"{value!r} is no day; write it as YYYY-MM-DD")
    if slot == "status" and meeting_status(value) is None and deadline_status(value) is None:
        raise InputError(f"{value!r} is no status; statuses are listed in docs/glossary.md")
    if slot == "mode" and read_mode(value) is None:
        raise InputError(f"{value!r} is no mode; choose one of {', '.join(Mode)}")


def check_fits(kind: CorrectionKind, facts: Sequence[Fact], slot: str | None, value: str | None) -> None:
    """Raises InputError when these facts cannot be corrected so: nothing would come of it."""
    if kind is CorrectionKind.MERGE and len({type(fact) for fact in facts}) > 1:
        raise InputError("a meeting and a deadline cannot be one; merge facts of one kind")
    if kind is CorrectionKind.MERGE and len({fact.id for fact in facts}) < 2:
        raise InputError("merging takes two facts or more; name those that tell of one meeting or deadline")
    if kind is not CorrectionKind.EDIT or slot is None or value is None:
        return
    for fact in facts:
        _check_slot(fact, slot, value)
    check_edit(slot, value)


def _check_slot(fact: Fact, slot: str, value: str) -> None:
    """Raises InputError when a fact of this kind has no such slot, or is never in such a state."""
    if not isinstance(fact, Meeting | Deadline):
        raise InputError("only meetings and deadlines have slots to edit; a statement can be dismissed")
    meets = isinstance(fact, Meeting)
    name, slots = ("meeting", MEETING_SLOTS) if meets else ("deadline", DEADLINE_SLOTS)
    if slot not in slots:
        raise InputError(f"a {name} has no {slot!r}; choose one of {', '.join(sorted(slots))}")
    if slot == "status" and (meeting_status if meets else deadline_status)(value) is None:
        states = (one.value for one in (MeetingStatus if meets else DeadlineStatus))
        raise InputError(f"a {name} is never {value!r}; choose one of {', '.join(states)}")


def holding(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections that have not been taken back, in the order in which they were made."""
    return tuple(sorted((c for c in corrections if c.undone is None), key=lambda c: (c.made, c.id)))


def dismissed(corrections: Sequence[Correction]) -> frozenset[FactId]:
    """The facts that a person has left out."""
    return frozenset(f for c in holding(corrections) if c.kind is CorrectionKind.DISMISS for f in c.facts)


def without_dismissed(items: Sequence[ToldFact], corrections: Sequence[Correction]) -> list[ToldFact]:
    """`items` without those that a person dismissed."""
    out = dismissed(corrections)
    return [item for item in items if item.fact.id not in out]


def regroup(groups: Sequence[_Group], corrections: Sequence[Correction]) -> list[_Group]:
    """`groups` after merges and splits, in the order in which they were made; groups of a kind only are merged."""
    current = [group for group in groups if group]
    for correction in holding(corrections):
        named = set(correction.facts)
        if correction.kind is CorrectionKind.MERGE:
            current = _merged(current, named)
        elif correction.kind is CorrectionKind.SPLIT:
            current = _split(current, named)
    return current


def _merged(groups: Sequence[_Group], named: set[FactId]) -> list[_Group]:
    touched = [g for g in groups if any(item.fact.id in named for item in g)]
    if len(touched) < 2 or len({type(g[0].fact) for g in touched}) > 1:
        return list(groups)
    rest = [g for g in groups if g not in touched]
    return [*rest, tuple(item for g in touched for item in g)]


def _split(groups: Sequence[_Group], named: set[FactId]) -> list[_Group]:
    off: dict[type[object], list[ToldFact]] = {}
    rest: list[_Group] = []
    for group in groups:
        kept = tuple(item for item in group if item.fact.id not in named)
        for item in group:
            if item.fact.id in named:
                off.setdefault(type(item.fact), []).append(item)
        if kept:
            rest.append(kept)
    return [*rest, *(tuple(items) for items in off.values())]


def shaping(group: Sequence[ToldFact], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections that shaped the record of `group`: those that name one of its facts."""
    ids = {item.fact.id for item in group}
    return tuple(c for c in holding(corrections) if ids & set(c.facts))


def edits(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Those of `corrections` that set a slot to a value it can hold, oldest first."""
    found = []
    for correction in corrections:
        if correction.kind is CorrectionKind.EDIT and correction.slot and correction.value is not None:
            try:
                check_edit(correction.slot, correction.value)
            except InputError:
                continue  # kept and listed, but nothing that a record can show
            found.append(correction)
    return tuple(found)


def read_day(value: str) -> When | None:
    """A day, or first and last day ("2025-08-08/2025-08-09"), as a person wrote it."""
    try:
        days = [date.fromisoformat(part.strip()) for part in value.split("/")]
    except ValueError:
        return None
    if not 1 <= len(days) <= 2 or days[0] > days[-1]:
        return None
    return When(
        words=value,
        span=Span(0, 0),
        kind=WhenKind.DATE,
        value=value,
        earliest=days[0],
        latest=days[-1],
        precision=Precision.DAY if days[0] == days[-1] else Precision.RANGE,
        rule="correction",
    )


def meeting_status(value: str) -> MeetingStatus | None:
    """The status of a meeting of that name, or None."""
    return MeetingStatus(value) if value in set(MeetingStatus) else None


def deadline_status(value: str) -> DeadlineStatus | None:
    """The status of a deadline of that name, or None."""
    return DeadlineStatus(value) if value in set(DeadlineStatus) else None


def read_mode(value: str) -> Mode | None:
    """The mode of that name, or None."""
    return Mode(value) if value in set(Mode) else None


def read_party(value: str) -> Party | None:
    """The party of that name; None when the name is empty."""
    return party_from_name(value) if value.strip() else None


def held_at(corrections: Sequence[Correction], moment: datetime) -> list[Correction]:
    """The corrections that held at a moment."""
    return [
        replace(one, undone=None)
        for one in corrections
        if one.made <= moment and (one.undone is None or one.undone > moment)
    ]
