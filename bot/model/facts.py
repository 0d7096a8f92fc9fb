"""Facts: what one revision of one article tells, each backed by its exact words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.ids import ArticleId, FactId, RevisionId
from bot.model.text import Quote, Span
from bot.model.when import When


class PartyKind(StrEnum):
    """PERSON a named person; STATE a country or its government; BODY an organisation, company or agency;
    GROUP several together ("European leaders"); UNNAMED a described source ("a Kremlin aide")."""

    PERSON = "person"
    STATE = "state"
    BODY = "body"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who a mention names.

    key: what makes two parties the same inside a workspace: a table key for known ones ("state:ru"), a normalised
        full name for persons ("person:steve witkoff"); a bare surname that could be several people keeps its own key.
    name: the fullest name known ("Steve Witkoff", "Russia").
    title: office or role as the article gives it ("US envoy"), or None.
    aliases: other forms it goes by, in the article or in the table.
    """

    key: str
    name: str
    kind: PartyKind
    title: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a party: by name, alias, title, pronoun or group ("he", "the two sides" give one mention a party)."""

    span: Span
    words: str
    party: Party


class Role(StrEnum):
    """What someone was at a meeting beyond being there."""

    HOST = "host"
    VISITOR = "visitor"
    MEDIATOR = "mediator"
    CHAIR = "chair"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A party at a meeting, with its role when the article tells one."""

    party: Party
    role: Role | None = None


class MeetingStatus(StrEnum):
    """As the article words it; definitions in docs/glossary.md."""

    HELD = "held"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REQUESTED = "requested"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


class Mode(StrEnum):
    """How they met. INDIRECT: through mediators."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    INDIRECT = "indirect"
    WRITTEN = "written"
    MULTILATERAL = "multilateral"


class DeadlineStatus(StrEnum):
    """PROPOSED covers what is asked for, threatened or considered: it moves no day in force."""

    SET = "set"
    PROPOSED = "proposed"
    EXTENDED = "extended"
    BROUGHT_FORWARD = "brought_forward"
    MET = "met"
    MISSED = "missed"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"


MOVED = frozenset({DeadlineStatus.EXTENDED, DeadlineStatus.BROUGHT_FORWARD})
"""A day that was another one before."""
IN_FORCE = MOVED | {DeadlineStatus.SET}
"""A day that applies."""


class DeadlineKind(StrEnum):
    """A duty, an expiry, a day something takes effect, a scheduled decision, a condition, a promise."""

    DEADLINE = "deadline"
    EXPIRY = "expiry"
    EFFECTIVE = "effective"
    SCHEDULED = "scheduled"
    CONDITION = "condition"
    COMMITMENT = "commitment"


class StatementKind(StrEnum):
    """CLAIMED: contested or unproved; REPORTED: at second hand; MIGHT: the content itself is hedged."""

    SAID = "said"
    CLAIMED = "claimed"
    DENIED = "denied"
    REPORTED = "reported"
    MIGHT = "might"


class Producer(StrEnum):
    """Who found a fact: our rules, or a model's reply that passed the same check."""

    RULES = "rules"
    MODEL = "model"


RANKED = "deadline.ranked"
"""The rule that gives a role to the likeliest party of an article; a role told by the words of the fact has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a field of a fact holds what it holds: the words it was read from and the rule that read them.

    span: None when the value follows without words of its own (a title table, the day of publication).
    """

    field: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """What every fact has.

    id: hash of revision and content: extracting again names an unchanged fact the same.
    quotes: the exact words, the telling ones first; never empty.
    said_by: who tells it when the article does not say so in its own voice; None otherwise.
    basis: where each field came from, for `dateline explain`.
    """

    id: FactId
    article: ArticleId
    revision: RevisionId
    quotes: tuple[Quote, ...]
    said_by: Party | None = None
    basis: tuple[Basis, ...] = ()
    producer: Producer = Producer.RULES

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("a fact is backed by at least one quote")
        if any(quote.revision != self.revision for quote in self.quotes):
            raise ValueError("the quotes of a fact come from its own revision")

    @property
    def quote(self) -> Quote:
        """The telling words."""
        return self.quotes[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(_Fact):
    """Who met whom.

    form: the article's kind of encounter in one word: meeting, call, talks, summit, visit, session.
    participants: at least one; two or more unless the article leaves the other side unnamed.
    previous: the day it was moved from, for a postponed or brought-forward meeting.
    place, duration, topic: the article's words, or None.
    apart_from: days on which the same article tells of another meeting of these participants; this is none of those.
    """

    participants: tuple[Participant, ...]
    status: MeetingStatus
    form: str = "meeting"
    when: When | None = None
    previous: When | None = None
    place: str | None = None
    mode: Mode | None = None
    duration: str | None = None
    topic: str | None = None
    apart_from: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(_Fact):
    """A limit, expiry, effective date or scheduled decision.

    setter: who imposes it, None when the article does not say. addressee: whom it binds or hits, None likewise.
    requirement: what must be done or what happens, in the article's words.
    matter: what runs out, takes effect or is due, in the article's words, where no requirement is told: "the truce".
    due: when it falls; "by the end of March" keeps its precision. previous_due: the old day of a moved deadline.
    context: the words of its sentence around the quote, by which other articles' words for it are recognised.
    """

    setter: Party | None = None
    addressee: Party | None = None
    requirement: str | None = None
    matter: str | None = None
    due: When | None = None
    previous_due: When | None = None
    consequence: str | None = None
    status: DeadlineStatus
    kind: DeadlineKind = DeadlineKind.DEADLINE
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Fact):
    """Something said, claimed, reported or denied.

    speaker: who said it; content: the words said or reported; cue: the reporting words ("said", "denied").
    hedge: the hedging word inside the content ("might"), or None. when: when it was said, if told.
    """

    speaker: Party
    cue: str
    content: Quote
    hedge: str | None = None
    kind: StatementKind
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(_Fact):
    """Something else that happened, dated if possible.

    what: the telling verb phrase, as printed. parties: who takes part, the doer first.
    """

    what: str
    parties: tuple[Party, ...] = ()
    when: When | None = None


Fact = Meeting | Deadline | Statement | Event


def parties_of(fact: Fact) -> tuple[Party, ...]:
    """Every party a fact names, each once, in the order of its fields."""
    match fact:
        case Meeting():
            named: list[Party | None] = [p.party for p in fact.participants]
        case Deadline():
            named = [fact.setter, fact.addressee]
        case Statement():
            named = [fact.speaker]
        case Event():
            named = list(fact.parties)
    named.append(fact.said_by)
    seen: dict[str, Party] = {}
    for party in named:
        if party is not None:
            seen.setdefault(party.key, party)
    return tuple(seen.values())


def when_of(fact: Fact) -> When | None:
    """The day the fact is about."""
    return fact.due if isinstance(fact, Deadline) else fact.when


def quotes_of(fact: Fact) -> tuple[Quote, ...]:
    """All exact words behind a fact, a statement's content included."""
    return (*fact.quotes, fact.content) if isinstance(fact, Statement) else fact.quotes
