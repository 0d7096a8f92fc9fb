"""Turns what Slack sends into what happened: pure functions from a payload to an `Incoming`, or None for what is not for us.

What a payload does not hold is given: who the member is, whether a channel is private, whether we take part in a thread.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.slack.render import FEEDBACK, PREFIX, earlier_parts
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Place, Requester, Turn
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope

Payload = Mapping[str, Any]

PLATFORM = "slack"
ASK_VIEW = "dateline_ask"
SHORTCUTS = {"dateline_brief": "brief", "dateline_verify": "verify"}
COMMANDS = ("brief", "met", "deadlines", "verify", "digest")

_READ_SUBTYPES = {None, "thread_broadcast", "file_share"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What we know of a member beyond the payload."""

    zone: str = "UTC"
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What we know of a channel. shared: people of other organisations are in it. direct: a conversation with us.

    The defaults are for a channel we could not learn about: its answers stay as narrow as they can be.
    """

    private: bool = True
    shared: bool = True
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a payload comes from: our installation, the channel and the member, each by Slack's id.

    enterprise, team: of the installation, not of the member (`authorizations[0]` of an event). org: installed on a
    whole Enterprise Grid organisation. bot: our user id there, when the payload tells. foreign: the member belongs to
    another organisation. private, direct, shared: None when the payload does not tell.
    """

    enterprise: str | None
    team: str | None
    org: bool
    channel: str | None
    member: str | None
    bot: str | None = None
    foreign: bool = False
    private: bool | None = None
    direct: bool | None = None
    shared: bool | None = None

    @property
    def workspace(self) -> WorkspaceId:
        """The tenant that everything belongs to; `installation_of` gives the ids back."""
        if self.org and self.enterprise:
            return WorkspaceId(self.enterprise)
        if self.enterprise and self.team:
            return WorkspaceId(f"{self.enterprise}.{self.team}")
        return WorkspaceId(self.team or self.enterprise or "")


def installation_of(workspace: WorkspaceId) -> tuple[str | None, str | None, bool]:
    """Enterprise, team, and whether the whole organisation installed us: what `Origin.workspace` was made of."""
    first, _, second = workspace.partition(".")
    if second:
        return first, second, False
    return (first, None, True) if first.startswith("E") else (None, first, False)


def origin_of(body: Payload) -> Origin:
    """Where any payload of Slack comes from."""
    if isinstance(body.get("event"), Mapping):
        return _event_origin(body)
    enterprise, team = _id(body, "enterprise"), _id(body, "team")
    user = body.get("user")
    view = body.get("view")
    if team is None and isinstance(user, Mapping):
        team = user.get("team_id")
    if isinstance(view, Mapping) and view.get("app_installed_team_id"):
        team = view["app_installed_team_id"]
    if enterprise is None and isinstance(body.get("team"), Mapping):
        enterprise = body["team"].get("enterprise_id")
    channel = _id(body, "channel") or _at(body, "container", "channel_id")
    name = body.get("channel_name") or _at(body, "channel", "name")
    home = _at(body, "user", "team_id")
    return Origin(
        enterprise=enterprise,
        team=team,
        org=str(body.get("is_enterprise_install")).lower() == "true",
        channel=channel,
        member=_id(body, "user"),
        foreign=bool(home and team and home != team),
        private=True if name in {"privategroup", "directmessage"} else None,
        direct=True if name == "directmessage" or str(channel).startswith("D") else None,
    )


def _event_origin(body: Payload) -> Origin:
    event = body["event"]
    authorizations = body.get("authorizations")
    ours: Payload = authorizations[0] if isinstance(authorizations, list) and authorizations else body
    enterprise, team = ours.get("enterprise_id"), ours.get("team_id")
    message = _changed(event)
    home = message.get("user_team") or message.get("team") or event.get("user_team") or event.get("team")
    shared = bool(body.get("is_ext_shared_channel"))
    kind = event.get("channel_type")
    channel = event.get("channel")
    item = channel if isinstance(channel, str) else _at(event, "channel", "id")
    direct = kind in {"im", "app_home"} or str(item).startswith("D")
    return Origin(
        enterprise=enterprise,
        team=team,
        org=bool(ours.get("is_enterprise_install")),
        channel=item,
        member=message.get("user") or event.get("user"),
        bot=ours.get("user_id") if ours.get("is_bot") else None,
        foreign=shared and home not in {team, enterprise} - {None},
        private=None if kind is None and not direct else kind in {"group", "mpim"},
        direct=direct or (None if kind is None else False),
        shared=shared,
    )


