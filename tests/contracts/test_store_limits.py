"""What a store promises about a scope that is limited to outlets and topics: nothing else is there, whichever way it is looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import NotFoundError
from bot.model.ids import ArticleId
from bot.model.text import Scope
from bot.ports import FactQuery, PassageQuery, Store
from tests.contracts.making import AT_DESK, DESK, EVERYONE, HOME, meeting, moment, tell

COURIER, POST = "Évening Courier", "The Harbour Post"


async def fill(store: Store) -> None:
    """An article of each outlet, of none, and of one outlet in a private channel; each tells of the same meeting."""
    async with store.writing(HOME) as writer:
        for name, outlet, audience in (
            ("post", POST, None),
            ("courier", COURIER, None),
            ("nameless", None, None),
            ("private", COURIER, DESK),
        ):
            url = f"https://{name}.example/"
            title = {"courier": "Canal news", "private": "The canal"}.get(name)
            text = "Ferry talks went on." + ("\nGrain prices fell." if name == "post" else "")
            told = await tell(writer, name, text, outlet=outlet, audience=audience, url=url, title=title)
            await writer.put_facts(told.id, [meeting(told, mark=name)], [["near"]])


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (replace(EVERYONE, outlets=(COURIER,)), {"courier"}),
        (replace(AT_DESK, outlets=(COURIER,)), {"courier", "private"}),
        (replace(EVERYONE, outlets=(COURIER, POST)), {"courier", "post"}),
        (replace(EVERYONE, outlets=("Nobody",)), set()),
        (replace(EVERYONE, topics=("canal",)), {"courier"}),
        (replace(AT_DESK, topics=("Canals", "nothing")), {"courier", "private"}),
        (replace(EVERYONE, topics=("price of grain",)), {"post"}),
        (replace(EVERYONE, topics=("grain talks",)), set()),
        (replace(EVERYONE, topics=("the",)), set()),
        (replace(EVERYONE, topics=("grain",), outlets=(COURIER,)), {"post", "courier"}),
        (EVERYONE, {"courier", "post", "nameless"}),
    ],
)
async def test_only_articles_of_the_outlets_and_topics_are_there(
    store: Store, scope: Scope, seen: set[str]
) -> None:
    """In lists, passages, facts and neighbours, now and as of a past moment, and in what is counted."""
    await fill(store)
    names = [ArticleId(name) for name in ("post", "courier", "nameless", "private")]
    facts = [entry.fact.id for entry in await store.find_facts(AT_DESK, FactQuery())]
    ways = {
        "list": [told.article for told in await store.list_articles(scope)],
        "several": [article.id for article, _ in await store.get_articles(scope, names)],
        "passages": [
            p.told.article for p in await store.search_passages(scope, PassageQuery(terms=["ferry"]))
        ],
        "passages of": [
            p.told.article
            for p in await store.search_passages(scope, PassageQuery(terms=["ferry"], articles=names))
        ],
        "facts": [e.told.article for e in await store.find_facts(scope, FactQuery(known_until=moment(1)))],
        "facts of": [e.told.article for e in await store.find_facts(scope, FactQuery(articles=names))],
        "facts by id": [e.told.article for e in await store.get_facts(scope, facts)],
        "under": [item.told.article for item in await store.find_under(scope, ["near"])],
        "together": [item.told.article for item in await store.find_together(scope, facts)],
    }

    assert {way: set(found) for way, found in ways.items()} == dict.fromkeys(ways, seen)
    for until in (None, moment(1)):
        assert (await store.coverage(scope, known_until=until)).articles == len(seen)
    if not scope.topics:
        assert set(await store.outlets(scope)) == {COURIER, POST} & set(scope.outlets or (COURIER, POST))


async def test_an_article_of_another_outlet_is_not_found_by_name(store: Store) -> None:
    """Nor by its address."""
    await fill(store)
    scope = replace(EVERYONE, outlets=(COURIER,))

    with pytest.raises(NotFoundError):
        await store.get_article(scope, ArticleId("post"))
    assert await store.find_article_by_url(scope, "https://post.example/") is None
    assert await store.find_article_by_url(scope, "https://courier.example/") is not None
