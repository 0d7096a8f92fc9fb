"""Turns what Slack sends into what happened: pure functions from a payload to an `Incoming`, or None for what is not for us.

What a payload does not hold is given: who the member is, whether a channel is private, whether we take part in a thread.
"""

from __future__ import annotations

from adapters.slack.messages import read_event
from adapters.slack.origins import Given, Payload
from adapters.slack.presses import read_command, read_press, read_shortcut, read_view
from bot.model.chat import Incoming


def translate(body: Payload, given: Given) -> Incoming | None:
    """What happened, or None when nothing is to be answered. Never raises for a payload of odd shape."""
    try:
        match body.get("type"):
            case "event_callback":
                return read_event(body, given)
            case "block_actions":
                return read_press(body, given)
            case "message_action":
                return read_shortcut(body, given)
            case "view_submission" | "view_closed":
                return read_view(body, given)
            case _ if str(body.get("command", "")).startswith("/"):
                return read_command(body, given)
            case _:
                return None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        return None
