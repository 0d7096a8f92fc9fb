"""An answer that a model writes grows in one Discord message, at a pace, and ends as the reply that is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.live import DiscordLive
from adapters.discord.platform import DiscordPlatform
from adapters.discord.render import draw, draw_growing
from bot.desk.names import post_named
from bot.desk.wire import reply_from_json
from bot.errors import DeliveryError
from bot.model.answers import Sentence
from bot.model.chat import Notice, Reply
from bot.testing.discord_payloads import BOT
from bot.testing.discord_world import Asked, Fails
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.discord.conftest import Run
from tests.adapters.discord.test_once import House, open_house, store_article
from tests.adapters.discord.test_platform import text_of
from tests.adapters.generated import reply_of

FIRST = "Foreign Minister Anna Kovar met Peter Szabo in Vienna on Tuesday."
SECOND = "Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
FALSE = "Kovar signed a treaty on gas with Peter Szabo in Paris."


def model(*sentences: str) -> ScriptedModel:
    return ScriptedModel(sentences=[(sentence, (1,)) for sentence in sentences])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits follow each other at once."""
    monkeypatch.setattr(DiscordPlatform, "live_pace_s", 0.0)


def edits(fake: FakeDiscord) -> list[Asked]:
    return fake.asked("PATCH", r"/messages/")


async def kept_reply(house: House, message: dict[str, Any]) -> Reply:
    """What the desk has kept of the answer to a question."""
    post = await house.store.posts.find_post(
        house.workspace, post_named(house.workspace, f"event:{message['id']}")
    )
    assert post is not None
    return reply_from_json(post.reply)


async def test_checked_sentences_appear_one_by_one(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, quick: None
) -> None:
    """The first can be read before the second is written; nothing unchecked is ever shown; one message in all."""
    writer = model(FIRST, FALSE, SECOND)
    seen: list[str] = []

    async def wait_until_shown(number: int) -> None:
        if number == 1:
            await until(lambda: any("Szabo" in text_of(one) for one in fake.ours(general)))
        seen.append("\n".join(text_of(one) for one in fake.ours(general)))

    writer.before = wait_until_shown
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}", model=writer) as house:
        await store_article(house)
        async with run(house.desk):
            asked = await fake.say(general, "who met Anna Kovar, and what did she say?", mentions_bot=True)
            await until(lambda: house.desk.taken)
            await house.finish()
        kept = await kept_reply(house, asked)

    assert "Looking it up" in seen[0]
    assert "Szabo" in seen[1]
    assert "treaty" not in "".join(str(one.body) for one in fake.requests)
    [answer] = fake.ours(general)
    assert [text_of(answer).strip()] == ["\n".join(message.blocks) for message in draw(kept)]
    assert "…" not in text_of(answer).splitlines()[-1]
    assert all(one.body["allowed_mentions"] == {"parse": []} for one in edits(fake))


@pytest.mark.parametrize("private", [True, False])
async def test_the_answer_to_a_command_grows_in_its_waiting_message(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, quick: None, private: bool
) -> None:
    """By the interaction's token, also where we may not write; what is for one member is seen by nobody else."""
    fake.fail("POST", r"/channels/\d+/messages$", *[Fails(status=403, code=50013)] * 9)
    fake.fail("PATCH", r"/channels/\d+/messages/", *[Fails(status=403, code=50013)] * 9)
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}", model=model(FIRST, SECOND)) as house:
        await store_article(house)
        async with run(house.desk):
            token = await fake.command("ask", general, what="who met Anna Kovar?", private=private)
            await until(lambda: house.desk.taken)
            await house.finish()

    answer = fake.original(token)
    assert answer is not None
    assert "Szabo" in text_of(answer)
    assert "Looking it up" not in text_of(answer)
    assert len(edits(fake)) >= 3
    assert (fake.ours(general) == []) == private


