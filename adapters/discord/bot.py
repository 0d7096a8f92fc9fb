"""Listens to Discord: thanks it at once, hands what happened to the desk, and leaves the answering to the desk's jobs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol, cast

import discord
from discord import app_commands, ui

from adapters.discord.commands import Languages, Uses, add_commands, hash_of, translations
from adapters.discord.config import DiscordConfig
from adapters.discord.faults import InvalidRequests
from adapters.discord.markup import escape
from adapters.discord.platform import DiscordPlatform
from adapters.discord.render import CUSTOM_ID, home_of, part_of, read_custom_id
from adapters.discord.tickets import Way
from adapters.discord.translate import (
    Spot,
    read_command,
    read_deletion,
    read_edit,
    read_message,
    read_press,
    requester_of,
    spot_of,
)
from bot.errors import BotError, ConfigError, StorageError
from bot.model.chat import Action, ActionKind, Incoming, Place, Requester, Turn
from bot.ports import Platform

_log = logging.getLogger(__name__)

SUGGEST_S = 2.0  # Discord drops an autocompletion after three seconds
LONGEST_WAIT_S = 60.0  # a rate limit that asks for more is left to the desk's next attempt
ACCEPT_AGAIN_S = (0.2, 1.0, 5.0)  # the gateway never sends a message again, so storing it is tried again
REMEMBERED = 5_000  # questions whose deletion we would notice
BUSY, BUSY_S = 10, 300.0  # so many messages in so many seconds make a channel busy
HOME_S = 600.0  # how long a look into the home server's members holds
GRACE_S = 5.0  # for what is being stored when we stop
_MISSED = {10062, 40060}  # too late to thank Discord, or thanked already


class FrontDesk(Protocol):
    """What the adapter needs of `bot.desk.desk.Desk`."""

    async def accept(self, event: Incoming) -> bool:
        """Keep an event; False when it was kept before."""

    async def greet(self, event: Incoming) -> None:
        """Show that we are working on it."""

    async def suggest(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        """Names that begin so."""

    def connect(self, platform: Platform) -> None:
        """Let a platform's events be answered."""


class CommandHash(Protocol):
    """Remembers which commands Discord was told about last."""

    async def get(self) -> str | None:
        """The hash of the commands told last, or None."""

    async def put(self, value: str) -> None:
        """Keep it."""


