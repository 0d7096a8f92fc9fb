"""What is gathered for a question: visible, told in time, bounded."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.extract.rules import extract_facts
from bot.ingest.passages import cut_passages
from bot.ledger.keys import neighbour_keys
from bot.ledger.resolve import resolve
from bot.model.chat import Question, Requester
from bot.model.ids import ArticleId, ChannelId, MemberId, RevisionId, WorkspaceId
from bot.model.records import DeadlineRecord
from bot.model.text import Article, Revision, Scope
from bot.ports import Store
from bot.search.evidence import PASSAGES, find_evidence, gather
from bot.search.plan import plan_question
from bot.storage.store import SqlStore

WORKSPACE = WorkspaceId("w")
EVERYBODY = Scope(workspace=WORKSPACE)
NOW = datetime(2026, 6, 20, tzinfo=UTC)

FIRST = "The mining office set 31 May as the deadline for Torrin Stone to close the Vessel quarry."
THEN = "The mining office extended the deadline for Torrin Stone to close the Vessel quarry to 31 August."


@pytest.fixture(scope="module", autouse=True)
def _tables_are_read() -> None:
    """Word tables are read from files on first use; that is done before the loop runs."""
    article = Article(
        id=ArticleId("x"), workspace=WORKSPACE, audience=None, outlet=None, url=None, origin=ArticleId("x")
    )
    revision = Revision(
        id=RevisionId("x"), article=article.id, number=1, title=None, text=FIRST, published=NOW, received=NOW
    )
    extract_facts(article, revision)
    plan(FIRST)


async def add(store: Store, name: str, text: str, day: date, audience: str | None = None) -> None:
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    article = Article(
        id=ArticleId(name),
        workspace=WORKSPACE,
        audience=ChannelId(audience) if audience else None,
        outlet=f"Outlet of {name}",
        url=None,
        origin=ArticleId(name),
    )
    revision = Revision(
        id=RevisionId(f"r-{name}"),
        article=article.id,
        number=1,
        title=None,
        text=text,
        published=moment,
        received=moment,
    )
    facts = await asyncio.to_thread(
        extract_facts, article, revision
    )  # more tables are read where a word needs them
    async with store.writing(WORKSPACE) as writer:
        await writer.add_article(article)
        await writer.add_revision(revision, cut_passages(text), ())
        await writer.put_facts(revision.id, facts, [neighbour_keys(fact) for fact in facts])


def plan(text: str, as_of: date | None = None) -> Any:
    requester = Requester(member=MemberId("m"), scope=EVERYBODY)
    return plan_question(Question(text=text, requester=requester, as_of=as_of), now=NOW)


async def find(
    store: Store, text: str, *, scope: Scope = EVERYBODY, as_of: date | None = None, **more: Any
) -> Any:
    return await find_evidence(store, scope, plan(text, as_of), now=NOW, resolve=resolve, **more)


async def opened(url: str) -> SqlStore:
    return await SqlStore.open(url)


async def test_the_best_fitting_passage_comes_first_with_its_text_around_it(sqlite_url: str) -> None:
    """The writer chooses from it and looks around in it."""
    store = await opened(sqlite_url)
    await add(
        store, "sheep", "Farmer Tom Brisk lost 26 sheep in the flood. He keeps goats too.", date(2026, 5, 1)
    )
    await add(
        store, "goats", "A goat won first prize at the fair in Marn. Sheep were not shown.", date(2026, 5, 2)
    )

    found = await find(store, "How many sheep did Tom Brisk lose?")

    assert found.passages[0].told.article == "sheep"
    assert found.revisions[0][1].text.endswith("goats too.")
    assert found.coverage.articles == 2
    await store.close()


async def test_an_as_of_question_sees_only_what_was_told_by_then(sqlite_url: str) -> None:
    """Nothing of the future, in no form."""
    store = await opened(sqlite_url)
    await add(store, "first", FIRST, date(2026, 5, 4))
    await add(store, "then", THEN, date(2026, 5, 29))

    before = await find(store, "When is the deadline for the Vessel quarry?", as_of=date(2026, 5, 20))
    after = await find(store, "When is the deadline for the Vessel quarry?")

    assert {p.told.article for p in before.passages} == {"first"}
    assert {t.article for t in before.told.values()} <= {"first"}
    assert [t.article for t, _ in before.revisions] == ["first"]
    assert before.coverage.articles == 1
    assert "then" in {p.told.article for p in after.passages}
    await store.close()


async def test_records_are_computed_from_what_is_visible_here(sqlite_url: str) -> None:
    """An article shared in a private channel changes nothing elsewhere."""
    store = await opened(sqlite_url)
    await add(store, "first", FIRST, date(2026, 5, 4))
    await add(store, "then", THEN, date(2026, 5, 29), audience="C1")

    public = await find(store, "When is the deadline for the Vessel quarry?")
    private = await find(
        store,
        "When is the deadline for the Vessel quarry?",
        scope=Scope(workspace=WORKSPACE, channel=ChannelId("C1")),
    )

    def days(found: Any) -> set[str]:
        return {r.due.iso() for r in found.records if isinstance(r, DeadlineRecord) and r.due}

    assert days(public) == {"2026-05-31"}
    assert "2026-08-31" in days(private)
    await store.close()


async def test_only_the_chosen_articles_are_searched(sqlite_url: str) -> None:
    """A question about one article is answered from it."""
    store = await opened(sqlite_url)
    await add(store, "first", FIRST, date(2026, 5, 4))
    await add(store, "then", THEN, date(2026, 5, 29))

    found = await find(store, "When is the deadline for the quarry?", articles=(ArticleId("first"),))

    assert {p.told.article for p in found.passages} == {"first"}
    assert {t.article for t in found.told.values()} <= {"first"}
    await store.close()


async def test_a_question_costs_a_handful_of_queries(sqlite_url: str) -> None:
    """However many articles fit."""
    store = await opened(sqlite_url)
    for number in range(30):
        await add(store, f"n{number}", f"The Vessel quarry blasted {number} times in May.", date(2026, 5, 4))
    counted = _Counting(store)

    found = await find(counted, "How often did the Vessel quarry blast in May?")  # type: ignore[arg-type]

    assert counted.calls.total() <= 12
    assert len([p for p in found.passages if p.score > 0]) <= PASSAGES
    await store.close()


async def test_a_question_of_stop_words_finds_nothing_and_fails_not(sqlite_url: str) -> None:
    """People type "and then?"."""
    store = await opened(sqlite_url)
    await add(store, "first", FIRST, date(2026, 5, 4))

    found = await find(store, "and then?")

    assert found.passages == ()
    assert found.records == ()
    await store.close()


async def test_a_brief_gathers_the_articles_that_tell_of_the_matter(sqlite_url: str) -> None:
    """All facts of the matter, none of the rest."""
    store = await opened(sqlite_url)
    await add(store, "first", FIRST, date(2026, 5, 4))
    await add(store, "then", THEN, date(2026, 5, 29))
    await add(store, "fair", "A goat won first prize at the fair in Marn.", date(2026, 5, 2))

    found = await gather(store, EVERYBODY, plan("the Vessel quarry"), resolve=resolve)

    assert {t.article for t, _ in found.revisions} == {"first", "then"}
    assert found.records
    await store.close()


class _Counting:
    """A store that counts how often it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        self.calls[name] += 1
        return getattr(self._store, name)
