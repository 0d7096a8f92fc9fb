"""What is offered while somebody types: names, topics and deadlines, as far as they may see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.channels import Channels
from bot.desk.digest_orders import DigestRequest
from bot.desk.suggestions import KEPT, Suggestions
from bot.model.chat import Incoming, IncomingKind, Place, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore

TEAM = WorkspaceId("T1")
START = datetime(2025, 8, 6, 12, tzinfo=UTC)
PLACE = Place(platform="memory", workspace=TEAM, channel=ChannelId("C1"))
ARTICLE = {
    "text": "VIENNA, Aug 5 (Ledger) - Hungary has until September 30 to publish its harbour accounts, Anna Kovar said.",
    "published": "2025-08-05",
}


def asker(channel: str | None = None) -> Requester:
    scope = Scope(workspace=TEAM, channel=ChannelId(channel) if channel else None)
    return Requester(member=MemberId("U1"), scope=scope, admin=True)


@pytest.mark.parametrize("prefix", ["harb", "PUBLISH", ""])
async def test_subjects_are_topics_deadlines_and_names(tmp_path: Path, prefix: str) -> None:
    """From the channel's digest, from the ledger, and from the articles; a private article's stay in its channel."""
    store = await SqlStore.open(f"sqlite:///{tmp_path / 's.sqlite3'}")
    try:
        service, now = BriefingService(store=store), [START]
        channels = Channels(jobs=store.jobs, posts=store.posts)
        suggestions = Suggestions(service=service, channels=channels, clock=lambda: now[0])
        assert await suggestions.subjects(asker("C9"), PLACE, prefix) == ()
        await service.ingest(ARTICLE, asker("C9"), now=START)
        digest = Incoming(key="1", kind=IncomingKind.COMMAND, place=PLACE, requester=asker(), received=START)
        request = DigestRequest(action="on", topics=("harbours", "publishing"))
        await channels.change_digest(request, digest, now=START)

        assert "publish its harbour accounts" not in await suggestions.subjects(asker("C9"), PLACE, prefix)
        now[0] += KEPT + timedelta(seconds=1)
        inside = await suggestions.subjects(asker("C9"), PLACE, prefix)
        outside = await suggestions.subjects(asker(), PLACE, prefix)

        assert "publish its harbour accounts" in inside
        assert "publish its harbour accounts" not in outside
        assert {"harbours", "publishing"} & set(inside)
        assert len(inside) == len(set(inside))
    finally:
        await store.close()
