"""Every event is answered exactly once, whatever happens on the way."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.desk.layout import lay_out
from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError
from bot.jobs.worker import Pace, Worker
from bot.model.answers import Abstention, Briefing
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Notice, Place, Requester
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.jobs import JobState
from bot.model.text import Scope
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.platform import MemoryPlatform

TEAM = WorkspaceId("T1")
START = datetime(2025, 8, 6, 12, tzinfo=UTC)
ARTICLE = {
    "text": (
        "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
        "Tuesday. Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
    ),
    "outlet": "The Ledger",
    "published": "2025-08-05",
}


@dataclass
class House:
    """A desk with its database, its platform, and a clock that tests move."""

    store: SqlStore
    desk: Desk
    platform: MemoryPlatform
    now: datetime = START

    def worker(self, name: str = "w") -> Worker:
        return Worker(
            self.store.jobs,
            self.desk.handlers,
            name=name,
            clock=lambda: self.now,
            chance=random.Random(1),
            pace=Pace(max_attempts=4),
        )

    async def work(self, name: str = "w") -> None:
        """Do everything that is due, over the next hour."""
        for _ in range(40):
            await self.worker(name).run_due()
            self.now += timedelta(seconds=90)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await SqlStore.open(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    made: list[House] = []
    service = BriefingService(store=store)
    desk = Desk(service=service, jobs=store.jobs, posts=store.posts, clock=lambda: made[0].now)
    made.append(House(store=store, desk=desk, platform=MemoryPlatform()))
    desk.connect(made[0].platform)
    await service.ingest(ARTICLE, asker(), now=START)
    yield made[0]
    await store.close()


def asker(member: str = "U1", *, admin: bool = False, channel: str | None = None) -> Requester:
    scope = Scope(workspace=TEAM, channel=ChannelId(channel) if channel else None)
    return Requester(member=MemberId(member), scope=scope, admin=admin)


def event(text: str = "Who met Anna Kovar?", *, key: str = "C1:1", **other: object) -> Incoming:
    values: dict[str, object] = {
        "kind": IncomingKind.MESSAGE,
        "place": Place(platform="memory", workspace=TEAM, channel=ChannelId("C1"), thread="1"),
        "requester": asker(),
        "received": START,
        **other,
    }
    return Incoming(key=key, text=text, **values)  # type: ignore[arg-type]


def press(kind: ActionKind, value: str, **other: object) -> Incoming:
    action = Action(kind=kind, label="x", value=value)
    return event("", key=f"press:{kind}", kind=IncomingKind.ACTION, action=action, **other)


async def test_a_question_is_answered_in_its_place(house: House) -> None:
    """The whole way: kept, worked out, posted, remembered."""
    assert await house.desk.accept(event())
    await house.work()

    [(place, reply, key)] = house.platform.posts
    assert place == event().place
    assert isinstance(reply.body, Briefing)
    assert "Peter Szabo" in reply.body.sentences[0].text
    assert len(key) <= 25
    assert {action.kind for action in reply.actions} >= {ActionKind.SOURCES, ActionKind.QUOTE, ActionKind.WHY}


async def test_the_same_event_five_times_is_one_answer(house: House) -> None:
    """Platforms send again whenever they doubt; people must not see it."""
    fresh = [await house.desk.accept(event()) for _ in range(5)]
    await house.work()

    assert fresh == [True, False, False, False, False]
    assert len(house.platform.posts) == 1


@pytest.mark.parametrize("fail_at", range(3))
@pytest.mark.parametrize(
    "error", [DeliveryDoubtfulError("cut"), DeliveryError("500"), ConnectionError("gone")]
)
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_failing_platform_gets_the_post_once(
    house: House, error: Exception, moment: str, fail_at: int
) -> None:
    """A cut connection leaves it open whether the post is there; it must be looked for, not repeated."""
    calls: list[str] = []

    def fail(key: str) -> None:
        calls.append(key)
        if len(calls) <= fail_at + 1:
            raise (
                error
                if isinstance(error, DeliveryDoubtfulError) or moment == "before"
                else DeliveryDoubtfulError("?")
            )

    setattr(house.platform, moment, fail)
    await house.desk.accept(event())
    await house.work()

    assert len(house.platform.posts) == 1


async def test_a_dead_process_is_followed_by_one_that_looks(house: House) -> None:
    """Between the post and its end lies a moment in which a machine can stop."""

    class Killed(BaseException):
        pass

    def die(_key: str) -> None:
        raise Killed

    house.platform.after = die
    await house.desk.accept(event())
    with pytest.raises(Killed):
        await house.worker("first").run_due()
    house.platform.after = lambda _key: None
    house.now += timedelta(minutes=1)
    await house.work("second")

    assert len(house.platform.posts) == 1
    [job] = [j for j in await house.store.jobs.list_jobs(TEAM) if j.name.startswith("event:")]
    assert job.state is JobState.DONE


async def test_a_closed_channel_ends_the_job(house: House) -> None:
    """What the platform will never take must not be tried for days."""

    def refuse(_key: str) -> None:
        raise DeliveryRefusedError("channel_not_found")

    house.platform.before = refuse
    await house.desk.accept(event())
    await house.work()

    assert [job.state for job in await house.store.jobs.list_jobs(TEAM)] == [JobState.DEAD]


async def test_what_went_wrong_is_said_without_internals(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A member gets a reference to quote, an operator the log line; nobody reads a traceback in a channel."""

    async def burst(*_: object, **__: object) -> None:
        raise RuntimeError("secret internals")

    monkeypatch.setattr(house.desk._service, "ask", burst)
    await house.desk.accept(event())
    await house.work()

    [(_, reply, _)] = house.platform.posts
    assert isinstance(reply.body, Notice)
    assert "secret" not in reply.body.text
    assert "reference" in reply.body.text


