"""What to do with each of Discord's events: thank it at once, hand it to the desk, and leave the answering to its jobs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol, cast

import discord

from adapters.discord.config import DiscordConfig
from adapters.discord.forms import filled, reason_form, settings_form, settings_form_of
from adapters.discord.history import earlier_turns
from adapters.discord.markup import escape
from adapters.discord.render import home_of, part_of, read_custom_id
from adapters.discord.rooms import Rooms
from adapters.discord.tickets import Way
from adapters.discord.translate import (
    PLATFORM,
    Spot,
    own_workspace,
    read_command,
    read_deletion,
    read_edit,
    read_message,
    read_press,
    requester_of,
    server_workspace,
    spot_of,
)
from bot.desk.channels import ChannelSettings
from bot.desk.settings_form import filled_in, form_of, order_text
from bot.errors import BotError, InputError, StorageError
from bot.model.chat import Action, ActionKind, Incoming, Place, Requester
from bot.model.ids import ChannelId, WorkspaceId
from bot.ports import Platform

_log = logging.getLogger(__name__)

SUGGEST_S = 2.0  # Discord drops an autocompletion after three seconds
ACCEPT_AGAIN_S = (0.2, 1.0, 5.0)  # the gateway never sends a message again, so storing it is tried again
GRACE_S = 5.0  # for what is being stored when we stop
_MISSED = {10062, 40060}  # too late to thank Discord, or thanked already


class ReadsSettings(Protocol):
    """What the adapter needs of `bot.desk.channels.Channels`."""

    async def settings(self, workspace: WorkspaceId, place: Place) -> ChannelSettings:
        """What the channel has chosen, or the defaults."""


class Suggests(Protocol):
    """What the adapter needs of `bot.desk.suggestions.Suggestions`."""

    async def names(self, requester: Requester, prefix: str) -> tuple[str, ...]:
        """Names that begin so."""

    async def subjects(self, requester: Requester, place: Place, prefix: str) -> tuple[str, ...]:
        """Names, topics and deadlines that fit."""


class FrontDesk(Protocol):
    """What the adapter needs of `bot.desk.desk.Desk`."""

    async def accept(self, event: Incoming) -> bool:
        """Keep an event; False when it was kept before."""

    async def greet(self, event: Incoming) -> None:
        """Show that we are working on it."""

    async def asked(self, workspace: WorkspaceId, key: str) -> tuple[Place, Requester] | None:
        """Where and by whom the event of this key was asked, as far as it is answered or waits for that."""

    def connect(self, platform: Platform) -> None:
        """Let a platform's events be answered."""

    @property
    def channels(self) -> ReadsSettings:
        """What channels have chosen."""

    @property
    def suggestions(self) -> Suggests:
        """What members may be about to type."""


