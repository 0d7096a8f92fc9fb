"""What Discord refuses in a message although its published schema lets it pass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.testing.discord_payloads import V2


def problems(body: Any) -> list[dict[str, str]]:
    """What Discord refuses in a message although its schema lets it pass."""
    if not isinstance(body, dict):
        return []
    message = body["data"] if isinstance(body.get("data"), dict) else body
    found = []
    content, components = message.get("content"), message.get("components") or []
    rich = bool(int(message.get("flags") or 0) & V2)
    if len(str(content or "")) > 2_000:
        found.append("content is longer than 2000")
    if rich and (content or message.get("embeds")):
        found.append("content or embeds beside Components V2")
    every = list(walk(components))
    if len(every) > 40:
        found.append("more than 40 components")
    if sum(len(one.get("content", "")) for one in every if one.get("type") == 10) > 4_000:
        found.append("more than 4000 characters of text")
    if any(one.get("type") == 10 and not one.get("content") for one in every):
        found.append("an empty text")
    names = [one["custom_id"] for one in every if one.get("custom_id")]
    if len(names) != len(set(names)) or any(len(name) > 100 for name in names):
        found.append("custom ids twice or too long")
    numbers = [one["id"] for one in every if one.get("id")]
    if len(numbers) != len(set(numbers)):
        found.append("component ids twice")
    if len(str(message.get("nonce") or "")) > 25:
        found.append("nonce is longer than 25")
    if any(one.get("type") in {17, 10, 13} for one in components) and not rich:
        found.append("Components V2 without their flag")
    if body.get("type") == 9 and (len(components) > 5 or not 1 <= len(message["title"]) <= 45):
        found.append("a form of more than 5 fields, or without a title of 45 characters")
    return [{"code": "BASE_TYPE_BAD", "message": words} for words in found]


def walk(components: Any) -> Iterator[dict[str, Any]]:
    """Every component, nested ones after those that hold them."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        for name in ("accessory", "component"):
            if one.get(name):
                yield from walk([one[name]])


def numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The components as Discord keeps them: each with an id, files with their address."""
    kept: list[dict[str, Any]] = json.loads(json.dumps(components))
    for at, one in enumerate(walk(kept), start=1):
        one.setdefault("id", at)
        if one.get("type") == 13:
            name = one["file"]["url"].removeprefix("attachment://")
            one["file"] |= {"url": f"https://cdn.example.org/{name}", "proxy_url": "https://cdn.example.org/"}
            one |= {"name": name, "size": 1}
    return kept
