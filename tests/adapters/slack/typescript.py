"""Judges JSON by the types of Slack's own TypeScript packages: one constant for each value, and the compiler's complaints."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LIBRARIES = Path(__file__).parents[3] / ".emulators" / "slack" / "node_modules"
NODE = LIBRARIES / ".bin" / "node"
TSC = LIBRARIES / "typescript" / "bin" / "tsc"

_HEAD = """import type * as types from '@slack/types';
import type * as web from '@slack/web-api';
import type * as bolt from '@slack/bolt';
type Manifest = NonNullable<web.AppsManifestValidateArguments['manifest']>;
type Events = Exclude<Manifest extends string ? never : Manifest, string>;
"""

ARGUMENTS = {
    "agents.sessions.setStatus": "web.AgentsSessionsSetStatusArguments",
    "assistant.threads.setStatus": "web.AssistantThreadsSetStatusArguments",
    "assistant.threads.setSuggestedPrompts": "web.AssistantThreadsSetSuggestedPromptsArguments",
    "chat.appendStream": "web.ChatAppendStreamArguments",
    "chat.delete": "web.ChatDeleteArguments",
    "chat.postEphemeral": "web.ChatPostEphemeralArguments",
    "chat.postMessage": "web.ChatPostMessageArguments",
    "chat.startStream": "web.ChatStartStreamArguments",
    "chat.stopStream": "web.ChatStopStreamArguments",
    "chat.update": "web.ChatUpdateArguments",
    "conversations.history": "web.ConversationsHistoryArguments",
    "conversations.info": "web.ConversationsInfoArguments",
    "conversations.open": "web.ConversationsOpenArguments",
    "conversations.replies": "web.ConversationsRepliesArguments",
    "files.completeUploadExternal": "web.FilesCompleteUploadExternalArguments",
    "files.getUploadURLExternal": "web.FilesGetUploadURLExternalArguments",
    "users.info": "web.UsersInfoArguments",
    "views.open": "web.ViewsOpenArguments",
    "views.publish": "web.ViewsPublishArguments",
    "views.update": "web.ViewsUpdateArguments",
}
_NUMBERS, _FLAGS = {"limit", "length"}, {"include_all_metadata"}


def of_call(method: str, body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The types that a call's body must have: its method's arguments, and strict blocks, which those leave open."""
    found: list[tuple[str, Any]] = [(ARGUMENTS[method], _read(body))]
    blocks = list(body.get("blocks") or ())
    blocks += [b for chunk in body.get("chunks") or () for b in chunk.get("blocks", ())]
    blocks += list((body.get("view") or {}).get("blocks", ()))
    return [*found, ("types.KnownBlock[]", blocks)] if blocks else found


def _read(body: Mapping[str, Any]) -> dict[str, Any]:
    """A query string's values as the types name them."""
    return {
        name: int(value)
        if name in _NUMBERS
        else str(value) in {"1", "True", "true"}
        if name in _FLAGS
        else value
        for name, value in body.items()
    }


def _literal(value: Any) -> str:
    return json.dumps(value).replace(f'"{_UNDEFINED}"', "undefined")


def as_types_say(value: Any) -> Any:
    """What Slack sends, with what the types leave out or demand: no null for an organisation that is none, and the
    subtype that a plain message does not have, by name."""
    match value:
        case dict():
            plain = value.get("type") == "message" and "subtype" not in value and "channel_type" in value
            shown = {n: as_types_say(v) for n, v in value.items() if not (n == "enterprise" and v is None)}
            return {**shown, "subtype": _UNDEFINED} if plain else shown
        case list():
            return [as_types_say(one) for one in value]
        case _:
            return value


_UNDEFINED = "__undefined__"


def complaints(folder: Path, values: Sequence[tuple[str, Any]]) -> list[str]:
    """What the compiler says of these values, each to be of its type; empty when all are."""
    lines = [_HEAD]
    lines += [
        f"export const v{number}: {kind} = {_literal(value)};" for number, (kind, value) in enumerate(values)
    ]
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "check.ts").write_text("\n".join(lines))
    link = folder / "node_modules"
    if not link.exists():
        link.symlink_to(LIBRARIES)
    options = "--noEmit --strict --skipLibCheck --module nodenext --moduleResolution nodenext --target es2022".split()
    done = subprocess.run(
        [NODE, TSC, *options, "--pretty", "false", "check.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "NODE_OPTIONS": "--max-old-space-size=2048"},
    )
    return [line for line in done.stdout.splitlines() if line and not line.startswith("    ")]
