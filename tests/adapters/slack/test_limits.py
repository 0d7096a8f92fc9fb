"""Our table of limits against two that others keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ContextBlock, HeaderBlock, SectionBlock
from slackblocks import _limits

from adapters.slack import limits

SPECS = Path(__file__).parents[4] / "shared" / "specs"


def test_our_limits_are_those_of_slackblocks() -> None:
    """A second table, made from another reading of the reference."""
    pairs = {
        limits.MESSAGE_BLOCKS: _limits.MESSAGE_BLOCKS_MAX_ITEMS,
        limits.VIEW_BLOCKS: _limits.VIEW_BLOCKS_MAX_ITEMS,
        limits.SECTION_CHARS: _limits.SECTION_TEXT_MAX_LENGTH,
        limits.HEADER_CHARS: _limits.HEADER_TEXT_MAX_LENGTH,
        limits.CONTEXT_ELEMENTS: _limits.CONTEXT_ELEMENTS_MAX_ITEMS,
        limits.ACTIONS_ELEMENTS: _limits.ACTIONS_ELEMENTS_MAX_ITEMS,
        limits.CONTEXT_ACTIONS_ELEMENTS: _limits.CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS,
        limits.BUTTON_CHARS: _limits.BUTTON_TEXT_MAX_LENGTH,
        limits.BUTTON_VALUE_CHARS: _limits.BUTTON_VALUE_MAX_LENGTH,
        limits.URL_CHARS: _limits.BUTTON_URL_MAX_LENGTH,
        limits.BLOCK_ID_CHARS: _limits.BLOCK_ID_MAX_LENGTH,
        limits.ACTION_ID_CHARS: _limits.ACTION_ID_MAX_LENGTH,
        limits.MARKDOWN_CHARS: _limits.MARKDOWN_TOTAL_TEXT_MAX_LENGTH,
        limits.VIEW_TITLE_CHARS: _limits.VIEW_TITLE_MAX_LENGTH,
        limits.PRIVATE_METADATA_CHARS: _limits.VIEW_PRIVATE_METADATA_MAX_LENGTH,
    }

    assert {ours: ours for ours in pairs} == pairs


def test_our_limits_are_those_of_the_sdk() -> None:
    """The SDK's classes check some of them; where they do, they agree."""
    assert HeaderBlock.text_max_length == limits.HEADER_CHARS
    assert ContextBlock.elements_max_length == limits.CONTEXT_ELEMENTS
    assert ActionsBlock.elements_max_length == limits.ACTIONS_ELEMENTS
    assert ButtonElement.text_max_length == limits.BUTTON_CHARS
    assert ButtonElement.value_max_length == limits.BUTTON_VALUE_CHARS
    assert SectionBlock.fields_max_length == 10


def test_our_tiers_are_slacks() -> None:
    """Calling faster than the tier costs answers; a method in the wrong tier would."""
    path = SPECS / "slack-rate-limit-tiers.json"
    if not path.exists():
        pytest.skip("spec not present")
    tiers = json.loads(path.read_text())

    assert {method: tiers[method] for method in limits.METHOD_TIERS} == limits.METHOD_TIERS
    assert all(tiers[method].startswith("SpecialTier") for method in limits.PER_CHANNEL_A_MINUTE)
