"""Who watches is told at once, once, of what is watched and may be seen; quiet hours wait, and the digest does not repeat it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.chosen import write_watched
from bot.desk.layout import lay_out
from bot.model.chat import Notice, Reply
from bot.model.facts import Party, PartyKind
from bot.model.records import CorrectionKind
from bot.testing.newsroom import TEAM, Newsroom, asker

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TALKS = (
    "VIENNA (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on Monday. "
    "Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)
EXTENDED = (
    "BUDAPEST (Post) - Foreign Minister Anna Kovar extended the deadline for Hungary to open the bridge from "
    "September 30 to October 31."
)
SAID = (
    "OSLO (Ledger) - Energy Minister Marta Berg said on Monday that Norway will not pay for repairs to the northern cable "
    "this winter."
)
SAID_AGAIN = (
    "BERGEN (Post) - The herring season opened with a parade of forty boats. Energy Minister Marta Berg said Norway would not "
    "pay this winter for any repairs of the cable in its northern waters."
)
OTHER_SAID = "AARHUS (Ledger) - Transport Minister Nils Dahl said on Monday that Denmark will sell the old harbour crane to a museum."
OTHER = "OSLO (Ledger) - Norway gave Denmark until October 5 to repair the cable."


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Newsroom]:
    async with Newsroom.open(sqlite_url, now=START) as room:
        yield room


def words(reply: Reply) -> str:
    return reply.body.text if isinstance(reply.body, Notice) else lay_out(reply.body).plain_text


async def settle(room: Newsroom) -> None:
    await room.run_until(room.now + timedelta(seconds=20))


async def test_news_of_a_watched_party_is_told_at_once(room: Newsroom) -> None:
    """The one thing a desk cannot wait for until tomorrow; other news waits."""
    await room.say("watch Anna Kovar")
    await room.ingest(OTHER, outlet="The Ledger")
    await settle(room)
    assert room.sent("Watched") == []
    await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)

    [(place, reply)] = room.sent("Watched")
    assert place.channel == "C1"
    assert reply.title == "Watched: Anna Kovar"
    assert "Peter Szabo" in words(reply)
    assert reply.actions
    assert "you watch Anna Kovar" in reply.body.all_sentences[0].reasons  # type: ignore[union-attr]


async def test_a_copy_is_not_told_again_and_a_move_is(room: Newsroom) -> None:
    """A wire copy brings nothing; the moved day does, with what was told before."""
    await room.say("watch Hungary")
    for text, outlet in ((TALKS, "The Ledger"), (TALKS, "Gazette"), (EXTENDED, "The Post")):
        await room.ingest(text, outlet=outlet)
        await settle(room)

    first, second = [words(reply) for _, reply in room.sent("Watched")]
    assert "bridge" in first
    assert "Told before: set, Tuesday 30 September 2025. Now: extended, Friday 31 October 2025." in second


async def test_a_pair_needs_both_and_deadlines_are_told_alone(room: Newsroom) -> None:
    """Each place hears what it asked for."""
    await room.say("watch Kovar, Szabo", channel="C1")
    await room.say("watch Kovar and Berger", channel="C2")
    await room.say("watch deadlines Hungary", channel="C3")
    await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)

    told = {place.channel: words(reply) for place, reply in room.sent("Watched")}
    assert set(told) == {"C1", "C3"}
    assert "met" in told["C1"]
    assert "bridge" not in told["C1"]
    assert "bridge" in told["C3"]


async def test_a_private_article_is_told_in_its_own_channel_only(room: Newsroom) -> None:
    """Watching from outside must not open a closed room."""
    await room.say("watch Kovar")
    await room.say("watch Kovar", channel="C9", requester=asker(channel="C9"))
    await room.ingest(TALKS, outlet="Memo", channel="C9")
    await settle(room)

    assert [place.channel for place, _ in room.sent("Watched")] == ["C9"]


async def test_quiet_hours_put_it_off_and_the_log_says_so(room: Newsroom) -> None:
    """Nobody is woken; nobody wonders why."""
    admin = asker(admin=True)
    await room.say("settings quiet 11:00-15:30", requester=admin)
    await room.say("watch Kovar")
    await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)
    assert room.sent("Watched") == []
    await room.say("log")
    assert "after the quiet hours, at 2025-08-04 15:30 UTC" in words(room.platform.posts[-1][1])
    await room.run_until(datetime(2025, 8, 4, 15, 31, tzinfo=UTC))

    assert len(room.sent("Watched")) == 1


async def test_what_was_told_at_once_is_not_in_the_digest_again(room: Newsroom) -> None:
    """Only what is new to this channel; the foot says what was left out."""
    await room.say("digest on 08:30 UTC")
    await room.say("watch Szabo")
    await room.ingest(TALKS, outlet="The Ledger")
    await room.run_until(START + DAY)

    [(_, digest)] = room.sent("Digest")
    assert "bridge" in words(digest)
    assert "Szabo" not in words(digest)
    assert "1 item told at once before" in words(digest)


async def test_what_is_watched_in_the_digest_ranks_higher_there(room: Newsroom) -> None:
    """It says so under "Why this?"; without a digest there is nothing to rank."""
    await room.say("watch Denmark in digest")
    assert "there is no digest here" in words(room.platform.posts[-1][1]).casefold()
    await room.say("digest on 08:30 UTC")
    await room.say("watch Denmark in the digest")
    await room.ingest(TALKS, outlet="The Ledger")
    await room.ingest(OTHER, outlet="The Ledger")
    await room.run_until(START + DAY)

    assert room.sent("Watched") == []
    [(_, digest)] = room.sent("Digest")
    assert not isinstance(digest.body, Notice)
    first = digest.body.all_sentences[0]  # type: ignore[union-attr]
    assert "Denmark" in first.text
    assert "you watch Denmark" in first.reasons


async def test_parties_that_an_operator_added_do_not_stand_in_the_way(room: Newsroom) -> None:
    """`dateline watch` keeps the workspace's own parties under the same name."""
    await write_watched(room.store.posts, TEAM, [Party(key="x", name="Old Harbour", kind=PartyKind.BODY)])
    await room.say("watch Kovar")
    await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)

    assert len(room.sent("Watched")) == 1


