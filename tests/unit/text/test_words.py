"""Words are compared without case, accents, endings and ways of writing numbers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.words import content_terms, fold, numbers_in, placed_words, places_of, stem, tokens


def test_folding_takes_case_accents_and_typographic_quotes_away() -> None:
    """A question is typed on a plain keyboard, an article is not."""
    assert fold("Šefčovič’s “Élysée”") == 'sefcovic\'s "elysee"'
    assert fold("Łódź–Ærø") == "lodz-aero"


def test_tokens_point_at_their_words() -> None:
    """A term found must be shown where it stands."""
    text = "Norway's co-op paid €5."

    found = tokens(text)

    assert [t.word for t in found] == ["norway", "co-op", "paid", "5"]
    assert found[0].span.of(text) == "Norway's"


def test_content_terms_leave_out_stop_words() -> None:
    """Words that every sentence has find every sentence."""
    assert content_terms("Did they meet in the palace?") == ("meet", "palace")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("extended", "extends"), ("extending", "extend"), ("met", "meetings"[:4]), ("said", "says"),
        ("ministries", "ministry"), ("planned", "plan"), ("agrees", "agreed"), ("postponing", "postponed"),
        ("taxes", "tax"), ("told", "tell"), ("wrote", "write"), ("written", "writes"), ("chose", "choosing"), ("left", "leave"),
        ("stole", "stealing"), ("sank", "sinks"), ("hid", "hiding"), ("threw", "thrown"), ("understood", "understand"),
        ("succeed", "succeeding"), ("proceeds", "proceeding"), ("freed", "free"), ("guaranteed", "guarantee"),
    ],
)  # fmt: skip
def test_inflections_share_a_stem(one: str, other: str) -> None:
    """The gate asks whether a sentence's words stand in its quote, whatever their ending."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("news", "new"), ("united", "unit"), ("bus", "bu"), ("sanction", "sanctity")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    """A stem that is too short makes one word support another."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("36,000 people", "36000", None),
        ("$1.2 billion", "1200000000", "USD"),
        ("10 per cent", "10", "%"),
        ("about 100%", "100", "%"),
        ("twenty-nine days", "29", "day"),
        ("two hundred and fifty", "250", None),
        ("a dozen", "12", None),
        ("500m euros", "500000000", "EUR"),
        ("25 percentage points", "25", "points"),
        ("€3", "3", "EUR"),
    ],
)
def test_numbers_are_read_with_their_scale_and_unit(text: str, value: str, unit: str | None) -> None:
    """A figure is supported by its quote when the values agree, not the spellings."""
    (number,) = numbers_in(text)

    assert (number.value, number.unit) == (Decimal(value), unit)
    assert number.span.of(text) in text


def test_ordinals_and_spelled_numbers_are_marked() -> None:
    """ "The first" and a lone "one" are weak evidence, and the gate has to know."""
    first, one, second = numbers_in("the third of one and the 2nd")

    assert (first.ordinal, one.ordinal, second.ordinal) == (True, False, True)
    assert one.spelled
    assert not second.spelled


@settings(max_examples=80, derandomize=True)
@given(st.text(max_size=80))
def test_no_text_breaks_the_readers(text: str) -> None:
    """Article text is untrusted."""
    assert fold(fold(text)) == fold(text) or not text.isascii()
    assert all(t.span.of(text) for t in tokens(text))
    assert all(n.span.of(text) for n in numbers_in(text))
    assert all(stem(term) or not term for term in content_terms(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [("fined", "fine"), ("voted", "votes"), ("hoped", "hopes"), ("named", "naming"), ("banned", "ban"), ("fixed", "fix"), ("aimed", "aim")],
)  # fmt: skip
def test_a_short_verb_and_its_past_have_one_stem(a: str, b: str) -> None:
    """ "How much was it fined" is answered by "the fine is 40,000": the e that the ending took comes back."""
    assert stem(a) == stem(b)


@given(st.text("ab _-.’é1", max_size=3), st.text("ab _-.’é1", max_size=12))
@settings(max_examples=300)
def test_words_are_found_where_no_word_goes_on(words: str, text: str) -> None:
    """As the pattern would find them that nobody has to make for each name."""
    pattern = re.compile(r"(?<!\w)" + re.escape(words) + r"(?!\w)")

    assert [(s.start, s.end) for s in places_of(words, text)] == [m.span() for m in pattern.finditer(text)]


@given(st.text("ab '’.-_&é1\n", max_size=20))
@settings(max_examples=300)
def test_words_and_their_places_are_those_of_the_tokens(text: str) -> None:
    """A word may stand inside an earlier one, or come twice."""
    assert list(placed_words(text)) == [(token.span.start, token.word) for token in tokens(text)]
