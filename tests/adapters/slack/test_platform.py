"""The platform on a Slack that fails in every way we know of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from adapters.slack.calls import REFUSED, Pace
from adapters.slack.marks import EVENT_TYPE
from adapters.slack.platform import EPHEMERAL, SlackPlatform
from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError
from bot.model.answers import Briefing
from bot.model.chat import Attachment, Notice, Place, Reply
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.testing.fake_slack import TEAM, Cuts, Fails, FakeSlack, Waits
from bot.testing.loopback import until
from tests.adapters.slack.answers import briefing, reply
from tests.adapters.slack.conftest import Rests
from tests.adapters.slack.judge import links
from tests.adapters.slack.payloads import ANNA, ASKED, CHANNEL

PLACE = Place(platform="slack", workspace=WorkspaceId(TEAM), channel=ChannelId(CHANNEL), thread=ASKED)
KEY = "p_0123456789abcdef0123"
HELLO = Reply(body=Notice(text="Hello."))


def private(ticket: str | None = None) -> Place:
    """What Anna alone sees."""
    return Place(
        platform="slack",
        workspace=WorkspaceId(TEAM),
        channel=ChannelId(CHANNEL),
        only_for=MemberId(ANNA),
        ticket=ticket,
    )


def long_reply() -> Reply:
    """An answer of several messages."""
    sentence = briefing().sentences[0]
    return Reply(body=Briefing(sentences=(sentence,) * 90, coverage=briefing().coverage))


async def test_a_post_stands_in_its_thread_with_nothing_unfurled(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """An answer outside its thread, or with a stranger's preview under it, is noise."""
    reference = await platform.post(PLACE, reply(), KEY)

    [posted] = slack.posted(CHANNEL)
    assert (posted["ts"], posted["thread_ts"]) == (reference, ASKED)
    assert posted["unfurl_links"] is posted["unfurl_media"] is posted["link_names"] is False
    assert (posted["mrkdwn"], posted["parse"]) == (False, "none")


async def test_metadata_holds_an_opaque_key_and_no_facts(platform: SlackPlatform, slack: FakeSlack) -> None:
    """Members and other apps can read metadata."""
    await platform.post(PLACE, reply(), KEY)

    assert slack.posted()[0]["metadata"] == {
        "event_type": EVENT_TYPE,
        "event_payload": {"key": KEY, "part": 1, "parts": 1},
    }


async def test_a_post_is_found_by_its_key(platform: SlackPlatform) -> None:
    """After a crash we look before we repeat."""
    assert await platform.find_post(PLACE, KEY) is None

    reference = await platform.post(PLACE, HELLO, KEY)

    assert await platform.find_post(PLACE, KEY) == reference
    assert await platform.find_post(PLACE, "p_another") is None


async def test_a_post_is_found_behind_many_others(platform: SlackPlatform, slack: FakeSlack) -> None:
    """A busy channel fills a page in a minute."""
    place = Place(platform="slack", workspace=WorkspaceId(TEAM), channel=ChannelId(CHANNEL))
    reference = await platform.post(place, HELLO, KEY)
    for _ in range(150):
        slack.messages[CHANNEL].append({"ts": slack.next_ts(), "text": "chatter"})

    assert await platform.find_post(place, KEY) == reference


async def test_a_long_answer_is_one_reference(platform: SlackPlatform, slack: FakeSlack) -> None:
    """All parts are found, replaced and known by one name."""
    reference = await platform.post(PLACE, long_reply(), KEY)
    parts = len(slack.posted())

    assert parts > 1
    assert reference.count(",") == parts - 1
    assert await platform.find_post(PLACE, KEY) == reference

    await platform.update(PLACE, reference, HELLO)

    assert [message["text"] for message in slack.posted()] == ["Hello."]


