"""What comes in belongs to those it was shared with."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.intake import Intake, Outcome
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.newsroom import TEAM, asker

NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
PUBLIC = (
    "VIENNA (Ledger) - Minister Anna Kovar met Peter Szabo in Vienna on Monday. The two spoke about the bridge over the "
    "river for three hours, and neither side took questions afterwards. Officials handed out a page of figures."
)


async def test_a_private_draft_is_no_revision_of_a_public_article(sqlite_url: str) -> None:
    """The same outlet and headline, a word more: shown in a closed room, it must not become what everybody reads."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    public = {"text": PUBLIC, "outlet": "Ledger", "title": "Kovar meets Szabo"}
    await service.ingest(public, asker(), now=NOW)

    private = {**public, "text": f"{PUBLIC} The draft treaty names a price."}
    done = await service.ingest(private, asker(channel="C9"), now=NOW)

    assert done.outcome is Outcome.COPY
    assert done.told.audience == "C9"
    [told] = await store.list_articles(Scope(workspace=TEAM))
    _, [revision] = await store.get_article(Scope(workspace=TEAM), told.article)
    assert "treaty" not in revision.text
    await store.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"outlet": "Ledger", "published": "2025-08-05"}),
        ({}, {"published": "2025-08-05"}),
        ({}, {"outlet": "Ledger", "url": "https://ledger.example/talks", "published": "2025-08-05"}),
        ({"outlet": "Ledger"}, {"outlet": "Ledger", "published": "2025-08-05"}),
        ({"outlet": "Ledger", "title": "Talks"}, {"published": "2025-08-05"}),
    ],
)
async def test_an_article_without_its_day_gets_it_by_being_handed_in_again(
    sqlite_url: str, before: dict[str, str], after: dict[str, str]
) -> None:
    """Answers tell people to do just that; a second article of the same words would tell each meeting twice."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    await service.ingest({"text": PUBLIC, **before}, asker(), now=NOW)

    done = await service.ingest({"text": PUBLIC, **after}, asker(), now=NOW + timedelta(minutes=1))

    assert done.outcome is Outcome.REVISION
    [told] = await store.list_articles(Scope(workspace=TEAM))
    assert told.outlet == after.get("outlet", before.get("outlet"))
    assert told.url == after.get("url")
    assert told.title == before.get("title")
    [listed] = await service.records("meeting", asker())
    assert listed.record.when is not None
    assert listed.record.when.earliest == date(2025, 8, 4)
    coverage = await store.coverage(Scope(workspace=TEAM))
    assert (coverage.articles, coverage.outlets) == (1, int(told.outlet is not None))
    again = await service.ingest({"text": PUBLIC, **after}, asker(), now=NOW + timedelta(minutes=2))
    assert again.outcome is Outcome.KNOWN
    await store.close()


async def test_the_same_words_of_another_outlet_stay_a_copy(sqlite_url: str) -> None:
    """Only what came without a name takes one."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)
    await service.ingest({"text": PUBLIC, "outlet": "Ledger"}, asker(), now=NOW)

    done = await service.ingest(
        {"text": PUBLIC, "outlet": "Courier", "published": "2025-08-05"}, asker(), now=NOW
    )

    assert done.outcome is Outcome.COPY
    assert len(await store.list_articles(Scope(workspace=TEAM))) == 2
    await store.close()


@pytest.mark.parametrize("words", [f"2025-08-05 {PUBLIC}", f"2025-08-05: {PUBLIC}", f"2025-08-05\n{PUBLIC}"])
async def test_who_pastes_an_article_may_say_its_day(sqlite_url: str, words: str) -> None:
    """In a chat there are no options, and without its day no "Monday" can be counted."""
    store = await SqlStore.open(sqlite_url)
    service = BriefingService(store=store)

    done = await service.ingest_text_or_link(words, asker(), now=NOW)

    assert done.told.published is not None
    assert done.told.published.date() == date(2025, 8, 5)
    _, revision = await store.get_revision(Scope(workspace=TEAM), done.told.revision)
    assert revision.text == PUBLIC
    await store.close()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "Die Ministerin Katrin Ahlers hat am Montag in Berlin den französischen Minister Luc Bernard getroffen. Die beiden "
            "sprachen rund zwei Stunden über die Bankenunion und wollen sich im Herbst noch einmal sehen.",
            "not in English",
        ),
        (PUBLIC.replace("met", "passed").replace("spoke", "kept silent"), None),
    ],
)
async def test_who_hands_in_another_language_hears_that_no_facts_are_read(
    sqlite_url: str, text: str, note: str | None
) -> None:
    """Nothing read must not look like nothing told."""
    store = await SqlStore.open(sqlite_url)

    done = await BriefingService(store=store).ingest({"text": text}, asker(), now=NOW)

    assert (done.note or "").startswith(note or "")
    assert bool(done.note) is (note is not None)
    await store.close()


async def test_the_way_in_is_made_off_the_event_loop(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tables are loaded with the first article of a process; meanwhile questions are answered."""
    made_in: list[int] = []

    class Watched(Intake):
        def __init__(self, *given: Any, **named: Any) -> None:
            made_in.append(threading.get_ident())
            super().__init__(*given, **named)

    monkeypatch.setattr("bot.intake.Intake", Watched)
    store = await SqlStore.open(sqlite_url)
    await BriefingService(store=store).ingest({"text": PUBLIC}, asker(), now=NOW)
    await store.close()

    assert made_in
    assert threading.get_ident() not in made_in
