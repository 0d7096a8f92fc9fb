"""What a store promises about articles, revisions and who may see them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.errors import InputError, NotFoundError, StorageError
from bot.model.ids import ArticleId, ChannelId, RevisionId
from bot.model.text import Revision, Scope, Span, Told
from bot.ports import Store, Writer
from tests.contracts.making import (
    AT_BOARD,
    AT_DESK,
    DESK,
    EVERYONE,
    GUEST_AT_DESK,
    HOME,
    OTHER,
    article,
    moment,
    revision,
    tell,
    tell_alone,
)

FULL = Revision(
    id=RevisionId("full-r1"),
    article=ArticleId("full"),
    number=1,
    title="Ferry talks “resume” — Reuters",
    text="Zeile eins\r\n\tÉté 🚢 е́ \u2028 end",
    published=datetime(2025, 8, 6, 23, 30, tzinfo=timezone(timedelta(hours=-4))),
    date_only=True,
    received=datetime(2025, 8, 7, 5, 0, 0, 123456, tzinfo=UTC),
    author="A. Writer",
    language="de",
    boilerplate=(Span(0, 5), Span(7, 9)),
    cites=("Agence Nord", "The Quay"),
)


async def test_a_revision_comes_back_with_every_field(store: Store) -> None:
    """A field that the store forgets is lost for good, so all of them are set here to something unusual."""
    defaults = {f.name: f.default for f in fields(Revision)}
    assert all(getattr(FULL, name) != default for name, default in defaults.items())
    kept = article("full", audience=DESK, outlet="Outlet “X”", url="https://example.org/ä?b=1")
    async with store.writing(HOME) as writer:
        await writer.add_article(kept)
        await writer.add_revision(FULL, (Span(0, len(FULL.text)),), ())

    found, revisions = await store.get_article(AT_DESK, kept.id)
    told, same = await store.get_revision(AT_DESK, FULL.id)

    assert found == kept
    assert revisions == (FULL,)
    assert (told, same) == (Told.of(kept, FULL), FULL)


async def test_the_day_of_publication_stays_the_outlets_own(store: Store) -> None:
    """Half past eleven in the evening in New York is the next day in UTC: "today" in the article is still the 6th."""
    async with store.writing(HOME) as writer:
        await writer.add_article(article("full"))
        await writer.add_revision(FULL, (), ())

    _, (found,) = await store.get_article(EVERYONE, ArticleId("full"))

    assert found.published is not None
    assert found.published.date() == date(2025, 8, 6)
    assert (await store.coverage(EVERYONE)).last == date(2025, 8, 6)


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x00", "lone \ud83d surrogate", "\x1bjson:x", "", " ", "\ufeffx"]
)
async def test_text_survives_whatever_signs_it_holds(store: Store, text: str) -> None:
    """Spans count code points of the stored text: one sign changed moves every quote after it."""
    await tell_alone(store, "odd", text, title=text, outlet=text)

    found, (first,) = await store.get_article(EVERYONE, ArticleId("odd"))

    assert (first.text, first.title, found.outlet) == (text, text, text)


async def test_an_article_of_a_private_channel_is_seen_there_only(store: Store) -> None:
    """What was shared behind a door stays behind it, in every way of asking."""
    await tell_alone(store, "private", "Quiet talks in the harbour", audience=DESK, url="https://e.org/p")

    for elsewhere in (EVERYONE, AT_BOARD, Scope(workspace=OTHER), Scope(workspace=OTHER, channel=DESK)):
        assert await store.find_article_by_url(elsewhere, "https://e.org/p") is None
        assert await store.list_articles(elsewhere) == ()
        assert (await store.coverage(elsewhere)).articles == 0
        assert (await store.coverage(elsewhere, known_until=moment(9))).articles == 0
        with pytest.raises(NotFoundError):
            await store.get_article(elsewhere, ArticleId("private"))
        with pytest.raises(NotFoundError):
            await store.get_revision(elsewhere, RevisionId("private-r1"))
    for inside in (AT_DESK, GUEST_AT_DESK):
        assert (await store.get_article(inside, ArticleId("private")))[0].audience == DESK
        assert (await store.coverage(inside)).articles == 1


async def test_a_guest_sees_nothing_of_the_workspace(store: Store) -> None:
    """People of other organisations in a shared channel see that channel's articles and nothing else."""
    await tell_alone(store, "open", "Talks for all to read", url="https://e.org/o")

    assert await store.list_articles(GUEST_AT_DESK) == ()
    assert await store.find_article_by_url(GUEST_AT_DESK, "https://e.org/o") is None
    assert len(await store.list_articles(AT_DESK)) == 1


