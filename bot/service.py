"""The use cases: what an adapter, a job or the terminal can ask Dateline to do.

Thinking that takes more than a few milliseconds leaves the event loop. Nothing here reads the clock: `now` is passed
in, aware.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.consult import consult
from bot.corrections import Change, correct, get_fact, undo
from bot.errors import NotAllowedError
from bot.model.answers import Abstention, Answer, Briefing, Citation, Coverage, Evidence, Sentence
from bot.model.chat import Length, Question, Requester
from bot.model.facts import Fact, Party
from bot.model.ids import ArticleId, CorrectionId, FactId
from bot.model.records import Conflict, Correction, CorrectionKind
from bot.model.text import Quote, Revision, Told
from bot.ports import Accounts, ChatModel, FactEntry, FactQuery, Store
from bot.ports.threads import aside

if TYPE_CHECKING:  # the use cases that a question does not need are loaded when they are used
    from bot.answer.verify import Verification
    from bot.extract.by_model import ModelReader
    from bot.intake import AfterChange, CalendarOf, Ingested, Intake
    from bot.lists import Kind, Listed
    from bot.news import News

Fetch = Callable[[str], Awaitable[dict[str, Any]]]
SURROUNDINGS_CHARS = 240  # shown on each side of a quote
SUGGESTIONS = 25  # as many as Discord shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A quote in its surroundings: the words before it, itself, the words after it."""

    citation: Citation
    before: str
    after: str


