"""What a digest looks at beside the records in the news: what was told of the same people of late, and whole sentences.

A story may go on in words that share no day and no full list of people with what was told before; the ledger does not
compare such facts, so they are fetched here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.model.facts import Deadline, Meeting, PartyKind, parties_of
from bot.model.ids import FactId
from bot.model.records import ToldFact
from bot.model.text import Scope
from bot.ports import FactQuery, Store
from bot.text.sentences import split_sentences

LATELY = timedelta(days=60)  # how far back stories are looked for
MOST_NAMES, MOST_FACTS, MOST_DEADLINES = 40, 20, 100
SPAN = timedelta(days=14)  # of days within which a meeting told loosely is looked for
NEARLY = timedelta(days=2)  # so far off may a day be that was counted back
_RENEWED = re.compile(r"\b(?:now|another|new|further)\b", re.IGNORECASE)
_NAMED = frozenset({PartyKind.PERSON, PartyKind.BODY})  # of a state there is too much


async def told_lately(
    store: Store, scope: Scope, fresh: Sequence[ToldFact], since: datetime
) -> tuple[FactId, ...]:
    """What was known at `since` about the people and bodies in `fresh`; where a deadline names none, the deadlines ahead."""
    names = {party.key for one in fresh for party in parties_of(one.fact) if party.kind in _NAMED}
    asked = [
        FactQuery(
            kinds=("meeting", "deadline"),
            parties=(name,),
            known_from=since - LATELY,
            known_until=since,
            current=False,
            limit=MOST_FACTS,
        )
        for name in sorted(names)[:MOST_NAMES]
    ]
    nameless = [one for one in fresh if isinstance(one.fact, Deadline) and _may_go_on(one.fact)]
    if nameless:
        asked.append(
            FactQuery(
                kinds=("deadline",),
                first=since.date(),
                known_from=since - LATELY,
                known_until=since,
                current=False,
                limit=MOST_DEADLINES,
            )
        )
    asked += [
        FactQuery(
            kinds=("meeting",),
            first=first - NEARLY,
            last=last + NEARLY,
            known_from=since - LATELY,
            known_until=since,
            current=False,
            limit=MOST_FACTS,
        )
        for first, last in sorted(_days_of_loosely_told(fresh))[:MOST_NAMES]
    ]
    found = [entry.fact.id for query in asked for entry in await store.find_facts(scope, query)]
    return tuple(dict.fromkeys(found))


def _may_go_on(deadline: Deadline) -> bool:
    """Whether it may be another deadline's new day, though it names nobody whom that one named."""
    return not parties_of(deadline) or _RENEWED.search(deadline.quote.text) is not None


def _days_of_loosely_told(fresh: Sequence[ToldFact]) -> set[tuple[date, date]]:
    """The days of meetings told by surnames, or by states, of people who were told by their full names before."""
    days = set()
    for one in fresh:
        when = one.fact.when if isinstance(one.fact, Meeting) else None
        if when is None or when.earliest is None or when.latest is None:
            continue
        loose = all(
            party.kind is not PartyKind.PERSON or " " not in party.key for party in parties_of(one.fact)
        )
        if loose and when.latest - when.earliest <= SPAN:
            days.add((when.earliest, when.latest))
    return days


async def sentences_behind(store: Store, scope: Scope, told: Sequence[ToldFact]) -> dict[FactId, str]:
    """The whole sentences that the quotes of these facts stand in."""
    articles = tuple(dict.fromkeys(one.told.article for one in told))
    texts = {
        revision.id: revision.text
        for _, revisions in await store.get_articles(scope, articles)
        for revision in revisions
    }
    return {
        one.fact.id: _sentence_at(texts[one.fact.quote.revision], one.fact.quote.span.start)
        for one in told
        if one.fact.quote.revision in texts
    }


def _sentence_at(text: str, at: int) -> str:
    for span in split_sentences(text):
        if span.start <= at < span.end:
            return text[span.start : span.end]
    return ""
