"""A brief of an article, a topic, a party, a pair or a period: headline, meetings, deadlines, statements, open questions.

Every claim is cited; what cannot be cited is left out. Written from the evidence alone, without a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answer.extractive.abstain import abstention
from bot.answer.extractive.conflict_lines import conflict_sentences
from bot.answer.extractive.deadline_lines import deadline_sentences
from bot.answer.extractive.meeting_lines import meeting_sentence
from bot.answer.extractive.said import cite_fact, own_words
from bot.answer.extractive.trust import tells_untold
from bot.answer.extractive.whole import sentences_of
from bot.answer.phrases import counted, has_passed, party_words, quoted
from bot.model.answers import Answer, Briefing, Evidence, Section, Sentence, SentenceKind, Wanted
from bot.model.chat import Length
from bot.model.facts import Fact, MeetingStatus, Statement, StatementKind
from bot.model.ids import ArticleId
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.model.text import Told
from bot.model.when import When
from bot.text.cover import level, read_text
from bot.text.words import stem, words_of

_LIMITS = {Length.LINE: 1, Length.SHORT: 5, Length.FULL: 30}
_AHEAD = frozenset({MeetingStatus.PLANNED, MeetingStatus.POSSIBLE, MeetingStatus.REQUESTED})


def brief(
    evidence: Evidence, *, headline: str | None, now: datetime, zone: str, length: Length = Length.SHORT
) -> Answer:
    """A briefing on everything `evidence` holds; an abstention when it holds nothing that can be cited.

    headline: what the brief is about, None for the title of the newest article. Days are counted from `now` in `zone`.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    limit = _LIMITS[length]
    sections = [
        Section(heading=heading, sentences=sentences)
        for heading, sentences in (
            ("Meetings", tuple(_meetings(evidence, limit))),
            ("Deadlines", tuple(_deadlines(evidence, today, limit))),
            ("Statements", tuple(_statements(evidence, limit))),
            ("Open questions", tuple(_open_questions(evidence, today, limit))),
        )
        if sentences
    ]
    lead = tuple(_lead(evidence))
    if not lead and not sections:
        return abstention(evidence.plan, evidence, ())
    return Briefing(
        sentences=lead,
        coverage=evidence.coverage,
        headline=headline or _title(evidence),
        sections=() if length is Length.LINE else tuple(sections),
        note=_sources(evidence),
    )


def on_subject(evidence: Evidence) -> Evidence:
    """The evidence of the articles that hold every word of the subject; all of it when none does or a party is all that is asked.

    A search finds what shares a word with "grain deal"; a brief of it does not tell of the deal of two banks.
    """
    named = {
        stem(w)
        for party in evidence.plan.parties
        for name in (party.name, *party.aliases)
        for w in words_of(name)
    }
    asked = [term for term in evidence.plan.wanted if term.stem not in named and not term.word.isdigit()]
    texts: dict[ArticleId, list[str]] = {}
    for told, words in _texts(evidence):
        texts.setdefault(told.article, []).append(words)
    kept = {name for name, words in texts.items() if _holds_all("\n".join(words), asked)}
    if not asked or not kept:
        return evidence
    facts = tuple(fact for fact in evidence.facts if fact.article in kept)
    known = {fact.id for fact in facts}
    return replace(
        evidence,
        facts=facts,
        records=tuple(record for record in evidence.records if known & set(record.facts)),
        told={fact: told for fact, told in evidence.told.items() if fact in known},
        passages=tuple(passage for passage in evidence.passages if passage.told.article in kept),
        revisions=tuple(pair for pair in evidence.revisions if pair[0].article in kept),
    )


def _holds_all(text: str, asked: Sequence[Wanted]) -> bool:
    whole = read_text(text).whole
    return all(level(term, whole) > 0 for term in asked)


def _texts(evidence: Evidence) -> Iterator[tuple[Told, str]]:
    """The words of the evidence with who printed them: titles, texts as far as they are at hand, passages."""
    for told, revision in evidence.revisions:
        yield told, f"{told.title or ''} {revision.text}"
    for passage in evidence.passages:
        yield passage.told, f"{passage.told.title or ''} {passage.quote.text}"


def _lead(evidence: Evidence) -> Iterator[Sentence]:
    """The opening sentence of the newest article."""
    newest = max(evidence.revisions, key=lambda pair: pair[0].known, default=None)
    if newest is not None:
        opening = next(sentences_of(*newest), None)
        if opening is not None:
            yield own_words(opening)


def _title(evidence: Evidence) -> str | None:
    newest = max((told for told, _ in evidence.revisions), key=lambda told: told.known, default=None)
    return newest.title if newest is not None else None


def _meetings(evidence: Evidence, limit: int) -> Iterator[Sentence]:
    records = [r for r in evidence.records if isinstance(r, MeetingRecord)]
    for record in sorted(records, key=lambda r: _day(r.when))[:limit]:
        sentence = meeting_sentence(record, _facts(record, evidence), evidence, topic=True)
        if sentence is not None:
            yield sentence
            yield from conflict_sentences(record, evidence)


def _deadlines(evidence: Evidence, today: date, limit: int) -> Iterator[Sentence]:
    """Deadlines that lie ahead, the soonest first, then those behind us."""
    records = [r for r in evidence.records if isinstance(r, DeadlineRecord)]
    records.sort(key=lambda r: (has_passed(r.due, today), _day(r.due)))
    for record in records[:limit]:
        yield from deadline_sentences(record, _facts(record, evidence), evidence, today)
        yield from conflict_sentences(record, evidence)