async def test_a_longer_version_gets_the_parts_it_needs_once(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """Doing an update twice equals once, also where it grows."""
    reference = await platform.post(PLACE, HELLO, KEY)

    await platform.update(PLACE, reference, long_reply())
    grown = len(slack.posted())
    await platform.update(PLACE, reference, long_reply())

    assert grown > 1
    assert len(slack.posted()) == grown


async def test_a_failure_between_two_parts_is_doubtful_and_is_completed(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """The first part stands; another attempt must add the rest and not begin anew."""
    whole = await _parts_of(long_reply(), platform, slack)
    slack.scripts["chat.postMessage"].clear()
    slack.messages.clear()
    posts: list[Any] = [Waits(seconds=0), Fails(status=429, retry_after="99")]
    slack.script("chat.postMessage", *posts)

    with pytest.raises(DeliveryDoubtfulError):
        await platform.post(PLACE, long_reply(), KEY)
    rested = SlackPlatform(platform._calls, hooks_url=slack.hooks_url)
    platform._calls._pace = Pace()
    found = await rested.find_post(PLACE, KEY)
    assert found is not None
    await rested.update(PLACE, found, long_reply())

    assert len(slack.posted()) == whole


async def _parts_of(one: Reply, platform: SlackPlatform, slack: FakeSlack) -> int:
    await platform.post(PLACE, one, "p_elsewhere")
    return len(slack.posted())


# ---------------------------------------------------------------------- what errors mean


@pytest.mark.parametrize("seconds", ["0.05", "0", "0.1"])
async def test_a_fractional_retry_after_is_waited_for(
    platform: SlackPlatform, slack: FakeSlack, seconds: str
) -> None:
    """The SDK's own handler raises on a fraction."""
    slack.script("chat.postMessage", *[Fails(status=429, retry_after=seconds)] * 2)

    await platform.post(PLACE, HELLO, KEY)

    assert len(slack.posted()) == 1
    assert len(slack.called("chat.postMessage")) == 3


async def test_a_long_retry_after_is_kept_without_calling_again(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """Slack said not before then: the outbox waits, and meanwhile nobody calls."""
    slack.script("chat.postMessage", Fails(status=429, retry_after="600"))

    for _ in range(2):
        with pytest.raises(DeliveryError) as caught:
            await platform.post(PLACE, HELLO, KEY)
        assert not isinstance(caught.value, DeliveryRefusedError | DeliveryDoubtfulError)

    assert len(slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "script",
    [
        Fails(status=500),
        Fails(status=502, body=b"<html>bad gateway</html>"),
        Fails(status=200, error="fatal_error"),
        Fails(status=200, body=b"not json"),
        Cuts(done=False),
        Cuts(done=True),
        Waits(seconds=3600),
    ],
)
async def test_an_unclear_end_of_a_post_is_doubtful_and_never_repeated_blindly(
    platform: SlackPlatform, slack: FakeSlack, leap: Callable[[float], None], script: Any
) -> None:
    """There is no idempotency key at Slack: whoever repeats a cut connection posts twice."""
    slack.script("chat.postMessage", script)
    platform._calls._timeout_s = 600

    posting = asyncio.create_task(platform.post(PLACE, HELLO, KEY))
    if isinstance(script, Waits):
        await until(slack.posted)
        leap(1800)
    with pytest.raises(DeliveryDoubtfulError):
        await posting

    assert len(slack.called("chat.postMessage")) == 1
    done = isinstance(script, Waits) or (isinstance(script, Cuts) and script.done)
    assert (await platform.find_post(PLACE, KEY) is not None) == done


@pytest.mark.parametrize("script", [Fails(status=500), Cuts(done=True), Cuts(done=False)])
async def test_an_update_may_simply_be_tried_again(
    platform: SlackPlatform, slack: FakeSlack, script: Any
) -> None:
    """Doing it twice equals once, so nothing about it is doubtful."""
    reference = await platform.post(PLACE, HELLO, KEY)
    slack.script("chat.update", script)

    with pytest.raises(DeliveryError) as caught:
        await platform.update(PLACE, reference, reply())

    assert not isinstance(caught.value, DeliveryDoubtfulError)


@pytest.mark.parametrize("code", sorted(REFUSED - {"invalid_blocks", "invalid_blocks_format"}))
async def test_what_slack_will_never_take_is_refused(
    platform: SlackPlatform, slack: FakeSlack, code: str
) -> None:
    """Such a post is not tried for hours; an admin is told instead."""
    slack.script("chat.postMessage", Fails(error=code))

    with pytest.raises(DeliveryRefusedError, match=code):
        await platform.post(PLACE, HELLO, KEY)


async def test_a_missing_scope_is_named(platform: SlackPlatform, slack: FakeSlack) -> None:
    """The operator is told what to add."""
    slack.script("chat.postMessage", Fails(error="missing_scope", more={"needed": "chat:write"}))

    with pytest.raises(DeliveryRefusedError, match="chat:write"):
        await platform.post(PLACE, HELLO, KEY)


async def test_slack_out_of_reach_did_not_post(rests: Rests) -> None:
    """A connection that was never made leaves no doubt."""
    from adapters.slack.calls import Calls
    from adapters.slack.installs import OneToken

    calls = Calls(OneToken("xoxb-x"), api_url="http://127.0.0.1:1/api/", pace=rests.pace())

    with pytest.raises(DeliveryError) as caught:
        await SlackPlatform(calls, hooks_url="http://127.0.0.1:1/").post(PLACE, HELLO, KEY)

    assert not isinstance(caught.value, DeliveryDoubtfulError)


async def test_refused_blocks_are_sent_once_more_without_links(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """One address that Slack dislikes must not cost the reader the answer."""
    slack.script("chat.postMessage", Fails(error="invalid_blocks"))

    await platform.post(PLACE, reply(), KEY)

    [posted] = slack.posted()
    assert links(posted["blocks"]) == []
    assert "Anna Petrova met Jonas Weber" in posted["text"]
    assert len(slack.called("chat.postMessage")) == 2


async def test_every_update_has_new_block_ids(platform: SlackPlatform, slack: FakeSlack) -> None:
    """Slack keeps state by block_id."""
    reference = await platform.post(PLACE, reply(), KEY)
    await platform.update(PLACE, reference, reply(expanded=True))

    first, second = slack.called("chat.postMessage")[0].body, slack.called("chat.update")[0].body
    ids = [{block["block_id"] for block in body["blocks"]} for body in (first, second)]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "message_not_found"])
async def test_an_update_that_slack_refuses_is_not_tried_for_ever(
    platform: SlackPlatform, slack: FakeSlack, code: str
) -> None:
    """Another author's message, or one past the window for edits."""
    slack.script("chat.update", Fails(error=code))

    with pytest.raises(DeliveryRefusedError):
        await platform.update(PLACE, "1.1", HELLO)


# ---------------------------------------------------------------------- private messages


async def test_a_private_answer_goes_through_the_ticket(platform: SlackPlatform, slack: FakeSlack) -> None:
    """A response address works in channels that we are no member of."""
    reference = await platform.post(private(slack.ticket()), HELLO, KEY)

    assert reference == EPHEMERAL
    assert slack.ephemerals[0]["response_type"] == "ephemeral"
    assert slack.posted() == []


async def test_a_used_up_ticket_falls_back_to_an_ephemeral_message_and_then_to_a_direct_one(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """Five uses and thirty minutes are soon over; the answer still arrives, and still in private."""
    slack.script("hook", *[Fails(status=404, error="expired_url")] * 2)

    await platform.post(private(slack.ticket()), HELLO, KEY)
    slack.channels[CHANNEL]["is_member"] = False
    await platform.post(private(slack.ticket()), HELLO, KEY)

    assert slack.ephemerals[0]["user"] == ANNA
    assert [message["channel"] for message in slack.posted()] == [f"D{ANNA}"]


async def test_a_ticket_that_is_not_slacks_is_never_contacted(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """Whatever is in a payload or the database, we call no other host."""
    await platform.post(private("http://127.0.0.1:9/steal"), HELLO, KEY)

    assert [call.method for call in slack.calls] == ["chat.postEphemeral"]


async def test_a_private_message_is_replaced_through_its_ticket(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """ "Sources" opens in place there too."""
    await platform.update(private(slack.ticket()), "1754470002.000200", reply(expanded=True))

    assert slack.ephemerals[0]["replace_original"] is True


async def test_a_direct_message_to_somebody_who_left_is_refused(
    platform: SlackPlatform, slack: FakeSlack
) -> None:
    """A reminder for a deactivated account stops."""
    slack.users["U0LEFT"] = {"deleted": True}
    place = Place(platform="slack", workspace=WorkspaceId(TEAM), channel=ChannelId("U0LEFT"))

    with pytest.raises(DeliveryRefusedError):
        await platform.post(place, HELLO, KEY)


# ---------------------------------------------------------------------- status, files, pace


async def test_the_status_is_cleared_once_and_never_fails(platform: SlackPlatform, slack: FakeSlack) -> None:
    """A status that lingers says we are still at it; one that fails must not cost the answer."""
    slack.script("assistant.threads.setStatus", Fails(error="channel_type_not_supported"))

    await platform.show_status(PLACE, "Looking")
    await platform.show_status(PLACE, "Looking")
    await platform.post(PLACE, HELLO, KEY)
    await platform.show_status(PLACE, None)

    assert [one["status"] for one in slack.statuses] == ["Looking"]

    await platform.show_status(PLACE, "Looking")
    await platform.show_status(PLACE, None)

    assert [one["status"] for one in slack.statuses] == ["Looking", "Looking", ""]


async def test_a_calendar_goes_with_its_message(platform: SlackPlatform, slack: FakeSlack) -> None:
    """For one member, into their direct messages."""
    file = Attachment(name="deadlines.ics", media_type="text/calendar", text="BEGIN:VCALENDAR")

    await platform.post(private(slack.ticket()), Reply(body=Notice(text="Here."), attachment=file), KEY)

    assert slack.files == [("deadlines.ics", b"BEGIN:VCALENDAR")]
    assert slack.called("files.completeUploadExternal")[0].body["channel_id"] == f"D{ANNA}"


async def test_a_file_that_is_refused_leaves_the_message(platform: SlackPlatform, slack: FakeSlack) -> None:
    """Posting the message again for the file's sake would be worse."""
    slack.script("files.getUploadURLExternal", Fails(error="missing_scope"))
    file = Attachment(name="deadlines.ics", media_type="text/calendar", text="x")

    await platform.post(PLACE, Reply(body=Notice(text="Here."), attachment=file), KEY)

    assert len(slack.posted()) == 1


async def test_a_revoked_token_is_refused(platform: SlackPlatform, slack: FakeSlack) -> None:
    """Nothing will go there any more until somebody installs us again."""
    slack.revoked = True

    with pytest.raises(DeliveryRefusedError, match="token_revoked"):
        await platform.post(PLACE, HELLO, KEY)


async def test_many_posts_at_once_stay_in_their_threads(platform: SlackPlatform, slack: FakeSlack) -> None:
    """Fifty answers in ten channels, none in another's thread."""
    places = [
        Place(
            platform="slack",
            workspace=WorkspaceId(TEAM),
            channel=ChannelId(f"C{number % 10}"),
            thread=f"17544{number:05}.0001",
        )
        for number in range(50)
    ]
    await asyncio.gather(*(platform.post(place, HELLO, f"p_{number}") for number, place in enumerate(places)))

    for number, place in enumerate(places):
        [mine] = [m for m in slack.posted() if m["metadata"]["event_payload"]["key"] == f"p_{number}"]
        assert (mine["channel"], mine["thread_ts"]) == (place.channel, place.thread)
