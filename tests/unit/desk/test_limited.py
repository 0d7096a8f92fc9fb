"""A channel whose answers are limited: what is outside counts for nothing there, and that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answer.phrases import quoted
from bot.desk.channels import ChannelSettings
from bot.desk.layout import lay_out
from bot.desk.orders import SettingsRequest, line_of, names_in, read_order
from bot.desk.settings_form import form_of
from bot.errors import InputError
from bot.model.answers import Abstention, Briefing
from bot.model.chat import Notice, Reply
from bot.model.ids import ChannelId
from bot.testing.platform import LiveMemoryPlatform
from bot.testing.scripted_model import ScriptedModel
from bot.text.languages import languages
from tests.unit.desk.test_desk import START, House, asker, event, house
from tests.unit.desk.test_live import opened

__all__ = ["house"]

COURIER = {
    "text": (
        "PRAGUE, Aug 4 (Courier) - Foreign Minister Anna Kovar met Czech negotiator Jana Dvorak in Prague on Monday. "
        "Kovar said that Czechia has until October 15 to reopen the canal."
    ),
    "title": "Talks about the canal",
    "outlet": "Évening Courier",
    "url": "https://courier.example/canal",
    "published": "2025-08-04",
}
QUESTIONS = ["Who met Anna Kovar?", "met Anna Kovar", "brief Anna Kovar", "deadlines"]


@pytest.fixture
async def two(house: House) -> House:
    """The house with articles of two outlets."""
    await house.desk._service.ingest(COURIER, asker(), now=START)
    return house


async def told(house: House, words: str, *, admin: bool = False) -> Reply:
    """The reply to a message in the channel."""
    key = f"C1:{len(house.platform.posts)}"
    await house.desk.accept(event(words, key=key, requester=asker(admin=admin), received=house.now))
    await house.worker().run_due()
    house.now += timedelta(seconds=90)
    await house.worker().run_due()
    return house.platform.posts[-1][1]


def shown(reply: Reply) -> str:
    if isinstance(reply.body, Notice):
        return reply.body.text
    return lay_out(reply.body).plain_text


@pytest.mark.parametrize("question", QUESTIONS)
async def test_answers_draw_on_the_chosen_outlets_only(two: House, question: str) -> None:
    """Questions, lists and briefs: each outlet's minister meets somebody else."""
    everything = shown(await told(two, question))
    await told(two, "settings outlets évening courier", admin=True)
    limited = shown(await told(two, question))
    await told(two, "settings outlets all", admin=True)

    assert "Ledger" in everything
    assert "Courier" in everything
    assert "Courier" in limited
    assert "Ledger" not in limited
    assert "Szabo" not in limited
    assert "bridge" not in limited
    assert shown(await told(two, question)) == everything


@pytest.mark.parametrize("question", QUESTIONS)
async def test_answers_draw_on_articles_about_the_chosen_topics_only(two: House, question: str) -> None:
    """By their words or their headline, whoever printed them."""
    await told(two, "settings topics gas prices; canals", admin=True)
    limited = shown(await told(two, question))

    assert "Courier" in limited
    assert "Ledger" not in limited
    assert "Szabo" not in limited


async def test_outlets_and_topics_add_up(two: House) -> None:
    """Everything of the one, and what others print about the other."""
    await told(two, "settings outlets Daily Nobody", admin=True)
    await told(two, "settings topics canal; bridge", admin=True)
    both = shown(await told(two, "met Anna Kovar"))
    await told(two, "settings topics a gas field", admin=True)
    neither = shown(await told(two, "met Anna Kovar"))

    assert "Szabo" in both
    assert "Dvorak" in both
    assert "draw only on Daily Nobody and on articles that name a gas field." in neither


async def test_verify_looks_at_the_chosen_outlets_only(two: House) -> None:
    """What another outlet printed is not said to be printed here; why is said."""
    words = 'verify "has until September 30 to open the bridge"'
    assert "The Ledger" in shown(await told(two, words))
    await told(two, "settings outlets Évening Courier", admin=True)

    limited = shown(await told(two, words))

    assert "The Ledger" not in limited
    assert "draw only on Évening Courier" in limited


async def test_an_abstention_says_what_answers_are_limited_to(two: House) -> None:
    """Or people would think that nothing is known."""
    await told(two, "settings outlets Évening Courier; Daily Nobody", admin=True)

    body = (await told(two, "Who met Peter Szabo?")).body

    assert isinstance(body, Abstention)
    assert body.coverage.articles == 1
    assert body.note is not None
    assert "Answers in this channel draw only on Évening Courier and Daily Nobody." in body.note


