"""What a store promises about search in passages; the same on every database, the order included."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from bot.model.ids import ArticleId
from bot.model.text import Scope
from bot.ports import PassageQuery, Store
from bot.storage import search
from bot.storage.store import SqlStore
from tests.contracts.making import (
    AT_BOARD,
    AT_DESK,
    DESK,
    EVERYONE,
    GUEST_AT_DESK,
    HOME,
    OTHER,
    moment,
    paragraphs,
    revision,
    tell,
    tell_alone,
)

WORDS = Path(__file__).with_name("words.txt").read_text().split()
HARBOUR = """The harbour council met the ferry union on Tuesday.
Ferry crews want longer breaks and a cease-fire in the dispute.
Fishing quotas were not discussed.
A spokesman for the union said the extended talks had been useful."""


async def found(store: Store, *words: str, scope: Scope = EVERYONE, **narrow: object) -> list[str]:
    query = PassageQuery(terms=words, **narrow)  # type: ignore[arg-type]
    return [passage.quote.text for passage in await store.search_passages(scope, query)]


async def test_a_passage_is_its_exact_words(store: Store) -> None:
    """What search returns is quoted as it is."""
    first = await tell_alone(store, "a", HARBOUR)

    (best, *_) = await store.search_passages(EVERYONE, PassageQuery(terms=("fishing", "quotas")))

    assert best.quote == first.quote(paragraphs(HARBOUR)[2])
    assert best.told.article == "a"
    assert best.score > 0


async def test_inflections_and_compounds_match(store: Store) -> None:
    """People ask about talks that were extended, the article extends them."""
    await tell_alone(store, "a", HARBOUR)

    assert (await found(store, "quota", "discuss"))[0].startswith("Fishing")
    assert (await found(store, "extend", "useful"))[0].startswith("A spokesman")
    assert (await found(store, "ceasefire", "crew"))[0].startswith("Ferry crews")
    assert (await found(store, "cease-fire", "break"))[0].startswith("Ferry crews")


async def test_a_passage_holds_two_of_the_words_unless_too_few_do(store: Store) -> None:
    """One shared word is noise while better passages exist; alone it is better than nothing."""
    async with store.writing(HOME) as writer:
        for number in range(6):
            await tell(writer, f"both{number}", f"Tariffs on steel, telling number {number}")
        await tell(writer, "one", "Steel is strong")

    assert len(await found(store, "tariff", "steel")) == 6
    assert "Steel is strong" in await found(store, "steel", "bridge")
    assert await found(store, "the", "of") == []
    assert await found(store) == []
    assert await found(store, "zebra", "quagga") == []
    assert len(await found(store, "tariff", "steel", limit=3)) == 3


async def test_rare_words_count_more_than_common_ones(store: Store) -> None:
    """Neither database knows rarity; our own ranking does."""
    async with store.writing(HOME) as writer:
        for number in range(30):
            await tell(writer, f"c{number:02}", f"Minister minister talks talks about topic {number}")
        await tell(writer, "rare", "Minister in Vaduz")

    assert (await found(store, "minister", "talks", "vaduz"))[0] == "Minister in Vaduz"


async def test_a_headline_lends_its_words_to_its_passages(store: Store) -> None:
    """A passage says "he" where the headline has the name."""
    await tell_alone(store, "a", "He arrived on Monday\nNobody else came", title="Petrova in Vaduz")
    await tell_alone(store, "b", "Somebody arrived on Monday", title="Weather")

    assert (await found(store, "petrova", "monday"))[0] == "He arrived on Monday"


async def test_search_shows_what_may_be_seen(store: Store) -> None:
    """Ranking never looks behind a door."""
    await tell_alone(store, "open", "Ferry talks in the open")
    await tell_alone(store, "desk", "Ferry talks at the desk", audience=DESK)
    await tell_alone(store, "other", "Ferry talks elsewhere", workspace=OTHER)

    assert await found(store, "ferry", "talks") == ["Ferry talks in the open"]
    assert len(await found(store, "ferry", "talks", scope=AT_DESK)) == 2
    assert await found(store, "ferry", "talks", scope=AT_BOARD) == ["Ferry talks in the open"]
    assert await found(store, "ferry", "talks", scope=GUEST_AT_DESK) == ["Ferry talks at the desk"]
    assert await found(store, "ferry", "talks", scope=Scope(workspace=OTHER)) == ["Ferry talks elsewhere"]
    everything = (ArticleId("open"), ArticleId("desk"), ArticleId("other"))
    assert await found(store, "ferry", "talks", articles=everything) == ["Ferry talks in the open"]


async def test_only_the_latest_text_is_searched_unless_one_asks_for_the_past(store: Store) -> None:
    """A withdrawn sentence must not come back as today's; "what did we know on" must find it."""
    await tell_alone(store, "a", "Ferry talks were held")
    second = revision("a", "Ferry talks were not held", number=2, received=moment(2))
    async with store.writing(HOME) as writer:
        await writer.add_revision(second, paragraphs(second.text), ())

    assert await found(store, "ferry", "talks") == ["Ferry talks were not held"]
    assert await found(store, "ferry", "talks", known_until=moment(1)) == ["Ferry talks were held"]
    assert await found(store, "ferry", "talks", known_until=moment(2)) == ["Ferry talks were not held"]
    assert await found(store, "ferry", "talks", known_until=moment(-1)) == []