async def test_watching_is_listed_and_ended(room: Newsroom) -> None:
    """What nobody can see nobody can end."""
    await room.say("watch Hungary")
    await room.say("watch deadlines Norway")
    await room.say("watch")
    assert "• Hungary – at once\n• deadlines of Norway – at once" in words(room.platform.posts[-1][1])
    await room.say("unwatch hungary")
    assert "Hungary" not in words(room.platform.posts[-1][1])
    await room.say("watch Norway")
    await room.say("unwatch deadlines of Norway")
    assert words(room.platform.posts[-1][1]) == "Watched here:\n• Norway – at once"
    await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)

    assert room.sent("Watched") == []


async def test_what_a_watched_party_says_is_told_at_once(room: Newsroom) -> None:
    """With the words and where they stand; said again by another outlet it is no news."""
    await room.say("watch Marta Berg", channel="C1")
    await room.say("watch Norway", channel="C2")
    await room.say("watch deadlines Norway", channel="C3")
    await room.say("watch Marta Berg, Denmark", channel="C4")
    await room.ingest(SAID, outlet="The Ledger")
    await settle(room)
    await room.ingest(SAID_AGAIN, outlet="The Post")
    await settle(room)

    told = {place.channel: reply for place, reply in room.sent("Watched")}
    assert len(room.sent("Watched")) == 2
    assert set(told) == {"C1", "C2"}
    assert told["C1"].title == "Watched: Marta Berg"
    assert not isinstance(told["C1"].body, Notice)
    [sentence] = told["C1"].body.all_sentences  # type: ignore[union-attr]
    assert "Norway will not pay for repairs to the northern cable" in sentence.text
    assert sentence.citations[0].quote.text in SAID
    assert sentence.reasons[0] == "you watch Marta Berg"
    await room.say("log")
    assert "news of Marta Berg" in words(room.platform.posts[-1][1])


async def test_what_is_hardly_worth_telling_rings_nobody(room: Newsroom) -> None:
    """The rule of the digest: a whole clause by somebody with a name; and the day of a deadline is told once."""
    await room.say("watch Marta Berg")
    await room.say("watch Norway", channel="C2")
    await room.ingest("OSLO (Ledger) - “Very useful,” Energy Minister Marta Berg said on Monday.", outlet="L")
    await room.ingest(
        "OSLO (Ledger) - An official said Norway will not pay for the cable at all.", outlet="L"
    )
    await settle(room)
    assert room.sent("Watched") == []
    await room.ingest(
        "OSLO (Ledger) - Energy Minister Marta Berg said that Norway has until October 9 to repair the northern cable.",
        outlet="L",
    )
    await settle(room)

    for _, reply in room.sent("Watched"):
        assert words(reply).count("9 October 2025") == 1
        assert "said:" not in words(reply)


async def test_a_statement_told_at_once_is_not_in_the_digest_again(room: Newsroom) -> None:
    """Nor is a copy of it that came in later on the same day; others are."""
    await room.say("digest on 08:30 UTC")
    await room.say("watch Marta Berg")
    for text, outlet in ((SAID, "The Ledger"), (SAID_AGAIN, "The Post"), (OTHER_SAID, "Gazette")):
        await room.ingest(text, outlet=outlet)
        await settle(room)
    await room.run_until(START + DAY)

    [(_, digest)] = room.sent("Digest")
    assert "northern cable" not in words(digest)
    assert "harbour crane" in words(digest)
    assert "1 item told at once before" in words(digest)


async def test_a_deadline_told_at_once_is_not_said_again(room: Newsroom) -> None:
    """Neither as a deadline nor as the words of whoever set it; nor when another outlet has it a day later."""
    await room.say("digest on 08:30 UTC")
    await room.say("watch Norway")
    speech = "Energy Minister Marta Berg said that Norway has until October 9 to repair the northern cable."
    await room.ingest(f"OSLO (Ledger) - {speech}", outlet="The Ledger")
    await room.run_until(START + DAY)
    await room.ingest(
        f"BERGEN (Post) - The herring season opened with a parade of boats and a brass band. {speech}",
        outlet="The Post",
    )
    await room.run_until(START + 2 * DAY)

    assert len(room.sent("Watched")) == 1
    first, second = [words(reply) for _, reply in room.sent("Digest")]
    assert "; what was new in it was told here at once." in first
    assert "; nothing in it is new here." in second


