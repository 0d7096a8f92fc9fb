"""Articles go into a real archive in any order, come out again, are corrected: the records are those of a rebuild."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.errors import InputError
from bot.extract.rules import extract_facts
from bot.intake import Intake, Outcome
from bot.ledger.resolve import resolve
from bot.ledger.viewing import facts_in_records
from bot.ledger.views import as_of
from bot.model.chat import Requester
from bot.model.facts import Deadline, Meeting
from bot.model.ids import ArticleId, ChannelId, CorrectionId, FactId, MemberId, RevisionId, WorkspaceId
from bot.model.records import Correction, CorrectionKind, Record, ToldFact
from bot.model.text import Article, Revision, Scope
from bot.ports import FactQuery, RecordQuery
from bot.service import BriefingService
from bot.storage.codec import to_json
from bot.storage.store import SqlStore

SET = Path(__file__).parents[1] / "evals" / "dev-set" / "articles.jsonl"
HOME = WorkspaceId("w")
EVERYBODY = Scope(workspace=HOME)
DESK = Scope(workspace=HOME, channel=ChannelId("desk"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIELDS = ("title", "outlet", "url", "published", "received", "text")


def story(arc: str) -> list[dict[str, Any]]:
    """The articles of an arc as they were received."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    return [{name: row[name] for name in FIELDS} for row in rows if row["arc"] == arc]


