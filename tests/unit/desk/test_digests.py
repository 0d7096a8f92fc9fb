"""Each channel is told what is new to it, once a day, and nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.layout import lay_out
from bot.desk.wire import reply_from_json
from bot.model.answers import Briefing, SentenceKind
from bot.model.chat import Action, ActionKind, IncomingKind, Notice, Reply
from bot.model.posts import PostKind
from bot.testing.newsroom import TEAM, Newsroom, asker, message

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ON = "digest on 08:30 UTC"
TALKS = (
    "VIENNA (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on Monday. "
    "Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)
EXTENDED = (
    "BUDAPEST (Post) - Foreign Minister Anna Kovar extended the deadline for Hungary to open the bridge from "
    "September 30 to October 31."
)


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        yield room


def words(reply: Reply) -> str:
    assert not isinstance(reply.body, Notice)
    return lay_out(reply.body).plain_text


async def test_a_channel_is_told_what_came_in_since_yesterday(room: Newsroom) -> None:
    """The whole way: subscribed, fallen due, written from the articles, posted at the local time."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(datetime(2025, 8, 5, 8, 40, tzinfo=UTC))

    [(place, reply)] = room.sent("Digest")
    assert reply.title == "Digest of 5 August 2025"
    assert place.channel == "C1"
    assert "Anna Kovar" in words(reply)
    assert "Peter Szabo" in words(reply)
    assert "Tuesday 30 September 2025" in words(reply)
    assert isinstance(reply.body, Briefing)
    claims = [s for s in reply.body.all_sentences if s.kind is SentenceKind.CLAIM]
    assert claims
    assert all(sentence.citations for sentence in claims)


async def test_nothing_is_told_twice_and_a_moved_day_is_an_update(room: Newsroom) -> None:
    """A story that goes on is told as an update, with what it was; a copy of it is not told at all."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + DAY)
    await room.ingest(TALKS, outlet="Gazette")
    await room.run_until(START + 2 * DAY)
    await room.ingest(EXTENDED, outlet="The Post")
    await room.run_until(START + 3 * DAY)

    first, second, third = [reply for _, reply in room.sent("Digest")]
    assert "New" in words(first)
    assert words(second).startswith("1 article came in since 5 August 2025, 08:")
    assert "Updates" in words(third)
    assert "Told before: set, Tuesday 30 September 2025. Now: extended, Friday 31 October 2025." in words(
        third
    )


async def test_an_empty_day_is_told_in_one_line_or_not_at_all(room: Newsroom) -> None:
    """A channel must know that we looked; one that does not want the line is left alone."""
    await room.say(ON)
    await room.run_until(START + DAY)
    await room.say(f"{ON} silent")
    await room.run_until(START + 3 * DAY)

    [(_, reply)] = room.sent("Digest")
    assert words(reply).startswith("No article came in since 4 August 2025, 08:")


async def test_days_missed_are_merged_into_one_digest_that_says_so(room: Newsroom) -> None:
    """After a downtime nobody wants three digests, and nobody must miss what was in them."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    room.now = START + 3 * DAY
    await room.run_until(room.now + timedelta(minutes=10))

    [(_, reply)] = room.sent("Digest")
    assert reply.title == "Digest of 5 to 7 August 2025"
    assert "Peter Szabo" in words(reply)


async def test_a_paused_digest_is_not_sent_and_goes_on_where_it_stopped(room: Newsroom) -> None:
    """A pause is no reason to lose what happened meanwhile."""
    await room.say(ON)
    await room.say("digest pause")
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + 2 * DAY)
    assert room.sent("Digest") == []
    await room.say("digest resume")
    await room.run_until(START + 3 * DAY)

    [(_, reply)] = room.sent("Digest")
    assert "Peter Szabo" in words(reply)


async def test_topics_limit_a_digest(room: Newsroom) -> None:
    """A channel that follows one story must not be told every other."""
    await room.say(f"{ON} Norway")
    await room.say(f"{ON} Hungary", channel="C2")
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + DAY)

    told = {place.channel: words(reply) for place, reply in room.sent("Digest")}
    assert "Szabo" not in told["C1"]
    assert "bridge" in told["C2"]


