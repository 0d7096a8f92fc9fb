"""What comes in belongs to those it was shared with."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.intake import Outcome
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
