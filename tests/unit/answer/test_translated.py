"""Answers in the asker's language: what cannot be vouched for word by word is not shown, whatever language it is in."""

from __future__ import annotations

import pytest

from bot.answer.gate import check_sentence
from bot.answer.model_writer import TRANSLATED, ModelDraft
from bot.answer.phrases import quoted
from bot.model.chat import Length
from tests.unit.answer.record_samples import DUE, MET
from tests.unit.answer.test_model_writer import NOW, Scripted, card_of, evidence, extractive, reply

GERMAN = "Wen hat Ada Lind getroffen?"
TRUE = {
    "de": (GERMAN, "Die Gesandte Ada Lind traf Ivo Marsh am Mittwoch in Torvik."),
    "de, digits": (GERMAN, "Ada Lind traf Ivo Marsh am Mittwoch für 3 Stunden in Torvik."),
    "de, day": (GERMAN, "Ada Lind traf Ivo Marsh am Mittwoch, dem 6. August 2025, in Torvik."),
    "fr": ("Qui a rencontré Ada Lind ?", "L’envoyée Ada Lind a rencontré Ivo Marsh mercredi à Torvik."),
    "es": ("¿Con quién se reunió Ada Lind?", "Ada Lind se reunió con Ivo Marsh en Torvik el miércoles."),
}
LIES = {
    "negated": "Ada Lind traf Ivo Marsh am Mittwoch in Torvik nicht.",
    "never": "Ada Lind traf Ivo Marsh am Mittwoch nie in Torvik.",
    "number": "Ada Lind traf Ivo Marsh am Mittwoch für neun Stunden in Torvik.",
    "digits": "Ada Lind traf Ivo Marsh am Mittwoch für 9 Stunden in Torvik.",
    "weekday": "Ada Lind traf Ivo Marsh am Freitag in Torvik.",
    "date": "Ada Lind traf Ivo Marsh am 7. August 2025 in Torvik.",
    "year": "Ada Lind traf Ivo Marsh am 6. August 2024 in Torvik.",
    "name": "Ada Lind traf Otto Kallas am Mittwoch in Torvik.",
    "place": "Ada Lind traf Ivo Marsh am Mittwoch in Wien.",
    "verb": "Ada Lind verhaftete Ivo Marsh am Mittwoch in Torvik.",
    "outcome": "Ada Lind und Ivo Marsh unterzeichnete am Mittwoch in Torvik.",
    "future": "Ada Lind wird Ivo Marsh am Mittwoch in Torvik treffen.",
    "doubt": "Ada Lind traf Ivo Marsh am Mittwoch vielleicht in Torvik.",
    "passive": "Ada Lind wurde am Mittwoch in Torvik von Ivo Marsh getroffen.",
    "other language": "Ada Lind n’a pas rencontré Ivo Marsh mercredi à Torvik.",
    "no file": "Ada Lind nie spotkała się z Ivo Marsh w Torvik.",
    "other script": "Ада Линд не встретила Иво Марша в Torvik.",
    "unmarked": "Ada Lind ไม่ได้ Ivo Marsh Torvik.",
    "mixed": "Ada Lind met Ivo Marsh in Torvik nicht.",
}


async def told(question: str, text: str, *cards: int) -> tuple[list[str], str | None]:
    """What is shown of a model's sentence about these cards, and the note below."""
    given = evidence()
    base = extractive(given)
    model = Scripted([reply((text, cards[0])) if len(cards) == 1 else _joined(text, cards)])
    draft = ModelDraft(
        model=model,
        evidence=given,
        extractive=base,
        question=question,
        now=NOW,
        zone="UTC",
        length=Length.SHORT,
    )
    shown = [sentence.text async for sentence in draft.sentences()]
    return shown, draft.briefing.note


def _joined(text: str, cards: tuple[int, ...]) -> str:
    return f'{{"sentences": [{{"text": "{text}", "cards": {list(cards)}}}]}}'


@pytest.fixture(scope="module")
def met() -> int:
    """The card about the meeting."""
    given = evidence()
    number = card_of(MET, given, extractive(given))
    assert number is not None
    return number


@pytest.mark.parametrize(("question", "text"), TRUE.values(), ids=TRUE)
async def test_a_true_sentence_is_shown_with_the_quote_beside_it(question: str, text: str, met: int) -> None:
    """In the asker's language, the words it rests on in their own."""
    shown, note = await told(question, text, met)

    assert f"{text} ({quoted(MET.quote.text)})" in shown
    assert note == TRANSLATED


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
@pytest.mark.parametrize(
    "question", [GERMAN, "Who met Ada Lind?"], ids=["asked in German", "asked in English"]
)
async def test_no_lie_is_shown_in_any_language(question: str, lie: str, met: int) -> None:
    """Our checks of sense read English; what they cannot read, they must not wave through."""
    shown, _ = await told(question, lie, met)

    assert not any(lie in one for one in shown)
    assert shown == [s.text for s in extractive(evidence()).sentences]


async def test_the_language_of_the_answer_is_that_of_the_question(met: int) -> None:
    """German to an English question is a slip of the model, however true."""
    shown, _ = await told("Who met Ada Lind?", TRUE["de"][1], met)

    assert not any("traf" in one for one in shown)


async def test_who_did_it_to_whom_is_only_told_where_it_reads_both_ways() -> None:
    """Word order decides it in English and not elsewhere: "gave" may be read backwards."""
    given = evidence()
    number = card_of(DUE, given, extractive(given))
    assert number is not None
    shown, _ = await told("Welche Frist gilt für Estovia?", "Ada Lind gab Estovia bis Freitag.", number)

    assert not any("gab" in one for one in shown)


async def test_a_sentence_of_two_cards_is_not_vouched_for(met: int) -> None:
    """Which card bears which word cannot be told."""
    shown, _ = await told(GERMAN, TRUE["de"][1], met, 1 if met != 1 else 2)

    assert not any("traf" in one for one in shown)


async def test_the_model_is_asked_in_the_askers_language(met: int) -> None:
    """And in English for English, in as few words as before."""
    given = evidence()
    for question, words in ((GERMAN, "in plain German"), ("Who met Ada Lind?", "in plain English")):
        model = Scripted([reply()])
        draft = ModelDraft(
            model=model, evidence=given, extractive=extractive(given), question=question, now=NOW, zone="UTC", length=Length.SHORT
        )  # fmt: skip
        async for _ in draft.sentences():
            pass
        assert words in model.requests[0].system


def test_the_gate_alone_stops_it_too(met: int) -> None:
    """A denial in German passes checks that look for English ones; the gate therefore looks for the language itself."""
    from bot.model.answers import Citation, Sentence

    given = evidence()
    citation = Citation(quote=MET.quote, told=given.told[MET.id], fact=MET.id)
    sentence = Sentence(
        text="Ada Lind met Ivo Marsh in Torvik nicht.", citations=(citation,), facts=(MET.id,)
    )

    assert not check_sentence(sentence, given, now=NOW, zone="UTC").ok
