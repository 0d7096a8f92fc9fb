"""Deadlines of whole articles: one fact for several tellings, roles carried from earlier sentences, nothing invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extract.check import check_fact
from bot.extract.deadlines import find_deadlines
from bot.model.facts import Deadline, DeadlineStatus
from tests.unit.extract.deadline_cases import cases, differences, document, told

PRODUCT_EXAMPLE = (
    Path(__file__).resolve().parents[3].parent / "shared" / "articles" / "putin-witkoff-talks.txt"
)
LOOK_ALIKE = (
    "Ore more with Premium. Unlock our archiveEgypt's envoy Samir Adel held talks with Ethiopian Prime Minister Dawit Lemma "
    "in Addis Ababa on Wednesday, two days before the expiry of a deadline set by President Hala Nour for Ethiopia to "
    "agree to share its flood data or face new tariffs.\n"
    "Nour has threatened to put a heavy toll on countries that buy Ethiopian power.\n"
    "Later in the day, an official said Cairo still planned to go ahead with the tariffs on Friday."
)
JUNK = "Ore more with Premium. Unlock our archive"


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in cases("articles.jsonl")])
def test_an_article_tells_these_deadlines_and_no_others(row: dict[str, Any]) -> None:
    """Offers, licences, strikes and courts told over several sentences, with roles carried from one to the next."""
    found = [told(fact) for fact in find_deadlines(document(row["text"], row["published"]))]

    assert differences(row["expected"], found) == []


def test_an_ultimatum_told_twice_is_one_fact() -> None:
    """The day agrees with "on Friday" at the end; the toll on others has no day and is no deadline."""
    facts = find_deadlines(document(LOOK_ALIKE, "2026-03-11", junk=JUNK))

    assert len(facts) == 1
    (fact,) = facts
    assert fact.due is not None
    assert fact.due.day == date(2026, 3, 13)
    assert fact.status is DeadlineStatus.SET
    assert fact.setter is not None
    assert fact.setter.name == "Hala Nour"
    assert fact.addressee is not None
    assert fact.addressee.name == "Ethiopia"
    assert fact.requirement == "agree to share its flood data"
    assert fact.consequence == "new tariffs"
    assert len(fact.quotes) == 2


def test_without_a_date_of_publication_no_day_is_invented() -> None:
    """The words are kept, the calendar day is not guessed, and the fact says why."""
    (fact, *_) = find_deadlines(document(LOOK_ALIKE, None, junk=JUNK))

    assert fact.due is not None
    assert fact.due.day is None
    assert fact.due.words.startswith("two days before")
    assert fact.due.open_reason


@pytest.mark.skipif(not PRODUCT_EXAMPLE.exists(), reason="the example article is not shipped")
def test_the_article_the_product_was_asked_for() -> None:
    """Set by Donald Trump for Russia, expires Friday 8 August 2025, consequence new sanctions."""
    facts = find_deadlines(document(PRODUCT_EXAMPLE.read_text(encoding="utf-8"), "2025-08-06"))

    assert len(facts) == 1
    (fact,) = facts
    assert fact.due is not None
    assert fact.due.day == date(2025, 8, 8)
    assert (fact.setter and fact.setter.name, fact.addressee and fact.addressee.name) == (
        "Donald Trump",
        "Russia",
    )
    assert fact.consequence == "new sanctions"
    assert any("secondary sanctions" in quote.text for quote in fact.quotes)


def test_every_fact_passes_the_check_unchanged() -> None:
    """What the rules read, the check reads the same way."""
    for name in (
        "sentences.jsonl",
        "notices_and_business.jsonl",
        "variants.jsonl",
        "clauses.jsonl",
        "articles.jsonl",
    ):
        for row in cases(name):
            doc = document(row["text"], row["published"])
            for fact in find_deadlines(doc):
                assert check_fact(fact, doc) == fact, row["id"]


def test_every_filled_field_says_where_it_came_from() -> None:
    """`dateline explain` needs a rule for each field."""
    for row in cases("articles.jsonl"):
        for fact in find_deadlines(document(row["text"], row["published"])):
            named = {basis.field for basis in fact.basis}
            filled = {
                f
                for f in ("setter", "addressee", "due", "previous_due", "requirement", "consequence")
                if getattr(fact, f)
            }
            assert filled | {"status", "kind", "quotes"} <= named


def test_reading_twice_gives_the_same_ids() -> None:
    """Extracting again names an unchanged fact the same."""
    row = cases("articles.jsonl")[0]

    first, second = (find_deadlines(document(row["text"], row["published"])) for _ in range(2))

    assert [f.id for f in first] == [f.id for f in second]
    assert len({f.id for f in first}) == len(first)


@given(
    st.lists(
        st.sampled_from(
            'deadline until by 8 August must , . " ( ) - : before within 30 days of the expires extended from to on Friday '
            "Kenya gave missed and or which that unless 12:01 a.m. withdrawn % ’ “".split(" ")
        ),
        max_size=60,
    )
)
@settings(max_examples=80, derandomize=True, deadline=None)
def test_any_text_is_read_without_an_error(words: list[str]) -> None:
    """Article text is untrusted; whatever it holds, quotes stay slices of it."""
    doc = document(" ".join(words) or "x", "2026-03-11")

    for fact in find_deadlines(doc):
        assert isinstance(fact, Deadline)
        assert all(q.span.of(doc.text) == q.text for q in fact.quotes)
        assert check_fact(fact, doc)