async def test_two_workspaces_may_hold_the_same_article(store: Store) -> None:
    """Ids are made of content, so two teams that follow one outlet store the same ids."""
    await tell_alone(store, "same", "Told to both", workspace=HOME)
    await tell_alone(store, "same", "Told to both", workspace=OTHER)

    async with store.writing(OTHER) as writer:
        await writer.delete_article(ArticleId("same"))

    assert len(await store.list_articles(EVERYONE)) == 1
    assert await store.list_articles(Scope(workspace=OTHER)) == ()


async def test_a_channel_without_a_name_is_refused(store: Store) -> None:
    """The empty text stands for the whole workspace in the rows: taken as a channel it would open a door."""
    with pytest.raises(InputError):
        await tell_alone(store, "x", "text", audience=ChannelId(""))
    with pytest.raises(InputError):
        await store.list_articles(Scope(workspace=HOME, channel=ChannelId("")))


async def test_a_newer_revision_takes_the_place_of_the_older(store: Store) -> None:
    """Lists show what an article says now; the older text stays readable."""
    await tell_alone(store, "a", "First text")
    second = revision("a", "Second text", number=2, received=moment(1))
    async with store.writing(HOME) as writer:
        await writer.add_revision(second, (), ())
        assert [r.number for r in await writer.revisions(ArticleId("a"))] == [1, 2]

    (listed,) = await store.list_articles(EVERYONE)
    (then,) = await store.list_articles(EVERYONE, known_until=moment(0.5))
    told, _ = await store.get_revision(EVERYONE, RevisionId("a-r1"))

    assert (listed.number, listed.superseded) == (2, False)
    assert (then.number, then.superseded) == (1, False)
    assert told.superseded
    assert (await store.coverage(EVERYONE)).articles == 1


async def test_what_is_written_as_one_piece_is_kept_or_dropped_as_one(store: Store) -> None:
    """As in a block of `writing`: what the work returns comes back, and what it raises takes everything with it."""

    async def work(writer: Writer) -> RevisionId:
        return (await tell(writer, "a", "Ferry talks.")).id

    async def failing(writer: Writer) -> None:
        await tell(writer, "b", "More ferry talks.")
        raise KeyError("b")

    written = await store.write(HOME, work)
    with pytest.raises(KeyError):
        await store.write(HOME, failing)

    assert [told.revision for told in await store.list_articles(EVERYONE)] == [written]


async def test_the_list_is_newest_first_and_limited(store: Store) -> None:
    """People look for what came last."""
    for number, days in enumerate((1, 3, 2)):
        await tell_alone(store, f"a{number}", f"Text {number}", published=moment(days))
    await tell_alone(store, "undated", "Text", published=None, received=moment(2.5))

    names = [told.article for told in await store.list_articles(EVERYONE)]

    assert names == ["a1", "undated", "a2", "a0"]
    assert len(await store.list_articles(EVERYONE, limit=2)) == 2


