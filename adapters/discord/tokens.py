"""Messages that answer an interaction, by its token: the one message that can be written twice and stay one."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

import discord

from adapters.discord.calls import Calls
from adapters.discord.channels import ChannelPosts
from adapters.discord.faults import EXPIRED
from adapters.discord.render import DiscordMessage, full_text, mark_of
from adapters.discord.tickets import Ticket, Way
from adapters.discord.view import sendable
from bot.errors import DeliveryRefusedError
from bot.model.chat import Place, Reply

_log = logging.getLogger(__name__)

_NOBODY = discord.AllowedMentions.none()
_ORIGINAL = cast(int, "@original")  # the library only puts it into the path


class TicketExpiredError(Exception):
    """An interaction's token is no longer taken."""


class TokenPosts:
    """What is said by an interaction's token. posts: where the rest of a long answer goes."""

    def __init__(self, calls: Calls, posts: ChannelPosts) -> None:
        self._calls = calls
        self._posts = posts

    async def original(self, place: Place, ticket: Ticket) -> discord.Message:
        """The message that answers the interaction, or that holds the pressed button."""
        found: discord.Message = await self._webhook_call(
            place, ticket, lambda hook: hook.fetch_message(_ORIGINAL)
        )
        return found

    async def fill_in(
        self, ticket: Ticket, place: Place, parts: Sequence[DiscordMessage], reply: Reply, mark: int
    ) -> str:
        """Put the answer into the waiting message. Doing so twice equals once, so nothing is ever shown twice.

        What does not fit follows in the channel; where we may not post, and for one member's eyes, it goes along as a
        file: follow-ups of an interaction have no nonce and could not be told from those of an earlier attempt.
        """
        alone = place.only_for is not None or ticket.way is Way.EDIT
        whole = full_text(reply) if len(parts) > 1 and alone else None
        shown = await self._edit_original(ticket, place, _first(parts, whole), mark, whole)
        reference = f"{shown.channel.id}:{shown.id}"
        if len(parts) > 1 and not alone:
            try:
                await self._posts.edit_all(shown.channel.id, shown.id, parts, first_done=True)
            except DeliveryRefusedError as error:
                _log.info("the rest of an answer goes as a file: %s", error)
                whole = full_text(reply)
                await self._edit_original(ticket, place, _first(parts, whole), mark, whole)
        return reference

    async def _edit_original(
        self, ticket: Ticket, place: Place, message: DiscordMessage, mark: int, whole: str | None
    ) -> discord.WebhookMessage:
        arguments = sendable(message, mark=mark, more=whole).to_edit()
        shown: discord.WebhookMessage = await self._webhook_call(
            place,
            ticket,
            lambda hook: hook.edit_message(_ORIGINAL, allowed_mentions=_NOBODY, **arguments),
        )
        return shown

    async def whisper(self, ticket: Ticket, place: Place, parts: Sequence[DiscordMessage], key: str) -> str:
        """Say something to the member alone, beside what is there."""
        arguments = sendable(parts[0], mark=mark_of(key)).to_send()
        sent = await self._webhook_call(
            place,
            ticket,
            lambda hook: hook.send(ephemeral=True, wait=True, allowed_mentions=_NOBODY, **arguments),
        )
        return f"{sent.channel.id}:{sent.id}"

    async def _webhook_call(
        self, place: Place, ticket: Ticket, call: Callable[[discord.Webhook], Awaitable[Any]]
    ) -> Any:
        application = self._calls.client.application_id
        assert application is not None, "the client is logged in"
        hook = _application_webhook(self._calls.client, application, ticket.value)
        try:
            # a channel may refuse messages and still take answers to commands
            return await self._calls.call(f"commands in {place.channel}", lambda: call(hook))
        except DeliveryRefusedError as error:
            cause = error.__cause__
            if isinstance(cause, discord.HTTPException) and (
                cause.code in EXPIRED or cause.status in {401, 404}
            ):
                raise TicketExpiredError from error
            raise


def _application_webhook(client: discord.Client, application: int, token: str) -> discord.Webhook:
    """What the library makes of an interaction; a partial webhook may not send what one member alone sees."""
    data: Any = {"id": application, "type": 3, "token": token}
    return discord.Webhook.from_state(data=data, state=client._connection)


def _first(parts: Sequence[DiscordMessage], whole: str | None) -> DiscordMessage:
    """The first part; when it stands for all, with the buttons of the last."""
    if whole is None or not parts[-1].rows:
        return parts[0]
    rows = parts[0].rows or parts[-1].rows
    return DiscordMessage(
        blocks=parts[0].blocks, rows=rows, attachment=parts[-1].attachment, rich=parts[0].rich
    )
