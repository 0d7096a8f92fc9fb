"""Turns what Discord tells us into events for the desk. Pure: looks at the library's objects and asks nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import discord

from adapters.discord.tickets import LIFE, Ticket, Way, write_ticket
from bot.desk.orders import quoted_name
from bot.model.chat import Action, Incoming, IncomingKind, Place, Requester, Turn
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope

PLATFORM = "discord"
MAX_MESSAGE_CHARS = 4_000  # of a member with the longest messages that Discord sells
MAX_THREAD_NAME_CHARS = 100
LONG = 3  # so many earlier questions make a conversation long: it goes on in a thread
URL = re.compile(r"https?://[^\s<>|]{4,2000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in Discord something happened.

    audience: the private channel or thread, None where everybody in the server may look. alone: we are there only
    for the member who installed us, and what we say is for them alone. direct: a direct message with us.
    """

    workspace: WorkspaceId
    channel: str
    thread: str | None = None
    audience: ChannelId | None = None
    alone: bool = False
    direct: bool = False


def server_workspace(server: int) -> WorkspaceId:
    """The workspace of a Discord server."""
    return WorkspaceId(f"discord-{server}")


def server_of(workspace: WorkspaceId) -> int | None:
    """The server of a workspace, or None when it is a member's own."""
    number = workspace.removeprefix("discord-")
    return int(number) if number.isdigit() else None


def own_workspace(member: int) -> WorkspaceId:
    """The workspace of one member's direct messages, which holds nothing of any server."""
    return WorkspaceId(f"discord-member-{member}")


def spot_of(channel: Any, guild: discord.Guild | None, member: int, *, home: int | None = None) -> Spot:
    """Where `channel` is.

    guild: the server when we are a member of it; None for direct messages and for servers where only this member
    installed us. home: the server whose articles the member may see in direct messages, once that was checked.
    """
    number = str(getattr(channel, "id", 0))
    if guild is None:
        direct = isinstance(channel, discord.DMChannel) or getattr(channel, "type", None) in {
            discord.ChannelType.private
        }
        workspace = server_workspace(home) if home is not None and direct else own_workspace(member)
        return Spot(workspace=workspace, channel=number, alone=not direct, direct=direct)
    workspace = server_workspace(guild.id)
    parent = getattr(channel, "parent_id", None) if isinstance(channel, discord.Thread) else None
    if parent is None:
        audience = None if _open_to_all(channel, guild) else ChannelId(number)
        return Spot(workspace=workspace, channel=number, audience=audience)
    audience = ChannelId(number)
    if not channel.is_private():
        audience = None if _open_to_all(guild.get_channel(parent), guild) else ChannelId(str(parent))
        return Spot(workspace=workspace, channel=str(parent), thread=number, audience=audience)
    return Spot(workspace=workspace, channel=str(parent), thread=number, audience=audience)


def read_message(
    message: discord.Message,
    spot: Spot,
    *,
    me: int,
    now: datetime,
    zone: str,
    content: bool = False,
    conversation: tuple[Turn, ...] = (),
) -> Incoming | None:
    """A message to us, or None when it is for others.

    content: Discord lets us read messages that do not mention us. Messages of bots and of the system are not for us.
    conversation: the questions before it; many of them move it into a thread.
    """
    if message.author.bot or message.webhook_id is not None or not _is_talk(message):
        return None
    words = without_mention(message.content, me)[:MAX_MESSAGE_CHARS]
    event = Incoming(
        key=str(message.id),
        kind=IncomingKind.MESSAGE,
        place=_place_of(message, spot, thread=_thread_name(message, spot, words, conversation)),
        requester=requester_of(message.author, spot, zone=zone),
        received=now,
        text=words,
        conversation=conversation,
    )
    if is_for_us(message, spot, me=me, content=content):
        return event
    url = URL.search(words) if content and not spot.direct else None
    if url is not None:
        return replace(event, kind=IncomingKind.LINK, text=url.group())
    if (
        is_our_thread(message, me) and not message.content
    ):  # its words are kept from us: say so, once in each thread
        return replace(event, key=f"{message.channel.id}:hidden")
    return None


