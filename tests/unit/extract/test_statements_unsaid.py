"""What the article does not tell as said is nobody's statement, and nothing beyond the speaker's own words is."""

from __future__ import annotations

import pytest

from bot.extract.statements import find_statements
from bot.model.facts import StatementKind
from tests.unit.extract.revisions import document

PUBLISHED = "2026-03-05T09:00:00Z"


def told(text: str) -> list[tuple[str, str]]:
    """(speaker, content) of every statement."""
    return [(s.speaker.name, s.content.text) for s in find_statements(document(text, published=PUBLISHED))]


@pytest.mark.parametrize(
    "text",
    [
        "If Kari Lund said the fund would wait, the bank would fold.",
        "The bank would fold if Kari Lund said the fund would wait.",
        "Had Kari Lund said the fund would wait, the bank would have folded.",
        "Unless Kari Lund says the fund is safe, the bank will wait.",
        "The bank will wait until Kari Lund says the fund is safe.",
        "When Kari Lund says the fund is safe, the bank will lend.",
        "He behaved as if Kari Lund had said the fund would wait.",
        "Suppose Kari Lund announced that the fund would wait.",
        "It is not true that Kari Lund called the deal dead.",
        "It is not clear whether Kari Lund said the fund would wait.",
        "There is no evidence that Kari Lund said the fund would wait.",
        "Reports that Kari Lund said the fund would wait are false.",
        "Nothing suggests Kari Lund said the fund would wait.",
        "Kari Lund wished she had said the fund would wait.",
        "Not once did Kari Lund say the fund would wait.",
        "Kari Lund all but said the fund would wait.",
        "Kari Lund almost told the council that the fund would wait.",
        "Kari Lund never actually said the fund would wait.",
        "Kari Lund said nothing about the bridge over the Tarn.",
        "Kari Lund said little about whether the fund would wait.",
    ],
)
def test_what_is_not_told_as_said_is_no_statement(text: str) -> None:
    """Conditions, questions, denials and near things put no words into a mouth."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry denied that Kari Lund had said the fund would wait.", "ministry"),
        ("Per Brand could not confirm whether Kari Lund had said the fund would wait.", None),
        ("Reporters asked whether Kari Lund had said the fund would wait.", "Reporters"),
    ],
)
def test_only_who_denies_or_asks_has_spoken(text: str, speaker: str | None) -> None:
    """Of two voices in one sentence the inner one is not told as having said it."""
    assert {name for name, _ in told(text)} == ({speaker} if speaker else set())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Only then did Kari Lund say the fund would wait.", "the fund would wait"),
        ("Kari Lund said nothing had changed at the bank.", "nothing had changed at the bank"),
        ("Kari Lund said little of the money had been spent.", "little of the money had been spent"),
        ("After Kari Lund said the fund would wait, the bank folded.", "the fund would wait"),
        (
            "While Kari Lund said the fund, which is small, would wait, the bank folded.",
            "the fund, which is small, would wait",
        ),
        ("Though Kari Lund said the fund would wait, pay and close, the bank folded.", "the fund would wait"),
        ("As Kari Lund said on Monday, the fund is safe.", "the fund is safe"),
        (
            "If the fund waits, Kari Lund said, the bank will fold.",
            "If the fund waits, Kari Lund said, the bank will fold",
        ),
        (
            "If the fund waits, Kari Lund said the bank would fold.",
            "If the fund waits, Kari Lund said the bank would fold",
        ),
        ("If the fund waits the bank will fold, Kari Lund said.", "If the fund waits the bank will fold"),
        ("Kari Lund said if the fund waits, the bank will fold.", "if the fund waits, the bank will fold"),
    ],
)
def test_the_content_is_what_was_said_with_its_condition_and_no_more(text: str, content: str) -> None:
    """A main clause behind a subordinate one is the article's own; a condition in front belongs to the words."""
    assert told(text) == [("Kari Lund", content)]


@pytest.mark.parametrize("adverb", ["reportedly", "allegedly", "apparently"])
def test_hearsay_is_told_as_a_report(adverb: str) -> None:
    """What the article passes on with a reserve is no plain saying."""
    found = find_statements(document(f"Kari Lund {adverb} said the fund would wait.", published=PUBLISHED))

    assert [s.kind for s in found] == [StatementKind.REPORTED]
