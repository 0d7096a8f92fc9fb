"""Writes docs/discord: what an answer, a digest, a list, and the forms look like, as Discord gets them and as text.

python -m tests.adapters.discord.previews
"""

from __future__ import annotations

import asyncio
import json
import re
import textwrap
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
    import discord  # noqa: F401

from adapters.discord.forms import reason_form, settings_form
from adapters.discord.markup import unescape
from adapters.discord.render import DiscordMessage, draw, draw_growing, mark_of
from adapters.discord.view import sendable
from bot.desk.channels import ChannelSettings
from bot.desk.pages import as_list, page_of
from bot.desk.settings_form import FORMS, form_of
from bot.model.ids import PostId
from tests.adapters.discord.screens import DAY, POST, answer, digest, long_list, no_answer

FOLDER = Path(__file__).parents[3] / "docs" / "discord"
WIDTH = 88


def previews() -> dict[str, dict[str, Any]]:
    """Every screen, by the name of its file. Call it on an event loop, which the library wants for its views."""
    first = answer().body.sentences[:1]  # type: ignore[union-attr]
    growing = draw_growing(first, "Checking every sentence against the articles")
    screens = {
        "answer": _message(draw(answer())),
        "answer-sources-open": _message(draw(answer(expanded=True))),
        "answer-growing": _message((growing,)),
        "answer-plain": _message(draw(answer(), rich=False)),
        "no-answer": _message(draw(no_answer())),
        "digest": _message(draw(digest())),
        "list": _message(draw(page_of(as_list(long_list()), PostId(POST)))),
        "reason": reason_form(f"dateline:bad:{POST}").to_dict(),
    }
    for form in FORMS:
        screens[f"settings-{form}"] = settings_form(form, form_of(form, ChannelSettings())).to_dict()
    return screens


def _message(messages: tuple[DiscordMessage, ...]) -> dict[str, Any]:
    [message] = messages
    given = sendable(message, mark=mark_of(POST))
    body: dict[str, Any] = {"components": given.view.to_components(), "allowed_mentions": {"parse": []}}
    if given.content is not None:
        return {"content": given.content, "flags": 1 << 2, **body}
    return {"flags": 1 << 15, **body}


# ---------------------------------------------------------------------- as text


def as_text(screen: dict[str, Any]) -> str:
    """The screen in plain characters, roughly as it stands in a client; times as a reader in UTC sees them."""
    rows = [screen["title"].upper(), ""] if "title" in screen else []
    if screen.get("content"):
        rows += _markdown(screen["content"])
    for component in screen["components"]:
        rows += _rows(component)
    if "title" in screen:
        rows.append("( Cancel )  ( Submit )")
    return "\n".join(row.rstrip() for row in rows).rstrip() + "\n"


def _rows(component: dict[str, Any]) -> Iterator[str]:
    match component["type"]:
        case 17:
            for one in component["components"]:
                yield from (f"┃ {row}" for row in _markdown(one["content"]))
        case 1:
            yield "  ".join(f"[ {_label(one)} ]" for one in component["components"])
        case 18:
            yield component["label"]
            yield from textwrap.wrap(
                component.get("description") or "", WIDTH, initial_indent="  ", subsequent_indent="  "
            )
            yield from _field(component["component"])
            yield ""


def _field(component: dict[str, Any]) -> Iterator[str]:
    match component["type"]:
        case 4:
            yield f"  |{component.get('value') or ' ' * 20}|"
        case 6:
            yield "  |choose roles|"
        case 21:
            yield from (
                f"  ({'•' if one.get('default') else ' '}) {one['label']}" for one in component["options"]
            )
        case 3:
            yield from (
                f"  [{'x' if one.get('default') else ' '}] {one['label']}" for one in component["options"]
            )


def _label(button: dict[str, Any]) -> str:
    emoji = (button.get("emoji") or {}).get("name", "")
    return f"{emoji} {button['label']}".strip()


_CLOCK = re.compile(r"<t:(\d+):([fR])>")
_MASKED = re.compile(r"\[(\\\[\d+\\\])\]\(<[^>]*>\)")


def _markdown(words: str) -> Iterator[str]:
    for row in words.split("\n"):
        shown = (
            _CLOCK.sub(_clock, _MASKED.sub(r"\1", row))
            .replace("**", "")
            .replace("*(", "(")
            .replace(")*", ")")
        )
        heading = shown.startswith(("## ", "### "))
        indent = "  | " if shown.startswith("> ") else ""
        plain = unescape(re.sub(r"^(?:#{1,3} |-# |> )", "", shown))
        plain = plain.upper() if heading else plain
        yield from textwrap.wrap(plain, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]


def _clock(match: re.Match[str]) -> str:
    moment = datetime.fromtimestamp(int(match[1]), UTC)
    days = (moment.date() - DAY).days
    return f"{moment.day} {moment:%B %Y %H:%M}" if match[2] == "f" else f"in {days} days"


def files() -> dict[str, str]:
    """What stands in the folder, by name."""

    async def drawn() -> dict[str, dict[str, Any]]:
        return previews()

    made = {}
    for name, screen in asyncio.run(drawn()).items():
        made[f"{name}.json"] = json.dumps(screen, indent=1, ensure_ascii=False) + "\n"
        made[f"{name}.txt"] = as_text(screen)
    return made


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text)
