"""Settings in a form, corrections by command, and lists that are leafed through: with the real desk behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.desk.channels import ChannelSettings
from bot.desk.settings_form import FORMS
from bot.model.chat import Place, Requester
from bot.model.ids import ChannelId, MemberId
from bot.model.text import Scope
from bot.service import BriefingService
from bot.testing.discord_payloads import LOADING, MANAGE_SERVER
from bot.testing.fake_discord import FakeDiscord
from bot.testing.loopback import until
from bot.testing.scripted_model import ScriptedModel
from tests.adapters.discord.conftest import Run, clock
from tests.adapters.discord.desks import StubDesk
from tests.adapters.discord.test_once import House, open_house, store_article
from tests.adapters.generated import COUNTRIES, deadline_articles

ROLE, OWNER = 77, 500


def fields(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The components of a form by their custom id."""
    return {one["component"]["custom_id"]: one["component"] for one in form["components"]}


async def send(fake: FakeDiscord, form: dict[str, Any], given: dict[str, Any], channel: int) -> str:
    """Send a form as Discord does; every field is told, with what was filled in."""
    components = []
    for number, (name, component) in enumerate(fields(form).items(), start=1):
        value = given.get(name)
        told = {"values": value or []} if component["type"] in {6, 22} else {"value": value}
        inner = {"type": component["type"], "custom_id": name, "id": 2 * number + 1, **told}
        components.append({"type": 18, "id": 2 * number, "component": inner})
    data = {"custom_id": form["custom_id"], "components": components}
    return await fake.interact(5, data, channel=channel, rights=MANAGE_SERVER)


def words_of(fake: FakeDiscord, token: str) -> str:
    message = fake.original(token)
    return "" if message is None or message["flags"] & LOADING else str(message)


async def settings_of(house: House, channel: int) -> ChannelSettings:
    place = Place(platform="discord", workspace=house.workspace, channel=ChannelId(str(channel)))
    return await house.desk.channels.settings(house.workspace, place)


@pytest.mark.parametrize("form", FORMS)
async def test_the_command_for_settings_opens_a_form_with_what_holds(
    fake: FakeDiscord, general: int, run: Run, form: str
) -> None:
    """Every form is one that Discord takes: the judge reads it."""
    chosen = ChannelSettings(links="never", ingest_roles=("77",), reminders=(9,), commands=("ask",))

    async with run(StubDesk(chosen=chosen)):
        await fake.command("settings", general, about=form, _rights=MANAGE_SERVER)
        await until(lambda: fake.modals)

    holds = {name: default_of(component) for name, component in fields(fake.modals[0]).items()}
    assert (
        holds
        == {
            "articles": {"links": ["never"], "ingest": ["all"], "ingest_roles": ["77"], "correct_roles": []},
            "answers": {
                "length": ["short"],
                "language": ["auto"],
                "outlets": [],
                "topics": [],
                "commands": ["ask"],
            },
            "posts": {"quiet": [], "reminders": ["9"], "digests": ["all"], "notes": ["on"]},
        }[form]
    )


def default_of(component: dict[str, Any]) -> list[str]:
    """What a component shows before anybody touches it."""
    if "options" in component:
        return [one["value"] for one in component["options"] if one.get("default")]
    line = component.get("value")
    return [str(one["id"]) for one in component.get("default_values", ())] or ([line] if line else [])


