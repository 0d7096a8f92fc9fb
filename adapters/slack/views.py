"""The Home tab, the modal to ask in, and the prompts of the agent view."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack.blocks import PREFIX, Block
from adapters.slack.limits import VIEW_BLOCKS
from adapters.slack.presses import ASK_VIEW, REASON_VIEW
from adapters.slack.render import home_blocks
from bot.model.answers import Answer
from bot.model.chat import Reply

OPEN_ASK = f"{PREFIX}:open_ask"
PROMPTS = (
    {"title": "What is due this week?", "message": "deadlines this week"},
    {"title": "Who met last week?", "message": "met last week"},
    {"title": "Check a quote", "message": 'verify "paste the words here"'},
    {"title": "What can I ask?", "message": "help"},
)


def home_view(answer: Answer) -> dict[str, Any]:
    """What a member sees on our Home tab: what lies ahead, and how to ask."""
    top: list[Block] = [
        {"type": "header", "text": _plain("Deadlines ahead")},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": OPEN_ASK,
                    "text": _plain("Ask a question"),
                    "style": "primary",
                    "value": "ask",
                }
            ],
        },
    ]
    foot: list[Block] = [
        {
            "type": "context",
            "elements": [
                _plain(
                    "In a channel: mention me, or /brief, /met, /deadlines, /verify, /digest with help behind it."
                )
            ],
        }
    ]
    body = home_blocks(Reply(body=answer, expanded=True), most=VIEW_BLOCKS - len(top) - len(foot))
    return {"type": "home", "blocks": [*top, *body, *foot]}


def ask_view() -> dict[str, Any]:
    """The modal: a question, and the conversation where the answer is shown to the one who asked."""
    return {
        "type": "modal",
        "callback_id": ASK_VIEW,
        "title": _plain("Ask Dateline"),
        "submit": _plain("Ask"),
        "close": _plain("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": "question",
                "label": _plain("Your question"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "multiline": True,
                    "max_length": 2_000,
                    "placeholder": _plain("Who met Petrova since Monday?"),
                },
            },
            {
                "type": "input",
                "block_id": "where",
                "optional": True,
                "label": _plain("Show the answer in"),
                "hint": _plain(
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
        "title": _plain("What is not right?"),
        "submit": _plain("Send"),
        "close": _plain("No comment"),
        "blocks": [
            {
                "type": "input",
                "block_id": "reason",
                "optional": True,
                "label": _plain("In your words"),
                "hint": _plain("An admin of this workspace may read it."),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "words",
                    "multiline": True,
                    "max_length": 1_000,
                    "placeholder": _plain(
                        "The second sentence names the wrong day: the article says Friday."
                    ),
                },
            }
        ],
    }


def _plain(words: str) -> Block:
    return {"type": "plain_text", "text": words, "emoji": False}
