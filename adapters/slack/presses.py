"""Commands, buttons, shortcuts and modals of Slack as what happened."""

from __future__ import annotations

import html
import json

from adapters.slack.blocks import FEEDBACK, PREFIX
from adapters.slack.messages import LINK, plain_words
from adapters.slack.origins import (
    PLATFORM,
    Given,
    Payload,
    at,
    origin_of,
    origin_of_command,
    place_of,
    requester_of,
    without_channel,
)
from adapters.slack.render import earlier_parts
from adapters.slack.settings import settings_order
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Place
from bot.model.ids import ChannelId, MemberId

ASK_VIEW, REASON_VIEW = "dateline_ask", "dateline_reason"
SHORTCUTS = {"dateline_brief": "brief", "dateline_verify": "verify"}
COMMANDS = ("brief", "met", "deadlines", "verify", "digest", "watch", "feeds", "calendar", "changes", "log")


def read_command(body: Payload, given: Given) -> Incoming:
    """A slash command."""
    origin = origin_of_command(body)
    return Incoming(
        key=f"command:{body['trigger_id']}",
        kind=IncomingKind.COMMAND,
        place=place_of(origin, only_for=origin.member, ticket=body.get("response_url")),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=plain_words(str(body.get("text") or "")),
        command=str(body["command"]).lstrip("/").casefold(),
    )


def read_press(body: Payload, given: Given) -> Incoming | None:
    """A press of one of our buttons; "not right" opens a form first, which brings it along when it is sent or closed."""
    pressed = body["actions"][0]
    action = action_of(pressed)
    origin = origin_of(body)
    if action is None or action.kind is ActionKind.BAD or not origin.channel or not origin.member:
        return None
    container = body.get("container") or {}
    ts = str(container.get("message_ts") or at(body, "message", "ts") or "")
    thread = container.get("thread_ts") or at(body, "message", "thread_ts")
    private = bool(container.get("is_ephemeral"))
    place = place_of(
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
        return Action(kind=ActionKind(name), label=str(at(pressed, "text", "text") or name)[:75], value=value)
    except ValueError:
        return None


def read_shortcut(body: Payload, given: Given) -> Incoming | None:
    """ "Brief this" or "Verify this" on a message."""
    command = SHORTCUTS.get(str(body.get("callback_id")))
    message, origin = body["message"], origin_of(body)
    if command is None or not origin.channel or not origin.member:
        return None
    raw = str(message.get("text") or "")
    link = LINK.search(raw) if command == "brief" else None
    return Incoming(
        key=f"shortcut:{origin.channel}:{message['ts']}:{command}:{origin.member}:{body['action_ts']}",
        kind=IncomingKind.COMMAND,
        place=place_of(origin, only_for=origin.member, ticket=body.get("response_url")),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=html.unescape(link[1]) if link else plain_words(raw),
        command=command,
    )


def read_view(body: Payload, given: Given) -> Incoming | None:
    """A modal that was sent off, or closed."""
    sent = body["type"] == "view_submission"
    match body["view"].get("callback_id"):
        case "dateline_ask" if sent:
            return _asked(body, given)
        case "dateline_reason":
            return _rated(body, given, sent=sent)
        case "dateline_settings" if sent:
            return _settings(body, given)
        case _:
            return None


def _settings(body: Payload, given: Given) -> Incoming | None:
    """A channel's settings, as an order given in that channel by one member and answered to them alone."""
    origin = origin_of(body)
    channel, words = settings_order(body)
    if not origin.member:
        return None
    member = MemberId(origin.member)
    return Incoming(
        key=f"view:{body['view']['id']}",
        kind=IncomingKind.COMMAND,
        place=Place(
            platform=PLATFORM, workspace=origin.workspace, channel=ChannelId(channel), only_for=member
        ),
        requester=requester_of(without_channel(origin), given.channel, given.member),
        received=given.received,
        text=words,
        command="settings",
    )


def _rated(body: Payload, given: Given, *, sent: bool) -> Incoming | None:
    """What is not right about an answer: with the reason that was typed, or without one when the form was closed."""
    view, origin = body["view"], origin_of(body)
    pressed = json.loads(str(view["private_metadata"]))
    if not origin.member:
        return None
    typed = at(view, "state", "values", "reason", "words", "value") if sent else ""
    member = MemberId(origin.member)
    return Incoming(
        key=f"view:{view['id']}",
        kind=IncomingKind.ACTION,
        place=Place(
            platform=PLATFORM,
            workspace=origin.workspace,
            channel=ChannelId(str(pressed["channel"])),
            thread=pressed.get("thread"),
            only_for=member,
            ticket=pressed.get("ticket"),
        ),
        requester=requester_of(without_channel(origin), given.channel, given.member),
        received=given.received,
        text=str(typed or ""),
        action=Action(kind=ActionKind.BAD, label="Not right", value=str(pressed["post"])),
    )


def pressed_bad(body: Payload) -> dict[str, str] | None:
    """What a form about an answer that is not right has to remember of the press; None for every other press."""
    action, origin = action_of(body["actions"][0]), origin_of(body)
    if action is None or action.kind is not ActionKind.BAD or not origin.channel:
        return None
    thread = at(body, "container", "thread_ts") or at(body, "message", "thread_ts")
    told = {
        "post": action.value,
        "channel": origin.channel,
        "thread": thread,
        "ticket": body.get("response_url"),
    }
    return {name: str(value) for name, value in told.items() if value}


def _asked(body: Payload, given: Given) -> Incoming | None:
    """The modal in which a question was written; the answer goes where the member chose, else to their messages."""
    view = body["view"]
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
        requester=requester_of(without_channel(origin), given.channel, given.member),
        received=given.received,
        text=text,
        command="ask",
    )
