"""Where facts of one record disagree and both stand: shown side by side, never blended.

A voice is one origin, or one speaker in it. Its later word replaces its earlier one, a correction replaces what it
corrects; what then still differs between two voices is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.ledger.actors import actor_of, members_of
from bot.ledger.lengths import minutes_in
from bot.ledger.origins import origins_of
from bot.ledger.places import other_place
from bot.ledger.windows import Window, order, told_day, window_of
from bot.model.facts import IN_FORCE, Deadline, DeadlineStatus, Meeting, MeetingStatus, Mode, Party, PartyKind
from bot.model.records import Conflict, ConflictValue, MeetingRecord, ToldFact
from bot.model.when import When, iso_days
from bot.text.words import fold

TOGETHER_DAYS = 2  # two days told so close together, neither as a move, contradict each other
COUNTED_DAYS = 2  # a day counted from a length contradicts another one only when it is further off
LENGTHS_DIFFER = 0.12  # share by which two durations must differ; "nearly three hours" is three hours

_DONE = frozenset({MeetingStatus.HELD, MeetingStatus.ONGOING})
_AFFIRMED = _DONE | {MeetingStatus.PLANNED}
_LENGTH = re.compile(r"\b(?:days?|weeks?|fortnight|months?|years?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one fact says about a slot, as it is compared and as it is shown."""

    item: ToldFact
    value: object
    shown: str


def meeting_conflicts(items: Sequence[ToldFact]) -> tuple[Conflict, ...]:
    """The conflicts between the facts of one meeting."""
    standing = _standing(items)
    done = [item for item in standing if _meeting(item).status in _DONE]
    stage = done or [item for item in standing if _meeting(item).status is MeetingStatus.PLANNED]
    found = [
        _conflict("status", _values(standing, _status_side), _differ, standing, together=False),
        _conflict("date", _values(stage, _day), _disjoint, standing, together=not done),
        _conflict("place", _values(stage, _place), _elsewhere, standing, together=not done),
        _conflict("mode", _values(done, _mode), _differ, standing, together=False),
        _conflict("duration", _values(done, _length), _other_length, standing, together=False),
    ]
    return tuple(conflict for conflict in found if conflict is not None)


def deadline_conflicts(items: Sequence[ToldFact]) -> tuple[Conflict, ...]:
    """The conflicts between the facts of one deadline."""
    standing = _standing(items)
    force = [item for item in standing if _deadline(item).status in IN_FORCE]
    firm = [item for item in standing if _deadline(item).status is not DeadlineStatus.PROPOSED]
    moves = {
        (window_of(_deadline(i).previous_due), window_of(_deadline(i).due))
        for i in items
        if _deadline(i).previous_due
    }

    moves |= _moved_silently(force)
    counted = {day for item in force if (day := window_of(_deadline(item).due)) and _is_counted(item)}

    def due_differs(a: object, b: object) -> bool:
        if not _disjoint(a, b) or (a, b) in moves or (b, a) in moves:
            return False
        return not (counted & {a, b}) or _gap(a, b) > COUNTED_DAYS

    same_setter = _one_setter(firm)
    found = [
        _conflict("due", _values(force, _due), due_differs, standing, together=True),
        _conflict("status", _values(standing, _outcome), _differ, standing, together=False),
        _conflict("setter", _values(firm, _sole_setter), _other_party, standing, together=False),
        _conflict("addressee", _values(firm, _addressee), _other_party, standing, together=False)
        if same_setter
        else None,
    ]
    return tuple(conflict for conflict in found if conflict is not None)


def _moved_silently(force: Sequence[ToldFact]) -> set[tuple[Window | None, Window | None]]:
    """The old and the new day where one was told as set and then, without being named again, another as moved."""
    told: dict[Window, list[ToldFact]] = {}
    for item in sorted(force, key=order):
        day = window_of(_deadline(item).due)
        if day is not None:
            told.setdefault(day, []).append(item)
    return {
        (old, new)
        for old, before in told.items()
        for new, after in told.items()
        if any(
            _deadline(one).status is _MOVE_FROM.get((old.last < new.first, new.last < old.first))
            and order(before[-1]) < order(one)
            for one in after
        )
        and all(_deadline(one).status is DeadlineStatus.SET for one in before)
    }


_MOVE_FROM = {(True, False): DeadlineStatus.EXTENDED, (False, True): DeadlineStatus.BROUGHT_FORWARD}


def _is_counted(item: ToldFact) -> bool:
    """Whether the day was reckoned from a length ("for two more months"): counted from another day, it may be off by some."""
    due = _deadline(item).due
    return due is not None and due.day is not None and _LENGTH.search(due.words) is not None


