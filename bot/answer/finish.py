"""The last look at an answer before it leaves: every sentence through the gate, then the whole as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer.extractive.abstain import abstention
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.answer.extractive.said import cite_fact
from bot.answer.gate import Fault, Finding, check_briefing, gate
from bot.answer.phrases import quoted
from bot.model.answers import Abstention, Answer, Briefing, Evidence, Section, Sentence, SentenceKind
from bot.model.facts import Fact
from bot.model.ids import FactId
from bot.model.records import Conflict, DeadlineRecord, Record
from bot.text.words import fold


def gate_answer(answer: Answer, evidence: Evidence, *, now: datetime, zone: str) -> Answer:
    """`answer` with only the sentences that the gate lets through; an abstention when no claim is left.

    A sentence that does not pass gives way to the words of its fact. Where a value is told that another account
    disputes, that account is added; where a day is told that has moved since, the newer state is.
    """

    def passed(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        gated = gate(
            sentences, evidence, now=now, zone=zone, fallback=lambda one: in_own_words(one, evidence)
        )
        return tuple(one.sentence for one in gated if one.sentence is not None)

    if isinstance(answer, Abstention):
        return replace(answer, nearest=passed(answer.nearest))
    told = passed(answer.sentences)
    today = now.astimezone(ZoneInfo(zone)).date()
    added = completing(told, evidence, today)
    if added:
        told = passed(_in_place(told, added))
    sections = tuple(Section(heading=s.heading, sentences=passed(s.sentences)) for s in answer.sections)
    left = replace(
        answer, sentences=told, sections=tuple(section for section in sections if section.sentences)
    )
    return left if has_claims(left) else abstention(evidence.plan, evidence, ())


def has_claims(answer: Briefing) -> bool:
    """Whether anything is left that the articles tell."""
    return any(sentence.kind is not SentenceKind.NOTE for sentence in answer.all_sentences)


def in_own_words(sentence: Sentence, evidence: Evidence) -> Sentence | None:
    """The telling words of the first fact behind `sentence`, as printed; None for a note or when no fact is known."""
    if sentence.kind is not SentenceKind.CLAIM:
        return None
    facts = {fact.id: fact for fact in evidence.facts}
    fact = next((facts[name] for name in sentence.facts if name in facts), None)
    citations = cite_fact(fact, evidence) if fact is not None else ()
    if fact is None or not citations:
        return None
    return Sentence(
        text=f"In the article's words: {quoted(fact.quote.text)}",
        citations=citations,
        facts=(fact.id,),
        record=sentence.record,
        group=sentence.group,
    )


def completing(
    sentences: Sequence[Sentence], evidence: Evidence, today: date
) -> tuple[tuple[int, Sentence], ...]:
    """What must stand beside `sentences`, each with the place of the sentence that it belongs after."""
    shown = {sentence.text for sentence in sentences}
    added: list[tuple[int, Sentence]] = []
    for finding in check_briefing(sentences, evidence):
        for extra in _answer_to(finding, sentences, evidence, today):
            if extra.text not in shown:
                shown.add(extra.text)
                added.append((finding.sentence, extra))
    return tuple(added)


def _answer_to(
    finding: Finding, sentences: Sequence[Sentence], evidence: Evidence, today: date
) -> Iterator[Sentence]:
    """The sentences that mend one finding."""
    sentence = sentences[finding.sentence]
    match finding.fault:
        case Fault.ONE_SIDED:
            for record, conflict in _conflicts_of(finding.facts, evidence):
                if _tells_value(sentence, conflict):
                    yield from conflict_sentences(record, evidence, frozenset({conflict.slot}))
        case Fault.OUTDATED if finding.facts:
            yield from _newer_state(finding.facts[0], evidence, today)
        case Fault.OUTDATED if evidence.plan.known_until is None:
            yield Sentence(
                text="The article has been changed since; these words stood in an earlier revision of it.",
                kind=SentenceKind.NOTE,
                citations=sentence.citations[:1],
            )
        case _:
            return


def _conflicts_of(facts: Sequence[FactId], evidence: Evidence) -> Iterator[tuple[Record, Conflict]]:
    wanted = set(facts)
    for record in evidence.records:
        for conflict in record.conflicts:
            if any(wanted.intersection(value.facts) for value in conflict.values):
                yield record, conflict


def _tells_value(sentence: Sentence, conflict: Conflict) -> bool:
    """Whether the sentence gives one of the disputed values, and not only something else of the same fact."""
    text = fold(sentence.text)
    return any(
        form in text
        for value in conflict.values
        for form in (fold(value.value), *_day_forms(value.value))
        if form
    )


def _day_forms(value: str) -> tuple[str, ...]:
    """How an ISO day is written in a sentence; none for anything else."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return ()
    return (fold(f"{day.day} {day:%B}"),)


def _newer_state(fact: FactId, evidence: Evidence, today: date) -> Iterator[Sentence]:
    """How the record of `fact` stands now."""
    facts = {one.id: one for one in evidence.facts}
    for record in evidence.records:
        if fact not in record.facts:
            continue
        behind: list[Fact] = [facts[name] for name in reversed(record.facts) if name in facts]
        if isinstance(record, DeadlineRecord):
            yield from deadline_sentences(record, behind, evidence, today)[:1]
        else:
            sentence = meeting_sentence(record, behind, evidence)
            if sentence is not None:
                yield sentence


def _in_place(sentences: Sequence[Sentence], added: Sequence[tuple[int, Sentence]]) -> list[Sentence]:
    """`sentences` with each of `added` after the one it belongs to."""
    whole: list[Sentence] = []
    for place, sentence in enumerate(sentences):
        whole.append(sentence)
        whole += [extra for after, extra in added if after == place]
    return whole
