"""What language models cost, on SQLite or PostgreSQL, and what they replied about stored texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import RevisionId, WorkspaceId
from bot.ports import ModelCall, ModelMonth, Purpose, Usage
from bot.storage.chunks import upsert
from bot.storage.engines import Engines
from bot.storage.faults import in_our_words
from bot.storage.tables import revisions
from bot.storage.work_tables import model_calls, model_months, model_replies
from bot.storage.workspaces import find_key, make_key

_MICRO = Decimal(1_000_000)
_SUMS = ("calls", "estimated", "input_tokens", "output_tokens", "reasoning_tokens", "cost")


class SqlSpendStore:
    """`bot.ports.SpendStore` on a SQL database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    async def add_calls(self, workspace: WorkspaceId, calls: Sequence[ModelCall]) -> None:
        if not calls:
            return
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                key = await make_key(connection, workspace)
                await connection.execute(insert(model_calls), [_row(key, call) for call in calls])
                for call in calls:
                    await _add_up(connection, key, call)

    async def month(self, workspace: WorkspaceId, at: datetime) -> tuple[ModelMonth, ...]:
        with in_our_words():
            async with self._engines.reader.connect() as connection:
                key = await find_key(connection, workspace)
                found = await connection.execute(
                    select(model_months)
                    .where(model_months.c.workspace == key, model_months.c.month == _month(at))
                    .order_by(model_months.c.purpose, model_months.c.model)
                )
                return tuple(
                    ModelMonth(
                        purpose=Purpose(row.purpose),
                        model=row.model,
                        calls=row.calls,
                        estimated=row.estimated,
                        usage=_usage(row, estimated=row.estimated > 0),
                        cost=row.cost / _MICRO,
                    )
                    for row in found
                )

    async def list_calls(self, workspace: WorkspaceId, *, limit: int = 100) -> tuple[ModelCall, ...]:
        with in_our_words():
            async with self._engines.reader.connect() as connection:
                key = await find_key(connection, workspace)
                found = await connection.execute(
                    select(model_calls)
                    .where(model_calls.c.workspace == key)
                    .order_by(model_calls.c.at.desc(), model_calls.c.key.desc())
                    .limit(limit)
                )
                return tuple(
                    ModelCall(
                        at=row.at,
                        purpose=Purpose(row.purpose),
                        about=row.about,
                        model=row.model,
                        usage=_usage(row, estimated=row.estimated),
                        cost=row.cost / _MICRO,
                    )
                    for row in found
                )

    async def forget_calls(self, before: datetime) -> int:
        with in_our_words():
            async with self._engines.writer.begin() as connection:
                gone = await connection.execute(delete(model_calls).where(model_calls.c.at < before))
                return gone.rowcount


async def put_reply(
    connection: AsyncConnection, workspace: int, revision: RevisionId, asked: str, reply: str
) -> None:
    """As `bot.ports.Writer.put_reply`."""
    of = select(revisions.c.key).where(revisions.c.workspace == workspace, revisions.c.id == revision)
    put = upsert(connection, model_replies).values(
        workspace=workspace, asked=asked, revision=of.scalar_subquery(), reply=reply
    )
    await connection.execute(put.on_conflict_do_nothing())


async def find_reply(connection: AsyncConnection, workspace: int, asked: str) -> str | None:
    """As `bot.ports.Store.find_reply`."""
    reply: str | None = await connection.scalar(
        select(model_replies.c.reply).where(
            model_replies.c.workspace == workspace, model_replies.c.asked == asked
        )
    )
    return reply


async def _add_up(connection: AsyncConnection, workspace: int, call: ModelCall) -> None:
    added = {
        "calls": 1,
        "estimated": int(call.usage.estimated),
        "input_tokens": call.usage.input_tokens,
        "output_tokens": call.usage.output_tokens,
        "reasoning_tokens": call.usage.reasoning_tokens,
        "cost": _micros(call.cost),
    }
    row = {
        "workspace": workspace,
        "month": _month(call.at),
        "purpose": call.purpose.value,
        "model": call.model,
    }
    put = upsert(connection, model_months).values(**row, **added)
    await connection.execute(
        put.on_conflict_do_update(
            index_elements=list(row), set_={name: model_months.c[name] + added[name] for name in _SUMS}
        )
    )


def _row(workspace: int, call: ModelCall) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "at": call.at,
        "purpose": call.purpose.value,
        "about": call.about,
        "model": call.model,
        "input_tokens": call.usage.input_tokens,
        "output_tokens": call.usage.output_tokens,
        "reasoning_tokens": call.usage.reasoning_tokens,
        "estimated": call.usage.estimated,
        "cost": _micros(call.cost),
    }


def _usage(row: Any, *, estimated: bool) -> Usage:
    return Usage(
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        reasoning_tokens=row.reasoning_tokens,
        estimated=estimated,
    )


def _micros(cost: Decimal) -> int:
    return int((cost * _MICRO).to_integral_value())


def _month(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m}"
