"""An answer that is read while it is written is one message, holds checked sentences only, and loses nothing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk.desk import Desk
from bot.desk.live import CHECKING, SEARCHING, STOPPED
from bot.errors import DeliveryDoubtfulError, DeliveryError, StorageError
from bot.jobs.worker import Pace, Worker
from bot.model.answers import Briefing
from bot.model.chat import Incoming, IncomingKind, Notice, Place, Reply, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import JobState
from bot.model.posts import Post
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.loopback import until
from bot.testing.platform import LiveMemoryPlatform, MemoryPlatform
from bot.testing.scripted_model import ScriptedModel

TEAM = WorkspaceId("T1")
START = datetime(2025, 8, 6, 12, tzinfo=UTC)
ARTICLE = {
    "text": (
        "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
        "Tuesday. The two ministers spoke about the bridge for three hours, Kovar said. The talks will go on in Budapest."
    ),
    "outlet": "The Ledger",
    "published": "2025-08-05",
}
TRUE = ("Anna Kovar met Peter Szabo in Vienna on Tuesday.", (1,))
FALSE = ("Anna Kovar signed a treaty on gas with Peter Szabo in Paris.", (1,))
ASKER = Requester(member=MemberId("U1"), scope=Scope(workspace=TEAM))


@dataclass
class House:
    store: SqlStore
    desk: Desk
    platform: MemoryPlatform
    model: ScriptedModel
    now: datetime = START
    workers: int = field(default=0)

    def worker(self) -> Worker:
        self.workers += 1
        return Worker(
            self.store.jobs,
            self.desk.handlers,
            name=f"w{self.workers}",
            clock=lambda: self.now,
            chance=random.Random(1),
            pace=Pace(max_attempts=6, grace_s=0.0),
        )

    async def work(self) -> None:
        for _ in range(12):
            await self.worker().run_due()
            self.now += timedelta(seconds=90)

    @property
    def reply(self) -> Reply:
        """The one message that stands there."""
        [(_, reply, _)] = self.platform.posts
        return reply


@asynccontextmanager
async def opened(
    folder: Path, platform: MemoryPlatform, model: ScriptedModel, status_kept_s: float = 90.0
) -> AsyncIterator[House]:
    store = await SqlStore.open(f"sqlite:///{folder / 'live.sqlite3'}")
    made: list[House] = []
    service = BriefingService(store=store, model=model)
    desk = Desk(
        service=service,
        jobs=store.jobs,
        posts=store.posts,
        clock=lambda: made[0].now,
        status_kept_s=status_kept_s,
    )
    made.append(House(store=store, desk=desk, platform=platform, model=model))
    desk.connect(platform)
    await service.ingest(ARTICLE, ASKER, now=START)
    try:
        yield made[0]
    finally:
        await store.close()


@pytest.fixture
def platform() -> LiveMemoryPlatform:
    return LiveMemoryPlatform(name="memory")


@pytest.fixture
async def house(tmp_path: Path, platform: LiveMemoryPlatform) -> AsyncIterator[House]:
    async with opened(tmp_path, platform, ScriptedModel(sentences=[TRUE])) as one:
        yield one


def event(text: str = "Who did Anna Kovar meet?", **other: object) -> Incoming:
    values: dict[str, object] = {
        "key": "C1:1",
        "kind": IncomingKind.MESSAGE,
        "place": Place(platform="memory", workspace=TEAM, channel=ChannelId("C1"), thread="1"),
        "requester": ASKER,
        "received": START,
        **other,
    }
    return Incoming(text=text, **values)  # type: ignore[arg-type]


async def test_an_answer_grows_in_one_message_and_ends_as_the_reply(
    house: House, platform: LiveMemoryPlatform
) -> None:
    """What is under way is said first, then sentences, then the reply with its buttons takes their place."""
    await house.desk.accept(event())
    await house.work()

    assert platform.told == [SEARCHING, CHECKING]
    assert platform.grown == list(range(1, len(platform.grown) + 1)) != []
    assert isinstance(house.reply.body, Briefing)
    assert house.reply.body.sentences[0].text == TRUE[0]
    assert house.reply.actions


async def test_no_unchecked_sentence_is_ever_shown(house: House, platform: LiveMemoryPlatform) -> None:
    """What the model makes up is refused before it can be read, not taken back afterwards."""
    house.model.sentences = [FALSE, TRUE]
    seen: list[str] = []

    async def look(number: int) -> None:
        seen.append(f"{number}:{platform.grown}")

    house.model.before = look
    await house.desk.accept(event())
    await house.work()

    assert isinstance(house.reply.body, Briefing)
    assert all("treaty" not in sentence.text for sentence in house.reply.body.sentences)
    assert max(platform.grown) <= len(house.reply.body.sentences)


async def test_a_sentence_is_shown_before_the_model_goes_on(
    house: House, platform: LiveMemoryPlatform
) -> None:
    """Otherwise nothing would be gained by it."""
    grown: list[list[int]] = []

    async def look(number: int) -> None:
        grown.append(list(platform.grown))

    house.model.before = look
    await house.desk.accept(event())
    await house.work()

    assert grown == [[], [1]]


@pytest.mark.parametrize("failing", ["opening", "closing"])
@pytest.mark.parametrize(
    "error", [DeliveryDoubtfulError("cut"), DeliveryError("500"), ConnectionError("gone")]
)
@pytest.mark.parametrize("times", [1, 2])
async def test_a_live_answer_that_fails_ends_in_one_message(
    house: House, platform: LiveMemoryPlatform, failing: str, error: Exception, times: int
) -> None:
    """Whether the message had begun or not, and however often: one message, with the whole answer."""
    left = [times]

    def fail(_key: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise DeliveryDoubtfulError("cut") if failing == "opening" else error

    setattr(platform, failing, fail)
    await house.desk.accept(event())
    await house.work()

    assert left[0] < times
    assert isinstance(house.reply.body, Briefing)
    assert house.reply.body.sentences[0].text == TRUE[0]


async def test_a_platform_that_declines_gets_one_post(house: House, platform: LiveMemoryPlatform) -> None:
    """Not every channel takes a stream, and budgets for them are small."""
    platform.opens = False
    await house.desk.accept(event())
    await house.work()

    assert platform.told == []
    assert isinstance(house.reply.body, Briefing)


class Killed(BaseException):
    """A process that ends here."""


@pytest.mark.parametrize("where", ["opening", "showing", "closing", "model"])
async def test_a_process_that_dies_while_telling_is_followed_by_one_that_finishes(
    house: House, platform: LiveMemoryPlatform, where: str
) -> None:
    """The message that was begun gets the whole answer, and stays the only one."""

    def die(_key: str) -> None:
        raise Killed

    async def die_in_model(number: int) -> None:
        if number == 1:
            raise Killed

    if where == "model":
        house.model.before = die_in_model
    else:
        setattr(platform, where, die)
    await house.desk.accept(event())
    with pytest.raises(Killed):
        await house.worker().run_due()
    await asyncio.sleep(0)
    platform.opening = platform.showing = platform.closing = lambda _key: None
    house.model.before = ScriptedModel(sentences=()).before
    house.now += timedelta(minutes=1)
    await house.work()

    assert len(platform.told) <= 2
    assert isinstance(house.reply.body, Briefing)
    assert house.reply.body.sentences[0].text == TRUE[0]


async def test_a_database_that_fails_right_after_the_beginning_leaves_one_message(
    house: House, platform: LiveMemoryPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the reference is lost, and the message has to be looked for."""
    kind = type(house.store.posts)
    put = kind.put_post
    failed: list[str] = []

    async def fail(posts: Any, post: Post) -> None:
        if not failed:
            failed.append(post.id)
            raise StorageError("away")
        await put(posts, post)

    monkeypatch.setattr(kind, "put_post", fail)
    await house.desk.accept(event())
    await house.work()

    assert failed
    assert isinstance(house.reply.body, Briefing)
    states = [job.state for job in await house.store.jobs.list_jobs(TEAM) if job.kind == "event"]
    assert states == [JobState.DONE]


