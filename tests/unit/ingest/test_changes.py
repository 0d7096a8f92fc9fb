"""What an edit changed, with the words of both sides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extract.rules import extract_facts
from bot.ingest.changes import Changes, EditKind, compare
from bot.model.facts import Deadline, Meeting
from bot.model.ids import ArticleId, RevisionId, WorkspaceId
from bot.model.text import Article, Revision

NOW = datetime(2025, 8, 6, 9, tzinfo=UTC)
ARTICLE = Article(
    id=ArticleId("a"),
    workspace=WorkspaceId("w"),
    audience=None,
    outlet="The Ledger",
    url=None,
    origin=ArticleId("a"),
)
TEXT = (
    "Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on Tuesday. "
    "Hungary has until September 30 to open the bridge. The river carries barges of grain to the sea."
)


def edit(before: str, after: str, *, title: str | None = None) -> Changes:
    """What `compare` makes of two texts, with the facts that our rules find in them."""
    told = []
    for number, text in ((1, before), (2, after)):
        revision = Revision(
            id=RevisionId(f"r{number}"), article=ARTICLE.id, number=number, title=title if number == 2 else None,
            text=text, published=NOW, received=NOW,
        )  # fmt: skip
        told.append((revision, extract_facts(ARTICLE, revision)))
    return compare(*told[0], *told[1])


@pytest.mark.parametrize(
    ("after", "kind", "words"),
    [
        (TEXT, EditKind.NONE, 0),
        (TEXT.replace(". ", ".\n\n"), EditKind.LAYOUT, 0),
        (TEXT.replace("barges of grain", "boats full of grain"), EditKind.WORDING, 3),
        (TEXT + " The bridge was built in red stone.", EditKind.WORDING, 7),
    ],
)
def test_a_cosmetic_edit_is_said_to_be_one(after: str, kind: EditKind, words: int) -> None:
    """Readers are not alarmed by a comma."""
    found = edit(TEXT, after)

    assert (found.kind, found.words) == (kind, words)
    assert (found.added, found.removed, found.altered) == ((), (), ())


def test_a_moved_deadline_is_one_altered_fact_with_both_quotes() -> None:
    """Was and now, each in the outlet's own words."""
    found = edit(TEXT, TEXT.replace("September 30", "October 15"))

    [altered] = [one for one in found.altered if isinstance(one.after, Deadline)]
    assert altered.slots == ("due",)
    assert "September 30" in altered.before.quote.text
    assert "October 15" in altered.after.quote.text
    assert not [fact for fact in (*found.added, *found.removed) if isinstance(fact, Deadline)]
    assert found.kind is EditKind.FACTS


def test_facts_that_come_and_go_are_added_and_removed() -> None:
    """A paragraph taken out in silence is news."""
    more = TEXT + " French President Luc Moreau spoke with Chancellor Eva Stern by phone on Monday."

    come, gone = edit(TEXT, more), edit(more, TEXT)

    assert any(isinstance(fact, Meeting) and "Moreau" in fact.quote.text for fact in come.added)
    assert any(isinstance(fact, Meeting) and "Moreau" in fact.quote.text for fact in gone.removed)
    assert not come.removed
    assert not gone.added


def test_moving_a_paragraph_changes_no_fact() -> None:
    """What is told counts, not where it stands; a duty that names who set it is the same duty anywhere."""
    text = TEXT.replace("Hungary has until", "The river commission gave Hungary until")
    first, second, third = text.split(". ")

    assert edit(text, f"{third} {second}. {first}.").kind is not EditKind.FACTS


def test_a_new_headline_is_told() -> None:
    """Headlines are what most people read."""
    assert edit(TEXT, TEXT, title="Bridge to open").title
