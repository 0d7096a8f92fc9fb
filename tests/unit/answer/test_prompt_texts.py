"""What a model is sent, word for word: a change of a prompt is read like a change of code.

After a change on purpose: python -m tests.unit.answer.test_prompt_texts, and look at the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer.asking import Asked, Refused, answer_request, repair_request
from bot.answer.cards import make_cards
from bot.answer.gate import ReasonCode
from bot.extract.document import read
from bot.extract.model_producer import prompt_for
from bot.model.chat import Length
from bot.ports import CHARS_PER_TOKEN
from tests.unit.answer.test_model_writer import NOW, QUESTION, evidence, extractive
from tests.unit.extract.revisions import revision

KEPT = Path(__file__).parents[2] / "data" / "prompts"


def sent() -> dict[str, str]:
    """Each kind of request, both parts."""
    given = evidence()
    cards = make_cards(given, [c for s in extractive(given).sentences for c in s.citations])
    asked = Asked(question=QUESTION, earlier="Who met Ivo Marsh?", now=NOW, zone="UTC", length=Length.SHORT)
    german = Asked(
        question="Wen hat Lind getroffen?",
        earlier=None,
        now=NOW,
        zone="UTC",
        length=Length.LINE,
        language="German",
    )
    refused = [Refused(text="They met for nine hours.", cards=(1,), reasons=((ReasonCode.NUMBER, "nine"),))]
    requests = {
        "answer": answer_request(asked, cards),
        "answer-german": answer_request(german, cards),
        "repair": repair_request(asked, cards, refused, 8.0),
    }
    texts = {name: f"{one.system}\n=== user\n{one.user}" for name, one in requests.items()}
    article = revision("Ilka Torven met Oskar Lind in Vienna on Monday. Costs $5 {so far}.")
    return {**texts, "extract": prompt_for(read(article))}


@pytest.mark.parametrize("name", ["answer", "answer-german", "repair", "extract"])
def test_a_prompt_reads_as_it_was_reviewed(name: str) -> None:
    """One word more in a rule changes every answer."""
    assert sent()[name] == (KEPT / f"{name}.txt").read_text(encoding="utf-8")


def test_the_fixed_part_of_a_prompt_leaves_room_for_cards() -> None:
    """Ten cards must fit beside it into 1,300 tokens."""
    system, _, _ = sent()["answer"].partition("=== user")

    assert len(system) / CHARS_PER_TOKEN < 400


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for file, text in sent().items():
        (KEPT / f"{file}.txt").write_text(text, encoding="utf-8")
