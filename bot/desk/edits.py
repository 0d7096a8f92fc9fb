"""What edits of an article changed, in the words of the article."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import pairwise

from bot.ingest.changes import Changes, EditKind, compare
from bot.model.answers import Answer, Briefing, Citation, Sentence, SentenceKind
from bot.model.chat import Requester
from bot.model.facts import Fact
from bot.model.text import Article, Revision, Told
from bot.service import BriefingService

_SAID = {
    EditKind.NONE: "the same text",
    EditKind.LAYOUT: "cosmetic: spaces, punctuation or capitals",
    EditKind.WORDING: "cosmetic: other words, the same facts",
    EditKind.FACTS: "facts changed",
}
MOST_EDITS = 5


async def tell_edits(service: BriefingService, name: str, requester: Requester) -> Answer:
    """The latest edits of an article, named by its link or id, with the words of both; NotFoundError when there is none."""
    article, _ = await service.news.article(requester.scope, name)
    revisions = await service.revisions(article.id, requester)
    coverage = await service.coverage(requester)
    edits = await asyncio.to_thread(lambda: [compare(*old, *new) for old, new in pairwise(revisions)])
    if not edits:
        text = "That article was never edited, as far as I have looked at it again."
        return Briefing(sentences=(Sentence(text=text, kind=SentenceKind.NOTE),), coverage=coverage)
    sentences = tuple(line for edit in edits[-MOST_EDITS:] for line in _lines(article, edit))
    older = len(edits) - MOST_EDITS
    return Briefing(
        sentences=sentences, coverage=coverage, note=f"{older} older edits" if older > 0 else None
    )


def _lines(article: Article, edit: Changes) -> Iterator[Sentence]:
    words = "1 word" if edit.words == 1 else f"{edit.words:,} words"
    yield Sentence(
        text=f"Revision {edit.after.number}, {edit.after.received:%Y-%m-%d %H:%M} UTC: {_SAID[edit.kind]} ({words}).",
        kind=SentenceKind.NOTE,
    )
    for fact in edit.added:
        yield _claim("Added", fact, article, edit.after)
    for fact in edit.removed:
        yield _claim("Removed", fact, article, edit.before)
    for one in edit.altered:
        slots = ", ".join(one.slots).replace("_", " ")
        yield _claim(f"Was ({slots})", one.before, article, edit.before)
        yield _claim("Now", one.after, article, edit.after)


def _claim(what: str, fact: Fact, article: Article, revision: Revision) -> Sentence:
    citation = Citation(quote=fact.quote, told=Told.of(article, revision), fact=fact.id)
    return Sentence(
        text=f"{what}: “{' '.join(fact.quote.text.split())}”", citations=(citation,), facts=(fact.id,)
    )
