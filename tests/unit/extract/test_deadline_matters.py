"""What runs out, takes effect or is due, where the article tells no duty: found in words that can be shown."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from bot.model.facts import Deadline
from tests.unit.extract.deadline_cases import document


def deadlines_of(text: str) -> tuple[Deadline, ...]:
    return find_deadlines(document(text, "2026-03-11"))


TOLD = [
    # the noun that the verb is about, with its determiner and what it is of
    ("The ferry licence of Norlin expires on 30 June.", "The ferry licence of Norlin"),
    (
        "The truce between Ostravia and the Larn Front ends on Friday.",
        "The truce between Ostravia and the Larn Front",
    ),
    ("Its operating permit, which runs out in December 2028, covers two mines.", "Its operating permit"),
    ("The council extended the closure of Mill Lane until 5 September.", "the closure of Mill Lane"),
    ("The two banks have extended their merger agreement until 1 June.", "their merger agreement"),
    (
        "The revised rules on ballast water take effect on 1 January 2027.",
        "The revised rules on ballast water",
    ),
    ("A vote on the budget is planned for 21 April.", "A vote on the budget"),
    (
        "The extra 12-point duty on steel was still set to start on 27 August.",
        "The extra 12-point duty on steel",
    ),
    # what a limit is put to
    ("The deadline for the merger of Arlo and Brent is 29 July.", "the merger of Arlo and Brent"),
    ("The cut-off date for claims has been extended to 28 November.", "claims"),
    # what is done until then
    ("Ruritania threatened to answer with a tax on timber from 1 April.", "answer with a tax on timber"),
    ("The lenders will not call in any loan before 30 September 2027.", "not call in any loan"),
    # nothing to show: only a limit, a pronoun, or who acts
    ("It takes effect in 21 days.", None),
    ("The deadline is 30 June.", None),
    ("The Security Council votes on 15 July.", None),
    ("She promised one by 30 June.", None),
]


@pytest.mark.parametrize(("text", "matter"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_what_it_is_about_stands_in_the_article(text: str, matter: str | None) -> None:
    """The words as printed, up to the day; None rather than a pronoun or a party."""
    facts = deadlines_of(text)
    assert facts, "the sentence tells a deadline"
    assert {fact.matter for fact in facts if fact.requirement is None} <= {matter}
    assert matter is None or any(fact.matter == matter or fact.requirement == matter for fact in facts)


def test_a_bare_noun_is_told_by_the_fuller_words_before_it() -> None:
    """ "The deal" says little where the article said which one."""
    (fact,) = deadlines_of(
        "Ruritania praised the timber deal with Karsa. The deal expires on 30 June, its minister said."
    )
    assert fact.matter == "the timber deal"
    (other,) = deadlines_of("Ruritania wants another deal. The deal expires on 30 June, its minister said.")
    assert other.matter == "The deal"


def test_a_duty_leaves_no_room_for_a_matter() -> None:
    """One of the two says what it is about."""
    (fact,) = deadlines_of("The court gave Norlin until 30 June to repair the quay.")
    assert fact.requirement == "repair the quay"
    assert fact.matter is None


def test_the_words_are_explained() -> None:
    """`explain` points at them."""
    text = "The ferry licence of Norlin expires on 30 June."
    (fact,) = deadlines_of(text)
    basis = next(b for b in fact.basis if b.field == "matter")
    assert basis.span is not None
    assert text[basis.span.start : basis.span.end] == fact.matter