async def test_an_unusable_command_says_what_to_do(house: House) -> None:
    """A mistyped command is the member's to mend, so its error is shown in full."""
    await house.desk.accept(event("", command="verify"))
    await house.work()

    [(_, reply, _)] = house.platform.posts
    assert isinstance(reply.body, Notice)
    assert "verify which words" in reply.body.text.casefold()


async def test_buttons_lead_to_the_words(house: House) -> None:
    """One tap from a sentence to the words it rests on, for the one who taps."""
    await house.desk.accept(event("deadlines Hungary"))
    await house.work()
    post = next(a.value for a in house.platform.posts[0][1].actions if a.kind is ActionKind.QUOTE)
    for kind in (ActionKind.QUOTE, ActionKind.WHY, ActionKind.CALENDAR, ActionKind.REMIND, ActionKind.BAD):
        await house.desk.accept(press(kind, post, requester=asker("U2")))
    await house.work()

    answers = [reply for place, reply, _ in house.platform.posts[1:] if place.only_for == MemberId("U2")]
    texts = [reply.body.text for reply in answers if isinstance(reply.body, Notice)]
    assert len(texts) == 5
    assert any("»" in text and "September 30" in text for text in texts)
    assert any("due:" in text for text in texts)
    assert any(reply.attachment and "BEGIN:VEVENT" in reply.attachment.text for reply in answers)


async def test_sources_open_and_close_in_place(house: House) -> None:
    """A second tap must close what the first has opened, in the same message."""
    await house.desk.accept(event())
    await house.work()
    post = next(a.value for a in house.platform.posts[0][1].actions if a.kind is ActionKind.SOURCES)
    opened = []
    for turn in ("a", "b"):
        pressed = press(ActionKind.SOURCES, post, reference="0")
        await house.desk.accept(replace(pressed, key=f"press:{turn}"))
        await house.work()
        opened.append(house.platform.posts[0][1].expanded)

    assert opened == [True, False]
    assert len(house.platform.posts) == 1


async def test_a_private_answer_is_shared_once(house: House) -> None:
    """ "Share in channel" posts the same answer for everybody, without the button to share it again."""
    private = replace(event().place, only_for=MemberId("U1"))
    await house.desk.accept(event("Anna Kovar", command="brief", place=private))
    await house.work()
    post = next(a.value for a in house.platform.posts[0][1].actions if a.kind is ActionKind.SHARE)
    await house.desk.accept(press(ActionKind.SHARE, post, place=private))
    await house.work()

    place, reply, _ = house.platform.posts[1]
    assert place.only_for is None
    assert reply.body == house.platform.posts[0][1].body
    assert ActionKind.SHARE not in {action.kind for action in reply.actions}


async def test_an_edited_question_changes_its_answer(house: House) -> None:
    """The answer under a question must be the answer to that question."""
    await house.desk.accept(event())
    await house.work()
    await house.desk.accept(
        event("What did Anna Kovar eat?", key="C1:1:edit", kind=IncomingKind.EDITED, reference="C1:1")
    )
    await house.work()

    [(_, reply, _)] = house.platform.posts
    assert isinstance(reply.body, Abstention)


