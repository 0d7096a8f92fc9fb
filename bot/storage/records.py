"""Records as rows: what the whole workspace sees, put again whenever a fact of theirs changes. Corrections beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFoundError
from bot.model.ids import CorrectionId, FactId, RecordId
from bot.model.records import Correction, DeadlineRecord, MeetingRecord, Record
from bot.ports import RecordQuery
from bot.storage.chunks import chunks
from bot.storage.codec import from_json, to_json
from bot.storage.columns import WHOLE_WORKSPACE
from bot.storage.facts import days_of
from bot.storage.fixed import fixed
from bot.storage.tables import corrections, record_facts, record_parties, records
from bot.storage.view import View

_KINDS: dict[str, type[Record]] = {"meeting": MeetingRecord, "deadline": DeadlineRecord}
_NAMES = {kind: name for name, kind in _KINDS.items()}


async def put_records(
    connection: AsyncConnection, workspace: int, facts: Sequence[FactId], put: Sequence[Record]
) -> None:
    """As `bot.ports.Writer.put_records`."""
    await remove_records(connection, workspace, [*facts, *(fact for record in put for fact in record.facts)])
    for some in chunks([record.id for record in put]):
        await connection.execute(
            delete(records).where(records.c.workspace == workspace, records.c.id.in_(some))
        )
    if put:
        await _add(connection, workspace, put)


async def remove_records(connection: AsyncConnection, workspace: int, facts: Iterable[FactId]) -> None:
    """Delete every record that holds one of these facts."""
    for some in chunks(sorted(set(facts))):
        holding = select(record_facts.c.record).where(
            record_facts.c.workspace == workspace, record_facts.c.fact.in_(some)
        )
        await connection.execute(delete(records).where(records.c.key.in_(holding)))


async def _add(connection: AsyncConnection, workspace: int, put: Sequence[Record]) -> None:
    added = await connection.execute(
        insert(records).returning(records.c.id, records.c.key), [_row(workspace, record) for record in put]
    )
    keys: dict[str, int] = {row.id: row.key for row in added}
    facts = [
        {"workspace": workspace, "fact": fact, "record": keys[record.id]}
        for record in put
        for fact in dict.fromkeys(record.facts)
    ]
    parties = [
        {"workspace": workspace, "party": party, "record": keys[record.id]}
        for record in put
        for party in dict.fromkeys(_parties(record))
    ]
    if facts:
        await connection.execute(insert(record_facts), facts)
    if parties:
        await connection.execute(insert(record_parties), parties)


def _row(workspace: int, record: Record) -> dict[str, Any]:
    earliest, latest = days_of(record.due if isinstance(record, DeadlineRecord) else record.when)
    return {
        "workspace": workspace,
        "id": record.id,
        "kind": _NAMES[type(record)],
        "earliest": earliest,
        "latest": latest,
        "payload": to_json(record),
    }


def _parties(record: Record) -> list[str]:
    match record:
        case MeetingRecord():
            return [participant.party.key for participant in record.participants]
        case DeadlineRecord():
            return [party.key for party in (record.setter, record.addressee) if party is not None]


async def find_records(connection: AsyncConnection, view: View, query: RecordQuery) -> tuple[Record, ...]:
    """As `bot.ports.Store.find_records`; nothing for a scope that does not see the workspace's articles."""
    if WHOLE_WORKSPACE not in view.audiences or query.limit < 1:
        return ()
    statement = select(records).where(records.c.workspace == view.workspace)
    if query.kind is not None:
        statement = statement.where(records.c.kind == query.kind)
    for party in query.parties:
        named = select(record_parties.c.record).where(
            record_parties.c.workspace == view.workspace, record_parties.c.party == party
        )
        statement = statement.where(records.c.key.in_(named))
    if query.first is not None:
        statement = statement.where(records.c.latest >= query.first)
    if query.last is not None:
        statement = statement.where(records.c.earliest <= query.last)
    ordered = statement.order_by(
        records.c.earliest.is_(None), records.c.earliest, records.c.latest, records.c.id
    )
    return tuple(_record(row) for row in await connection.execute(ordered.limit(query.limit)))


async def get_record(connection: AsyncConnection, workspace: int, record: RecordId) -> Record:
    """As `bot.ports.Store.get_record`."""
    row = (
        await connection.execute(
            select(records).where(records.c.workspace == workspace, records.c.id == record)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no record {record!r}")
    return _record(row)


def _record(row: Row[Any]) -> Record:
    return from_json(_KINDS[row.kind], row.payload)


async def add_correction(connection: AsyncConnection, workspace: int, correction: Correction) -> None:
    """As `bot.ports.Writer.add_correction`."""
    same = (corrections.c.workspace == workspace) & (corrections.c.id == correction.id)
    if (await connection.execute(select(corrections.c.id).where(same))).first() is not None:
        return
    await connection.execute(
        insert(corrections).values(
            workspace=workspace,
            id=correction.id,
            undone=correction.undone,
            payload=to_json(correction),
        )
    )


async def undo_correction(
    connection: AsyncConnection, workspace: int, correction: CorrectionId, at: datetime
) -> None:
    """As `bot.ports.Writer.undo_correction`."""
    undone = await connection.execute(
        update(corrections)
        .where(
            corrections.c.workspace == workspace,
            corrections.c.id == correction,
            corrections.c.undone.is_(None),
        )
        .values(undone=at)
    )
    if undone.rowcount == 0:
        raise NotFoundError(f"there is no correction {correction!r} that holds")


async def list_corrections(
    connection: AsyncConnection, workspace: int, *, undone: bool
) -> tuple[Correction, ...]:
    """As `bot.ports.Store.list_corrections`."""
    statement = _CORRECTIONS if undone else _CORRECTIONS_THAT_HOLD
    found = [_correction(row) for row in await connection.execute(statement, {"workspace": workspace})]
    return tuple(sorted(found, key=lambda c: (c.made, c.id)))


_CORRECTIONS = fixed(select(corrections).where(corrections.c.workspace == bindparam("workspace")))
_CORRECTIONS_THAT_HOLD = fixed(_CORRECTIONS.where(corrections.c.undone.is_(None)))


def _correction(row: Row[Any]) -> Correction:
    return replace(from_json(Correction, row.payload), undone=row.undone)
