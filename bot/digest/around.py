"""What a digest looks at beside the records in the news: what was told of the same people of late, and whole sentences.

A story may go on in words that share no day and no full list of people with what was told before; the ledger does not
compare such facts, so they are fetched here.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.digest.onward import Page, Scene, page_of
from bot.digest.passing import names_day_in_doubt, says_doubtful
from bot.digest.turns import EARLY, LATE, Line, lines_of
from bot.model.facts import Deadline, Meeting, PartyKind, parties_of
from bot.model.ids import FactId, RevisionId
from bot.model.records import ToldFact
from bot.model.text import Scope, Told
from bot.ports import FactQuery, PassageQuery, Store
from bot.text.sentences import split_sentences
from bot.text.words import content_terms

LATELY = timedelta(days=60)  # how far back stories are looked for
MOST_NAMES, MOST_FACTS, MOST_DEADLINES, MOST_PLANS = 40, 20, 100, 300
MOST_TERMS, MOST_ALIKE = 24, 12  # of a sentence, and of articles that may have told it
SPAN = timedelta(days=31)  # of days within which a meeting told loosely is looked for
NEARLY = timedelta(days=2)  # so far off may a day be that was counted back
_RENEWED = re.compile(r"\b(?:now|another|new|further)\b", re.IGNORECASE)
_NAMED = frozenset({PartyKind.PERSON, PartyKind.BODY})  # of a state there is too much


async def told_lately(
    store: Store, scope: Scope, fresh: Sequence[ToldFact], since: datetime
) -> tuple[FactId, ...]:
    """What was known at `since` about the people and bodies in `fresh`; where a deadline names none, the deadlines ahead."""
    names = {party.key for one in fresh for party in parties_of(one.fact) if party.kind in _NAMED}
    plans = _known_lately(since, limit=MOST_FACTS)
    asked = [replace(plans, parties=(name,)) for name in sorted(names)[:MOST_NAMES]]
    nameless = [one for one in fresh if isinstance(one.fact, Deadline) and _may_go_on(one.fact)]
    if nameless:
        ahead = _known_lately(since, limit=MOST_DEADLINES)
        asked.append(replace(ahead, kinds=("deadline",), first=since.date()))
    asked += [
        replace(plans, first=first - NEARLY, last=last + NEARLY)
        for first, last in sorted(_days_of_loosely_told(fresh))[:MOST_NAMES]
    ]
    found = [entry.fact.id for query in asked for entry in await store.find_facts(scope, query)]
    return tuple(dict.fromkeys(found))


def _known_lately(since: datetime, *, limit: int) -> FactQuery:
    """The meetings and deadlines that became known in the weeks before `since`."""
    return FactQuery(
        kinds=("meeting", "deadline"),
        known_from=since - LATELY,
        known_until=since,
        current=False,
        limit=limit,
    )


def _may_go_on(deadline: Deadline) -> bool:
    """Whether it may be another deadline's new day, though it names nobody whom that one named."""
    return not parties_of(deadline) or _RENEWED.search(deadline.quote.text) is not None


def _days_of_loosely_told(fresh: Sequence[ToldFact]) -> set[tuple[date, date]]:
    """The days of meetings, and the weeks of those told by surnames or by states: their people may have been told otherwise before."""
    days = set()
    for one in fresh:
        when = one.fact.when if isinstance(one.fact, Meeting) else None
        if when is None or when.earliest is None or when.latest is None:
            continue
        loose = all(
            party.kind is not PartyKind.PERSON or " " not in party.key for party in parties_of(one.fact)
        )
        if when.day is not None or (loose and when.latest - when.earliest <= SPAN):
            days.add((when.earliest, when.latest))
    return days


async def open_plans(store: Store, scope: Scope, since: datetime) -> tuple[FactId, ...]:
    """Deadlines and meetings known at `since` whose day is near, so that something may have become of them by now."""
    day = since.date()
    query = replace(_known_lately(since, limit=MOST_PLANS), first=day - LATE, last=day + EARLY)
    return tuple(entry.fact.id for entry in await store.find_facts(scope, query))


async def read_lines(store: Store, scope: Scope, told: Sequence[Told]) -> tuple[Line, ...]:
    """The sentences of these texts, in the order given."""
    found = await store.get_articles(scope, tuple(dict.fromkeys(one.article for one in told)))
    texts = {revision.id: revision for _, revisions in found for revision in revisions}

    def think() -> tuple[Line, ...]:
        return tuple(
            line for one in told if one.revision in texts for line in lines_of(one, texts[one.revision])
        )

    return await asyncio.to_thread(think)


async def lines_like(store: Store, scope: Scope, line: Line, since: datetime) -> tuple[Line, ...]:
    """Sentences of the articles known at `since` that are most like this one and what leads it."""
    terms = tuple(dict.fromkeys(content_terms(f"{line.quote.text} {line.lead}")))[:MOST_TERMS]
    query = PassageQuery(terms=terms, known_until=since, limit=MOST_ALIKE)
    found = await store.search_passages(scope, query)
    told = {one.told.revision: one.told for one in found if one.told.revision != line.told.revision}
    return await read_lines(store, scope, tuple(told.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around the quotes of facts. words: the whole sentences. scenes: these with the names in the article. doubted: deadlines that their articles leave open."""

    words: dict[FactId, str] = field(default_factory=dict)
    scenes: dict[FactId, Scene] = field(default_factory=dict)
    doubted: frozenset[FactId] = frozenset()


async def read_around(store: Store, scope: Scope, told: Sequence[ToldFact]) -> Around:
    """The texts around these facts."""
    articles = tuple(dict.fromkeys(one.told.article for one in told))
    texts = {
        revision.id: revision.text
        for _, revisions in await store.get_articles(scope, articles)
        for revision in revisions
    }
    return await asyncio.to_thread(_around, told, texts)


def _around(told: Sequence[ToldFact], texts: Mapping[RevisionId, str]) -> Around:
    spans = {revision: split_sentences(text) for revision, text in texts.items()}
    pages = {revision: page_of(text) for revision, text in texts.items()}
    words: dict[FactId, str] = {}
    scenes: dict[FactId, Scene] = {}
    doubted: set[FactId] = set()
    for one in told:
        revision, at = one.fact.quote.revision, one.fact.quote.span.start
        if revision not in texts:
            continue
        sentences = [texts[revision][span.start : span.end] for span in spans[revision]]
        mine = next((i for i, span in enumerate(spans[revision]) if span.start <= at < span.end), None)
        sentence = "" if mine is None else sentences[mine]
        before = sentences[mine - 1] if mine else ""
        scenes[one.fact.id] = _scene(one, sentence, before, pages[revision])
        if not isinstance(one.fact, Deadline):
            continue
        words[one.fact.id] = sentence
        due = one.fact.due
        others = (sentence for i, sentence in enumerate(sentences) if i != mine)
        if says_doubtful(one.fact.quote.text, due) or any(names_day_in_doubt(words, due) for words in others):
            doubted.add(one.fact.id)
    return Around(words=words, scenes=scenes, doubted=frozenset(doubted))


def _scene(one: ToldFact, sentence: str, before: str, page: Page) -> Scene:
    at = sentence.find(one.fact.quote.text)
    clause = sentence[sentence.rfind(";", 0, max(at, 0)) + 1 :].partition(";")[0]
    old = one.fact.previous_due if isinstance(one.fact, Deadline) else None
    return Scene(
        clause=clause,
        sentence=sentence,
        beside=f"{one.told.title or ''}. {before}",
        page=page,
        old=old.day if old is not None else None,
    )
