"""Turns drawn messages into what discord.py sends."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from adapters.discord.render import Button, DiscordMessage

FULL_TEXT = "whole-answer.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """The arguments with which discord.py sends or edits one message. files: (name, text) of those that go with it."""

    view: ui.View | ui.LayoutView
    content: str | None
    files: tuple[tuple[str, str], ...]

    def to_send(self) -> dict[str, Any]:
        """Arguments for a new message."""
        given: dict[str, Any] = {"view": self.view, "files": _files(self.files)}
        if self.content is not None:
            given |= {"content": self.content, "suppress_embeds": True}
        return given

    def to_edit(self) -> dict[str, Any]:
        """Arguments for an edit: whatever an earlier form of the message had besides is taken away."""
        return {"view": self.view, "content": self.content, "attachments": _files(self.files)}


def sendable(message: DiscordMessage, *, mark: int, more: str | None = None) -> Sendable:
    """What to send for a drawn message.

    mark: the component id by which it is found again. more: goes along as a text file, for what one message cannot hold.
    """
    files = []
    if message.attachment is not None:
        files.append((message.attachment.name, message.attachment.text))
    if more is not None:
        files.append((FULL_TEXT, more))
    view = _layout(message, mark, [name for name, _ in files]) if message.rich else _plain(message)
    view.stop()  # presses come back through the dynamic item; the library need not remember this view
    return Sendable(view=view, content=None if message.rich else message.content, files=tuple(files))


def _layout(message: DiscordMessage, mark: int, files: list[str]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    blocks = [ui.TextDisplay[ui.LayoutView](block) for block in message.blocks]
    if blocks:
        view.add_item(ui.Container(*blocks, id=mark))
    for number, row in enumerate(message.rows):
        row_id = mark if not blocks and number == 0 else None
        view.add_item(ui.ActionRow(*(_button(one) for one in row), id=row_id))
    for name in files:
        view.add_item(ui.File(f"attachment://{name}"))
    return view


def _plain(message: DiscordMessage) -> ui.View:
    view = ui.View(timeout=None)
    for number, row in enumerate(message.rows):
        for one in row:
            button = _button(one)
            button.row = number
            view.add_item(button)
    return view


def _button(button: Button) -> ui.Button[Any]:
    return ui.Button(
        label=button.label,
        custom_id=button.custom_id,
        emoji=button.emoji,
        style=discord.ButtonStyle.secondary,
    )


def _files(files: tuple[tuple[str, str], ...]) -> list[discord.File]:
    return [discord.File(BytesIO(text.encode()), filename=name) for name, text in files]
