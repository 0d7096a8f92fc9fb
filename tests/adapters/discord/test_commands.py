"""What Discord is told about the commands, and that it is remembered."""

from __future__ import annotations

from pathlib import Path

from adapters.discord.commands import ChosenHash
from bot.storage.store import SqlStore


async def test_what_discord_was_told_is_remembered_in_the_database(sqlite_url: str, tmp_path: Path) -> None:
    """Across restarts, so that they do not tell it again."""
    store = await SqlStore.open(sqlite_url)
    assert await ChosenHash(store.posts).get() is None
    await ChosenHash(store.posts).put("abc")
    await store.close()

    again = await SqlStore.open(sqlite_url)
    assert await ChosenHash(again.posts).get() == "abc"
    await again.close()
