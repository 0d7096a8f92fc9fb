"""Pronouns, "the company" and "both sides": somebody of the article, or nobody."""

from __future__ import annotations

import pytest

from bot.text.parties import find_mentions
from bot.text.parties.choosing import fitted
from bot.text.sentences import split_sentences


def meant(text: str, words: str) -> set[str]:
    return {m.party.name for m in find_mentions(text, split_sentences(text)) if m.words == words}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Supermarket chain Dellmart has turned down an offer from Fenwold. The Leeds-based company wants more.",
            "The Leeds-based company",
            {"Dellmart"},
        ),
        (
            "Pilots of Norwind Airways walked out on Monday. The Aircrew Guild said the airline had offered nothing.",
            "the airline",
            {"Norwind Airways"},
        ),
        (
            "Norwind Airways will meet the Aircrew Guild today. The union said it wants a deal.",
            "The union",
            {"Aircrew Guild"},
        ),
        (
            "Norwind Airways was fined on Monday. Norwind Airways said it would appeal.",
            "it",
            {"Norwind Airways"},
        ),
        ("Norwind Airways was fined on Monday. In Oslo it was raining.", "it", set()),
        (
            "President Ada Holm and Prime Minister Jon Brandt met in Oslo. They spoke about fish.",
            "They",
            {"Ada Holm", "Jon Brandt"},
        ),
        (
            "China and the European Union will talk on Friday. The two sides last met in May.",
            "The two sides",
            {"China", "European Union"},
        ),
        (
            "President Ada Holm received Prime Minister Jon Brandt in Oslo. The two leaders agreed on fish.",
            "The two leaders",
            {"Ada Holm", "Jon Brandt"},
        ),
        (
            "The African Union gave Mali until May. A junta rules the West African country.",
            "the West African country",
            {"Mali"},
        ),
        ("Holm Foods sued Tarn Mills. The paper was full of it.", "The paper", set()),
    ],
)
def test_words_that_stand_for_somebody(text: str, words: str, expected: set[str]) -> None:
    """A wrong party is worse than none: what fits nobody is left alone."""
    assert meant(text, words) == expected


def test_nobody_says_he_of_himself() -> None:
    """Who is named behind a quotation as its speaker is not the "he" in it, over all its sentences."""
    text = "Jon Aas met Eli Brand. “He lied to us. He ran,” Jon Aas told reporters."

    assert meant(text, "He") == {"Eli Brand"}


def test_i_over_several_sentences_is_the_one_named_behind_the_quotation() -> None:
    """The speaker is often named only where a long quotation ends."""
    text = "A ship sank. “I saw the mast. I called the harbour,” Ada Holm told reporters."

    assert meant(text, "I") == {"Ada Holm"}


def test_weights_are_there_for_every_sort() -> None:
    """A sort without weights would give its words to anybody."""
    weights = fitted()

    assert (
        set(weights.sorts)
        == set(weights.lead)
        == {"he", "it", "they", "body", "state", "pair", "its", "their"}
    )
    assert all(weights.sorts[sort] for sort in weights.sorts)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Norrair said on Monday it would cut flights. It blamed its pilots.", "its", "Norrair"),
        ("Safeguard fined Brent Corp in May. Safeguard said it was ready to go to court.", "it", "Safeguard"),
        ("North Korea turned down South Korea's offer. The South had vowed to talk.", "South", "South Korea"),
        (
            "The Lagos Labour Congress (LLC) President, Jon Aas, has vowed to go on. The LLC president left.",
            "The LLC president",
            "Jon Aas",
        ),
        (
            "Karpia's president, Ada Holm, spoke. The head of state left for Tarn.",
            "The head of state",
            "Ada Holm",
        ),
    ],
)
def test_who_stands_behind_a_pronoun_or_an_office(text: str, words: str, name: str) -> None:
    """What is told of "its pilots" or "the president" belongs to whoever was named before."""
    found = [m.party.name for m in find_mentions(text, split_sentences(text)) if m.words == words]

    assert found[-1:] == [name]
