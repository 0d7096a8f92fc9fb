"""Prompts are code: each is found, filled in one pass, and declares what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.prompts import get_prompt

NAMES = sorted(file.stem for file in (Path(__file__).parents[2] / "prompts").glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_takes_what_it_declares(name: str) -> None:
    """An input that the text does not use, or the other way round, is a slip."""
    prompt = get_prompt(name)

    filled = prompt.fill(**{word: f"<{word}>" for word in prompt.inputs})

    assert all(f"<{word}>" in filled for word in prompt.inputs)
    assert prompt.purpose
    assert prompt.reply
    assert prompt.version.isdigit()


def test_nothing_in_an_input_becomes_a_placeholder() -> None:
    """An article may hold "$question" and must stay what it is."""
    prompt = get_prompt("answer")

    filled = prompt.fill(**dict.fromkeys(prompt.inputs, "$question ${today} {braces}"))

    assert "$question ${today} {braces}" in filled


def test_a_missing_input_is_refused() -> None:
    """A prompt without its cards would ask a model to invent."""
    with pytest.raises(ConfigError, match="takes"):
        get_prompt("answer").fill(question="x")


def test_an_unknown_prompt_is_named() -> None:
    """The operator must see which file is missing."""
    with pytest.raises(ConfigError, match="nothing-here"):
        get_prompt("nothing-here")
