"""The gate alone, without the model writer before it, against small words of other languages."""

from __future__ import annotations

import random

import pytest

from bot.answer.gate import Outcome, ReasonCode, check_sentence, gate
from tests.unit.answer.gate_samples import DEADLINE, EVIDENCE, MEETING, NOW, sentence

# Denials of the languages that answers may be written in, and of others a model may slip into.
DENIALS = (
    "nicht kein keine nie niemals weder keineswegs nein bestritt dementierte abgelehnt "
    "ne pas jamais aucun nullement sans nié démenti refusé "
    "nunca jamás ningún tampoco nadie negó niega rechazó desmintió "
    "non nessuno não nenhum niet geen nigdy inte ikke nem nincs değil tidak không није не 没有 ليس"
).split()
TRUE = (
    ("Ada Lind met Ivo Marsh in Torvik on Wednesday, a palace aide said.", MEETING),
    ("Marsh must lift the grain ban by Friday 8 August 2025.", DEADLINE),
)


@pytest.mark.parametrize("denial", DENIALS)
def test_a_denial_in_another_language_is_stopped_wherever_it_stands(denial: str) -> None:
    """One such word turns a true sentence round, and no check of English sees it."""
    draw = random.Random(denial)
    for text, fact in TRUE:
        words = text.split()
        for at in {0, len(words), *draw.sample(range(1, len(words)), 3)}:
            put = denial.capitalize() if at == 0 else denial
            spoiled = sentence(" ".join([*words[:at], put, *words[at:]]), fact)

            assert ReasonCode.LANGUAGE in check_sentence(spoiled, EVIDENCE, now=NOW, zone="UTC").codes
            assert gate([spoiled], EVIDENCE, now=NOW, zone="UTC")[0].outcome is Outcome.DROPPED


@pytest.mark.parametrize(("text", "fact"), TRUE)
def test_the_english_sentence_passes(text: str, fact: object) -> None:
    """The check costs no sentence in English."""
    assert check_sentence(sentence(text, fact), EVIDENCE, now=NOW, zone="UTC").ok  # type: ignore[arg-type]
