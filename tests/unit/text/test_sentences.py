"""Sentences end where a reader would stop."""

from __future__ import annotations

import textwrap
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
        "The heads of Tolvex Corp. (TVX) and Brentco Inc. (BRC) met.",
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


def test_a_line_that_ends_in_the_middle_of_its_words_goes_on() -> None:
    """Even in a short text, where its lines are no proof that it was wrapped."""
    text = "The port council and the owners of the ferries will decide by\nJuly 28 on a toll."

    assert len(split_sentences(text)) == 1


@pytest.mark.parametrize("width", [60, 72, 90])
def test_a_wrapped_line_may_begin_with_a_number(width: int) -> None:
    """In a text that was wrapped throughout, "27." and "9." at the beginning of a line count no list."""
    told = [
        "The ferry company said that the new timetable for the islands would hold from the morning of Aug. 27.",
        "A second hearing on the harbour dues was put off by the judges in the capital until Monday, September 9.",
        "In that one the harbour office has asked for another week, which General Licence 5 of the ministry allows.",
        "Nobody else was heard.",
    ]
    for shift in range(0, 40, 3):
        text = textwrap.fill(f"{'A' * shift} {' '.join(told)}".strip(), width, break_long_words=False)
        assert [" ".join(one.split()) for one in sentences(text)][1:] == told[1:]


def test_a_list_in_a_wrapped_text_stays_a_list() -> None:
    """Its items begin after lines that were not full, or that ended."""
    lead = textwrap.fill(
        "The ministry told the owners of boats in the three northern harbours what is due and when. " * 4, 70
    )
    text = f"{lead}\n1. The first form by May.\n2. The second form by June.\n- Nothing else."

    assert sentences(text)[-3:] == [
        "1. The first form by May.",
        "2. The second form by June.",
        "- Nothing else.",
    ]


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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Der Rat muss bis zum 30. November entscheiden. Danach ist Schluss.", 2),
        ("Berlin, 17. November 2026. Die Ministerin traf ihren Gast.", 2),
        ("Sie sehen sich am 3. Mai wieder.", 1),
        ("The toll rose to 30. August was worse.", 2),
        ("It closed at 4.30. November came.", 2),
        ("Seit Sonntag 4. Jänner gilt die Sperre. Sie endet bald.", 2),
        ("They counted 30. Jan left.", 2),
    ],
)
def test_the_stop_of_a_day_in_german_ends_no_sentence(text: str, count: int) -> None:
    """Half a date, quoted alone, names another day."""
    assert len(split_sentences(text)) == count
