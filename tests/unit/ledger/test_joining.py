"""What articles tell of one deadline or one meeting in other words, with other names or in passing, from the texts to the record."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.model.text import Scope
from bot.ports import RecordQuery
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, asker

Told = tuple[tuple[str, str], ...]


async def records_of(url: str, told: Told) -> tuple[Record, ...]:
    """The records of articles that come in one after the other; each is a day and a text."""
    store = await SqlStore.open(url)
    service = BriefingService(store=store)
    for number, (day, text) in enumerate(told):
        now = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        await service.ingest({"text": text, "outlet": f"Paper {number}", "published": day}, asker(), now=now)
    records = await store.find_records(Scope(workspace=TEAM), RecordQuery())
    await store.close()
    return records


def course(record: Record) -> list[str]:
    """The steps of a record: status and day."""
    if isinstance(record, MeetingRecord):
        return [f"{s.status.value} {s.when.iso() if s.when else '-'}" for s in record.history]
    return [f"{s.status.value} {s.due.iso() if s.due else '-'}" for s in record.history]


ORDER = ("2026-03-02", "The harbour office ordered Marlow to clear the north pier by March 20.")
DEADLINES: dict[str, tuple[Told, list[str]]] = {
    "only the day and who set it": (
        (
            ORDER,
            ("2026-03-10", "Rain fell in Torvik, ten days before the harbour office's deadline of March 20."),
        ),
        ["set 2026-03-20"],
    ),
    "for one day and in the same words, beside strangers": (
        (
            ORDER,
            (
                "2026-03-10",
                "Two rivals have looked at Marlow's berth. The north pier must be cleared by March 20.",
            ),
        ),
        ["set 2026-03-20"],
    ),
    "moved, and the new day in the next sentence": (
        (
            ORDER,
            (
                "2026-03-12",
                "The harbour office gave Marlow three more weeks to clear the north pier. The firm now has until April 10, it said.",
            ),
        ),
        ["set 2026-03-20", "extended 2026-04-10"],
    ),
    "a new day for the same duty": (
        (
            ORDER,
            ("2026-03-12", "Marlow now has until April 10 to clear the north pier, the harbour office said."),
        ),
        ["set 2026-03-20", "set 2026-04-10"],
    ),
    "the day it was moved from, told again once it is over": (
        (
            ORDER,
            (
                "2026-03-12",
                "The harbour office extended the deadline for Marlow to clear the north pier to April 10.",
            ),
            (
                "2026-04-11",
                "The deadline for Marlow to clear the north pier passed on Friday. Marlow had missed the first deadline of March 20.",
            ),
        ),
        ["set 2026-03-20", "extended 2026-04-10", "passed 2026-04-10"],
    ),
    "done hours before": (
        (
            ("2026-03-02", "The dockers' union gave Marlow Shipping until March 20 to answer its letter."),
            (
                "2026-03-20",
                "Marlow Shipping replied to the letter today, hours before the dockers' union's deadline ran out.",
            ),
        ),
        ["set 2026-03-20", "met 2026-03-20"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), DEADLINES.values(), ids=DEADLINES)
async def test_articles_tell_of_one_deadline(sqlite_url: str, told: Told, expected: list[str]) -> None:
    """One record, with the steps that the articles told and no dispute between them."""
    records = await records_of(sqlite_url, told)

    assert [course(record) for record in records if isinstance(record, DeadlineRecord)] == [expected]
    assert all(record.conflicts == () for record in records)


async def test_two_duties_of_one_day_stay_two(sqlite_url: str) -> None:
    """A day and a setter in common are not enough where two are told to do two things."""
    records = await records_of(
        sqlite_url,
        (ORDER, ("2026-03-10", "The harbour office ordered Velt Lines to repay the port grant by March 20.")),
    )

    assert len(records) == 2


async def test_a_surname_is_its_bearer_beside_the_same_people(sqlite_url: str) -> None:
    """Papers leave first names out when they look back; the record keeps the full ones and nobody twice."""
    records = await records_of(
        sqlite_url,
        (
            (
                "2026-03-11",
                "Ines Harrow and Piet Osk met in Holm on Tuesday for six hours, both offices said.",
            ),
            ("2026-03-13", "Flour is dear in Brey, three days after Harrow and Osk met in Holm on Tuesday."),
        ),
    )

    (meeting,) = records
    assert isinstance(meeting, MeetingRecord)
    assert sorted(one.party.name for one in meeting.participants) == ["Ines Harrow", "Piet Osk"]
    assert meeting.origins == 2


async def test_two_bearers_of_a_surname_stay_two(sqlite_url: str) -> None:
    """Two full names are two people."""
    records = await records_of(
        sqlite_url,
        (
            ("2026-03-11", "Ines Harrow and Piet Osk met in Holm on Tuesday."),
            ("2026-03-11", "Ines Harrow and Jan Osk met in Holm on Tuesday."),
        ),
    )

    assert len(records) == 2
