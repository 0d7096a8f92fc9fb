"""Reads what was stored last ahead of the questions about it.

What a text holds (sentences, words, days, voices) and what its facts add up to is a pure function of what is stored, and
readings are kept in bounded caches under the letters themselves (docs/decisions/0010-readings-are-not-stored.md). A
service that runs for weeks fills them when nobody waits, so that the first question about an article finds what only the
second one would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.answer.extractive.choose import enriched
from bot.answer.extractive.match import fact_words
from bot.answer.extractive.said import without_dateline
from bot.answer.gate import read_receipt
from bot.ingest.passages import cut_passages
from bot.ledger.disputes import find_disputes
from bot.ledger.viewing import facts_in_records, show
from bot.model.facts import Deadline, Fact, Meeting
from bot.model.ids import RevisionId, WorkspaceId
from bot.model.text import Revision, Scope, Span, Told
from bot.ports import FactQuery, Store
from bot.ports.threads import aside
from bot.text.cover import Reading, line_of, read_text
from bot.text.when import tag

AT_ONCE = 40  # articles of one tick: about a quarter of a second
MOST_CHARS = 40_000  # a longer text is a document; it is read when somebody asks
_FACTS = 200


class ReadingAhead:
    """Reads the latest `most` texts of the archive, newest first, and then those that come in."""

    def __init__(self, store: Store, *, most: int) -> None:
        self._store = store
        self._most = most
        self._met: dict[RevisionId, None] = {}
        self._waiting: list[tuple[WorkspaceId, Told]] = []

    async def tick(self, now: datetime) -> int:
        """Read some of what has not been read yet; how many texts."""
        looked = min(AT_ONCE, self._most) if self._met else self._most
        latest = await self._store.latest_told(limit=looked)
        fresh = [(workspace, told) for workspace, told in latest if told.revision not in self._met]
        self._met |= dict.fromkeys(told.revision for _, told in reversed(fresh))
        for name in list(self._met)[: -self._most]:
            del self._met[name]
        waiting = (fresh + self._waiting)[: self._most]
        turn, self._waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        for workspace, told in turn:
            await self._look_at(Scope(workspace=workspace, channel=told.audience), told)
        return len(turn)

    async def _look_at(self, scope: Scope, told: Told) -> None:
        async def look() -> None:
            articles = (told.article,)
            entries = await self._store.find_facts(scope, FactQuery(articles=articles, limit=_FACTS))
            facts = [entry.fact for entry in entries]
            for article, revisions in await self._store.get_articles(scope, articles):
                latest = revisions[-1]
                if len(latest.text) <= MOST_CHARS:
                    await aside(read_ahead, Told.of(article, latest), latest, facts)
            seeds = [fact.id for fact in facts if isinstance(fact, Meeting | Deadline)]
            used = await facts_in_records(self._store, scope, seeds)
            corrections = await self._store.list_corrections(scope.workspace)
            await aside(show, used, corrections)

        await self._store.together(look)


def read_ahead(told: Told, revision: Revision, facts: Sequence[Fact]) -> None:
    """Everything that a question reads from an article whatever it asks."""
    published = told.published.date() if told.published else None
    reading = read_text(revision.text, title=revision.title, skip=revision.boilerplate)
    for line in reading.lines:
        tag(line.span.of(revision.text), published=published)
    for span in cut_passages(revision.text, revision.boilerplate):
        words = span.of(revision.text)
        line_of(words, Span(0, len(words)))
        read_text(words, title=revision.title)
    own = [fact for fact in facts if fact.revision == revision.id]
    quoted = (quote.text for fact in facts for quote in fact.quotes)
    for words in dict.fromkeys((*quoted, *_telling(reading, revision, own))):
        read_receipt(words, published)
    enriched(reading, 0, own)
    for fact in own:
        words = " ".join(fact_words(fact))
        line_of(words, Span(0, len(words)))
    find_disputes([(told, revision, own)])


def _telling(reading: Reading, revision: Revision, facts: Sequence[Fact]) -> Iterator[str]:
    """The sentences that tell a fact, as an answer quotes them."""
    spans = [quote.span for fact in facts for quote in fact.quotes]
    for line in reading.lines:
        if any(line.span.overlaps(span) for span in spans):
            yield without_dateline(revision.quote(line.span)).text