class Listener:
    """What to do with each of Discord's events. client: filled in by `make_client`."""

    client: discord.Client

    def __init__(
        self, desk: FrontDesk, config: DiscordConfig, clock: Callable[[], datetime], told: CommandHash
    ) -> None:
        self.desk = desk
        self.config = config
        self.clock = clock
        self.told = told
        self._asked: OrderedDict[int, tuple[Place, Requester]] = OrderedDict()
        self._traffic: OrderedDict[int, deque[float]] = OrderedDict()
        self._homes: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()
        self._busy: set[asyncio.Task[Any]] = set()

    # ------------------------------------------------------------------ start

    async def set_up(self, tree: app_commands.CommandTree[Any]) -> None:
        """Once logged in: listen to buttons of earlier messages too, and tell Discord the commands if they changed."""
        self.client.add_dynamic_items(PressedButton)
        invalid = InvalidRequests(time.monotonic)
        platform = DiscordPlatform(self.client, clock=self.clock, invalid=invalid, plain=self.config.plain)
        self.desk.connect(platform)
        await asyncio.to_thread(translations)
        await tree.set_translator(Languages())
        add_commands(tree, Uses(run=self.command, suggest=self.suggest))
        new = f"{self.client.application_id}:{await hash_of(tree)}"
        if await self.told.get() != new:
            await tree.sync()
            await self.told.put(new)
            _log.info("Discord was told about the commands")

    async def settle(self) -> None:
        """Wait a little for events that are being stored."""
        if self._busy:
            await asyncio.wait(tuple(self._busy), timeout=GRACE_S)

    # ------------------------------------------------------------------ messages

    async def message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        self._note_traffic(message.channel.id)
        if message.author.bot:
            return
        spot = await self._spot(message.channel, message.guild, message.author.id)
        me = self._me()
        event = read_message(
            message,
            spot,
            me=me,
            now=self.clock(),
            zone=self.config.zone,
            content=self.config.message_content,
            conversation=self._conversation(message, me),
        )
        if event is None:
            return
        self._remember(message.id, event)
        await self._take(event, lambda words: message.reply(words, mention_author=False))

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody changed a message."""
        message, before = payload.message, payload.cached_message
        if before is not None and before.content == message.content:  # only a preview was added
            return
        spot = await self._spot(message.channel, message.guild, message.author.id)
        event = read_edit(
            message,
            spot,
            me=self._me(),
            now=self.clock(),
            zone=self.config.zone,
            content=self.config.message_content,
        )
        if event is not None:
            self._remember(message.id, event)
            await self._take(event)

    async def deleted(self, number: int) -> None:
        """A message was deleted; of those we were asked in, we know whose it was."""
        known = self._asked.pop(number, None)
        if known is not None:
            place, requester = known
            await self._take(read_deletion(number, place, requester, now=self.clock()))

    # ------------------------------------------------------------------ interactions

    async def command(
        self, interaction: discord.Interaction[Any], name: str, words: str, private: bool | None
    ) -> None:
        """A command or context menu was used: thank Discord before anything else."""
        busy = self._is_busy(interaction.channel_id or 0)
        alone = interaction.guild_id is not None and not interaction.is_guild_integration()
        alone = alone or (private if private is not None else interaction.guild_id is not None and busy)
        await _defer(lambda: interaction.response.defer(thinking=True, ephemeral=alone))
        spot = await self._spot_of(interaction)
        event = read_command(
            interaction, spot, name, words, private=alone, now=self.clock(), zone=self.config.zone
        )
        await self._take(event, lambda told: _fill(interaction, told))

    async def press(self, interaction: discord.Interaction[Any], action: Action) -> None:
        """A button was pressed."""
        if action.kind is ActionKind.BAD:
            await _defer(lambda: interaction.response.send_modal(_reason_form(_pressed_id(interaction))))
            return
        way = Way.REPLY
        if action.kind is ActionKind.SHARE or (action.kind is ActionKind.SOURCES and _is_whole(interaction)):
            way = Way.EDIT
        await self._pressed(interaction, action, way)

    async def form(self, interaction: discord.Interaction[Any]) -> None:
        """A form was sent: the reason why an answer is not right. Read here, as the form may be older than we are."""
        data = cast(dict[str, Any], interaction.data or {})
        action = read_custom_id(_pressed_id(interaction))
        if action is not None:
            await self._pressed(interaction, action, Way.REPLY, reason=_typed(data))

    async def _pressed(
        self, interaction: discord.Interaction[Any], action: Action, way: Way, reason: str = ""
    ) -> None:
        if way is Way.REPLY:
            await _defer(lambda: interaction.response.defer(thinking=True, ephemeral=True))
        else:
            await _defer(lambda: interaction.response.defer())
        spot = await self._spot_of(interaction, home_of(_pressed_id(interaction)))
        event = read_press(
            interaction, spot, action, way, now=self.clock(), zone=self.config.zone, reason=reason
        )
        await self._take(event, lambda told: _whisper(interaction, told))

    async def suggest(self, interaction: discord.Interaction[Any], prefix: str) -> tuple[str, ...]:
        """Names for an option that is being typed; none when they cannot be had in time."""
        try:
            async with asyncio.timeout(SUGGEST_S):
                spot = await self._spot_of(interaction)
                user = requester_of(
                    interaction.user, spot, zone=self.config.zone, rights=interaction.permissions
                )
                return await self.desk.suggest(user, prefix)
        except (TimeoutError, BotError) as error:
            _log.info("no suggestions: %s", type(error).__name__)
            return ()

    # ------------------------------------------------------------------ all

    async def _take(self, event: Incoming, tell: Callable[[str], Awaitable[Any]] | None = None) -> None:
        """Have the desk keep the event. tell: says to the member that it could not be kept."""
        task = asyncio.create_task(self._accept(event))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        try:
            fresh = await asyncio.shield(task)
        except StorageError as error:
            _log.error("event %s could not be kept: %s", event.key, error)
            if tell is not None:
                with suppress(discord.HTTPException):
                    await tell(escape(error.public))
            return
        if fresh:
            await self.desk.greet(event)

    async def _accept(self, event: Incoming) -> bool:
        for pause in ACCEPT_AGAIN_S:
            try:
                return await self.desk.accept(event)
            except StorageError as error:
                _log.warning("event %s could not be kept yet: %s", event.key, error)
                await asyncio.sleep(pause)
        return await self.desk.accept(event)

    async def _spot(
        self, channel: Any, guild: discord.Guild | None, member: int, home: int | None = None
    ) -> Spot:
        """Where something happened. home: the server that a direct message is about, if the member belongs to it."""
        server = home if home is not None else self.config.home_server
        if guild is not None or server is None or not await self._belongs(member, server):
            server = None
        return spot_of(channel, guild, member, home=server)

    async def _spot_of(self, interaction: discord.Interaction[Any], home: int | None = None) -> Spot:
        guild = interaction.guild if interaction.is_guild_integration() else None
        return await self._spot(interaction.channel, guild, interaction.user.id, home)

    async def _belongs(self, member: int, server: int) -> bool:
        """Whether a member belongs to a server; asked of Discord now and then, as they may leave."""
        known, until = self._homes.get((server, member), (False, 0.0))
        if time.monotonic() < until:
            return known
        try:
            await self.client.http.get_member(server, member)
            known = True
        except discord.HTTPException:
            known = False
        self._homes[server, member] = (known, time.monotonic() + HOME_S)
        while len(self._homes) > REMEMBERED:
            self._homes.popitem(last=False)
        return known

    def _conversation(self, message: discord.Message, me: int) -> tuple[Turn, ...]:
        """Earlier questions of this member's chain of replies to us, as far as they are still in memory."""
        turns: list[Turn] = []
        current = message
        while current.reference is not None and len(turns) < 5:
            answer = current.reference.resolved or current.reference.cached_message
            if not isinstance(answer, discord.Message) or answer.author.id != me or answer.reference is None:
                break
            asked = answer.reference.resolved or answer.reference.cached_message
            if not isinstance(asked, discord.Message) or not asked.content:
                break
            turns.append(Turn(question=asked.content.replace(f"<@{me}>", "").strip()))
            current = asked
        return tuple(reversed(turns))

    def _me(self) -> int:
        return self.client.user.id if self.client.user is not None else 0

    def _remember(self, number: int, event: Incoming) -> None:
        self._asked[number] = (event.place, event.requester)
        while len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)

    def _note_traffic(self, channel: int) -> None:
        times = self._traffic.setdefault(channel, deque(maxlen=BUSY))
        times.append(time.monotonic())
        self._traffic.move_to_end(channel)
        while len(self._traffic) > REMEMBERED:
            self._traffic.popitem(last=False)

    def _is_busy(self, channel: int) -> bool:
        times = self._traffic.get(channel, deque())
        return len(times) == BUSY and time.monotonic() - times[0] < BUSY_S


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
        await _listener(interaction.client).press(interaction, self.action)


