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


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("start", "end"), [(0, 200), (9, 20), (10, 26), (47, 70)])
def test_it_finds_the_same_places_in_a_part(text: str, start: int, end: int) -> None:
    """A letter before the part belongs to its first word, and what stands behind it is not seen."""
    end = min(end, len(text))
    start = min(start, end)
    wanted = [m.span() for m in re.compile(PATTERN, re.IGNORECASE).finditer(text, start, end)]

    assert [(place.start, place.end) for place in AnyCase(PATTERN).places(text, start, end)] == wanted
