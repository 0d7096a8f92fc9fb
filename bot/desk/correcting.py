"""Corrects records for those who may: admins, and members of roles that a channel lets correct."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.channels import Channels
from bot.desk.corrections import CorrectRequest
from bot.errors import NotAllowedError
from bot.model.chat import Incoming, Notice, Reply
from bot.model.ids import CorrectionId, FactId
from bot.model.records import CorrectionKind
from bot.service import BriefingService


async def correct(
    service: BriefingService, channels: Channels, request: CorrectRequest, event: Incoming
) -> Reply:
    """Do what is asked; NotAllowedError for those who may not.

    It counts from when it was asked for, so that a second attempt is the same correction.
    """
    if not await channels.may_correct(event.requester, event.place):
        raise NotAllowedError("only admins, and roles that an admin chose, correct records; ask one of them")
    by, now = replace(event.requester, admin=True), event.received
    if request.kind == "undo":
        await service.undo(CorrectionId(request.names[0]), by, now=now)
        return Reply(body=Notice(text=f"Undone: {request.names[0]}."))
    made = await service.correct(
        CorrectionKind(request.kind),
        [FactId(name) for name in request.names],
        by,
        now=now,
        slot=request.slot,
        value=request.value,
        reason=request.reason,
    )
    return Reply(body=Notice(text=f"Corrected. Take it back with: correct undo {made.id}"))
