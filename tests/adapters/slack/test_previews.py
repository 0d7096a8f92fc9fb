"""The screens in docs/slack are those that are drawn today, and Slack would take them."""

from __future__ import annotations

import pytest

from adapters.slack import limits
from tests.adapters.slack.judge import assert_within_limits, walk
from tests.adapters.slack.previews import FOLDER, files, previews


@pytest.mark.parametrize("name", sorted(files()))
def test_a_screen_in_the_docs_is_the_one_drawn(name: str) -> None:
    """Pages that show something else mislead; write them anew with: python -m tests.adapters.slack.previews"""
    assert (FOLDER / name).read_text() == files()[name]


@pytest.mark.parametrize("name", sorted(previews()))
def test_every_screen_keeps_to_the_limits(name: str) -> None:
    """Views have limits of their own."""
    screen = previews()[name]

    assert_within_limits(screen["blocks"], most=limits.VIEW_BLOCKS)
    for part in ("title", "submit", "close"):
        assert len(screen.get(part, {}).get("text", "")) <= limits.VIEW_TITLE_CHARS
    prompts = [one["placeholder"]["text"] for one in walk(screen) if "placeholder" in one]
    assert all(len(prompt) <= 150 for prompt in prompts)
