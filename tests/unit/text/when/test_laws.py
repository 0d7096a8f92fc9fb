"""What holds for every text: spans are slices, bounds are ordered, nothing raises, work grows with length."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.when import read_phrase, tag
from bot.text.when.timex import timexes

PIECES = (
    "two days before", "the", "expiry", "Friday", "31", "February", "2025", "99999999", "on", "by", "noon", "-", ",", ".",
    "\n", "last", "next", "week", "of", "May", "may", "9/11", "12:61", "the 31st", "of", "this", "month", "every", "year 9999",
    "in 900000 years", "three hundred", "½", "½ day", "a", "until", "9999-12-31", "0001-01-01", "00/00/00", "week 53 of 2025",
    "the 30th century", "midnight", "mid-", "early", "FY99", "Q5", "Q4", "1.5", "an hour", "and a half", "’s", "to", "from",
    "the day after", "tomorrow", "January", "(", ")", "5 p.m.", "EDT", "Calder time", "the next", "\u0662\u0660", "²", "İ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map(" ".join)
DAYS = st.none() | st.dates()


@settings(derandomize=True, max_examples=300, deadline=None)
@given(text=TEXTS, published=DAYS)
def test_expressions_are_slices_in_order_with_ordered_days(text: str, published: date | None) -> None:
    """A quote is cut from these spans, and a deadline is compared by these days."""
    whens = tag(text, published=published)

    assert all(when.words == when.span.of(text) for when in whens)
    assert all(a.span.end <= b.span.start for a, b in pairwise(whens))
    assert all(w.earliest <= w.latest for w in whens if w.earliest and w.latest)
    assert all(w.resolved or w.open_reason or w.kind in ("DURATION", "SET") for w in whens)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(text=TEXTS, published=DAYS)
def test_timeml_tags_do_not_overlap(text: str, published: date | None) -> None:
    """Two tags on one word would count twice."""
    tags = timexes(text, published=published)

    assert all(tag.span.start < tag.span.end <= len(text) for tag in tags)
    assert all(a.span.end <= b.span.start for a, b in pairwise(tags))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(words=TEXTS, today=st.dates())
def test_a_phrase_of_a_question_never_fails(words: str, today: date) -> None:
    """Questions come from anybody."""
    when = read_phrase(words, today=today)

    assert when is None or when.words in words


@pytest.mark.parametrize(
    "unit",
    [
        "the two weeks before ",
        "Friday ",
        "1 2 3 4 ",
        "\n \n",
        "...''' ",
        "May 5 to ",
        "a day earlier, ",
        "( 5 p.m. ",
    ],
)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    """A hostile article must not hold up the others."""
    few, many = (_calls(unit * repeats) for repeats in (300, 1200))

    assert many < 5 * few


def _calls(text: str) -> int:
    """How many functions one reading calls: the same on every machine, unlike its seconds."""
    calls = 0

    def count(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        tag(text, published=date(2025, 8, 6))
    finally:
        sys.setprofile(before)
    return calls
