"""Our own pace keeps within Slack's rates, however much is asked."""

from __future__ import annotations

import pytest

from adapters.slack.limits import METHOD_TIERS, TIERS
from adapters.slack.platform import SlackPlatform
from bot.errors import DeliveryError
from bot.model.chat import Notice, Place, Reply
from bot.model.ids import ChannelId, WorkspaceId
from bot.testing.fake_slack import TEAM, FakeSlack
from tests.adapters.slack.conftest import Rests
from tests.adapters.slack.payloads import CHANNEL

HELLO = Reply(body=Notice(text="Hello."))


def place(channel: str) -> Place:
    return Place(platform="slack", workspace=WorkspaceId(TEAM), channel=ChannelId(channel))


async def test_posts_to_one_channel_keep_to_one_a_second(
    platform: SlackPlatform, slack: FakeSlack, rests: Rests
) -> None:
    """A burst is tolerated, then Slack cuts off; other channels do not wait for it."""
    for number in range(12):
        await platform.post(place(CHANNEL), HELLO, f"p_{number}")
    waited = list(rests.rested)
    await platform.post(place("C0OTHER"), HELLO, "p_other")

    assert sum(waited) == pytest.approx(7.0)
    assert rests.rested == waited


@pytest.mark.parametrize("method", sorted(METHOD_TIERS))
async def test_no_minute_has_more_calls_than_slack_allows(rests: Rests, method: str) -> None:
    """Neither the first one nor any other, however many want to call at once."""
    pace, made = rests.pace(), []
    for _ in range(3 * TIERS[METHOD_TIERS[method]]):
        while True:
            try:
                await pace.wait("T1", method, "C1")
                break
            except DeliveryError:
                rests.now += 1.0
        made.append(rests.now)

    allowed = TIERS[METHOD_TIERS[method]]
    assert all(later - earlier >= 60.0 for earlier, later in zip(made, made[allowed:], strict=False))
    assert made[allowed - 1] == 0.0


async def test_updates_keep_to_their_tier(rests: Rests) -> None:
    """Fifty a minute in a workspace; what would wait too long goes back to the outbox."""
    pace = rests.pace()

    for _ in range(50):
        await pace.wait(TEAM, "chat.update", CHANNEL)
    rests.now = 45.0
    await pace.wait(TEAM, "chat.update", CHANNEL)

    assert rests.now == pytest.approx(60.0)
    pace.hold(TEAM, "chat.update", CHANNEL, 300)
    with pytest.raises(DeliveryError):
        await pace.wait(TEAM, "chat.update", CHANNEL)