async def test_a_window_of_days_narrows_by_publication(store: Store) -> None:
    """ "Last week" means articles of last week, at both ends to the day."""
    async with store.writing(HOME) as writer:
        for number, days in enumerate((-400, -31, -1, 0, 1, 31, 400)):
            await tell(writer, f"a{number}", f"Ferry talks {number}", published=moment(days))
        await tell(writer, "undated", "Ferry talks undated", published=None)

    def numbers(texts: list[str]) -> set[str]:
        return {text.split()[-1] for text in texts}

    today = date(2025, 8, 6)
    assert numbers(await found(store, "ferry", "talks", first=today, last=today)) == {"3"}
    assert numbers(await found(store, "ferry", "talks", first=today)) == {"3", "4", "5", "6"}
    assert numbers(await found(store, "ferry", "talks", last=today)) == {"0", "1", "2", "3"}
    wide = await found(store, "ferry", "talks", first=date(1, 1, 1), last=date(9999, 12, 31))
    assert numbers(wide) == {"0", "1", "2", "3", "4", "5", "6"}
    assert await found(store, "ferry", "talks", first=date(2030, 1, 1)) == []


async def test_filters_do_not_starve_the_search(store: Store) -> None:
    """When newer articles fill the first candidates, an older one that fits is still found."""
    async with store.writing(HOME) as writer:
        await tell(writer, "old", "Ferry talks, somewhat longer in words than any later telling of them")
        for number in range(250):
            await tell(writer, f"n{number}", f"Ferry talks {number}", received=moment(5))

    assert len(await found(store, "ferry", "talks", known_until=moment(1))) == 1


async def test_of_many_matches_the_best_are_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """More passages hold the words than are looked at: the last one told is the best, and is among them."""
    monkeypatch.setattr(search, "CANDIDATES", 5)
    async with store.writing(HOME) as writer:
        for number in range(9):
            await tell(
                writer, f"n{number}", f"Ferry talks, number {number} of a long row of tellings of them"
            )
        await tell(writer, "last", "Ferry talks: ferry talks")

    assert (await found(store, "ferry", "talks", limit=3))[0] == "Ferry talks: ferry talks"


async def test_an_erased_article_cannot_be_searched(store: Store) -> None:
    """Erased means erased, from the index too."""
    await tell_alone(store, "a", "Ferry talks in secret")
    async with store.writing(HOME) as writer:
        await writer.delete_article(ArticleId("a"))

    assert await found(store, "ferry", "secret") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Посол провёл переговоры с министром в столице", ("переговоров", "министр")),
        ("أجرى الوزير محادثات السلام في العاصمة", ("محادثات", "السلام")),
        ("两国外长昨天在首都举行会谈", ("外长会谈", "首都")),
        ("大統領は東京で会談した", ("東京", "会談")),
        ("O ministro e a negociação em São Tomé", ("negociacao", "sao")),
        ("Die Straße nach Köln bleibt gesperrt", ("strasse", "koln")),
    ],
)
async def test_other_scripts_are_found(store: Store, text: str, words: tuple[str, ...]) -> None:
    """The databases' own word splitting finds Chinese at 11 %."""
    await tell_alone(store, "a", text)
    await tell_alone(store, "b", "Nothing to do with it")

    assert await found(store, *words) == [text]


async def test_any_words_can_be_asked_for(store: Store) -> None:
    """Questions are typed by people and sent by programs; none may break the query."""
    await tell_alone(store, "a", HARBOUR + "\n' \" ( ) * AND OR NOT NEAR : - ^ $ \\ & | ! <->")

    odd = ('"', "'", "AND", "OR", "NEAR(a b)", "a:b", "terms:x", "*", "^a", "\\", "''", "a'b", "ö\x00", "\ud800",
           "", " ", "🚢🚢", "x" * 500, "&", "|", "!a", "<->", "a" * 70 + "-" + "b" * 70, "١٢", "½", "ǅ")  # fmt: skip
    for word in odd:
        await found(store, word)
        await found(store, word, "ferry")
    await found(store, *odd)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(5))
async def test_both_databases_give_the_same_order(seed: int, postgres_url: str, sqlite_url: str) -> None:
    """A team that moves from one database to the other must not get other answers."""
    on_sqlite, on_postgres = [await _answers(seed, url) for url in (sqlite_url, postgres_url)]

    assert on_sqlite == on_postgres
    assert any(len(answer) > 5 for answer in on_sqlite)


async def _answers(seed: int, url: str) -> list[list[tuple[str, float]]]:
    chance = random.Random(seed)
    weights = [1 / (rank + 3) for rank in range(len(WORDS))]
    asked = [tuple(chance.sample(WORDS, k=chance.randint(1, 9))) for _ in range(20)]
    store = await SqlStore.open(url)
    async with store.writing(HOME) as writer:
        for number in range(60):
            lines = [
                " ".join(chance.choices(WORDS, weights, k=chance.randint(3, 40)))
                for _ in range(chance.randint(1, 4))
            ]
            title = " ".join(chance.choices(WORDS, k=3))
            await tell(writer, f"a{number}", "\n".join(lines), published=moment(number), title=title)
    answers = [
        [(p.quote.text, p.score) for p in await store.search_passages(EVERYONE, PassageQuery(terms=words))]
        for words in asked
    ]
    await store.close()
    return answers
