"""What was said that is worth telling unasked: chosen from what came in, compared with what was told before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answer.digest_lines import write_said
from bot.digest.interest import is_wanted_said
from bot.digest.statements import Said, choose_statements
from bot.digest.watched import Watched, reasons_said
from bot.model.answers import AnswerType, Coverage, Evidence, Intent, Plan, Sentence
from bot.model.facts import Deadline, Statement
from bot.model.ids import ArticleId, FactId
from bot.model.news import Interest, Reason
from bot.model.text import Scope
from bot.ports import FactEntry, FactQuery, Store

WHAT_IS_NEW = Plan(text="What is new?", intent=Intent.FACT, answer_type=AnswerType.TEXT)
MOST_SAID = 3
_MANY = 10_000
_EARLIER = 100  # statements of a speaker that a new one is compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What became known after `since` and up to `until`, both aware; days are those of `zone`, an IANA name."""

    since: datetime
    until: datetime
    zone: str


async def worth_telling(
    store: Store,
    scope: Scope,
    fresh: Sequence[FactEntry],
    *,
    since: datetime,
    interest: Interest,
    watches: Sequence[Watched] = (),
    only_watched: bool = False,
    told: frozenset[FactId] = frozenset(),
) -> tuple[Said, ...]:
    """A few statements of `fresh` that were not told before, one a speaker, those that are watched for first.

    A statement that sets a deadline among `fresh` is told by that. since: the moment up to which everything is known.
    only_watched: no others. told: those that were told at once after it.
    """
    deadlines = [entry.fact for entry in fresh if isinstance(entry.fact, Deadline)]
    said = [entry for entry in fresh if isinstance(entry.fact, Statement)]
    earlier = [entry for entry in said if entry.fact.id in told]
    speakers = {fact.speaker.key for entry in said if isinstance(fact := entry.fact, Statement)}
    for speaker in sorted(speakers):
        query = FactQuery(
            kinds=("statement",), parties=(speaker,), known_until=since, current=False, limit=_EARLIER
        )
        earlier += await store.find_facts(scope, query)

    def more(fact: Statement) -> Sequence[Reason]:
        return reasons_said(fact, watches)

    def wanted(fact: Statement) -> bool:
        if only_watched and not more(fact):
            return False
        return is_wanted_said(fact, interest) and not _is_held(fact, deadlines)

    new = [entry for entry in said if entry.fact.id not in told]
    return await asyncio.to_thread(choose_statements, new, earlier, limit=MOST_SAID, wanted=wanted, more=more)


async def said_in(
    store: Store,
    scope: Scope,
    article: ArticleId,
    window: Window,
    *,
    watches: Sequence[Watched] = (),
    interest: Interest | None = None,
) -> tuple[tuple[Said, Sentence], ...]:
    """What is said anew in an article within the window and worth telling, in sentences that passed the gate.

    interest: what it is limited to; None for what is watched for.
    """
    query = FactQuery(
        kinds=("statement", "deadline"),
        articles=(article,),
        known_from=window.since,
        known_until=window.until,
        limit=_MANY,
    )
    said = await worth_telling(
        store,
        scope,
        await store.find_facts(scope, query),
        since=window.since,
        interest=interest or Interest(),
        watches=watches,
        only_watched=interest is None,
    )
    if not said:
        return ()
    coverage = await store.coverage(scope, known_until=window.until)

    def think() -> tuple[tuple[Said, Sentence], ...]:
        written = {line.facts[0]: line for line in sentences_said(said, _evidence(said, coverage), window)}
        return tuple((one, written[one.fact.id]) for one in said if one.fact.id in written)

    return await asyncio.to_thread(think)


def sentences_said(said: Sequence[Said], evidence: Evidence, window: Window) -> tuple[Sentence, ...]:
    """Who said what, in sentences that passed the gate."""
    reasons = {one.fact.id: one.reasons for one in said}
    facts = [one.fact for one in said]
    return write_said(facts, reasons, evidence, now=window.until, zone=window.zone)


def _evidence(said: Sequence[Said], coverage: Coverage) -> Evidence:
    return Evidence(
        plan=WHAT_IS_NEW,
        records=(),
        facts=tuple(one.fact for one in said),
        passages=(),
        coverage=coverage,
        told={one.fact.id: one.entry.told for one in said},
    )


def _is_held(fact: Statement, others: Sequence[Deadline]) -> bool:
    """Whether a statement holds the day of a deadline that was read from it."""
    content = fact.content
    return any(
        basis.field == "due"
        and basis.span is not None
        and content.revision == other.revision
        and content.span.start <= basis.span.start
        and basis.span.end <= content.span.end
        for other in others
        for basis in other.basis
    )