def scope_of(origin: Origin, channel: Channel) -> Scope:
    """What may be shown there: in a private channel also its own articles, in a shared one nothing but those."""
    direct = channel.direct if origin.direct is None else origin.direct
    if direct or origin.channel is None:
        return Scope(workspace=origin.workspace)
    place = ChannelId(origin.channel)
    if origin.foreign or (channel.shared if origin.shared is None else origin.shared):
        return Scope(workspace=origin.workspace, channel=place, channel_only=True)
    private = channel.private if origin.private is None else origin.private
    return Scope(workspace=origin.workspace, channel=place if private else None)


def requester_of(origin: Origin, channel: Channel, member: Member) -> Requester:
    """Who asks and what may be shown to them; people of other organisations are never admins."""
    return Requester(
        member=MemberId(origin.member or ""),
        scope=scope_of(origin, channel),
        zone=member.zone,
        admin=member.admin and not origin.foreign,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What `translate` is told beside the payload. joined: we take part in the message's thread."""

    received: datetime
    member: Member = Member()
    channel: Channel = Channel()
    joined: bool = False
    conversation: tuple[Turn, ...] = ()


def translate(body: Payload, given: Given) -> Incoming | None:
    """What happened, or None when nothing is to be answered. Never raises for a payload of odd shape."""
    try:
        match body.get("type"):
            case "event_callback":
                return _event(body, given)
            case "block_actions":
                return _press(body, given)
            case "message_action":
                return _shortcut(body, given)
            case "view_submission":
                return _submitted(body, given)
            case _ if str(body.get("command", "")).startswith("/"):
                return _command(body, given)
            case _:
                return None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        return None


# ---------------------------------------------------------------------- messages


def thread_of(body: Payload) -> tuple[str, str] | None:
    """Channel and thread of a message in a thread that does not mention us and whose thread is not ours by its parent."""
    event = body.get("event")
    if not isinstance(event, Mapping) or event.get("type") != "message" or not event.get("thread_ts"):
        return None
    if event.get("subtype") not in _READ_SUBTYPES or event.get("bot_id"):
        return None
    return str(event.get("channel")), str(event["thread_ts"])


def mentions_us(body: Payload) -> bool:
    """Whether an event is a message that names us."""
    event = body.get("event") or {}
    bot = origin_of(body).bot
    return event.get("type") == "app_mention" or bool(bot and f"<@{bot}" in str(event.get("text", "")))


def key_of(channel: str, ts: str) -> str:
    """What names a message: the same however often and in whatever wrapping Slack sends it."""
    return f"{channel}:{ts}"


def _event(body: Payload, given: Given) -> Incoming | None:
    event = body["event"]
    match event.get("type"), event.get("subtype"):
        case "link_shared", _:
            return _link_shared(body, given)
        case "message", "message_changed":
            return _edited(body, given)
        case "message", "message_deleted":
            return _deleted(body, given)
        case (("message" | "app_mention"), subtype) if subtype in _READ_SUBTYPES:
            return _message(body, given)
        case _:
            return None


def _message(body: Payload, given: Given) -> Incoming | None:
    event, origin = body["event"], origin_of(body)
    if event.get("bot_id") or event.get("bot_profile") or not origin.member or not origin.channel:
        return None
    if origin.bot is not None and origin.member == origin.bot:
        return None
    raw = str(event.get("text") or "")
    mentioned = mentions_us(body)
    ours = event.get("parent_user_id") is not None and event.get("parent_user_id") == origin.bot
    followed = (given.joined or ours) and bool(event.get("thread_ts")) and not _MENTION_FIRST.match(raw)
    direct = given.channel.direct if origin.direct is None else origin.direct
    if not (mentioned or direct or followed):
        return _link_in(body, raw, given)
    place = _place(origin, thread=str(event.get("thread_ts") or event["ts"]))
    return Incoming(
        key=key_of(origin.channel, str(event["ts"])),
        kind=IncomingKind.MESSAGE,
        place=place,
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=plain_words(raw, bot=origin.bot),
        conversation=given.conversation,
    )


_MENTION_FIRST = re.compile(r"\s*<@[UW]\w+")
_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")


def _link_in(body: Payload, raw: str, given: Given) -> Incoming | None:
    """The first address in a message that is not to us."""
    found = _LINK.search(raw)
    return _link(body, html.unescape(found[1]), str(body["event"]["ts"]), given) if found else None


def _link_shared(body: Payload, given: Given) -> Incoming | None:
    event = body["event"]
    links = [str(link.get("url", "")) for link in event.get("links", []) if isinstance(link, Mapping)]
    if not links or event.get("source") == "composer" or event.get("is_bot_user_member") is False:
        return None
    return _link(body, links[0], str(event["message_ts"]), given)


def _link(body: Payload, url: str, ts: str, given: Given) -> Incoming | None:
    origin = origin_of(body)
    if not origin.channel or not origin.member or not url.startswith(("https://", "http://")):
        return None
    thread = body["event"].get("thread_ts")
    return Incoming(
        key=key_of(origin.channel, ts) + ":link",
        kind=IncomingKind.LINK,
        place=_place(origin, thread=str(thread) if thread else None, only_for=origin.member),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=url,
    )


def _changed(event: Payload) -> Payload:
    """The message that an event about an edit or a deletion is about; the event itself otherwise."""
    for name in ("message", "previous_message"):
        if isinstance(event.get(name), Mapping):
            inner: Payload = event[name]
            return inner
    return event


def _edited(body: Payload, given: Given) -> Incoming | None:
    """A member's change of words; Slack's own changes (unfurled links, replies counted) are none."""
    event, origin = body["event"], origin_of(body)
    now, before = event["message"], event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":
        return _deleted(body, given)
    if now.get("bot_id") or not now.get("edited") or now.get("text") == before.get("text"):
        return None
    if not origin.channel or not origin.member:
        return None
    key = key_of(origin.channel, str(now["ts"]))
    return Incoming(
        key=f"{key}:edited:{now['edited'].get('ts')}",
        kind=IncomingKind.EDITED,
        place=_place(origin, thread=str(now.get("thread_ts") or now["ts"])),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=plain_words(str(now.get("text") or ""), bot=origin.bot),
        reference=key,
    )


def _deleted(body: Payload, given: Given) -> Incoming | None:
    event, origin = body["event"], origin_of(body)
    before = event.get("previous_message") or {}
    ts = event.get("deleted_ts") or before.get("ts") or _at(event, "message", "ts")
    if not ts or not origin.channel or before.get("bot_id"):
        return None
    key = key_of(origin.channel, str(ts))
    return Incoming(
        key=f"{key}:deleted",
        kind=IncomingKind.DELETED,
        place=_place(origin, thread=str(before.get("thread_ts") or ts)),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        reference=key,
    )


# ---------------------------------------------------------------------- commands, buttons, shortcuts, modals


def _command(body: Payload, given: Given) -> Incoming:
    origin = origin_of_command(body)
    return Incoming(
        key=f"command:{body['trigger_id']}",
        kind=IncomingKind.COMMAND,
        place=_place(origin, only_for=origin.member, ticket=body.get("response_url")),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=plain_words(str(body.get("text") or "")),
        command=str(body["command"]).lstrip("/").casefold(),
    )


def origin_of_command(body: Payload) -> Origin:
    """Where a slash command comes from; its ids stand flat in the form."""
    name = body.get("channel_name")
    return Origin(
        enterprise=body.get("enterprise_id") or None,
        team=body.get("team_id"),
        org=str(body.get("is_enterprise_install")).lower() == "true",
        channel=body.get("channel_id"),
        member=body.get("user_id"),
        private=True if name == "privategroup" else None,
        direct=True if name == "directmessage" else None,
    )


def _press(body: Payload, given: Given) -> Incoming | None:
    pressed = body["actions"][0]
    action = action_of(pressed)
    origin = origin_of(body)
    if action is None or not origin.channel or not origin.member:
        return None
    container = body.get("container") or {}
    ts = str(container.get("message_ts") or _at(body, "message", "ts") or "")
    thread = container.get("thread_ts") or _at(body, "message", "thread_ts")
    private = bool(container.get("is_ephemeral"))
    place = _place(
        origin,
        thread=str(thread) if thread else None,
        only_for=origin.member if private else None,
        ticket=body.get("response_url"),
    )
    return Incoming(
        key=f"press:{origin.channel}:{ts}:{pressed['action_id']}:{origin.member}:{pressed['action_ts']}",
        kind=IncomingKind.ACTION,
        place=place,
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        action=action,
        reference=",".join([*earlier_parts(str(pressed.get("block_id", ""))), ts]) if ts else None,
    )


def action_of(pressed: Payload) -> Action | None:
    """The button of ours that was pressed, or None when it is not one."""
    prefix, _, rest = str(pressed.get("action_id", "")).partition(":")
    name, value = rest.partition(":")[0], str(pressed.get("value", ""))
    if prefix != PREFIX:
        return None
    if name == FEEDBACK:
        name, _, value = value.partition(":")
    try:
        return Action(
            kind=ActionKind(name), label=str(_at(pressed, "text", "text") or name)[:75], value=value
        )
    except ValueError:
        return None


def _shortcut(body: Payload, given: Given) -> Incoming | None:
    command = SHORTCUTS.get(str(body.get("callback_id")))
    message, origin = body["message"], origin_of(body)
    if command is None or not origin.channel or not origin.member:
        return None
    raw = str(message.get("text") or "")
    link = _LINK.search(raw) if command == "brief" else None
    return Incoming(
        key=f"shortcut:{origin.channel}:{message['ts']}:{command}:{origin.member}:{body['action_ts']}",
        kind=IncomingKind.COMMAND,
        place=_place(origin, only_for=origin.member, ticket=body.get("response_url")),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=html.unescape(link[1]) if link else plain_words(raw),
        command=command,
    )


def _submitted(body: Payload, given: Given) -> Incoming | None:
    """The modal in which a question was written; the answer goes where the member chose, else to their messages."""
    view = body["view"]
    if view.get("callback_id") != ASK_VIEW:
        return None
    text = str(view["state"]["values"]["question"]["words"].get("value") or "").strip()
    addresses = body.get("response_urls") or [{}]
    origin = origin_of(body)
    channel = addresses[0].get("channel_id") or origin.member
    if not text or not origin.member or not channel:
        return None
    return Incoming(
        key=f"view:{view['id']}",
        kind=IncomingKind.COMMAND,
        place=Place(
            platform=PLATFORM,
            workspace=origin.workspace,
            channel=ChannelId(channel),
            only_for=MemberId(origin.member),
            ticket=addresses[0].get("response_url"),
        ),
        requester=requester_of(_without_channel(origin), given.channel, given.member),
        received=given.received,
        text=text,
        command="ask",
    )


def _without_channel(origin: Origin) -> Origin:
    """The same, asked from nowhere in particular, and so about what the whole workspace may see."""
    return Origin(
        enterprise=origin.enterprise,
        team=origin.team,
        org=origin.org,
        channel=None,
        member=origin.member,
        foreign=origin.foreign,
    )


# ---------------------------------------------------------------------- words and ids


def plain_words(raw: str, *, bot: str | None = None) -> str:
    """A member's message as they wrote it: our name taken out, links and names as words, entities turned back."""
    text = re.sub(rf"<@{re.escape(bot)}(?:\|[^>]*)?>", " ", raw) if bot else _ANY_MENTION_FIRST.sub("", raw)
    text = re.sub(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>", r"\1", text)
    text = re.sub(r"<mailto:[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<[@#!][^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<[@#!][^>]*>", " ", text)
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return "\n".join(lines).strip()


_ANY_MENTION_FIRST = re.compile(r"^\s*<@[UW]\w+(?:\|[^>]*)?>")


def _place(
    origin: Origin, *, thread: str | None = None, only_for: str | None = None, ticket: Any = None
) -> Place:
    return Place(
        platform=PLATFORM,
        workspace=origin.workspace,
        channel=ChannelId(origin.channel or ""),
        thread=thread,
        only_for=MemberId(only_for) if only_for else None,
        ticket=str(ticket) if ticket else None,
    )


def _id(body: Payload, name: str) -> str | None:
    """The id of a thing that a payload gives as an object, a string, or flat as `<name>_id`."""
    value = body.get(name)
    found = value.get("id") if isinstance(value, Mapping) else value
    return str(found or body.get(f"{name}_id") or "") or None


def _at(body: Payload, *path: str) -> Any:
    value: Any = body
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value
