"""A revision read once: what stands where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.text import Span
from tests.unit.extract.revisions import document

TEXT = "Carlos Mendez met Sofia Petrova on Tuesday. She left.\n\nTalks go on."


def test_mentions_and_times_are_found_by_stretch() -> None:
    """Rules ask for what begins inside a sentence, in order."""
    doc = document(TEXT)
    first = doc.sentences[0]

    assert [mention.words for mention in doc.mentions_in(first)] == ["Carlos Mendez", "Sofia Petrova"]
    assert [when.words for when in doc.whens_in(first)] == ["Tuesday"]
    assert doc.whens_in(doc.sentences[1]) == ()


def test_a_position_knows_its_sentence_and_paragraph() -> None:
    """Positions between sentences belong to none."""
    doc = document(TEXT)

    assert doc.sentence_at(0) == doc.sentences[0]
    assert doc.sentence_index(TEXT.index("She")) == 1
    assert doc.sentence_at(TEXT.index("\n")) is None
    assert doc.paragraph_at(TEXT.index("Talks")) == doc.paragraphs[-1]


def test_a_quote_has_no_white_space_at_its_ends() -> None:
    """Quotes are shown to readers."""
    doc = document(TEXT)

    assert doc.quote(Span(43, 54)).text == "She left."
    with pytest.raises(ValueError, match="not empty"):
        doc.quote(Span(53, 54))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(alphabet="ab .\nM'’“”-", max_size=80))
def test_every_sentence_is_found_by_every_position_in_it(text: str) -> None:
    """The index of starts agrees with the spans."""
    doc = document(text)

    for index, sentence in enumerate(doc.sentences):
        for position in range(sentence.start, sentence.end):
            assert doc.sentence_index(position) == index