async def test_answers_that_grow_leave_room_for_those_that_end(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Discord takes five edits in five seconds from a channel; three of them are kept for finished answers."""
    from tests.adapters.discord.test_platform import KEY, SHORT, place

    asker: Any = None
    many = [await platform.open_live(place(general), asker, f"{KEY[:-1]}{n}", "Looking") for n in range(5)]
    for live in many:
        assert live is not None
        await live.show(sentences(1))
        await asyncio.sleep(0)
    for live in many:
        assert live is not None
        await live.close(SHORT)

    grown = [one for one in edits(fake) if "Looking" in str(one.body)]
    assert len(grown) == 2
    assert [text_of(one).strip() for one in fake.ours(general)] == ["Two deadlines are stored."] * 5


async def test_edits_that_fail_lose_nothing(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, quick: None
) -> None:
    """What could not be shown on the way stands in the finished reply."""
    writer = model(FIRST, SECOND)

    async def wait_for_an_edit(number: int) -> None:
        if number == 1:
            await until(lambda: edits(fake))

    writer.before = wait_for_an_edit
    fake.fail("PATCH", r"/messages/", Fails(status=403, code=50001))
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}", model=writer) as house:
        await store_article(house)
        async with run(house.desk):
            await fake.say(general, "who met Anna Kovar?", mentions_bot=True)
            await until(lambda: house.desk.taken)
            await house.finish()

    [answer] = fake.ours(general)
    assert "Szabo" in text_of(answer)
    assert "Looking it up" not in text_of(answer)


async def test_a_token_that_ends_while_we_write_ends_in_direct_messages(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, quick: None
) -> None:
    """Fifteen minutes are over before the model is: the member still gets the whole answer, alone."""
    writer = model(FIRST, SECOND)

    async def expire(number: int) -> None:
        if number == 1:
            fake.expire("token-1")

    writer.before = expire
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}", model=writer) as house:
        await store_article(house)
        async with run(house.desk):
            await fake.command("ask", general, what="who met Anna Kovar?", private=True)
            await until(lambda: house.desk.taken)
            await house.finish()

    assert "Szabo" in text_of(fake.ours(40_501)[0])
    assert fake.ours(general) == []


# ---------------------------------------------------------------------- the pace


class Drawn:
    """Keeps what was drawn, and lets the test wait for it."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, str]] = []
        self.finished: list[Reply] = []
        self.first = asyncio.Event()
        self.error: Exception | None = None

    async def show(self, sentences: Sequence[Sentence], doing: str) -> None:
        self.shown.append((len(sentences), doing))
        self.first.set()
        if self.error is not None:
            raise self.error

    async def finish(self, reply: Reply) -> None:
        self.finished.append(reply)

    def live(self, pace_s: float = 3600.0) -> DiscordLive:
        return DiscordLive(
            reference="1:2", words="Looking", show=self.show, finish=self.finish, pace_s=pace_s
        )


def sentences(count: int) -> tuple[Sentence, ...]:
    return tuple(s for s in _many() if s.citations)[:count]


def _many() -> list[Sentence]:
    bodies = [reply_of(number).body for number in range(40)]
    return [sentence for body in bodies if hasattr(body, "sentences") for sentence in body.sentences]


async def test_what_comes_faster_than_the_pace_is_drawn_together() -> None:
    """Fifty sentences at once are one edit, and then the reply."""
    drawn, reply = Drawn(), Reply(body=Notice(text="done"))
    live = drawn.live()

    for count in range(1, 51):
        await live.show(sentences(count))
    await drawn.first.wait()
    await live.show(sentences(50))
    await live.close(reply)

    assert drawn.shown == [(50, "Looking")]
    assert drawn.finished == [reply]


async def test_after_a_refused_edit_only_the_end_is_drawn() -> None:
    """Refusals count against us at Discord, so they are not repeated."""
    drawn, reply = Drawn(), Reply(body=Notice(text="done"))
    drawn.error = DeliveryError("no")
    live = drawn.live(pace_s=0.0)

    await live.show(sentences(1))
    await drawn.first.wait()
    for count in range(2, 9):
        await live.show(sentences(count))
        await asyncio.sleep(0)
    await live.close(reply)

    assert len(drawn.shown) == 1
    assert drawn.finished == [reply]


async def test_ending_twice_is_ending_once(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """A second attempt cannot know how far the first one came."""
    from tests.adapters.discord.test_platform import KEY, SHORT, place

    asker: Any = None
    live = await platform.open_live(place(general), asker, KEY, "Looking it up")
    assert live is not None
    assert await platform.find_post(place(general), KEY) == live.reference
    for _ in range(2):
        await live.close(SHORT)

    [answer] = fake.ours(general)
    assert text_of(answer).strip() == SHORT.body.text  # type: ignore[union-attr]
    assert answer["author"]["id"] == str(BOT)
    assert await platform.find_post(place(general), KEY) == live.reference


@pytest.mark.parametrize("rich", [True, False])
def test_a_growing_answer_is_always_one_message(rich: bool) -> None:
    """However long it becomes on the way, with what is being done in its last line."""
    for number in range(150):
        body = reply_of(number).body
        if not hasattr(body, "sentences"):
            continue
        for count in (0, 1, len(body.sentences)):
            message = draw_growing(body.sentences[:count], "Checking every sentence", rich=rich)
            assert message.fits
            assert message.blocks[-1].splitlines()[-1] == "-# Checking every sentence…"
            assert not message.rows