def _gap(a: object, b: object) -> int:
    assert isinstance(a, Window)
    assert isinstance(b, Window)
    return a.gap(b)


def namesake_conflicts(records: Sequence[MeetingRecord], told: dict[str, ToldFact]) -> tuple[Conflict, ...]:
    """Meetings of one day that differ only in which bearer of a surname took part: two records, one open question.

    told: the facts of the records by id. Such records are never merged; whoever shows one should show the other.
    """
    found = []
    for i, a in enumerate(records):
        for b in records[i + 1 :]:
            names = _namesakes(a, b)
            if names is not None:
                found.append(
                    Conflict(
                        slot="participants",
                        values=tuple(
                            ConflictValue(
                                value=name,
                                facts=record.facts,
                                articles=tuple(
                                    dict.fromkeys(told[f].told.article for f in record.facts if f in told)
                                ),
                            )
                            for name, record in zip(names, (a, b), strict=True)
                        ),
                    )
                )
    return tuple(found)


def _namesakes(a: MeetingRecord, b: MeetingRecord) -> tuple[str, str] | None:
    day_a, day_b = window_of(a.when), window_of(b.when)
    if day_a is None or day_b is None or not day_a.overlaps(day_b):
        return None
    of_a, of_b = ({p.party.key: p.party for p in r.participants} for r in (a, b))
    only_a, only_b = (
        [of_a[k] for k in of_a.keys() - of_b.keys()],
        [of_b[k] for k in of_b.keys() - of_a.keys()],
    )
    if not of_a.keys() & of_b.keys() or len(only_a) != 1 or len(only_b) != 1:
        return None
    x, y = only_a[0], only_b[0]
    persons = x.kind is PartyKind.PERSON and y.kind is PartyKind.PERSON
    if persons and fold(x.name).split()[-1] == fold(y.name).split()[-1]:
        return x.name, y.name
    return None


# ---------------------------------------------------------------- what stands


def _standing(items: Sequence[ToldFact]) -> list[ToldFact]:
    """The facts whose article has not been corrected since, earliest known first."""
    latest: dict[str, int] = {}
    for item in items:
        latest[item.told.article] = max(latest.get(item.told.article, 0), item.told.number)
    current = [i for i in items if i.told.number == latest[i.told.article] and not i.told.superseded]
    return sorted(current or items, key=order)


def _values(items: Sequence[ToldFact], read: Callable[[ToldFact], tuple[object, str] | None]) -> list[_Told]:
    return [_Told(item, *found) for item in items if (found := read(item)) is not None]


def _conflict(
    slot: str,
    told: Sequence[_Told],
    differ: Callable[[object, object], bool],
    items: Sequence[ToldFact],
    *,
    together: bool,
) -> Conflict | None:
    """The disagreement about a slot, if the last word of two voices differs."""
    if all(not differ(value, told[0].value) for value in {one.value for one in told[1:]}):
        return None
    origins = origins_of([item.told for item in items])
    last: dict[tuple[str, str], _Told] = {}
    for one in told:
        speaker = one.item.fact.said_by
        last[origins[one.item.told.article], speaker.key if speaker else ""] = one
    words = list(last.values())
    sides: list[list[_Told]] = []
    for word in words:
        side = next((s for s in sides if not differ(s[0].value, word.value)), None)
        if side is None:
            sides.append([word])
        else:
            side.append(word)
    if together:
        sides = _told_together(sides)
    if len(sides) < 2 or (len({_origin(s, origins) for s in sides}) < 2 and not _two_speakers(sides)):
        return None
    fitting = {
        value: [side for side in sides if not differ(side[0].value, value)]
        for value in {one.value for one in told}
    }
    shown = (_shown(side, [one for one in told if fitting[one.value] == [side]]) for side in sides)
    return Conflict(slot=slot, values=tuple(shown))


def _origin(side: Sequence[_Told], origins: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({origins[one.item.told.article] for one in side}))


def _two_speakers(sides: Sequence[Sequence[_Told]]) -> bool:
    """Whether two named speakers of one article contradict each other."""
    return all(any(one.item.fact.said_by for one in side) for side in sides)


def _told_together(sides: list[list[_Told]]) -> list[list[_Told]]:
    """The sides that stand beside the newest: told again after it began, or hardly before it."""
    if not sides:
        return sides
    spans = [(min(_day_told(s)), max(_day_told(s))) for s in sides]
    newest = max(range(len(sides)), key=lambda i: spans[i])
    begun = spans[newest][0] - timedelta(TOGETHER_DAYS)
    return [side for i, side in enumerate(sides) if i == newest or spans[i][1] >= begun]


