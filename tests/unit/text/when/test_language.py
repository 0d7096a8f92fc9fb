"""The language file: it loads, and a slip in a pattern is noticed when it loads and not by its silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.text.when.grammar import Chart, Grammar, Node, Production
from bot.text.when.language import FILES, load
from bot.text.when.patterns import add_pattern
from bot.text.when.readings import READINGS
from bot.text.when.tokens import tokenize

TABLE = Path(__file__).parents[3] / "data" / "when" / "english.jsonl"


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


def test_no_expression_is_lost_by_passing_over_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most words are passed over by a look at them and the next; without that the same expressions are found."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    sample = [json.loads(line)["text"] for line in lines]
    quick = [_expressions_of(text) for text in sample]
    monkeypatch.setattr(Grammar, "may_open", lambda self, token: True)
    monkeypatch.setattr(Chart, "_may_go_on", lambda self, at: True)
    monkeypatch.setattr(Chart, "_keys_at", lambda self, at: self._told_keys(at))

    assert [_expressions_of(text) for text in sample] == quick
    assert any(quick)


def _expressions_of(text: str) -> list[tuple[int, int, str]]:
    tokens = tokenize(text)
    chart = Chart(load().grammar, tokens)
    return [
        (edge.start, edge.end, production.name)
        for at in range(len(tokens))
        for edge, production, _ in chart.expressions(at)
    ]
