"""What our messages are found by on Slack: an opaque key, and no facts, since other apps and members may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EVENT_TYPE = "dateline_post"


def metadata_of(key: str, part: int, parts: int) -> dict[str, Any]:
    """The metadata of a part of a post."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, "part": part, "parts": parts}}


def mark_of(message: Mapping[str, Any]) -> tuple[str, int] | None:
    """The key of a message of ours and the number of the part that it is; None for everybody else's.

    A message that began as a stream and was not ended has no metadata yet; its first task is named by the key.
    """
    metadata = message.get("metadata")
    if isinstance(metadata, Mapping) and metadata.get("event_type") == EVENT_TYPE:
        payload = metadata.get("event_payload")
        if isinstance(payload, Mapping) and payload.get("key"):
            return str(payload["key"]), int(payload.get("part") or 1)
    task = _first_task(message.get("blocks"))
    return (task, 1) if task else None


def _first_task(blocks: Any) -> str | None:
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, Mapping):
            continue
        if block.get("type") == "task_card":
            return str(block.get("task_id") or "") or None
        if block.get("type") == "plan":
            return _first_task(block.get("tasks"))
    return None
