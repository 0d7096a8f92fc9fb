"""The gate on a draft: each sentence passes, is repaired once, is replaced by its extractive twin, or is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.gate.known import cited_facts
from bot.answer.gate.sentence import check_sentence
from bot.answer.gate.verdict import Gated, Outcome, ReasonCode, Verdict
from bot.model.answers import Citation, Evidence, Sentence, SentenceKind
from bot.model.facts import quotes_of
from bot.text.words import STOP_WORDS, fold, stem, words_of

Fallback = Callable[[Sentence], Sentence | None]

# Repairs tried on one sentence; each costs one more run of the checks.
MAX_TRIES = 6
# An offered quote shares at least this part of the sentence's words.
LEAST_SHARED = 0.2
# What no other receipt can mend: the words themselves say it wrongly.
_NOT_REPAIRABLE = frozenset(
    {
        ReasonCode.LINK,
        ReasonCode.INSTRUCTION,
        ReasonCode.LANGUAGE,
        ReasonCode.POLARITY,
        ReasonCode.MODALITY,
        ReasonCode.ATTRIBUTION,
        ReasonCode.ROLES,
    }
)
# A sentence gets the words of another fact only when its own do not speak of its matter at all.
_MISPLACED = frozenset({ReasonCode.COVERAGE, ReasonCode.UNKNOWN_CITATION})
# What another quote of the same record may bring.
_LACKING = frozenset({ReasonCode.NUMBER, ReasonCode.DATE, ReasonCode.NAME})
# A repaired sentence stands closer to its quotes than one that passed as written.
MOST_DOUBT = 0.25


def gate(
    sentences: Sequence[Sentence],
    evidence: Evidence,
    *,
    now: datetime,
    zone: str,
    fallback: Fallback = lambda _: None,
) -> tuple[Gated, ...]:
    """Every sentence of `sentences` with how it left the gate, in order.

    fallback: the extractive sentence for the same fact, or None; it goes through the same checks. Two sentences that
    come out with the same words are shown once.
    """
    gated = [_pass(sentence, evidence, now=now, zone=zone, fallback=fallback) for sentence in sentences]
    shown: set[str] = set()
    for i, one in enumerate(gated):
        if one.sentence is None:
            continue
        if fold(one.sentence.text) in shown:
            gated[i] = replace(one, sentence=None, outcome=Outcome.DROPPED)
        shown.add(fold(one.sentence.text))
    return tuple(gated)


def _pass(sentence: Sentence, evidence: Evidence, *, now: datetime, zone: str, fallback: Fallback) -> Gated:
    def check(one: Sentence) -> Verdict:
        return check_sentence(one, evidence, now=now, zone=zone)

    verdict = check(sentence)
    if verdict.ok:
        return Gated(written=sentence, sentence=_doubted(sentence, verdict), outcome=Outcome.PASSED)
    mendable = verdict.codes.isdisjoint(_NOT_REPAIRABLE) and not _misquotes(sentence, verdict)
    if sentence.kind is SentenceKind.CLAIM and mendable:
        for repaired in _repairs(sentence, evidence, verdict):
            again = check(repaired)
            if again.ok and again.doubt <= MOST_DOUBT:
                return Gated(
                    written=sentence,
                    sentence=_doubted(repaired, again),
                    outcome=Outcome.REPAIRED,
                    reasons=verdict.reasons,
                )
    twin = fallback(sentence)
    if twin is not None:
        again = check(twin)
        if again.ok:
            return Gated(
                written=sentence,
                sentence=_doubted(twin, again),
                outcome=Outcome.REPLACED,
                reasons=verdict.reasons,
            )
    return Gated(written=sentence, sentence=None, outcome=Outcome.DROPPED, reasons=verdict.reasons)


def _misquotes(sentence: Sentence, verdict: Verdict) -> bool:
    """Whether the sentence passes altered or invented words off as a quote: another receipt does not make them true."""
    receipts = {ReasonCode.INEXACT_QUOTE, ReasonCode.UNKNOWN_CITATION}
    bad = [fold(r.words) for r in verdict.reasons if r.code in receipts and len(r.words) > 20]
    return any(words in fold(sentence.text) for words in bad)


def _doubted(sentence: Sentence, verdict: Verdict) -> Sentence:
    return replace(sentence, doubt=verdict.doubt) if verdict.doubt > sentence.doubt else sentence


def _repairs(sentence: Sentence, evidence: Evidence, verdict: Verdict) -> Iterator[Sentence]:
    """With the missing words' quotes from its own record, or with all quotes of a fact: its own, then the best fitting."""
    candidates = _candidates(sentence, evidence)
    own = {fact.id for fact in cited_facts(sentence, evidence)}
    missing = [fold(r.words) for r in verdict.reasons if r.code in _LACKING]
    of_record = {f for r in evidence.records if r.id == sentence.record or own & {*r.facts} for f in r.facts}
    lacking = tuple(
        c for c in candidates if c.fact in of_record and any(words in fold(c.quote.text) for words in missing)
    )
    if lacking and own:
        yield replace(sentence, citations=(*sentence.citations, *lacking))
    elsewhere = not verdict.codes.isdisjoint(_MISPLACED)
    ids = dict.fromkeys(c.fact for c in candidates if c.fact is not None and (elsewhere or c.fact in own))
    for fact in sorted(ids, key=lambda one: one not in own)[:MAX_TRIES]:
        yield replace(sentence, citations=tuple(c for c in candidates if c.fact == fact), facts=(fact,))
    if elsewhere:
        for citation in [c for c in candidates if c.fact is None][:2]:
            yield replace(sentence, citations=(citation,), facts=())


def _candidates(sentence: Sentence, evidence: Evidence) -> tuple[Citation, ...]:
    """Citations that the evidence offers, those that share most words with the sentence first."""
    offers = [
        Citation(quote=quote, told=evidence.told[fact.id], fact=fact.id)
        for fact in evidence.facts
        if fact.id in evidence.told
        for quote in quotes_of(fact)
    ]
    offers += [Citation(quote=p.quote, told=p.told) for p in evidence.passages]
    own = _words(sentence.text)
    scored = [(len(own & _words(c.quote.text)) / (1 + len(own)), -i, c) for i, c in enumerate(offers)]
    return tuple(
        c for score, _, c in sorted(scored, key=lambda s: s[:2], reverse=True) if score >= LEAST_SHARED
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if word not in STOP_WORDS)
