"""Which records and statements a question is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.extractive.choose import Choice
from bot.answer.phrases import day_words
from bot.model.answers import Evidence, Order, Plan, Wanted
from bot.model.facts import Deadline, Event, Fact, Meeting, Party, PartyKind, Statement
from bot.model.ids import FactId, RevisionId
from bot.model.records import DeadlineRecord, MeetingRecord, Record
from bot.model.text import Span
from bot.model.when import When
from bot.text.cover import Cover, Line, Reading, cover, level, line_of
from bot.text.parties import same_party
from bot.text.words import stem, words_of

_SAME_FORM_BONUS = 0.05  # "the talks" are those that the article calls talks
_WIDE = Span(0, 10_000)
# What a question calls these, whatever the article's words for them are.
_WORDS_FOR: dict[type[Record], frozenset[str]] = {
    MeetingRecord: frozenset(
        stem(w)
        for w in (
            "meeting meet met talk talks see saw guest guests host hosted attend join part table present participant "
            "participants agreed arrange arranged plan planned hold held took take visit session encounter"
        ).split()
    ),
    DeadlineRecord: frozenset(
        stem(w)
        for w in (
            "deadline due date limit time expire expiry apply force stand valid hold effect lapse run out happen happened "
            "set change changed move moved close end must required until term period still"
        ).split()
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record with how well it fits the question, and its facts, the telling one first.

    fit: 0 to about 1. missing: heavy words of the question that nothing in or around its facts holds. nouns: how well
    its heavy words that are no names are covered, 0 to 1. own: the same by a fact itself, without words that any such
    record stands for; 1 when the question has none.
    """

    record: Record
    fit: float
    facts: tuple[Fact, ...]
    missing: tuple[Wanted, ...]
    nouns: float
    own: float = 1.0


def match_records(
    plan: Plan,
    evidence: Evidence,
    kind: type[MeetingRecord] | type[DeadlineRecord],
    choices: Sequence[Choice],
    *,
    named_before: bool = False,
) -> tuple[Match, ...]:
    """Records of `kind` that the question may be about, the best fitting first.

    named_before: whoever is named just before a deadline's quotes counts as named by it.
    """
    facts = {fact.id: fact for fact in evidence.facts}
    readings = {choice.quote.revision: choice.reading for choice in choices}
    people = _people(evidence)
    found = []
    for record in evidence.records:
        if not isinstance(record, kind) or not _names_fit(
            plan, record, evidence, people, named_before=named_before
        ):
            continue
        match = _match(plan, record, facts, readings, evidence)
        if match is not None:
            found.append(match)
    found.sort(key=lambda m: (-m.fit, -m.record.updated.timestamp(), m.record.id))
    return tuple(found)


def _match(
    plan: Plan,
    record: Record,
    facts: Mapping[FactId, Fact],
    readings: Mapping[RevisionId, Reading],
    evidence: Evidence,
) -> Match | None:
    behind = [facts[name] for name in record.facts if name in facts]
    common = _WORDS_FOR[type(record)]
    named = [w for w in plan.wanted if w.stem in common and not w.name]
    rest = [w for w in plan.wanted if w not in named]
    fits = []
    for fact in behind:
        reading = reading_of(fact, evidence, readings.get(fact.revision))
        reached = cover(rest, reading, 0, {})
        missing = tuple(
            w for w, got in zip(rest, reached.levels, strict=True) if got == 0 and w.weight >= 0.9
        )
        own = _own(rest, reached)
        fits.append((_share(named, rest, reached), fact, missing, _nouns(named, rest, reached), own))
    if not fits or not _names_the_day(plan, record, behind):
        return None
    fits.sort(key=lambda item: -item[0])
    best, _, missing, _, _ = fits[0]
    share = max(share for _, _, _, share, _ in fits)
    if _in_window(plan, record):
        best, share = best + 0.15, (share + 1) / 2
    if isinstance(record, MeetingRecord) and any(w.stem == stem(record.form) for w in plan.wanted):
        best += _SAME_FORM_BONUS
    return Match(
        record=record,
        fit=best,
        facts=tuple(fact for _, fact, _, _, _ in fits),
        missing=missing,
        nouns=share,
        own=max(own for _, _, _, _, own in fits),
    )


def _own(rest: Sequence[Wanted], reached: Cover) -> float:
    """How well a fact itself covers heavy words that are neither names nor what any such record stands for."""
    levels = [
        own
        for w, own in zip(rest, reached.alone, strict=True)
        if not w.name and not w.carried and w.weight >= 0.9
    ]
    return sum(levels) / len(levels) if levels else 1.0


