"""Passages and shingles of a revision."""

from __future__ import annotations

import random

from bot.ingest.boilerplate import find_boilerplate
from bot.ingest.passages import MAX_PASSAGE_CHARS, cut_passages, shingles

WORDS = "the envoy and minister of trade met again in a town by the sea to talk about grain and the price of coal".split()


def prose(seed: int, sentences: int) -> str:
    chance = random.Random(seed)
    return " ".join(
        " ".join(
            [
                chance.choice(WORDS).title(),
                *(chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(14)),
            ]
        )
        + "."
        for _ in range(sentences)
    )


def test_passages_are_whole_sentences_within_the_limit() -> None:
    """A passage cut inside a sentence would quote half a claim."""
    text = prose(1, 40) + "\n\n" + prose(2, 3)
    passages = cut_passages(text)

    assert all(len(span) <= MAX_PASSAGE_CHARS for span in passages)
    assert all(span.of(text).endswith(".") for span in passages)
    assert "".join(span.of(text) for span in passages).count(".") == 43


def test_boilerplate_is_in_no_passage() -> None:
    """Search must never return a banner."""
    text = "The council met on Monday.\n\nSubscribe to our newsletter\n\nIt will vote on Thursday, the mayor said."
    boilerplate = find_boilerplate(text)

    assert boilerplate
    assert all("Subscribe" not in span.of(text) for span in cut_passages(text, boilerplate))


def test_a_copy_with_one_word_in_ten_changed_shares_enough_shingles() -> None:
    """Wire copies are edited lightly; they must still be seen to come from one origin."""
    chance = random.Random(3)
    text = prose(4, 40)
    edited = " ".join("other" if chance.random() < 0.1 else word for word in text.split())
    a, b = set(shingles(text)), set(shingles(edited))

    assert len(a & b) >= 0.4 * min(len(a), len(b))
    assert len(set(shingles(prose(5, 40))) & a) < 0.1 * len(a)
