"""Where a payload of Slack comes from, who sent it, and what may be shown there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.model.chat import Place, Requester, Turn
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope

Payload = Mapping[str, Any]

PLATFORM = "slack"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What `translate` is told beside the payload. joined: we take part in the message's thread."""

    received: datetime
    member: Member = Member()
    channel: Channel = Channel()
    joined: bool = False
    conversation: tuple[Turn, ...] = ()


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
    enterprise, team = id_in(body, "enterprise"), id_in(body, "team")
    user = body.get("user")
    view = body.get("view")
    if team is None and isinstance(user, Mapping):
        team = user.get("team_id")
    if isinstance(view, Mapping) and view.get("app_installed_team_id"):
        team = view["app_installed_team_id"]
    if enterprise is None and isinstance(body.get("team"), Mapping):
        enterprise = body["team"].get("enterprise_id")
    channel = id_in(body, "channel") or at(body, "container", "channel_id")
    name = body.get("channel_name") or at(body, "channel", "name")
    home = at(body, "user", "team_id")
    return Origin(
        enterprise=enterprise,
        team=team,
        org=str(body.get("is_enterprise_install")).lower() == "true",
        channel=channel,
        member=id_in(body, "user"),
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
    item = channel if isinstance(channel, str) else at(event, "channel", "id")
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
    """Who asks and what may be shown to them; people of other organisations are never admins.

    Slack tells no groups of members: a channel's settings name the members themselves, so each is a role of their own.
    """
    return Requester(
        member=MemberId(origin.member or ""),
        scope=scope_of(origin, channel),
        zone=member.zone,
        admin=member.admin and not origin.foreign,
        roles=(origin.member,) if origin.member and not origin.foreign else (),
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


def without_channel(origin: Origin) -> Origin:
    """The same, asked from nowhere in particular, and so about what the whole workspace may see."""
    return replace(origin, bot=None, channel=None, private=None, direct=None, shared=None)


def place_of(
    origin: Origin, *, thread: str | None = None, only_for: str | None = None, ticket: Any = None
) -> Place:
    """Where an answer goes."""
    return Place(
        platform=PLATFORM,
        workspace=origin.workspace,
        channel=ChannelId(origin.channel or ""),
        thread=thread,
        only_for=MemberId(only_for) if only_for else None,
        ticket=str(ticket) if ticket else None,
    )


def id_in(body: Payload, name: str) -> str | None:
    """The id of a thing that a payload gives as an object, a string, or flat as `<name>_id`."""
    value = body.get(name)
    found = value.get("id") if isinstance(value, Mapping) else value
    return str(found or body.get(f"{name}_id") or "") or None


def at(body: Payload, *path: str) -> Any:
    """What stands at a path into a payload, or None."""
    value: Any = body
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def _changed(event: Payload) -> Payload:
    """The message that an event about an edit or a deletion is about; the event itself otherwise."""
    for name in ("message", "previous_message"):
        if isinstance(event.get(name), Mapping):
            inner: Payload = event[name]
            return inner
    return event
