"""Events and replies as JSON, so that they outlive the process that took them in."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.model.chat import Incoming, Place, Reply


def incoming_to_json(event: Incoming) -> str:
    """An event as JSON; `incoming_from_json` gives it back."""
    return _dump(Incoming, event)


def incoming_from_json(text: str) -> Incoming:
    """The event that `incoming_to_json` wrote."""
    event: Incoming = _adapter(Incoming).validate_json(text)
    return event


def reply_to_json(reply: Reply) -> str:
    """A reply as JSON; `reply_from_json` gives it back."""
    return _dump(Reply, reply)


def reply_from_json(text: str) -> Reply:
    """The reply that `reply_to_json` wrote."""
    reply: Reply = _adapter(Reply).validate_json(text)
    return reply


def place_to_json(place: Place) -> str:
    """A place as JSON; `place_from_json` gives it back."""
    return _dump(Place, place)


def place_from_json(text: str) -> Place:
    """The place that `place_to_json` wrote."""
    place: Place = _adapter(Place).validate_json(text)
    return place


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _dump(kind: Any, value: object) -> str:
    text: bytes = _adapter(kind).dump_json(value)
    return text.decode()
