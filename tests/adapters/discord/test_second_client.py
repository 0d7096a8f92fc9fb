"""Another library logs into our fake and is served: it is not only what we and discord.py assume.

Needs Node and `npm install --prefix .emulators/discord discord.js@14`; skipped without them.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import PATIENCE_S, until

LIBRARY = Path(__file__).parents[3] / ".emulators" / "discord"
SCRIPT = Path(__file__).with_name("second_client.mjs")
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (LIBRARY / "node_modules" / "discord.js").exists(), reason="needs Node and discord.js"
)


async def test_discord_js_logs_in_hears_and_answers(fake: FakeDiscord, general: int) -> None:
    """Gateway, defer, Components V2 and nonce as a library of other authors uses them."""
    assert NODE is not None
    process = await asyncio.create_subprocess_exec(
        NODE,
        str(SCRIPT),
        str(LIBRARY),
        fake.rest_url.removesuffix("/v10"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        assert ready == b"READY\n", await process.communicate()
        await fake.say(general, "who met whom?", mentions_bot=True)
        token = await fake.command("ask", general, what="who?")
        await until(lambda: len(fake.ours(general)) == 2)
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert said.decode().split() == ["command:ask", "message:who"]
    shown = fake.original(token)
    assert shown is not None
    assert "second client" in str(shown["components"])
