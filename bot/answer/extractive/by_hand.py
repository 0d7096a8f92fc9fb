"""Sentences from records that a person edited: told as that person's word, since no article's words bear them out."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.phrases import joined, quoted
from bot.model.answers import Evidence, Sentence, SentenceKind
from bot.model.records import Correction, CorrectionKind, Record


def edits_of(record: Record, evidence: Evidence) -> tuple[Correction, ...]:
    """What persons wrote into slots of the record, oldest first; of one slot the latest."""
    shaping = set(record.corrections)
    latest = {
        one.slot: one
        for one in sorted(evidence.corrections, key=lambda one: one.made)
        if one.id in shaping and one.kind is CorrectionKind.EDIT
    }
    return tuple(latest.values())


def as_told(sentence: Sentence, record: Record, evidence: Evidence) -> Sentence:
    """The sentence about a record as it stands where nobody edited it; else as a person's word that names what was edited."""
    edits = edits_of(record, evidence)
    if not edits:
        return sentence
    slots = joined([f"{one.slot} {quoted(one.value or '')}" for one in edits])
    return replace(
        sentence,
        kind=SentenceKind.CORRECTION,
        text=f"{sentence.text} By hand: {slots}; the quotes are the articles'.",
    )
