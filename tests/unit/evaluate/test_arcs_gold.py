"""Gold labels as told facts: what the ledger is measured on when extraction is left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.evaluate.arcs_gold import parse_days, read_lines, store_articles, told_facts
from bot.model.facts import Deadline, Meeting, PartyKind

ARTICLES = read_lines(Path(__file__).parents[2] / "evals" / "dev-set" / "articles.jsonl")


def test_every_labelled_meeting_and_deadline_becomes_a_fact() -> None:
    """A label that is dropped silently would flatter the ledger."""
    facts = [item for items in told_facts(ARTICLES).values() for item in items]

    assert len(facts) == sum(len(a["meetings"]) + len(a["deadlines"]) for a in ARTICLES)
    assert all(item.fact.quote.text for item in facts)


def test_a_correction_is_a_later_revision_of_the_same_article() -> None:
    """The ledger tells corrections from disagreement by the article they belong to."""
    stored = store_articles(ARTICLES)

    assert stored["a1-05"].article.id == stored["a1-04"].article.id
    assert (stored["a1-04"].told.number, stored["a1-05"].told.number) == (1, 2)
    assert stored["a1-04"].told.superseded
    assert not stored["a1-05"].told.superseded


def test_a_wire_copy_keeps_the_origin_of_the_wire() -> None:
    """A copy elsewhere is no second origin."""
    stored = store_articles(ARTICLES)

    assert stored["a1-08"].told.origin == stored["a1-07"].article.id


def test_names_become_parties_of_their_kind() -> None:
    """A state, a person and a described group are compared in different ways."""
    facts = [item.fact for items in told_facts(ARTICLES).values() for item in items]
    meeting = next(f for f in facts if isinstance(f, Meeting) and f.id == "a1-04-m1")
    deadline = next(f for f in facts if isinstance(f, Deadline) and f.id == "a2-01-d2")

    assert [p.party.kind for p in meeting.participants] == [PartyKind.PERSON, PartyKind.PERSON]
    assert deadline.setter is not None
    assert deadline.setter.key == "body:eu"
    assert deadline.addressee is not None
    assert deadline.addressee.kind is PartyKind.GROUP


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-08-08", date(2025, 8, 8), date(2025, 8, 8)),
        ("2025-W32", date(2025, 8, 4), date(2025, 8, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("../2025-08-08", None, date(2025, 8, 8)),
        ("2025-08-07/2025-08-09", date(2025, 8, 7), date(2025, 8, 9)),
    ],
)
def test_gold_dates_are_read(text: str, first: date | None, last: date) -> None:
    """Every date form of SCHEMA.md has its days."""
    assert parse_days(text) == (first, last)
