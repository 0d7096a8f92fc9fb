"""Who may correct in a chat, in which words, and that a second attempt is the same correction."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.channels import Channels
from bot.desk.correcting import correct
from bot.desk.corrections import CorrectRequest, read_correction
from bot.errors import InputError, NotAllowedError, NotFoundError
from bot.model.chat import Incoming, IncomingKind, Place, Requester
from bot.model.facts import Meeting
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.records import CorrectionKind
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore

TEAM = WorkspaceId("T1")
NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
ARTICLE = {
    "text": "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her counterpart Peter Szabo in Vienna on Tuesday.",
    "published": "2025-08-05",
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await SqlStore.open(f"sqlite:///{tmp_path / 'c.sqlite3'}")
    yield opened
    await opened.close()


def event(*, admin: bool = False, roles: tuple[str, ...] = ()) -> Incoming:
    scope = Scope(workspace=TEAM)
    return Incoming(
        key="1",
        kind=IncomingKind.COMMAND,
        place=Place(platform="memory", workspace=TEAM, channel=ChannelId("C1")),
        requester=Requester(member=MemberId("U1"), scope=scope, admin=admin, roles=roles),
        received=NOW,
    )


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ("dismiss f1 f2", CorrectRequest(kind="dismiss", names=("f1", "f2"))),
        ("Undo c1", CorrectRequest(kind="undo", names=("c1",))),
        (
            "edit f1 due 8 August 2025 because the wire was wrong",
            CorrectRequest(
                kind="edit", names=("f1",), slot="due", value="8 August 2025", reason="the wire was wrong"
            ),
        ),
        ("split f1", CorrectRequest(kind="split", names=("f1",))),
        ("merge f1 f2", CorrectRequest(kind="merge", names=("f1", "f2"))),
    ],
)
def test_words_are_read(words: str, request_: CorrectRequest) -> None:
    """As people write them."""
    assert read_correction(words) == request_


@pytest.mark.parametrize("words", ["", "dismiss", "edit f1", "edit f1 due", "merge f1", "burn f1", "because"])
def test_what_is_missing_is_said(words: str) -> None:
    """With an example."""
    with pytest.raises(InputError, match="correct"):
        read_correction(words)


@pytest.mark.parametrize(
    ("admin", "roles", "allowed"),
    [(True, (), True), (False, ("77",), True), (False, ("78",), False), (False, (), False)],
)
async def test_only_admins_and_chosen_roles_correct(
    store: SqlStore, admin: bool, roles: tuple[str, ...], allowed: bool
) -> None:
    """A role is chosen for each channel; a second attempt of the same order makes no second correction."""
    service = BriefingService(store=store)
    done = await service.ingest(ARTICLE, event(admin=True).requester, now=NOW)
    [fact] = [one for one in done.facts if isinstance(one, Meeting)]
    channels = Channels(jobs=store.jobs, posts=store.posts)
    await channels.change(event(admin=True), {"correct_roles": ["77"]}, now=NOW)
    asked = event(admin=admin, roles=roles)

    try:
        for _ in range(2):
            reply = await correct(service, channels, read_correction(f"dismiss {fact.id}"), asked)
        done_ = True
        assert "Corrected" in reply.body.text  # type: ignore[union-attr]
    except NotAllowedError:
        done_ = False

    assert done_ == allowed
    assert len(await store.list_corrections(TEAM)) == int(allowed)
    assert bool(await service.records("meeting", asked.requester)) != allowed


async def test_a_correction_is_taken_back_only_where_its_facts_are_seen(store: SqlStore) -> None:
    """As it is made: who may correct in one channel does not reach into the private articles of another."""
    service = BriefingService(store=store)
    board = replace(event().requester, scope=Scope(workspace=TEAM, channel=ChannelId("C9")), admin=True)
    done = await service.ingest(ARTICLE, board, now=NOW)
    [fact] = [one for one in done.facts if isinstance(one, Meeting)]
    made = await service.correct(CorrectionKind.DISMISS, [fact.id], board, now=NOW)
    channels = Channels(jobs=store.jobs, posts=store.posts)
    await channels.change(event(admin=True), {"correct_roles": ["77"]}, now=NOW)

    for asked in (event(roles=("77",)), event(admin=True)):
        with pytest.raises(NotFoundError, match="no correction"):
            await correct(service, channels, read_correction(f"undo {made.id}"), asked)

    assert await store.list_corrections(TEAM) == (made,)
    await service.undo(made.id, board, now=NOW)
    assert await store.list_corrections(TEAM) == ()


@pytest.mark.parametrize(
    ("ingest", "admin", "roles", "allowed"),
    [
        ("all", False, (), True),
        ("admins", False, (), False),
        ("admins", True, (), True),
        ("admins", False, ("77",), True),
        ("admins", False, ("78",), False),
    ],
)
async def test_who_may_add_articles(
    store: SqlStore, ingest: str, admin: bool, roles: tuple[str, ...], allowed: bool
) -> None:
    """Everybody, or admins and the roles that they chose."""
    channels = Channels(jobs=store.jobs, posts=store.posts)
    await channels.change(event(admin=True), {"ingest": ingest, "ingest_roles": ["77"]}, now=NOW)
    asked = event(admin=admin, roles=roles)

    assert await channels.may_ingest(asked.requester, asked.place) == allowed
