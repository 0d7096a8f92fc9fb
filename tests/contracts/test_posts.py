"""What was posted, chosen and done: the promises of `bot.ports.PostStore`, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.model.ids import ChannelId, FactId, MemberId, PostId, WorkspaceId
from bot.model.jobs import NewJob, Schedule
from bot.model.posts import Act, Choice, Post, PostKind
from bot.ports import PostStore
from bot.storage.store import SqlStore

HOME, OTHER = WorkspaceId("home"), WorkspaceId("other")
NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)


@pytest.fixture
async def posts(database_url: str) -> AsyncIterator[PostStore]:
    """The posts of a store on either database."""
    store = await SqlStore.open(database_url)
    yield store.posts
    await store.close()


def post(name: str, *, minute: int = 0, facts: tuple[str, ...] = (), **other: object) -> Post:
    values: dict[str, object] = {
        "workspace": HOME,
        "kind": PostKind.ANSWER,
        "lane": "slack:C1",
        "place": "{}",
        "reply": '{"text": "…"}',
        "member": MemberId("U1"),
        **other,
    }
    at = NOW + timedelta(minutes=minute)
    return Post(id=PostId(name), made=at, known_until=at, facts=tuple(FactId(f) for f in facts), **values)  # type: ignore[arg-type]


async def test_a_post_comes_back_as_it_was_put(posts: PostStore) -> None:
    """A button under an old message must find all that the message was made from."""
    made = post("p1", facts=("f1", "f2"), reference="171.5")

    await posts.put_post(post("p1"))
    await posts.put_post(made)

    assert await posts.find_post(HOME, PostId("p1")) == made
    assert await posts.find_post(OTHER, PostId("p1")) is None


async def test_posts_are_found_by_the_facts_they_used(posts: PostStore) -> None:
    """When a fact falls, every message that used it must be found."""
    for one in (post("p1", facts=("f1",)), post("p2", minute=1, facts=("f1", "f2")), post("p3", minute=2)):
        await posts.put_post(one)

    assert [p.id for p in await posts.find_posts(HOME, using=[FactId("f1")])] == ["p2", "p1"]
    assert [p.id for p in await posts.find_posts(HOME, limit=2)] == ["p3", "p2"]
    assert await posts.find_posts(OTHER, using=[FactId("f1")]) == ()


async def test_posts_are_found_by_kind_and_lane(posts: PostStore) -> None:
    """Any past digest of a channel can be shown again."""
    await posts.put_post(post("p1", kind=PostKind.DIGEST))
    await posts.put_post(post("p2", kind=PostKind.DIGEST, lane="slack:C2"))
    await posts.put_post(post("p3"))

    found = await posts.find_posts(HOME, kinds=[PostKind.DIGEST], lane="slack:C1")

    assert [p.id for p in found] == ["p1"]


async def test_choices_are_kept_changed_and_taken_back(posts: PostStore) -> None:
    """A channel's settings survive a restart and stay its own."""
    await posts.put_choice(HOME, "slack:C1", "zone", "Europe/Vienna")
    await posts.put_choice(HOME, "slack:C1", "zone", "Europe/Paris")
    await posts.put_choice(HOME, "slack:C2", "zone", "UTC")
    await posts.put_choice(HOME, "slack:C1", "length", "line")
    await posts.put_choice(HOME, "slack:C1", "length", None)

    assert await posts.choices(HOME, "slack:C1") == {"zone": "Europe/Paris"}
    assert await posts.places(HOME, "zone") == {"slack:C1": "Europe/Paris", "slack:C2": "UTC"}
    assert await posts.choices(OTHER, "slack:C1") == {}


