"""Counts what a language model costs, and says when a workspace has spent its month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.model.ids import WorkspaceId
from bot.ports import ModelCall, ModelMonth, Purpose, SpendStore, Usage

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a million tokens cost, in and out, in the operator's currency."""

    input: Decimal = Decimal(0)
    output: Decimal = Decimal(0)

    def cost(self, usage: Usage) -> Decimal:
        """The cost of one call, to a millionth; a reasoning model's thinking is output."""
        spent = (usage.input_tokens * self.input + usage.output_tokens * self.output) / _MILLION
        return spent.quantize(Decimal("0.000001"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """The accounts of all workspaces.

    cap: what each workspace may spend in a month; None for no limit. It is looked at before a call, so a month ends over
    it by the calls that were running when it was reached, and no more.
    """

    store: SpendStore
    prices: Prices = Prices()
    cap: Decimal | None = None

    async def allows(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether the workspace may make another call this month."""
        return self.cap is None or await self.spent(workspace, now) < self.cap

    async def spent(self, workspace: WorkspaceId, now: datetime) -> Decimal:
        """What the workspace has spent in the month of `now`."""
        return sum((one.cost for one in await self.month(workspace, now)), Decimal(0))

    async def month(self, workspace: WorkspaceId, now: datetime) -> tuple[ModelMonth, ...]:
        """The month of `now`, by purpose and model."""
        return await self.store.month(workspace, now)

    async def note(
        self,
        workspace: WorkspaceId,
        calls: Sequence[tuple[Purpose, Usage]],
        *,
        about: str,
        model: str,
        now: datetime,
    ) -> None:
        """Keep what the calls for one answer or revision cost."""
        await self.store.add_calls(
            workspace,
            [
                ModelCall(
                    at=now,
                    purpose=purpose,
                    about=about,
                    model=model,
                    usage=usage,
                    cost=self.prices.cost(usage),
                )
                for purpose, usage in calls
            ],
        )
