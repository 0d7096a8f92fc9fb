"""Channels that take no more posts, workspaces that leave, and presses that are tried again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import DeliveryError, DeliveryRefusedError
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Notice, Place, Reply
from bot.model.ids import ChannelId, MemberId
from bot.model.jobs import JobState
from bot.testing.newsroom import TEAM, Newsroom, asker, message
from bot.testing.platform import MemoryPlatform

START = datetime(2025, 8, 6, 6, tzinfo=UTC)
TEXT = (
    "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)


@dataclass(slots=True)
class Closing(MemoryPlatform):
    """A platform that refuses channels. closed: why, by channel. failures: what the next updates meet once done."""

    closed: dict[str, str] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        if place.channel in self.closed:
            raise DeliveryRefusedError(f"chat.postMessage: {self.closed[place.channel]}")
        return await MemoryPlatform.post(self, place, reply, key)

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        await MemoryPlatform.update(self, place, reference, reply)
        if self.failures:
            raise self.failures.pop()


@pytest.fixture
def platform() -> Closing:
    return Closing()


@pytest.fixture
async def room(tmp_path: Path, platform: Closing) -> AsyncIterator[Newsroom]:
    url = f"sqlite:///{tmp_path / 'room.sqlite3'}"
    async with Newsroom.open(url, now=START, platform=platform) as one:
        await one.ingest(TEXT, outlet="The Ledger")
        yield one


async def test_an_admin_is_told_once_that_a_channel_takes_nothing(room: Newsroom, platform: Closing) -> None:
    """Whoever can mend it hears of it, in their own messages, and not with every attempt."""
    await room.say("help", requester=asker("UADMIN", admin=True), key="hello")
    platform.closed["C1"] = "not_in_channel"
    for number in range(3):
        await room.say("Who met Anna Kovar?", key=f"q{number}")

    told = [(place, reply) for place, reply, _ in room.platform.posts if place.only_for == MemberId("UADMIN")]
    assert len(told) == 1
    assert isinstance(told[0][1].body, Notice)
    assert "C1" in told[0][1].body.text
    assert "not_in_channel" in told[0][1].body.text
    assert "Kovar" not in told[0][1].body.text


async def test_each_reason_and_each_channel_is_told(room: Newsroom, platform: Closing) -> None:
    """Another channel or another reason is other news."""
    await room.say("help", requester=asker("UADMIN", admin=True), key="hello")
    platform.closed["C1"] = "not_in_channel"
    platform.closed["C2"] = "is_archived"
    for channel in ("C1", "C2", "C1", "C2"):
        place = Place(platform="memory", workspace=TEAM, channel=ChannelId(channel))
        await room.say("Who met Anna Kovar?", place=place)

    told = [reply for place, reply, _ in room.platform.posts if place.only_for == MemberId("UADMIN")]
    assert len(told) == 2


async def test_a_private_message_that_is_refused_is_nobodys_business(
    room: Newsroom, platform: Closing
) -> None:
    """A member who left is no matter for an admin."""
    await room.say("help", requester=asker("UADMIN", admin=True), key="hello")
    platform.closed["C3"] = "not_in_channel"
    place = Place(platform="memory", workspace=TEAM, channel=ChannelId("C3"), only_for=MemberId("U9"))
    await room.say("Who met Anna Kovar?", place=place)

    assert len(room.platform.posts) == 1


async def test_where_no_admin_is_known_nothing_breaks(room: Newsroom, platform: Closing) -> None:
    """The job ends all the same."""
    platform.closed["C1"] = "not_in_channel"
    await room.say("Who met Anna Kovar?", key="q")

    jobs = await room.store.jobs.list_jobs(TEAM, states=(JobState.DEAD,))
    assert [job.name for job in jobs] == ["event:q"]


async def test_the_digest_of_a_closed_channel_rests(room: Newsroom, platform: Closing) -> None:
    """It is not written day after day for nobody, and goes on where it stopped once somebody says so."""
    admin = asker("UADMIN", admin=True)
    await room.say("digest on 08:00 UTC", requester=admin)
    platform.closed["C1"] = "not_in_channel"
    await room.run_until(START + timedelta(days=3))

    [(_, reply)] = [(p, r) for p, r, _ in room.platform.posts if p.only_for == MemberId("UADMIN")]
    assert isinstance(reply.body, Notice)
    assert "digest is paused" in reply.body.text
    digests = [job for job in await room.store.jobs.list_jobs(TEAM) if job.name.startswith("send:digest")]
    assert [job.state for job in digests] == [JobState.DEAD]


async def test_a_workspace_that_leaves_has_nothing_scheduled_and_nothing_waiting(
    room: Newsroom, platform: Closing
) -> None:
    """Posts that wait for a workspace without a token would fail for days."""
    await room.say("digest on 08:00 UTC", requester=asker("UADMIN", admin=True))
    await room.desk.accept(message("Who met Anna Kovar?", key="late", received=room.now + timedelta(hours=1)))
    before = len(room.platform.posts)
    for _ in range(2):
        await room.desk.forget(TEAM)
    await room.run_until(START + timedelta(days=2))

    assert await room.store.jobs.list_schedules(TEAM) == ()
    assert await room.store.jobs.list_jobs(TEAM, states=(JobState.WAITING,)) == ()
    assert len(room.platform.posts) == before


def press(room: Newsroom, kind: ActionKind, *, text: str = "", key: str = "press") -> Incoming:
    """A press of a button under the first message."""
    value = next(a.value for a in room.platform.posts[0][1].actions if a.kind is kind)
    action = Action(kind=kind, label="x", value=value)
    return message(text, key=key, kind=IncomingKind.ACTION, action=action, reference="0", received=room.now)


async def test_sources_stay_open_when_the_press_is_tried_again(room: Newsroom, platform: Closing) -> None:
    """A crash between the change and its end must not close what was opened."""
    await room.say("Who met Anna Kovar?")
    platform.failures = [DeliveryError("500"), DeliveryError("502")]
    await room.desk.accept(press(room, ActionKind.SOURCES))
    await room.run_until(room.now + timedelta(minutes=5))
    opened = room.platform.posts[0][1].expanded
    await room.desk.accept(press(room, ActionKind.SOURCES, key="again"))
    await room.run_until(room.now + timedelta(minutes=5))

    assert not platform.failures
    assert opened is True
    assert room.platform.posts[0][1].expanded is False


async def test_a_typed_reason_is_kept_with_its_member(room: Newsroom, platform: Closing) -> None:
    """Whoever mends the articles can read it; it goes when the member is forgotten."""
    await room.say("Who met Anna Kovar?")
    await room.desk.accept(press(room, ActionKind.BAD, text="  It was\nSzijjarto. " + "x" * 2_000))
    await room.run_until(room.now + timedelta(minutes=1))
    post = next(a.value for a in room.platform.posts[0][1].actions if a.kind is ActionKind.BAD)

    kept = (await room.store.posts.choices(TEAM, "member:U1"))[f"feedback:{post}"]
    [act] = [act for act in await room.store.posts.list_acts(TEAM) if act.what == "bad"]
    assert kept.startswith("It was Szijjarto. xxx")
    assert len(kept) == 1_000
    assert (act.member, act.about) == ("U1", post)
    await room.store.posts.forget_member(TEAM, MemberId("U1"))
    assert await room.store.posts.choices(TEAM, "member:U1") == {}


async def test_sharing_keeps_the_address_it_came_with(room: Newsroom, platform: Closing) -> None:
    """Where we are no member of the channel, it is the only way to post there."""
    alone = Place(platform="memory", workspace=TEAM, channel=ChannelId("C1"), only_for=MemberId("U1"))
    await room.say("Who met Anna Kovar?", place=alone)
    pressed = press(room, ActionKind.SHARE)
    await room.desk.accept(replace(pressed, place=replace(alone, ticket="https://hooks/1")))
    await room.run_until(room.now + timedelta(minutes=1))

    place, _, _ = room.platform.posts[1]
    assert (place.only_for, place.ticket) == (None, "https://hooks/1")