async def test_every_post_and_choice_can_be_gone_through(
    posts: PostStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few at a time, however many there are, and only those of one workspace."""
    monkeypatch.setattr("bot.storage.posts.CHUNK", 2)
    for name in ("p1", "p2", "p3", "p4", "p5"):
        await posts.put_post(post(name, facts=("f1",)))
    await posts.put_post(post("p6", workspace=OTHER))
    await posts.put_choice(HOME, "slack:C2", "zone", "UTC")
    await posts.put_choice(HOME, "slack:C1", "zone", "Europe/Paris")
    await posts.put_choice(OTHER, "slack:C1", "zone", "Asia/Tokyo")

    found = [one async for one in posts.every_post(HOME)]

    assert [one.id for one in found] == ["p1", "p2", "p3", "p4", "p5"]
    assert found[0] == post("p1", facts=("f1",))
    assert [one async for one in posts.every_choice(HOME)] == [
        Choice(place="slack:C1", name="zone", value="Europe/Paris"),
        Choice(place="slack:C2", name="zone", value="UTC"),
    ]


async def test_acts_are_listed_latest_first(posts: PostStore) -> None:
    """An audit reads from now backwards."""
    for minute, what in enumerate(("correct", "undo")):
        act = Act(member=MemberId("U1"), what=what, about="rec_1", at=NOW + timedelta(minutes=minute))
        await posts.add_act(HOME, act)

    assert [act.what for act in await posts.list_acts(HOME)] == ["undo", "correct"]


async def test_acts_are_found_by_who_about_what_and_since_when(posts: PostStore) -> None:
    """The log of a channel, and the count of a member's questions of today."""
    for minute, (member, about) in enumerate((("U1", "a"), ("U2", "a"), ("U1", "b"))):
        act = Act(member=MemberId(member), what=f"{minute}", about=about, at=NOW + timedelta(minutes=minute))
        await posts.add_act(HOME, act)

    async def found(**which: object) -> list[str]:
        return [act.what for act in await posts.list_acts(HOME, **which)]  # type: ignore[arg-type]

    assert await found(member=MemberId("U1")) == ["2", "0"]
    assert await found(about="a") == ["1", "0"]
    assert await found(what="1") == ["1"]
    assert await found(about="a", member=MemberId("U1"), since=NOW) == ["0"]
    assert await found(since=NOW + timedelta(minutes=1)) == ["2", "1"]
    assert await posts.forget_acts(NOW + timedelta(minutes=2)) == 2
    assert await found() == ["2"]


async def test_a_member_is_forgotten_wholly(posts: PostStore) -> None:
    """Erasure on request leaves nothing of the person and everything of the others."""
    await posts.put_post(post("p1", facts=("f1",)))
    await posts.put_post(post("p2", member=MemberId("U2")))
    await posts.add_act(HOME, Act(member=MemberId("U1"), what="good", about="p2", at=NOW))
    await posts.put_choice(HOME, "member:U1", "zone", "UTC")

    assert await posts.forget_member(HOME, MemberId("U1")) == 3
    assert [p.id for p in await posts.find_posts(HOME)] == ["p2"]
    assert await posts.list_acts(HOME) == ()
    assert await posts.choices(HOME, "member:U1") == {}


async def test_a_forgotten_member_is_not_left_in_work_or_choices(store: SqlStore) -> None:
    """The words of a question stand in its finished job; a channel's calendar says who asked for it."""
    payload = '{"requester":{"member":"U1"},"text":"secret"}'
    for name, words in (("mine", payload), ("theirs", payload.replace("U1", "U10"))):
        job = NewJob(name=name, kind="event", payload=words, run_at=NOW)
        await store.jobs.add_jobs(HOME, [job])
    for claim in await store.jobs.claim("w", NOW, lease_s=9, kinds=["event"], limit=9):
        await store.jobs.finish(claim, NOW)
    waiting = NewJob(name="waiting", kind="event", payload=payload, run_at=NOW)
    await store.jobs.add_jobs(HOME, [waiting])
    remind = Schedule(
        workspace=HOME, channel=ChannelId("U1"), kind="remind me:slack", at=time(8), zone="UTC", since=NOW
    )
    await store.jobs.put_schedule(remind)
    await store.posts.put_choice(HOME, "calendars", "t1", '{"names":[],"by":"U1"}')

    assert await store.posts.forget_member(HOME, MemberId("U1")) == 3

    assert [job.name for job in await store.jobs.list_jobs(HOME)] == ["theirs", "waiting"]
    assert await store.jobs.list_schedules(HOME) == ()
    assert await store.posts.choices(HOME, "calendars") == {"t1": '{"names":[],"by":""}'}


async def test_old_posts_go_by_the_retention_setting(posts: PostStore) -> None:
    """What an operator promised to delete is gone, with its traces."""
    await posts.put_post(post("p1", facts=("f1",)))
    await posts.put_post(post("p2", minute=5, facts=("f1",)))

    assert await posts.forget_posts(HOME, NOW + timedelta(minutes=3)) == 1
    assert [p.id for p in await posts.find_posts(HOME, using=[FactId("f1")])] == ["p2"]
    assert await posts.forget_posts(None, NOW + timedelta(minutes=9)) == 1
    assert await posts.find_posts(HOME) == ()
