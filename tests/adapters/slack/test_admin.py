"""What admins decide for a channel on Slack, and what a member sees on the Home tab."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.settings import settings_view, unread_view
from bot.desk.channels import Channels, ChannelSettings
from bot.desk.settings_form import FORMS, form_of
from bot.errors import StorageError
from bot.model.chat import Place
from bot.model.ids import ChannelId, WorkspaceId
from bot.testing.fake_slack import BOT_USER, TEAM, FakeSlack
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.slack.conftest import House, open_house
from tests.adapters.slack.judge import assert_within_limits
from tests.adapters.slack.payloads import (
    ANNA,
    CHANNEL,
    DIRECT,
    channel_chosen,
    command,
    event,
    home_opened,
    said,
    settings_sent,
)

HOME = WorkspaceId(TEAM)
PLACE = Place(platform="slack", workspace=HOME, channel=ChannelId(CHANNEL))
MEMBER = "U0MEMBER"


def select(value: str) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": value}, "value": value}
    return {"type": "static_select", "selected_option": option}


def line(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


async def views(slack: FakeSlack, count: int) -> list[dict[str, Any]]:
    await until(lambda: len(slack.views) >= count)
    return slack.views


async def test_the_form_opens_at_once_and_shows_what_holds(house: House, slack: FakeSlack) -> None:
    """The permission to open it lasts three seconds, so it opens empty and is filled in."""
    async with house.connected():
        before = len(slack.calls)
        await slack.deliver(channel_chosen(), kind="interactive")
        first, second = await views(slack, 2)

    assert slack.calls[before].method == "views.open"
    assert (first["how"], second["how"], second["hash"]) == ("open", "update", "h1")
    assert second["view"] == settings_view(CHANNEL, ChannelSettings())


async def test_a_form_that_cannot_be_filled_in_says_so(
    house: House, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody should look at "one moment" for ever."""

    async def away(*_: object) -> ChannelSettings:
        raise StorageError("the database is away")

    async with house.connected():
        monkeypatch.setattr(Channels, "settings", away)
        await slack.deliver(channel_chosen(), kind="interactive")
        _, second = await views(slack, 2)

    assert second["view"] == unread_view()
    assert_within_limits(second["view"]["blocks"])


async def test_what_an_admin_saves_holds_and_is_noted(house: House, slack: FakeSlack) -> None:
    """From the form to the channel's choice, with a private word that it was done and a line in the log of acts."""
    form = {
        "links": select("never"),
        "ingest": select("admins"),
        "ingest_roles": {"type": "multi_users_select", "selected_users": [MEMBER]},
        "length": select("full"),
        "language": select("de"),
        "outlets": line("The Ledger; Évening Courier"),
        "topics": line("canal"),
        "commands": {"type": "multi_static_select", "selected_options": [select("met")["selected_option"]]},
        "quiet": line("22:00-07:00"),
        "reminders": line("14 2"),
        "digests": select("admins"),
        "notes": select("off"),
    }
    async with house.connected():
        await slack.deliver(settings_sent(form), kind="interactive")
        await house.work(1)
        held = await house.desk.channels.settings(HOME, PLACE)

    assert (held.links, held.ingest, held.ingest_roles) == ("never", "admins", (MEMBER,))
    assert (held.length, held.commands, held.reminders, held.notes) == ("full", ("met",), (14, 2), False)
    assert f"{held.quiet_from:%H:%M}" == "22:00"
    assert (held.language, held.outlets) == ("de", ("The Ledger", "Évening Courier"))
    assert (held.topics, held.digests) == (("canal",), "admins")
    [told] = slack.ephemerals
    assert (told["user"], told["channel"]) == (ANNA, CHANNEL)
    assert [act.what for act in await house.store.posts.list_acts(HOME)] == ["settings"]


async def test_answers_draw_on_the_outlets_that_an_admin_saved(house: House, slack: FakeSlack) -> None:
    """From the form to what a member reads: before, the article answers; then it is none of this channel's."""
    async with house.connected():
        await slack.deliver(event(said("who met Anna Kovar?")))
        await house.work(2)
        await slack.deliver(settings_sent({"outlets": line("Évening Courier")}), kind="interactive")
        await house.work(2)
        again = said("who met Anna Kovar?", ts="1754470009.000100")
        await slack.deliver(event(again, event_id="Ev0009"))
        await house.work(2)

    before, after = (str(one) for one in slack.posted(CHANNEL))
    assert "Peter Szabo" in before
    assert "Peter Szabo" not in after
    assert "Answers in this channel draw only on Évening Courier." in after


async def test_a_model_writes_in_the_language_that_an_admin_saved(slack: FakeSlack, tmp_path: Path) -> None:
    """Whatever language the question is in."""
    model = ScriptedModel(sentences=[])
    async with open_house(slack, tmp_path, model=model) as house, house.connected():
        await slack.deliver(settings_sent({"language": select("fr")}), kind="interactive")
        await house.work(2)
        await slack.deliver(event(said("who met Anna Kovar?")))
        await house.work(2)

    assert "French, and names in" in model.asked[0].system


