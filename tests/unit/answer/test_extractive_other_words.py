"""Articles tell what is asked in other words than the question's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.answers import Abstention
from tests.unit.answer.stories import Story
from tests.unit.answer.test_extractive_words import answer, words

OPERA = Story(
    id="opera-1",
    outlet="Marn Wire",
    title="Marn opera",
    published=datetime(2026, 11, 18, tzinfo=UTC),
    text=(
        "Director Ida Voll announced her resignation from the Marn opera on Tuesday because of her failing sight. Her deputy, Piet Brand, "
        "takes charge until June.\n\nVoll is 64 and has led the house since 2011. The loan from the city is conditional on a second "
        "stage. A choir of 80 sang at the gate. The refurbishment of the stage came to 7 million crowns. The seats were made by Ulm & Rau, the "
        "manufacturer of the old ones, who bought the wood for 90 crowns a plank. A Ulm carpenter found a purse under the stage. "
        "Repairs will take weeks after the roof was damaged. One singer died in May. Voll came to Marn only two years after succeeding Ole Rist in Ulm."
    ),
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why is Ida Voll leaving the opera?", "failing sight"),
        ("Who replaces Ida Voll?", "Piet Brand"),
        ("Who takes over from Ida Voll?", "Piet Brand"),
        ("How old is Ida Voll?", "64"),
        ("What does the loan depend on?", "second stage"),
        ("How big was the choir?", "80"),
        ("How much did the renovation of the stage cost?", "7 million"),
        ("Who makes the seats?", "Ulm & Rau"),
        ("Who found the purse?", "carpenter"),
        ("How long will the repairs take?", "weeks"),
        ("How many people died?", "One singer"),
        ("Whom did Voll succeed in Ulm?", "Ole Rist"),
    ],
)
def test_it_is_found_all_the_same(question: str, told: str) -> None:
    """A noun for a verb, an office for an act, a number without its word."""
    assert told in words(answer(question, OPERA))


@pytest.mark.parametrize(
    "question",
    [
        "Who replaces Piet Brand?",
        "How old is Piet Brand?",
        "Who paid for the renovation of the stage?",
        "What was the name of the singer?",
        "Why was the roof damaged?",
    ],
)
def test_other_words_are_no_licence(question: str) -> None:
    """What nobody tells stays untold."""
    assert isinstance(answer(question, OPERA), Abstention)
