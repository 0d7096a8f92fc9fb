"""Language models, and what their calls cost. Every promise is a test in tests/contracts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.model.ids import (
    WorkspaceId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """What a language model is asked.

    system, user: the two parts of the prompt. schema: JSON Schema of the reply, kept to where the endpoint can;
    the reply is checked by us in any case. max_output_tokens: includes a reasoning model's thinking.
    timeout_s: at most so long for the whole reply, when that is less than the endpoint is given anyway.
    """

    system: str
    user: str
    schema: Mapping[str, object] | None = None
    max_output_tokens: int = 2_000
    timeout_s: float | None = None


CHARS_PER_TOKEN = 4  # the usual rule of thumb for English


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one model call; `estimated` when the endpoint does not count them (four characters a token).

    output_tokens: all that is paid as output, thinking included. reasoning_tokens: how many of these were thinking.
    """

    input_tokens: int
    output_tokens: int
    estimated: bool = False
    reasoning_tokens: int = 0

    @classmethod
    def estimate(cls, request: ModelRequest, written_chars: int, thinking_chars: int = 0) -> Usage:
        """What a call must have cost that nobody counted."""
        return cls(
            input_tokens=(len(request.system) + len(request.user)) // CHARS_PER_TOKEN,
            output_tokens=(written_chars + thinking_chars) // CHARS_PER_TOKEN,
            estimated=True,
            reasoning_tokens=thinking_chars // CHARS_PER_TOKEN,
        )


class Purpose(StrEnum):
    """What a model call was for: an ANSWER, the REPAIR of one, the facts of an article (EXTRACT)."""

    ANSWER = "answer"
    REPAIR = "repair"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of a model's reply as it arrives; the last piece carries the usage and no text."""

    text: str = ""
    usage: Usage | None = None


class ChatModel(Protocol):
    """A language model that may rephrase evidence. Nothing it says reaches a reader unchecked."""

    name: str

    def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        """The reply, piece by piece, ending with the usage; a call that fails after it began to cost tells its usage, too.

        Raises ModelUnavailableError (timeout, limit, outage, too many failures of late), ModelRefusedError when the
        model declines, ModelReplyError when the endpoint's reply cannot be read. It may fail after some pieces.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call of a language model and what it cost.

    about: names the answer or the revision it was made for; calls for one answer share it. cost: in the currency of the
    operator's prices, to six places; 0 where there are none.
    """

    at: datetime
    purpose: Purpose
    about: str
    model: str
    usage: Usage
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMonth:
    """What the calls of one purpose to one model came to in a month. estimated: calls that the endpoint did not count."""

    purpose: Purpose
    model: str
    calls: int
    estimated: int
    usage: Usage
    cost: Decimal


class Accounts(Protocol):
    """Whoever may say that a workspace has spent its month, and is told of every call."""

    async def allows(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether the workspace may make another call."""

    async def note(
        self,
        workspace: WorkspaceId,
        calls: Sequence[tuple[Purpose, Usage]],
        *,
        about: str,
        model: str,
        now: datetime,
    ) -> None:
        """Keep what these calls of `model` for one answer or revision cost."""


class SpendStore(Protocol):
    """What language models cost, by workspace. Months are those of UTC, as endpoints bill them."""

    async def add_calls(self, workspace: WorkspaceId, calls: Sequence[ModelCall]) -> None:
        """Keep these calls, all or none, and add them to their month."""

    async def month(self, workspace: WorkspaceId, at: datetime) -> tuple[ModelMonth, ...]:
        """The month of `at`, by purpose and model; empty when nothing was spent."""

    async def list_calls(self, workspace: WorkspaceId, *, limit: int = 100) -> tuple[ModelCall, ...]:
        """Single calls, the latest first."""

    async def forget_calls(self, before: datetime) -> int:
        """Erase the single calls before a moment, in every workspace; how many. The sums of their months stay."""
