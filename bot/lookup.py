"""The use cases of looking closer: a brief on a subject, and whether words were printed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from bot.answer.brief import brief, on_subject
from bot.answer.finish import gate_answer
from bot.answer.verify import Verification, verify
from bot.errors import InputError, NotFoundError
from bot.ledger.viewing import facts_in_records, show
from bot.model.answers import Abstention, Answer
from bot.model.chat import Length, Question, Requester
from bot.model.ids import ArticleId
from bot.model.text import Revision, Scope, Told
from bot.ports import PassageQuery, Store
from bot.search.evidence import find_evidence
from bot.search.near_names import name_hint
from bot.search.plan import plan_question
from bot.text.words import content_terms


async def brief_on(
    store: Store, subject: str, requester: Requester, *, now: datetime, length: Length
) -> Answer:
    """As `BriefingService.brief`."""
    subject = subject.strip()
    if not subject:
        raise InputError("brief whom or what? Such as: brief Witkoff")
    only: tuple[ArticleId, ...] = ()
    headline: str | None = subject
    if subject.startswith(("http://", "https://")):
        article = await store.find_article_by_url(requester.scope, subject)
        if article is None:
            raise NotFoundError(f"no article is stored from {subject}; add it with: ingest {subject}")
        only, headline = (article.id,), None
        _, revisions = await store.get_article(requester.scope, article.id)
        subject = revisions[-1].title or subject
    plan = await asyncio.to_thread(plan_question, Question(text=subject, requester=requester), now=now)
    evidence = await find_evidence(
        store, requester.scope, plan, now=now, articles=only, resolve=show, behind=facts_in_records
    )

    def think() -> Answer:
        about = evidence if only else on_subject(evidence)
        written = brief(about, headline=headline, now=now, zone=requester.zone, length=length)
        return gate_answer(written, about, now=now, zone=requester.zone)

    answer = await asyncio.to_thread(think)
    if isinstance(answer, Abstention) and not only:
        answer = replace(answer, note=await name_hint(store, requester.scope, [subject]))
    return answer


async def find_printed(store: Store, scope: Scope, text: str) -> Verification:
    """As `BriefingService.verify`."""
    terms = content_terms(text)
    if not terms:
        raise InputError('verify which words? Such as: verify "useful and constructive"')
    passages = await store.search_passages(scope, PassageQuery(terms=terms[:24], limit=60))
    candidates: list[tuple[Told, Revision]] = []
    for article_id in list(dict.fromkeys(passage.told.article for passage in passages))[:20]:
        article, revisions = await store.get_article(scope, article_id)
        candidates += [
            (Told.of(article, revision, superseded=revision is not revisions[-1]), revision)
            for revision in revisions
        ]
    return await asyncio.to_thread(verify, text, candidates)
