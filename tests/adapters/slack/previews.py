"""Writes docs/slack: what an answer, a digest, the Home tab and the modal look like, as Block Kit and as text.

    python -m tests.adapters.slack.previews

Paste a `blocks` list into Slack's Block Kit Builder to see it drawn.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

from adapters.slack.render import draw
from adapters.slack.settings import settings_view
from adapters.slack.views import ask_view, home_view, reason_view
from bot.desk.channels import ChannelSettings
from bot.desk.home import HomePage, Standing
from bot.model.answers import Abstention, Briefing, Section, Sentence
from bot.model.chat import Action, ActionKind, Reply
from tests.adapters.slack.answers import briefing, citation, coverage, reply, told

FOLDER = Path(__file__).parents[3] / "docs" / "slack"
WIDTH = 88


def previews() -> dict[str, dict[str, Any]]:
    """Every screen, by the name of its file."""
    return {
        "answer": _message(reply()),
        "answer-sources-open": _message(reply(expanded=True)),
        "no-answer": _message(_abstention()),
        "digest": _message(_digest()),
        "home": home_view(_page()),
        "settings": settings_view("C0DESK", ChannelSettings(quiet_from=time(22), quiet_to=time(7))),
        "modal": ask_view(),
        "reason": reason_view({"post": "p_1", "channel": "C0DESK"}),
    }


def _message(one: Reply) -> dict[str, Any]:
    [message] = draw(one)
    return {"blocks": list(message.blocks), "text": message.text}


def _deadlines() -> tuple[Sentence, ...]:
    return (
        Sentence(
            text="8 August 2025 (in 2 days): Norland has to reply to the offer, set by Anna Petrova.",
            citations=(citation("Norland was given until Friday to reply"),),
        ),
        Sentence(
            text="30 September 2025 (in 55 days): the harbour board has to publish its accounts.",
            citations=(
                citation("accounts are due by the end of September", told("c", outlet="Port Ledger")),
            ),
        ),
    )


def _page() -> HomePage:
    return HomePage(
        deadlines=Briefing(sentences=_deadlines(), coverage=coverage()),
        meetings=Briefing(sentences=briefing().sentences[:1], coverage=coverage()),
        watched=(Standing(channel="D0ANNA", words="Anna Petrova with Norland"),),
        digests=(Standing(channel="C0DESK", words="about the harbour, Europe/Vienna"),),
        reminders=2,
        admin=True,
    )


def _digest() -> Reply:
    sections = (
        Section(heading="Meetings", sentences=briefing().sentences[:2]),
        Section(heading="Deadlines", sentences=_deadlines()),
    )
    body = Briefing(sentences=(), sections=sections, coverage=coverage())
    return Reply(body=body, title="Digest of 6 August 2025")


def _abstention() -> Reply:
    nearest = briefing().sentences[:1]
    body = Abstention(missing="what Norland offered", coverage=coverage(), nearest=nearest)
    actions = (
        Action(kind=ActionKind.SOURCES, label="Sources", value="p_1"),
        Action(kind=ActionKind.GOOD, label="Helpful", value="p_1"),
        Action(kind=ActionKind.BAD, label="Not right", value="p_1"),
    )
    return Reply(body=body, actions=actions, question="What did Norland offer?")


def as_text(screen: dict[str, Any]) -> str:
    """The screen in plain characters, roughly as it stands on the page."""
    rows = [str(screen["title"]["text"]), ""] if screen.get("type") == "modal" else []
    for block in screen["blocks"]:
        rows += [*_rows(block), ""]
    if screen.get("type") == "modal":
        rows.append(f"( {screen['close']['text']} )  ( {screen['submit']['text']} )")
    return "\n".join(rows).rstrip() + "\n"


def _rows(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield block["text"]["text"].upper()
        case "context":
            for one in block["elements"]:
                yield from textwrap.wrap("· " + one["text"], WIDTH, subsequent_indent="  ")
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element)
        case "actions":
            yield "  ".join(
                f"[ {(one.get('text') or one['placeholder'])['text']} ]" for one in block["elements"]
            )
        case "context_actions":
            both = block["elements"][0]
            names = (both["positive_button"], both["negative_button"])
            yield "  ".join(f"( {one['text']['text']} )" for one in names)
        case "input":
            yield block["label"]["text"] + (" (optional)" if block.get("optional") else "")
            yield f"  |{_held(block['element'])}|"
            if "hint" in block:
                yield from textwrap.wrap("  " + block["hint"]["text"], WIDTH, subsequent_indent="  ")


def _held(element: dict[str, Any]) -> str:
    """What stands in a field: what was chosen or typed before, else what it suggests."""
    if "initial_option" in element:
        return str(element["initial_option"]["text"]["text"])
    if "initial_options" in element:
        return ", ".join(one["text"]["text"] for one in element["initial_options"])
    if element.get("initial_value"):
        return str(element["initial_value"])
    suggested = {"conversations_select": "choose a conversation", "multi_users_select": "choose people"}
    return str(element.get("placeholder", {}).get("text", suggested.get(element["type"], "choose")))


def _rich(element: dict[str, Any]) -> Iterator[str]:
    match element["type"]:
        case "rich_text_list":
            for one in element["elements"]:
                yield from textwrap.wrap("• " + _run(one), WIDTH, subsequent_indent="  ")
        case "rich_text_quote":
            yield from textwrap.wrap(_run(element), WIDTH, initial_indent="  | ", subsequent_indent="  | ")
        case _:
            for line in _run(element).split("\n"):
                yield from textwrap.wrap(line, WIDTH) or [""]


def _run(element: dict[str, Any]) -> str:
    words = []
    for one in element["elements"]:
        style = one.get("style") or {}
        mark = "*" if style.get("bold") else "_" if style.get("italic") else ""
        text = one["text"] if "text" in one else f"#{one['channel_id']}"
        words.append(f"{mark}{text}{mark}" if mark else text)
    return "".join(words)


def files() -> dict[str, str]:
    """What stands in the folder, by name."""
    made = {}
    for name, screen in previews().items():
        made[f"{name}.json"] = json.dumps(screen, indent=1, ensure_ascii=False) + "\n"
        made[f"{name}.txt"] = as_text(screen)
    return made


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text)
