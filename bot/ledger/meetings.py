"""Which meeting facts speak of one real meeting.

Three steps, each of which looks at facts in pairs, so that a new fact can only change what it is linked to:

1. Facts of the same single day with the same participants are one meeting; a shorter list of participants joins the
   longer list it fits best, unless one article tells of both.
2. Vaguer facts ("next week", "soon", "in June") each join the nearest exact one they may stand for. They never join two
   exact ones together.
3. What is left over joins its like: wishes for the same encounter, or the same past days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from bot.ledger.actors import pairs
from bot.ledger.groups import Groups
from bot.ledger.places import same_place
from bot.ledger.ready import Ready
from bot.ledger.sightings import (
    SILENCE_DAYS,
    Sighting,
    alike_in_mode,
    disagree_on_day,
    is_rewording,
    likeness,
    may_be_one_wish,
    may_stand_for,
)
from bot.model.facts import Meeting
from bot.model.records import ToldFact


def group_meetings(items: Sequence[ToldFact]) -> tuple[tuple[ToldFact, ...], ...]:
    """The facts of `items` that are meetings, one tuple for each real meeting, earliest known fact first."""
    sightings = sorted(map_sightings(items), key=lambda s: s.order)
    groups = Groups(sightings)
    _join_same_day(sightings, groups)
    _join_moved(sightings, groups)
    _join_neighbouring_days(sightings, groups)
    left = _join_vague(sightings, groups)
    _join_wishes(left, groups)
    _join_rewordings(sightings, groups)
    return tuple(tuple(s.item for s in group) for group in groups.all())


def map_sightings(items: Iterable[ToldFact]) -> list[Sighting]:
    """The meetings among `items`, ready for comparison."""
    return [_SIGHTINGS.of(item, item.fact) for item in items if isinstance(item.fact, Meeting)]


_SIGHTINGS = Ready(Sighting)


# ---------------------------------------------------------------- one day


_Class = tuple[
    Sighting, ...
]  # facts of one day with the same participants, and nothing against the same mode


def _join_same_day(sightings: Sequence[Sighting], groups: Groups[Sighting]) -> None:
    for classes in _classes_by_day(sightings).values():
        for members in classes:
            for other in members[1:]:
                groups.link(members[0], other)
        for members in classes:
            home = _fuller_class(members, classes)
            if home is not None:
                groups.link(members[0], home[0])


def _classes_by_day(sightings: Sequence[Sighting]) -> dict[date, list[_Class]]:
    days: dict[date, dict[tuple[frozenset[str], bool | None], list[Sighting]]] = defaultdict(dict)
    for sighting in sightings:
        if sighting.day is not None:
            days[sighting.day].setdefault((sighting.who, sighting.remote), []).append(sighting)
    return {day: [tuple(members) for members in found.values()] for day, found in days.items()}


def _fuller_class(members: _Class, classes: Sequence[_Class]) -> _Class | None:
    """The class of the same day that tells the same meeting more fully; None when there is none."""
    one = members[0]
    fits = [
        (
            likeness(one, other[0]),
            one.remote == other[0].remote,
            _any_same_place(members, other),
            _rank(other),
            other,
        )
        for other in classes
        if other is not members
        and _rank(other) > _rank(members)
        and likeness(one, other[0]) > 0
        and alike_in_mode(one, other[0])
        and not _told_apart(members, other)
    ]
    return max(fits, key=lambda fit: fit[:4])[4] if fits else None


def _rank(members: _Class) -> tuple[int, int, int, bool, bool, tuple[str, ...]]:
    """Orders classes by how much they tell, so that each can only join one that tells more."""
    one = members[0]
    persons = sum(actor.single for actor in one.actors)
    named = sum(not actor.lone for actor in one.actors)
    return persons, len(one.actors), named, one.remote is not None, bool(one.remote), tuple(sorted(one.who))


def _told_apart(a: _Class, b: _Class) -> bool:
    """Whether one article tells both: then they are two meetings."""
    return bool({s.meeting.revision for s in a} & {s.meeting.revision for s in b})


def _any_same_place(a: _Class, b: _Class) -> bool:
    return any(same_place(x.meeting.place, y.meeting.place) for x in a for y in b[:4])


# ---------------------------------------------------------------- moved, and told with two days


def _join_moved(sightings: Sequence[Sighting], groups: Groups[Sighting]) -> None:
    """A meeting moved from one day to another is one with what was told of the old day."""
    by_day: dict[date, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.day is not None:
            by_day[sighting.day].append(sighting)
    for sighting in sightings:
        if sighting.moved_from is None:
            continue
        fits = [
            (max(likeness(sighting, other), likeness(other, sighting)), other.order, other)
            for other in by_day.get(sighting.moved_from, ())
            if other.meeting.revision != sighting.meeting.revision and alike_in_mode(sighting, other)
        ]
        fits = [fit for fit in fits if fit[0] > 0]
        if fits:
            best = max(fit[0] for fit in fits)
            groups.link(sighting, min((f for f in fits if f[0] == best), key=lambda fit: fit[1])[2])


def _join_neighbouring_days(sightings: Sequence[Sighting], groups: Groups[Sighting]) -> None:
    """Two days told for one meeting: outlets differ by a day, and no article tells of both."""
    classes: dict[tuple[date, frozenset[str], bool], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.day is not None and sighting.remote is not None and len(sighting.who) > 1:
            classes[sighting.day, sighting.who, sighting.remote].append(sighting)
    for (day, who, remote), members in classes.items():
        after = day + timedelta(1) if day < date.max else day
        others = classes.get((after, who, remote), [])
        if not {s.meeting.article for s in members} & {s.meeting.article for s in others}:
            for a in members:
                for b in others:
                    if disagree_on_day(a, b):
                        groups.link(a, b)


# ---------------------------------------------------------------- vague facts


def _join_vague(sightings: Sequence[Sighting], groups: Groups[Sighting]) -> list[Sighting]:
    """Join each vaguer fact to the nearest it may stand for; the ones that found none, and are no single day."""
    index = _by_thread(sightings)
    left: list[Sighting] = []
    for _, same_width in groupby(sorted(sightings, key=_width), key=_width):
        vague = [s for s in same_width if s.day is None]
        homes = [(s, _home(s, index)) for s in vague]
        for sighting, home in homes:
            if home is None:
                left.append(sighting)
            else:
                groups.link(sighting, home)
    return sorted(left, key=lambda s: s.order)


def _width(sighting: Sighting) -> int:
    return sighting.window.days if sighting.window is not None else 1_000_000_000


def _home(vague: Sighting, index: dict[str, list[Sighting]]) -> Sighting | None:
    near = {id(s): s for key in thread_keys(vague) for s in index.get(key, ())}.values()
    fits = [s for s in near if s is not vague and may_stand_for(vague, s)]
    return min(fits, key=lambda s: distance(vague, s)) if fits else None


def distance(vague: Sighting, exact: Sighting) -> tuple[object, ...]:
    """Sorts the meetings that a vague fact may stand for, the likeliest first."""
    assert exact.window is not None
    days = min(abs((exact.window.first - vague.told).days), abs((exact.window.last - vague.told).days))
    elsewhere = not same_place(vague.meeting.place, exact.meeting.place)
    return elsewhere, days, -likeness(vague, exact), exact.order


def thread_keys(sighting: Sighting) -> tuple[str, ...]:
    """Keys of those who meet, two by two, under which a fact finds those it may stand for.

    States that persons speak for count too. Where fewer than two are named, all participants together are one key.
    """
    keys = {actor.key for actor in sighting.named}
    keys |= {f"state:{state}" for actor in sighting.named for state in actor.states}
    found = {f"{a}+{b}" for a, b in pairs(keys)}
    found |= {f"~{a}+{b}" for a, b in pairs(actor.surname for actor in sighting.named if actor.surname)}
    return tuple(sorted(found or {"+".join(sorted(sighting.who))}))


def _by_thread(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    index: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        if sighting.window is not None:
            for key in thread_keys(sighting):
                index[key].append(sighting)
    return index


# ---------------------------------------------------------------- left over


def _join_wishes(left: Sequence[Sighting], groups: Groups[Sighting]) -> None:
    """Link what found no nearer meeting to the next one told of its kind, once for each place told."""
    by_who: dict[frozenset[str], list[Sighting]] = defaultdict(list)
    for sighting in left:
        by_who[sighting.who].append(sighting)
    for alike in by_who.values():
        alike.sort(key=lambda s: (s.told, s.order))
        for i, sighting in enumerate(alike):
            seen: set[tuple[object, ...]] = set()
            for other in alike[i + 1 :]:
                if sighting.ahead and (other.told - sighting.told).days > SILENCE_DAYS:
                    break
                kind = (other.meeting.place, other.remote, other.ahead, None if other.ahead else other.window)
                if kind not in seen and may_be_one_wish(sighting, other):
                    seen.add(kind)
                    groups.link(sighting, other)


def _join_rewordings(sightings: Sequence[Sighting], groups: Groups[Sighting]) -> None:
    """A correction: the sentence of an earlier revision with another day."""
    by_text: dict[tuple[str, int], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_text[sighting.meeting.article, sighting.item.told.number].append(sighting)
    for (article, number), members in by_text.items():
        for later in by_text.get((article, number + 1), ()):
            for earlier in members:
                if is_rewording(earlier, later):
                    groups.link(earlier, later)
