"""The lead of a digest: at most two sentences by a language model, gated like any answer, ahead of the items."""

from __future__ import annotations

from datetime import datetime

from bot.model.answers import Briefing, Sentence, SentenceKind
from bot.model.chat import Length, Question, Requester
from bot.news import Digest
from bot.service import BriefingService

LEAD_SENTENCES = 2
TOP_ITEMS = 3
_ASKED = "What are the most important developments?"


async def write_lead(
    service: BriefingService, digest: Digest, reader: Requester, *, now: datetime
) -> tuple[Sentence, ...]:
    """What the model says of the first items; empty without a model, or when nothing of what it wrote passed the gate.

    It may only rephrase what the items say. A sentence in which it only repeats an item is left out. now: the moment up to
    which the digest counts.
    """
    if not service.has_model:
        return ()
    first = [
        sentence
        for line in digest.lines[:TOP_ITEMS]
        for sentence in line.sentences[:1]
        if sentence.kind is SentenceKind.CLAIM
    ]
    if len(first) < LEAD_SENTENCES:
        return ()
    items = Briefing(sentences=tuple(first), coverage=digest.answer.coverage)
    question = Question(text=_ASKED, requester=reader, length=Length.LINE)
    worded = await service.rephrase(question, items, digest.evidence, now=now)
    said = {sentence.text for sentence in first}
    own = [s for s in worded.sentences if s.kind is SentenceKind.CLAIM and s.text not in said]
    return tuple(own[:LEAD_SENTENCES])
