"""Judges what we send to Slack: its limits, and that nothing in it pings, links abroad or hides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from adapters.slack import limits
from adapters.slack.blocks import chars_of
from adapters.slack.render import SlackMessage


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a piece of Block Kit."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from walk(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from walk(one)


def shown(message: SlackMessage) -> str:
    """All words that a message shows, run after run."""
    return "".join(
        str(one["text"])
        for one in walk(message.blocks)
        if isinstance(one.get("text"), str) and one.get("type") in {"text", "link", "plain_text"}
    )


def links(blocks: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Every link: where it leads and what it says."""
    return [(one["url"], one.get("text", "")) for one in walk(blocks) if "url" in one]


def assert_within_limits(blocks: Sequence[dict[str, Any]], *, most: int = limits.MESSAGE_BLOCKS) -> None:
    """Every limit of our table, and the SDK's own checks."""
    assert 1 <= len(blocks) <= most
    assert chars_of(list(blocks)) <= limits.MESSAGE_CHARS
    for block in blocks:
        parsed = Block.parse(block)
        assert parsed is not None, block["type"]
        parsed.to_dict()
        assert chars_of(block) <= limits.RICH_TEXT_CHARS or block["type"] == "context"
        match block["type"]:
            case "header":
                assert 1 <= len(block["text"]["text"]) <= limits.HEADER_CHARS
            case "context":
                assert 1 <= len(block["elements"]) <= limits.CONTEXT_ELEMENTS
                assert all(1 <= len(one["text"]) <= limits.SECTION_CHARS for one in block["elements"])
            case "actions":
                assert 1 <= len(block["elements"]) <= limits.ACTIONS_ELEMENTS
                names = [one["action_id"] for one in block["elements"]]
                assert len(set(names)) == len(names)
            case "context_actions":
                assert 1 <= len(block["elements"]) <= limits.CONTEXT_ACTIONS_ELEMENTS
            case "rich_text":
                assert block["elements"]
    for one in walk(list(blocks)):
        if one.get("type") == "button":
            assert 1 <= len(one["text"]["text"]) <= limits.BUTTON_CHARS
            assert 1 <= len(one["value"]) <= limits.BUTTON_VALUE_CHARS
        if one.get("type") == "text":
            assert one["text"]


_PINGS = re.compile(r"<[!@#]|@(?:channel|here|everyone|group)\b", re.IGNORECASE)
_AUTO_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def assert_harmless(message: SlackMessage, stored: set[str]) -> None:
    """Nothing pings, every link is a stored address under an honest label, and no parser finds markup.

    stored: addresses of the articles behind the message.
    """
    kinds = {one["type"] for one in walk(message.blocks) if "type" in one}
    assert not kinds & {
        "user",
        "usergroup",
        "broadcast",
        "channel",
        "image",
        "video",
        "mrkdwn",
        "markdown",
        "emoji",
    }
    for words in (message.text, shown(message)):
        assert not _PINGS.search(words), words[:200]
        assert not _AUTO_LINK.search(words), words[:200]
        assert not _TURNS.search(words)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", message.text)
    for url, label in links(message.blocks):
        assert url in stored
        assert re.fullmatch(r"\[\d+\]|[a-z0-9.-]+", label), label
        if not label.startswith("["):
            assert f"//{label}" in url or label.startswith("xn--") or "xn--" in label
