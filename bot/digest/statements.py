"""Which of the new statements are worth telling: a few, by different speakers, that were not told before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from bot.model.facts import Fact, PartyKind, Statement, StatementKind
from bot.model.news import Reason
from bot.ports import FactEntry
from bot.text.cues import REPORTING_VERBS
from bot.text.words import content_terms, stem

SAME_WORDS = 0.7  # share of common content words from which two statements of a speaker are one
OPENINGS = ("to ", "of ", "for ", "that it ", "on ", "with ")  # what is left of a sentence begins so
NO_CLAUSE = frozenset(
    "spoke speaks speak speaking spoken talked talks talk talking described describes describe describing called calls call "
    "calling named names discussed discusses discuss discussing".split()
)  # verbs after which stands what is spoken of, and not what is said
MIN_TERMS = 4  # fewer content words say too little when they stand alone
MAX_CHARS = 300

_KINDS = {
    StatementKind.DENIED: Reason(words="a denial", weight=2.0),
    StatementKind.CLAIMED: Reason(words="a claim", weight=1.5),
    StatementKind.SAID: Reason(words="said openly", weight=1.0),
    StatementKind.REPORTED: Reason(words="told at second hand", weight=0.5),
    StatementKind.MIGHT: Reason(words="only possible", weight=0.5),
}
_SPEAKERS = {
    PartyKind.PERSON: Reason(words="by a person with a name", weight=1.0),
    PartyKind.STATE: Reason(words="by a state", weight=0.8),
    PartyKind.BODY: Reason(words="by a body", weight=0.8),
}
_PRINTED = Reason(words="in printed words", weight=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement that is told. reasons: why it was chosen before others."""

    entry: FactEntry
    fact: Statement
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """How telling it is; the sum of its reasons."""
        return sum(reason.weight for reason in self.reasons)


def choose_statements(
    fresh: Sequence[FactEntry],
    earlier: Sequence[FactEntry],
    *,
    limit: int,
    wanted: Callable[[Statement], bool] = lambda _fact: True,
    more: Callable[[Statement], Sequence[Reason]] = lambda _fact: (),
) -> tuple[Said, ...]:
    """At most `limit` of `fresh`, the most telling first, one a speaker.

    earlier: what the same speakers were told to have said before; whatever repeats it, as a wire copy or a revision
    does, is left out. wanted: whether anybody follows it. more: what else raises one, such as that it is watched for.
    """
    known: dict[str, list[frozenset[str]]] = {}
    for entry in earlier:
        if isinstance(entry.fact, Statement):
            known.setdefault(entry.fact.speaker.key, []).append(_terms(entry.fact))
    ranked = sorted(
        (_weighed(entry, fact, more) for entry in fresh if _stands_alone(fact := entry.fact)),
        key=lambda one: (-one.weight, one.entry.told.known, one.fact.id),
    )
    chosen: dict[str, Said] = {}
    told: list[frozenset[str]] = []
    for one in ranked:
        speaker, terms = one.fact.speaker.key, _terms(one.fact)
        if len(chosen) >= limit or speaker in chosen:
            continue
        if any(_alike(terms, other) for other in (*told, *known.get(speaker, ()))):
            continue
        if wanted(one.fact):
            chosen[speaker] = one
            told.append(terms)
    return tuple(chosen.values())


def _weighed(entry: FactEntry, fact: Statement, more: Callable[[Statement], Sequence[Reason]]) -> Said:
    return Said(entry=entry, fact=fact, reasons=(*_reasons(fact), *more(fact)))


def _reasons(fact: Statement) -> Iterator[Reason]:
    yield _KINDS[fact.kind]
    if fact.speaker.kind in _SPEAKERS:
        yield _SPEAKERS[fact.speaker.kind]
    if any(mark in fact.quote.text for mark in '"“”'):
        yield _PRINTED


def _stands_alone(fact: Fact) -> TypeGuard[Statement]:
    """Whether the words can be read without their article: a named speaker, a verb of saying, a clause of some length."""
    return (
        isinstance(fact, Statement)
        and fact.speaker.kind in _SPEAKERS
        and fact.cue.casefold() in REPORTING_VERBS
        and fact.cue.casefold() not in NO_CLAUSE
        and len(_terms(fact)) >= MIN_TERMS
        and len(fact.content.text) <= MAX_CHARS
        and not fact.content.text.casefold().startswith(OPENINGS)
    )


def _terms(fact: Statement) -> frozenset[str]:
    return frozenset(stem(term) for term in content_terms(fact.content.text))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) >= SAME_WORDS * smaller
