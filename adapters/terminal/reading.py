"""Reads what the terminal is given: files, standard input, JSON Lines, web addresses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, DocumentError
from bot.ingest.documents import read_jsonl
from bot.ingest.files import decode, read_bytes

if TYPE_CHECKING:
    from bot.settings import Settings

Item = dict[str, Any] | BotError


def read_paths(
    paths: Sequence[Path], given: dict[str, str], *, jsonl: bool, max_bytes: int
) -> list[tuple[str, Item]]:
    """(label, article values or what is wrong) for each article in the files; `-` is standard input.

    given: what the person said about it; that wins over what the file says of itself.
    """
    items: list[tuple[str, Item]] = []
    for path in paths:
        label = "standard input" if str(path) == "-" else str(path)
        try:
            data = _read(path, max_bytes, jsonl)
            if jsonl or path.suffix.lower() in {".jsonl", ".ndjson"}:
                rows = read_jsonl(decode(data).splitlines())
                items += [
                    (f"{label}, line {n}", row if isinstance(row, BotError) else {**row, **given})
                    for n, row in rows
                ]
            else:
                items.append((label, {**read_bytes(data, name=path.name, max_bytes=max_bytes), **given}))
        except BotError as error:
            items.append((label, error))
    return items


async def read_addresses(
    addresses: Sequence[str], given: dict[str, str], settings: Settings
) -> list[tuple[str, Item]]:
    """The same for web addresses."""
    if not addresses:
        return []
    from bot.app import open_page_reader

    items: list[tuple[str, Item]] = []
    async with open_page_reader(settings) as read:
        for address in addresses:
            try:
                items.append((address, {**await read(address), **given}))
            except BotError as error:
                items.append((address, error))
    return items


def _read(path: Path, max_bytes: int, jsonl: bool) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(max_bytes + 1)
    if path.is_dir():
        raise DocumentError("is a folder; name the files in it, such as folder/*.txt")
    try:
        with path.open("rb") as file:
            return (
                file.read()
                if jsonl or path.suffix.lower() in {".jsonl", ".ndjson"}
                else file.read(max_bytes + 1)
            )
    except OSError as error:
        raise DocumentError(f"cannot be opened: {(error.strerror or str(error)).lower()}") from None