def _statements(evidence: Evidence, limit: int) -> Iterator[Sentence]:
    """What was said, one statement a speaker before a second one."""
    statements = [fact for fact in evidence.facts if isinstance(fact, Statement)]
    heard: dict[str, int] = {}
    rank = []
    for fact in statements:
        heard[fact.speaker.key] = heard.get(fact.speaker.key, 0) + 1
        rank.append((heard[fact.speaker.key], fact))
    for _, fact in sorted(rank, key=lambda item: item[0])[:limit]:
        sentence = statement_sentence(fact, evidence)
        if sentence is not None:
            yield sentence


def statement_sentence(fact: Statement, evidence: Evidence) -> Sentence | None:
    """Who said what, in the words of the article; None when nobody visible told it."""
    citations = cite_fact(fact, evidence, (fact.content.text,))
    if not citations:
        return None
    verb = {StatementKind.DENIED: "denied", StatementKind.CLAIMED: "claimed"}.get(fact.kind, "said")
    by = f", as reported by {party_words(fact.said_by)}" if fact.said_by is not None else ""
    who, words = party_words(fact.speaker), quoted(fact.content.text)
    if fact.cue and fact.cue.casefold() == "according to":
        text = f"According to {who}{by}: {words}"
    else:
        cue = verb if fact.cue in _NEED_AN_OBJECT and not _goes_on(fact) else _past(fact.cue or verb)
        text = f"{who} {cue}{by}{'' if _goes_on(fact) else ':'} {words}"
    return Sentence(
        text=text[:1].upper() + text[1:],
        citations=citations,
        facts=(fact.id,),
    )


def _goes_on(fact: Statement) -> bool:
    """Whether the content goes on with the clause of its verb, which governs it: "denied that …", "denied having …"."""
    content = fact.content.text
    if content.startswith("that ") or (fact.kind is StatementKind.DENIED and content[:1].islower()):
        return True
    before = fact.quote.text.partition(content)[0].rstrip()
    return fact.cue in _TAKE_AN_OBJECT and before.casefold().endswith(f" {fact.cue}")


def _past(cue: str) -> str:
    """A cue that hangs on another verb ("ordered the firm to pay, rejecting its plea") as one that can stand alone."""
    if not cue.endswith("ing") or " " in cue:
        return cue
    stem = cue.removesuffix("ing")
    return _PAST.get(cue) or (f"{stem[:-1]}ied" if re.search(r"[^aeiou]y$", stem) else f"{stem}ed")


_PAST = {"saying": "said", "telling": "told", "writing": "wrote", "speaking": "spoke", "swearing": "swore"}

# Cues whose object is named, not said: "called the ruling a win".
_TAKE_AN_OBJECT = frozenset(
    "called calls call rejected rejects rejecting dismissed dismisses dismissing condemned condemns condemning criticised "
    "criticized criticising criticizing welcomed welcomes welcoming praised praises praising denounced denounces denouncing "
    "hailed hails hailing described describes describing".split()
)


# Cues that cannot stand before a colon without somebody or something after them.
_NEED_AN_OBJECT = frozenset(
    "told tell tells telling informed assured reminded asked urged called calls call quoted cited saying accused".split()
)


def _open_questions(evidence: Evidence, today: date, limit: int) -> Iterator[Sentence]:
    """What the articles themselves leave open, and what should have happened by now and is not reported."""
    found: list[Sentence] = []
    for told, revision in evidence.revisions:
        found += [own_words(c) for c in sentences_of(told, revision) if tells_untold(c.quote.text)]
    for record in evidence.records:
        note = _unreported(record, evidence, today)
        if note is not None:
            found.append(note)
    yield from found[:limit]


def _unreported(record: Record, evidence: Evidence, today: date) -> Sentence | None:
    """A planned meeting whose day has passed without a report."""
    if (
        not isinstance(record, MeetingRecord)
        or record.status not in _AHEAD
        or not has_passed(record.when, today)
    ):
        return None
    facts = _facts(record, evidence)
    if not facts:
        return None
    names = " and ".join(party_words(one.party) for one in record.participants[:2])
    return Sentence(
        text=f"The day on which {names} were to meet has passed; no stored article says whether they did.",
        kind=SentenceKind.NOTE,
        citations=cite_fact(facts[0], evidence),
        facts=(facts[0].id,),
        record=record.id,
    )


def _sources(evidence: Evidence) -> str | None:
    """How many articles, outlets and origins the brief rests on."""
    told = {t.article: t for t in (*evidence.told.values(), *(t for t, _ in evidence.revisions))}
    if not told:
        return None
    outlets = {t.outlet for t in told.values() if t.outlet}
    origins = {t.origin for t in told.values()}
    return ", ".join(
        (
            counted(len(told), "article"),
            counted(len(outlets), "outlet"),
            counted(len(origins), "origin"),
        )
    )


def _facts(record: Record, evidence: Evidence) -> Sequence[Fact]:
    """The facts of a record that are in the evidence, those told last first."""
    names = {name: place for place, name in enumerate(record.facts)}
    found = [fact for fact in evidence.facts if fact.id in names]
    return sorted(found, key=lambda fact: -names[fact.id])


def _day(when: When | None) -> date:
    return (when.earliest or when.latest or date.max) if when is not None else date.max