async def test_a_private_article_is_in_its_own_digest_only(room: Newsroom) -> None:
    """What was shared in a closed room must not leave it by a digest."""
    await room.say(ON)
    await room.say(ON, channel="C9", requester=asker(channel="C9"))
    await room.ingest(TALKS, outlet="Memo", channel="C9")
    await room.run_until(START + DAY)

    told = {place.channel: words(reply) for place, reply in room.sent("Digest")}
    assert "Szabo" in told["C9"]
    assert "Szabo" not in told["C1"]
    assert "No article" in told["C1"]


async def test_a_digest_written_again_is_the_same_to_the_letter(room: Newsroom) -> None:
    """An attempt that died after writing must not say something else the second time, whatever came in between."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    room.now = datetime(2025, 8, 5, 8, 31, tzinfo=UTC)
    await room.digests.tick(room.now)
    await room.worker().run_due()
    [post] = await room.store.posts.find_posts(TEAM, kinds=[PostKind.DIGEST])
    await room.ingest(EXTENDED, outlet="The Post")
    await room.store.posts.forget_posts(TEAM, room.now + DAY)
    [entry] = [e for e in await room.store.jobs.list_jobs(TEAM) if e.kind == "digest"]
    from bot.model.jobs import NewJob

    again = NewJob(name="again", kind="digest", payload=entry.payload, run_at=room.now)
    await room.store.jobs.add_jobs(TEAM, [again])
    await room.worker().run_due()

    [second] = await room.store.posts.find_posts(TEAM, kinds=[PostKind.DIGEST])
    assert second.reply == post.reply
    assert len(room.sent("Digest")) == 1


async def test_a_preview_is_seen_by_the_one_who_asked(room: Newsroom) -> None:
    """Trying a digest out must not disturb the channel, and does not count as telling it."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.say("digest preview")
    [(place, preview)] = room.sent("Preview")
    await room.run_until(START + DAY)

    assert place.only_for == "U1"
    assert "Peter Szabo" in words(preview)
    assert "Peter Szabo" in words(room.sent("Digest")[0][1])


async def test_a_past_digest_can_be_shown_again(room: Newsroom) -> None:
    """People come back from holiday."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + 2 * DAY)
    before = len(room.platform.posts)
    await room.say("digest show 2025-08-05")

    _, reply, _ = room.platform.posts[before]
    assert reply.title == "Digest of 5 August 2025"
    assert "Peter Szabo" in words(reply)


async def test_why_names_the_reasons_for_the_order(room: Newsroom) -> None:
    """A ranking that nobody can look into is not trusted."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + DAY)
    [(place, reply)] = room.sent("Digest")
    button = next(action for action in reply.actions if action.kind is ActionKind.WHY)
    pressed = message(
        "", key="why", kind=IncomingKind.ACTION, received=room.now,
        action=Action(kind=ActionKind.WHY, label="Why this?", value=button.value),
    )  # fmt: skip
    await room.desk.accept(replace(pressed, place=place))
    await room.worker().run_due()

    _, why, _ = room.platform.posts[-1]
    assert isinstance(why.body, Notice)
    assert "Ranked by: " in why.body.text
    assert "a deadline" in why.body.text


async def test_posts_keep_what_was_known_when_they_were_written(room: Newsroom) -> None:
    """What came in while a digest waited to be posted belongs to the next one."""
    await room.say(ON)
    await room.run_until(datetime(2025, 8, 5, 8, 20, tzinfo=UTC))
    room.now = datetime(2025, 8, 5, 8, 31, tzinfo=UTC)
    await room.digests.tick(room.now)
    room.now += timedelta(hours=1)
    await room.worker().run_due()

    [post] = await room.store.posts.find_posts(TEAM, kinds=[PostKind.DIGEST])
    assert post.known_until == datetime(2025, 8, 5, 8, 29, tzinfo=UTC)
    assert post.reference is not None
    assert reply_from_json(post.reply).title == "Digest of 5 August 2025"


async def test_a_clock_that_is_set_back_and_forward_repeats_no_digest(room: Newsroom) -> None:
    """A server whose clock is put right in the night must not tell its channels twice, nor leave a day out."""
    await room.say(ON)
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(datetime(2025, 8, 5, 9, tzinfo=UTC))
    room.now -= timedelta(hours=3)
    await room.run_until(datetime(2025, 8, 5, 9, tzinfo=UTC))
    room.now += timedelta(hours=20)
    await room.run_until(datetime(2025, 8, 6, 9, tzinfo=UTC))
    room.now -= timedelta(hours=30)
    await room.run_until(datetime(2025, 8, 6, 9, tzinfo=UTC))

    titles = [reply.title for _, reply in room.sent("Digest")]
    assert titles == ["Digest of 5 August 2025", "Digest of 6 August 2025"]