async def test_a_channel_limited_to_what_is_not_there_finds_nothing(two: House) -> None:
    """A mistyped name must not open everything; the admin is told at once."""
    confirmed = await told(two, "settings outlets Leger", admin=True)

    assert "No stored article is by Leger yet." in shown(confirmed)
    assert isinstance((await told(two, "Who met Anna Kovar?")).body, Abstention)


async def test_the_article_of_another_outlet_is_not_briefed(two: House) -> None:
    """Its link is known to the store, not to this channel."""
    link = COURIER["url"]
    assert "Dvorak" in shown(await told(two, f"brief {link}"))
    await told(two, "settings outlets The Ledger", admin=True)

    assert "draw only on The Ledger" in shown(await told(two, f"brief {link}"))


async def test_another_channel_is_not_limited(two: House) -> None:
    """Each has its own."""
    await told(two, "settings outlets Évening Courier", admin=True)
    elsewhere = replace(event().place, channel=ChannelId("C2"))
    await two.desk.accept(event("Who met Peter Szabo?", key="C2:1", place=elsewhere))
    await two.worker().run_due()

    assert isinstance(two.platform.posts[-1][1].body, Briefing)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("The Ledger", ["The Ledger"]),
        ("The Ledger, Évening Courier", ["The Ledger", "Évening Courier"]),
        ("Smith, Jones and Sons; “Post”;", ["Smith, Jones and Sons", "Post"]),
        ("Smith, Jones and Sons;", ["Smith, Jones and Sons"]),
        ("all", []),
        (" ; ", []),
    ],
)
def test_names_are_read_from_a_line_and_back(line: str, names: list[str]) -> None:
    """A form shows what holds, and sending it changes nothing."""
    read = names_in(line)

    assert read == names
    assert names_in(line_of(read)) == read


def test_settings_are_read_as_people_type_them() -> None:
    """A name keeps its letters."""
    assert read_order("settings", "outlets The Ledger") == SettingsRequest(
        values={"outlets": ("The Ledger",)}
    )
    assert read_order("settings", "feeds all") == SettingsRequest(values={"outlets": ()})
    assert read_order("settings", "language DE") == SettingsRequest(values={"language": "de"})
    with pytest.raises(InputError, match="language"):
        read_order("settings", "outlets")


@pytest.mark.parametrize("words", ["language klingon", f"outlets {'x' * 300}"])
async def test_values_that_do_not_fit_are_refused(house: House, words: str) -> None:
    """The form could not show them."""
    before = shown(await told(house, "settings"))
    assert "language auto; outlets all; topics all" in before

    assert "Here:" not in shown(await told(house, f"settings {words}", admin=True))
    assert shown(await told(house, "settings")) == before


# ------------------------------------------------------------------ language

GERMAN = "Die Ministerin Anna Kovar traf Peter Szabo am Dienstag in Vienna."
ENGLISH_QUESTION, GERMAN_QUESTION = "Who did Anna Kovar meet?", "Wen hat Anna Kovar getroffen?"


@pytest.mark.parametrize(
    ("setting", "question", "wanted"),
    [
        ("auto", ENGLISH_QUESTION, "English"),
        ("auto", GERMAN_QUESTION, "German"),
        ("de", ENGLISH_QUESTION, "German"),
        ("en", GERMAN_QUESTION, "English"),
        ("fr", GERMAN_QUESTION, "French"),
    ],
)
async def test_the_model_writes_in_the_channels_language(
    tmp_path: Path, setting: str, question: str, wanted: str
) -> None:
    """Chosen once for all who ask there; by default each question's own."""
    model = ScriptedModel(sentences=[(GERMAN, (1,))])
    async with opened(tmp_path, LiveMemoryPlatform(name="memory"), model) as house:
        admin: dict[str, Any] = {"requester": asker(admin=True)}
        await house.desk.accept(event(f"settings language {setting}", key="C1:s", **admin))
        await house.work()
        await house.desk.accept(event(question, key="C1:q"))
        await house.work()
        answer = house.platform.posts[-1][1].body

    asked = model.asked[0].system + model.asked[0].user
    assert f"{wanted}, and names in" in asked
    assert isinstance(answer, Briefing)
    said = any(sentence.text.startswith(GERMAN) for sentence in answer.sentences)
    assert said == (wanted == "German")
    if setting == "de":
        assert answer.note == "Worded in German by the language model; the quotes are the original."
        [sentence] = [one for one in answer.sentences if one.text.startswith(GERMAN)]
        assert quoted(sentence.citations[0].quote.text) in sentence.text


def test_every_language_can_be_chosen() -> None:
    """A new file of words comes with its choice."""
    [field] = [one for one in form_of("answers", ChannelSettings()) if one.name == "language"]

    assert dict(field.options[2:]) == {one.code: one.name for one in languages()}
    for code, _ in field.options:
        assert ChannelSettings(language=code).language == code  # type: ignore[arg-type]