class _Events:
    """Discord's events by the names under which the library calls them."""

    listener: Listener
    tree: app_commands.CommandTree[Any]

    async def setup_hook(self) -> None:
        await self.listener.set_up(self.tree)

    async def on_ready(self) -> None:
        _log.info("listening to Discord")

    async def on_message(self, message: discord.Message) -> None:
        await self.listener.message(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await self.listener.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.listener.deleted(payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for number in payload.message_ids:
            await self.listener.deleted(number)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await self.listener.form(interaction)

    async def on_error(self, event: str, /, *_: Any, **__: Any) -> None:
        _log.exception("event %s failed", event)


class _Client(_Events, discord.Client):
    pass


class _ShardedClient(_Events, discord.AutoShardedClient):
    pass


def make_client(listener: Listener) -> discord.Client:
    """A client that is not yet logged in: no right to mention anybody, nothing kept that is not needed."""
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
    if config.shards is None:
        client = _Client(**options)
    else:
        client = _ShardedClient(shard_count=config.shards or None, **options)
    client.listener = listener
    client.tree = app_commands.CommandTree(client)
    listener.client = client
    return client


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
    listener = Listener(desk, config, clock, told)
    client = make_client(listener)
    async with client:
        listening = asyncio.create_task(_start(client, config.token))
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
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise ConfigError(
            "Discord refuses the bot's token; copy it again from the Bot page of the developer portal"
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise ConfigError(
            "Discord refuses the message content intent; switch it on in the Bot page of the developer portal, "
            "or switch our setting for it off"
        ) from None


def _listener(client: Any) -> Listener:
    listener: Listener = client.listener
    return listener


async def _defer(thank: Callable[[], Awaitable[Any]]) -> None:
    """Thank Discord; when that came too late or twice, the event is handled all the same, once."""
    try:
        await thank()
    except discord.InteractionResponded:
        return
    except discord.HTTPException as error:
        if error.code not in _MISSED and error.status < 500:
            raise
        _log.warning("an interaction could not be acknowledged: code %s", error.code)


async def _fill(interaction: discord.Interaction[Any], words: str) -> None:
    await interaction.edit_original_response(content=words)


async def _whisper(interaction: discord.Interaction[Any], words: str) -> None:
    await interaction.followup.send(words, ephemeral=True)


def _pressed_id(interaction: discord.Interaction[Any]) -> str:
    data = cast(dict[str, Any], interaction.data or {})
    return str(data.get("custom_id", ""))


def _reason_form(name: str) -> ui.Modal:
    form = ui.Modal(title="What is not right?", custom_id=name, timeout=1.0)
    field = ui.TextInput[Any](
        style=discord.TextStyle.paragraph, required=False, max_length=1000, custom_id="reason"
    )
    form.add_item(ui.Label(text="Reason", description="Optional; an admin will see it", component=field))
    return form


def _typed(data: dict[str, Any]) -> str:
    """What was typed into a form's one field."""
    pending: list[Any] = list(data.get("components", ()))
    while pending:
        one = pending.pop()
        if one.get("custom_id") == "reason":
            return str(one.get("value") or "")
        pending += one.get("components", ())
        if one.get("component"):
            pending.append(one["component"])
    return ""


def _is_whole(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message that holds the pressed button is the first part of its post, and so can be drawn anew."""
    message = interaction.message
    if message is None or not message.components or not message.flags.components_v2:
        return False
    number = getattr(message.components[0], "id", None)
    return isinstance(number, int) and part_of(number) == 1
