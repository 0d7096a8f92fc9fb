"""The export of what a workspace holds, row by row: see docs/running.md for the format."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

from bot.model.ids import ChannelId, WorkspaceId
from bot.model.posts import ASKED, CALENDARS, HANDED_OUT, Choice, Post
from bot.model.text import Scope
from bot.ports import FactQuery, JobStore, PostStore, Store
from bot.storage.codec import to_json

Row = dict[str, Any]

_EVERYTHING = 1_000_000
_ADDRESS = re.compile(r"/calendar/[^/\s\"]+/[\w-]{20,}\.ics")  # whoever has it reads the calendar
SECRET = "(secret)"  # noqa: S105 - what stands in the place of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a workspace is kept."""

    store: Store
    posts: PostStore
    jobs: JobStore


async def export(kept: Kept, scope: Scope, *, everything: bool = False) -> AsyncIterator[Row]:
    """What `scope` sees as plain rows: articles with revisions and facts, corrections, and posts made from them.

    Facts that were replaced are included and marked, since posts may rest on them. Posts are those that everybody in a
    channel saw and that rest on nothing but what the scope sees, without what was asked. everything: also what was shared
    in each private channel, every post, what was chosen, what is due when, and who did what. Nothing that opens a door is
    ever in it: no token, no address of a calendar, no ticket of a platform.
    """
    workspace = scope.workspace
    scopes = [scope]
    if everything:
        closed = await kept.store.private_channels(workspace)
        scopes = [Scope(workspace=workspace), *(_inside(workspace, channel) for channel in closed)]
    for one in scopes:
        async for row in _articles(kept.store, one):
            yield row
    for correction in await kept.store.list_corrections(workspace, undone=True):
        yield {"type": "correction", **_plain(correction)}
    async for post in kept.posts.every_post(workspace):
        if everything or await _may_see(kept.store, scope, post):
            yield _post_row(post if everything else replace(post, member=None), asked=everything)
    if everything:
        async for row in _arrangements(kept, workspace):
            yield row


def _inside(workspace: WorkspaceId, channel: ChannelId) -> Scope:
    return Scope(workspace=workspace, channel=channel, channel_only=True)


async def _articles(store: Store, scope: Scope) -> AsyncIterator[Row]:
    for told in await store.list_articles(scope, limit=_EVERYTHING):
        article, revisions = await store.get_article(scope, told.article)
        yield {"type": "article", **_plain(article)}
        for revision in revisions:
            yield {"type": "revision", **await asyncio.to_thread(_plain, revision)}
        query = FactQuery(articles=(told.article,), current=False, limit=_EVERYTHING)
        for entry in await store.find_facts(scope, query):
            kind = type(entry.fact).__name__.casefold()
            yield {"type": kind, "superseded": entry.superseded, **_plain(entry.fact)}


async def _arrangements(kept: Kept, workspace: WorkspaceId) -> AsyncIterator[Row]:
    """What places and members have chosen, what is due when, and who did what."""
    async for choice in kept.posts.every_choice(workspace):
        if choice.place != HANDED_OUT:  # it only repeats the deadlines
            yield _choice_row(choice)
    for schedule, _ in await kept.jobs.list_schedules(workspace):
        yield {"type": "schedule", **_plain(schedule)}
    for act in await kept.posts.list_acts(workspace, limit=_EVERYTHING):
        if act.what != ASKED:
            yield {"type": "act", **_plain(act)}


async def _may_see(store: Store, scope: Scope, post: Post) -> bool:
    """Whether a post was for everybody in its channel and rests on nothing but what the scope sees."""
    if json.loads(post.place).get("only_for") is not None or not post.facts:
        return False
    return len(await store.get_facts(scope, post.facts)) == len(set(post.facts))


def _post_row(post: Post, *, asked: bool) -> Row:
    reply = json.loads(_ADDRESS.sub(f"/calendar/{SECRET}", post.reply))
    if not asked:
        reply["question"] = None
    return {"type": "post", **_plain(post), "place": _scrubbed(json.loads(post.place)), "reply": reply}


def _choice_row(choice: Choice) -> Row:
    name = SECRET if choice.place == CALENDARS else choice.name
    return {"type": "choice", "place": choice.place, "name": name, "value": _scrubbed(_read(choice.value))}


def _scrubbed(value: Any) -> Any:
    """The value without tickets of platforms; a place that stands in it as text is read."""
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name != "ticket"}
        return {name: _scrubbed(_read(one) if name == "place" else one) for name, one in kept.items()}
    if isinstance(value, list):
        return [_scrubbed(one) for one in value]
    return _ADDRESS.sub(f"/calendar/{SECRET}", value) if isinstance(value, str) else value


def _read(value: Any) -> Any:
    """What stands as text in a value, where that is an object or a list."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in {"{", "["} else value
    except ValueError:
        return value


def _plain(value: object) -> Row:
    row: Row = json.loads(to_json(value))
    return row
