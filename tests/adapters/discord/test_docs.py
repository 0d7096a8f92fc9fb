"""The page about Discord speaks of tests and settings that exist."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from adapters.discord.config import DiscordConfig
from bot.desk.capabilities import COMMANDS, FOR_SOME
from bot.settings import Settings

PAGE = Path(__file__).parents[3] / "docs" / "discord.md"


def test_every_test_the_page_names_exists() -> None:
    """A table of promises must not outlive its tests."""
    text = PAGE.read_text("utf-8")
    here = Path(__file__).parent
    files = (*here.glob("test_*.py"), *here.parent.glob("test_*.py"))
    tests = "".join(file.read_text("utf-8") for file in files)

    named = set(re.findall(r"`(test_\w+)`", text))
    assert len(named) > 25
    assert not [name for name in named if f"def {name}(" not in tests]
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == [str(n) for n in range(1, 13)]


def test_every_screen_the_page_links_to_exists() -> None:
    """And each that was drawn is linked."""
    linked = set(re.findall(r"\]\(discord/([\w-]+\.txt)\)", PAGE.read_text("utf-8").replace("\n", " ")))

    assert linked == {path.name for path in (PAGE.parent / "discord").glob("*.txt")}


def test_every_command_is_on_the_page() -> None:
    """Those for everybody and those for some."""
    assert all(f"`/{name}`" in PAGE.read_text("utf-8") for name in (*COMMANDS, *FOR_SOME))


def test_every_setting_is_on_the_page() -> None:
    """What an operator can choose is told."""
    text = PAGE.read_text("utf-8")

    names = {one.name if one.name == "zone" else f"discord_{one.name}" for one in fields(DiscordConfig)}
    assert names <= set(Settings.model_fields)
    assert all(f"`DATELINE_{name.upper()}`" in text for name in names)
