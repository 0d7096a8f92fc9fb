"""Lets a model read an article once beside our rules: what it adds passes the same check, what it repeats is left to the rules."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from pydantic import BaseModel

from bot.errors import ModelError
from bot.extract.check import Dropped
from bot.extract.document import Document, read
from bot.extract.model_producer import Entry, facts_from_reply, prompt_for
from bot.extract.reading import Reading
from bot.model.facts import Fact, Party, Statement
from bot.model.ids import WorkspaceId, content_id
from bot.model.text import Revision
from bot.ports import Accounts, ChatModel, ModelRequest, Purpose, Usage
from bot.prompts import get_prompt

MAX_PROMPT_CHARS = 60_000  # 15,000 tokens; a longer text is a document, which our rules read alone
MAX_REPLY_TOKENS = 6_000
KEPT_REPLIES = 64
BY_RULES = "The language model could not be used; the facts were read by rules."
OVER_CAP = "The month's budget for the language model is spent; the facts were read by rules."


class FactList(BaseModel):
    """The reply's form, as the endpoint is asked for it."""

    facts: list[Entry]


class Replies(Protocol):
    """Where replies about stored texts are found again; `bot.ports.Store` is one."""

    async def find_reply(self, workspace: WorkspaceId, asked: str) -> str | None:
        """What was replied to this, or None."""


Wanted = Callable[[WorkspaceId], Awaitable[bool]]


@dataclass(slots=True, kw_only=True)
class ModelReader:
    """One call for each text, remembered by text, prompt and model. It never fails: our rules' facts stand in any case.

    wanted: whether a workspace wants its articles read so; None: every one does.
    """

    model: ChatModel
    replies: Replies
    accounts: Accounts | None = None
    wanted: Wanted | None = None
    _lately: OrderedDict[str, str] = field(default_factory=OrderedDict)

    async def read(
        self,
        workspace: WorkspaceId,
        revision: Revision,
        ours: Sequence[Fact],
        *,
        watch: Sequence[Party] = (),
        calendar: str | None = None,
        now: datetime,
    ) -> Reading:
        """`ours`, the facts that our rules found in `revision`, and what the model adds to them.

        watch, calendar: as for the rules.
        """
        if self.wanted is not None and not await self.wanted(workspace):
            return Reading(facts=tuple(ours))
        document = await asyncio.to_thread(read, revision, watch=watch, calendar=calendar)
        prompt = await asyncio.to_thread(prompt_for, document)
        if len(prompt) > MAX_PROMPT_CHARS:
            return Reading(facts=tuple(ours))
        asked = content_id("asked", get_prompt("extract_facts").version, self.model.name, prompt)
        reply = self._lately.get(asked) or await self.replies.find_reply(workspace, asked)
        if reply is None:
            if self.accounts is not None and not await self.accounts.allows(workspace, now):
                return Reading(facts=tuple(ours), note=OVER_CAP)
            try:
                reply = await self._ask(workspace, prompt, about=revision.id, now=now)
            except ModelError:
                return Reading(facts=tuple(ours), note=BY_RULES)
            self._remember(asked, reply)
        added = await asyncio.to_thread(_added, reply, document, tuple(ours))
        return Reading(facts=(*ours, *added), asked=asked, reply=reply)

    async def _ask(self, workspace: WorkspaceId, prompt: str, *, about: str, now: datetime) -> str:
        """The reply to `prompt`; its cost is kept whatever becomes of it."""
        system, _, user = prompt.partition("\n\n")
        request = ModelRequest(
            system=system, user=user, schema=reply_schema(), max_output_tokens=MAX_REPLY_TOKENS
        )
        text = ""
        usage: Usage | None = None
        try:
            async with aclosing(self.model.stream(request)) as stream:  # type: ignore[type-var]  # a generator
                async for piece in stream:
                    text, usage = text + piece.text, piece.usage or usage
        finally:
            if usage is None and text:
                usage = Usage.estimate(request, len(text))
            if usage is not None and self.accounts is not None:
                calls = [(Purpose.EXTRACT, usage)]
                await self.accounts.note(workspace, calls, about=about, model=self.model.name, now=now)
        return text

    def _remember(self, asked: str, reply: str) -> None:
        """For when storing fails and the article comes again."""
        self._lately[asked] = reply
        if len(self._lately) > KEPT_REPLIES:
            self._lately.popitem(last=False)


def _added(reply: str, document: Document, ours: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The checked facts of a reply that tell what none of `ours` tells."""
    kept: dict[str, Fact] = {}
    for fact in facts_from_reply(reply, document, own=ours):
        if not isinstance(fact, Dropped) and not any(
            _tells_same(fact, other) for other in (*ours, *kept.values())
        ):
            kept.setdefault(fact.id, fact)
    return tuple(kept.values())


def _tells_same(new: Fact, known: Fact) -> bool:
    """Whether both are of one kind and rest on the same words; of statements, those that were said."""
    if type(new) is not type(known):
        return False
    if isinstance(new, Statement) and isinstance(known, Statement):
        return new.content.span.overlaps(known.content.span)
    return any(a.span.overlaps(b.span) for a in new.quotes for b in known.quotes)


@cache
def reply_schema() -> dict[str, object]:
    """JSON Schema of a reply in the strict subset that endpoints take: all named, all required, nothing else."""
    schema: dict[str, object] = _strict(FactList.model_json_schema())
    return schema


_UNKNOWN_TO_STRICT = (
    "title",
    "default",
    "discriminator",
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "description",
)


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return deepcopy(schema)
    plain = {
        ("anyOf" if name == "oneOf" else name): (
            {key: _strict(value) for key, value in part.items()}
            if name in ("properties", "$defs")
            else _strict(part)
        )
        for name, part in schema.items()
        if name not in _UNKNOWN_TO_STRICT
    }
    if "properties" in plain:
        plain["required"] = list(plain["properties"])
        plain["additionalProperties"] = False
    return plain
