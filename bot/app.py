"""The only place where the core's parts are chosen and joined."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.ports import Store
from bot.service import BriefingService
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The running core: what adapters talk to."""

    settings: Settings
    store: Store
    service: BriefingService


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """The core on the database of `settings`, closed at the end of the block; StorageError when it cannot be opened."""
    from bot.storage.store import SqlStore

    store = await SqlStore.open(settings.database_url)
    try:
        service = BriefingService(store=store, max_article_chars=settings.max_article_chars)
        yield App(settings=settings, store=store, service=service)
    finally:
        await store.close()
