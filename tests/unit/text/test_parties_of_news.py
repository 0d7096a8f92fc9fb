"""Parties in wordings of wire stories, minutes, interviews and labour disputes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model.facts import Mention
from bot.text.parties import find_mentions
from bot.text.sentences import split_sentences
from bot.text.when import tag


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(text, split_sentences(text))


def names(text: str) -> set[str]:
    return {m.party.name for m in mentions(text)}


def test_an_envoy_of_a_president_is_no_president() -> None:
    """A title that belongs to the owner of the office must not be given to the envoy."""
    text = "Kirill Dmitriev, the Russian president's investment envoy, greeted Anna Holm in Moscow."

    title = next(m.party.title for m in mentions(text) if m.party.name == "Kirill Dmitriev")

    assert title is not None
    assert title.endswith("investment envoy")


def test_a_group_ends_before_its_day() -> None:
    """The evening on which strikers spoke is no part of who they are."""
    found = names("Strikers at the gate on Tuesday evening said they would stay.")

    assert not any("Tuesday" in name for name in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Tuesday Ada Holm travelled to Lund.", "Ada Holm"),
        ("The Drivers' Federation said it would wait.", "Drivers' Federation"),
        ("The minutes name Cllr Dinah Orme as chair.", "Dinah Orme"),
        ("The session was opened by Prime Ministers Tomas Ekblad and Liva Berzina.", "Tomas Ekblad"),
        ("They wrote to the regulator, Waterwatch, in May.", "Waterwatch"),
    ],
)
def test_names_are_found_whole(text: str, name: str) -> None:
    """A weekday, an apostrophe or a title before a name must not hide it."""
    assert name in names(text)


def test_you_in_an_interview_is_the_one_who_answers() -> None:
    """What the question tells of "you" is told of the guest."""
    text = (
        "Birgit Halloran ran the port.\n\nTarn Courier: Why now?\n\nHalloran: Because I am tired.\n\n"
        "Tarn Courier: You met the mayor in March.\n\nHalloran: I did."
    )

    assert "Birgit Halloran" in {m.party.name for m in mentions(text) if m.words == "You"}


def test_both_sides_are_those_the_story_is_about() -> None:
    """A pair of states named in passing must not take the place of the two at the table."""
    text = (
        "Russia and Ukraine met in Istanbul on Monday. Russia sent a deputy minister, Ukraine its defence minister. "
        "Ukraine asked Russia for a truce. India and Japan welcomed the talks. Both sides said they would meet again."
    )

    meant = {m.party.name for m in mentions(text) if m.words == "Both sides"}

    assert meant <= {"Russia", "Ukraine"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met on 2 and 5 March.", ["2026-03-02", "2026-03-05"]),
        ("Talks took place on May 16 and 23.", ["2026-05-16", "2026-05-23"]),
        ("On May 16 and 23 people died.", ["2026-05-16"]),
        ("They met on 30 and 5 March.", ["2026-03-05"]),
    ],
)
def test_days_that_share_a_month_are_days_of_their_own(text: str, days: list[str]) -> None:
    """A number counts as a day only where a list of days stands."""
    assert [when.iso() for when in tag(text, published=date(2026, 6, 30))] == days
