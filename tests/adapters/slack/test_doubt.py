"""Posts of which Slack did not say whether they arrived: what stands there in the end, counted case by case.

Where Slack shows us what stands, it is exactly one. The other cases are those of docs/slack.md, "Where once is not certain".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.model.chat import Attachment, Notice, Place, Reply
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import JobState
from bot.model.posts import PostKind
from bot.testing.fake_slack import TEAM, Cuts, Fails, FakeSlack, Script
from tests.adapters.slack.conftest import House
from tests.adapters.slack.payloads import ANNA, CHANNEL

REPLY = Reply(body=Notice(text="Two deadlines are stored."))
HOME = WorkspaceId(TEAM)
LOST, DONE = Cuts(done=False), Cuts(done=True)  # nothing told, before and after the post stood there
NO_HISTORY = Fails(error="missing_scope", more={"needed": "channels:history"})
REMOVED = Fails(error="not_in_channel")
AWAY = Fails(status=500)


@dataclass(frozen=True, kw_only=True)
class Case:
    """sent: what the attempts to post meet, by method. looked: what looking for the post meets. between: posts of others that
    come before it is looked for. stands: how often it stands there at the end. dead: whether `dateline jobs` has it."""

    name: str
    sent: Sequence[Script]
    stands: int
    looked: Sequence[Script] = ()
    where: str = "channel"
    between: int = 0
    dead: bool = False
    wiped: bool = False


EXACT = [
    Case(name="not posted, nothing told", sent=[LOST], stands=1),
    Case(name="posted, nothing told", sent=[DONE], stands=1),
    Case(name="posted, and Slack is away when we look", sent=[DONE], looked=[AWAY, AWAY], stands=1),
    Case(name="posted, and a thousand messages less one since", sent=[DONE], between=999, stands=1),
    Case(name="posted to a member's direct messages", sent=[DONE], where="member", stands=1),
]
TWICE = [
    Case(name="a private answer that was seen", sent=[DONE], where="private", stands=2),
    Case(
        name="a private answer whose every attempt is cut off",
        sent=[DONE] * 8,
        where="private",
        stands=2,
        dead=True,
    ),
    Case(name="a thousand messages since", sent=[DONE], between=1_000, stands=2),
    Case(name="metadata taken away", sent=[DONE], wiped=True, stands=2),
]
LESS = [
    Case(name="not posted, then removed", sent=[LOST], looked=[REMOVED], stands=0, dead=True),
    Case(name="not posted, no right to history", sent=[LOST], looked=[NO_HISTORY], stands=0, dead=True),
    Case(name="a private answer that nobody saw", sent=[LOST, LOST], where="private", stands=0, dead=True),
]
KEPT = [
    Case(name="posted, then removed", sent=[DONE], looked=[REMOVED], stands=1, dead=True),
    Case(name="posted, no right to history", sent=[DONE], looked=[NO_HISTORY], stands=1, dead=True),
]
CASES = [*EXACT, *TWICE, *LESS, *KEPT]


def place_of(case: Case) -> Place:
    if case.where == "member":
        return Place(platform="slack", workspace=HOME, channel=ChannelId(ANNA), only_for=MemberId(ANNA))
    only = MemberId(ANNA) if case.where == "private" else None
    return Place(platform="slack", workspace=HOME, channel=ChannelId(CHANNEL), only_for=only)


async def send(house: House, slack: FakeSlack, case: Case, reply: Reply = REPLY) -> None:
    """Post as the desk does, with the case's trouble."""
    method = "chat.postEphemeral" if case.where == "private" else "chat.postMessage"
    slack.script(method, *case.sent)
    slack.script("conversations.history", *case.looked)
    place = place_of(case)
    await house.desk.send("digest:2025-08-06", PostKind.DIGEST, place, reply, (), known_until=house.now)
    await house.worker().run_due()
    for n in range(case.between):
        slack.messages[CHANNEL].append({"ts": slack.next_ts(), "text": f"chat {n}", "user": "U0BOB"})
    if case.wiped:
        for message in slack.posted(CHANNEL):
            message.pop("metadata")
    await house.work(9)


def standing(slack: FakeSlack, case: Case) -> int:
    if case.where == "private":
        return len(slack.ephemerals)
    return len(slack.posted(f"D{ANNA}" if case.where == "member" else CHANNEL))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_what_stands_there_after_a_doubt(house: House, slack: FakeSlack, case: Case) -> None:
    """Once wherever Slack lets us look; elsewhere twice at most, or what is lost is among the dead jobs."""
    await send(house, slack, case)

    dead = await house.store.jobs.list_jobs(HOME, states=(JobState.DEAD,))
    assert (standing(slack, case), len(dead)) == (case.stands, int(case.dead))
    open_jobs = await house.store.jobs.list_jobs(HOME, states=(JobState.WAITING, JobState.RUNNING))
    assert open_jobs == ()


@pytest.mark.parametrize("case", [LESS[1], KEPT[1]], ids=["lost", "posted"])
async def test_what_was_given_up_is_posted_once_when_history_can_be_read_again(
    house: House, slack: FakeSlack, case: Case
) -> None:
    """The right is granted, an operator lets the job run: it looks before it posts."""
    await send(house, slack, case)
    [job] = await house.store.jobs.list_jobs(HOME, states=(JobState.DEAD,))

    await house.store.jobs.revive(HOME, job.name, house.now)
    await house.work(3)

    assert standing(slack, case) == 1


async def test_a_file_that_was_to_go_along_is_lost_in_a_doubt_and_the_message_is_not(
    house: House, slack: FakeSlack
) -> None:
    """A message that is found stands; whether its file was there is not looked for."""
    calendar = Attachment(name="a.ics", media_type="text/calendar", text="BEGIN:VCALENDAR")

    await send(house, slack, EXACT[1], Reply(body=Notice(text="A calendar."), attachment=calendar))

    assert (len(slack.posted(CHANNEL)), len(slack.files)) == (1, 0)
