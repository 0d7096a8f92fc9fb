"""Digests, reminders and notes in cited sentences: what is new, what moved from where to where, what is due soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer.brief import statement_sentence
from bot.answer.extractive.by_hand import edits_of
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.answer.extractive.said import cite, cite_fact
from bot.answer.gate import gate
from bot.answer.phrases import counted, quoted, short_day, when_words
from bot.model.answers import Briefing, Coverage, Evidence, Section, Sentence, SentenceKind
from bot.model.facts import Fact, Statement
from bot.model.ids import FactId
from bot.model.news import Item, Label, Reason
from bot.model.records import DeadlineRecord, DeadlineStep, MeetingRecord, MeetingStep, Record
from bot.model.when import When

HEADINGS = {
    Label.NEW: "New",
    Label.UPDATE: "Updates",
    Label.CONFLICT: "Accounts differ",
    Label.CORRECTION: "Corrections",
    Label.DUE: "Due soon",
}
SAID = "Said"
MOST_NEWS = 2  # facts cited for one item: "gave it more time" and, in the next sentence, the new day
_MOVING = frozenset({"status", "due", "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLines:
    """What is said about one item; empty when no sentence about it passed the gate."""

    item: Item
    sentences: tuple[Sentence, ...]


def write_items(
    items: Sequence[Item], evidence: Evidence, *, now: datetime, zone: str
) -> tuple[ItemLines, ...]:
    """Each item in sentences that passed the gate, in the order given; days are counted from `now` in `zone`.

    Where a sentence of ours does not pass, the article's own words stand in for it.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    today = now.astimezone(ZoneInfo(zone)).date()
    written = [(item, line) for item in items for line in _lines(item, facts, evidence, today)]
    passed = gate(
        [line for _, line in written],
        evidence,
        now=now,
        zone=zone,
        fallback=lambda line: _own_words(line, facts, evidence),
    )
    said: dict[int, list[Sentence]] = {}
    for (item, _), one in zip(written, passed, strict=True):
        if one.sentence is not None:
            said.setdefault(id(item), []).append(one.sentence)
    return tuple(ItemLines(item=item, sentences=_explained(item, said.get(id(item), ()))) for item in items)


def write_said(
    said: Sequence[Statement],
    reasons: Mapping[FactId, Sequence[Reason]],
    evidence: Evidence,
    *,
    now: datetime,
    zone: str,
) -> tuple[Sentence, ...]:
    """Who said what, for each statement that passed the gate, each with the reasons why it was chosen."""
    written = [
        replace(line, reasons=_ranked(reasons.get(fact.id, ())))
        for fact in said
        if (line := statement_sentence(fact, evidence)) is not None
    ]
    passed = gate(written, evidence, now=now, zone=zone)
    return tuple(one.sentence for one in passed if one.sentence is not None)


def write_digest(lines: Sequence[ItemLines], said: Sequence[Sentence], evidence: Evidence) -> Briefing:
    """The digest as a briefing with one section for each kind of news and one for what was said.

    said: from `write_said`. It has no sentence when nothing is new.
    """
    headed = [(_heading(one.item, evidence), one.sentences) for one in lines]
    sections = [
        Section(heading=name, sentences=tuple(s for heading, some in headed if heading == name for s in some))
        for name in HEADINGS.values()
    ]
    sections.append(Section(heading=SAID, sentences=tuple(said)))
    return Briefing(
        sentences=(),
        coverage=evidence.coverage,
        sections=tuple(section for section in sections if section.sentences),
    )


def write_nothing_new(
    articles: int, coverage: Coverage, *, since: datetime, zone: str, told: int = 0
) -> Briefing:
    """The one line of an empty day. articles: how many came in since then. told: items that were told at once."""
    came = counted(articles, "article") if articles else "No article"
    which = "it" if articles == 1 else "them"
    nothing = f"what was new in {which} was told here at once" if told else f"nothing in {which} is new here"
    text = f"{came} came in since {moment_words(since, zone)}{f'; {nothing}' if articles else ''}."
    return Briefing(sentences=(Sentence(text=text, kind=SentenceKind.NOTE),), coverage=coverage)


def window_words(
    articles: int, left_out: int, *, since: datetime, until: datetime, zone: str, told: int = 0
) -> str:
    """What a digest covers, for its foot: "5 August 2025, 08:00 to 6 August 2025, 08:00; 4 articles came in".

    left_out: items that did not fit. told: items that were told at once before.
    """
    words = (
        f"{moment_words(since, zone)} to {moment_words(until, zone)}; {counted(articles, 'article')} came in"
    )
    words += f"; {counted(told, 'item')} told at once before" if told else ""
    return words + (f"; {counted(left_out, 'smaller item')} left out" if left_out else "")


