"""A pattern that ignores case finds the same in small letters and as Python's own does."""

from __future__ import annotations

import re

import pytest

from bot.text.anycase import AnyCase

PATTERN = r"\b(?:was|were)\s+(?P<denied>denied|ruled out)\b|\bno (?:\w+ )?talks\b"
TEXTS = (
    "The plan WAS denied, and Were Ruled Out the rest; No formal Talks were held.",
    "Élodie said the plan was DENIED in İzmir: no Talks.",
    "Nothing of the kind.",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_a_pattern_finds_that_ignores_case(text: str) -> None:
    """Places and groups are those in the printed text."""
    own, plain = AnyCase(PATTERN), re.compile(PATTERN, re.IGNORECASE)

    found = [(m.span(), m["denied"] is not None) for m in own.finditer(text)]
    first, wanted = own.search(text), plain.search(text)

    assert found == [(m.span(), m["denied"] is not None) for m in plain.finditer(text)]
    assert (first and first.span()) == (wanted and wanted.span())
