"""Posting through the real library: once, in the right place, and with an error the desk can act on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.tickets import Ticket, Way, read_ticket, write_ticket
from bot.errors import DeliveryRefusedError
from bot.model.chat import Action, ActionKind, Attachment, Notice, Place, Reply
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.testing.discord_payloads import SUPPRESS_EMBEDS, V2
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.conftest import clock

KEY = "p_0123456789abcdef0123"
SHORT = Reply(body=Notice(text="Two deadlines are stored."))
LONG = Reply(
    body=Notice(text="\n".join(f"Line {n} of a very long answer, word for word." for n in range(400)))
)


def place(channel: int, **more: Any) -> Place:
    return Place(
        platform="discord", workspace=WorkspaceId("discord-1"), channel=ChannelId(str(channel)), **more
    )


def text_of(message: dict[str, Any]) -> str:
    def walk(parts: list[dict[str, Any]]) -> list[str]:
        return [
            t for p in parts for t in ([p["content"]] if p["type"] == 10 else walk(p.get("components", [])))
        ]

    return "\n".join([message["content"], *walk(message["components"])])


async def waiting(fake: FakeDiscord, channel: int, *, private: bool = False) -> tuple[str, str]:
    """An interaction that was deferred: its token, and a ticket for it."""
    token = await fake.command("ask", channel, what="who?")
    fake.defer(token, private=private)
    return token, write_ticket(Ticket(way=Way.REPLY, value=token, expires=clock() + timedelta(minutes=15)))


# ---------------------------------------------------------------------- once


async def test_the_same_key_posts_once(fake: FakeDiscord, general: int, platform: DiscordPlatform) -> None:
    """A retry within Discord's memory returns the first message: the nonce is the key."""
    first = await platform.post(place(general), SHORT, KEY)
    second = await platform.post(place(general), SHORT, KEY)

    assert first == second
    assert len(fake.ours(general)) == 1
    body = fake.asked("POST", "/messages$")[0].body
    assert (body["nonce"], body["enforce_nonce"]) == (KEY, True)


