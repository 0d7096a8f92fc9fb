"""Replies that a stub of the desk gives, and what became of them at Discord."""

from __future__ import annotations

from typing import Any

from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Notice, Reply
from bot.testing.discord_payloads import BOT, LOADING
from bot.testing.fake_discord import FakeDiscord

POST = "p_0123456789abcdef0123"


def with_buttons(event: Incoming) -> Reply:
    """A reply with the buttons of an answer."""
    kinds = (ActionKind.SOURCES, ActionKind.QUOTE, ActionKind.SHARE, ActionKind.BAD)
    actions = tuple(Action(kind=kind, label=kind.value.title(), value=POST) for kind in kinds)
    return Reply(body=Notice(text="The board meets on Tuesday."), actions=actions)


def only_questions(event: Incoming) -> Reply | None:
    """Answers questions and leaves presses to the test."""
    return with_buttons(event) if event.kind is not IncomingKind.ACTION else None


def original(fake: FakeDiscord, token: str) -> dict[str, Any]:
    message = fake.original(token)
    assert message is not None
    return message


def filled(fake: FakeDiscord, token: str) -> bool:
    message = fake.original(token)
    return message is not None and not message["flags"] & LOADING and bool(message["components"])


def fake_person(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "username": "somebody",
        "discriminator": "0",
        "avatar": None,
        "bot": number == BOT,
    }
