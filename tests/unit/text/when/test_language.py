"""The language file: it loads, and a slip in a pattern is noticed when it loads and not by its silence."""

from __future__ import annotations

import pytest

from bot.text.when.grammar import Node, Production, add_pattern
from bot.text.when.language import FILES, load
from bot.text.when.readings import READINGS


def _production() -> Production:
    return Production(name="test", rank=0, reader=READINGS["first_value"], constants={})


@pytest.mark.parametrize("code", FILES)
def test_every_language_loads(code: str) -> None:
    """Loading checks that patterns name only readings and classes that exist."""
    language = load(code)

    assert language.grammar.rules.words
    assert load(code) is language


def test_a_pattern_may_leave_words_out_and_choose_between_them() -> None:
    """What the comment at the top of the language file promises."""
    root = Node()

    add_pattern(root, "the? (big|very small) {unit}?", _production())

    assert set(root.words) == {"the", "big", "very"}
    assert set(root.words["the"].words) == {"big", "very"}
    assert root.words["very"].words["small"].ends
    assert root.words["big"].classes[("unit", "unit")].ends


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "(a", ""])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    """A pattern that never matches would be a hole nobody sees."""
    with pytest.raises(ValueError, match=r"pattern|brackets"):
        add_pattern(Node(), pattern, _production())
