"""Statements: who said, claimed, reported or denied what, in which words."""

from __future__ import annotations

from dataclasses import replace

from bot.extract.document import Document
from bot.extract.statements.attributions import Attribution, attributions_of
from bot.extract.statements.kinds import kind_of
from bot.model.facts import Basis, Statement
from bot.model.ids import FactId, content_id
from bot.text.cues import hedge_in

__all__ = ["find_statements"]

# A shorter content means nothing without its verb: "speak of 400".
MIN_CONTENT_CHARS = 8


def find_statements(doc: Document) -> tuple[Statement, ...]:
    """Every statement whose speaker the article gives, in reading order; where the speaker is unsure, none."""
    found: dict[str, Statement] = {}
    for attribution in attributions_of(doc):
        if len(attribution.content) < MIN_CONTENT_CHARS:
            if not any(c.isdigit() for c in doc.words(attribution.content)):
                continue
            attribution = replace(attribution, content=attribution.whole)
        statement = _statement(doc, attribution)
        found.setdefault(statement.id, statement)
    return tuple(found.values())


def _statement(doc: Document, attribution: Attribution) -> Statement:
    revision = doc.revision
    content = doc.quote(attribution.content)
    kind = kind_of(doc, attribution)
    hedge = hedge_in(content.text)
    sentence = doc.sentence_at(attribution.cue.start)
    whens = doc.whens_in(sentence) if sentence is not None else ()
    when = next(
        (w for w in whens if w.resolved and 0 <= w.span.start - attribution.cue.end <= 4),
        None,
    )
    speaker = attribution.speaker
    return Statement(
        id=FactId(
            content_id(
                "fact",
                revision.id,
                "statement",
                str(content.span.start),
                str(content.span.end),
                speaker.key,
                kind.value,
            )
        ),
        article=revision.article,
        revision=revision.id,
        quotes=(doc.quote(attribution.whole),),
        basis=(
            Basis(field="speaker", rule=attribution.rule, span=attribution.named_at),
            Basis(field="kind", rule="cue and content", span=attribution.cue),
        ),
        speaker=speaker,
        cue=doc.words(attribution.cue),
        content=content,
        hedge=hedge,
        kind=kind,
        when=when,
    )