async def test_a_line_that_cannot_be_read_is_said_under_its_field(house: House, slack: FakeSlack) -> None:
    """Nothing is lost of what was filled in, and nothing is kept."""
    async with house.connected():
        sent = settings_sent({"quiet": line("at night"), "notes": select("off")})
        answer = await slack.deliver(sent, kind="interactive")
        await house.work(1)

    assert answer is not None
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["quiet"]
    assert (await house.desk.channels.settings(HOME, PLACE)).notes is True


async def test_members_cannot_save_settings(house: House, slack: FakeSlack) -> None:
    """Whoever gets hold of the form is told that it is the admins'."""
    slack.users[MEMBER] = {"name": "mia", "tz": "UTC"}
    sent = settings_sent({"links": select("never")})
    sent["user"] = {**sent["user"], "id": MEMBER}
    async with house.connected():
        await slack.deliver(sent, kind="interactive")
        await house.work(1)

    assert (await house.desk.channels.settings(HOME, PLACE)).links == "ask"
    assert "only admins" in slack.ephemerals[0]["text"].casefold()


async def test_chosen_members_may_add_articles_and_others_may_not(house: House, slack: FakeSlack) -> None:
    """Slack tells no groups, so a channel's settings name people."""
    for member in (MEMBER, "U0OTHER"):
        slack.users[member] = {"name": member, "tz": "UTC"}
    words = (
        f"<@{BOT_USER}> ingest OSLO, Aug 6 (Wire) - Minister Berit Haugen met Lars Holm in Bergen on Monday."
    )
    chosen = {"type": "multi_users_select", "selected_users": [MEMBER]}
    async with house.connected():
        await slack.deliver(
            settings_sent({"ingest": select("admins"), "ingest_roles": chosen}), kind="interactive"
        )
        await house.work(1)
        for number, member in enumerate(("U0OTHER", MEMBER)):
            await slack.deliver(event(said(words, user=member, ts=f"175447006{number}.1")))
            await house.work(1)

    refused, stored = [post["text"] for post in slack.posted(CHANNEL)]
    assert "admins" in refused
    assert stored.startswith("Stored")


async def test_a_command_that_is_not_allowed_is_refused_and_settings_stay_open(
    house: House, slack: FakeSlack
) -> None:
    """A list of commands must not lock out whoever made it."""
    several = {"type": "multi_static_select", "selected_options": [select("met")["selected_option"]]}
    async with house.connected():
        await slack.deliver(settings_sent({"commands": several}), kind="interactive")
        await house.work(1)
        await slack.deliver(command("/brief", "Kovar", ticket=slack.ticket("c1")), kind="slash_commands")
        await house.work(1)
        none = settings_sent({"commands": {"type": "multi_static_select", "selected_options": []}})
        none["view"]["id"] = "V0009"
        await slack.deliver(none, kind="interactive")
        await house.work(1)

    assert "switched off" in slack.ephemerals[1]["text"]
    assert (await house.desk.channels.settings(HOME, PLACE)).commands == ()


@pytest.mark.parametrize("admin", [True, False])
async def test_the_home_tab_has_what_is_ones_own(house: House, slack: FakeSlack, admin: bool) -> None:
    """Deadlines, meetings, what one watches, one's digests; the settings for admins only."""
    slack.users[ANNA]["is_admin"] = admin
    async with house.connected():
        await slack.deliver(event(said("digest on 08:30", kind="message", channel=DIRECT, channel_type="im")))
        await house.work(1)
        await slack.deliver(event(home_opened()))
        [shown] = await views(slack, 1)

    view = shown["view"]
    text = json.dumps(view, ensure_ascii=False)
    assert "30 September 2025" in text
    assert "Peter Szabo" in text
    assert "Digest about everything, Europe/Vienna" in text
    assert ("dateline:settings" in text) is admin
    assert_within_limits(view["blocks"], most=100)


async def test_others_digests_are_not_on_ones_page(house: House, slack: FakeSlack) -> None:
    """A page tells nothing of channels that its member may not know."""
    slack.users[MEMBER] = {"name": "mia", "tz": "UTC"}
    async with house.connected():
        await slack.deliver(event(said(f"<@{BOT_USER}> digest on 08:30")))
        await house.work(1)
        await slack.deliver(event({**home_opened(), "user": MEMBER}))
        [shown] = await views(slack, 1)

    assert CHANNEL not in json.dumps(shown["view"])


def test_every_field_of_the_desks_forms_is_drawn_and_read_back() -> None:
    """A setting that is added there must not be lost here."""
    drawn = {
        block["block_id"]
        for block in settings_view(CHANNEL, ChannelSettings())["blocks"]
        if "element" in block
    }

    assert drawn == {field.name for form in FORMS for field in form_of(form, ChannelSettings())}
