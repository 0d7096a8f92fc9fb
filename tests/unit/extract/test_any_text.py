"""No text stops the reading: articles come cut off, without full stops, and with labels that nothing follows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extract.rules import extract_facts
from bot.model.facts import Fact
from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision

DAY = datetime(2025, 8, 6, 12, tzinfo=UTC)
SET = Path(__file__).parents[2] / "evals" / "dev-set" / "articles.jsonl"
TEXTS = tuple(json.loads(line)["text"] for line in SET.read_text(encoding="utf-8").splitlines())


def facts(text: str) -> tuple[Fact, ...]:
    article = Article(
        id=ArticleId("a"), workspace=WorkspaceId("w"), audience=None, outlet="Post", url=None, origin=ArticleId("a")
    )  # fmt: skip
    revision = Revision(
        id=RevisionId("r"), article=article.id, number=1, text=text, title=None, published=DAY, received=DAY
    )
    return extract_facts(article, revision)


@pytest.mark.parametrize(
    "text",
    [
        "Sunday programmes are among the most prestigious chairs at",
        "Talks were held by the leaders of Norland",
        "The talks were attended by ministers of Norland and Lower Wick",
        "Ada Holm: \nJan Birk: \nAda Holm: Yes, it is so indeed.\nJan Birk: No, it is not so.",
        "Holm:\nBirk:\nHolm: Yes it is so indeed.\nBirk: No it is not.\nAda Holm and Jan Birk spoke.",
    ],
)
def test_a_text_that_ends_too_early_is_read(text: str) -> None:
    """Each of these once stopped an article from being stored."""
    assert all(quote.span.of(text) == quote.text for fact in facts(text) for quote in fact.quotes)


@settings(max_examples=120, deadline=None)
@given(text=st.sampled_from(TEXTS), data=st.data())
def test_every_cut_of_an_article_is_read(text: str, data: st.DataObject) -> None:
    """Pages are cut anywhere; each quote is still a slice of what is left."""
    start = data.draw(st.integers(0, len(text) - 1))
    cut = text[start : start + data.draw(st.integers(1, 500))]

    assert all(quote.span.of(cut) == quote.text for fact in facts(cut) for quote in fact.quotes)