async def test_an_outlet_that_changes_its_text_is_told_as_a_correction(room: Newsroom) -> None:
    """What a channel read yesterday was wrong, and that is more than an update."""
    await room.say(ON)
    article = "https://ledger.example/bridge"
    await room.ingest(TALKS, outlet="The Ledger", url=article)
    await room.run_until(START + DAY)
    await room.ingest(TALKS.replace("September 30", "September 20"), outlet="The Ledger", url=article)
    await room.run_until(START + 2 * DAY)

    second = room.sent("Digest")[1][1].body
    assert isinstance(second, Briefing)
    assert [section.heading for section in second.sections] == ["Corrections"]
    assert "Saturday 20 September 2025" in words(room.sent("Digest")[1][1])


def said(room: Newsroom) -> str:
    """The latest reply, as a notice."""
    body = room.platform.posts[-1][1].body
    assert isinstance(body, Notice)
    return body.text


async def test_a_change_keeps_what_is_not_said(room: Newsroom) -> None:
    """Who moves the hour must not lose the topics; on begins anew."""
    await room.say("digest change 09:00")
    assert "no digest" in said(room)
    await room.say("digest on 08:30 Europe/Vienna weekdays silent length line about Hungary, grain prices")
    await room.say("digest pause")
    await room.say("digest change 9:15")
    assert said(room) == (
        "This channel gets a digest about Hungary or grain prices at 09:15 Europe/Vienna, Monday to Friday. One line each. "
        "On a day with nothing new I stay silent. It is paused; digest resume lets it go on."
    )
    await room.say("digest change UTC daily empty line length full about everything")
    assert said(room).startswith("This channel gets a digest at 09:15 UTC, every day. In full. It is paused")
    await room.say("digest on 07:00 UTC")
    assert said(room) == "This channel gets a digest at 07:00 UTC, every day."


async def test_a_change_of_the_hour_neither_repeats_nor_skips_a_day(room: Newsroom) -> None:
    """Moved to later on a day that was told already, it waits for the next one."""
    await room.say(ON)
    await room.run_until(START + timedelta(hours=21))
    assert len(room.sent("Digest")) == 1
    await room.say("digest change 11:00")
    await room.run_until(START + timedelta(hours=24))
    assert len(room.sent("Digest")) == 1
    await room.run_until(START + 2 * DAY)

    assert [reply.title for _, reply in room.sent("Digest")] == [
        "Digest of 5 August 2025",
        "Digest of 6 August 2025",
    ]


async def test_a_digest_has_a_length_of_its_own(room: Newsroom) -> None:
    """A channel may want short answers and a long digest, or the other way round."""
    await room.say(f"{ON} length line")
    await room.say(f"{ON} length full", channel="C2")
    for outlet, text in {
        "Wire": "OSLO (Wire) - Norway has until October 3 to sign the herring treaty.",
        "Post": "MADRID (Post) - The court gave Spain until October 4 to publish its water accounts.",
        "Star": "Poland must answer the complaint about its coal mine by October 5, the commission said.",
        "Echo": "ROME (Echo) - Italy has until October 6 to sell the last shares of the airline.",
        "Dawn": "Parliament gave Denmark until October 7 to repair the lighthouse at Skagen.",
    }.items():
        await room.ingest(text, outlet=outlet)
    await room.run_until(START + DAY)

    told = {place.channel: words(reply) for place, reply in room.sent("Digest")}
    assert "2 smaller items left out" in told["C1"]
    assert "left out" not in told["C2"]


async def test_a_past_digest_is_found_by_every_day_it_stands_for(room: Newsroom) -> None:
    """One that stands for three days of a downtime too; before the first one, what is set is told."""
    await room.say(ON)
    await room.say("digest")
    assert said(room) == "None was posted here yet. This channel gets a digest at 08:30 UTC, every day."
    room.now = START + 3 * DAY
    await room.run_until(room.now + timedelta(minutes=10))
    for day in ("2025-08-05", "2025-08-06", "7 August 2025"):
        await room.say(f"digest show {day}")
        assert room.platform.posts[-1][1].title == "Digest of 5 to 7 August 2025"
    await room.say("digest show 2025-08-04")
    assert said(room).startswith("No digest of that day was posted here.")
