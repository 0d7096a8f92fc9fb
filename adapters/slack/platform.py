"""Slack as the core sees it: posts, finds, replaces. What is posted carries an opaque key in its metadata and no facts."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from adapters.slack import live
from adapters.slack.calls import Calls, SlackCallError
from adapters.slack.marks import mark_of, metadata_of
from adapters.slack.origins import PLATFORM
from adapters.slack.render import SlackMessage, draw, with_block_ids, without_links
from adapters.slack.sessions import Sessions
from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError, DeliveryUnseenError
from bot.model.chat import Attachment, Place, Reply, Requester
from bot.ports import LiveAnswer

if TYPE_CHECKING:
    from aiohttp import ClientSession

_log = logging.getLogger(__name__)

EPHEMERAL = "ephemeral"  # reference of a private message, which Slack lets nobody find or change later
_LOOK_BACK, _PAGE = 5, 200  # pages of so many messages to look through for a post
_TICKET_USES = 4  # of five, so that one is left for a button under the message
_NOT_THERE = {
    "user_not_in_channel",
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "messages_tab_disabled",
}


class SlackPlatform:
    """`bot.ports.Platform` on Slack's Web API.

    A reference is the `ts` of each part, with commas between, behind the channel and a slash where a message went to
    another channel than its place names (a direct message).
    """

    name = PLATFORM

    def __init__(self, calls: Calls, *, hooks_url: str, session: ClientSession | None = None) -> None:
        self._calls = calls
        self._hooks_url = hooks_url
        self._session = session
        self._shown: set[tuple[str, str]] = set()
        self.sessions = Sessions(calls)

    # ------------------------------------------------------------------ posting

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """As `bot.ports.Platform.post`."""
        messages = draw(reply)
        if place.only_for is not None and not _is_direct(place):
            reference = await self._post_privately(place, messages, key)
        else:
            reference = await self._post_where_we_may(place, messages, key)
        if reply.attachment is not None:
            await self._attach(place, reply.attachment)
        return reference

    async def _post_where_we_may(self, place: Place, messages: Sequence[SlackMessage], key: str) -> str:
        """In the channel; where we are no member of it, through the ticket of who shares something there."""
        try:
            return await self._post_openly(place, await self._channel(place), messages, key)
        except SlackCallError as error:
            if place.ticket is None or error.code not in _NOT_THERE or len(messages) > _TICKET_USES:
                raise
            for message in messages:
                if not await self._answer_ticket(place, message, replace=False, openly=True):
                    raise
        return EPHEMERAL

    async def _post_openly(
        self, place: Place, channel: str, messages: Sequence[SlackMessage], key: str
    ) -> str:
        stamps: list[str] = []
        for part, message in enumerate(messages, start=1):
            try:
                parts = (part, len(messages))
                stamps.append(await self._post_part(place, channel, message, key, parts, stamps))
            except DeliveryError as error:
                if not stamps:
                    raise
                raise DeliveryDoubtfulError(f"{len(stamps)} of {len(messages)} parts are posted") from error
        self._shown.discard((channel, place.thread or ""))  # Slack clears the status when we post
        return _reference(place, channel, stamps)

    async def _post_part(
        self,
        place: Place,
        channel: str,
        message: SlackMessage,
        key: str,
        part: tuple[int, int],
        earlier: Sequence[str],
    ) -> str:
        """Post one part, `part` being its number and that of all; earlier: those before it."""
        done = await self._with_blocks(
            place,
            "chat.postMessage",
            {
                "channel": channel,
                "thread_ts": place.thread if channel == place.channel else None,
                "metadata": metadata_of(key, *part),
                "unfurl_links": False,
                "unfurl_media": False,
                "mrkdwn": False,
            },
            message,
            earlier,
        )
        return str(done.get("ts") or "")

    async def _with_blocks(
        self,
        place: Place,
        method: str,
        arguments: Mapping[str, Any],
        message: SlackMessage,
        earlier: Sequence[str] = (),
    ) -> Mapping[str, Any]:
        """Call with the message's blocks; once more without links when Slack refuses one of them."""
        blocks = with_block_ids(message.blocks, secrets.token_hex(4), earlier)
        body = {**arguments, "text": message.text, "link_names": False, "parse": "none"}
        posts = method != "chat.update"
        try:
            return await self._calls.call(place.workspace, method, {**body, "blocks": blocks}, posts=posts)
        except SlackCallError as error:
            if error.code not in {"invalid_blocks", "invalid_blocks_format"}:
                raise
        _log.warning("%s: Slack refused the blocks; they are sent without links", method)
        body["blocks"] = without_links(blocks)
        return await self._calls.call(place.workspace, method, body, posts=posts)

    # ------------------------------------------------------------------ private messages

    async def _post_privately(self, place: Place, messages: Sequence[SlackMessage], key: str) -> str:
        """Through the ticket, else as an ephemeral message, else to the member's direct messages."""
        for part, message in enumerate(messages):
            if part < _TICKET_USES and await self._answer_ticket(place, message, replace=False):
                continue
            try:
                await self._with_blocks(
                    place,
                    "chat.postEphemeral",
                    {"channel": place.channel, "user": place.only_for, "thread_ts": place.thread},
                    message,
                )
            except SlackCallError as error:
                if error.code not in _NOT_THERE:
                    raise
                channel = await self._open_direct(place)
                return await self._post_openly(place, channel, messages[part:], key)
        return EPHEMERAL

    async def _answer_ticket(
        self, place: Place, message: SlackMessage, *, replace: bool, openly: bool = False
    ) -> bool:
        """Whether the response address took the message; it does not once it is used up or half an hour old."""
        if place.ticket is None or not self._is_ours(place.ticket):
            return False
        body = {
            "response_type": "in_channel" if openly else "ephemeral",
            "replace_original": replace,
            "text": message.text,
            "blocks": with_block_ids(message.blocks, secrets.token_hex(4)),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        status = await self._send(place.ticket, json=body)
        if status >= 500:
            raise DeliveryDoubtfulError(f"the response address failed ({status})")
        if status == 429:
            raise DeliveryError("Slack asks for fewer calls")
        return status < 300

    def _is_ours(self, ticket: str) -> bool:
        """Whether a response address is Slack's: it came with an event, but nothing else is ever contacted."""
        given, ours = urlsplit(ticket), urlsplit(self._hooks_url)
        return (given.scheme, given.netloc) == (ours.scheme, ours.netloc)

    async def _send(self, url: str, **what: Any) -> int:
        """Post to an address of Slack's; the status it answers."""
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=15)
        try:
            if self._session is not None:
                async with self._session.post(
                    url, timeout=timeout, allow_redirects=False, **what
                ) as response:
                    return response.status
            async with (
                aiohttp.ClientSession() as session,
                session.post(url, timeout=timeout, allow_redirects=False, **what) as response,
            ):
                return response.status
        except aiohttp.ClientConnectorError as error:
            raise DeliveryError("Slack could not be reached") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryDoubtfulError("the connection ended without an answer") from error

    async def _channel(self, place: Place) -> str:
        """The channel to post to; a place may name a member instead, then their direct messages are meant."""
        return await self._open_direct(place) if place.channel[:1] in {"U", "W"} else place.channel

    async def _open_direct(self, place: Place) -> str:
        member = place.only_for or place.channel
        opened = await self._calls.call(place.workspace, "conversations.open", {"users": member})
        channel = (opened.get("channel") or {}).get("id")
        if not channel:
            raise DeliveryRefusedError("Slack opened no direct message")
        return str(channel)

    # ------------------------------------------------------------------ finding and replacing

    async def find_post(self, place: Place, key: str) -> str | None:
        """As `bot.ports.Platform.find_post`; ephemeral messages cannot be found."""
        if place.only_for is not None and not _is_direct(place):
            raise DeliveryUnseenError("Slack shows what one member alone saw to nobody")
        channel = await self._channel(place)
        found = await self._parts(place, channel, key)
        stamps = [found[part] for part in sorted(found)]
        return _reference(place, channel, stamps) if stamps and 1 in found else None

    async def _parts(self, place: Place, channel: str, key: str) -> dict[int, str]:
        """The parts of a post that stand in its thread or channel, by number."""
        found: dict[int, str] = {}
        cursor = None
        for _ in range(_LOOK_BACK):
            page = await self._messages(place, channel, cursor)
            for message in page.get("messages") or ():
                mark = mark_of(message)
                if mark is not None and mark[0] == key:
                    found[mark[1]] = str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return found

    async def _messages(self, place: Place, channel: str, cursor: str | None) -> Mapping[str, Any]:
        arguments = {"channel": channel, "limit": _PAGE, "include_all_metadata": True, "cursor": cursor}
        if place.thread and channel == place.channel:
            method, arguments["ts"] = "conversations.replies", place.thread
        else:
            method = "conversations.history"
        return await self._calls.call(place.workspace, method, arguments)

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """As `bot.ports.Platform.update`; a private message is replaced through the ticket of its button."""
        channel, stamps = _parts_of(place, reference)
        if place.only_for is not None and not _is_direct(place) and channel == place.channel:
            await self._replace_private(place, reply)
            return
        await self._replace(place, channel, stamps, reply)

    async def _replace(
        self, place: Place, channel: str, stamps: Sequence[str], reply: Reply, key: str | None = None
    ) -> None:
        """Put a reply into messages that stand there. key: under which it is found, where they do not have it yet."""
        messages = draw(reply, at_most=len(stamps))
        for number, (ts, message) in enumerate(zip(stamps, messages, strict=False)):
            what: dict[str, Any] = {"channel": channel, "ts": ts}
            if key is not None:
                what["metadata"] = metadata_of(key, number + 1, len(messages))
            try:
                await self._with_blocks(place, "chat.update", what, message, stamps[:number])
            except SlackCallError as error:
                if error.code != live.CONFLICT:
                    raise
                named = key or await self._key_of(place, channel, ts)
                await live.stop(self._calls, place, ts, named, channel=channel)
                await self._with_blocks(place, "chat.update", what, message, stamps[:number])
        for ts in stamps[len(messages) :]:
            await self._delete(place, channel, ts)
        if len(messages) > len(stamps):
            await self._complete(place, channel, stamps[0], messages, key)

    async def _complete(
        self, place: Place, channel: str, first: str, messages: Sequence[SlackMessage], key: str | None
    ) -> None:
        """Post the parts that are missing, or bring those up to date that an earlier attempt posted."""
        key = key or await self._key_of(place, channel, first)
        found = await self._parts(place, channel, key)
        stamps = [first]
        for part, message in enumerate(messages[1:], start=2):
            if part in found:
                what = {"channel": channel, "ts": found[part]}
                await self._with_blocks(place, "chat.update", what, message, stamps)
            else:
                found[part] = await self._post_part(
                    place, channel, message, key, (part, len(messages)), stamps
                )
            stamps.append(found[part])

    async def _key_of(self, place: Place, channel: str, ts: str) -> str:
        """The key under which a message was posted; its own name when Slack no longer tells."""
        page = await self._messages(place, channel, None)
        for message in page.get("messages") or ():
            mark = mark_of(message)
            if message.get("ts") == ts and mark is not None:
                return mark[0]
        return ts

    async def _delete(self, place: Place, channel: str, ts: str) -> None:
        try:
            await self._calls.call(place.workspace, "chat.delete", {"channel": channel, "ts": ts})
        except SlackCallError as error:
            if error.code != "message_not_found":
                raise

    async def _replace_private(self, place: Place, reply: Reply) -> None:
        messages = draw(reply, at_most=1)
        for part, message in enumerate(messages):
            if not await self._answer_ticket(place, message, replace=part == 0):
                raise DeliveryRefusedError("a private message cannot be changed any more")

    # ------------------------------------------------------------------ while it is written

    async def open_live(self, place: Place, requester: Requester, key: str, words: str) -> LiveAnswer | None:
        """As `bot.ports.LivePlatform.open_live`, over a stream in the question's thread."""

        async def finish(reference: str, reply: Reply) -> None:
            await self._replace(place, place.channel, [reference], reply, key)

        return await live.start(self._calls, place, requester, key, words, finish)

    # ------------------------------------------------------------------ status and files

    async def show_status(self, place: Place, words: str | None) -> None:
        """As `bot.ports.Platform.show_status`; private places have their command's own acknowledgement."""
        if place.thread is None or place.only_for is not None:
            return
        where = (place.channel, place.thread)
        if words is None and where not in self._shown:
            return
        arguments = {"channel_id": place.channel, "thread_ts": place.thread, "status": words or ""}
        with suppress(DeliveryError):
            self._shown.add(where)
            await self._calls.call(place.workspace, "assistant.threads.setStatus", arguments)
        if words is None:
            self._shown.discard(where)
            await self.sessions.end(place)

    async def _attach(self, place: Place, attachment: Attachment) -> None:
        """Upload a file beside a message that stands; when Slack refuses it, the message stays without."""
        content = attachment.text.encode()
        try:
            private = place.only_for is not None
            channel = await self._open_direct(place) if private else await self._channel(place)
            described = {"filename": attachment.name, "length": len(content)}
            given = await self._calls.call(place.workspace, "files.getUploadURLExternal", described)
            status = await self._send(str(given["upload_url"]), data=content)
            if status >= 300:
                raise DeliveryError(f"the file was not taken ({status})")
            done = {
                "files": [{"id": given["file_id"], "title": attachment.name}],
                "channel_id": channel,
                "thread_ts": place.thread if channel == place.channel else None,
            }
            await self._calls.call(place.workspace, "files.completeUploadExternal", done)
        except (DeliveryError, KeyError) as error:
            _log.warning("a file could not be attached: %s", error)


def _is_direct(place: Place) -> bool:
    """Whether a place is a conversation with one member, where every message is private anyway."""
    return place.channel[:1] in {"D", "U", "W"} and place.ticket is None


def _reference(place: Place, channel: str, stamps: Sequence[str]) -> str:
    joined = ",".join(stamps)
    return joined if channel == place.channel else f"{channel}/{joined}"


def _parts_of(place: Place, reference: str) -> tuple[str, list[str]]:
    channel, slash, stamps = reference.rpartition("/")
    return (channel if slash else place.channel), stamps.split(",")