async def test_settings_that_cannot_be_read_in_time_are_not_guessed(
    fake: FakeDiscord, general: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form with defaults in it would take back what was chosen."""
    monkeypatch.setattr("adapters.discord.listener.SUGGEST_S", 0.05)

    async with run(StubDesk(delay_s=5.0)):
        token = await fake.command("settings", general, about="posts", _rights=MANAGE_SERVER)
        await until(lambda: words_of(fake, token))

    assert "try again" in words_of(fake, token)
    assert not fake.modals


async def test_a_sent_form_changes_the_channel(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """From the command to the database and back to the words that confirm it; a form outlives a restart."""
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house:
        async with run(house.desk):
            await fake.command("settings", general, about="articles", _rights=MANAGE_SERVER)
            await until(lambda: fake.modals)
        async with run(house.desk):
            filled = {"links": "always", "ingest": "admins", "ingest_roles": [str(ROLE)], "correct_roles": []}
            token = await send(fake, fake.modals[0], filled, general)
            await until(lambda: house.desk.taken)
            await house.finish()
        chosen = await settings_of(house, general)

    assert (chosen.links, chosen.ingest, chosen.ingest_roles) == ("always", "admins", (str(ROLE),))
    assert "links always" in words_of(fake, token)


async def test_what_answers_are_limited_to_reaches_the_answer(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """From the form to what a member reads and to what a model is asked, in the channel's language."""
    model = ScriptedModel(sentences=[])
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}", model) as house, run(house.desk):
        await store_article(house)
        for taken, outlets in ((1, ""), (3, "Évening Courier")):
            await fake.command("settings", general, about="answers", _rights=MANAGE_SERVER)
            await until(lambda taken=taken: len(fake.modals) == (taken + 1) // 2)
            filled = {"length": "short", "language": "es", "outlets": outlets}
            await send(fake, fake.modals[-1], filled, general)
            await until(lambda taken=taken: house.desk.taken == taken)
            await house.finish()
            await fake.say(general, "who met Anna Kovar?", mentions_bot=True)
            await until(lambda taken=taken: house.desk.taken == taken + 1)
            await house.finish()
        chosen = await settings_of(house, general)
        before, after = (str(one["components"]) for one in fake.ours(general)[-2:])

    assert (chosen.language, chosen.outlets) == ("es", ("Évening Courier",))
    assert "Spanish, and names in" in model.asked[0].system
    assert "Peter Szabo" in before
    assert "Peter Szabo" not in after
    assert "Answers in this channel draw only on Évening Courier." in after


async def test_a_line_that_cannot_be_read_is_told_at_once(fake: FakeDiscord, general: int, run: Run) -> None:
    """The form is gone by then, so the words say how to write it."""
    desk = StubDesk()

    async with run(desk):
        await fake.command("settings", general, about="posts", _rights=MANAGE_SERVER)
        await until(lambda: fake.modals)
        filled = {"quiet": "at night", "reminders": "30", "digests": "all", "notes": "on"}
        token = await send(fake, fake.modals[0], filled, general)
        await until(lambda: words_of(fake, token))

    assert "22:00" in words_of(fake, token)
    assert not desk.events


@pytest.mark.parametrize(("roles", "allowed"), [((ROLE,), True), ((), False)])
async def test_a_chosen_role_may_add_articles(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path, roles: tuple[int, ...], allowed: bool
) -> None:
    """Where not everybody may; Discord tells a member's roles with every interaction."""
    fake.add_role(ROLE, "Desk")
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house, run(house.desk):
        await fake.command("settings", general, about="articles", _rights=MANAGE_SERVER)
        await until(lambda: fake.modals)
        filled = {"links": "ask", "ingest": "admins", "ingest_roles": [str(ROLE)]}
        await send(fake, fake.modals[0], filled, general)
        await until(lambda: house.desk.taken == 1)
        await house.finish()
        article = "VIENNA, Aug 5 (Ledger) - The harbour board met on Tuesday and set a deadline of August 30."
        token = await fake.command("ingest", general, what=article, _roles=roles)
        await until(lambda: house.desk.taken == 2)
        await house.finish()

    assert ("Stored" in words_of(fake, token)) == allowed
    assert ("Only admins" in words_of(fake, token)) != allowed


async def test_a_correction_reaches_the_desk_in_its_words(fake: FakeDiscord, general: int, run: Run) -> None:
    """As it would be typed in a message."""
    desk = StubDesk()

    async with run(desk):
        options = {
            "action": "edit",
            "what": "fac_1",
            "slot": "due",
            "value": "2025-08-08",
            "reason": "a typo",
        }
        await fake.command("correct", general, **options)
        await until(lambda: desk.events)

    assert (desk.only.command, desk.only.text) == ("correct", "edit fac_1 due 2025-08-08 because a typo")
    assert desk.only.place.only_for == "501"


async def test_a_typed_reason_reaches_the_admins(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """From the button through the form to the words that an admin reads."""
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house, run(house.desk):
        await store_article(house)
        await fake.say(general, "who met Anna Kovar?", mentions_bot=True)
        await until(lambda: house.desk.taken == 1)
        await house.finish()
        [answer] = fake.ours(general)
        await fake.press(answer, button(answer, "Not right"))
        await until(lambda: fake.modals)
        token = await send(fake, fake.modals[0], {"reason": "It was in Budapest"}, general)
        await until(lambda: house.desk.taken == 2)
        await house.finish()
        await fake.say(general, "audit", mentions_bot=True, member=OWNER)
        await until(lambda: house.desk.taken == 3)
        await house.finish()

    assert "Thank you" in words_of(fake, token)
    assert "It was in Budapest" in str(fake.ours(40_000 + OWNER))
    assert "It was in Budapest" not in str(fake.ours(general))


async def test_a_long_list_is_leafed_through_in_its_message(
    fake: FakeDiscord, general: int, run: Run, tmp_path: Path
) -> None:
    """To the end and back; nothing new appears in the channel, and every deadline was on some page."""
    async with open_house(fake, f"sqlite:///{tmp_path / 'd.sqlite3'}") as house, run(house.desk):
        await store_deadlines(house)
        await fake.command("deadlines", general)
        await until(lambda: house.desk.taken == 1)
        await house.finish()
        [list_] = fake.ours(general)
        pages = [str(list_["components"])]
        for label in ("More", "Back"):
            taken = house.desk.taken
            await fake.press(list_, button(list_, label))
            await until(lambda taken=taken: house.desk.taken == taken + 1)
            await house.finish()
            pages.append(str(list_["components"]))

    assert len(fake.ours(general)) == 1
    assert pages[0] == pages[2] != pages[1]
    assert [sum(name in page for name in COUNTRIES) for page in pages[:2]] == [8, 7]
    assert all(name in "".join(pages) for name in COUNTRIES)


async def store_deadlines(house: House) -> None:
    """As many deadlines as countries, each in an article of its own."""
    asker = Requester(member=MemberId("1"), scope=Scope(workspace=house.workspace), admin=True)
    service = BriefingService(store=house.store)
    for words in deadline_articles(clock().date()):
        await service.ingest_text_or_link(words, asker, now=clock())


def button(message: dict[str, Any], label: str) -> str:
    rows = [one for one in message["components"] if one["type"] == 1]
    found = [part["custom_id"] for row in rows for part in row["components"] if part.get("label") == label]
    return str(found[0])