async def test_the_same_text_is_found_again(store: Store) -> None:
    """Ingesting twice equals once."""
    await tell_alone(store, "a", "Exactly this")
    await tell_alone(store, "b", "Behind a door", audience=DESK)

    found = await store.find_revision_by_text(HOME, None, "Exactly this")

    assert found is not None
    assert found.article == "a"
    assert await store.find_revision_by_text(HOME, DESK, "Exactly this") is not None
    assert await store.find_revision_by_text(HOME, None, "Exactly  this") is None
    assert await store.find_revision_by_text(HOME, None, "Behind a door") is None
    assert await store.find_revision_by_text(OTHER, None, "Exactly this") is None
    async with store.writing(HOME) as writer:
        assert await writer.find_revision_by_text(DESK, "Behind a door") is not None


async def test_coverage_counts_articles_outlets_and_days(store: Store) -> None:
    """An abstention says what was looked at; wrong figures there mislead."""
    await tell_alone(store, "a", "One", outlet="Post", published=moment(-3))
    await tell_alone(store, "b", "Two", outlet="Post", published=moment(2), received=moment(2))
    await tell_alone(store, "c", "Three", outlet="Quay", published=None, received=moment(3))
    await tell_alone(store, "d", "Four", outlet=None, published=moment(1), received=moment(1))

    now = await store.coverage(EVERYONE)
    then = await store.coverage(EVERYONE, known_until=moment(0))

    assert (now.articles, now.outlets) == (4, 2)
    assert (now.first, now.last) == (date(2025, 8, 3), date(2025, 8, 8))
    assert now.newest is not None
    assert now.newest.article == "c"
    assert (then.articles, then.outlets, then.last) == (1, 1, date(2025, 8, 3))
    assert (await store.coverage(Scope(workspace=OTHER))).newest is None


async def test_outlets_are_those_with_a_visible_article(store: Store) -> None:
    """A question may name them; a name that only a private channel has seen must not show elsewhere."""
    await tell_alone(store, "a", "One", outlet="Quay")
    await tell_alone(store, "b", "Two", outlet="Post", audience=ChannelId("private"))
    await tell_alone(store, "c", "Three", outlet=None)

    assert await store.outlets(EVERYONE) == ("Quay",)
    assert await store.outlets(Scope(workspace=HOME, channel=ChannelId("private"))) == ("Post", "Quay")
    assert await store.outlets(Scope(workspace=OTHER)) == ()


async def test_an_erased_article_is_gone_from_everywhere(store: Store) -> None:
    """Somebody has a right to it: nothing may be left to find."""
    await tell_alone(store, "a", "To be erased", outlet="Post", url="https://e.org/a")
    await tell_alone(store, "b", "To be kept", outlet="Post", published=moment(1))

    async with store.writing(HOME) as writer:
        await writer.delete_article(ArticleId("a"))

    assert [told.article for told in await store.list_articles(EVERYONE)] == ["b"]
    assert await store.find_article_by_url(EVERYONE, "https://e.org/a") is None
    assert await store.find_revision_by_text(HOME, None, "To be erased") is None
    coverage = await store.coverage(EVERYONE)
    assert (coverage.articles, coverage.first) == (1, date(2025, 8, 7))
    with pytest.raises(NotFoundError):
        async with store.writing(HOME) as writer:
            await writer.delete_article(ArticleId("a"))


async def test_all_of_a_transaction_is_kept_or_none(store: Store) -> None:
    """An article without its facts would be found and never told from one that has none."""
    with pytest.raises(RuntimeError):  # noqa: PT012  # the error has to leave the block it is raised in
        async with store.writing(HOME) as writer:
            await writer.add_article(article("a"))
            await writer.add_revision(revision("a", "Half written"), (Span(0, 4),), (1, 2))
            raise RuntimeError("the machine stops here")

    assert await store.list_articles(EVERYONE) == ()
    assert await store.find_near(HOME, None, (1, 2)) == ()


