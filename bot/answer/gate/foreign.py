"""Words that are not English stand in a sentence only when they are quoted: a foreign "not" would turn it round unseen."""

from __future__ import annotations

from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.languages import not_english


def check_language(text: str, known: Known) -> tuple[Reason, ...]:
    """Small words, denials and letters of other languages that nothing the sentence rests on holds."""
    return tuple(
        Reason(code=ReasonCode.LANGUAGE, words=word, span=Span(at, at + len(word)))
        for word in not_english(text, lambda: _told_words(known))
        for at in (text.index(word),)
    )


def _told_words(known: Known) -> str:
    names = (form for party in known.parties for form in (party.name, party.title or "", *party.aliases))
    outlets = (told.outlet for told in known.told if told.outlet)
    return " ".join((*known.quotes, *known.fields, *names, *outlets))
