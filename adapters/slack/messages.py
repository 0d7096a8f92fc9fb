"""Messages of Slack, their edits and deletions, and links in them, as what happened."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from adapters.slack.origins import Given, Payload, at, origin_of, place_of, requester_of
from bot.model.chat import Incoming, IncomingKind

_READ_SUBTYPES = {None, "thread_broadcast", "file_share"}


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


def read_event(body: Payload, given: Given) -> Incoming | None:
    """A message, an edit, a deletion or a shared link; None for everything else."""
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
    place = place_of(origin, thread=str(event.get("thread_ts") or event["ts"]))
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
LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")


def _link_in(body: Payload, raw: str, given: Given) -> Incoming | None:
    """The first address in a message that is not to us."""
    found = LINK.search(raw)
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
        place=place_of(origin, thread=str(thread) if thread else None, only_for=origin.member),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=url,
    )


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
        place=place_of(origin, thread=str(now.get("thread_ts") or now["ts"])),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        text=plain_words(str(now.get("text") or ""), bot=origin.bot),
        reference=key,
    )


def _deleted(body: Payload, given: Given) -> Incoming | None:
    event, origin = body["event"], origin_of(body)
    before = event.get("previous_message") or {}
    ts = event.get("deleted_ts") or before.get("ts") or at(event, "message", "ts")
    if not ts or not origin.channel or before.get("bot_id"):
        return None
    key = key_of(origin.channel, str(ts))
    return Incoming(
        key=f"{key}:deleted",
        kind=IncomingKind.DELETED,
        place=place_of(origin, thread=str(before.get("thread_ts") or ts)),
        requester=requester_of(origin, given.channel, given.member),
        received=given.received,
        reference=key,
    )


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