def _day_told(side: Sequence[_Told]) -> list[date]:
    return [told_day(one.item.told) for one in side]


def _shown(side: Sequence[_Told], same: Sequence[_Told]) -> ConflictValue:
    """A side with every fact that tells its value and none of the others; `same` are these."""
    return ConflictValue(
        value=side[0].shown,
        facts=tuple(one.item.fact.id for one in same),
        articles=tuple(dict.fromkeys(one.item.told.article for one in same)),
    )


# ---------------------------------------------------------------- slots


def _meeting(item: ToldFact) -> Meeting:
    assert isinstance(item.fact, Meeting)
    return item.fact


def _deadline(item: ToldFact) -> Deadline:
    assert isinstance(item.fact, Deadline)
    return item.fact


def _status_side(item: ToldFact) -> tuple[object, str] | None:
    """On which side of "it happens" a fact stands; None when on neither."""
    status = _meeting(item).status
    if status in _AFFIRMED:
        return True, str(status)
    return (False, str(status)) if status is MeetingStatus.DENIED else None


def _day(item: ToldFact) -> tuple[object, str] | None:
    return _window_told(_meeting(item).when)


def _due(item: ToldFact) -> tuple[object, str] | None:
    return _window_told(_deadline(item).due)


def _window_told(when: When | None) -> tuple[object, str] | None:
    window = window_of(when)
    return None if window is None else (window, iso_days(window.first, window.last))


def _place(item: ToldFact) -> tuple[object, str] | None:
    place = _meeting(item).place
    return None if place is None else (place, place)


def _mode(item: ToldFact) -> tuple[object, str] | None:
    mode = _meeting(item).mode
    if mode in (Mode.PHONE, Mode.VIDEO):
        return "remote", str(mode)
    return ("present", str(mode)) if mode is Mode.IN_PERSON else None


def _outcome(item: ToldFact) -> tuple[object, str] | None:
    status = _deadline(item).status
    return (status, str(status)) if status in (DeadlineStatus.MET, DeadlineStatus.MISSED) else None


def _sole_setter(item: ToldFact) -> tuple[object, str] | None:
    setter = _deadline(item).setter
    if setter is None or len(members_of(setter)) > 1 or not _is_named(item, setter):
        return None
    return setter, setter.name


def _is_named(item: ToldFact, party: Party) -> bool:
    """Whether the words of the fact name the party: who was only carried in from elsewhere contradicts nobody."""
    words = fold(" ".join(quote.text for quote in item.fact.quotes))
    return any(fold(form).split()[-1] in words for form in (party.name, *party.aliases) if form.split())


def _addressee(item: ToldFact) -> tuple[object, str] | None:
    addressee = _deadline(item).addressee
    return None if addressee is None else (addressee, addressee.name)


def _differ(a: object, b: object) -> bool:
    return a != b


def _disjoint(a: object, b: object) -> bool:
    assert isinstance(a, Window)
    assert isinstance(b, Window)
    return not a.overlaps(b)


def _elsewhere(a: object, b: object) -> bool:
    return other_place(str(a), str(b))


def _other_party(a: object, b: object) -> bool:
    """Whether two parties of one kind, both known by name, are not the same."""
    assert isinstance(a, Party)
    assert isinstance(b, Party)
    keys_a, keys_b = members_of(a), members_of(b)
    if keys_a == keys_b:
        return False
    if len(keys_a) > 1 or len(keys_b) > 1:
        return all(key.startswith("state:") for key in keys_a | keys_b)
    one, other = actor_of(a), actor_of(b)
    return (
        a.kind == b.kind
        and a.kind in (PartyKind.PERSON, PartyKind.STATE)
        and not (one.lone or other.lone)
        and not one.speaks_for(other)
    )


def _one_setter(items: Sequence[ToldFact]) -> bool:
    """Whether all facts that name a setter name the same one, or somebody who speaks for it alone."""
    setters = [s for item in items if (s := _deadline(item).setter) is not None]
    if any(len(members_of(setter)) > 1 for setter in setters):
        return len({members_of(setter) for setter in setters}) == 1
    return not any(
        members_of(a) != members_of(b) and not actor_of(a).speaks_for(actor_of(b))
        for i, a in enumerate(setters)
        for b in setters[i + 1 :]
    )


def _length(item: ToldFact) -> tuple[object, str] | None:
    duration = _meeting(item).duration
    minutes = minutes_in(duration) if duration else None
    return None if minutes is None or duration is None else (minutes, duration)


def _other_length(a: object, b: object) -> bool:
    assert isinstance(a, float)
    assert isinstance(b, float)
    return abs(a - b) > LENGTHS_DIFFER * max(a, b)
