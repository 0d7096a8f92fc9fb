"""Messages of the fake Slack that grow: chat.startStream, chat.appendStream, chat.stopStream, and what ends them.

A stream is in progress until it is stopped or Slack has had enough of it; then it takes nothing more, and the message
stays as it is until somebody updates it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.testing.fake_slack import FakeSlack

TEAM, BOT_USER, BOT_ID = "T0HOME", "U0DATELINE", "B0DATELINE"

IN_PROGRESS, COMPLETED, EXPIRED = "in_progress", "completed", "expired"
MARKDOWN_CHARS = 12_000
_TASK = {"pending", "in_progress", "complete", "error"}


class Streams:
    """The three methods. The message keeps under "streaming_state" how it stands, and what was appended as blocks."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack

    def start(self, body: dict[str, Any]) -> dict[str, Any]:
        """A new message in a thread, growing; the recipient is needed outside direct messages."""
        channel = str(body["channel"])
        if not body.get("thread_ts"):
            return {"error": "invalid_arguments"}
        if self._slack.channels.get(channel, {}).get("no_streams"):
            return {"error": "channel_type_not_supported"}
        if not channel.startswith("D"):
            for name in ("recipient_user_id", "recipient_team_id"):
                if not body.get(name):
                    return {"error": f"missing_{name}"}
        if error := _faulty(body):
            return error
        message = {
            "type": "message",
            "channel": channel,
            "thread_ts": body["thread_ts"],
            "ts": self._slack.next_ts(),
            "bot_id": BOT_ID,
            "user": BOT_USER,
            "text": "",
            "blocks": [],
            "streaming_state": IN_PROGRESS,
        }
        _grow(message, body)
        self._slack.messages[channel].append(message)
        self._slack.sessions[(channel, str(body["thread_ts"]))] = "processing"
        return {"channel": channel, "ts": message["ts"]}

    def append(self, body: dict[str, Any]) -> dict[str, Any]:
        """More of the message."""
        message = self._growing(body)
        if error := (message.get("error") and message) or _faulty(body):
            return error
        _grow(message, body)
        return {"channel": body["channel"], "ts": body["ts"]}

    def stop(self, body: dict[str, Any]) -> dict[str, Any]:
        """The end of it, with blocks below and metadata."""
        message = self._growing(body)
        if error := (message.get("error") and message) or _faulty(body):
            return error
        _grow(message, body)
        message["blocks"] = [*message["blocks"], *(body.get("blocks") or ())]
        message["streaming_state"] = COMPLETED
        if body.get("metadata"):
            message["metadata"] = body["metadata"]
        if status := body.get("session_status"):
            self._slack.sessions[(str(body["channel"]), message["thread_ts"])] = str(status)
        return {"channel": body["channel"], "ts": body["ts"], "message": message}

    def _growing(self, body: dict[str, Any]) -> dict[str, Any]:
        """The message, or the error that its state means."""
        rows = self._slack.messages[str(body["channel"])]
        message = next((m for m in rows if m["ts"] == body["ts"]), None)
        if message is None:
            return {"error": "message_not_found"}
        if message.get("streaming_state") != IN_PROGRESS:
            return {"error": "message_not_in_streaming_state"}
        return message


def _faulty(body: dict[str, Any]) -> dict[str, Any] | None:
    """The error for chunks that Slack would not take, or None."""
    if len(str(body.get("markdown_text") or "")) > MARKDOWN_CHARS:
        return {"error": "msg_too_long"}
    for chunk in body.get("chunks") or ():
        match chunk:
            case {"type": "task_update", "id": str(), "title": str(), "status": str(status)} if (
                status in _TASK
            ):
                continue
            case {"type": "blocks", "blocks": [*_]} | {"type": "plan_update", "title": str()}:
                continue
            case {"type": "markdown_text", "text": str(text)} if len(text) <= MARKDOWN_CHARS:
                continue
            case _:
                return {"error": "invalid_chunks"}
    return None


def _grow(message: dict[str, Any], body: dict[str, Any]) -> None:
    message["text"] += str(body.get("markdown_text") or "")
    for chunk in body.get("chunks") or ():
        match chunk["type"]:
            case "task_update":
                _put_task(message["blocks"], chunk)
            case "blocks":
                message["blocks"] += chunk["blocks"]
            case "markdown_text":
                message["text"] += chunk["text"]


def _put_task(blocks: list[dict[str, Any]], chunk: dict[str, Any]) -> None:
    """A task's card: a new one, or the one of this id brought up to date."""
    card = {"type": "task_card", "task_id": chunk["id"], "title": chunk["title"], "status": chunk["status"]}
    for number, block in enumerate(blocks):
        if block.get("task_id") == chunk["id"]:
            blocks[number] = card
            return
    blocks.append(card)
