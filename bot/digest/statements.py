"""Which of the new statements are worth telling: a few, by different speakers, that were not told before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import PartyKind, Statement, StatementKind, parties_of
from bot.model.news import Interest
from bot.ports import FactEntry
from bot.text.cues import REPORTING_VERBS
from bot.text.words import content_terms, stem

SAME_WORDS = 0.7  # share of common content words from which two statements of a speaker are one
OPENINGS = ("to ", "of ", "for ", "that it ", "on ", "with ")  # what is left of a sentence begins so
MIN_TERMS = 4  # fewer content words say too little when they stand alone
MAX_CHARS = 300

_WEIGHTS = {
    StatementKind.DENIED: 2.0,
    StatementKind.CLAIMED: 1.5,
    StatementKind.SAID: 1.0,
    StatementKind.REPORTED: 0.5,
    StatementKind.MIGHT: 0.5,
}
_SPEAKERS = {PartyKind.PERSON: 1.0, PartyKind.STATE: 0.8, PartyKind.BODY: 0.8}


def choose_statements(
    fresh: Sequence[FactEntry], earlier: Sequence[FactEntry], *, interest: Interest, limit: int
) -> tuple[FactEntry, ...]:
    """At most `limit` entries of `fresh`, the most telling first, one a speaker.

    earlier: what the same speakers were told to have said before; whatever repeats it, as a wire copy or a revision
    does, is left out. interest: as for records; a statement is wanted when its speaker or its words are.
    """
    known: dict[str, list[frozenset[str]]] = {}
    for entry in earlier:
        if isinstance(entry.fact, Statement):
            known.setdefault(entry.fact.speaker.key, []).append(_terms(entry.fact))
    ranked = sorted(
        (entry for entry in fresh if isinstance(entry.fact, Statement)),
        key=lambda entry: (-_weight(entry), entry.told.known, entry.fact.id),
    )
    chosen: dict[str, FactEntry] = {}
    told: list[frozenset[str]] = []
    for entry in ranked:
        fact = entry.fact
        if not isinstance(fact, Statement) or len(chosen) >= limit or fact.speaker.key in chosen:
            continue
        terms = _terms(fact)
        if not _stands_alone(fact, terms) or not _is_wanted(fact, interest):
            continue
        if not any(_alike(terms, other) for other in (*told, *known.get(fact.speaker.key, ()))):
            chosen[fact.speaker.key] = entry
            told.append(terms)
    return tuple(chosen.values())


def _stands_alone(fact: Statement, terms: frozenset[str]) -> bool:
    """Whether the words can be read without their article: a named speaker, a verb of saying, a clause of some length."""
    return (
        fact.speaker.kind in _SPEAKERS
        and fact.cue.casefold() in REPORTING_VERBS
        and len(terms) >= MIN_TERMS
        and len(fact.content.text) <= MAX_CHARS
        and not fact.content.text.casefold().startswith(OPENINGS)
    )


def _weight(entry: FactEntry) -> float:
    fact = entry.fact
    if not isinstance(fact, Statement):
        return 0.0
    named = _SPEAKERS.get(fact.speaker.kind, 0.0)
    printed = 0.5 if any(mark in fact.quote.text for mark in '"“”') else 0.0
    return _WEIGHTS[fact.kind] + named + printed


def _terms(fact: Statement) -> frozenset[str]:
    return frozenset(stem(term) for term in content_terms(fact.content.text))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) >= SAME_WORDS * smaller


def _is_wanted(fact: Statement, interest: Interest) -> bool:
    if not interest.parties and not interest.terms:
        return True
    if interest.parties.intersection(party.key for party in parties_of(fact)):
        return True
    names = {stem(term) for party in parties_of(fact) for term in content_terms(party.name)}
    return bool(interest.terms.intersection(_terms(fact) | names))
