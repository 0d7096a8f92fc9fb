"""What Dateline says: sentences with citations, or a considered "the stored articles do not say"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from bot.model.facts import Fact, Party, quotes_of
from bot.model.ids import FactId, RecordId, RevisionId
from bot.model.records import Conflict, Correction, Record
from bot.model.text import Passage, Quote, Revision, Told
from bot.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The link from a sentence to the exact words behind it, and who printed them."""

    quote: Quote
    told: Told
    fact: FactId | None = None


class SentenceKind(StrEnum):
    """CLAIM: a factual sentence, always cited. NOTE: Dateline speaking of its own store or arithmetic ("no stored
    article says what followed", "in 2 days"); it makes no claim about the world beyond what cited sentences say.
    CORRECTION: what a person put right, shown as such."""

    CLAIM = "claim"
    NOTE = "note"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One unit of a briefing.

    text: plain words without markers, links or markup; adapters draw those from the citations.
    citations: at least one for a CLAIM.
    facts, record: what it was made from, so that a later change finds the posts to correct.
    group: sentences with the same group name are shown as one block (two sides of a conflict, a record's history).
    doubt: 0 to 1, how much a careful reader should check this sentence against its quote; 0 when words are quoted.
    reasons: why it was chosen and stands where it does, in words; empty where that goes without saying.
    due: when the deadline falls that it tells of, for platforms that draw times by each reader's own clock; None where
        it tells of none that lies ahead on one day.
    """

    text: str
    kind: SentenceKind = SentenceKind.CLAIM
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactId, ...] = ()
    record: RecordId | None = None
    group: str | None = None
    doubt: float = 0.0
    reasons: tuple[str, ...] = ()
    due: When | None = None

    def __post_init__(self) -> None:
        if self.kind is SentenceKind.CLAIM and not self.citations:
            raise ValueError(f"a claim carries a citation: {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was looked at: how many articles and outlets, over which days, and the newest one."""

    articles: int
    outlets: int
    first: date | None = None
    last: date | None = None
    newest: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a briefing ("Meetings", "Deadlines", "Open questions")."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """An answer made of cited sentences.

    sentences: the answer, the telling one first. sections: further parts of a brief or digest.
    note: one quiet line for the reader about how it came about ("written without the language model"), or None.
    """

    sentences: tuple[Sentence, ...]
    coverage: Coverage
    headline: str | None = None
    sections: tuple[Section, ...] = ()
    note: str | None = None

    @property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, those of sections included."""
        return self.sentences + tuple(s for section in self.sections for s in section.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """A considered "the stored articles do not say".

    missing: what is not told, in words ("what Russia offered").
    nearest: cited sentences about the nearest facts, possibly none.
    """

    missing: str
    coverage: Coverage
    nearest: tuple[Sentence, ...] = ()
    note: str | None = None


Answer = Briefing | Abstention


class Intent(StrEnum):
    """What a question is after."""

    MEETING = "meeting"
    DEADLINE = "deadline"
    STATEMENT = "statement"
    FACT = "fact"


class AnswerType(StrEnum):
    """The kind of thing that answers it."""

    PERSON = "person"
    DATE = "date"
    PLACE = "place"
    AMOUNT = "amount"
    DURATION = "duration"
    YES_NO = "yes_no"
    REASON = "reason"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A word of a question that the evidence should cover.

    word: folded. stem: its common form. weight: 0 to 2, how much it tells (a name more than "said").
    name: it names someone or something, so another word cannot stand for it.
    like: stems that may stand for it ("talks" for "meeting"). kin: stems that may tell its matter in looser words
    ("resignation" for "leave"). carried: it comes from an earlier question.
    """

    word: str
    stem: str
    weight: float = 1.0
    name: bool = False
    like: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    carried: bool = False


class Order(StrEnum):
    """Which of several a question asks for."""

    FIRST = "first"
    LAST = "last"
    NEXT = "next"
    ALL = "all"
    COUNT = "count"


class Shape(StrEnum):
    """What is to be made of the evidence when one value is no answer.

    FIRST_TO_REPORT: who told it first. OUTLETS: how many tell it. CHANGE: how it moved from one state to the next.
    OUTCOME: whether what was due was done in time. LASTED: how long a state went on. STILL: whether it goes on.
    HAPPENED: whether it took place or was called off. TERMS: on what conditions. OCCUPATION: what somebody works as.
    PREVIOUS: the day that it had before it was moved. CERTAIN: whether it is settled, which each voice may see its own way. SAME: the one that all parts of the question
    are about. PRINTED_BEFORE, PRINTED_AFTER: whether the report of the first part was printed before or after the second's.
    """

    FIRST_TO_REPORT = "first_to_report"
    OUTLETS = "outlets"
    CHANGE = "change"
    OUTCOME = "outcome"
    LASTED = "lasted"
    STILL = "still"
    HAPPENED = "happened"
    CERTAIN = "certain"
    PREVIOUS = "previous"
    TERMS = "terms"
    OCCUPATION = "occupation"
    SAME = "same"
    PRINTED_BEFORE = "printed_before"
    PRINTED_AFTER = "printed_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a question was understood.

    parties: who it names. first, last: the window of days it asks about, None when open.
    known_until: only what was known up to this moment counts (as-of questions); None for everything.
    terms: content words for the search, lower case, without stop words.
    slots: further things the evidence must cover, in words ("offer", "Istanbul"); a plan with an uncovered slot
        ends in an abstention.
    wanted: the words of the question with what they weigh and what may stand for them.
    focus: the noun that is asked for ("country" in "which country", "hospitals" in "how many hospitals"), or None.
    order: whether one of several, all of them or their number is asked for, or None.
    parts: a question that asks several things at once ("when and where") as one plan each; else empty.
    shape: what is to be made of the evidence, where one value is no answer; else None.
    outlets: only what these printed counts, as stored ("according to Harbor Wire"); empty for all.
    printed: only what was printed on this day counts; None for any.
    """

    text: str
    intent: Intent
    answer_type: AnswerType
    parties: tuple[Party, ...] = ()
    first: date | None = None
    last: date | None = None
    known_until: datetime | None = None
    terms: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    focus: str | None = None
    order: Order | None = None
    parts: tuple[Plan, ...] = ()
    shape: Shape | None = None
    outlets: tuple[str, ...] = ()
    printed: date | None = None

    def counts(self, told: Told) -> bool:
        """Whether what this article tells may answer: it is by a named outlet, of a named day, if any are named."""
        if self.outlets and told.outlet not in self.outlets:
            return False
        return self.printed is None or (told.published is not None and told.published.date() == self.printed)


@dataclass(frozen=True, kw_only=True)  # without slots, for what is worked out of it once
class Evidence:
    """What search hands to a writer for one question: records, the facts behind them and passages, best first.

    told: who told each fact, by fact id.
    revisions: the texts of the best fitting articles with their tellers, best first, so that a writer can look around a quote.
    disputes: what voices in those texts tell differently where no record holds it.
    corrections: those of persons that shaped its records.
    """

    plan: Plan
    records: tuple[Record, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    coverage: Coverage
    told: dict[FactId, Told] = field(default_factory=dict)
    revisions: tuple[tuple[Told, Revision], ...] = ()
    disputes: tuple[Conflict, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def facts_by_id(self) -> Mapping[FactId, Fact]:
        """The facts by their ids."""
        return {fact.id: fact for fact in reversed(self.facts)}

    @cached_property
    def words_by_revision(self) -> Mapping[RevisionId, Sequence[Quote]]:
        """All exact words in the evidence, by the revision they stand in: those behind its facts, then its passages."""
        found: dict[RevisionId, list[Quote]] = {}
        for quote in (*(q for f in self.facts for q in quotes_of(f)), *(p.quote for p in self.passages)):
            found.setdefault(quote.revision, []).append(quote)
        return found