async def test_an_id_that_is_taken_is_an_error_that_says_so(store: Store) -> None:
    """Two processes that ingest one article at once: the second must not overwrite."""
    await tell_alone(store, "a", "First")

    with pytest.raises(StorageError, match="stored already"):
        await tell_alone(store, "a", "Second")
    with pytest.raises(NotFoundError):
        async with store.writing(HOME) as writer:
            await writer.add_revision(revision("nowhere", "text"), (), ())
    with pytest.raises(ValueError, match="T-OTHER"):
        async with store.writing(HOME) as writer:
            await writer.add_article(article("z", workspace=OTHER))


async def test_near_duplicates_share_enough_of_the_smaller_set(store: Store) -> None:
    """Wire copies, cut or extended, collapse to one origin."""
    original = tuple(range(100, 200))
    async with store.writing(HOME) as writer:
        await writer.add_article(article("wire"))
        await writer.add_revision(revision("wire", "Wire"), (), original)
        await writer.add_article(article("private", audience=DESK))
        await writer.add_revision(
            revision("private", "Private"), (), (*range(190, 200), 1 << 63, (1 << 64) - 1)
        )
        assert await writer.find_near(None, (100, 101, 1)) == ((ArticleId("wire"), pytest.approx(2 / 3)),)

    assert await store.find_near(HOME, None, range(100, 120)) == ((ArticleId("wire"), 1.0),)
    assert await store.find_near(HOME, None, range(161, 260)) == ()
    near = await store.find_near(HOME, DESK, (*range(190, 200), 1 << 63, (1 << 64) - 1))
    assert near == ((ArticleId("private"), 1.0), (ArticleId("wire"), pytest.approx(10 / 12)))
    assert await store.find_near(OTHER, None, original) == ()
    assert await store.find_near(HOME, None, ()) == ()


async def test_boilerplate_that_everybody_prints_does_not_make_duplicates(store: Store) -> None:
    """A footer of an outlet stands in all its articles; sharing it says nothing."""
    footer = tuple(range(10))
    async with store.writing(HOME) as writer:
        for number in range(80):
            await writer.add_article(article(f"a{number:03}"))
            body = range(1000 * (number + 1), 1000 * (number + 1) + 12)
            await writer.add_revision(revision(f"a{number:03}", f"Text {number}"), (), (*footer, *body))

    assert await store.find_near(HOME, None, (*footer, *range(900, 912))) == ()
    assert await store.find_near(HOME, None, (*footer, *range(5000, 5012))) == ((ArticleId("a004"), 1.0),)


async def test_the_first_copy_of_an_erased_article_takes_its_place(store: Store) -> None:
    """Copies stay one origin, and a private copy is never the origin of what everybody sees."""
    origin = ArticleId("a")
    async with store.writing(HOME) as writer:
        await tell(writer, "a", "Petrova met Weber")
        for name, audience in (("p", DESK), ("b", None), ("c", None)):
            await writer.add_article(replace(article(name, audience=audience), origin=origin))
        copies = await writer.delete_article(origin)
        assert await writer.delete_article(ArticleId("p")) == ()

    assert copies == ("p", "b", "c")
    for name in ("b", "c"):
        assert (await store.get_article(EVERYONE, ArticleId(name)))[0].origin == "b"


async def test_an_article_takes_the_outlet_and_address_it_came_without(store: Store) -> None:
    """Who hands it in again with its name must not get a second article, and counts by outlet stay right."""
    await tell_alone(store, "a", "One", outlet=None, published=None)
    await tell_alone(store, "b", "Two", outlet=None, published=None)

    named = replace(
        (await store.get_article(EVERYONE, ArticleId("a")))[0], outlet="Post", url="https://p.example/1"
    )
    async with store.writing(HOME) as writer:
        await writer.name_article(named)

    assert (await store.get_article(EVERYONE, ArticleId("a")))[0] == named
    coverage = await store.coverage(EVERYONE)
    assert (coverage.articles, coverage.outlets) == (2, 1)
    assert await store.outlets(EVERYONE) == ("Post",)
