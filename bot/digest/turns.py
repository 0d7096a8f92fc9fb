"""What became of a known plan, told in a sentence that no record was made of: "the strait reopened a day late".

Such a sentence names no limit and sets no day, so by itself it says little. Beside the plan it says much: it speaks of
what was planned, of the same people, and says that it is done, moved, off or back in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.digest.interest import parties_in
from bot.digest.its_day import MEANT, SAID_ON_IT, days_of
from bot.digest.onward import Page, Scene, in_one_story, names_shared, page_of
from bot.digest.story import AHEAD, DAY_TERMS, ENDED, ONCE_IN_FORCE, terms_of
from bot.digest.turn_words import (
    Turn,
    denies_deed,
    is_recalled,
    leaves_open,
    may_come_of_it,
    tells_deed,
    turn_in,
)
from bot.model.facts import DeadlineStatus
from bot.model.ids import FactId
from bot.model.records import MeetingRecord, Record
from bot.model.text import Quote, Revision, Told
from bot.text.sentences import split_sentences
from bot.text.synonyms import synonyms
from bot.text.words import content_terms, stem

LEAST = 3.0  # what must speak for one plan
_CLEAR = 0.5  # by so much more than for one of another day
EARLY, LATE = timedelta(days=60), timedelta(days=14)  # so long before its day, and after it, a plan turns
_LEAST_WORDS, _MANY_WORDS, _MOST_WORDS = 1.0, 2.5, 2.0
_ASKED, _LIKE, _COMMON, _LEAD, _PEOPLE, _STRANGER, _BACKGROUND = 1.5, 0.7, 0.3, 0.5, 1.0, 2.0, 1.5
_SPOKEN, _STORY = 0.5, 0.25  # what a name that stands in both sentences says, and in both articles
_MANY_NAMES = 3  # in both articles: so many tell one story
_COMMON_DAYS = 3
_LEADING = 3  # words that lead a sentence
_SAME_SHARE = 0.75  # of the words of the shorter one: two sentences say the same
_MAY_TURN = ONCE_IN_FORCE | {DeadlineStatus.PROPOSED, DeadlineStatus.WITHDRAWN}
_BY_ITS_DAY = frozenset({Turn.DONE, Turn.NOT_DONE, Turn.CAME})  # what is told of a plan once
_SUM = re.compile(r"(?!19\d\d$|20\d\d$)\d{2}[\d.,]+")
_EMPTY = frozenset(
    stem(word)
    for word in "say tell day week month year time deadline limit date new one two first last".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of an article. lead: the title and the sentence before. page: what its article names."""

    quote: Quote
    told: Told
    lead: str
    page: Page

    @property
    def day(self) -> date:
        """The day of the report."""
        return (self.told.published or self.told.known).date()


