"""The order of passages."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model.chat import Question, Requester
from bot.model.ids import ArticleId, MemberId, RevisionId, WorkspaceId
from bot.model.text import Passage, Quote, Scope, Span, Told
from bot.search.plan import plan_question
from bot.search.rank import rank_articles, rank_passages

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def passage(name: str, text: str, title: str | None = None) -> Passage:
    told = Told(
        article=ArticleId(name),
        revision=RevisionId(f"r-{name}-{len(text)}"),
        number=1,
        outlet=None,
        title=title,
        url=None,
        published=None,
        known=NOW,
        origin=ArticleId(name),
        audience=None,
    )
    return Passage(quote=Quote(revision=told.revision, span=Span(0, len(text)), text=text), told=told)


def ranked(question: str, *passages: Passage) -> list[str]:
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")))
    plan = plan_question(Question(text=question, requester=requester), now=NOW)
    return [p.told.article for p in rank_passages(plan, passages)]


def test_a_rare_word_counts_more_than_one_that_all_passages_hold() -> None:
    """The rare word tells the passages apart."""
    order = ranked(
        "Which mayor sold the ferry?",
        passage("parks", "The mayor opened two parks and the mayor thanked the mayor of Torvik."),
        passage("roads", "The mayor promised new roads."),
        passage("ferry", "The mayor sold the old ferry to a museum."),
    )

    assert order[0] == "ferry"


def test_a_synonym_fits_but_less_than_the_word_itself() -> None:
    """News says "called off" for "cancelled"."""
    order = ranked(
        "Why was the regatta cancelled?",
        passage("scrapped", "The regatta was scrapped after the storm."),
        passage("cancelled", "The regatta was cancelled after the storm."),
        passage("won", "The regatta was won by a student."),
    )

    assert order == ["cancelled", "scrapped", "won"]


def test_a_title_speaks_for_its_passages() -> None:
    """Later paragraphs rarely name the matter again."""
    order = ranked(
        "How much did the Osier bridge cost?",
        passage("other", "It cost two million, officials said.", title="New school opens"),
        passage("bridge", "It cost two million, officials said.", title="Osier bridge reopens"),
    )

    assert order[0] == "bridge"


def test_words_that_stand_together_in_the_question_should_stand_together() -> None:
    """A party office of New York is no new office in York."""
    order = ranked(
        "Who runs the grain board?",
        passage("apart", "The board met about grain prices."),
        passage("together", "Ada Quill runs the grain board."),
    )

    assert order[0] == "together"


def test_an_article_ranks_by_its_best_passage() -> None:
    """Ten weak passages do not make a strong article."""
    weak = [passage("weak", f"The ferry was late on day {n}.") for n in range(10)]
    best = passage("best", "The ferry captain Tom Brisk was fined for speeding.")
    requester = Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w")))
    plan = plan_question(Question(text="Why was the ferry captain fined?", requester=requester), now=NOW)

    assert rank_articles(rank_passages(plan, [*weak, best]))[0] == "best"
