"""The gate on one sentence: every check in order, and how much doubt is left when all of them pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from bot.answer.gate.attribution import check_attribution
from bot.answer.gate.coverage import Coverage, check_coverage, coverage_of
from bot.answer.gate.dates import check_dates
from bot.answer.gate.foreign import check_language
from bot.answer.gate.known import Known, cited_facts, known_for
from bot.answer.gate.matter import check_matter
from bot.answer.gate.modality import check_modality
from bot.answer.gate.names import check_names
from bot.answer.gate.numbers import check_numbers
from bot.answer.gate.plain import without_markup
from bot.answer.gate.polarity import check_polarity
from bot.answer.gate.receipts import (
    check_citations,
    check_item_number,
    check_links,
    check_orders,
    check_quoted_words,
)
from bot.answer.gate.roles import check_roles
from bot.answer.gate.sides import check_sides
from bot.answer.gate.verdict import Reason, Verdict
from bot.model.answers import Evidence, Sentence, SentenceKind
from bot.model.facts import Fact, Statement
from bot.text.words import fold

Check = Callable[[str, Known], tuple[Reason, ...]]

WORD_CHECKS: tuple[Check, ...] = (check_numbers, check_dates, check_names)
SENSE_CHECKS: tuple[Check, ...] = (
    check_language,
    check_polarity,
    check_modality,
    check_attribution,
    check_roles,
    check_sides,
    check_matter,
)


def check_sentence(sentence: Sentence, evidence: Evidence, *, now: datetime, zone: str) -> Verdict:
    """Whether `sentence` may be shown, and what speaks against it.

    A sentence that is one of its quotes as it stands needs no check of sense, but a statement keeps its speaker. A NOTE is Dateline's own
    voice: its numbers, days and names must be in the evidence. A CORRECTION is a person's word and shown as such.
    """
    text = without_markup(sentence.text)
    receipts = (
        *check_citations(sentence, evidence),
        *check_item_number(sentence),
        *check_links(sentence.text, evidence),
        *check_orders(sentence.text),
    )
    if sentence.kind is SentenceKind.CORRECTION:
        return Verdict(ok=not receipts, reasons=receipts)
    quoted = not receipts and _is_quoted(sentence, text)
    if quoted and not _is_bare(text, cited_facts(sentence, evidence)):
        return Verdict(ok=True)
    known = known_for(sentence, evidence, now=now, zone=zone)
    if quoted:
        bare = check_attribution(text, known)
        return Verdict(ok=not bare, reasons=bare)
    if sentence.kind is SentenceKind.NOTE:
        reasons = (*receipts, *_check_note(text, known, evidence, sentence))
        return Verdict(ok=not reasons, reasons=reasons)
    covered = coverage_of(text, known)
    reasons = (
        *receipts,
        *check_quoted_words(sentence.text, (*known.quotes, *known.fields)),
        *(reason for check in (*WORD_CHECKS, *SENSE_CHECKS) for reason in check(text, known)),
        *check_coverage(covered),
    )
    return Verdict(ok=not reasons, reasons=reasons, doubt=_doubt(covered, known))


def _is_quoted(sentence: Sentence, text: str) -> bool:
    own = _squeezed(text)
    return any(own == _squeezed_quote(c.quote.text) for c in sentence.citations)


@lru_cache(maxsize=4096)
def _squeezed_quote(words: str) -> str:
    return _squeezed(without_markup(words))


def _is_bare(text: str, facts: Sequence[Fact]) -> bool:
    """Whether the text is only what someone said, cut out of the words that name the speaker."""
    own = _squeezed(text)
    statements = [fact for fact in facts if isinstance(fact, Statement)]
    return any(
        own == _squeezed(fact.content.text) and own not in {_squeezed(q.text) for q in fact.quotes}
        for fact in statements
    )


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", fold(words)).strip(" .\"'")


def _check_note(text: str, known: Known, evidence: Evidence, sentence: Sentence) -> tuple[Reason, ...]:
    counts = {str(n) for n in (evidence.coverage.articles, evidence.coverage.outlets, len(evidence.facts))}
    told = [citation.told for citation in sentence.citations]
    for named in ({t.outlet for t in told}, {t.article for t in told}, {t.origin for t in told}):
        counts.add(str(len(named)))  # a note may count whom it cites
    reasons = tuple(reason for check in WORD_CHECKS for reason in check(text, known))
    return tuple(reason for reason in reasons if reason.words not in counts)


def _doubt(covered: Coverage, known: Known) -> float:
    """The share of words that are the sentence's own, a little more when it joins several quotes."""
    joined = 0.1 if len(known.quotes) > 1 else 0.0
    return round(min(1.0, 1 - covered.share + joined), 3)
