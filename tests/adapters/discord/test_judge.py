"""The judge of requests can say no; otherwise its silence after every test would mean nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.testing.discord_world import Asked
from tests.adapters.discord.judge import SCHEMA, complaints

QUIET = {"parse": []}
needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="Discord's published schema is not at hand")


def asked(body: dict[str, Any], method: str = "POST", path: str = "/channels/1/messages") -> list[str]:
    """What the judge has against this request."""
    return list(complaints(Asked(method=method, path=path, body=body, files=(), status=200)))


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "x", "custom_id": "a", **more}


def test_a_plain_message_is_fine() -> None:
    """The judge is not against everything."""
    assert asked({"content": "x", "allowed_mentions": QUIET, "nonce": "n", "enforce_nonce": True}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x"},
        {"content": "x", "allowed_mentions": {"parse": ["everyone"]}},
        {"content": "x" * 2001, "allowed_mentions": QUIET},
        {
            "content": "x",
            "flags": 1 << 15,
            "components": [{"type": 10, "content": "y"}],
            "allowed_mentions": QUIET,
        },
        {
            "flags": 1 << 15,
            "components": [{"type": 10, "content": "y" * 2001}, {"type": 10, "content": "y" * 2000}],
            "allowed_mentions": QUIET,
        },
        {
            "flags": 1 << 15,
            "components": [{"type": 10, "content": "y"}] * 41,
            "allowed_mentions": QUIET,
        },
        {"components": [{"type": 1, "components": [button(), button()]}], "allowed_mentions": QUIET},
        {"content": "x", "nonce": "n" * 26, "allowed_mentions": QUIET},
        {"components": [{"type": 10, "content": "y"}], "allowed_mentions": QUIET},
    ],
)
def test_what_the_schema_lets_pass_is_caught(body: dict[str, Any]) -> None:
    """Mentions, totals, content beside components, ids twice."""
    assert asked(body)


@needs_schema
@pytest.mark.parametrize(
    "body",
    [
        {"contents": "x", "allowed_mentions": QUIET},
        {"content": 7, "allowed_mentions": QUIET},
        {
            "components": [{"type": 1, "components": [button(label="x" * 81)]}],
            "allowed_mentions": QUIET,
        },
        {
            "flags": 1 << 15,
            "components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}],
            "allowed_mentions": QUIET,
        },
    ],
)
def test_what_the_schema_forbids_is_caught(body: dict[str, Any]) -> None:
    """Misspelt keys, wrong types, lengths, a section without its accessory."""
    assert asked(body)


@needs_schema
def test_a_call_that_does_not_exist_is_caught() -> None:
    """A path that Discord does not have."""
    assert asked({"content": "x", "allowed_mentions": QUIET}, path="/channels/1/postings") == [
        "no such operation"
    ]


@needs_schema
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_an_edit_is_judged_like_a_post(method: str) -> None:
    """Edits must switch mentions off as well."""
    path = "/channels/1/messages/2" if method == "PATCH" else "/channels/1/messages"
    assert asked({"content": "x"}, method, path)
