"""Sentences end where a reader would stop."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.text import Span
from bot.text.sentences import split_paragraphs, split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. President met Mr. J. R. Okafor on Aug. 8 at 5 p.m. Eastern time.",
        "LISBON, March 4 (Tidewater) - The port of St. Anne reopened.",
        '"Who pays?" Marsh asked the council.',
        '"Enough!" he said.',
        "Article 5 applies under reg. No. 12 of the Act.",
        "1. Scope of the order",
        "The fee rose to 1.10 dollars, i.e. by a tenth.",
        "Gen. Amara and Dr. Lund spoke for the E.U. delegation.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(text: str) -> None:
    """Abbreviations, initials and quoted questions must not tear a fact from its speaker."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The talks ended. Nobody spoke.", 2),
        ("It was sent to the U.S. The answer came in May.", 2),
        ('"We will wait." She left.', 2),
        ("“It is over.” “Is it?”", 2),
        ("He arrived at 5 p.m. The hall was empty.", 2),
        ("Is that so? It is!", 2),
        ("The deal… It fell through.", 2),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    """Two statements in one sentence would share speaker and date."""
    assert len(sentences(text)) == count


def test_bullets_headings_and_blank_lines_stand_alone() -> None:
    """A list item must not lend its words to the next one."""
    text = "Dates of application\n- large firms: 30 June;\n- small firms: 30 July.\n\nContact: press office"

    assert sentences(text) == [
        "Dates of application",
        "- large firms: 30 June;",
        "- small firms: 30 July.",
        "Contact: press office",
    ]


def test_lines_wrapped_by_hand_are_joined() -> None:
    """Filings are wrapped at some seventy characters; their sentences are not."""
    text = (
        "The applicant shall file the consolidated report with the competent\n"
        "authority no later than thirty days after the end of the quarter and\n"
        "shall publish it on its website."
    )

    assert len(split_paragraphs(text)) == 1
    assert len(split_sentences(text)) == 1


def test_boilerplate_is_left_out_of_sentences() -> None:
    """Words of a banner must never reach an answer, not even glued to a sentence."""
    text = "Subscribe today for moreThe talks ended. Read on"
    skip = (Span(0, 24), Span(41, 48))

    spans = split_sentences(text, skip)

    assert [s.of(text) for s in spans] == ["The talks ended."]


@settings(max_examples=60, derandomize=True)
@given(st.text(alphabet="ab. \n\"'”“?!AZ-1,", max_size=200))
def test_sentences_never_overlap_and_lose_no_word(text: str) -> None:
    """Offsets are what quotes are made of."""
    spans = split_sentences(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() != "" for s in spans)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
