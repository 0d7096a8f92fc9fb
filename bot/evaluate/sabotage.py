"""Replies with planted errors, drawn from labelled facts by a seed, and how many of them the gate lets through.

Each reply holds true sentences about some facts of a story and sentences spoiled in one of the ways of `Fault`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.answer.gate import Gated, Outcome, gate
from bot.evaluate.arcs_gold import GoldArticle, StoredArticle, first_of, store_articles, told_facts
from bot.evaluate.planting import Fault, Planted, plant
from bot.model.answers import AnswerType, Coverage, Evidence, Intent, Plan
from bot.model.facts import (
    Fact,
    Meeting,
    Statement,
    StatementKind,
)
from bot.model.ids import FactId
from bot.model.text import Span, Told
from bot.text.parties import party_from_name
from bot.text.sentences import split_sentences

FACTS_PER_REPLY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a careless model could have sent for some evidence."""

    evidence: Evidence
    planted: tuple[Planted, ...]


@dataclass
class SabotageScore:
    """Counts by fault: planted, and reached the reader; true sentences and those that were kept as written or repaired."""

    planted: dict[Fault, int] = field(default_factory=dict)
    reached: dict[Fault, int] = field(default_factory=dict)
    true: int = 0
    kept: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{f:22} {self.reached.get(f, 0)} of {n} reached the reader" for f, n in self.planted.items()
        ]
        total, through = sum(self.planted.values()), sum(self.reached.values())
        kept = 100 * self.kept / max(1, self.true)
        return "\n".join(
            [
                *lines,
                f"all: {through} of {total}; true sentences kept: {self.kept} of {self.true} ({kept:.1f} %)",
            ]
        )


def sabotaged_replies(articles: Sequence[GoldArticle], *, seed: int, count: int) -> Iterator[Reply]:
    """`count` replies; the same seed gives the same replies."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    stories = _stories(articles)
    strangers = _names(articles)
    for _ in range(count):
        arc = draw.choice(sorted(stories))
        told = stories[arc]
        chosen = draw.sample(told, min(FACTS_PER_REPLY, len(told)))
        evidence = _evidence(chosen)
        planted: list[Planted] = []
        for fact, teller in chosen:
            planted += plant(fact, teller, chosen, strangers, draw)
        draw.shuffle(planted)
        yield Reply(evidence=evidence, planted=tuple(planted))


def score_sabotage(replies: Sequence[Reply], *, now: datetime) -> SabotageScore:
    """Run the gate over every reply and count what reaches the reader."""
    score = SabotageScore()
    for reply in replies:
        for one in reply.planted:
            (gated,) = gate([one.sentence], reply.evidence, now=now, zone="UTC")
            _count(score, one, gated)
    return score


def _count(score: SabotageScore, planted: Planted, gated: Gated) -> None:
    if planted.fault is None:
        score.true += 1
        score.kept += gated.sentence is not None
        if gated.sentence is None:
            codes = [(r.code.value, r.words) for r in gated.reasons]
            score.examples.append(f"lost: {planted.sentence.text} {codes}")
        return
    score.planted[planted.fault] = score.planted.get(planted.fault, 0) + 1
    through = gated.sentence is not None and (planted.false_text or gated.outcome is Outcome.PASSED)
    if through:
        score.reached[planted.fault] = score.reached.get(planted.fault, 0) + 1
        score.examples.append(
            f"{planted.fault}: {planted.sentence.text} <- {[c.quote.text for c in planted.sentence.citations]}"
        )


def _stories(articles: Sequence[GoldArticle]) -> dict[str, list[tuple[Fact, Told]]]:
    stories: dict[str, list[tuple[Fact, Told]]] = {
        arc: [(t.fact, t.told) for t in told] for arc, told in told_facts(articles).items()
    }
    stored = store_articles(articles)
    for gold in articles:
        home = stored[gold["id"]]
        stories.setdefault(home.arc, []).extend((s, home.told) for s in _statements(gold, home))
    return {arc: told for arc, told in stories.items() if len(told) >= FACTS_PER_REPLY}


def _statements(gold: GoldArticle, home: StoredArticle) -> Iterator[Statement]:
    text = home.revision.text
    sentences = split_sentences(text)
    for labelled in gold.get("statements", []):
        start = text.index(labelled["content_quote"])
        span = Span(start, start + len(labelled["content_quote"]))
        around = next((s for s in sentences if s.contains(span)), span)
        speaker = first_of(labelled["speaker"])
        if speaker is None:
            continue
        yield Statement(
            id=FactId(labelled["id"]),
            article=home.article.id,
            revision=home.revision.id,
            quotes=(home.revision.quote(around),),
            speaker=replace(party_from_name(speaker), aliases=tuple(labelled["speaker"].split("|")[1:])),
            cue=first_of(labelled.get("cue")) or "said",
            content=home.revision.quote(span),
            hedge=first_of(labelled.get("hedge")),
            kind=StatementKind(first_of(labelled["kind"]) or "said"),
        )


def _names(articles: Sequence[GoldArticle]) -> list[str]:
    """Full names of persons in the set, to be put where they don't belong."""
    names = {
        p.party.name
        for told in told_facts(articles).values()
        for t in told
        if isinstance(t.fact, Meeting)
        for p in t.fact.participants
        if p.party.key.startswith("person:") and " " in p.party.name
    }
    return sorted(names)


def _evidence(chosen: Sequence[tuple[Fact, Told]]) -> Evidence:
    return Evidence(
        plan=Plan(text="", intent=Intent.FACT, answer_type=AnswerType.TEXT),
        records=(),
        facts=tuple(fact for fact, _ in chosen),
        passages=(),
        coverage=Coverage(
            articles=len({t.article for _, t in chosen}), outlets=len({t.outlet for _, t in chosen})
        ),
        told={fact.id: told for fact, told in chosen},
    )


def latest_moment(articles: Sequence[Mapping[str, Any]]) -> datetime:
    """A day after the last article of the set."""
    return max(s.told.known for s in store_articles(articles).values()).astimezone(UTC) + timedelta(days=1)
