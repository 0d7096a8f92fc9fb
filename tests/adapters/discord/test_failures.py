"""What Discord refuses, slows down or breaks off becomes an error that the desk can act on, and never a storm."""

from __future__ import annotations

import pytest

from adapters.discord.faults import MAX_INVALID, InvalidRequests
from adapters.discord.platform import DiscordPlatform
from bot.errors import DeliveryDoubtfulError, DeliveryError, DeliveryRefusedError
from bot.testing.discord_world import Fails
from bot.testing.fake_discord import FakeDiscord
from tests.adapters.discord.test_platform import KEY, SHORT, place, text_of, waiting


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (404, 10003, "channel is gone"),
        (403, 50001, "View Channel"),
        (403, 50013, "Send Messages in Threads"),
        (403, 50083, "archived"),
        (403, 160005, "locked"),
        (403, 200000, "AutoMod"),
        (403, 240000, "link filter"),
        (403, 999, "code 999"),
    ],
)
async def test_a_refusal_says_what_is_missing(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, status: int, code: int, words: str
) -> None:
    """An admin can act on it without looking up numbers."""
    fake.fail("POST", "/messages$", Fails(status=status, code=code))

    with pytest.raises(DeliveryRefusedError, match=words):
        await platform.post(place(general), SHORT, KEY)


async def test_a_short_rate_limit_is_waited_for(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """The library waits as long as Discord says and posts then."""
    fake.fail("POST", "/messages$", Fails(status=429), Fails(status=429))

    await platform.post(place(general), SHORT, KEY)

    assert [one.status for one in fake.asked("POST", "/messages$")] == [429, 429, 200]


@pytest.mark.parametrize("failure", [Fails(status=429, retry_after_s=600), Fails(status=429, via=False)])
async def test_a_long_rate_limit_is_left_to_the_next_attempt(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, failure: Fails
) -> None:
    """A job must not sit in memory for ten minutes; nor is a ban by Discord's guard argued with."""
    fake.fail("POST", "/messages$", failure)

    with pytest.raises(DeliveryError) as caught:
        await platform.post(place(general), SHORT, KEY)

    assert not isinstance(caught.value, DeliveryRefusedError | DeliveryDoubtfulError)


async def test_a_bad_gateway_is_tried_again_with_the_same_nonce(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, quick_retries: None
) -> None:
    """Whether the first attempt was kept is unknown; the nonce makes it not matter."""
    fake.fail("POST", "/messages$", Fails(status=502))

    await platform.post(place(general), SHORT, KEY)

    assert {one.body["nonce"] for one in fake.asked("POST", "/messages$")} == {KEY}
    assert len(fake.ours(general)) == 1


async def test_trouble_that_stays_is_doubtful(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, quick_retries: None
) -> None:
    """The desk looks before it repeats."""
    fake.fail("POST", "/messages$", *[Fails(status=502)] * 5)

    with pytest.raises(DeliveryDoubtfulError):
        await platform.post(place(general), SHORT, KEY)


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_cut_connection_is_doubtful_and_looking_tells(
    fake: FakeDiscord, general: int, platform: DiscordPlatform, cut: str
) -> None:
    """Cut before or after Discord kept the message: the same error, and the history knows."""
    fake.fail("POST", "/messages$", *[Fails(cut=cut)] * 5)

    with pytest.raises(DeliveryDoubtfulError):
        await platform.post(place(general), SHORT, KEY)

    found = await platform.find_post(place(general), KEY)
    assert (found is not None) == (cut == "after")


async def test_a_channel_that_refused_twice_is_left_alone(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """Ten thousand refused requests in ten minutes and Discord bans our address."""
    fake.fail("POST", "/messages$", *[Fails(status=403, code=50001)] * 9)

    for _ in range(6):
        with pytest.raises(DeliveryRefusedError):
            await platform.post(place(general), SHORT, KEY)

    assert len(fake.asked("POST", "/messages$")) == 2


async def test_commands_are_answered_in_a_channel_that_takes_no_messages(
    fake: FakeDiscord, general: int, platform: DiscordPlatform
) -> None:
    """They need no right to write, so refusals of messages do not count against them."""
    fake.fail("POST", r"/channels/\d+/messages$", *[Fails(status=403, code=50013)] * 9)
    for _ in range(3):
        with pytest.raises(DeliveryRefusedError):
            await platform.post(place(general), SHORT, KEY)
    token, ticket = await waiting(fake, general)

    await platform.post(place(general, ticket=ticket), SHORT, KEY)

    shown = fake.original(token)
    assert shown is not None
    assert "Two deadlines" in text_of(shown)


def test_the_count_of_refusals_is_forgotten_after_ten_minutes() -> None:
    """An admin who repairs a permission need not restart us."""
    now = 0.0
    invalid = InvalidRequests(lambda: now)
    for _ in range(2):
        invalid.note("7", 403)
    with pytest.raises(DeliveryRefusedError):
        invalid.check("7")
    invalid.check("8")

    now = 601.0
    invalid.check("7")


def test_too_many_invalid_requests_stop_everything_for_a_while() -> None:
    """Across channels, well below Discord's own count."""
    invalid = InvalidRequests(lambda: 0.0)
    for number in range(MAX_INVALID):
        invalid.note(str(number), 429)

    with pytest.raises(DeliveryError, match="ten minutes"):
        invalid.check("new")