async def test_stop_ends_the_answer_where_it_is(house: House, platform: LiveMemoryPlatform) -> None:
    """What was told stays with its receipts, and says that it is not all."""
    held = asyncio.Event()

    async def hold(number: int) -> None:
        if number == 1:
            await house.desk.stop(event().place)
            await held.wait()

    house.model.before = hold
    await house.desk.accept(event())
    await house.work()

    assert isinstance(house.reply.body, Briefing)
    assert house.reply.body.note == STOPPED
    assert house.reply.body.sentences[0].citations
    assert platform.statuses[-1][1] is None


async def test_stop_before_anything_was_told_says_only_that(
    house: House, platform: LiveMemoryPlatform
) -> None:
    """The message that had begun must not go on claiming that we are at work."""
    held = asyncio.Event()

    async def hold(number: int) -> None:
        await house.desk.stop(event().place)
        await held.wait()

    house.model.before = hold
    await house.desk.accept(event())
    await house.work()

    assert house.reply.body == Notice(text="Stopped.")


@pytest.mark.parametrize("opens", [True, False])
async def test_stop_before_the_work_began_posts_nothing(
    house: House, platform: LiveMemoryPlatform, opens: bool
) -> None:
    """A question that waits behind others is dropped; the next one in the same conversation is answered."""
    platform.opens = opens
    await house.desk.accept(event())
    house.now += timedelta(seconds=1)
    await house.desk.stop(event().place)
    later = replace(event(), key="C1:2", received=house.now + timedelta(seconds=1))
    await house.desk.accept(later)
    await house.work()

    assert len(platform.posts) == 1
    assert isinstance(house.reply.body, Briefing)
    assert len(house.model.asked) == 1


async def test_stop_in_another_conversation_changes_nothing(house: House) -> None:
    """It is said in one thread and means that thread."""
    await house.desk.accept(event())
    house.now += timedelta(seconds=1)
    await house.desk.stop(replace(event().place, thread="2"))
    await house.work()

    assert isinstance(house.reply.body, Briefing)


async def test_a_status_is_shown_again_before_it_fades(tmp_path: Path) -> None:
    """A platform without live answers takes a status away after a while; work may take longer."""
    platform = MemoryPlatform(name="memory")
    model = ScriptedModel(sentences=[TRUE])

    async def wait(number: int) -> None:
        await until(lambda: len(platform.statuses) >= 3)

    model.before = wait
    async with opened(tmp_path, platform, model, status_kept_s=0.001) as house:
        await house.desk.accept(event())
        await house.worker().run_due()

    assert [words for _, words in platform.statuses[:3]] == [SEARCHING] * 3
    assert platform.statuses[-1][1] is None


async def test_an_edited_question_has_its_answer_replaced_and_not_told_again(
    house: House, platform: LiveMemoryPlatform
) -> None:
    """The message is there; it needs no beginning."""
    await house.desk.accept(event())
    await house.work()
    edit = event("What did the ministers speak about?", key="C1:1:edit", reference="C1:1")
    await house.desk.accept(replace(edit, kind=IncomingKind.EDITED))
    await house.work()

    assert platform.told == [SEARCHING, CHECKING]
    assert len(platform.posts) == 1
