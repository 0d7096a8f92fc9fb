"""The screens in docs/discord are those that are drawn today, and Discord would take them."""

from __future__ import annotations

import json

import pytest

from bot.testing.discord_world import Asked
from tests.adapters.discord.judge import complaints
from tests.adapters.discord.previews import FOLDER, files

MADE = files()


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_screen_in_the_docs_is_the_one_drawn(name: str) -> None:
    """Pages that show something else mislead; write them anew with: python -m tests.adapters.discord.previews"""
    assert (FOLDER / name).read_text() == MADE[name]


def test_no_screen_is_left_over() -> None:
    """Nor do they show what is gone."""
    assert {path.name for path in FOLDER.iterdir()} == set(MADE)


@pytest.mark.parametrize("name", sorted(name for name in MADE if name.endswith(".json")))
def test_discord_would_take_every_screen(name: str) -> None:
    """Judged like the requests of the tests, the published schema included."""
    body, path = json.loads(MADE[name]), "/channels/1/messages"
    if "title" in body:
        body, path = {"type": 9, "data": body}, "/interactions/1/t/callback"

    assert list(complaints(Asked(method="POST", path=path, body=body, files=(), status=200))) == []
