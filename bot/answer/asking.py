"""What a model is asked: for the sentences of an answer, and once more for those that were refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answer.cards import Card, draw_cards
from bot.answer.gate import ReasonCode
from bot.answer.phrases import day_words
from bot.answer.reply import REPLY_SCHEMA
from bot.model.chat import Length
from bot.ports import ModelRequest
from bot.prompts import get_prompt

SENTENCES = {Length.LINE: 1, Length.SHORT: 4, Length.FULL: 8}
MAX_QUESTION_CHARS = 600
MAX_MENDED = 4  # sentences of one second call


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question, the one before it in the conversation, when and where its days are counted, and how much to say.

    language: that of the answer, by its English name; None for English.
    """

    question: str
    earlier: str | None
    now: datetime
    zone: str
    length: Length
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A sentence that the gate did not let through, the numbers of its cards, and what spoke against it."""

    text: str
    cards: tuple[int, ...]
    reasons: tuple[tuple[ReasonCode, str], ...]


def answer_request(asked: Asked, cards: Sequence[Card]) -> ModelRequest:
    """The request for an answer from `cards`."""
    earlier = f"Asked before: {_line(asked.earlier)}\n" if asked.earlier else ""
    filled = get_prompt("answer").fill(
        question=_line(asked.question),
        earlier=earlier,
        today=_today(asked),
        cards=draw_cards(cards),
        sentences=str(SENTENCES[asked.length]),
        manner=_OWN.format(language=asked.language) if asked.language else _ENGLISH,
    )
    return _request(filled)


_ENGLISH = 'English, and names in "cards" the cards that bear it out, at least one.'
_OWN = (
    '{language}, and names in "cards" the one card that bears it out.\n'
    "- Names as the card spells them, numbers as digits, and plain words close to the card's, one for one."
)


def repair_request(
    asked: Asked, cards: Sequence[Card], refused: Sequence[Refused], timeout_s: float
) -> ModelRequest:
    """The request to write `refused` again, with their cards only."""
    mended = refused[:MAX_MENDED]
    wanted = {number for one in mended for number in one.cards}
    lines = [
        json.dumps({"text": one.text, "cards": one.cards, "why": _why(one)}, ensure_ascii=False)
        for one in mended
    ]
    filled = get_prompt("repair").fill(
        today=_today(asked),
        cards=draw_cards([card for card in cards if card.number in wanted]),
        refused="\n".join(lines),
    )
    return _request(filled, timeout_s)


def _request(filled: str, timeout_s: float | None = None) -> ModelRequest:
    system, _, user = filled.partition("\nToday is ")
    return ModelRequest(system=system, user=f"Today is {user}", schema=REPLY_SCHEMA, timeout_s=timeout_s)


def _today(asked: Asked) -> str:
    return day_words(asked.now.astimezone(ZoneInfo(asked.zone)).date())


def _line(words: str) -> str:
    return " ".join(words.split())[:MAX_QUESTION_CHARS]


_WHY = {
    ReasonCode.LINK: "links are not allowed",
    ReasonCode.INSTRUCTION: "it speaks to a machine",
    ReasonCode.QUOTED_WORDS: "no card prints the quoted words",
    ReasonCode.INEXACT_QUOTE: "no card prints the quoted words",
    ReasonCode.LANGUAGE: "it is not English",
    ReasonCode.NUMBER: "no card gives this number",
    ReasonCode.DATE: "no card gives this day",
    ReasonCode.NAME: "no card names this",
    ReasonCode.POLARITY: "the card says the opposite",
    ReasonCode.MODALITY: "the card is less certain",
    ReasonCode.ATTRIBUTION: "the card says who said so",
    ReasonCode.ROLES: "the card has it the other way round",
}


def _why(refused: Refused) -> str:
    told = (
        f"{_WHY.get(code, 'it says more than its cards')}: {words[:80]}"
        if words
        else "it says more than its cards"
        for code, words in refused.reasons[:3]
    )
    return "; ".join(told)
