"""Names under which the ledger finds the facts that a new one may be linked to.

Two facts that can be linked directly share a key. Sharing a key means no more than "compare these two": it is no
reason to believe in one meeting, and it is not passed on (docs/decisions/0004-ledger-neighbourhoods.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from bot.ledger.duties import DUE_DAYS, EXACT_DAYS, MEMORY_DAYS, Duty, party_keys
from bot.ledger.meetings import thread_keys
from bot.ledger.sightings import AHEAD_DAYS, BACK_DAYS, LATE_DAYS, MOST_DAYS, SILENCE_DAYS, Sighting
from bot.ledger.windows import SLIP_DAYS, Window, shift, window_of
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.ids import ArticleId
from bot.model.records import ToldFact
from bot.model.text import Told

BLOCK_DAYS = 16  # days of one thread that stand under one key


def neighbour_keys(fact: Fact, told: Told | None = None) -> tuple[str, ...]:
    """Keys of a meeting or deadline, sorted; none for a statement or event, which are in no record.

    told: who tells it. Pass it: without it a fact that has no day of its own ("they will meet soon") is found by its
    own article only, and others as if they had been told on their day.
    """
    if not isinstance(fact, Meeting | Deadline):
        return ()
    keys = {_article_key(fact.article, type(fact))}
    item = ToldFact(fact=fact, told=told) if told is not None else _as_told_on_its_day(fact)
    if item is not None and isinstance(fact, Meeting):
        keys |= _meeting_keys(Sighting(item, fact))
    elif item is not None and isinstance(fact, Deadline):
        keys |= _deadline_keys(Duty(item, fact))
    return tuple(sorted(keys))


def article_keys(article: ArticleId) -> tuple[str, ...]:
    """The keys under which all meetings and deadlines of one article stand."""
    return tuple(_article_key(article, kind) for kind in (Deadline, Meeting))


def _article_key(article: ArticleId, kind: type[Fact]) -> str:
    return f"a:{article}:{kind.__name__}"


def _as_told_on_its_day(fact: Meeting | Deadline) -> ToldFact | None:
    window = window_of(fact.when if isinstance(fact, Meeting) else fact.due)
    if window is None:
        return None
    noon = datetime.combine(window.first, time(12), tzinfo=UTC)
    told = Told(
        article=fact.article,
        revision=fact.revision,
        number=1,
        outlet=None,
        title=None,
        url=None,
        published=noon,
        known=noon,
        origin=fact.article,
        audience=None,
    )
    return ToldFact(fact=fact, told=told)


def _meeting_keys(sighting: Sighting) -> set[str]:
    window = sighting.window
    keys: set[str] = set()
    for day in _days_compared(sighting):
        keys |= {f"m:{who}:{day}" for who in _everybody(sighting)}
    spans: list[Window] = []
    if sighting.fixed and window is not None:
        spans.append(
            Window(shift(window.first, -AHEAD_DAYS - 1), shift(window.last, max(BACK_DAYS, LATE_DAYS) + 1))
        )
    elif window is not None and window.days <= MOST_DAYS:
        spans.append(window)
    if window is None:
        spans.append(Window(sighting.told, sighting.told))
    if sighting.ahead:
        spans.append(_around(sighting.told, SILENCE_DAYS))
    for thread in thread_keys(sighting):
        keys |= {f"t:{thread}:{block}" for block in _blocks(spans)}
        if window is not None and window.days > MOST_DAYS:
            keys.add(f"t:{thread}:{window.first}/{window.last}")
    return keys


def _days_compared(sighting: Sighting) -> list[date]:
    """Single days on which facts are compared: the day itself, the next one, and the day it was moved from."""
    days = [shift(sighting.day, n) for n in (0, 1)] if sighting.day is not None else []
    return days + ([sighting.moved_from] if sighting.moved_from is not None else [])


def _everybody(sighting: Sighting) -> frozenset[str]:
    return sighting.who | {f"state:{state}" for actor in sighting.named for state in actor.states}


def _deadline_keys(duty: Duty) -> set[str]:
    keys: set[str] = set()
    for window in (duty.due, duty.old):
        if window is not None and window.days <= EXACT_DAYS:
            half = SLIP_DAYS // 2
            days = Window(shift(window.first, -half), shift(window.last, SLIP_DAYS - half))
            keys |= {f"d:{shift(days.first, n)}" for n in range(days.days)}
    spans = [Window(duty.told, duty.told)]
    if duty.exact and duty.due is not None:
        spans.append(Window(shift(duty.told, -1), shift(duty.told, MEMORY_DAYS)))
        spans.append(Window(shift(duty.due.last, -DUE_DAYS), shift(duty.due.last, DUE_DAYS)))
    else:
        spans.append(_around(duty.told, MEMORY_DAYS))
    for party in party_keys(duty):
        keys |= {f"p:{party}:{block}" for block in _blocks(spans)}
    return keys


def _around(day: date, reach: int) -> Window:
    """Days around `day` such that two days at most `reach` apart share one."""
    half = reach // 2 + reach % 2
    return Window(shift(day, -half), shift(day, half))


def _blocks(spans: Iterable[Window]) -> set[int]:
    return {
        block
        for span in spans
        for block in range(span.first.toordinal() // BLOCK_DAYS, span.last.toordinal() // BLOCK_DAYS + 1)
    }
