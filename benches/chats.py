"""What the benches of the chat platforms share: one article, fifty questions at once, and a model that takes its time."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime

from bot.desk.desk import Desk
from bot.jobs.worker import Worker
from bot.model.chat import Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.scripted_model import ScriptedModel

CHANNELS, EACH, MODEL_S = 10, 5, 0.3
ARTICLE = {
    "text": (
        "NORHAVEN, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
        "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
    ),
    "outlet": "The Ledger",
    "published": "2025-08-05",
}


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


async def open_desk(store: SqlStore, workspace: WorkspaceId) -> tuple[Desk, Worker]:
    """A desk with the article stored, and the worker that does its jobs."""

    async def think(number: int) -> None:
        if number == 0:
            await asyncio.sleep(MODEL_S)

    words = "Anna Kovar met Peter Szabo in Vienna on Tuesday."
    service = BriefingService(store=store, model=ScriptedModel(sentences=[(words, (1,))], before=think))
    asker = Requester(member=MemberId("1"), scope=Scope(workspace=workspace), admin=True)
    await service.ingest(ARTICLE, asker, now=now())
    desk = Desk(service=service, jobs=store.jobs, posts=store.posts, clock=now)
    worker = Worker(store.jobs, desk.handlers, name="bench", clock=now, chance=random.Random(1))
    desk.wake_with(worker.wake)
    return desk, worker