def _thread_name(
    message: discord.Message, spot: Spot, words: str, conversation: tuple[Turn, ...]
) -> str | None:
    """What the thread for a long conversation is called, or None when it stays where it is."""
    if (
        len(conversation) < LONG
        or spot.thread is not None
        or not isinstance(message.channel, discord.TextChannel)
    ):
        return None
    return " ".join(words.split())[:MAX_THREAD_NAME_CHARS] or "Dateline"


def read_edit(
    message: discord.Message, spot: Spot, *, me: int, now: datetime, zone: str, content: bool = False
) -> Incoming | None:
    """A message to us that its author changed, or None."""
    if message.author.bot or message.edited_at is None or not message.content:
        return None
    if not is_for_us(message, spot, me=me, content=content):
        return None
    place, requester = _place_of(message, spot), requester_of(message.author, spot, zone=zone)
    return Incoming(
        key=f"{message.id}:edited:{message.edited_at.timestamp():.3f}",
        kind=IncomingKind.EDITED,
        place=place,
        requester=requester,
        received=now,
        text=without_mention(message.content, me)[:MAX_MESSAGE_CHARS],
        reference=str(message.id),
    )


def read_deletion(message: int, place: Place, requester: Requester, *, now: datetime) -> Incoming:
    """That a question was deleted."""
    return Incoming(
        key=f"{message}:deleted",
        kind=IncomingKind.DELETED,
        place=place,
        requester=requester,
        received=now,
        reference=str(message),
    )


def read_command(
    interaction: discord.Interaction[Any],
    spot: Spot,
    name: str,
    text: str,
    *,
    private: bool,
    now: datetime,
    zone: str,
) -> Incoming:
    """A slash command or a context menu, already deferred. private: the reply is for the member alone."""
    return Incoming(
        key=str(interaction.id),
        kind=IncomingKind.COMMAND,
        place=_place_of_interaction(interaction, spot, Way.REPLY, private=private),
        requester=requester_of(interaction.user, spot, zone=zone, rights=interaction.permissions),
        received=now,
        text=text[: 2 * MAX_MESSAGE_CHARS],
        command=name,
    )


def read_press(
    interaction: discord.Interaction[Any],
    spot: Spot,
    action: Action,
    way: Way,
    *,
    now: datetime,
    zone: str,
    reason: str = "",
) -> Incoming:
    """A button that was pressed. way: how it was deferred. reason: what was typed into the form it opened."""
    message = interaction.message
    return Incoming(
        key=str(interaction.id),
        kind=IncomingKind.ACTION,
        place=_place_of_interaction(interaction, spot, way, private=way is Way.REPLY),
        requester=requester_of(interaction.user, spot, zone=zone, rights=interaction.permissions),
        received=now,
        text=reason,
        action=action,
        reference=f"{message.channel.id}:{message.id}" if message is not None else None,
    )


def requester_of(
    user: discord.abc.User, spot: Spot, *, zone: str, rights: discord.Permissions | None = None
) -> Requester:
    """The member with what they may see at this spot. rights: theirs in the channel, when Discord told them."""
    known = rights if rights is not None else getattr(user, "guild_permissions", None)
    own = spot.workspace == own_workspace(user.id)
    admin = own or (not spot.direct and known is not None and known.manage_guild)
    scope = Scope(workspace=spot.workspace, channel=spot.audience)
    roles = tuple(str(role.id) for role in getattr(user, "roles", ())) if not spot.direct else ()
    return Requester(member=MemberId(str(user.id)), scope=scope, zone=zone, admin=admin, roles=roles)


