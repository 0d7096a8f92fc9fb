"""Reports count in the order in which they were news, whenever they reached the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.ledger.windows import told_at
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Told

READ = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOLD = Told(
    article=ArticleId("a"),
    revision=RevisionId("r"),
    number=1,
    outlet="L",
    title=None,
    url=None,
    published=datetime(2025, 7, 14, tzinfo=UTC),
    known=READ,
    origin=ArticleId("a"),
    audience=None,
)


def test_an_archive_read_in_one_go_tells_its_story_forwards() -> None:
    """All of it becomes known at one moment; the deadline of July must not follow that of August."""
    later = replace(TOLD, published=datetime(2025, 8, 9, tzinfo=UTC))

    assert told_at(TOLD) < told_at(later)


def test_an_old_article_found_late_does_not_outrank_newer_ones() -> None:
    """Finding it today does not make it today's news."""
    newer = replace(TOLD, published=datetime(2025, 8, 9, tzinfo=UTC), known=READ - timedelta(days=400))

    assert told_at(replace(TOLD, known=READ)) < told_at(newer)


def test_an_edit_and_an_undated_article_count_from_when_they_came() -> None:
    """A correction keeps the first text's date of publication and must still come after what it corrects."""
    assert told_at(replace(TOLD, number=2)) == READ
    assert told_at(replace(TOLD, published=None)) == READ
