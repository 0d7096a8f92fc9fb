"""The last look at an answer before it leaves: every sentence through the gate, whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.extractive.abstain import abstention
from bot.answer.gate import gate
from bot.model.answers import Abstention, Answer, Briefing, Evidence, Section, Sentence, SentenceKind


def gate_answer(answer: Answer, evidence: Evidence, *, now: datetime, zone: str) -> Answer:
    """`answer` with only the sentences that the gate lets through; an abstention when no claim is left."""

    def passed(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        gated = gate(sentences, evidence, now=now, zone=zone)
        return tuple(one.sentence for one in gated if one.sentence is not None)

    if isinstance(answer, Abstention):
        return replace(answer, nearest=passed(answer.nearest))
    sections = tuple(Section(heading=s.heading, sentences=passed(s.sentences)) for s in answer.sections)
    left = replace(
        answer,
        sentences=passed(answer.sentences),
        sections=tuple(section for section in sections if section.sentences),
    )
    return left if has_claims(left) else abstention(evidence.plan, evidence, ())


def has_claims(answer: Briefing) -> bool:
    """Whether anything is left that the articles tell."""
    return any(sentence.kind is not SentenceKind.NOTE for sentence in answer.all_sentences)