@pytest.mark.parametrize("answered", [True, False])
async def test_who_asked_is_known_of_every_kept_question(house: House, answered: bool) -> None:
    """Also in another process, and before the answer: a platform may tell of a deletion no more than a name."""
    asked = event()
    await house.desk.accept(asked)
    if answered:
        await house.work()

    found = await house.desk.asked(TEAM, asked.key)

    assert found is not None
    place, requester = found
    assert (place, requester.member) == (asked.place, asked.requester.member)
    assert await house.desk.asked(TEAM, "C1:9") is None
    assert await house.desk.asked(WorkspaceId("T2"), asked.key) is None


async def test_a_listed_deadline_carries_its_day_for_clocks(house: House) -> None:
    """So that a platform can count down by each reader's own clock, without reading our words."""
    await house.desk.accept(event("", kind=IncomingKind.COMMAND, command="deadlines"))
    await house.work()

    body = house.platform.posts[-1][1].body
    assert isinstance(body, Briefing)
    lines = lay_out(body).lines
    assert [line.due.day for line in lines if line.due is not None] == [date(2025, 9, 30)]


async def test_a_private_article_is_not_quoted_elsewhere(house: House) -> None:
    """What was shared in a closed room must not leave it by an answer or a button."""
    secret = {
        **ARTICLE,
        "text": str(ARTICLE["text"]).replace("Peter Szabo", "Viktor Lakatos"),
        "outlet": "Memo",
    }
    await house.desk._service.ingest(secret, asker(channel="C9"), now=START)
    inside = replace(event().place, channel=ChannelId("C9"))
    question = "Did Anna Kovar meet Viktor Lakatos?"
    await house.desk.accept(event(question, key="in", place=inside, requester=asker(channel="C9")))
    await house.desk.accept(event(question, key="out"))
    await house.work()

    replies = {place.channel: reply for place, reply, _ in house.platform.posts}
    assert "Lakatos" in str(replies[ChannelId("C9")].body)
    outside = replies[ChannelId("C1")].body
    assert not isinstance(outside, Notice)
    cited = [
        c.quote.text
        for s in getattr(outside, "all_sentences", getattr(outside, "nearest", ()))
        for c in s.citations
    ]
    assert all("Lakatos" not in words for words in cited)


async def test_a_digest_is_switched_on_and_off(house: House) -> None:
    """A channel decides by itself, in words."""
    for number, text in enumerate(("digest on 08:30 Europe/Vienna weekdays", "digest off")):
        await house.desk.accept(event(text, key=f"d{number}"))
        await house.work()

    texts = [reply.body.text for _, reply, _ in house.platform.posts if isinstance(reply.body, Notice)]
    assert "08:30 Europe/Vienna, Monday to Friday" in texts[0]
    assert texts[1] == "The digest is off."
    assert await house.store.jobs.list_schedules(TEAM) == ()


async def test_members_cannot_change_what_admins_decide(house: House) -> None:
    """A channel's rules bind its members."""
    await house.desk.channels.change(event(requester=asker(admin=True)), {"commands": ("met",)}, now=START)
    await house.desk.accept(event("Kovar", command="brief"))
    await house.work()

    [(_, reply, _)] = house.platform.posts
    assert isinstance(reply.body, Notice)
    assert "switched off" in reply.body.text


@pytest.mark.parametrize(("links", "stored"), [("never", False), ("ask", False), ("always", True)])
async def test_links_are_stored_without_asking_where_a_channel_wants_that(
    house: House, links: str, stored: bool
) -> None:
    """Whoever shares is told privately; where nothing is wanted, nothing is said."""
    read: list[str] = []

    async def fetch(url: str) -> dict[str, object]:
        read.append(url)
        return {
            **ARTICLE,
            "text": "OSLO (Wire) - Berit Haugen met Lars Holm in Bergen on Monday.",
            "url": url,
        }

    house.desk._service._fetch = fetch
    await house.desk.channels.change(event(requester=asker(admin=True)), {"links": links}, now=START)
    alone = replace(event().place, only_for=MemberId("U1"))
    shared = event("https://wire.example/1", key="l", kind=IncomingKind.LINK, place=alone)
    await house.desk.accept(shared)
    await house.work()

    assert bool(read) is stored
    said = [reply.body.text for _, reply, _ in house.platform.posts if isinstance(reply.body, Notice)]
    assert [words.partition(" ")[0] for words in said] == {
        "never": [],
        "ask": ["Shall"],
        "always": ["Stored:"],
    }[links]
