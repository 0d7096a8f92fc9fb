"""What a store promises about reading for one question: several articles at once, by indexes, beside writers."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, text

from bot.errors import NotFoundError, StorageError
from bot.model.answers import Abstention, Briefing
from bot.model.chat import Question, Requester
from bot.model.ids import ArticleId, MemberId
from bot.ports import FactQuery, Store
from bot.service import BriefingService
from bot.storage.faults import in_our_words
from bot.storage.store import SqlStore
from bot.testing.loopback import PATIENCE_S
from tests.contracts.making import (
    ANNA,
    AT_DESK,
    DESK,
    EVERYONE,
    HOME,
    JONAS,
    meeting,
    moment,
    person,
    revision,
    tell,
    tell_alone,
)


async def test_several_articles_come_as_one_by_one(store: Store) -> None:
    """In the order asked for, with all revisions; what is not seen here is left out."""
    async with store.writing(HOME) as writer:
        for name in ("a", "b"):
            await tell(writer, name, f"Ferry talks {name}.")
        await writer.add_revision(revision("a", "Ferry talks over.", number=2, received=moment(1)), (), ())
        await tell(writer, "private", "Ferry talks at the desk.", audience=DESK)
    names = [ArticleId(name) for name in ("b", "private", "nowhere", "a")]

    found = await store.get_articles(EVERYONE, names)

    assert [article.id for article, _ in found] == ["b", "a"]
    assert found[1] == await store.get_article(EVERYONE, ArticleId("a"))
    assert [article.id for article, _ in await store.get_articles(AT_DESK, names)] == ["b", "private", "a"]
    assert await store.get_articles(EVERYONE, []) == ()


async def test_facts_of_articles_and_of_parties_are_those_that_a_scan_would_find(store: Store) -> None:
    """Whatever finds them first, the conditions are the same."""
    kept = []
    async with store.writing(HOME) as writer:
        for number, who in enumerate(
            [(ANNA, JONAS), (ANNA, person("Ida Moor")), (JONAS, person("Ida Moor"))]
        ):
            told = await tell(
                writer, f"a{number}", "They met in the harbour office.", received=moment(number)
            )
            fact = meeting(told, who=who, day=date(2025, 8, 6 + number))
            await writer.put_facts(told.id, [fact], [()])
            kept.append(fact.id)

    async def ids(**narrow: object) -> list[str]:
        return [e.fact.id for e in await store.find_facts(EVERYONE, FactQuery(**narrow))]  # type: ignore[arg-type]

    assert await ids(articles=(ArticleId("a0"), ArticleId("a2"))) == [kept[2], kept[0]]
    assert await ids(parties=(ANNA.key,)) == [kept[1], kept[0]]
    assert await ids(parties=(ANNA.key, JONAS.key)) == [kept[0]]
    assert await ids(parties=(ANNA.key,), articles=(ArticleId("a1"),), kinds=("meeting",)) == [kept[1]]
    assert await ids(parties=("nobody",)) == []
    assert await ids(parties=(JONAS.key,), known_until=moment(1)) == [kept[0]]


async def test_no_question_reads_every_fact_of_the_archive(sqlite_url: str) -> None:
    """Without statistics SQLite would: ten thousand articles later a question took a second."""
    store = await SqlStore.open(sqlite_url)
    told = await tell_alone(store, "a", "They met in the harbour office.")
    fact = meeting(told)
    async with store.writing(HOME) as writer:
        await writer.put_facts(told.id, [fact], [("k",)])
    asked: list[str] = []
    engine = store.engines.direct_reader
    assert engine is not None
    event.listen(engine, "checkout", lambda driver, *_: driver.set_trace_callback(asked.append))
    await store.find_facts(EVERYONE, FactQuery(articles=(ArticleId("a"),)))
    await store.find_facts(EVERYONE, FactQuery(parties=(ANNA.key,), kinds=("meeting",)))
    await store.find_together(EVERYONE, [fact.id])
    await store.find_under(EVERYONE, ["k"])
    await store.get_facts(EVERYONE, [fact.id])
    await store.close()

    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as plain:
        plans = [
            row[3]
            for words in asked
            if words.startswith("SELECT")
            for row in plain.execute(f"EXPLAIN QUERY PLAN {words}")
            if "facts" in row[3].split()[:2]
        ]
    plain.close()
    assert len(plans) >= 5
    for plan in plans:
        assert "rowid=?" in plan or "article=?" in plan or "id=?" in plan, plan


async def test_one_call_sees_one_state_of_the_archive(sqlite_url: str) -> None:
    """Statements of one reading belong together, although the transaction begins with the first of them."""
    store = await SqlStore.open(sqlite_url)
    await tell_alone(store, "a", "Ferry talks.")
    async with store.engines.reader.connect() as reader:
        before = await reader.scalar(text("SELECT count(*) FROM articles"))
        await tell_alone(store, "b", "More ferry talks.")
        after = await reader.scalar(text("SELECT count(*) FROM articles"))
    async with store.engines.reader.connect() as reader:
        later = await reader.scalar(text("SELECT count(*) FROM articles"))
    await store.close()

    assert (before, after, later) == (1, 1, 2)


async def test_readings_made_together_see_one_state_of_the_archive(sqlite_url: str) -> None:
    """An answer is put together from several readings; an article that is stored meanwhile is in none of them."""
    store = await SqlStore.open(sqlite_url)
    await tell_alone(store, "a", "Ferry talks.")
    seen, written = Event(), Event()

    async def look() -> tuple[int, int]:
        before = await store.coverage(EVERYONE)
        seen.set()
        assert written.wait(PATIENCE_S)
        return before.articles, (await store.coverage(EVERYONE)).articles

    looking = asyncio.create_task(store.together(look))
    assert await asyncio.to_thread(seen.wait, PATIENCE_S)
    await tell_alone(store, "b", "More ferry talks.")
    written.set()

    assert await looking == (1, 1)
    assert (await store.coverage(EVERYONE)).articles == 2
    await store.close()


async def test_readings_together_find_what_each_finds_alone(store: SqlStore) -> None:
    """On both databases, and what fails inside fails as it does alone."""
    await tell_alone(store, "a", "Ferry talks.")

    async def look() -> tuple[object, object]:
        return await store.coverage(EVERYONE), await store.list_articles(EVERYONE)

    assert await store.together(look) == await look()
    with pytest.raises(NotFoundError):
        await store.together(lambda: store.get_article(EVERYONE, ArticleId("nowhere")))


async def test_readers_cannot_write(sqlite_url: str) -> None:
    """A slip in a question must not change the archive."""
    store = await SqlStore.open(sqlite_url)
    with pytest.raises(StorageError), in_our_words():
        async with store.engines.reader.connect() as reader:
            await reader.execute(text("DELETE FROM articles"))
    await store.close()


async def test_many_readers_at_once_each_get_their_own_rows(sqlite_url: str, tmp_path: Path) -> None:
    """Connections are shared by turns; rows are not."""
    store = await SqlStore.open(sqlite_url)
    async with store.writing(HOME) as writer:
        for number in range(40):
            await tell(writer, f"a{number}", f"Ferry talks {number}.")
    found = await asyncio.gather(
        *(store.get_articles(EVERYONE, [ArticleId(f"a{number}")]) for number in range(40))
    )
    await store.close()

    assert [one[0][1][0].text for one in found] == [f"Ferry talks {number}." for number in range(40)]


async def test_a_question_is_worked_out_from_one_state_of_the_archive(store: SqlStore) -> None:
    """From the outlets it may name to the last look at the answer: what comes or goes meanwhile is in none of it."""
    looks: list[object] = []
    engine = store.engines.direct_reader or store.engines.reader.sync_engine
    event.listen(engine, "begin", looks.append)
    service = BriefingService(store=store)
    requester = Requester(member=MemberId("m"), scope=EVERYONE)
    told = {
        "text": "HARBOUR, Aug 5 - Anna Lind met Jonas Berg in Oslo on Tuesday.",
        "published": "2025-08-05",
    }
    await service.ingest(told, requester, now=moment(0))

    asked = Question(text="Who met Jonas Berg?", requester=requester)
    looks.clear()
    answer, evidence = await service.consult(asked, now=moment(1))
    assert isinstance(answer, Briefing)
    assert len(looks) == 1

    await service.forget(evidence.passages[0].told.article, requester)
    again, left = await service.consult(asked, now=moment(2))
    assert isinstance(again, Abstention)
    assert (left.facts, left.passages, left.revisions) == ((), (), ())


async def test_another_replica_answers_from_what_is_stored_now(database_url: str) -> None:
    """What one process has read is true for another only as long as it is stored: a revision, then an erasure."""
    one, two = await SqlStore.open(database_url), await SqlStore.open(database_url)
    requester = Requester(member=MemberId("m"), scope=EVERYONE)
    here, there = BriefingService(store=one), BriefingService(store=two)
    asked = Question(text="When did Anna Lind meet Jonas Berg?", requester=requester)

    async def tell(day: str, after: int) -> None:
        text = f"HARBOUR, Aug 5 - Anna Lind met Jonas Berg in Oslo on {day}."
        values = {"text": text, "published": "2025-08-06", "url": "https://example.org/a", "outlet": "Gull"}
        await here.ingest(values, requester, now=moment(after))

    async def words() -> str:
        answer = await there.ask(asked, now=moment(9))
        return " ".join(s.text for s in answer.sentences) if isinstance(answer, Briefing) else ""

    await tell("Tuesday", 0)
    assert "Tuesday" in await words()
    await tell("Monday", 1)
    changed = await words()
    assert "Monday" in changed
    assert "Tuesday" not in changed
    _, evidence = await there.consult(asked, now=moment(9))
    await here.forget(evidence.passages[0].told.article, requester)
    assert await words() == ""
    await one.close()
    await two.close()
