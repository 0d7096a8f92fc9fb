"""Discord on loopback: its REST API and gateway, as far as a bot of our kind meets them, with scripted failures.

    async with open_fake_discord() as discord:
        discord.fail("POST", r"/messages$", Fails(status=502))
        await discord.say(channel, "who met whom?", mentions_bot=True)

A client is pointed at `discord.rest_url` and `discord.gateway_url`. `discord.requests` keeps everything it asked.
What Discord refuses and its published schema lets pass (too long a text, content beside Components V2) is refused here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.testing import discord_payloads as payloads
from bot.testing.discord_gateway import Gateway
from bot.testing.discord_payloads import APPLICATION, BOT, EPHEMERAL, EVERYTHING_USUAL
from bot.testing.discord_rest import RestApi
from bot.testing.discord_world import Held, World
from bot.testing.loopback import serving


class FakeDiscord(World):
    """A Discord with one server, a few channels and people; grow it through its methods."""

    def __init__(self) -> None:
        super().__init__()
        self.guild = payloads.guild(self.new_id())
        self.gateway = Gateway(self)
        self.rest = RestApi(self, self.gateway.dispatch)
        self.dispatch = self.gateway.dispatch
        self.drop = self.gateway.drop
        self.wait_ready = self.gateway.wait_ready

    async def say(
        self,
        channel: int,
        words: str,
        *,
        member: int = 501,
        mentions_bot: bool = False,
        direct: bool = False,
        answers: int | None = None,
        hidden: bool = False,
        number: int | None = None,
        roles: Sequence[int] = (),
    ) -> dict[str, Any]:
        """Somebody writes a message. hidden: Discord keeps its words from us. Returns what was dispatched."""
        data = payloads.message(channel, number or self.new_id(), payloads.person(member))
        data["content"] = "" if hidden else (f"<@{BOT}> {words}" if mentions_bot else words)
        data["mentions"] = [payloads.person(BOT)] if mentions_bot else []
        if answers is not None:
            data |= {
                "type": 19,
                "message_reference": {"message_id": str(answers), "channel_id": str(channel)},
            }
            data["referenced_message"] = self.find(answers)
        if direct:
            self.direct[channel] = member
        else:
            data |= {"guild_id": self.guild["id"], "member": payloads.member(member, user=False, roles=roles)}
        self.sent.setdefault(channel, []).append(data)
        await self.dispatch("MESSAGE_CREATE", data)
        return data

    async def interact(
        self,
        kind: int,
        data: dict[str, Any],
        *,
        channel: int,
        member: int = 501,
        installed: str = "server",
        message: dict[str, Any] | None = None,
        rights: int = EVERYTHING_USUAL,
        direct: bool = False,
        roles: Sequence[int] = (),
    ) -> str:
        """An interaction of this type; its token. installed: "server", or "user" where the bot is not a member."""
        number, token = self.new_id(), f"token-{len(self.interactions) + 1}"
        payload: dict[str, Any] = {
            "id": str(number),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "channel_id": str(channel),
            "channel": self.partial_channel(channel, direct=direct),
            "locale": "en-US",
            "app_permissions": str(EVERYTHING_USUAL),
            "attachment_size_limit": 10_485_760,
            "entitlements": [],
            "data": data,
            "context": 1 if direct else 0,
            "authorizing_integration_owners": {"0": self.guild["id"]}
            if installed == "server"
            else {"1": str(member)},
        }
        if direct:
            payload["user"] = payloads.person(member)
        else:
            guild = self.guild["id"] if installed == "server" else "999999"
            payload |= {
                "guild_id": guild,
                "guild": {"id": guild, "locale": "en-US", "features": []},
                "member": payloads.member(member, roles=roles) | {"permissions": str(rights)},
                "guild_locale": "en-US",
            }
        if message is not None:
            payload["message"] = message
        self.interactions[token] = Held(payload)
        await self.dispatch("INTERACTION_CREATE", payload)
        return token

    async def command(self, name: str, channel: int, /, **options: Any) -> str:
        """Somebody uses a slash command with these options; keywords of `interact` start with an underscore."""
        how = {key[1:]: value for key, value in options.items() if key.startswith("_")}
        given = [
            {"name": key, "type": 5 if isinstance(value, bool) else 3, "value": value}
            for key, value in options.items()
            if not key.startswith("_")
        ]
        data = {"id": "7001", "name": name, "type": 1, "options": given}
        return await self.interact(2, data, channel=channel, **how)

    async def press(self, message: dict[str, Any], custom_id: str, **how: Any) -> str:
        """Somebody presses a button of a message."""
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        return await self.interact(3, data, channel=int(message["channel_id"]), message=message, **how)

    def defer(self, token: str, *, private: bool = False) -> None:
        """Acknowledge an interaction as a bot would, without a bot."""
        body = {"type": 5, "data": {"flags": EPHEMERAL if private else 0}}
        self.rest._callback({"token": token}, body, ())


@asynccontextmanager
async def open_fake_discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord on a free port of this machine, until the block ends."""
    from aiohttp import web

    fake = FakeDiscord()
    fake.add_channel("general")
    app = web.Application()
    app.router.add_get("/gw", fake.gateway.serve_socket)
    app.router.add_get("/gw/", fake.gateway.serve_socket)
    app.router.add_route("*", "/api/v10/{path:.*}", fake.rest.answer)
    async with serving(app) as address:
        fake.rest_url, fake.gateway_url = f"http://{address}/api/v10", f"ws://{address}/gw"
        try:
            yield fake
        finally:
            await fake.drop(1001)