def moment_words(moment: datetime, zone: str) -> str:
    """ "6 August 2025, 08:30" on the clocks of a zone."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{short_day(there.date())}, {there:%H:%M}"


def days_title(days: Sequence[date]) -> str:
    """The title of a digest that stands for these days, in order: "Digest of 4 to 6 August 2025"."""
    first, last = days[0], days[-1]
    if first == last:
        return f"Digest of {short_day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"Digest of {first.day} to {short_day(last)}"
    if first.year == last.year:
        return f"Digest of {first.day} {first:%B} to {short_day(last)}"
    return f"Digest of {short_day(first)} to {short_day(last)}"


def _heading(item: Item, evidence: Evidence) -> str:
    """The section of an item; an update that an outlet made by changing its own text is a correction."""
    if item.label is Label.UPDATE and item.before is not None:
        brought = [evidence.told[fact] for fact in item.facts[:1] if fact in evidence.told]
        known = {evidence.told[fact].article for fact in item.before.facts if fact in evidence.told}
        if any(told.number > 1 and told.article in known for told in brought):
            return HEADINGS[Label.CORRECTION]
    return HEADINGS[item.label]


def _lines(item: Item, facts: dict[FactId, Fact], evidence: Evidence, today: date) -> Iterator[Sentence]:
    """What to say about an item: its state with the words that make the news, what it was before, who differs."""
    if item.words:
        yield from _in_words(item, facts, evidence)
        return
    order = dict.fromkeys([*item.facts, *reversed(item.record.facts)])
    mine = [facts[name] for name in order if name in facts]
    state = _state(item.record, mine, evidence, today)
    for place, line in enumerate(state):
        yield _citing(line, item, facts, evidence) if place == 0 else line
    moved = _moved(item, facts, evidence)
    if moved is not None:
        yield moved
    match item.label:
        case Label.CONFLICT:
            yield from conflict_sentences(item.record, evidence)
        case Label.CORRECTION if mine and not edits_of(item.record, evidence):
            yield Sentence(
                text="which reports tell of this.",
                kind=SentenceKind.CORRECTION,
                citations=cite_fact(mine[0], evidence),
                facts=(mine[0].id,),
                record=item.record.id,
                group=item.record.id,
            )
        case _:
            pass


def _in_words(item: Item, facts: dict[FactId, Fact], evidence: Evidence) -> Iterator[Sentence]:
    """The article's own words on what became of a plan, and the plan as it was told before."""
    group = item.record.id
    for one in item.words:
        yield Sentence(
            text=quoted(one.quote.text), citations=(cite(one.quote, one.told),), record=group, group=group
        )
    before = item.before
    old = None if before is None else next((facts[name] for name in _telling(before) if name in facts), None)
    if before is not None and old is not None:
        yield Sentence(
            text=f"Told before: {_state_words(before)}.",
            kind=SentenceKind.NOTE,
            citations=cite_fact(old, evidence),
            facts=(old.id,),
            record=group,
            group=group,
        )


def _state(record: Record, facts: Sequence[Fact], evidence: Evidence, today: date) -> list[Sentence]:
    match record:
        case MeetingRecord():
            sentence = meeting_sentence(record, facts, evidence, topic=True)
            return [] if sentence is None else [sentence]
        case DeadlineRecord():
            return deadline_sentences(record, facts, evidence, today)


def _citing(line: Sentence, item: Item, facts: dict[FactId, Fact], evidence: Evidence) -> Sentence:
    """The sentence with the words that make the news among its citations, all from the article that told it first."""
    news = [facts[name] for name in item.facts[:MOST_NEWS] if name in facts]
    for fact in news:
        if fact.revision != news[0].revision or fact.id in line.facts:
            continue
        if more := cite_fact(fact, evidence):
            line = replace(line, citations=(*line.citations, *more), facts=(*line.facts, fact.id))
    return line


def _moved(item: Item, facts: dict[FactId, Fact], evidence: Evidence) -> Sentence | None:
    """What was told before and what holds now; None when neither status nor day moved."""
    before = item.before
    if before is None or not any(one.slot in _MOVING and one.was != one.now for one in item.changes):
        return None
    was, now = _state_words(before), _state_words(item.record)
    if was == now:
        return None
    old = next((facts[name] for name in _telling(before) if name in facts), None)
    new = next((facts[name] for name in item.facts if name in facts), None)
    cited = [fact for fact in (old, new) if fact is not None]
    return Sentence(
        text=f"Told before: {was}. Now: {now}.",
        kind=SentenceKind.NOTE,
        citations=tuple(citation for fact in cited for citation in cite_fact(fact, evidence)),
        facts=tuple(fact.id for fact in cited),
        record=item.record.id,
        group=item.record.id,
    )


def _state_words(record: Record) -> str:
    when: When | None = record.when if isinstance(record, MeetingRecord) else record.due
    day = None if when is None else when_words(when) or quoted(when.words)
    return record.status.value.replace("_", " ") + (f", {day}" if day else "")


def _telling(record: Record) -> list[FactId]:
    """The facts that gave a record its state, the last first."""
    steps: Sequence[MeetingStep | DeadlineStep] = record.history
    return [*(step.fact for step in reversed(steps) if step.fact), *reversed(record.facts)]


def _own_words(line: Sentence, facts: dict[FactId, Fact], evidence: Evidence) -> Sentence | None:
    """The words of the article in place of a sentence that did not pass."""
    fact = next((facts[name] for name in line.facts if name in facts), None)
    if fact is None or line.kind is not SentenceKind.CLAIM:
        return None
    citations = cite_fact(fact, evidence)
    if not citations:
        return None
    return replace(line, text=quoted(fact.quote.text), citations=citations[:1], facts=(fact.id,))


def _explained(item: Item, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, the first with the reasons why the item stands where it does."""
    if not any(sentence.kind is not SentenceKind.NOTE for sentence in sentences):
        return ()
    first, *rest = sentences
    return (replace(first, reasons=_ranked(item.reasons)), *rest)


def _ranked(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(reason.words for reason in sorted(reasons, key=lambda reason: -abs(reason.weight)))