class BriefingService:
    """Dateline's use cases on one store.

    after_change: the jobs that a stored article or correction asks for, from who told it and the id of the revision or
    correction; they are kept together with it, or not at all.
    model: rephrases answers when there is one, each within model_timeout_s; accounts: counts and limits what it costs.
    open_reader: gives what reads articles with a model beside the rules. fetch: gets the article at an address, as values for `ingest`; None to fetch
    nothing. calendar_of: whose holidays are no working days for a workspace. watch: parties of the operator's own, recognised in every article. max_article_chars: longer texts are refused.
    """

    def __init__(
        self,
        *,
        store: Store,
        model: ChatModel | None = None,
        accounts: Accounts | None = None,
        model_timeout_s: float = 30.0,
        open_reader: Callable[[], ModelReader] | None = None,
        watch: Sequence[Party] = (),
        calendar_of: CalendarOf | None = None,
        fetch: Fetch | None = None,
        max_article_chars: int = 2_000_000,
        after_change: AfterChange | None = None,
    ) -> None:
        self._store = store
        self._model = model
        self._accounts = accounts
        self._model_timeout_s = model_timeout_s
        self._open_reader = open_reader
        self._watch = tuple(watch)
        self._calendar_of = calendar_of
        self._fetch = fetch
        self._max_article_chars = max_article_chars
        self.after_change = after_change  # may be set once more when the service is put together

    @cached_property
    def news(self) -> News:
        """The use cases of telling unasked."""
        from bot.news import News

        return News(self._store)

    async def _take_in(self) -> Intake:
        """The way in, made off the event loop: what reads articles loads its tables when it is first imported."""
        return await aside(lambda: self._intake)

    @cached_property
    def _intake(self) -> Intake:
        from bot.intake import Intake

        return Intake(
            self._store,
            watch=self._watch,
            calendar_of=self._calendar_of,
            reader=self._open_reader() if self._open_reader is not None else None,
            max_article_chars=self._max_article_chars,
            after_change=lambda told, change: self.after_change(told, change) if self.after_change else (),
        )

    # ------------------------------------------------------------------ articles in

    async def ingest(self, values: dict[str, Any], requester: Requester, *, now: datetime) -> Ingested:
        """Store one article and its facts; all of it or nothing.

        values: the fields of `IncomingArticle`. The article is seen by the requester's channel when that is private,
        by the whole workspace otherwise. The same text again changes nothing (`KNOWN`); another text at the same
        address, or by the same outlet under the same title, is a `REVISION`.

        Raises DocumentError when the article cannot be used, StorageError when it could not be kept.
        """
        return await (await self._take_in()).ingest(values, requester.scope, now=now)

    async def ingest_text_or_link(self, words: str, requester: Requester, *, now: datetime) -> Ingested:
        """Store the article at an address, or the pasted text of one; a day in front is its day of publication.

        Raises FetchError when the address cannot be fetched, NotAllowedError where none is, DocumentError when no article
        is found there.
        """
        from bot.ingest.files import read_text

        dated = _DATED.match(words)
        given = {"published": dated["day"]} if dated else {}
        words = (words[dated.end() :] if dated else words).strip().strip("<>")
        if not words.startswith(("http://", "https://")) or any(c.isspace() for c in words):
            return await self.ingest(
                {**await asyncio.to_thread(read_text, words), **given}, requester, now=now
            )
        if self._fetch is None:
            raise NotAllowedError("fetching is switched off here; paste the article's text instead")
        return await self.ingest({**await self._fetch(words), **given}, requester, now=now)

    async def articles(
        self, requester: Requester, *, as_of: date | None = None, limit: int = 50
    ) -> tuple[Told, ...]:
        """The latest revision of each article the requester may see, newest first."""
        return await self._store.list_articles(
            requester.scope, known_until=await asyncio.to_thread(_end_of, as_of, requester), limit=limit
        )

    async def forget(self, article: ArticleId, requester: Requester) -> None:
        """Erase an article with everything it told; records are worked out anew. NotFoundError when there is none."""
        await (await self._take_in()).forget(article, requester.scope)

    # ------------------------------------------------------------------ questions out

    async def ask(self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()) -> Answer:
        """A cited briefing, or an abstention that says what was looked at. Every sentence has passed the gate.

        articles: look into these only, when given. Raises InputError for an empty question.
        """
        answer: Answer | None = None
        async for part in self.stream(question, now=now, articles=articles):
            if isinstance(part, Briefing | Abstention):
                answer = part
        assert answer is not None
        return answer

    async def consult(
        self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
    ) -> tuple[Answer, Evidence]:
        """The answer without a model, and the evidence that it was written from; errors as `ask`."""
        return await consult(self._store, question, now=now, articles=articles)

    async def stream(
        self, question: Question, *, now: datetime, articles: Sequence[ArticleId] = ()
    ) -> AsyncGenerator[Sentence | Answer, None]:
        """The sentences of an answer as each is ready and checked, then the whole answer as `ask` gives it."""
        answer, evidence = await self.consult(question, now=now, articles=articles)
        if self._model is None or isinstance(answer, Abstention):
            for sentence in answer.sentences if isinstance(answer, Briefing) else ():
                yield sentence
            yield answer
            return
        async with aclosing(self._draft(question, answer, evidence, now)) as parts:
            async for part in parts:
                yield part

    async def rephrase(
        self, question: Question, briefing: Briefing, evidence: Evidence, *, now: datetime
    ) -> Briefing:
        """A briefing as the model words it, each sentence gated; unchanged without a model."""
        if self._model is None:
            return briefing
        async with aclosing(self._draft(question, briefing, evidence, now)) as parts:
            async for part in parts:
                briefing = part if isinstance(part, Briefing) else briefing
        return briefing

    def _draft(
        self, question: Question, answer: Briefing, evidence: Evidence, now: datetime
    ) -> AsyncGenerator[Sentence | Answer, None]:
        from bot.drafting import Drafting

        assert self._model is not None
        drafting = Drafting(model=self._model, accounts=self._accounts, budget_s=self._model_timeout_s)
        return drafting.write(question, answer, evidence, now=now)

    @property
    def has_model(self) -> bool:
        """Whether a language model writes: then the sentences of an answer come some time apart."""
        return self._model is not None

    async def coverage(self, requester: Requester) -> Coverage:
        """What can be looked at where the requester asks."""
        return await self._store.coverage(requester.scope)

    # ------------------------------------------------------------------ lists

    async def records(
        self,
        kind: Kind,
        requester: Requester,
        *,
        parties: Sequence[str] = (),
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
        limit: int = 200,
    ) -> tuple[Listed, ...]:
        """Meetings or deadlines that fall between two days, in the order of their day.

        parties: names of those who all took part, or who all set it or are bound by it.
        """
        from bot.lists import Wanted, list_records

        until = await asyncio.to_thread(_end_of, as_of, requester)
        wanted = Wanted(kind=kind, parties=parties, first=first, last=last, known_until=until, limit=limit)
        return await list_records(self._store, requester.scope, wanted)

    async def tell_records(
        self,
        kind: Kind,
        requester: Requester,
        *,
        now: datetime,
        parties: Sequence[str] = (),
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
        limit: int = 20,
    ) -> Answer:
        """What `records` lists, as cited sentences; deadlines with countdown."""
        from bot.lists import Wanted, tell_records

        until = await asyncio.to_thread(_end_of, as_of, requester)
        wanted = Wanted(kind=kind, parties=parties, first=first, last=last, known_until=until, limit=limit)
        return await tell_records(self._store, requester, wanted, now=now)

    async def disputes(self, requester: Requester) -> tuple[Conflict, ...]:
        """What speakers tell differently where no record holds it, in the latest articles."""
        from bot.lists import list_disputes

        return await list_disputes(self._store, requester.scope)

    # ------------------------------------------------------------------ looking closer

    async def brief(
        self, subject: str, requester: Requester, *, now: datetime, length: Length = Length.SHORT
    ) -> Answer:
        """All that is known about a person, a body, a topic, or one article named by its address.

        Meetings, deadlines with countdown, statements and open questions, each sentence cited. InputError when there
        is no subject, NotFoundError for an address that is not stored.
        """
        from bot.lookup import brief_on

        return await brief_on(self._store, subject, requester, now=now, length=length)

    async def verify(self, text: str, requester: Requester) -> Verification:
        """Whether words were printed: by whom, when, where first; or altered, stitched, not in store.

        InputError when there are no words to look for.
        """
        from bot.lookup import find_printed

        return await find_printed(self._store, requester.scope, text)

    async def tell_verification(self, text: str, requester: Requester) -> Answer:
        """The outcome of `verify` as an answer with receipts."""
        from bot.answer.verified import tell_verification

        found = await self.verify(text, requester)
        return tell_verification(found, await self._store.coverage(requester.scope))

    async def show(
        self, fact: FactId, requester: Requester, *, chars: int = SURROUNDINGS_CHARS
    ) -> tuple[Shown, ...]:
        """Every quote of a fact in its surroundings; NotFoundError when it is not stored or not visible here."""
        entry = await self.explain(fact, requester)
        _, revision = await self._store.get_revision(requester.scope, entry.fact.revision)
        return tuple(
            Shown(citation=Citation(quote=quote, told=entry.told, fact=fact), before=before, after=after)
            for quote in entry.fact.quotes
            for before, after in [revision.surroundings(quote.span, chars)]
        )

    async def facts(self, facts: Sequence[FactId], requester: Requester) -> tuple[FactEntry, ...]:
        """These facts as far as the requester may see them, superseded ones included, in the order asked for."""
        return await self._store.get_facts(requester.scope, facts)

    async def records_of(self, facts: Sequence[FactId], requester: Requester) -> tuple[Listed, ...]:
        """The records that these facts stand behind, as they are seen here now."""
        from bot.lists import list_records_of

        return await list_records_of(self._store, requester.scope, facts)

    async def surroundings(self, quote: Quote, requester: Requester) -> tuple[str, str]:
        """The words before and after a quote; NotFoundError when its revision is not stored or not visible here."""
        _, revision = await self._store.get_revision(requester.scope, quote.revision)
        return revision.surroundings(quote.span, SURROUNDINGS_CHARS)

    async def suggest(self, prefix: str, requester: Requester) -> tuple[str, ...]:
        """Names of parties in visible articles that begin with `prefix`, those most told of first."""
        known = await self._store.known_parties(requester.scope, prefix, limit=SUGGESTIONS)
        return tuple(name for _, name in known)

    async def explain(self, fact: FactId, requester: Requester) -> FactEntry:
        """A fact with who told it and the basis of each field; NotFoundError when there is none."""
        return await get_fact(self._store, fact, requester)

    async def revisions(
        self, article: ArticleId, requester: Requester
    ) -> tuple[tuple[Revision, tuple[Fact, ...]], ...]:
        """Every revision of an article with its facts, first to last; NotFoundError when there is none."""
        _, revisions = await self._store.get_article(requester.scope, article)
        query = FactQuery(articles=(article,), current=False, limit=100_000)
        entries = await self._store.find_facts(requester.scope, query)
        return tuple(
            (revision, tuple(entry.fact for entry in entries if entry.fact.revision == revision.id))
            for revision in revisions
        )

    # ------------------------------------------------------------------ corrections by people

    async def correct(
        self,
        kind: CorrectionKind,
        facts: Sequence[FactId],
        requester: Requester,
        *,
        now: datetime,
        slot: str | None = None,
        value: str | None = None,
        reason: str | None = None,
    ) -> Correction:
        """Keep a person's correction and work the records out anew. It can be undone.

        Raises NotFoundError for an unknown fact, NotAllowedError when the requester may not correct, InputError when a
        slot cannot hold the value or these facts cannot be one.
        """
        wanted = Change(kind=kind, facts=tuple(facts), slot=slot, value=value, reason=reason)
        return await correct(self._store, await self._take_in(), wanted, requester, now=now)

    async def undo(self, correction: CorrectionId, requester: Requester, *, now: datetime) -> None:
        """Take a correction back; NotFoundError when there is none that holds, or one of facts that are not visible here."""
        await undo(self._store, await self._take_in(), correction, requester, now=now)


_DATED = re.compile(r"\s*(?P<day>\d{4}-\d\d-\d\d):?\s+(?=\S)")


def _end_of(day: date | None, requester: Requester) -> datetime | None:
    """The last moment of `day` in the requester's zone; None for None."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(requester.zone)) - timedelta(
        microseconds=1
    )