class Listener:
    """Turns events into calls of the desk. client: filled in by `make_client`."""

    client: discord.Client

    def __init__(self, desk: FrontDesk, config: DiscordConfig, clock: Callable[[], datetime]) -> None:
        self.desk = desk
        self.config = config
        self.clock = clock
        self.rooms = Rooms()
        self._busy: set[asyncio.Task[Any]] = set()

    async def settle(self) -> None:
        """Wait a little for events that are being stored."""
        if self._busy:
            await asyncio.wait(tuple(self._busy), timeout=GRACE_S)

    # ------------------------------------------------------------------ messages

    async def message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        self.rooms.note_message(message.channel.id)
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
            conversation=await earlier_turns(message, spot, me),
        )
        if event is None:
            return
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
            await self._take(event)

    async def deleted(self, number: int, channel: int, server: int | None) -> None:
        """A message was deleted; when it was a question to us, the desk knows where it was asked."""
        for workspace in await self._workspaces(channel, server):
            known = await self.desk.asked(workspace, str(number))
            if known is not None:
                place, requester = known
                await self._take(read_deletion(number, place, requester, now=self.clock()))

    async def _workspaces(self, channel: int, server: int | None) -> tuple[WorkspaceId, ...]:
        """Where a question asked in this channel may be kept; Discord tells of direct messages the channel alone."""
        if server is not None:
            return (server_workspace(server),)
        try:
            room = self.client.get_channel(channel) or await self.client.fetch_channel(channel)
        except discord.HTTPException:
            return ()
        member = room.recipient if isinstance(room, discord.DMChannel) else None
        if member is None:
            return ()
        home = self.config.home_server
        return (own_workspace(member.id), *((server_workspace(home),) if home is not None else ()))

    # ------------------------------------------------------------------ interactions

    async def command(
        self, interaction: discord.Interaction[Any], name: str, words: str, private: bool | None
    ) -> None:
        """A command or context menu was used: thank Discord before anything else."""
        busy = self.rooms.is_busy(interaction.channel_id or 0)
        alone = interaction.guild_id is not None and not interaction.is_guild_integration()
        alone = alone or (private if private is not None else interaction.guild_id is not None and busy)
        await defer(lambda: interaction.response.defer(thinking=True, ephemeral=alone))
        spot = await self._spot_of(interaction)
        event = read_command(
            interaction, spot, name, words, private=alone, now=self.clock(), zone=self.config.zone
        )
        await self._take(event, lambda told: _fill(interaction, told))

    async def press(self, interaction: discord.Interaction[Any], action: Action) -> None:
        """A button was pressed."""
        if action.kind is ActionKind.BAD:
            await defer(lambda: interaction.response.send_modal(reason_form(_pressed_id(interaction))))
            return
        way = Way.REPLY
        turns = action.kind in {ActionKind.SOURCES, ActionKind.PAGE} and _is_whole(interaction)
        if action.kind is ActionKind.SHARE or turns:
            way = Way.EDIT
        await self._pressed(interaction, action, way)

    async def form(self, interaction: discord.Interaction[Any]) -> None:
        """A form was sent: settings, or the reason why an answer is not right."""
        given = filled(cast(dict[str, Any], interaction.data or {}))
        settings = settings_form_of(_pressed_id(interaction))
        action = read_custom_id(_pressed_id(interaction))
        if settings is not None:
            await self._change_settings(interaction, settings, given)
        elif action is not None:
            await self._pressed(interaction, action, Way.REPLY, reason="".join(given.get("reason", ())))

    async def settings(self, interaction: discord.Interaction[Any], form: str) -> None:
        """The command for settings was used: open a form with what holds, or say that it cannot be had in time."""
        try:
            async with asyncio.timeout(SUGGEST_S):
                spot = await self._spot_of(interaction)
                chosen = await self.desk.channels.settings(spot.workspace, _place_at(spot))
        except (TimeoutError, BotError) as error:
            _log.info("no settings to show: %s", type(error).__name__)
            words = "The settings cannot be read just now. Please try again in a moment."
            await defer(lambda: interaction.response.send_message(words, ephemeral=True))
            return
        fields = form_of(form, chosen)
        await defer(lambda: interaction.response.send_modal(settings_form(form, fields)))

    async def _change_settings(
        self, interaction: discord.Interaction[Any], form: str, given: dict[str, tuple[str, ...]]
    ) -> None:
        await defer(lambda: interaction.response.defer(thinking=True, ephemeral=True))
        try:
            words = order_text(filled_in(form_of(form, ChannelSettings()), given))
        except InputError as error:
            await _fill(interaction, escape(str(error)))
            return
        spot = await self._spot_of(interaction)
        now, zone = self.clock(), self.config.zone
        event = read_command(interaction, spot, "settings", words, private=True, now=now, zone=zone)
        await self._take(event, lambda told: _fill(interaction, told))

    async def _pressed(
        self, interaction: discord.Interaction[Any], action: Action, way: Way, reason: str = ""
    ) -> None:
        if way is Way.REPLY:
            await defer(lambda: interaction.response.defer(thinking=True, ephemeral=True))
        else:
            await defer(lambda: interaction.response.defer())
        spot = await self._spot_of(interaction, home_of(_pressed_id(interaction)))
        event = read_press(
            interaction, spot, action, way, now=self.clock(), zone=self.config.zone, reason=reason
        )
        await self._take(event, lambda told: _whisper(interaction, told))

    async def suggest(
        self, interaction: discord.Interaction[Any], prefix: str, subjects: bool = False
    ) -> tuple[str, ...]:
        """Names for an option that is being typed, or all kinds of subjects; none when they cannot be had in time."""
        try:
            async with asyncio.timeout(SUGGEST_S):
                spot = await self._spot_of(interaction)
                user = requester_of(
                    interaction.user, spot, zone=self.config.zone, rights=interaction.permissions
                )
                if subjects:
                    return await self.desk.suggestions.subjects(user, _place_at(spot), prefix)
                return await self.desk.suggestions.names(user, prefix)
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
        if guild is not None or server is None or not await self.rooms.belongs(self.client, member, server):
            server = None
        return spot_of(channel, guild, member, home=server)

    async def _spot_of(self, interaction: discord.Interaction[Any], home: int | None = None) -> Spot:
        guild = interaction.guild if interaction.is_guild_integration() else None
        return await self._spot(interaction.channel, guild, interaction.user.id, home)

    def _me(self) -> int:
        return self.client.user.id if self.client.user is not None else 0


def _place_at(spot: Spot) -> Place:
    return Place(platform=PLATFORM, workspace=spot.workspace, channel=ChannelId(spot.channel))


async def defer(thank: Callable[[], Awaitable[Any]]) -> None:
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


def _is_whole(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message that holds the pressed button is the first part of its post, and so can be drawn anew."""
    message = interaction.message
    if message is None or not message.components or not message.flags.components_v2:
        return False
    number = getattr(message.components[0], "id", None)
    return isinstance(number, int) and part_of(number) == 1
