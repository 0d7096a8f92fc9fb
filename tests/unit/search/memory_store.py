"""A small store in memory for the tests of search and answers: what they ask of a store, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.errors import NotFoundError
from bot.model.answers import Coverage
from bot.model.facts import Deadline, Fact, Meeting, parties_of, when_of
from bot.model.ids import ArticleId, FactId, WorkspaceId
from bot.model.records import Correction, ToldFact
from bot.model.text import Article, Passage, Revision, Scope, Span, Told
from bot.ports import FactEntry, FactQuery, PassageQuery
from bot.text.sentences import split_paragraphs
from bot.text.words import stem, tokens


class MemoryStore:
    """Articles with their revisions, added in the order of `received`; search by shared stems, best first."""

    def __init__(self) -> None:
        self._held: dict[ArticleId, list[tuple[Article, Revision, tuple[Span, ...]]]] = {}
        self._facts: list[tuple[Fact, Told]] = []

    def add(self, article: Article, revision: Revision, facts: Sequence[Fact] = ()) -> None:
        """Keep a revision of an article with its facts."""
        held = self._held.setdefault(article.id, [])
        held.append((article, revision, split_paragraphs(revision.text)))
        self._facts += [(fact, Told.of(article, revision)) for fact in facts]

    async def search_passages(self, scope: Scope, query: PassageQuery) -> tuple[Passage, ...]:
        wanted = {stem(term) for term in query.terms}
        found = []
        for article, revision, spans in self._visible(scope, query.known_until, query.articles):
            for span in spans:
                shared = len(wanted & {stem(t.word) for t in tokens(span.of(revision.text))})
                if shared:
                    found.append(
                        Passage(
                            quote=revision.quote(span), told=Told.of(article, revision), score=float(shared)
                        )
                    )
        found.sort(key=lambda p: -p.score)
        return tuple(found[: query.limit])

    async def find_facts(self, scope: Scope, query: FactQuery) -> tuple[FactEntry, ...]:
        return tuple(
            FactEntry(fact=fact, told=told)
            for fact, told in self._facts
            if scope.sees(told.audience)
            and (not query.articles or told.article in query.articles)
            and (not query.kinds or type(fact).__name__.lower() in query.kinds)
            and (query.known_until is None or told.known <= query.known_until)
            and set(query.parties) <= {p.key for p in parties_of(fact)}
            and _overlaps(fact, query)
        )[: query.limit]

    async def find_neighbours(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        return tuple(
            ToldFact(fact=fact, told=told)
            for fact, told in sorted(self._facts, key=lambda item: (item[1].known, item[0].id))
            if isinstance(fact, Meeting | Deadline)
            and scope.sees(told.audience)
            and (known_until is None or told.known <= known_until)
        )

    async def get_article(self, scope: Scope, article: ArticleId) -> tuple[Article, tuple[Revision, ...]]:
        held = self._held.get(article)
        if held is None or not scope.sees(held[0][0].audience):
            raise NotFoundError(f"no article {article!r}")
        return held[0][0], tuple(revision for _, revision, _ in held)

    async def list_corrections(
        self, workspace: WorkspaceId, *, undone: bool = False
    ) -> tuple[Correction, ...]:
        return ()

    async def coverage(self, scope: Scope, *, known_until: datetime | None = None) -> Coverage:
        told = [Told.of(a, r) for a, r, _ in self._visible(scope, known_until, ())]
        days = sorted(t.published.date() for t in told if t.published)
        return Coverage(
            articles=len(told),
            outlets=len({t.outlet for t in told}),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            newest=max(told, key=lambda t: t.known, default=None),
        )

    def _visible(
        self, scope: Scope, known_until: datetime | None, articles: Sequence[ArticleId]
    ) -> list[tuple[Article, Revision, tuple[Span, ...]]]:
        visible = []
        for held in self._held.values():
            known = [one for one in held if known_until is None or one[1].received <= known_until]
            if (
                known
                and scope.sees(known[-1][0].audience)
                and (not articles or known[-1][0].id in articles)
            ):
                visible.append(known[-1])
        return visible


def _overlaps(fact: Fact, query: FactQuery) -> bool:
    if query.first is None and query.last is None:
        return True
    when = when_of(fact)
    if when is None or when.earliest is None or when.latest is None:
        return False
    return (query.first is None or when.latest >= query.first) and (
        query.last is None or when.earliest <= query.last
    )