async def test_a_watched_statement_comes_first_in_the_digest(room: Newsroom) -> None:
    """Where it was asked for in the digest, it is ranked higher there and nobody is called."""
    await room.say("digest on 08:30 UTC")
    await room.say("watch Denmark in digest")
    for name, what in {
        "Ada Holm": "the ferry line was ever sold to investors",
        "Eva Lind": "a second airport runway had been promised to pilots",
        "Ida Moe": "schools in the valley would close before Easter",
        "Liv Strand": "her office paid twice for the opera roof",
    }.items():
        await room.ingest(f"OSLO ({name}) - Mayor {name} denied that {what}.", outlet=name)
    await room.ingest(OTHER_SAID, outlet="The Ledger")
    await room.run_until(START + DAY)

    assert room.sent("Watched") == []
    [(_, digest)] = room.sent("Digest")
    said = [s for s in digest.body.all_sentences if s.reasons]  # type: ignore[union-attr]
    assert "harbour crane" in said[0].text
    assert "you watch Denmark" in said[0].reasons
    assert len(said) == 3


async def test_quiet_hours_hold_for_what_was_said(room: Newsroom) -> None:
    """A remark can wait as well as a meeting."""
    await room.say("settings quiet 11:00-15:30", requester=asker(admin=True))
    await room.say("watch Marta Berg")
    await room.ingest(SAID, outlet="The Ledger")
    await settle(room)
    assert room.sent("Watched") == []
    await room.run_until(datetime(2025, 8, 4, 15, 31, tzinfo=UTC))

    assert len(room.sent("Watched")) == 1


async def test_why_knows_of_what_was_said(room: Newsroom) -> None:
    """Told here, or why not."""
    await room.say("watch Marta Berg")
    short = "OSLO (Ledger) - “Very useful,” Energy Minister Marta Berg said on Monday."
    pages = {"before": OTHER_SAID, "said": SAID, "again": SAID_AGAIN, "short": short}
    for name, text in pages.items():
        await room.ingest(text, outlet=name, url=f"https://news.example/{name}")
        await settle(room)
    await room.say("watch Nils Dahl")
    said = {}
    for name in pages:
        await room.say(f"why https://news.example/{name}")
        said[name] = words(room.platform.posts[-1][1])

    assert said["said"].startswith("It was told here: Watched: Marta Berg")
    for name in ("again", "short"):
        assert "What is said in it is not worth telling by itself" in said[name]
    assert said["before"] == "It came in before anything named in it was watched here."


async def test_a_correction_tells_no_old_news_again(room: Newsroom) -> None:
    """What a person puts right is told in the threads and the digest."""
    await room.say("watch Kovar")
    done = await room.ingest(TALKS, outlet="The Ledger")
    await settle(room)
    facts = [fact.id for fact in done.facts if type(fact).__name__ == "Deadline"]
    await room.service.correct(
        CorrectionKind.EDIT, facts, asker(admin=True), now=room.now, slot="due", value="2025-10-02"
    )
    await settle(room)

    assert len(room.sent("Watched")) == 1


async def test_an_archive_that_is_read_rings_nobody(room: Newsroom) -> None:
    """A new feed brings twenty articles of last week; they are for the digest."""
    await room.say("watch Kovar")
    await room.ingest(TALKS, outlet="The Ledger", published="2025-07-28T09:00:00+00:00")
    await settle(room)

    assert room.sent("Watched") == []


async def test_why_says_where_an_article_was_told_or_why_not(room: Newsroom) -> None:
    """For the editor who missed something, and the one who got too much."""
    await room.say("digest on 08:30 UTC Hungary")
    pages = {
        "talks": (TALKS, "The Ledger"),
        "copy": (TALKS.replace("Foreign Minister", "The minister"), "Gazette"),
        "other": (OTHER, "The Ledger"),
        "garden": (
            "The garden show opened with roses of many colours. Visitors came in good spirits.",
            "Star",
        ),
    }
    for name, (text, outlet) in pages.items():
        await room.ingest(text, outlet=outlet, url=f"https://news.example/{name}")
    await room.say("why https://news.example/talks")
    assert "It waits for the next digest" in words(room.platform.posts[-1][1])
    await room.run_until(START + DAY)

    said = {}
    for name in (*pages, "missing"):
        await room.say(f"why https://news.example/{name}")
        said[name] = words(room.platform.posts[-1][1])
    assert said["talks"].startswith("It was told here: Digest of 5 August 2025")
    assert "It is a copy" in said["copy"]
    assert "outside what the digest here is limited to: Hungary" in said["other"]
    assert "nothing to tell" in said["garden"]
    assert "no such article" in said["missing"]
    await room.say("log")
    assert "Digest of 5 August 2025: sent, " in words(room.platform.posts[-1][1])
