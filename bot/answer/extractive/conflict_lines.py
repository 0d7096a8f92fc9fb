"""Accounts that differ: one line each, with the words of both, side by side."""

from __future__ import annotations

from bot.answer.extractive.said import cite_fact
from bot.answer.phrases import quoted
from bot.model.answers import Evidence, Sentence
from bot.model.facts import Fact, Meeting
from bot.model.ids import FactId
from bot.model.records import Conflict, Record

_SLOT_WORDS = {"due": "day", "number": "number", "duration": "length", "participants": "people present"}
_MAX_VALUES = 4


def conflict_sentences(
    record: Record, evidence: Evidence, slots: frozenset[str] | None = None
) -> list[Sentence]:
    """One line for each value of each conflict of `record`; only of `slots`, when given.

    A conflict of which fewer than two values can be quoted is left out.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    sentences: list[Sentence] = []
    for conflict in record.conflicts:
        if slots is not None and conflict.slot not in slots:
            continue
        lines = _lines(conflict, record, facts, evidence)
        if len(lines) > 1:
            sentences += lines
    return sentences


def _lines(
    conflict: Conflict, record: Record, facts: dict[FactId, Fact], evidence: Evidence
) -> list[Sentence]:
    slot = _SLOT_WORDS.get(conflict.slot, conflict.slot)
    lines = []
    for value in conflict.values[:_MAX_VALUES]:
        fact = next((facts[name] for name in value.facts if name in facts), None)
        if fact is None:
            continue
        quote = _telling_words(fact, conflict.slot)
        citations = cite_fact(fact, evidence, (quote,))
        if not citations:
            continue
        outlet = citations[0].told.outlet
        who = f"{outlet}" if outlet else "One account"
        lines.append(
            Sentence(
                text=f"Accounts differ on the {slot}; {who}: {quoted(quote)}",
                citations=citations,
                facts=(fact.id,),
                record=record.id,
                group=f"{record.id}:{conflict.slot}",
            )
        )
    return lines


def _telling_words(fact: Fact, slot: str) -> str:
    """The quote of the fact that holds the disputed value, else its telling one."""
    value = getattr(fact, slot, None) if isinstance(fact, Meeting) else None
    if isinstance(value, str):
        for quote in fact.quotes:
            if value in quote.text:
                return quote.text
    return fact.quote.text