def lines_of(told: Told, revision: Revision) -> Iterator[Line]:
    """The sentences of a text, page furniture left out."""
    page, before = page_of(revision.text), ""
    for span in split_sentences(revision.text, revision.boilerplate):
        quote = revision.quote(span)
        yield Line(quote=quote, told=told, lead=f"{told.title or ''}. {before}", page=page)
        before = quote.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A known plan and the sentence that tells what became of it. words: those of the plan. more: the sentence beside it, where
    it is about that as well."""

    record: Record
    line: Line
    turn: Turn
    weight: float
    words: frozenset[str]
    more: Line | None = None

    @property
    def rank(self) -> tuple[bool, float]:
        """Words that say what became of the plan tell more than its day does."""
        return self.turn is not Turn.CAME, self.weight


class Turns:
    """Finds what became of known plans. scenes: the words behind the facts of the known records."""

    def __init__(self, known: Sequence[Record], scenes: Mapping[FactId, Scene]) -> None:
        self._plans = {one.id: _Plan.of(one, scenes) for one in known if _is_open(one)}
        self._common = _common_words(tuple(self._plans.values()))
        self._over = [_Plan.of(one, scenes) for one in known if _is_over(one)]

    def find(self, fresh: Sequence[Line]) -> tuple[Turned, ...]:
        """The plans of which fresh sentences tell what became of them, each once, by the sentence that tells most."""
        found: dict[str, Turned] = {}
        for before, line, following in zip([None, *fresh], fresh, [*fresh[1:], None], strict=False):
            turned = self._best(line)
            best = None if turned is None else found.get(turned.record.id)
            if turned is not None and (best is None or turned.rank > best.rank):
                found[turned.record.id] = replace(turned, more=self._more(turned, before, following))
        return tuple(found.values())

    def _more(self, turned: Turned, before: Line | None, following: Line | None) -> Line | None:
        """The next sentence of the article, if it tells of the same turn of the same plan; the one before it or behind it that says
        most of the plan, where the sentence was found by its day."""
        plan = self._plans[turned.record.id]
        beside = [
            one
            for one in (following, before)
            if one is not None and one.told.revision == turned.line.told.revision
        ]
        if turned.turn is not Turn.CAME:
            found = _weigh(following, plan, self._common) if following in beside and following else None
            return following if found is not None and found[1] is turned.turn else None
        weighed = [
            (shared.all_told, -place, one)
            for place, one in enumerate(beside)
            if may_come_of_it(one.quote.text, plan.verbs)
            and (shared := _Shared.of(one, plan, self._common)).all_told >= _LEAST_WORDS
        ]
        return max(weighed, key=lambda one: one[:2])[2] if weighed else None

    def was_told(self, turned: Turned, earlier: Iterable[Line]) -> bool:
        """Whether an earlier sentence says the same, in most of its words or of the same plan."""
        return any(self._tells_already(line, turned) for line in earlier)

    def _best(self, line: Line) -> Turned | None:
        """The plan of which a sentence tells what became; None where as much speaks for one of another day."""
        weighed = [
            (found, plan)
            for plan in self._plans.values()
            if (found := _weigh(line, plan, self._common)) is not None and found[0] >= LEAST - _CLEAR
        ]
        if not weighed:
            return None
        (weight, turn), best = max(weighed, key=lambda one: one[0][0])
        rivals = [plan for (other, _), plan in weighed if weight - other < _CLEAR]
        if weight < LEAST or any(one.day != best.day for one in rivals):
            return None
        if turn is Turn.CAME and any(one.day == best.day and _in_story(line, one, 0.0) for one in self._over):
            return None  # what came of that day is known
        words = best.asked | best.told
        return Turned(record=best.record, line=line, turn=turn, weight=weight, words=words)

    def _tells_already(self, earlier: Line, turned: Turned) -> bool:
        one, other = (_telling(terms_of(line.quote.text)) for line in (turned.line, earlier))
        plan = self._plans[turned.record.id]
        turn = _turn_of(earlier, plan, _its_day(earlier, plan))
        if turn is not turned.turn and not {turn, turned.turn} <= _BY_ITS_DAY:
            return False
        if len(one & other) >= _SAME_SHARE * max(len(one), len(other), 1):
            return True
        if turned.turn is Turn.OFF or earlier.told.known <= turned.record.known:
            return False  # what was put off may be called off
        found = _weigh(earlier, plan, self._common)
        return found is not None and found[0] >= LEAST


def looks_back(turned: Turned, since: date) -> bool:
    """Whether the deed lies before `since`: an article that is in the news for something else recalls it."""
    if turned.turn not in _BY_ITS_DAY:
        return False
    last = days_of(turned.line.quote.text, turned.line.day).last
    return last is not None and last < since


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A known record as sentences are held against it.

    verbs: what is to be done. asked: all words of that. told: words of the sentences that tell it. named: words of the
    names of its people. spoken: other names in the sentences that
    tell it. first, day: its days.
    """

    record: Record
    verbs: frozenset[str]
    asked: frozenset[str]
    told: frozenset[str]
    named: frozenset[str]
    spoken: frozenset[str]
    pages: tuple[Page, ...]
    first: date | None
    day: date | None

    @classmethod
    def of(cls, record: Record, scenes: Mapping[FactId, Scene]) -> _Plan:
        mine = [scenes[fact] for fact in record.facts if fact in scenes]
        named = frozenset(term for party in parties_in(record) for term in terms_of(party.name))
        places = frozenset(name for one in mine for name in one.page.names)
        told = _telling(term for one in mine for term in terms_of(one.sentence)) - named - places
        first = () if isinstance(record, MeetingRecord) else content_terms(record.requirement or "")[:1]
        when = record.when if isinstance(record, MeetingRecord) else record.due
        return cls(
            record=record,
            verbs=frozenset(map(stem, first)) or told,
            asked=_telling(terms_of(_asked(record))) - named - places,
            told=told,
            named=named,
            spoken=(places & frozenset(term for one in mine for term in terms_of(one.sentence))) - named,
            pages=tuple(one.page for one in mine),
            first=None if when is None else when.earliest,
            day=None if when is None else when.latest,
        )


def _asked(record: Record) -> str:
    if isinstance(record, MeetingRecord):
        return f"meet talks {record.topic or ''}"
    return f"{record.requirement or ''} {record.matter or ''}"


def _telling(terms: Iterable[str]) -> frozenset[str]:
    """Words that tell something, and sums: no days, no years."""
    return frozenset(term for term in terms if term.isalpha() or _SUM.fullmatch(term)) - DAY_TERMS - _EMPTY


def _is_open(record: Record) -> bool:
    if isinstance(record, MeetingRecord):
        return record.status in AHEAD
    return record.status in _MAY_TURN


def _is_over(record: Record) -> bool:
    status: object = record.status
    return status in ENDED or status in {DeadlineStatus.MET, DeadlineStatus.MISSED}


