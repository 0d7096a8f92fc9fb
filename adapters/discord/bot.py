"""Connects to Discord: one client, its commands and buttons, from the start to a graceful stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import chain, repeat
from typing import Any, Protocol, cast

import aiohttp
import discord
from discord import app_commands, ui

from adapters.discord.commands import Languages, Uses, add_commands, hash_of, translations
from adapters.discord.config import DiscordConfig
from adapters.discord.faults import InvalidRequests
from adapters.discord.listener import FrontDesk, Listener
from adapters.discord.platform import DiscordPlatform
from adapters.discord.render import CUSTOM_ID, read_custom_id
from bot.errors import ConfigError
from bot.model.chat import Action

_log = logging.getLogger(__name__)

START_AGAIN_S = (1.0, 5.0, 15.0, 60.0)  # between attempts to reach Discord at the start
LONGEST_WAIT_S = 60.0  # a rate limit that asks for more is left to the desk's next attempt


class CommandHash(Protocol):
    """Remembers which commands Discord was told about last."""

    async def get(self) -> str | None:
        """The hash of the commands told last, or None."""

    async def put(self, value: str) -> None:
        """Keep it."""


class PressedButton(ui.DynamicItem[ui.Button[Any]], template=CUSTOM_ID):
    """A button of ours under any message, also one from before this process began."""

    def __init__(self, button: ui.Button[Any], action: Action) -> None:
        super().__init__(button)
        self.action = action

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /
    ) -> PressedButton:
        """The button that was pressed."""
        button = cast("ui.Button[Any]", item)
        action = read_custom_id(match.string, button.label or "")
        if action is None:
            raise ValueError("not a button of ours")
        return cls(button, action)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the press on."""
        listener: Listener = interaction.client.listener
        await listener.press(interaction, self.action)


class _Events:
    """Discord's events by the names under which the library calls them."""

    listener: Listener
    tree: app_commands.CommandTree[Any]
    told: CommandHash

    async def setup_hook(self) -> None:
        await _set_up(cast(discord.Client, self), self.listener, self.tree, self.told)

    async def on_ready(self) -> None:
        _log.info("listening to Discord")

    async def on_message(self, message: discord.Message) -> None:
        await self.listener.message(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await self.listener.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.listener.deleted(payload.message_id, payload.channel_id, payload.guild_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for number in payload.message_ids:
            await self.listener.deleted(number, payload.channel_id, payload.guild_id)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await self.listener.form(interaction)

    async def on_error(self, event: str, /, *_: Any, **__: Any) -> None:
        _log.exception("event %s failed", event)


class _Client(_Events, discord.Client):
    pass


class _ShardedClient(_Events, discord.AutoShardedClient):
    pass


def make_client(listener: Listener, told: CommandHash) -> discord.Client:
    """A client that is not yet logged in: no right to mention anybody, nothing kept that is not needed."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we never speak; no line about it
    config = listener.config
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    intents.message_content = config.message_content
    options: dict[str, Any] = {
        "intents": intents,
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_ratelimit_timeout": LONGEST_WAIT_S,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "guild_ready_timeout": 0.0,  # nothing of ours waits for all servers to be known
    }
    client: _Client | _ShardedClient
    if config.shards == 1:
        client = _Client(**options)
    else:  # asks Discord how many; one, until the bot is in about 2,500 servers
        client = _ShardedClient(shard_count=config.shards or None, **options)
    client.listener = listener
    client.told = told
    client.tree = app_commands.CommandTree(client)
    listener.client = client
    return client


async def _set_up(
    client: discord.Client, listener: Listener, tree: app_commands.CommandTree[Any], told: CommandHash
) -> None:
    """Once logged in: listen to buttons of earlier messages too, and tell Discord the commands if they changed."""
    client.add_dynamic_items(PressedButton)
    invalid = InvalidRequests(time.monotonic)
    config = listener.config
    platform = DiscordPlatform(
        client, clock=listener.clock, invalid=invalid, plain=config.plain, zone=config.zone
    )
    listener.desk.connect(platform)
    await asyncio.to_thread(translations)
    await tree.set_translator(Languages())
    add_commands(tree, Uses(run=listener.command, suggest=listener.suggest, settings=listener.settings))
    new = f"{client.application_id}:{await hash_of(tree)}"
    if await told.get() != new:
        await tree.sync()
        await told.put(new)
        _log.info("Discord was told about the commands")


async def run_discord(
    desk: FrontDesk,
    config: DiscordConfig,
    *,
    clock: Callable[[], datetime],
    told: CommandHash,
    stop: asyncio.Event,
) -> None:
    """Listen until `stop` is set; what is being stored then is finished first.

    told: remembers which commands Discord knows. Raises ConfigError for a token or an intent that Discord refuses.
    """
    listener = Listener(desk, config, clock)
    for pause in chain(START_AGAIN_S, repeat(START_AGAIN_S[-1])):
        try:
            await _listen(make_client(listener, told), config.token, listener, stop)
            return
        except (OSError, aiohttp.ClientError, TimeoutError, discord.DiscordServerError) as error:
            _log.warning(
                "Discord cannot be reached yet, trying again in %s s: %s", pause, type(error).__name__
            )
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        if stop.is_set():
            return


async def _listen(client: discord.Client, token: str, listener: Listener, stop: asyncio.Event) -> None:
    """Until `stop` is set, or the start fails. A connection that breaks later is taken up again by the library."""
    async with client:
        listening = asyncio.create_task(_start(client, token))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({listening, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if listening.done():
                listening.result()
        finally:
            stopping.cancel()
            await listener.settle()
            await client.close()
            await asyncio.gather(listening, stopping, return_exceptions=True)


async def _start(client: discord.Client, token: str) -> None:
    """Log in and listen. Raises ConfigError for what an operator has to change."""
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise ConfigError(_BAD_TOKEN) from None
    except discord.PrivilegedIntentsRequired:
        raise ConfigError(
            "Discord refuses the message content intent; switch it on in the Bot page of the developer portal, "
            "or switch our setting for it off"
        ) from None
    except discord.ConnectionClosed as error:
        words = _REFUSED_SOCKETS.get(error.code, f"Discord closes the connection with code {error.code}")
        raise ConfigError(words) from None


_BAD_TOKEN = "Discord refuses the bot's token; copy it again from the Bot page of the developer portal"  # noqa: S105 - words
_REFUSED_SOCKETS = {
    4004: _BAD_TOKEN,
    4010: "Discord does not take this number of connections; leave the setting for shards empty",
    4011: "Discord wants more connections for so many servers; leave the setting for shards empty",
}
