"""What a workspace has chosen for itself, where a setting holds for those that have not: holidays, a reading model, parties."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.model.facts import Party, PartyKind
from bot.model.ids import WorkspaceId
from bot.ports import PostStore

_READ_BY_MODEL = ("workspace", "model_facts")


async def reads_by_model(posts: PostStore, workspace: WorkspaceId, *, default: bool) -> bool:
    """Whether the model reads the articles of a workspace: what it has chosen, else `default`."""
    place, name = _READ_BY_MODEL
    chosen = (await posts.choices(workspace, place)).get(name)
    return default if chosen is None else chosen == "on"


async def choose_reading(posts: PostStore, workspace: WorkspaceId, wanted: bool | None) -> None:
    """Keep whether the model reads the articles of a workspace; None leaves it to the setting."""
    place, name = _READ_BY_MODEL
    await posts.put_choice(workspace, place, name, None if wanted is None else "on" if wanted else "off")


_CALENDAR = ("workspace", "calendar")
_NO_CALENDAR = ""


async def read_calendar(posts: PostStore, workspace: WorkspaceId, *, default: str | None) -> str | None:
    """Whose holidays are no working days in the articles of a workspace: what it has chosen, else `default`."""
    place, name = _CALENDAR
    chosen = (await posts.choices(workspace, place)).get(name)
    return default if chosen is None else chosen or None


async def choose_calendar(posts: PostStore, workspace: WorkspaceId, calendar: str | None) -> None:
    """Keep the holiday calendar of a workspace; None: only Saturdays and Sundays are free, whatever the setting says.

    Raises InputError for a calendar nobody knows.
    """
    from bot.text.when import check_calendar

    place, name = _CALENDAR
    await posts.put_choice(
        workspace, place, name, _NO_CALENDAR if calendar is None else check_calendar(calendar)
    )


async def forget_calendar(posts: PostStore, workspace: WorkspaceId) -> None:
    """Leave the holiday calendar of a workspace to the setting."""
    place, name = _CALENDAR
    await posts.put_choice(workspace, place, name, None)


_WATCHED = ("workspace", "watch")  # where the workspace's own parties are kept among the choices


async def read_watched(posts: PostStore, workspace: WorkspaceId) -> tuple[Party, ...]:
    """The parties that the workspace wants recognised, in the order they were added."""
    place, name = _WATCHED
    stored = (await posts.choices(workspace, place)).get(name, "[]")
    return tuple(
        Party(key=row["key"], name=row["name"], kind=PartyKind(row["kind"]), aliases=tuple(row["aliases"]))
        for row in json.loads(stored)
    )


async def write_watched(posts: PostStore, workspace: WorkspaceId, parties: Sequence[Party]) -> None:
    """Keep the parties that the workspace wants recognised."""
    place, name = _WATCHED
    rows = [{"key": p.key, "name": p.name, "kind": p.kind.value, "aliases": p.aliases} for p in parties]
    await posts.put_choice(workspace, place, name, json.dumps(rows, ensure_ascii=False))
