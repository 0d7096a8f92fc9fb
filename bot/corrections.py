"""What people correct, and take back: only where they may, and only what they can see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import InputError, NotAllowedError, NotFoundError
from bot.ledger.corrections import check_fits
from bot.model.chat import Requester
from bot.model.ids import CorrectionId, FactId, content_id
from bot.model.records import Correction, CorrectionKind
from bot.ports import FactEntry, Store

if TYPE_CHECKING:
    from bot.intake import Intake


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction as it is asked for. slot, value: for an edit."""

    kind: CorrectionKind
    facts: tuple[FactId, ...]
    slot: str | None = None
    value: str | None = None
    reason: str | None = None


async def correct(
    store: Store, intake: Intake, wanted: Change, requester: Requester, *, now: datetime
) -> Correction:
    """As `BriefingService.correct`."""
    _check_allowed(requester)
    if not wanted.facts:
        raise InputError(
            "name the facts to correct; “Why this?” under an answer names its facts, `dateline meetings` lists them"
        )
    entries = [await get_fact(store, fact, requester) for fact in wanted.facts]
    check_fits(wanted.kind, [entry.fact for entry in entries], wanted.slot, wanted.value)
    named = (wanted.kind, *wanted.facts, wanted.slot or "", wanted.value or "", now.isoformat())
    correction = Correction(
        id=CorrectionId(content_id("c", *named)),
        kind=wanted.kind,
        author=requester.member,
        made=now,
        facts=wanted.facts,
        slot=wanted.slot,
        value=wanted.value,
        reason=wanted.reason,
    )
    await intake.correct(correction, entries[0].told, requester.scope.workspace)
    return correction


async def undo(
    store: Store, intake: Intake, correction: CorrectionId, requester: Requester, *, now: datetime
) -> None:
    """As `BriefingService.undo`."""
    _check_allowed(requester)
    workspace = requester.scope.workspace
    held = next((one for one in await store.list_corrections(workspace) if one.id == correction), None)
    if held is None or len(await store.get_facts(requester.scope, held.facts)) < len(set(held.facts)):
        raise NotFoundError(f"there is no correction {correction!r} that holds")
    await intake.undo(correction, workspace, now=now)


async def get_fact(store: Store, fact: FactId, requester: Requester) -> FactEntry:
    """A fact that the requester may see; NotFoundError when there is none."""
    found = await store.get_facts(requester.scope, [fact])
    if not found:
        raise NotFoundError(
            f"there is no fact {fact!r}; “Why this?” under an answer names its facts, `dateline meetings` lists them"
        )
    return found[0]


def _check_allowed(requester: Requester) -> None:
    if not requester.admin:
        raise NotAllowedError("only admins correct records; ask one of them")
