"""Languages as data: told apart, read word by word, and never mistaken for English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.languages import in_english, language_of, languages, not_english, question_in_english

QUESTIONS = {
    "Wen hat Torven getroffen?": "whom has Torven met?",
    "Welche Frist gilt für Russland?": "which deadline applies for Russia?",
    "Wann läuft die Frist für Russland ab?": "when expires the deadline for Russia?",
    "Qui a rencontré Torven ?": "who in met Torven?",
    "Quel est le délai pour la Russie ?": "which the deadline for the Russia?",
    "¿Con quién se reunió Torven?": "¿ with who met Torven?",
}
ENGLISH = (
    "Who met the envoy in Des Moines, according to El Pais and La Stampa?",
    "When does the deadline for the minister of finance expire?",
    "What did Van der Bellen and Le Pen say in Den Haag?",
    "Did Die Zeit report an end to the war on 5 August?",
    "Ursula von der Leyen met Pedro Sanchez in Las Palmas, the commission said.",
    "Los Angeles and Las Vegas officials met El Salvador envoys.",
    "Del Ponte paid 50 million som.",
    "He will die in office, no doubt, an aide said; the men also met.",
)


@pytest.mark.parametrize(("asked", "read"), QUESTIONS.items())
def test_a_question_is_read_word_by_word(asked: str, read: str) -> None:
    """Planning knows English; names and numbers stay."""
    assert question_in_english(asked) == read


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_english(text: str) -> None:
    """Particles of names and headlines of papers make no text German."""
    assert language_of(text) is None
    assert question_in_english(text) == text
    assert not_english(text, str) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Torven met Lind nicht.",
        "Torven n'a pas met Lind.",
        "Torven nunca met Lind.",
        "Torven niet met Lind.",
        "Torven met Lind 没有.",
        "Torven не met Lind.",
        "Torven tidak met Lind.",
    ],
)
def test_a_word_of_denial_in_another_language_is_noticed(text: str) -> None:
    """One such word turns the sentence round, and no check of English sees it."""
    assert not_english(text, lambda: "Torven met Lind.")


def test_what_the_quote_prints_may_be_repeated() -> None:
    """A quote in another language is still a quote."""
    assert not_english('Torven said "nicht heute".', lambda: 'Torven said "nicht heute" on Monday.') == ()


def test_what_cannot_be_read_is_told() -> None:
    """A word without English is never guessed."""
    [german] = [one for one in languages() if one.code == "de"]

    assert in_english("Torven verhaftete Lind", german, frozenset({"torven", "lind"}))[1] == ("verhaftete",)


@pytest.mark.parametrize("language", languages(), ids=lambda one: one.code)
def test_no_file_reads_what_word_order_decides(language: object) -> None:
    """Denials, passives, futures and modal verbs are left out of every file, or a lie could be read as its opposite."""
    left_out = (
        "nicht kein nie wird wurde kann soll ne pas jamais sera est été no nunca será fue puede".split()
    )

    assert not set(left_out) & set(language.english)  # type: ignore[attr-defined]


@given(st.text(max_size=200))
@settings(max_examples=150, derandomize=True)
def test_any_text_can_be_looked_at(text: str) -> None:
    """Questions and replies come from anywhere."""
    question_in_english(text)
    not_english(text, lambda: text[:20])