_OF_A_DAY = re.compile(
    r"\b(?:deadline|date|limit|ultimatum|expiry|cut-?off) (?:of|on|for|set for) (?:the )?(?:\w+day,? )?"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})\b"
)


def _names_the_day(plan: Plan, record: Record, behind: Sequence[Fact]) -> bool:
    """Whether a record may be "the deadline of 8 August": that day is one of its days, or no day is asked for."""
    match = _OF_A_DAY.search(plan.text)
    if match is None or not isinstance(record, DeadlineRecord):
        return True
    wanted = {stem(word) for word in words_of(match["day"])} - {"of"}
    whens = [fact.due for fact in behind if isinstance(fact, Deadline)]
    whens += [fact.previous_due for fact in behind if isinstance(fact, Deadline)]
    days = [d for when in whens if when is not None for d in (when.earliest, when.latest) if d is not None]
    return any(wanted <= {str(day.day), stem(f"{day:%B}".casefold())} for day in days)


def _share(named: Sequence[Wanted], rest: Sequence[Wanted], reached: Cover) -> float:
    """The part of the question's weight that is covered; words for what the record is count as covered."""
    kind, other = sum(w.weight for w in named), sum(w.weight for w in rest)
    if kind + other == 0:
        return 0.0
    return (kind + other * (reached.score + reached.own) / 2) / (kind + other)


def _nouns(named: Sequence[Wanted], rest: Sequence[Wanted], reached: Cover) -> float:
    """How well heavy words that are no names are covered by the fact itself, half as well by what stands around it."""
    levels = [1.0 for w in named if w.weight >= 0.9]
    for w, around, own in zip(rest, reached.levels, reached.alone, strict=True):
        if not w.name and not w.carried and w.weight >= 0.9:
            levels.append(own or around / 2)
    return sum(levels) / len(levels) if levels else 1.0


def reading_of(fact: Fact, evidence: Evidence, around: Reading | None) -> Reading:
    """A fact as one line to match against: its quotes, its fields, and the names of its parties."""
    text = " ".join(fact_words(fact))
    line = line_of(text, Span(0, len(text)))
    told = evidence.told.get(fact.id)
    title = line_of(told.title, Span(0, len(told.title))) if told and told.title else None
    whole: Line = around.whole if around is not None else line
    return Reading(text=text, lines=(line,), title=title, whole=whole)


def fact_words(fact: Fact) -> tuple[str, ...]:
    """Everything a fact says, in words."""
    words = [quote.text for quote in fact.quotes]
    match fact:
        case Meeting():
            for one in fact.participants:
                words += _party_words(one.party)
            words += [fact.form, fact.place or "", fact.topic or ""]
            words += [fact.mode.value.replace("_", " ") if fact.mode else ""]
        case Deadline():
            for party in (fact.setter, fact.addressee):
                words += _party_words(party) if party else []
            words += [fact.requirement or "", fact.consequence or "", fact.kind.value]
        case Statement():
            words += _party_words(fact.speaker)
        case Event():
            for party in fact.parties:
                words += _party_words(party)
    when = fact.due if isinstance(fact, Deadline) else fact.when
    words += [_calendar_words(when)] if when is not None else []
    return tuple(word for word in words if word)


def _party_words(party: Party) -> list[str]:
    return [party.name, party.title or "", *party.aliases]


def _calendar_words(when: When) -> str:
    days = [day for day in (when.earliest, when.latest) if day is not None]
    return " ".join(map(day_words, days))


def _names_fit(
    plan: Plan, record: Record, evidence: Evidence, people: Collection[str], *, named_before: bool
) -> bool:
    """Whether everyone whom the question names and who takes part in anything takes part in this.

    Names of others, of places and topics, may stand anywhere in the record's facts. people: stems of everyone's names.
    """
    asked = [w for w in plan.wanted if w.name and not w.carried and w.stem in people]
    if not asked:
        return True
    own = {word for p in record_parties(record) for word in line_of(" ".join(_party_words(p)), _WIDE).stems}
    if isinstance(record, MeetingRecord) and any(w.stem not in own and own.isdisjoint(w.like) for w in asked):
        return False
    line = _record_line(record, evidence)
    if named_before and isinstance(record, DeadlineRecord):
        line = _line_before(record, evidence)
    return all(level(w, line) > 0 for w in asked)


def _record_line(record: Record, evidence: Evidence) -> Line:
    names = set(record.facts)
    words = [word for fact in evidence.facts if fact.id in names for word in fact_words(fact)]
    text = " ".join(dict.fromkeys(words))
    return line_of(text, Span(0, len(text)))


