"""What a question asks in one word is found in the words by which articles tell it."""

from __future__ import annotations

import pytest

from bot.text.paraphrases import told_by
from bot.text.words import stem


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("leave", "resignation"),  # a noun made of a word that may stand for it
        ("depend", "conditional"),
        ("boss", "director"),
        ("replace", "interim"),
    ],
)
def test_looser_words_tell_the_same_matter(asked: str, told: str) -> None:
    """Only from the question's word to the article's."""
    assert stem(told) in told_by(stem(asked))


@pytest.mark.parametrize(("asked", "told"), [("interim", "replace"), ("architect", "design")])
def test_they_do_not_go_the_other_way(asked: str, told: str) -> None:
    """Whoever asks for the interim head is not answered with any replacement."""
    assert stem(told) not in told_by(stem(asked))
