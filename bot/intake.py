"""What goes into the archive and out of it again: articles with their facts, and corrections by people.

Each is one transaction in which facts, records and jobs change together. Nothing here reads the clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.errors import NotFoundError
from bot.extract.reading import Reading
from bot.ingest.boilerplate import find_boilerplate
from bot.ingest.documents import IncomingArticle, Moment, check_article
from bot.ingest.passages import cut_passages, shingles
from bot.ledger.apart import tell_apart, with_context
from bot.ledger.keys import neighbour_keys
from bot.ledger.origins import LEAD_CHARS, cited_outlets
from bot.ledger.upkeep import Upkeep
from bot.model.facts import Deadline, Fact, Meeting, Party
from bot.model.ids import ArticleId, ChannelId, CorrectionId, RevisionId, WorkspaceId, content_id
from bot.model.jobs import NewJob
from bot.model.records import Correction, ToldFact
from bot.model.text import Article, Revision, Scope, Span, Told
from bot.ports import Store, Writer
from bot.text.languages import is_english

if TYPE_CHECKING:
    from bot.extract.by_model import ModelReader

AfterChange = Callable[[Told, str], Sequence[NewJob]]
CalendarOf = Callable[[WorkspaceId], Awaitable[str | None]]

SAME_STORY = 0.6  # share of common shingles from which two texts of one outlet and title are one article
COPY = 0.4  # share from which a text counts as a copy of another outlet's; architecture.md, near-duplicates


class Outcome(StrEnum):
    """What became of an article handed in."""

    NEW = "new"
    COPY = "copy"
    REVISION = "revision"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of an article handed in, where it is stored, and what was found in it.

    copy_of: the stored article whose text it repeats, for a copy. note: one quiet line about how it was read, or None.
    """

    outcome: Outcome
    told: Told
    facts: tuple[Fact, ...] = ()
    copy_of: ArticleId | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What is seen in a text whoever printed it."""

    passages: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    shingles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """An article read through, ready to be stored. twin: who had told exactly its words when it was placed. named: it is
    stored without the outlet or address that it has now."""

    article: Article
    revision: Revision
    reading: Reading
    twin: Told | None
    named: bool


_Home = tuple[Article, tuple[Revision, ...]]


class Intake:
    """Articles and corrections into one store.

    after_change: the jobs that a stored article or a correction asks for, from who told it and the id of the revision or
    correction; they are kept together with it, or not at all.
    watch: parties of the operator's own, recognised in every article. max_article_chars: longer texts are refused.
    reader: reads articles with a model beside the rules. calendar_of: whose holidays are no working days for a workspace.
    """

    def __init__(
        self,
        store: Store,
        *,
        watch: Sequence[Party] = (),
        reader: ModelReader | None = None,
        calendar_of: CalendarOf | None = None,
        max_article_chars: int = 2_000_000,
        after_change: AfterChange | None = None,
    ) -> None:
        self.after_change = after_change
        self._store = store
        self._watch = tuple(watch)
        self._reader = reader
        self._calendar_of = calendar_of
        self._max_article_chars = max_article_chars

    async def ingest(self, values: dict[str, Any], scope: Scope, *, now: datetime) -> Ingested:
        """Store one article and its facts; all of it or nothing. As `BriefingService.ingest`."""
        incoming = check_article(values, now=now, max_chars=self._max_article_chars)
        read: _Read | None = None
        while True:
            twin = await self._store.find_revision_by_text(scope.workspace, scope.channel, incoming.text)
            home = await self._find_home(incoming, scope) or await self._find_lacking(incoming, scope, twin)
            incoming = _completed(incoming, home)
            known = _same(incoming, home, twin)
            if known is not None:
                return Ingested(outcome=Outcome.KNOWN, told=known)
            if read is None:
                read = await asyncio.to_thread(_read_through, incoming.text)
            article, revision = await self._place(incoming, scope, read, home, now)
            reading = await self._find_facts(article, revision, now)
            named = home is not None and home[0] != article
            prepared = _Prepared(article=article, revision=revision, reading=reading, twin=twin, named=named)
            told = await self._keep(prepared, read)
            if told is not None:
                return _ingested(prepared, told)

    async def forget(self, article: ArticleId, scope: Scope) -> None:
        """Erase an article with everything it told; records are worked out anew. NotFoundError when there is none."""
        erased, _ = await self._store.get_article(scope, article)
        async with self._store.writing(scope.workspace) as writer:
            if erased.audience is None:
                await Upkeep(writer).forget(article)
            else:
                await writer.delete_article(article)
            if erased.outlet and erased.outlet not in await writer.outlets(erased.audience):
                await _name_sources_anew(writer, erased.outlet, erased.audience)

    async def correct(self, correction: Correction, told: Told, workspace: WorkspaceId) -> None:
        """Keep a person's correction, which fits its facts, and work the records out anew.

        told: who told what is corrected.
        """
        async with self._store.writing(workspace) as writer:
            await writer.add_correction(correction)
            await Upkeep(writer).corrected(correction)
            if self.after_change is not None:
                await writer.add_jobs(self.after_change(told, correction.id))

    async def undo(self, correction: CorrectionId, workspace: WorkspaceId, *, now: datetime) -> None:
        """Take a correction back; NotFoundError when there is none that holds."""
        async with self._store.writing(workspace) as writer:
            held = [c for c in await writer.corrections() if c.id == correction]
            await writer.undo_correction(correction, now)
            await Upkeep(writer).corrected(held[0])

    async def _find_facts(self, article: Article, revision: Revision, now: datetime) -> Reading:
        """What our rules read, and a model where there is one."""
        from bot.extract.rules import extract_facts  # half a second of patterns that a question does not need

        calendar = await self._calendar_of(article.workspace) if self._calendar_of is not None else None
        facts = await asyncio.to_thread(
            extract_facts, article, revision, watch=self._watch, calendar=calendar
        )
        reading = Reading(facts=facts)
        if self._reader is not None:
            reading = await self._reader.read(
                article.workspace, revision, facts, watch=self._watch, calendar=calendar, now=now
            )
        facts = await asyncio.to_thread(with_context, tell_apart(reading.facts), revision.text)
        return replace(reading, facts=facts)

    # ------------------------------------------------------------------ which article it is

    async def _find_home(self, incoming: IncomingArticle, scope: Scope) -> _Home | None:
        """The article of this audience at the same address, or with the same words by the same outlet."""
        found = await self._store.find_article_by_url(scope, incoming.url) if incoming.url else None
        if found is None and incoming.url:
            return None  # an article with an address has its name from it
        article = found.id if found is not None and found.audience == scope.channel else None
        try:
            return await self._store.get_article(scope, article or _article_id(incoming, scope))
        except NotFoundError:
            return None

    async def _find_lacking(self, incoming: IncomingArticle, scope: Scope, twin: Told | None) -> _Home | None:
        """The article of exactly these words that came without what is given now: its outlet, address or day."""
        if twin is None:
            return None
        nameless = twin.outlet is None and twin.url is None
        if not nameless and (incoming.url or incoming.outlet not in {None, twin.outlet}):
            return None
        home = await self._store.get_article(scope, twin.article)
        return home if _adds(incoming, home) else None

    async def _place(
        self, incoming: IncomingArticle, scope: Scope, read: _Read, home: _Home | None, now: datetime
    ) -> tuple[Article, Revision]:
        """Which article the text belongs to: a stored one (then it is its next revision) or a new one."""
        near = await self._store.find_near(scope.workspace, scope.channel, read.shingles, share=COPY)
        if home is None and incoming.url is None:
            home = await self._find_same_story(incoming, scope, near)
        if home is not None:
            article = replace(
                home[0], outlet=home[0].outlet or incoming.outlet, url=home[0].url or incoming.url
            )
            number = home[1][-1].number + 1
        else:
            article_id = _article_id(incoming, scope)
            origin = (await self._store.get_article(scope, near[0][0]))[0].origin if near else article_id
            article = Article(
                id=article_id,
                workspace=scope.workspace,
                audience=scope.channel,
                outlet=incoming.outlet,
                url=incoming.url,
                origin=origin,
            )
            number = 1
        revision = Revision(
            id=RevisionId(content_id("r", article.id, str(number), incoming.text)),
            article=article.id,
            number=number,
            title=incoming.title,
            text=incoming.text,
            published=incoming.published.at if incoming.published else None,
            date_only=bool(incoming.published and incoming.published.date_only),
            received=incoming.received.at if incoming.received else now,
            author=incoming.author,
            language=incoming.language,
            boilerplate=read.boilerplate,
        )
        return article, revision

    async def _find_same_story(
        self, incoming: IncomingArticle, scope: Scope, near: Sequence[tuple[ArticleId, float]]
    ) -> _Home | None:
        """The stored article of the same outlet under the same title whose words are mostly these, or None."""
        for article_id, share in near:
            if share < SAME_STORY:
                continue
            article, revisions = await self._store.get_article(scope, article_id)
            if article.audience != scope.channel:
                continue  # what is shared in a private channel is no revision of what everybody sees
            if article.outlet == incoming.outlet and revisions[-1].title == incoming.title:
                return article, revisions
        return None

    # ------------------------------------------------------------------ keeping it

    async def _keep(self, prepared: _Prepared, read: _Read) -> Told | None:
        """Store it; None when somebody else stored a text of it meanwhile, then it is placed anew."""
        article, text = prepared.article, prepared.revision.text

        async def keep(writer: Writer) -> Told | None:
            if len(await writer.revisions(article.id)) != prepared.revision.number - 1:
                return None
            if _name(await writer.find_revision_by_text(article.audience, text)) != _name(prepared.twin):
                return None
            outlets = await writer.outlets(article.audience)
            revision = replace(prepared.revision, cites=_sources(text, article.outlet, outlets))
            told = Told.of(article, revision)
            if revision.number == 1:
                await writer.add_article(article)
            elif prepared.named:
                await writer.name_article(article)
            await writer.add_revision(revision, read.passages, read.shingles)
            facts, asked, reply = prepared.reading.facts, prepared.reading.asked, prepared.reading.reply
            await writer.put_facts(revision.id, facts, [neighbour_keys(fact, told) for fact in facts])
            if asked is not None and reply is not None:
                await writer.put_reply(revision.id, asked, reply)
            if article.audience is None:
                mine = _to_resolve(facts, told) if revision.number == 1 else None
                await Upkeep(writer).told(article.id, revision.id, only=mine)
            if article.outlet and article.outlet not in outlets:
                await _name_sources_anew(writer, article.outlet, article.audience)
            if self.after_change is not None:
                await writer.add_jobs(self.after_change(told, told.revision))
            return told

        return await self._store.write(article.workspace, keep)


def _to_resolve(facts: Sequence[Fact], told: Told) -> tuple[ToldFact, ...]:
    """What the ledger works on, of an article that was not there before, with its moment as the store gives it back."""
    told = replace(told, known=told.known.astimezone(UTC))
    return tuple(ToldFact(fact=fact, told=told) for fact in facts if isinstance(fact, Meeting | Deadline))


def _same(incoming: IncomingArticle, home: _Home | None, twin: Told | None) -> Told | None:
    """Who told exactly this already: the article at this address, or this outlet; None when nobody did.

    The same words printed by another outlet are an article of their own, a copy.
    """
    if home is not None:
        article, revisions = home
        same = revisions[-1].text == incoming.text and not _adds(incoming, home)
        return Told.of(article, revisions[-1]) if same else None
    if twin is None or (twin.url and incoming.url):
        return None
    return twin if incoming.outlet in {None, twin.outlet} else None


def _adds(incoming: IncomingArticle, home: _Home) -> bool:
    """Whether it tells who printed the article, or when, where that is not known yet."""
    article, revisions = home
    named = (article.outlet is None and incoming.outlet) or (article.url is None and incoming.url)
    return bool(named or (revisions[-1].published is None and incoming.published))


def _completed(incoming: IncomingArticle, home: _Home | None) -> IncomingArticle:
    """With what came with these very words before: day, headline and author are not lost when one of them is added."""
    latest = home[1][-1] if home is not None else None
    if latest is None or latest.text != incoming.text:
        return incoming
    day = Moment(latest.published, date_only=latest.date_only) if latest.published is not None else None
    return incoming.model_copy(
        update={
            "title": incoming.title or latest.title,
            "author": incoming.author or latest.author,
            "published": incoming.published or day,
        }
    )


def _name(told: Told | None) -> RevisionId | None:
    return None if told is None else told.revision


def _ingested(prepared: _Prepared, told: Told) -> Ingested:
    article, reading = prepared.article, prepared.reading
    copied = article.origin != article.id and prepared.revision.number == 1
    later = Outcome.REVISION if prepared.revision.number > 1 else Outcome.NEW
    return Ingested(
        outcome=Outcome.COPY if copied else later,
        told=told,
        facts=reading.facts,
        copy_of=article.origin if copied else None,
        note=reading.note or _note(prepared),
    )


def _note(prepared: _Prepared) -> str | None:
    """One quiet line about an article that tells less than who handed it in may expect, or that was completed."""
    revision, twin = prepared.revision, prepared.twin
    if not prepared.reading.facts and not is_english(revision.text):
        return "not in English, so it is searched but no facts are read from it"
    if revision.number > 1 and twin is not None and twin.article == prepared.article.id:
        return "the same words, now with their outlet or day"
    return None


async def _name_sources_anew(writer: Writer, outlet: str, audience: ChannelId | None) -> None:
    """Articles that pass on the reports of an outlet are known as such once the outlet is, and no longer."""
    changed: set[ArticleId] = set()
    for told, lead in await writer.leads_naming(outlet, audience, chars=LEAD_CHARS):
        cites = _sources(lead, told.outlet, await writer.outlets(told.audience))
        if cites != told.cites:
            await writer.put_cites(told.revision, cites)
            if told.audience is None:
                changed.add(told.article)
    await Upkeep(writer).retold(sorted(changed))


def _sources(text: str, outlet: str | None, outlets: Sequence[str]) -> tuple[str, ...]:
    """The other outlets on whose reports a text rests."""
    return cited_outlets(text, [name for name in outlets if name != outlet])


def _article_id(incoming: IncomingArticle, scope: Scope) -> ArticleId:
    named = incoming.url or f"{incoming.outlet or ''}\x1f{incoming.text}"
    return ArticleId(content_id("a", scope.workspace, scope.channel or "", named))


def _read_through(text: str) -> _Read:
    boilerplate = find_boilerplate(text)
    return _Read(
        passages=cut_passages(text, boilerplate),
        boilerplate=boilerplate,
        shingles=shingles(text, boilerplate),
    )
