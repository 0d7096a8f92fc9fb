"""Thousands of articles about the same few people: what a new one touches stays small, and ends where a rebuild ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from bot.ledger.resolve import resolve
from bot.model.records import ToldFact
from tests.unit.ledger.shelf import Shelf
from tests.unit.ledger.telling import deadline, meeting, told

PEOPLE = ("Ana Lovrek", "Milan Petras", "Vladimir Putin", "Donald Trump", "Xi Jinping", "Josef Lind")
PLACES = ("Varn", "Geneva", "Moscow", "Busan", None)
DUTIES = (
    "file a safety report",
    "reach a ceasefire",
    "raise tariffs on steel",
    "open the bypass",
    "publish the tender",
)
START = date(2026, 1, 1)


def stream(articles: int, days: int, most: int = 3) -> Iterator[list[ToldFact]]:
    """News of six people who meet somebody every day: dated, vague and wished-for meetings, deadlines and their fate."""
    random = Random(7)
    for n in range(articles):
        day = START + timedelta(n * days // articles)
        by = told(f"{random.choice(['Harbor', 'Gazette', 'Courier', 'Ledger'])}-{n}", day.isoformat())
        facts = [_fact(random, by, day) for _ in range(random.randint(1, most))]
        yield list({item.fact.id: item for item in facts}.values())


def _fact(random: Random, by: object, day: date) -> ToldFact:
    who = ", ".join(random.sample(PEOPLE, random.choice([2, 2, 2, 3])))
    place, kind = random.choice(PLACES), random.random()
    if kind < 0.35:
        on = (day - timedelta(random.choice([0, 0, 1, 1, 2, 5]))).isoformat()
        return meeting(by, who, "held", on, place=place, mode=random.choice(["in_person", "phone", None]))  # type: ignore[arg-type]
    if kind < 0.5:
        return meeting(
            by, who, "planned", (day + timedelta(random.choice([1, 2, 3, 7, 14]))).isoformat(), place=place
        )  # type: ignore[arg-type]
    if kind < 0.7:
        return meeting(by, who, random.choice(["possible", "planned", "requested"]), None, place=place)  # type: ignore[arg-type]
    if kind < 0.75:
        return meeting(by, who, "held", f"{day - timedelta(7)}/{day - timedelta(1)}")  # type: ignore[arg-type]
    setter, addressee = random.sample(PEOPLE, 2)
    if kind < 0.95:
        due = START + timedelta((day - START).days // 20 * 20 + random.choice([10, 20, 30]))
        status = random.choice(["set", "set", "set", "proposed", "missed"])
        return deadline(
            by, random.choice(DUTIES), due.isoformat(), status, setter=setter, addressee=addressee
        )  # type: ignore[arg-type]
    status = random.choice(["extended", "withdrawn", "missed"])
    return deadline(by, random.choice(DUTIES), None, status, setter=setter, addressee=addressee)  # type: ignore[arg-type]


def _fill(articles: int, days: int, most: int = 3) -> Shelf:
    shelf = Shelf()
    for facts in stream(articles, days, most):
        shelf.add(facts)
    return shelf


def test_a_crowded_stream_ends_where_a_rebuild_ends() -> None:
    """Many meetings of the same pairs on neighbouring days are where shortcuts would show."""
    shelf = _fill(400, 40)

    assert shelf.all() == resolve(list(shelf.facts.values()))


@pytest.mark.slow
def test_what_an_article_touches_stays_small_in_thousands() -> None:
    """Ten facts a day about six people: the work for one more article must not grow with the archive."""
    shelf = _fill(2500, 250, most=1)
    early, late = shelf.loads[500:1500], shelf.loads[-1000:]

    assert sum(late) / len(late) < 1.5 * sum(early) / len(early)
    assert shelf.most < 200
    assert max(shelf.looks) < 1500
    assert shelf.all() == resolve(list(shelf.facts.values()))
