"""The Home tab, the modal to ask in, and the prompts of the agent view."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.blocks import PREFIX, Block, plain, section, text_run
from adapters.slack.limits import VIEW_BLOCKS
from adapters.slack.presses import ASK_VIEW, REASON_VIEW
from adapters.slack.render import home_blocks
from adapters.slack.settings import OPEN_SETTINGS
from adapters.slack.words import cut, harmless, one_line
from bot.desk.home import HomePage, Standing
from bot.desk.layout import counted
from bot.model.chat import Reply

OPEN_ASK = f"{PREFIX}:open_ask"
PROMPTS = (
    {"title": "What is due this week?", "message": "deadlines this week"},
    {"title": "Who met last week?", "message": "met last week"},
    {"title": "Check a quote", "message": 'verify "paste the words here"'},
    {"title": "What can I ask?", "message": "help"},
)


def home_view(page: HomePage) -> dict[str, Any]:
    """What a member sees on our Home tab: what lies ahead, who met, what is theirs; for admins the settings too."""
    blocks: list[Block] = [{"type": "header", "text": plain("Deadlines ahead")}, _ask_row()]
    blocks += home_blocks(Reply(body=page.deadlines, expanded=True), most=_DEADLINES)
    blocks.append({"type": "header", "text": plain("Met in the last two weeks")})
    blocks += home_blocks(Reply(body=page.meetings, expanded=True), most=_MEETINGS)
    blocks.append({"type": "header", "text": plain("Yours")})
    blocks.append({"type": "rich_text", "elements": list(_mine(page))})
    if page.admin:
        blocks += _settings_row()
    blocks.append({"type": "context", "elements": [plain(HINT)]})
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


HINT = "In a channel: mention me, or /brief, /met, /deadlines, /verify, /digest with help behind it."
_DEADLINES, _MEETINGS = 40, 30  # blocks; with all the rest a view stays within its hundred
_MOST_LINES = 20


def _ask_row() -> Block:
    button = {
        "type": "button",
        "action_id": OPEN_ASK,
        "text": plain("Ask a question"),
        "style": "primary",
        "value": "ask",
    }
    return {"type": "actions", "elements": [button]}


def _mine(page: HomePage) -> Iterator[Block]:
    """What goes on by itself for this member, a line each; how to begin where there is nothing."""
    lines = [[text_run(f"Watching {_words(one)}"), *_where(one)] for one in page.watched]
    lines += [[text_run(f"Digest {_words(one)}"), *_where(one)] for one in page.digests]
    if page.reminders:
        lines.append([text_run(f"Reminders of {counted(page.reminders, 'deadline')}, in our messages")])
    if not lines:
        nothing = "Nothing yet. Write “watch Hungary” to me, or “/digest on 08:30” in a channel."
        yield section([text_run(nothing, {"italic": True})])
        return
    shown = lines[:_MOST_LINES]
    if len(lines) > len(shown):
        shown.append([text_run(f"And {len(lines) - len(shown)} more.", {"italic": True})])
    yield {"type": "rich_text_list", "style": "bullet", "elements": [section(line) for line in shown]}


def _words(one: Standing) -> str:
    return cut(one_line(harmless(one.words)), 200)


def _where(one: Standing) -> list[Block]:
    """The channel by its name, as Slack draws it for those who may see it."""
    if one.channel[:1] not in {"C", "G"}:
        return [text_run(", in our messages")]
    return [text_run(", in "), {"type": "channel", "channel_id": one.channel}]


def _settings_row() -> list[Block]:
    choose = {
        "type": "conversations_select",
        "action_id": OPEN_SETTINGS,
        "placeholder": plain("Choose a channel"),
        "filter": {"include": ["public", "private", "mpim"], "exclude_bot_users": True},
    }
    header = {"type": "header", "text": plain("Settings of a channel")}
    return [header, {"type": "actions", "elements": [choose]}]


def ask_view() -> dict[str, Any]:
    """The modal: a question, and the conversation where the answer is shown to the one who asked."""
    return {
        "type": "modal",
        "callback_id": ASK_VIEW,
        "title": plain("Ask Dateline"),
        "submit": plain("Ask"),
        "close": plain("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": "question",
                "label": plain("Your question"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "multiline": True,
                    "max_length": 2_000,
                    "placeholder": plain("Who met Petrova since Monday?"),
                },
            },
            {
                "type": "input",
                "block_id": "where",
                "optional": True,
                "label": plain("Show the answer in"),
                "hint": plain(
                    "Only you see it there, until you share it. Left empty: your messages with me."
                ),
                "element": {
                    "type": "conversations_select",
                    "action_id": "channel",
                    "default_to_current_conversation": True,
                    "response_url_enabled": True,
                },
            },
        ],
    }


def reason_view(pressed: Mapping[str, str]) -> dict[str, Any]:
    """The form behind "Not right". pressed: what it remembers of the press, as `pressed_bad` read it."""
    return {
        "type": "modal",
        "callback_id": REASON_VIEW,
        "notify_on_close": True,
        "private_metadata": json.dumps(pressed),
        "title": plain("What is not right?"),
        "submit": plain("Send"),
        "close": plain("No comment"),
        "blocks": [
            {
                "type": "input",
                "block_id": "reason",
                "optional": True,
                "label": plain("In your words"),
                "hint": plain("An admin of this workspace may read it."),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "multiline": True,
                    "max_length": 1_000,
                    "placeholder": plain("The second sentence names the wrong day: the article says Friday."),
                },
            }
        ],
    }
