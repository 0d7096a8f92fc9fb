"""Stories read by the rules, so that a test asks about an article as the product would."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files

from bot.answer.extractive import write
from bot.answer.finish import gate_answer
from bot.extract.rules import extract_facts
from bot.ingest.boilerplate import find_boilerplate
from bot.ledger.resolve import resolve
from bot.model.answers import Abstention, Answer, Briefing, Evidence
from bot.model.chat import Length
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.ids import ArticleId, WorkspaceId
from bot.model.records import ToldFact
from bot.model.text import Article, Revision
from tests.unit.answer.stories import Story, asked, evidence_on, revision_of, told_of


def sample_stories() -> tuple[Story, ...]:
    """The sample articles of `dateline demo`."""
    lines = files("adapters.terminal").joinpath("samples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        Story(
            id=f"sample-{number}",
            outlet=row["outlet"],
            title=row["title"],
            published=datetime.fromisoformat(row["published"]),
            text=row["text"],
        )
        for number, row in enumerate(rows)
    )


def read(story: Story) -> tuple[Fact, ...]:
    """The facts of a story."""
    article = Article(
        id=ArticleId(story.id),
        workspace=WorkspaceId("w"),
        audience=None,
        outlet=story.outlet,
        url=None,
        origin=ArticleId(story.id),
    )
    return extract_facts(article, stored(story))


def stored(story: Story) -> Revision:
    """The story as ingest keeps it, with its banners marked."""
    return replace(revision_of(story), boilerplate=find_boilerplate(story.text))


def evidence_read(
    question: str,
    stories: Sequence[Story],
    facts: Sequence[Fact],
    *,
    now: datetime,
    as_of: date | None = None,
) -> Evidence:
    """Evidence for a question from stories whose facts have been read before."""
    told = {story.id: told_of(story) for story in stories}
    records = resolve(
        [ToldFact(fact=f, told=told[f.article]) for f in facts if isinstance(f, Meeting | Deadline)]
    )
    found = evidence_on(
        asked(question, as_of=as_of), tuple(stories), now=now, facts=tuple(facts), records=records
    )
    return replace(found, revisions=tuple((told_of(story), stored(story)) for story in stories))


def ask(question: str, stories: Sequence[Story], facts: Sequence[Fact], *, now: datetime) -> Answer:
    """The finished answer without a model."""
    evidence = evidence_read(question, stories, facts, now=now)
    return gate_answer(
        write(evidence, now=now, zone="UTC", length=Length.SHORT), evidence, now=now, zone="UTC"
    )


def text_of(answer: Answer) -> str:
    """The sentences of a briefing, or "abstained: …"."""
    match answer:
        case Briefing():
            return " ".join(sentence.text for sentence in answer.all_sentences)
        case Abstention():
            return f"abstained: {answer.missing}"