async def test_a_post_is_found_in_history_where_the_nonce_is_forgotten(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Discord keeps no nonce with a message; the mark in its first component lasts."""
    reference = await platform.post(place(general), SHORT, KEY)
    fake.seen.clear()

    assert await platform.find_post(place(general), KEY) == reference
    assert await platform.find_post(place(general), "p_another") is None


async def test_a_post_is_still_found_after_it_was_changed(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """An edit keeps the mark."""
    reference = await platform.post(place(general), SHORT, KEY)

    await platform.update(place(general), reference, replace(SHORT, title="Digest"))

    assert await platform.find_post(place(general), KEY) == reference
    assert "Digest" in text_of(fake.ours(general)[0])


async def test_parts_of_a_long_answer_are_completed_and_not_repeated(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """A process that dies between two parts leaves the rest to the next, which finds those that are there."""
    fake.fail("POST", "/messages$", Fails(), Fails(), Fails(status=403, code=50013))
    with pytest.raises(DeliveryRefusedError):
        await platform.post(place(general), LONG, KEY)
    assert len(fake.ours(general)) == 2

    fake.seen.clear()
    reference = await platform.find_post(place(general), KEY)
    assert reference is not None
    await platform.update(place(general), reference, LONG)
    await platform.update(place(general), reference, LONG)

    words = "\n".join(text_of(message) for message in fake.ours(general))
    assert all(words.count(f"Line {n} of") == 1 for n in range(400))


async def test_parts_too_many_are_taken_away(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """A long answer that becomes a short one leaves no tail."""
    reference = await platform.post(place(general), LONG, KEY)
    assert len(fake.ours(general)) > 2

    await platform.update(place(general), reference, SHORT)

    assert [text_of(message).strip() for message in fake.ours(general)] == ["Two deadlines are stored."]


# ---------------------------------------------------------------------- interactions


async def test_an_answer_fills_in_the_waiting_message_and_doing_it_again_changes_nothing(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Follow-ups have no nonce, so the one message that can be written twice is the one we use."""
    token, ticket = await waiting(fake, general)
    where = place(general, ticket=ticket)
    assert await platform.find_post(where, KEY) is None

    first = await platform.post(where, SHORT, KEY)
    again = await platform.post(where, SHORT, KEY)

    assert first == again == await platform.find_post(where, KEY)
    assert len(fake.ours(general)) == 1
    assert fake.original(token) is fake.ours(general)[0]


async def test_a_long_answer_to_a_command_goes_on_in_the_channel(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """With nonces and marks, so that the rest is not repeated either."""
    _, ticket = await waiting(fake, general)
    where = place(general, ticket=ticket)

    await platform.post(where, LONG, KEY)
    fake.seen.clear()
    await platform.post(where, LONG, KEY)

    words = "\n".join(text_of(message) for message in fake.ours(general))
    assert all(words.count(f"Line {n} of") == 1 for n in range(400))


async def test_a_long_private_answer_is_one_message_with_the_whole_as_a_file(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Nothing of it may appear in the channel, and nothing may be lost."""
    token, ticket = await waiting(fake, general, private=True)

    await platform.post(place(general, ticket=ticket, only_for=MemberId("501")), LONG, KEY)

    assert fake.ours(general) == []
    [file] = fake.original(token)["attachments"]
    assert all(f"Line {n} of" in file["fake_text"] for n in range(400))


async def test_where_we_may_not_post_the_rest_goes_as_a_file(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Commands work in channels where a bot has no right to write."""
    token, ticket = await waiting(fake, general)
    fake.fail("POST", r"/channels/\d+/messages$", Fails(status=403, code=50013))

    await platform.post(place(general, ticket=ticket), LONG, KEY)

    [file] = fake.original(token)["attachments"]
    assert "Line 399 of" in file["fake_text"]


@pytest.mark.parametrize("late", ["by our clock", "by Discord"])
async def test_after_fifteen_minutes_the_answer_goes_to_the_channel(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, late: str
) -> None:
    """An interaction's token dies; the question does not."""
    token, ticket = await waiting(fake, general)
    if late == "by Discord":
        fake.expire(token)
    else:
        old = read_ticket(ticket)
        assert old is not None
        ticket = write_ticket(replace(old, expires=clock() - timedelta(minutes=1)))

    await platform.post(place(general, ticket=ticket), SHORT, KEY)

    assert text_of(fake.ours(general)[0]).strip() == "Two deadlines are stored."
    assert bool(fake.asked("PATCH", "/webhooks/")) == (late == "by Discord")


async def test_after_fifteen_minutes_a_private_answer_goes_to_the_member_alone(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """It must not turn up in the channel."""
    token, ticket = await waiting(fake, general, private=True)
    fake.expire(token)
    where = place(general, ticket=ticket, only_for=MemberId("501"))

    reference = await platform.post(where, SHORT, KEY)

    assert fake.ours(general) == []
    assert text_of(fake.ours(40_501)[0]).strip() == "Two deadlines are stored."
    assert await platform.find_post(where, KEY) == reference


async def test_a_member_who_takes_no_direct_messages_is_told_of_as_that(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """The operator reads the reason, not a number."""
    fake.fail("POST", "/messages$", Fails(status=403, code=50007))

    with pytest.raises(DeliveryRefusedError, match="no direct messages"):
        await platform.post(place(general, only_for=MemberId("501")), SHORT, KEY)


# ---------------------------------------------------------------------- forms and places


async def test_a_form_that_discord_does_not_take_goes_as_plain_text(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """The answer arrives, less prettily."""
    fake.fail("POST", "/messages$", Fails(status=400, code=50035))
    action = Action(kind=ActionKind.GOOD, label="Helpful", value=KEY)

    reference = await platform.post(place(general), replace(SHORT, actions=(action,)), KEY)

    [message] = fake.ours(general)
    assert message["content"] == "Two deadlines are stored."
    assert not message["flags"] & V2
    assert message["flags"] & SUPPRESS_EMBEDS
    assert message["components"][0]["components"][0]["custom_id"] == f"dateline:good:{KEY}"
    assert await platform.find_post(place(general), KEY) == reference


async def test_a_deleted_question_does_not_stop_its_answer(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """The reference may fail; the post may not."""
    ticket = write_ticket(Ticket(way=Way.MESSAGE, value="123456"))

    await platform.post(place(general, ticket=ticket), SHORT, KEY)

    assert fake.asked("POST", "/messages$")[0].body["message_reference"]["fail_if_not_exists"] is False


async def test_without_the_right_to_read_history_an_answer_stands_alone(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """A reply needs that right, a message does not."""
    fake.fail("POST", "/messages$", Fails(status=400, code=160002))
    ticket = write_ticket(Ticket(way=Way.MESSAGE, value="123456"))

    await platform.post(place(general, ticket=ticket), SHORT, KEY)

    assert "message_reference" not in fake.asked("POST", "/messages$")[-1].body


async def test_a_calendar_goes_along_as_a_file(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """And the message shows it."""
    calendar = Attachment(name="deadlines.ics", media_type="text/calendar", text="BEGIN:VCALENDAR")

    await platform.post(place(general), replace(SHORT, attachment=calendar), KEY)

    [file] = fake.ours(general)[0]["attachments"]
    assert (file["filename"], file["fake_text"]) == ("deadlines.ics", "BEGIN:VCALENDAR")


async def test_a_thread_is_answered_in_the_thread(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Not in the channel it hangs on."""
    thread = fake.add_channel("talks", kind=11, parent=general)

    await platform.post(place(general, thread=str(thread)), SHORT, KEY)

    assert len(fake.ours(thread)) == 1
    assert fake.ours(general) == []


async def test_a_note_on_an_answer_replies_to_it(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """The desk names the answer where a platform without threads has none; on Discord the note hangs on it."""
    reference = await platform.post(place(general), SHORT, KEY)
    note = place(general, thread=reference)

    await platform.post(note, replace(SHORT, title="Changed"), "p_note")

    [answer, told] = fake.ours(general)
    assert str(told["message_reference"]["message_id"]) == answer["id"]
    assert await platform.find_post(note, "p_note") == f"{general}:{told['id']}"


async def test_the_sign_of_life_is_typing_and_never_an_error(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Failing to show it must not fail the answer."""
    fake.fail("POST", "/typing$", Fails(), Fails(status=403, code=50001))

    await platform.show_status(place(general), "Looking")
    await platform.show_status(place(general), "Looking")
    await platform.show_status(place(general), None)

    assert [one.status for one in fake.asked("POST", "/typing$")] == [204, 403]
