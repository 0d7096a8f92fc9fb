"""Judges recorded requests by Discord's published schema, where that file is at hand, and by what it leaves out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.testing.discord_rules import problems
from bot.testing.discord_world import Asked

SCHEMA = Path(__file__).parents[3].parent / "shared" / "specs" / "discord-openapi.json"


def check(requests: Sequence[Asked]) -> None:
    """Every body fits the schema and Discord's further limits, and nothing may mention anybody."""
    wrong = [f"{one.method} {one.path}: {what}" for one in requests for what in complaints(one)]
    assert not wrong, "\n".join(wrong)


def complaints(one: Asked, *, schema: bool = True) -> Iterator[str]:
    """What Discord would hold against a request. schema: look it up in the published file as well, which takes time."""
    for problem in problems(one.body) if one.method in {"POST", "PATCH"} else ():
        yield problem["message"]
    writes = one.method in {"POST", "PATCH"} and ("/messages" in one.path or "/webhooks/" in one.path)
    writes = writes and not one.path.endswith("/threads")  # the name of a thread mentions nobody
    if writes and one.body.get("allowed_mentions", {}).get("parse") != []:
        yield "mentions are not switched off"
    if schema and SCHEMA.exists() and one.body is not None:
        yield from _by_schema(one)


def _by_schema(one: Asked) -> Iterator[str]:
    found = _operation(one.method.lower(), one.path)
    if found is None:
        yield "no such operation"
        return
    for error in found.iter_errors(one.body):
        yield f"{'/'.join(map(str, error.absolute_path))}: {_reason(error)[:300]}"


def _reason(error: Any) -> str:
    nested = sorted(error.context, key=lambda one: len(one.absolute_path), reverse=True)
    return f"{error.message[:120]} | {nested[0].message[:160]}" if nested else str(error.message)


@cache
def _operations() -> list[tuple[str, re.Pattern[str], Any]]:
    import jsonschema

    spec = json.loads(SCHEMA.read_text("utf-8"))
    _correct(spec["components"]["schemas"])
    found = []
    for path, operations in spec["paths"].items():
        pattern = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))
        for method, operation in operations.items():
            content = (
                operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            )
            schema = content.get("application/json", {}).get("schema")
            if schema is not None:
                whole = {**schema, "components": spec["components"]}
                found.append((method, pattern, jsonschema.Draft202012Validator(whole)))
    return sorted(found, key=lambda one: one[1].pattern.count("[^/]+"))


def _correct(schemas: dict[str, Any]) -> None:
    """What the published file has wrong or leaves open, and a misspelt key is an error."""
    schemas["ApplicationCommandUpdateRequest"]["properties"]["nsfw"] = {"type": ["boolean", "null"]}
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer"}]}
    for name in ("MessageEditRequestPartial", "IncomingWebhookUpdateRequestPartial"):
        if name in schemas:
            schemas[name]["properties"] |= {"tts": {}, "enforce_nonce": {}}
    for name, schema in schemas.items():
        if "Request" in name and schema.get("type") == "object" and "properties" in schema:
            schema["additionalProperties"] = False


@cache
def _operation(method: str, path: str) -> Any:
    for wanted, pattern, validator in _operations():
        if wanted == method and pattern.fullmatch(path):
            return validator
    return None
