"""Answers that a language model words: within its budget of time and of the month, and accounted for whatever happens."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answer.model_writer import ModelDraft
from bot.errors import StorageError
from bot.model.answers import Answer, Briefing, Evidence, Sentence
from bot.model.chat import Question
from bot.model.ids import WorkspaceId, content_id
from bot.ports import Accounts, ChatModel

OVER_CAP = "Written without the language model: this month's budget for it is spent."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Lets `model` word the answers to questions. accounts: None where nothing is counted. budget_s: time for an answer."""

    model: ChatModel
    accounts: Accounts | None = None
    budget_s: float = 30.0

    async def write(
        self, question: Question, extractive: Briefing, evidence: Evidence, *, now: datetime
    ) -> AsyncGenerator[Sentence | Answer, None]:
        """The sentences of an answer as each is ready and checked, then the whole answer."""
        workspace = question.requester.scope.workspace
        if self.accounts is not None and not await self.accounts.allows(workspace, now):
            for sentence in extractive.sentences:
                yield sentence
            yield replace(extractive, note=OVER_CAP)
            return
        draft = ModelDraft(
            model=self.model,
            evidence=evidence,
            extractive=extractive,
            question=question.text,
            earlier=tuple(turn.question for turn in question.conversation),
            now=now,
            zone=question.requester.zone,
            length=question.length,
            language=question.language,
            budget_s=self.budget_s,
        )
        try:
            async with aclosing(draft.sentences()) as sentences:
                async for sentence in sentences:
                    yield sentence
        finally:
            about = content_id("answer", workspace, question.requester.member, question.text, now.isoformat())
            await self._note(workspace, draft, about, now)
        yield draft.briefing

    async def _note(self, workspace: WorkspaceId, draft: ModelDraft, about: str, now: datetime) -> None:
        if self.accounts is None or not draft.calls:
            return
        try:
            await self.accounts.note(workspace, draft.calls, about=about, model=self.model.name, now=now)
        except (
            StorageError
        ) as error:  # the answer is there; a lost line in the accounts must not take it away
            _log.warning("the cost of an answer could not be kept: %s", type(error).__name__)
