"""Verbs of two words find the one word that stands for them, and the other way round."""

from __future__ import annotations

import pytest

from bot.model.text import Span
from bot.text.cover import line_of, same_family
from bot.text.phrasal import is_particle, is_verb_of_two, stands_for
from bot.text.words import stem, tokens


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Drivers will walk out on Monday.", "walkout"),
        ("The vote was put off.", "postpone"),
        ("They turned it down.", "reject"),
        ("The talks go on next week.", "continue"),
        ("The refinery stood still for a month.", "standstill"),
    ],
)
def test_a_sentence_holds_what_its_verb_of_two_words_stands_for(sentence: str, word: str) -> None:
    """Articles and questions choose differently between the two."""
    assert stem(word) in line_of(sentence, Span(0, len(sentence))).stems


def test_a_particle_of_another_verb_makes_no_phrase() -> None:
    """ "Walked in and looked out" is no walkout."""
    sentence = "She walked in, sat and looked out."

    assert stem("walkout") not in line_of(sentence, Span(0, len(sentence))).stems


def test_two_words_are_also_tried_as_one() -> None:
    """A question asks how long it "stood still"; the article tells of a "standstill"."""
    words = tokens("stand still")

    assert stem("standstill") in stands_for(words, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("accepted", "acceptances", True),
        ("negotiate", "negotiator", True),
        ("develop", "development", True),
        ("second", "secondary", False),
        ("union", "unions", True),
    ],
)
def test_a_noun_made_of_a_verb_is_of_its_family(one: str, other: str, same: bool) -> None:
    """ "Had accepted" is told by "acceptances for 41 per cent"."""
    a, b = stem(one), stem(other)

    assert (a == b or same_family(a, b)) is same


@pytest.mark.parametrize(
    ("one", "other"), [("left", "leave"), ("wrote", "writing"), ("struck", "strikes"), ("chosen", "choose")]
)
def test_irregular_forms_share_the_stem_of_their_verb(one: str, other: str) -> None:
    """ "Did they leave" must meet "they left"."""
    assert stem(one) == stem(other)


def test_a_particle_belongs_to_its_verb_and_a_verb_of_two_tells_its_own_act() -> None:
    """One table says both; to take part says little of its own."""
    words = tokens("who takes over from her and pays the loan back, who took part")
    at = {token.word: index for index, token in enumerate(words)}
    assert is_verb_of_two(words, at["takes"])
    assert not is_verb_of_two(words, at["took"])
    assert is_particle(words, at["back"])
    assert not is_particle(words, at["loan"])
