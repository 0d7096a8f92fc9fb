"""What comes in is checked before anything else looks at it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.documents import check_article, clean_text, read_jsonl

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
TEXT = "The ministers met in Vienna on Tuesday and agreed to meet again in the autumn."


def check(**values: object) -> object:
    return check_article({"text": TEXT, **values}, now=NOW, max_chars=10_000)


def test_a_day_without_a_time_is_marked_as_such() -> None:
    """A date-only article must not gain a time of day that nobody gave."""
    article = check_article({"text": TEXT, "published": "2025-08-06"}, now=NOW, max_chars=10_000)

    assert article.published is not None
    assert article.published.date_only
    assert article.published.at.date().isoformat() == "2025-08-06"


def test_the_offset_of_the_outlet_is_kept() -> None:
    """ "Monday" counts by the outlet's own day, which UTC may call Tuesday."""
    article = check_article(
        {"text": TEXT, "published": "2025-07-14T23:30:00-04:00"}, now=NOW, max_chars=10_000
    )

    assert article.published is not None
    assert article.published.at.date().isoformat() == "2025-07-14"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "no article text"),
        ({"text": "…\n\n12 34"}, "no article text"),
        ({"text": TEXT * 200}, "the limit is 10,000"),
        ({"published": "2031-01-01"}, "lies in the future"),
        ({"published": "last week"}, "a date is written as 2025-08-06"),
        ({"url": "javascript:alert(1)"}, "starts with http"),
        ({"url": "https://example.org/a b"}, "no spaces"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(values: dict[str, object], words: str) -> None:
    """One clear line must tell the person what to change."""
    with pytest.raises(DocumentError, match=words):
        check(**values)


def test_one_broken_line_stops_nothing() -> None:
    """A bad row in an archive of thousands must not cost the others."""
    rows = dict(read_jsonl(['{"text": "one", "source": "A", "date": "2025-01-02"}', "{broken", "", '["no"]']))

    assert rows[1] == {"text": "one", "outlet": "A", "published": "2025-01-02"}
    assert "is not JSON" in str(rows[2])
    assert "is not an article" in str(rows[4])


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Offsets count in the cleaned text, so cleaning it again must change nothing."""
    once = clean_text(text)

    assert clean_text(once) == once
    assert "\r" not in once
    assert "\x00" not in once
