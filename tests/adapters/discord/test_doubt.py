"""Posts of which Discord did not say whether they arrived: what stands there in the end, counted case by case.

Where Discord knows the nonce or shows us what stands, it is exactly one. The other cases are those of docs/discord.md,
"Where once is not certain".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.tickets import Ticket, Way, write_ticket
from bot.model.chat import Notice, Place, Reply
from bot.model.ids import ChannelId, MemberId
from bot.model.jobs import JobState
from bot.model.posts import PostKind
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.conftest import clock
from tests.adapters.discord.test_once import House, open_house

REPLY = Reply(body=Notice(text="Two deadlines are stored."))
LOST, DONE = Fails(cut="before"), Fails(cut="after")  # nothing told, before and after the post stood there
NO_HISTORY = Fails(status=403, code=50013)
AWAY = Fails(status=500)
MEMBER = 501


@dataclass(frozen=True, kw_only=True)
class Case:
    """sent: what the attempts to post meet. looked: what looking for the post meets. later: Discord has forgotten the nonce
    when it is tried again. between: posts of others that come before. stands: how often it stands there at the end.
    dead: whether `dateline jobs` has it."""

    name: str
    sent: Sequence[Fails]
    stands: int
    looked: Sequence[Fails] = ()
    where: str = "channel"
    later: bool = True
    between: int = 0
    dead: bool = False


CASES = [
    Case(name="not posted, nothing told", sent=[LOST], stands=1),
    Case(name="posted, nothing told", sent=[DONE], stands=1),
    Case(name="posted, and Discord is away when we look", sent=[DONE], looked=[AWAY] * 6, stands=1),
    Case(name="posted, and five hundred messages less one since", sent=[DONE], between=499, stands=1),
    Case(name="a thousand messages, but soon", sent=[DONE], between=1_000, later=False, stands=1),
    Case(name="no right to history, but soon", sent=[DONE], looked=[NO_HISTORY], later=False, stands=1),
    Case(name="posted to a member's direct messages", sent=[DONE], where="member", stands=1),
    Case(name="a command's waiting message", sent=[DONE], where="reply", stands=1),
    Case(name="five hundred messages, minutes later", sent=[DONE], between=500, stands=2),
    Case(name="no right to history, minutes later", sent=[DONE], looked=[NO_HISTORY], stands=2),
    Case(
        name="no right to history, every attempt cut off",
        sent=[DONE] * 8,
        looked=[NO_HISTORY] * 8,
        stands=2,
        dead=True,
    ),
    Case(name="words beside a message whose button was pressed", sent=[DONE], where="press", stands=2),
    Case(name="such words, every attempt cut off", sent=[DONE] * 8, where="press", stands=2, dead=True),
    Case(
        name="not posted, no right to history",
        sent=[LOST, LOST],
        looked=[NO_HISTORY] * 2,
        stands=0,
        dead=True,
    ),
]


async def place_of(fake: FakeDiscord, house: House, channel: int, where: str) -> Place:
    """Where the post goes, with the ticket of an interaction where it has one."""
    ticket, only = None, None
    if where in {"reply", "press"}:
        token = await fake.command("ask", channel, what="who?")
        fake.defer(token, private=True)
        way = Way.REPLY if where == "reply" else Way.EDIT
        expires = clock() + timedelta(minutes=15)
        ticket, only = write_ticket(Ticket(way=way, value=token, expires=expires)), MemberId(str(MEMBER))
    if where == "member":
        only = MemberId(str(MEMBER))
    return Place(
        platform="discord",
        workspace=house.workspace,
        channel=ChannelId(str(channel)),
        only_for=only,
        ticket=ticket,
    )


def standing(fake: FakeDiscord) -> int:
    """How many messages tell it, in the channel, to the member alone or in direct messages."""
    shown = [one for room in fake.sent for one in fake.ours(room)]
    return sum("Two deadlines" in str(one["components"]) for one in (*shown, *fake.whispers))


@pytest.mark.usefixtures("quick_retries")
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_what_stands_there_after_a_doubt(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, tmp_path: Path, case: Case
) -> None:
    """Once wherever Discord lets us look or knows the nonce; elsewhere twice at most, or what is lost is a dead job."""
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house:
        house.desk.connect(platform)
        place = await place_of(fake, house, general, case.where)
        by_token = case.where in {"reply", "press"}
        fake.fail(
            "PATCH" if case.where == "reply" else "POST",
            "/webhooks/" if by_token else "/messages$",
            *case.sent,
        )
        fake.fail("GET", "/messages$", *case.looked)
        await house.desk.send("digest:1", PostKind.DIGEST, place, REPLY, (), known_until=house.now())
        for attempt in range(12):
            await house._worker().run_due()
            house.later += timedelta(minutes=5)
            if attempt == 0:
                for n in range(case.between):
                    await fake.say(general, f"chat {n}", member=600)
            if case.later:
                fake.seen.clear()
        dead = await house.store.jobs.list_jobs(house.workspace, states=[JobState.DEAD])
        waiting = await house.store.jobs.list_jobs(house.workspace, states=[JobState.WAITING])

    assert (standing(fake), len(dead)) == (case.stands, int(case.dead))
    assert waiting == ()
