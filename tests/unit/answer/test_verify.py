"""Where words were printed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.verify import Outcome, verify
from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision, Span, Told

FIRST = (
    "The ferry to Calder will stop on 12 June, the operator said. “We shall not run a single boat after that night,” "
    "harbour master Edda Voss told reporters.\nSubscribe to the Tidewater newsletter now."
)
LATER = (
    "Calder’s council met on Tuesday. “We shall not run a single boat after that night,” harbour master Edda Voss told "
    "reporters. The mayor promised buses for every pupil until the new pier opens."
)


def told(name: str, outlet: str, text: str, hours: int) -> tuple[Told, Revision]:
    at = datetime(2027, 6, 1, 8, tzinfo=UTC) + timedelta(hours=hours)
    start = text.find("Subscribe")
    article = Article(
        id=ArticleId(name),
        workspace=WorkspaceId("w"),
        audience=None,
        outlet=outlet,
        url=None,
        origin=ArticleId(name),
    )
    revision = Revision(
        id=RevisionId(f"{name}-1"),
        article=article.id,
        number=1,
        title=None,
        text=text,
        published=at,
        received=at,
        boilerplate=(Span(start, len(text)),) if start >= 0 else (),
    )
    return Told.of(article, revision), revision


STORE = [told("b", "The Calder Echo", LATER, 5), told("a", "Tidewater Times", FIRST, 0)]


def test_words_are_found_where_they_were_printed_first() -> None:
    """Who printed it first is the answer; who else did is told too."""
    result = verify('"we shall not run a single boat after that night"', STORE)

    assert result.outcome is Outcome.FOUND
    assert result.first is not None
    assert result.first.told.outlet == "Tidewater Times"
    assert result.first.quote.text == "We shall not run a single boat after that night"
    assert [p.told.outlet for p in result.elsewhere] == ["The Calder Echo"]


def test_a_changed_number_is_shown_word_by_word() -> None:
    """An altered quote is the common forgery; the reader must see what was changed."""
    result = verify("The ferry to Calder will stop on 21 June, the operator said", STORE)

    assert result.outcome is Outcome.ALTERED
    assert [(c.asked, c.printed) for c in result.changes] == [("21", "12")]


def test_a_dropped_not_is_shown() -> None:
    """One short word turns the sense."""
    result = verify("We shall run a single boat after that night", STORE)

    assert result.outcome is Outcome.ALTERED
    assert [(c.asked, c.printed) for c in result.changes] == [("", "not")]
    assert result.changes[0].asked_at == Span(9, 9)


def test_a_quote_sewn_from_two_places_is_taken_apart() -> None:
    """Two true halves can make one false quote."""
    result = verify(
        "The ferry to Calder will stop on 12 June and the mayor promised buses for every pupil", STORE
    )

    assert result.outcome is Outcome.STITCHED
    assert [p.source.told.outlet for p in result.pieces] == ["Tidewater Times", "The Calder Echo"]


def test_words_that_nobody_printed_are_not_in_the_store() -> None:
    """Silence is told as silence."""
    for text in (
        "The bridge at Arle collapsed under the weight of a lorry full of bricks.",
        "boat",
        "",
        "“”",
        "?!",
    ):
        assert verify(text, STORE).outcome is not Outcome.ALTERED
    assert verify("The bridge at Arle collapsed under a lorry.", STORE).outcome is Outcome.NOT_IN_STORE


def test_a_banner_is_no_quote() -> None:
    """Words of the page are not words of the article."""
    assert verify("Subscribe to the Tidewater newsletter now", STORE).outcome is Outcome.NOT_IN_STORE


@pytest.mark.parametrize("marks", ['""', "''", "‘’", "“”", "«»"])
def test_the_quoted_part_of_a_claim_is_looked_for(marks: str) -> None:
    """People paste "She said '…'" and mean the words in quotation marks."""
    first, last = marks
    result = verify(
        f"Voss even said {first}we shall not run a single boat after that night{last} to the king of Norland.",
        STORE,
    )

    assert result.outcome is Outcome.FOUND
    assert result.asked == "we shall not run a single boat after that night"


def test_the_nearest_words_are_offered_for_a_loose_claim() -> None:
    """A paraphrase is not a quote, but the reader can be shown what comes close."""
    result = verify("The mayor promised trams and buses for each pupil when the pier opens again", STORE)

    assert result.outcome is Outcome.NOT_IN_STORE
    assert result.first is not None
    assert result.first.told.outlet == "The Calder Echo"


@given(st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_cut_of_whole_words_is_found_and_its_quote_is_a_slice(data: st.DataObject) -> None:
    """Whatever is cut out of an article is found there, at its place."""
    body = LATER
    start = data.draw(st.integers(0, len(body) - 20))
    end = data.draw(st.integers(start + 12, len(body)))

    result = verify(body[start:end], STORE)

    assert result.outcome is Outcome.FOUND
    assert result.first is not None
    printed = result.first.quote
    assert any(
        r.text[printed.span.start : printed.span.end] == printed.text
        for _, r in STORE
        if r.id == printed.revision
    )


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_is_looked_for(text: str) -> None:
    """Chat text is untrusted."""
    result = verify(text, STORE)

    assert 0 <= result.share <= 1
