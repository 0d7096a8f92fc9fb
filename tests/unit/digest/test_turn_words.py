"""What a sentence says became of a plan: by grammar, for a verb that was to be done."""

from __future__ import annotations

import pytest

from bot.digest.turn_words import Turn, turn_in
from bot.text.words import stem

SENTENCES = [
    ("pay", "The port paid the tug crews on Friday.", Turn.DONE),
    ("sign", "Both mayors signed the ferry contract late in the evening.", Turn.DONE),
    ("submit", "The dairy sent its cleaning plan to the inspectors.", Turn.DONE),
    ("pay", "Payments to the tug crews began on Monday.", Turn.DONE),
    ("open", "The lock opened on Tuesday as planned.", Turn.DONE),
    ("leave", "The tenants were gone before they had to.", Turn.DONE),
    ("pay", "The port has not paid the tug crews.", Turn.NOT_DONE),
    ("sign", "The mayors let the day go by.", Turn.NOT_DONE),
    ("deliver", "The trams have not arrived.", Turn.NOT_DONE),
    ("open", "The lock will not open this month.", Turn.OFF),
    ("open", "The council put the opening of the lock back to 4 June.", Turn.OFF),
    ("vote", "The vote was adjourned.", Turn.OFF),
    ("leave", "Judges lifted the order to leave the quay.", Turn.OFF),
    ("leave", "The order to leave the quay is back in force.", Turn.BACK),
    ("pay", "The port must pay the tug crews by Friday.", None),
    ("pay", "The crews want the port to pay.", None),
    ("pay", "If the port has not paid by Friday, the crews will stop work.", None),
    ("reach", "They met two days before the day by which they are to reach a deal.", None),
    ("open", "The builder denied that the opening of the lock had been put off.", None),
    ("open", "The lock remains closed.", None),
    ("sign", "The two sides agreed in principle.", None),
    ("pay", "The port expects the day to be put off.", None),
]


@pytest.mark.parametrize(("verb", "sentence", "turn"), SENTENCES, ids=[one for _, one, _ in SENTENCES])
def test_a_sentence_tells_what_became_of_a_plan_or_nothing(
    verb: str, sentence: str, turn: Turn | None
) -> None:
    """Wishes, duties, conditions and denials are no news of it."""
    assert turn_in(sentence, frozenset({stem(verb)})) is turn