def _common_words(plans: Sequence[_Plan]) -> frozenset[str]:
    """Words that the plans of several days have in common: they tell the story, and not which plan is meant."""
    days: dict[str, set[date | None]] = {}
    for plan in plans:
        for term in plan.asked | plan.told:
            days.setdefault(term, set()).add(plan.day)
    return frozenset(term for term, found in days.items() if len(found) >= _COMMON_DAYS)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a sentence shares with a plan: words of what is to be done, other words that told it, words of what leads the
    sentence, names in both sentences, and names in both articles."""

    asked: float
    told: float
    lead: float
    spoken: float
    names: int

    @classmethod
    def of(cls, line: Line, plan: _Plan, common: frozenset[str]) -> _Shared:
        said = terms_of(line.quote.text)
        terms, lead = _telling(said), _telling(terms_of(line.lead))
        return cls(
            asked=_shared(terms, plan.asked, common),
            told=_shared(terms, plan.told - plan.asked, common),
            lead=_shared(lead, plan.asked | plan.told, common),
            spoken=_SPOKEN * min(len(plan.spoken & said), _MOST_WORDS),
            names=max((len(names_shared(line.page, page)) for page in plan.pages), default=0),
        )

    @property
    def all_told(self) -> float:
        """Words and names of the sentence itself."""
        return self.asked + self.told + self.spoken

    def speaks_of_it(self, day: float) -> bool:
        """Whether words say that a plan may be meant, or the day with what else is known of the story. day: what it says."""
        if self.asked + self.told >= _LEAST_WORDS:
            return True
        return day >= MEANT and (self.lead + self.spoken >= _LEAST_WORDS or self.names >= _MANY_NAMES)

    def weight(self, day: float) -> float:
        words = _ASKED * min(self.asked, _MOST_WORDS) + min(self.told, _MOST_WORDS)
        story = _STORY * min(self.names, _MANY_NAMES) if day >= MEANT else 0.0
        return words + _LEAD * min(self.lead, _MOST_WORDS) + self.spoken + story


def _weigh(line: Line, plan: _Plan, common: frozenset[str]) -> tuple[float, Turn] | None:
    """How much speaks for it that a sentence tells what became of a plan; None where it does not."""
    if not _in_time(line, plan):
        return None
    shared, day = _Shared.of(line, plan, common), _its_day(line, plan)
    if not shared.speaks_of_it(day) or not _in_story(line, plan, shared.asked + shared.told):
        return None
    turn = _turn_of(line, plan, day)
    if turn is None:
        return None
    text = line.quote.text
    deed = tells_deed(text, plan.verbs) or denies_deed(text, plan.verbs)
    signs = max(_near(line, plan), day) - _BACKGROUND * is_recalled(text)
    return shared.weight(day) + _people(line, plan) + deed + signs, turn


def _turn_of(line: Line, plan: _Plan, day: float) -> Turn | None:
    """What a sentence says became of a plan, in words or by its day alone. day: how much the days say."""
    text = line.quote.text
    turn = turn_in(text, plan.verbs)
    if turn is not None and _may_take(plan, turn, line.told.known.date()):
        return turn
    came = day >= MEANT or (day >= SAID_ON_IT and not leaves_open(text))
    return Turn.CAME if came and may_come_of_it(text, plan.verbs) else None


def _its_day(line: Line, plan: _Plan) -> float:
    """How much the days of a sentence say for a plan."""
    if plan.first is None or plan.day is None:
        return 0.0
    return days_of(line.quote.text, line.day).speak_for(plan.first, plan.day, line.day)


def _may_take(plan: _Plan, turn: Turn, at: date) -> bool:
    """Whether a plan can turn so on this day; that a meeting took place is read from its own words."""
    if isinstance(plan.record, MeetingRecord):
        return turn is Turn.OFF
    if turn is Turn.NOT_DONE and plan.day is not None and at < plan.day:
        return False  # there is still time
    return turn is Turn.BACK or plan.record.status is not DeadlineStatus.WITHDRAWN


def _in_story(line: Line, plan: _Plan, words: float) -> bool:
    """Whether the article is one on the story of the plan; a notice names few, so there the words of the plan say so."""
    if any(in_one_story(line.page, page) for page in plan.pages):
        return True
    return words >= _MANY_WORDS and any(names_shared(line.page, page) for page in plan.pages)


def _shared(terms: frozenset[str], others: frozenset[str], common: frozenset[str]) -> float:
    same = sum(_COMMON if term in common else 1.0 for term in terms & others)
    return same + sum(_LIKE for term in terms - others - common if synonyms(term) & others)


def _people(line: Line, plan: _Plan) -> float:
    """What the people say: those of the plan speak for it, somebody else who leads the sentence against it."""
    if plan.named & terms_of(line.quote.text):
        return _PEOPLE
    if plan.named & terms_of(line.lead):
        return _LEAD * _PEOPLE
    leading = terms_of(" ".join(line.quote.text.split()[:_LEADING])) & line.page.names
    strange = leading - frozenset(name for page in plan.pages for name in page.capitals)
    return -_STRANGER if plan.named and strange else 0.0


def _in_time(line: Line, plan: _Plan) -> bool:
    return plan.day is None or plan.day - EARLY <= line.told.known.date() <= plan.day + LATE


def _near(line: Line, plan: _Plan) -> float:
    """What it says that the article came about the day of the plan."""
    if plan.day is None:
        return 0.0
    off = abs(line.told.known.date() - plan.day)
    return 1.0 if off <= timedelta(days=1) else 0.5 if off <= timedelta(days=4) else 0.0