def is_for_us(message: discord.Message, spot: Spot, *, me: int, content: bool) -> bool:
    """Whether a message speaks to us: directly, by mention, as a reply to us, or in a thread we opened.

    A mention of a role or of everyone does not. Without `content` a thread's messages arrive empty and are left alone.
    """
    if spot.direct or any(user.id == me for user in message.mentions):
        return True
    answered = message.reference.resolved if message.reference else None
    if isinstance(answered, discord.Message) and answered.author.id == me:
        return True
    return is_our_thread(message, me) and content


def is_our_thread(message: discord.Message, me: int) -> bool:
    """Whether a message stands in a thread that we opened."""
    return isinstance(message.channel, discord.Thread) and message.channel.owner_id == me


def without_mention(words: str, me: int) -> str:
    """What a message says beside naming us."""
    return re.sub(rf"<@!?{me}>", " ", words).strip()


def words_of(options: Mapping[str, Any]) -> str:
    """The options of a command as the words that the desk reads: names first, then days."""
    names = [str(options[name]) for name in ("who", "and_who", "about", "what") if options.get(name)]
    parts = [", ".join(names)] if names else []
    parts += [f"{name} {options[name]}" for name in ("since", "until") if options.get(name)]
    return " ".join(parts)


def digest_words(options: Mapping[str, Any]) -> str:
    """The options of /digest as the words that the desk reads."""
    action = str(options.get("action") or "show")
    if action == "show":
        return " ".join([action, *([str(options["day"])] if options.get("day") else [])])
    if action not in {"on", "change"}:
        return action
    before = {"time": "", "zone": "", "days": "", "length": "length ", "empty": "empty ", "topics": "about "}
    return " ".join(
        [action, *(f"{said}{options[name]}" for name, said in before.items() if options.get(name))]
    )


def watch_words(options: Mapping[str, Any]) -> str:
    """The options of /watch as the words that the desk reads."""
    action = str(options.get("action") or "list")
    if action == "list":
        return action
    only = ["deadlines"] if options.get("deadlines") else []
    told = ["in digest"] if action == "add" and options.get("told") == "in the digest" else []
    names = ", ".join(quoted_name(str(options[name])) for name in ("who", "and_who") if options.get(name))
    return " ".join(word for word in (action, *only, names, *told) if word)


def order_words(options: Mapping[str, Any]) -> str:
    """The options of a command with an action and what it is about, as the words that the desk reads."""
    return " ".join(str(options[name]) for name in ("action", "what") if options.get(name))


def correct_words(options: Mapping[str, Any]) -> str:
    """The options of /correct as the words that the desk reads."""
    words = [str(options[name]) for name in ("action", "what", "slot", "value") if options.get(name)]
    return " ".join(words) + (f" because {options['reason']}" if options.get("reason") else "")


def _place_of(message: discord.Message, spot: Spot, *, thread: str | None = None) -> Place:
    way = Way.MESSAGE if thread is None else Way.THREAD
    return Place(
        platform=PLATFORM,
        workspace=spot.workspace,
        channel=ChannelId(spot.channel),
        thread=spot.thread,
        ticket=write_ticket(Ticket(way=way, value=str(message.id), name=thread or "")),
    )


def _place_of_interaction(
    interaction: discord.Interaction[Any], spot: Spot, way: Way, *, private: bool
) -> Place:
    ticket = Ticket(way=way, value=interaction.token, expires=interaction.created_at + LIFE)
    return Place(
        platform=PLATFORM,
        workspace=spot.workspace,
        channel=ChannelId(spot.channel),
        thread=spot.thread,
        only_for=MemberId(str(interaction.user.id)) if private or spot.alone else None,
        ticket=write_ticket(ticket),
    )


def _open_to_all(channel: Any, guild: discord.Guild) -> bool:
    """Whether every member of the server may look; what cannot be told counts as private."""
    everyone = guild.default_role
    if channel is None or everyone is None or not hasattr(channel, "permissions_for"):
        return False
    try:
        return bool(channel.permissions_for(everyone).view_channel)
    except discord.ClientException:
        return False


def _is_talk(message: discord.Message) -> bool:
    return message.type in {discord.MessageType.default, discord.MessageType.reply}
