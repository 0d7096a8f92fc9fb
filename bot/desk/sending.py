"""The jobs that put a kept post onto its platform: now, or when its time has come."""

from __future__ import annotations

from datetime import datetime

from bot.desk.names import lane_of
from bot.errors import DeliveryRefusedError, DeliveryUnseenError
from bot.model.chat import Place
from bot.model.ids import PostId
from bot.model.jobs import Claim, NewJob
from bot.model.posts import Post
from bot.ports import JobStore, Platform, PostStore

SEND, LATER = "send", "later"
MOST_BLIND = 2  # attempts at a post that nobody can look for
CHANNEL_PACE_S = 1.0  # Slack and Discord both take about one message a second and channel


def send_job(name: str, post: PostId, place: Place, now: datetime, at: datetime | None = None) -> NewJob:
    """The job that posts; one that is to wait stays outside the lane, since what waits there holds up every answer."""
    if at is not None and at > now:
        return NewJob(name=f"later:{name}", kind=LATER, payload=f"{post} {name}", run_at=at)
    return NewJob(
        name=f"send:{name}",
        kind=SEND,
        payload=post,
        run_at=now,
        lane=lane_of(place),
        pace_s=CHANNEL_PACE_S,
    )


async def keep_once(posts: PostStore, jobs: JobStore, post: Post, job: NewJob) -> None:
    """Keep a post with the job that sends it; one that was kept before is sent as it is."""
    if await posts.find_post(post.workspace, post.id) is None:
        await posts.put_post(post, [job])
    else:
        await jobs.add_jobs(post.workspace, [job])


async def look_for(platform: Platform, place: Place, key: str, claim: Claim) -> str | None:
    """What an earlier attempt at a post left on the platform; None when it is to be posted.

    Where nobody can look, it is posted once more and no third time: a message that stands twice is better than none,
    and one that stands oftener is not.
    """
    try:
        return await platform.find_post(place, key)
    except DeliveryUnseenError as error:
        if claim.attempt > MOST_BLIND:
            raise DeliveryRefusedError(f"it was sent before, and {error}") from error
        return None