def shuffled(articles: Sequence[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    """The articles in another order; the texts of one address stay in theirs."""
    order = list(articles)
    random.shuffle(order)
    waiting: dict[str, list[dict[str, Any]]] = {}
    for article in articles:
        waiting.setdefault(article["url"], []).append(article)
    return [waiting[article["url"]].pop(0) for article in order]


Open = Callable[[], Awaitable[SqlStore]]


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Open]:
    """Opens empty archives and closes them in the end."""
    opened: list[SqlStore] = []

    async def new() -> SqlStore:
        opened.append(await SqlStore.open(f"sqlite:///{tmp_path / str(len(opened))}.sqlite3"))
        return opened[-1]

    yield new
    for store in opened:
        await store.close()


async def fill(store: SqlStore, articles: Sequence[dict[str, Any]], scope: Scope = EVERYBODY) -> list[str]:
    """Ingest them one by one; the ids of the articles."""
    intake = Intake(store)
    return [(await intake.ingest(values, scope, now=NOW)).told.article for values in articles]


async def records(store: SqlStore) -> list[str]:
    """The stored records, as they are stored."""
    return sorted(to_json(r) for r in await store.find_records(EVERYBODY, RecordQuery(limit=100_000)))


async def told_facts(store: SqlStore, scope: Scope = EVERYBODY) -> list[ToldFact]:
    """Every visible fact that can be in a record."""
    entries = await store.find_facts(
        scope, FactQuery(kinds=("meeting", "deadline"), current=False, limit=100_000)
    )
    return [ToldFact(fact=e.fact, told=e.told) for e in entries if isinstance(e.fact, Meeting | Deadline)]


async def rebuilt(store: SqlStore) -> list[str]:
    """What starting over from all stored facts gives."""
    corrections = await store.list_corrections(HOME)
    return as_stored(resolve(await told_facts(store), corrections))


def as_stored(found: Sequence[Record]) -> list[str]:
    """Records as they would be stored."""
    return sorted(to_json(record) for record in found)


@pytest.fixture(autouse=True)
def _tables_are_read() -> None:
    """Word tables are read from files on first use; that is done before the loop runs."""
    article = Article(
        id=ArticleId("x"), workspace=HOME, audience=None, outlet=None, url=None, origin=ArticleId("x")
    )
    revision = Revision(
        id=RevisionId("x"),
        article=article.id,
        number=1,
        title=None,
        text="They met.",
        published=NOW,
        received=NOW,
    )
    extract_facts(article, revision)


async def test_the_order_of_arrival_does_not_show(archive: Open) -> None:
    """Feeds deliver late and twice; the archive must not remember in which order."""
    articles = story("a1")
    kept: list[list[str]] = []
    for seed in range(4):
        store = await archive()
        await fill(store, shuffled(articles, Random(seed)) if seed else articles)
        kept.append(await records(store))
        assert kept[-1] == await rebuilt(store)

    assert len(kept[0]) > 10
    assert kept[1:] == kept[:1] * 3


async def test_ingesting_twice_equals_once(archive: Open) -> None:
    """A feed that is read again must change nothing."""
    articles = story("a2")
    store = await archive()
    await fill(store, articles)
    once = await records(store)
    latest = {article["url"]: article for article in articles}

    outcomes = [(await Intake(store).ingest(a, EVERYBODY, now=NOW)).outcome for a in latest.values()]

    assert set(outcomes) == {Outcome.KNOWN}
    assert await records(store) == once == await rebuilt(store)


async def test_what_is_forgotten_leaves_no_trace(archive: Open) -> None:
    """Erasing an article must give the archive that never had it."""
    articles = story("a1")
    gone = {article["url"] for article in Random(5).sample(articles, 4)}
    with_them = await archive()
    ids = dict.fromkeys(
        name
        for name, article in zip(await fill(with_them, articles), articles, strict=True)
        if article["url"] in gone
    )
    for name in ids:
        await Intake(with_them).forget(ArticleId(name), EVERYBODY)
    without = await archive()
    await fill(without, [article for article in articles if article["url"] not in gone])

    assert await records(with_them) == await records(without) == await rebuilt(with_them)


async def test_corrections_hold_whatever_arrives_before_and_after(archive: Open) -> None:
    """People merge, split, dismiss and edit between two deliveries, and change their minds."""
    articles, random = story("a1"), Random(11)
    store = await archive()
    intake = Intake(store)
    made: list[Correction] = []
    for n, values in enumerate(articles):
        await intake.ingest(values, EVERYBODY, now=NOW)
        found = await told_facts(store)
        if len(found) < 4:
            continue
        kind = random.choice(list(CorrectionKind))
        some = random.sample(sorted(found, key=lambda item: item.fact.id), random.choice([1, 2, 2, 3]))
        edit = kind is CorrectionKind.EDIT
        correction = Correction(
            id=CorrectionId(f"c{n}"),
            kind=kind,
            author=MemberId("m"),
            made=NOW + timedelta(minutes=n),
            facts=tuple(FactId(item.fact.id) for item in some),
            slot="status" if edit else None,
            value="cancelled" if edit else None,
        )
        await intake.correct(correction, some[0].told, HOME)
        made.append(correction)
        assert await records(store) == await rebuilt(store), (n, kind)
        if random.random() < 0.5:
            taken = made.pop(random.randrange(len(made)))
            await intake.undo(taken.id, HOME, now=NOW)
            assert await records(store) == await rebuilt(store), (n, "undo", taken.kind)


async def test_a_private_channel_sees_records_of_what_it_may_see(archive: Open) -> None:
    """An article of the channel's own changes the records there, and nowhere else."""
    articles, random = story("a1"), Random(3)
    private = [article for article in articles if random.random() < 0.3]
    public = [article for article in articles if article not in private]
    store = await archive()
    await fill(store, public)
    before = await records(store)
    await fill(store, private, DESK)

    assert await records(store) == before == await rebuilt(store)
    guest = Scope(workspace=HOME, channel=ChannelId("desk"), channel_only=True)
    for scope in (DESK, guest):
        seen = await told_facts(store, scope)
        await _look_one_by_one(store, scope, seen, seen, None)


async def test_an_as_of_view_is_what_a_rebuild_gave_then(archive: Open) -> None:
    """What was known then must not depend on what came later."""
    store = await archive()
    await fill(store, story("a1"))
    everything = await told_facts(store)
    moments = sorted({item.told.known for item in everything})

    for moment in moments[:: max(1, len(moments) // 6)]:
        seen = as_of(everything, moment)
        await _look_one_by_one(store, EVERYBODY, everything, seen, moment)


async def _look_one_by_one(
    store: SqlStore,
    scope: Scope,
    ask: Sequence[ToldFact],
    seen: Sequence[ToldFact],
    until: datetime | None,
) -> None:
    """Asking for the record of any fact gives the record that all of `seen` give."""
    home = {fact: record for record in resolve(seen) for fact in record.facts}
    visible = {item.fact.id for item in seen}
    for item in ask:
        found = await facts_in_records(store, scope, [item.fact.id], known_until=until)
        assert {f.fact.id for f in found} <= visible
        wanted = [home[item.fact.id]] if item.fact.id in home else []
        assert as_stored(resolve(found)) == as_stored(wanted)
    together = await facts_in_records(store, scope, [item.fact.id for item in ask], known_until=until)
    assert as_stored(resolve(together)) == as_stored(list({r.id: r for r in home.values()}.values()))


async def test_an_outlet_that_is_known_later_still_takes_back_its_report(archive: Open) -> None:
    """Three papers that repeat one agency are one origin, whichever of the four is read first."""
    said = "Foreign Minister Anna Kovar met her counterpart Peter Szabo in Vienna on Tuesday"
    articles = [
        _report("Nordic Press", f"VIENNA, Aug 5 (Nordic Press) - {said}. They spoke for two hours."),
        _report("The Quay", f"VIENNA (Nordic Press) - {said}. Ferries were not discussed by them."),
        _report("The Mast", f"{said}, according to Nordic Press. Rain fell on the city all day long."),
        _report("The Keel", f"{said}. Our reporter waited outside the palace for the whole evening."),
    ]
    counted = []
    for order in (articles, articles[::-1]):
        store = await archive()
        ids = await fill(store, order)
        counted.append([r.origins for r in await store.find_records(EVERYBODY, RecordQuery(kind="meeting"))])
    agency = ids[order.index(articles[0])]
    await Intake(store).forget(ArticleId(agency), EVERYBODY)
    (alone,) = await store.find_records(EVERYBODY, RecordQuery(kind="meeting"))

    assert counted == [[2], [2]]
    assert alone.origins == 3
    assert await records(store) == await rebuilt(store)


async def test_an_edit_that_a_slot_cannot_hold_is_refused(archive: Open) -> None:
    """A kept edit that no record can show would look like a change and be none."""
    store = await archive()
    await fill(
        store, [_report("The Keel", "Anna Kovar met Peter Szabo in Vienna on Tuesday. It rained there.")]
    )
    (item,) = await told_facts(store)
    asker = Requester(member=MemberId("m"), scope=Scope(workspace=HOME), admin=True)

    with pytest.raises(InputError, match="some day"):
        await BriefingService(store=store).correct(
            CorrectionKind.EDIT, [item.fact.id], asker, now=NOW, slot="date", value="some day"
        )

    assert await store.list_corrections(HOME) == ()


def _report(outlet: str, text: str) -> dict[str, Any]:
    return {
        "outlet": outlet,
        "text": text,
        "published": "2025-08-05",
        "received": "2025-08-05T20:00:00+00:00",
    }
