"""The gate on a draft: each sentence passes, is repaired once, is replaced by its extractive twin, or is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer.gate.known import cited_facts, quotes_of
from bot.answer.gate.sentence import check_sentence
from bot.answer.gate.verdict import Gated, Outcome, ReasonCode, Verdict
from bot.model.answers import Citation, Evidence, Sentence, SentenceKind
from bot.model.ids import FactId
from bot.text.words import STOP_WORDS, fold, stem, tokens

Fallback = Callable[[Sentence], Sentence | None]

# Repairs tried on one sentence; each costs one more run of the checks.
MAX_TRIES = 6
_NOT_REPAIRABLE = frozenset({ReasonCode.LINK, ReasonCode.INSTRUCTION})


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
    if sentence.kind is SentenceKind.CLAIM and verdict.codes.isdisjoint(_NOT_REPAIRABLE):
        for repaired in _repairs(sentence, evidence):
            again = check(repaired)
            if again.ok:
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


def _doubted(sentence: Sentence, verdict: Verdict) -> Sentence:
    return replace(sentence, doubt=max(sentence.doubt, verdict.doubt))


def _repairs(sentence: Sentence, evidence: Evidence) -> Iterator[Sentence]:
    """The sentence with exact quotes of the cited facts, then with the evidence that fits its words best."""
    facts = {fact.id for fact in evidence.facts}
    named = tuple(f for f in sentence.facts if f in facts)
    candidates = _candidates(sentence, evidence)
    own = {c.fact for c in candidates} & {*named, *(f.id for f in cited_facts(sentence, evidence))}
    of_facts = tuple(c for c in candidates if c.fact in own and c.fact is not None)
    if of_facts:
        yield replace(sentence, citations=of_facts, facts=named or tuple(_ids(of_facts)))
    for citation in candidates[: MAX_TRIES - 2]:
        yield replace(sentence, citations=(citation,), facts=tuple(_ids((citation,))))
    if len(candidates) > 1:
        best = candidates[:2]
        yield replace(sentence, citations=best, facts=tuple(_ids(best)))


def _ids(citations: Sequence[Citation]) -> Iterator[FactId]:
    seen = dict.fromkeys(c.fact for c in citations if c.fact is not None)
    yield from seen


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
    return tuple(c for score, _, c in sorted(scored, key=lambda s: s[:2], reverse=True) if score >= 0.25)


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(t.word) for t in tokens(text) if t.word not in STOP_WORDS)