def _line_before(record: Record, evidence: Evidence) -> Line:
    """The record's words with those just before its quotes, which "that date" and "it" point back to."""
    facts = [fact for fact in evidence.facts if fact.id in record.facts]
    text = " ".join((*(word for fact in facts for word in fact_words(fact)), *_words_before(facts, evidence)))
    return line_of(text, Span(0, len(text)))


def _words_before(facts: Sequence[Fact], evidence: Evidence) -> list[str]:
    texts = {revision.id: revision.text for _, revision in evidence.revisions}
    return [
        texts.get(quote.revision, "")[max(0, quote.span.start - _JUST_BEFORE) : quote.span.end]
        for fact in facts
        for quote in fact.quotes
    ]


def _people(evidence: Evidence) -> set[str]:
    """Stems of the names of everyone who takes part in a meeting or deadline of the evidence."""
    found: set[str] = set()
    for record in evidence.records:
        for party in record_parties(record):
            found |= set(line_of(party.name, Span(0, len(party.name))).stems)
    return found


def record_parties(record: Record) -> tuple[Party, ...]:
    """Everyone a record names."""
    match record:
        case MeetingRecord():
            return tuple(one.party for one in record.participants)
        case DeadlineRecord():
            return tuple(p for p in (record.setter, record.addressee) if p is not None)


def takes_part(plan: Plan, record: Record) -> bool:
    """Whether someone the question names is a party of the record."""
    parties = record_parties(record)
    if any(same_party(asked, party) for asked in plan.parties for party in parties):
        return True
    names = [line_of(p.name, Span(0, len(p.name))) for p in parties]
    return any(level(w, line) > 0 for w in plan.wanted if w.name for line in names)


def all_take_part(plan: Plan, record: Record) -> bool:
    """Whether every person the question names is a party of the record."""
    parties = record_parties(record)
    names = [line_of(p.name, Span(0, len(p.name))) for p in parties]
    for asked in plan.parties:
        if asked.kind is not PartyKind.PERSON or any(same_party(asked, party) for party in parties):
            continue
        last = line_of(asked.name.split()[-1], Span(0, len(asked.name.split()[-1])))
        if not any(last.stems.keys() <= line.stems.keys() for line in names):
            return False
    return True


def fields_name(plan: Plan, match: Match) -> bool:
    """Whether the fields of the record's facts, beside their quotes, hold every name of the question."""
    text = " ".join(word for fact in match.facts for word in fact_words(fact)[len(fact.quotes) :])
    line = line_of(text, Span(0, len(text)))
    return all(level(w, line) > 0 for w in plan.wanted if w.name and not w.carried)


def facts_name(plan: Plan, match: Match, evidence: Evidence) -> bool:
    """Whether the record's facts hold every name of the question, with the words just before their quotes and the titles above."""
    words = [word for fact in match.facts for word in fact_words(fact)]
    words += [told.title for fact in match.facts if (told := evidence.told.get(fact.id)) and told.title]
    words += _words_before(match.facts, evidence)
    text = " ".join(words)
    line = line_of(text, Span(0, len(text)))
    return all(level(w, line) > 0 for w in plan.wanted if w.name and not w.carried)


_JUST_BEFORE = 250  # characters: a sentence or two, to which a quote's pronouns may point


def record_when(record: Record) -> When | None:
    """The day of the record's present state."""
    return record.due if isinstance(record, DeadlineRecord) else record.when


def in_window(plan: Plan, record: Record) -> bool:
    """Whether the record's day overlaps the days the question asks about; True when it asks about none."""
    if plan.first is None and plan.last is None:
        return True
    return _in_window(plan, record)


def _in_window(plan: Plan, record: Record) -> bool:
    when = record_when(record)
    if (plan.first is None and plan.last is None) or when is None:
        return False
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return False
    return (plan.first is None or last >= plan.first) and (plan.last is None or first <= plan.last)


def in_order(plan: Plan, matches: Sequence[Match], today: date) -> tuple[Match, ...]:
    """`matches` as the question's "first", "last" or "next" puts them; unchanged when it asks for none."""
    dated = [m for m in matches if (w := record_when(m.record)) is not None and w.earliest is not None]

    def day(match: Match) -> date:
        when = record_when(match.record)
        assert when is not None
        return when.earliest or date.min

    match plan.order:
        case Order.FIRST:
            dated.sort(key=day)
        case Order.LAST:
            dated.sort(key=day, reverse=True)
        case Order.NEXT:
            dated = sorted((m for m in dated if day(m) >= today), key=day)
        case _:
            return tuple(matches)
    return tuple(dated) or tuple(matches)
